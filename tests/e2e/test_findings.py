# SPDX-License-Identifier: GPL-2.0-or-later
"""What the packets show about their failures, in each way of reading: see ladders.py for how the exchanges are written.

LADDERS of a subject are in one file. Each of its ENDINGS, where it has some, is
in one of its own, because what it is about is that the capture ends there.
"""

import itertools

import ladders_findings_addressing
import ladders_findings_authentication
import ladders_findings_dialog
import ladders_findings_identity
import ladders_findings_media
import ladders_findings_mentions
import ladders_findings_network
import ladders_findings_requests
import ladders_findings_words
import pytest
from catalogue import FINDINGS, record_of
from ladders import CERTAINTIES, FINDING_WAYS, GAP, Ladder, Whole

SUBJECTS = {
    "addressing": ladders_findings_addressing,
    "authentication": ladders_findings_authentication,
    "dialog": ladders_findings_dialog,
    "identity": ladders_findings_identity,
    "media": ladders_findings_media,
    "mentions": ladders_findings_mentions,
    "network": ladders_findings_network,
    "requests": ladders_findings_requests,
    "words": ladders_findings_words,
}
LADDERS = {subject: module.LADDERS for subject, module in SUBJECTS.items()}
ENDINGS = {f"{subject}, {title}": {title: text} for subject, module in SUBJECTS.items()
           for title, text in getattr(module, "ENDINGS", {}).items()}
FILES = {**LADDERS, **ENDINGS}
PASSES = pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])


@pytest.fixture(scope="module")
def wholes(wireshark):
    return {name: Whole(wireshark, f"findings-{number}", texts, GAP)
            for number, (name, texts) in enumerate(FILES.items())}


@pytest.fixture(params=SUBJECTS)
def whole(wholes, request):
    return wholes[request.param]


@pytest.mark.parametrize("way", FINDING_WAYS)
@pytest.mark.parametrize("name, title", [(name, title) for name, texts in FILES.items() for title in texts])
def test_the_findings_are_what_the_packets_show_and_nothing_else(wholes, name, title, way):
    wholes[name].check_findings(title, way)


@PASSES
def test_filters_find_the_frames_of_the_findings(whole, args):
    found = {number: findings for title, ladder in whole.ladders.items()
             for number, findings in ((whole.first[title] + frame, findings)
                                      for frame, findings in ladder.findings(bool(args)).items())}
    assert whole.frames("sipexplain.finding", *args) == list(found)
    for word, value in CERTAINTIES.items():
        expected = [number for number, findings in found.items() if word in (certainty for _, certainty in findings)]
        assert whole.frames(f"sipexplain.certainty == {value}", *args) == expected
    for finding in sorted({finding for finding, _ in itertools.chain(*found.values())})[:2]:
        expected = [number for number, findings in found.items() if finding in (name for name, _ in findings)]
        assert whole.frames(f'sipexplain.finding == "{finding}"', *args) == expected


@PASSES
def test_related_frames_are_those_that_the_text_names(whole, args):
    whole.check_related_frames(*args)


@PASSES
def test_expert_info_counts_each_failure_once(whole, args):
    whole.check_expert_info(*args)


def test_the_summary_blames_credentials_where_the_outcome_does(whole):
    """It is that of what was found. A refusal that comes again, of which nothing is found, has that of its code."""
    rows = whole.wireshark.fields(whole.path, "frame.number", "sipexplain.summary", "sipexplain.finding")
    refused = {record_of(code)["SummaryRefused"] for code in (401, 407)}
    told = {int(number) for (number,), summaries, _ in rows if refused & set(summaries)}
    marked, again = (set(whole.numbers(lambda ladder: ladder.marked(mark))) for mark in ("refused", "again"))
    assert told == marked & again
    for (number,), summaries, findings in rows:
        if int(number) in marked - again:
            assert FINDINGS[findings[0]]["Title"] in summaries


AGAIN = {
    "no common codec": """
        A>B INVITE
            | Contact: <sip:alice@192.0.2.10>
            | Content-Type: application/sdp
            : m=audio 4000 RTP/AVP 9
        +1
        B>A 488
            | Warning: 305 example.com "Incompatible media format"
        B>A 488
            | Warning: 305 example.com "Incompatible media format"
        +0.5
        B>A 488
            | Warning: 305 example.com "Incompatible media format"
        A>B ACK tag=b
        """,
    "an unknown number": """
        A>B INVITE
            | Contact: <sip:alice@192.0.2.10>
        B>A 404
        B>A 404
        +1
        B>A 404
        A>B ACK tag=b
        """,
    "nothing found": """
        A>B INVITE
            | Contact: <sip:alice@192.0.2.10>
        +1
        B>A 500
        B>A 500
        B>A 500
        A>B ACK tag=b
        """,
}


@PASSES
@pytest.mark.parametrize("title", AGAIN)
def test_a_failure_that_comes_again_has_the_heading_and_the_remedies_of_the_first(wireshark, title, args):
    path = Whole(wireshark, f"again-{title}", {title: AGAIN[title]}).path
    columns = ["sipexplain.summary", "sipexplain.remedy", "sipexplain.cause", "sipexplain.finding", "sipexplain.diagnosis"]
    first, *again = (row for row in wireshark.fields(path, *columns, args=args) if row[0])
    assert len(again) == 2
    for summary, remedies, causes, findings, diagnoses in again:
        assert summary == first[0]
        assert set(remedies) <= set(first[1]) and remedies
        assert causes == first[2]
        assert not findings and any("frame 2" in text for text in diagnoses)
    if first[3]:
        assert again[0][0] == [FINDINGS[first[3][0]]["Title"]] and again[0][1] == first[1][:len(again[0][1])]


def test_expert_info_of_a_finding_is_in_requests_alone(whole):
    frames = whole.frames("sipexplain.expert.finding")
    assert set(frames) <= set(whole.numbers(Ladder.found_in_requests))
    assert whole.frames("sipexplain.expert.finding", "-2") == frames


def rows_of_both_passes(whole, columns):
    """Number of a frame -> what either pass says of it; those that later frames disprove are apart from the others."""
    first, second = (whole.wireshark.fields(whole.path, "frame.number", *columns, args=args) for args in ([], ["-2"]))
    rows = {int(once[0][0]): (once[1:], twice[1:]) for once, twice in zip(first, second, strict=True)}
    disproved = {number: rows.pop(number) for number in whole.numbers(Ladder.taken_back)}
    return rows, disproved


def test_a_second_pass_changes_neither_code_nor_outcome_nor_expert_info(whole):
    columns = ["sipexplain.code", "sipexplain.outcome", "sipexplain.summary", "_ws.expert.message"]
    rows, disproved = rows_of_both_passes(whole, columns)
    for first, second in rows.values():
        assert first == second
    for first, second in disproved.values():    # what leads it was wrong, and nothing but the code is left
        assert first[0] == second[0] and all(once != twice for once, twice in zip(first[2:], second[2:]))


def test_a_second_pass_only_adds_to_what_was_said(whole):
    columns = ["sipexplain.finding", "sipexplain.certainty", "sipexplain.diagnosis", "sipexplain.related_frame"]
    for once, twice in rows_of_both_passes(whole, columns)[0].values():
        for found, found_then in zip(once[:2], twice[:2]):
            assert found_then[:len(found)] == found
        assert len(once[2]) <= len(twice[2])
        assert all(then.startswith(text) for text, then in zip(once[2], twice[2]))
        assert set(once[3]) <= set(twice[3])
