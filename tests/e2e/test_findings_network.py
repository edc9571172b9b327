# SPDX-License-Identifier: GPL-2.0-or-later
"""Findings about time, the network and who spoke that ladders do not express, or leave more open than others."""

import captures
import pytest
from ladders import CERTAINTIES, GAP, Whole
from ladders_findings_network import LOOSE
from messages import request, response
from scapy.layers.inet import IP, TCP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Raw

PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
ALICE, PROXY, BOB, OTHER = "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.9"


def findings(wireshark, path, *args):
    """Number of a frame -> ids of its findings and their certainties."""
    rows = wireshark.fields(path, "frame.number", "sipexplain.finding", "sipexplain.certainty", args=args)
    words = {value: word for word, value in CERTAINTIES.items()}
    return {int(number): {name: words[certainty] for name, certainty in zip(names, certainties)}
            for (number,), names, certainties in rows if names}


def found(wireshark, capture, name, *args):
    return findings(wireshark, wireshark.write(capture, "findings-" + name), *args)


def names(found_in_frames):
    return {name for frame in found_in_frames.values() for name in frame}


@pytest.fixture(scope="module")
def loose(wireshark):
    return Whole(wireshark, "findings-loose", LOOSE, GAP)


@pytest.fixture(scope="module")
def loose_findings(loose):
    return {second_pass: findings(loose.wireshark, loose.path, *(["-2"] if second_pass else []))
            for second_pass in (False, True)}


@pytest.mark.parametrize("second_pass", [False, True], ids=["one pass", "two passes"])
@pytest.mark.parametrize("title", LOOSE)
def test_what_is_found_is_what_has_to_be_and_may_be(loose, loose_findings, title, second_pass):
    for number, messages in enumerate(loose.ladders[title].frames, start=1):
        here = loose_findings[second_pass].get(loose.first[title] + number, {})
        expected = dict(finding for item in messages for finding in item.findings[second_pass])
        marks = [mark.split() for item in messages for mark in item.marks]
        open_to = {name for word, name in marks}
        assert {name: certainty for name, certainty in here.items() if name not in open_to} == {
            name: certainty for name, certainty in expected.items() if name not in open_to}, number
        assert {name for word, name in marks if word == "has"} <= set(here), number
        assert expected.items() <= here.items(), number


# What RFC 3398 says of a pair, in either direction.
CAUSE_TO_CODE = {       # 7.2.4.1
    1: (404,), 2: (404,), 3: (404,), 17: (486,), 18: (408,), 19: (480,), 20: (480,), 21: (403, 603), 22: (301, 410), 23: (410,),
    26: (404,), 27: (502,), 28: (484,), 29: (501,), 31: (480,), 34: (503,), 38: (503,), 41: (503,), 42: (503,), 47: (503,),
    55: (403,), 57: (403,), 58: (503,), 65: (488,), 70: (488,), 79: (501,), 87: (403,), 88: (503,), 102: (504,), 111: (500,),
    127: (500,),
}
CODE_TO_CAUSE = {       # 8.2.6.1
    400: 41, 402: 21, 403: 21, 404: 1, 405: 63, 406: 79, 408: 102, 410: 22, 413: 127, 414: 127, 415: 79, 416: 127, 420: 127,
    480: 18, 481: 41, 482: 25, 483: 25, 484: 28, 485: 1, 486: 17, 500: 41, 501: 79, 502: 38, 503: 41, 504: 102, 505: 127,
    513: 127, 600: 17, 603: 21, 604: 1,
}
DEFAULT_CODE, DEFAULT_CAUSE = 500, 31       # for what the tables do not list
BY_WARNING = {488: (31, 65), 606: (31, 65)}
OF_MEDIA = {58, 65, 70, 79, 88}, {415, 488, 606}    # which say the same thing, though the tables do not have them
NEVER = (401, 407, 421, 423, 487)           # the client tries again, or the CANCEL says why
CODES = (*CODE_TO_CAUSE, *BY_WARNING, *NEVER, 428, 433, 580)
CAUSES = (*CAUSE_TO_CODE, 25, 49, 50, 63, 69, 95)


