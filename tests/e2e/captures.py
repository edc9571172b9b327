# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes captures from readable text.

A text is a list of SIP messages, each below a line that says how it travels:

    # A comment; comments stand before the first message.
    --- alice > proxy udp
    INVITE sip:bob@example.com SIP/2.0
    ...
    Content-Length: auto

    v=0
    --- proxy > alice udp vlan
    SIP/2.0 100 Trying
    ...

Who: a name gets an address of its own in the order of appearance, an address
stands for itself; ":port" may follow a name. The transport is udp, tcp, sctp,
ws (WebSocket; whoever sends first is the client, and masks) or tls. Then, in
any number:

    ipv6            over IPv6 instead of IPv4
    cut=300,500     TCP: a new segment begins at these bytes
    fragment=200    in IP fragments that carry at most so many bytes
    ipip, gtp       in such a tunnel, from the inner one to the outer one
    icmp            not sent, but quoted by an ICMP error that goes back: "port unreachable"
    icmp=3.13/8     the same with this type and code, and no more than 8 bytes behind the IP header; either may be left out
    vlan            with a VLAN tag

"--- and" puts a message into the same packet as the one before. Lines are sent
with CRLF, a header without a body gets its empty line, and "Content-Length:
auto" the length of the body. Packets are 10 ms apart, from a fixed time on.

