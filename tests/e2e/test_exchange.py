# SPDX-License-Identifier: GPL-2.0-or-later
"""What an exchange showed before: whether a challenge refuses the credentials that were sent."""

import re

import captures
import pytest
from messages import request, response

CHALLENGE, FAILURE = "4", "10"
TITLE = "the user name, the password or the realm is wrong"
SERVER = 'WWW-Authenticate: Digest realm="{}", nonce="n2", algorithm=MD5{}\r\n'
PROXY = 'Proxy-Authenticate: Digest realm="{}", nonce="n2"{}\r\n'
TO_SERVER = 'Authorization: Digest username="bob", realm="{}", nonce="n1", response="{}"\r\n'
TO_PROXY = 'Proxy-Authorization: Digest username="bob", realm="{}", nonce="n1", response="{}"\r\n'
R = "6629fae49393a05397450978507c4ef1"

# What brought the nonce of the credentials.
GIVEN = SERVER.format("a", "").replace("n2", "n1")
GIVEN_BY_PROXY = PROXY.format("a", "").replace("n2", "n1")

# name: (header fields of the first challenge, of the request after it, code and header fields of the response to that,
#        outcome, finding if there is one)
EXCHANGES = {
    "second challenge, and no credentials": (GIVEN, "", 401, SERVER.format("a", ""), CHALLENGE, None),
    "second challenge of a proxy": (GIVEN_BY_PROXY, "", 407, PROXY.format("a", ""), CHALLENGE, None),
    "refused": (GIVEN, TO_SERVER.format("a", R), 401, SERVER.format("a", ""), FAILURE, "auth-refused"),
    "refused by a proxy": (GIVEN_BY_PROXY, TO_PROXY.format("a", R), 407, PROXY.format("a", ""), FAILURE, "auth-refused"),
    "refused with the nonce given again": ("", TO_SERVER.format("a", R), 401, GIVEN, FAILURE, "auth-refused"),
    "a nonce that nobody gave here": ("", TO_SERVER.format("a", R), 401, SERVER.format("a", ""), CHALLENGE, None),
    "stale nonce": (GIVEN, TO_SERVER.format("a", R), 401, SERVER.format("a", ", stale=TRUE"), CHALLENGE,
                    "auth-nonce-expired"),
    "stale=false": (GIVEN, TO_SERVER.format("a", R), 401, SERVER.format("a", ", stale=false"), FAILURE, "auth-refused"),
    "another realm": (GIVEN_BY_PROXY, TO_PROXY.format("a", R), 407, PROXY.format("b", ""), CHALLENGE, None),
    "credentials for the proxy, challenge of the server": (GIVEN_BY_PROXY, TO_PROXY.format("a", R), 401,
                                                           SERVER.format("a", ""), CHALLENGE, None),
    "one of two realms": (GIVEN_BY_PROXY + PROXY.format("b", "").replace("n2", "n1"),
                          TO_PROXY.format("a", R) + TO_PROXY.format("b", R), 407, PROXY.format("b", ""), FAILURE,
                          "auth-refused"),
    "first REGISTER in an IMS network": ("", TO_SERVER.format("a", ""), 401, SERVER.format("a", ""), CHALLENGE, None),
    "403 to credentials": (GIVEN, TO_SERVER.format("a", R), 403, "", FAILURE, None),
    "403 to none": (GIVEN, "", 403, "", FAILURE, None),
    "404 to credentials": (GIVEN, TO_SERVER.format("a", R), 404, "", FAILURE, None),
    "folded, in another case": (
        "www-authenticate: DIGEST\r\n Realm=a\r\n , NONCE = n1\r\n",
        "AUTHORIZATION : digest\r\n userName=bob, realm=\"a\" ,\r\n\tRESPONSE = \"" + R + "\", Nonce=\"n1\"\r\n", 401,
        "www-authenticate: Digest realm=a, nonce=n2\r\n", FAILURE, "auth-refused"),
}
COUNT = 4       # of the frames of an exchange


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for number, (*values, _, _) in enumerate(EXCHANGES.values()):
        # A nonce counts wherever its server gave it.
        given, asked, code, answered = [value.replace("n1", f"n1-{number}") if isinstance(value, str) else value
                                        for value in values]
        capture.send("caller", "callee", request("REGISTER", f"x{number}", cseq=6))
        capture.send("callee", "caller", response(401 if given else 200, call=f"x{number}", cseq="6 REGISTER", headers=given))
        capture.send("caller", "callee", request("REGISTER", f"x{number}", asked, cseq=7))
        capture.send("callee", "caller", response(code, call=f"x{number}", cseq="7 REGISTER", headers=answered))
    return wireshark.write(capture, "exchange")


