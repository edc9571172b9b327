# SPDX-License-Identifier: GPL-2.0-or-later
"""What most tests are run with, a tshark that registers its dissectors once: each run is like one from the start."""

import captures
import pytest
from conftest import TOP, TSHARK

FIELDS = ["-T", "fields", "-e", "sipexplain.summary", "-e", "_ws.expert.message"]


@pytest.fixture
def path(wireshark):
    return wireshark.write(captures.read_text(TOP / "tests" / "captures" / "sample.txt"), "register-once")


def results(wireshark, path, args):
    """Output, errors and status of the two. Whatever is said of the environment has a run begin at the start."""
    return [(wireshark.run(TSHARK, "-r", path, *args, status=None, env=env), wireshark.errors, wireshark.status)
            for env in ({}, {"LC_ALL": "C.UTF-8"})]


@pytest.mark.parametrize("args", [
    [],
    ["-V", "-x"],
    ["-O", "sipexplain", "-o", "sipexplain.language:de"],
    ["-2", "-R", "sip", "-Y", "sipexplain", *FIELDS],
    ["-q", "-z", "sipexplain,report", "-z", "sipexplain,stat", "-z", "expert"],
], ids=" ".join)
def test_a_run_is_like_one_from_the_start(wireshark, path, args):
    once, anew = results(wireshark, path, args)
    assert once == anew
    assert once[0] and once[2] == 0


@pytest.mark.parametrize("args", [
    ["-Y", "sipexplain.nothing"],
    ["-T", "fields", "-e", "sipexplain.nothing"],
    ["-z", "sipexplain,nothing"],
    ["--nothing"],
], ids=" ".join)
def test_a_run_that_fails_is_like_one_from_the_start(wireshark, path, args):
    once, anew = results(wireshark, path, args)
    assert once == anew
    assert once[1] and once[2] != 0


def test_a_run_leaves_nothing_to_the_next(wireshark, path):
    before = wireshark.tshark("-V", capture=path)
    wireshark.tshark("-2", "-q", "-z", "sipexplain,report", "-o", "sip.tls.port:1", "-o", "sipexplain.language:de",
                     capture=path)
    assert wireshark.tshark("-V", capture=path) == before
