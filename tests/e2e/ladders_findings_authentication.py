# SPDX-License-Identifier: GPL-2.0-or-later
"""Challenges and credentials, and what they show: RFC 3261, 22, RFC 7616, RFC 8760, RFC 3310.

Nonce 0 is one that nobody has given where the ladder begins. No response is
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

REFUSED = {
    # A client that has just been refused is not to try again with the same credentials (RFC 3261, 22.2). So
    # "nobody tried again" is no fault of its own where it ends with that.
    "a wrong password": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
    # Proxy-Authorization answers Proxy-Authenticate alone (RFC 3261, 22.3), so to the server nothing has been shown yet.
    "a proxy and a server with the same realm": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
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
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        P>A 407
            {proxy_challenge(2)}
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 403
        """,
    "a 403 for a call after credentials in good form": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        +1
        P>A 403
        A>P ACK 2 tag=b
        """,
    "a 403 to a user who was accepted, the count going up": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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

EXPIRED = {
    "stale=true": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=', stale=true, qop="auth"')}
            ? auth-nonce-expired shown
            ~ 17.0 s
            {NOT_BLAMED}
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 200
        """,
    # Its age cannot be told.
    "stale=true for a nonce that was never seen, written in another way": f"""
        A>P INVITE 7
            {FROM_A}
            {proxy_credentials(0)}
        P>A 407
            {proxy_challenge(1, more=', STALE = "TRUE"')}
            ? auth-nonce-expired shown
            {NOT_BLAMED}
        A>P ACK 7 tag=b
        A>P INVITE 8
            {FROM_A}
            {proxy_credentials(1)}
        P>A 200
            {FROM_B}
        A>P ACK 8 {TO_B} branch=z9hG4bK-ack
        """,
    "stale=true, and the client leaves it there": f"""
        A>B REGISTER 7 {REGISTER}
            {credentials(0)}
        B>A 401
            {challenge(1, more=', stale=true, qop="auth"')}
            ? auth-nonce-expired shown
            2? auth-not-retried shown
            {NOT_BLAMED}
        """,
    # Seen in the wild, with stale=false: the phrase is the better witness.
    "the phrase says that the nonce has changed": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=", stale=false, algorithm=MD5")}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', nc="00000001"')}
        B>A 401 phrase=nonce_has_changed
            {challenge(2, more=", stale=false, algorithm=MD5")}
            ? auth-nonce-expired shown
            ~ nonce has changed
            ~ 17.0 s
            {NOT_BLAMED}
        +17
        A>B REGISTER 3 {REGISTER}
            {credentials(2, more=', nc="00000001"')}
        B>A 200
        """,
    "the phrase says that the nonce is stale": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        +40
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 407 phrase=Stale_Nonce
            {proxy_challenge(2)}
            ? auth-nonce-expired shown
            ~ Stale Nonce
            ~ 40.0 s
            {NOT_BLAMED}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(2)}
        P>A 200
            {FROM_B}
        A>P ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    # The user was accepted with it, so it cannot be the password. Nothing is missing but stale=true.
    "a nonce that was accepted, and a new one": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +55
        A>B REGISTER 3 {REGISTER}
            {credentials(1, nc=2)}
        B>A 401
            {challenge(2)}
            ? auth-nonce-expired shown
            ~ 55.0 s
            {NOT_BLAMED}
        A>B REGISTER 4 {REGISTER}
            {credentials(2)}
        B>A 200
        """,
    # RFC 7616, 3.4: without qop there is no count, so this is no replay.
    "a nonce that was accepted, and no count": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more="")}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more="")}
        B>A 200
        +55
        A>B REGISTER 3 {REGISTER}
            {credentials(1, more="")}
        B>A 401
            {challenge(2, more="")}
            ? auth-nonce-expired shown
            {NOT_BLAMED}
        A>B REGISTER 4 {REGISTER}
            {credentials(2, more="")}
        B>A 200
        """,
    # A nonce belongs to server and realm, not to a Call-ID.
    "a nonce that was accepted for another call": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +90
        A>B INVITE 1 call=2
            {FROM_A}
            {credentials(1, nc=2, uri="sip:bob@example.com")}
        B>A 401 call=2
            {challenge(2)}
            ? auth-nonce-expired shown
            ~ 1 min 30 s
            {NOT_BLAMED}
        A>B ACK 1 call=2 tag=b
        A>B INVITE 2 call=2
            {FROM_A}
            {credentials(2, uri="sip:bob@example.com")}
        B>A 200 call=2
            {FROM_B}
        A>B ACK 2 call=2 {TO_B} branch=z9hG4bK-ack
        """,
    # Nobody was accepted with it, so that it was the nonce is only most likely.
    "a nonce that was followed by another": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
        B>A 401
            {challenge(2)}
        A>B REGISTER 3 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(3)}
            ? auth-nonce-expired likely
            {NOT_BLAMED}
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 200
        """,
    "only the next try shows it": f"""
        A>B REGISTER 7 {REGISTER}
            {credentials(0)}
        B>A 401
            {challenge(1)}
            2? auth-nonce-expired shown
            {NOT_BLAMED}
        A>B REGISTER 8 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
    # Servers keep a nonce for 15 s and up, and not all say stale=true. So the newest nonce is no proof against the
    # password where it is as old as that; and who types it needs as long.
    "a late answer, and only the next try shows it": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            2? auth-nonce-expired shown
            2~ 17.0 s
            {NOT_BLAMED}
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 200
        """,
    "a late answer, and the password was wrong as well": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        +40
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            {NOT_BLAMED}
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3)}
            ? auth-refused shown
            ! refused
        """,
    # Such a client never had a nonce that could grow old.
    "stale=true to a request without credentials": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', stale=true, qop="auth"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
    "nonce has changed, to a request without credentials": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401 phrase=nonce_has_changed
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
}

