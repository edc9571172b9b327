# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever stands in a message, in any of its values: nothing that is written for people or programs carries terminal
escapes, other control characters, marks of direction, or bytes that are no UTF-8.

All exchanges whose causes are known are sent once more with poison in their values.
"""

import random
import re

import ladders
import pytest
from catalogue import FINDINGS
from test_findings import LADDERS

POISON = b"\x1b[31m\x07\x7f\xe2\x80\xae\xe2\x81\xa6\xff%s%n"
SHOWN = r"\x1B[31m\x07\x7F\xE2\x80\xAE\xE2\x81\xA6\xFF%s%n"
# What holds the messages together; poison there makes another exchange of it.
STRUCTURE = re.compile(rb"(?i)(?:via|v|cseq|call-id|i|content-length|l|max-forwards|content-type|c)\s*:")
# Places in a line at which poison may stand: the end of a quoted text, of a user, of a name, and of the line.
PLACES = [re.compile(rb'(?<=[^\\])"(?=[;,>\s]|$)'), re.compile(rb"(?<=\w)@"), re.compile(rb"(?<=\w) ?<sips?:"), re.compile(rb"$")]

WAYS = {
    "details": ["-O", "sipexplain"],
    "details of two passes": ["-2", "-O", "sipexplain"],
    "fields": ["-T", "fields", *(word for name in ("summary", "diagnosis", "evidence", "phrase_received", "reason", "reason.text",
                                                   "warning", "warning.text", "remedy", "cause")
                                 for word in ("-e", f"sipexplain.{name}"))],
    "report": ["-q", "-z", "sipexplain,report"],
    "page": ["-q", "-z", "sipexplain,html"],
    "calls": ["-q", "-z", "sipexplain,calls"],
    "table": ["-q", "-z", "sipexplain,stat"],
    "ndjson": ["-q", "-z", "sipexplain,ndjson"],
    "tsv": ["-q", "-z", "sipexplain,tsv"],
    "expert info": ["-q", "-z", "expert"],
}
# Bytes that are no UTF-8 have become small hexadecimal digits; those of the plugin are capital letters.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\\x[a-f][0-9a-f]")
# These show hardly a value, or cut it before the poison.
WITHOUT_VALUES = ["calls", "table", "expert info"]


def poisoned(choose, line):
    if STRUCTURE.match(line) or b":" not in line and b"=" not in line:
        return line
    places = [found.start() for place in PLACES for found in place.finditer(line)]
    place = choose.choice(places)
    return line[:place] + POISON + line[place:]


def poison(choose, message):
    """The message with poison in a third of its lines, and in some reason phrases."""
    first, *lines = message.split(b"\r\n")
    if first.startswith(b"SIP/2.0") and choose.random() < 0.3:
        first += POISON
    end = lines.index(b"") if b"" in lines else len(lines)
    header = [poisoned(choose, line) if choose.random() < 0.33 else line for line in lines[:end]]
    return b"\r\n".join([first, *header, *lines[end:]])


class Poisoned(ladders.Message):
    """A message of a ladder, with poison in it."""

    choose = random.Random(1)

    def bytes(self, call):
        return poison(self.choose, super().bytes(call))


@pytest.fixture(scope="module")
def path(wireshark):
    texts = {f"{subject}, {title}": text for subject, ladders_of in LADDERS.items() for title, text in ladders_of.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ladders, "Message", Poisoned)
        return ladders.Whole(wireshark, "hostile-values", texts, ladders.GAP).path


@pytest.mark.parametrize("way", WAYS)
def test_no_value_gets_through(wireshark, path, way):
    out = wireshark.tshark(*WAYS[way], capture=path)
    found = FORBIDDEN.search(out)
    assert found is None, out[max(found.start() - 200, 0):found.end() + 20]
    if way not in WITHOUT_VALUES:
        assert out.replace("\\\\", "\\").replace("\n", "").replace(" ", "").count(SHOWN) > 3


def test_most_causes_are_found_all_the_same(wireshark, path):
    rows = wireshark.fields(path, "sipexplain.finding", args=["-Y", "sipexplain.finding"])
    found = {name for (names,) in rows for name in names}
    assert len(found) > len(FINDINGS) / 2
