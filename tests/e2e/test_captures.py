# SPDX-License-Identifier: GPL-2.0-or-later
"""Packets that are put together without scapy are those that scapy makes."""

import captures
import pytest
from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Raw

PAYLOADS = {"empty": b"", "one byte": b"x", "odd": b"INVITE sip:b SIP/2.0\r\n\r", "even": b"\xff\0" * 300, "long": b"\x01\xff" * 32000}


def by_scapy(flow, layer):
    (source, _), (target, _) = flow
    network = IPv6(src=source, dst=target) if ":" in source else IP(src=source, dst=target, flags="DF")
    return bytes(Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02") / network / layer)


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("ipv6", [False, True], ids=["IPv4", "IPv6"])
def test_plain_packets_are_as_scapy_makes_them(ipv6, name):
    payload = PAYLOADS[name]
    flow = (("2001:db8::1", 5060), ("2001:db8::2", 65535)) if ipv6 else (("10.0.0.1", 5060), ("10.0.0.2", 65535))
    made = captures.Capture()
    made.send("alice", "bob:65535", payload, ipv6=ipv6)
    made.send("alice", "bob:65535", payload[:1000], "tcp", ipv6=ipv6, cut=[10])
    datagram = UDP(sport=5060, dport=65535) / Raw(payload)
    segments = [TCP(sport=5060, dport=65535, seq=1000 + at, ack=1000, flags="PA") / Raw(part)
                for at, part in ((0, payload[:10]), (10, payload[10:1000]))]
    assert made.packets == [by_scapy(flow, layer) for layer in (datagram, *segments)]


def test_a_checksum_of_zero_is_sent_as_the_other_zero_over_udp():
    """0 says that there is no checksum; of 65,536 payloads of two bytes one has it."""
    flow = ("10.0.0.1", 5060), ("10.0.0.2", 5060)
    made = captures.Capture()
    made.send("alice", "bob", b"\0\0")
    rest = made.packets[0][-4:-2]
    made.send("alice", "bob", rest)
    assert made.packets[1][-4:-2] == b"\xff\xff"
    assert made.packets[1] == by_scapy(flow, UDP(sport=5060, dport=5060) / Raw(rest))