def agree(code, cause):
    return (code in NEVER or (cause in OF_MEDIA[0] and code in OF_MEDIA[1]) or code in CAUSE_TO_CODE.get(cause, (DEFAULT_CODE,))
            or cause in BY_WARNING.get(code, (CODE_TO_CAUSE.get(code, DEFAULT_CAUSE),)))


@PASSES
def test_a_cause_differs_where_neither_table_of_rfc_3398_has_the_pair(wireshark, passes):
    pairs = [(code, cause) for code in CODES for cause in CAUSES]
    capture = captures.Capture()
    for number, (code, cause) in enumerate(pairs):
        call = f"pair-{number}"
        capture.send("caller", "callee", request("INVITE", call, "Contact: <sip:alice@client.example.com>\r\n"))
        capture.send("callee", "caller", response(code, call=call, headers=f"Reason: Q.850;cause={cause}\r\n"))
    said = found(wireshark, capture, "causes", *passes)
    expected = [pair for pair in pairs if not agree(*pair)]
    assert [pair for number, pair in enumerate(pairs) if "cause-differs" in said.get(2 * number + 2, {})] == expected
    assert len(expected) > 1000
    assert {frame.get("cause-differs", "shown") for frame in said.values()} == {"shown"}


def found_in_the_failure(wireshark, capture, name, *passes):
    return found(wireshark, capture, name, *passes).get(len(capture.packets), {})


TCP_URI, TLS_URI = f"sip:bob@{BOB};transport=tcp", f"sips:bob@{BOB}:5061"


def sweep(agent, seconds, code, method="OPTIONS", user="{}", target=PROXY, count=60):
    """The same question to many users or many hosts."""
    capture = captures.Capture()
    for number in range(count):
        text = request(method, f"sweep-{number}", f"User-Agent: {agent}\r\nContact: <sip:{ALICE}>\r\n")
        text = text.replace(b"bob", user.format(number).encode())
        host = target.format(number + 1)
        capture.send(ALICE, host, text)
        capture.send(host, ALICE, response(code, call=f"sweep-{number}", cseq=f"1 {method}"))
        capture.wait(seconds / count - 0.02)
    return capture


@PASSES
@pytest.mark.parametrize("where", [{"target": "198.51.100.{}"}, {"user": "{}"}], ids=["hosts", "users"])
@pytest.mark.parametrize("method, code", [("OPTIONS", 404), ("REGISTER", 404), ("INVITE", 484)])
def test_a_scan(wireshark, passes, where, method, code):
    capture = sweep("friendly-scanner", 2, code, method, **where)
    assert found_in_the_failure(wireshark, capture, "scan", *passes).get("scan") in ("shown", "likely")


@PASSES
@pytest.mark.parametrize("agent, seconds, code, method, where", [
    ("kamailio (5.8.1 (x86_64/linux))", 2, 200, "OPTIONS", {"target": "198.51.100.{}"}),
    ("Asterisk PBX 18.20.0", 600, 480, "INVITE", {"user": "+4930555{:04}"}),
    ("Asterisk PBX 18.20.0", 2, 503, "INVITE", {"user": "+4930555{:04}"}),
    ("Document-Scanner/1.0", 2, 404, "INVITE", {"user": "100", "count": 1}),
], ids=["keepalives to phones", "calls one after the other", "a busy trunk", "a device that scans paper"])
def test_many_requests_that_are_no_scan(wireshark, passes, agent, seconds, code, method, where):
    assert "scan" not in names(found(wireshark, sweep(agent, seconds, code, method, **where), "no-scan", *passes))


def ping(capture, number):
    capture.send(ALICE, BOB, request("OPTIONS", f"ping-{number}"))
    capture.send(BOB, ALICE, response(200, call=f"ping-{number}", cseq="1 OPTIONS"))
    capture.wait(10)


