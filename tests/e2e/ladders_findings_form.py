# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials that do not fit their challenge: RFC 7616, 3.4, RFC 8760."""

from digest import (
    CHALLENGED, CHALLENGED_BY_PROXY, FROM_A, FROM_B, NOT_BLAMED, REGISTER, TO_B, challenge, credentials, nonce,
    proxy_challenge, proxy_credentials,
)

FIELD = {
    "credentials for a 401 in Proxy-Authorization": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, header="Proxy-Authorization")}
        B>A 401
            {challenge(2)}
            ? auth-field-wrong shown
            ~ credentials in Proxy-Authorization
            ~ frame 2
            ! refused
            {NOT_BLAMED}
        +30
        """,
    "credentials for a 407 in Authorization": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            {FROM_A}
            {credentials(1, uri="sip:bob@example.com")}
        P>A 407
            {proxy_challenge(2)}
            ? auth-field-wrong shown
            ~ answered in Proxy-Authorization
            ! refused
            !~ never sent again
        A>P ACK 2 tag=b
        +30
        """,
    # The client keeps what another server asked it for.
    "credentials in Proxy-Authorization with another nonce": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(7, header="Proxy-Authorization")}
        B>A 401
            {challenge(2)}
            2? auth-not-retried shown
            !~ has its credentials in
        """,
    "credentials in both fields": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, header="Proxy-Authorization")}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
            !~ has its credentials in
        """,
}

REALM = {
    # The client answers the challenge, nonce and all, with a realm from its settings.
    "a realm of the client's own": f"""
        {CHALLENGED}
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
        {CHALLENGED_BY_PROXY}
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
        {CHALLENGED}
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
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, realm="Office")}
        B>A 401
            {challenge(2)}
            ? auth-realm-wrong shown
            ! refused
        """,
    # Without a nonce of this server they may be for somebody who asked before the capture began.
    "a realm that nobody named, and a nonce that nobody gave": f"""
        {CHALLENGED}
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
        {CHALLENGED}
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
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            | Max-Forwards: 70
            {credentials(1, more=", qop=auth")}
        B>A 400
            ? auth-qop-fields-missing shown
            ~ nc
            ~ lack nc and cnonce.
        """,
    # A response cannot be checked without them, so the password has not been looked at.
    "qop without count, for a proxy": f"""
        {CHALLENGED_BY_PROXY}
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
    # auth-qop-differs
    "a qop that was not offered": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth-int"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 403
            ? auth-qop-differs shown
            ~ The challenge in frame 2 offers qop=auth-int, and the credentials of the REGISTER in frame 3 use qop=auth.
            {NOT_BLAMED}
        """,
    "a qop that was not offered, and the server asks again": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', qop="auth-int", nc=00000001, cnonce="c"')}
        B>A 401
            {challenge(2, more=', qop="auth"')}
            ? auth-qop-differs shown
            ! refused
            {NOT_BLAMED}
        """,
    "a qop of a list in other letters": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth, Auth-Int"')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', qop=auth-int, nc=00000001, cnonce="c"')}
        B>A 403
        """,
    "a list of qop without quotes": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop=auth,auth-int')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=', qop=auth-int, nc=00000001, cnonce="c"')}
        B>A 403
        """,
    "count and cnonce without qop": f"""
        {CHALLENGED}
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
        {CHALLENGED}
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
        {CHALLENGED}
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
        {CHALLENGED}
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
        {CHALLENGED_BY_PROXY}
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
    "the digest uri has no user, and the server names it": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 2
            | Max-Forwards: 70
            {FROM_A}
            {proxy_credentials(1, uri="sip:example.com")}
        P>A 403 phrase=Digest_URI_mismatch
            ? auth-uri-differs shown
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
        {CHALLENGED_BY_PROXY}
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
        {CHALLENGED_BY_PROXY}
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
        {CHALLENGED_BY_PROXY}
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
    # RFC 8760: a client ignores a challenge whose algorithm it does not know. That nobody tried again is the same fact
    # without its reason, so it is not told beside it.
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

