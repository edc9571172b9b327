# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the command lines of README and of the manual in a fresh Debian system, in the order in which a reader meets them.

fresh.sh makes the system, and calls this as root. Each line is run in a login shell of its own in the checkout, as it
stands there, but that root leaves "sudo" out, for there is none. What README has below Install and Uninstall is taken
at its word, so both ways of installing are installed and removed; then the reader installs again, root for all and the
user for himself, and goes on with what can be done with it.

usage: fresh.py FOLDER-OF-THE-SYSTEM USER CHECKOUT-IN-IT FILE-FOR-WHAT-IS-NOT-RUN TESTS

TESTS is what "run.sh quick" runs: all, some (the end-to-end tests of one file), or none.
"""

import os
import pathlib
import re
import resource
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "e2e"))

import pages  # noqa: E402

# How the lines begin that are not run, and why.
QUICK = "bash tests/run.sh quick"
MANY, TREE, WINDOWS = "tests/many_captures.sh runs it", "tests/tree.sh runs it", "tests/windows.sh runs it, or its like"
NOT_RUN = {
    "wireshark -C": "needs a desktop; tshark is started with the same profile",
    QUICK: "takes too long: it is run in Debian 13 as a user, with the end-to-end tests of one file; "
           "fresh.sh --all-tests runs it as it is",
    "bash tests/run.sh": "takes too long, and is what runs this",
    "python3 tests/e2e/run.py FILE": "has no file's name; tests/run.sh runs it for all files",
    "bash data/examples/explain-captures.sh ndjson /srv/": MANY,
    "RESULTS=results psql": MANY,
    "psql": MANY,
    "bash data/examples/clickhouse": MANY,
    "clickhouse-client": MANY,
    "duckdb": "Debian has no package of it; tried by hand",
    "find results": "needs a server that Debian has no package of; not tried",
    "    curl": "is the end of the line above",
    "cp -r sipexplain wireshark": TREE,
    "cmake -S wireshark": TREE,
    "cmake --build wireshark-build": TREE,
    "cpack -G RPM": "needs rpmbuild; tests/packages.sh runs it",
    "[Console]": "needs Windows",
    "sipexplain --language ja 404 | Select-String": "needs Windows",
    "bash tests/windows.sh": "tests/run.sh runs it",
    "bash tests/systems.sh": "tests/run.sh runs it",
    "cmake -S . -B build-windows": WINDOWS,
    "cmake --build build-windows": WINDOWS,
    "cmake -S . -B build -G Ninja -DBUILD_TESTING=ON": "measures for half an hour; nothing runs it but whoever measures",
}
# What root does not run.
PACKAGES = ("bash data/packaging/make.sh", "sudo apt-get install ./", "cpack -G DEB")
# Command lines in the midst of sentences.
INLINE = re.compile(r"`((?:tshark (?:-G|-C)|sipexplain --json \d|man |cpack |bash tests/|cmake -|python3 )[^`\n]*)`")

# What a line must say, on its output or in the file that it writes.
SAYS = {
    "bash tests/demo.sh": ["Diagnosis: Warning 305 says", "Finding: media-no-common-codec"],
    "tshark -G plugins": [r"(?m)^sipexplain\.so\s.*/epan/sipexplain\.so$"],
    "tshark -G folders": [r"(?im)plugins:\s+/"],
    "tshark -C": [r"\b403\b.*the password or the realm is wrong"],
    r".* sipexplain,(report|calls|html|ndjson)": ["auth-refused"],
    r".* 'sipexplain,report,ip.addr": ["SIP Explanation Report for ip.addr"],
    r".* 'sipexplain,tsv": ["auth-refused"],
    r".* sipexplain,stat": [r"\b403\b.*Forbidden"],
    r"tshark .* sort -rn$": [r"(?m)^ +1 403\t"],
    r"tshark .*language:ja": ["[\u3040-\u30ff]"],
    r"tshark .*language:de": ["Passwort"],
    r"tshark .* -z expert": ["403 Forbidden"],
    "LANGUAGE=pt_BR": ["não|requisição"],
    r"sipexplain .*zh_CN": ["[\u4e00-\u9fff]"],
    r"sipexplain compare 486 600": ["600 Busy Everywhere"],
    r"sipexplain --json \d": [r'"code": ?\d'],
    r"sipexplain (--json )?list 4xx": ["488"],
    r"sipexplain --json list \| jq": ["(?m)^423$"],
    "man ": ["SIPEXPLAIN|sipexplain"],
    r"bash data/examples/explain-captures\.sh": ["1 captures in .*, 1 of them with a result"],
}
# What a system has that a reader uses, and that the text does not speak of.
NEEDS = {"man ": "man-db"}
TIME_LIMIT = 1800   # seconds for a line
LAST = 40           # lines of output that are shown of a failure
OUR_NAMES = re.compile("sipexplain|SIP Explain")
SAID_BY_ROOT = re.compile(r'Running as user "root" and group "root". This could be dangerous.\n')


def busy():
    """Processor seconds of all that was run so far."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Failure(Exception):
    pass


