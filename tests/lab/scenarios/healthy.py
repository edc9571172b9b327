# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls without a fault: nothing may be claimed."""

from parties import Kamailio, Sipp
from scenario import Scenario

TO_CALLEE = '$du = "sip:CALLEE:5060"; route(RELAY);'
CALL = """
> INVITE
< 100 ?
< 180
< 200
> ACK
wait 300
> BYE
< 200
"""
ANSWER = """
< INVITE
> 180
wait 300
> 200 sdp
< ACK
< BYE
> 200
"""

HOLD = """> INVITE
: v=0
: o=lab 1 2 IN IP4 [local_ip]
: s=-
: c=IN IP4 [local_ip]
: t=0 0
: m=audio 6000 RTP/AVP 8 0
: a=sendonly
< 200
> ACK
"""

SCENARIOS = [
    Scenario("call", [Kamailio(route=TO_CALLEE), Sipp("CALLEE", ANSWER), Sipp("CALLER", CALL)]),
    Scenario("call with auth", [
        Kamailio(route=TO_CALLEE, defines=("WITH_AUTH",)), Sipp("CALLEE", ANSWER),
        Sipp("CALLER", """
            > INVITE
            < 407 auth
            > ACK
            > INVITE auth
            < 100 ?
            < 180
            < 200
            > ACK
            > BYE
            < 200
        """)]),
    Scenario("registration and refresh", [
        Kamailio(defines=("WITH_AUTH",)), Sipp("CALLER", """
            > REGISTER
            < 401 auth
            > REGISTER auth
            < 200
            wait 500
            > REGISTER auth
            < 200
        """)]),
    Scenario("call to a registered phone", [
        Kamailio(), Sipp("CALLEE", "> REGISTER\n| Contact: <sip:3001@CALLEE:5060>\n< 200", user="3001", port=5070),
        Sipp("CALLEE", ANSWER), Sipp("CALLER", CALL, after="PROXY>CALLEE 200 REGISTER")]),
    Scenario("hold and resume", [
        Sipp("CALLEE", "< INVITE\n> 180\n> 200 sdp\n< ACK" + 2 * "\n< INVITE\n> 200 sdp\n< ACK" + "\n< BYE\n> 200"),
        Sipp("CALLER", "> INVITE\n< 180\n< 200\n> ACK\n" + HOLD + "wait 300\n> INVITE\n< 200\n> ACK\n> BYE\n< 200", "CALLEE")]),
    Scenario("early media", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", "< INVITE\n> 183 sdp\nwait 500\n> 200 sdp\n< ACK\n< BYE\n> 200"),
        Sipp("CALLER", CALL.replace("180", "183"))]),
    Scenario("reliable early media", [
        Sipp("CALLEE", """
            < INVITE
            > 183 sdp
            | Require: 100rel
            | RSeq: 1
            < PRACK
            > 200
            wait 300
            > 200 INVITE
            < ACK
            < BYE
            > 200
        """), Sipp("CALLER", """
            > INVITE
            | Supported: 100rel
            < 183 early
            > PRACK
            | RAck: 1 1 INVITE
            < 200 PRACK
            < 200
            > ACK
            > BYE
            < 200
        """, "CALLEE")]),
    Scenario("OPTIONS ping", [Kamailio(route='send_reply("200", "Keepalive"); exit;'),
        Sipp("CALLER", 3 * "> OPTIONS\n< 200\n")]),
    Scenario("text message", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", "< MESSAGE\n> 200"), Sipp("CALLER", "> MESSAGE\n: hello\n< 200")]),
    Scenario("subscription", [
        Sipp("CALLEE", """
            < SUBSCRIBE
            > 200
            | Expires: 600
            > NOTIFY
            | Event: dialog
            | Subscription-State: active;expires=600
            < 200
        """), Sipp("CALLER", """
            > SUBSCRIBE
            | Event: dialog
            | Expires: 600
            < 200
            < NOTIFY
            > 200
        """, "CALLEE")]),
    Scenario("call on TCP", [
        Kamailio(route='$du = "sip:CALLEE:5060;transport=tcp"; route(RELAY);'), Sipp("CALLEE", ANSWER, transport="tcp"),
        Sipp("CALLER", CALL, transport="tcp")]),
]
