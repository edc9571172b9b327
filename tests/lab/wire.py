# SPDX-License-Identifier: GPL-2.0-or-later
"""What passes on the loopback interface: taken by tcpdump, read while it comes, written to a capture."""

import re
import socket
import struct
import subprocess
import threading

from network import HOSTS, wait_until, with_addresses

FILE_HEADER, RECORD_HEADER, ETHERNET = 24, 16, 14
END = b"end of the scenario"
END_PORT = 9        # discard
UDP, TCP = 17, 6
TLS_DATA = b"\x17\x03"


class Packet:
    """One packet on the interface."""

    def __init__(self, record, data):
        self.record, self.data = record, data
        ip = data[ETHERNET:]
        self.source, self.target = (socket.inet_ntoa(ip[at:at + 4]) if ip[0] >> 4 == 4 else "" for at in (12, 16))
        rest = ip[(ip[0] & 15) * 4:]
        self.payload = {UDP: lambda: rest[8:], TCP: lambda: rest[(rest[12] >> 4) * 4:]}.get(ip[9], lambda: b"")()

    def messages(self):
        """Method, or code and method, of each SIP message that begins in it."""
        for start, method in re.findall(rb"(?:^|\r\n\r\n|\n)(SIP/2\.0 \d{3}|[A-Z]+ sips?:|[A-Z]+ tel:).*?\nCSeq: *\d+ (\w+)",
                                        self.payload, re.S):
            yield f"{start[8:].decode()} {method.decode()}" if start.startswith(b"SIP/2.0") else method.decode()


class Wire:
    """The packets so far; they are read in a thread."""

    def __init__(self, only="", length=0):
        """Only what a filter of tcpdump lets through, each packet cut to a length, as captures of the field are."""
        # Room for a thousand packets of any length that there are here, so that none is lost.
        command = ["tcpdump", "-i", "lo", "-n", "-U", "--immediate-mode", "-w", "-", "-s", str(length or 16000), "-B", "16384"]
        wanted = f"({only}) or udp port {END_PORT}" if only else ""
        self.process = subprocess.Popen([*command, with_addresses(wanted)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.packets = []
        self.ended = False
        self.header = b""
        threading.Thread(target=self._read, daemon=True).start()
        # The header of the file is written once the interface is open.
        wait_until(lambda: self.header or self.process.poll() is not None, "tcpdump on the loopback interface")
        if self.process.poll() is not None:
            raise RuntimeError("tcpdump: " + self.process.stderr.read().decode())

    def _read(self):
        stream = self.process.stdout
        self.header = stream.read(FILE_HEADER)
        while record := stream.read(RECORD_HEADER):
            data = stream.read(struct.unpack("=IIII", record)[2])
            if END in data:
                self.ended = True
                return
            self.packets.append(Packet(record, data))

    def count(self, what):
        """How often a message passed: "CALLER>PROXY INVITE", "PROXY>CALLER 200 BYE"; "CALLER>PROXY TLS": something encrypted."""
        way, _, message = what.partition(" ")
        source, target = (HOSTS[name] for name in way.split(">"))
        return sum(packet.payload[:2] == TLS_DATA if message == "TLS" else message in packet.messages()
                   for packet in list(self.packets) if (packet.source, packet.target) == (source, target))

    def wait_for(self, what):
        """The same, with how often at the end where it is more than once: "CALLER>PROXY TLS *2"."""
        message, _, times = what.partition(" *")
        wait_until(lambda: self.count(message) >= int(times or 1), what)

    def write(self, path):
        """Ends the capture once all that was sent is in it, and writes it."""
        sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        # The interface keeps the order, so whatever was sent before comes before.
        sender.sendto(END, ("127.0.0.1", END_PORT))
        wait_until(lambda: self.ended, "the end in the capture")
        self.process.terminate()
        self.process.wait()
        path.write_bytes(self.header + b"".join(packet.record + packet.data for packet in self.packets))
