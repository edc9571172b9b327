# SPDX-License-Identifier: GPL-2.0-or-later
"""A phone in a browser: SIP over WebSocket (RFC 7118).

usage: websocket_phone.py FROM TO USER METHOD=CODE...     sends such requests, each of which has to get such an answer
"""

import sys

import websocket

REQUEST = """{method} sip:{target}lab.example SIP/2.0
Via: SIP/2.0/WS browser.invalid;branch=z9hG4bK{cseq}
From: <sip:{user}@lab.example>;tag={user}
To: <sip:{target}lab.example>{tag}
Call-ID: {user}@browser.invalid
CSeq: {cseq} {method}
Max-Forwards: 70
Contact: <sip:{user}@browser.invalid;transport=ws>
User-Agent: lab browser
Content-Length: 0

"""

source, target, user, *steps = sys.argv[1:]
connection = websocket.create_connection(f"ws://{target}:8080", subprotocols=["sip"], timeout=10)
for number, (method, code) in enumerate((step.split("=") for step in steps), 1):
    text = REQUEST.format(method=method, cseq=number, user=user, tag="", target="" if method == "REGISTER" else "3001@")
    connection.send(text.replace("\n", "\r\n"))
    while (answer := connection.recv().split()[1]) == "100":
        pass
    if method == "INVITE":
        connection.send(text.replace("INVITE", "ACK").replace("\n", "\r\n"))
    if answer != code:
        sys.exit(f"{method}: {answer}")
connection.close()
