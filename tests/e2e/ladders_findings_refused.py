# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials that were refused for who they name, and those that were not: RFC 3261, 22."""

from digest import (
    CHALLENGED, CHALLENGED_BY_PROXY, FROM_A, FROM_B, NOT_BLAMED, REGISTER, TO_B, challenge, credentials, nonce,
    proxy_challenge, proxy_credentials,
)

REFUSED = {
    # A client that has just been refused is not to try again with the same credentials (RFC 3261, 22.2). So
    # "nobody tried again" is no fault of its own where it ends with that.
    "a wrong password": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ~ alice
            ~ office
            ~ frame 3
            ! refused
        """,
    "a wrong password for a proxy": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 407
            {proxy_challenge(2, more=', qop="auth", stale=false')}
            ? auth-refused shown
            ~ alice
            ~ office
            ! refused
        A>P ACK 2 tag=b
        """,
    "a wrong password over TCP, and another response in the packet": f"""
        A>B REGISTER 1 {REGISTER} tcp
        B>A 401 tcp
            {challenge(1)}
        A>B OPTIONS 9 call=2 tcp
        A>B REGISTER 2 {REGISTER} and
            {credentials(1)}
        B>A 200 OPTIONS 9 call=2 tcp
        B>A 401 REGISTER 2 and
            {challenge(2)}
            ? auth-refused shown
            ~ frame 3
            ! refused
        """,
    # Both legs show it, and who said it first.
    "a wrong password, and a proxy on the way": f"""
        A>P REGISTER 1 {REGISTER}
        P>B REGISTER 1 {REGISTER}
        B>P 401
            {challenge(1)}
        P>A 401
            {challenge(1)}
            ? passed-on shown
        A>P REGISTER 2 {REGISTER}
            {credentials(1)}
        P>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>P 401
            {challenge(2)}
            ? auth-refused shown
            ~ frame 6
            ! refused
        P>A 401
            {challenge(2)}
            ? auth-refused shown
            ? passed-on shown
            ~ frame 5
            ! refused
        """,
    # That the nonce is good is what its coming again says. None of these was accepted, so none is a replay either.
    "a wrong password, and a server that keeps its nonce": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(1)}
            ? auth-refused shown
            ! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(1)}
            ? auth-refused shown
            ! refused
        """,
    "the refusal is repeated": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        +1
        B>A 401
            {challenge(2)}
            ! refused
            ! again
        """,
    # 403 alone can have any reason. Here the server has just told which.
    "a 403 to the second try": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 403
            ? auth-refused shown
            ~ alice
            ~ office
        """,
    # Seen in the wild, with a client that always takes so long: what the server says outweighs the age of the nonce.
    "a 403 that says it": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=", algorithm=MD5, stale=false")}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', nc="00000001"')}
        B>A 403 phrase=Wrong_password
            ? auth-refused shown
            ~ Wrong password
            ~ alice
        """,
    "a 403 that says it in other words": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        +1
        P>A 403 phrase=Authentication_Failed
            ? auth-refused shown
            ~ Authentication Failed
        A>P ACK 2 tag=b
        """,
    # RFC 8760: a challenge for each algorithm, best first, and each may have its own nonce. All of them are the newest.
    "a wrong password for the better of two algorithms": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth", algorithm=SHA-256')}
            {challenge(2)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', algorithm=SHA-256, qop=auth, nc=00000001, cnonce="c"')}
        B>A 401
            {challenge(3, more=', qop="auth", algorithm=SHA-256')}
            {challenge(4)}
            ? auth-refused shown
            ! refused
        """,
    "a wrong password for the lesser of two algorithms": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth", algorithm=SHA-256')}
            {challenge(2)}
        A>B REGISTER 2 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3, more=', qop="auth", algorithm=SHA-256')}
            {challenge(4)}
            ? auth-refused shown
            ! refused
        """,
    # The other call's nonce is newer, and has nothing to do with it.
    "two calls that are challenged at the same time": f"""
        A>B REGISTER 1 {REGISTER}
        A>B SUBSCRIBE 1 call=2
            | Event: presence
        B>A 401 REGISTER
            {challenge(1)}
        B>A 401 SUBSCRIBE call=2
            {challenge(2)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        A>B SUBSCRIBE 2 call=2
            | Event: presence
            {credentials(2, uri="sip:bob@example.com")}
        B>A 401 REGISTER 2
            {challenge(3)}
            ? auth-refused shown
            ~ frame 5
            ! refused
        B>A 200 SUBSCRIBE 2 call=2
        """,
    "credentials in several lines, and written in another way": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            | www-authenticate:DIGEST Nonce="{nonce(1)}",REALM = "the \\"big\\" office, \\\\ 1"
        A>B REGISTER 2 {REGISTER}
            | AUTHORIZATION: digest
            |   response = "6629fae49393a05397450978507c4ef1", uri="sip:example.com",
            |   nonce="{nonce(1)}" ,Username="alice"
            |   , realm="the \\"big\\" office, \\\\ 1"
        B>A 401
            | WWW-Authenticate: Digest realm="the \\"big\\" office, \\\\ 1", nonce="{nonce(2)}"
            ? auth-refused shown
            ~ alice
            ! refused
        """,
    # Whoever types another password has no use for being told that a nonce had expired: a minute lies between.
    "a password that is put right": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        +60
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(3)}
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 200
        """,
    "a password that the server has changed": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +1800
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(2)}
        A>B REGISTER 4 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3)}
            ? auth-refused shown
            ! refused
        """,
    # A nonce is not a client's own: some servers give all clients the same one for a while.
    "another client has used the nonce and the count": f"""
        C>B REGISTER 1 {REGISTER} call=2 caller=carol to=carol
        B>C 401 call=2
            {challenge(1)}
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        C>B REGISTER 2 {REGISTER} call=2 caller=carol to=carol
            {credentials(1, user="carol")}
        B>C 200 call=2
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        """,
}

