# SPDX-License-Identifier: GPL-2.0-or-later
"""The report as a page, -z sipexplain,html: it says what the text says, and loads and runs nothing."""

import base64
import hashlib
import re
import xml.etree.ElementTree

import captures
import flows
import pytest
from catalogue import read
from conftest import TOP
from test_language import ENGLISH, IN_EVERY_LANGUAGE, chosen
from test_report import ANSWERED, exchange
from test_report_language import ALL_SORTS
from translations import reader

PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
SAMPLES = sorted(path.stem for path in (TOP / "tests" / "captures").glob("*.txt"))
WORDS = {name: group["Text"] for name, group in read("report.ini").items()
         if name.startswith("report page-") and not name.startswith("report page-save")}
HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
ELEMENTS = ({HTML + name for name in (
    "html head meta title style body header main footer section h1 h2 h3 p ul li a span code table caption thead tbody tr th "
    "td figure figcaption div").split()} | {SVG + name for name in "svg title desc g path rect text".split()})
ATTRIBUTES = set("lang charset http-equiv content name class id href aria-labelledby aria-describedby aria-label role scope "
                 "tabindex viewBox width height x y rx d".split())
HOSTILE = ['</p><script>alert(1)</script>', '"\' onload="alert(1)', "&lt;&amp;&#x3c;", "]]><!--", "\x1b[31mred\x07", "\u202eevil",
           "\u2028\U000e0001", "\ufffe\uffff", "\u5f20\u4e09"]


def html_of(wireshark, path, *args, filter_text=""):
    argument = "sipexplain,html" + ("," + filter_text if filter_text else "")
    return wireshark.tshark("-q", "-z", argument, *args, capture=path)


def parsed(out):
    """The page as XML, which is stricter than HTML."""
    doctype, _, rest = out.partition("\n")
    assert doctype == "<!DOCTYPE html>" and out.endswith("</html>\n")
    return xml.etree.ElementTree.fromstring(rest)


def page_of(wireshark, path, *args, filter_text=""):
    return parsed(html_of(wireshark, path, *args, filter_text=filter_text))


def page(wireshark, name, text, *args, filter_text=""):
    return page_of(wireshark, wireshark.write(flows.capture(text), "html-" + name), *args, filter_text=filter_text)


def text_of(element):
    return "".join(element.itertext())


def squeezed(text):
    return re.sub(r"\s+", "", text)


def with_class(root, name):
    return [element for element in root.iter() if name in element.get("class", "").split()]


def words_of_page(root):
    """All that it says, in the order of the text; without the drawings, and what is there for the page alone."""
    main, parts = root.find(f".//{HTML}main"), []
    verdicts = [text_of(element) for element in with_class(main, "verdict")]
    for section in main.findall(f"{HTML}section"):
        for element in section.iter():
            if element.tag in {HTML + name for name in ("h2", "h3", "p", "caption", "th", "td", "li")} and not (
                    element.tag == HTML + "li" and element.find(f"{HTML}p") is not None):
                parts.append(text_of(element))
            if element.tag == HTML + "thead":
                parts.append(None)
        if section.get("aria-labelledby") == "overview":
            parts = parts[1:] + verdicts
            verdicts = []
    # The head of the table of calls.
    if None in parts:
        at = parts.index(None)
        parts[at:at + 6] = []
    return squeezed("".join([text_of(root.find(f".//{HTML}h1")), *verdicts, *parts]))


def words_of_text(wireshark, path, *args, filter_text=""):
    """The same of the report and the list of calls as text."""
    tail = "," + filter_text if filter_text else ""
    out = wireshark.tshark("-q", "-z", "sipexplain,report" + tail, *args, capture=path)
    calls = wireshark.tshark("-q", "-z", "sipexplain,calls" + tail, *args, capture=path)
    calls = re.sub(r"^((?:\d{4}-[-\d]+ [:\d]+ UTC|\?)  .*) > ", r"\1", calls, flags=re.M)
    return squeezed(re.sub(r"^[=-]+$", "", out + calls, flags=re.M))


@pytest.fixture(scope="module")
def all_sorts(wireshark):
    return wireshark.write(flows.capture(ALL_SORTS), "html-all-sorts")


