# SPDX-License-Identifier: GPL-2.0-or-later
"""What an exchange showed before: whether a challenge refuses the credentials that were sent."""

import re

import captures
import pytest
from messages import request, response

CHALLENGE, FAILURE = "4", "10"
SERVER = 'WWW-Authenticate: Digest realm="{}", nonce="n2", algorithm=MD5{}\r\n'
PROXY = 'Proxy-Authenticate: Digest realm="{}", nonce="n2"{}\r\n'
TO_SERVER = 'Authorization: Digest username="alice", realm="{}", nonce="n1", response="{}"\r\n'
TO_PROXY = 'Proxy-Authorization: Digest username="alice", realm="{}", nonce="n1", response="{}"\r\n'
R = "6629fae49393a05397450978507c4ef1"

# name: (header fields of the request, code and header fields of the response, outcome, words of the diagnosis or None)
EXCHANGES = {
    "first challenge": ("", 401, SERVER.format("a", ""), CHALLENGE, None),
    "first challenge of a proxy": ("", 407, PROXY.format("a", ""), CHALLENGE, None),
    "refused": (TO_SERVER.format("a", R), 401, SERVER.format("a", ""), FAILURE, "were refused"),
    "refused by a proxy": (TO_PROXY.format("a", R), 407, PROXY.format("a", ""), FAILURE, "were refused"),
    "stale nonce": (TO_SERVER.format("a", R), 401, SERVER.format("a", ", stale=TRUE"), CHALLENGE, "credentials were right"),
    "stale=false": (TO_SERVER.format("a", R), 401, SERVER.format("a", ", stale=false"), FAILURE, "were refused"),
    "another realm": (TO_PROXY.format("a", R), 407, PROXY.format("b", ""), CHALLENGE, None),
    "credentials for the proxy, challenge of the server": (TO_PROXY.format("a", R), 401, SERVER.format("a", ""),
                                                           CHALLENGE, None),
    "one of two realms": (TO_PROXY.format("a", R) + TO_PROXY.format("b", R), 407, PROXY.format("b", ""), FAILURE,
                          "were refused"),
    "first REGISTER in an IMS network": (TO_SERVER.format("a", ""), 401, SERVER.format("a", ""), CHALLENGE, None),
    "403 to credentials": (TO_SERVER.format("a", R), 403, "", FAILURE, "wrong user name or password"),
    "403 to none": ("", 403, "", FAILURE, None),
    "404 to credentials": (TO_SERVER.format("a", R), 404, "", FAILURE, None),
    "folded, in another case": ("AUTHORIZATION : digest\r\n realm=\"a\" ,\r\n\tRESPONSE = \"" + R + "\"\r\n", 401,
                                "www-authenticate: Digest realm=a\r\n", FAILURE, "were refused"),
}


@pytest.fixture(scope="module")
def path(wireshark):
    """Each exchange has two frames, a request and its response."""
    capture = captures.Capture()
    for number, (asked, code, answered, _, _) in enumerate(EXCHANGES.values()):
        capture.send("caller", "callee", request("REGISTER", f"x{number}", asked, cseq=7))
        capture.send("callee", "caller", response(code, call=f"x{number}", cseq="7 REGISTER", headers=answered))
    return wireshark.write(capture, "exchange")


@pytest.mark.parametrize("args", [[], ["-2"], ["-Y", "sip"]], ids=["one pass", "two passes", "filter"])
def test_outcome_and_diagnosis_tell_a_refusal_from_a_challenge(wireshark, path, args):
    rows = wireshark.fields(path, "sipexplain.outcome", "sipexplain.diagnosis", "sipexplain.related_frame",
                            "sipexplain.summary", args=args)[1::2]
    for number, (name, (_, code, _, outcome, words)) in enumerate(EXCHANGES.items()):
        (shown,), diagnosis, related, (summary,) = rows[number]
        assert shown == outcome, name
        if words is None:
            assert "credentials" not in "".join(diagnosis), name
        else:
            assert words in diagnosis[0], name
        said = words is not None and "right" not in words
        assert related == ([str(2 * number + 1)] if said else []), name
        if said:
            assert f"The REGISTER in frame {2 * number + 1} " in diagnosis[0], name
        assert ("refused the credentials" in summary) == (outcome == FAILURE and code in (401, 407)), name


