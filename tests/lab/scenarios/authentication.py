# SPDX-License-Identifier: GPL-2.0-or-later
"""Credentials that are wrong, old, for another realm, or never sent."""

from parties import Kamailio, Sipp
from scenario import Scenario
from scenarios.addressing import pings
from scenarios.healthy import TO_CALLEE


def asked(*parties, defines=("WITH_AUTH",)):
    """Those parties and a proxy that wants credentials."""
    return [Kamailio(route=TO_CALLEE, defines=defines), *parties]


REFUSED_BEFORE = """
    > REGISTER
    < 401 auth
    > REGISTER
    | Authorization: Digest username="2001",realm="home.example",nonce="0",uri="sip:lab.example",response="%s"
    < 401
""" % ("0" * 32)

SCENARIOS = [
    Scenario("wrong password", asked(Sipp("CALLER", """
        > REGISTER
        < 401 auth
        > REGISTER auth=wrong
        < 401
    """)),
             found="PROXY>CALLER 401 REGISTER: auth-refused, auth-uri-differs?",
             report="401 Unauthorized to REGISTER; auth-refused, auth-uri-differs"),
    Scenario("wrong password in a call", asked(Sipp("CALLER", """
        > INVITE
        < 407 auth
        > ACK
        > INVITE auth=wrong
        < 407
        > ACK
    """)),
             found="PROXY>CALLER 407 INVITE: auth-refused, auth-uri-differs?",
             report="407 Proxy Authentication Required to INVITE; auth-refused, auth-uri-differs"),
    Scenario("unknown realm", asked(Sipp("CALLER", REFUSED_BEFORE)),
             found="PROXY>CALLER 401 REGISTER: auth-realm-wrong?",
             report="401 Unauthorized to REGISTER; auth-realm-wrong"),
    Scenario("nonce that is old at the refresh", asked(Sipp("CALLER", """
        > REGISTER
        < 401 auth
        > REGISTER auth
        < 200
        wait 2500
        > REGISTER auth
        < 401 auth
        > REGISTER auth
        < 200
    """), defines=("WITH_AUTH", "SHORT_NONCE")),
             found="PROXY>CALLER 401 REGISTER: auth-nonce-expired"),
    # So late that it is no wonder; sooner, a server that does not say stale=true leaves it open.
    Scenario("expired nonce", asked(Sipp("CALLER", """
        > REGISTER
        < 401 auth
        wait 10500
        > REGISTER auth
        < 401 auth
        > REGISTER auth
        < 200
    """), defines=("WITH_AUTH", "SHORT_NONCE")),
             found="PROXY>CALLER 401 REGISTER: auth-nonce-expired"),
    Scenario("challenge left without an answer", asked(
        Sipp("CALLER", """
            > INVITE
            < 407
            > ACK
        """), *pings("CALLER>PROXY ACK")),
             found="PROXY>CALLER 407 INVITE: auth-not-retried",
             report="407 Proxy Authentication Required to INVITE; auth-not-retried"),
    Scenario("account of somebody else", asked(Sipp("CALLER", """
        > REGISTER
        < 401 auth
        > REGISTER auth
        | To: <sip:2009@lab.example>
        < 401
    """)),
             found="PROXY>CALLER 401 REGISTER: auth-refused, auth-user-differs?, auth-uri-differs?",
             report="401 Unauthorized to REGISTER; auth-refused, auth-user-differs, auth-uri-differs"),
    Scenario("BYE challenged and left", [
        Sipp("CALLEE", """
            < INVITE
            > 180
            > 200 sdp
            < ACK
            < BYE
            > 407
            | Proxy-Authenticate: Digest realm="lab.example",nonce="bye1",qop="auth",algorithm=MD5
        """), Sipp("CALLER", """
            > INVITE
            < 180
            < 200
            > ACK
            > BYE
            < 407
        """, "CALLEE"),
        *pings("CALLEE>CALLER 407 BYE")],
             found="CALLEE>CALLER 407 BYE: auth-not-retried",
             report="407 Proxy Authentication Required to BYE; auth-not-retried"),
]