REPLAYED = {
    # RFC 7616, 3.4: the count goes up with each request, so that a copy can be told.
    "a count that was accepted before, and words": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +55
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 4 {REGISTER}
            {credentials(1)}
        B>A 403
            | Warning: 399 b.example.com "Digest replay attack detected"
            ? auth-nonce-replayed shown
            ~ 00000001
            ~ frame 3
            ~ Digest replay attack detected
            {NOT_BLAMED}
        """,
    "a count that was accepted before": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +5
        A>B INVITE 1 call=2
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        B>A 401 call=2
            {challenge(1)}
            ? auth-nonce-replayed shown
            ~ 00000001
            ~ frame 3
            ! refused
            {NOT_BLAMED}
        A>B ACK 1 call=2 tag=b
        """,
    "nothing but the words": f"""
        A>B REGISTER 7 {REGISTER}
            {credentials(0, nc=6)}
        B>A 403 phrase=Digest_replay_attack_detected
            ? auth-nonce-replayed shown
            ~ Digest replay attack detected
            {NOT_BLAMED}
        """,
    # One request, sent on to two: a proxy counts nothing.
    "the copies of a request that forks": f"""
        P>B INVITE 2 branch=z9hG4bK-x
            {FROM_A}
            {proxy_credentials(0)}
        +1
        B>P 486
        P>B ACK 2 branch=z9hG4bK-x tag=b
        P>C INVITE 2 branch=z9hG4bK-y
            {FROM_A}
            {proxy_credentials(0)}
        +1
        C>P 403 tag=c
            {NOT_BLAMED}
        P>C ACK 2 branch=z9hG4bK-y tag=c
        """,
}

