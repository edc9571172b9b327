# SPDX-License-Identifier: GPL-2.0-or-later
"""A 2xx to an INVITE that comes again, because its ACK is missing or late."""

CONTACT = "| Contact: <sip:bob@example.com>"
TARGET = "= The ACK has to go to sip:bob@example.com."

LADDERS = {
    "no ACK at all": """
        A>B INVITE
        B>A 200
            | Contact: "Bob; sip:no" <sip:bob@192.0.2.9:5070>;expires=60
        +0.49
        B>A 200
            ! no_ack
            | Contact: "Bob; sip:no" <sip:bob@192.0.2.9:5070>;expires=60
            = No ACK for the 2xx in frame 2 was seen before this copy of it.
            = The ACK has to go to sip:bob@192.0.2.9:5070.
            = This repeats the response of frame 2, 500 ms later.
        +1
        B>A 200
            ! no_ack
            | Contact: "Bob; sip:no" <sip:bob@192.0.2.9:5070>;expires=60
            = No ACK for the 2xx in frame 2 was seen before this copy of it.
            = The ACK has to go to sip:bob@192.0.2.9:5070.
            = This repeats the response of frame 2, 1.5 s later.
        A>B ACK
        """,
    "no ACK, on a way with proxies": """
        A>B INVITE
        B>A 200
            | Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>
            | Contact: <sip:bob@192.0.2.9>
        +1
        B>A 200
            ! no_ack
            | Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>
            | Contact: <sip:bob@192.0.2.9>
            = No ACK for the 2xx in frame 2 was seen before this copy of it.
            = The ACK has to be for sip:bob@192.0.2.9, by way of the proxies in Record-Route (sip:p1.example.com;lr, sip:p2.example.com;lr).
            = This repeats the response of frame 2, 1.0 s later.
        """,
    "no ACK, and no Contact": """
        A>B INVITE
        B>A 200
        +1
        B>A 200
            ! no_ack
            = This answer has no Contact, so the caller does not know where to send the ACK and all later requests of the call.
            = This repeats the response of frame 2, 1.0 s later.
        """,
    "the ACK was seen just before": f"""
        A>B INVITE
        B>A 200
            {CONTACT}
        +0.48
        A>B ACK tag=b
        B>A 200
            {CONTACT}
            = The ACK in frame 3 had not arrived when this was sent, or was lost on its further way.
            = This repeats the response of frame 2, 500 ms later.
        """,
    "the ACK was seen long before": f"""
        A>B INVITE
        B>A 200
            {CONTACT}
        A>B ACK tag=b
        +0.5
        B>A 200
            {CONTACT}
            = The ACK in frame 3 passed here 510 ms before, with the right target.
            = Most likely it was lost on its further way.
            = This repeats the response of frame 2, 520 ms later.
        """,
    "an ACK for another INVITE": f"""
        A>B INVITE 1
        B>A 200
            {CONTACT}
        A>B ACK 1 tag=b
        A>B INVITE 2 tag=b
        B>A 200
            {CONTACT}
        A>B ACK 1 tag=b
        +0.5
        B>A 200 INVITE 2
            ! no_ack
            {CONTACT}
            = No ACK for the 2xx in frame 5 was seen before this copy of it.
            {TARGET}
            = This repeats the response of frame 5, 520 ms later.
        """,
    "two who answer are no repetition": """
        A>P INVITE
        P>A 200 tag=b
        +1
        P>A 200 tag=c
        """,
    "two who answer, and an ACK for the second one alone": f"""
        A>P INVITE
        P>A 200 tag=b
            {CONTACT}
        P>A 200 tag=c
            {CONTACT}
        A>P ACK tag=c
        +1
        P>A 200 tag=b
            ! no_ack
            {CONTACT}
            = No ACK for the 2xx in frame 2 was seen before this copy of it.
            {TARGET}
            = This repeats the response of frame 2, 1.0 s later.
        P>A 200 tag=c
            {CONTACT}
            = The ACK in frame 4 passed here 1.0 s before, with the right target.
            = Most likely it was lost on its further way.
            = This repeats the response of frame 3.
        """,
    "captured twice": """
        A>B INVITE
        A>B INVITE
        B>A 200
        B>A 200
            = This is the response of frame 3 once more, so soon after it that the capture most likely holds it twice.
        A>B ACK
        A>B ACK
        """,
    "several legs": """
        A>P INVITE
        P>B INVITE
        B>P 200
            | m: <sip:bob@192.0.2.9>
        P>A 200
            | Contact: <sip:bob@192.0.2.9>
        +0.48
        B>P 200
            ! no_ack
            | m: <sip:bob@192.0.2.9>
            = No ACK for the 2xx in frame 3 was seen before this copy of it.
            = The ACK has to go to sip:bob@192.0.2.9.
            = This repeats the response of frame 3, 500 ms later.
        P>A 200
            ! no_ack
            | Contact: <sip:bob@192.0.2.9>
            = No ACK for the 2xx in frame 4 was seen before this copy of it.
            = The ACK has to go to sip:bob@192.0.2.9.
            = This repeats the response of frame 4, 500 ms later.
        A>P ACK tag=b
        P>B ACK tag=b
        """,
    "an ACK that goes past the proxy": f"""
        A>P INVITE
        P>B INVITE
        B>P 200
            {CONTACT}
        P>A 200
            {CONTACT}
        A>B ACK tag=b
        +1
        B>P 200
            {CONTACT}
            = The ACK in frame 5 passed here 1.0 s before, with the right target.
            = Most likely it was lost on its further way.
            = This repeats the response of frame 3, 1.0 s later.
        """,
    "a capture that begins later": """
        B>A 200 INVITE 1
        +1
        B>A 200 INVITE 1
        """,
    "another method has no ACK": """
        A>B OPTIONS
        B>A 200
        +1
        B>A 200
        A>B INVITE 2
        +1
        B>A 486
        +1
        B>A 486
            ! again
            = This repeats the response of frame 5, 1.0 s later.
        """,
    "over TCP and IPv6": f"""
        A>B INVITE tcp ipv6
        B>A 180 tcp ipv6
        B>A 200 and
            {CONTACT}
        +0.5
        B>A 200 tcp ipv6
            ! no_ack
            {CONTACT}
            = No ACK for the 2xx in frame 2 was seen before this copy of it.
            {TARGET}
            = This repeats the response of frame 2, 510 ms later.
        """,
    "on the loopback interface": f"""
        127.0.0.1:5062>127.0.0.1:5060 INVITE
        127.0.0.1:5060>127.0.0.1:5064 INVITE
        127.0.0.1:5064>127.0.0.1:5060 200
            {CONTACT}
        127.0.0.1:5060>127.0.0.1:5062 200
            {CONTACT}
        127.0.0.1:5062>127.0.0.1:5060 ACK tag=b
        +0.3
        127.0.0.1:5064>127.0.0.1:5060 200
            {CONTACT}
            = The ACK in frame 5 had not arrived when this was sent, or was lost on its further way.
            = This repeats the response of frame 3, 330 ms later.
        """,
    "hostile values are shown escaped": """
        A>B INVITE
        B>A 200
            | Contact: <sip:b\x1b[31m@x>
        +1
        B>A 200
            ! no_ack
            | Contact: <sip:b\x1b[31m@x>
            = No ACK for the 2xx in frame 2 was seen before this copy of it.
            = The ACK has to go to sip:b\\x1B[31m@x.
            = This repeats the response of frame 2, 1.0 s later.
        """,
}
