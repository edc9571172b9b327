# SPDX-License-Identifier: GPL-2.0-or-later
"""What tshark with the plugin says about a capture."""

import pathlib
import re
import sys

from network import name_of

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import conftest    # noqa: E402

FIELDS = ("frame.number", "ip.src", "ip.dst", "sip.Method", "sip.Status-Code", "sip.CSeq.method", "icmp.type",
          "sipexplain.finding", "sipexplain.certainty")
LIKELY = "2"
TITLE = "SIP Explanation Report"


class Tshark(conftest.Wireshark):
    """As in the end-to-end tests."""

    def read(self, capture, options=()):
        """Lines as in Scenario.found, and the report; both of a second pass."""
        names = [word for name in FIELDS for word in ("-e", name)]
        out = self.tshark("-2", "-T", "fields", "-E", "aggregator=,", *names, "-Y", "sip", *options, "-z", "sipexplain,report",
                          capture=capture)
        frames, title, report = out.partition(TITLE)
        assert title, out
        lines = [line.split("\t") for line in frames.split("\n") if "\t" in line]
        return [found for found in map(found_in, lines) if found], title + report


def found_in(values):
    """One line for a frame with findings, "" for another."""
    _, source, target, method, code, answered, icmp, findings, certainties = (value.split(",") for value in values)
    if findings == [""]:
        return ""
    # Of a packet that an ICMP error quotes, the outer addresses come first.
    way = ">".join(name_of(address).upper() for address in (source[0], target[0]))
    message = f"{code[0]} {answered[0]}" if code[0] else method[0]
    listed = [finding + "?" * (certainty == LIKELY) for finding, certainty in zip(findings, certainties)]
    return f"{way} {'icmp ' if icmp[0] else ''}{message}: {', '.join(listed)}"


def first_item(report):
    """Title of the report's first item and the finding it names; "All clear", or what it says instead, and nothing."""
    item = re.search(r"^1\. (.*?)\n   \S(.*?)(?=^2\. |^\S|\Z)", report, flags=re.M | re.S)
    if item:
        finding = re.search(r"^   Finding: (.*)$", item[0], flags=re.M)
        return re.sub(r"\s+", " ", item[1]), finding[1] if finding else ""
    question = re.search(r"^Open questions\n-+\n +(.*)$", report, flags=re.M)
    if question:
        return "Open: " + question[1], ""
    clear = re.search(r"^All clear.*$", report, flags=re.M)
    return (clear[0], "") if clear else ("nothing", "")


def differences(scenario, lines, report):
    """How what is said differs from what the scenario allows."""
    said, allowed = set(lines), scenario.lines()
    out = [f"not said: {line}" for line in sorted(allowed - said)]
    out += [f"said and not allowed: {line}" for line in sorted(said - allowed)]
    title, finding = first_item(report)
    wanted, _, wanted_finding = scenario.report.partition("; ")
    if wanted not in title or finding != wanted_finding:
        out.append(f"the report begins with: {title}; {finding}")
    out += [f"the report says: {text}" for text in scenario.unsaid if text in re.sub(r"\s+", " ", report)]
    return out
