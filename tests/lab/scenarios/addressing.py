# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls to somebody who is not there, whose name is not known, or whom nobody can find."""

from parties import Kamailio, Sipp
from scenario import Scenario

REFUSED = """
> INVITE
< 100 ?
< %s
> ACK
"""
REGISTER = """
> REGISTER
| Expires: %d
< 200
"""


def pings(after):
    """Two phones that go on for long enough to show that after a message nothing comes."""
    return [Sipp("THIRD", 2 * "< OPTIONS\n> 200\n"),
            Sipp("SECOND_CALLER", "> OPTIONS\n< 200\nwait 5500\n> OPTIONS\n< 200", "THIRD", after=after)]


SCENARIOS = [
    Scenario("unregistered callee", [Kamailio(), Sipp("CALLER", REFUSED % 404)],
             found="PROXY>CALLER 404 INVITE: number-unknown",
             report="404 Not Found to INVITE; number-unknown"),
    Scenario("callee gone a moment before", [
        Kamailio(), Sipp("CALLEE", (REGISTER % 600) + (REGISTER % 0).lstrip(), user="3001", port=5070),
        Sipp("CALLER", REFUSED % 404, after="PROXY>CALLEE 200 REGISTER")],
             found="""
                 PROXY>CALLEE 200 REGISTER: unregistered
                 PROXY>CALLER 404 INVITE: not-registered
             """,
             report="404 Not Found to INVITE; not-registered"),
    Scenario("registered callee whose port is closed", [
        Kamailio(), Sipp("CALLEE", REGISTER % 600, user="3001"),
        Sipp("CALLER", REFUSED % 408, after="PROXY>CALLEE 200 REGISTER")],
             found="""
                 PROXY>CALLEE INVITE: icmp
                 CALLEE>PROXY icmp INVITE: icmp
                 PROXY>CALLER 408 INVITE: icmp
             """,
             report="INVITE; icmp"),
    Scenario("domain that does not resolve", [
        Kamailio(route='$ru = "sip:3001@no-such-host.example"; route(RELAY);'),
        # Two parts of the proxy answer.
        Sipp("CALLER", (REFUSED % 478) + "wait 300")],
             found="""
                 PROXY>CALLER 478 INVITE: next-hop-unresolved
                 PROXY>CALLER 478 INVITE: final-twice
             """,
             report="478 Unresolvable destination to INVITE; next-hop-unresolved"),
    Scenario("no number in the Request-URI", [
        Kamailio(route='if ($rU == $null) { send_reply("484", "Address Incomplete"); exit; }'),
        Sipp("CALLER", "> INVITE uri=sip:lab.example\n< 100 ?\n< 484\n> ACK")],
             found="PROXY>CALLER 484 INVITE: number-missing",
             report="484 Address Incomplete to INVITE; number-missing"),
    Scenario("no route in the dial plan", [
        Kamailio(route='send_reply("404", "No route to destination"); exit;'),
        Sipp("CALLER", REFUSED % 404, other="00441632960001")],
             found="PROXY>CALLER 404 INVITE: route-none",
             report="404 Not Found to INVITE; route-none"),
    Scenario("tel URI that the proxy does not take", [
        Kamailio(route='send_reply("416", "Unsupported URI Scheme"); exit;'),
        Sipp("CALLER", "> INVITE uri=tel:+441632960001\n< 416\n> ACK")],
             found="PROXY>CALLER 416 INVITE: scheme-unsupported",
             report="416 Unsupported URI Scheme to INVITE; scheme-unsupported"),
    Scenario("moved, and nobody follows", [
        Kamailio(route='append_to_reply("Contact: <sip:3001@SECOND:5060>\\r\\n"); send_reply("302", "Moved Temporarily"); exit;'),
        Sipp("CALLER", REFUSED % 302), *pings("CALLER>PROXY ACK")],
             found="PROXY>CALLER 302 INVITE: redirect-not-followed",
             report="302 Moved Temporarily to INVITE; redirect-not-followed"),
    Scenario("mailbox that is not there", [
        Kamailio(route='send_reply("404", "Not found (no mailbox)"); exit;'),
        Sipp("CALLER", "> SUBSCRIBE\n| Event: message-summary\n| Accept: application/simple-message-summary\n| Expires: 600\n< 404")],
             found="PROXY>CALLER 404 SUBSCRIBE: no-mailbox",
             report="404 Not Found to SUBSCRIBE; no-mailbox"),
    Scenario("domain that is an address", [
        Kamailio(route='send_reply("403", "Domain forbidden"); exit;'),
        Sipp("CALLER", "> INVITE uri=sip:3001@PROXY\n< 403\n> ACK")],
             found="PROXY>CALLER 403 INVITE: domain-is-address?",
             report="403 Forbidden to INVITE; domain-is-address"),
    Scenario("unregistering is not registering", [Kamailio(), Sipp("CALLER", REGISTER % 0)],
             found="PROXY>CALLER 200 REGISTER: unregistered"),
    Scenario("one phone too many for an account", [
        Kamailio(defines=("ONE_CONTACT",)), Sipp("CALLEE", REGISTER % 600),
        # save() of the proxy answers, and what it does when save() fails answers once more.
        Sipp("CALLER", "> REGISTER\n< 503\nwait 300", after="PROXY>CALLEE 200 REGISTER")],
             found="""
                 PROXY>CALLER 503 REGISTER: contacts-full
                 PROXY>CALLER 500 REGISTER: final-twice, server-words
             """,
             report="503 Service Unavailable to REGISTER; contacts-full"),
]
