# SPDX-License-Identifier: GPL-2.0-or-later
"""The report and the table of responses in the reader's language."""

import re

import captures
import flows
import pytest
from catalogue import FINDINGS, list_of, read, record_of
from test_language import ENGLISH, IN_EVERY_LANGUAGE, LABELS, NEVER_FIRST, NEVER_LAST, chosen
from translations import colon, COMPLETE, columns, read as translations_of, reader

pytestmark = pytest.mark.once("where the words stand depends on no Wireshark; the report itself is read with every version")

# But those of the list of calls, which test_calls.py looks for, and of the page (test_html.py).
WORDS = {name.partition(" ")[2]: group["Text"] for name, group in read("report.ini").items()
         if not name.startswith(("report call-", "report calls-", "report page-"))}
CREDENTIALS = 'Authorization: Digest username="alice", realm="a", nonce="n1", response="6629fae49393a05397450978507c4ef1"'
CHALLENGE = 'WWW-Authenticate: Digest realm="a", nonce="n2"'


def exchange(method, code, call, *headers, cseq=1, source="bob"):
    return (f"alice > {source} {method} {call} {cseq}\n"
            + " | ".join([f"{source} > alice {code} {call} {cseq} {method}", *headers]) + "\n")


# With all that a report can tell of: answered, silent and open calls, challenges with and without another try, changes
# that helped and that did not, ICMP errors, a proxy, a BYE with a Reason, more codes than one can answer, and all that
# leaves a question open.
ALL_SORTS = "".join([
    "alice > bob INVITE z 1\nbob > alice 200 z 1 INVITE\n",
    "alice > bob INVITE z 2 to=b\nbob > alice 488 z 2 INVITE\n",
    "alice > bob BYE z 3 to=b | Reason: Q.850;cause=41\nbob > alice 200 z 3 BYE\n",
    "alice > bob INVITE s 1\nwait 0.5\nalice > bob INVITE s 1\n",
    "alice > bob MESSAGE s2 1\nalice > bob BYE y 1 to=b\nbob > alice 200 y 1 BYE\n",
    "alice > bob OPTIONS i 1\nalice > bob OPTIONS i 1 icmp\n",
    "alice > bob OPTIONS i2 1\nbob > alice 200 i2 1 OPTIONS\nalice > bob OPTIONS i2 1 icmp\n",
    exchange("REGISTER", 200, "r1"), exchange("REGISTER", 403, "r2"),
    "alice > bob REGISTER r1 2 | Contact: <sip:a@b> | Expires: 0\nbob > alice 200 r1 2 REGISTER\n",
    exchange("REGISTER", 401, "r4", CHALLENGE.replace("n2", "n1")),
    f"alice > bob REGISTER r4 2 | {CREDENTIALS}\nbob > alice 401 r4 2 REGISTER | {CHALLENGE}\n",
    exchange("SUBSCRIBE", 407, "r5", CHALLENGE.replace("WWW", "Proxy")),
    exchange("INVITE", 302, "m"), exchange("INVITE", 200, "m", cseq=2), "alice > bob ACK m 2 to=b\n",
    "alice > bob INVITE b 1\nbob > alice 180 b 1 INVITE\nwait 0.5\nbob > alice 486 b 1 INVITE\n",
    exchange("INVITE", 499, "u"), exchange("INVITE", 799, "v"),
    exchange("INVITE", 500, "w"), exchange("INVITE", 200, "w", cseq=2), "alice > bob ACK w 2 to=b\n",
    "alice > proxy INVITE p 1\nproxy > bob INVITE p 1 branch=p\nbob > proxy 501 p 1 INVITE branch=p\n"
    "proxy > alice 501 p 1 INVITE\n",
    "".join(exchange("INVITE", 404, f"e{number}", "Server: Example/1.0", source=f"host{number}") for number in range(6)),
    "one > two INVITE x 1\none > two ACK x 1 to=b\n",
    "wait 3.6\nalice > bob REGISTER s3 1\nwait 4.5\nalice > bob INVITE o 1\nbob > alice 180 o 1 INVITE\n",
    "alice > bob REGISTER o2 1\nbob > alice 100 o2 1 REGISTER\n", exchange("REGISTER", 401, "r3", CHALLENGE),
    "bob > alice 200 q 1 OPTIONS\n",
])
# What one server refused, another one took.
FAILOVER = ("alice > proxy INVITE g 1\nproxy > bob INVITE g 1 branch=p\nbob > proxy 503 g 1 INVITE branch=p\n"
            "proxy > carol INVITE g 1 branch=q\ncarol > proxy 200 g 1 INVITE branch=q\nproxy > alice 200 g 1 INVITE\n")
