# SPDX-License-Identifier: GPL-2.0-or-later
"""The programs that take part in a scenario, one class each. Hosts are named as in network.HOSTS."""

import dataclasses
import os
import pathlib
import shutil
import signal
import subprocess
import sys

import sipp_text
from network import DOMAIN, HOSTS, listens, wait_until, with_addresses

FOLDER = pathlib.Path(__file__).resolve().parent
LIMIT = 45          # seconds that one party may run


@dataclasses.dataclass
class Program:
    """Common to all: where it runs, and after which messages on the wire it is started."""

    at: str
    after: str = dataclasses.field(default="", kw_only=True)    # "CALLER>PROXY INVITE"; at once where empty
    instead_of: int = dataclasses.field(default=None, kw_only=True)  # number of a party that is killed before
    says: tuple = dataclasses.field(default=(), kw_only=True)    # (message on the wire, what it is told then), ...
    stays: bool = dataclasses.field(default=False, kw_only=True)     # the scenario does not wait for its end
    status: int = dataclasses.field(default=0, kw_only=True)     # that it ends with
    port: int = dataclasses.field(default=5060, kw_only=True)
    transport: str = dataclasses.field(default="udp", kw_only=True)

    waits = True        # for others: started before those that begin

    def start(self, folder, name):
        """Starts it, with its files in a folder of its own."""
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.log = self.folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen([str(word) for word in self.command()], stdin=subprocess.PIPE, stdout=log,
                                            stderr=subprocess.STDOUT, cwd=self.folder, start_new_session=True,
                                            env={**os.environ, "HOME": str(self.folder)})
        if self.waits:
            wait_until(lambda: listens(HOSTS[self.at], self.port, self.transport) or self.process.poll() is not None,
                       f"{name} at its port")
            if self.process.poll() is not None:
                raise RuntimeError(f"{name} ended at once: {self.words()}")

    def tell(self, text):
        """Gives it a line on its standard input."""
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def finish(self):
        """Waits for its end; raises where it failed."""
        status = self.process.wait(LIMIT)
        if status != self.status:
            raise RuntimeError(f"{self.name} ended with {status}: {self.words()}")

    def kill(self):
        """Ends it as a power failure would: nobody hears of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def words(self):
        """What it said: of its faults alone, where it has a file of them."""
        path = next(self.folder.glob("*_errors.log"), self.log)
        return path.read_text(errors="replace")[:2000]


@dataclasses.dataclass
class Sipp(Program):
    """A phone that plays a text of sipp_text.py."""

    text: str
    to: str = "PROXY"
    user: str = "2001"
    other: str = "3001"
    calls: int = dataclasses.field(default=1, kw_only=True)

    def __post_init__(self):
        self.waits = not self.text.strip().startswith(">")

    def command(self):
        script = self.folder / "phone.xml"
        script.write_text(with_addresses(sipp_text.scenario(self.text, self.user, self.other)))
        return ["sipp", "-sf", script, "-i", HOSTS[self.at], "-p", self.port, "-t", {"udp": "u1", "tcp": "t1"}[self.transport],
                "-m", self.calls, "-nostdin", "-trace_err", "-default_behaviors", "none", "-timeout", LIMIT - 5,
                "-timeout_error", "-recv_timeout", 1000 * (LIMIT - 5), "-cid_str", f"%u-%p-{self.name}@{HOSTS[self.at]}",
                f"{HOSTS[self.to]}:5060"]


@dataclasses.dataclass
class Kamailio(Program):
    """The proxy and registrar; route is what it does with a request outside a dialog, more is further routes."""

    at: str = "PROXY"
    route: str = "route(LOCATION);"
    more: str = ""
    defines: tuple = ()
    stays: bool = dataclasses.field(default=True, kw_only=True)

    def command(self):
        (self.folder / "route.cfg").write_text(with_addresses(f"route[SCENARIO] {{\n{self.route}\n}}\n{self.more}\n"))
        (self.folder / "kamailio.cfg").write_text((FOLDER / "kamailio.cfg").read_text())
        (modules,) = pathlib.Path("/usr/lib").glob("*/kamailio/modules")
        key, certificate, tables = (self.folder / name for name in ("key.pem", "certificate.pem", "tables"))
        if "WITH_TLS" in self.defines:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={DOMAIN}", "-days", "2",
                            "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
            key.chmod(0o644)        # of a minute's worth: whoever reads the capture needs it
        if "WITH_PRESENCE" in self.defines:
            shutil.copytree("/usr/share/kamailio/dbtext/kamailio", tables)
        return ["kamailio", "-f", self.folder / "kamailio.cfg", "-DD", "-E", "-m", "32", "-M", "8", "-Y", self.folder,
                "-P", self.folder / "pid", "-L", f"{modules}/", "-A", f"DOMAIN={DOMAIN}", "-A", f"HERE={HOSTS[self.at]}",
                "-A", f'KEY="{key}"', "-A", f'CERTIFICATE="{certificate}"', "-A", f'TABLES="text://{tables}"',
                *(word for name in self.defines for word in ("-A", name))]


@dataclasses.dataclass
class Sipsak(Program):
    """The command sipsak with some arguments."""

    words_of_command: str

    waits = False

    def command(self):
        return ["sipsak", "-H", HOSTS[self.at], *with_addresses(self.words_of_command).split()]


@dataclasses.dataclass
class Python(Program):
    """One of the small clients in this folder."""

    script: str
    arguments: tuple = ()

    waits = False

    def command(self):
        return [sys.executable, "-B", FOLDER / self.script, HOSTS[self.at], *map(with_addresses, self.arguments)]
