# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of responses, -z sipexplain,stat."""

import flows
import pytest
from catalogue import CODES, record_of
from translations import reader

HEADER = ["Code", "Phrase", "Outcome", "Summary", "Count", "Share (%)", "First frame"]
PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])


def parse(out):
    """Rows of the table as they are printed, each a list of seven texts."""
    title, argument, header, *lines = [line for line in out.splitlines() if line.strip("=")]
    assert (title, argument.split(":")[0]) == ("SIP Explanations:", "Filter for statistics")
    assert [cell.strip() for cell in header.split("|")] == HEADER + [""]
    assert lines[:1] in ([], ["SIP responses"])
    return [[cell.strip() for cell in line.split("|")][:-1] for line in lines[1:]]


def whole_table(wireshark, path, *args, filter_text=""):
    argument = "sipexplain,stat" + ("," + filter_text if filter_text else "")
    return parse(wireshark.tshark("-q", "-z", argument, *args, capture=path))


def table(wireshark, path, *args, filter_text=""):
    """Without the summaries, which are as long as they say little here."""
    return [row[:3] + row[4:] for row in whole_table(wireshark, path, *args, filter_text=filter_text)]


def rows(wireshark, name, text, *args, filter_text=""):
    return table(wireshark, wireshark.write(flows.capture(text), name), *args, filter_text=filter_text)


CALL = """
    alice > bob   INVITE c 1
    bob > alice   407 c 1 INVITE | Proxy-Authenticate: Digest realm="a", nonce="n"
    alice > bob   ACK c 1 to=b
    alice > bob   INVITE c 2
    bob > alice   100 c 2 INVITE
    bob > alice   200 c 2 INVITE
    alice > bob   ACK c 2 to=b
    alice > bob   BYE c 3 to=b
    bob > alice   200 c 3 BYE
"""


@PASSES
def test_the_table_counts_each_code(wireshark, passes):
    assert rows(wireshark, "stat-call", CALL, *passes) == [
        ["200", "OK", "success", "2", "50.00", "6"],
        ["407", "Proxy Authentication Required", "challenge", "1", "25.00", "2"],
        ["100", "Trying", "progress", "1", "25.00", "5"],
    ]


def test_rows_are_sorted_by_count(wireshark):
    text = "".join(f"bob > alice {code} c{code}-{number} 1 OPTIONS\n"
                   for code, count in ((404, 2), (500, 5), (200, 9), (486, 3)) for number in range(count))
    assert [(row[0], row[3]) for row in rows(wireshark, "stat-sorted", text)] == [
        ("200", "9"), ("500", "5"), ("486", "3"), ("404", "2")]


def test_every_code_has_its_row(wireshark):
    text = "".join(f"bob > alice {code} c{code} 1 OPTIONS\n" for code in CODES)
    shown = rows(wireshark, "stat-every", text)
    assert [int(row[0]) for row in shown] == CODES
    for row in shown:
        record = record_of(int(row[0]))
        assert row[1:4] == [record["Phrase"], record["Outcome"], "1"], row


def test_a_filter_selects_the_frames(wireshark):
    assert [row[:4] for row in rows(wireshark, "stat-filter", CALL, filter_text="sip.CSeq.method == \"BYE\"")] == [
        ["200", "OK", "success", "1"]]


@pytest.mark.parametrize("tap", ["stat", "report"])
def test_an_invalid_filter_is_refused_with_a_clear_message(wireshark, tap):
    path = wireshark.write(flows.capture(CALL), "stat-invalid")
    for filter_text in ("nonsense ==", "no.such.field"):
        out = wireshark.run("tshark", "-r", path, "-q", "-z", f"sipexplain,{tap},{filter_text}", status=1)
        assert out == ""
        assert f'Filter "{filter_text}" is invalid' in wireshark.errors


def test_without_sip_the_table_is_empty(wireshark):
    assert rows(wireshark, "stat-none", "wait 0.03") == []


@PASSES
def test_unregistered_codes_and_other_numbers_are_counted_too(wireshark, passes):
    text = "bob > alice 499 c 1 OPTIONS\nbob > alice 799 d 1 OPTIONS\nbob > alice 042 e 1 OPTIONS\n"
    assert [row[:4] for row in rows(wireshark, "stat-odd", text, *passes)] == [
        ["499", "(not registered)", "failure", "1"],
        ["799", "(not registered)", "", "1"],
        ["42", "(not registered)", "", "1"],
    ]


CHALLENGED_TWICE = """
    alice > bob   REGISTER c 1
    bob > alice   401 c 1 REGISTER | WWW-Authenticate: Digest realm="a", nonce="n1"
    alice > bob   REGISTER c 2 | Authorization: Digest realm="a", nonce="n1", response="6629fae49393a05397450978507c4ef1"
    bob > alice   401 c 2 REGISTER | WWW-Authenticate: Digest realm="a", nonce="n2"
"""


@PASSES
def test_a_refusal_has_a_row_beside_the_first_challenge(wireshark, passes):
    assert rows(wireshark, "stat-refused", CHALLENGED_TWICE, *passes) == [
        ["401", "Unauthorized", "challenge", "1", "50.00", "2"],
        ["401", "Unauthorized", "failure", "1", "50.00", "4"],
    ]


