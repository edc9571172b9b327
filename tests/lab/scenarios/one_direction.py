# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures that hold one direction, one leg, or the beginnings of packets: nothing may be said of what is not there."""

from parties import Kamailio, Sipp
from scenario import Scenario
from scenarios.addressing import REFUSED
from scenarios.healthy import ANSWER, CALL, TO_CALLEE

CALL_BY_PROXY = [Kamailio(route=TO_CALLEE), Sipp("CALLEE", ANSWER), Sipp("CALLER", CALL)]

SCENARIOS = [
    Scenario("requests alone", CALL_BY_PROXY, only="src host CALLER",
             found="CALLER>PROXY ACK: one-sided",
             report="Open: Requests whose response is not in the capture, and that may have had one: 2"),
    Scenario("responses alone", CALL_BY_PROXY, only="src host PROXY and dst host CALLER",
             report="Open: Responses to requests that are not in the capture: 4"),
    Scenario("caller's leg alone", CALL_BY_PROXY, only="host CALLER"),
    Scenario("callee's leg alone", CALL_BY_PROXY, only="host CALLEE"),
    Scenario("caller's leg of a silent next hop", [Kamailio(route='$du = "sip:SILENT:5060"; route(RELAY);'),
        Sipp("CALLER", REFUSED % 408)],
             only="host CALLER",
             report="408 Request Timeout to INVITE"),
    Scenario("beginnings of packets", CALL_BY_PROXY, length=300,
             report="Open: Responses to requests that are not in the capture: 1"),
    Scenario("refused call, requests alone", [Kamailio(), Sipp("CALLER", REFUSED % 404)], only="src host CALLER",
             found="CALLER>PROXY ACK: one-sided",
             report="Open: Requests whose response is not in the capture, and that may have had one: 1"),
]
