# SPDX-License-Identifier: GPL-2.0-or-later
"""Transfers: REFER and the NOTIFYs that tell what became of it."""

from parties import Sipp
from scenario import Scenario
from scenarios.dialogs import ANSWERED, BEGIN

NOTIFY = """
> NOTIFY
| Event: refer
| Subscription-State: %s
| Content-Type: message/sipfrag
: SIP/2.0 %s
< 200
"""
TRYING = NOTIFY % ("active;expires=60", "100 Trying")
ENDED = NOTIFY % ("terminated;reason=noresource", "%s")
TAKE = """
< NOTIFY
> 200
"""
REFER = BEGIN + """wait 200
> REFER
| Refer-To: <sip:4001@THIRD:5060>
"""


def transfer(caller, callee, *others):
    return [*others, Sipp("CALLEE", ANSWERED + callee), Sipp("CALLER", REFER + caller, "CALLEE")]


TARGET = """
> INVITE to=4001 from=3001 uri=sip:4001@THIRD
< 180
< 200
> ACK
wait 800
> BYE
< 200
"""

SCENARIOS = [
    Scenario("transfer", transfer(
        "< 202\n" + TAKE + TAKE + "> BYE\n< 200",
        "< REFER\n> 202\n" + TRYING + "wait 700" + ENDED % "200 OK" +
        "< BYE\n> 200",
        Sipp("THIRD", "< INVITE\n> 180\nwait 200\n> 200 sdp\n< ACK\n< BYE\n> 200")) + [
            Sipp("CALLEE", TARGET, "THIRD", user="3001", other="4001", port=5070, after="CALLER>CALLEE REFER")]),
    Scenario("transfer to a busy phone", transfer(
        "< 202\n" + TAKE + TAKE + "> BYE\n< 200",
        "< REFER\n> 202\n" + TRYING + "wait 500" + ENDED % "486 Busy Here" +
        "< BYE\n> 200"),
             found="""
                 CALLEE>CALLER 202 REFER: transfer-failed
                 CALLEE>CALLER NOTIFY: transfer-failed
             """,
             report="NOTIFY; transfer-failed"),
    Scenario("transfer that nobody may make", transfer("< 603\n> BYE\n< 200", "< REFER\n> 603\n< BYE\n> 200"),
             report="603 Decline to REFER"),
    Scenario("transfer without a target", [
        Sipp("CALLEE", ANSWERED + "< REFER\n> 400 phrase=Missing_Refer-To\n< BYE\n> 200"),
        Sipp("CALLER", BEGIN + "> REFER\n< 400\n> BYE\n< 200", "CALLEE")],
             found="CALLEE>CALLER 400 REFER: header-missing",
             report="400 Bad Request to REFER; header-missing"),
    Scenario("attended transfer to a call that is over", [
        Sipp("CALLEE", """
            < INVITE
            > 481
            < ACK
        """), Sipp("CALLER", """
            > INVITE
            | Replaces: gone@lab.example;to-tag=1;from-tag=2
            | Require: replaces
            < 481
            > ACK
        """, "CALLEE")],
             found="CALLEE>CALLER 481 INVITE: replaces-unknown",
             report="481 Call/Transaction Does Not Exist to INVITE; replaces-unknown"),
]
