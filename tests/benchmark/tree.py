# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways of reading in which Wireshark builds a tree, or the plugin tells of every message: what is asked of tshark with the
plugin, and what without it."""

import collections
import pathlib
import re

Row = collections.namedtuple("Row", "title ours without limit")

PROFILE = pathlib.Path(__file__).resolve().parents[2] / "data" / "profile" / "preferences"
SIP_FIELDS = ("sip.Method", "sip.Status-Code", "sip.Call-ID", "sip.CSeq.seq", "sip.CSeq.method", "sip.from.addr", "sip.to.addr")


def columns():
    """Those of the profile, as an argument."""
    found = re.search(r"^gui\.column\.format:((?:\n\t.*)+)", PROFILE.read_text(), re.MULTILINE).group(1)
    return "gui.column.format:" + "".join(found.split("\n\t"))


def fields(names):
    return ("-T", "fields", *(argument for name in names for argument in ("-e", name)))


COLUMNS = ("-o", columns())
ROWS = (
    Row("our filter, over one of SIP", ("-Y", "sipexplain.outcome>=10"), ("-Y", "sip.Status-Code>=400"), 1.10),
    Row("`-T fields` of seven SIP fields", fields(SIP_FIELDS), fields(SIP_FIELDS), 1.08),
    Row("`-V`", ("-V",), ("-V",), 1.12),
    Row("the profile's columns", COLUMNS, COLUMNS, 1.25),
    Row("`-T ek`", ("-T", "ek"), ("-T", "ek"), 1.12),
    Row("`-z sipexplain,stat`, over `-z sip,stat`", ("-q", "-z", "sipexplain,stat"), ("-q", "-z", "sip,stat"), 1.05),
    Row("`-z sipexplain,report`, over `-z sip,stat`", ("-q", "-z", "sipexplain,report"), ("-q", "-z", "sip,stat"), 1.06),
)

# What the plugin adds in Japanese, over what it adds in English.
LANGUAGE = ("-o", "sipexplain.language:ja")
LANGUAGE_LIMIT = 1.3
IN_LANGUAGE = tuple(row for row in ROWS if row.title in ("`-V`", "the profile's columns", "`-T ek`"))
