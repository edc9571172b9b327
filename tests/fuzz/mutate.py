# SPDX-License-Identifier: GPL-2.0-or-later
"""Copies of a capture in which SIP's own structure is damaged.

editcap changes bytes without knowing what they are, so most of its copies are
no SIP any more or SIP with another letter. Here a message stays one: its header fields
are left out, doubled, exchanged, folded, cut, emptied, given another's value or a huge one; line
ends, the numbers of CSeq and Content-Length, methods, codes and tags become others;
messages come twice, in another order, at other times, or end early. What is carried
in UDP over IPv4 or IPv6 is changed, and other packets are left as they are.

usage: mutate.py CAPTURE FOLDER FIRST-SEED COUNT     writes FOLDER/SEED.pcap
"""

import pathlib
import random
import re
import sys

from scapy.layers.inet import IP, UDP
from scapy.layers.inet6 import IPv6
from scapy.packet import Raw
from scapy.utils import rdpcap, wrpcap

IS_SIP = re.compile(rb"[A-Z]{3,20} [^ ]+ SIP/2\.0\r?\n|SIP/2\.0 \d{3}[ \r]")
METHODS = [b"INVITE", b"ACK", b"BYE", b"CANCEL", b"REGISTER", b"OPTIONS", b"PRACK", b"UPDATE", b"REFER", b"NOTIFY",
           b"SUBSCRIBE", b"MESSAGE", b"PUBLISH", b"INFO", b"invite", b"X" * 40, b"\xc3\xa9"]
NUMBERS = [b"0", b"-1", b"1", b"4294967295", b"4294967296", b"99999999999999999999", b"", b"1e9", b"0x10", b" 7", b"7 7"]
CODES = [b"100", b"180", b"200", b"302", b"401", b"407", b"408", b"481", b"486", b"487", b"488", b"491", b"500", b"503",
         b"603", b"699", b"000", b"700", b"999", b"99", b"1000", b"abc"]
POISON = [b"", b" ", b"\t", b"\0", b"\r", b"\n", b"%s%n%d", b"\"", b"\"\\", b"<", b">", b";;;", b",,,", b"=", b"\xff\xfe",
          b"\xe2\x80\xae", b"\x1b[2J", b"<script>", b"=1+1", b"\xe6\x97\xa5\xe6\x9c\xac", b"a" * 2000, b"(" * 300, b";x=" * 500]


def line_ends(choose, text):
    return text.replace(b"\r\n", choose.choice([b"\n", b"\r", b"\r\r\n", b"\n\r", b"\r\n \r\n"]), choose.choice([1, 3, -1]))


def number_of(name):
    """A function that gives a header field another number."""
    pattern = re.compile(rb"(?mi)^(" + name + rb"[ \t]*:[ \t]*)\d+")
    return lambda choose, text: pattern.sub(lambda found: found[1] + choose.choice(NUMBERS), text)


def neighbour_of(choose, text):
    """CSeq one up or down, which is a plausible other request."""
    return re.sub(rb"(?mi)^(CSeq[ \t]*:[ \t]*)(\d{1,9})",
                  lambda found: found[1] + str(int(found[2]) + choose.choice([-1, 1, 2])).encode(), text)


def method(choose, text):
    old = re.match(rb"([A-Z]+) ", text)
    new = choose.choice(METHODS)
    if old and choose.random() < 0.5:
        return new + text[old.end(1):]
    return re.sub(rb"(?mi)^(CSeq[ \t]*:[ \t]*\d+[ \t]+)\w+", lambda found: found[1] + new, text)


def code(choose, text):
    return re.sub(rb"\ASIP/2\.0 \d+", lambda _: b"SIP/2.0 " + choose.choice(CODES), text)


def tag(choose, text):
    return re.sub(rb";tag=[^;>\s]*", lambda found: choose.choice([b"", b";tag=", b";tag=x", found[0] * 2]), text, count=1)


def cut(choose, text):
    return text[:choose.randrange(len(text) + 1)]


def body(choose, text):
    head, ending, rest = text.partition(b"\r\n\r\n")
    lines = rest.split(b"\r\n")
    choose.shuffle(lines)
    return head + choose.choice([ending, b"\r\n", b""]) + b"\r\n".join(lines[:choose.randrange(len(lines) + 1)])


