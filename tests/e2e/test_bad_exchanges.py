# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges that somebody made to hurt, small: nothing breaks, nobody complains, and every response is explained.

tests/benchmark/scale.py has them in large, and looks at time and memory.
"""

import itertools
import pathlib
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "benchmark"))

import bad_exchanges  # noqa: E402
import traffic  # noqa: E402

# How many messages or calls, or how large a datagram. Those of 60 KB are more than 28 MB.
SIZES = {
    "failing_requests_of_one_call": 300,
    "challenges_of_one_call": 300,
    "open_calls": 600,
    "time_backwards": 600,
    "lines_that_end_in_cr": 60_000,
    "lines_that_end_in_lf": 60_000,
    "folds": 60_000,
    "large_messages_of_one_call": 600,
    "branches_of_one_number": 300,
    "devices_that_answer": 200,
    "legs_of_one_call": 300,
    "one_request_repeated": 300,
    "cancels_of_one_call": 150,
    "responses_without_request": 300,
    "phrases_that_differ": 300,
    "codes_that_are_none": 300,
    "hosts_that_answer": 300,
}
PASSES = pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])


@pytest.fixture(scope="module", params=SIZES)
def exchange(wireshark, request):
    """The capture, and the code that each of its frames holds, if any."""
    make = getattr(bad_exchanges, request.param)
    frames = list(itertools.islice(make(SIZES[request.param]), 20 if make in bad_exchanges.SIZES else None))
    path = wireshark.folder / f"bad-{request.param}.pcap"
    traffic.write(path, frames, make in bad_exchanges.BACKWARDS)
    path.chmod(0o644)
    begins = [frame[len(traffic.frame(b"")):][:11] for frame in frames]
    yield path, [begin[8:].decode() if begin.startswith(b"SIP/2.0 ") else "" for begin in begins]
    path.unlink()


@PASSES
def test_every_response_is_explained_and_reported(wireshark, exchange, args):
    path, codes = exchange
    out = wireshark.tshark(*args, "-T", "fields", "-e", "sip.Status-Code", "-e", "sipexplain.code",
                           "-z", "sipexplain,report", capture=path).split("\n")
    assert wireshark.errors == ""
    assert [line.split("\t") for line in out[:len(codes)]] == [[code, code] for code in codes]
    assert "SIP Explanation Report" in "\n".join(out[len(codes):])


def test_list_mode_finds_every_response(wireshark, exchange):
    path, codes = exchange
    assert wireshark.frames(path, "sipexplain.code") == [number for number, code in enumerate(codes, start=1) if code]
    assert wireshark.errors == ""
    # With nothing asked for at all.
    assert wireshark.tshark(capture=path).count("\n") == len(codes)
    assert wireshark.errors == ""