def last_frames(chosen):
    """The frames of the last responses of the exchanges whose outcome and finding are chosen."""
    return [COUNT * number for number, (*_, outcome, finding) in enumerate(EXCHANGES.values(), 1) if chosen(outcome, finding)]


@pytest.mark.parametrize("args", [[], ["-2"], ["-Y", "sip"]], ids=["one pass", "two passes", "filter"])
def test_outcome_and_finding_tell_a_refusal_from_a_challenge(wireshark, path, args):
    rows = wireshark.fields(path, "sipexplain.outcome", "sipexplain.finding", "sipexplain.diagnosis",
                            "sipexplain.related_frame", "sipexplain.summary", args=args)[COUNT - 1::COUNT]
    for number, (name, (_, _, _, _, outcome, finding)) in enumerate(EXCHANGES.items()):
        (shown,), found, diagnosis, related, (summary,) = rows[number]
        assert shown == outcome, name
        assert found == ([finding] if finding else []), name
        assert ("were refused" in "".join(diagnosis)) == (finding == "auth-refused"), name
        assert (summary == TITLE) == (finding == "auth-refused"), name
        if finding:
            asked = COUNT * number + 3
            assert f"the REGISTER in frame {asked} " in diagnosis[0].replace("The ", "the "), name
            assert related[:1] == [str(asked)], name
        else:
            assert "credentials" not in "".join(diagnosis) and related == [], name


def test_expert_info_follows_the_outcome_in_every_way_of_reading(wireshark, path):
    failures = last_frames(lambda outcome, _: outcome == FAILURE)
    challenges = last_frames(lambda outcome, _: outcome == CHALLENGE)
    first = [COUNT * number - 2 for number, (given, *_) in enumerate(EXCHANGES.values(), 1) if given]
    for args in ([], ["-2"]):
        assert wireshark.frames(path, "sipexplain.expert.challenge", args) == sorted(challenges + first)
        assert wireshark.frames(path, "sipexplain.expert.failure", args) == failures
        assert wireshark.frames(path, 'sipexplain.outcome == "failure"', args) == failures
    # Without any tree.
    out = wireshark.tshark("-q", "-z", "expert", capture=path)
    counts = {line.split(None, 4)[4]: int(line.split()[0]) for line in out.splitlines() if "SIP Explain" in line}
    refused = last_frames(lambda _, finding: finding == "auth-refused")
    stale = last_frames(lambda _, finding: finding == "auth-nonce-expired")
    assert sum(count for text, count in counts.items() if text.endswith(TITLE)) == len(refused)
    assert sum(count for text, count in counts.items() if "the nonce was too old" in text) == len(stale)
    assert sum(count for text, count in counts.items() if "to authenticate" in text) == (
        len(challenges) + len(first) - len(stale))
    severities = wireshark.tshark("-o", 'gui.column.format:"E","%a"', capture=path).splitlines()[COUNT - 1::COUNT]
    assert [severity.strip() for severity in severities] == [
        "Warning" if values[-2] == FAILURE else "Chat" for values in EXCHANGES.values()]


def outcomes(wireshark, capture, name, *args):
    path = wireshark.write(capture, name)
    return [row[0] for row in wireshark.fields(path, "sipexplain.outcome", args=["-Y", "sipexplain.code", *args])]