class System:
    """A fresh system, and the reader who sits before it."""

    def __init__(self, root, user, checkout):
        self.root, self.user, self.checkout = root, user, checkout
        self.home = pathlib.Path(checkout).parent

    def path(self, name):
        return self.root / str(name).lstrip("/")

    def shell(self, line):
        """What a line writes, on the output and otherwise, and its status."""
        login = ["chroot", str(self.root), "su", "-", self.user, "-c", f"cd '{self.checkout}' && set -eu -o pipefail && {line}"]
        try:
            done = subprocess.run(login, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIME_LIMIT, text=True,
                                  errors="backslashreplace", env={"PATH": os.environ["PATH"], "TERM": "dumb"})
        except subprocess.TimeoutExpired:
            raise Failure(f"it took more than {TIME_LIMIT} s") from None
        return done.stdout, done.stderr, done.returncode

    def run(self, line):
        """What a line writes, which must work."""
        out, errors, status = self.shell(line)
        if status != 0:
            raise Failure(f"exit status {status}\n{out}{errors}")
        return out, errors

    def install(self, package):
        subprocess.run(["chroot", str(self.root), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "install", package],
                       stdin=subprocess.DEVNULL, capture_output=True, check=True)

    def files(self):
        """All files and folders that an installation can touch, but for folders that many programs share."""
        found = set()
        for top in ("/usr", "/etc", str(self.home)):
            for folder, folders, files in os.walk(self.path(top)):
                folders[:] = [name for name in folders if not (name in (".cache", "__pycache__") or
                                                               pathlib.Path(folder, name) == self.path(self.checkout))]
                found.update(os.path.join(folder, name) for name in files)
                found.update(os.path.join(folder, name) for name in folders if OUR_NAMES.search(name))
        return {name[len(str(self.root)):] for name in found}


