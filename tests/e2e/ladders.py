# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges written as ladders, with what is to be said about their responses.

    A>B INVITE              a request; CSeq 1 and an own branch for each leg and CSeq
    B>A 180                 a response to the last request that went the other way (ACK aside)
    +31.5                   so many seconds pass; packets are 10 ms apart anyway
    A>B CANCEL
    B>A 487 INVITE          a response to another one than the last
        = The CANCEL ...    a sentence of its diagnosis; together they are all of it
        2= No new ...       one that only a second pass knows
        ! again             it is no new failure, so it has no expert info of its outcome
        ! no_ack            and has that of a missing ACK
        ! refused           its outcome is failure, whatever the code usually means
        | Header: value     behind any message: a line of its header
        : body              and one of its body

Behind method or code, in any order: a number (CSeq), a method (of the request
that is answered), tag=T (of To; in a response "b" if not said, "" for none),
branch=B, call=C, via=V (all of Via, "_" for blanks), from=T (tag of From), and among
what belongs to the packet: icmp (it is quoted by an ICMP error), and (it is in
the same packet as the one before), ipv6, tcp.

Who: as for captures.Capture.send(). Frames in the sentences count from 1 in
each ladder; {network} is part of its addresses, and {time} any time of day.
"""

import re

import captures

PACKET_WORDS = ("icmp", "and", "ipv6", "tcp")
OUTCOMES = ("progress", "success", "redirection", "challenge", "adjust", "unavailable", "busy", "declined", "cancelled",
            "failure", "server_failure")


class Message:
    """One message of a ladder, and what is to be said about it."""

    def __init__(self, line):
        way, self.name, *words = line.split()
        self.source, self.target = way.split(">")
        self.cseq = self.method = None
        self.options = {}
        self.packet = []
        self.headers = ""
        self.body = ""
        self.first, self.second, self.marks = [], [], []    # sentences of either pass, marks
        for word in words:
            name, equals, value = word.replace("_", " ").partition("=")
            if word in PACKET_WORDS:
                self.packet.append(word)
            elif equals:
                self.options[name] = value
            elif word.isdigit():
                self.cseq = int(word)
            else:
                self.method = word

    def add(self, line):
        kind, _, text = line.partition(" ")
        if kind == "=":
            self.first.append(text)
        if kind in ("=", "2="):
            self.second.append(text)
        if kind == "!":
            self.marks.append(text)
        elif kind == "|":
            self.headers += text + "\r\n"
        elif kind == ":":
            self.body += text + "\r\n"

    @property
    def is_response(self):
        return self.name.isdigit()

    def finish(self, before):
        """Fills in what is not said: a response has it from its request."""
        asked = [other for other in before
                 if not other.is_response and other.name != "ACK" and other.options.get("call") == self.options.get("call")
                 and (other.source, other.target) == (self.target, self.source)
                 and self.method in (None, other.name) and self.cseq in (None, other.cseq)]
        if not self.is_response:
            self.cseq = self.cseq or 1
            self.method = self.name
            self.options.setdefault("branch", f"z9hG4bK{self.source}{self.target}{self.cseq}".replace(":", "."))
        elif asked:
            self.cseq, self.method = asked[-1].cseq, asked[-1].method
            self.options = {**asked[-1].options, "tag": "b", **self.options}
        else:
            self.options = {"branch": f"z9hG4bK{self.target}{self.source}{self.cseq}", "tag": "b", **self.options}

    def bytes(self, call):
        start = f"SIP/2.0 {self.name} Phrase" if self.is_response else f"{self.name} sip:bob@example.com SIP/2.0"
        via = self.options.get("via", "SIP/2.0/UDP client.example.com;branch=" + self.options["branch"])
        tag = f";tag={self.options['tag']}" if self.options.get("tag") else ""
        return (f"{start}\r\nVia: {via}\r\nFrom: <sip:alice@example.com>;tag={self.options.get('from', 'a')}\r\n"
                f"To: <sip:bob@example.com>{tag}\r\nCall-ID: {call}-{self.options.get('call', 1)}\r\n"
                f"CSeq: {self.cseq} {self.method}\r\n{self.headers}Content-Length: {len(self.body)}\r\n\r\n"
                f"{self.body}").encode()


def read_ladder(text):
    """The messages of a ladder, and the pauses: number of messages before it -> seconds."""
    messages, pauses = [], {}
    for line in filter(None, map(str.strip, text.splitlines())):
        if line[0] == "+":
            pauses[len(messages)] = float(line[1:])
        elif re.match(r"2?=|[!|:]", line):
            messages[-1].add(line)
        else:
            messages.append(Message(line))
            messages[-1].finish(messages[:-1])
    return messages, pauses


class Ladder:
    """A ladder, its packets, and what is expected of its frames."""

    def __init__(self, text, network):
        messages, pauses = read_ladder(text)
        self.network = network
        self.capture = captures.Capture(network)
        self.frames = []        # the messages in each
        for number, message in enumerate(messages):
            if "and" in message.packet:
                self.frames[-1].append(message)
            else:
                self.frames.append([message])
            if number + 1 == len(messages) or "and" not in messages[number + 1].packet:
                self._send(self.frames[-1], f"call-{network}")
            if number + 1 in pauses:
                self.capture.wait(pauses[number + 1])

    def _send(self, messages, call):
        packet = messages[0].packet
        self.capture.send(messages[0].source, messages[0].target, b"".join(item.bytes(call) for item in messages),
                          "tcp" if "tcp" in packet else "udp", "ipv6" in packet,
                          wraps=["icmp"] if "icmp" in packet else [])

    def diagnoses(self, second_pass):
        """Number of a frame -> diagnoses of its responses."""
        said = {}
        for number, messages in enumerate(self.frames, start=1):
            texts = [" ".join(item.second if second_pass else item.first) for item in messages]
            if any(texts):
                said[number] = [text.replace("{network}", str(self.network)) for text in texts if text]
        return said

    def marked(self, mark):
        return [number for number, messages in enumerate(self.frames, start=1)
                if any(mark in item.marks for item in messages)]

    def failures(self):
        """The frames whose responses are new failures."""
        return [number for number, messages in enumerate(self.frames, start=1)
                if any(item.is_response and int(item.name) >= 300 and "again" not in item.marks
                       and "icmp" not in item.packet for item in messages)]


def by_fields(whole, *args):
    rows = whole.wireshark.fields(whole.path, "frame.number", "sipexplain.diagnosis", args=args)
    # Since 4.4 -T fields doubles backslashes.
    return {int(number): [text.replace("\\\\", "\\") for text in texts] for (number,), texts in rows if texts}


def by_column(whole):
    out = whole.wireshark.tshark("-o", 'gui.column.format:"No.","%m","D","%Cus:sipexplain.diagnosis:0:R"',
                                 capture=whole.path)
    rows = (line.strip().partition(" ") for line in out.splitlines())
    return {int(number): [text.strip()] for number, _, text in rows if text.strip()}


def by_details(whole):
    """What the packet details show; long texts go on in lines below their label."""
    found = {}
    number = indent = None
    for line in whole.wireshark.tshark("-V", capture=whole.path).splitlines():
        frame = re.match(r"Frame (\d+): ", line)
        said = re.match(r"( +)Diagnosis: (.*)", line)
        if frame:
            number, indent = int(frame[1]), None
        elif said:
            indent = len(said[1])
            found.setdefault(number, []).append(said[2])
        elif indent is not None and line.startswith(" " * (indent + 1)):
            found[number][-1] += " " + line.strip()
        else:
            indent = None
    return found


# way of reading -> how, and whether it reads the capture twice
WAYS = {
    "-T fields": (by_fields, False),
    "-Y sipexplain": (lambda whole: by_fields(whole, "-Y", "sipexplain"), False),
    "-V": (by_details, False),
    "custom column": (by_column, False),
    "-2": (lambda whole: by_fields(whole, "-2"), True),
    "-2 -Y sipexplain.diagnosis": (lambda whole: by_fields(whole, "-2", "-Y", "sipexplain.diagnosis"), True),
}


class Whole:
    """One file with all ladders of a subject; each way of reading it is taken once."""

    def __init__(self, wireshark, name, texts):
        self.wireshark = wireshark
        self.ladders = {}
        self.first = {}         # ladder -> number of frames before it
        self.found = {}
        whole = captures.Capture()
        for network, (title, text) in enumerate(texts.items(), start=1):
            self.ladders[title] = ladder = Ladder(text, network)
            self.first[title] = len(whole.packets)
            whole.append(ladder.capture)
        self.path = wireshark.write(whole, name)

    def diagnoses(self, title, way):
        """What this way of reading finds in the frames of a ladder, whose numbers count from 1."""
        if way not in self.found:
            self.found[way] = WAYS[way][0](self)
        before, count = self.first[title], len(self.ladders[title].frames)

        def renumbered(text):
            text = re.sub(r"\d\d:\d\d:\d\d(?= \(UTC\))", "{time}", text)
            return re.sub(r"(?<=frame )\d+", lambda number: str(int(number[0]) - before), text)

        return {frame - before: [renumbered(text) for text in texts] for frame, texts in self.found[way].items()
                if before < frame <= before + count}

    def check_diagnoses(self, title, way):
        expected = self.ladders[title].diagnoses(WAYS[way][1])
        if way == "custom column":      # one text for each frame
            expected = {frame: [",".join(texts)] for frame, texts in expected.items()}
        assert self.diagnoses(title, way) == expected

    def numbers(self, frames_of):
        """In the whole file, of the frames that a method of each ladder names."""
        return [self.first[title] + frame for title, ladder in self.ladders.items() for frame in frames_of(ladder)]

    def frames(self, display_filter, *args):
        return self.wireshark.frames(self.path, display_filter, args)

    def check_related_frames(self, *args):
        """The values are the frames that the text names, and no others."""
        rows = self.wireshark.fields(self.path, "frame.number", "sipexplain.diagnosis", "sipexplain.related_frame",
                                     args=args)
        named = {number: sorted(set(re.findall(r"frame (\d+)", " ".join(texts)))) for (number,), texts, _ in rows}
        assert {number: sorted(set(related)) for (number,), _, related in rows} == named

    def check_expert_info(self, *args):
        """It is there once for each failure, and that of a missing ACK on the repetitions alone."""
        outcomes = " or ".join("sipexplain.expert." + outcome for outcome in OUTCOMES)
        assert self.frames(f"sipexplain.code >= 300 and ({outcomes})", *args) == self.numbers(Ladder.failures)
        assert self.frames("sipexplain.expert.no_ack", *args) == self.numbers(lambda item: item.marked("no_ack"))
        assert self.frames("sipexplain.expert.failure and sipexplain.code in {401, 407}", *args) == self.numbers(
            lambda item: [frame for frame in item.marked("refused") if frame in item.failures()])
        assert self.frames("sipexplain.outcome == 10 and sipexplain.code in {401, 407}", *args) == self.numbers(
            lambda item: item.marked("refused"))
