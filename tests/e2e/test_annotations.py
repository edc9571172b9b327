# SPDX-License-Identifier: GPL-2.0-or-later
"""What other dissectors say about a frame is not lost."""

import re

import captures
import pytest
from messages import response
from conftest import TOP

WITHOUT = ["--disable-protocol", "sipexplain"]
SIP_FIELDS = ["frame.protocols", "sip.Status-Code", "sip.Method", "sip.Call-ID", "sip.CSeq.seq", "sip.resend",
              "sip.response-time", "sdp.media"]


@pytest.fixture(scope="module")
def calls(wireshark):
    """Frames of many kinds."""
    capture = captures.Capture()
    for network, name in enumerate(("udp", "tcp_pipelined", "tcp_beside_request", "tcp_reassembled", "icmp", "gtp",
                                    "sctp", "websocket", "malformed"), start=1):
        capture.append(captures.read_text(TOP / "tests" / "captures" / f"{name}.txt", network))
    return wireshark.write(capture, "annotations")


def expert_column(wireshark, path, *args):
    out = wireshark.tshark("-o", 'gui.column.format:"No.","%m","E","%a"', *args, capture=path)
    return [(line.split() + [""])[1] for line in out.splitlines()]


@pytest.fixture(scope="module")
def faulty(wireshark):
    """Responses of each severity: whole, with a faulty header (Warning), and with a body that is cut off (Error)."""
    capture = captures.Capture()
    for code in (200, 302, 404, 503):
        capture.send("callee", "caller", response(code, call=f"{code}-whole"))
        capture.send("callee", "caller", response(code, call=f"{code}-header", headers="no colon here\r\n"))
        capture.send("callee", "caller", response(code, call=f"{code}-body", body=b"\x01",
                                                  headers="Content-Type: application/isup\r\n"))
    return wireshark.write(capture, "faulty")


def test_expert_column_shows_the_worst_of_both(wireshark, faulty):
    severities = ["", "Comment", "Chat", "Note", "Warning", "Error"]
    ours = ["Chat", "Note", "Warning", "Error"]
    without = expert_column(wireshark, faulty, *WITHOUT)
    # Some of it must be worse than what we say, or this would show nothing.
    assert without == ["", "Warning", "Error"] * 4
    expected = [max(other, ours[number // 3], key=severities.index) for number, other in enumerate(without)]
    assert expert_column(wireshark, faulty) == expected


def test_expert_info_of_others_is_still_listed(wireshark, faulty):
    def others(*args):
        out = wireshark.tshark("-q", "-z", "expert", *args, capture=faulty)
        return [line for line in out.splitlines() if re.match(r" +\d", line) and " SIP Explain " not in line]

    assert len(others(*WITHOUT)) >= 2
    assert others() == others(*WITHOUT)


@pytest.mark.parametrize("args", [[], ["-2"], ["-Y", "sip"]], ids=["one pass", "two passes", "filter"])
def test_fields_of_others_are_the_same(wireshark, calls, args):
    with_plugin = wireshark.fields(calls, *SIP_FIELDS, args=args)
    assert any(row[SIP_FIELDS.index("sip.resend")] for row in with_plugin)
    assert with_plugin == wireshark.fields(calls, *SIP_FIELDS, args=[*WITHOUT, *args])


def test_malformed_frames_stay_marked(wireshark, calls):
    without = wireshark.frames(calls, "_ws.malformed", args=WITHOUT)
    assert wireshark.frames(calls, "_ws.malformed") == without


@pytest.mark.parametrize("statistics", ["sip,stat", "conv,tcp", "endpoints,ip"])
def test_statistics_of_others_are_the_same(wireshark, calls, statistics):
    with_plugin = wireshark.tshark("-q", "-z", statistics, capture=calls)
    assert with_plugin.count("\n") > 5
    assert with_plugin == wireshark.tshark("-q", "-z", statistics, *WITHOUT, capture=calls)


def test_packet_list_is_the_same(wireshark, calls):
    assert wireshark.tshark(capture=calls) == wireshark.tshark(*WITHOUT, capture=calls)
