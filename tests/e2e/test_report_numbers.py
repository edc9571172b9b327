# SPDX-License-Identifier: GPL-2.0-or-later
"""Times and counters of the report and the packet details, however large: nothing wraps, and nothing stops."""

import re
import struct

import captures
import pytest
from ladders_silence import INVITE_TIMES
from messages import request, response
from test_report import report_of
from test_report_truth import CLEAR_WORDS, WRONG_WORDS, frames_in_filters, number, report, wrong_part

PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
DAY = 86400
CONTACT = "Contact: <sip:alice@client.example.com>\r\n"
CREDENTIALS = 'Digest username="a", realm="r", nonce="n", uri="sip:bob@example.com", response="6629fae49393a05397450978507c4ef1"'


def ping(capture, call):
    capture.send("A", "B", request("OPTIONS", call))
    capture.send("B", "A", response(200, call=call, cseq="1 OPTIONS"))


def invite_without_answer(capture, times=INVITE_TIMES):
    for time in (*times, 8):
        capture.send("A", "C", request("INVITE", "silent", CONTACT))
        capture.wait(time - 0.01)


# 2^31 and 2^32 ms are 24.86 and 49.71 days; 2^32 s are over in 2106.
@PASSES
@pytest.mark.parametrize("days", [1, 24.8, 24.9, 25, 49.7, 49.8, 60, 20000])
def test_an_unanswered_invite_after_a_long_time(wireshark, days, passes):
    capture = captures.Capture()
    ping(capture, "before")
    capture.wait(days * DAY)
    invite_without_answer(capture)
    ping(capture, "after")
    part = wrong_part(report(wireshark, "days", capture, *passes))
    assert "INVITE" in part and 3 in frames_in_filters(part) and "31.5 s" in part


@PASSES
@pytest.mark.parametrize("days", [24.9, 49.8, 60])
def test_a_long_time_between_what_is_in_order(wireshark, days, passes):
    capture = captures.Capture()
    ping(capture, "before")
    capture.wait(days * DAY)
    ping(capture, "after")
    out = report(wireshark, "long-order", capture, *passes)
    assert CLEAR_WORDS in out and "2023-11-14" in out


@PASSES
@pytest.mark.parametrize("days", [24.9, 49.8, 60])
def test_a_long_wait_for_an_answer(wireshark, days, passes):
    capture = captures.Capture()
    capture.send("A", "B", request("OPTIONS"))
    capture.wait(days * DAY - 0.01)
    capture.send("B", "A", response(480, cseq="1 OPTIONS"))
    path = wireshark.write(capture, "truth-wait")
    ((text,),) = [texts for (texts,) in wireshark.fields(path, "sipexplain.diagnosis", args=["-Y", "sipexplain", *passes])]
    for unit, length in (("d", DAY), ("day", DAY), ("h", 3600), ("min", 60), ("s", 1)):
        said = re.search(rf"\b([\d.]+) {unit}s?\b", text)
        if said:    # the largest unit that it has
            assert abs(float(said[1]) - days * DAY / length) <= 1, text
            return
    pytest.fail(text)


@PASSES
@pytest.mark.parametrize("days", [1, 30, 60])
def test_frames_out_of_order_in_time(wireshark, days, passes):
    """The INVITE is 0.2 s old where the capture ends; the frames behind it are of earlier days."""
    capture = captures.Capture()
    ping(capture, "first")
    capture.wait(20)
    capture.send("A", "C", request("INVITE", "open", CONTACT))
    capture.wait(0.1)
    ping(capture, "last")
    capture.wait(-days * DAY)
    ping(capture, "yesterday")
    capture.wait(60)
    ping(capture, "yesterday too")
    out = report(wireshark, "order", capture, *passes)
    assert WRONG_WORDS not in out and " 24 h" not in out and "No response" not in out


@PASSES
def test_an_unanswered_invite_before_frames_of_earlier_days(wireshark, passes):
    capture = captures.Capture()
    invite_without_answer(capture)
    capture.wait(-DAY)
    ping(capture, "yesterday")
    part = wrong_part(report(wireshark, "order-silent", capture, *passes))
    assert "INVITE" in part and 1 in frames_in_filters(part) and "31.5 s" in part and " 24 h" not in part


