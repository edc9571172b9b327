# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin costs: instructions and cache misses per frame, start-up and memory of tshark with it, over without it.

They are counted by cachegrind, so they do not depend on how busy the machine is. Those of a frame come from two captures
of different size, so that start-up and whatever else does not grow with the capture cancel out.

Prints the tables of data/manual/cost.md. Ends with 1 where something is over its limit.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import hashlib
import itertools
import json
import os
import pathlib
import shutil
import sys

import measure
import traffic
import tree

# At the first one, all calls of interleaved traffic have begun; in between, each frame of a call comes equally often.
SMALL, LARGE = 2000, 4000
MEMORY_FRAMES, MANY_FRAMES = 150_000, 1_000_000
# On interleaved calls, against tshark without plugin and without -z.
TAPS = {"sipexplain,stat": 1.05, "sipexplain,report": 1.05, "sipexplain,ndjson": 1.25, "sipexplain,tsv": 1.25}
START_LIMIT = 1.01
MEMORY_LIMIT = 1.10
# Where memory is linear, a frame costs no more in a large capture than in a small one. Hash tables grow by leaps.
LINEAR_LIMIT = 1.25

Kind = collections.namedtuple("Kind", "title frames limit lua")
KINDS = {
    "calls": Kind("SIP calls", lambda: traffic.interleaved(traffic.call()), 1.02, False),
    "short": Kind("SIP calls, short messages", lambda: traffic.interleaved(traffic.short_call()), 1.03, False),
    "failing": Kind("SIP calls that all fail", lambda: traffic.interleaved(traffic.failing_call()), 1.10, False),
    "words": Kind("SIP calls that all fail, in the server's own words",
                  lambda: traffic.interleaved(traffic.call_refused_in_own_words()), 1.35, False),
    "sequence": Kind("SIP calls, one after another", lambda: traffic.one_after_another(traffic.call()), 1.02, True),
    "other": Kind("other traffic", lambda: traffic.one_after_another(traffic.other_traffic()), 1.005, True),
}
KNOWN = "benchmark-without.json"
PARTS = (*KINDS, "taps", "tree", "start", "memory")