QUIET = "alice > bob OPTIONS o 1\nbob > alice 200 o 1 OPTIONS\n"
OPEN = QUIET + "alice > bob INVITE p 1\n"
# More groups than are written.
VERY_MANY = "".join(exchange("INVITE", 404, f"c{code}", f"Reason: Q.850;cause={code}") for code in range(1, 60))


@pytest.fixture(scope="module")
def reports(wireshark):
    """Language -> the reports on captures of all sorts, as one text."""
    method_unknown = captures.Capture()
    method_unknown.send("bob", "alice", flows.message(["403", "c", "1", "X"], []).replace(b"CSeq: 1 X", b"CSeq: 1"))
    unread = captures.Capture()
    unread.send("alice:40000", "bob:5061", flows.message(["OPTIONS", "c", "1"], []), "tls")
    unread.send("alice:40001", "bob:5060", flows.message(["OPTIONS", "d", "1"], [])[:-2], "tcp")
    unread.send("alice", "bob", flows.message(["OPTIONS", "e", "1"], []).replace(b"Call-ID: e\r\n", b""))
    unread.send("alice", "bob", flows.message(["OPTIONS", "f", "1"], []))
    unread.send("alice", "bob", flows.message(["MESSAGE", "g", "1"], []) + b"long " * 300, fragment_size=1480)
    del unread.packets[-2]
    unread.refuse("alice:40002", "bob:5060")
    unread.knock("alice:40004", "bob:5060", [1])
    unread.send("bob:5061", "alice:40003", bytes([21, 3, 3, 0, 2, 2, 40]), "tcp")
    of_captures = {wireshark.write(capture, f"report-language-{name}"): filters for name, capture, filters in [
        ("all", flows.capture(ALL_SORTS), ["", "frame.number == 9999"]),
        ("quiet", flows.capture(QUIET), ["", "sip"]),
        ("open", flows.capture(OPEN), ["", "sip"]),
        ("failover", flows.capture(FAILOVER), [""]),
        ("very many", flows.capture(VERY_MANY), [""]),
        ("unread", unread, [""]),
        ("none", flows.capture("wait 0.03"), [""]),
        ("method", method_unknown, [""]),
        ("one challenge", flows.capture(exchange("REGISTER", 401, "r", CHALLENGE)), [""])]}
    found = {}

    def get(language):
        if language not in found:
            found[language] = "".join(
                wireshark.tshark("-2", "-q", "-z", "sipexplain,report" + (f",{text}" if text else ""), *chosen(language),
                                 capture=path)
                for path, filters in of_captures.items() for text in filters)
            found[language] += wireshark.tshark("-q", "-z", "sipexplain,report", "--disable-protocol", "sip",
                                                *chosen(language), capture=next(iter(of_captures)))
        return found[language]
    return get


def squeezed(text):
    """Without blanks and line breaks, which are where the language and the width have them."""
    return re.sub(r"\s+", "", text)


def as_pattern(text):
    """Bounded: a text with several names would else be looked for in all the ways that the whole report can be parted."""
    return re.sub(r"\\\{\w+\\\}", ".{1,200}?", re.escape(squeezed(text)))


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("word", WORDS)
def test_each_of_the_words_is_in_the_language(reports, language, word):
    assert re.search(as_pattern(reader(language)(WORDS[word])), squeezed(reports(language)))


