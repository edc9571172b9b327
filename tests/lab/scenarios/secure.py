# SPDX-License-Identifier: GPL-2.0-or-later
"""SIP inside TLS, with the server's key and without it, and inside WebSocket."""

from parties import Kamailio, Python
from phones import Baresip
from scenario import KEY, Scenario

TLS = ("WITH_AUTH", "WITH_TLS")
KEYS = ("-o", f'uat:rsa_keys:"{KEY}",""')
REGISTER = 'regint=600;auth_pass=%s;outbound="sip:PROXY:5061;transport=tls"'

SCENARIOS = [
    Scenario("TLS with the key, wrong password", [
        Kamailio(defines=TLS),
        Baresip("CALLER", "2001", REGISTER % "wrong", "tls")], until=("PROXY>CALLER TLS *8",), options=KEYS,
             found="""
                 PROXY>CALLER 401 REGISTER: auth-refused
                 PROXY>CALLER 401 REGISTER: auth-refused, auth-storm
             """,
             report="401 Unauthorized to REGISTER; auth-refused"),
    Scenario("TLS with the key", [
        Kamailio(defines=TLS),
        Baresip("CALLER", "2001", REGISTER % "secret2001", "tls")], until=("PROXY>CALLER TLS *2",), options=KEYS),
    Scenario("TLS without the key", [
        Kamailio(defines=TLS), Baresip("CALLER", "2001", REGISTER % "wrong", "tls")], until=("PROXY>CALLER TLS *2",),
             report="Open: TLS connections to port 5061 that could not be read: 1"),
    Scenario("WebSocket", [
        Kamailio(defines=("WITH_WEBSOCKET",)),
        Python("CALLER", "websocket_phone.py", ("PROXY", "2001", "OPTIONS=404", "INVITE=404"))],
             found="PROXY>CALLER 404 INVITE: number-unknown",
             report="404 Not Found to INVITE; number-unknown"),
]
