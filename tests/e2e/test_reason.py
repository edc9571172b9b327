# SPDX-License-Identifier: GPL-2.0-or-later
"""Every value of every Reason and Warning header field, in responses and in requests."""

import re

import captures
import pytest
from messages import request, response

# name: (header fields, for each value its protocol, cause, text and location, and what its meaning begins with)
REASONS = {
    "Q.850": ('Reason: Q.850;cause=16;text="Terminated"\r\n', [("Q.850", "16", "Terminated", "", "One of the two users")]),
    "blank before the semicolon": ("Reason: Q.850 ;cause=17\r\n", [("Q.850", "17", "", "", "The called user is in")]),
    "parameters in any order": ('Reason: SIP;text="Call completed elsewhere";cause=200\r\n',
                                [("SIP", "200", "Call completed elsewhere", "", "the request succeeded")]),
    "lower case": ("reason: q.850;CAUSE=34;Location=ln\r\n", [("Q.850", "34", "", "ln", "All channels")]),
    "list with commas in quotes": ('Reason: Q.850;cause=1;text="no, not this", SIP;cause=404\r\n',
                                   [("Q.850", "1", "no, not this", "", "The number was"),
                                    ("SIP", "404", "", "", "no such user")]),
    "two header fields": ("Reason: STIR;cause=436\r\nReason: Preemption;cause=1\r\n",
                          [("STIR", "436", "", "", "The certificate"), ("Preemption", "1", "", "", "The user agent")]),
    "preemption in lower case": ("Reason: preemption ;cause=2\r\n", [("Preemption", "2", "", "", "The network took")]),
    "IMS": ('Reason: RELEASE_CAUSE;cause=2, FAILURE_CAUSE;cause=1\r\n',
            [("RELEASE_CAUSE", "2", "", "", "No media"), ("FAILURE_CAUSE", "1", "", "", "The bearer that carried the media, or")]),
    "causes of another document": ("Reason: EMM;cause=15\r\n", [("EMM", "15", "", "", "A cause of the mobility")]),
    "unassigned cause": ("Reason: Q.850;cause=10\r\n", [("Q.850", "10", "", "", "The value is not assigned")]),
    "no cause": ('Reason: Q.850;text="x"\r\n', [("Q.850", "", "x", "", "A cause of the telephone network")]),
    "cause too large": ("Reason: Q.850;cause=99999999999\r\n", [("Q.850", "", "", "", "A cause of the telephone")]),
    "unregistered protocol": ("Reason: X.int;reasoncode=0x1\r\n", [("X.int", "", "", "", "This protocol is not")]),
    "folded": ('Reason: Q.850\r\n ;cause=16\r\n\t;text="a\r\n  b"\r\n', [("Q.850", "16", "a b", "", "One of the")]),
    "quoted cause": ('Reason: Q.850;cause="16"\r\n', [("Q.850", "16", "", "", "One of the")]),
    "redirection in IMS": ("Reason: RELEASE_CAUSE;cause=7\r\n", [("RELEASE_CAUSE", "7", "", "", "The call was to be")]),
    "5G": ("Reason: 5GMM;cause=22, NGAP-RNL;cause=2\r\n",
           [("5GMM", "22", "", "", "A cause of the mobility"), ("NGAP-RNL", "2", "", "", "A cause of the 5G radio")]),
    # FreeSWITCH has the second one; with 606, a text of its own would be about media.
    "words of its own": ('Reason: SIP;cause=603;text="v=analytics1;url=https://a.example"\r\n'
                         'Reason: SIP;cause=606;text="USER_NOT_REGISTERED"\r\n',
                         [("SIP", "603", "v=analytics1;url=https://a.example", "", "The text tells the cause"),
                          ("SIP", "606", "USER_NOT_REGISTERED", "", "The text tells the cause")]),
    "the words of its code": ('Reason: SIP;cause=603;text="decline"\r\n', [("SIP", "603", "decline", "", "the called party")]),
}

WARNINGS = {
    "305": ('Warning: 305 gw.example.com "Incompatible media format"\r\n',
            [("305", "Incompatible media format", "The codecs")]),
    "399 in full": ('Warning: 399 gw "' + "long text, with commas; " * 20 + '"\r\n',
                    [("399", ("long text, with commas; " * 20), "A free text")]),
    "list": ('warning: 301 [2001:db8::1]:5060 "v6", 370 "b"\r\n',
             [("301", "v6", "A form of address"), ("370", "b", "The bandwidth")]),
    "of PJSIP": ('Warning: 390 pj "Some SDP error"\r\n', [("390", "Some SDP error", "Not registered: PJSIP")]),
    "unregistered": ('Warning: 350 x "y"\r\n', [("350", "y", "This code is registered nowhere")]),
}


@pytest.fixture(scope="module")
def reasons(wireshark):
    capture = captures.Capture()
    for number, (headers, _) in enumerate(REASONS.values()):
        capture.send("callee", "caller", response(480, call=f"r{number}", headers=headers))
        capture.send("caller", "callee", request("BYE", f"q{number}", headers))
    return wireshark.write(capture, "reasons")


