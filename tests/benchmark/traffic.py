# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures for the benchmark, of any number of frames."""

from scapy.all import DNS, DNSQR, DNSRR, IP, RTP, TCP, UDP, Ether, Raw
from scapy.utils import RawPcapWriter

# Stands for the number of the call wherever it appears; replaced in the bytes
# of the frame, which is a thousand times faster than building it anew.
MARK = b"00000000"

CALLER, PROXY = "192.0.2.10", "198.51.100.5"
SDP = ("v=0\r\no=alice 1 1 IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\n"
       "m=audio 20000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
       "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n")


def message(start_line, cseq, body="", extra=()):
    lines = [
        start_line,
        f"Via: SIP/2.0/UDP {CALLER}:5060;branch=z9hG4bK-{MARK.decode()}-{cseq.replace(' ', '-')}",
        f"From: \"Alice\" <sip:alice@example.com>;tag=a{MARK.decode()}",
        "To: <sip:bob@example.com>" + ("" if start_line.startswith("INVITE") else f";tag=b{MARK.decode()}"),
        f"Call-ID: {MARK.decode()}@{CALLER}",
        f"CSeq: {cseq}",
        *(["Max-Forwards: 70"] if not start_line.startswith("SIP/2.0") else ["Server: example/1.0"]),
        f"Contact: <sip:alice@{CALLER}:5060>",
        "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, NOTIFY, UPDATE, PRACK",
        *extra,
        *(["Content-Type: application/sdp"] if body else []),
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def frame(payload, answer):
    source, target = (PROXY, CALLER) if answer else (CALLER, PROXY)
    return bytes(Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
                 / IP(src=source, dst=target) / UDP(sport=5060, dport=5060, chksum=0) / Raw(payload))


def request(method, cseq, body="", extra=()):
    return frame(message(f"{method} sip:bob@example.com SIP/2.0", f"{cseq} {method}", body, extra), False)


def response(status, cseq, method, body="", extra=()):
    return frame(message(f"SIP/2.0 {status}", f"{cseq} {method}", body, extra), True)


def sip_calls():
    """Ten frames: a call that is challenged, answered and ended."""
    challenge = ('Proxy-Authenticate: Digest realm="example.com", nonce="f84f1cec41e6cbe5aea9c8e88d359", '
                 'algorithm=MD5, qop="auth"',)
    credentials = ('Proxy-Authorization: Digest username="alice", realm="example.com", '
                   'nonce="f84f1cec41e6cbe5aea9c8e88d359", uri="sip:bob@example.com", '
                   'response="6629fae49393a05397450978507c4ef1", qop=auth, nc=00000001, cnonce="0a4f113b"',)
    return [
        request("INVITE", 1, SDP),
        response("407 Proxy Authentication Required", 1, "INVITE", extra=challenge),
        request("ACK", 1),
        request("INVITE", 2, SDP, credentials),
        response("100 Trying", 2, "INVITE"),
        response("180 Ringing", 2, "INVITE"),
        response("200 OK", 2, "INVITE", SDP),
        request("ACK", 2),
        request("BYE", 3),
        response("200 OK", 3, "BYE"),
    ]


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


def write(path, template, frames):
    """Repeats the frames of a template, with a new call number each time."""
    with RawPcapWriter(str(path), linktype=1) as writer:
        writer.write_header(None)
        for i in range(frames):
            number = b"%08d" % (i // len(template))
            writer.write_packet(template[i % len(template)].replace(MARK, number), sec=i // 100, usec=i % 100 * 10000)
