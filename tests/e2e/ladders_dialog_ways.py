# SPDX-License-Identifier: GPL-2.0-or-later
"""More of where ACKs go and how calls end: what proxies keep, other tags, other kinds of addresses, other words."""

import re

from ladders_dialog_calls import ACK, ALICE, BOB, PROXIED, RECORD_ROUTE, ROUTE, TO_ALICE, TO_BOB, UP
from ladders_dialog_ends import ABNORMAL, CAROL, UNFOLLOWED, cancelled, ended, follow, redirected, timed

AGAIN = f"""
        +0.48
        B>A 200 INVITE
            {BOB}"""


def tagged(options, found):
    """A 200 whose ACK has other tags than it, and what is found in the next one."""
    return f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} {options} {TO_BOB}
        {AGAIN}
            {found}
            !~ had not arrived
        """


TAGS = {
    # dialog-tag-wrong, dialog-tag-missing
    "ACK with another tag in To": tagged("tag=zz from=a", """? dialog-tag-wrong shown
            ~ zz
            ~ frame 3"""),
    "ACK with another tag in From": tagged("tag=b from=zz", """? dialog-tag-wrong shown
            ~ zz"""),
    "ACK without a tag in To": tagged("from=a", """? dialog-tag-missing shown
            ~ frame 3"""),
    "ACK with its tags": tagged("tag=b from=a", "? ack-late shown").replace("!~ had not", "~ had not"),
}

PROXIES = {
    # ack-missing: a proxy that passes the 2xx on late, and one that keeps the ACK.
    "200 that the proxy has not passed on yet": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
            {RECORD_ROUTE}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
        +0.48
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ! no_ack
            !~ not passed
        +3.6
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
            ~ frame 1
            ~ not passed
        P>A 200 INVITE
            {BOB}
            {RECORD_ROUTE}
        A>P {ACK} tag=b {TO_BOB}
            {ROUTE}
        P>B {ACK}2 tag=b {TO_BOB}
        """,
    "200 whose ACK the proxy keeps": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
            {RECORD_ROUTE}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
        P>A 200
            {BOB}
            {RECORD_ROUTE}
        A>P {ACK} tag=b {TO_BOB}
            {ROUTE}
        +0.96
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-missing shown
            ~ frame 5
        P>A 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-late shown
            ~ frame 5
        """,
    # It has nothing to pass on: the ACK is wrong before it comes to the proxy.
    "200 whose ACK comes to the proxy with a wrong target": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
            {RECORD_ROUTE}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
        P>A 200
            {BOB}
            {RECORD_ROUTE}
        A>P {ACK} tag=b
        +0.96
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-target-wrong shown
            ~ frame 5
            !~ went on
        P>A 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-target-wrong shown
            ~ frame 5
        """,
    "200 whose ACK comes to the proxy without a Route": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
            {RECORD_ROUTE}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
        P>A 200
            {BOB}
            {RECORD_ROUTE}
        A>P {ACK} tag=b {TO_BOB}
        +0.96
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-target-wrong shown
            ~ frame 5
        """,
    # It came a moment ago.
    "200 whose ACK the proxy is about to pass on": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
            {RECORD_ROUTE}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
        P>A 200
            {BOB}
            {RECORD_ROUTE}
        +0.45
        A>P {ACK} tag=b {TO_BOB}
            {ROUTE}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-late shown
        P>B {ACK}2 tag=b {TO_BOB}
        """,
    # A proxy that knows the address behind the NAT sends it there, whatever Contact says.
    "ACK that the proxy sends to where the 200 is from": f"""
        A>198.51.100.77 INVITE
            {ALICE}
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
            | Record-Route: <sip:198.51.100.77;lr>
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
        198.51.100.77>A 200
            | Contact: <sip:b@10.0.0.5;alias=203.0.113.20~5060~1>
            | Record-Route: <sip:198.51.100.77;lr>
        A>198.51.100.77 {ACK} tag=b uri=sip:b@10.0.0.5;alias=203.0.113.20~5060~1
            | Route: <sip:198.51.100.77;lr>
        198.51.100.77>203.0.113.20 {ACK}2 tag=b uri=sip:b@203.0.113.20
        +0.45
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
            ? ack-late shown
            ~ frame 6
        """,
    # The caller's ACK came to nobody, whatever the Contact is.
    "Contact of a private network, and no ACK even before the proxy": f"""
        A>198.51.100.77 INVITE
            {ALICE}
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
            | Record-Route: <sip:198.51.100.77;lr>
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
        198.51.100.77>A 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
        +0.47
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
            ! no_ack
            ? ack-missing shown
        """,
    # ended-by-proxy: it passes on what it had from elsewhere.
    "BYE of the proxy to both sides, with a Via below its own": f"""
        {PROXIED}
        P>A BYE 1 tag=a {TO_ALICE}
            | Via: SIP/2.0/UDP c.example.com;branch=z9hG4bKc
        P>B BYE 2 tag=b {TO_BOB}
            | Via: SIP/2.0/UDP c.example.com;branch=z9hG4bKc
        A>P 200
        B>P 200
        """,
    "BYE of the proxy to both sides, long after one another": f"""
        {PROXIED}
        P>A BYE 1 tag=a {TO_ALICE}
        A>P 200
        +10
        P>B BYE 2 tag=b {TO_BOB}
        B>P 200
        """,
}


