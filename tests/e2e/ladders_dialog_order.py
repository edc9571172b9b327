# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests and responses that come twice, too early, too late, out of order, or beside another one."""

from ladders_dialog_calls import ACK, ALICE, BOB, CHALLENGE, CREDENTIALS, PROXIED, TO_ALICE, TO_BOB, UP

# What is told of a response that comes again; a second one with another answer is no such thing.
NOT_AGAIN = """!~ holds it twice
            !~ repeats the response of frame"""

TWICE = {
    # final-twice
    "two finals, each with a tag and a phrase of its own": f"""
        A>P INVITE
            {ALICE}
        P>A 477 tag=p-1 phrase=Send_failed_(477/SL)
        A>P ACK tag=p-1
        P>A 477 tag=p-2 phrase=Send_failed_(477/TM)
            ? final-twice shown
            ~ frame 2
            {NOT_AGAIN}
        A>P ACK tag=p-2
        +0.5
        P>A 477 tag=p-2 phrase=Send_failed_(477/TM)
            ! again
            !~ frame 2
        """,
    "two finals with one tag and two phrases": f"""
        A>P INVITE
            {ALICE}
        P>A 477 phrase=Send_failed_(477/SL)
        A>P ACK tag=b
        P>A 477 phrase=Send_failed_(477/TM)
            ? final-twice shown
            ~ frame 2
            {NOT_AGAIN}
        A>P ACK tag=b
        """,
    "two finals with one phrase and two tags": f"""
        A>P INVITE
            {ALICE}
        P>A 477 tag=p-1
        A>P ACK tag=p-1
        +0.5
        P>A 477 tag=p-2
            ? final-twice shown
            ~ frame 2
            {NOT_AGAIN}
        A>P ACK tag=p-2
        """,
    "two finals with one tag and two codes": f"""
        A>P INVITE
            {ALICE}
        P>A 477
        A>P ACK tag=b
        P>A 500
            ? final-twice shown
            ~ frame 2
            {NOT_AGAIN}
        A>P ACK tag=b
        """,
    "two finals to an OPTIONS": f"""
        A>P OPTIONS
        P>A 477 tag=p-1 phrase=Send_failed_(477/SL)
        P>A 477 tag=p-2 phrase=Send_failed_(477/TM)
            ? final-twice shown
            ~ frame 2
            {NOT_AGAIN}
        """,
    "two finals in one segment": f"""
        A>P INVITE tcp
            {ALICE}
        P>A 477 tag=p-1 phrase=Send_failed_(477/SL) tcp
        P>A 477 tag=p-2 phrase=Send_failed_(477/TM) and
            ? final-twice shown
            ~ frame 2
            !~ holds it twice
        A>P ACK tag=p-1 tcp
        A>P ACK tag=p-2 tcp
        """,
    # Without an ACK a final comes again over UDP (RFC 3261, Section 17.2.1).
    "one final, sent twice": f"""
        A>P INVITE
            {ALICE}
        P>A 477 tag=p-1 phrase=Send_failed_(477/SL)
        +0.49
        P>A 477 tag=p-1 phrase=Send_failed_(477/SL)
            ! again
        A>P ACK tag=p-1
        """,
    # Its answer is the same, whatever else it says.
    "one final, sent twice with another date": f"""
        A>P INVITE
            {ALICE}
        P>A 477 tag=p-1
            | Date: Tue, 14 Nov 2023 22:13:20 GMT
        +0.99
        P>A 477 tag=p-1
            | Date: Tue, 14 Nov 2023 22:13:21 GMT
            ! again
        A>P ACK tag=p-1
        """,
    "one final, captured twice": f"""
        A>P INVITE
            {ALICE}
        A>P INVITE
            {ALICE}
        P>A 477 tag=p-1
        P>A 477 tag=p-1
            ! again
        A>P ACK tag=p-1
        A>P ACK tag=p-1
        """,
    # The proxy answered with words of its own; each leg has one final.
    "two finals on two legs of a proxy": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 477 tag=b-1 phrase=No
        P>B ACK tag=b-1
        P>A 477 tag=p-1 phrase=Nobody
        A>P ACK tag=p-1
        """,
    # Each phone that answers has a tag of its own (RFC 3261, Section 13.2.2.4).
    "two who answer": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK}2 tag=c uri=sip:c@c.example.com
        """,
    "two finals of two branches to one host": f"""
        P>B INVITE branch=z9hG4bK-x
            {ALICE}
        P>B INVITE branch=z9hG4bK-y
            {ALICE}
        B>P 500 branch=z9hG4bK-x tag=x
        P>B ACK branch=z9hG4bK-x tag=x
        B>P 500 branch=z9hG4bK-y tag=y
        P>B ACK branch=z9hG4bK-y tag=y
        """,
    "two finals of one CSeq number, to an INVITE and its CANCEL": f"""
        A>B INVITE
            {ALICE}
        B>A 180 tag=b-1
            {BOB}
        A>B CANCEL
        B>A 200 tag=b-2 phrase=Cancelling
        B>A 487 INVITE tag=b-1
        A>B ACK tag=b-1
        """,
    "two finals to two INVITEs": f"""
        A>B INVITE
            {ALICE}
        B>A 500 tag=x
        A>B ACK tag=x
        A>B INVITE 2
            {ALICE}
        B>A 477 tag=y
        A>B ACK 2 tag=y
        """,
}

