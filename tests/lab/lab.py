# SPDX-License-Identifier: GPL-2.0-or-later
"""Plays the scenarios and compares what the plugin says about them with what may be said.

usage: lab.py BUILD-FOLDER [--show] [--keep FOLDER] [WORD...]

Those whose name holds one of the words; all where there is none. --show prints what is said, --keep keeps the captures.
"""

import argparse
import concurrent.futures
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import network
import reading
import scenario

HERE = pathlib.Path(__file__).resolve().parent
TOGETHER = 8        # scenarios at a time: most of each is waiting
LIMIT = 90          # seconds that one may take


def play_in(folder, chosen):
    """Plays it in a new folder; why it could not be played, or ""."""
    folder.mkdir()
    folder.chmod(0o755)
    try:
        done = subprocess.run([*network.ISOLATED, sys.executable, "-B", HERE / "play.py", chosen.name, folder],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", timeout=LIMIT)
        return done.stdout or f"it ended with {done.returncode}" if done.returncode else ""
    except subprocess.TimeoutExpired:
        return f"it took more than {LIMIT} s"


def play(chosen, work):
    """Plays it; why it could not be played, or "", its capture and the seconds it took.

    A stack that lost its way (a timer of a proxy that did not go off) says nothing about the plugin, and plays once
    more; one that does so again is a fault.
    """
    begin = time.monotonic()
    for name in (chosen.name, f"{chosen.name} again"):
        folder = work / name.replace(" ", "-").replace("/", "-")
        why = play_in(folder, chosen)
        if not why:
            break
        print(f"could not be played: {name}: {why.strip()}", flush=True)
    return why, folder / "capture.pcap", time.monotonic() - begin


def compare(chosen, capture, tshark, show):
    """What is wrong about what is said of it."""
    capture.chmod(0o644)
    options = [text.replace(scenario.KEY, str(capture.parent / "key.pem")) for text in chosen.options]
    lines, report = tshark.read(capture, options)
    if show:
        print(*(f"    {line}" for line in dict.fromkeys(lines)), "    report: " + "; ".join(reading.first_item(report)), sep="\n")
        if show > 1:
            print(report)
    return reading.differences(chosen, lines, report)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--show", action="count", default=0)
    parser.add_argument("--keep", type=pathlib.Path)
    # Words may stand behind the options.
    options = parser.parse_intermixed_args()
    chosen = [one for name, one in scenario.all_scenarios().items()
              if not options.words or any(word in name for word in options.words)]
    if not chosen:
        sys.exit("no scenario has such a name")
    work = pathlib.Path(tempfile.mkdtemp(prefix="sipexplain-lab-"))
    work.chmod(0o755)
    bad = 0
    begin = time.monotonic()
    try:
        tshark = reading.Tshark(options.build.resolve(), work)
        with concurrent.futures.ThreadPoolExecutor(TOGETHER) as pool:
            for one, (why, capture, seconds) in zip(chosen, pool.map(lambda one: play(one, work), chosen)):
                wrong = [why] if why else compare(one, capture, tshark, options.show)
                bad += bool(wrong)
                print(f"{'FAULT' if wrong else 'ok   '} {one.name} ({seconds:.1f} s)",
                      *(f"      {line}" for text in wrong for line in text.strip().split("\n")), sep="\n", flush=True)
                if options.keep and capture.exists():
                    options.keep.mkdir(exist_ok=True)
                    shutil.copyfile(capture, options.keep / f"{capture.parent.name}.pcap")
    finally:
        shutil.rmtree(work)
    clear = sum(one.report == scenario.ALL_CLEAR for one in chosen)
    print(f"lab: {len(chosen)} scenarios, {clear} of them healthy, {bad} with faults, {time.monotonic() - begin:.0f} s")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
