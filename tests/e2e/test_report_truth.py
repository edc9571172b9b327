# SPDX-License-Identifier: GPL-2.0-or-later
"""The report is true: of what it says that all is clear, what it counts, and whom it names.

What it says in which words is the matter of test_report.py.
"""

import re

import captures
import pytest
from digest import REGISTER, proxy_challenge, proxy_credentials
from ladders import Ladder
from ladders_contacts import with_contacts
from ladders_report import CLEAR, GOES_ON, OPEN, TROUBLE
from ladders_silence import CALL, again
from messages import request, response
from test_report import RATIO, report_of, unwrapped

PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
CLEAR_WORDS, WRONG_WORDS = "All clear", "What went wrong"


def capture_of(text):
    return Ladder(with_contacts(text), 0).capture


def report(wireshark, name, capture, *args):
    """The report on a ladder or a capture, each text of it on one line."""
    if isinstance(capture, str):
        capture = capture_of(capture)
    return unwrapped(report_of(wireshark, wireshark.write(capture, "truth-" + name), *args))


def wrong_part(out):
    assert CLEAR_WORDS not in out and WRONG_WORDS in out
    return out.partition(WRONG_WORDS)[2].partition("\nNormal, and not")[0]


def frames_in_filters(part):
    return {int(number) for numbers in re.findall(r"frame\.number in \{([\d, ]+)\}", part) for number in numbers.split(", ")}


def table(wireshark, path, *args):
    """Code -> count."""
    out = wireshark.tshark("-q", "-z", "sipexplain,stat", *args, capture=path)
    return {int(code): int(count) for code, count in re.findall(r"^\s*(\d+) *\|[^|]*\|[^|]*\|[^|]*\| *(\d+)", out, flags=re.M)}


def number(pattern, out):
    found = re.search(pattern, out)
    assert found, f"{pattern} is not in: {out}"
    return int(found[1])


def goes_on(capture):
    capture.wait(60)
    capture.append(capture_of(GOES_ON))


def ratios(out):
    return {name: (int(part), int(whole)) for name, _, part, whole in RATIO.findall(out)}


def diagnoses(wireshark, name, text, *args):
    """Of each response of a ladder."""
    path = wireshark.write(capture_of(text), "truth-" + name)
    return [" ".join(texts) for _, texts in wireshark.fields(path, "sipexplain.code", "sipexplain.diagnosis",
                                                             args=["-Y", "sipexplain.code", *args])]


# All clear, or not.

@PASSES
@pytest.mark.parametrize("title", TROUBLE)
def test_what_went_wrong_is_told(wireshark, title, passes):
    text, words, frames = TROUBLE[title]
    part = wrong_part(report(wireshark, "trouble", text, *passes))
    assert all(word in part for word in words)
    assert frames_in_filters(part) & set(frames)


@PASSES
@pytest.mark.parametrize("title", CLEAR)
def test_all_is_clear_where_nothing_is_wrong(wireshark, title, passes):
    out = report(wireshark, "clear", CLEAR[title], *passes)
    assert CLEAR_WORDS in out and WRONG_WORDS not in out


@PASSES
@pytest.mark.parametrize("title", OPEN)
def test_where_the_capture_ends_too_soon_nothing_is_claimed(wireshark, title, passes):
    out = report(wireshark, "open", OPEN[title], *passes)
    assert CLEAR_WORDS not in out and WRONG_WORDS not in out


@PASSES
def test_of_one_direction_nothing_is_claimed(wireshark, passes):
    out = report(wireshark, "one-sided", "A>B INVITE\n+4\nA>B ACK tag=b\n+60\nA>B BYE 2 tag=b", *passes)
    assert CLEAR_WORDS not in out and "No response" not in out


def without(text, name):
    return re.sub(rb"(?m)^%s: .*\r\n" % name, b"", text)


@PASSES
@pytest.mark.parametrize("name", [b"Call-ID", b"CSeq"])
@pytest.mark.parametrize("text", [request("INVITE"), request("OPTIONS"), response(200, cseq="1 OPTIONS")],
                         ids=["INVITE", "OPTIONS", "200"])
