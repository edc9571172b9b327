# SPDX-License-Identifier: GPL-2.0-or-later
"""The profile "SIP Explain": its columns, its coloring rules, its buttons."""

import csv
import itertools
import re
import shutil
import xml.etree.ElementTree

import captures
import pytest
from conftest import TOP
from messages import request, response

PROFILE = "SIP Explain"
OPTIONS = ["-C", PROFILE]
CREDENTIALS = ('Authorization: Digest username="alice", realm="a", nonce="n1", '
               'response="6629fae49393a05397450978507c4ef1"\r\n')
CHALLENGE = 'WWW-Authenticate: Digest realm="a", nonce="n1"\r\n'

# What is in each frame, and the rule that colours it; None: as Wireshark does without the profile.
FRAMES = {
    "503": "SIP server failure",
    "404": "SIP failure",
    "603": "SIP declined, busy, unavailable",
    "486": "SIP declined, busy, unavailable",
    "480": "SIP declined, busy, unavailable",
    "302": "SIP redirection",
    "401": "SIP challenge, adjust",
    "422": "SIP challenge, adjust",
    "487": "SIP cancelled",
    "200": "SIP success",
    "180": "SIP progress",
    "100 404 503 200": "SIP server failure",
    "request": None,
    "refused": "SIP failure",
    "quoted 480": None,
    "ACK over TCP": None,
    "web": None,
}
# The frames that a button shows.
BUTTONS = {
    "Failures": ["503", "404", "100 404 503 200", "refused"],
    "Not reached": ["480"],
    "Challenges refused": ["refused"],
    "Server failures": ["503", "100 404 503 200"],
    "No ACK": [],
    "Redirections": ["302"],
    "All SIP": [what for what in FRAMES if what != "web"],
    "Everything": list(FRAMES),
}

# For people who lack the receptors for long or middle waves: Machado, Oliveira and Fernandes (2009), severity 1.
VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def rules():
    """Name, filter, background and text colour of each of our rules; colours in linear light."""
    text = (TOP / "data" / "profile" / "colorfilters").read_text(encoding="utf-8")
    found = re.findall(r"^@([^@]+)@([^@]+)@\[(\d+),(\d+),(\d+)\]\[(\d+),(\d+),(\d+)\]$", text, flags=re.M)
    assert len(found) == len(re.findall("^@", text, flags=re.M))
    colours = [[linear(int(value) / 65535) for value in rule[2:]] for rule in found]
    return [(rule[0], rule[1], colour[:3], colour[3:]) for rule, colour in zip(found, colours)]


