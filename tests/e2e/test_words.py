# SPDX-License-Identifier: GPL-2.0-or-later
"""What servers say in their own words, and in header fields of products: all that the catalogue knows of it."""

import time

import captures
import pytest
from catalogue import REASONS, SENTENCES, read
from conftest import TOP
from messages import response
from translations import LANGUAGES, reader

PHRASES = {name.removeprefix("phrase "): group for name, group in read("phrases.ini").items()}
VENDORS = {name.removeprefix("vendor "): group for name, group in read("vendors.ini").items() if name.startswith("vendor ")}
VALUES = {tuple(name.split(" ", 2)[1:]): group for name, group in read("vendors.ini").items()
          if name.startswith("vendor-value ")}
# What is said of a request stands in ladders.
OF_RESPONSES = {id: group for id, group in PHRASES.items() if group.get("Codes") != "request"}
# One that has no phrase of its own in any of the tests, nor a rule.
PLAIN = 410


def code_of(group):
    """A code that the words go with; no challenge, of which nothing is said."""
    codes = [code for code in group.get("Codes", str(PLAIN)).split() if code not in ("401", "407")]
    return int(codes[0].replace("xx", "10"))


def words_of(group):
    """What somebody says who is meant by each of its patterns."""
    return [words.replace("*", "x") for words in group["Words"].split(" | ")]


def read_capture(wireshark, capture, name, *columns, args=()):
    return wireshark.fields(wireshark.write(capture, name), *columns, args=args)


@pytest.fixture(scope="module")
def said(wireshark):
    """(id, words) -> findings, diagnosis"""
    capture = captures.Capture()
    cases = [(id, words) for id, group in OF_RESPONSES.items() for words in words_of(group)]
    for number, (id, words) in enumerate(cases):
        group = PHRASES[id]
        capture.send("callee", "caller", response(code_of(group), words, call=f"words-{number}",
                                                  cseq=f"1 {group.get('Methods', 'INVITE').split()[0]}"))
    rows = read_capture(wireshark, capture, "words-phrases", "sipexplain.finding", "sipexplain.diagnosis")
    return dict(zip(cases, rows, strict=True))


@pytest.mark.parametrize("id", OF_RESPONSES)
def test_the_meaning_of_each_phrase_is_said_or_a_rule_quotes_it(said, id):
    group = PHRASES[id]
    for words in words_of(group):
        findings, (diagnosis,) = said[id, words]
        if "server-words" in findings:
            # Words that others may say, too, mean that with this product.
            said_with = f'With {group.get("Product")}, this means: '
            assert f'The server says "{words}". {group["Meaning"]}' in diagnosis.replace(said_with, "")
        else:
            assert group["Finding"] in findings or words in diagnosis


def test_there_are_as_many_as_promised():
    assert len(PHRASES) >= 120
    assert len(VALUES) >= 60
    assert all(group.get("Product") for group in PHRASES.values() if group["Words"].startswith("* D"))


def test_each_group_has_its_source_above_it():
    for file in ("phrases.ini", "vendors.ini"):
        lines = (TOP / "data" / file).read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            if line.startswith("["):
                assert lines[number - 1].startswith("# ") and not lines[number - 1].startswith("# ---"), line


@pytest.fixture(scope="module")
def told(wireshark):
    """(field, value) -> evidence, diagnosis"""
    capture = captures.Capture()
    cases = [*VALUES, *((field, "0 of no known meaning") for field in VENDORS)]
    for number, (field, value) in enumerate(cases):
        value = value.replace("*:fe:", "<urn:3gpp:fe:").replace("_*", "_x") if "_*" in value or "*:" in value else value
        capture.send("callee", "caller", response(PLAIN, "Gone", call=f"vendor-{number}",
                                                  headers=f"{field.upper()}: {value}\r\n"))
    rows = read_capture(wireshark, capture, "words-vendors", "sipexplain.evidence", "sipexplain.diagnosis")
    return dict(zip(cases, rows, strict=True))


@pytest.mark.parametrize("field, value", VALUES)
def test_each_value_is_evidence_and_its_meaning_is_said(told, field, value):
    evidence, (diagnosis,) = told[field, value]
    assert evidence[0].startswith(f"{field}: ")
    assert diagnosis.startswith(f'{field} of {VENDORS[field]["Product"]} says "')
    assert VALUES[field, value]["Meaning"] in diagnosis


@pytest.mark.parametrize("field", VENDORS)
def test_of_a_value_that_is_not_known_it_is_said_what_the_field_of_a_product_is(told, field):
    evidence, (diagnosis,) = told[field, "0 of no known meaning"]
    assert evidence == [f"{field}: 0 of no known meaning"]
    assert (VENDORS[field]["Meaning"] in diagnosis) == ("Product" in VENDORS[field])