def test_messages_that_belong_to_no_transaction(wireshark, text, name, passes):
    capture = capture_of("A>B OPTIONS 1 call=good\nB>A 200 call=good")
    capture.send("A", "B", without(text, name))
    goes_on(capture)
    out = report(wireshark, "no-key", capture, *passes)
    assert CLEAR_WORDS not in out and number(r"SIP messages: (\d+)", out) == 5


@PASSES
@pytest.mark.parametrize("cut, clear", [(None, False), (300, True)], ids=["never comes", "comes"])
def test_the_rest_of_a_message_over_tcp(wireshark, passes, cut, clear):
    """Of the one that waits for ever nothing is dissected."""
    capture = capture_of("A>B OPTIONS 1 call=good tcp\nB>A 200 call=good tcp")
    text = request("OPTIONS", "waits", body=b"x" * 400)
    for payload in ([text[:-200]] if cut is None else [text[:cut], text[cut:]]):
        capture.send("A", "B", payload, "tcp")
    if clear:
        capture.send("B", "A", response(200, call="waits", cseq="1 OPTIONS"), "tcp")
    goes_on(capture)
    assert (CLEAR_WORDS in report(wireshark, "rest", capture, *passes)) == clear


TEXT_BODY, MEDIA = b"a=rtpmap:8 PCMA/8000\r\n" * 150, bytes(range(128, 256)) * 26
PIECES = {      # which of three fragments are there, in which order, and whether all is clear
    "first one": ([1, 2], False),
    "last one": ([0, 1], False),
    "first two": ([2], False),
    "none": ([0, 1, 2], True),
    "none, the other way round": ([2, 1, 0], True),
    "none, captured twice": ([0, 0, 1, 1, 2, 2], True),
}


@PASSES
@pytest.mark.parametrize("ipv6", [False, True], ids=["IPv4", "IPv6"])
@pytest.mark.parametrize("pieces, clear", PIECES.values(), ids=PIECES)
def test_a_datagram_that_lacks_a_fragment(wireshark, pieces, clear, ipv6, passes):
    """No dissector sees anything of it."""
    word = " ipv6" * ipv6
    capture = capture_of(f"A>B OPTIONS 1 call=good{word}\nB>A 200 call=good{word}")
    before = len(capture.packets)
    capture.send("B", "A", request("MESSAGE", "long", body=TEXT_BODY), ipv6=ipv6, fragment_size=1480)
    fragments = capture.packets[before:]
    assert len(fragments) == 3
    capture.packets[before:] = [fragments[piece] for piece in pieces]
    capture.send("A", "B", response(200, call="long", cseq="1 MESSAGE"), ipv6=ipv6)
    goes_on(capture)
    out = report(wireshark, "fragments", capture, *passes)
    assert (CLEAR_WORDS in out) == clear == ("IP fragments" not in out)


@PASSES
@pytest.mark.parametrize("ipv6", [False, True], ids=["IPv4", "IPv6"])
@pytest.mark.parametrize("hosts, body", [(("B", "A"), MEDIA), (("C", "D"), TEXT_BODY), (("B", "C"), TEXT_BODY)],
                         ids=["media", "other hosts", "one other host"])
def test_fragments_that_are_none_of_sip(wireshark, hosts, body, ipv6, passes):
    word = " ipv6" * ipv6
    capture = capture_of(f"A>B OPTIONS 1 call=good{word}\nB>A 200 call=good{word}")
    before = len(capture.packets)
    capture.send(*(f"{host}:40000" for host in hosts), body, ipv6=ipv6, fragment_size=1480)
    del capture.packets[before]
    goes_on(capture)
    assert CLEAR_WORDS in report(wireshark, "no-fragments", capture, *passes)


