# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests that belong to no dialog, or to one that is no more: their tags, and what came before.

A request belongs to a dialog by Call-ID, the tag in To and the tag in From alone
(RFC 3261, Section 12.2.2), and whoever knows no such dialog says 481.
"""

from ladders_dialog_calls import ACK, ALICE, BOB, CHALLENGE, CREDENTIALS, PROXIED, ROUTE, TO_ALICE, TO_BOB, UP

# What was told of every 481 to a BYE, also of one that leaves the call up.
HARMLESS = """!~ over all the same
            !~ usually harmless"""
WAITING_MESSAGES = "| Event: message-summary"

MISSING = {
    # dialog-tag-missing
    "BYE without a tag in To": f"""
        A>B INVITE from=alice-1c
            {ALICE}
        B>A 200 tag=bob-7f
            {BOB}
        A>B {ACK} from=alice-1c tag=bob-7f {TO_BOB}
        +3
        A>B BYE 2 from=alice-1c {TO_BOB}
        B>A 481 tag=new-55
            ? dialog-tag-missing shown
            ~ bob-7f
            {HARMLESS}
        """,
    "BYE without a tag in From": f"""
        {UP}
        A>B BYE 2 from= tag=b {TO_BOB}
        B>A 481
            ? dialog-tag-missing shown
            {HARMLESS}
        """,
    "BYE of the callee, without a tag in To": f"""
        {UP}
        B>A BYE 1 from=b {TO_ALICE}
        A>B 481 tag=new
            ? dialog-tag-missing shown
            {HARMLESS}
        """,
    "re-INVITE without a tag in To": f"""
        {UP}
        A>B INVITE 2 {TO_BOB}
            {ALICE}
        B>A 481 tag=new
            ? dialog-tag-missing shown
        A>B ACK 2 tag=new {TO_BOB}
        """,
    "UPDATE without a tag in To": f"""
        {UP}
        A>B UPDATE 2 {TO_BOB}
            {ALICE}
        B>A 481 tag=new
            ? dialog-tag-missing shown
        """,
    "BYE without a tag in To, over a proxy": f"""
        {PROXIED}
        A>P BYE 2 {TO_BOB}
            {ROUTE}
        P>B BYE 2 {TO_BOB}
        B>P 481 tag=new
            ? dialog-tag-missing shown
            {HARMLESS}
        P>A 481 tag=new
            ? dialog-tag-missing shown
            ? passed-on shown
            {HARMLESS}
        """,
    # It has the tag of the call in From, so it is about the REFER in this call, and not unasked.
    "NOTIFY about a REFER, without a tag in To": f"""
        {UP}
        A>B REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com>
        B>A 202
        B>A NOTIFY 1 from=b {TO_ALICE}
            | Event: refer
            | Subscription-State: active;expires=60
            | Content-Type: message/sipfrag
            : SIP/2.0 100 Trying
        A>B 481 tag=new
            ? dialog-tag-missing shown
        """,
    # 407 asks who it is, and looks at no dialog.
    "BYE without a tag in To, challenged and then refused": f"""
        {UP}
        A>B BYE 2 {TO_BOB}
        B>A 407 tag=p
            {CHALLENGE}
        A>B BYE 3 {TO_BOB}
            {CREDENTIALS}
        B>A 481 tag=new
            ? dialog-tag-missing shown
            {HARMLESS}
        """,
    # A proxy that sees no tag takes it for a request outside of any call, and treats it as its script says of those.
    **{f"BYE without a tag in To, and {code}": f"""
        {UP}
        A>B BYE 2 {TO_BOB}
        B>A {code} tag=new
            ? dialog-tag-missing shown
        """ for code in (403, 484, 500, 501)},
    # Nobody looked at it, or it went no further.
    **{f"BYE without a tag in To, and {code}": f"""
        {UP}
        A>B BYE 2 {TO_BOB}
        B>A {code} tag=new
        """ for code in (408, 503)},
    "re-INVITE without a tag in To, and 403": f"""
        {UP}
        A>B INVITE 2 {TO_BOB}
            {ALICE}
        B>A 403 tag=new
            ? answered-by-machine likely
        A>B ACK 2 tag=new {TO_BOB}
        """,
    # What stands between < and > belongs to the URI, whatever it is called.
    "BYE with a tag in the URI of To alone": f"""
        {UP}
        A>B BYE 2 to=sip:bob@example.com;tag=b {TO_BOB}
        B>A 481 tag=new
            ? dialog-tag-missing shown
        """,
    # It was taken for what it was meant to be.
    "BYE without a tag in To, accepted": f"""
        {UP}
        A>B BYE 2 {TO_BOB}
        B>A 200
        """,
    # RFC 2543 did not ask for tags; where the 2xx has none, a request in the call has none either
    # (RFC 3261, Sections 12.1.2 and 12.2.1.1).
    "BYE without a tag in a call without tags": f"""
        A>B INVITE
            {ALICE}
        B>A 200 tag=
            {BOB}
        A>B {ACK} {TO_BOB}
        +3
        A>B BYE 2 {TO_BOB}
        B>A 481 tag=
            ? dialog-lost likely
        """,
    # Nothing shows that there is a call, or which tags it has.
    "BYE without a tag, and a capture that begins in the middle of the call": f"""
        A>B INFO 7 tag=b {TO_BOB}
        B>A 200
        A>B BYE 8 {TO_BOB}
        B>A 481 tag=new
            {HARMLESS}
        """,
}

WRONG = {
    # dialog-tag-wrong: two phones rang, and the caller goes on with the tag of the one that did not answer.
    "re-INVITE with the tag of another branch": f"""
        A>B INVITE
            {ALICE}
        B>A 180 tag=c
            {BOB}
        B>A 180 tag=b
            {BOB}
        B>A 200 tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +3
        A>B INVITE 2 tag=c {TO_BOB}
            {ALICE}
        B>A 481 INVITE 2
            ? dialog-tag-wrong shown
            ~ has the tag "c" in To
            ~ has "b" there since frame 4
        A>B ACK 2 tag=c {TO_BOB}
        """,
    "BYE for another branch when the call has ended": f"""
        A>B INVITE
            {ALICE}
        B>A 180 tag=c
            {BOB}
        B>A 200 tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +3
        A>B BYE 2 tag=b {TO_BOB}
        B>A 200
        A>B BYE 3 tag=c {TO_BOB}
        B>A 481 BYE 3
            !~ wrong tag
        """,
    # dialog-tag-wrong
    "BYE with another tag in To": f"""
        A>B INVITE
            {ALICE}
        B>A 200 tag=bob-7f
            {BOB}
        A>B {ACK} tag=bob-7f {TO_BOB}
        +3
        A>B BYE 2 tag=bob-99 {TO_BOB}
        B>A 481
            ? dialog-tag-wrong shown
            ~ bob-7f
            ~ bob-99
            {HARMLESS}
        """,
    "BYE with another tag in From": f"""
        A>B INVITE from=alice-1c
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} from=alice-1c tag=b {TO_BOB}
        +3
        A>B BYE 2 from=alice-88 tag=b {TO_BOB}
        B>A 481
            ? dialog-tag-wrong shown
            ~ alice-1c
            ~ alice-88
            {HARMLESS}
        """,
    # The one of whom it is asked looks for its own tag in To (RFC 3261, Section 12).
    "BYE with the tags the wrong way round": f"""
        {UP}
        A>B BYE 2 from=b tag=a {TO_BOB}
        B>A 481
            ? dialog-tag-wrong shown
            {HARMLESS}
        """,
    "BYE of the callee, with another tag in To": f"""
        {UP}
        B>A BYE 1 from=b tag=zz {TO_ALICE}
        A>B 481
            ? dialog-tag-wrong shown
            {HARMLESS}
        """,
    "re-INVITE with another tag in To": f"""
        {UP}
        A>B INVITE 2 tag=zz {TO_BOB}
            {ALICE}
        B>A 481
            ? dialog-tag-wrong shown
        A>B ACK 2 tag=zz {TO_BOB}
        """,
    "BYE with the tag of the other leg of a B2BUA": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE call=2 from=p-1
            {ALICE}
        B>P 200 call=2 tag=bob-7f
            {BOB}
        P>B {ACK} call=2 from=p-1 tag=bob-7f {TO_BOB}
        P>A 200 tag=p-2
            {BOB}
        A>P {ACK} tag=p-2 {TO_BOB}
        +3
        A>P BYE 2 tag=bob-7f {TO_BOB}
        P>A 481
            ? dialog-tag-wrong shown
            ~ bob-7f
            ~ p-2
            {HARMLESS}
        """,
    # Each of its legs is a dialog, whether it gives them one Call-ID or two.
    "BYE with the tags of the other leg, where both have one Call-ID": f"""
        A>P INVITE from=alice-1c
            {ALICE}
        P>B INVITE from=p-1
            {ALICE}
        B>P 200 tag=bob-7f
            {BOB}
        P>B {ACK} from=p-1 tag=bob-7f {TO_BOB}
        P>A 200 tag=p-2
            {BOB}
        A>P {ACK} from=alice-1c tag=p-2 {TO_BOB}
        +3
        A>P BYE 2 from=alice-1c tag=p-2 {TO_BOB}
        P>A 200
        P>B BYE 2 from=alice-1c tag=p-2 {TO_BOB}
        B>P 481
            ? dialog-tag-wrong shown
            ~ bob-7f
            {HARMLESS}
        """,
    # The same, with the tags of each leg in it.
    "BYE with the tags of its own leg, where both have one Call-ID": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE from=p-1
            {ALICE}
        B>P 200 tag=bob-7f
            {BOB}
        P>B {ACK} from=p-1 tag=bob-7f {TO_BOB}
        P>A 200 tag=p-2
            {BOB}
        A>P {ACK} tag=p-2 {TO_BOB}
        +3
        A>P BYE 2 tag=p-2 {TO_BOB}
        P>A 200
        P>B BYE 2 from=p-1 tag=bob-7f {TO_BOB}
        B>P 481
            ? dialog-lost likely
        """,
    # The tags are those of the leg that it is on, and another Call-ID is another dialog.
    "BYE on the leg of a B2BUA that has another Call-ID": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE call=2 from=p-1
            {ALICE}
        B>P 200 call=2 tag=bob-7f
            {BOB}
        P>B {ACK} call=2 from=p-1 tag=bob-7f {TO_BOB}
        P>A 200 tag=p-2
            {BOB}
        A>P {ACK} tag=p-2 {TO_BOB}
        +3
        A>P BYE 2 tag=p-2 {TO_BOB}
        P>A 200
        P>B BYE 2 call=2 from=p-1 tag=bob-7f {TO_BOB}
        B>P 481 call=2
            ? dialog-lost likely
        """,
    # Two phones answered one INVITE, so there are two dialogs (RFC 3261, Section 13.2.2.4).
    "BYE with the tag of the second one who answered": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK}2 tag=c uri=sip:c@c.example.com
        +3
        A>P BYE 2 tag=c uri=sip:c@c.example.com
        P>A 481
            ? dialog-lost likely
        """,
    "BYE with another tag in the URI of To, and the right one behind it": f"""
        {UP}
        A>B BYE 2 to=sip:bob@example.com;tag=zz tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    # A caller may end an early dialog by BYE (RFC 3261, Section 15), and the 2xx that gives the call its tag
    # comes later.
    "BYE with the tag of a phone that rings": f"""
        A>P INVITE
            {ALICE}
        P>A 180 tag=x
            | Contact: <sip:x@x.example.com>
        A>P BYE 2 tag=x uri=sip:x@x.example.com
        P>A 481
        P>A 200 INVITE tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        """,
    "PRACK with the tag of a branch that another one outran": f"""
        A>P INVITE
            {ALICE}
            | Supported: 100rel
        P>A 183 tag=x
            | Contact: <sip:x@x.example.com>
            | Require: 100rel
            | RSeq: 1
        A>P PRACK 2 tag=x uri=sip:x@x.example.com
            | RAck: 1 1 INVITE
        P>A 200 INVITE tag=b
            {BOB}
        P>A 481 PRACK
        A>P {ACK} tag=b {TO_BOB}
        """,
    # A subscription is a dialog of its own, also under the Call-ID of a call, and no call that could be lost.
    "NOTIFY of a subscription with the Call-ID of the call": f"""
        {UP}
        A>B SUBSCRIBE 2
            {ALICE}
            | Event: dialog
        B>A 200 tag=s
            | Contact: <sip:b@b.example.com>
            | Expires: 300
        B>A NOTIFY 1 from=s tag=a {TO_ALICE}
            | Event: dialog
            | Subscription-State: active
        A>B 481
        """,
    # What the tags should be is not known.
    "BYE with some tags, and a capture that begins in the middle of the call": f"""
        A>B {ACK} tag=b {TO_BOB}
        +3
        A>B BYE 2 tag=c {TO_BOB}
        B>A 481
            {HARMLESS}
        """,
}

