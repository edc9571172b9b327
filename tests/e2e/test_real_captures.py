# SPDX-License-Identifier: GPL-2.0-or-later
"""Captures from other projects, where the shared folder has them."""

import os
import pathlib
import re
import shutil

import pytest
from conftest import TOP

FOLDER = pathlib.Path(os.environ.get("SIPEXPLAIN_SHARED", TOP.parent / "shared")) / "captures"
CAPTURES = sorted(path.name for path in FOLDER.glob("*.*cap*")) if FOLDER.is_dir() else []
if not CAPTURES:
    pytest.skip("the folder with captures from other projects is not there "
                "(beside the checkout, or named by SIPEXPLAIN_SHARED)", allow_module_level=True)


@pytest.fixture(params=CAPTURES)
def path(request, wireshark):
    # A copy that any user can read.
    path = wireshark.folder / request.param
    if not path.exists():
        shutil.copyfile(FOLDER / request.param, path)
        path.chmod(0o644)
    return path


def test_every_status_code_of_a_real_capture_is_explained(wireshark, path):
    frames = []
    for number, sip, ours in wireshark.fields(path, "frame.number", "sip.Status-Code", "sipexplain.code"):
        assert ours == sip, f"frame {number}"
        if ours:
            frames.append(int(number[0]))
    for number, sip, ours in wireshark.fields(path, "frame.number", "sip.Status-Code", "sipexplain.code", args=["-2"]):
        assert ours == sip, f"frame {number}, two passes"
    assert wireshark.frames(path, "sipexplain.code") == frames
    assert wireshark.frames(path, "sip.Status-Code") == frames


def test_details_of_a_real_capture_are_free_of_faults(wireshark, path):
    details = wireshark.tshark("-V", "-Y", "sipexplain", capture=path)
    summaries = wireshark.fields(path, "sipexplain.summary", args=["-Y", "sipexplain"])
    shown = re.findall(r"^SIP Explanation \((\d+)\)", details, flags=re.M)
    assert len(shown) == sum(len(row[0]) for row in summaries)