@PASSES
def test_an_answer_from_before_its_request(wireshark, passes):
    """Clocks are set back. How long it took cannot be said, and is not a billion of anything."""
    capture = captures.Capture()
    capture.send("A", "B", request("OPTIONS"))
    capture.wait(-3600)
    capture.send("B", "A", response(480, cseq="1 OPTIONS"))
    path = wireshark.write(capture, "truth-back")
    text = wireshark.tshark("-V", "-Y", "sipexplain", *passes, capture=path).partition("SIP Explanation")[2]
    out = report_of(wireshark, path, *passes)
    for said in (text.partition("Description:")[0], out):
        assert not re.search(r"\b\d{4,} ?(ms|s|min|h|d)\b|-\d+(\.\d+)? ?(ms|s|min|h|d)\b|\b\d+ days?\b", said)


class Many:
    """A capture of very many packets, made of a few; scapy would take minutes."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        self.time = captures.START * 1000

    def add(self, packet, wait=10):
        self.file.write(struct.pack("<IIII", self.time // 1000, self.time % 1000 * 1000, len(packet), len(packet)) + packet)
        self.time += wait

    def close(self):
        self.file.close()


def packet(source, target, message):
    """Without a UDP checksum, so that it can be changed."""
    capture = captures.Capture()
    capture._end("A", False), capture._end("B", False)
    capture.send(source, target, message)
    built = bytearray(capture.packets[0])
    built[40:42] = b"\0\0"
    return bytes(built)


def many(wireshark, name):
    path = wireshark.folder / f"numbers-{name}.pcap"
    return path, Many(path)


def digits(text):
    """All numbers of a text, without what parts their digits."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[, .'](?=\d{3}\b)", "", text)))


@pytest.mark.parametrize("count", [128, 400, 65600])
def test_how_often_a_request_was_sent(wireshark, count):
    path, made = many(wireshark, "resent")
    for _ in range(count):
        made.add(packet_of_invite(), 600)
    made.close()
    numbers = digits(wrong_part(report_of(wireshark, path)))
    assert str(count) in numbers and not {"127", "255", "65535"} & numbers


INVITE = []


def packet_of_invite():
    if not INVITE:
        INVITE.append(packet("A", "B", request("INVITE", headers=CONTACT)))
    return INVITE[0]


def test_how_many_challenges_in_a_row(wireshark):
    """A client that does not learn, as a real capture has it."""
    count = 66000
    path, made = many(wireshark, "challenges")
    asked = packet("A", "B", request("REGISTER", headers=f"Authorization: {CREDENTIALS}\r\n", cseq=100000))
    refused = packet("B", "A", response(401, cseq="100000 REGISTER",
                                        headers='WWW-Authenticate: Digest realm="r", nonce="m"\r\n'))
    for turn in range(count):
        changed = b"CSeq: %d" % (100000 + turn)
        made.add(asked.replace(b"CSeq: 100000", changed))
        made.add(refused.replace(b"CSeq: 100000", changed))
    made.close()
    # Both at once: it is a large capture.
    out = wireshark.tshark("-T", "fields", "-e", "sipexplain.diagnosis", "-Y", f"frame.number == {2 * count}",
                           "-z", "sipexplain,report", capture=path)
    texts, _, told = out.partition("SIP Explanation Report")
    # The first one of them may be no refusal yet.
    assert {str(count), str(count - 1)} & digits(texts)
    assert not {str(count % 65536), str(count % 65536 - 1), "65535", "127", "255"} & digits(texts)
    assert number(r"REGISTER requests: (\d+)", told) == count
    # Up to the third one it is a step as others, and listed as that.
    assert number(r"Responses: (\d+)", told) == count - 3
    assert "\n    3 x 401" in told


def test_how_often_a_response_was_repeated(wireshark):
    count = 66000
    path, made = many(wireshark, "repeated")
    made.add(packet_of_invite())
    again = packet("B", "A", response(200, headers="Contact: <sip:bob@example.com>\r\n"))
    for _ in range(count):
        made.add(again, 500)
    made.close()
    assert number(r"Responses: (\d+)", wrong_part(report_of(wireshark, path))) == count - 1
