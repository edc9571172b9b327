# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin costs: instructions per frame, start-up and memory of tshark with it, over without it.

Instructions are counted by callgrind, so the figures do not depend on how busy the machine is. Those of a frame come from
two captures of different size, so that start-up and whatever else does not grow with the capture cancel out.

usage: benchmark.py BUILD-FOLDER   (or: cmake --build BUILD-FOLDER --target benchmark)
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import traffic

# Wireshark's hash tables have a seed of their own in each run, which moves the
# sum by about a million instructions; the larger capture makes that small.
SMALL, LARGE = 1000, 15_000
REPEATS = 3  # The least counts.
MEMORY_FRAMES = 150_000
HERE = pathlib.Path(__file__).resolve().parent
LIMITS = {"SIP calls": 1.03, "other traffic": 1.01}
TAPS = ("sipexplain,stat", "sipexplain,report")
TAP_LIMIT = 1.05    # on SIP calls, against tshark without plugin and without -z
MEMORY_LIMIT = 1.02


def command(folder, prefix, capture, plugin, extra=()):
    """tshark in list mode, without rights, since a root tshark ignores WIRESHARK_PLUGIN_DIR."""
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    environment = [f"HOME={folder / 'home'}", "LC_ALL=C.UTF-8",
                   f"WIRESHARK_PLUGIN_DIR={folder / ('plugins' if plugin else 'none')}"]
    return [*user, "env", *environment, *prefix, "tshark", *extra, "-r", str(capture)]


def run(arguments, **options):
    result = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
                            **options)
    if result.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: exit status {result.returncode}\n{result.stderr}")
    return result.stderr


def instructions(folder, capture, plugin, extra=()):
    prefix = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    report = run(command(folder, prefix, capture, plugin, extra))
    return int(re.search(r"Collected : (\d+)", report).group(1))


PEAK = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); " \
       "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


def peak_memory(folder, capture, plugin, extra=()):
    """KiB, the least of three runs."""
    arguments = [sys.executable, "-c", PEAK, *command(folder, [], capture, plugin, extra)]
    return min(int(subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout)
               for _ in range(3))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        for empty in ("home", "none"):
            (folder / empty).mkdir()
            (folder / empty).chmod(0o777)
        shutil.copytree(build / "plugins", folder / "plugins")
        shutil.copy(HERE / "naive.lua", folder)
        measure(folder)


def measure(folder):
    lua = ("-X", f"lua_script:{folder / 'naive.lua'}")
    kinds = {"SIP calls": traffic.sip_calls(), "other traffic": traffic.other_traffic()}
    variants = {"without": (False, ()), "sipexplain": (True, ()), "naive Lua": (False, lua)}

    jobs = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for number, (kind, template) in enumerate(kinds.items()):
            for size in (SMALL, LARGE):
                capture = folder / f"{number}-{size}.pcap"
                traffic.write(capture, template, size)
                for variant, (plugin, extra) in variants.items():
                    jobs[kind, variant, size] = [pool.submit(instructions, folder, capture, plugin, extra)
                                                 for _ in range(REPEATS)]
                for tap in TAPS if kind == "SIP calls" else ():
                    jobs[kind, tap, size] = [pool.submit(instructions, folder, capture, True, ("-z", tap))
                                             for _ in range(REPEATS)]
        empty = folder / "empty.pcap"
        traffic.write(empty, kinds["SIP calls"], 0)
        start_up = {plugin: pool.submit(instructions, folder, empty, plugin) for plugin in (False, True)}

    def per_frame(kind, variant):
        small, large = (min(job.result() for job in jobs[kind, variant, size]) for size in (SMALL, LARGE))
        return (large - small) / (LARGE - SMALL)

    version = subprocess.run(["tshark", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                             check=True).stdout.split("\n", 1)[0]
    print(f"{version}\n")
    print("| instructions per frame, list mode | without | sipexplain | ratio | naive Lua | ratio |")
    print("| --- | --: | --: | --: | --: | --: |")
    good = True
    for kind in kinds:
        without, ours, naive = (per_frame(kind, variant) for variant in variants)
        good = good and ours / without <= LIMITS[kind]
        print(f"| {kind} | {without:,.0f} | {ours:,.0f} | {ours / without:.4f} | {naive:,.0f} | {naive / without:.2f} |")

    without = per_frame("SIP calls", "without")
    print("\n| SIP calls, with | instructions per frame | ratio to without |")
    print("| --- | --: | --: |")
    for tap in TAPS:
        ours = per_frame("SIP calls", tap)
        good = good and ours / without <= TAP_LIMIT
        print(f"| -z {tap} | {ours:,.0f} | {ours / without:.4f} |")

    memory = folder / "memory.pcap"
    traffic.write(memory, kinds["SIP calls"], MEMORY_FRAMES)
    starts = {plugin: job.result() for plugin, job in start_up.items()}
    peaks = {plugin: peak_memory(folder, memory, plugin) for plugin in (False, True)}
    tap_peaks = {tap: peak_memory(folder, memory, True, ("-z", tap)) for tap in TAPS}
    library = next(folder.glob("plugins/*/epan/sipexplain.so")).stat().st_size
    print("\n| | without | sipexplain | ratio |")
    print("| --- | --: | --: | --: |")
    print(f"| start-up, million instructions | {starts[False] / 1e6:,.0f} | {starts[True] / 1e6:,.0f} "
          f"| {starts[True] / starts[False]:.4f} |")
    print(f"| peak memory on {MEMORY_FRAMES:,} SIP frames, MiB | {peaks[False] / 1024:,.0f} | {peaks[True] / 1024:,.0f} "
          f"| {peaks[True] / peaks[False]:.4f} |")
    for tap, peak in tap_peaks.items():
        good = good and peak / peaks[False] <= MEMORY_LIMIT
        print(f"| the same with -z {tap}, MiB | {peaks[False] / 1024:,.0f} | {peak / 1024:,.0f} "
              f"| {peak / peaks[False]:.4f} |")
    print(f"\nSize of the library: {library / 1e6:.2f} MB")
    good = good and starts[True] / starts[False] <= 1.01
    print("Within the limits." if good else "OVER THE LIMITS.")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
