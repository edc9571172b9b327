# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures for many_captures.sh: calls of two days over three trunks, the same each time, under names of all kinds.

usage: many_captures.py FOLDER NUMBER [FOLDER WITH OTHER CAPTURES]

Among them are those of the tests and of other projects. Prints how many can be read to their end.
"""

import gzip
import os
import pathlib
import random
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "e2e"))

import captures     # noqa: E402

PBX = "192.0.2.10"
TRUNKS = {"198.51.100.1": 0.05, "198.51.100.2": 0.15, "203.0.113.7": 0.45}    # and the share of calls that fail there
REGISTRAR = "192.0.2.20"
REFUSALS = [
    (404, "Not Found", "Reason: Q.850;cause=1"),
    (503, "Service Unavailable", "Reason: Q.850;cause=34"),
    (488, "Not Acceptable Here", 'Warning: 304 trunk "Media type not available"'),
    (403, "Forbidden", 'Warning: 399 trunk "No credit"'),
    (500, "Server Internal Error", "Server: Example/1.0"),
    (484, "Address Incomplete", "Server: Example/1.0"),
]
ENDINGS = [(486, "Busy Here"), (480, "Temporarily Unavailable"), (603, "Decline")]
# Every so many captures have such a name; "{}" is the number.
NAMES = ["{}.pcap", "day {}/trunk.pcap", "trace.pcap{}", "trace_{:05}_20260102030405.pcapng.gz", "-{}.cap",
         "it's \"{}\"\n\t.pcap", os.fsdecode(b"caf\xe9 {}.pcap"), "={}+{{}} $HOME `id` \\n %s.PCAP", "ü/é/{}.pcapng",
         "real {}.pcap"]


class Exchange:
    """Requests and responses of one call, registration or other dialog."""

    def __init__(self, capture, client, server, user, target, call):
        self.capture, self.client, self.server = capture, client, server
        self.user, self.target, self.call, self.cseq = user, target, call, 0

    def message(self, start, method, tag, headers):
        branch = f"z9hG4bK{self.call}{self.cseq}{'a' if method == 'ACK' else ''}"
        lines = [start, f"Via: SIP/2.0/UDP {self.client};branch={branch}",
                 f"From: <sip:{self.user}@example.com>;tag=a{self.call}",
                 f"To: <sip:{self.target}@example.com>" + (f";tag=b{self.call}" if tag else ""),
                 f"Call-ID: {self.call}", f"CSeq: {self.cseq} {method}", *headers, "Content-Length: 0", "", ""]
        return "\r\n".join(lines).encode()

    def request(self, method, *headers, tag=False):
        self.cseq += method != "ACK"
        self.capture.send(self.client, self.server, self.message(f"{method} sip:{self.target}@example.com SIP/2.0",
                                                                 method, tag, ["Max-Forwards: 70", *headers]))

    def response(self, code, phrase, method, *headers):
        message = self.message(f"SIP/2.0 {code} {phrase}", method, code > 100, headers)
        self.capture.send(self.server, self.client, message)


def call(capture, chance, number):
    trunk = chance.choice(list(TRUNKS))
    caller, called = f"1{chance.randrange(100):03}", f"+4930{chance.randrange(10**6):06}"
    made = Exchange(capture, PBX, trunk, caller, called, f"call-{number}")
    made.request("INVITE")
    made.response(100, "Trying", "INVITE")
    capture.wait(chance.uniform(0.1, 4))
    if chance.random() < TRUNKS[trunk]:
        code, phrase, header = chance.choice(REFUSALS)
        made.response(code, phrase, "INVITE", header)
        made.request("ACK", tag=True)
    elif chance.random() < 0.2:
        made.response(*chance.choice(ENDINGS), "INVITE")
        made.request("ACK", tag=True)
    else:
        made.response(180, "Ringing", "INVITE")
        capture.wait(chance.uniform(1, 20))
        made.response(200, "OK", "INVITE")
        made.request("ACK", tag=True)
        capture.wait(chance.uniform(5, 120))
        made.request("BYE", tag=True)
        made.response(200, "OK", "BYE")


def registration(capture, chance, number):
    account = chance.randrange(40)
    user = f"1{account:03}"
    made = Exchange(capture, f"192.0.2.{100 + account}", REGISTRAR, user, user, f"register-{number}")
    made.request("REGISTER", "Expires: 3600")
    made.response(401, "Unauthorized", "REGISTER", f'WWW-Authenticate: Digest realm="example.com", nonce="{number}"')
    made.request("REGISTER", "Expires: 3600", f'Authorization: Digest username="{user}", realm="example.com", '
                 f'nonce="{number}", uri="sip:example.com", response="{"0" * 32}"')
    if account % 13 == 7:
        made.response(401, "Unauthorized", "REGISTER",
                      f'WWW-Authenticate: Digest realm="example.com", nonce="{number}b"')
    else:
        made.response(200, "OK", "REGISTER")


def options(capture, chance, number):
    trunk = chance.choice(list(TRUNKS))
    made = Exchange(capture, PBX, trunk, "pbx", "trunk", f"options-{number}")
    made.request("OPTIONS")
    capture.wait(chance.expovariate(1 / TRUNKS[trunk]))
    made.response(200, "OK", "OPTIONS")


def made_capture(number):
    chance = random.Random(number)
    capture = captures.Capture()
    capture.wait(number % 48 * 1800)
    for part in range(6):
        chance.choice([call, call, call, registration, options])(capture, chance, f"{number}-{part}")
    return capture


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    others = sorted((HERE / "captures").glob("*.txt"))
    others += sorted(path for path in pathlib.Path(sys.argv[3]).glob("*.*cap*")) if len(sys.argv) > 3 else []
    broken = 0
    for number in range(count):
        path = folder / NAMES[number % len(NAMES)].format(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        other = others[number // len(NAMES) % len(others)]
        if number % len(NAMES) != len(NAMES) - 1:
            made_capture(number).write(path)
        elif other.suffix == ".txt":
            captures.read_text(other).write(path)
        else:
            shutil.copy(other, path)
        if path.suffix == ".gz":
            path.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        elif number % 50 in (5, 30):
            path.write_bytes(path.read_bytes()[:-10] if number % 50 == 5 else b"This is not a capture.")
            broken += 1
    # What leads to the same once more.
    (folder / "loop").symlink_to(".")
    (folder / "a link.pcap").symlink_to("0.pcap")
    print(count - broken)


main()
