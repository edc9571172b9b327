# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of calls, -z sipexplain,calls."""

import re

import captures
import flows
import pytest
from ladders import Ladder
from test_language import chosen
from translations import COMPLETE, columns, reader

# Name -> a ladder (see ladders.py), the entries that it has: how each ended, with the frames; {A} is the host of A.
CALLS = {
    "ended by the caller": ("""
        A>B INVITE
        B>A 180
        +2
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        +30
        A>B BYE 2 tag=b
        B>A 200
        """, ["200 OK, answered after 2.0 s, BYE 30.0 s later from the caller, {A} 1 3 5"]),
    "ended by the callee": ("""
        A>B INVITE
        +1
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        +3
        B>A BYE 1 tag=a from=b
        A>B 200
        """, ["200 OK, answered after 1.0 s, BYE 3.0 s later from the callee, {B} 1 2 4"]),
    "cancelled": ("""
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
        B>A 200 CANCEL
        B>A 487 INVITE
        A>B ACK
        """, ["487 Request Terminated after 5.0 s, CANCEL from {A}: * 1 3 5"]),
    "busy": ("""
        A>B INVITE
        B>A 486
        A>B ACK
        """, ["486 Busy Here after 10 ms from {B}: * 1 2"]),
    "declined": ("""
        A>B INVITE
        +4
        B>A 603
        A>B ACK
        """, ["603 Decline after 4.0 s from {B}: * 1 2"]),
    "refused for what it requires": ("""
        A>B INVITE
            | Require: 100rel
        B>A 420
            | Unsupported: 100rel
        A>B ACK
        """, ["420 Bad Extension after 10 ms from {B}: * [extension-unsupported] 1 2"]),
    "unanswered": ("""
        A>B INVITE
        +0.5
        A>B INVITE
        +1
        A>B INVITE
        +2
        A>B INVITE
        +4
        A>B INVITE
        +60
        Y>Z OPTIONS 1 call=goes-on
        Z>Y 200 call=goes-on
        """, ["No response: * [no-response] 1"]),
    "registered": ("""
        A>B REGISTER 1
        B>A 401
            | WWW-Authenticate: Digest realm="a", nonce="n"
        A>B REGISTER 2
            | Authorization: Digest username="alice", realm="a", nonce="n", uri="sip:b", response="6629fae49393a05397450978507c4ef1"
        B>A 200
        """, ["200 OK, registered after 10 ms 1 3 4"]),
    "registration refused": ("""
        A>B REGISTER 1
        B>A 401
            | WWW-Authenticate: Digest realm="a", nonce="n1"
        A>B REGISTER 2
            | Authorization: Digest username="alice", realm="a", nonce="n1", uri="sip:b", response="6629fae49393a05397450978507c4ef1"
        B>A 401
            | WWW-Authenticate: Digest realm="a", nonce="n2"
        """, ["401 Unauthorized after 10 ms from {B}: * 1 3 4"]),
    "registration removed": ("""
        A>B REGISTER 1
            | Contact: *
            | Expires: 0
        B>A 200
        """, ["200 OK, registration ended after 10 ms 1 2"]),
    "over a proxy": ("""
        A>P INVITE
        P>B INVITE via=SIP/2.0/UDP_p;branch=z9hG4bKp branch=z9hG4bKp
        +1
        B>P 404 via=SIP/2.0/UDP_p;branch=z9hG4bKp branch=z9hG4bKp
        P>A 404
        """, ["404 Not Found after 1.0 s from {B}: * 1 4"]),
    "forked": ("""
        A>B INVITE
        B>A 200
        B>A 200 tag=c
        A>B ACK tag=b branch=z9hG4bK-ack
        A>B ACK tag=c branch=z9hG4bK-ack2
        A>B BYE 2 tag=c
        B>A 200
        """, ["200 OK, answered after 10 ms, answered by more than one 1 2 6"]),
    "the capture ends while it rings": ("""
        A>B INVITE
        B>A 180
        """, ["No final response when the capture ends 1"]),
    "the capture ends while they talk": ("""
        A>B INVITE
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        """, ["200 OK, answered after 10 ms, no BYE in the capture 1 2"]),
    "begun before the capture": ("""
        A>B BYE 2 tag=b
        B>A 200
        """, []),
    "neither call nor registration": ("""
        A>B OPTIONS
        B>A 200
        """, []),
    "tried again with another number": ("""
        A>B INVITE 1
        B>A 407
            | Proxy-Authenticate: Digest realm="a", nonce="n"
        A>B ACK
        A>B INVITE 2
            | Proxy-Authorization: Digest username="alice", realm="a", nonce="n", uri="sip:b", response="6629fae49393a05397450978507c4ef1"
        B>A 200
        A>B ACK 2 tag=b branch=z9hG4bK-ack
        """, ["200 OK, answered after 10 ms, no BYE in the capture 1 4 5"]),
}
WIDTH = 80


def calls_of(wireshark, path, *args, filter_text=""):
    argument = "sipexplain,calls" + ("," + filter_text if filter_text else "")
    return wireshark.tshark("-q", "-z", argument, *args, capture=path)


def entries(out):
    """(when and who, how it ended and the frames) of each."""
    found = []
    for entry in re.split(r"^(?=\d{4}-|\? )", out, flags=re.M)[1:]:
        head, _, rest = entry.partition("\n\n")[0].partition("\n")
        text, _, frames = " ".join(rest.split()).rpartition("frame.number in {")
        found.append((head, text + frames.rstrip("}").replace(",", "")))
    return found


def as_pattern(text):
    return re.escape(text).replace(r"\*", ".+")


@pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
@pytest.mark.parametrize("name", CALLS)
def test_each_call_has_how_it_ended(wireshark, name, passes):
    text, expected = CALLS[name]
    ladder = Ladder(text, 1)
    path = wireshark.write(ladder.capture, "calls-" + name.replace(" ", "-"))
    names = dict.fromkeys(who for line in re.findall(r"^ *([A-Z]>[A-Z]) ", text, re.M) for who in line.split(">"))
    hosts = {who: f"10.1.0.{number}" for number, who in enumerate(names, 1)}
    out = calls_of(wireshark, path, *passes)
    found = [text for _, text in entries(out)]
    assert len(found) == len(expected), out
    for text, pattern in zip(found, expected):
        assert re.fullmatch(as_pattern(pattern.format(**hosts)), text), out
