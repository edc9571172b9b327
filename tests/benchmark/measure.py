# SPDX-License-Identifier: GPL-2.0-or-later
"""tshark with the plugin that was built or without it: instructions, cache misses, processor time and memory of a run."""

import collections
import contextlib
import functools
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
# The caches are those of a common processor, not of the one that we happen to run on.
CACHEGRIND = ("valgrind", "--tool=cachegrind", "--cachegrind-out-file=/dev/null", "--cache-sim=yes",
              "--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64")

Count = collections.namedtuple("Count", "instructions misses")  # misses: of the first cache of instructions
Usage = collections.namedtuple("Usage", "seconds peak")         # of processor time; KiB


class Tshark:
    """In list mode unless told otherwise, with nobody's preferences, and without rights, since a root tshark ignores
    WIRESHARK_PLUGIN_DIR."""

    def __init__(self, build, folder):
        self._folder = folder
        folder.chmod(0o755)
        for empty in ("home", "none"):
            (folder / empty).mkdir()
            (folder / empty).chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(folder / "home", "nobody", "nogroup")
        shutil.copytree(build / "plugins", folder / "plugins")
        subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-o", folder / "seed.so", HERE / "seed.c"],
                       check=True)

    def _run(self, tool, capture, plugin, arguments, limit=None):
        """What it said on standard error, and what the system says of it; None if it takes more processor time in seconds
        than the limit."""
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIRESHARK", "XDG_"))}
        environment.update(HOME=str(self._folder / "home"), LC_ALL="C.UTF-8", LD_PRELOAD=str(self._folder / "seed.so"),
                           WIRESHARK_PLUGIN_DIR=str(self._folder / ("plugins" if plugin else "none")))
        command = [*user, *tool, "tshark", *arguments, "-r", str(capture)]
        with tempfile.TemporaryFile("w+") as errors:
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors,
                                       preexec_fn=limit and functools.partial(
                                           resource.setrlimit, resource.RLIMIT_CPU, (limit, limit + 1)))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            said = errors.read()
        if limit and process.returncode == -signal.SIGXCPU:
            return None
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit status {process.returncode}\n{said}")
        return said, usage

    def count(self, capture, plugin=True, arguments=()):
        """With cachegrind, so the figures do not depend on how busy the machine is."""
        said, _ = self._run(CACHEGRIND, capture, plugin, arguments)
        return Count(*(int(re.search(rf"{name}\s*:\s*([\d,]+)", said).group(1).replace(",", ""))
                       for name in ("I +refs", "I1 +misses")))

    def usage(self, capture, plugin=True, arguments=(), runs=1, limit=None):
        """The least of so many runs; None where one takes more seconds than the limit."""
        done = [self._run((), capture, plugin, arguments, limit) for _ in range(runs)]
        if None in done:
            return None
        found = [usage for _, usage in done]
        return Usage(min(usage.ru_utime + usage.ru_stime for usage in found), min(usage.ru_maxrss for usage in found))

    def library_size(self):
        return next(self._folder.glob("plugins/*/epan/sipexplain.so")).stat().st_size

    @staticmethod
    def version():
        return subprocess.run(["tshark", "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              check=True).stdout.split("\n", 1)[0]


@contextlib.contextmanager
def staged(build):
    """tshark in a folder that every user can read, and the folder for captures."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tshark = Tshark(pathlib.Path(build), folder)
        captures = folder / "captures"
        captures.mkdir()
        captures.chmod(0o755)
        yield tshark, captures