def acknowledged(contact, uri, found, more=""):
    """Between two addresses: a 200, its ACK, and what is found in the next 200."""
    return f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.20>198.51.100.77 200
            | Contact: {contact}
        198.51.100.77>203.0.113.20 {ACK} tag=b uri={uri}
            {more}
        +0.48
        203.0.113.20>198.51.100.77 200
            | Contact: {contact}
            {found}
        """


def unreached(contact, caller, callee, found):
    """A 200 that no ACK comes for, and what is found in the next one; in the first one it is known later."""
    later = re.sub("^ *([?~])", r"2\1", found, flags=re.M) if "ack-unroutable" in found else ""
    return f"""
        {caller}>{callee} INVITE
            {ALICE}
        {callee}>{caller} 200
            | Contact: {contact}
            {later}
        +0.49
        {callee}>{caller} 200
            | Contact: {contact}
            ! no_ack
            {found}
        """


UNROUTABLE = "? ack-unroutable shown"
TARGETS = {
    # ack-target-wrong: the host is right, and the port is not.
    "ACK for another port of the address": acknowledged(
        "<sip:b@203.0.113.20:5070>", "sip:bob@203.0.113.20", "? ack-target-wrong shown"),
    # An outbound proxy of its own does no harm.
    "ACK with a Route that nobody asked for": acknowledged(
        "<sip:b@203.0.113.20>", "sip:b@203.0.113.20", "? ack-late shown", "| Route: <sip:out.example.com;lr>"),
    # ack-late
    "200 that comes again after many ACKs": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        {AGAIN}
            ? ack-late shown
        A>B {ACK} tag=b {TO_BOB}
        +0.98
        B>A 200 INVITE
            {BOB}
            ? ack-late shown
        A>B {ACK} tag=b {TO_BOB}
        +1.98
        B>A 200 INVITE
            {BOB}
            ? ack-late shown
            ~ frame 3
            ~ frame 7
        """,
    # ack-unroutable, in the first 200 too where no ACK ever comes
    "Contact of a link": unreached("<sip:b@169.254.1.5>", "198.51.100.77", "203.0.113.20", UNROUTABLE),
    "Contact behind the NAT of a provider": unreached("<sip:b@100.64.0.5>", "198.51.100.77", "203.0.113.20", UNROUTABLE),
    "Contact of a private network, from a caller in one": unreached(
        "<sip:b@192.168.1.5>", "192.168.1.10", "203.0.113.20", "? ack-unroutable likely\n            ~ ost likely"),
    "Contact of the host itself, on one host": unreached("<sip:b@127.0.0.1>", "127.0.0.1", "127.0.0.2", "? ack-missing shown"),
    # They may be routed.
    "Contact of a private network, from another one": unreached("<sip:b@10.0.0.5>", "192.168.1.10", "192.168.2.10", "? ack-missing shown"),
    "Contact of a private network with maddr": unreached(
        "<sip:b@10.0.0.5;maddr=203.0.113.20>", "198.51.100.77", "203.0.113.20", "? ack-missing shown"),
    "Contact of a private network, and an ACK at last": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
        +0.49
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            ! no_ack
            ? ack-unroutable shown
        198.51.100.77>203.0.113.20 {ACK} tag=b uri=sip:b@10.0.0.5
        """,
    # Both legs of a proxy, which gets the ACK and can send it nowhere.
    "Contact of a private network, and an ACK that comes to the proxy": f"""
        192.0.2.10>198.51.100.77 INVITE branch=z9hG4bK-1
            {ALICE}
        198.51.100.77>203.0.113.20 INVITE branch=z9hG4bK-2
            {ALICE}
            | Record-Route: <sip:198.51.100.77;lr>
        203.0.113.20>198.51.100.77 200 branch=z9hG4bK-2
            | Record-Route: <sip:198.51.100.77;lr>
            | Contact: <sip:b@10.0.0.5>
        198.51.100.77>192.0.2.10 200 branch=z9hG4bK-1
            | Record-Route: <sip:198.51.100.77;lr>
            | Contact: <sip:b@10.0.0.5>
        192.0.2.10>198.51.100.77 {ACK} tag=b uri=sip:b@10.0.0.5 branch=z9hG4bK-3
            | Route: <sip:198.51.100.77;lr>
        +0.51
        203.0.113.20>198.51.100.77 200 branch=z9hG4bK-2
            | Record-Route: <sip:198.51.100.77;lr>
            | Contact: <sip:b@10.0.0.5>
            ? ack-unroutable shown
            ~ 10.0.0.5
        198.51.100.77>192.0.2.10 200 branch=z9hG4bK-1
            | Record-Route: <sip:198.51.100.77;lr>
            | Contact: <sip:b@10.0.0.5>
            ? ack-late shown
        """,
    # One copy of it, and its ACK took another way.
    "Contact of a private network, and a 200 that comes once": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
        +5
        198.51.100.77>203.0.113.20 BYE 2 tag=b uri=sip:b@10.0.0.5
        203.0.113.20>198.51.100.77 200
        """,
}

