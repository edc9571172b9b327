# SPDX-License-Identifier: GPL-2.0-or-later
"""Real phones: baresip and linphone."""

import dataclasses
import pathlib

from network import DOMAIN, HOSTS, with_addresses
from parties import Program

BARESIP = """sip_listen {host}:5060
audio_player aubridge,null
audio_source aubridge,null
audio_alert aubridge,null
module_path {modules}
module g711.so
module aubridge.so
module srtp.so
module_tmp account.so
module_app menu.so
"""
LINPHONE = """[sip]
sip_port=5060
sip_tcp_port=-1
sip_tls_port=-1
bind_address={host}
use_ipv6=0
contact=sip:{user}@{host}
[misc]
log_collection=0
"""


@dataclasses.dataclass
class Baresip(Program):
    """A baresip with one account; it takes calls by itself."""

    user: str
    account: str = "regint=0"   # further parameters of the account
    scheme: str = "udp"         # or tls
    command_line: str = ""      # what it does at once: "/dial sip:..."
    stays: bool = dataclasses.field(default=True, kw_only=True)

    def command(self):
        (modules,) = [path for path in map(pathlib.Path, ("/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules"))
                      if path.is_dir()][:1]
        (self.folder / "config").write_text(BARESIP.format(host=HOSTS[self.at], modules=modules))
        (self.folder / "accounts").write_text(
            with_addresses(f"<sip:{self.user}@{DOMAIN};transport={self.scheme}>;answermode=auto;{self.account}\n"))
        (self.folder / "contacts").write_text("")
        return ["baresip", "-f", self.folder, *(["-e", self.command_line] if self.command_line else [])]


@dataclasses.dataclass
class Linphone(Program):
    """A linphonec that takes calls by itself; it is told what to do on its standard input."""

    user: str
    stays: bool = dataclasses.field(default=True, kw_only=True)

    def command(self):
        (self.folder / ".local/share/linphone").mkdir(parents=True)
        (self.folder / "linphonerc").write_text(LINPHONE.format(user=self.user, host=HOSTS[self.at]))
        return ["linphonec", "-c", self.folder / "linphonerc", "-a"]