NOT_REFUSED = {
    # Whether the nonce was a good one is not in the capture.
    "credentials with a nonce that was never seen": f"""
        A>B REGISTER 7 {REGISTER}
            {credentials(0, nc=6)}
        B>A 401
            {challenge(1)}
            {NOT_BLAMED}
        A>B REGISTER 8 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        """,
    "a nonce that was never seen, and then another user": f"""
        A>B INVITE 7
            {FROM_A}
            {credentials(0, nc=6, uri="sip:bob@example.com")}
        B>A 401
            {challenge(1)}
            {NOT_BLAMED}
        A>B ACK 7 tag=b
        A>B INVITE 8
            {FROM_A}
            {credentials(1, user="office-7", uri="sip:bob@example.com")}
        B>A 200
            {FROM_B}
        A>B ACK 8 {TO_B} branch=z9hG4bK-ack
        """,
    # RFC 3261, 22.3: each of them challenges once, and what satisfies the first stays in the request.
    "two proxies with realms of their own": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1, "first.example.com")}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="first.example.com")}
        P>A 407
            {proxy_challenge(2, "second.example.com")}
            {NOT_BLAMED}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(1, nc=2, realm="first.example.com")}
            {proxy_credentials(2, realm="second.example.com")}
        P>A 200
            {FROM_B}
        A>P ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    # Proxy-Authorization answers Proxy-Authenticate alone (RFC 3261, 22.3), so the server has been shown nothing yet.
    "a proxy and a server with the same realm": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 401
            {challenge(2)}
            {NOT_BLAMED}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(1, nc=2)}
            {credentials(2, uri="sip:bob@example.com")}
        P>A 200
            {FROM_B}
        A>P ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    # The same, by mistake. Neither the password was wrong nor the nonce old, as the next try may suggest.
    "credentials in the wrong header": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        P>A 407
            {proxy_challenge(2)}
            ? auth-field-wrong shown
            ! refused
            {NOT_BLAMED}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(2)}
        P>A 200
            {FROM_B}
        A>P ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    # RFC 3261, 22.3: a proxy that forks gathers the challenges; one of the two was answered and does not come again.
    "one of two challenges is answered": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1, "first.example.com")}
            {proxy_challenge(2, "second.example.com")}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="first.example.com")}
        P>A 407
            {proxy_challenge(3, "second.example.com")}
            {NOT_BLAMED}
            2? auth-not-retried shown
            2~ second.example.com
        A>P ACK 2 tag=b
        """,
    # RFC 3261, 21.4.4: a 403 may have any reason, and says that credentials are none that could be mended.
    "a 403 after credentials in good form": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 403
        """,
    "a 403 for a call after credentials in good form": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        +1
        P>A 403
        A>P ACK 2 tag=b
        """,
    "a 403 to a user who was accepted, the count going up": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +30
        A>B REGISTER 3 {REGISTER}
            {credentials(1, nc=2)}
        B>A 403
            {NOT_BLAMED}
        """,
    "a first challenge that says more than it knows": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401 phrase=Authentication_Failed
            {challenge(1)}
            {NOT_BLAMED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
    # The same user, realm and nonce have been accepted, and the nonce is still the server's: neither user name and
    # password nor the nonce's age can be it. What it is, the capture does not hold.
    "what was accepted is refused and then accepted": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +55
        A>B REGISTER 3 {REGISTER}
            {credentials(1, nc=2)}
        B>A 401
            {challenge(1)}
            {NOT_BLAMED}
        A>B REGISTER 4 {REGISTER}
            {credentials(1, nc=3)}
        B>A 200
        """,
    "nothing but a response": f"""
        B>A 401 REGISTER 7
            {challenge(1)}
            {NOT_BLAMED}
        """,
}

USER = {
    "an account that is not the user of From": f"""
        A>P INVITE 1 caller=+12125550123
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 caller=+12125550123 tag=b
        A>P INVITE 2 caller=+12125550123
            {FROM_A}
            {proxy_credentials(1, user="1234567t0")}
        +1
        P>A 403
            ? auth-user-differs likely
            ~ 1234567t0
            ~ +12125550123
        A>P ACK 2 caller=+12125550123 tag=b
        """,
    # RFC 3261, 10.2: To has the address-of-record, From may be of whoever registers it.
    "an account that is not the user to be registered": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="1234567t0")}
        B>A 403
            ? auth-user-differs likely
            ~ 1234567t0
            ~ alice
        """,
    "an account that is not the user to be registered, and the server asks again": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="1234567t0")}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ? auth-user-differs likely
            ~ 1234567t0
            ! refused
        """,
    "somebody else registers the user": f"""
        A>B REGISTER 1 {REGISTER} caller=secretary
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER} caller=secretary
            {credentials(1)}
        B>A 403
        """,
    "an account with its domain": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, user="alice@example.com")}
        +1
        P>A 403
        A>P ACK 2 tag=b
        """,
    # So this is not what the server minds.
    "the same account and the same From were accepted before": f"""
        A>P INVITE 1 caller=+12125550123
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 caller=+12125550123 tag=b
        A>P INVITE 2 caller=+12125550123
            {FROM_A}
            {proxy_credentials(1, user="1234567t0")}
        P>A 200
            {FROM_B}
        A>P ACK 2 {TO_B} caller=+12125550123 branch=z9hG4bK-ack
        +60
        A>P INVITE 1 call=2 caller=+12125550123
            {FROM_A}
        P>A 407 call=2
            {proxy_challenge(2)}
        A>P ACK 1 call=2 caller=+12125550123 tag=b
        A>P INVITE 2 call=2 caller=+12125550123
            {FROM_A}
            {proxy_credentials(2, user="1234567t0")}
        +1
        P>A 403 call=2
        A>P ACK 2 call=2 caller=+12125550123 tag=b
        """,
    # RFC 3323, 4.1.1.3: From is hidden on purpose, and the account stands where the provider looks for it.
    "a caller who hides": f"""
        A>P INVITE 1 caller=sip:anonymous@anonymous.invalid
            {FROM_A}
            | P-Preferred-Identity: <sip:alice@example.com>
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 caller=sip:anonymous@anonymous.invalid tag=b
        A>P INVITE 2 caller=sip:anonymous@anonymous.invalid
            {FROM_A}
            | P-Preferred-Identity: <sip:alice@example.com>
            {proxy_credentials(1)}
        +1
        P>A 403
        A>P ACK 2 caller=sip:anonymous@anonymous.invalid tag=b
        """,
    "an account with a nonce that is stale": f"""
        {CHALLENGED}
        +60
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="1234567t0")}
        B>A 401
            {challenge(2, more=', qop="auth", stale=true')}
            ? auth-nonce-expired shown
        A>B REGISTER 3 {REGISTER}
            {credentials(2, user="1234567t0")}
        B>A 200
        """,
}

# Which nonce was the newest one is not known where one of the challenges was not seen as what it is.
NEWER = {
    "the answer to a REGISTER that was not seen": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        B>A 401 REGISTER 2
            {challenge(2)}
        A>B REGISTER 3 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(3)}
            2? auth-not-retried shown
            {NOT_BLAMED}
        """,
    "a second challenge to the same REGISTER": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401 tag=b
            {challenge(1)}
        B>A 401 tag=c
            {challenge(2)}
            ? final-twice shown
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401 tag=d
            {challenge(3)}
            ? auth-nonce-expired likely
            2? auth-not-retried shown
            {NOT_BLAMED}
        """,
}

SUBJECTS = {"refused": REFUSED, "newer": NEWER, "not refused": NOT_REFUSED, "user": USER}
