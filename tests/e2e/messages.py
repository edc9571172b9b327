# SPDX-License-Identifier: GPL-2.0-or-later
"""SIP messages that a test puts together itself, to the byte."""


def response(code, phrase="Phrase", call="1", cseq="1 INVITE", headers="", body=b""):
    """code may be any text, phrase also bytes."""
    if isinstance(phrase, str):
        phrase = phrase.encode()
    code = f"{code:03}" if isinstance(code, int) else code
    header = ("Via: SIP/2.0/UDP client.example.com;branch=z9hG4bK-1\r\n"
              "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>;tag=b\r\n"
              f"Call-ID: {call}\r\nCSeq: {cseq}\r\n{headers}Content-Length: {len(body)}\r\n\r\n")
    return f"SIP/2.0 {code} ".encode() + phrase + b"\r\n" + header.encode() + body


def request(method, call="1", headers="", body=b"", cseq=1, uri="sip:bob@example.com"):
    header = (f"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP client.example.com;branch=z9hG4bK-1\r\n"
              "From: <sip:alice@example.com>;tag=a\r\nTo: <sip:bob@example.com>\r\n"
              f"Call-ID: {call}\r\nCSeq: {cseq} {method}\r\n{headers}Content-Length: {len(body)}\r\n\r\n")
    return header.encode() + body


def notify_of_transfer(status_line=b"SIP/2.0 200 OK", call="1"):
    """A request whose body is a piece of a response."""
    return request("NOTIFY", call, "Event: refer\r\nSubscription-State: active\r\nContent-Type: message/sipfrag\r\n",
                   status_line + b"\r\n")
