# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs tshark with the plugin that was built, and nobody's preferences; and the command."""

import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import command_line
import pytest
import register_once

# Helpers with assertions of their own.
pytest.register_assert_rewrite("ladders", "claims")

# Which tests are run: "all" where nothing is said.
SELECTIONS = ("all", "quick", "another version", "sanitizers")
# Names of vendors, enterprises and ports, which a Wireshark before 4.4 reads at every start: half of the time of a
# start, and nothing that is tested here speaks of them. It goes on without.
NAMES = {"manuf", "enterprises.tsv", "services"}

FAULTS = re.compile(r"Dissector bug|ERROR: AddressSanitizer|runtime error:")
UNPRIVILEGED = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
TOP = pathlib.Path(__file__).resolve().parents[2]
TSHARK = os.environ.get("TSHARK", "tshark")


def pytest_configure(config):
    if "SIPEXPLAIN_BUILD_DIR" not in os.environ:
        raise pytest.UsageError("Set SIPEXPLAIN_BUILD_DIR to the folder that the plugin was built in.")
    if os.environ.get("SIPEXPLAIN_TESTS", "all") not in SELECTIONS:
        raise pytest.UsageError(f"SIPEXPLAIN_TESTS is one of: {', '.join(SELECTIONS)}.")
    for marker in ("every_version: runs with another version of Wireshark too, though it has no fixture that does",
                   "once(why): what it shows cannot depend on the version of Wireshark",
                   "not_sanitized(why): shows nothing more where the code is built with sanitizers",
                   "not_quick(why): takes long, and shows little of what one changes between two edits"):
        config.addinivalue_line("markers", marker)
    config.left_out = {}        # file and reason -> number of tests


def why_left_out(item, selection):
    """Why a test is not run, or not again with another version of Wireshark or with sanitizers; None if it is."""
    once, not_sanitized = item.get_closest_marker("once"), item.get_closest_marker("not_sanitized")
    not_quick = item.get_closest_marker("not_quick")
    if selection == "another version":
        if once:
            return once.args[0]
        if "wireshark" not in item.fixturenames and not item.get_closest_marker("every_version"):
            return "runs no program of Wireshark"
    elif selection == "sanitizers":
        if not_sanitized:
            return not_sanitized.args[0]
        if not {"wireshark", "command", "build_dir"} & set(item.fixturenames):
            return "runs no code of the build"
    elif selection == "quick" and not_quick:
        return not_quick.args[0]
    return None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leaves out what was shown on this commit already, by the tests of this system's own build, or takes too long."""
    selection = os.environ.get("SIPEXPLAIN_TESTS", "all")
    left_out = {item: why for item in items if (why := why_left_out(item, selection))}
    for item, why in left_out.items():
        key = f"{item.path.name}: {why}"
        config.left_out[key] = config.left_out.get(key, 0) + 1
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session):
    # A worker of pytest-xdist tells nobody but the process that started it.
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    node.config.left_out = getattr(node, "workeroutput", {}).get("left_out", node.config.left_out)


def pytest_terminal_summary(terminalreporter, config):
    """tests/lib.sh looks for these lines."""
    for key, count in sorted(config.left_out.items()):
        terminalreporter.write_line(f"LEFT OUT: {count} of {key}")


@pytest.fixture(scope="session")
def build_dir():
    return pathlib.Path(os.environ["SIPEXPLAIN_BUILD_DIR"]).resolve()


@pytest.fixture(scope="session")
def command(build_dir):
    return command_line.Command(build_dir / "sipexplain")


@pytest.fixture(scope="session")
def shared_dir():
    """Facts and captures from other projects, or None where there are none."""
    folder = pathlib.Path(os.environ.get("SIPEXPLAIN_SHARED", TOP.parent / "shared"))
    return folder if folder.is_dir() else None


@pytest.fixture(scope="session")
def work_dir():
    """A folder that the user whom tshark runs as can read and call home.

    Not pytest's own: that lies in a folder which nobody else may enter.
    """
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sipexplain-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


