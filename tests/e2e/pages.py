# SPDX-License-Identifier: GPL-2.0-or-later
"""README and the pages of the manual, and the command lines in them, with the numbers of their lines."""

import pathlib
import re
import textwrap

TOP = pathlib.Path(__file__).resolve().parents[2]
README = TOP / "README.md"
MANUAL = TOP / "data" / "manual"
# A part of a page that the build writes, see manual.py.
PART = re.compile(r"^<!-- from the build: (\w+) -->\n(.*?)^<!-- end -->$", flags=re.M | re.S)
# How blocks begin that are no command lines: own codes, what tshark says of them, and answers of databases.
NO_COMMANDS = ("# code, phrase,", "tshark: Error loading table", "The worst causes", "┌─", "cause  ")


def pages():
    return sorted(MANUAL.glob("*.md"))


def in_order():
    """The pages as the manual itself lists them."""
    return [MANUAL / name for name in re.findall(r"^\| \[.*?\]\((\S+\.md)\) \|", (MANUAL / "README.md").read_text(encoding="utf-8"),
                                                 flags=re.M)]


def blocks(page):
    """The indented blocks of a page, but those from the build, each behind the number of its first line."""
    text = PART.sub(lambda part: "\n" * part[0].count("\n"), page.read_text(encoding="utf-8"))
    for match in re.finditer(r"(?<=\n\n)((?: {4}.*\n)(?:(?: {4}.*)?\n)*)", text):
        yield text.count("\n", 0, match.start()) + 1, textwrap.dedent(match[0]).rstrip("\n")


def transcripts(page):
    """The command lines that are shown with their output: number, line, and that output."""
    for number, block in blocks(page):
        for match in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", block, flags=re.M):
            if block.startswith("$ "):
                yield number + block.count("\n", 0, match.start()), match[1], match[2]


def lines(page):
    """The other lines of blocks, comments left out: number and line. One that ends with a pipe or a backslash goes on
    in the next."""
    for number, block in blocks(page):
        if block.startswith(("$ ", *NO_COMMANDS)):
            continue
        for match in re.finditer(r"(?:.*[|\\]\n)*.*", block):
            line = re.sub(r"\\?\n *", " ", match[0])
            if line.strip() and not line.startswith("# "):
                yield number + block.count("\n", 0, match.start()), line


def is_filter(line):
    return re.match(r"sipexplain\.", line) is not None