@pytest.mark.parametrize("name", SAMPLES)
def test_it_says_what_the_text_says(wireshark, name):
    path = wireshark.write(captures.read_text(TOP / "tests" / "captures" / f"{name}.txt"), "html-" + name)
    assert words_of_page(page_of(wireshark, path)) == words_of_text(wireshark, path)


@PASSES
def test_it_says_all_that_the_text_can_say(wireshark, all_sorts, passes):
    assert words_of_page(page_of(wireshark, all_sorts, *passes)) == words_of_text(wireshark, all_sorts, *passes)


@IN_EVERY_LANGUAGE
def test_it_is_in_the_language_of_the_text(wireshark, all_sorts, language):
    root = page_of(wireshark, all_sorts, *chosen(language))
    assert root.get("lang") == language.replace("_", "-")
    assert words_of_page(root) == words_of_text(wireshark, all_sorts, *chosen(language))


LONG = "".join(f"alice > bob INFO c {number}\nbob > alice 200 c {number} INFO\n" for number in range(2, 30))


@IN_EVERY_LANGUAGE
def test_the_words_of_the_page_are_in_the_language(wireshark, language):
    text = "alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE\n" + LONG + "alice > bob BYE c 90\nbob > alice 481 c 90 BYE\n"
    text += "".join(f"alice > bob OPTIONS d {number}\nbob > alice 500 d {number} OPTIONS\n" for number in (1, 2))
    out = squeezed(text_of(page(wireshark, "long", text, *chosen(language))))
    missing = [name for name, english in WORDS.items() if not re.search(
        re.sub(r"\\\{\w+\\\}", ".{1,99}?", re.escape(squeezed(reader(language)(english)))), out)]
    assert len(WORDS) == 10 and missing == []


def test_a_filter_selects_the_messages(wireshark, all_sorts):
    for text in ("sip.Method == INVITE || sip.CSeq.method == INVITE", 'sip contains "<nothing & \'no more\'>"'):
        root = page_of(wireshark, all_sorts, filter_text=text)
        assert text in text_of(root.find(f".//{HTML}h1"))
        assert words_of_page(root) == words_of_text(wireshark, all_sorts, filter_text=text)


def test_a_filter_that_is_wrong_is_told(wireshark, all_sorts):
    wireshark.run("tshark", "-r", all_sorts, "-q", "-z", "sipexplain,html,no such filter", status=1)
    assert "sipexplain,html,no such filter" in wireshark.errors


def test_output_that_cannot_be_written_is_told_of(wireshark, all_sorts):
    wireshark.run("sh", "-c", f'exec tshark -r "{all_sorts}" -q -z sipexplain,html >/dev/full')
    assert wireshark.errors.count("-z sipexplain,html: The output could not be written to its end.") == 1


def test_without_sip_it_says_so(wireshark):
    root = page(wireshark, "nothing", "wait 0.03")
    assert [text_of(element) for element in with_class(root, "verdict")] == ["There is no SIP in this capture."]
    assert root.find(f".//{SVG}svg") is None and root.find(f".//{HTML}table") is None


def test_all_clear_is_said_first_and_only_then(wireshark):
    root = page(wireshark, "clear", ANSWERED)
    assert [(text_of(element), element.get("class")) for element in with_class(root, "verdict")] == [
        ("All clear: no failure in this capture.", "verdict clear")]
    root = page(wireshark, "unclear", ANSWERED + "alice > bob OPTIONS o 1\n")
    assert [element.get("class") for element in with_class(root, "verdict")] == ["verdict"]
    assert not with_class(page(wireshark, "wrong", exchange("INVITE", 404, "d")), "verdict")


def check_it_loads_nothing(root):
    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    for element in root.iter():
        named = " ".join(element.get(name, "") for name in ("aria-labelledby", "aria-describedby")).split()
        assert set(named) <= set(ids) and element.get("href", "#" + ids[0])[1:] in ids
        assert element.get("href", "#")[0] == "#"
    style = text_of(root.find(f".//{HTML}style"))
    assert not re.search(r"url\(|@import|@font-face|https?:|//|<|&", style)
    policy = root.find(f".//{HTML}meta[@http-equiv]")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.get("http-equiv") == "Content-Security-Policy"
    assert policy.get("content").startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")