def test_a_capture_that_begins_later_claims_nothing(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", response(401, cseq="7 REGISTER", headers=SERVER.format("a", "")))
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7))
    assert outcomes(wireshark, capture, "exchange-later") == [[CHALLENGE]]
    assert outcomes(wireshark, capture, "exchange-later", "-2") == [[CHALLENGE]]


def send_challenged(capture, method="REGISTER", number=6, challenge=GIVEN, **how):
    """A request without credentials, and the challenge that gives the nonce."""
    capture.send("caller", "callee", request(method, "1", cseq=number), **how)
    capture.send("callee", "caller", response(407 if challenge == GIVEN_BY_PROXY else 401, cseq=f"{number} {method}",
                                              headers=challenge), **how)


def test_other_calls_and_other_attempts_do_not_count(wireshark):
    capture = captures.Capture()
    send_challenged(capture)
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7))
    capture.send("callee", "caller", response(401, call="2", cseq="7 REGISTER", headers=SERVER.format("a", "")))
    capture.send("callee", "caller", response(401, call="1", cseq="8 REGISTER", headers=SERVER.format("a", "")))
    capture.send("callee", "caller", response(401, call="1", cseq="7 REGISTER", headers=SERVER.format("a", "")))
    assert outcomes(wireshark, capture, "exchange-others") == [[CHALLENGE], [CHALLENGE], [CHALLENGE], [FAILURE]]


def test_a_repeated_request_is_named_by_its_first_frame(wireshark):
    capture = captures.Capture()
    send_challenged(capture, "INVITE", 1, GIVEN_BY_PROXY)
    for _ in range(3):
        capture.send("caller", "callee", request("INVITE", "1", TO_PROXY.format("a", R), cseq=2))
    capture.send("callee", "caller", response(407, cseq="2 INVITE", headers=PROXY.format("a", "")))
    path = wireshark.write(capture, "exchange-repeated")
    rows = wireshark.fields(path, "sipexplain.finding", "sipexplain.related_frame", args=["-Y", "sipexplain"])
    assert rows[-1][0][0] == "auth-refused" and rows[-1][1] == ["3"]


def test_credentials_that_an_icmp_error_quotes_are_not_learnt(wireshark):
    capture = captures.Capture()
    send_challenged(capture)
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7), wraps=["icmp"])
    capture.send("callee", "caller", response(401, cseq="7 REGISTER", headers=SERVER.format("a", "")))
    assert outcomes(wireshark, capture, "exchange-quoted") == [[CHALLENGE], [CHALLENGE]]


def test_request_and_response_over_tcp_in_segments(wireshark):
    capture = captures.Capture()
    send_challenged(capture, transport="tcp")
    capture.send("caller", "callee", request("REGISTER", "1", TO_SERVER.format("a", R), cseq=7), "tcp", cut=[30, 200])
    capture.send("callee", "caller", response(401, call="0", cseq="7 REGISTER", headers=SERVER.format("a", ""))
                 + response(401, cseq="7 REGISTER", headers=SERVER.format("a", "")), "tcp", cut=[50])
    for args in ([], ["-2"]):
        assert outcomes(wireshark, capture, "exchange-tcp", *args) == [[CHALLENGE], [CHALLENGE, FAILURE]]


def test_a_hostile_method_is_shown_escaped(wireshark):
    capture = captures.Capture()
    send_challenged(capture, "A\x1b[31m", 1)
    capture.send("caller", "callee", request("A\x1b[31m", "1", TO_SERVER.format("a", R), cseq=2))
    capture.send("callee", "caller", response(403, "Wrong password", cseq="2 A\x1b[31m"))
    path = wireshark.write(capture, "exchange-hostile")
    out = wireshark.tshark("-V", "-Y", "sipexplain.code == 403", capture=path)
    assert re.search(r'Diagnosis: The server says "Wrong password" of the A\\x1B\[31m in', out)
    assert "\x1b" not in out.split("SIP Explanation")[1]
