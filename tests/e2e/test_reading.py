# SPDX-License-Identifier: GPL-2.0-or-later
"""However SIP arrives and however a capture is read, the answer is the same.

All captures are put into one file, and each way of reading it is taken once;
the tests compare what one way found in the frames of one capture.
"""

import json
import re
import shutil
import xml.etree.ElementTree

import captures
import pytest
from conftest import TOP

# The codes that each frame of a capture explains; frames without any left out.
EXPECTED = {
    "udp": {2: [100], 3: [180], 4: [486]},
    "tcp_pipelined": {2: [100, 183, 200], 3: [404, 404]},
    "tcp_beside_request": {1: [481], 2: [200, 503], 3: [202]},
    "tcp_reassembled": {4: [183, 500]},
    "icmp": {1: [480], 2: [480]},
    "icmpv6": {1: [480], 2: [480]},
    "fragments_ipv4": {2: [488]},
    "fragments_ipv6": {2: [488]},
    "vlan": {1: [420]},
    "ipip": {1: [302], 2: [302]},
    "gtp": {1: [401], 2: [200, 423]},
    "deep_tunnel": {1: [504]},
    "sctp": {2: [100], 3: [604]},
    "websocket": {4: [401], 5: [600]},
    "tls": {6: [100, 407], 7: [606]},
    "malformed": {1: [400], 2: [513], 3: [493], 4: [199]},
}
# Captures that cannot be made on this system.
ABSENT = [] if shutil.which("openssl") else ["tls"]
QUOTED = [("icmp", 2), ("icmpv6", 2)]
CODES = sorted({code for frames in EXPECTED.values() for codes in frames.values() for code in codes})


class Whole:
    """One file with all captures in it."""

    def __init__(self, wireshark):
        self.wireshark = wireshark
        self.found = {}         # way of reading -> {frame: codes}
        self.first = {}         # capture -> number of frames before it
        whole = captures.Capture()
        for network, name in enumerate(EXPECTED, start=1):
            if name in ABSENT:
                continue
            capture = captures.read_text(TOP / "tests" / "captures" / f"{name}.txt", network)
            self.first[name] = len(whole.packets)
            whole.append(capture)
        self.first[None] = len(whole.packets)
        self.path = wireshark.write(whole, "whole")
        self.keys = wireshark.folder / "keys.txt"
        self.keys.write_bytes(whole.keylog.read_bytes() if whole.keylog else b"")
        self.keys.chmod(0o644)
        self.options = ["-o", f"tls.keylog_file:{self.keys}"]
        self.expected = {self.first[name] + frame: codes
                         for name, frames in EXPECTED.items() if name not in ABSENT
                         for frame, codes in frames.items()}

    def tshark(self, *args):
        return self.wireshark.tshark(*self.options, *args, capture=self.path)

    def frames_of(self, name):
        """The frames of a capture that have something to explain."""
        return [self.first[name] + frame for frame in EXPECTED[name]]

    def quoted(self):
        return [self.first[name] + frame for name, frame in QUOTED]

    def of_capture(self, found, name):
        """The part of what was found that belongs to a capture, by the numbers of its own frames."""
        first = self.first[name]
        end = min(number for number in self.first.values() if number > first)
        return {frame - first: codes for frame, codes in found.items() if first < frame <= end}


@pytest.fixture(scope="module")
def whole(wireshark):
    return Whole(wireshark)


def fields(whole, *args, number="frame.number"):
    rows = whole.wireshark.fields(whole.path, number, "sipexplain.code", args=[*whole.options, *args])
    return {row[0][0]: [int(code) for code in row[1]] for row in rows if row[1]}


def numbered(found):
    return {int(number): codes for number, codes in found.items()}


def verbose(whole):
    found = {}
    for line in whole.tshark("-V").splitlines():
        frame = re.match(r"Frame (\d+): ", line)
        code = re.match(r"SIP Explanation \((\d+)\): ", line)
        if frame:
            number = int(frame[1])
        elif code:
            found.setdefault(number, []).append(int(code[1]))
    return found