OPAQUE_MORE = ', qop="auth", algorithm=MD5, opaque="5ccc069c"'
RETURNED = ', qop=auth, nc=00000001, cnonce="0a4f113b", opaque="{}"'
WITH_OPAQUE = f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=OPAQUE_MORE)}
"""
# RFC 7616, 3.4: what the challenge has as opaque, the credentials have to have.
OPAQUE = {
    "no opaque in the credentials": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=OPAQUE_MORE)}
            ? auth-answer-differs likely
            ~ the opaque "5ccc069c"
            ~ REGISTER in frame 3 have none
            ! refused
            {NOT_BLAMED}
        """,
    "another opaque in the credentials, and 403": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=RETURNED.format("other"))}
        B>A 403
            ? auth-answer-differs likely
            ~ have "other"
            {NOT_BLAMED}
        """,
    "the opaque came back": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more=RETURNED.format("5ccc069c"))}
        B>A 401
            {challenge(2, more=OPAQUE_MORE)}
            ? auth-refused shown
            ! refused
            !~ opaque
        """,
    "there was no opaque": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
            !~ opaque
        """,
    "an opaque that is empty": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1, more=', qop="auth", algorithm=MD5, opaque=""')}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=', qop="auth", algorithm=MD5, opaque=""')}
            ? auth-refused shown
            ! refused
            !~ opaque
        """,
    "no opaque in the credentials, and the server says what is wrong": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 403 phrase=Wrong_password
            ? auth-refused shown
            !~ opaque
        """,
    "no opaque in credentials that the server took before": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        +60
        A>B REGISTER 3 {REGISTER} caller=carol to=carol call=2
        B>A 401 call=2
            {challenge(3, more=OPAQUE_MORE)}
        A>B REGISTER 4 {REGISTER} caller=carol to=carol call=2
            {credentials(3, user="carol")}
        B>A 401 call=2
            {challenge(4, more=OPAQUE_MORE)}
            ? auth-refused shown
            ! refused
            !~ opaque
        """,
    # The password was wrong, or the nonce too old, and opaque is no matter to the server.
    "no opaque in the credentials, nor in those that were accepted then": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=OPAQUE_MORE)}
            1? auth-answer-differs likely
            2? auth-nonce-expired shown
            1! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 200
        """,
    "no opaque in the credentials, and it was in those that were accepted then": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=OPAQUE_MORE)}
            ? auth-answer-differs likely
            ! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(2, more=RETURNED.format("5ccc069c"))}
        B>A 200
        """,
    "no opaque for an Asterisk": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=OPAQUE_MORE)}
            | Server: Asterisk PBX 18.9.0
            ? auth-refused shown
            ! refused
            !~ opaque
        """,
    "credentials without opaque, qop, nc and cnonce": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, more="")}
        B>A 401
            {challenge(2, more=OPAQUE_MORE)}
            ? auth-refused shown
            ? auth-qop-fields-missing likely
            ! refused
            !~ opaque
        """,
    "no opaque in credentials that are accepted": f"""
        {WITH_OPAQUE}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
}

# RFC 3261, 7.3.1: "Subject : lunch". Wireshark's dissector knows no field that is written so.
BLANKS = {
    "blanks before the colons": f"""
        A>B REGISTER 1 spaced {REGISTER}
        B>A 401 spaced
            {challenge(1)}
        A>B REGISTER 2 spaced {REGISTER}
            {credentials(1)}
        B>A 401 spaced
            {challenge(2)}
            ? auth-refused shown
            ! refused
        """,
    "blanks before the colons of one side": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401 spaced
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401 spaced
            {challenge(2)}
            ? auth-refused shown
            ! refused
        """,
    "blanks before the colons of two answers in a segment": f"""
        A>B REGISTER 1 tcp spaced call=1 {REGISTER}
        A>B REGISTER 5 tcp spaced call=2 {REGISTER}
        B>A 401 tcp spaced 1 call=1
            {challenge(1)}
        B>A 401 tcp and spaced 5 call=2
            {challenge(2)}
        A>B REGISTER 2 tcp spaced call=1 {REGISTER}
            {credentials(1)}
        A>B REGISTER 6 tcp spaced call=2 {REGISTER}
            {credentials(2)}
        B>A 401 tcp spaced 2 call=1
            {challenge(3)}
            ? auth-refused shown
            ! refused
        B>A 200 tcp and spaced 6 call=2
        """,
    "no Call-ID, and blanks before the colons": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401 spaced nameless
            {challenge(2)}
        B>A 200
        """,
    "no Call-ID, in a segment with one that has it": f"""
        A>B REGISTER 1 tcp {REGISTER}
        B>A 401 tcp
            {challenge(1)}
        A>B REGISTER 2 tcp {REGISTER}
            {credentials(1)}
        B>A 401 tcp nameless
            {challenge(2)}
        B>A 401 tcp and spaced
            {challenge(2)}
            ? auth-refused shown
            ! refused
        """,
}

SUBJECTS = {"blanks": BLANKS, "opaque": OPAQUE, "field": FIELD, "realm": REALM, "qop": QOP, "uri": URI, "algorithm": ALGORITHM}
