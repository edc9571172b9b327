# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures for the benchmark, of any number of frames."""

from scapy.all import DNS, DNSQR, DNSRR, IP, RTP, TCP, UDP, Ether, Raw
from scapy.utils import RawPcapWriter

# Stand for what is each call's own, wherever they appear: its identity, and the port of its media. They are replaced in the
# bytes of the frame, which is a thousand times faster than building it anew. Both are as various as in real traffic: on
# Call-IDs that count up, or on calls that all have one port for media, Wireshark itself gets slow, and that would flatter us.
MARK = b"0123456789abcdef"
PORT = b"29999"

CALLER, PROXY = "192.0.2.10", "198.51.100.5"
START = 1_700_000_000 * 100     # in hundredths of a second
OPEN_CALLS = 200
SHORT = 600     # bytes of a short message at the most


def media(*lines):
    return "\r\n".join(["v=0", f"o=alice 1 1 IN IP4 {CALLER}", "s=-", f"c=IN IP4 {CALLER}", "t=0 0", *lines, ""])


SDP = media(f"m=audio {PORT.decode()} RTP/AVP 0 8 101", "a=rtpmap:0 PCMU/8000", "a=rtpmap:8 PCMA/8000",
            "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-15")
SHORT_SDP = media(f"m=audio {PORT.decode()} RTP/AVP 8")


def message(start_line, cseq, body, extra, short):
    """With the header fields that most products send, or with hardly one that may be left out."""
    number, method = cseq.split()
    is_request = not start_line.startswith("SIP/2.0")
    begins = is_request and method == "INVITE"
    lines = [
        start_line,
        f"Via: SIP/2.0/UDP {CALLER}:5060;branch=z9hG4bK{MARK.decode()}{number}{'a' if cseq == '2 ACK' else ''}",
        "From: " + ("" if short else '"Alice" ') + f"<sip:alice@example.com>;tag=a{MARK.decode()}",
        "To: <sip:bob@example.com>" + ("" if begins or " 100 " in start_line else f";tag=b{MARK.decode()}"),
        f"Call-ID: {MARK.decode()}" + ("" if short else f"@{CALLER}"),
        f"CSeq: {cseq}",
        *(["Max-Forwards: 70"] if is_request else [] if short else ["Server: example/1.0"]),
        f"Contact: <sip:alice@{CALLER}:5060>",
        *([] if short else ["Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, UPDATE, PRACK"]),
        *extra,
        *(["Content-Type: application/sdp"] if body else []),
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def frame(payload, answer=False):
    source, target = (PROXY, CALLER) if answer else (CALLER, PROXY)
    return bytes(Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
                 / IP(src=source, dst=target) / UDP(sport=5060, dport=5060, chksum=0) / Raw(payload))


def request(method, cseq, body="", extra=(), short=False):
    return frame(message(f"{method} sip:bob@example.com SIP/2.0", f"{cseq} {method}", body, extra, short))


def response(status, cseq, method, body="", extra=(), short=False):
    return frame(message(f"SIP/2.0 {status}", f"{cseq} {method}", body, extra, short), answer=True)


def call(short=False):
    """Ten frames: a call that is challenged, answered and ended."""
    sdp = SHORT_SDP if short else SDP
    qop, proof = ("", "") if short else (', qop="auth"', ', qop=auth, nc=00000001, cnonce="0a4f113b"')
    nonce = 'realm="example.com", nonce="f84f1cec41e6cbe5aea9"'
    challenge = (f"Proxy-Authenticate: Digest {nonce}, algorithm=MD5{qop}",)
    credentials = (f'Proxy-Authorization: Digest username="alice", {nonce}, uri="sip:bob@example.com", '
                   f'response="6629fae49393a05397450978507c4ef1"{proof}',)
    return [
        request("INVITE", 1, sdp, short=short),
        response("407 Proxy Authentication Required", 1, "INVITE", extra=challenge, short=short),
        request("ACK", 1, short=short),
        request("INVITE", 2, sdp, credentials, short),
        response("100 Trying", 2, "INVITE", short=short),
        response("180 Ringing", 2, "INVITE", short=short),
        response("200 OK", 2, "INVITE", sdp, short=short),
        request("ACK", 2, short=short),
        request("BYE", 3, short=short),
        response("200 OK", 3, "BYE", short=short),
    ]


def short_call():
    frames = call(short=True)
    longest = max(map(len, frames)) - len(frame(b""))
    assert longest <= SHORT, longest
    return frames


def failing_call(status="503 Service Unavailable", extra=("Retry-After: 60",)):
    """Four frames: a call that the server is too busy for, or that it refuses otherwise."""
    return [
        request("INVITE", 1, SDP),
        response("100 Trying", 1, "INVITE"),
        response(status, 1, "INVITE", extra=extra),
        request("ACK", 1),
    ]


def call_refused_in_own_words():
    return failing_call("480 Line of this tenant is switched off", ())


def other_traffic():
    """Ten frames without SIP: name look-ups, a TCP exchange, voice."""
    def udp(sport, dport, payload):
        return bytes(Ether() / IP(src=CALLER, dst=PROXY) / UDP(sport=sport, dport=dport) / payload)

    def tcp(flags, seq, ack, payload=b""):
        return bytes(Ether() / IP(src=CALLER, dst=PROXY)
                     / TCP(sport=40000, dport=9999, flags=flags, seq=seq, ack=ack) / Raw(payload))

    query = DNSQR(qname="www.example.com")
    return [
        udp(53001, 53, DNS(id=1, qd=query)),
        udp(53, 53001, DNS(id=1, qr=1, qd=query, an=DNSRR(rrname="www.example.com", rdata="192.0.2.1"))),
        udp(53002, 53, DNS(id=2, qd=query)),
        udp(53, 53002, DNS(id=2, qr=1, qd=query, an=DNSRR(rrname="www.example.com", rdata="192.0.2.2"))),
        tcp("PA", 1, 1, b"x" * 400),
        tcp("A", 401, 1),
        tcp("PA", 401, 1, b"y" * 400),
        udp(20000, 30000, bytes(RTP(payload_type=0, sequence=1)) + b"\xd5" * 160),
        udp(20000, 30000, bytes(RTP(payload_type=0, sequence=2)) + b"\xd5" * 160),
        udp(20000, 30000, bytes(RTP(payload_type=0, sequence=3)) + b"\xd5" * 160),
    ]


def of_call(item, number):
    """A frame of a template as that of the call with this number."""
    # An odd factor, so no two calls have one identity.
    identity = b"%016x" % ((number + 1) * 0x9E3779B97F4A7C15 % 2 ** 64)
    return item.replace(MARK, identity).replace(PORT, b"%d" % (10000 + number * 2 % 20000))


def one_after_another(template):
    """Calls without end."""
    number = 0
    while True:
        for item in template:
            yield of_call(item, number)
        number += 1


def interleaved(template):
    """The same with many calls open at a time, each of them somewhere else in its course."""
    turn = 0
    while True:
        for place in range(OPEN_CALLS):
            step = turn - place % len(template)     # They begin one after the other.
            if step >= 0:
                yield of_call(template[step % len(template)], step // len(template) * OPEN_CALLS + place)
        turn += 1


def write(path, frames, backwards=False):
    """The frames 10 ms apart, from a time on or down from it."""
    with RawPcapWriter(str(path), linktype=1) as writer:
        writer.write_header(None)
        for number, item in enumerate(frames):
            time = START - number if backwards else START + number
            writer.write_packet(item, sec=time // 100, usec=time % 100 * 10000)