def two_passes_read_filter(whole):
    # What a read filter drops is not counted, so the frames that are left have other numbers.
    times = {time: number for number, time in
             ((int(row[0][0]), row[1][0])
              for row in whole.wireshark.fields(whole.path, "frame.number", "frame.time_epoch"))}
    rows = whole.wireshark.fields(whole.path, "frame.time_epoch", "sipexplain.code", "sip.Status-Code",
                                  args=[*whole.options, "-2", "-R", "sipexplain"])
    found = {times[row[0][0]]: [int(code) for code in row[1]] for row in rows if row[2]}
    # Frames of a WebSocket are then before the frame in which Wireshark saw its
    # beginning, so it does not know them for one, and there is no SIP to explain.
    if not any(frame in found for frame in whole.frames_of("websocket")):
        found.update((frame, whole.expected[frame]) for frame in whole.frames_of("websocket"))
    return found


def pairs_below(pairs, name):
    """All values of a name in JSON that was read as lists of pairs, in order."""
    if isinstance(pairs, list):
        for pair in pairs:
            if isinstance(pair, tuple):
                if pair[0] == name:
                    yield from pair[1] if isinstance(pair[1], list) else [pair[1]]
                else:
                    yield from pairs_below(pair[1], name)
            else:
                yield from pairs_below(pair, name)


def as_json(whole):
    found = {}
    for packet in json.loads(whole.tshark("-T", "json"), object_pairs_hook=list):
        (number,) = pairs_below(packet, "frame.number")
        codes = [int(code) for code in pairs_below(packet, "sipexplain.code")]
        if codes:
            found[int(number)] = codes
    return found


def as_ek(whole):
    found = {}
    for line in whole.tshark("-T", "ek").splitlines():
        packet = json.loads(line, object_pairs_hook=list)
        codes = [int(code) for code in pairs_below(packet, "sipexplain_sipexplain_code")]
        if codes:
            (number,) = pairs_below(packet, "frame_frame_number")
            found[int(number)] = codes
    return found


def as_pdml(whole):
    found = {}
    for packet in xml.etree.ElementTree.fromstring(whole.tshark("-T", "pdml")).iter("packet"):
        codes = [int(field.get("show")) for field in packet.iter("field") if field.get("name") == "sipexplain.code"]
        if codes:
            found[int(packet.find(".//field[@name='frame.number']").get("show"))] = codes
    return found


def custom_column(whole):
    out = whole.tshark("-o", 'gui.column.format:"No.","%m","Code","%Cus:sipexplain.code:0:R"')
    rows = [line.split() for line in out.splitlines()]
    return {int(row[0]): [int(code) for code in row[1].split(",")] for row in rows if len(row) > 1}


def ask_sharkd(whole, requests):
    if shutil.which("sharkd") is None:
        pytest.skip("this system has no sharkd")
    requests = [("setconf", {"name": "tls.keylog_file", "value": str(whole.keys)}),
                ("load", {"file": str(whole.path)}), *requests]
    stdin = "".join(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n"
                    for number, (method, params) in enumerate(requests, start=1))
    out = whole.wireshark.run("sharkd", "-", stdin=stdin)
    _, load, *answers = (json.loads(line)["result"] for line in out.splitlines() if line.startswith("{"))
    assert load == {"status": "OK"}
    return answers


def sharkd_list(whole):
    (frames,) = ask_sharkd(whole, [("frames", {"filter": "sipexplain", "column0": "sipexplain.code:0"})])
    return {frame["num"]: [int(code) for code in frame["c"][0].split(",")] for frame in frames}


def sharkd_details(whole):
    # Frames that are looked at one by one, as in the details pane; the last one first.
    numbers = list(reversed(whole.expected))
    details = ask_sharkd(whole, [("frame", {"frame": number, "proto": True}) for number in numbers])
    found = {number: [int(text.split()[-1]) for text in labels(detail["tree"], "sipexplain.code")]
             for number, detail in zip(numbers, details)}
    return {number: codes for number, codes in found.items() if codes}


def labels(nodes, field):
    for node in nodes:
        if node.get("f", "").startswith(field + " "):
            yield node["f"]
        yield from labels(node.get("n", []), field)