def test_tls_that_cannot_be_read(wireshark):
    capture = capture_of("A>B OPTIONS 1 call=good\nB>A 200 call=good")
    capture.send("A:40000", "B:5061", request("INVITE"), "tls")
    capture.send("B:5061", "A:40000", response(486), "tls")
    path = wireshark.write(capture, "truth-tls")
    unread = report_of(wireshark, path)
    assert CLEAR_WORDS not in unread and "TLS" in unread and "5061" in unread
    wireshark.folder.joinpath("truth-keys.txt").write_bytes(capture.keylog.read_bytes())
    wireshark.folder.joinpath("truth-keys.txt").chmod(0o644)
    read = report_of(wireshark, path, "-o", f"tls.keylog_file:{wireshark.folder / 'truth-keys.txt'}")
    assert "486" in read and "TLS" not in read


def test_tls_without_any_sip_beside_it(wireshark):
    capture = captures.Capture()
    capture.send("A:40000", "B:5061", request("INVITE"), "tls")
    out = report(wireshark, "tls-alone", capture)
    assert CLEAR_WORDS not in out and "TLS" in out and "5061" in out


@PASSES
@pytest.mark.parametrize("port, refused", [(5060, True), (5061, True), (80, False)])
def test_connections_that_were_refused(wireshark, passes, port, refused):
    capture = captures.Capture() if refused else capture_of("A>B OPTIONS 1 call=good\nB>A 200 call=good")
    capture.refuse("A:40000", f"B:{port}")
    out = report(wireshark, "refused", capture, *passes)
    assert ("refused: 1" in out) == refused and (refused or CLEAR_WORDS in out)


@PASSES
@pytest.mark.parametrize("port, pauses, silent", [(5060, (1, 2), True), (5061, (1,), True), (80, (1, 2), False), (5060, (), False)])
def test_connections_that_nobody_answered(wireshark, passes, port, pauses, silent):
    capture = capture_of("A>B OPTIONS 1 call=good\nB>A 200 call=good")
    capture.knock("A:40000", f"B:{port}", pauses)
    out = report(wireshark, "knocks", capture, *passes)
    assert ("nobody answered: 1" in out) == silent and (CLEAR_WORDS in out) != silent


@PASSES
def test_tls_that_an_alert_broke_off(wireshark, passes):
    capture = captures.Capture()
    capture.send("B:5061", "A:40000", bytes([21, 3, 3, 0, 2, 2, 40]), "tcp")
    assert "broke off: 1" in report(wireshark, "alert", capture, *passes)


def test_tls_of_the_web_is_no_matter_of_sip(wireshark):
    capture = capture_of("A>B OPTIONS 1 call=good\nB>A 200 call=good")
    capture.send("A:40000", "B:443", b"GET / HTTP/1.1\r\n\r\n", "tls")
    out = report(wireshark, "tls-web", capture)
    assert CLEAR_WORDS in out and "TLS" not in out


# Transactions are told apart.

@PASSES
def test_register_and_invite_with_one_call_id_and_cseq_number(wireshark, passes):
    text = f"""
        A>B REGISTER branch=z9hG4bK-r {REGISTER}
            | Contact: <sip:alice@client.example.com>
        B>A 503
        A>B INVITE branch=z9hG4bK-i
        {again("A>B INVITE branch=z9hG4bK-i")}
        {GOES_ON}
    """
    out = report(wireshark, "hidden", text, *passes)
    part = wrong_part(out)
    assert {2, 3} <= frames_in_filters(part) and "REGISTER" in part and "INVITE" in part
    assert number(r"Calls: (\d+)", out) == number(r"REGISTER requests: (\d+)", out) == 1


@PASSES
@pytest.mark.parametrize("registers", [False, True])
def test_as_many_invites_as_there_are(wireshark, passes, registers):
    capture = captures.Capture()
    for call in range(1334):
        if registers:
            capture.send("A", "B", request("REGISTER", f"many-{call}"))
            capture.send("B", "A", response(200, call=f"many-{call}", cseq="1 REGISTER"))
        capture.send("A", "B", request("INVITE", f"many-{call}", "Contact: <sip:alice@client.example.com>\r\n"))
    for call in range(1334):
        capture.send("B", "A", response(500, call=f"many-{call}"))
    out = report(wireshark, "many", capture, *passes)
    assert number(r"Calls: (\d+)", out) == number(r"Responses: (\d+)", out) == 1334
    if registers:
        assert number(r"REGISTER requests: (\d+)", out) == number(r"REGISTER requests: \d+; successful: (\d+)", out) == 1334



