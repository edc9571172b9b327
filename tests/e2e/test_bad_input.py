# SPDX-License-Identifier: GPL-2.0-or-later
"""Hostile and broken input: no crash, and the same answer in every way of reading."""

import re

import captures
import pytest
from messages import notify_of_transfer, request, response
from scapy.utils import PcapWriter


def codes(wireshark, path, *args):
    return [[int(code) for code in row[0]] for row in wireshark.fields(path, "sipexplain.code", args=args)]


def codes_of_details(wireshark, path):
    frames = re.split(r"^Frame \d+: .*\n", wireshark.tshark("-V", capture=path), flags=re.M)[1:]
    return [[int(code) for code in re.findall(r"^SIP Explanation \((\d+)\)", frame, flags=re.M)] for frame in frames]


def small(code, number):
    """As short as a response can be."""
    return f"SIP/2.0 {code} x\r\ni:{number}\r\nCSeq:1 A\r\nl:0\r\n\r\n".encode()


@pytest.mark.parametrize("transport", ["one packet", "reassembled"])
def test_a_thousand_responses_in_a_segment_are_all_explained(wireshark, transport):
    expected = [100 + number % 600 for number in range(1000)]
    payload = b"".join(small(code, number) for number, code in enumerate(expected))
    capture = captures.Capture()
    if transport == "one packet":
        assert len(payload) < 65000
        capture.send("callee", "caller", payload, "tcp")
    else:
        # One message that is not whole holds all others back.
        held = request("MESSAGE", "0", "Content-Type: text/plain\r\n", b"x" * 3000)
        payload = held + payload
        capture.send("callee", "caller", payload, "tcp", cut=[1000, 2000])
    path = wireshark.write(capture, "thousand-" + transport.replace(" ", "-"))
    assert codes(wireshark, path)[-1] == expected
    assert codes_of_details(wireshark, path)[-1] == expected
    found = wireshark.fields(path, "sipexplain.summary", args=["-2", "-Y", "sipexplain"])
    assert len(found[0][0]) == 1000


# From 500 layers on, Wireshark itself gives up.
@pytest.mark.parametrize("count", [200, 300])
def test_hundreds_of_responses_with_bodies_are_all_explained(wireshark, count):
    # Each body is a layer, and Wireshark counts the layers of a frame in a byte.
    expected = [100 + number % 600 for number in range(count)]
    payload = b"".join(f"SIP/2.0 {code} x\r\ni:{number}\r\nCSeq:1 A\r\nc:text/plain\r\nl:2\r\n\r\n\r\n".encode()
                       for number, code in enumerate(expected))
    capture = captures.Capture()
    capture.send("callee", "caller", payload, "tcp")
    path = wireshark.write(capture, f"bodies-{count}")
    ((sip, ours),) = wireshark.fields(path, "sip.Status-Code", "sipexplain.code")
    # Messages that are 256 layers apart cannot be told apart by their layer.
    assert (ours if count < 256 else sorted(ours)) == sip
    assert len(sip) > 100
    highlighted = wireshark.tshark("-T", "pdml", capture=path)
    assert len(set(re.findall(r'<proto name="sipexplain" .*pos="(\d+)"', highlighted))) == len(sip)
    assert codes_of_details(wireshark, path) == codes(wireshark, path)


def test_many_beginnings_of_messages_are_no_burden(wireshark):
    # Each of them looks like the response that is looked for, until its header is read.
    decoys = b"SIP/2.0 200 OK\r\ni:decoy\r\n" * 2000
    capture = captures.Capture()
    message = request("MESSAGE", "0", "Content-Type: text/plain\r\n", decoys)
    payload = message + response(200, "OK", call="real")
    capture.send("callee", "caller", payload, "tcp")
    path = wireshark.write(capture, "decoys")
    assert codes(wireshark, path) == [[200]]
    assert codes_of_details(wireshark, path) == [[200]]


@pytest.fixture(scope="module")
def cut_off(wireshark):
    """The same response, captured up to each byte of its Status-Line and somewhat more."""
    path = wireshark.folder / "cut-off.pcap"
    capture = captures.Capture()
    capture.send("callee", "caller", response(486, "Busy Here"))
    whole = capture.packets[0]
    with PcapWriter(str(path), linktype=1) as writer:
        writer.write_header(None)
        for length in range(14 + 20 + 8, 14 + 20 + 8 + 120):
            writer.write_packet(whole[:length], sec=captures.START, usec=length, wirelen=len(whole))
    path.chmod(0o644)
    return path


