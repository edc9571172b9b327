# SPDX-License-Identifier: GPL-2.0-or-later
"""Challenges and credentials, and what they show; here challenges that lead nowhere."""

import ladders_findings_form
import ladders_findings_nonce
import ladders_findings_refused
import ladders_misfits
from digest import (
    CALL, CHALLENGED, CHALLENGED_BY_PROXY, FROM_A, FROM_B, REGISTER, TO_A, TO_B, challenge, credentials,
    proxy_challenge, proxy_credentials,
)

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
    # Who searches for open PBXs has no account here, and should get none.
    "a call of a scanner": f"""
        A>P INVITE 1
            {FROM_A}
            | User-Agent: friendly-scanner
        P>A 407
            {proxy_challenge(1)}
            2? scan shown
            !~ with credentials
        A>P ACK 1 tag=b
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
    # Each side counts its requests for itself (RFC 3261, Section 12.2.1.1), so that both begin with 1 here.
    "a re-INVITE of the callee, with the number of the INVITE": f"""
        {CALL}
        B>A INVITE 1 {TO_A}
            {FROM_B}
        A>B 401
            | WWW-Authenticate: Digest realm="a.example.com", nonce="of-a-{{network}}"
            2? auth-not-retried shown
        B>A ACK 1 {TO_A}
        +40
        B>A BYE 2 {TO_A}
        A>B 200
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
    # Its end did not come from who was challenged, and not soon.
    "the other side ends the call later": f"""
        {CALL}
        A>B BYE 2 {TO_B}
        B>A 407
            {proxy_challenge(1)}
            2? auth-not-retried shown
            !~ stays up
        +60
        B>A BYE 102 {TO_A}
        A>B 200
        """,
    # The caller has hung up, and the challenge crosses that on its way.
    "a call that is cancelled": f"""
        A>P INVITE 1
            {FROM_A}
        A>P CANCEL 1
        P>A 407 INVITE
            {proxy_challenge(1)}
        A>P ACK 1 tag=b
        P>A 481 CANCEL
            ? cancel-late shown
        """,
    # Whether it is the nonce or the account, nobody can know; but there are credentials.
    "credentials that come late, and are not taken": f"""
        {CHALLENGED_BY_PROXY}
        +35
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 407
            {proxy_challenge(2)}
        A>P ACK 2 tag=b
        """,
    # That the nonce is old is what the server says, and the client gives up all the same.
    "a nonce that is too old": f"""
        {CHALLENGED_BY_PROXY}
        +35
        A>P INVITE 2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 407
            {proxy_challenge(2, more=", stale=true")}
            ? auth-nonce-expired shown
            2? auth-not-retried shown
        A>P ACK 2 tag=b
        """,
    # Two servers behind one address, each with nonces of its own: nobody enters a password in 10 ms.
    "credentials that are taken with the next nonce": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1, user="100200")}
        B>A 401
            {challenge(2)}
            1? auth-refused shown
            1? auth-user-differs likely
            2? auth-nonce-expired shown
            2~ only the nonce was refused
            1! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(2, user="100200")}
        B>A 200
        """,
    # Some servers leave stale=true out, and their nonces are short-lived.
    "a client that is slow, and whose next try is taken": f"""
        {CHALLENGED}
        +4
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            1? auth-refused shown
            2? auth-nonce-expired shown
            2~ the account is right
            1! refused
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 200
        """,
    "credentials that are taken when the user has entered them anew": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            !~ the account is right
            ! refused
        +9
        A>B REGISTER 3 {REGISTER}
            {credentials(2)}
        B>A 200
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
        {CHALLENGED}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 200
        """,
    # RFC 3261, 8.1.3.5, wants the same Call-ID, and the answer to the challenge counts as it is.
    "with another Call-ID": f"""
        {CHALLENGED_BY_PROXY}
        A>P INVITE 1 call=2
            {FROM_A}
            {proxy_credentials(1)}
        P>A 200 call=2
            {FROM_B}
        A>P ACK 1 call=2 {TO_B} branch=z9hG4bK-ack
        """,
    "over another connection": f"""
        {CHALLENGED}
        A:40001>B REGISTER 2 {REGISTER} tcp
            {credentials(1)}
        B>A:40001 200 tcp
        """,
    "at another server": f"""
        {CHALLENGED}
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
    "a client that begins anew after each refusal": f"""
        {CHALLENGED}
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2)}
            ? auth-refused shown
            ! refused
        A>B REGISTER 3 {REGISTER}
        B>A 401
            {challenge(3)}
        A>B REGISTER 4 {REGISTER}
            {credentials(3)}
        B>A 401
            {challenge(4)}
            ? auth-refused shown
            ? auth-storm shown
            ! refused
        A>B REGISTER 5 {REGISTER}
        B>A 401
            {challenge(5)}
            ? auth-storm shown
            !~ no credentials
            2? auth-not-retried shown
        """,
    "a client without credentials": f"""
        {CHALLENGED}
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
            ~ number 4 in a row, and the REGISTER in frame 7 carries no credentials
        A>B REGISTER 5 {REGISTER}
        B>A 401
            {challenge(5)}
            ? auth-storm shown
            ~ number 5 in a row
            2? auth-not-retried shown
        """,
    "a token that is not accepted": """
        A>B REGISTER 1
        B>A 401
            | WWW-Authenticate: Bearer scope="sip",authz_server="https://auth.example.com"
        A>B REGISTER 2
            | Authorization: Bearer eyJ0.{network}
        B>A 401
            | WWW-Authenticate: bearer scope="sip",authz_server="https://auth.example.com",error="invalid_token"
            ? auth-token-refused shown
            ~ The REGISTER in frame 3 carried a token (Bearer), and the server does not accept it.
            ! refused
        A>B REGISTER 3
            | Authorization: Bearer eyJ1.{network}
        B>A 200
        """,
    "a token for the server, and a proxy that wants one too": """
        A>B INVITE 1
            | Authorization: Bearer eyJ0.{network}
        B>A 407
            | Proxy-Authenticate: Bearer scope="sip",authz_server="https://auth.example.com"
        A>B ACK 1
        A>B INVITE 2
            | Authorization: Bearer eyJ0.{network}
            | Proxy-Authorization: Bearer eyJ1.{network}
        B>A 200
        A>B ACK 2
        """,
    "a token where Digest is asked for": """
        A>B REGISTER 1
            | Authorization: Bearer eyJ0.{network}
        B>A 401
            | WWW-Authenticate: Digest realm="example.com",nonce="t{network}"
            2? auth-not-retried shown
        """,
    "a client with a wrong password": f"""
        {CHALLENGED}
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

SUBJECTS = {**ladders_findings_refused.SUBJECTS, **ladders_findings_nonce.SUBJECTS, **ladders_findings_form.SUBJECTS,
            **ladders_misfits.SUBJECTS, "not retried": NOT_RETRIED, "storm": STORM}
LADDERS = {f"{subject}: {title}": text for subject, ladders in SUBJECTS.items() for title, text in ladders.items()}

# Five seconds without a new try make a finding, and the end of the capture does not.
ENDINGS = {
    "a challenge is the last thing seen": f"""
        {CHALLENGED_BY_PROXY}
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
            {challenge(1, more=', algorithm=SHA-256')}
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