FAILURES = {
    # tag-of-failure
    "INVITE with the tag of the 407": f"""
        A>P INVITE
            {ALICE}
        P>A 407 tag=p-407
            {CHALLENGE}
        A>P ACK tag=p-407
        A>P INVITE 2 tag=p-407
            {ALICE}
            {CREDENTIALS}
        P>A 481
            ? tag-of-failure shown
            ~ p-407
            ~ frame 2
            !~ (any more)
        A>P ACK 2 tag=p-407
        """,
    "REGISTER with the tag of the 401": f"""
        A>R REGISTER uri=sip:example.com
            {ALICE}
        R>A 401 tag=r-401
            | WWW-Authenticate: Digest realm="r", nonce="n"
        A>R REGISTER 2 tag=r-401 uri=sip:example.com
            {ALICE}
            {CREDENTIALS.replace("Proxy-", "").replace("bob@", "")}
        R>A 481
            ? tag-of-failure shown
            ~ frame 2
        """,
    "SUBSCRIBE with the tag of a 500": f"""
        A>B SUBSCRIBE
            {ALICE}
            | Event: presence
        B>A 500 tag=x
        +5
        A>B SUBSCRIBE 2 tag=x
            {ALICE}
            | Event: presence
        B>A 481
            ? tag-of-failure shown
            ~ frame 2
        """,
    # The ACK to a failure has the tag of that failure (RFC 3261, Section 17.1.1.3), and the next INVITE has none.
    "INVITE with credentials and no tag, refused": f"""
        A>P INVITE
            {ALICE}
        P>A 407 tag=p-407
            {CHALLENGE}
        A>P ACK tag=p-407
        A>P INVITE 2
            {ALICE}
            {CREDENTIALS}
        P>A 481 tag=p-407
        A>P ACK 2 tag=p-407
        """,
    "INVITE with the tag of the 407, and accepted": f"""
        A>P INVITE
            {ALICE}
        P>A 407 tag=p-407
            {CHALLENGE}
        A>P ACK tag=p-407
        A>P INVITE 2 tag=p-407
            {ALICE}
            {CREDENTIALS}
        P>A 200
            {BOB}
        A>P {ACK} 2 tag=p-407 {TO_BOB}
        """,
    # Servers may give one tag to a request and the next, and by the 2xx it became that of a dialog.
    "BYE with a tag that the 407 and the 200 have": f"""
        A>B INVITE
            {ALICE}
        B>A 407
            {CHALLENGE}
        A>B ACK tag=b
        A>B INVITE 2
            {ALICE}
            {CREDENTIALS}
        B>A 200
            {BOB}
        A>B {ACK} 2 tag=b {TO_BOB}
        +3
        A>B BYE 3 tag=b {TO_BOB}
            {CREDENTIALS}
        B>A 481
            ? dialog-lost likely
        """,
    # The 407 has the tag of the dialog because the re-INVITE had it.
    "re-INVITE with credentials after a 407": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 407
            {CHALLENGE}
        A>B ACK 2 tag=b {TO_BOB}
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
            {CREDENTIALS}
        B>A 481
            ? dialog-lost likely
        A>B ACK 3 tag=b {TO_BOB}
        """,
}

ENDED = {
    # dialog-ended
    "481 to one of two BYEs that cross each other": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
        B>A BYE 1 tag=a {TO_ALICE}
        A>B 481
            ? dialog-ended shown
            ~ frame 4
        B>A 200 BYE 2
        """,
    "481 to both of two BYEs that cross each other, of a call that began before the capture": f"""
        A>B BYE 2 tag=b {TO_BOB}
        B>A BYE 1 tag=a {TO_ALICE}
        A>B 481
            ? dialog-ended shown
            ~ frame 1
        B>A 481 BYE 2
            ? dialog-ended shown
            ~ frame 2
        """,
    "481 to a BYE beside one of another dialog, and a capture that begins with both": f"""
        A>B BYE 2 tag=b {TO_BOB}
        B>A BYE 1 from=b2 tag=a {TO_ALICE}
        A>B 481
        B>A 200 BYE 2
        """,
    # Whether the dialog went on after its BYE was refused, practice varies.
    "481 to an INFO after a BYE that got 500": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
        B>A 500
        A>B INFO 3 tag=b {TO_BOB}
        B>A 481
            !~ forgot
        """,
    # RFC 5057, Section 5.1: who gets a 404 in a dialog ends it.
    "481 to an INFO after a 404 in the call": f"""
        {UP}
        A>B INFO 2 tag=b {TO_BOB}
        B>A 404
        A>B INFO 3 tag=b {TO_BOB}
        B>A 481
            !~ forgot
        """,
    "481 to both of two BYEs that cross each other": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
        B>A BYE 1 tag=a {TO_ALICE}
        A>B 481
            ? dialog-ended shown
            ~ frame 4
        B>A 481 BYE 2
            ? dialog-ended shown
            ~ frame 5
        """,
    "481 to an INFO after the other side's BYE": f"""
        {UP}
        B>A BYE 1 tag=a {TO_ALICE}
        A>B 200
        A>B INFO 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-ended shown
            ~ frame 4
        """,
    "481 to a NOTIFY about a REFER, after the other side's BYE": f"""
        {UP}
        A>B REFER 2 tag=b {TO_BOB}
            | Refer-To: <sip:carol@example.com>
        B>A 202
        A>B BYE 3 tag=b {TO_BOB}
        B>A 200
        +2
        B>A NOTIFY 1 tag=a {TO_ALICE}
            | Event: refer
            | Subscription-State: terminated;reason=noresource
            | Content-Type: message/sipfrag
            : SIP/2.0 200 OK
        A>B 481
            ? dialog-ended shown
            ~ frame 6
        """,
    "481 to an UPDATE after the INVITE failed": f"""
        A>B INVITE
            {ALICE}
        B>A 183
            {BOB}
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 481
            ? dialog-ended shown
            ~ frame 5
        """,
    "481 to a BYE after the INVITE failed": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-ended shown
            ~ frame 5
            !~ over all the same
        """,
    # Whose BYE it is, only the tags tell here.
    "481 to one of two BYEs that cross each other on one host": f"""
        127.0.0.1:5062>127.0.0.1:5064 INVITE
            {ALICE}
        127.0.0.1:5064>127.0.0.1:5062 200
            {BOB}
        127.0.0.1:5062>127.0.0.1:5064 {ACK} tag=b {TO_BOB}
        127.0.0.1:5064>127.0.0.1:5062 BYE 1 tag=a {TO_ALICE}
        127.0.0.1:5062>127.0.0.1:5064 BYE 2 tag=b {TO_BOB}
        127.0.0.1:5064>127.0.0.1:5062 481
            ? dialog-ended shown
            ~ frame 4
        127.0.0.1:5062>127.0.0.1:5064 200
        """,
    "481 to an INFO after the other side's BYE, over a proxy": f"""
        {PROXIED}
        A>P INFO 2 tag=b {TO_BOB}
            {ROUTE}
        B>P BYE 1 tag=a {TO_ALICE}
            {ROUTE}
        P>A BYE 1 tag=a {TO_ALICE}
        P>B INFO 2 tag=b {TO_BOB}
        B>P 481
            ? dialog-ended shown
        P>A 481
            ? dialog-ended shown
            ? passed-on shown
        A>P 200
        P>B 200
        """,
    # It ended the dialog with the other one who answered.
    "481 to a BYE after the BYE of another one who answered": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK}2 tag=c uri=sip:c@c.example.com
        P>A BYE 1 from=b tag=a {TO_ALICE}
        A>P 200
        +3
        A>P BYE 2 tag=c uri=sip:c@c.example.com
        P>A 481
            ? dialog-lost likely
        """,
    # The tags may be the same; it is another call all the same.
    "481 to a BYE after a BYE of another Call-ID": f"""
        {UP}
        B>A BYE 1 call=2 tag=a {TO_ALICE}
        A>B 200 call=2
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    # It came after the 481, so it is not why.
    "481 to an INFO before the other side's BYE": f"""
        {UP}
        A>B INFO 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
            !~ frame 6
        B>A BYE 1 tag=a {TO_ALICE}
        A>B 200
        """,
    # dialog-lost
    "481 to a BYE with the right tags": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    "481 to a re-INVITE with the right tags": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 481
            ? dialog-lost likely
        A>B ACK 2 tag=b {TO_BOB}
        """,
    "481 to an UPDATE of the callee with the right tags": f"""
        {UP}
        B>A UPDATE 1 tag=a {TO_ALICE}
            {BOB}
        A>B 481
            ? dialog-lost likely
        """,
    # The proxy took its own Route off, so there is none on the further way, and none is missing.
    "481 to a BYE with the right tags, over a proxy": f"""
        {PROXIED}
        A>P BYE 2 tag=b {TO_BOB}
            {ROUTE}
        P>B BYE 2 tag=b {TO_BOB}
        B>P 481
            ? dialog-lost likely
        P>A 481
            ? dialog-lost likely
            ? passed-on shown
        """,
    # There may have been a BYE, and the tags may have been others.
    "481 to a BYE, and a capture that begins in the middle of the call": f"""
        A>B INFO 7 tag=b {TO_BOB}
        B>A 200
        +3
        A>B BYE 8 tag=b {TO_BOB}
        B>A 481
        """,
    "481 to a BYE, and nothing else": f"""
        A>B BYE 8 tag=b {TO_BOB}
        B>A 481
        """,
    # 500 does not say that it knows no such call.
    "500 to a BYE with the right tags": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
        B>A 500
        """,
}

UNASKED = {
    # notify-unasked
    "NOTIFY without a tag in To": f"""
        S>A NOTIFY from=s {TO_ALICE}
            {WAITING_MESSAGES}
            | Subscription-State: active
        A>S 481 tag=x
            ? notify-unasked shown
            ~ message-summary
            {HARMLESS}
            !~ has to end it
        """,
    "NOTIFY without a tag in To, and without a subscription that it could be of": f"""
        S>A NOTIFY from=s {TO_ALICE}
            | o: check-sync
        A>S 481 tag=x
            ? notify-unasked shown
            ~ check-sync
        """,
    # Many phones take it.
    "NOTIFY without a tag in To, accepted": f"""
        S>A NOTIFY from=s {TO_ALICE}
            {WAITING_MESSAGES}
        A>S 200 tag=x
        """,
    # It has one, so there was a subscription before the capture began.
    "NOTIFY with a tag in To": f"""
        S>A NOTIFY 7 from=s tag=a {TO_ALICE}
            {WAITING_MESSAGES}
            | Subscription-State: active
        A>S 481
            {HARMLESS}
        """,
    # The first NOTIFY may come before the 2xx (RFC 6665, Section 4.1.2.4); the tag in its To is that of the
    # SUBSCRIBE, and no 2xx that has the other one was seen.
    "NOTIFY before the 2xx to its SUBSCRIBE": f"""
        A>S SUBSCRIBE
            {ALICE}
            {WAITING_MESSAGES}
        S>A NOTIFY 1 from=s tag=a {TO_ALICE}
            {WAITING_MESSAGES}
            | Subscription-State: active
        A>S 481
        S>A 200 SUBSCRIBE tag=s
            | Contact: <sip:s@s.example.com>
            | Expires: 300
        """,
}

RINGING = f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183 tag=b-7F
            {BOB}
            | Require: 100rel
            | RSeq: 1
"""
RACK = "| RAck: 1 1 INVITE"
EARLY = {
    # dialog-tag-wrong in a call that is being set up (RFC 3261, Section 12.1)
    "PRACK with a wrong tag in To": f"""
        {RINGING}
        A>B PRACK 2 tag=other {TO_BOB}
            {RACK}
        B>A 481 tag=other
            ? dialog-tag-wrong shown
            ~ has "b-7F" there since frame 2
            !~ its own call stays up
        """,
    "UPDATE with a wrong tag in From": f"""
        {RINGING}
        A>B PRACK 2 tag=b-7F {TO_BOB}
            {RACK}
        B>A 200 tag=b-7F
        A>B UPDATE 3 from=z tag=b-7F {TO_BOB}
            {ALICE}
        B>A 481 tag=b-7F
            ? dialog-tag-wrong shown
            ~ the tag "z" in From
        """,
    "PRACK with the tag of the second of two who ring": f"""
        {RINGING}
        B>A 183 INVITE tag=c
            {BOB}
            | Require: 100rel
            | RSeq: 7
        A>B PRACK 2 tag=c {TO_BOB}
            | RAck: 7 1 INVITE
        B>A 481 tag=c
        """,
    # RFC 3262, Section 3: the tags are right, and the number is not.
    "PRACK with the right tags": f"""
        {RINGING}
        A>B PRACK 2 tag=b-7F {TO_BOB}
            | RAck: 9 1 INVITE
        B>A 481 tag=b-7F
            ? rack-differs shown
        """,
    "UPDATE with other tags after the call failed": f"""
        {RINGING}
        B>A 486 INVITE tag=b-7F
        A>B ACK tag=b-7F
        A>B UPDATE 2 tag=other {TO_BOB}
            {ALICE}
        B>A 481 tag=other
        """,
}

ANSWERED = f"""
        A>B INVITE from=AliceTag
            {ALICE}
        B>A 200 tag=Bob7F
            {BOB}
        A>B {ACK} from=AliceTag tag=Bob7F {TO_BOB}
        +3
"""
LETTERS = {
    # RFC 3261, Section 7.3.1: tokens are the same in any case of letters, which not all keep to.
    "BYE with the tag of To in small letters": f"""
        {ANSWERED}
        A>B BYE 2 from=AliceTag tag=bob7f {TO_BOB}
        B>A 481
            ? dialog-tag-wrong likely
            ~ has the tag "bob7f" in To, and the call has "Bob7F" there since frame 2
        """,
    "BYE of the callee with the tag of To in capital letters": f"""
        {ANSWERED}
        B>A BYE 1 from=Bob7F tag=ALICETAG {TO_ALICE}
        A>B 481
            ? dialog-tag-wrong likely
            ~ has the tag "ALICETAG" in To, and the call has "AliceTag" there since frame 1
        """,
    "PRACK with the tag of To in small letters": f"""
        {RINGING}
        A>B PRACK 2 tag=b-7f {TO_BOB}
            {RACK}
        B>A 481 tag=b-7f
            ? dialog-tag-wrong likely
        """,
    "BYE with the tag of To in small letters, after an INFO with it was taken": f"""
        {ANSWERED}
        A>B INFO 2 from=AliceTag tag=bob7f {TO_BOB}
        B>A 200
        A>B BYE 3 from=AliceTag tag=bob7f {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    "BYE with the tag of To in small letters, which is taken": f"""
        {ANSWERED}
        A>B BYE 2 from=AliceTag tag=bob7f {TO_BOB}
        B>A 200
        """,
    "BYE with both tags to the letter": f"""
        {ANSWERED}
        A>B BYE 2 from=AliceTag tag=Bob7F {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
}

LADDERS = {**MISSING, **WRONG, **FAILURES, **ENDED, **UNASKED, **EARLY, **LETTERS}
