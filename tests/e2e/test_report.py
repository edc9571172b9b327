# SPDX-License-Identifier: GPL-2.0-or-later
"""The report, -z sipexplain,report."""

import re
import struct

import captures
import flows
import pytest
from catalogue import FINDINGS, list_of
from conftest import TOP

PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
CREDENTIALS = 'Authorization: Digest username="alice", realm="a", nonce="n1", response="6629fae49393a05397450978507c4ef1"'
CHALLENGE = 'WWW-Authenticate: Digest realm="a", nonce="n2"'


def report_of(wireshark, path, *args, filter_text=""):
    argument = "sipexplain,report" + ("," + filter_text if filter_text else "")
    return wireshark.tshark("-q", "-z", argument, *args, capture=path)


def report(wireshark, name, text, *args, filter_text=""):
    return report_of(wireshark, wireshark.write(flows.capture(text), "report-" + name), *args, filter_text=filter_text)


def unwrapped(out):
    """With every text on one line."""
    return re.sub(r"\n {4,}(?=\S)", " ", out)


def wrong(out):
    """What went wrong: for each group its title and its text, on one line."""
    part = out.partition("What went wrong, worst first\n")[2].partition("\nNormal, and not")[0]
    groups = re.split(r"^\d+\. ", part, flags=re.M)[1:]
    pairs = []
    for group in groups:
        title, _, text = re.sub(r"\n {4}(?=\S)", " ", group).partition("\n")
        pairs.append((title, " ".join(text.split())))
    return pairs


def open_questions(out):
    part = out.partition("\nOpen questions\n")[2].partition("\n\n")[0].partition("\nNormal, and not")[0]
    return [" ".join(entry.split()) for entry in re.split(r"\n    (?! )", part)[1:]]


def titles(out):
    return [title.partition(":")[0] for title, _ in wrong(out)]


def normal(out):
    part = out.partition("Normal, and not listed above\n")[2]
    return [" ".join(entry.split()) for entry in re.split(r"\n    (?=\d+ x )", "\n" + part)[1:]]


def exchange(method, code, call, *headers, cseq=1, source="bob"):
    return (f"alice > {source} {method} {call} {cseq}\n"
            + " | ".join([f"{source} > alice {code} {call} {cseq} {method}", *headers]) + "\n")


def rings(code, call, seconds=0.5):
    """A call that a person ends, or a timer."""
    return (f"alice > bob INVITE {call} 1\nbob > alice 180 {call} 1 INVITE\nwait {seconds}\n"
            f"bob > alice {code} {call} 1 INVITE\nalice > bob ACK {call} 1 to=b\n")


def found(code, phrase, method, finding):
    return f"{code} {phrase} to {method}: {FINDINGS[finding]['Title']}"


ANSWERED = """
    alice > bob   INVITE c 1
    bob > alice   180 c 1 INVITE
    bob > alice   200 c 1 INVITE
    alice > bob   ACK c 1 to=b
    alice > bob   BYE c 2 to=b
    bob > alice   200 c 2 BYE
"""


@PASSES
def test_the_overview_says_what_is_in_the_capture(wireshark, passes):
    text = (ANSWERED + exchange("INVITE", 404, "d") + exchange("REGISTER", 200, "r")
            + exchange("OPTIONS", 200, "o") + exchange("OPTIONS", 200, "p") + exchange("MESSAGE", 200, "m"))
    out = report(wireshark, "overview", text, *passes)
    assert "SIP messages: 16, 2023-11-14 22:13:20 UTC\n" in out
    assert "\n    Calls: 2; answered: 1\n" in out
    assert "\n    REGISTER requests: 1; successful: 1\n" in out
    assert "\n    MESSAGE requests outside of calls: 1\n    OPTIONS requests outside of calls: 2\n" in out


def test_the_time_span(wireshark):
    assert ", 2023-11-14 22:13:20 to 22:13:22 UTC\n" in report(wireshark, "span", "bob > alice 200 c 1 OPTIONS\nwait 2\n"
                                                               "bob > alice 200 d 1 OPTIONS")


RATIO = re.compile(r"\((S\w+|I\w+)\) +([\d.]+) %  \((\d+) of (\d+), ")


def ratios(out):
    return {name: (int(part), int(whole)) for name, _, part, whole in RATIO.findall(out)}


@PASSES
def test_the_ratios_of_rfc_6076(wireshark, passes):
    """Sections 4.2 and 4.6 to 4.8: each code on its own, beside one call and one registration that succeed."""
    for code in (200, 302, 401, 402, 407, 403, 404, 408, 480, 486, 487, 500, 501, 503, 504, 600, 603, 606):
        out = report(wireshark, "ratio-call", ANSWERED + exchange("INVITE", code, "d"), *passes)
        rest = 1 if 300 <= code < 400 or code in (401, 402, 407) else 2
        assert ratios(out) == {
            "SER": (1 + (code == 200), rest),
            "SEER": (1 + (code in (200, 480, 486, 600, 603)), rest),
            "ISA": (int(code in (408, 500, 503, 504)), 2),
        }, code
        out = report(wireshark, "ratio-register", exchange("REGISTER", 200, "r") + exchange("REGISTER", code, "d"), *passes)
        assert ratios(out) == {"IRA": (int(code >= 403 and code != 407), 2)}, code


def test_ratios_in_per_cent(wireshark):
    out = report(wireshark, "per-cent", ANSWERED + exchange("INVITE", 500, "d") + exchange("INVITE", 486, "e"))
    assert [value for _, value, _, _ in RATIO.findall(out)] == ["33.3", "66.7", "33.3"]


def test_without_calls_and_registrations_there_are_no_ratios(wireshark):
    out = report(wireshark, "no-ratios", exchange("OPTIONS", 200, "o"))
    assert "RFC 6076" not in out and "Calls:" not in out


def test_a_registration_that_timed_out_is_ineffective(wireshark):
    text = "alice > bob REGISTER r 1\nwait 32.1\n" + exchange("OPTIONS", 200, "o")
    assert ratios(report(wireshark, "timeout", text)) == {"IRA": (1, 1)}
    text = text.replace("32.1", "31")
    assert ratios(report(wireshark, "no-timeout", text)) == {"IRA": (0, 1)}