REPEATED = {
    # retransmission-refused
    "re-INVITE that is sent again, and the copy refused": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        +0.49
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500 phrase=Request_out_of_order
            ? retransmission-refused shown
            ~ frame 4
        A>B ACK 2 tag=b {TO_BOB}
        """,
    "BYE that is sent again, and the copy refused": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
        +0.49
        A>B BYE 2 tag=b {TO_BOB}
        B>A 200
        B>A 481
            ? retransmission-refused shown
            ~ frame 4
            !~ holds it twice
        """,
    "REGISTER that is sent again, and the copy refused": f"""
        A>R REGISTER uri=sip:example.com
            {ALICE}
        +0.49
        A>R REGISTER uri=sip:example.com
            {ALICE}
        R>A 200
            {ALICE};expires=600
        R>A 500
            ? retransmission-refused shown
            !~ holds it twice
        """,
    # Its number is the lower one because it is the older one, and it is the same request.
    "INFO that is sent again after the next one": f"""
        {UP}
        A>B INFO 2 tag=b {TO_BOB}
        A>B INFO 3 tag=b {TO_BOB}
        B>A 200 INFO 3
        +0.49
        A>B INFO 2 tag=b {TO_BOB}
        B>A 500 INFO 2 phrase=Request_out_of_order
            ? retransmission-refused shown
            ~ frame 4
        """,
    # It was slow, and that is what the copies are for. Nothing shows that one of them was refused for being one.
    "INVITE that is sent again, and one final": f"""
        A>B INVITE
            {ALICE}
        +0.49
        A>B INVITE
            {ALICE}
        +0.99
        A>B INVITE
            {ALICE}
        +0.2
        B>A 500
        A>B ACK tag=b
        """,
    "INVITE that is sent again, and the same final to each": f"""
        A>B INVITE
            {ALICE}
        +0.49
        A>B INVITE
            {ALICE}
        B>A 500
        B>A 500
            ! again
        A>B ACK tag=b
        """,
    "re-INVITE that is captured twice, as all is": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500
        B>A 500
            ! again
        A>B ACK 2 tag=b {TO_BOB}
        A>B ACK 2 tag=b {TO_BOB}
        """,
    # The server says so, but its number is not the lower one, and it came once.
    "re-INVITE that is called out of order, and is not": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500 phrase=Request_out_of_order
            ? server-words shown
        A>B ACK 2 tag=b {TO_BOB}
        """,
}

