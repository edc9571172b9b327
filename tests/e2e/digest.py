# SPDX-License-Identifier: GPL-2.0-or-later
"""Challenges and credentials of ladders, and what stands before and after them.

Nonce 0 is one that nobody has given where a ladder begins. No response is
computed: a capture does not hold the password, so nothing can be said by it.
"""


def nonce(number):
    return f"n{number}-{{network}}"


def challenge(number, realm="office", more=', qop="auth", algorithm=MD5', header="WWW-Authenticate"):
    return f'| {header}: Digest realm="{realm}", nonce="{nonce(number)}"{more}'


def credentials(number, nc=1, user="alice", realm="office", uri="sip:example.com", more=None, header="Authorization"):
    if more is None:
        more = f', qop=auth, nc={nc:08x}, cnonce="0a4f113b"'
    return (f'| {header}: Digest username="{user}", realm="{realm}", nonce="{nonce(number)}", uri="{uri}", '
            f'response="6629fae49393a05397450978507c4ef1"{more}')


def proxy_challenge(number, realm="office", more=', qop="auth"'):
    return challenge(number, realm, more, "Proxy-Authenticate")


def proxy_credentials(number, nc=1, uri="sip:bob@example.com", **more):
    return credentials(number, nc, uri=uri, header="Proxy-Authorization", **more)


# The requests are such that nothing but their credentials is worth a finding.
REGISTER = "uri=sip:example.com to=alice"
FROM_A = "| Contact: <sip:alice@alice.example.com>"
FROM_B = "| Contact: <sip:bob@bob.example.com>"
TO_A = "uri=sip:alice@alice.example.com caller=bob to=alice from=b tag=a"
TO_B = "uri=sip:bob@bob.example.com tag=b"
CALL = f"""
        A>B INVITE 1
            {FROM_A}
        B>A 200
            {FROM_B}
        A>B ACK 1 {TO_B} branch=z9hG4bK-ack
        +9
"""

# What was said of all credentials that got no further, whatever the reason, and what might be said instead.
NOT_BLAMED = """
            !~ they were refused
            !~ wrong user name or password
            !~ password or realm
            !~ password is wrong
"""

CHALLENGED = f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
"""
CHALLENGED_BY_PROXY = f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
"""
