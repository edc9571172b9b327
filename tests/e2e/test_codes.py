# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said about each code, from 000 to 999."""

import csv
import re

import captures
import pytest
from catalogue import FOUND_BY_CODE
from messages import response

CLASSES = ["Provisional", "Success", "Redirection", "Client Failure", "Server Failure", "Global Failure"]
OUTCOMES_OF_UNKNOWN = {1: 1, 2: 2, 3: 3, 4: 10, 5: 11, 6: 10}    # class -> outcome of a code that nobody knows

# The codes that IANA registers, with their reason phrases.
REGISTERED = {
    100: "Trying",
    180: "Ringing",
    181: "Call Is Being Forwarded",
    182: "Queued",
    183: "Session Progress",
    199: "Early Dialog Terminated",
    200: "OK",
    202: "Accepted (Deprecated)",
    204: "No Notification",
    300: "Multiple Choices",
    301: "Moved Permanently",
    302: "Moved Temporarily",
    305: "Use Proxy",
    380: "Alternative Service",
    400: "Bad Request",
    401: "Unauthorized",
    402: "Payment Required",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    407: "Proxy Authentication Required",
    408: "Request Timeout",
    410: "Gone",
    412: "Conditional Request Failed",
    413: "Request Entity Too Large",
    414: "Request-URI Too Long",
    415: "Unsupported Media Type",
    416: "Unsupported URI Scheme",
    417: "Unknown Resource-Priority",
    420: "Bad Extension",
    421: "Extension Required",
    422: "Session Interval Too Small",
    423: "Interval Too Brief",
    424: "Bad Location Information",
    425: "Bad Alert Message",
    428: "Use Identity Header",
    429: "Provide Referrer Identity",
    430: "Flow Failed",
    433: "Anonymity Disallowed",
    436: "Bad Identity Info",
    437: "Unsupported Credential",
    438: "Invalid Identity Header",
    439: "First Hop Lacks Outbound Support",
    440: "Max-Breadth Exceeded",
    469: "Bad Info Package",
    470: "Consent Needed",
    480: "Temporarily Unavailable",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    483: "Too Many Hops",
    484: "Address Incomplete",
    485: "Ambiguous",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    489: "Bad Event",
    491: "Request Pending",
    493: "Undecipherable",
    494: "Security Agreement Required",
    500: "Server Internal Error",
    501: "Not Implemented",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Server Time-out",
    505: "Version Not Supported",
    513: "Message Too Large",
    555: "Push Notification Service Not Supported",
    580: "Precondition Failure",
    600: "Busy Everywhere",
    603: "Decline",
    604: "Does Not Exist Anywhere",
    606: "Not Acceptable",
    607: "Unwanted",
    608: "Rejected",
}
UNREGISTERED = [409, 411, 477, 478, 479, 490, 687]
CATALOGUE = sorted([*REGISTERED, *UNREGISTERED])

# The outcomes that the interface promises for certain codes; those of a class stand below.
PROGRESS, SUCCESS, REDIRECTION, CHALLENGE, ADJUST, UNAVAILABLE, BUSY, DECLINED, CANCELLED, FAILURE, SERVER_FAILURE = \
    range(1, 12)
OUTCOMES = {
    401: CHALLENGE, 407: CHALLENGE, 494: CHALLENGE,
    412: ADJUST, 421: ADJUST, 422: ADJUST, 423: ADJUST, 491: ADJUST,
    408: UNAVAILABLE, 480: UNAVAILABLE,
    486: BUSY, 600: BUSY,
    603: DECLINED, 607: DECLINED, 608: DECLINED,
    487: CANCELLED,
    404: FAILURE, 420: FAILURE, 481: FAILURE, 488: FAILURE, 604: FAILURE, 606: FAILURE,
}
OUTCOMES_OF_CLASSES = {1: PROGRESS, 2: SUCCESS, 3: REDIRECTION, 5: SERVER_FAILURE}

FIELDS = ["code", "phrase", "phrase_received", "class", "outcome", "reference", "reference_url", "summary",
          "description", "cause", "remedy", "confused_with"]


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for code in range(1000):
        capture.send("callee", "caller", response(code, REGISTERED.get(code, "Phrase"), call=f"code-{code}"))
    return wireshark.write(capture, "codes")


@pytest.fixture(scope="module")
def said(wireshark, path):
    """code -> field -> values"""
    rows = wireshark.fields(path, *[f"sipexplain.{name}" for name in FIELDS])
    assert len(rows) == 1000
    return [dict(zip(FIELDS, row)) for row in rows]


def test_every_frame_has_its_code_as_a_number(said):
    assert [said[code]["code"] for code in range(1000)] == [[str(code)] for code in range(1000)]