def check_it_can_be_read_out(root):
    levels = [int(element.tag[-1]) for element in root.iter() if re.fullmatch(HTML + "h[1-6]", element.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
    assert [element.tag for element in root.find(f"{HTML}body")] == [HTML + name for name in ("header", "main", "footer")]
    for table in root.iter(HTML + "table"):
        assert all(element.get("scope") in ("row", "col") for element in table.iter(HTML + "th"))
        assert all(row.find(f"{HTML}th") is not None for row in table.iter(HTML + "tr"))
    for section in root.iter(HTML + "section"):
        assert section.get("aria-labelledby")
    for drawing in root.iter(SVG + "svg"):
        assert drawing.get("role") == "img" and drawing[0].tag == SVG + "title" and drawing[1].tag == SVG + "desc"
        assert text_of(drawing[0]) and text_of(drawing[1])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_loads_nothing_and_can_be_read_out(wireshark, all_sorts, language):
    root = page_of(wireshark, all_sorts, *chosen(language))
    assert root.find(f".//{SVG}svg") is not None
    check_it_loads_nothing(root)
    check_it_can_be_read_out(root)


def luminance(colour):
    """As WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_has_contrast_in_dark_and_light(wireshark, all_sorts):
    style = text_of(page_of(wireshark, all_sorts).find(f".//{HTML}style"))
    schemes = [dict(re.findall(r"--(\w+):(#\w+)", root)) for root in re.findall(r":root\{(color-scheme[^}]*)\}", style)]
    assert len(schemes) == 2 and luminance(schemes[0]["page"]) > 0.9 > 0.1 > luminance(schemes[1]["page"])
    for colours in schemes:
        pairs = [(text, ground) for text in ("text", "muted", "bad", "link") for ground in ("page", "card")]
        for text, ground in [*pairs, ("text", "code")]:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground, colours)
        assert contrast(colours["good"], colours["card"]) >= 3


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_text(wireshark, value):
    capture = captures.Capture()
    lines = ["INVITE sip:bob@example.com SIP/2.0", "Via: SIP/2.0/UDP client.example.com;branch=z9hG4bK1",
             'From: "{0}" <sip:{0}@x>;tag=a', "To: <sip:bob@example.com>", "Call-ID: {0}", "CSeq: 1 INVITE",
             "User-Agent: {0}"]
    capture.send("A", "B", "\r\n".join([*lines, "", ""]).format(value).encode())
    answer = ["SIP/2.0 503 {0}", *lines[1:3], "To: <sip:bob@example.com>;tag=b", *lines[4:6], "Server: {0}",
              'Warning: 399 host "{0}"', 'Reason: Q.850;cause=3;text="{0}"']
    capture.send("B", "A", "\r\n".join([*answer, "", ""]).format(value).encode() + b"\xff\xc3(")
    capture.send("A", "C", f"{value} sip:bob@example.com SIP/2.0\r\nCall-ID: x\r\nCSeq: 1 {value}\r\n\r\n".encode())
    path = wireshark.write(capture, "html-hostile")
    out = html_of(wireshark, path)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e\ufeff\ufffe\uffff]", out) and "<script" not in out
    root = parsed(out)
    check_it_loads_nothing(root)
    assert words_of_page(root) == words_of_text(wireshark, path)
    shown = "".join(c if c.isprintable() else "".join(f"\\x{byte:02X}" for byte in c.encode()) for c in value)
    assert squeezed(shown) in squeezed(text_of(root))


def test_bytes_that_are_no_text_are_shown_as_such(wireshark):
    capture = captures.Capture()
    capture.send("A", "B", b"OPTIONS sip:b SIP/2.0\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n\r\n")
    capture.send("B", "A", b"SIP/2.0 500 a\xff\xc3(z\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\nServer: \xf0\x9f\x98\r\n\r\n")
    out = text_of(page_of(wireshark, wireshark.write(capture, "html-bytes")))
    assert r"a\xFF\xC3(z" in out and r"(\xF0\x9F\x98)" in out