def invite_without_answer(capture, length=2000, **options):
    headers = "Contact: <sip:alice@client.example.com>\r\nContent-Type: text/plain\r\n"
    # Over TCP nothing is sent twice.
    for wait in (60,) if "transport" in options else (0.5, 1, 2, 4, 8, 16, 60):
        capture.send(ALICE, BOB, request("INVITE", "big", headers, b"x" * length), **options)
        capture.wait(wait)


def test_fragments_that_are_lost(wireshark):
    capture = captures.Capture()
    ping(capture, 1)
    invite_without_answer(capture, fragment_size=1480)
    ping(capture, 2)
    said = found(wireshark, capture, "fragments", "-2")
    assert [frame["fragment-lost"] for frame in said.values() if "fragment-lost" in frame] == ["likely"]
    assert not names(found(wireshark, capture, "fragments")) and names(said) <= {"fragment-lost", "no-response"}


@pytest.mark.parametrize("lives, options", [
    (True, {"length": 200}),
    (True, {"transport": "tcp"}),
    (False, {"fragment_size": 1480}),
], ids=["a small one", "TCP", "a host that answers nothing"])
def test_an_invite_that_gets_no_answer_without_fragments_to_blame(wireshark, lives, options):
    capture = captures.Capture()
    for number in range(2):
        if lives:
            ping(capture, number)
        if number == 0:
            invite_without_answer(capture, **options)
    assert names(found(wireshark, capture, "no-fragments", "-2")) == {"no-response"}


def test_fragments_that_arrive(wireshark):
    capture = captures.Capture()
    ping(capture, 1)
    capture.send(ALICE, BOB, request("OPTIONS", "big", "Content-Type: text/plain\r\n", b"x" * 2000), fragment_size=1480)
    capture.send(BOB, ALICE, response(200, call="big", cseq="1 OPTIONS"))
    assert not names(found(wireshark, capture, "fragments-arrive", "-2"))


def test_who_sends_a_response_without_call_id_is_heard(wireshark):
    """Nobody knows what it answers, but the capture has that direction."""
    capture = captures.Capture()
    capture.send(ALICE, BOB, request("OPTIONS", "one"))
    nameless = response(200, call="nameless", cseq="1 OPTIONS")
    capture.send(BOB, ALICE, nameless.replace(b"Call-ID: nameless\r\n", b""))
    capture.wait(60)
    capture.send(ALICE, OTHER, request("OPTIONS", "two"))
    capture.send(OTHER, ALICE, response(200, call="two", cseq="1 OPTIONS"))
    assert b"Call-ID" not in nameless.replace(b"Call-ID: nameless\r\n", b"")
    assert found(wireshark, capture, "nameless", "-2").get(1) == {"no-response": "shown"}


def reset(wireshark, name, pause, ipv6=False, answered=False):
    """What is said of a request over TCP whose connection a reset ends."""
    capture = captures.Capture()
    sides = ("one", "two") if ipv6 else (ALICE, BOB)
    capture.send(*sides, request("OPTIONS", "one"), "tcp", ipv6=ipv6)
    if answered:
        capture.send(*sides[::-1], response(200, call="one", cseq="1 OPTIONS"), "tcp", ipv6=ipv6)
    capture.wait(pause)
    packet = IPv6(src="2001:db8:0::2", dst="2001:db8:0::1") if ipv6 else IP(src=BOB, dst=ALICE)
    capture.packets.append(bytes(Ether() / packet / TCP(sport=5060, dport=5060, flags="RA", seq=1000, ack=5000)))
    capture.wait(60)
    capture.send(ALICE, OTHER, request("OPTIONS", "two"))
    capture.send(OTHER, ALICE, response(200, call="two", cseq="1 OPTIONS"))
    path = wireshark.write(capture, "findings-" + name)
    return wireshark.fields(path, "frame.number", "sipexplain.diagnosis", args=["-2", "-Y", "frame.number == 1"])[0][1]