def fields(choose, text):
    """One thing done to the lines of the header."""
    head, ending, rest = text.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    if len(lines) < 3:
        return text
    place, other = choose.randrange(1, len(lines)), choose.randrange(1, len(lines))
    name, _, value = lines[place].partition(b":")
    deed = choose.randrange(9)
    if deed == 0:
        del lines[place]
    elif deed == 1:
        lines.insert(other, lines[place])
    elif deed == 2:
        lines[place], lines[other] = lines[other], lines[place]
    elif deed == 3:
        lines[place] = name + b":" + lines[other].partition(b":")[2]
    elif deed == 4:
        middle = choose.randrange(len(value) + 1)
        lines[place] = name + b":" + value[:middle] + choose.choice([b"\r\n ", b"\r\n\t", b"\r\n"]) + value[middle:]
    elif deed == 5:
        middle = choose.randrange(len(value) + 1)
        lines[place] = name + b":" + value[:middle] + choose.choice(POISON) + value[middle:]
    elif deed == 6:
        lines[place] = name + choose.choice([b":", b"", b" : ", b"::"])
    elif deed == 7:
        lines[place] = choose.choice([name.upper(), name.lower(), name[:1], b"", name + b" "]) + b":" + value
    else:
        lines[place:place + 1] = [lines[place]] * 60
    return b"\r\n".join(lines) + ending + rest


DEEDS = [fields, fields, fields, fields, line_ends, number_of(rb"CSeq"), number_of(rb"(?:Content-Length|l)"),
         number_of(rb"(?:Expires|Max-Forwards|RSeq|Retry-After|Session-Expires|Min-SE)"), neighbour_of, method, code, tag, cut,
         body]


def of_its_own(text, seed):
    """The same message in a call of its own: copies are read in one capture, and are not to be taken for repeated messages."""
    return re.sub(rb"(?i)(;branch=|\n(?:Call-ID|i)[ \t]*:[ \t]*)", lambda found: found[1] + b"z%d" % seed, text)


def mutated(choose, packet, seed):
    """A copy of a packet with up to three deeds done to its message; itself where it carries none."""
    datagram = packet.getlayer(UDP)
    if datagram is None or not isinstance(datagram.payload, Raw) or not IS_SIP.match(datagram.payload.load):
        return packet
    text = of_its_own(datagram.payload.load, seed)
    for _ in range(choose.choice([0, 0, 0, 1, 1, 2, 3])):
        text = choose.choice(DEEDS)(choose, text)
    copy = packet.copy()
    copy[UDP].payload = Raw(text[:60000])
    for layer, lengths in ((UDP, ("len", "chksum")), (IP, ("len", "chksum")), (IPv6, ("plen",))):
        if copy.haslayer(layer):
            for length in lengths:
                delattr(copy[layer], length)
    # What its headers say is made anew, the time is not.
    copy.time = packet.time
    return copy


def exchange(choose, packets):
    """The messages of a capture in another order, some twice or not at all, some at other times."""
    for _ in range(choose.choice([0, 0, 1, 3])):
        place = choose.randrange(len(packets))
        deed = choose.randrange(4)
        if deed == 0 and len(packets) > 1:
            del packets[place]
        elif deed == 1:
            packets.insert(choose.randrange(len(packets)), packets[place].copy())
        elif deed == 2:
            packets.insert(choose.randrange(len(packets)), packets.pop(place))
        else:
            packets[place] = packets[place].copy()
            packets[place].time = max(0, packets[place].time + choose.choice([-86400, -1, 0.5, 32, 3600, 10**8]))
    return packets


def main():
    capture, folder, first, count = sys.argv[1:]
    packets = list(rdpcap(capture))
    for seed in range(int(first), int(first) + int(count)):
        choose = random.Random(seed)
        copies = exchange(choose, [mutated(choose, packet, seed) for packet in packets])
        wrpcap(str(pathlib.Path(folder) / f"{seed}.pcap"), copies)


if __name__ == "__main__":
    main()
