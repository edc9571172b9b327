# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests that are not made like what they are for, and offers that come too early."""

from ladders_dialog_calls import ACK, ALICE, BOB, TO_ALICE, TO_BOB, UP

RINGING = f"""
        A>B INVITE 5
            {ALICE}
        B>A 180 INVITE
            {BOB}
        +5"""

CANCELS = {
    "CANCEL that is taken for all its Request-URI": f"""
        {RINGING}
        A>B CANCEL 5 uri=sip:bob@192.0.2.9
        B>A 200 tag=x
        B>A 487 INVITE
        A>B ACK 5 tag=b
        """,
    "CANCEL that crosses the answer": f"""
        {RINGING}
        A>B CANCEL 5 uri=sip:bob@192.0.2.9
        B>A 200 INVITE
            {BOB}
        B>A 481 CANCEL 5 tag=x
            ? cancel-late shown
        A>B {ACK} 5 tag=b {TO_BOB}
        """,
    # What became of another branch is why this one is cancelled.
    "CANCEL as the user declined elsewhere": f"""
        {RINGING}
        A>B CANCEL 5
            | Reason: SIP;cause=603;text="Decline"
        B>A 200
        B>A 487 INVITE
            ~ It gives the Reason SIP;cause=603;text="Decline"
            !~ no refusal by the callee
        A>B ACK 5 tag=b
        """,
    "CANCEL as the caller hung up": f"""
        {RINGING}
        A>B CANCEL 5
            | Reason: SIP;cause=487;text="ORIGINATOR_CANCEL"
        B>A 200
        B>A 487 INVITE
            ~ no refusal by the callee
        A>B ACK 5 tag=b
        """,
}

ACKS = {
    "ACK with another CSeq number": f"""
        A>B INVITE 7
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} 8 tag=b {TO_BOB}
        +0.5
        B>A 200 INVITE 7
            {BOB}
            ? ack-missing shown
            ~ The ACK in frame 3 has the CSeq number 8, and the INVITE in frame 1 has 7
            ! no_ack
        """,
    "ACK with the number of a re-INVITE": f"""
        A>B INVITE 7
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} 7 tag=b {TO_BOB}
        +3
        A>B INVITE 8 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK}8 8 tag=b {TO_BOB}
        +0.5
        B>A 200 INVITE 8
            {BOB}
            ? ack-late shown
        A>B {ACK}9 8 tag=b {TO_BOB}
        """,
}

OFFERS = {
    "UPDATE with an offer while a re-INVITE waits": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        A>B UPDATE 3 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 500 UPDATE 3
            | Retry-After: 4
            ? invite-overlaps shown
            ~ frame 4
            !~ back-end
        B>A 200 INVITE 2
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    "UPDATE without an offer while a re-INVITE waits": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        A>B UPDATE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500 UPDATE 3
        B>A 200 INVITE 2
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    "UPDATE with an offer after the answer": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 200
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        A>B UPDATE 3 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 500
        """,
    "re-INVITE of the other side before the ACK": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        B>A INVITE 11 tag=a {TO_ALICE}
            {BOB}
        A>B 491
            ? glare likely
            ~ No ACK for the 2xx in frame 2 was seen before the INVITE in frame 3 came
            !~ other leg
        B>A ACK 11 tag=a {TO_ALICE}
        A>B {ACK} tag=b {TO_BOB}
        """,
}

# Asterisk says in each BYE why it hung up.
HANGUPS = {
    "BYE with a fault in the field of Asterisk": f"""
        {UP}
        B>A BYE 1 tag=a {TO_ALICE}
            | X-Asterisk-HangupCause: Network out of order
            | X-Asterisk-HangupCauseCode: 38
            ? bye-abnormal shown
            ~ 38 in X-Asterisk-HangupCauseCode
            ~ Network out of order
        A>B 200
        """,
    "BYE with normal clearing in the field of Asterisk": f"""
        {UP}
        B>A BYE 1 tag=a {TO_ALICE}
            | X-Asterisk-HangupCause: Normal Clearing
            | X-Asterisk-HangupCauseCode: 16
        A>B 200
        """,
    "BYE with interworking in the field of Asterisk": f"""
        {UP}
        B>A BYE 1 tag=a {TO_ALICE}
            | X-Asterisk-HangupCause: Interworking, unspecified
            | X-Asterisk-HangupCauseCode: 127
        A>B 200
        """,
}

# Frames 1 to 3, between addresses, as the Contact has them.
AT_HOME = """
        192.0.2.1>192.0.2.2 INVITE call={network}
            | Contact: <sip:alice@192.0.2.1>
        192.0.2.2>192.0.2.1 200 call={network}
            | Contact: <sip:bob-1@192.0.2.2:5060>
        192.0.2.1>192.0.2.2 ACK call={network} tag=b uri=sip:bob-1@192.0.2.2:5060 branch=z9hG4bK-k
        +3
"""
TARGETS = {
    "BYE for the address that was called": f"""
        {AT_HOME}
        192.0.2.1>192.0.2.2 BYE 2 call={{network}} tag=b
        192.0.2.2>192.0.2.1 481 call={{network}}
            ? route-missing likely
            ~ is for sip:bob@example.com, and the Contact in frame 2 is sip:bob-1@192.0.2.2:5060
            !~ lost the call
        """,
    "BYE for another user than the Contact": f"""
        {AT_HOME}
        192.0.2.1>192.0.2.2 BYE 2 call={{network}} tag=b uri=sip:bob@192.0.2.2
        192.0.2.2>192.0.2.1 404 call={{network}}
            ? route-missing likely
        """,
    "BYE for the Contact": f"""
        {AT_HOME}
        192.0.2.1>192.0.2.2 BYE 2 call={{network}} tag=b uri=sip:bob-1@192.0.2.2:5060;transport=udp
        192.0.2.2>192.0.2.1 481 call={{network}}
            ? dialog-lost likely
        """,
    "BYE with From and To of the other side": f"""
        {UP}
        B>A BYE 1 tag=b from=a {TO_ALICE}
        A>B 481
            ? dialog-tag-wrong shown
            ~ has the tags "a" in From and "b" in To
        """,
}