@pytest.mark.parametrize("ipv6", [False, True], ids=["IPv4", "IPv6"])
def test_a_connection_that_was_reset_after_a_request(wireshark, ipv6):
    text, = reset(wireshark, "reset", 0.5, ipv6)
    assert "connection that it went by was reset, and frame 2 is the last" in text


def test_a_connection_that_was_reset_for_another_reason(wireshark):
    text, = reset(wireshark, "reset-late", 20)
    assert "No response to the OPTIONS" in text and "reset" not in text
    assert reset(wireshark, "reset-answered", 0.5, answered=True) == []


def proxied(wireshark, name, code=503, uri="sip:bob@example.com", target=BOB, port=5060, before=False, refused=True,
            knocks=()):
    """An INVITE that a proxy refuses, after or before its connection to a target is refused, or is not answered."""
    capture = captures.Capture()
    if before:
        capture.refuse(PROXY + ":41000", f"{target}:{port}")
    capture.send(ALICE, PROXY, request("INVITE", "one", "Contact: <sip:a@192.0.2.1>\r\n", uri=uri))
    if knocks:
        capture.knock(PROXY + ":41000", f"{target}:{port}", knocks)
    elif refused and not before:
        capture.refuse(PROXY + ":41000", f"{target}:{port}")
    capture.wait(0.6)
    capture.send(PROXY, ALICE, response(code, call="one", cseq="1 INVITE"))
    return found(wireshark, capture, name, "-2")


def test_a_connection_that_was_refused(wireshark):
    assert proxied(wireshark, "refused")[4]["connection-refused"] == "likely"
    assert proxied(wireshark, "refused-tls", port=5061)[4]["connection-refused"] == "likely"
    for_it = proxied(wireshark, "refused-for-it", uri=f"sip:bob@{BOB}:5080;transport=tcp", port=5080)
    assert for_it[4]["connection-refused"] == "shown"


def test_a_connection_that_nobody_answered(wireshark):
    assert proxied(wireshark, "knocks", 408, knocks=(1, 2, 4))[6] == {"next-hop-silent": "likely"}
    assert proxied(wireshark, "knocks-tls", port=5061, knocks=(1, 2))[5] == {"next-hop-silent": "likely"}
    for_it = proxied(wireshark, "knocks-for-it", uri=f"sip:bob@{BOB}:5080;transport=tcp", port=5080, knocks=(1,))
    assert for_it[4] == {"next-hop-silent": "shown"}


def test_a_connection_that_was_tried_again_after_the_failure(wireshark):
    """Who refuses at once has not waited for it."""
    capture = captures.Capture()
    capture.send(ALICE, PROXY, request("INVITE", "one", "Contact: <sip:a@192.0.2.1>\r\n", uri=f"sip:bob@{BOB}"))
    capture.knock(PROXY + ":41000", BOB + ":5060", ())
    capture.send(PROXY, ALICE, response(503, call="one", cseq="1 INVITE"))
    capture.knock(PROXY + ":41000", BOB + ":5060", (1,))
    assert "next-hop-silent" not in names(found(wireshark, capture, "knocks-later", "-2"))


@pytest.mark.parametrize("options", [{"knocks": (0.4,)}, {"knocks": (1, 2), "port": 5432}, {"knocks": (1, 2), "code": 486},
                                     {"knocks": (1, 2), "code": 404}],
                         ids=["one SYN, captured twice", "for a database", "busy", "an unknown number"])
def test_a_connection_without_an_answer_that_does_not_explain_the_failure(wireshark, options):
    assert "next-hop-silent" not in names(proxied(wireshark, "not-knocks", **options))