@PASSES
@pytest.mark.parametrize("length, transport", [(127, "udp"), (128, "udp"), (8000, "tcp")])
def test_call_ids_that_begin_alike_are_two_calls(wireshark, passes, length, transport):
    capture = captures.Capture()
    for ending in "ab":
        capture.send("A", "B", request("INVITE", "x" * length + ending, "Contact: <sip:alice@client.example.com>\r\n"), transport)
        capture.send("B", "A", response(500, call="x" * length + ending), transport)
    path = wireshark.write(capture, "truth-long")
    out = report_of(wireshark, path, *passes)
    assert number(r"Calls: (\d+)", out) == number(r"Responses: (\d+)", out) == number(r"calls: (\d+)", out) == 2
    assert table(wireshark, path, *passes) == {500: 2}


@PASSES
def test_an_invite_with_the_tag_of_a_failure_is_not_within_a_call(wireshark, passes):
    """RFC 3261, 12.1: only a provisional response or a success makes a dialog."""
    text = f"""
        A>B INVITE
        B>A 407 tag=x
            {proxy_challenge(1)}
        A>B ACK tag=x
        A>B INVITE 2 tag=x
            {proxy_credentials(1)}
        +1
        B>A 500 tag=x
        A>B ACK 2 tag=x
    """
    out = report(wireshark, "tag-of-failure", text, *passes)
    assert "within a call" not in out
    assert number(r"Calls: (\d+)", out) == 1 and ratios(out)["SER"] == (0, 1)


@PASSES
def test_what_one_side_achieved_is_no_success_of_the_other(wireshark, passes):
    """RFC 3261, 12.2.1.1: each side counts its requests for itself, and both begin with 1 here."""
    text = """
        A>B INVITE 1
        B>A 200
        A>B ACK 1 tag=b
        +5
        B>A INVITE 1 tag=a
        +1
        A>B 488 INVITE tag=a
        B>A ACK 1 tag=a
        +5
        B>A BYE 2 tag=a
        A>B 200
    """
    out = report(wireshark, "both-begin-with-1", text, *passes)
    assert "488 Not Acceptable Here" in out and "succeeded by another way" not in out


@PASSES
def test_a_408_to_a_cancel_and_one_to_its_invite(wireshark, passes):
    text = """
        A>B INVITE
        B>A 180
        A>B CANCEL
        +32
        B>A 408 CANCEL
        B>A 408 INVITE
        A>B ACK tag=b
        +0.5
        B>A 408 CANCEL
    """
    path = wireshark.write(capture_of(text), "truth-cancel")
    out = unwrapped(report_of(wireshark, path, *passes))
    part = wrong_part(out)
    assert re.findall(r"Responses: (\d+)", part) == ["1", "1"] and "CANCEL" in part
    assert ratios(out) == {"SER": (0, 1), "SEER": (0, 1), "ISA": (1, 1)}
    assert frames_in_filters(part) == {4, 5}


# Who said it first.

PASSED_ON = {
    "with a tag": "",
    "without a tag": "tag=",
}


@PASSES
@pytest.mark.parametrize("tag", PASSED_ON.values(), ids=PASSED_ON)
@pytest.mark.parametrize("method", ["INVITE", "MESSAGE"])
def test_a_response_that_is_passed_on_counts_once_for_who_said_it(wireshark, method, tag, passes):
    text = f"""
        A>P {method}
        P>B {method}
        +1
        B>P 500 {tag}
        P>A 500 {tag}
    """
    part = wrong_part(report(wireshark, "passed-on", text, *passes))
    assert re.findall(r"Responses: (\d+)", part) == ["1"]
    assert re.findall(r"Answered by: (?:1 x )?([\d.]+)", part) == ["10.0.0.3"]
    assert frames_in_filters(part) in ({3}, {3, 4})