def test_a_request_counts_once_however_often_it_is_sent(wireshark):
    text = """
        alice > proxy  INVITE c 1
        proxy > bob    INVITE c 1 branch=p
        wait 0.5
        alice > proxy  INVITE c 1
        proxy > bob    INVITE c 1 branch=p
        bob > proxy    500 c 1 INVITE branch=p
        proxy > alice  500 c 1 INVITE
    """
    out = report(wireshark, "once", text)
    assert "Calls: 1; answered: 0\n" in out and ratios(out)["ISA"] == (1, 1)
    assert wrong(out)[0][1].startswith("Responses: 1, calls: 1 Answered by: 10.0.0.3 Filter: frame.number in {55} "
                                       "Passed on by: 10.0.0.2 ")


def test_requests_within_a_call_are_no_new_calls(wireshark):
    """Also not where the other side has got to the CSeq number of the first INVITE."""
    text = """
        alice > bob   INVITE c 1
        bob > alice   407 c 1 INVITE
        alice > bob   INVITE c 2
        bob > alice   200 c 2 INVITE
        alice > bob   ACK c 2 to=b
        bob > alice   INVITE c 1 to=a
        alice > bob   200 c 1 INVITE to=a
        bob > alice   OPTIONS c 2 to=a
        alice > bob   200 c 2 OPTIONS to=a
    """
    out = report(wireshark, "within", text)
    assert "Calls: 1; answered: 1\n" in out and ratios(out)["SER"] == (1, 1) and "OPTIONS" not in out


@PASSES
def test_a_forked_call_that_is_answered_is_answered(wireshark, passes):
    text = """
        alice > proxy  INVITE c 1
        proxy > bob    INVITE c 1 branch=p
        proxy > carol  INVITE c 1 branch=q
        carol > proxy  480 c 1 INVITE branch=q to=carol
        bob > proxy    200 c 1 INVITE branch=p to=bob
        proxy > alice  200 c 1 INVITE to=bob
        alice > proxy  ACK c 1 to=bob
    """
    out = report(wireshark, "forked", text, *passes)
    assert "Calls: 1; answered: 1\n" in out and ratios(out)["SER"] == (1, 1)
    assert titles(out) == ["480 Temporarily Unavailable to INVITE"]


def test_a_cancelled_call_is_not_answered(wireshark):
    """The 200 is for the CANCEL, which has the CSeq number of the INVITE."""
    text = """
        alice > bob   INVITE c 1
        bob > alice   180 c 1 INVITE
        alice > bob   CANCEL c 1
        bob > alice   200 c 1 CANCEL
        bob > alice   487 c 1 INVITE
        alice > bob   ACK c 1 to=b
    """
    out = report(wireshark, "cancelled", text)
    assert "Calls: 1; answered: 0\n" in out and "All clear: no failure in this capture.\n" in out
    assert [entry.partition(":")[0] for entry in normal(out)] == ["1 x 487 Request Terminated to INVITE"]


DIFFERENT_CAUSES = {
    "code": [("INVITE", 403, ""), ("INVITE", 404, "")],
    "method": [("INVITE", 403, ""), ("REGISTER", 403, "")],
    "Reason": [("INVITE", 503, "Reason: Q.850;cause=34"), ("INVITE", 503, "Reason: Q.850;cause=41"),
               ("INVITE", 503, "Reason: SIP;cause=503"), ("INVITE", 503, "")],
    "Reason that says something else than busy": [("INVITE", 486, "Reason: Q.850;cause=34"), ("INVITE", 486, "Reason: Q.850;cause=1"),
                                                  ("INVITE", 600, "Reason: Q.850;cause=1")],
    "second Reason": [("INVITE", 486, "Reason: SIP;cause=486, Q.850;cause=34"), ("INVITE", 486, "Reason: SIP;cause=486, Q.850;cause=1")],
    "Warning": [("INVITE", 488, 'Warning: 305 a "x"'), ("INVITE", 488, 'Warning: 304 a "x"')],
    "Unsupported": [("INVITE", 420, "Unsupported: 100rel"), ("INVITE", 420, "Unsupported: timer")],
    "Require": [("INVITE", 421, "Require: 100rel"), ("INVITE", 421, "Require: timer")],
}
SAME_CAUSE = {
    "text of the Reason": [("INVITE", 503, 'Reason: Q.850;cause=34;text="one"'), ("INVITE", 503, "Reason: q.850 ; cause=34")],
    "text of the Warning": [("INVITE", 488, 'Warning: 305 a "x"'), ("INVITE", 488, 'warning : 305 b "y"')],
    "who answered": [("INVITE", 500, "Server: a"), ("INVITE", 500, "Server: b")],
}


def of_causes(causes):
    return "".join(exchange(method, code, f"c{number}", *filter(None, [header]))
                   for number, (method, code, header) in enumerate(causes))


@pytest.mark.parametrize("causes", DIFFERENT_CAUSES.values(), ids=DIFFERENT_CAUSES)
def test_different_causes_are_different_groups(wireshark, causes):
    assert len(wrong(report(wireshark, "causes", of_causes(causes)))) == len(causes)


@pytest.mark.parametrize("causes", SAME_CAUSE.values(), ids=SAME_CAUSE)
def test_what_is_no_cause_does_not_part_a_group(wireshark, causes):
    if "q.850" in str(causes):
        causes = [(method, code, header.replace("q.850", "Q.850")) for method, code, header in causes]
    (group,) = wrong(report(wireshark, "same", of_causes(causes)))
    assert group[1].startswith("Responses: 2, calls: 2 ")


def test_credentials_part_a_group(wireshark):
    text = ("alice > bob REGISTER c 1\nbob > alice 403 c 1 REGISTER\n"
            f"alice > bob REGISTER d 1 | {CREDENTIALS}\nbob > alice 403 d 1 REGISTER\n")
    assert titles(report(wireshark, "credentials", text)) == ["403 Forbidden to REGISTER"] * 2