@pytest.mark.parametrize("code", REGISTERED)
def test_registered_code_has_what_iana_registers(said, code):
    assert said[code]["phrase"] == [REGISTERED[code]]
    assert said[code]["phrase_received"] == []
    assert said[code]["class"] == [str(code // 100)]


def test_phrases_and_classes_are_those_of_the_facts(said, shared_dir):
    table = shared_dir and shared_dir / "facts" / "response-codes.tsv"
    if not table or not table.exists():
        pytest.skip("facts/response-codes.tsv of the shared folder is not there; the table of this test was compared")
    with table.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row["iana_registered"] == "yes"]
    assert len(rows) == 75
    for row in rows:
        code = int(row["code"])
        assert said[code]["phrase"] == [row["reason_phrase"]]
        assert CLASSES[int(said[code]["class"][0]) - 1].lower() == row["class"]


@pytest.mark.parametrize("code", CATALOGUE)
def test_code_of_the_catalogue_has_texts(said, code):
    for name in ("phrase", "class", "outcome", "reference", "summary", "description"):
        assert len(said[code][name]) == 1, name
    for name in ("cause", "remedy"):
        assert bool(said[code][name]) == (name == "remedy" or code not in FOUND_BY_CODE), name


@pytest.mark.parametrize("name", ["summary", "description", "cause", "remedy"])
def test_no_two_codes_share_a_text(said, name):
    texts = [text for code in CATALOGUE for text in said[code][name]]
    assert len(set(texts)) == len(texts)


def test_registered_codes_name_the_rfc_that_defines_them(said):
    for code in REGISTERED:
        assert said[code]["reference"][0].startswith(("RFC ", "3GPP ")), code


def urls_of(reference):
    """A link for each section, for an RFC of which none is named, and for a specification of 3GPP."""
    urls = []
    for citation in reference.split("; "):
        specification = re.match(r"3GPP TS (\d\d)\.(\d\d\d)", citation)
        rfc = re.match(r"RFC (\d+)(?:, Sections? ([\d., and]+))?", citation)
        if specification:
            urls.append("https://www.3gpp.org/dynareport/{}{}.htm".format(*specification.groups()))
        elif rfc:
            document = f"https://www.rfc-editor.org/rfc/rfc{rfc[1]}"
            sections = re.findall(r"[\d.]*\d", rfc[2] or "")
            urls += [f"{document}#section-{section}" for section in sections] or [document]
    return urls


def test_references_are_linked(said):
    with_link = [code for code in range(100, 700) if said[code]["reference_url"]]
    assert set(REGISTERED) <= set(with_link)
    for code in range(100, 700):
        assert said[code]["reference_url"] == urls_of(said[code]["reference"][0]), code
    assert said[420]["reference_url"] == ["https://www.rfc-editor.org/rfc/rfc3261#section-21.4.15"]
    assert said[487]["reference_url"] == ["https://www.rfc-editor.org/rfc/rfc3261#section-21.4.25",
                                          "https://www.rfc-editor.org/rfc/rfc3261#section-9.2",
                                          "https://www.rfc-editor.org/rfc/rfc3261#section-13.3.1"]
    assert [code for code in CATALOGUE if not said[code]["reference_url"]] == [
        code for code in CATALOGUE if not re.search("RFC|3GPP", said[code]["reference"][0])]


def test_confused_codes_are_others_in_the_catalogue_and_point_back(said):
    for code in CATALOGUE:
        for other in map(int, said[code]["confused_with"]):
            assert other in CATALOGUE and other != code
            assert str(code) in said[other]["confused_with"]
    assert "421" in said[420]["confused_with"]


@pytest.mark.parametrize("code", CATALOGUE)
def test_outcome_is_the_one_promised(said, code):
    outcome = int(said[code]["outcome"][0])
    if code in OUTCOMES:
        assert outcome == OUTCOMES[code]
    elif code // 100 in OUTCOMES_OF_CLASSES:
        assert outcome == OUTCOMES_OF_CLASSES[code // 100]
    else:
        assert outcome in (ADJUST, UNAVAILABLE, DECLINED, FAILURE)


def test_other_codes_are_explained_by_their_class(said):
    by_class = {}
    for code in set(range(100, 700)) - set(CATALOGUE):
        assert said[code]["phrase"] == []
        assert said[code]["phrase_received"] == ["Phrase"]
        assert said[code]["class"] == [str(code // 100)]
        assert said[code]["outcome"] == [str(OUTCOMES_OF_UNKNOWN[code // 100])]
        assert said[code]["cause"] and said[code]["remedy"]
        by_class.setdefault(code // 100, set()).add((said[code]["summary"][0], said[code]["description"][0]))
    assert sorted(by_class) == [1, 2, 3, 4, 5, 6]
    assert all(len(texts) == 1 for texts in by_class.values())
    assert len(set.union(*by_class.values())) == 6


def test_number_of_no_class_is_shown_without_an_explanation(said):
    for code in [*range(100), *range(700, 1000)]:
        shown = {name: values for name, values in said[code].items() if values}
        assert shown == {"code": [str(code)], "phrase_received": ["Phrase"]}


def test_codes_of_no_catalogue_are_reported(wireshark, path):
    expected = [code + 1 for code in range(1000) if code not in CATALOGUE]
    assert wireshark.frames(path, "sipexplain.expert.unregistered") == expected


@pytest.mark.parametrize("name, first", list(zip(CLASSES, range(100, 700, 100))))
def test_classes_can_be_filtered_by_name(wireshark, path, name, first):
    assert wireshark.frames(path, f'sipexplain.class == "{name}"') == list(range(first + 1, first + 101))


@pytest.mark.parametrize("text, value", [("busy", BUSY), ("server failure", SERVER_FAILURE), ("failure", FAILURE)])
def test_outcomes_can_be_filtered_by_name(wireshark, path, said, text, value):
    expected = [code + 1 for code in range(1000) if said[code]["outcome"] == [str(value)]]
    assert wireshark.frames(path, f'sipexplain.outcome == "{text}"') == expected