FIELDS = ["sipexplain.reason.protocol", "sipexplain.reason.cause", "sipexplain.reason.text", "sipexplain.reason.location",
          "sipexplain.reason.meaning"]


@pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])
def test_every_reason_value_is_explained_in_responses_and_requests(wireshark, reasons, args):
    rows = wireshark.fields(reasons, *FIELDS, args=args)
    for number, (name, (_, values)) in enumerate(REASONS.items()):
        for row in rows[2 * number:2 * number + 2]:
            expected = [[value[i] for value in values if value[i]] for i in range(4)]
            assert row[:4] == expected, name
            assert len(row[4]) == len(values), name
            for meaning, value in zip(row[4], values):
                assert meaning.startswith(value[4]), name


def test_a_request_is_shown_under_its_first_reason(wireshark, reasons):
    out = wireshark.tshark("-V", "-Y", "sip.Method == BYE", capture=reasons)
    lines = re.findall(r"^SIP Explanation \((.*?)\): (.*)$", out, flags=re.M)
    assert len(lines) == len(REASONS)
    assert lines[0] == ("Q.850 16", "Normal call clearing")
    # It has no code and no outcome.
    rows = wireshark.fields(reasons, "sipexplain.code", "sipexplain.outcome", args=["-Y", "sip.Method == BYE"])
    assert rows == [[[], []]] * len(REASONS)


CANCELS = ["SIP;cause=200", 'sip ; text="Call completed elsewhere" ; cause=200', 'Q.850;cause=16, SIP;cause=200']


def test_a_status_code_is_of_another_branch_in_a_cancel_alone(wireshark):
    """RFC 3326, Section 3.1."""
    capture = captures.Capture()
    for number, reason in enumerate(CANCELS):
        for method in ("CANCEL", "BYE", "INFO"):
            capture.send("caller", "callee", request(method, f"{method}-{number}", f"Reason: {reason}\r\n"))
        capture.send("callee", "caller", response(487, call=f"stray-{number}", headers=f"Reason: {reason}\r\n"))
    path = wireshark.write(capture, "reason-branch")
    said = [row[0][-1] for row in wireshark.fields(path, "sipexplain.reason.meaning")]
    assert ["Another device" in text for text in said] == [True, False, False, False] * len(CANCELS)
    assert all(text == "the request succeeded" for text in said if "Another device" not in text)
    out = wireshark.tshark("-V", capture=path)
    named = re.findall(r"^SIP Explanation \((SIP 200|CANCEL)\): (.*)$", out, flags=re.M)
    # The CANCEL is shown by what is found in it; the third Reason begins with another value.
    cancel, other = ("CANCEL", "another device took the call"), ("SIP 200", "OK")
    assert named == [cancel, other, other] * 2 + [cancel]


def test_no_line_is_wider_than_the_pane(wireshark, reasons):
    out = wireshark.tshark("-V", "-O", "sipexplain", capture=reasons)
    lines = [line for part in re.split(r"^(?=SIP Explanation)", out, flags=re.M)[1:]
             for line in part.split("\nFrame ")[0].split("\n") if not line.lstrip().startswith("[")]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])
def test_filters_on_reasons_find_responses_and_requests(wireshark, reasons, args):
    assert wireshark.frames(reasons, "sipexplain.reason.cause == 16", args) == [1, 2, 27, 28, 29, 30]
    assert wireshark.frames(reasons, 'sipexplain.reason.protocol == "STIR"', args) == [11, 12]
    assert len(wireshark.frames(reasons, "sipexplain.reason", args)) == 2 * len(REASONS)


def test_a_request_without_reason_is_left_alone(wireshark):
    capture = captures.Capture()
    capture.send("caller", "callee", request("BYE", "1"))
    path = wireshark.write(capture, "no-reason")
    assert wireshark.frames(path, "sipexplain") == []


def test_every_warning_value_is_explained(wireshark):
    capture = captures.Capture()
    for number, (headers, _) in enumerate(WARNINGS.values()):
        capture.send("callee", "caller", response(488, call=f"w{number}", headers=headers))
    path = wireshark.write(capture, "warnings")
    rows = wireshark.fields(path, "sipexplain.warning.code", "sipexplain.warning.text", "sipexplain.warning.meaning")
    for row, (name, (_, values)) in zip(rows, WARNINGS.items()):
        assert row[0] == [value[0] for value in values], name
        assert [text.rstrip() for text in row[1]] == [value[1].rstrip() for value in values], name
        assert [meaning.startswith(value[2]) for meaning, value in zip(row[2], values)] == [True] * len(values), name


def test_reason_with_thousands_of_values_is_bounded(wireshark):
    capture = captures.Capture()
    capture.send("caller", "callee", request("BYE", "1", "Reason: " + ", ".join(["Q.850;cause=16"] * 3000) + "\r\n"), "tcp")
    path = wireshark.write(capture, "reason-many")
    assert len(wireshark.fields(path, "sipexplain.reason")[0][0]) == 32
