# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that are up, for the ladders about what happens in them."""

ALICE = "| Contact: <sip:a@a.example.com>"
BOB = "| Contact: <sip:b@b.example.com>"
TO_ALICE = "uri=sip:a@a.example.com"
TO_BOB = "uri=sip:b@b.example.com"

# An ACK to a 2xx is a request of its own, so it has a branch of its own (RFC 3261, Section 13.2.2.4).
ACK = "ACK branch=z9hG4bK-k"

# Frames 1 to 3; the tags are "a" and "b".
UP = f"""
    A>B INVITE
        {ALICE}
    B>A 200
        {BOB}
    A>B {ACK} tag=b {TO_BOB}
    +3
    """

RECORD_ROUTE = "| Record-Route: <sip:p.example.com;lr>"
ROUTE = "| Route: <sip:p.example.com;lr>"

# Frames 1 to 6, over a proxy that stays in the way; it takes its own Route off before it sends a request on
# (RFC 3261, Section 16.4).
PROXIED = f"""
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
    P>B {ACK}2 tag=b {TO_BOB}
    +3
    """

CHALLENGE = '| Proxy-Authenticate: Digest realm="r", nonce="n"'
CREDENTIALS = ('| Proxy-Authorization: Digest username="alice", realm="r", nonce="n", uri="sip:bob@example.com", '
               'response="6629fae49393a05397450978507c4ef1"')