class Benchmark:
    def __init__(self, tshark, folder, pool, known):
        self._tshark = tshark
        self._folder = folder
        self._pool = pool
        self._known = known     # counts without the plugin, which are the same each time; None: count them again
        self._jobs = {}     # what to count -> its counts for the two captures
        self.over = []      # what is over its limit

    def write(self, kind, frames):
        path = self._folder / f"{kind}-{frames}.pcap"
        if not path.exists():
            traffic.write(path, itertools.islice(KINDS[kind].frames(), frames))
        return path

    def _count(self, capture, plugin, arguments):
        if plugin or self._known is None:
            return self._tshark.count(capture, plugin, arguments)
        key = "|".join([self._tshark.version(), *measure.CACHEGRIND, *arguments,
                        hashlib.sha256(capture.read_bytes()).hexdigest()])
        if key not in self._known:
            self._known[key] = self._tshark.count(capture, plugin, arguments)
        return measure.Count(*self._known[key])

    def begin(self, kind, plugin, arguments=()):
        """Counts in the background; who wants the result gets it from per_frame()."""
        if (kind, plugin, arguments) not in self._jobs:
            self._jobs[kind, plugin, arguments] = [
                self._pool.submit(self._count, self.write(kind, frames), plugin, arguments)
                for frames in (LARGE, SMALL)]

    def per_frame(self, kind, plugin, arguments=()):
        self.begin(kind, plugin, arguments)
        large, small = (job.result() for job in self._jobs[kind, plugin, arguments])
        return measure.Count(*((a - b) / (LARGE - SMALL) for a, b in zip(large, small)))

    def ratio(self, name, ours, without, limit):
        if ours / without > limit:
            self.over.append(f"{name}: {ours / without:.4f}, limit {limit:g}")
        return f"{ours / without:.4f}"

    def kinds(self, wanted):
        print("| per frame, list mode | instructions without | sipexplain | ratio | limit "
              "| I1 misses without | sipexplain | ratio |")
        print("| --- | --: | --: | --: | --: | --: | --: | --: |")
        for name in wanted:
            kind = KINDS[name]
            without, ours = (self.per_frame(name, plugin) for plugin in (False, True))
            print(f"| {kind.title} | {without.instructions:,.0f} | {ours.instructions:,.0f} "
                  f"| {self.ratio(kind.title, ours.instructions, without.instructions, kind.limit)} | {kind.limit:g} "
                  f"| {without.misses:,.0f} | {ours.misses:,.0f} | {ours.misses / without.misses:.4f} |", flush=True)

    def lua(self, wanted, arguments):
        print("\n| instructions per frame, list mode | without | naive Lua | ratio |")
        print("| --- | --: | --: | --: |")
        for name in wanted:
            without, naive = (count.instructions for count in (self.per_frame(name, False),
                                                               self.per_frame(name, False, arguments)))
            print(f"| {KINDS[name].title} | {without:,.0f} | {naive:,.0f} | {naive / without:.2f} |", flush=True)

    def taps(self):
        without = self.per_frame("calls", False).instructions
        print("\n| SIP calls, with | instructions per frame | ratio to without | limit |")
        print("| --- | --: | --: | --: |")
        for tap, limit in TAPS.items():
            ours = self.per_frame("calls", True, ("-z", tap)).instructions
            print(f"| `-z {tap}` | {ours:,.0f} | {self.ratio(f'-z {tap}', ours, without, limit)} | {limit:g} |",
                  flush=True)

    def begin_tree(self):
        for row in tree.ROWS:
            self.begin("calls", False, row.without)
            self.begin("calls", True, row.ours)
        for row in tree.IN_LANGUAGE:
            self.begin("calls", True, (*tree.LANGUAGE, *row.ours))

    def tree(self):
        print("\n| SIP calls, read otherwise | instructions without | sipexplain | ratio | limit |")
        print("| --- | --: | --: | --: | --: |")
        for row in tree.ROWS:
            without, ours = (self.per_frame("calls", plugin, arguments).instructions
                             for plugin, arguments in ((False, row.without), (True, row.ours)))
            print(f"| {row.title} | {without:,.0f} | {ours:,.0f} | {self.ratio(row.title, ours, without, row.limit)} "
                  f"| {row.limit:g} |", flush=True)
        print("\n| what is added per frame | in English | in Japanese | ratio | limit |")
        print("| --- | --: | --: | --: | --: |")
        for row in tree.IN_LANGUAGE:
            without = self.per_frame("calls", False, row.without).instructions
            english, japanese = (self.per_frame("calls", True, arguments).instructions - without
                                 for arguments in (row.ours, (*tree.LANGUAGE, *row.ours)))
            ratio = self.ratio(f"{row.title} in Japanese", japanese, english, tree.LANGUAGE_LIMIT)
            print(f"| {row.title} | {english:,.0f} | {japanese:,.0f} | {ratio} | {tree.LANGUAGE_LIMIT:g} |", flush=True)

    def start(self):
        empty = self.write("calls", 0)
        without, ours = (job.result().instructions for job in [self._pool.submit(self._tshark.count, empty, plugin)
                                                               for plugin in (False, True)])
        print("\n| | without | sipexplain | ratio | limit |")
        print("| --- | --: | --: | --: | --: |")
        print(f"| start-up, million instructions | {without / 1e6:,.0f} | {ours / 1e6:,.0f} "
              f"| {self.ratio('start-up', ours, without, START_LIMIT)} | {START_LIMIT:g} |")
        print(f"| library, MB | | {self._tshark.library_size() / 1e6:.2f} | | |", flush=True)

    def _memory_row(self, name, frames, ours, without):
        added = (ours.peak - without.peak) * 1024 / frames
        print(f"| {name} | {without.peak / 1024:,.0f} | {ours.peak / 1024:,.0f} "
              f"| {self.ratio(name, ours.peak, without.peak, MEMORY_LIMIT)} | {MEMORY_LIMIT:g} | {added:,.0f} |", flush=True)
        return added

    def memory(self, quick):
        print("\n| peak memory, MiB | without | sipexplain | ratio | limit | bytes per frame |")
        print("| --- | --: | --: | --: | --: | --: |")
        calls, failing = (self.write(kind, MEMORY_FRAMES) for kind in ("calls", "failing"))
        without = self._tshark.usage(calls, False, runs=3)
        added = self._memory_row(f"{MEMORY_FRAMES:,} frames of SIP calls", MEMORY_FRAMES,
                                 self._tshark.usage(calls, runs=3), without)
        for tap in TAPS:
            self._memory_row(f"the same with `-z {tap}`", MEMORY_FRAMES,
                             self._tshark.usage(calls, True, ("-z", tap), runs=3), without)
        self._memory_row(f"{MEMORY_FRAMES:,} frames of calls that all fail", MEMORY_FRAMES,
                         self._tshark.usage(failing, runs=3), self._tshark.usage(failing, False, runs=3))
        if quick:
            print(f"\n{MANY_FRAMES:,} frames: left out.")
            return
        many = self.write("calls", MANY_FRAMES)
        of_many = self._memory_row(f"{MANY_FRAMES:,} frames of SIP calls", MANY_FRAMES, self._tshark.usage(many),
                                   self._tshark.usage(many, False))
        # Two MiB of it are nobody's: what a run takes differs by so much from run to run.
        if of_many > added * LINEAR_LIMIT + 2 * 1024 * 1024 / MANY_FRAMES:
            self.over.append(f"memory is not linear: {added:,.0f} bytes per frame, then {of_many:,.0f}")