def test_the_worst_comes_first(wireshark):
    """What ends calls before what does not, then failures before people who decline; then how many it concerns."""
    text = "".join([
        exchange("OPTIONS", 500, "o1"), exchange("OPTIONS", 500, "o2"), exchange("OPTIONS", 500, "o3"),
        rings(603, "d1"), rings(603, "d2"), rings(603, "d3"),
        rings(480, "u1"), rings(480, "u2"),
        exchange("INVITE", 500, "f1"),
        exchange("INVITE", 404, "n1"),
        exchange("REGISTER", 403, "r1"), exchange("REGISTER", 403, "r2"),
        exchange("INVITE", 302, "m1"),
    ])
    assert titles(report(wireshark, "worst", text)) == [
        "403 Forbidden to REGISTER",
        "500 Server Internal Error to INVITE",
        "404 Not Found to INVITE",
        "480 Temporarily Unavailable to INVITE",
        "603 Decline to INVITE",
        "500 Server Internal Error to OPTIONS",
        "302 Moved Temporarily to INVITE",
    ]


def test_who_answered(wireshark):
    text = "".join([exchange("INVITE", 500, "a", "Server: Example/1.0 (x)"), exchange("INVITE", 500, "b", "Server: Example/1.0 (x)"),
                    exchange("INVITE", 500, "c", "User-Agent: Phone/2", source="carol"),
                    exchange("INVITE", 500, "d", source="dave")])
    assert "Answered by: 2 x 10.0.0.2 (Example/1.0 (x)), 1 x 10.0.0.3 (Phone/2), 1 x 10.0.0.4 " in wrong(
        report(wireshark, "who", text))[0][1]
    text = "".join(exchange("INVITE", 500, f"c{number}", source=f"host{number}") for number in range(6))
    assert "1 x 10.0.0.5, others: 2 " in wrong(report(wireshark, "who-else", text))[0][1]
    # Where it was one alone, there is nothing to count.
    assert "Answered by: 10.0.0.2 (A) Filter" in wrong(report(wireshark, "who-one", exchange("INVITE", 500, "a", "Server: A")))[0][1]


def test_hostile_text_is_escaped(wireshark):
    text = exchange("INVITE", 500, "c", "Server: a\x1b[31m\u202eb\x07") + exchange("B\x1b[2J", 500, "d") + exchange("B\x1b[2J", 200, "e")
    out = report(wireshark, "hostile", text)
    assert r"a\x1B[31m\xE2\x80\xAEb\x07" in out and r"500 Server Internal Error to B\x1B[2J" in out
    assert r"B\x1B[2J requests outside of calls: 2" in out
    assert all(character.isprintable() or character == "\n" for character in out)


@PASSES
def test_the_filter_selects_the_frames(wireshark, passes):
    text = "".join(exchange("INVITE", 404, f"c{number}") for number in range(3)) + exchange("INVITE", 500, "d")
    path = wireshark.write(flows.capture(text), "report-frames")
    out = report_of(wireshark, path, *passes)
    selects = re.findall(r"^   Filter: (frame.number in \{[\d, ]+\})$", out, flags=re.M)
    assert [wireshark.frames(path, select, passes) for select in selects] == [
        wireshark.frames(path, f"sipexplain.code == {code}", passes) for code in (404, 500)]
    # Of many, the first ones; and never a frame twice.
    text = "".join(exchange("INVITE", 404, f"c{number}") for number in range(7))
    assert "\n   Filter (the first ones): frame.number in {2, 4, 6, 8, 10}\n" in report(wireshark, "frames-many", text)
    text = "bob > alice 404 c 1 OPTIONS tcp\nand 404 d 1 OPTIONS\nbob > alice 404 e 1 OPTIONS"
    assert "\n   Filter: frame.number in {1, 2}\n" in report(wireshark, "frames-shared", text)


def test_each_group_has_diagnosis_cause_and_remedy(wireshark):
    text = exchange("INVITE", 420, "c", "Unsupported: 100rel") + exchange("INVITE", 420, "d", "Unsupported: timer")
    first, second = wrong(report(wireshark, "advice", text))
    assert "In frame 2: The sender of this response does not support 100rel in this request." in first[1]
    assert f"Typical cause: {list_of(420, 'Cause')[0]} Remedy: {list_of(420, 'Remedy')[0]}" in first[1]
    # The same advice is not given twice.
    assert "In frame 4: The sender of this response does not support timer in this request." in second[1]
    assert second[1].endswith(" Typical cause and remedy: see 1.")


@pytest.mark.parametrize("code", [401, 407])
def test_the_advice_for_refused_credentials_is_about_credentials(wireshark, code):
    """Where it is known that they were refused, as with the newest nonce, and not what the code usually means."""
    text = REFUSED.replace("401", str(code))
    if code == 407:
        text = text.replace("WWW-", "Proxy-").replace("Authorization:", "Proxy-Authorization:")
    ((title, advice),) = wrong(report(wireshark, "refused", text))
    remedies = re.split(" Remedy: ", advice.partition(" Finding: auth-refused")[2])[1:]
    assert title.endswith(": " + FINDINGS["auth-refused"]["Title"]) and remedies[:2] == [
        FINDINGS["auth-refused"][key] for key in ("Remedy", "Remedy2")]
    assert list_of(code, "Cause")[0] not in advice


REFUSED = f"""
    alice > bob   REGISTER c 1
    bob > alice   401 c 1 REGISTER | {CHALLENGE.replace("n2", "n1")}
    alice > bob   REGISTER c 2 | {CREDENTIALS}
    bob > alice   401 c 2 REGISTER | {CHALLENGE}
"""


@PASSES
def test_a_first_challenge_is_normal_and_a_refusal_is_not(wireshark, passes):
    out = report(wireshark, "challenges", REFUSED, *passes)
    assert "REGISTER requests: 2; successful: 0, challenged: 1, with credentials that were refused: 1\n" in unwrapped(out)
    assert titles(out) == ["401 Unauthorized to REGISTER"]
    assert normal(out) == ["1 x 401 Unauthorized to REGISTER: the server asks the client to authenticate"]


