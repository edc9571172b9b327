# SPDX-License-Identifier: GPL-2.0-or-later
"""Preferences, and protocols that are switched off."""

import captures
import pytest
from messages import response

CODES = [100, 180, 199, 200, 299, 300, 404, 503, 600, 799]
SUCCESSES = [100, 180, 199, 200, 299]
QUIET = ["-o", "sipexplain.explain_success:FALSE"]


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for code in CODES:
        capture.send("callee", "caller", response(code, call=f"code-{code}"))
    # A success beside a failure.
    capture.send("callee", "caller", response(200, call="both-1") + response(486, call="both-2"), "tcp")
    return wireshark.write(capture, "preferences")


def codes(wireshark, path, *args):
    return [[int(code) for code in row[0]] for row in wireshark.fields(path, "sipexplain.code", args=args)]


def test_all_responses_are_explained_by_default(wireshark, path):
    assert codes(wireshark, path) == [[code] for code in CODES] + [[200, 486]]


def test_successes_can_be_left_out_and_nothing_else(wireshark, path):
    expected = [[] if code in SUCCESSES else [code] for code in CODES] + [[486]]
    assert codes(wireshark, path, *QUIET) == expected
    frames = [number for number, codes_of_frame in enumerate(expected, start=1) if codes_of_frame]
    assert wireshark.frames(path, "sipexplain", args=QUIET) == frames


def test_expert_info_of_successes_is_left_out_too(wireshark, path):
    out = wireshark.tshark("-q", "-z", "expert", *QUIET, capture=path)
    ours = [line for line in out.splitlines() if "SIP Explain" in line]
    assert len(ours) == 6       # 300, 404, 486, 503, 600 and the note on 799
    assert "Chats" not in out.split("SIP Explain")[-1]
    assert wireshark.frames(path, "sipexplain.expert.progress or sipexplain.expert.success or "
                            "sipexplain.code == 299 or sipexplain.expert.unregistered", args=QUIET) == [10]


@pytest.mark.parametrize("protocol", ["sipexplain", "sip"])
def test_nothing_is_shown_with_a_protocol_switched_off(wireshark, path, protocol):
    off = ["--disable-protocol", protocol]
    assert codes(wireshark, path, *off) == [[]] * (len(CODES) + 1)
    assert wireshark.frames(path, "sipexplain", args=off) == []
    assert wireshark.frames(path, '_ws.expert.group == "Response"', args=off) == []
    assert "SIP Explan" not in wireshark.tshark("-V", *off, capture=path)
    assert "SIP Explain" not in wireshark.tshark("-q", "-z", "expert", *off, capture=path)