def test_capture_cut_off_at_any_byte_says_as_much_as_sip_does(wireshark, cut_off):
    rows = wireshark.fields(cut_off, "sip.Status-Code", "sipexplain.code")
    assert len(rows) == 120
    # At least where the Status-Line is whole there is something to compare.
    assert sum(row[0] == ["486"] for row in rows) > 90
    assert [ours for _, ours in rows] == [sip for sip, _ in rows]
    assert codes_of_details(wireshark, cut_off) == codes(wireshark, cut_off) == codes(wireshark, cut_off, "-2")


# What else may stand where a response is expected.
ODDITIES = {
    "NUL bytes in the header": response(486, "Busy Here", headers="X: \0\0\0\r\n"),
    "NUL bytes behind": response(486, "Busy Here") + b"\0" * 100,
    "NUL bytes before": b"\0" * 8 + response(486, "Busy Here"),
    "NUL bytes alone": b"\0" * 200,
    "blanks before the code": response(486, "Busy Here").replace(b" 486", b" " * 50 + b"486"),
    "blanks behind the code": response(486, " " * 500 + "Busy Here"),
    "blanks alone": b" " * 500,
    "line ends before": b"\r\n" * 20 + response(486, "Busy Here"),
    "line ends alone": b"\r\n\r\n",
    "LF alone": response(486, "Busy Here").replace(b"\r\n", b"\n"),
    "CR alone": response(486, "Busy Here").replace(b"\r\n", b"\r"),
    "two digits": response("48", "Busy Here"),
    "four digits": response("4860", "Busy Here"),
    "letters": response("4a6", "Busy Here"),
    "sign": response("-86", "Busy Here"),
    "lower case version": response(486, "Busy Here").replace(b"SIP/2.0 4", b"sip/2.0 4"),
    "other version": response(486, "Busy Here").replace(b"SIP/2.0 4", b"SIP/3.0 4"),
    "no header": b"SIP/2.0 486 Busy Here\r\n\r\n",
    "no line end": b"SIP/2.0 486 Busy Here",
    "no phrase": b"SIP/2.0 486\r\n\r\n",
    "no code": b"SIP/2.0 \r\n\r\n",
    "no Call-ID": response(486).replace(b"Call-ID: 1\r\n", b""),
    "two Call-IDs": response(486, headers="Call-ID: 2\r\n"),
    "no CSeq": response(486).replace(b"CSeq: 1 INVITE\r\n", b""),
    "enormous CSeq": response(486, cseq="99999999999999999999 INVITE"),
    "long Call-ID": response(486, call="x" * 3000),
    "not UTF-8 in Call-ID": response(486).replace(b"Call-ID: 1", b"Call-ID: \xff\xfe"),
    "negative Content-Length": response(486).replace(b"Content-Length: 0", b"Content-Length: -1"),
    "thousands of headers": response(486, headers="X: y\r\n" * 5000),
    "quoted message only": notify_of_transfer(),
}


@pytest.fixture(scope="module", params=["udp", "tcp"])
def oddities(wireshark, request):
    capture = captures.Capture()
    for number, payload in enumerate(ODDITIES.values()):
        capture.send(f"callee{number}", "caller", payload, request.param)
    return wireshark.write(capture, f"oddities-{request.param}")


def test_odd_messages_are_explained_where_wireshark_knows_them_as_responses(wireshark, oddities):
    rows = wireshark.fields(oddities, "sip.Status-Code", "sipexplain.code")
    found = dict(zip(ODDITIES, rows))
    assert {name: ours for name, (_, ours) in found.items()} == {name: sip for name, (sip, _) in found.items()}
    for name in ("NUL bytes in the header", "blanks behind the code", "no Call-ID", "no CSeq", "long Call-ID"):
        assert found[name][1] == ["486"]
    assert found["quoted message only"][1] == []


def test_odd_messages_are_the_same_in_every_way_of_reading(wireshark, oddities):
    expected = codes(wireshark, oddities)
    assert codes_of_details(wireshark, oddities) == expected
    assert codes(wireshark, oddities, "-2") == expected
    frames = [number for number, found in enumerate(expected, start=1) if found]
    assert wireshark.frames(oddities, "sipexplain") == frames


def test_item_of_an_odd_message_is_whole(wireshark, oddities):
    for code, summary, remedy in wireshark.fields(oddities, "sipexplain.code", "sipexplain.summary",
                                                  "sipexplain.remedy"):
        assert len(summary) == len(code) and len(remedy) >= len(code)


def test_report_counts_challenges_that_do_not_say_what_they_answer(wireshark):
    capture = captures.Capture()
    for number in range(3):
        capture.send("callee", "caller", b"SIP/2.0 401 Unauthorized\r\nCall-ID: %d\r\n\r\n" % number)
    out = wireshark.tshark("-q", "-z", "sipexplain,report", capture=wireshark.write(capture, "no-cseq"))
    assert "3 x 401" in out
