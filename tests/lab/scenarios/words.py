# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers that say in words, or in a Reason, what they do not like."""

from parties import Sipp
from scenario import Scenario


def told(code, phrase, headers="", request=""):
    return [Sipp("CALLEE", f"< INVITE\n> {code} phrase={phrase}\n{headers}\n< ACK"),
            Sipp("CALLER", f"> INVITE\n{request}\n< {code}\n> ACK", "CALLEE")]


SCENARIOS = [
    Scenario("unallocated number", told(404, "Not_Found", '| Reason: Q.850;cause=1;text="UNALLOCATED_NUMBER"'),
             found="CALLEE>CALLER 404 INVITE: number-unknown, server-words",
             report="404 Not Found to INVITE; number-unknown, server-words"),
    Scenario("network blocked", told(603, "Network_Blocked"),
             found="CALLEE>CALLER 603 INVITE: analytics-blocked",
             report="603 Decline to INVITE; analytics-blocked"),
    Scenario("blocked by analytics", told(608, "Rejected", "| Call-Info: <https://block.example/jwt>;purpose=jwscard"),
             found="CALLEE>CALLER 608 INVITE: analytics-blocked",
             report="608 Rejected to INVITE; analytics-blocked"),
    Scenario("caller ID not allowed", told(403, "Caller_ID_not_allowed"),
             found="CALLEE>CALLER 403 INVITE: caller-number",
             report="403 Forbidden to INVITE; caller-number"),
    Scenario("identity missing", told(428, "Use_Identity_Header"),
             found="CALLEE>CALLER 428 INVITE: identity-missing",
             report="428 Use Identity Header to INVITE; identity-missing"),
    Scenario("no trunk", told(503, "No_trunk_found"),
             found="CALLEE>CALLER 503 INVITE: route-none",
             report="503 Service Unavailable to INVITE; route-none"),
    Scenario("SIPS required", told(403, "SIPS_Required"),
             found="CALLEE>CALLER 403 INVITE: sips-required",
             report="403 Forbidden to INVITE; sips-required"),
    Scenario("cause that does not go with the code", told(480, "Temporarily_Unavailable", '| Reason: Q.850;cause=34;text="no circuit"'),
             found="CALLEE>CALLER 480 INVITE: cause-differs",
             report="No circuit/channel available (Q.850 34); cause-differs"),
    Scenario("subscriber unknown", told(404, "HSS_User_Unknown"),
             found="CALLEE>CALLER 404 INVITE: subscriber-unknown",
             report="404 Not Found to INVITE; subscriber-unknown"),
    Scenario("call rejected by the network", told(403, "Forbidden", '| Reason: Q.850;cause=21;text="Call Rejected"'),
             found="CALLEE>CALLER 403 INVITE: server-words",
             report="403 Forbidden to INVITE; server-words"),
]