def test_expert_info_follows_the_outcome_in_every_way_of_reading(wireshark, path):
    numbers = {outcome: [2 * number for number, values in enumerate(EXCHANGES.values(), 1) if values[3] == outcome]
               for outcome in (CHALLENGE, FAILURE)}
    for args in ([], ["-2"]):
        assert wireshark.frames(path, "sipexplain.expert.challenge", args) == numbers[CHALLENGE]
        assert wireshark.frames(path, "sipexplain.expert.failure", args) == numbers[FAILURE]
        assert wireshark.frames(path, 'sipexplain.outcome == "failure"', args) == numbers[FAILURE]
    # Without any tree.
    out = wireshark.tshark("-q", "-z", "expert", capture=path)
    counts = {line.split(None, 4)[4]: int(line.split()[0]) for line in out.splitlines() if "SIP Explain" in line}
    assert sum(count for text, count in counts.items() if "refused the credentials" in text) == 5
    assert sum(count for text, count in counts.items() if "to authenticate" in text) == len(numbers[CHALLENGE])
    severities = wireshark.tshark("-o", 'gui.column.format:"E","%a"', capture=path).splitlines()[1::2]
    assert [severity.strip() for severity in severities] == [
        "Warning" if values[3] == FAILURE else "Chat" for values in EXCHANGES.values()]


def outcomes(wireshark, capture, name, *args):
    path = wireshark.write(capture, name)
    return [row[0] for row in wireshark.fields(path, "sipexplain.outcome", args=["-Y", "sipexplain.code", *args])]


def test_a_capture_that_begins_later_claims_nothing(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", response(401, cseq="7 REGISTER", headers=SERVER.format("a", "")))
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7))
    assert outcomes(wireshark, capture, "exchange-later") == [[CHALLENGE]]
    assert outcomes(wireshark, capture, "exchange-later", "-2") == [[CHALLENGE]]


def test_other_calls_and_other_attempts_do_not_count(wireshark):
    capture = captures.Capture()
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7))
    capture.send("callee", "caller", response(401, call="2", cseq="7 REGISTER", headers=SERVER.format("a", "")))
    capture.send("callee", "caller", response(401, call="1", cseq="8 REGISTER", headers=SERVER.format("a", "")))
    capture.send("callee", "caller", response(401, call="1", cseq="7 REGISTER", headers=SERVER.format("a", "")))
    assert outcomes(wireshark, capture, "exchange-others") == [[CHALLENGE], [CHALLENGE], [FAILURE]]


def test_a_repeated_request_is_named_by_its_first_frame(wireshark):
    capture = captures.Capture()
    for _ in range(3):
        capture.send("caller", "callee", request("INVITE", "1", TO_PROXY.format("a", R)))
    capture.send("callee", "caller", response(407, headers=PROXY.format("a", "")))
    path = wireshark.write(capture, "exchange-repeated")
    assert wireshark.fields(path, "sipexplain.related_frame", args=["-Y", "sipexplain"]) == [[["1"]]]


def test_credentials_that_an_icmp_error_quotes_are_not_learnt(wireshark):
    capture = captures.Capture()
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7), wraps=["icmp"])
    capture.send("callee", "caller", response(401, cseq="7 REGISTER", headers=SERVER.format("a", "")))
    assert outcomes(wireshark, capture, "exchange-quoted") == [[CHALLENGE]]


def test_request_and_response_over_tcp_in_segments(wireshark):
    capture = captures.Capture()
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7), "tcp", cut=[30, 200])
    capture.send("callee", "caller", response(401, call="0", cseq="7 REGISTER", headers=SERVER.format("a", ""))
                 + response(401, cseq="7 REGISTER", headers=SERVER.format("a", "")), "tcp", cut=[50])
    for args in ([], ["-2"]):
        assert outcomes(wireshark, capture, "exchange-tcp", *args) == [[CHALLENGE, FAILURE]]


def test_a_hostile_method_is_shown_escaped(wireshark):
    capture = captures.Capture()
    capture.send("caller", "callee", request("A\x1b[31m", "1", TO_SERVER.format("a", R)))
    capture.send("callee", "caller", response(403, cseq="1 A\x1b[31m"))
    path = wireshark.write(capture, "exchange-hostile")
    out = wireshark.tshark("-V", "-Y", "sipexplain", capture=path)
    assert re.search(r"Diagnosis: The A\\x1B\[31m in frame 1 carried", out)
    assert "\x1b" not in out.split("SIP Explanation")[1]