usage: captures.py TEXT.txt OUT.pcap
"""

import base64
import hashlib
import ipaddress
import re
import socket
import struct
import sys

from scapy.layers.inet import ICMP, IP, TCP, UDP, fragment
from scapy.layers.inet6 import (ICMPv6DestUnreach, ICMPv6PacketTooBig, ICMPv6TimeExceeded, IPv6, IPv6ExtHdrFragment,
                                 fragment6)
from scapy.layers.l2 import Dot1Q, Ether
from scapy.layers.sctp import SCTP, SCTPChunkData
from scapy.packet import Raw
from scapy.utils import PcapWriter

START = 1700000000
WEBSOCKET_MASK = b"\x11\x22\x33\x44"


def wire_format(text):
    """A message as it is sent: CRLF line ends, its empty line, its Content-Length."""
    header, _, body = text.strip("\n").partition("\n\n")
    body = body.replace("\n", "\r\n") + "\r\n" if body else ""
    length = len(body.encode())
    header = re.sub(r"^((?:Content-Length|l) *:) *auto$", rf"\1 {length}", header, flags=re.M | re.I)
    return (header.replace("\n", "\r\n") + "\r\n\r\n" + body).encode()


def checksum(data):
    """That of the Internet (RFC 1071): a sum with carries around is a remainder."""
    return -int.from_bytes(data + b"\0" * (len(data) % 2), "big") % 0xFFFF


def plain_packet(flow, protocol, layer):
    """An Ethernet packet with a UDP datagram or TCP segment whose checksum is still 0.

    To the byte what scapy makes of it, at a fiftieth of the time; most packets are such ones.
    """
    (source, _), (target, _) = flow
    family = socket.AF_INET6 if ":" in source else socket.AF_INET
    addresses = socket.inet_pton(family, source) + socket.inet_pton(family, target)
    at = {socket.IPPROTO_UDP: 6, socket.IPPROTO_TCP: 16}[protocol]
    found = checksum(addresses + struct.pack("!II", len(layer), protocol) + layer)
    if not found and protocol == socket.IPPROTO_UDP:
        found = 0xFFFF      # 0 says that there is none
    layer = layer[:at] + struct.pack("!H", found) + layer[at + 2:]
    if family == socket.AF_INET6:
        header = struct.pack("!IHBB", 6 << 28, len(layer), protocol, 64) + addresses
    else:
        header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(layer), 1, 0x4000, 64, protocol, 0) + addresses
        header = header[:10] + struct.pack("!H", checksum(header)) + header[12:]
    kind = 0x86DD if family == socket.AF_INET6 else 0x0800
    return struct.pack("!6s6sH", bytes.fromhex("020000000002"), bytes.fromhex("020000000001"), kind) + header + layer


class Capture:
    """Packets on an Ethernet, each at its time."""

    def __init__(self, network=0):
        self.packets = []
        self.pauses = {}            # number of packets before it -> extra seconds
        self.network = network      # two captures with different ones can be put into one file
        self.keylog = None          # file name, where TLS was used
        self._hosts = {}
        self._sequence = {}         # (source, target) of a TCP or SCTP flow -> next number
        self._sessions = {}         # (source, target) -> WebSocket client or TLS pair

    def send(self, source, target, payload, transport="udp", ipv6=False, cut=(), fragment_size=0, wraps=()):
        """Sends bytes; see the text above for the rest."""
        flow = self._end(source, ipv6), self._end(target, ipv6)
        if transport in ("ws", "tls"):
            for sender, data in getattr(self, "_" + transport)(flow, payload):
                self._send_tcp((flow[sender], flow[1 - sender]), data, ())
        elif transport == "tcp":
            self._send_tcp(flow, payload, cut, wraps)
        elif transport == "udp" and not fragment_size and not wraps:
            header = struct.pack("!HHHH", flow[0][1], flow[1][1], 8 + len(payload), 0)
            self.packets.append(plain_packet(flow, socket.IPPROTO_UDP, header + payload))
        else:
            layer = getattr(self, "_" + transport)(flow, payload)
            self._send_ip(flow, layer, fragment_size, wraps)

    def refuse(self, source, target):
        """A TCP connection that the target refuses: a SYN, and the reset for it."""
        self.knock(source, target)
        self._flag(self._end(target, False), self._end(source, False), (0, 1001), 0x14)

    def knock(self, source, target, pauses=()):
        """A SYN, and again after each of the pauses."""
        for pause in (0, *pauses):
            self.wait(pause)
            self._flag(self._end(source, False), self._end(target, False), (1000, 0), 0x02)

    def _flag(self, source, target, numbers, flags):
        header = struct.pack("!HHIIBBHHH", source[1], target[1], *numbers, 5 << 4, flags, 8192, 0, 0)
        self.packets.append(plain_packet((source, target), socket.IPPROTO_TCP, header))

    def wait(self, seconds):
        """Makes the next packet come so much later."""
        self.pauses[len(self.packets)] = self.pauses.get(len(self.packets), 0) + seconds

    def append(self, other):
        for number, seconds in other.pauses.items():
            self.pauses[len(self.packets) + number] = seconds
        self.packets += other.packets
        self.keylog = self.keylog or other.keylog

    def write(self, path):
        with PcapWriter(str(path), linktype=1) as writer:
            writer.write_header(None)
            time = START * 1000
            for number, packet in enumerate(self.packets):
                time += round(self.pauses.get(number, 0) * 1000)
                writer.write_packet(bytes(packet), sec=time // 1000, usec=time % 1000 * 1000)
                time += 10
        return path

    def _end(self, name, ipv6):
        name, _, port = name.partition(":")
        try:
            address = str(ipaddress.ip_address(name))
        except ValueError:
            number = self._hosts.setdefault(name, len(self._hosts) + 1)
            address = (f"2001:db8:{self.network}::{number}" if ipv6
                       else f"10.{self.network % 256}.{self.network // 256}.{number}")
        return address, int(port or 5060)

    @staticmethod
    def _ip(source, target, payload_protocol=None):
        if ":" in source:
            return IPv6(src=source, dst=target, **({"nh": payload_protocol} if payload_protocol else {}))
        return IP(src=source, dst=target, flags="DF", **({"proto": payload_protocol} if payload_protocol else {}))

    @staticmethod
    def _udp(flow, payload):
        return UDP(sport=flow[0][1], dport=flow[1][1]) / Raw(payload)

    def _sctp(self, flow, payload):
        number = self._sequence.get(flow, 0)
        self._sequence[flow] = number + 1
        return SCTP(sport=flow[0][1], dport=flow[1][1], tag=1 + (flow[0] < flow[1])) / SCTPChunkData(
            data=payload, tsn=number, stream_seq=number, beginning=1, ending=1)

    def _send_tcp(self, flow, payload, cut, wraps=()):
        bounds = [0, *cut, len(payload)]
        for begin, end in zip(bounds, bounds[1:]):
            sequence = self._sequence.get(flow, 1000)
            acknowledged = self._sequence.get(flow[::-1], 1000)
            self._sequence[flow] = sequence + end - begin
            if wraps:
                segment = TCP(sport=flow[0][1], dport=flow[1][1], seq=sequence, ack=acknowledged, flags="PA")
                self._send_ip(flow, segment / Raw(payload[begin:end]), 0, wraps)
            else:
                header = struct.pack("!HHIIBBHHH", flow[0][1], flow[1][1], sequence, acknowledged, 5 << 4, 0x18, 8192, 0, 0)
                self.packets.append(plain_packet(flow, socket.IPPROTO_TCP, header + payload[begin:end]))

    def _send_ip(self, flow, layer, fragment_size, wraps):
        (source, _), (target, _) = flow
        packet = self._ip(source, target) / layer
        fragments = [packet]
        if fragment_size and ":" in source:
            packet = self._ip(source, target) / IPv6ExtHdrFragment(id=7) / layer
            fragments = fragment6(packet, fragment_size + 48)
        elif fragment_size:
            packet[IP].flags = 0
            fragments = fragment(packet, fragment_size)
        for packet in fragments:
            self._send_wrapped(packet, source, target, wraps)

    def _send_wrapped(self, packet, source, target, wraps):
        for wrap in wraps:
            inner = Raw(bytes(packet))
            if wrap == "ipip":
                packet = self._ip("192.0.2.1", "192.0.2.2", 41 if ":" in source else 4) / inner
            elif wrap == "gtp":
                header = struct.pack("!BBHI", 0x30, 255, len(inner), 1)
                packet = self._ip("192.0.2.3", "192.0.2.4") / UDP(sport=2152, dport=2152) / header / inner
            elif wrap.startswith("icmp"):
                packet = self._ip(target, source) / self._error(wrap, bytes(packet), ":" in source)
        ether = Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")
        if "vlan" in wraps:
            ether = ether / Dot1Q(vlan=42)
        # Built once, so that a value scapy makes up (a checksum, a length) is not made up again.
        self.packets.append(bytes(ether / packet))

    @staticmethod
    def _error(wrap, packet, ipv6):
        """The ICMP error that a word asks for, about an IP packet."""
        kind, _, count = wrap.removeprefix("icmp").removeprefix("=").partition("/")
        number, code = map(int, (kind or ("1.4" if ipv6 else "3.3")).split("."))
        quoted = packet[:(40 if ipv6 else 20) + int(count)] if count else packet
        if ipv6:
            kinds = {1: ICMPv6DestUnreach, 2: ICMPv6PacketTooBig, 3: ICMPv6TimeExceeded}
            return kinds[number](code=code) / Raw(quoted)
        return ICMP(type=number, code=code) / Raw(quoted)

    def _ws(self, flow, payload):
        client = self._sessions.get(flow) or self._sessions.get(flow[::-1])
        if client is None:
            client = self._sessions[flow] = flow[0]
            key = base64.b64encode(b"sixteen bytes ok").decode()
            accept = base64.b64encode(
                hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
            yield 0, ("GET / HTTP/1.1\r\nHost: edge.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
                      "Sec-WebSocket-Protocol: sip\r\n\r\n").encode()
            yield 1, ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: sip\r\n\r\n").encode()
        masked = client == flow[0]
        header = struct.pack("!BBH", 0x81, 126 | masked << 7, len(payload))
        if masked:
            header += WEBSOCKET_MASK
            payload = bytes(byte ^ WEBSOCKET_MASK[i % 4] for i, byte in enumerate(payload))
        yield 0, header + payload

    def _tls(self, flow, payload):
        from tls import TlsPair     # needs openssl; no other transport does

        back = flow[::-1]
        if flow not in self._sessions and back not in self._sessions:
            self._sessions[flow] = TlsPair()
            self.keylog = self._sessions[flow].keylog
            yield from self._sessions[flow].handshake()
        if flow in self._sessions:
            yield 0, self._sessions[flow].encrypt(0, payload)
        else:
            yield 0, self._sessions[back].encrypt(1, payload)


def read_text(path, network=0):
    """The capture that a text describes."""
    capture = Capture(network)
    blocks = re.split(r"^--- ?(.*)\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    waiting = None      # a packet that may get a further message
    for line, text in zip(blocks[::2], blocks[1::2]):
        if line.strip() == "and":
            waiting[2] += wire_format(text)
            continue
        if waiting:
            capture.send(*waiting[:3], **waiting[3])
        source, arrow, target, transport, *words = line.split()
        if arrow != ">":
            raise ValueError(f"{path}: not understood: --- {line}")
        options = {"transport": transport,
                   "wraps": [word for word in words if word in ("ipip", "gtp", "vlan") or word.startswith("icmp")]}
        for word in words:
            name, _, value = word.partition("=")
            if name == "cut":
                options["cut"] = [int(number) for number in value.split(",")]
            elif name == "fragment":
                options["fragment_size"] = int(value)
            elif name == "ipv6":
                options["ipv6"] = True
            elif name not in options["wraps"]:
                raise ValueError(f"{path}: not understood: {word}")
        waiting = [source, target, wire_format(text), options]
    if waiting:
        capture.send(*waiting[:3], **waiting[3])
    return capture


if __name__ == "__main__":
    import pathlib

    if len(sys.argv) != 3:
        sys.exit(__doc__.splitlines()[-1])
    read_text(pathlib.Path(sys.argv[1])).write(sys.argv[2])