CSEQ = {
    # cseq-lower
    "re-INVITE with a lower number": f"""
        A>B INVITE 4401
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} 4401 tag=b {TO_BOB}
        +3
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500 phrase=Request_out_of_order
            ? cseq-lower shown
            ~ 4401
        A>B ACK 2 tag=b {TO_BOB}
        """,
    "BYE with a lower number": f"""
        {UP}
        A>B INFO 17 tag=b {TO_BOB}
        B>A 200
        A>B BYE 2 tag=b {TO_BOB}
        B>A 500
            ? cseq-lower shown
            ~ 17
        """,
    "UPDATE of the callee with a lower number": f"""
        {UP}
        B>A INFO 102 tag=a {TO_ALICE}
        A>B 200
        B>A UPDATE 101 tag=a {TO_ALICE}
            {BOB}
        A>B 500
            ? cseq-lower shown
            ~ 102
        """,
    "two INFOs that overtake each other": f"""
        {UP}
        A>B INFO 3 tag=b {TO_BOB}
        B>A 200
        A>B INFO 2 tag=b {TO_BOB}
        B>A 500
            ? cseq-lower shown
        """,
    "BYE with the number of the INVITE": f"""
        {UP}
        A>B BYE 1 tag=b {TO_BOB}
        B>A 500
            ? cseq-repeated shown
            ~ has CSeq 1, which the INVITE of the same side in frame 1 had before
        """,
    "INFO with the number of a re-INVITE": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} 2 tag=b {TO_BOB}
        A>B INFO 2 tag=b {TO_BOB}
        B>A 500 phrase=Invalid_CSeq
            ? cseq-repeated shown
            ~ the INVITE of the same side in frame 4
        """,
    # A B2BUA that keeps the tags counts on each leg for itself.
    "number that another leg of a B2BUA had": f"""
        A>U INVITE
            {ALICE}
        U>B INVITE
            {ALICE}
        B>U 200
            {BOB}
        U>A 200
            {BOB}
        A>U {ACK} 1 tag=b {TO_BOB}
        U>B {ACK} 1 tag=b {TO_BOB}
        A>U INFO 2 tag=b {TO_BOB}
        U>A 200
        U>B BYE 2 tag=b {TO_BOB}
        B>U 500
        """,
    "number that is below that of another leg of a B2BUA": f"""
        A>U INVITE 10
            {ALICE}
        U>B INVITE 1
            {ALICE}
        B>U 200
            {BOB}
        U>A 200
            {BOB}
        A>U {ACK} 10 tag=b {TO_BOB}
        U>B {ACK} 1 tag=b {TO_BOB}
        A>U INFO 11 tag=b {TO_BOB}
        U>A 200
        U>B BYE 2 tag=b {TO_BOB}
        B>U 500
        """,
    # The other side, and another dialog, count for themselves; and 500 to what has a number of its own is something else.
    "number of the other side": f"""
        {UP}
        B>A INFO 2 tag=a {TO_ALICE}
        A>B 200
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500
        """,
    # Each side counts for itself (RFC 3261, Section 12.2.1.1).
    "number lower than that of the other side": f"""
        {UP}
        B>A INFO 4401 tag=a {TO_ALICE}
        A>B 200
        A>B INFO 2 tag=b {TO_BOB}
        B>A 500
        """,
    "number lower than that of the other side, by way of one proxy": f"""
        {PROXIED}
        P>B INFO 4401 tag=b {TO_BOB}
        B>P 200
        P>A INFO 1 tag=a {TO_ALICE}
        A>P 500
        """,
    # ACK has the number of its INVITE, which is long ago; so it does not come before or after anything.
    "INFO after an ACK that had to wait for a PRACK": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            | Require: 100rel
            | RSeq: 1
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>A 200
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        A>B INFO 3 tag=b {TO_BOB}
        B>A 500
        """,
    # Another tag in To, another dialog, another count.
    "number lower than in the dialog with another one who answered": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK}2 tag=c uri=sip:c@c.example.com
        A>P BYE 7 tag=c uri=sip:c@c.example.com
        P>A 200
        A>P INFO 2 tag=b {TO_BOB}
        P>A 500
        """,
    "number lower than in an earlier call with this Call-ID": f"""
        A>B INVITE 50
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} 50 tag=b {TO_BOB}
        A>B BYE 51 tag=b {TO_BOB}
        B>A 200
        +3
        A>B INVITE 2 from=a2
            {ALICE}
        B>A 500 tag=b2
        A>B ACK 2 from=a2 tag=b2
        """,
    "lower number that is accepted": f"""
        {UP}
        A>B INFO 17 tag=b {TO_BOB}
        B>A 200
        A>B INFO 2 tag=b {TO_BOB}
        B>A 200
        """,
    # Numbers may be left out (RFC 3261, Section 12.2.2).
    "number much higher than the last one": f"""
        {UP}
        A>B INFO 4401 tag=b {TO_BOB}
        B>A 500
        """,
}

OVERLAPS = {
    # invite-overlaps
    "re-INVITE while one of the same side waits": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 100 tag=
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500 INVITE 3
            | Retry-After: 4
            ? invite-overlaps shown
            ~ frame 4
        A>B ACK 3 tag=b {TO_BOB}
        B>A 200 INVITE 2
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    "re-INVITE before the ACK of the last one": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        A>B {ACK}2 2 tag=b {TO_BOB}
        B>A 500 INVITE 3 phrase=Overlapping_Requests
            ? invite-overlaps shown
            ~ frame 4
        A>B ACK 3 tag=b {TO_BOB}
        """,
    "re-INVITE refused before the ACK of the last one": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500 INVITE 3
            ? invite-overlaps shown
            ~ frame 5
        A>B ACK 3 tag=b {TO_BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    # No ACK is in the capture, so that they go another way.
    "re-INVITE refused where no ACK passes": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500 INVITE 3
        A>B ACK 3 tag=b {TO_BOB}
        """,
    "re-INVITE of the callee while one of its own waits": f"""
        {UP}
        B>A INVITE 101 tag=a {TO_ALICE}
            {BOB}
        B>A INVITE 102 tag=a {TO_ALICE}
            {BOB}
        A>B 500 INVITE 102
            | Retry-After: 0
            ? invite-overlaps shown
            ~ frame 4
        B>A ACK 102 tag=a {TO_ALICE}
        A>B 200 INVITE 101
            {ALICE}
        B>A {ACK}2 101 tag=a {TO_ALICE}
        """,
    # RFC 3311, Section 5.1: the offer of the INVITE has no answer yet.
    "UPDATE with an offer while that of the INVITE waits": f"""
        A>B INVITE
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 183
            {BOB}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 491 UPDATE 2
            ? invite-overlaps shown
            ~ INVITE in frame 1
            !~ other leg
        +1
        B>A 200 INVITE 1
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    "UPDATE with an offer when that of the INVITE had its answer": f"""
        A>B INVITE
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 183
            {BOB}
            | Content-Type: application/sdp
            : v=0
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
            | Content-Type: application/sdp
            : v=0
        B>A 491 UPDATE 2
            ? glare likely
        +1
        B>A 200 INVITE 1
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # There is a dialog already, an early one.
    "INVITE in an early dialog while the one that made it waits": f"""
        A>B INVITE
            {ALICE}
        B>A 183
            {BOB}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500 INVITE 2
            | Retry-After: 4
            ? invite-overlaps shown
            ~ frame 1
        A>B ACK 2 tag=b {TO_BOB}
        B>A 200 INVITE 1
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    "re-INVITE after the ACK of the last one": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 500
            | Retry-After: 4
        A>B ACK 3 tag=b {TO_BOB}
        """,
    # A failure ends the transaction of the INVITE by itself; its ACK belongs to that (RFC 3261, Section 17.1.1).
    "re-INVITE before the ACK of one that failed": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        A>B ACK 2 tag=b {TO_BOB}
        B>A 500 INVITE 3
        A>B ACK 3 tag=b {TO_BOB}
        """,
    # UPDATE is made for this (RFC 3311, Section 1).
    "UPDATE while an INVITE of the same side waits": f"""
        A>B INVITE
            {ALICE}
        B>A 183
            {BOB}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 500
            | Retry-After: 4
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # They are not in one dialog: the first one has none yet.
    "second INVITE with the Call-ID of one that waits": f"""
        A>B INVITE
            {ALICE}
        B>A 180 tag=b
            {BOB}
        A>B INVITE 2 from=a2
            {ALICE}
        B>A 500 INVITE 2 tag=b2
        A>B ACK 2 from=a2 tag=b2
        B>A 200 INVITE 1 tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # glare
    "re-INVITEs of both sides that cross each other": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A INVITE 101 tag=a {TO_ALICE}
            {BOB}
        B>A 491 INVITE 2
            ? glare shown
            ~ frame 5
        A>B ACK 2 tag=b {TO_BOB}
        A>B 491 INVITE 101
            ? glare shown
            ~ frame 4
        B>A ACK 101 tag=a {TO_ALICE}
        +2.5
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK}2 3 tag=b {TO_BOB}
        """,
    "re-INVITE that crosses an UPDATE": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A UPDATE 101 tag=a {TO_ALICE}
            {BOB}
        A>B 491
            ? glare shown
            ~ frame 4
        B>A 200 INVITE 2
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    # The far end says that something waits; what that is was not seen, and it need not be on this leg.
    "491 where nothing crosses": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 491
            ? glare likely
            !~ both sides
            !~ Both sides
        A>B ACK 2 tag=b {TO_BOB}
        +1
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK}2 3 tag=b {TO_BOB}
        """,
    "491 after a re-INVITE of the other side that was over": f"""
        {UP}
        B>A INVITE 101 tag=a {TO_ALICE}
            {BOB}
        A>B 200
            {ALICE}
        B>A {ACK}2 101 tag=a {TO_ALICE}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 491
            ? glare likely
            !~ both sides
            !~ Both sides
            !~ frame 4
        A>B ACK 2 tag=b {TO_BOB}
        +1
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK}3 3 tag=b {TO_BOB}
        """,
    # Its ACK shows that the INVITE was over, though its 200 was not captured.
    "491 after an INVITE whose answer was not seen": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +1
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        B>A UPDATE 101 tag=a {TO_ALICE}
            {BOB}
        A>B 491
            ? glare shown
            ~ frame 4
            !~ frame 1
        B>A 200 UPDATE 2
            {BOB}
        """,
    "491 after an INVITE of the other side whose answer was not seen": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +1
        B>A UPDATE 101 tag=a {TO_ALICE}
            {BOB}
        A>B 491
            ? glare likely
            !~ frame 1
        """,
    # It is of the same side, so it does not cross.
    "491 while an UPDATE of the same side waits": f"""
        {UP}
        A>B UPDATE 2 tag=b {TO_BOB}
            {ALICE}
        A>B INVITE 3 tag=b {TO_BOB}
            {ALICE}
        B>A 491 INVITE 3
            ? glare likely
            !~ both sides
            !~ Both sides
            !~ frame 4
        A>B ACK 3 tag=b {TO_BOB}
        B>A 200 UPDATE 2
            {BOB}
        """,
    # An INVITE of the other side in another call of the same two.
    "491 while an INVITE of another call crosses": f"""
        {UP}
        B>A INVITE 1 call=2 from=b2
            {BOB}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 491
            ? glare likely
            !~ frame 4
        A>B ACK 2 tag=b {TO_BOB}
        A>B 200 INVITE call=2 tag=a2
            {ALICE}
        B>A {ACK}2 1 call=2 from=b2 tag=a2 {TO_ALICE}
        """,
}

