# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the end-to-end tests, or those that are named, on all cores where pytest-xdist is there.

usage: SIPEXPLAIN_BUILD_DIR=FOLDER [SIPEXPLAIN_JOBS=2] run.py [PYTEST ARGUMENT...]
"""

import os
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent


def main(args):
    options = ["-q", "-rs", "-p", "no:cacheprovider"]
    jobs = int(os.environ.get("SIPEXPLAIN_JOBS") or len(os.sched_getaffinity(0)))
    try:
        import xdist  # noqa: F401
        # A file stays in one process, as its tests share captures and what was read from them.
        options += ["-n", str(jobs), "--dist", "loadfile"] if jobs > 1 else []
    except ImportError:
        print("pytest-xdist is not there, so the tests run one after the other.", flush=True)
    os.execv(sys.executable, [sys.executable, "-B", "-m", "pytest", *options, *(args or [str(FOLDER)])])


if __name__ == "__main__":
    main(sys.argv[1:])