# What little there is around the values of these would be found in any report.
FILLED = [
    ("title", {"code": "404", "phrase": "Not Found", "method": "INVITE", "summary": record_of(404)["Summary"]}),
    ("title-no-status-code", {"code": "799", "method": "INVITE"}),
    ("title-request", {"method": "INVITE", "summary": FINDINGS["no-response"]["Title"]}),
    ("parties", {"from": "sip:alice@example.com", "to": "sip:bob@example.com"}),
    ("ratio-of", {"part": "1", "whole": "8", "method": "REGISTER"}),
    ("who-count", {"count": "1", "who": "10.0.0.6 (Example/1.0)"}),
    ("other-requests", {"method": "OPTIONS", "count": "1"}),
    ("at", {"list": None, "first": "2023-11-14 22:13:20"}),
    ("span", {"list": None, "first": "2023-11-14 22:13:20", "last": "22:13:29"}),
]


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("word, values", FILLED, ids=[word for word, _ in FILLED])
def test_values_stand_in_the_words(reports, language, word, values):
    translate = reader(language)
    text = translate(WORDS[word])
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", "" if value is None else translate(value))
    assert squeezed(text) in squeezed(reports(language))


@pytest.mark.parametrize("language", COMPLETE)
def test_no_english_word_is_left(reports, language):
    """Of those that have a translation which is another text."""
    left = [english for english in WORDS.values()
            if translations_of(language)[english] != english and re.search(r"[a-z]{4}", re.sub(r"\{\w+\}", "", english))
            and re.search(as_pattern(english), squeezed(reports(language)))]
    assert left == []


@IN_EVERY_LANGUAGE
def test_the_advice_is_in_the_language(reports, language):
    translate, out = reader(language), squeezed(reports(language))
    for code in (403, 404):
        for key in ("Cause", "Remedy"):
            assert squeezed(translate(LABELS[key.lower()]) + colon(language) + translate(list_of(code, key)[0])) in out
        assert squeezed(translate(record_of(code)["Summary"])) in out


@IN_EVERY_LANGUAGE
def test_lines_fit_and_break_where_the_language_allows_it(reports, language):
    lines = reports(language).splitlines()
    assert [line for line in lines if columns(line) > 80 or line != line.rstrip() or re.search(r"\{[a-z_]+\}", line)] == []
    for line, after in zip(lines, lines[1:]):
        if line.strip() and after.startswith("    ") and columns(after.strip()[0]) == 2:
            assert after.strip()[0] not in NEVER_FIRST, after
        if after.startswith("       ") and columns(line[-1]) == 2:
            assert line[-1] not in NEVER_LAST, line


@IN_EVERY_LANGUAGE
def test_ratios_stand_below_each_other(reports, language):
    lines = [line.partition(" %  ")[0] for line in reports(language).splitlines() if " %  " in line]
    assert len(lines) >= 4
    assert len({columns(line) for line in lines[:4]}) == 1, lines


@IN_EVERY_LANGUAGE
def test_underlines_are_as_wide_as_the_headings(reports, language):
    lines = reports(language).splitlines()
    headings = [(columns(above), columns(line)) for above, line in zip(lines, lines[1:]) if re.fullmatch("=+|-{3,}", line)]
    assert len(headings) > 8 and all(above == below for above, below in headings)


@IN_EVERY_LANGUAGE
def test_numbers_and_filters_are_the_same(reports, language):
    """Only the decimal mark may be another one."""
    mark = reader(language)(LABELS["decimal"])

    def numbers(name, decimal):
        text = re.sub(rf"(\d){re.escape(decimal)}(\d %)", r"\1.\2", reports(name))
        return re.findall(r"frame.number in \{.*\}|[\d.]+ %", text)
    assert numbers(language, mark) == numbers(ENGLISH, ".") and len(numbers(ENGLISH, ".")) > 10


@IN_EVERY_LANGUAGE
def test_the_table_is_in_the_language(wireshark, language):
    translate = reader(language)
    path = wireshark.write(flows.capture(exchange("INVITE", 486, "a") + exchange("INVITE", 499, "b")), "table-language")
    out = wireshark.tshark("-q", "-z", "sipexplain,stat", *chosen(language), capture=path).splitlines()
    names = ["warning-code", "table-phrase", "outcome", "summary", "table-count", "table-share", "table-first-frame"]
    assert "".join(f"{translate(LABELS[name])} |" for name in names) in out
    assert translate(LABELS["table"]) in out
    assert [re.split(r" *\| *", line)[1:3] for line in out if re.match(r" 4\d\d ", line)] == [
        ["Busy Here", "busy"], [translate(LABELS["table-unregistered"]), "failure"]]