@PASSES
def test_a_challenge_that_nobody_followed(wireshark, passes):
    """It may be followed yet where the capture ends; after 5 s it went wrong."""
    text = f"alice > bob REGISTER c 1\nbob > alice 401 c 1 REGISTER | {CHALLENGE}\nwait {{}}\n" + exchange("OPTIONS", 200, "o")
    out = report(wireshark, "no-try", text.format(4.9), *passes)
    assert open_questions(out) == ["Challenges that no other try is seen to follow, and that may be followed yet: 1 "
                                   "Filter: frame.number in {2}"]
    assert normal(out) == ["1 x 401 Unauthorized to REGISTER: the server asks the client to authenticate"]
    assert "All clear" not in out
    out = report(wireshark, "no-try", text.format(5.1), *passes)
    ((title, left),) = wrong(out)
    assert title == found(401, "Unauthorized", "REGISTER", "auth-not-retried") and open_questions(out) == normal(out) == []
    assert left.startswith("Responses: 1, Call-IDs: 1 Answered by: 10.0.0.2 Filter: frame.number in {2} In frame 2: ")
    assert "Finding: auth-not-retried Remedy: " in left


@PASSES
def test_what_is_normal_is_counted_apart(wireshark, passes):
    text = "".join([ANSWERED, rings(486, "b1"), rings(486, "b2"), rings(600, "b3"),
                    exchange("INVITE", 487, "x"),
                    exchange("INVITE", 422, "t", "Min-SE: 120"), exchange("INVITE", 200, "t", cseq=2),
                    "alice > bob ACK t 2 to=b\n",
                    exchange("INVITE", 302, "m"), exchange("INVITE", 200, "m", cseq=2), "alice > bob ACK m 2 to=b\n"])
    out = report(wireshark, "normal", text, *passes)
    assert "\nAll clear: no failure in this capture.\n" in out and wrong(out) == []
    assert sorted(re.sub(": .*?(Followed by|$)", r"; \1", entry, count=1) for entry in normal(out)) == [
        "1 x 302 Moved Temporarily to INVITE; Followed by a try that succeeded: 1",
        "1 x 422 Session Interval Too Small to INVITE; Followed by a try that succeeded: 1",
        "1 x 487 Request Terminated to INVITE; ",
        "1 x 600 Busy Everywhere to INVITE; ",
        "2 x 486 Busy Here to INVITE; ",
    ]


@PASSES
@pytest.mark.parametrize("code", [486, 600, 603])
def test_who_is_not_busy_by_the_reason_is_not_called_busy(wireshark, code, passes):
    text = "alice > bob INVITE c 1\nbob > alice 180 c 1 INVITE\nwait 3\nbob > alice {} c 1 INVITE | Reason: Q.850;cause={}\n"
    path = wireshark.write(flows.capture(text.format(code, 34)), "report-not-busy")
    assert " [cause-differs]" in wireshark.tshark("-q", "-z", "sipexplain,calls", *passes, capture=path)
    out = report_of(wireshark, path, *passes)
    ((title, said),) = wrong(out)
    assert title.endswith(": No circuit/channel available (Q.850 34)") and not normal(out)
    assert "All channels to the destination are in use." in said
    # Of a cause that says little, the code is the more exact one.
    out = report(wireshark, "busy", text.format(code, 16), *passes)
    assert FINDINGS["cause-differs"]["Title"] not in out and "(Q.850 16)" not in out
    assert "All clear" in out and normal(out)[0].startswith(f"1 x {code} ")


@PASSES
@pytest.mark.parametrize("code, cause, heading", [
    (503, 1, "Unallocated (unassigned) number (Q.850 1)"), (404, 34, "No circuit/channel available (Q.850 34)"),
    (603, 17, "User busy (Q.850 17)"),
    # The code goes with the cause, or the cause says little: the code's own words, or what else is found, is the heading.
    (503, 34, None), (404, 1, None), (404, 16, None),
])
def test_the_heading_names_the_cause_that_the_code_hides(wireshark, code, cause, heading, passes):
    text = f"alice > bob INVITE c 1\nbob > alice 100 c 1 INVITE\nwait 1\nbob > alice {code} c 1 INVITE | Reason: Q.850;cause={cause}\n"
    path = wireshark.write(flows.capture(text), "report-heading")
    ((title, _),) = wrong(report_of(wireshark, path, *passes))
    calls = re.sub(r"\s+", " ", wireshark.tshark("-q", "-z", "sipexplain,calls", *passes, capture=path))
    ((_, summaries),) = wireshark.fields(path, "frame.number", "sipexplain.summary", args=[*passes, "-Y", f"sipexplain.code == {code}"])
    if heading is None:
        assert "(Q.850 " not in title + calls + summaries[0]
    else:
        assert title.endswith(": " + heading) and f": {heading} [cause-differs]" in calls and summaries == [heading]


@PASSES
def test_what_ended_a_call_normally_is_told_with_the_values_that_show_it(wireshark, passes):
    out = report(wireshark, "declined", rings(486, "b", 1.6), *passes)
    assert "All clear" in out
    ((entry),) = normal(out)
    assert entry.startswith("1 x 486 Busy Here to INVITE: most likely the called person declined In frame ")
    assert " 1.6 s " in entry


def test_adjustments_that_did_not_help_went_wrong(wireshark):
    out = report(wireshark, "adjust", exchange("INVITE", 422, "t") + exchange("INVITE", 302, "m")
                 + exchange("INVITE", 404, "m", cseq=2))
    assert titles(out) == ["404 Not Found to INVITE", "422 Session Interval Too Small to INVITE", "302 Moved Temporarily to INVITE"]


def test_a_failure_that_was_overcome_comes_last(wireshark):
    text = exchange("INVITE", 488, "c") + exchange("INVITE", 200, "c", cseq=2) + exchange("OPTIONS", 404, "o")
    out = report(wireshark, "overcome", text)
    assert titles(out) == ["404 Not Found to OPTIONS", "488 Not Acceptable Here to INVITE"]
    assert wrong(out)[1][1].startswith("Responses: 1, calls: 1, followed by a try that succeeded: 1 ")