def test_a_number_of_q850_has_the_meaning_that_it_has_in_reason(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", response(PLAIN, "Gone", headers="X-Asterisk-HangupCauseCode: 27\r\n"))
    ((diagnosis,),), = read_capture(wireshark, capture, "words-q850", "sipexplain.diagnosis")
    assert f'X-Asterisk-HangupCauseCode of Asterisk says "27". {REASONS["Q.850 27"]["Meaning"]}' in diagnosis


@pytest.mark.parametrize("code", [180, 200, 401, 407])
def test_nothing_is_said_of_a_response_that_is_no_failure(wireshark, code):
    capture = captures.Capture()
    capture.send("callee", "caller", response(code, "Not relaying", headers="X-Twilio-Error: 32201\r\n"))
    assert read_capture(wireshark, capture, f"words-{code}", "sipexplain.finding") == [[[]]]


NOT_RELAYING = PHRASES["not-relaying"]["Meaning"]


@pytest.mark.parametrize("phrase, found", [
    (b"not RELAYING", True),
    (b"  Not relaying  ", True),
    (b"Not relaying\xff", False),
    (b"\xc3Not relaying", False),
    (b"Not relaying" + b"x" * 60000, False),
    (b"\xe9" * 60000, False),
    (b"Not relaying" + b" " * 900, True),
], ids=["other case", "blanks", "a byte behind", "a byte before", "60 KB behind it", "60 KB of no UTF-8", "blanks behind"])
def test_bytes_of_any_kind_are_compared(wireshark, phrase, found):
    capture = captures.Capture()
    capture.send("callee", "caller", response(403, phrase), "tcp")
    rows = read_capture(wireshark, capture, f"words-bytes-{hash(phrase)}", "sipexplain.finding", "sipexplain.diagnosis",
                        args=["-Y", "sipexplain"])
    (findings, diagnosis), = rows
    assert ("server-words" in findings) == found
    assert any(NOT_RELAYING in text for text in diagnosis) == found


def test_long_words_and_thousands_of_fields_cost_little(wireshark):
    """Those that nobody knows, so that all patterns are tried on all of them."""
    headers = "".join(f"X-Error: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{number}\r\n" for number in range(700))
    capture = captures.Capture()
    for number in range(10):
        capture.send("callee", "caller", response(503, "a" * 14000, call=f"long-{number}", headers=headers[:45000]), "tcp")
    begun = time.monotonic()
    rows = read_capture(wireshark, capture, "words-long", "sipexplain.finding", args=["-Y", "sipexplain"])
    assert len(rows) == 10
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("where", ["phrase", "Warning", "Reason", "X-Error"])
@pytest.mark.parametrize("own", [False, True], ids=["catalogue", "own code"])
def test_60_kb_of_any_bytes_are_shown_escaped(wireshark, where, own):
    text = b"\x1b[31m\xff\xe2\x80\xae a" * 5000
    place = {"phrase": b"SIP/2.0 403 ", "Warning": b'Warning: 399 h "', "Reason": b'Reason: SIP;cause=403;text="', "X-Error": b"X-Error: "}
    message = response(403, "", headers='Warning: 399 h ""\r\nReason: SIP;cause=403;text=""\r\nX-Error: \r\n')
    capture = captures.Capture()
    capture.send("callee", "caller", message.replace(place[where], place[where] + text), "tcp")
    path = wireshark.write(capture, f"words-escaped-{where}-{own}")
    args = ["-o", 'uat:sipexplain_codes:"403","Not Here","","not for you"'] if own else []
    begun = time.monotonic()
    details = wireshark.tshark("-O", "sipexplain", *args, capture=path)
    report = wireshark.tshark("-q", "-z", "sipexplain,report", *args, capture=path)
    assert time.monotonic() - begun < 10
    for shown in (details[details.index("SIP Explanation"):], report):
        assert "\\x1B[31m\\xFF" in shown and "\x1b" not in shown and "\u202e" not in shown
        # The pane has the text of a Warning in full.
        assert len(shown) < (200000 if where == "Warning" else 20000)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_the_meaning_is_in_the_language_where_it_has_it(wireshark, language):
    capture = captures.Capture()
    capture.send("callee", "caller", response(403, "Not relaying", call="phrase"))
    capture.send("callee", "caller", response(PLAIN, "Gone", call="value", headers="ms-diagnostics: 12001\r\n"))
    rows = read_capture(wireshark, capture, f"words-{language}", "sipexplain.diagnosis",
                        args=["-o", f"sipexplain.language:{language}"])
    meanings = NOT_RELAYING, VALUES["ms-diagnostics", "12001"]["Meaning"]
    for ((diagnosis,),), meaning in zip(rows, meanings, strict=True):
        assert reader(language)(meaning) in diagnosis


def test_fields_of_products_are_no_evidence_of_a_success(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", response(200, "OK", headers="X-Asterisk-HangupCauseCode: 16\r\n"))
    assert read_capture(wireshark, capture, "words-success", "sipexplain.evidence") == [[[]]]


def test_the_sentences_end_with_the_meaning():
    for id in ("server-words", "server-words-field", "server-words-plain-field"):
        assert SENTENCES[id]["Text"].endswith("{meaning}")
