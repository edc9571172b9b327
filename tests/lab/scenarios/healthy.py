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
]
