# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the plugin's work and memory grow as its input does, where somebody made the input to hurt.

Reads each bad exchange in a size and in four times that size, with and without the plugin, in list mode and with what
reads most (two passes and the report). What the plugin adds in processor time and in peak memory should grow four times
too; where it grows more than six times, and by more than can be chance, the line is marked and the exit status 1. Time
is what the machine is busy with as well: measure a line again, with --only, before you believe it.
"""

import argparse
import collections
import sys

import bad_exchanges as bad
import measure
import traffic

FACTOR = 4
LIMIT = 6               # where there should be four times as much
SECONDS_LIMIT = 900     # for a run of tshark
# What two runs of the same can differ by, beyond what can be told.
CHANCE_SECONDS, CHANCE_SHARE = 0.1, 0.08    # also as a share of the run
CHANCE_KIB = 3 * 1024

Input = collections.namedtuple("Input", "frames size")     # size: the smaller one
INPUTS = {
    "failures": Input(bad.failing_requests_of_one_call, 50_000),
    "challenges": Input(bad.challenges_of_one_call, 25_000),
    "open": Input(bad.open_calls, 62_500),
    "backwards": Input(bad.time_backwards, 37_500),
    "cr": Input(bad.lines_that_end_in_cr, 16_000),
    "lf": Input(bad.lines_that_end_in_lf, 16_000),
    "folds": Input(bad.folds, 16_000),
    "texts": Input(bad.large_messages_of_one_call, 300),
    "branches": Input(bad.branches_of_one_number, 5_000),
    "devices": Input(bad.devices_that_answer, 5_000),
    "legs": Input(bad.legs_of_one_call, 1_000),
    "repeats": Input(bad.one_request_repeated, 50_000),
    "cancels": Input(bad.cancels_of_one_call, 12_500),
    "strays": Input(bad.responses_without_request, 50_000),
    "phrases": Input(bad.phrases_that_differ, 25_000),
    "codes": Input(bad.codes_that_are_none, 25_000),
    "hosts": Input(bad.hosts_that_answer, 50_000),
}
WAYS = {"list": ((), ()), "-2, report": (("-2",), ("-2", "-q", "-z", "sipexplain,report"))}    # without, with


def added(tshark, capture, without, ours, runs):
    """The processor time without the plugin, what it adds to that and to the peak; None if there is no end to it."""
    plain = tshark.usage(capture, False, without, runs, SECONDS_LIMIT)
    with_plugin = tshark.usage(capture, True, ours, runs, SECONDS_LIMIT)
    if plain is None or with_plugin is None:
        return None
    return plain.seconds, with_plugin.seconds - plain.seconds, with_plugin.peak - plain.peak


def is_linear(small, large, chance):
    return large <= LIMIT * max(small, 0) + chance


def measure_input(tshark, folder, name, size, runs):
    captures = []
    for factor in (1, FACTOR):
        captures.append(folder / f"{name}-{factor}.pcap")
        frames = INPUTS[name].frames
        traffic.write(captures[-1], frames(size * factor), frames in bad.BACKWARDS)
    good = True
    for way, (without, ours) in WAYS.items():
        small, large = (added(tshark, capture, without, ours, runs) for capture in captures)
        line = f"| {INPUTS[name].frames.__name__.replace('_', ' ')} | {size:,} | {size * FACTOR:,} | {way} "
        if small is None or large is None:
            print(f"{line}| more than {SECONDS_LIMIT} s of processor time: **not linear** |", flush=True)
            good = False
            continue
        marks = []
        if not is_linear(small[1], large[1], CHANCE_SECONDS + CHANCE_SHARE * large[0]):
            marks.append("time")
        if not is_linear(small[2], large[2], CHANCE_KIB):
            marks.append("memory")
        good = good and not marks
        print(f"{line}| {small[0]:.2f} | {large[0]:.2f} | {small[1]:+.2f} | {large[1]:+.2f} "
              f"| {small[2] / 1024:+.1f} | {large[2] / 1024:+.1f} "
              f"| {'**not linear: ' + ', '.join(marks) + '**' if marks else 'linear'} |", flush=True)
    for capture in captures:
        capture.unlink()
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", metavar="BUILD-FOLDER", help="where the plugin was built")
    parser.add_argument("--only", metavar="NAME", choices=INPUTS, action="append",
                        help="this one alone, also more than once: " + ", ".join(INPUTS))
    parser.add_argument("--runs", type=int, default=2, help="the least of so many runs counts (default: 2)")
    parser.add_argument("--divide", type=int, default=1, metavar="BY",
                        help="smaller captures, not where the size of a datagram grows")
    options = parser.parse_args()

    with measure.staged(options.build) as (tshark, folder):
        print(f"{tshark.version()}\n")
        print("| input | size | and | read | seconds without | and | added by sipexplain | and | MiB added | and | |")
        print("| --- | --: | --: | --- | --: | --: | --: | --: | --: | --: | --- |")
        good = True
        for name in options.only or INPUTS:
            size = INPUTS[name].size
            if INPUTS[name].frames not in bad.SIZES:
                size //= options.divide
            good = measure_input(tshark, folder, name, size, options.runs) and good
    print("\nAll linear." if good else "\nNOT LINEAR, see above.")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
