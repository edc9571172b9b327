# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes what the manual has from tables of the build: its fields, outcomes, findings, codes, and the command's help.

Such a part of a page in data/manual stands between two comments, of which the first names it. test_manual.py
compares; the build's target "manual" writes them anew.

usage: manual.py BUILD-FOLDER
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile

import command_line
import conftest
from pages import PART, pages

PLUGIN = conftest.TOP / "plugin"
TYPES = {"FT_STRING": "text", "FT_BOOLEAN": "true or false", "FT_FRAMENUM": "frame", "FT_UINT8": "number",
         "FT_UINT16": "number", "FT_UINT32": "number"}
SEVERITIES = {"PI_CHAT": "Chat", "PI_NOTE": "Note", "PI_WARN": "Warning", "PI_ERROR": "Error"}
CLASSES = range(1, 7)


def prose(text):
    """Words in which nothing is to be taken for Markdown."""
    return re.sub(r"([\\|<>*_`\[\]])", r"\\\1", text)


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


class Build:
    """What the programs of the build say of themselves."""

    def __init__(self, wireshark, command):
        self.wireshark, self.command = wireshark, command

    def glossary(self, kind):
        """Lines of tshark -G that are about the plugin, as lists."""
        # Not run(): among the names of all fields is that of a dissector's bug.
        program = self.wireshark.start(os.environ.get("TSHARK", "tshark"), "-G", kind)
        out, _ = program.communicate()
        assert program.returncode == 0
        return [line.split("\t") for line in out.split("\n") if re.match(r"[A-Z]\t([^\t]*\t)?sipexplain\b", line)]

    def fields(self):
        """Name, type, and what it holds, of each field but those of expert information."""
        values = {}
        for _, field, value, name in self.glossary("values"):
            values.setdefault(field, []).append(f"{value} {name}")
        for row in self.glossary("fields"):
            if row[0] != "F" or row[3] == "FT_NONE":
                continue
            name, text = row[2], prose(row[-1])
            if name == "sipexplain.outcome":
                text += ": see [outcomes](outcomes.md)"
            elif name in values:
                text += f": {', '.join(values[name])}"
            yield f"`{name}`", TYPES[row[3]], text

    def experts(self):
        """Name, severity and text of each expert information, as it is registered."""
        pattern = r'"(sipexplain\.expert\.\w+)", \w+, (PI_\w+),\s*"([^"]*)"'
        found = [match for path in sorted(PLUGIN.rglob("*.c"))
                 for match in re.findall(pattern, path.read_text(encoding="utf-8"))]
        assert sorted(name for name, _, _ in found) == sorted(
            row[2] for row in self.glossary("fields") if row[0] == "F" and row[3] == "FT_NONE"), "not all are read"
        return [(f"`{name}`", SEVERITIES[severity], prose(text)) for name, severity, text in found]

    def outcomes(self):
        """Value and name of each outcome, and the codes that have it."""
        codes = self.command.json("list")
        numbers = {item["code"] for item in codes}
        # A code that is in no catalogue has the outcome of its class.
        of_class = {number: self.command.json(next(code for code in range(number * 100, number * 100 + 100)
                                                   if code not in numbers), status=command_line.NOT_FOUND)["outcome"]
                    for number in CLASSES}
        for _, field, value, name in self.glossary("values"):
            if field != "sipexplain.outcome":
                continue
            others = [item["code"] for item in codes if item["outcome"] == name and of_class[item["class"]] != name]
            whole = [number for number in CLASSES if of_class[number] == name]
            mixed = {item["class"] for item in codes if item["outcome"] != of_class[item["class"]]}
            classes = [f"other {number}xx" if number in mixed else f"{number}xx" for number in whole]
            yield value, name, ", ".join(map(str, [*others, *classes]))

    def findings(self):
        """Those of each section of the catalogue, in its order."""
        lines = (conftest.TOP / "data" / "findings.ini").read_text(encoding="utf-8").split("\n")
        listed = {item["finding"] for item in self.command.json("finding")}
        section, sections = None, {}
        for before, line, after in zip(lines, lines[1:], lines[2:]):
            if line.startswith("# ") and before == after == "":
                section = line[2:]
            elif match := re.fullmatch(r"\[finding (.*)\]", line):
                sections.setdefault(section, []).append(match[1])
        assert {name for names in sections.values() for name in names} == listed
        return {section: [self.command.json("finding", name) for name in names] for section, names in sections.items()}

    def codes(self):
        return self.command.json("list")


def fields(build):
    return table(["field", "is", "holds"], build.fields())


def outcomes(build):
    return table(["outcome", "value", "usual codes"], ([name, value, codes] for value, name, codes in build.outcomes()))


def experts(build):
    return table(["expert information", "severity", "says"], build.experts())


LEVELS = {"fault": "", "normal": " (normal)", "context": " (context)"}


def finding(item):
    """A finding as a section of its own."""
    paragraphs = [f"### {item['finding']}", f"**{prose(item['title'])}**{LEVELS[item['level']]}", prose(item["meaning"]),
                  f"*Shown by:* {prose(item['shown'])}", "\n".join(f"- {prose(remedy)}" for remedy in item["remedy"]),
                  f"*Defined in:* {prose(item['reference'])}"]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def findings(build):
    return "\n".join(f"## {prose(section)}\n\n" + "\n".join(map(finding, items))
                     for section, items in build.findings().items())


def codes(build):
    rows = ([item["code"], prose(item["phrase"]) + ("" if item["registered"] else " (unregistered)"), item["outcome"],
             prose(item["summary"])] for item in build.codes())
    return table(["code", "phrase", "outcome", "gist"], rows)


def usage(build):
    return "".join(f"    {line}".rstrip() + "\n" for line in build.command.text("--help").split("\n")[:-1])


PARTS = {"fields": fields, "outcomes": outcomes, "experts": experts, "findings": findings, "codes": codes, "usage": usage}


def written(text, build):
    """A page with its parts as the build has them."""
    return PART.sub(lambda part: f"<!-- from the build: {part[1]} -->\n\n{PARTS[part[1]](build)}\n<!-- end -->", text)


def main(folder):
    work_dir = pathlib.Path(tempfile.mkdtemp(prefix="sipexplain-manual-"))
    work_dir.chmod(0o755)
    try:
        build = Build(conftest.Wireshark(folder, work_dir), command_line.Command(folder / "sipexplain"))
        for page in pages():
            before = page.read_text(encoding="utf-8")
            if (after := written(before, build)) != before:
                page.write_text(after, encoding="utf-8")
                print(f"Written anew: {page.relative_to(conftest.TOP)}")
    finally:
        shutil.rmtree(work_dir)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]).resolve())