def test_an_invite_within_a_call_is_told_from_a_new_one(wireshark):
    text = ANSWERED.replace("BYE", "INVITE").replace("200 c 2", "500 c 2") + exchange("INVITE", 500, "d")
    assert sorted(titles(report(wireshark, "reinvite", text))) == [
        "500 Server Internal Error to INVITE", "500 Server Internal Error to INVITE within a call"]


def test_an_all_clear_is_one_line(wireshark):
    out = report(wireshark, "clear", ANSWERED)
    assert out.endswith("\n\nAll clear: no failure in this capture.\n")


@PASSES
@pytest.mark.parametrize("acked", [False, True])
def test_a_200_without_ack(wireshark, passes, acked):
    text = """
        alice > bob   INVITE c 1
        bob > alice   200 c 1 INVITE | Contact: <sip:bob@10.9.9.9> | Server: B
        wait 0.5
        bob > alice   200 c 1 INVITE | Contact: <sip:bob@10.9.9.9> | Server: B
        wait 1
        bob > alice   200 c 1 INVITE | Contact: <sip:bob@10.9.9.9> | Server: B
    """ + ("alice > bob ACK c 1 to=b\n" if acked else "") + exchange("OPTIONS", 404, "o")
    out = report(wireshark, "no-ack", text, *passes)
    text = dict(wrong(out))[found(200, "OK", "INVITE", "ack-missing")]
    assert text.startswith("Responses: 2, calls: 1 Answered by: 10.0.0.2 (B) Filter: frame.number in {53, 154} In frame 53: ")
    assert "sip:bob@10.9.9.9" in text and "Finding: ack-missing Remedy: " in text
    # What later frames show is known at the end alone.
    assert titles(out)[0] == "200 OK to INVITE"
    path = wireshark.folder / "report-no-ack.pcap"
    assert wireshark.frames(path, "sipexplain.expert.no_ack", passes) == [53, 154]


@pytest.mark.parametrize("acked", [False, True])
def test_a_200_to_a_reinvite_without_ack(wireshark, acked):
    contact = "| Contact: <sip:bob@example.com>\n"
    text = (ANSWERED.replace("BYE", "INVITE") + f"{contact}" + ("alice > bob ACK c 2 to=b\n" if acked else "")
            + f"wait 0.6\nbob > alice 200 c 2 INVITE {contact}").replace("\n| ", " | ")
    ((title, _),) = wrong(report(wireshark, "no-ack-again", text, "-2"))
    assert title == found(200, "OK", "INVITE within a call", "ack-late" if acked else "ack-missing")


def test_who_had_to_repeat_a_200_is_told_of_last(wireshark):
    """An ACK that was late does no harm."""
    contact = " | Contact: <sip:bob@example.com>\n"
    text = (f"alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE{contact}alice > bob ACK c 1 to=b\nwait 0.6\n"
            f"bob > alice 200 c 1 INVITE{contact}" + exchange("OPTIONS", 404, "o"))
    assert [title for title, _ in wrong(report(wireshark, "late-ack", text))][1:] == [found(200, "OK", "INVITE", "ack-late")]


@PASSES
def test_a_200_whose_ack_came_late(wireshark, passes):
    """At the end it is known that the ACK was not missing."""
    contact = " | Contact: <sip:bob@example.com>\n"
    text = (f"alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE{contact}wait 0.5\nbob > alice 200 c 1 INVITE{contact}"
            f"wait 1\nbob > alice 200 c 1 INVITE{contact}wait 0.5\nalice > bob ACK c 1 to=b\n" + exchange("OPTIONS", 404, "o"))
    _, (title, item) = wrong(report(wireshark, "ack-came", text, *passes))
    assert title == found(200, "OK", "INVITE", "ack-late")
    assert item.startswith("Responses: 2, calls: 1 ") and "Finding: ack-late Remedy: " in item


@PASSES
def test_a_200_that_comes_again_before_its_ack_and_behind_it(wireshark, passes):
    """What is told of both is the same at the end, and told once."""
    contact = " | Contact: <sip:bob@example.com>\n"
    text = (f"alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE{contact}wait 0.6\nbob > alice 200 c 1 INVITE{contact}"
            f"alice > bob ACK c 1 to=b\nwait 0.6\nbob > alice 200 c 1 INVITE{contact}" + exchange("OPTIONS", 404, "o"))
    _, (title, item) = wrong(report(wireshark, "ack-between", text, *passes))
    assert title == found(200, "OK", "INVITE", "ack-late")
    assert item.startswith("Responses: 2, calls: 1 ") and "No ACK for the 2xx" in item


@PASSES
def test_the_leg_that_failed_first_comes_first(wireshark, passes):
    """The caller hears of no capacity, and the trunk on the other leg says that there is no such number."""
    text = ("alice > pbx INVITE c 1\npbx > trunk INVITE d 1\ntrunk > pbx 404 d 1 INVITE to=t\npbx > trunk ACK d 1 to=t\n"
            "pbx > alice 503 c 1 INVITE to=b\nalice > pbx ACK c 1 to=b\n")
    out = report(wireshark, "other-leg-first", text, *passes)
    assert titles(out) == ["404 Not Found to INVITE", "503 Service Unavailable to INVITE"]


@PASSES
@pytest.mark.parametrize("method", ["INVITE", "MESSAGE"])
def test_the_hop_that_failed_first_comes_first(wireshark, method, passes):
    """A proxy says 500 of what its next hop refuses with another code."""
    text = (f"alice > proxy {method} c 1\nproxy > bob {method} c 1\nbob > proxy 403 c 1 {method} to=b\n"
            f"proxy > alice 500 c 1 {method} to=p\n")
    out = report(wireshark, f"hop-first-{method}", text, *passes)
    assert titles(out) == [f"403 Forbidden to {method}", f"500 Server Internal Error to {method}"]


