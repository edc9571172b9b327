# SPDX-License-Identifier: GPL-2.0-or-later
"""What an exchange shows about its responses, in each way of reading: see ladders.py for how the exchanges are written."""

import ladders_calls
import ladders_no_ack
import ladders_retries
import ladders_transfer
import pytest
from ladders import GAP, WAYS, Whole

SUBJECTS = {
    "calls": ladders_calls.LADDERS,
    "retries": ladders_retries.LADDERS,
    "no ack": ladders_no_ack.LADDERS,
    "transfer": ladders_transfer.LADDERS,
}
PASSES = pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])


@pytest.fixture(scope="module")
def wholes(wireshark):
    """One file for each subject."""
    return {subject: Whole(wireshark, f"context-{subject}", texts, GAP) for subject, texts in SUBJECTS.items()}


@pytest.fixture(params=SUBJECTS)
def whole(wholes, request):
    return wholes[request.param]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("subject, title", [(subject, title) for subject, texts in SUBJECTS.items() for title in texts])
def test_the_diagnosis_says_what_was_seen_and_nothing_else(wholes, subject, title, way):
    wholes[subject].check_diagnoses(title, way)


@PASSES
def test_related_frames_are_those_that_the_text_names(whole, args):
    whole.check_related_frames(*args)


@PASSES
def test_expert_info_counts_each_failure_once(whole, args):
    whole.check_expert_info(*args)


def test_a_second_pass_changes_neither_code_nor_outcome_nor_expert_info(whole):
    columns = ["sipexplain.code", "sipexplain.outcome", "sipexplain.summary", "_ws.expert.message"]
    assert whole.wireshark.fields(whole.path, *columns) == whole.wireshark.fields(whole.path, *columns, args=["-2"])


def test_a_second_pass_only_adds_to_the_diagnosis(whole):
    first, second = (whole.wireshark.fields(whole.path, "sipexplain.diagnosis", "sipexplain.related_frame", args=args)
                     for args in ([], ["-2"]))
    for (texts, related), (texts_then, related_then) in zip(first, second):
        assert set(related) <= set(related_then)
        assert all(any(then.startswith(text) for then in texts_then) for text in texts)


@pytest.mark.parametrize("args", [["-q"], ["-2", "-q"]], ids=" ".join)
def test_expert_summary_counts_the_missing_acks_as_warnings(wholes, args):
    whole = wholes["no ack"]
    out = whole.wireshark.tshark(*args, "-z", "expert", capture=whole.path)
    warnings = out[out.index("Warns ("):].split("\n\n")[0]
    counts = [int(line.split()[0]) for line in warnings.splitlines() if "no ACK was seen" in line]
    assert counts == [len(whole.numbers(lambda ladder: ladder.marked("no_ack")))]