REALM = {
    # The client answers the challenge, nonce and all, with a realm from its settings.
    "a realm of the client's own": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, realm="asterisk")}
        B>A 401
            {challenge(1)}
            ? auth-realm-wrong shown
            ~ asterisk
            ~ office
            ! refused
            !~ wrong user name or password
        """,
    "a realm of the client's own for a proxy, and a new nonce": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="asterisk")}
        P>A 407
            {proxy_challenge(2)}
            ? auth-realm-wrong shown
            ~ asterisk
            ~ office
            ! refused
        A>P ACK 2 tag=b
        """,
    "a realm of the client's own, and a 403": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, realm="asterisk")}
        B>A 403
            ? auth-realm-wrong shown
            ~ asterisk
            ~ office
            !~ wrong user name or password
        """,
    # RFC 7616, 3.3: a realm is compared as it stands, and hashed so.
    "a realm in other letters": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, realm="Office")}
        B>A 401
            {challenge(2)}
            ? auth-realm-wrong shown
            ! refused
        """,
    # Without a nonce of this server they may be for somebody who asked before the capture began.
    "a realm that nobody named, and a nonce that nobody gave": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(0, realm="asterisk")}
        B>A 401
            {challenge(2)}
            ? auth-realm-wrong likely
            ~ asterisk
            ~ office
            ! refused
        """,
    "for ever": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, realm="asterisk")}
        B>A 401
            {challenge(1)}
            ? auth-realm-wrong shown
            ! refused
        +60
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(2)}
        A>B REGISTER 4 {REGISTER}
            {credentials(2, realm="asterisk")}
        B>A 401
            {challenge(2)}
            ? auth-realm-wrong shown
            ? auth-storm shown
            ! refused
        """,
    # What another proxy asked for, on another leg, comes along (RFC 3261, 22.3).
    "credentials for a proxy before this one": f"""
        P>B INVITE 2
            {FROM_A}
            {proxy_credentials(0, realm="pbx")}
        B>P 401
            {challenge(1)}
            {NOT_BLAMED}
        P>B ACK 2 tag=b
        P>B INVITE 3
            {FROM_A}
            {proxy_credentials(0, nc=2, realm="pbx")}
            {credentials(1, uri="sip:bob@example.com")}
        B>P 200
            {FROM_B}
        P>B ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    "credentials for two realms, and a wrong password for one": f"""
        P>B INVITE 2
            {FROM_A}
            {proxy_credentials(0, realm="pbx")}
        B>P 407
            {proxy_challenge(1)}
        P>B ACK 2 tag=b
        P>B INVITE 3
            {FROM_A}
            {proxy_credentials(0, nc=2, realm="pbx")}
            {proxy_credentials(1)}
        B>P 407
            {proxy_challenge(2)}
            ? auth-refused shown
            ~ office
            ! refused
        P>B ACK 3 tag=b
        """,
    # Both legs of a PBX that has an account with its provider, under one Call-ID.
    "an account of the PBX": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407 tag=p
            {proxy_challenge(1, "pbx")}
        A>P ACK 1 tag=p
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="pbx")}
        P>B INVITE 11 from=p
            | Contact: <sip:pbx@pbx.example.com>
        B>P 401
            {challenge(2, "provider")}
        P>B ACK 11 tag=b from=p
        P>B INVITE 12 from=p
            | Contact: <sip:pbx@pbx.example.com>
            {credentials(2, user="trunk-7", realm="provider", uri="sip:bob@example.com")}
        B>P 200
            {FROM_B}
        P>B ACK 12 {TO_B} from=p branch=z9hG4bK-ack-p
        P>A 200 INVITE 2 tag=p
            | Contact: <sip:pbx@pbx.example.com>
        A>P ACK 2 uri=sip:pbx@pbx.example.com tag=p branch=z9hG4bK-ack-a
        """,
}

