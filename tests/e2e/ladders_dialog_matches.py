# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests that are refused as they match nothing: another Call-ID, a CANCEL that is not found, what is over, or comes too early."""

from ladders_dialog_calls import ACK, ALICE, BOB, TO_ALICE, TO_BOB, UP

HARMLESS = """!~ usually harmless
            !~ crossed"""


def cancelled(cancel, *lines):
    """A CANCEL that is refused while the phone rings, and what is said of that."""
    found = "\n".join(lines)
    return f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        +3
        {cancel}
        B>A 481 CANCEL
            {found}
            {HARMLESS}
        +2
        B>A 200 INVITE 1 tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """


CANCELLED = {
    # cancel-unmatched
    "CANCEL with a tag in To": cancelled("A>B CANCEL tag=b", "? cancel-unmatched likely", '~ has "b" in To', "~ frame 1"),
    "CANCEL with another tag in From": cancelled("A>B CANCEL from=z", "? cancel-unmatched likely", '~ has "z" in From'),
    "CANCEL for another URI": cancelled("A>B CANCEL uri=sip:b@b.example.com", "? cancel-unmatched likely",
                                        '~ "sip:b@b.example.com" in Request-URI', '~ has "sip:bob@example.com"'),
    "CANCEL with another CSeq number": cancelled("A>B CANCEL 2 branch=z9hG4bKAB1", "? cancel-unmatched likely",
                                                 '~ has "2" in CSeq', '~ has "1"'),
    "CANCEL that has all of its INVITE": cancelled("A>B CANCEL", "? cancel-unmatched shown", "~ did not come too late",
                                                   "!~ Most likely"),
    # RFC 3261, Section 9.1: it may overtake an INVITE that nobody has answered yet.
    "CANCEL before any response": f"""
        A>B INVITE
            {ALICE}
        A>B CANCEL
        B>A 481
            ? cancel-unmatched likely
            ~ before any response
            {HARMLESS}
        B>A 180 INVITE
        +2
        B>A 200 INVITE 1 tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # This one did come too late.
    "CANCEL for another URI, after the final response": f"""
        A>B INVITE
            {ALICE}
        +3
        B>A 486
        A>B ACK tag=b
        A>B CANCEL uri=sip:b@b.example.com
        B>A 481
            ? cancel-late shown
        """,
    # And here the two crossed.
    "CANCEL for another URI, and the final response before the 481": f"""
        A>B INVITE
            {ALICE}
        +3
        A>B CANCEL uri=sip:b@b.example.com
        B>A 486 INVITE
        B>A 481 CANCEL
            ? cancel-late shown
        A>B ACK tag=b
        """,
    "CANCEL that comes again when its INVITE is over": f"""
        A>B INVITE
            {ALICE}
        +3
        A>B CANCEL
        B>A 200 CANCEL
        B>A 487 INVITE
        A>B ACK tag=b
        +0.5
        A>B CANCEL
            ? responses-lost shown
        B>A 481 CANCEL
            ? cancel-late shown
            ~ 487 Request Terminated in frame 4
        """,
    "CANCEL with another tag in From, accepted": f"""
        A>B INVITE
            {ALICE}
        +3
        A>B CANCEL from=z
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
}

# Two legs of a B2BUA that are up; each has tags of its own.
LEGS = f"""
    A>S INVITE call=1
        {ALICE}
    S>B INVITE call=2 from=s
        {ALICE}
    B>S 200 call=2
        {BOB}
    S>B {ACK} call=2 from=s tag=b {TO_BOB}
    S>A 200 call=1 tag=t
        {BOB}
    A>S {ACK} call=1 tag=t {TO_BOB}
    +3
    """

CALL_IDS = {
    # dialog-call-id-differs
    "BYE with the Call-ID of the other leg": f"""
        {LEGS}
        S>A BYE 1 call=2 from=t tag=a {TO_ALICE}
        A>S 481 call=2
            ? dialog-call-id-differs shown
            ~ -2"
            ~ -1" there (frame 1)
            {HARMLESS}
        """,
    "INFO of the caller with a Call-ID of its own": f"""
        {UP}
        A>B INFO 2 call=9 tag=b {TO_BOB}
        B>A 481 call=9
            ? dialog-call-id-differs shown
            ~ frame 1
        """,
    "BYE with the Call-ID of the other leg, when its call had ended": f"""
        {LEGS}
        A>S BYE 2 call=1 tag=t {TO_BOB}
        S>A 200 call=1
        S>A BYE 1 call=2 from=t tag=a {TO_ALICE}
        A>S 481 call=2
            !~ Call-ID "
        """,
    # The leg to A began before the capture, and the other one has the same tags.
    "BYE with the tags that the B2BUA has on the other leg too": f"""
        S>B INVITE call=2
            {ALICE}
        B>S 200 call=2
            {BOB}
        S>B {ACK} call=2 tag=b {TO_BOB}
        +3
        A>S BYE 2 call=1 tag=b {TO_BOB}
        S>A 481 call=1
            !~ Call-ID "
        """,
    "BYE with a Call-ID of its own, and another tag": f"""
        {UP}
        A>B BYE 2 call=9 tag=c {TO_BOB}
        B>A 481 call=9
            !~ Call-ID "
        """,
}

ORDER = {
    # update-overlaps
    "UPDATE while one of the same side waits": f"""
        {UP}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        A>B UPDATE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500 3
            | Retry-After: 4
            ? update-overlaps shown
            ~ frame 4
            ~ frame 5
        B>A 200 2
            {BOB}
        """,
    "UPDATE after the answer to the last one, refused": f"""
        {UP}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B UPDATE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500
            !~ no final response
        """,
    "UPDATE while one of the other side waits, refused with 500": f"""
        {UP}
        B>A UPDATE 1 from=b tag=a {TO_ALICE}
            {BOB}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500
            !~ no final response
        A>B 200
            {ALICE}
        """,
    # cseq-lower
    "REGISTER with a lower number": """
        A>B REGISTER 100 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 200
        +60
        A>B REGISTER 3 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 500 phrase=CSeq_number_too_low
            ? cseq-lower shown
            ~ has CSeq 3
            ~ had 100
        """,
    "REGISTER with a lower number than one that was refused": """
        A>B REGISTER 100 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 403
        +60
        A>B REGISTER 3 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 500
            !~ had 100
        """,
    "REGISTER with a lower number and another Call-ID": """
        A>B REGISTER 100 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 200
        +60
        A>B REGISTER 3 call=2 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 500 call=2
            !~ had 100
        """,
    "REGISTER with a lower number, refused for another reason": """
        A>B REGISTER 100 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 200
        +60
        A>B REGISTER 3 uri=sip:example.com to=alice
            | Contact: <sip:alice@a.example.com>
        B>A 503
            !~ had 100
        """,
}


def subscribed(seconds, *lines, event="dialog", granted="| Expires: 60", state="active;expires=60"):
    """A subscription, what comes for it after some seconds, and what is said of that."""
    return "\n".join([f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: dialog
            | Expires: 3600
        B>A 200
            {BOB}
            {granted}
        B>A NOTIFY 1 from=b tag=a {TO_ALICE}
            {BOB}
            | Event: dialog
            | Subscription-State: {state}
        A>B 200
        +{seconds}
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: {event}
            | Expires: 3600
        B>A 481""", *lines])