TIMERS = {
    # session-timer-bye
    "BYE of who had to refresh, and did not": timed(88, f"""A>B BYE 2 tag=b {TO_BOB}
        B>A 200"""),
    "BYE of who had to refresh, and was refused": timed(28, f"""A>B BYE 3 tag=b {TO_BOB}
            ? session-timer-bye shown
            ~ 500
        B>A 200""", before=f"""
        +60
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500"""),
    "BYE somewhere in the last seconds of the session": timed(104, f"""B>A BYE 1 tag=a {TO_ALICE}
            ? session-timer-bye likely
            ~ ost likely
        A>B 200"""),
    "BYE of a session that nobody had to refresh by name": timed(88, f"""B>A BYE 1 tag=a {TO_ALICE}
            ? session-timer-bye likely
        A>B 200""", agreed="Session-Expires: 120"),
    "BYE that says so": ended('SIP;cause=200;text="Session-Expired"', """? session-timer-bye likely
            ~ Session-Expired"""),
}

REASONS = {
    # bye-abnormal
    # The cause is any that was near, and the text tells what happened.
    "BYE because RTP did not come, with a cause of the network": ended('Q.850;cause=41;text="RTP timeout"', f"""{ABNORMAL}
            ~ had no RTP for some time
            !~ a network or a gateway failed"""),
    "BYE because RTP did not come, with a cause of a timer": ended('Q.850;cause=102;text="MEDIA_TIMEOUT"', f"""{ABNORMAL}
            ~ had no RTP for some time"""),
    "BYE because of the network, whatever the text": ended('Q.850;cause=41;text="Temporary failure"', f"""{ABNORMAL}
            ~ a network or a gateway failed"""),
    "BYE because RTP did not come, in the text alone": ended('SIP;cause=200;text="RTP Timeout"', f"""{ABNORMAL}
            ~ RTP Timeout"""),
    "BYE because of a 503": ended('SIP;cause=503;text="Service Unavailable"', ABNORMAL),
    "BYE because of a 486": ended("SIP;cause=486"),
    "BYE to make room for another call": ended("preemption ;cause=1", ABNORMAL),
    "BYE because of the radio": ended("FAILURE_CAUSE;cause=1", ABNORMAL),
    "BYE with a number that Q.850 has not": ended("Q.850;cause=600"),
    "BYE because another device got the call": ended("Q.850;cause=26"),
    "BYE with a cause that is no number": ended("Q.850;cause=x88"),
    # A timer of ringing is that of nobody answering; and a status code is that of another branch.
    "CANCEL because it rang for too long": cancelled("Q.850;cause=102"),
    "CANCEL because another branch was busy": cancelled('SIP;cause=486;text="Busy Here"'),
    "CANCEL because nothing came in time": f"""
        A>B INVITE
            {ALICE}
        +3
        A>B CANCEL
            | Reason: Q.850;cause=102
            ? bye-abnormal shown
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
}

MORE = {
    # redirect-not-followed: a B2BUA has a call of its own for it, with the address of its next hop.
    "302 that a B2BUA follows over its trunk": redirected([CAROL], follow("P>C", "sip:c@trunk.example.com", "call=2 from=p", 1)),
    "302 after which somebody else is called": redirected(
        [CAROL], follow("A>P", "sip:dave@example.com", "call=2 from=a2", 1), UNFOLLOWED),
    "302 to an INVITE that was cancelled": f"""
        A>P INVITE
            {ALICE}
        P>A 180
        +2
        A>P CANCEL
        P>A 200
        P>A 302 INVITE tag=p
            | Contact: {CAROL}
        A>P ACK tag=p
        """,
    # transfer-failed: without its Event a NOTIFY is about nothing.
    "NOTIFY that reports 486 without an Event": f"""
        {UP}
        A>B REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com>
        B>A 202
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Subscription-State: terminated
            | Content-Type: message/sipfrag
            : SIP/2.0 486 Busy Here
        A>B 200
        """,
}

LADDERS = {**TAGS, **PROXIES, **TARGETS, **TIMERS, **REASONS, **MORE}