class Reader:
    """Goes through the pages and does what they say."""

    def __init__(self, system, tests):
        self.system, self.tests = system, tests
        self.run = 0            # number of lines
        self.failures = 0
        self.seen = set()       # the lines
        self.left_out = []      # place, line and reason of those that are not run
        self.before = None      # the files before the first installation
        self.installed = {}     # build folder -> files that it has put somewhere
        self.shown = ""         # what the demo has shown
        version = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', system.path("etc/os-release").read_text(), flags=re.M)).get("VERSION_ID")
        self.release = f"~deb{version}_" if version else "_"

    def plan(self, page):
        """Number, line and way of what stands in a page, in its order."""
        found = [(number, line, "filter" if pages.is_filter(line) else "line") for number, line in pages.lines(page)]
        found += [(number, line, "transcript") for number, line, _ in pages.transcripts(page)]
        for number, text in enumerate(page.read_text(encoding="utf-8").split("\n"), start=1):
            found += [(number, line.replace(r"\|", "|"), "inline") for line in INLINE.findall(text)]
        return sorted(found)

    def read(self, page, numbers=None):
        """A page, or these lines of it."""
        for number, line, way in self.plan(page):
            if numbers and number not in numbers:
                continue
            place = f"{page.relative_to(pages.TOP)}:{number}"
            reason = self.why_not_run(line)
            if reason:
                self.left_out.append((place, line, reason))
            elif way == "transcript" and f"$ {line}\n" in self.shown or way == "inline" and line in self.seen:
                continue
            else:
                self.do(place, line, way)

    def why_not_run(self, line):
        if line == QUICK and self.tests != "none":
            return None
        if self.system.user == "root" and line.startswith(PACKAGES):
            return "is run as a user with sudo; root makes and installs packages in tests/packages.sh"
        return next((why for begin, why in NOT_RUN.items() if line.startswith(begin)), None)

    def do(self, place, line, way):
        started, worked = time.monotonic(), busy()
        self.run += 1
        self.seen.add(line)
        try:
            if way == "filter":
                self.system.run(f"tshark -r calls.pcap -Y '{line}'")
            else:
                self.command(line)
            print(f"{place}: {line}: {time.monotonic() - started:.1f} s ({busy() - worked:.1f} s)")
        except (Failure, OSError, subprocess.CalledProcessError) as failure:
            self.failures += 1
            reason, _, output = str(failure).partition("\n")
            print(f"FAILED: {place}: {line}\n    {reason}")
            for text in output.splitlines()[-LAST:]:
                print(f"    | {text}")
        sys.stdout.flush()

    def as_typed(self, line):
        """A line as this reader types it, in this system."""
        if self.system.user == "root":
            line = re.sub(r"\bsudo ", "", line)
        if line == QUICK and self.tests == "some":
            line = f"PYTEST_ADDOPTS='-k test_documentation' {line}"
        # Sentences tell of a part of a line, and where it is typed.
        if line == 'tshark -C "SIP Explain"':
            line += " -r calls.pcap"
        if line.startswith("cpack "):
            line = f"cd build && {line}"
        # The manual has the names of the packages for Debian 12, and says what the others are called.
        return line.replace("~deb12_", self.release)

    def command(self, line):
        for begin, package in NEEDS.items():
            if line.startswith(begin):
                self.system.install(package)
        if "--install" in line:
            self.before = self.before or self.system.files()
        out, errors = self.system.run(self.as_typed(line))
        output = out + "".join(self.system.path(f"{self.system.checkout}/{name}").read_text(encoding="utf-8")
                               for name in re.findall(r" > (\S+)$", line))
        if re.match(r"(\w+=\S+ )?(tshark -[^G]|sipexplain) ?", line) and SAID_BY_ROOT.sub("", errors):
            raise Failure(f"it complains\n{errors}")
        if not output:
            raise Failure(f"it says nothing\n{errors}")
        for begin, patterns in SAYS.items():
            for pattern in patterns if re.match(begin, line) else []:
                if not re.search(pattern, output):
                    raise Failure(f"there is no {pattern!r} in what it says\n{output}{errors}")
        self.check(line, output + errors)

    def check(self, line, output):
        """What else must be so after some lines."""
        if line == "bash tests/demo.sh":
            self.shown = output
        elif "--install" in line:
            self.check_installed(re.search(r"--install (\S+)", line)[1], output)
        elif "--target uninstall" in line:
            self.check_uninstalled(re.search(r"--build (\S+)", line)[1])
        elif "explain-captures.sh" in line:
            form, results = re.search(r"(ndjson|tsv)\S* .*captures (\S+)$", line).groups()
            text = self.system.path(f"{self.system.checkout}/{results}/day 1/calls.pcap.{form}").read_text(encoding="utf-8")
            if "auth-refused" not in text:
                raise Failure(f"the result has no finding\n{text}")
        elif "apt-get install ./artefacts/" in line:
            self.check_loaded("/usr/lib/")

    def check_loaded(self, folder):
        """Whether the plugin that tshark loads lies below a folder; None if it must load none."""
        out, errors, _ = self.system.shell("tshark -G plugins | grep sipexplain")
        loaded = re.findall(r"\s(/\S+)$", out, flags=re.M)
        if [path.startswith(folder) for path in loaded if folder] != [True] * bool(folder) or (loaded and not folder):
            raise Failure(f"tshark loads {loaded or 'no plugin'}, not one below {folder}\n{out}{errors}")

    def own_folder(self):
        """Where a plugin lies that tshark loads for this reader alone: root's tshark does not look there."""
        return None if self.system.user == "root" else f"{self.system.home}/.local/lib/"

    def check_installed(self, build, output):
        own, others = "user" in build, [name for name in self.installed if name != build]
        manifest = self.system.path(f"{self.system.checkout}/{build}/install_manifest.txt").read_text(encoding="utf-8")
        files = [name for name in manifest.split("\n") if name]
        below = f"{self.system.home}/" if own else "/usr/"
        for name in ("sipexplain.so", "bin/sipexplain", "man1/sipexplain.1", "man7/sipexplain.7", "manual/index.html",
                     "completions/sipexplain", "profiles/SIP Explain/preferences"):
            if not any(file.startswith(below) and file.endswith(f"/{name}") for file in files):
                raise Failure(f"it does not install {name} below {below}\n{manifest}")
        if missing := [name for name in files if not self.system.path(name).exists()]:
            raise Failure(f"{missing} is not there\n{output}")
        if bool(others) != ("There is another copy" in re.sub(r"\s+", " ", output)):
            raise Failure(f"it should {'' if others else 'not '}say that there is another copy\n{output}")
        if (own and self.system.user == "root") != ("that root starts does not look there" in output):
            raise Failure(f"root should be told that it is not loaded, and nobody else\n{output}")
        self.installed[build] = files
        if not others:
            self.check_loaded(self.own_folder() if own else "/usr/lib/")

    def check_uninstalled(self, build):
        if left := [name for name in self.installed.pop(build, []) if self.system.path(name).exists()]:
            raise Failure(f"{left} is still there")
        if not self.installed:
            # Packages that were installed meanwhile are not meant.
            if left := sorted(name for name in self.system.files() - self.before if OUR_NAMES.search(name)):
                raise Failure(f"what was not there before is left behind: {left}")
            if gone := sorted(self.before - self.system.files()):
                raise Failure(f"what was there before is gone: {gone}")
            self.before = None
        (still,) = self.installed or [None]
        self.check_loaded(still and (self.own_folder() if "user" in still else "/usr/lib/"))