QOP = {
    "qop without count and cnonce": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            | Max-Forwards: 70
            {credentials(1, more=", qop=auth")}
        B>A 400
            ? auth-qop-fields-missing shown
            ~ nc
            ~ cnonce
        """,
    # A response cannot be checked without them, so the password has not been looked at.
    "qop without count, for a proxy": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, more=', qop=auth, cnonce="c"')}
        P>A 407
            {proxy_challenge(2)}
            ? auth-qop-fields-missing shown
            ! refused
            {NOT_BLAMED}
        A>P ACK 2 tag=b
        """,
    "qop without cnonce": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth,auth-int"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=", qop=auth, nc=00000001")}
        B>A 403
            ? auth-qop-fields-missing shown
            ~ cnonce
            {NOT_BLAMED}
        """,
    "count and cnonce without qop": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', nc=00000001, cnonce="c"')}
        B>A 401
            {challenge(2)}
            ? auth-qop-fields-missing shown
            ~ qop
            ! refused
            {NOT_BLAMED}
        """,
    "none of them": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            | Max-Forwards: 70
            {credentials(1, more="")}
        B>A 400
            ? auth-qop-fields-missing shown
            ~ qop
        """,
    # RFC 3261, 22.4, no. 8: clients must not answer in this form, that of RFC 2069, but servers have to take it. So it
    # is the credentials that were judged, and the form is only the other thing that it may be.
    "none of them, and the server asks again": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more="")}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ? auth-qop-fields-missing likely
            ! refused
        """,
    "none of them, and none was asked for": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more="")}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', nc="00000001"')}
        B>A 401
            {challenge(2, more="")}
            ? auth-refused shown
            ! refused
        """,
    "none of them, and the server does not mind": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more="")}
        B>A 200
        """,
    # Whoever gave that nonce may not have offered qop.
    "none of them, for a nonce that was never seen": f"""
        A>B REGISTER 7 {REGISTER}
            {credentials(0, more="")}
        B>A 401
            {challenge(1)}
            {NOT_BLAMED}
        A>B REGISTER 8 {REGISTER}
            {credentials(1, user="alice-2")}
        B>A 200
        """,
    "none of them, for the proxy that asked for none": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1, "first.example.com", more="")}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, realm="first.example.com", more="")}
        P>A 407
            {proxy_challenge(2, "second.example.com")}
            {NOT_BLAMED}
        A>P ACK 2 tag=b
        A>P INVITE 3
            {FROM_A}
            {proxy_credentials(1, realm="first.example.com", more="")}
            {proxy_credentials(2, realm="second.example.com")}
        P>A 200
            {FROM_B}
        A>P ACK 3 {TO_B} branch=z9hG4bK-ack
        """,
    "all of them, and a wrong password": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth,auth-int"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', CNONCE="c" , NC = 00000001,QoP="auth-int"')}
        B>A 401
            {challenge(2, more=', qop="auth,auth-int"')}
            ? auth-refused shown
            ! refused
        """,
}