@PASSES
def test_a_proxys_own_response_counts_beside_that_of_its_next_hop(wireshark, passes):
    part = wrong_part(report(wireshark, "own", "A>P INVITE\nP>B INVITE\n+1\nB>P 500\nP>A 500 tag=p", *passes))
    assert re.findall(r"Responses: (\d+)", part) == ["2"]
    assert set(re.findall(r"1 x ([\d.]+)", part)) == {"10.0.0.2", "10.0.0.3"}


@PASSES
@pytest.mark.parametrize("tag", PASSED_ON.values(), ids=PASSED_ON)
def test_a_2xx_that_is_repeated_on_both_legs_counts_once(wireshark, tag, passes):
    text = f"""
        A>P INVITE
        P>B INVITE
        +4
        B>P 200 {tag}
        P>A 200 {tag}
        +0.5
        B>P 200 {tag}
        P>A 200 {tag}
        +1
        B>P 200 {tag}
        P>A 200 {tag}
    """
    part = wrong_part(report(wireshark, "repeated", text, *passes))
    assert re.findall(r"Responses: (\d+)", part) == ["2"]
    assert re.findall(r"Answered by: (?:\d x )?([\d.]+)", part) == ["10.0.0.3"]


SCRIPT = re.compile(r"script|back-end|database", re.I)


@PASSES
def test_a_500_that_a_proxy_makes_of_a_503_is_not_its_own(wireshark, passes):
    text = """
        A>P INVITE
        P>B INVITE
        +1
        B>P 503
        P>B ACK tag=b
        P>A 500 tag=p
        A>P ACK tag=p
    """
    out = report(wireshark, "relayed", text, *passes)
    assert not SCRIPT.search(out) and "503" in wrong_part(out) and "10.0.0.3" in wrong_part(out)


@PASSES
def test_the_phrase_of_503_gives_a_500_away(wireshark, passes):
    out = report(wireshark, "phrase", "A>P INVITE\n+1\nP>A 500 phrase=Service_Unavailable\nA>P ACK tag=b", *passes)
    assert not SCRIPT.search(out) and wrong_part(out)


TWO_FINALS = """
    A>P MESSAGE
    P>A 477 tag=x phrase=Unfortunately_error_on_sending_to_next_hop_occurred_(477/SL)
    P>A 477 tag=y phrase=Unfortunately_error_on_sending_to_next_hop_occurred_(477/TM)
"""
NOT_THE_SAME = {
    "tag and phrase": TWO_FINALS,
    "tag": "A>P MESSAGE\nP>A 477 tag=x\nP>A 477 tag=y",
    "phrase": "A>P MESSAGE\nP>A 477 phrase=one\nP>A 477 phrase=two",
    "header": "A>P MESSAGE\nP>A 477\n| Server: a\nP>A 477\n| Server: b",
}
ONCE_MORE = re.compile(r"twice|repeats|once more", re.I)


@PASSES
@pytest.mark.parametrize("text", NOT_THE_SAME.values(), ids=NOT_THE_SAME)
@pytest.mark.parametrize("later", ["", "+0.5\n"], ids=["at once", "later"])
def test_two_final_responses_that_differ_are_not_called_the_same(wireshark, text, later, passes):
    before, _, last = text.strip().rpartition("P>A")
    text = f"{before}{later}P>A{last}"
    first, second = diagnoses(wireshark, "two-finals", text, *passes)
    assert not ONCE_MORE.search(first + second)
    # Which may be the name of the finding.
    assert not ONCE_MORE.search(report(wireshark, "two-finals", text, *passes).replace("Finding: final-twice", ""))


def test_one_final_response_that_comes_again_is_called_the_same(wireshark):
    text = "A>P MESSAGE\nP>A 477\n+0.5\nP>A 477"
    assert ONCE_MORE.search(diagnoses(wireshark, "same-final", text)[1])
    assert re.findall(r"Responses: (\d+)", wrong_part(report(wireshark, "same-final", text))) == ["1"]


