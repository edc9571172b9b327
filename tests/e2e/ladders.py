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
        1! refused          as long as later frames are not known
        ? auth-refused shown    a finding and its certainty, shown or likely; in the order in which they are shown
        2? auth-storm shown     one that only a second pass knows
        1? auth-refused shown   one that a second pass takes back, as later frames disprove it
        ~ text              this stands in its diagnosis
        2~ text             a second pass says this
        !~ text             and this no pass says, nor the summary, nor what a Reason is said to mean
        | Header: value     behind any message: a line of its header
        : body              and one of its body

Ladders are strict in what they are about. Where test_context.py reads them, a
response without a sentence has no diagnosis. Where test_findings.py does, a
message, of either kind, without a finding has none, and of the diagnosis only
those texts count. The file goes on for GAP seconds after each ladder.

Behind method or code, in any order: a number (CSeq), a method (of the request
that is answered; of a request, that of its CSeq, if it is another one) and, with
"_" for blanks,

    branch=B, call=C, via=V     Via is all of it
    from=T, tag=T       tags of From and To, "" for none. If not said, a response has that of its request, or "b"
                        in To, and the tag of From is "b" where that of To is "a", else "a"
    caller=U, to=U      user of From (alice) and To (bob); all of the URI where it has a colon
    uri=U               Request-URI (sip:bob@example.com)
    phrase=P            reason phrase (Phrase)

and among what belongs to the packet: icmp or icmp=TYPE.CODE/BYTES (an ICMP error
quotes it: see captures.py), and (it is in the same packet as the one before), ipv6,
tcp. "spaced" has a blank before the colons of the header, but for that of
Content-Length, by which Wireshark tells where a message over TCP ends; "nameless"
has no Call-ID.