VIAS = "via=SIP/2.0/UDP_p.example.com;branch=z9hG4bK{},SIP/2.0/UDP_client.example.com;branch=z9hG4bK-c{}"
URI = {
    # RFC 7616, 3.4.6: a server that finds them different should answer 400. The client sent both itself.
    "the digest uri has no user": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            | Max-Forwards: 70
            {FROM_A}
            {proxy_credentials(1, uri="sip:example.com")}
        P>A 400
            ? auth-uri-differs shown
            ~ sip:example.com
            ~ sip:bob@example.com
        A>P ACK 2 tag=b
        """,
    # And here a proxy on the way may have changed the Request-URI, which it must not be blamed for.
    "the digest uri is not what a proxy sends on": f"""
        P>B INVITE 2 uri=sip:bob@bob.example.com {VIAS.format(1, 1)}
            | Max-Forwards: 69
            {FROM_A}
        B>P 401
            {challenge(1)}
        P>B ACK 2 uri=sip:bob@bob.example.com tag=b {VIAS.format(1, 1)}
        P>B INVITE 3 uri=sip:bob@bob.example.com {VIAS.format(2, 2)}
            | Max-Forwards: 69
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        B>P 400
            ? auth-uri-differs likely
            ~ sip:bob@example.com
            ~ sip:bob@bob.example.com
        P>B ACK 3 uri=sip:bob@bob.example.com tag=b {VIAS.format(2, 2)}
        """,
    # Most servers compute with the uri of the credentials, so the password comes first.
    "the digest uri has no user, and the server asks again": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, uri="sip:example.com")}
        P>A 407
            {proxy_challenge(2)}
            ? auth-refused shown
            ? auth-uri-differs likely
            ! refused
        A>P ACK 2 tag=b
        """,
    "the same difference was accepted before": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1, uri="sip:example.com")}
        P>A 200
            {FROM_B}
        A>P ACK 2 {TO_B} branch=z9hG4bK-ack
        +60
        A>P INVITE 1 call=2
            {FROM_A}
        P>A 407 call=2
            {proxy_challenge(2)}
        A>P ACK 1 call=2 tag=b
        A>P INVITE 2 call=2
            | Max-Forwards: 70
            {FROM_A}
            {proxy_credentials(2, uri="sip:example.com")}
        P>A 400 call=2
        A>P ACK 2 call=2 tag=b
        """,
    "what a proxy sends on was accepted before": f"""
        P>B INVITE 3 uri=sip:bob@bob.example.com {VIAS.format(1, 1)}
            {FROM_A}
            {credentials(0, uri="sip:bob@example.com")}
        B>P 200
            {FROM_B}
        P>B ACK 3 {TO_B} via=SIP/2.0/UDP_p.example.com;branch=z9hG4bK-ack
        +60
        P>B INVITE 2 call=2 uri=sip:bob@bob.example.com {VIAS.format(2, 2)}
            {FROM_A}
        B>P 401 call=2
            {challenge(1)}
        P>B ACK 2 call=2 uri=sip:bob@bob.example.com tag=b {VIAS.format(2, 2)}
        P>B INVITE 3 call=2 uri=sip:bob@bob.example.com {VIAS.format(3, 3)}
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        B>P 401 call=2
            {challenge(2)}
            ? auth-refused shown
            ! refused
        P>B ACK 3 call=2 uri=sip:bob@bob.example.com tag=b {VIAS.format(3, 3)}
        """,
    # RFC 3261, 19.1.4: scheme and host are the same in any letters.
    "the digest uri is the same in other letters": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 2
            | Max-Forwards: 70
            {FROM_A}
            {proxy_credentials(1, uri="SIP:bob@EXAMPLE.com")}
        P>A 400
        A>P ACK 2 tag=b
        """,
}

SHA_256 = ', qop="auth", algorithm=SHA-256'
ALGORITHM = {
    # RFC 8760: a client ignores a challenge whose algorithm it does not know.
    "SHA-256, and nothing follows": f"""
        A>B INVITE 1
            {FROM_A}
        B>A 401
            {challenge(1, more=SHA_256)}
            2? auth-algorithm-unanswered shown
            2~ SHA-256
        A>B ACK 1 tag=b
        """,
    "two algorithms other than MD5, and nothing follows": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth", algorithm=SHA-512-256')}
            {challenge(1, more=', qop="auth", algorithm="sha-256"')}
            2? auth-algorithm-unanswered shown
            2~ SHA-512-256
        """,
    "SHA-256, and the client registers again and again without credentials": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
            2? auth-algorithm-unanswered shown
        +30
        A>B REGISTER 2 {REGISTER}
        B>A 401
            {challenge(2, more=SHA_256)}
            2? auth-algorithm-unanswered shown
        """,
    # The client takes no notice of the algorithm. Its password may be right.
    "SHA-256, and an answer in MD5": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=SHA_256)}
            ? auth-algorithm-unanswered shown
            ~ SHA-256
            ~ MD5
            ! refused
            !~ wrong user name or password
        """,
    "SHA-256, and its answer": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', algorithm=SHA-256, qop=auth, nc=00000001, cnonce="c"')}
        B>A 200
        """,
    "SHA-256 and a wrong password": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', algorithm="sha-256", qop=auth, nc=00000001, cnonce="c"')}
        B>A 401
            {challenge(2, more=SHA_256)}
            ? auth-refused shown
            ! refused
        """,
    "SHA-256 and MD5, and an answer in MD5": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
    "SHA-256 and MD5, and nothing follows": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
            {challenge(1)}
            2? auth-not-retried shown
        """,
    # RFC 7616, 3.3: without a word on the algorithm it is MD5.
    "no algorithm, and nothing follows": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more="")}
            2? auth-not-retried shown
        """,
    "MD5 in other letters, and nothing follows": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', algorithm="md5"')}
            2? auth-not-retried shown
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="1234567t0")}
        B>A 403
            ? auth-user-differs likely
            ~ 1234567t0
            ~ alice
        """,
    "an account that is not the user to be registered, and the server asks again": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
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
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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