KNOWN = """1? dialog-lost likely
            2? dialog-known shown"""

FORGOTTEN = {
    # dialog-known: it was not forgotten
    "481, and a later request is accepted": f"""
        {UP}
        A>B UPDATE 2 tag=b {TO_BOB}
            | Contact: <sip:alice-1@192.0.2.1>
        B>A 481
            {KNOWN}
            2~ the INFO in frame 6 belongs to it, too, and got 200 OK in frame 7
        A>B INFO 3 tag=b {TO_BOB}
        B>A 200
        """,
    "481, and who said it sends a request": f"""
        {UP}
        A>B INFO 2 tag=b {TO_BOB}
        B>A 481
            {KNOWN}
            2~ the INFO in frame 6 comes from there
        B>A INFO 1 tag=a {TO_ALICE}
        A>B 200
        """,
    # Who stands between two calls accepts any BYE, or sends one as the other call is lost.
    "481, and a BYE is accepted": f"""
        {UP}
        A>B INFO 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        A>B BYE 3 tag=b {TO_BOB}
        B>A 200
        """,
    "481 twice": f"""
        {UP}
        A>B INFO 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        A>B BYE 3 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    # cseq-lower: 481 where 500 is due
    "481 to a CSeq number that goes down": f"""
        {UP}
        A>B INFO 5 tag=b {TO_BOB}
        B>A 200
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? cseq-lower likely
            ~ CSeq 2, although the INFO of the same side in frame 4 had 5 before
            !~ lost the call
        """,
    "481 to a CSeq number that goes down, and the other side has more": f"""
        {UP}
        B>A INFO 50 tag=a {TO_ALICE}
        A>B 200
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    "481 to a CSeq number that goes down in a call that has ended": f"""
        {UP}
        A>B INFO 5 tag=b {TO_BOB}
        B>A 200
        B>A BYE 1 tag=a {TO_ALICE}
        A>B 200
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-ended shown
        """,
}


def accepted(after, found="", asked="", answered="", options="", code=202):
    """A REFER that is accepted, and what follows."""
    return f"""
        {UP}
        A>B REFER 2 tag=b {TO_BOB} {options}
            | Refer-To: <sip:carol@example.com?Replaces=x>
            {asked}
        B>A {code}
            {answered}
            {found}
        {after}
        """


HANG_UP = f"""A>B BYE 3 tag=b {TO_BOB}
        B>A 200"""
UNREPORTED = """2? transfer-unreported shown
            2~ The REFER in frame 4, to sip:carol@example.com, was accepted, and no NOTIFY about it
            !~ reports what came"""
NOTIFY = f"""B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: refer
            | Subscription-State: active;expires=60
            | Content-Type: message/sipfrag
            : SIP/2.0 100 Trying
        A>B 200"""

# RFC 3515, Section 2.4.4
TRANSFERS = {
    "a REFER of which nothing is heard": accepted(f"+12\n        {HANG_UP}", UNREPORTED + "\n            2~ in the {left} that followed"),
    "a REFER of which nothing is heard, and nobody hangs up": accepted("", UNREPORTED, code=200),
    "a REFER, and the call ends": accepted(HANG_UP),
    "a REFER that is reported": accepted(f"{NOTIFY}\n        +60\n        {HANG_UP}"),
    "a REFER that is reported late": accepted(f"+25\n        {NOTIFY}\n        +60\n        {HANG_UP}"),
    "a REFER whose sender wants no report": accepted(f"+60\n        {HANG_UP}", asked="| Refer-Sub: false", answered="| Refer-Sub: false"),
    "a REFER whose answer promises no report": accepted(f"+60\n        {HANG_UP}", answered="| Refer-Sub: False"),
    "a REFER that asks for no subscription": accepted(f"+60\n        {HANG_UP}", asked="| Require: nosub", code=200),
    "a REFER that lets subscribe": accepted(f"+60\n        {HANG_UP}", asked="| Require: explicitsub",
                                            answered="| Refer-Events-At: <sips:x@example.com>", code=200),
    "a REFER on the way behind a proxy": accepted(
        f"+60\n        {HANG_UP}", asked="| Via: SIP/2.0/UDP 192.0.2.77;branch=z9hG4bKfirst"),
    "a REFER with other state": accepted(f"""B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: message-summary
            | Subscription-State: active
        A>B 200
        +60
        {HANG_UP}"""),
}

LADDERS = {**FORGOTTEN, **TRANSFERS, **CANCELS, **ACKS, **OFFERS, **HANGUPS, **TARGETS}