WAYS = {
    "-V": verbose,
    "-T fields": lambda whole: numbered(fields(whole)),
    "-T fields -Y sipexplain": lambda whole: numbered(fields(whole, "-Y", "sipexplain")),
    "-T fields -Y sip": lambda whole: numbered(fields(whole, "-Y", "sip")),
    "-T fields -2": lambda whole: numbered(fields(whole, "-2")),
    "-T fields -2 -R sipexplain": two_passes_read_filter,
    "-T json": as_json,
    "-T ek": as_ek,
    "-T pdml": as_pdml,
    "custom column": custom_column,
    "sharkd, list": sharkd_list,
    "sharkd, details": sharkd_details,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", EXPECTED)
def test_every_way_of_reading_shows_the_same_codes(whole, name, way):
    if name in ABSENT:
        pytest.skip("openssl is not there to make a certificate with; TLS is not tested")
    if way not in whole.found:
        whole.found[way] = WAYS[way](whole)
    assert whole.of_capture(whole.found[way], name) == EXPECTED[name]


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
def test_a_filter_for_the_protocol_finds_its_frames(whole, passes):
    assert whole.wireshark.frames(whole.path, "sipexplain", whole.options + passes) == list(whole.expected)


@pytest.mark.parametrize("code", CODES)
def test_a_filter_for_a_code_finds_its_frames(whole, code):
    frames = [frame for frame, codes in whole.expected.items() if code in codes]
    assert whole.wireshark.frames(whole.path, f"sipexplain.code == {code}", whole.options) == frames


def test_quoted_responses_are_marked_as_such_and_no_others(whole):
    frames = whole.quoted()
    assert whole.wireshark.frames(whole.path, "sipexplain.quoted", whole.options) == frames
    assert whole.wireshark.frames(whole.path, "sipexplain.quoted == True", whole.options) == frames


@pytest.mark.parametrize("args", [["-z", "expert"], ["-q", "-z", "expert"], ["-2", "-q", "-z", "expert"],
                                  ["-q", "-V", "-z", "expert"]], ids=" ".join)
def test_expert_info_counts_each_response_but_the_quoted_ones(whole, args):
    expected = {}
    for frame, codes in whole.expected.items():
        if frame not in whole.quoted():
            for code in codes:
                expected[code] = expected.get(code, 0) + 1
    rows = re.findall(r"^ +(\d+) +Response +SIP Explain +(\d{3}) ", whole.tshark(*args), flags=re.M)
    assert {int(code): int(count) for count, code in rows} == expected


def test_expert_info_is_in_the_frames_of_its_responses(whole):
    quoted = whole.quoted()
    frames = [frame for frame in whole.expected if frame not in quoted]
    display_filter = "sipexplain.expert.progress or sipexplain.expert.success or sipexplain.expert.redirection or " \
        "sipexplain.expert.challenge or sipexplain.expert.adjust or sipexplain.expert.unavailable or " \
        "sipexplain.expert.busy or sipexplain.expert.failure or sipexplain.expert.server_failure"
    assert whole.wireshark.frames(whole.path, display_filter, whole.options) == frames


# Those that some frame of the captures has.
FIELDS = ["sipexplain", "sipexplain.code", "sipexplain.phrase", "sipexplain.class", "sipexplain.outcome", "sipexplain.diagnosis",
          "sipexplain.summary", "sipexplain.description", "sipexplain.cause", "sipexplain.remedy", "sipexplain.reference",
          "sipexplain.reference_url", "sipexplain.confused_with", "sipexplain.quoted"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_is_asked_for_alone_is_in_the_same_frames_as_with_all_others(whole, field):
    """What nobody asks for is not made, which must not take with it what somebody does ask for."""
    if "all fields" not in whole.found:
        rows = whole.wireshark.fields(whole.path, "frame.number", *FIELDS, args=whole.options)
        whole.found["all fields"] = {name: [int(row[0][0]) for row in rows if row[place]]
                                     for place, name in enumerate(FIELDS, start=1)}
    frames = whole.wireshark.frames(whole.path, field, whole.options)
    assert frames
    assert frames == whole.found["all fields"][field]