NOT_RETRIED = {
    "a call": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
            2? auth-not-retried shown
            2~ INVITE
            2~ office
        A>P ACK 1 tag=b
        """,
    "a registration": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
            2? auth-not-retried shown
            2~ REGISTER
        """,
    "the end of a call": f"""
        {CALL}
        A>B BYE 2 {TO_B}
        B>A 407
            {proxy_challenge(1)}
            2? auth-not-retried shown
            2~ BYE
        """,
    "a re-INVITE": f"""
        {CALL}
        A>B INVITE 2 {TO_B}
            {FROM_A}
        B>A 407
            {proxy_challenge(1)}
            2? auth-not-retried shown
            2~ INVITE
        A>B ACK 2 {TO_B}
        +40
        A>B BYE 3 {TO_B}
        B>A 200
        """,
    "the end of a call is retried": f"""
        {CALL}
        A>B BYE 2 {TO_B}
        B>A 407
            {proxy_challenge(1)}
        A>B BYE 3 {TO_B}
            {proxy_credentials(1, uri="sip:bob@bob.example.com")}
        B>A 200
        """,
    # Nothing is left to be ended.
    "the other side ends the call": f"""
        {CALL}
        A>B BYE 2 {TO_B}
        B>A 407
            {proxy_challenge(1)}
        +2
        B>A BYE 102 {TO_A}
        A>B 200
        """,
    "a re-INVITE, and the call ends at once": f"""
        {CALL}
        A>B INVITE 2 {TO_B}
            {FROM_A}
        B>A 407
            {proxy_challenge(1)}
        A>B ACK 2 {TO_B}
        +1
        A>B BYE 3 {TO_B}
        B>A 200
        """,
    "a client that is slow": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
    # RFC 3261, 8.1.3.5, wants the same Call-ID, and the answer to the challenge counts as it is.
    "with another Call-ID": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        A>P INVITE 1 call=2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 200 call=2
            {FROM_B}
        A>P ACK 1 call=2 {TO_B} branch=z9hG4bK-ack
        """,
    "over another connection": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A:40001>B REGISTER 2 {REGISTER} tcp
            {credentials(1)}
        B>A:40001 200 tcp
        """,
    "at another server": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>C REGISTER 2 {REGISTER}
            {credentials(1)}
        C>A 200
        """,
    # Where requests take another way, nobody can know.
    "responses alone": f"""
        B>A 401 REGISTER 1
            {challenge(1)}
        B>A 200 OPTIONS 7 call=2
        """,
}

STORM = {
    "a client without credentials": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
        B>A 401
            {challenge(2)}
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(3)}
        A>B REGISTER 4 {REGISTER}
        B>A 401
            {challenge(4)}
            ? auth-storm shown
            ~ number 4 in a row
        A>B REGISTER 5 {REGISTER}
        B>A 401
            {challenge(5)}
            ? auth-storm shown
            ~ number 5 in a row
            2? auth-not-retried shown
        """,
    "a client with a wrong password": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3)}
            ? auth-refused shown
            ! refused
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 401
            {challenge(4)}
            ? auth-refused shown
            ? auth-storm shown
            ~ number 4 in a row
            ! refused
        """,
    "a success in between": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
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
        +60
        A>B REGISTER 5 {REGISTER}
        B>A 401
            {challenge(3)}
        A>B REGISTER 6 {REGISTER}
            {credentials(3)}
        B>A 200
        +60
        A>B REGISTER 7 {REGISTER}
        B>A 401
            {challenge(4)}
        A>B REGISTER 8 {REGISTER}
            {credentials(4)}
        B>A 200
        """,
}

