# SPDX-License-Identifier: GPL-2.0-or-later
"""Next hops that are silent, closed, overloaded, too late, or the proxy itself."""

from parties import Kamailio, Sipp
from scenario import Scenario
from scenarios.addressing import REFUSED
from scenarios.healthy import CALL, ANSWER, TO_CALLEE

TO = '$du = "sip:%s"; route(RELAY);'

SCENARIOS = [
    Scenario("silent next hop", [Kamailio(route=TO % "SILENT:5060"), Sipp("CALLER", REFUSED % 408)],
             found="PROXY>CALLER 408 INVITE: next-hop-silent",
             report="408 Request Timeout to INVITE; next-hop-silent"),
    Scenario("silent next hop in a private network", [Kamailio(route=TO % "PRIVATE:5060"),
        Sipp("CALLER", REFUSED % 408)],
             found="PROXY>CALLER 408 INVITE: next-hop-silent",
             report="408 Request Timeout to INVITE; next-hop-silent"),
    Scenario("closed port", [Kamailio(route=TO % "CLOSED:5060"), Sipp("CALLER", REFUSED % 408)],
             found="""
                 PROXY>CLOSED INVITE: icmp
                 CLOSED>PROXY icmp INVITE: icmp
                 PROXY>CALLER 408 INVITE: icmp
             """,
             report="INVITE; icmp"),
    Scenario("closed TCP port", [
        Kamailio(route=TO % "CLOSED:5060;transport=tcp"), Sipp("CALLER", (REFUSED % 477) + "wait 300")],
             found="""
                 PROXY>CALLER 477 INVITE: server-words, connection-refused?
                 PROXY>CALLER 477 INVITE: final-twice
             """,
             report="477 Unfortunately error on sending to next hop occurred to INVITE; server-words, connection-refused"),
    Scenario("proxy that answers nobody", [
        Sipp("CALLER", "> INVITE\n< 408", "SILENT", status=1)],
             found="CALLER>SILENT INVITE: no-response",
             report="INVITE; no-response"),
    Scenario("loop", [Kamailio(route=TO % "PROXY:5060"),
        Sipp("CALLER", "> INVITE\n| Max-Forwards: 9\n< 100 ?\n< 483\n> ACK")],
             found="""
                 PROXY>PROXY 483 INVITE: loop
                 PROXY>CALLER 483 INVITE: loop, passed-on
             """,
             report="483 Too Many Hops to INVITE; loop"),
    Scenario("overload", [
        Kamailio(route='append_to_reply("Retry-After: 30\\r\\n"); send_reply("503", "Service Unavailable"); exit;'),
        Sipp("CALLER", REFUSED % 503)],
             found="PROXY>CALLER 503 INVITE: overloaded",
             report="503 Service Unavailable to INVITE; overloaded"),
    Scenario("trunk that is full", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", """
            < INVITE
            > 503
            | Reason: Q.850;cause=34;text="No circuit/channel available"
            < ACK
        """), Sipp("CALLER", REFUSED % 500)],
             found="""
                 CALLEE>PROXY 503 INVITE: overloaded
                 PROXY>CALLER 500 INVITE: unavailable-relayed
             """,
             report="503 Service Unavailable to INVITE; overloaded"),
    Scenario("nobody lifts the handset", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", """
            < INVITE
            > 180
            < CANCEL
            > 200
            > 487 INVITE
            < ACK
        """), Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 408\n> ACK")],
             found="PROXY>CALLER 408 INVITE: ring-timeout?",
             report="408 Request Timeout to INVITE; ring-timeout"),
    Scenario("answer after the proxy gave up", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", """
            < INVITE
            wait 3500
            > 200 sdp once
        """), Sipp("CALLER", (REFUSED % 408) + "wait 2500")],
             found="""
                 PROXY>CALLER 408 INVITE: next-hop-silent, next-hop-late
                 CALLEE>PROXY 200 INVITE: next-hop-late
             """,
             report="200 OK to INVITE; next-hop-late"),
    Scenario("BYE without an answer", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", "< INVITE\n> 180\n> 200 sdp\n< ACK\n< BYE\nwait 4000"),
        Sipp("CALLER", "> INVITE\n< 100 ?\n< 180\n< 200\n> ACK\nwait 300\n> BYE\n< 408")],
             found="PROXY>CALLER 408 BYE: next-hop-silent",
             report="408 Request Timeout to BYE; next-hop-silent"),
    Scenario("first gateway refuses, second takes the call", [
        Kamailio(route='$du = "sip:CALLEE:5060"; t_on_failure("NEXT"); route(RELAY);',
                 more='failure_route[NEXT] { if (t_check_status("503")) { $du = "sip:SECOND:5060"; t_relay(); } }'),
        Sipp("CALLEE", "< INVITE\n> 503\n< ACK"), Sipp("SECOND", ANSWER), Sipp("CALLER", CALL)],
             report="503 Service Unavailable to INVITE"),
]