CANCELLED = {
    # cancel-branch-differs
    "CANCEL with a branch of its own": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        +3
        A>B CANCEL branch=z9hG4bK-fresh-99
        B>A 481 tag=x
            ? cancel-branch-differs shown
            ~ z9hG4bK-fresh-99
            ~ frame 1
            !~ over all the same
            !~ usually harmless
        +2
        B>A 200 INVITE tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    "CANCEL with the branch of the INVITE without credentials": f"""
        A>P INVITE
            {ALICE}
        P>A 407 tag=p
            {CHALLENGE}
        A>P ACK tag=p
        A>P INVITE 2
            {ALICE}
            {CREDENTIALS}
        P>A 100 tag=
        A>P CANCEL 2 branch=z9hG4bKAP1
        P>A 481 tag=x
            ? cancel-branch-differs shown
            ~ frame 4
        P>A 200 INVITE 2
            {BOB}
        A>P {ACK} 2 tag=b {TO_BOB}
        """,
    "CANCEL of a re-INVITE with a branch of its own": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 100 tag=
        A>B CANCEL 2 tag=b branch=z9hG4bK-fresh {TO_BOB}
        B>A 481
            ? cancel-branch-differs shown
            ~ frame 4
        B>A 200 INVITE 2
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    # A proxy that sends on a CANCEL makes one of its own (RFC 3261, Section 16.10).
    "CANCEL of a proxy with the branch of the client": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        A>P CANCEL
        P>A 200
        P>B CANCEL branch=z9hG4bKAP1
        B>P 481 tag=x
            ? cancel-branch-differs shown
            ~ frame 2
        B>P 200 INVITE tag=b
            {BOB}
        P>A 200 INVITE tag=b
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        """,
    "CANCEL of a proxy with the branch of its own leg": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        A>P CANCEL
        P>A 200
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>A 487 INVITE
            ? passed-on shown
        A>P ACK tag=b
        """,
    "CANCEL with the right branch, refused while the INVITE waits": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        A>B CANCEL
        B>A 481 tag=x
            ? cancel-unmatched shown
            !~ over all the same
        B>A 200 INVITE tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # Whoever takes it has found its INVITE by something else.
    "CANCEL with a branch of its own, accepted": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        A>B CANCEL branch=z9hG4bK-fresh
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    # Its INVITE is not there to be compared with.
    "CANCEL without an INVITE in the capture": """
        A>B CANCEL branch=z9hG4bK-fresh
        B>A 481 tag=x
        """,
    # Clients of RFC 2543 have no branch, and are told apart by all of Via (RFC 3261, Section 17.2.3).
    "CANCEL without a branch, as its INVITE is": f"""
        A>B INVITE via=SIP/2.0/UDP_a.example.com:5060
            {ALICE}
        B>A 180
            {BOB}
        A>B CANCEL via=SIP/2.0/UDP_a.example.com:5060
        B>A 481 tag=x
        B>A 200 INVITE tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    "CANCEL with the right branch among other parameters": f"""
        A>B INVITE via=SIP/2.0/UDP_a.example.com;branch=z9hG4bK-77;rport
            {ALICE}
        B>A 180
            {BOB}
        A>B CANCEL via=SIP/2.0/UDP_a.example.com;rport;branch=z9hG4bK-77
        B>A 481 tag=x
            ? cancel-unmatched shown
        B>A 200 INVITE tag=b
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # The branch is that of an INVITE; that another one to this host waits still is no matter.
    "CANCEL of one of two branches to one host, after its final": f"""
        P>B INVITE branch=z9hG4bK-x
            {ALICE}
        P>B INVITE branch=z9hG4bK-y
            {ALICE}
        B>P 500 branch=z9hG4bK-y tag=y
        P>B ACK branch=z9hG4bK-y tag=y
        P>B CANCEL branch=z9hG4bK-y
        B>P 481 tag=z
            ? cancel-late shown
            ~ frame 3
        B>P 200 INVITE branch=z9hG4bK-x tag=x
            {BOB}
        P>B {ACK} tag=x {TO_BOB}
        """,
    # cancel-late
    "CANCEL after the 200": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B CANCEL
        B>A 481
            ? cancel-late shown
            ~ frame 2
        A>B {ACK} tag=b {TO_BOB}
        """,
    "CANCEL and 200 that cross each other": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
        A>B CANCEL
        B>A 200 INVITE
            {BOB}
        B>A 481 CANCEL
            ? cancel-late shown
            ~ frame 4
        A>B {ACK} tag=b {TO_BOB}
        A>B BYE 2 tag=b {TO_BOB}
        B>A 200
        """,
    "CANCEL after a failure": f"""
        A>B INVITE
            {ALICE}
        B>A 500
        A>B ACK tag=b
        A>B CANCEL
        B>A 481
            ? cancel-late shown
            ~ frame 2
        """,
    # It has number and branch of the INVITE that the 407 ended, not of the one that waits.
    "CANCEL of the INVITE without credentials": f"""
        A>P INVITE
            {ALICE}
        P>A 407 tag=p
            {CHALLENGE}
        A>P ACK tag=p
        A>P INVITE 2
            {ALICE}
            {CREDENTIALS}
        A>P CANCEL 1
        P>A 481 tag=x
            ? cancel-late shown
            ~ frame 2
        P>A 200 INVITE 2
            {BOB}
        A>P {ACK} 2 tag=b {TO_BOB}
        """,
    # 200 means no more than that it came (RFC 3261, Section 9.2).
    "CANCEL after the 200, accepted": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B CANCEL
        B>A 200
        A>B {ACK} tag=b {TO_BOB}
        """,
    # The first INVITE had its final long ago; this one is for the second one.
    "CANCEL of a re-INVITE that waits": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 100 tag=
        A>B CANCEL 2 tag=b {TO_BOB}
        B>A 481
            ? cancel-unmatched shown
        B>A 200 INVITE 2
            {BOB}
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    # merged: the same client sends it once more. It went neither two ways nor round.
    "INVITE that is sent once more with its number, after a CANCEL": f"""
        A>B INVITE
            {ALICE}
        B>A 100 tag=
        A>B CANCEL
        B>A 200
        A>B INVITE branch=z9hG4bK-second
            {ALICE}
        B>A 482 branch=z9hG4bK-second tag=c
            ? merged shown
            ~ frame 1
            !~ or in a loop
        A>B ACK branch=z9hG4bK-second tag=c
        B>A 487 INVITE branch=z9hG4bKAB1
        A>B ACK tag=b
        """,
}

RELIABLE = """| Require: 100rel
            | RSeq: 1"""

PROVISIONAL = {
    # prack-missing
    "183 that comes again, and no PRACK": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            ? prack-missing shown
        +0.99
        B>A 183
            {BOB}
            {RELIABLE}
            ? prack-missing shown
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    "183 that comes again, and nobody offered 100rel": f"""
        A>B INVITE
            {ALICE}
            | Supported: timer, replaces
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            ? prack-missing shown
            ~ 100rel
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    "183 that comes again, and a PRACK for another one": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183 tag=x
            | Contact: <sip:x@x.example.com>
            {RELIABLE}
        A>B PRACK 2 tag=x uri=sip:x@x.example.com
            | RAck: 1 1 INVITE
        B>A 200
        B>A 183 INVITE tag=b
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183 INVITE tag=b
            {BOB}
            {RELIABLE}
            ? prack-missing shown
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    # RFC 3262, Section 3: with a 5xx, after 64 * T1.
    "INVITE refused as no PRACK came": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            ? prack-missing shown
        +31.5
        B>A 504 INVITE
            ? prack-missing shown
            ~ RSeq 1
        A>B ACK tag=b
        """,
    # It was refused for something else: too early, or the PRACK came at last.
    "INVITE refused while a PRACK may come": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            ? prack-missing shown
        +6
        B>A 504 INVITE
        A>B ACK tag=b
        """,
    "INVITE refused long after its PRACK": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            1? prack-missing shown
            2? prack-late shown
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>A 200
        +31.5
        B>A 504 INVITE
        A>B ACK tag=b
        """,
    # prack-late
    "183 that comes again, and its PRACK is late": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            1? prack-missing shown
            2? prack-late shown
            2~ came later, in frame 4
            2~ frame 2
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>A 200
        +3
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    "183 that comes again, and a PRACK for the next one": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.49
        B>A 183
            {BOB}
            {RELIABLE}
            ? prack-missing shown
        B>A 180
            {BOB}
            | Require: 100rel
            | RSeq: 2
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 2 1 INVITE
        B>A 200
        B>A 480 INVITE
        A>B ACK tag=b
        """,
    # It was on its way.
    "183 that comes again, and its PRACK before": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        +0.48
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>A 183 INVITE
            {BOB}
            {RELIABLE}
        B>A 200 PRACK
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # A proxy that does not stay in the way does not see the PRACK.
    "183 that comes again on both legs, and its PRACK past the proxy": f"""
        A>P INVITE
            {ALICE}
            | Supported: 100rel
        P>B INVITE
            {ALICE}
            | Supported: 100rel
        B>P 183
            {BOB}
            {RELIABLE}
        P>A 183
            {BOB}
            {RELIABLE}
        +0.45
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>P 183 INVITE
            {BOB}
            {RELIABLE}
        P>A 183 INVITE
            {BOB}
            {RELIABLE}
        B>A 200 PRACK
        B>P 200 INVITE
            {BOB}
        P>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # Nobody asked for a PRACK, and some servers send 180 each few seconds.
    "180 that comes again, and is not reliable": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 180
            {BOB}
            | Supported: 100rel
        +2
        B>A 180
            {BOB}
            | Supported: 100rel
        B>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # Another number in RSeq, another response.
    "183 and 180, both reliable, each with a PRACK": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>A 200
        B>A 183 INVITE
            {BOB}
            | Require: 100rel
            | RSeq: 2
        A>B PRACK 3 tag=b {TO_BOB}
            | RAck: 2 1 INVITE
        B>A 200
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # It is sent again after half a second at the earliest (RFC 3262, Section 3).
    "183 that was captured twice": f"""
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        A>B INVITE
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            {RELIABLE}
        B>A 183
            {BOB}
            {RELIABLE}
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        A>B PRACK 2 tag=b {TO_BOB}
            | RAck: 1 1 INVITE
        B>A 200
        B>A 200
        B>A 200 INVITE
            {BOB}
        B>A 200 INVITE
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
}


