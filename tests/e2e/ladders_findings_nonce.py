# SPDX-License-Identifier: GPL-2.0-or-later
"""Nonces that are too old or come twice: RFC 7616, 3.3 and 3.4, RFC 3310."""

from digest import (
    CHALLENGED, CHALLENGED_BY_PROXY, FROM_A, FROM_B, NOT_BLAMED, REGISTER, TO_B, challenge, credentials, nonce,
    proxy_challenge, proxy_credentials,
)

EXPIRED = {
    "stale=true": f"""
        {CHALLENGED}
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
        {CHALLENGED_BY_PROXY}
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
        {CHALLENGED}
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
        {CHALLENGED}
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
            ~ 90.0 s
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
        {CHALLENGED}
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
        {CHALLENGED}
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
        {CHALLENGED}
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

STALE = ', stale=true, qop="auth"'
ALWAYS_STALE = {
    # Several servers behind one address, of which none knows what another one gave.
    "stale=true for each nonce that was just given": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=STALE)}
            ? auth-nonce-expired shown
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3, more=STALE)}
            ? auth-nonce-expired shown
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 401
            {challenge(4, more=STALE)}
            ? auth-nonce-always-stale shown
            ! refused
            ~ Since frame 4, 3 challenges in a row say stale=true
            !~ password is wrong
        """,
    # Of what has no credentials, no nonce can be too old.
    "stale=true for requests without credentials": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=STALE)}
        A>B REGISTER 2 {REGISTER}
        B>A 401
            {challenge(2, more=STALE)}
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3, more=STALE)}
            ? auth-nonce-expired shown
            2? auth-not-retried shown
        """,
    # And who uses an old one again gets what is due to it.
    "stale=true for one nonce again and again": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=STALE)}
            ? auth-nonce-expired shown
        A>B REGISTER 3 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(3, more=STALE)}
            ? auth-nonce-expired shown
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 401
            {challenge(4, more=STALE)}
            ? auth-nonce-expired shown
            2? auth-not-retried shown
        """,
    # Of one who takes long each time, the nonces are too old.
    "stale=true for nonces that are old": f"""
        {CHALLENGED}
        +20
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=STALE)}
            ? auth-nonce-expired shown
        +20
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 401
            {challenge(3, more=STALE)}
            ? auth-nonce-expired shown
        +20
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 401
            {challenge(4, more=STALE)}
            ? auth-nonce-expired shown
            2? auth-not-retried shown
        """,
}

REPLAYED = {
    # RFC 7616, 3.4: the count goes up with each request, so that a copy can be told.
    "a count that was accepted before, and words": f"""
        {CHALLENGED}
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
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +5
        A>B INVITE 1 call=2
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        B>A 401 call=2
            {challenge(1)}
            ? auth-nonce-replayed likely
            ~ 00000001
            ~ frame 3
            ! refused
            {NOT_BLAMED}
        A>B ACK 1 call=2 tag=b
        """,
    # Who does not count nc forbids for other reasons.
    **{f"a count that was accepted before, and {answer}": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +5
        A>B INVITE 1 call=2
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        +1
        B>A {answer} call=2
            {found}
            !~ replay
            {NOT_BLAMED}
        A>B ACK 1 call=2 tag=b
        """ for answer, found in (("403", ""), ("403 phrase=Insufficient_Balance", "? server-words shown"),
                                  ("400 phrase=Bad_Via", ""))},
    # The nonce and the count are those of somebody else, who was let in.
    "a count that was accepted from another user": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +5
        A>B REGISTER 1 call=2 uri=sip:example.com to=bert
            {credentials(1, user="bert")}
        B>A 401 call=2
            {challenge(1)}
            ? auth-refused shown
            !~ replay
            ! refused
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

AKA = ", algorithm=AKAv1-MD5"
EMPTY = ('| Authorization: Digest username="alice@example.com", realm="office", nonce="", uri="sip:example.com", '
         'response=""')
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

SUBJECTS = {"expired": EXPIRED, "always stale": ALWAYS_STALE, "replayed": REPLAYED, "aka": RESYNC}
