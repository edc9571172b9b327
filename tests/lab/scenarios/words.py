# SPDX-License-Identifier: GPL-2.0-or-later
"""Servers that say in words, or in a Reason, what they do not like."""

from parties import Sipp
from scenario import Scenario


def told(code, phrase, headers="", request=""):
    return [Sipp("CALLEE", f"< INVITE\n> {code} phrase={phrase}\n{headers}\n< ACK"),
            Sipp("CALLER", f"> INVITE\n{request}\n< {code}\n> ACK", "CALLEE")]


SCENARIOS = [
    Scenario("unallocated number", told(404, "Not_Found", '| Reason: Q.850;cause=1;text="UNALLOCATED_NUMBER"')),
    Scenario("network blocked", told(603, "Network_Blocked")),
    Scenario("blocked by analytics", told(608, "Rejected", "| Call-Info: <https://block.example/jwt>;purpose=jwscard")),
    Scenario("caller ID not allowed", told(403, "Caller_ID_not_allowed")),
    Scenario("identity missing", told(428, "Use_Identity_Header")),
    Scenario("no trunk", told(503, "No_trunk_found")),
    Scenario("SIPS required", told(403, "SIPS_Required")),
    Scenario("cause that does not go with the code", told(480, "Temporarily_Unavailable", '| Reason: Q.850;cause=34;text="no circuit"')),
    Scenario("subscriber unknown", told(404, "HSS_User_Unknown")),
    Scenario("call rejected by the network", told(403, "Forbidden", '| Reason: Q.850;cause=21;text="Call Rejected"')),
]
