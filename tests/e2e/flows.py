# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures from a list of messages, one per line, for tests that care about their order and little else.

    alice > proxy   INVITE call-1 1
    wait 0.5
    proxy > alice   486 call-1 1 INVITE | Server: Example/1.0 | Reason: Q.850;cause=17

A line has who sends to whom, the method or code, Call-ID, CSeq number (of a response its method too), then words in any
number: to=TAG (a response but 100 has one unless told otherwise, "to=" none), branch=NAME, tcp, icmp (quoted by an ICMP
error), phrase=Some_Words; then header fields behind bars. "and" in the place of who and whom puts the message into the
packet of the one before. Packets are 10 ms apart; to wait, other packets are sent.
"""

from captures import Capture

FILLER = b"no SIP at all"


def message(words, headers):
    what, call, cseq, *rest = words
    options = dict(word.split("=", 1) for word in rest if "=" in word)
    plain = [word for word in rest if "=" not in word and word not in ("tcp", "icmp")]
    response = what.isdigit()
    tag = options.get("to", "b" if response and what != "100" else "")
    lines = [f"SIP/2.0 {what} {options.get('phrase', 'Phrase').replace('_', ' ')}" if response
             else f"{what} sip:bob@example.com SIP/2.0",
             f"Via: SIP/2.0/UDP client.example.com;branch=z9hG4bK-{options.get('branch', call + cseq)}",
             "From: <sip:alice@example.com>;tag=a",
             "To: <sip:bob@example.com>" + (f";tag={tag}" if tag else ""),
             f"Call-ID: {call}", f"CSeq: {cseq} {plain[0] if plain else what}", *headers, "Content-Length: 0", "", ""]
    return "\r\n".join(lines).encode()


def capture(text):
    made = Capture()
    waiting = None
    for line in [*filter(None, map(str.strip, text.splitlines())), "wait 0"]:
        first, *headers = line.split(" | ")
        words = first.split()
        if words[0] == "and":
            waiting[2] += message(words[1:], headers)
            continue
        if waiting:
            made.send(*waiting[:4], wraps=waiting[4])
            waiting = None
        if words[0] == "wait":
            for _ in range(round(float(words[1]) * 100)):
                made.send("someone:9999", "else:9999", FILLER)
        else:
            source, arrow, target, *words = words
            assert arrow == ">", line
            waiting = [source, target, message(words, headers), "tcp" if "tcp" in words else "udp",
                       ["icmp"] if "icmp" in words else []]
    return made