class Wireshark:
    """Wireshark's programs, with the plugin."""

    def __init__(self, build_dir, work_dir):
        (plugin,) = build_dir.glob("plugins/*/epan/sipexplain.so")
        self.version = plugin.parts[-3]
        self.folder = work_dir
        self._read = {}         # what tshark said, by its arguments and the bytes of the capture
        # The build folder may lie where only its owner can read.
        shutil.copytree(build_dir / "plugins", work_dir / "plugins")
        home = work_dir / "home"
        home.mkdir()
        # Where it was not built, each run of tshark is one from the start.
        library = build_dir / "tests" / "register_once.so"
        self._library = shutil.copy(library, work_dir) if library.exists() else None
        self._tshark = None     # one that has registered all it has, and waits for arguments
        self._command = []
        if os.geteuid() == 0:
            # A root tshark takes no plugins but the installed ones.
            self._command = UNPRIVILEGED
            shutil.chown(home, "nobody", "nogroup")
        self._env = {name: value for name, value in os.environ.items()
                     if not name.startswith(("WIRESHARK", "XDG_"))}
        self._env.update(HOME=str(home), LC_ALL="C.UTF-8", WIRESHARK_PLUGIN_DIR=str(work_dir / "plugins"),
                         WIRESHARK_DATA_DIR=str(self._data()))
        if os.environ.get("SIPEXPLAIN_PRELOAD"):
            # Wireshark's own allocator hands out pieces of blocks, and the sanitizer sees the blocks alone.
            self._env.update(LD_PRELOAD=os.environ["SIPEXPLAIN_PRELOAD"], ASAN_OPTIONS="detect_leaks=0",
                             UBSAN_OPTIONS="print_stacktrace=1", WIRESHARK_DEBUG_WMEM_OVERRIDE="simple")

    def _data(self):
        """A folder like that of Wireshark's own data, without the lists of names."""
        folders = subprocess.run([TSHARK, "-G", "folders"], check=True, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True).stdout
        data = self.folder / "data"
        data.mkdir()
        for path in pathlib.Path(re.search(r"^Global configuration:\s+(.*)$", folders, flags=re.M)[1]).iterdir():
            if path.name not in NAMES:
                (data / path.name).symlink_to(path)
        return data

    def _run(self, program, args, stdin, env):
        """As subprocess.run(); tshark, which is meant by most, runs without what it does the same way each time."""
        if program == TSHARK and not env and self._library and register_once.Tshark.can_run(args):
            if self._tshark is None:
                self._tshark = register_once.Tshark(self._library, [*self._command, program], self._env, self.folder)
            return self._tshark.run(args, stdin)
        return subprocess.run([*self._command, program, *args], input=stdin, env={**self._env, **env},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)

    def close(self):
        if self._tshark is not None:
            self._tshark.close()

    def run(self, program, *args, stdin="", env=(), status=0):
        """Standard output of a program; whatever looks like a fault fails the test. A status of None stands for any."""
        done = self._run(program, list(map(str, args)), stdin.encode(), dict(env))
        out, err = (text.decode("utf-8", "backslashreplace") for text in (done.stdout, done.stderr))
        self.errors, self.status = err, done.returncode     # of the last program
        assert status in (None, done.returncode), f"{program} {args} ended with {done.returncode}: {err}"
        for text in (out, err):
            fault = FAULTS.search(text)
            assert fault is None, f"{program} {args}: {text[max(fault.start() - 500, 0):fault.end() + 500]}"
        return out

    def start(self, program, *args, env=()):
        """The same without waiting for its end: the process."""
        return subprocess.Popen([*self._command, program, *map(str, args)], env={**self._env, **dict(env)},
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                cwd=self.folder)

    def tshark(self, *args, capture):
        return self.run(TSHARK, "-r", capture, *args)

    def _tshark_once(self, *args, capture):
        """The same, but what was asked before is not asked again: most of a run is the start of tshark."""
        key = args, hashlib.sha256(pathlib.Path(capture).read_bytes()).digest()
        if key not in self._read:
            self._read[key] = self.tshark(*args, capture=capture)
        return self._read[key]

    def fields(self, capture, *names, args=()):
        """For each frame a list with the values of each field, as a list."""
        options = [word for name in names for word in ("-e", name)]
        out = self._tshark_once("-T", "fields", "-E", "separator=/t", "-E", "aggregator=\x01", *options, *args,
                                capture=capture)
        rows = [line.split("\t") for line in out.split("\n")[:-1]]
        return [[value.split("\x01") if value else [] for value in row] for row in rows]

    def frames(self, capture, display_filter, args=()):
        """Numbers of the frames that a filter finds, with nothing else asked for."""
        out = self._tshark_once("-Y", display_filter, "-o", 'gui.column.format:"No.","%m"', *args, capture=capture)
        return [int(line) for line in out.split()]

    def write(self, capture, name):
        """Writes a capture to where tshark can read it."""
        path = self.folder / f"{name}.pcap"
        capture.write(path)
        path.chmod(0o644)
        return path


@pytest.fixture(scope="session")
def wireshark(build_dir, work_dir):
    programs = Wireshark(build_dir, work_dir)
    yield programs
    programs.close()