def main(root, user, checkout, left_out, tests):
    system = System(pathlib.Path(root), user, checkout)
    reader = Reader(system, tests)
    text = pages.README.read_text(encoding="utf-8").split("\n")
    use = text.index("## Use") + 1
    reader.read(pages.README, range(1, use))
    # What README has removed is installed again, and its captures are made, to use it.
    build = "build" if user == "root" else "build-user"
    reader.read(pages.README, [number for number, line in enumerate(text, start=1) if line.endswith(f"cmake --install {build}")])
    if reader.failures:
        print(f"{reader.run} lines run, {reader.failures} failed, and the others were not tried")
        return 1
    for name in ("sample", "calls"):
        system.run(f"/usr/bin/python3 -B tests/e2e/captures.py tests/captures/{name}.txt {name}.pcap")
    system.run("mkdir -p 'captures/day 1' && cp calls.pcap 'captures/day 1'")
    reader.read(pages.README, range(use, len(text) + 1))
    for page in pages.in_order():
        reader.read(page)
    for begin in NOT_RUN:
        if begin != QUICK and not any(line.startswith(begin) for _, line, _ in reader.left_out):
            print(f"FAILED: {begin!r} stands nowhere, and fresh.py says why it is not run")
            reader.failures += 1
    for begin in SAYS:
        if not any(re.match(begin, line) for line in reader.seen):
            print(f"FAILED: {begin!r} stands nowhere, and fresh.py says what it must say")
            reader.failures += 1
    pathlib.Path(left_out).write_text("".join("\t".join(part) + "\n" for part in reader.left_out), encoding="utf-8")
    print(f"{reader.run} lines run, {reader.failures} failed, {len(reader.left_out)} left out")
    return 1 if reader.failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