@PASSES
def test_a_call_that_is_answered_behind_a_failure(wireshark, passes):
    """One phone was busy, another one took the call: a proxy that was hasty passes on both."""
    text = ("alice > bob INVITE c 1\nbob > alice 486 c 1 INVITE to=b\nalice > bob ACK c 1 to=b\nwait 3\n"
            "bob > alice 200 c 1 INVITE to=d | Contact: <sip:bob@example.com>\nalice > bob ACK c 1 to=d\nwait 5\n"
            "alice > bob BYE c 2 to=d\nbob > alice 200 c 2 BYE to=d\n")
    out = report(wireshark, "answered-behind", text, *passes)
    assert "Calls: 1; answered: 1\n" in out and "All clear" in out and not wrong(out)


@PASSES
def test_one_direction_of_a_call(wireshark, passes):
    """The ACK shows that there was an answer, and the capture has none of any kind."""
    text = "alice > bob INVITE c 1\nwait 1\nalice > bob ACK c 1 to=b\nwait 1\nalice > bob BYE c 2 to=b\n"
    out = report(wireshark, "one-direction", text, *passes)
    assert "All clear" not in out and not wrong(out)
    assert "Requests whose response is not in the capture, and that may have had one: 2\n" in out


@PASSES
def test_requests_without_any_response(wireshark, passes):
    """The commonest trouble of all, a firewall, leaves no response to explain."""
    text = """
        alice > bob   INVITE c 1
        wait 0.5
        alice > bob   INVITE c 1
        wait 1
        alice > bob   INVITE c 1
        alice > carol REGISTER r 1
        wait 0.5
        alice > carol REGISTER r 1
        wait 4
        alice > dave  OPTIONS o 1
        dave > alice  200 o 1 OPTIONS
    """
    out = report(wireshark, "silence", text, *passes)
    assert "Calls: 1; answered: 0, INVITE without any response: 1\n" in out
    assert "REGISTER requests: 1; successful: 0, without any response: 1\n" in out
    first, second = wrong(out)
    assert first[0] == f"INVITE: {FINDINGS['no-response']['Title']}" and second[0] == first[0].replace("INVITE", "REGISTER")
    assert first[1].startswith("Requests: 1 Sent to: 10.0.0.2:5060 Filter: frame.number in {1} In frame 1: ")
    assert " 3 times" in first[1] and " 1.5 s" in first[1] and "Finding: no-response Remedy: " in first[1]
    assert "Filter: frame.number in {154}" in second[1] and " 2 times" in second[1] and " 510 ms" in second[1]
    assert "All clear" not in out


def test_a_request_at_the_end_of_the_capture_is_not_accused(wireshark):
    out = report(wireshark, "open", ANSWERED + "alice > bob INVITE d 1\nwait 1\n" + exchange("OPTIONS", 200, "e"))
    assert "Calls: 2; answered: 1, INVITE without a final response at the end of the capture: 1 " in unwrapped(out)
    waits = "Requests without a final response when the capture ends: 1 Filter: frame.number in {7}"
    assert wrong(out) == [] and "All clear" not in out and open_questions(out) == [waits]
    # Nor where something came back.
    out = report(wireshark, "ringing", "alice > bob INVITE d 1\nbob > alice 180 d 1 INVITE\nwait 9\n"
                 + exchange("OPTIONS", 200, "e"))
    assert "Calls: 1; answered: 0, INVITE without a final response at the end of the capture: 1 " in unwrapped(out)
    assert wrong(out) == [] and "All clear" not in out and open_questions(out) == [waits.replace("7", "1")]


def test_copies_of_a_request_are_no_repetitions(wireshark):
    """On two legs of a proxy."""
    out = report(wireshark, "copies", "alice > proxy INVITE c 1\nproxy > bob INVITE c 1 branch=p\n")
    assert wrong(out) == [] and open_questions(out) == [
        "Requests without a final response when the capture ends: 1 Filter: frame.number in {1}"]


@PASSES
def test_requests_that_an_icmp_error_came_back_for(wireshark, passes):
    text = "alice > bob INVITE c 1\nalice > bob INVITE c 1 icmp\n" + exchange("INVITE", 404, "d")
    out = report(wireshark, "icmp", text, *passes)
    title, text = wrong(out)[0]
    assert title == f"INVITE: {FINDINGS['icmp']['Title']}" and "Finding: icmp Remedy: " in text
    assert text.startswith("Requests: 1 Sent to: 10.0.0.2:5060 Filter: frame.number in {1} In frame 1: ") and "frame 2" in text
    # What was merely quoted is no message of the capture.
    assert "SIP messages: 3, 2" in out and ratios(out)["SER"] == (0, 2)
    # Whoever got a response was reached.
    out = report(wireshark, "icmp-answered", ANSWERED + "alice > bob INVITE c 1 icmp\n", *passes)
    assert wrong(out) == [] and "All clear" not in out
    assert open_questions(out) == ["Messages that an ICMP error came back for: 1 Filter: frame.number in {7}"]


@PASSES
def test_responses_that_an_icmp_error_came_back_for(wireshark, passes):
    out = report(wireshark, "icmp-response", ANSWERED + "bob > alice 200 c 2 BYE icmp\n", *passes)
    ((title, text),) = wrong(out)
    assert title == found(200, "OK", "BYE", "icmp") and "Filter: frame.number in {7} " in text
    assert "SIP messages: 6, 2" in out


def test_one_pass_claims_nothing_that_later_frames_show(wireshark):
    text = ("alice > bob INVITE c 1\nbob > alice 422 c 1 INVITE\nalice > bob INVITE c 2\n"
            "bob > alice 404 c 2 INVITE\nalice > bob INVITE d 1\nbob > alice 422 d 1 INVITE | Min-SE: 9\n")
    one, two = (report(wireshark, "later", text, *args) for args in ([], ["-2"]))
    assert titles(one) == titles(two) == ["404 Not Found to INVITE", "422 Session Interval Too Small to INVITE"]
    assert "The INVITE was sent again in frame 3 and got 404 Not Found in frame 4." in wrong(two)[1][1]
    assert "sent again" not in one