@PASSES
def test_each_row_has_what_its_code_says(wireshark, passes):
    """That of a refusal is another one; a case in which the code means something else has the usual one, too."""
    text = CHALLENGED_TWICE + """
        bob > alice   180 d 1 INVITE
        bob > alice   499 e 1 OPTIONS
        bob > alice   799 f 1 OPTIONS
    """
    shown = whole_table(wireshark, wireshark.write(flows.capture(text), "stat-summary"), *passes)
    assert {(row[0], row[2]): row[3] for row in shown} == {
        ("401", "challenge"): record_of(401)["Summary"],
        ("401", "failure"): record_of(401)["SummaryRefused"],
        ("180", "progress"): record_of(180)["Summary"],
        ("499", "failure"): record_of(499)["Summary"],
        ("799", ""): "",
    }


def test_the_title_is_in_the_language(wireshark):
    path = wireshark.write(flows.capture(CALL), "stat-title")
    out = wireshark.tshark("-q", "-z", "sipexplain,stat", "-o", "sipexplain.language:de", capture=path)
    title = reader("de")("SIP Explanations")
    assert title != "SIP Explanations" and f"\n{title}:\n" in out


@PASSES
def test_repetitions_and_copies_count_once(wireshark, passes):
    """Sent again, and on the two legs of a proxy; a 100 is of one leg."""
    text = """
        alice > proxy   INVITE c 1
        proxy > alice   100 c 1 INVITE
        proxy > bob     INVITE c 1 branch=p
        bob > proxy     100 c 1 INVITE branch=p
        bob > proxy     486 c 1 INVITE branch=p
        proxy > alice   486 c 1 INVITE
        wait 0.5
        bob > proxy     486 c 1 INVITE branch=p
        proxy > alice   486 c 1 INVITE
    """
    assert [row[:1] + row[3:] for row in rows(wireshark, "stat-legs", text, *passes)] == [
        ["100", "2", "66.67", "2"], ["486", "1", "33.33", "5"]]


@PASSES
@pytest.mark.parametrize("filter_text, count", [("ip.addr == 10.0.0.1", 1), ("ip.addr == 10.0.0.3", 1), ("", 1),
                                                ("frame.number == 6", 1), ("frame.number == 3", 0)])
def test_a_response_counts_once_on_the_legs_that_pass_a_filter(wireshark, passes, filter_text, count):
    text = """
        alice > proxy   INVITE c 1
        proxy > bob     INVITE c 1 branch=p
        alice > proxy   OPTIONS d 1
        bob > proxy     486 c 1 INVITE branch=p
        proxy > alice   486 c 1 INVITE
        proxy > alice   486 c 1 INVITE
    """
    assert [int(row[3]) for row in rows(wireshark, "stat-leg", text, *passes, filter_text=filter_text)] == [count] * bool(count)


def test_responses_that_differ_count_each(wireshark):
    """By Call-ID, CSeq number, method, code or the tag of who answers (a forked request)."""
    text = """
        bob > alice   200 c 1 INVITE
        bob > alice   200 d 1 INVITE
        bob > alice   200 c 2 INVITE
        bob > alice   200 c 1 CANCEL
        bob > alice   200 c 1 INVITE to=other
        bob > alice   202 c 1 INVITE
        bob > alice   200 c 1 INVITE
    """
    assert [(row[0], row[3]) for row in rows(wireshark, "stat-differ", text)] == [("200", "5"), ("202", "1")]


def test_what_an_icmp_error_quotes_is_not_counted(wireshark):
    assert rows(wireshark, "stat-icmp", "bob > alice 200 c 1 OPTIONS icmp\nbob > alice 404 d 1 OPTIONS\n") == [
        ["404", "Not Found", "failure", "1", "100.00", "2"]]


def test_the_preference_hides_1xx_and_2xx(wireshark):
    assert [row[0] for row in rows(wireshark, "stat-pref", CALL, "-o", "sipexplain.explain_success:FALSE")] == ["407"]


@PASSES
def test_several_responses_in_a_frame(wireshark, passes):
    text = """
        bob > alice  200 c 1 OPTIONS tcp
        and 404 d 1 OPTIONS
        and 200 e 1 OPTIONS
    """
    assert [row[:1] + row[3:] for row in rows(wireshark, "stat-several", text, *passes)] == [
        ["200", "2", "66.67", "1"], ["404", "1", "33.33", "1"]]


def test_both_taps_at_once(wireshark):
    path = wireshark.write(flows.capture(CALL), "stat-both")
    out = wireshark.tshark("-q", "-z", "sipexplain,stat", "-z", "sipexplain,report", capture=path)
    alone = [wireshark.tshark("-q", "-z", f"sipexplain,{tap}", capture=path) for tap in ("stat", "report")]
    for text in alone:
        assert text.strip() in out


@PASSES
def test_counts_equal_those_of_filters(wireshark, passes):
    """Where nothing is in the capture twice, each count is that of the frames a filter finds."""
    text = CALL + CHALLENGED_TWICE.replace(" c ", " r ") + "bob > alice 503 x 1 OPTIONS\nbob > alice 486 y 1 INVITE\n"
    path = wireshark.write(flows.capture(text), "stat-equal")
    shown = table(wireshark, path, *passes)
    assert sum(int(row[3]) for row in shown) == len(wireshark.frames(path, "sipexplain.code", passes))
    for code, _, outcome, count, _, first in shown:
        frames = wireshark.frames(path, f'sipexplain.code == {code} && sipexplain.outcome == "{outcome}"', passes)
        assert (len(frames), frames[0]) == (int(count), int(first)), code
