# SPDX-License-Identifier: GPL-2.0-or-later
"""The network of one scenario: a namespace with nothing but a loopback interface, on which several hosts live.

Addresses of LOCAL hosts are answered by this machine, so that a port nobody listens at gives an ICMP error. All others
are routed to the same interface, where they get no answer: silence, as of a host that is switched off.
"""

import pathlib
import re
import socket
import subprocess
import time

HOSTS = {
    "PROXY": "192.0.2.1",
    "TRUNK": "192.0.2.77",
    "CALLER": "203.0.113.10",
    "SECOND_CALLER": "203.0.113.11",
    "CALLEE": "198.51.100.20",
    "SECOND": "198.51.100.21",
    "THIRD": "198.51.100.22",
    "CLOSED": "198.51.100.90",
    "SILENT": "198.51.100.200",
    "PRIVATE": "10.11.12.13",
}
LOCAL = ("192.0.2.1/24", "198.51.100.1/25", "203.0.113.1/24")
DOMAIN = "lab.example"
LISTEN = "0A"
PATIENCE = 15       # seconds for anything that takes less than one

# Programs run in a namespace of their own for network, processes and mounts, so that nothing leaves the machine,
# clashes with a service of it, or is left when the scenario ends or is stopped.
ISOLATED = ["unshare", "--net", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc"]


def with_addresses(text):
    """The text with the names of hosts, in capitals, replaced by their addresses."""
    return re.sub(r"\b(%s)\b" % "|".join(HOSTS), lambda name: HOSTS[name[1]], text)


def name_of(address):
    """The name of a host, in lower case, or the address itself."""
    return next((name.lower() for name, known in HOSTS.items() if known == address), address)


def set_up(folder):
    """Makes the network, in the namespace that this process is in. Names are looked up in a file alone."""
    def ip(*words):
        subprocess.run(["ip", *words], check=True)
    ip("link", "set", "lo", "up")
    for address in LOCAL:
        ip("address", "add", address, "dev", "lo")
    ip("route", "add", "default", "dev", "lo")
    # Who does not say from which address it sends to the proxy is the caller.
    ip("route", "replace", "local", HOSTS["PROXY"], "dev", "lo", "table", "local", "src", HOSTS["CALLER"])
    files = {"/etc/hosts": f"127.0.0.1 localhost\n{HOSTS['PROXY']} {DOMAIN}\n",
             "/etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"}
    for path, text in files.items():
        ours = pathlib.Path(folder) / pathlib.Path(path).name
        ours.write_text(text)
        subprocess.run(["mount", "--bind", ours, pathlib.Path(path).resolve()], check=True)


def listens(host, port, transport):
    """Whether somebody has that address and port, on "udp" or "tcp", as the kernel's own table says."""
    ours = {socket.inet_aton(address)[::-1].hex().upper() for address in (host, "0.0.0.0")} | {32 * "0"}
    lines = [line.split() for version in ("", "6") for line in pathlib.Path("/proc/net", transport + version).open()]
    return any(local in {f"{address}:{port:04X}" for address in ours} and (transport == "udp" or state == LISTEN)
               for _, local, _, state, *_ in lines)


def wait_until(condition, what, seconds=PATIENCE):
    """Waits until the condition holds; raises TimeoutError, which says what did not come."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)