AKA = ", algorithm=AKAv1-MD5"
EMPTY = '| Authorization: Digest username="alice@example.com", realm="office", nonce="", uri="sip:example.com", response=""'
RESYNC = {
    # RFC 3310, 3.4: the card finds the number of the challenge out of range and sends its own. The response is made
    # with an empty password, so neither that nor its fields say anything.
    "the card asks for another challenge": f"""
        A>B REGISTER 1 {REGISTER}
            {EMPTY}
        B>A 401
            {challenge(1, more=AKA + ', qop="auth"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="alice@example.com", more=AKA + ', auts="5PYxMuX2NOT2NeQ="')}
        B>A 401
            {challenge(2, more=AKA + ', qop="auth"')}
            ? auth-aka-resync shown
            {NOT_BLAMED}
        A>B REGISTER 3 {REGISTER}
            {credentials(2, user="alice@example.com")}
        B>A 200
        """,
    # TS 24.229, 5.1.1.2: a first REGISTER names the user in credentials that are empty. No nonce has expired.
    "no resync": f"""
        A>B REGISTER 1 {REGISTER}
            {EMPTY}
        B>A 401
            {challenge(1, more=AKA + ', qop="auth"')}
            {NOT_BLAMED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="alice@example.com")}
        B>A 200
        """,
    # Such a network challenges again when it likes, and a nonce serves once.
    "a later registration is challenged": f"""
        A>B REGISTER 1 {REGISTER}
            {EMPTY}
        B>A 401
            {challenge(1, more=AKA + ', qop="auth"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="alice@example.com")}
        B>A 200
        +1800
        A>B REGISTER 3 {REGISTER}
            {credentials(1, nc=2, user="alice@example.com")}
        B>A 401
            {challenge(2, more=AKA + ', qop="auth"')}
            ? auth-nonce-expired shown
            {NOT_BLAMED}
        A>B REGISTER 4 {REGISTER}
            {credentials(2, user="alice@example.com")}
        B>A 200
        """,
}

LADDERS = {f"{subject}: {title}": text for subject, ladders in {
    "refused": REFUSED, "not refused": NOT_REFUSED, "expired": EXPIRED, "replayed": REPLAYED, "realm": REALM,
    "qop": QOP, "uri": URI, "algorithm": ALGORITHM, "user": USER, "not retried": NOT_RETRIED, "storm": STORM,
    "aka": RESYNC}.items() for title, text in ladders.items()}

# Five seconds without a new try make a finding, and the end of the capture does not.
ENDINGS = {
    "a challenge is the last thing seen": f"""
        A>P INVITE 1
            {FROM_A}
        P>A 407
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        """,
    "a challenge to a BYE is the last thing seen": f"""
        {CALL}
        A>B BYE 2 {TO_B}
        B>A 407
            {proxy_challenge(1)}
        """,
    "a challenge for SHA-256 is the last thing seen": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=SHA_256)}
        """,
    "the capture goes on for 3 s": f"""
        {CALL}
        A>B INVITE 2 {TO_B}
            {FROM_A}
        B>A 407
            {proxy_challenge(1)}
        A>B ACK 2 {TO_B}
        +3
        A>B OPTIONS 1 call=2
        B>A 200 call=2
        """,
    "the capture goes on for 6 s": f"""
        {CALL}
        A>B BYE 2 {TO_B}
        B>A 407
            {proxy_challenge(1)}
            2? auth-not-retried shown
            2~ BYE
        +6
        A>B OPTIONS 1 call=2
        B>A 200 call=2
        """,
}
