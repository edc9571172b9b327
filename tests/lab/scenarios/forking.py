# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that ring in several places, or go on to a second one."""

from parties import Kamailio, Sipp
from scenario import Scenario
from scenarios.addressing import REFUSED
from scenarios.healthy import ANSWER, CALL

FORK = 'append_branch("sip:3001@SECOND:5060"); $ru = "sip:3001@CALLEE:5060"; route(RELAY);'
VOICEMAIL = """failure_route[VOICEMAIL] {
    if (t_check_status("486|408")) {
        $ru = "sip:voicemail@SECOND:5060";
        t_relay();
    }
}"""
CANCELLED = """
< INVITE
> 180
< CANCEL
> 200
> 487 INVITE
< ACK
"""
IN_A_FORK = CALL.replace("< 180\n", "< 180\n< 180 ?\n")

SCENARIOS = [
    Scenario("fork that one takes", [
        Kamailio(route=FORK), Sipp("CALLEE", ANSWER.replace("wait 300\n> 200", "wait 800\n> 200")),
        Sipp("SECOND", CANCELLED),
        Sipp("CALLER", IN_A_FORK)],
             found="PROXY>SECOND CANCEL: answered-elsewhere"),
    Scenario("fork that all refuse", [
        Kamailio(route=FORK), Sipp("CALLEE", "< INVITE\n> 180\nwait 1300\n> 486\n< ACK"),
        Sipp("SECOND", "< INVITE\n> 480\n< ACK"), Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 480\n> ACK")],
             found="""
                 SECOND>PROXY 480 INVITE: answered-by-machine?
                 CALLEE>PROXY 486 INVITE: rejected-by-user?
                 PROXY>CALLER 480 INVITE: passed-on
             """,
             report="480 Temporarily Unavailable to INVITE; answered-by-machine"),
    Scenario("fork in which one declines for all", [
        Kamailio(route=FORK), Sipp("CALLEE", "< INVITE\n> 180\nwait 1700\n> 603\n< ACK"), Sipp("SECOND", CANCELLED),
        Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 180 ?\n< 603\n> ACK")],
             found="""
                 CALLEE>PROXY 603 INVITE: rejected-by-user?
                 PROXY>CALLER 603 INVITE: rejected-by-user?, passed-on
             """),
    Scenario("busy, then the voicemail", [
        Kamailio(route='$ru = "sip:3001@CALLEE:5060"; t_on_failure("VOICEMAIL"); route(RELAY);',
                 more=VOICEMAIL),
        Sipp("CALLEE", "< INVITE\n> 486\n< ACK"), Sipp("SECOND", ANSWER), Sipp("CALLER", CALL)],
             found="CALLEE>PROXY 486 INVITE: answered-by-machine?"),
    Scenario("no answer, then the voicemail", [
        Kamailio(route='$ru = "sip:3001@CALLEE:5060"; t_on_failure("VOICEMAIL"); route(RELAY);',
                 more=VOICEMAIL),
        Sipp("CALLEE", CANCELLED), Sipp("SECOND", ANSWER), Sipp("CALLER", IN_A_FORK)]),
    Scenario("busy", [
        Kamailio(route='$ru = "sip:3001@CALLEE:5060"; route(RELAY);'),
        Sipp("CALLEE", "< INVITE\n> 180\nwait 1300\n> 486\n< ACK"),
        Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 486\n> ACK")],
             found="""
                 CALLEE>PROXY 486 INVITE: rejected-by-user?
                 PROXY>CALLER 486 INVITE: rejected-by-user?, passed-on
             """),
    Scenario("caller gives up", [
        Kamailio(route='$ru = "sip:3001@CALLEE:5060"; route(RELAY);'), Sipp("CALLEE", CANCELLED),
        Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\nwait 700\n> CANCEL\n< 200 CANCEL\n< 487\n> ACK")],
             found="PROXY>CALLER 487 INVITE: passed-on"),
    Scenario("declined by hand", [
        Kamailio(route='$ru = "sip:3001@CALLEE:5060"; route(RELAY);'),
        Sipp("CALLEE", "< INVITE\n> 180\nwait 2700\n> 603\n< ACK"),
        Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 603\n> ACK")],
             found="""
                 CALLEE>PROXY 603 INVITE: rejected-by-user?
                 PROXY>CALLER 603 INVITE: rejected-by-user?, passed-on
             """),
    Scenario("refused at once", [
        Kamailio(route='$ru = "sip:3001@CALLEE:5060"; route(RELAY);'), Sipp("CALLEE", "< INVITE\n> 603\n< ACK"),
        Sipp("CALLER", REFUSED % 603)],
             found="""
                 CALLEE>PROXY 603 INVITE: answered-by-machine?
                 PROXY>CALLER 603 INVITE: answered-by-machine?, passed-on
             """,
             report="603 Decline to INVITE; answered-by-machine"),
]