def test_lines_are_at_most_80_columns(wireshark):
    texts = [exchange("INVITE", code, f"c{code}", "Server: " + "A long name of a product " * 8, 'Warning: 399 a "b"',
                      'Contact: <sip:' + "x" * 100 + "@example.com>") for code in range(300, 700)]
    out = report(wireshark, "columns", "".join(texts) + exchange("M" * 90, 500, "m"))
    assert [line for line in out.splitlines() if len(line) > 80] == []
    assert all(line == line.rstrip() for line in out.splitlines())


def test_a_method_that_is_not_known(wireshark):
    text = exchange("INVITE", 403, "c").replace("403 c 1 INVITE", "403 c 1 = = to=b")
    capture = captures.Capture()
    capture.send("bob", "alice", flows.message(["403", "c", "1", "X"], []).replace(b"CSeq: 1 X", b"CSeq: 1"))
    out = report_of(wireshark, wireshark.write(capture, "report-no-method"))
    assert text and titles(out) == ["403 Forbidden to a request (its CSeq names no method)"]


@PASSES
def test_messages_without_call_id_are_told_of(wireshark, passes):
    """They belong to no call, and are in the table of responses too."""
    capture = captures.Capture()
    for start in (b"SIP/2.0 404 Not Found\r\n", b"SIP/2.0 200 OK\r\n", b"INVITE sip:bob@example.com SIP/2.0\r\n") * 2:
        capture.send("bob", "alice", start + b"CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n")
    out = report_of(wireshark, wireshark.write(capture, "report-no-call-id"), *passes)
    assert "SIP messages: 6, " in out and "Calls:" not in out
    ((title, text),) = wrong(out)
    assert title.startswith("404 Not Found to INVITE: ") and "Filter: frame.number in {1, 4} " in text
    assert text.startswith("Responses: 2 Answered by: ")


@PASSES
def test_unregistered_codes_and_other_numbers(wireshark, passes):
    out = report(wireshark, "odd", exchange("INVITE", "499", "c") + exchange("INVITE", "799", "d")
                 + exchange("INVITE", "042", "e"), *passes)
    assert sorted(title.partition(":")[0] for title, _ in wrong(out)) == [
        "042 in answer to INVITE", "499 (in no catalogue) to INVITE", "799 in answer to INVITE"]


def test_the_preference_hides_successes_from_what_is_explained_alone(wireshark):
    text = ("alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE\nwait 0.5\nbob > alice 200 c 1 INVITE\n"
            + exchange("REGISTER", 403, "r"))
    out = report(wireshark, "preference", text, "-o", "sipexplain.explain_success:FALSE")
    assert "Calls: 1; answered: 1\n" in out and titles(out) == ["403 Forbidden to REGISTER"]


def test_several_messages_in_a_frame(wireshark):
    text = """
        alice > bob  INVITE c 1 tcp
        and INVITE d 1
        bob > alice  404 c 1 INVITE tcp
        and 487 d 1 INVITE
        and 200 x 1 OPTIONS
    """
    out = report(wireshark, "several", text)
    assert "Calls: 2; answered: 0\n" in out and titles(out) == ["404 Not Found to INVITE"] and len(normal(out)) == 1


def test_a_filter_selects_what_is_told_of(wireshark):
    text = exchange("INVITE", 404, "c") + exchange("INVITE", 500, "d")
    out = report(wireshark, "filter", text, filter_text='sip.Call-ID == "d"')
    assert out.startswith('\nSIP Explanation Report for sip.Call-ID == "d"\n') and "Calls: 1;" in out
    assert titles(out) == ["500 Server Internal Error to INVITE"]
    out = report(wireshark, "filter", text, filter_text='sip.Call-ID == "e"')
    assert "There is no SIP in the frames that pass the filter.\n" in out
    out = report(wireshark, "filter", ANSWERED, filter_text="sip.CSeq.method == BYE")
    assert "All clear: no failure in the frames that pass the filter.\n" in out


PASSED_ON = """
    alice > proxy  INVITE c 1
    proxy > bob    INVITE c 1 branch=p
    bob > proxy    500 c 1 INVITE branch=p | Server: B
    proxy > alice  500 c 1 INVITE | Server: B
"""


@PASSES
@pytest.mark.parametrize("filter_text, frame", [("ip.addr == 10.0.0.1", 4), ("ip.addr == 10.0.0.3", 3), ("", 3)])
def test_a_filter_for_one_leg(wireshark, passes, filter_text, frame):
    """The request counts once, and the response is that of who said it first, whichever leg of theirs is told of."""
    out = report(wireshark, "leg", PASSED_ON, *passes, filter_text=filter_text)
    assert "Calls: 1; answered: 0\n" in out and ratios(out)["ISA"] == (1, 1)
    ((_, text),) = wrong(out)
    assert text.startswith(f"Responses: 1, calls: 1 Answered by: 10.0.0.3 (B) Filter: frame.number in {{{frame}}} ")
    assert ("Passed on by: 10.0.0.2 " in text) == (not filter_text)


def test_two_reports_at_once_keep_apart_what_passes(wireshark):
    path = wireshark.write(flows.capture(PASSED_ON + exchange("INVITE", 404, "d")), "report-two")
    filters = ["", ',sip.Call-ID == "d"', ",frame.number == 1"]
    both = wireshark.tshark("-q", *(word for text in filters for word in ("-z", "sipexplain,report" + text)), capture=path)
    alone = [wireshark.tshark("-q", "-z", "sipexplain,report" + text, capture=path) for text in filters]
    assert all(text.strip() in both for text in alone)
    assert ["Calls: 2;" in alone[0], "Calls: 1;" in alone[1], "SIP messages: 1, " in alone[2]] == [True] * 3


