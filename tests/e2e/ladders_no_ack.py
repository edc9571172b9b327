# SPDX-License-Identifier: GPL-2.0-or-later
"""A 2xx to an INVITE that comes again, because its ACK is missing or late."""

LADDERS = {
    "no ACK at all": """
        A>B INVITE
        B>A 200
            | Contact: "Bob; sip:no" <sip:bob@192.0.2.9:5070>;expires=60
        +0.49
        B>A 200
            ! no_ack
            | Contact: "Bob; sip:no" <sip:bob@192.0.2.9:5070>;expires=60
            = This repeats the response of frame 2, 500 ms later.
            = No ACK for it was seen in between.
            = The ACK has to go to sip:bob@192.0.2.9:5070.
        +1
        B>A 200
            ! no_ack
            | m: <sip:bob@192.0.2.9:5070>
            = This repeats the response of frame 2, 1.5 s later.
            = No ACK for it was seen in between.
            = The ACK has to go to sip:bob@192.0.2.9:5070.
        A>B ACK
        """,
    "no ACK, on a way with proxies": """
        A>B INVITE
        B>A 200
        +1
        B>A 200
            ! no_ack
            | Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>
            | Contact: <sip:bob@192.0.2.9>
            = This repeats the response of frame 2, 1.0 s later.
            = No ACK for it was seen in between.
            = The ACK has to be for sip:bob@192.0.2.9, by way of the proxies in Record-Route (sip:p2.example.com;lr, sip:p1.example.com;lr).
        """,
    "no ACK, and no Contact": """
        A>B INVITE
        B>A 200
        +1
        B>A 200
            ! no_ack
            = This repeats the response of frame 2, 1.0 s later.
            = No ACK for it was seen in between.
            = There is no Contact in the response, so the client cannot tell where the ACK has to go.
        """,
    "the ACK was seen before": """
        A>B INVITE
        B>A 200
        A>B ACK
        +0.5
        B>A 200
            = This repeats the response of frame 2, 520 ms later.
            = The ACK in frame 3 had not arrived when this was sent, or was lost on its further way.
        """,
    "an ACK for another INVITE": """
        A>B INVITE 1
        B>A 200
        A>B ACK 1
        A>B INVITE 2 tag=b
        B>A 200
        A>B ACK 1
        +0.5
        B>A 200 INVITE 2
            ! no_ack
            = This repeats the response of frame 5, 520 ms later.
            = No ACK for it was seen in between.
            = There is no Contact in the response, so the client cannot tell where the ACK has to go.
        """,
    "two who answer are no repetition": """
        A>P INVITE
        P>A 200 tag=b
        +1
        P>A 200 tag=c
        """,
    "two who answer, and an ACK for the second one alone": """
        A>P INVITE
        P>A 200 tag=b
        P>A 200 tag=c
        A>P ACK tag=c
        +1
        P>A 200 tag=b
            ! no_ack
            = This repeats the response of frame 2, 1.0 s later.
            = No ACK for it was seen in between.
            = There is no Contact in the response, so the client cannot tell where the ACK has to go.
        P>A 200 tag=c
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
        P>A 200
        +0.48
        B>P 200
            ! no_ack
            | Contact: <sip:bob@192.0.2.9>
            = This repeats the response of frame 3, 500 ms later.
            = No ACK for it was seen in between.
            = The ACK has to go to sip:bob@192.0.2.9.
        P>A 200
            ! no_ack
            | Contact: <sip:bob@192.0.2.9>
            = This repeats the response of frame 4, 500 ms later.
            = No ACK for it was seen in between.
            = The ACK has to go to sip:bob@192.0.2.9.
        A>P ACK tag=b
        P>B ACK tag=b
        """,
    "an ACK that goes past the proxy": """
        A>P INVITE
        P>B INVITE
        B>P 200
        P>A 200
        A>B ACK tag=b
        +1
        B>P 200
            = This repeats the response of frame 3, 1.0 s later.
            = The ACK in frame 5 had not arrived when this was sent, or was lost on its further way.
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
        B>A 486
        +1
        B>A 486
            ! again
            = This repeats the response of frame 5, 1.0 s later.
        """,
    "over TCP and IPv6": """
        A>B INVITE tcp ipv6
        B>A 180 tcp ipv6
        B>A 200 and
        +0.5
        B>A 200 tcp ipv6
            ! no_ack
            = This repeats the response of frame 2, 510 ms later.
            = No ACK for it was seen in between.
            = There is no Contact in the response, so the client cannot tell where the ACK has to go.
        """,
    "on the loopback interface": """
        127.0.0.1:5062>127.0.0.1:5060 INVITE
        127.0.0.1:5060>127.0.0.1:5064 INVITE
        127.0.0.1:5064>127.0.0.1:5060 200
        127.0.0.1:5060>127.0.0.1:5062 200
        127.0.0.1:5062>127.0.0.1:5060 ACK
        +0.5
        127.0.0.1:5064>127.0.0.1:5060 200
            = This repeats the response of frame 3, 530 ms later.
            = The ACK in frame 5 had not arrived when this was sent, or was lost on its further way.
        """,
    "hostile values are shown escaped": """
        A>B INVITE
        B>A 200
        +1
        B>A 200
            ! no_ack
            | Contact: <sip:b\x1b[31m@x>
            = This repeats the response of frame 2, 1.0 s later.
            = No ACK for it was seen in between.
            = The ACK has to go to sip:b\\x1B[31m@x.
        """,
}