@contextlib.contextmanager
def known_counts(path):
    known = json.loads(path.read_text()) if path.exists() else {}
    yield known
    path.write_text(json.dumps(known))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", metavar="BUILD-FOLDER", help="where the plugin was built")
    parser.add_argument("--only", metavar="NAME", choices=PARTS, action="append",
                        help="this part alone, also more than once: " + ", ".join(PARTS) + "; without naive Lua, and with the "
                        "counts without plugin of the last time, which BUILD-FOLDER keeps")
    parser.add_argument("--quick", action="store_true", help=f"without the capture of {MANY_FRAMES:,} frames")
    options = parser.parse_args()
    wanted = options.only or PARTS
    kinds = [name for name in KINDS if name in wanted]
    in_lua = [name for name in kinds if KINDS[name].lua and not options.only]

    known = known_counts(pathlib.Path(options.build, KNOWN)) if options.only else contextlib.nullcontext()
    with known as counts, measure.staged(options.build) as (tshark, folder), \
            concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        benchmark = Benchmark(tshark, folder, pool, counts)
        lua = ("-X", f"lua_script:{shutil.copy(measure.HERE / 'naive.lua', folder)}")
        for name in kinds:
            for plugin in (False, True):
                benchmark.begin(name, plugin)
        if "taps" in wanted:
            benchmark.begin("calls", False)
            for tap in TAPS:
                benchmark.begin("calls", True, ("-z", tap))
        if "tree" in wanted:
            benchmark.begin_tree()
        for name in in_lua:
            benchmark.begin(name, False, lua)

        print(f"{tshark.version()}\n")
        if kinds:
            benchmark.kinds(kinds)
        if in_lua:
            benchmark.lua(in_lua, lua)
        if "taps" in wanted:
            benchmark.taps()
        if "tree" in wanted:
            benchmark.tree()
        if "start" in wanted:
            benchmark.start()
        if "memory" in wanted:
            benchmark.memory(options.quick)

    print("\nWithin the limits." if not benchmark.over else "\nOVER THE LIMITS:\n" + "\n".join(benchmark.over))
    sys.exit(1 if benchmark.over else 0)


if __name__ == "__main__":
    main()
