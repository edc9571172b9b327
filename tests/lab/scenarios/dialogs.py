# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests inside calls: ACKs that are missing or late, phones that forgot the call, crossing requests, timers."""

from parties import Kamailio, Sipp
from scenario import Scenario
from scenarios.healthy import ANSWER, CALL, TO_CALLEE

BEGIN = """
> INVITE
< 180
< 200
> ACK
"""
ANSWERED = """
< INVITE
> 180
> 200 sdp
< ACK
"""


def between(caller, callee):
    """A call without a proxy."""
    return [Sipp("CALLEE", callee), Sipp("CALLER", caller, "CALLEE")]


SCENARIOS = [
    Scenario("ACK that never comes", between("> INVITE\n< 180\n< 200\nwait 2500\n> BYE\n< 200", """
        < INVITE
        > 180
        > 200 sdp
        < BYE
        > 200
    """),
             found="CALLEE>CALLER 200 INVITE: ack-missing",
             report="200 OK to INVITE; ack-missing"),
    Scenario("ACK that comes late", between("> INVITE\n< 180\n< 200\nwait 2500\n> ACK\nwait 300\n> BYE\n< 200", ANSWER),
             found="CALLEE>CALLER 200 INVITE: ack-missing, ack-late",
             report="200 OK to INVITE; ack-late"),
    Scenario("ACK that passes the proxy by", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", ANSWERED, status=1, stays=True),
        Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 200\n> ACK unrouted uri=sip:3001@lab.example\nwait 2500")],
             found="""
                 CALLEE>PROXY 200 INVITE: ack-target-wrong
                 PROXY>CALLER 200 INVITE: ack-target-wrong
             """,
             report="200 OK to INVITE; ack-target-wrong"),
    Scenario("private address in the Contact of the answer", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", """
            < INVITE
            > 180
            > 200 sdp
            | Contact: <sip:3001@PRIVATE:5060>
            < ACK
        """, status=1, stays=True), Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 200\n> ACK\nwait 2500")],
             found="""
                 CALLEE>PROXY 200 INVITE: ack-unroutable
                 PROXY>CALLER 200 INVITE: ack-late
             """,
             report="200 OK to INVITE; ack-unroutable"),
    Scenario("BYE without a tag", between(BEGIN + "wait 300\n> BYE untagged\n< 481", ANSWERED + "< BYE\n> 481 untagged"),
             found="CALLEE>CALLER 481 BYE: dialog-tag-missing",
             report="481 Call/Transaction Does Not Exist to BYE; dialog-tag-missing"),
    Scenario("BYE with the tag of another call", between(BEGIN + """wait 300
        > BYE
        | To: <sip:3001@lab.example>;tag=other
        < 481
    """, ANSWERED + "< BYE\n> 481"),
             found="CALLEE>CALLER 481 BYE: dialog-tag-wrong",
             report="481 Call/Transaction Does Not Exist to BYE; dialog-tag-wrong"),
    Scenario("phone restarted in the call", [
        Sipp("CALLEE", ANSWERED), Sipp("CALLER", BEGIN + "wait 1500\n> BYE\n< 481", "CALLEE"),
        Sipp("CALLEE", "< BYE\n> 481 untagged", after="CALLER>CALLEE ACK", instead_of=0)],
             found="CALLEE>CALLER 481 BYE: dialog-lost?",
             report="481 Call/Transaction Does Not Exist to BYE; dialog-lost"),
    Scenario("BYE from both sides", between(BEGIN + "wait 300\n> BYE\n< 200\nwait 300\n> BYE\n< 481", ANSWER + "< BYE\n> 481"),
             found="CALLEE>CALLER 481 BYE: dialog-ended"),
    # The callee has an INVITE of its own on the way when it refuses the caller's.
    Scenario("glare", between(BEGIN + """
        > INVITE once
        < INVITE
        > 491
        < ACK
        < 491
        > ACK
        > BYE
        < 200
    """, ANSWERED + """
        < INVITE
        > INVITE once
        < 491
        > ACK
        > 491 INVITE
        < ACK
        < BYE
        > 200
    """),
             found="""
                 CALLER>CALLEE 491 INVITE: glare
                 CALLEE>CALLER 491 INVITE: glare
             """),
    Scenario("CANCEL with a branch of its own", between("""
        > INVITE
        < 180
        > CANCEL branch=z9hG4bKother
        < 481 CANCEL
        < 200
        > ACK
        > BYE
        < 200
    """, """
        < INVITE
        > 180
        < CANCEL
        > 481
        > 200 INVITE sdp
        < ACK
        < BYE
        > 200
    """),
             found="CALLEE>CALLER 481 CANCEL: cancel-branch-differs",
             report="481 Call/Transaction Does Not Exist to CANCEL; cancel-branch-differs"),
    Scenario("answer that wants a PRACK and gets none", between("""
        > INVITE
        | Supported: 100rel
        < 183
        < 504
        > ACK
    """, """
        < INVITE
        > 183
        | Require: 100rel
        | RSeq: 1
        wait 500
        > 183
        | Require: 100rel
        | RSeq: 1
        wait 1000
        > 183
        | Require: 100rel
        | RSeq: 1
        wait 2000
        > 183
        | Require: 100rel
        | RSeq: 1
        wait 4000
        > 183
        | Require: 100rel
        | RSeq: 1
        wait 8000
        > 183
        | Require: 100rel
        | RSeq: 1
        wait 16500
        > 504 phrase=Server_Time-out
        < ACK
    """),
             found="""
                 CALLEE>CALLER 183 INVITE: prack-missing
                 CALLEE>CALLER 504 INVITE: prack-missing
             """,
             report="504 Server Time-out to INVITE; prack-missing"),
    Scenario("session timer that is not refreshed", between("""
        > INVITE
        | Session-Expires: 90;refresher=uac
        | Supported: timer
        < 180
        < 200
        > ACK
        < BYE
        > 200
    """, """
        < INVITE
        > 180
        > 200 sdp
        | Session-Expires: 90;refresher=uac
        | Require: timer
        < ACK
        wait 500
        > BYE
        | Reason: SIP;cause=200;text="Session timer expired"
        < 200
    """),
             found="CALLEE>CALLER BYE: session-timer-bye?",
             report="BYE; session-timer-bye"),
    Scenario("call torn down by a timer of the gateway", between(BEGIN + "< BYE\n> 200", ANSWERED + """wait 700
        > BYE
        | Reason: Q.850;cause=102;text="RECOVERY_ON_TIMER_EXPIRE"
        < 200
    """),
             found="CALLEE>CALLER BYE: bye-abnormal",
             report="BYE; bye-abnormal"),
    Scenario("call torn down by the proxy", [
        Kamailio(route='setflag(4); dlg_manage(); $dlg_ctx(timeout_bye) = 1; $dlg_ctx(timeout) = 2; ' + TO_CALLEE),
        Sipp("CALLEE", ANSWER), Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 200\n> ACK\n< BYE\n> 200")],
             found="""
                 PROXY>CALLER BYE: ended-by-proxy
                 PROXY>CALLEE BYE: ended-by-proxy
             """,
             report="BYE; ended-by-proxy"),
]
