# SPDX-License-Identifier: GPL-2.0-or-later
"""The phrase that a message carries, and the width of what is shown."""

import re
import unicodedata

import captures
import pytest
from messages import response

PANE_COLUMNS = 80

# (code, phrase as sent, phrase shown or None where it is the registered one)
PHRASES = {
    "the registered one": (404, "Not Found", None),
    "other case": (404, "NOT FOUND", "NOT FOUND"),
    "another one": (486, "User is busy", "User is busy"),
    "one that belongs to another code": (404, "Busy Here", "Busy Here"),
    "blanks at the end": (404, "Not Found  ", "Not Found  "),
    "empty": (404, "", ""),
    "with a tab and an escape character": (404, "Not\tFound\x1b[31m", r"Not\x09Found\x1B[31m"),
    "Latin-1": (404, b"Gar\xe7on", r"Gar\xE7on"),
    "cut in the middle of a character": (404, b"Gar\xc3", r"Gar\xC3"),
    "overlong": (404, b"\xc0\xaf", r"\xC0\xAF"),
    "right-to-left override": (404, "a\u202ebc", r"a\xE2\x80\xAEbc"),
    "isolates": (404, "\u2066x\u2069", r"\xE2\x81\xA6x\xE2\x81\xA9"),
    "with a backslash": (404, r"C:\x00", r"C:\x00"),
    "UTF-8": (404, "見つかりません", "見つかりません"),
    "unregistered code": (498, "Cosy Here", "Cosy Here"),
    "no code of SIP": (799, "Beyond", "Beyond"),
    "formatting characters": (404, "%s%n%d", "%s%n%d"),
}


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for number, (code, phrase, _) in enumerate(PHRASES.values()):
        capture.send("callee", "caller", response(code, phrase, call=f"phrase-{number}"))
    return wireshark.write(capture, "phrases")


@pytest.fixture(scope="module")
def received(wireshark, path):
    # Not -T fields: that shows neither an empty string nor a backslash as it is.
    out = wireshark.tshark("-V", capture=path)
    frames = re.split(r"^Frame \d+: .*\n", out, flags=re.M)[1:]
    assert len(frames) == len(PHRASES)
    return dict(zip(PHRASES, frames))


@pytest.mark.parametrize("name", PHRASES)
def test_phrase_received_is_shown_escaped_where_it_differs(received, name):
    lines = re.findall(r"^    Phrase in this message: (.*)$", received[name], flags=re.M)
    shown = PHRASES[name][2]
    if shown is None:
        assert lines == []
    else:
        assert [line.rstrip() for line in lines] == [shown.rstrip() or "(none)"]


@pytest.mark.parametrize("args", [[], ["-2"], ["-Y", "sipexplain.phrase_received or sip"]],
                         ids=["one pass", "two passes", "filter"])
def test_phrase_field_is_there_only_where_it_differs(wireshark, path, args):
    rows = wireshark.fields(path, "sipexplain.phrase", "sipexplain.phrase_received", args=args)
    for (code, sent, shown), (registered, phrase) in zip(PHRASES.values(), rows):
        assert bool(registered) == (code in (404, 486)), "the number decides, never the phrase"
        assert bool(phrase) == bool(shown), sent


def test_filter_finds_the_frames_with_another_phrase(wireshark, path):
    frames = [number for number, (_, _, shown) in enumerate(PHRASES.values(), start=1) if shown is not None]
    assert wireshark.frames(path, "sipexplain.phrase_received") == frames
    assert wireshark.frames(path, 'sipexplain.phrase_received == "User is busy"') == \
        [list(PHRASES).index("another one") + 1]


def test_what_is_no_phrase_at_all_is_explained_where_it_is_sip_to_wireshark(wireshark):
    capture = captures.Capture()
    whole = response(404, "")
    capture.send("callee", "caller", response(404, b"Not\0Found"))
    capture.send("callee", "caller", response(404, b"Not\0Found"), "tcp")
    capture.send("callee", "caller", whole.replace(b"404 \r\n", b"404\r\n"))
    capture.send("callee", "caller", whole.replace(b"404 \r\n", b"404    \r\n"))
    path = wireshark.write(capture, "no-phrase")
    for sip, ours in wireshark.fields(path, "sip.Status-Code", "sipexplain.code"):
        assert ours == sip


def test_enormous_phrase_is_explained_and_not_shown_in_full(wireshark):
    capture = captures.Capture()
    message = response(404, "long " * 12000)
    capture.send("callee", "caller", message, "tcp", cut=range(1400, len(message), 1400))
    path = wireshark.write(capture, "long-phrase")
    (found,) = [row for row in wireshark.fields(path, "sipexplain.code", "sipexplain.phrase") if row[0]]
    assert found == [["404"], ["Not Found"]]
    shown = explanation_lines(wireshark.tshark("-V", "-Y", "sipexplain", capture=path))
    assert len(shown) < 80
    assert max(map(columns, shown)) <= PANE_COLUMNS


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def explanation_lines(out):
    """The lines of our items, but for the bracketed ones that Wireshark makes."""
    lines = []
    inside = False
    for line in out.splitlines():
        if not line.startswith(" "):
            inside = line.startswith("SIP Explanation (")
        if inside and not line.lstrip().startswith("["):
            lines.append(line)
    return lines


def test_no_line_is_wider_than_the_pane(wireshark, received):
    capture = captures.Capture()
    for code in range(1000):
        phrase = "応答 " * 30 if code % 2 else "応" * 100
        capture.send("callee", "caller", response(code, phrase, call=f"code-{code}"))
    out = wireshark.tshark("-V", capture=wireshark.write(capture, "wide"))
    lines = explanation_lines(out) + explanation_lines("\n".join(received.values()))
    assert sum(line.startswith("SIP Explanation (") for line in lines) == 1000 + len(PHRASES)
    assert [line for line in lines if columns(line) > PANE_COLUMNS] == []


def test_control_characters_never_reach_the_terminal(received):
    for text in received.values():
        for line in explanation_lines(text):
            assert all(unicodedata.category(c) not in ("Cc", "Cf") for c in line), ascii(line)