def test_what_the_server_said_and_who_asked(wireshark):
    text = exchange("INVITE", 403, "c", 'Warning: 399 pbx "Not on the list"', 'Reason: Q.850;cause=21;text="No\x1b"',
                    "X-Asterisk-HangupCause: Call Rejected", "X-Other: no matter").replace("403 c 1 INVITE", "403 c 1 INVITE phrase=Go_away")
    ((_, told),) = wrong(report(wireshark, "words", text))
    assert ('From sip:alice@example.com to sip:bob@example.com Phrase in this message: Go away '
            'Warning: 399 pbx "Not on the list" Reason: Q.850;cause=21;text="No\\x1B" '
            "X-Asterisk-HangupCause: Call Rejected Finding: server-words") in told
    assert 'In frame 2: X-Asterisk-HangupCause of Asterisk says "Call Rejected".' in told


def test_other_words_of_the_server_are_another_cause(wireshark):
    """But for the case of the letters."""
    text = "".join(exchange("INVITE", 403, phrase).replace("1 INVITE\n", f"1 INVITE phrase={phrase}\n")
                   for phrase in ("One", "Two", "FORBIDDEN", "Forbidden"))
    assert sorted(told.split(",")[0] for _, told in wrong(report(wireshark, "phrases", text))) == [
        "Responses: 1", "Responses: 1", "Responses: 2"]


@PASSES
def test_of_very_many_groups_the_rest_is_counted(wireshark, passes):
    text = "".join(exchange("INVITE", 505, f"c{cause}", f"Reason: Q.850;cause={cause}") for cause in range(1, 61))
    text += exchange("INVITE", 505, "d", "Reason: Q.850;cause=60")
    out = report(wireshark, "groups", text, *passes)
    assert len(wrong(out)) == 50 and wrong(out)[0][1].startswith("Responses: 2, ")
    assert "\n\nAnd more groups: 10; messages in them: 10\n" in out


@PASSES
def test_a_call_that_began_before_the_capture(wireshark, passes):
    out = report(wireshark, "middle", "alice > bob ACK c 1 to=b\nalice > bob BYE c 2 to=b\nbob > alice 200 c 2 BYE\n", *passes)
    assert "All clear" not in out and wrong(out) == [] and open_questions(out) == [
        "ACK and BYE of calls that began before the capture: 2 Filter: frame.number in {1, 2}"]


def test_a_capture_without_sip(wireshark):
    assert report(wireshark, "none", "wait 0.03").endswith("\nThere is no SIP in this capture.\n")


@pytest.mark.parametrize("name", ["sip", "sipexplain"])
def test_a_protocol_that_is_disabled_says_nothing_about_the_capture(wireshark, name):
    """As somebody does in Analyze > Enabled Protocols, who forgets it."""
    path = wireshark.write(flows.capture(exchange("INVITE", 404, "c")), "report-disabled")
    for what in ("report", "calls", "html"):
        for filter_text in ("", ",frame"):
            out = wireshark.tshark("-q", "--disable-protocol", name, "-z", f"sipexplain,{what}{filter_text}", capture=path)
            assert "SIP or SIP Explain is disabled (Analyze &gt; Enabled Protocols)." in out.replace(" > ", " &gt; ")
            assert "There is no SIP" not in out and "No call" not in out


def test_a_capture_without_timestamps(wireshark):
    """pcapng has such packets."""
    def block(kind, body):
        body += b"\0" * (-len(body) % 4)
        return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)

    packets = flows.capture("alice > bob INVITE c 1\nwait 5\n" + exchange("INVITE", 404, "d")).packets
    data = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack("<HHI", 1, 0, 0))
    data += b"".join(block(3, struct.pack("<I", len(packet)) + packet) for packet in packets)
    path = wireshark.folder / "report-no-times.pcapng"
    path.write_bytes(data)
    path.chmod(0o644)
    out = report_of(wireshark, path)
    assert "SIP messages: 3\n" in out
    assert "Calls: 2; answered: 0, INVITE without a final response at the end of the capture: 1\n" in unwrapped(out)
    assert titles(out) == ["404 Not Found to INVITE"]


def test_frames_out_of_order(wireshark):
    capture = flows.capture(exchange("INVITE", 404, "c") + "wait 3\n" + exchange("INVITE", 404, "d"))
    path = wireshark.write(capture, "report-order")
    # The packets the other way round, each with its time.
    data = path.read_bytes()
    records, at = [], 24
    while at < len(data):
        length = struct.unpack_from("<I", data, at + 8)[0]
        records.append(data[at:at + 16 + length])
        at += 16 + length
    path.write_bytes(data[:24] + b"".join(reversed(records)))
    assert ", 2023-11-14 22:13:20 to 22:13:23 UTC\n" in report_of(wireshark, path)


def test_two_reports_are_the_same(wireshark):
    text = "".join(exchange("INVITE", code, f"c{code}") for code in range(300, 700))
    path = wireshark.write(flows.capture(text), "report-same")
    once = report_of(wireshark, path)
    assert report_of(wireshark, path) == once
    twice = wireshark.tshark("-q", "-z", "sipexplain,report", "-z", "sipexplain,report", capture=path)
    assert twice == once + once


@PASSES
def test_the_frames_of_the_report_are_those_of_filters(wireshark, passes):
    text = "".join(exchange("INVITE", code, f"c{code}") for code in (302, 403, 408, 480, 488, 500, 503, 603, 606))
    path = wireshark.write(flows.capture(text), "report-equal")
    out = report_of(wireshark, path, *passes)
    told = [int(number) for numbers in re.findall(r"Filter: frame.number in \{(.*)\}", out) for number in numbers.split(", ")]
    assert sorted(told) == wireshark.frames(path, "sipexplain.outcome && sipexplain.code >= 300", passes)


def test_the_sample_call(wireshark):
    path = wireshark.write(captures.read_text(TOP / "tests/captures/sample.txt"), "report-sample")
    out = report_of(wireshark, path)
    assert "Calls: 1; answered: 0\n" in out and ratios(out) == {"SER": (0, 1), "SEER": (0, 1), "ISA": (0, 2)}
    ((title, text),) = wrong(out)
    assert title == "488 Not Acceptable Here to INVITE: the two sides have no codec in common"
    assert "Answered by: 198.51.100.5 (ExampleGateway/1.7) Filter: frame.number in {6}" in text
    assert [entry[:7] for entry in normal(out)] == ["1 x 407"]
