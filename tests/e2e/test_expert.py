# SPDX-License-Identifier: GPL-2.0-or-later
"""Expert info: which, how severe, in which group, and with what text."""

import re

import captures
import pytest
from messages import response

# outcome -> (a code, severity)
OUTCOMES = {
    "progress": (180, "Chat"),
    "success": (200, "Chat"),
    "redirection": (302, "Note"),
    "challenge": (401, "Chat"),
    "adjust": (422, "Note"),
    "unavailable": (480, "Note"),
    "busy": (486, "Note"),
    "declined": (603, "Note"),
    "cancelled": (487, "Chat"),
    "failure": (404, "Warning"),
    "server_failure": (503, "Error"),
}
UNKNOWN = [498, 799]
HEADINGS = {"Errors": "Error", "Warns": "Warning", "Notes": "Note", "Chats": "Chat"}


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for code in [code for code, _ in OUTCOMES.values()] + UNKNOWN:
        capture.send("callee", "caller", response(code, call=f"code-{code}"))
    return wireshark.write(capture, "expert")


def summary_of(out):
    """The rows that are ours of what -z expert prints: (severity, group, text) -> count"""
    rows = {}
    for line in out.splitlines():
        heading = re.match(r"(\w+) \(\d+\)$", line)
        row = re.match(r" +(\d+) +(\S+) +SIP Explain  (.*)$", line)
        if heading:
            severity = HEADINGS[heading[1]]
        elif row:
            rows[severity, row[2], row[3]] = int(row[1])
    return rows


@pytest.mark.parametrize("number, outcome", list(enumerate(OUTCOMES, start=1)), ids=list(OUTCOMES))
def test_each_outcome_has_its_filter(wireshark, path, number, outcome):
    frames = [number]
    if outcome == "failure":
        frames.append(len(OUTCOMES) + 1)    # 498, which is treated as 400
    assert wireshark.frames(path, f"sipexplain.expert.{outcome}") == frames


@pytest.mark.parametrize("options", [["-q"], [], ["-2", "-q"], ["-q", "-V"]], ids=" ".join)
def test_expert_summary_names_severity_code_phrase_and_gist(wireshark, path, options):
    rows = wireshark.fields(path, "sipexplain.code", "sipexplain.phrase", "sipexplain.summary")
    texts = {int(code[0]): (phrase, summary) for code, phrase, summary in rows}
    expected = {(severity, "Response", f"{code} {texts[code][0][0]}: {texts[code][1][0]}"): 1
                for code, severity in OUTCOMES.values()}
    expected["Warning", "Response", f"498: {texts[498][1][0]}"] = 1
    found = summary_of(wireshark.tshark("-z", "expert", *options, capture=path))
    unregistered = {row: count for row, count in found.items() if row not in expected}
    assert {row: found.get(row) for row in expected} == expected
    assert [(severity, group, text[:3]) for severity, group, text in sorted(unregistered)] == \
        [("Note", "Response", "498"), ("Note", "Response", "799")]


def test_group_filter_finds_every_response(wireshark, path):
    frames = list(range(1, len(OUTCOMES) + len(UNKNOWN) + 1))
    assert wireshark.frames(path, '_ws.expert.group == "Response"') == frames


def test_severity_filter_finds_what_it_names(wireshark, path):
    ours = wireshark.frames(path, '_ws.expert.severity == "Error"')
    assert ours == [list(OUTCOMES).index("server_failure") + 1]


def test_severity_is_shown_in_the_expert_column(wireshark, path):
    out = wireshark.tshark("-o", 'gui.column.format:"E","%a"', capture=path)
    column = [line.strip() for line in out.splitlines()]
    assert column == [severity for _, severity in OUTCOMES.values()] + ["Warning", "Note"]


def test_same_summary_for_a_filtered_part(wireshark, path):
    found = summary_of(wireshark.tshark("-q", "-z", "expert,sipexplain.code == 503", capture=path))
    assert [(severity, group, text[:3], count) for (severity, group, text), count in found.items()] == \
        [("Error", "Response", "503", 1)]