def refused_prack(rack, code, options=""):
    """A call whose PRACK is refused, without the line for what is found in frame 4."""
    return f"""
        A>B INVITE 7
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            | Require: 100rel
            | RSeq: 11
        A>B PRACK 8 tag=b {TO_BOB}
            | Max-Forwards: 70
            | RAck: {rack}
        B>A {code} {options}
        """


ANSWERED = f"""
        B>A 200 INVITE
            {BOB}
        A>B {ACK} 7 tag=b {TO_BOB}
        """

RACK = {
    # rack-differs
    "PRACK with another number than RSeq": f"""
        {refused_prack("12 7 INVITE", 481)}
            ? rack-differs shown
            ~ 12 7 INVITE
        {ANSWERED}
        """,
    "PRACK with another number than CSeq": f"""
        {refused_prack("11 8 INVITE", 481)}
            ? rack-differs shown
            ~ 11 8 INVITE
        {ANSWERED}
        """,
    "PRACK with another method than CSeq": f"""
        {refused_prack("11 7 PRACK", 481)}
            ? rack-differs shown
            ~ 11 7 PRACK
        {ANSWERED}
        """,
    "PRACK with a word where a number belongs": f"""
        {refused_prack("undefined 7 INVITE", 400)}
            ? rack-differs shown
            ~ undefined 7 INVITE
        {ANSWERED}
        """,
    # Nobody refuses it, and the response comes again: there was a PRACK, though none for it.
    "PRACK with another number, and no answer to it": f"""
        A>B INVITE 7
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            | Require: 100rel
            | RSeq: 11
        A>B PRACK 8 tag=b {TO_BOB}
            | Max-Forwards: 70
            | RAck: 12 7 INVITE
            2? no-response shown
        +0.5
        B>A 183 INVITE
            {BOB}
            | Require: 100rel
            | RSeq: 11
            ? rack-differs shown
            ~ 12 7 INVITE
            ~ has RSeq 11
            !~ none was seen
        {ANSWERED}
        """,
    # The second one is not acknowledged yet, and the PRACK is for the first one.
    "PRACK of the response before the one that comes again": f"""
        A>B INVITE 7
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            | Require: 100rel
            | RSeq: 11
        A>B PRACK 8 tag=b {TO_BOB}
            | Max-Forwards: 70
            | RAck: 11 7 INVITE
        B>A 200
        B>A 180 INVITE tag=b
            {BOB}
            | Require: 100rel
            | RSeq: 12
        +0.5
        B>A 180 INVITE tag=b
            {BOB}
            | Require: 100rel
            | RSeq: 12
            ? prack-missing shown
        {ANSWERED}
        """,
    # The numbers are those of the response of the other phone.
    "PRACK with the number of another one who rings": f"""
        A>P INVITE 7
            {ALICE}
            | Supported: 100rel
        P>A 183 tag=b
            {BOB}
            | Require: 100rel
            | RSeq: 11
        P>A 183 tag=c
            | Contact: <sip:c@c.example.com>
            | Require: 100rel
            | RSeq: 401
        A>P PRACK 8 tag=b {TO_BOB}
            | RAck: 11 7 INVITE
        P>A 200
        A>P PRACK 9 tag=c uri=sip:c@c.example.com
            | RAck: 11 7 INVITE
        P>A 481
            ? rack-differs shown
            ~ 11 7 INVITE
        P>A 200 INVITE tag=b
            {BOB}
        A>P {ACK} 7 tag=b {TO_BOB}
        """,
    "PRACK with the numbers of its own one of two who ring": f"""
        A>P INVITE 7
            {ALICE}
            | Supported: 100rel
        P>A 183 tag=b
            {BOB}
            | Require: 100rel
            | RSeq: 11
        P>A 183 tag=c
            | Contact: <sip:c@c.example.com>
            | Require: 100rel
            | RSeq: 401
        A>P PRACK 8 tag=c uri=sip:c@c.example.com
            | RAck: 401 7 INVITE
        P>A 481
        A>P PRACK 9 tag=b {TO_BOB}
            | RAck: 11 7 INVITE
        P>A 200
        P>A 200 INVITE tag=b
            {BOB}
        A>P {ACK} 7 tag=b {TO_BOB}
        """,
    # The far end knows the call, as it answers it later; what it has against the PRACK is not shown.
    "PRACK with the right numbers, refused": f"""
        {refused_prack("11 7 INVITE", 481)}
        {ANSWERED}
        """,
    "PRACK with the right numbers, written in another way": f"""
        {refused_prack("011   7  INVITE", 481)}
        {ANSWERED}
        """,
    "PRACK with another number, accepted": f"""
        {refused_prack("12 7 INVITE", 200)}
        {ANSWERED}
        """,
    # It is for the response before the last one, which was reliable too.
    "PRACK for the first of two reliable responses, refused": f"""
        A>B INVITE 7
            {ALICE}
            | Supported: 100rel
        B>A 183
            {BOB}
            | Require: 100rel
            | RSeq: 11
        B>A 180
            {BOB}
            | Require: 100rel
            | RSeq: 12
        A>B PRACK 8 tag=b {TO_BOB}
            | RAck: 11 7 INVITE
        B>A 481
        {ANSWERED}
        """,
    # Which response it is for is not known.
    "PRACK, and a capture that begins before it": f"""
        A>B PRACK 8 tag=b {TO_BOB}
            | RAck: 12 7 INVITE
        B>A 481
        """,
}

LADDERS = {**TWICE, **REPEATED, **CSEQ, **OVERLAPS, **CANCELLED, **PROVISIONAL, **RACK}
