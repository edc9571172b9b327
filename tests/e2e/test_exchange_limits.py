# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges that are large, long or out of order: no wrong claim, and work in proportion."""

import captures
import pytest
from ladders import Ladder
from messages import request, response

MANY = 2000
NO_REQUEST = "No request that was waiting for it was seen, so what led to it cannot be told."
PASSES = pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])


def diagnoses(wireshark, capture, name, args):
    """One for each explained response; "" where there is none."""
    path = wireshark.write(capture, name)
    rows = wireshark.fields(path, "sipexplain.code", "sipexplain.diagnosis", args=["-Y", "sipexplain", *args])
    assert all(len(codes) == 1 for codes, _ in rows)
    return ["".join(texts) for _, texts in rows]


def waited(frame, milliseconds):
    time = f"{milliseconds} ms" if milliseconds < 1000 else f"{(milliseconds + 50) // 100 / 10:.1f} s"
    return f"The OPTIONS in frame {frame} had been waiting for {time}."


@PASSES
def test_each_of_many_calls_is_known_by_itself(wireshark, args):
    capture = captures.Capture()
    for number in range(MANY):
        capture.send("caller", "callee", request("OPTIONS", f"call-{number}"))
    for number in range(MANY):
        capture.send("callee", "caller", response(480, call=f"call-{number}", cseq="1 OPTIONS"))
    assert diagnoses(wireshark, capture, "many-calls", args) == [
        f"The OPTIONS in frame {number + 1} had been waiting for 20.0 s." for number in range(MANY)]


@PASSES
def test_many_transactions_of_a_call_one_after_the_other(wireshark, args):
    capture = captures.Capture()
    for number in range(1, MANY + 1):
        capture.send("caller", "callee", request("OPTIONS", cseq=number))
        capture.send("callee", "caller", response(480, cseq=f"{number} OPTIONS"))
    assert diagnoses(wireshark, capture, "many-transactions", args) == [
        waited(2 * number + 1, 10) for number in range(MANY)]


@PASSES
def test_each_of_many_transactions_of_a_call_at_a_time_is_known(wireshark, args):
    capture = captures.Capture()
    for number in range(1, MANY + 1):
        capture.send("caller", "callee", request("OPTIONS", cseq=number))
    for number in range(MANY, 0, -1):
        capture.send("callee", "caller", response(480, cseq=f"{number} OPTIONS"))
    assert diagnoses(wireshark, capture, "many-at-a-time", args) == [
        waited(MANY - number, 10 + 20 * number) for number in range(MANY)]


@PASSES
def test_responses_before_their_requests(wireshark, args):
    capture = captures.Capture()
    for number in range(1, MANY + 1):
        capture.send("callee", "caller", response(480, call=f"call-{number % 7}", cseq=f"{number} OPTIONS"))
        capture.send("caller", "callee", request("OPTIONS", f"call-{number % 7}", cseq=number))
    assert diagnoses(wireshark, capture, "before-requests", args) == [NO_REQUEST] * MANY


@PASSES
def test_a_long_call_id(wireshark, args):
    call = "x" * 60000
    capture = captures.Capture()
    capture.send("caller", "callee", request("OPTIONS", call), "tcp", cut=range(1000, 60000, 1000))
    capture.send("callee", "caller", response(480, call=call, cseq="1 OPTIONS"), "tcp", cut=[30000])
    assert diagnoses(wireshark, capture, "long-call-id", args) == [waited(60, 20)]


@PASSES
def test_long_call_ids_that_begin_alike_are_two(wireshark, args):
    calls = ["x" * 140 + str(number) for number in range(2)]
    capture = captures.Capture()
    capture.send("caller", "callee", request("OPTIONS", calls[0]))
    capture.send("callee", "caller", response(423, call=calls[0], cseq="1 OPTIONS"))
    capture.send("caller", "callee", request("OPTIONS", calls[1], cseq=2))
    capture.send("callee", "caller", response(480, call=calls[1], cseq="2 OPTIONS"))
    first = "No new OPTIONS with this Call-ID follows in the capture." if args else ""
    assert diagnoses(wireshark, capture, "alike-call-ids", args) == [first, waited(3, 10)]


@PASSES
def test_thousands_of_option_tags_are_not_all_named(wireshark, args):
    capture = captures.Capture()
    capture.send("caller", "callee", request("OPTIONS", headers="Require: 100rel\r\n" * 3000))
    capture.send("callee", "caller", response(420, cseq="1 OPTIONS", headers="Unsupported: 100rel\r\n" * 2000))
    (text,) = diagnoses(wireshark, capture, "many-tags", args)
    assert "The OPTIONS in frame 1 demands 100rel, 100rel" in text
    assert len(text) < 600


@PASSES
def test_thousands_of_wrong_lines_that_the_response_does_not_speak_of(wireshark, args):
    """What a server says is compared once for each header field, and not for each line."""
    words = "".join(f'Warning: 399 b "{"policy xyz " * 40}{number}"\r\n' for number in range(8))
    capture = captures.Capture()
    for number in range(20):
        capture.send("caller", "callee", request("OPTIONS", f"wrong-{number}", "From: <<sip:x\r\n" * 3500))
        capture.send("callee", "caller", response(400, "Policy", f"wrong-{number}", "1 OPTIONS", words))
    rows = wireshark.fields(wireshark.write(capture, "wrong-lines"), "sipexplain.finding",
                            args=[*args, "-Y", "sip.Status-Code"])
    assert len(rows) == 20 and not any("header-malformed" in names for (names,) in rows)


@PASSES
def test_many_repetitions_and_many_retries(wireshark, args):
    ladder = Ladder("\n".join(["A>B INVITE 1", "B>A 200"] + ["+0.5", "B>A 200"] * 300
                              + [f"A>B REGISTER {number} call=2\nB>A 401 call=2" for number in range(1, 301)]), 9)
    found = diagnoses(wireshark, ladder.capture, "many-repetitions", args)
    assert all("This repeats the response of frame 2, " in text for text in found[1:301])
    for number in range(4, 301):
        storm = f"This is challenge number {number} in a row"
        assert storm in found[300 + number]