SUBSCRIPTIONS = {
    # subscription-expired
    "SUBSCRIBE when the subscription had run out": subscribed(75, "? subscription-expired shown", "~ granted for 60.0 s",
                                                              "~ over for 15"),
    "SUBSCRIBE when the time of the NOTIFY had run out": subscribed(75, "? subscription-expired shown", "~ frame 3",
                                                                    granted="| Expires: 30"),
    "NOTIFY when the subscription had run out": f"""
        A>B SUBSCRIBE
            {ALICE}
            | o: presence
        B>A 202
            {BOB}
            | Expires: 60
        +90
        B>A NOTIFY 1 from=b tag=a {TO_ALICE}
            {BOB}
            | o: presence
            | Subscription-State: active
        A>B 481
            ? subscription-expired shown
            ~ frame 2
            ~ over for 30
        """,
    "NOTIFY when the subscriber had ended the subscription": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 600
        +30
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
            | Expires: 0
        B>A 200
            | Expires: 0
        +5
        B>A NOTIFY 1 from=b tag=a {TO_ALICE}
            {BOB}
            | Event: presence
            | Subscription-State: active;expires=500
        A>B 481
            ? dialog-ended shown
            ~ SUBSCRIBE in frame 3
            ~ NOTIFY in frame 5
        """,
    # The one NOTIFY that was asked for comes, and nobody takes it.
    "NOTIFY of a subscription that asked for one": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
            | Expires: 0
        B>A 200
            {BOB}
            | Expires: 0
        B>A NOTIFY 1 from=b tag=a {TO_ALICE}
            {BOB}
            | Event: presence
            | Subscription-State: active;expires=10
        A>B 481
            !~ ended the subscription
            !~ over for
        """,
    "SUBSCRIBE when the last one was for less than the one before": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 200
            {BOB}
            | Expires: 600
        +30
        A>B SUBSCRIBE 2 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 200
            | Expires: 60
        +70
        A>B SUBSCRIBE 3 tag=b {TO_BOB}
            {ALICE}
            | Event: presence
        B>A 481
            ? subscription-expired shown
            ~ granted for 60.0 s
        """,
    "SUBSCRIBE in time": subscribed(55, "!~ over for"),
    "SUBSCRIBE after the NOTIFY granted more": subscribed(75, "!~ over for", state="active;expires=600"),
    "SUBSCRIBE for another event": subscribed(75, "!~ over for", event="presence"),
    "SUBSCRIBE, and nobody said for how long": subscribed(75, "!~ over for", granted="", state="active"),
    "SUBSCRIBE when the subscription had run out, which a NOTIFY had said": subscribed(
        75, "? dialog-ended shown", "!~ over for", state="terminated;reason=timeout"),
}

LADDERS = {**CANCELLED, **CALL_IDS, **ORDER, **SUBSCRIPTIONS}
