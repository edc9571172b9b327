# SPDX-License-Identifier: GPL-2.0-or-later
"""Presence by Kamailio's own server of it."""

from parties import Kamailio, Sipp
from scenario import Scenario

STATE = """
: <?xml version="1.0"?>
: <presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:2001@lab.example"><tuple id="a"><status><basic>open</basic></status></tuple></presence>
"""
PUBLISH = """
> PUBLISH uri=sip:2001@lab.example
| Event: presence
| Content-Type: application/pidf+xml
| Expires: 600
"""
SUBSCRIBE = """
> SUBSCRIBE
| Event: %s
| Accept: application/pidf+xml
| Expires: 600
"""


def served(text, other="2001"):
    return [Kamailio(route="route(PRESENCE);", defines=("WITH_PRESENCE",)), Sipp("CALLER", text, other=other)]


SCENARIOS = [
    Scenario("presence published and watched", served(
        PUBLISH + STATE + "< 200\n")),
    Scenario("presence watched", served(SUBSCRIBE % "presence" + "< 200\n< NOTIFY\n> 200")),
    Scenario("presence of an unknown tag", served(PUBLISH + "| SIP-If-Match: a.1795749981.21.1.0\n< 412"),
             found="PROXY>CALLER 412 PUBLISH: etag-unknown",
             report="412 Conditional Request Failed to PUBLISH; etag-unknown"),
    Scenario("event that the presence server has not", served(SUBSCRIBE % "nonsense" + "< 489"),
             found="PROXY>CALLER 489 SUBSCRIBE: event-unsupported",
             report="489 Bad Event to SUBSCRIBE; event-unsupported"),
]
