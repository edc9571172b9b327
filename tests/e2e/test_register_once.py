# SPDX-License-Identifier: GPL-2.0-or-later
"""What most tests are run with, a tshark that registers its dissectors once: each run is like one from the start."""

import captures
import pytest
from conftest import TOP, TSHARK

FIELDS = ["-T", "fields", "-e", "sipexplain.summary", "-e", "_ws.expert.message"]


@pytest.fixture
def path(wireshark):
    return wireshark.write(captures.read_text(TOP / "tests" / "captures" / "sample.txt"), "register-once")


@pytest.mark.parametrize("args, status", [
    ([], 0),
    (["-V", "-x"], 0),
    (["-O", "sipexplain", "-o", "sipexplain.language:de"], 0),
    (["-2", "-R", "sip", "-Y", "sipexplain", *FIELDS], 0),
    (["-q", "-z", "sipexplain,report", "-z", "sipexplain,stat", "-z", "expert"], 0),
    (["-Y", "sipexplain.nothing"], 2),
    (["-T", "fields", "-e", "sipexplain.nothing"], 1),
    (["-z", "sipexplain,nothing"], 1),
    (["--nothing"], 1),
], ids=lambda value: " ".join(value) if isinstance(value, list) else None)
def test_a_run_is_like_one_from_the_start(wireshark, path, args, status):
    once = wireshark.run(TSHARK, "-r", path, *args, status=status), wireshark.errors
    # Whatever is said of the environment has such a run begin at the start.
    anew = wireshark.run(TSHARK, "-r", path, *args, status=status, env={"LC_ALL": "C.UTF-8"}), wireshark.errors
    assert once == anew
    assert any(once)


def test_a_run_leaves_nothing_to_the_next(wireshark, path):
    before = wireshark.tshark("-V", capture=path)
    wireshark.tshark("-2", "-q", "-z", "sipexplain,report", "-o", "sip.tls.port:1", "-o", "sipexplain.language:de",
                     capture=path)
    assert wireshark.tshark("-V", capture=path) == before