def buttons():
    lines = (TOP / "data" / "profile" / "dfilter_buttons").read_text(encoding="utf-8").splitlines()
    rows = csv.reader(line for line in lines if not line.startswith("#"))
    return {label: expression.replace(r"\x22", '"') for shown, label, expression, _ in rows if shown == "TRUE"}


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour):
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def lab(colour, vision):
    """CIE L*a*b* of a colour as somebody sees it."""
    red, green, blue = (min(max(sum(a * b for a, b in zip(row, colour)), 0), 1) for row in vision)
    white = ((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505, luminance((red, green, blue)),
             (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.fixture(scope="module")
def path(wireshark, build_dir):
    """A capture, in a home that has the profile."""
    profiles = wireshark.folder / "home" / ".config" / "wireshark" / "profiles"
    shutil.copytree(build_dir / "profiles", profiles, dirs_exist_ok=True)
    capture = captures.Capture()
    for number, what in enumerate(FRAMES):
        call = f"x{number}"
        if what == "request":
            capture.send("caller", "callee", request("REGISTER", "refused", CREDENTIALS))
        elif what == "refused":
            capture.send("callee", "caller", response(401, call="refused", cseq="1 REGISTER", headers=CHALLENGE))
        elif what == "quoted 480":
            capture.send("callee", "caller", response(480, call=call), wraps=["icmp"])
        elif what == "ACK over TCP":
            capture.send("caller", "callee", request("ACK", call), transport="tcp")
        elif what == "web":
            capture.send("caller", "web:80", b"GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n", transport="tcp")
        else:
            codes = what.split()
            payload = b"".join(response(int(code), call=f"{call}-{code}") for code in codes)
            capture.send("callee", "caller", payload, transport="tcp" if codes[1:] else "udp")
    yield wireshark.write(capture, "profile")
    shutil.rmtree(profiles)


def test_profile_is_read_without_a_complaint(wireshark, path):
    wireshark.tshark(*OPTIONS, "--color", "-V", capture=path)
    assert wireshark.errors == ""


def test_columns_are_the_usual_ones_and_what_the_plugin_says(wireshark, path):
    usual, ours = (xml.etree.ElementTree.fromstring(wireshark.tshark(*options, "-T", "psml", capture=path))
                   for options in ([], OPTIONS))
    titles = [section.text for section in usual.find("structure")]
    at = titles.index("Info")
    assert [section.text for section in ours.find("structure")] == [
        *titles[:at], "Code", "Outcome", "Summary", *titles[at:]]
    said = wireshark.tshark("-T", "fields", "-e", "sipexplain.code", "-e", "sipexplain.outcome", "-e",
                            "sipexplain.summary", capture=path).split("\n")
    names = ("", "progress", "success", "redirection", "challenge", "adjust", "unavailable", "busy", "declined",
             "cancelled", "failure", "server failure")
    packets = ours.findall("packet")
    assert len(packets) == len(FRAMES)
    for packet, before, line in zip(packets, usual.findall("packet"), said):
        code, outcome, summary = line.split("\t")
        outcome = ",".join(names[int(number)] for number in outcome.split(",") if number)
        cells, cells_before = ([section.text or "" for section in row] for row in (packet, before))
        assert cells == [*cells_before[:at], code, outcome, summary, *cells_before[at:]]


def test_widths_are_of_the_columns_there_are():
    files = [(TOP / "data" / "profile" / name).read_text(encoding="utf-8") for name in ("preferences", "recent")]
    columns, widths = (re.findall(pattern, text, flags=re.M) for pattern, text in
                       zip((r'^\t"[^"]+", "([^"]+)"', r'^\t"([^"]+)", "-?\d+"'), files))
    assert [column.removesuffix(":0:R") for column in columns] == widths


def test_columns_leave_room_for_info():
    text = (TOP / "data" / "profile" / "recent").read_text(encoding="utf-8")
    *widths, info = map(int, re.findall(r'^\t"[^"]+", "(-?\d+)"', text, flags=re.M))
    assert info == -1 and all(width > 0 for width in widths)
    # Of a screen that most laptops have at the least; the rest is the margin with the map of the packets.
    assert sum(widths) <= 1366 - 300 - 30


def colours(wireshark, path, *options):
    """The rule that colours each frame."""
    return [row[0][0] if row[0] else None for row in
            wireshark.fields(path, "frame.coloring_rule.name", args=["--color", *options])]


def test_rules_colour_responses_by_outcome_and_leave_the_rest_to_wireshark(wireshark, path):
    usual = colours(wireshark, path)
    assert colours(wireshark, path, *OPTIONS) == [
        name or before for name, before in zip(FRAMES.values(), usual)]
    # Wireshark has rules for all of these frames, else this would say little.
    assert None not in usual and len(set(usual)) > 3
    assert set(filter(None, FRAMES.values())) == {rule[0] for rule in rules()}


@pytest.mark.parametrize("label, expression", buttons().items())
def test_button_shows_its_frames(wireshark, path, label, expression):
    names = list(FRAMES)
    assert [names[number - 1] for number in wireshark.frames(path, expression)] == BUTTONS[label]


def test_buttons_are_all_there_are():
    assert list(buttons()) == list(BUTTONS)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule[0])
def test_text_can_be_read_on_its_background(rule):
    dark, light = sorted(luminance(colour) for colour in rule[2:])
    assert (light + 0.05) / (dark + 0.05) >= 4.5    # WCAG 2, level AA


@pytest.mark.parametrize("vision", VISION)
def test_backgrounds_can_be_told_apart(vision):
    seen = {name: lab(background, VISION[vision]) for name, _, background, _ in rules()}
    for (one, first), (other, second) in itertools.combinations(seen.items(), 2):
        distance = sum((a - b) ** 2 for a, b in zip(first, second)) ** 0.5
        # One that is seen at a glance is about 2.3; side by side in a list it takes more.
        assert distance >= 10, f"{one} and {other}: {distance:.1f}"


def test_what_is_worse_is_darker():
    lightness = {name: lab(background, VISION["usual"])[0] for name, _, background, _ in rules()}
    severe = [lightness[name] for name in ("SIP server failure", "SIP failure", "SIP declined, busy, unavailable")]
    assert all(darker + 15 <= lighter for darker, lighter in zip(severe, severe[1:]))
    assert all(severe[1] < lightness[name] for name in lightness if name not in ("SIP server failure", "SIP failure"))