@PASSES
def test_both_of_two_final_responses_are_there_to_read(wireshark, passes):
    out = report(wireshark, "477", TWO_FINALS, *passes)
    assert "477/SL" in out and "477/TM" in out


# Registrations and ratios.

def register(cseq, contact, expires=None, answered=""):
    header = "" if expires is None else f"| Expires: {expires}"
    return f"""
        A>B REGISTER {cseq} {REGISTER}
            | Contact: {contact}
            {header}
        B>A 200
            {answered or f"| Contact: {contact}"}
    """


ALICE = "<sip:alice@client.example.com>"
# Registrations that end, and how many of two REGISTERs gained one.
ENDS = {
    "Expires: 0": (register(1, ALICE) + register(2, ALICE, 0, "| Expires: 0"), 1),
    "expires=0 in Contact": (register(1, ALICE) + register(2, ALICE + ";expires=0", None, "| Expires: 0"), 1),
    "expires=0 in Contact before Expires": (register(1, ALICE) + register(2, ALICE + ";expires=0", 3600, "| Expires: 0"), 1),
    "all": (register(1, ALICE) + register(2, "*", 0, "| Expires: 0"), 1),
    "never begun": (register(1, ALICE, 0, "| Expires: 0") + register(2, ALICE, 0, "| Expires: 0"), 0),
    # One phone goes, another one stays: RFC 3261, 10.2.2.
    "one of two contacts": (register(1, ALICE) + register(2, f"{ALICE};expires=0, <sip:alice@b.example.com>;expires=60"), 2),
    "expires=60 before Expires: 0": (register(1, ALICE) + register(2, ALICE + ";expires=60", 0), 2),
}


@PASSES
@pytest.mark.parametrize("text, gained", ENDS.values(), ids=ENDS)
def test_a_registration_that_is_ended_is_none_gained(wireshark, text, gained, passes):
    out = report(wireshark, "ended", text, *passes)
    assert CLEAR_WORDS in out and number(r"REGISTER requests: (\d+)", out) == 2
    assert number(r"REGISTER requests: \d+; successful: (\d+)", out) == gained
    assert ratios(out) == {"IRA": (0, 2)}


CALLERS_LEG = """
    A>P INVITE
    P>A 100
    {}
    +32
    P>A 408 INVITE tag=p
    {}
    A>P ACK tag=p
"""


@PASSES
@pytest.mark.parametrize("code", [408, 500, 480])
def test_ratios_do_not_change_with_a_branch_that_is_cancelled_later(wireshark, code, passes):
    """RFC 6076 counts what the one who asked was told."""
    text = CALLERS_LEG.replace("408", str(code))
    alone = ratios(report(wireshark, "alone", text.format("", ""), *passes))
    both = ratios(report(wireshark, "both", text.format(
        "P>B INVITE\nB>P 100", "P>B CANCEL\nB>P 200\nB>P 487 INVITE\nP>B ACK tag=b"), *passes))
    assert both == alone and alone["ISA"] == (int(code != 480), 1)


@PASSES
def test_a_487_of_the_callers_own_leg_after_its_408(wireshark, passes):
    text = "A>B INVITE\nB>A 100\n+32\nB>A 408 INVITE\nA>B ACK tag=b\nA>B CANCEL\nB>A 200\nB>A 487 INVITE\nA>B ACK tag=b"
    assert ratios(report(wireshark, "late-487", text, *passes)) == {"SER": (0, 1), "SEER": (0, 1), "ISA": (1, 1)}


def test_a_call_with_many_transactions_counts_as_one(wireshark):
    requests = "".join(f"A>B INFO {number} tag=b\nB>A 200\n" for number in range(2, 402))
    out = report(wireshark, "infos", f"{CALL}{requests}A>B BYE 402 tag=b\nB>A 200")
    assert CLEAR_WORDS in out and re.search(r"Calls: 1; answered: 1\b", out)
