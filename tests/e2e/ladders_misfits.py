# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials that are not what the challenge asks for, and challenges that nobody can answer."""

from digest import (
    CHALLENGED, CHALLENGED_BY_PROXY, FROM_A, FROM_B, NOT_BLAMED, REGISTER, TO_B, challenge, credentials, proxy_challenge,
    proxy_credentials,
)

MISFITS = {
    "nc without its eight digits": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', qop=auth, nc=1, cnonce="0a4f113b"')}
        B>A 401
            {challenge(2)}
            ? auth-answer-differs likely
            ~ say nc=1
            {NOT_BLAMED}
            ! refused
        """,
    "nc in quotes": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', qop="auth", nc="00000001", cnonce="0a4f113b"')}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        """,
    "one of two qop that were offered": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth-int, auth"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=', qop="auth-int, auth"')}
            ? auth-refused shown
            ! refused
        """,
    # Each of two proxies gets its credentials when the other one does not.
    "the credentials for one realm replace those for the other": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1, "one.example.com")}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="one.example.com")}
        P>A 407
            {proxy_challenge(2, "two.example.com")}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(2, realm="two.example.com")}
        P>A 407
            {proxy_challenge(3, "one.example.com")}
            ? auth-answer-differs shown
            ~ for the realm "one.example.com" any more, which the one in frame 4 had
            ! refused
        A>P ACK 3 tag=b
        """,
    "the credentials for one realm stand beside those for the other": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1, "one.example.com")}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="one.example.com")}
        P>A 407
            {proxy_challenge(2, "two.example.com")}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(1, nc=2, realm="one.example.com")}
            {proxy_credentials(2, realm="two.example.com")}
        P>A 200
            {FROM_B}
        A>P ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    # A client may begin without credentials each time, and is not said to have left them out.
    "a registration that is refreshed without credentials": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +60
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(2)}
        A>B REGISTER 4 {REGISTER}
            {credentials(2)}
        B>A 200
        """,
}

UNANSWERABLE = {
    "a challenge for a CANCEL": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 100
        +3
        A>P CANCEL 1
        P>A 407 CANCEL
            {proxy_challenge(1)}
            ? cancel-challenged shown
            ~ The CANCEL in frame 3
            ~ it ends nothing
        """,
    # Who challenges it may have taken it all the same.
    "a challenge for a CANCEL that ends the call": f"""
        A>B INVITE 1
            {FROM_A}
        B>A 180
        +2
        A>B CANCEL 1
        B>A 407 CANCEL
            {proxy_challenge(1)}
            ? cancel-challenged shown
            ~ Where the server insists on them
        B>A 487 INVITE
        A>B ACK 1 tag=b
        """,
    "a 401 without a challenge": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            2? auth-not-retried shown
            2~ has no WWW-Authenticate
            !~ left unanswered
        """,
    "a 407 without a challenge": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            2? auth-not-retried shown
            2~ has no Proxy-Authenticate
        A>P ACK 1 tag=b
        """,
    "a 401 whose challenge is one of a proxy": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {proxy_challenge(1)}
            2? auth-not-retried shown
            !~ has no
        """,
}

# The account that the phrase speaks of is the one of the credentials.
USERS = {
    "the user of To, in words": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="100200")}
        B>A 403 phrase=Username!=To_not_allowed!
            ? auth-user-differs likely
            ~ "100200", and To says "alice"
        """,
    "the words of a shipped script": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, user="100200")}
        P>A 403 phrase=Forbidden_auth_ID
            ? auth-user-differs likely
        A>P ACK 2 tag=b
        """,
    # A phrase that says something else.
    "an account that is suspended": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="100200")}
        B>A 403 phrase=Account_suspended
            ? server-words shown
            ~ has switched it off
            {NOT_BLAMED}
        """,
}

SUBJECTS = {"misfits": MISFITS, "unanswerable": UNANSWERABLE, "users": USERS}
