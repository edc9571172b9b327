# SPDX-License-Identifier: GPL-2.0-or-later
"""Where requests in a call have to go, above all the ACK: its 2xx comes again until it is there.

What a repeated 2xx is told to be is what earlier frames show, on either pass.
"""

from ladders_dialog_calls import (ACK, ALICE, BOB, CHALLENGE, CREDENTIALS, PROXIED, RECORD_ROUTE, ROUTE, TO_ALICE,
                                  TO_BOB, UP)

# What was told of every ACK that was seen before.
ON_ITS_WAY = """!~ had not arrived
            !~ was lost"""

# A 2xx that comes again, without what is found in it.
ONCE_MORE = f"""
        +0.45
        B>A 200 INVITE
            {BOB}"""
ROUTES = "| Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>"

MISSING = {
    # ack-missing
    "200 that comes again, and no ACK": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        {ONCE_MORE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
            ~ sip:b@b.example.com
        {ONCE_MORE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        A>B {ACK} tag=b {TO_BOB}
        """,
    "200 that comes again, and an ACK for the INVITE before": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +0.47
        B>A 200 INVITE 2
            {BOB}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        A>B {ACK}2 2 tag=b {TO_BOB}
        """,
    "200 that comes again, and an ACK for the other one who answered": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK} tag=c uri=sip:c@c.example.com
        +0.46
        P>A 200 INVITE tag=b
            {BOB}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        A>P {ACK}2 tag=b {TO_BOB}
        """,
    "200 that comes again on both legs, and no ACK": f"""
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
        +0.48
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        P>A 200
            {BOB}
            {RECORD_ROUTE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        A>P {ACK} tag=b {TO_BOB}
            {ROUTE}
        P>B {ACK}2 tag=b {TO_BOB}
        """,
    # Two phones answered, each once.
    "two 200s that each have an ACK": f"""
        A>P INVITE
            {ALICE}
        P>A 200 tag=b
            {BOB}
        +0.5
        P>A 200 tag=c
            | Contact: <sip:c@c.example.com>
        A>P {ACK} tag=b {TO_BOB}
        A>P {ACK}2 tag=c uri=sip:c@c.example.com
        """,
    # Too soon to be sent again: T1 is half a second (RFC 3261, Section 13.3.1.4).
    "200 that was captured twice": f"""
        A>B INVITE
            {ALICE}
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        B>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # Only INVITE has an ACK.
    "200 to an OPTIONS that comes again": """
        A>B OPTIONS
        B>A 200
        +0.49
        B>A 200
        """,
    # It went past the proxy, which is right where no Record-Route asks for another way.
    "200 that comes again over the proxy, and an ACK past it": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 200
            {BOB}
        P>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +0.45
        B>P 200
            {BOB}
            ? ack-late shown
            ~ frame 5
        P>A 200
            {BOB}
            ? ack-late shown
        """,
    # ack-late
    "200 that comes again after its ACK": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        +0.49
        A>B {ACK} tag=b {TO_BOB}
        B>A 200
            {BOB}
            ? ack-late shown
            ~ frame 3
        """,
    "200 that comes again before and after its ACK": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        {ONCE_MORE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        A>B {ACK} tag=b {TO_BOB}
        {ONCE_MORE}
            ? ack-late shown
            ~ frame 4
        A>B {ACK} tag=b {TO_BOB}
        """,
}


def acknowledged(contact, uri, found, routes=(), record_routes=()):
    """A 200 with Contact and Record-Route, its ACK with Request-URI and Route, and what is found in the next 200."""
    response = "\n".join(["B>A 200 INVITE", f"| Contact: {contact}",
                          *(f"| Record-Route: {value}" for value in record_routes)])
    ack = "\n".join([f"A>B {ACK} tag=b uri={uri}", *(f"| Route: {value}" for value in routes)])
    return f"""
        A>B INVITE
            {ALICE}
        {response}
        {ack}
        +0.48
        {response}
            {found}
        {ack}
        """


LATE = """? ack-late shown
            ~ frame 3"""
OTHER = f"""? ack-target-wrong shown
            ~ frame 3
            {ON_ITS_WAY}"""
B_URI = "sip:b@b.example.com"
P = "<sip:p.example.com;lr>"
P1 = "<sip:p1.example.com;lr>"
P2 = "<sip:p2.example.com;lr>"

TARGETS = {
    # ack-target-wrong
    "ACK for whom the INVITE was": acknowledged("<sip:b@b.example.com>", "sip:bob@example.com", f"""{OTHER}
            ~ sip:b@b.example.com
            ~ sip:bob@example.com"""),
    "ACK for another port": acknowledged("<sip:b@b.example.com:5070>", "sip:b@b.example.com", OTHER),
    "ACK for another host": acknowledged("<sip:b@b.example.com:5070>", "sip:b@c.example.com:5070", OTHER),
    # The part before the @ is compared with its case (RFC 3261, Section 19.1.4).
    "ACK for another case of the user": acknowledged("<sip:b@b.example.com>", "sip:B@b.example.com", OTHER),
    "ACK without the Route that Record-Route asks for": acknowledged(f"<{B_URI}>", B_URI, f"""{OTHER}
            ~ p.example.com""", [], [P]),
    # The caller takes Record-Route from the end to the beginning (RFC 3261, Section 12.1.2).
    "ACK with its Routes the wrong way round": acknowledged(
        f"<{B_URI}>", B_URI, OTHER, [f"{P2}, {P1}"], [f"{P2}, {P1}"]),
    "ACK with half of its Routes": acknowledged(f"<{B_URI}>", B_URI, OTHER, [P1], [P2, P1]),
    "ACK for the proxy instead of the Contact": acknowledged(f"<{B_URI}>", "sip:p.example.com", OTHER, [P], [P]),
    "ACK for the Contact of the 183": f"""
        A>B INVITE
            {ALICE}
        B>A 183
            | Contact: <sip:early@b.example.com>
        B>A 200
            {BOB}
        A>B {ACK} tag=b uri=sip:early@b.example.com
        {ONCE_MORE}
            ? ack-target-wrong shown
            ~ sip:early@b.example.com
            {ON_ITS_WAY}
        A>B {ACK} tag=b {TO_BOB}
        """,
    # The 2xx to a re-INVITE may bring another one (RFC 3261, Section 12.2.1.2).
    "ACK of a re-INVITE for the Contact of the first 200": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            | Contact: <sip:b@moved.example.com>
        A>B {ACK}2 2 tag=b {TO_BOB}
        +0.47
        B>A 200 INVITE 2
            | Contact: <sip:b@moved.example.com>
            ? ack-target-wrong shown
            ~ sip:b@moved.example.com
            {ON_ITS_WAY}
        A>B {ACK}3 2 tag=b uri=sip:b@moved.example.com
        """,
    "ACK of a re-INVITE for the Contact of its 200": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            | Contact: <sip:b@moved.example.com>
        A>B {ACK}2 2 tag=b uri=sip:b@moved.example.com
        +0.47
        B>A 200 INVITE 2
            | Contact: <sip:b@moved.example.com>
            ? ack-late shown
        A>B {ACK}2 2 tag=b uri=sip:b@moved.example.com
        """,
    # An ACK for each 200, all of them there, and none of them right.
    "five ACKs for whom the INVITE was": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} tag=b
        {f'''{ONCE_MORE}
            ? ack-target-wrong shown
            {ON_ITS_WAY}
        A>B {ACK} tag=b''' * 4}
        """,
    # RFC 3261, Section 19.1.4: order, escapes, case of the host, and what only one of them has, do not count.
    "ACK with the parameters of the Contact in another order": acknowledged(
        "<sip:b@b.example.com:5070;transport=udp;ob>", "sip:b@b.example.com:5070;ob;transport=udp", LATE),
    "ACK without a parameter of the Contact": acknowledged(
        "<sip:b@b.example.com:5070;rinstance=0a1b>", "sip:b@b.example.com:5070", LATE),
    "ACK with escapes and in another case": acknowledged(
        "<sip:b@B.example.COM;Transport=UDP>", "SIP:%62@b.EXAMPLE.com;transport=udp", LATE),
    # A client need not understand a parameter of Contact itself, and a display name is no part of the target.
    "ACK for a Contact with a name and parameters": acknowledged(
        '"Bob, sip:no@x" <sip:b@b.example.com>;expires=60;+sip.instance="<urn:uuid:0>"', "sip:b@b.example.com", LATE),
    "ACK for a Contact without brackets": acknowledged(
        "sip:b@b.example.com;expires=60", "sip:b@b.example.com", LATE),
    # They are not equal, and lead to one place all the same: without a port it is 5060 where the host is an
    # address (RFC 3263, Section 4.2).
    "ACK with the port that the Contact means": acknowledged(
        "<sip:b@192.0.2.20>", "sip:b@192.0.2.20:5060", LATE),
    # Loose routing.
    "ACK with its Route": acknowledged(f"<{B_URI}>", B_URI, LATE, [P], [P]),
    "ACK with its two Routes": acknowledged(f"<{B_URI}>", B_URI, LATE, [f"{P1}, {P2}"], [f"{P2}, {P1}"]),
    "ACK with its two Routes, each in a line of its own": acknowledged(
        f"<{B_URI}>", B_URI, LATE, [P1, P2], [f"{P2}, {P1}"]),
    # A strict router is in the Request-URI, and the Contact at the end of the Routes (RFC 3261, Section 12.2.1.1).
    "ACK over a strict router": acknowledged(
        f"<{B_URI}>", "sip:p.example.com", LATE, [f"<{B_URI}>"], ["<sip:p.example.com>"]),
    "ACK over a strict router and a loose one": acknowledged(
        f"<{B_URI}>", "sip:p1.example.com", LATE, [P2, f"<{B_URI}>"], [P2, "<sip:p1.example.com>"]),
    # A proxy takes its own Route off (RFC 3261, Section 16.4), so there is none behind it.
    "ACK behind the proxy that took its Route": f"""
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
        +0.43
        A>P {ACK} tag=b {TO_BOB}
            {ROUTE}
        P>B {ACK}2 tag=b {TO_BOB}
        B>P 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-late shown
            ~ frame 6
        P>A 200
            {BOB}
            {RECORD_ROUTE}
            ? ack-late shown
            ~ frame 5
        """,
    "ACK between two proxies, with the Route of the second one": f"""
        P>Q INVITE
            {ALICE}
            | Record-Route: <sip:p1.example.com;lr>
        Q>B INVITE
            {ALICE}
            {ROUTES}
        B>Q 200
            {BOB}
            {ROUTES}
        Q>P 200
            {BOB}
            {ROUTES}
        +0.43
        P>Q {ACK} tag=b {TO_BOB}
            | Route: <sip:p2.example.com;lr>
        Q>B {ACK}2 tag=b {TO_BOB}
        B>Q 200
            {BOB}
            {ROUTES}
            ? ack-late shown
        Q>P 200
            {BOB}
            {ROUTES}
            ? ack-late shown
        """,
}


def from_outside(contact, found, more=""):
    """A 200 without an ACK from a public address, and what is found when it comes again."""
    response = f"""203.0.113.20>198.51.100.77 200 INVITE
            | Contact: {contact}
            {more}"""
    return f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        {response}
        +0.49
        {response}
            ! no_ack
            {found}
        198.51.100.77>203.0.113.20 {ACK} tag=b
        """


NAT = "? ack-unroutable shown\n            ~ {}"
NO_ACK = "? ack-missing shown"

UNROUTABLE = {
    # ack-unroutable
    "Contact of a container": from_outside("<sip:172.17.0.2:5061>", NAT.format("172.17.0.2")),
    "Contact of a private network": from_outside("<sip:b@10.0.0.5>", NAT.format("10.0.0.5")),
    "Contact of another private network": from_outside("<sip:b@192.168.1.5:5060>", NAT.format("192.168.1.5")),
    "Contact of no address": from_outside("<sip:b@0.0.0.0:5060>", NAT.format("0.0.0.0")),
    "Contact of the host itself": from_outside("<sip:b@127.0.0.1:5060>", NAT.format("127.0.0.1")),
    "Contact of a private network, and its ACK": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
        198.51.100.77>10.0.0.5 {ACK} tag=b uri=sip:b@10.0.0.5
        +0.48
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            ? ack-unroutable shown
            ~ 10.0.0.5
            {ON_ITS_WAY}
        """,
    # A proxy behind NAT that names its own address, and one that gets the ACK all the same.
    "Record-Route of a private network, and its ACK": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@203.0.113.44>
            | Record-Route: <sip:10.0.0.5;lr>
        198.51.100.77>10.0.0.5 {ACK} tag=b uri=sip:b@203.0.113.44
            | Route: <sip:10.0.0.5;lr>
        +0.48
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@203.0.113.44>
            | Record-Route: <sip:10.0.0.5;lr>
            ? ack-unroutable likely
            ~ by the proxy 10.0.0.5
            ~ came from 203.0.113.20
        """,
    "Record-Route of a private network, and the ACK goes back where the 2xx came from": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@203.0.113.44>
            | Record-Route: <sip:10.0.0.5;lr>
        198.51.100.77>203.0.113.20 {ACK} tag=b uri=sip:b@203.0.113.44
            | Route: <sip:10.0.0.5;lr>
        +0.48
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@203.0.113.44>
            | Record-Route: <sip:10.0.0.5;lr>
            ? ack-late shown
        """,
    # The INVITE went to another address of that host.
    "Contact of a private network, and a 2xx from another address": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
        203.0.113.21>198.51.100.77 200 1 INVITE branch=z9hG4bK198.51.100.77203.0.113.201
            | Contact: <sip:b@10.0.0.5>
        198.51.100.77>10.0.0.5 {ACK} tag=b uri=sip:b@10.0.0.5
        +0.48
        203.0.113.21>198.51.100.77 200 1 INVITE branch=z9hG4bK198.51.100.77203.0.113.201
            | Contact: <sip:b@10.0.0.5>
            ? ack-unroutable shown
            ~ came from 203.0.113.21
        """,
    "Contact of a private network of IPv6": f"""
        A>B INVITE ipv6
            {ALICE}
        B>A 200 ipv6
            | Contact: <sip:b@[fd12:3456::5]:5060>
        +0.49
        B>A 200 ipv6
            | Contact: <sip:b@[fd12:3456::5]:5060>
            ! no_ack
            ? ack-unroutable shown
            ~ fd12:3456::5
        A>B {ACK} ipv6 tag=b
        """,
    "Contact with the address of the packet": from_outside("<sip:b@203.0.113.20>", NO_ACK),
    "Contact with another public address": from_outside("<sip:b@203.0.113.99>", NO_ACK),
    "Contact with a name": from_outside("<sip:b@b.example.com>", NO_ACK),
    # 172.32.0.0 and 11.0.0.0 are not private (RFC 1918, Section 3).
    "Contact beside a private network": from_outside("<sip:b@172.32.0.5>", NO_ACK),
    # Digits before the @ are no address.
    "Contact with an address as the user": from_outside("<sip:10.0.0.5@203.0.113.20>", NO_ACK),
    # The ACK goes to the proxy, and what that can reach is not known here.
    "Contact of a private network, and a proxy in Record-Route": from_outside(
        "<sip:b@10.0.0.5>", NO_ACK, "| Record-Route: <sip:203.0.113.20;lr>"),
    # This proxy is the one before the NAT, and has to send the ACK to the Contact itself.
    "Contact of a private network, behind the proxy in Record-Route": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
            | Record-Route: <sip:198.51.100.77;lr>
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
        +0.49
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
            ! no_ack
            ? ack-unroutable shown
            ~ 10.0.0.5
        198.51.100.77>203.0.113.20 {ACK} tag=b
        """,
    # The packet is from the same network: no NAT was in between.
    "Contact of the private network that the packet is from": f"""
        192.168.1.10>192.168.1.20 INVITE
            {ALICE}
        192.168.1.20>192.168.1.10 200
            | Contact: <sip:b@192.168.1.20>
        +0.49
        192.168.1.20>192.168.1.10 200
            | Contact: <sip:b@192.168.1.20>
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        192.168.1.10>192.168.1.20 {ACK} tag=b uri=sip:b@192.168.1.20
        """,
    "Contact of a private network, from a proxy in it": f"""
        192.168.1.10>192.168.1.1 INVITE
            {ALICE}
        192.168.1.1>192.168.1.10 200
            | Contact: <sip:b@192.168.1.20>
        +0.49
        192.168.1.1>192.168.1.10 200
            | Contact: <sip:b@192.168.1.20>
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        192.168.1.10>192.168.1.20 {ACK} tag=b uri=sip:b@192.168.1.20
        """,
    # A proxy before a NAT sends the ACK back to where the 200 came from, whatever Contact says.
    "Contact of a private network, and an ACK to where the packet is from": f"""
        198.51.100.77>203.0.113.20 INVITE
            {ALICE}
            | Record-Route: <sip:198.51.100.77;lr>
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
        198.51.100.77>203.0.113.20 {ACK} tag=b uri=sip:b@203.0.113.20:5060
        +0.48
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@10.0.0.5>
            | Record-Route: <sip:198.51.100.77;lr>
            ? ack-late shown
        """,
}

# A header that lacks nothing else, so that nothing else is found missing.
WHOLE = "| Max-Forwards: 70"

CONTACTS = {
    # contact-missing
    "INVITE without Contact": f"""
        A>B INVITE
            {WHOLE}
        B>A 400 phrase=Missing_Contact_Header
            ? contact-missing shown
            ~ Contact
        A>B ACK tag=b
        """,
    "INVITE without Contact, and no word of it": f"""
        A>B INVITE
            {WHOLE}
        B>A 400 phrase=Bad_Request
            ? contact-missing shown
            ~ Contact
        A>B ACK tag=b
        """,
    "200 without Contact": f"""
        A>B INVITE
            {ALICE}
        B>A 200
        +0.49
        B>A 200
            ! no_ack
            ? contact-missing shown
            ~ Contact
        A>B {ACK} tag=b
        """,
    "200 without Contact, and its ACK all the same": f"""
        A>B INVITE
            {ALICE}
        B>A 200
        A>B {ACK} tag=b
        +0.49
        B>A 200
            !~ no Contact
        A>B {ACK} tag=b
        """,
    # Nor does it end with the ACKs, so that they go where the caller could but guess.
    "200 without Contact, and its ACKs do not end it": f"""
        A>B INVITE
            {ALICE}
        B>A 200
        A>B {ACK} tag=b
        +0.49
        B>A 200
        A>B {ACK} tag=b
        +0.99
        B>A 200
            ? contact-missing shown
        A>B {ACK} tag=b
        """,
    "200 without Contact that had one the first time": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        +0.49
        B>A 200
            ! no_ack
            !~ no Contact
        A>B {ACK} tag=b {TO_BOB}
        """,
    "INVITE with Contact in its short form": f"""
        A>B INVITE
            {WHOLE}
            | m: <sip:a@a.example.com>
        B>A 400
        A>B ACK tag=b
        """,
    "200 with Contact in its short form": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            | m : <sip:b@b.example.com>
        +0.49
        B>A 200
            | m : <sip:b@b.example.com>
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        A>B {ACK} tag=b {TO_BOB}
        """,
    # The caller hung up, whether there was a Contact or not.
    "INVITE without Contact, cancelled": """
        A>B INVITE
        B>A 180
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    "INVITE without Contact, challenged": f"""
        A>P INVITE
            {WHOLE}
        P>A 407 tag=p
            {CHALLENGE}
        A>P ACK tag=p
        A>P INVITE 2
            {ALICE}
            {CREDENTIALS}
        P>A 200
            {BOB}
        A>P {ACK} 2 tag=b {TO_BOB}
        """,
    # It asks which contacts there are (RFC 3261, Section 10.2.3).
    "REGISTER without Contact": f"""
        A>R REGISTER uri=sip:example.com
            {WHOLE}
        R>A 400
        """,
    # Neither asks for a Contact (RFC 3261, Table 2).
    "BYE without Contact": f"""
        {UP}
        A>B BYE 2 tag=b {TO_BOB}
            {WHOLE}
        B>A 400
        """,
}

PAST_THE_PROXY = f"""
        {PROXIED}
        A>P BYE 2 tag=b {TO_BOB}
        """

ROUTED = {
    # route-missing
    "BYE without the Route that Record-Route asks for": f"""
        {PAST_THE_PROXY}
        P>A 481
            ? route-missing shown
            ~ p.example.com
            !~ over all the same
        """,
    # The callee has the Record-Route of the INVITE (RFC 3261, Section 12.1.1).
    "BYE of the callee without the Route that Record-Route asks for": f"""
        {PROXIED}
        B>P BYE 1 tag=a {TO_ALICE}
        P>B 481
            ? route-missing shown
            ~ p.example.com
        """,
    "re-INVITE without the Route that Record-Route asks for": f"""
        {PROXIED}
        A>P INVITE 2 tag=b {TO_BOB}
            {ALICE}
        P>A 481
            ? route-missing shown
        A>P ACK 2 tag=b {TO_BOB}
        """,
    # The proxy did not put itself into Record-Route, so it knows no call.
    "BYE for a proxy that is in no Record-Route": f"""
        192.0.2.10>192.0.2.30 INVITE
            | Contact: <sip:a@192.0.2.10>
        192.0.2.30>192.0.2.20 INVITE
            | Contact: <sip:a@192.0.2.10>
        192.0.2.20>192.0.2.30 200
            | Contact: <sip:b@192.0.2.20>
        192.0.2.30>192.0.2.10 200
            | Contact: <sip:b@192.0.2.20>
        192.0.2.10>192.0.2.20 {ACK} tag=b uri=sip:b@192.0.2.20
        +3
        192.0.2.20>192.0.2.30 BYE 1 tag=a uri=sip:192.0.2.30:5060
        192.0.2.30>192.0.2.20 481
            ? route-missing shown
            ~ 192.0.2.30
            !~ over all the same
        """,
    # The way is the same as with a Route, and it was taken.
    "BYE without its Route, accepted": f"""
        {PAST_THE_PROXY}
        P>A 200
        """,
    "BYE with its Route": f"""
        {PROXIED}
        A>P BYE 2 tag=b {TO_BOB}
            {ROUTE}
        P>A 481
            ? dialog-lost likely
        """,
    "BYE of the callee with its Route": f"""
        {PROXIED}
        B>P BYE 1 tag=a {TO_ALICE}
            {ROUTE}
        P>B 481
            ? dialog-lost likely
        """,
    # No Record-Route, no Route: it goes to the Contact.
    "BYE past the proxy that is in no Record-Route": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 200
            {BOB}
        P>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +3
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    # A client may send all it sends over a proxy of its own (RFC 3261, Section 12.2.1.1); the target is right.
    "BYE over a proxy that is in no Record-Route, for the Contact": f"""
        A>P INVITE
            {ALICE}
        P>B INVITE
            {ALICE}
        B>P 200
            {BOB}
        P>A 200
            {BOB}
        A>P {ACK} tag=b {TO_BOB}
        P>B {ACK}2 tag=b {TO_BOB}
        +3
        A>P BYE 2 tag=b {TO_BOB}
        P>B BYE 2 tag=b {TO_BOB}
        B>P 481
            ? dialog-lost likely
        P>A 481
            ? dialog-lost likely
            ? passed-on shown
        """,
    # The route of a call is that of its first 2xx: neither a 180 nor a re-INVITE makes another one
    # (RFC 3261, Sections 13.2.2.4 and 12.2).
    "BYE without the Route of the 180": f"""
        A>B INVITE
            {ALICE}
        B>A 180
            {BOB}
            {RECORD_ROUTE}
        B>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +3
        A>B BYE 2 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    "BYE without the Route of a re-INVITE": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
            {RECORD_ROUTE}
        A>B {ACK}2 2 tag=b {TO_BOB}
        A>B BYE 3 tag=b {TO_BOB}
        B>A 481
            ? dialog-lost likely
        """,
    # 407 is about another thing, and asked of everybody.
    "BYE without its Route, challenged": f"""
        {PAST_THE_PROXY}
        P>A 407
            {CHALLENGE}
        A>P BYE 3 tag=b {TO_BOB}
            {ROUTE}
            {CREDENTIALS}
        P>A 200
        """,
    # What the route is stands in messages before the capture.
    "BYE without a Route, and a capture that begins in the middle of the call": f"""
        A>P INFO 7 tag=b {TO_BOB}
            {ROUTE}
        P>A 200
        A>P BYE 8 tag=b {TO_BOB}
        P>A 481
        """,
}


def unacknowledged(seconds, end, ack=""):
    """A 200 that comes again for want of an ACK, and so many seconds after it a BYE, or what else."""
    return f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        {ack}
        +{0.48 if ack else 0.49}
        B>A 200 INVITE
            {BOB}
            {"? ack-target-wrong shown" if ack else "! no_ack"}
            {"" if ack else "? ack-missing shown"}
        +{seconds - 0.51}
        {end}
        """


BYE_OF_CALLEE = f"B>A BYE 1 tag=a {TO_ALICE}"

GIVEN_UP = {
    # bye-no-ack
    "BYE 32 s after a 200 without an ACK": unacknowledged(32, f"""{BYE_OF_CALLEE}
            ? bye-no-ack shown
            ~ frame 2
        A>B 200"""),
    "BYE 32 s after a 200 whose ACK went elsewhere": unacknowledged(32, f"""{BYE_OF_CALLEE}
            ? bye-no-ack shown
        A>B 200""", f"A>B {ACK} tag=b"),
    "BYE 32 s after a 200 without an ACK, which says so": unacknowledged(32.5, f"""{BYE_OF_CALLEE}
            | Reason: Q.850;cause=16;text="Normal call clearing"
            ? bye-no-ack shown
            !~ another device
        A>B 200"""),
    "BYE 32 s after the 200 to a re-INVITE without an ACK": f"""
        {UP}
        A>B INVITE 2 tag=b {TO_BOB}
            {ALICE}
        B>A 200
            {BOB}
        +0.49
        B>A 200 INVITE 2
            {BOB}
            ! no_ack
            ? ack-missing shown
        +31.49
        {BYE_OF_CALLEE}
            ? bye-no-ack shown
            ~ frame 5
        A>B 200
        """,
    # The ACK came late, but it came; what the callee wants is not known.
    "BYE 32 s after a 200 with an ACK": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        A>B {ACK} tag=b {TO_BOB}
        +31.98
        {BYE_OF_CALLEE}
        A>B 200
        """,
    "BYE 32 s after a 200 with a late ACK": f"""
        A>B INVITE
            {ALICE}
        B>A 200
            {BOB}
        {ONCE_MORE}
            ! no_ack
            ? ack-missing shown
            2? ack-late shown
        +1.6
        A>B {ACK} tag=b {TO_BOB}
        +29.9
        {BYE_OF_CALLEE}
        A>B 200
        """,
    # Whoever waits for an ACK waits for 32 s (RFC 3261, Section 13.3.1.4); this one hung up.
    "BYE 10 s after a 200 without an ACK": unacknowledged(10, f"""{BYE_OF_CALLEE}
        A>B 200"""),
    # It is the one who answered who waits for it.
    "BYE of the caller 32 s after a 200 without an ACK": unacknowledged(32, f"""A>B BYE 2 tag=b {TO_BOB}
        B>A 200"""),
    # A 200 that waits for its ACK comes again, over any transport: this one had its ACK on a way that was not
    # captured.
    "BYE 32 s after a 200 that did not come again": f"""
        A>P INVITE
            {ALICE}
        P>A 200
            {BOB}
        +31.99
        P>A BYE 1 tag=a {TO_ALICE}
        A>P 200
        """,
}

LADDERS = {**MISSING, **TARGETS, **UNROUTABLE, **CONTACTS, **ROUTED, **GIVEN_UP}