Who: as for captures.Capture.send(). Frames in the sentences count from 1 in
each ladder. {network} is part of its addresses and may stand anywhere, so that
a nonce, say, is in no other ladder. {time} is any time of day, {left} how long
the capture goes on, which depends on the ladders that follow.
"""

import re

import captures
import catalogue

PACKET_WORDS = ("icmp", "and", "ipv6", "tcp")
FORMS = ("spaced", "nameless")
OPTIONS = ("branch", "call", "via", "from", "tag", "caller", "to", "uri", "phrase")
OUTCOMES = ("progress", "success", "redirection", "challenge", "adjust", "unavailable", "busy", "declined", "cancelled",
            "failure", "server_failure")
CERTAINTIES = {"shown": "1", "likely": "2"}
DURATION = r"\d[\d.]* (?:ms|s|min|h|d)\b(?: \d+ (?:s|min|h)\b)*"
GAP = 200       # more than the 3 minutes after which a proxy gives an INVITE up, the longest that SIP itself waits


def address(user):
    return f"<{user}>" if ":" in user else f"<sip:{user}@example.com>"


def tagged(tag):
    return f";tag={tag}" if tag else ""


class Message:
    """One message of a ladder, and what is to be said about it."""

    def __init__(self, line):
        way, self.name, *words = line.split()
        self.source, self.target = way.split(">")
        self.cseq = self.method = None
        self.options = {}
        self.packet, self.forms = [], []
        self.error = ""     # the ICMP error that quotes it
        self.headers = ""
        self.body = ""
        self.first, self.second, self.marks = [], [], []    # sentences of either pass, marks
        self.marks_of_first = []
        self.findings = {False: [], True: []}       # second pass or not -> (id, certainty) of each
        self.fragments = {False: [], True: []}      # and texts of the diagnosis
        self.unsaid = []
        for word in words:
            name, equals, value = word.replace("_", " ").partition("=")
            if re.match("icmp[=/]", word):
                self.packet.append("icmp")
                self.error = word
            elif word in PACKET_WORDS:
                self.packet.append(word)
            elif word in FORMS:
                self.forms.append(word)
            elif equals and name in OPTIONS:
                self.options[name] = value
            elif word.isdigit():
                self.cseq = int(word)
            elif not equals:
                self.method = word
            else:
                raise ValueError(line)

    def add(self, line):
        kind, _, text = line.partition(" ")
        if kind in ("=", "2="):
            self.second.append(text)
            self.first += [text] if kind == "=" else []
        elif kind in ("?", "1?", "2?"):
            finding, certainty = text.split()
            if certainty not in CERTAINTIES:
                raise ValueError(line)
            self.findings[True] += [(finding, certainty)] if kind != "1?" else []
            self.findings[False] += [(finding, certainty)] if kind != "2?" else []
        elif kind in ("~", "2~"):
            self.fragments[True].append(text)
            self.fragments[False] += [text] if kind == "~" else []
        elif kind == "!~":
            self.unsaid.append(text)
        elif kind == "!":
            self.marks.append(text)
        elif kind == "1!":
            self.marks_of_first.append(text)
        elif kind == "|":
            self.headers += text + "\r\n"
        elif kind == ":":
            self.body += text + "\r\n"
        else:
            raise ValueError(line)

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
            self.method = self.method or self.name
            self.options.setdefault("branch", f"z9hG4bK{self.source}{self.target}{self.cseq}".replace(":", "."))
        elif asked:
            self.cseq, self.method = asked[-1].cseq, asked[-1].method
            inherited = {**asked[-1].options, "tag": asked[-1].options.get("tag") or "b"}
            self.options = {**inherited, **self.options}
        else:
            self.options = {"branch": f"z9hG4bK{self.target}{self.source}{self.cseq}", "tag": "b", **self.options}

    def bytes(self, call):
        options = {"caller": "alice", "to": "bob", "uri": "sip:bob@example.com", "phrase": catalogue.RECORDS.get(self.name, {}).get("Phrase", "Phrase"), "tag": "",
                   "via": "SIP/2.0/UDP client.example.com;branch=" + self.options["branch"], **self.options}
        options.setdefault("from", "b" if options["tag"] == "a" else "a")
        start = f"{self.name} {options['uri']} SIP/2.0"
        length = f"Content-Length: {len(self.body)}\r\n"
        if re.search(r"^(Content-Length|l)\s*:", self.headers, re.M | re.I):
            length = ""     # it says what it likes
        if self.is_response:
            start = f"SIP/2.0 {self.name} {options['phrase']}"
        call_id = "" if "nameless" in self.forms else f"Call-ID: {call}-{options.get('call', 1)}\r\n"
        header = (f"Via: {options['via']}\r\n"
                  f"From: {address(options['caller'])}{tagged(options['from'])}\r\n"
                  f"To: {address(options['to'])}{tagged(options['tag'])}\r\n"
                  f"{call_id}CSeq: {self.cseq} {self.method}\r\n{self.headers}")
        if "spaced" in self.forms:
            header = re.sub(r"^([\w-]+):", r"\1 \t:", header, flags=re.M)
        return f"{start}\r\n{header}{length}\r\n{self.body}".encode()


def read_ladder(text):
    """The messages of a ladder, and the pauses: number of messages before it -> seconds."""
    messages, pauses = [], {}
    for line in filter(None, map(str.strip, text.splitlines())):
        if line[0] == "+":
            pauses[len(messages)] = float(line[1:])
        elif re.match(r"2?[=?~]|1[?!]|[!|:]", line):
            messages[-1].add(line)
        else:
            messages.append(Message(line))
            messages[-1].finish(messages[:-1])
    return messages, pauses


class Ladder:
    """A ladder, its packets, and what is expected of its frames."""

    def __init__(self, text, network):
        messages, pauses = read_ladder(text.replace("{network}", str(network)))
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
                          wraps=[messages[0].error or "icmp"] if "icmp" in packet else [])

    def diagnoses(self, second_pass):
        """Number of a frame -> diagnoses of its responses."""
        said = {}
        for number, messages in enumerate(self.frames, start=1):
            texts = [" ".join(item.second if second_pass else item.first) for item in messages]
            if any(texts):
                said[number] = [text for text in texts if text]
        return said

    def findings(self, second_pass):
        """Number of a frame -> id and certainty of each of its findings."""
        found = {number: [finding for item in messages for finding in item.findings[second_pass]]
                 for number, messages in enumerate(self.frames, start=1)}
        return {number: findings for number, findings in found.items() if findings}

    def found_in_requests(self):
        """The frames with requests in which a first pass finds something."""
        return [number for number, messages in enumerate(self.frames, start=1)
                if any(not item.is_response and item.findings[False] for item in messages)]

    def taken_back(self):
        """The frames of which a second pass says less than the first, as later ones disprove it."""
        first, second = self.findings(False), self.findings(True)
        return [number for number, findings in first.items() if set(findings) - set(second.get(number, []))]

    def wrong_texts(self, diagnoses, claims, second_pass):
        """What the diagnoses of the frames should say and do not, and what they or other claims say and should not."""
        for number, messages in enumerate(self.frames, start=1):
            said = " ".join(diagnoses.get(number, []))
            claimed = " ".join([said, *claims.get(number, [])])
            for item in messages:
                texts = [(text, True, said) for text in item.fragments[second_pass]]
                texts += [(text, False, claimed) for text in item.unsaid]
                yield from ((number, text, expected, where) for text, expected, where in texts
                            if (text in where) != expected)

    def marked(self, mark, second_pass=True):
        return [number for number, messages in enumerate(self.frames, start=1)
                if any(mark in item.marks + ([] if second_pass else item.marks_of_first) for item in messages)]

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


BELOW_DIAGNOSIS = re.compile(r" +(Finding|Related frame): ")


def by_details(whole):
    """What the packet details show; long texts go on in lines below their label, and findings and frames follow."""
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
        elif indent is not None and line.startswith(" " * (indent + 1)) and not BELOW_DIAGNOSIS.match(line):
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


def findings_by_fields(whole, *args):
    """Number of a frame -> its findings, the same for its diagnoses, and for what else is claimed of it."""
    rows = whole.wireshark.fields(whole.path, "frame.number", "sipexplain.finding", "sipexplain.certainty",
                                  "sipexplain.summary", "sipexplain.reason.meaning", args=args)
    claims = {int(number): summaries + meanings for (number,), *_, summaries, meanings in rows}
    return pairs((int(number), *found) for (number,), *found, _, _ in rows), by_fields(whole, *args), claims


def findings_by_column(whole):
    out = whole.wireshark.tshark("-o", 'gui.column.format:"No.","%m","F","%Cus:sipexplain.finding:0:R",'
                                 '"C","%Cus:sipexplain.certainty:0:U"', capture=whole.path)
    rows = ([word.split(",") for word in line.split()] for line in out.splitlines())
    return pairs((int(number), *found) for (number,), *found in rows if found), None, None


def pairs(rows):
    words = {value: word for word, value in CERTAINTIES.items()}
    found = {}
    for number, findings, certainties in rows:
        assert len(findings) == len(certainties), f"frame {number}: a certainty for each finding"
        if findings:
            found[number] = [(finding, words[certainty]) for finding, certainty in zip(findings, certainties)]
    return found


FINDING_WAYS = {
    "-T fields": (findings_by_fields, False),
    "-Y sipexplain": (lambda whole: findings_by_fields(whole, "-Y", "sipexplain"), False),
    "custom column": (findings_by_column, False),
    "-2": (lambda whole: findings_by_fields(whole, "-2"), True),
    "-2 -Y sipexplain": (lambda whole: findings_by_fields(whole, "-2", "-Y", "sipexplain"), True),
}


class Whole:
    """One file with all ladders of a subject; each way of reading it is taken once."""

    def __init__(self, wireshark, name, texts, gap=0):
        self.wireshark = wireshark
        self.ladders = {}
        self.first = {}         # ladder -> number of frames before it
        self.found = {}
        whole = captures.Capture()
        for network, (title, text) in enumerate(texts.items(), start=1):
            self.ladders[title] = ladder = Ladder(text, network)
            self.first[title] = len(whole.packets)
            whole.append(ladder.capture)
            whole.wait(gap)
        if gap and len(texts) > 1:
            # The last one is to be followed by something, as the others are.
            whole.append(Ladder("A>B OPTIONS\nB>A 200", len(texts) + 1).capture)
        self.path = wireshark.write(whole, name)

    def diagnoses(self, title, way):
        """What this way of reading finds in the frames of a ladder, whose numbers count from 1."""
        if way not in self.found:
            self.found[way] = WAYS[way][0](self)
        return self._renumbered(title, self.found[way])

    def _renumbered(self, title, diagnoses):
        before = self.first[title]

        def renumbered(text):
            text = re.sub(r"\d\d:\d\d:\d\d(?= \(UTC\))", "{time}", text)
            text = re.sub(rf"(in the |the capture goes on for ){DURATION}(?! before)", r"\1{left}", text)
            return re.sub(r"(?<=frame )\d+", lambda number: str(int(number[0]) - before), text)

        return {frame: [renumbered(text) for text in texts] for frame, texts in self._part(title, diagnoses).items()}

    def _part(self, title, found):
        """What was found in the frames of a ladder."""
        before, count = self.first[title], len(self.ladders[title].frames)
        return {frame - before: what for frame, what in found.items() if before < frame <= before + count}

    def check_findings(self, title, way):
        if ("findings", way) not in self.found:
            self.found["findings", way] = FINDING_WAYS[way][0](self)
        findings, diagnoses, claims = self.found["findings", way]
        ladder, second_pass = self.ladders[title], FINDING_WAYS[way][1]
        assert self._part(title, findings) == ladder.findings(second_pass)
        if diagnoses is not None:
            texts = self._renumbered(title, diagnoses), self._part(title, claims)
            assert list(ladder.wrong_texts(*texts, second_pass)) == []

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
        second_pass = "-2" in args
        assert self.frames(f"sipexplain.code >= 300 and ({outcomes})", *args) == self.numbers(Ladder.failures)
        assert self.frames("sipexplain.expert.no_ack", *args) == self.numbers(lambda item: item.marked("no_ack"))
        assert self.frames("sipexplain.expert.failure and sipexplain.code in {401, 407}", *args) == self.numbers(
            lambda item: [frame for frame in item.marked("refused", second_pass) if frame in item.failures()])
        assert self.frames("sipexplain.outcome == 10 and sipexplain.code in {401, 407}", *args) == self.numbers(
            lambda item: item.marked("refused", second_pass))
