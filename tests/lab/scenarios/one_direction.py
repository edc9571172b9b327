# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures that hold one direction, one leg, or the beginnings of packets: nothing may be said of what is not there."""

from parties import Kamailio, Sipp
from scenario import Scenario
from scenarios.addressing import REFUSED
from scenarios.healthy import ANSWER, CALL, TO_CALLEE

CALL_BY_PROXY = [Kamailio(route=TO_CALLEE), Sipp("CALLEE", ANSWER), Sipp("CALLER", CALL)]

SCENARIOS = [
    Scenario("requests alone", CALL_BY_PROXY, only="src host CALLER"),
    Scenario("responses alone", CALL_BY_PROXY, only="src host PROXY and dst host CALLER"),
    Scenario("caller's leg alone", CALL_BY_PROXY, only="host CALLER"),
    Scenario("callee's leg alone", CALL_BY_PROXY, only="host CALLEE"),
    Scenario("caller's leg of a silent next hop", [Kamailio(route='$du = "sip:SILENT:5060"; route(RELAY);'), Sipp("CALLER", REFUSED % 408)],
             only="host CALLER"),
    Scenario("beginnings of packets", CALL_BY_PROXY, length=300),
    Scenario("refused call, requests alone", [Kamailio(), Sipp("CALLER", REFUSED % 404)], only="src host CALLER"),
]