@pytest.mark.parametrize("options", [
    {"before": True}, {"port": 5432}, {"code": 486}, {"target": ALICE}, {"refused": False},
    {"uri": f"sip:bob@{BOB}", "port": 5432},
], ids=["before the request", "for a database", "busy", "back to the client", "none", "for a database on the same host"])
def test_a_connection_that_does_not_explain_the_failure(wireshark, options):
    assert "connection-refused" not in names(proxied(wireshark, "not-refused", **options))


def test_a_connection_that_was_refused_before_the_request_went_elsewhere(wireshark):
    capture = captures.Capture()
    capture.send(ALICE, PROXY, request("INVITE", "one", "Contact: <sip:a@192.0.2.1>\r\n"))
    capture.refuse(PROXY + ":41000", BOB + ":5060")
    capture.send(PROXY, OTHER, request("INVITE", "one", "Contact: <sip:a@192.0.2.1>\r\n"))
    capture.send(OTHER, PROXY, response(503, call="one", cseq="1 INVITE"))
    capture.send(PROXY, ALICE, response(503, call="one", cseq="1 INVITE"))
    assert "connection-refused" not in names(found(wireshark, capture, "elsewhere", "-2"))


def test_a_connection_that_was_refused_and_then_made(wireshark):
    """A reset after data ends a connection, and refuses none."""
    capture = captures.Capture()
    capture.send(ALICE, PROXY, request("INVITE", "one", "Contact: <sip:a@192.0.2.1>\r\n"))
    capture.send(PROXY + ":41000", BOB, request("INVITE", "two", "Contact: <sip:a@192.0.2.1>\r\n"), "tcp")
    capture.packets.append(bytes(Ether() / IP(src=BOB, dst=PROXY) / TCP(sport=5060, dport=41000, flags="R", seq=1000)))
    capture.send(PROXY, ALICE, response(503, call="one", cseq="1 INVITE"))
    assert "connection-refused" not in names(found(wireshark, capture, "reset", "-2"))


UNKNOWN_CA = bytes([21, 3, 3, 0, 2, 2, 48])


def over_tls(wireshark, name, alert=UNKNOWN_CA, sender=BOB, port=5061, code=503, uri="sip:bob@example.com", after=False):
    """An INVITE that a proxy refuses when its TLS connection to another host was broken off."""
    capture = captures.Capture()
    capture.send(ALICE, PROXY, request("INVITE", "one", "Contact: <sip:a@192.0.2.1>\r\n", uri=uri))
    target, client = f"{BOB}:{port}", f"{PROXY}:41000"
    if after:
        capture.send(PROXY, ALICE, response(code, call="one", cseq="1 INVITE"))
    capture.send(*((target, client) if sender == BOB else (client, target)), alert, "tcp")
    capture.wait(0.6)
    if not after:
        capture.send(PROXY, ALICE, response(code, call="one", cseq="1 INVITE"))
    return wireshark.write(capture, "findings-" + name)


def test_a_tls_connection_that_an_alert_ended(wireshark):
    for sender in (BOB, PROXY):
        path = over_tls(wireshark, "alert", sender=sender)
        assert findings(wireshark, path, "-2")[3]["tls-failed"] == "likely"
        (text,) = wireshark.fields(path, "sipexplain.diagnosis", args=["-2", "-Y", "frame.number == 3"])[0][0]
        assert f"{sender} broke it off in frame 2 with the alert unknown_ca" in text
    path = over_tls(wireshark, "alert-for-it", uri=f"sip:bob@{BOB};transport=tls")
    assert findings(wireshark, path, "-2")[3]["tls-failed"] == "shown"


@pytest.mark.parametrize("options", [
    {"alert": bytes([21, 3, 3, 0, 2, 1, 0])}, {"alert": bytes([23, 3, 3, 0, 2, 2, 48])}, {"port": 443}, {"code": 486},
    {"after": True},
], ids=["close_notify", "data", "of the web", "busy", "after the response"])
def test_a_tls_connection_that_does_not_explain_the_failure(wireshark, options):
    assert "tls-failed" not in names(findings(wireshark, over_tls(wireshark, "no-alert", **options), "-2"))
