# SPDX-License-Identifier: GPL-2.0-or-later
"""data/examples/explain-captures.sh: all captures of a folder, each with a result that is complete or not there."""

import gzip
import json
import os
import pathlib
import re
import shutil
import signal

import captures
import pytest
from conftest import TOP
from messages import request, response

pytestmark = [pytest.mark.not_sanitized("is about a shell script and GNU parallel"),
              pytest.mark.not_quick("is about a shell script and GNU parallel")]

SCRIPT = TOP / "data" / "examples" / "explain-captures.sh"
CORRUPT = ["corrupt.pcap", "cut short.pcap", "new\ncorrupt.pcap"]
# Some have a diagnosis and evidence and some have none; two are no SIP codes and have little but the number.
RESPONSES = [response(code, call=f"call {code}", cseq=f"{code} {method}", headers=headers) for code, method, headers in [
    (404, "INVITE", ""),
    (99, "INVITE", ""),
    (401, "REGISTER", 'WWW-Authenticate: Digest realm="a\tb\\\\", nonce="n"\r\n'),
    (200, "OPTIONS", ""),
    (420, "INVITE", "Unsupported: 100rel\r\nUnsupported: replaces\r\n"),
    (700, "INVITE", ""),
    (423, "REGISTER", "Min-Expires: 60\r\n"),
    (503, "BYE", ""),
]]
# The names of captures as people, and others, give them.
NAMES = {"udp.pcap": "udp", "day 1/with blanks.PCAP": "tcp_pipelined", "new\nline.cap": "icmp",
         "day 1/-site/it's \"tab\t\".pcap": "tcp_beside_request", "-1.pcap": "gtp", b"caf\xe9 \"1\".pcap": "vlan",
         "=1+{} {#} ~ $HOME `id` &amp; %s \\n.pcap": "udp", "trace.pcap1": "udp", "trace.pcap.2": "icmp",
         "ü.dmp": "vlan"}

# Stands before the real tshark in PATH: notes each capture, and in the one whose number is in a file, writes
# half of it, says so, and goes on when it is told to.
TSHARK = """#!/bin/bash
[ "$1" != -q ] || printf '%s\\n' "${3@Q}" >>"$HOME/calls"
if [ "$1" = -q ] && [ "$(wc -l <"$HOME/calls")" = "$(cat "$HOME/stop" 2>/dev/null)" ]; then
    TSHARK "$@" | head -c 600
    echo >"$HOME/stopped"
    read <"$HOME/go_on"
fi
exec TSHARK "$@"
"""


def text(name):
    return os.fsdecode(name)


class Script:
    """The script in a folder with captures, run by a user who has the plugin."""

    def __init__(self, wireshark):
        self.wireshark = wireshark
        self.home = wireshark.folder / "home" / "many"
        self.home.mkdir(mode=0o755)
        self.results = self.home / "results"
        self.folder = self.home / "captures"
        shutil.copy(SCRIPT, self.home)      # a user without rights may not see where it is
        real = os.environ.get("TSHARK") or shutil.which("tshark")
        (self.home / "tshark").write_text(TSHARK.replace("TSHARK", real), encoding="utf-8")
        (self.home / "tshark").chmod(0o755)
        for name in ("stopped", "go_on"):
            os.mkfifo(self.home / name)
            (self.home / name).chmod(0o666)
        self.write_captures()
        self.give(self.home)

    def give(self, path):
        if os.geteuid() == 0:
            shutil.chown(path, "nobody")

    def write_captures(self):
        """Some of them are none, and some are found by links alone."""
        outside = self.home / "outside"
        for folder in (self.folder / "day 1" / "-site", outside):
            folder.mkdir(parents=True)
        self.captures = [text(name) for name in NAMES]
        for name, kind in NAMES.items():
            captures.read_text(TOP / "tests" / "captures" / f"{kind}.txt").write(self.folder / text(name))
        apart, together = captures.Capture(), captures.Capture()
        for number, message in enumerate(RESPONSES):
            apart.send(f"server{number}", "client", message, transport="tcp")
        together.send("server", "client", b"".join([request("INVITE", "x"), *RESPONSES[:4], request("BYE", "y"),
                                                    *RESPONSES[4:]]), transport="tcp")
        no_sip = captures.Capture()
        no_sip.send("a", "b:9999", b"nothing", transport="tcp")
        # The ending of the last one lies, which tshark does not mind.
        for name, capture in (("apart.pcap", apart), ("together.pcap", together), ("no sip.pcapng", no_sip)):
            capture.write(self.folder / name)
            self.captures.append(name)
        whole = (self.folder / "apart.pcap").read_bytes()
        for name in ("cut short.pcap", "new\ncorrupt.pcap", "corrupt.pcap"):
            data = whole[:-20] if name == "cut short.pcap" else b"This is not a capture. " * 10
            (self.folder / name).write_bytes(data)
        (self.folder / "trace_00001_20260102030405.pcapng.gz").write_bytes(gzip.compress(whole))
        (self.folder / "notes.txt").write_text("Not read.\n", encoding="utf-8")
        (outside / "linked.pcap").write_bytes(whole)
        (outside / "trace.pcap").write_bytes(whole)
        for name, target in {"link.pcap": outside / "trace.pcap", "zz second link.pcap": outside / "trace.pcap",
                             "day 1/folder": outside, "day 1/-site/loop": self.folder, "a link.pcap": "udp.pcap",
                             "day 1/loop.pcap": "."}.items():
            (self.folder / name).symlink_to(target)
        self.captures += ["trace_00001_20260102030405.pcapng.gz", "day 1/folder/linked.pcap", "day 1/folder/trace.pcap"]

    def command(self, form, *options, captures=None):
        return ["setsid", "bash", self.home / SCRIPT.name, form, captures or self.folder, self.results, *options]

    def env(self):
        return {"HOME": str(self.home), "PATH": f"{self.home}:{os.environ['PATH']}"}

    def run(self, form, *options, status=0, captures=None, env=()):
        """What it says on standard error; counts the captures that it reads."""
        (self.home / "calls").unlink(missing_ok=True)
        (self.home / "stop").unlink(missing_ok=True)
        self.out = self.wireshark.run(*self.command(form, *options, captures=captures), env={**self.env(), **dict(env)},
                                      status=status)
        self.calls = len((self.home / "calls").read_text().splitlines()) if (self.home / "calls").exists() else 0
        return self.wireshark.errors

    def start_and_stop_at(self, number, form):
        """Runs it until half of a capture is written."""
        (self.home / "calls").unlink(missing_ok=True)
        (self.home / "stop").write_text(str(number), encoding="utf-8")
        run = self.wireshark.start(*self.command(form, "--jobs", "1"), env=self.env())
        with open(self.home / "stopped", encoding="utf-8") as stopped:
            assert stopped.read() == "\n"
        return run

    def result(self, name, form):
        return self.results / f"{name}.{form}"

    def rows(self, name):
        """As PostgreSQL and others read them."""
        head, *lines = self.result(name, "tsv").read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]

    def finished(self, form):
        found = {str(path.relative_to(self.results)) for path in self.results.rglob(f"*.{form}")}
        return sorted(name.removesuffix(f".{form}") for name in found)

    def clear(self):
        """With the results goes what makes a run do nothing."""
        shutil.rmtree(self.results, ignore_errors=True)


def processes_of(session):
    """The numbers of the processes of a session, from what the kernel tells; no matter what has ended already."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def kill(session, *, but=()):
    """As kill -9 does, until none is left."""
    while left := set(processes_of(session)) - set(but):
        for number in left:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                pass


@pytest.fixture(scope="module")
def many(wireshark):
    script = Script(wireshark)
    script.errors = script.run("tsv", status=1)
    script.first_out, script.first_calls = script.out, script.calls
    yield script
    shutil.rmtree(script.home)


def unescaped(value):
    """A value of TSV, as a database reads it."""
    return re.sub(r"\\(.)", lambda match: {"t": "\t", "n": "\n"}.get(match[1], match[1]), value)


def told(name):
    """How the name of a file is told: as it is, or if it is not UTF-8, as bash writes it."""
    return {text(b"caf\xe9 \"1\".pcap"): r"""$'caf\351 "1".pcap'"""}.get(name, name)


def test_each_capture_has_the_lines_of_the_exporter_and_its_name(many):
    for name in many.captures:
        direct = many.wireshark.tshark("-q", "-z", "sipexplain,tsv", capture=many.folder / name).split("\n")
        lines = many.result(name, "tsv").read_text(encoding="utf-8").split("\n")
        assert [line.partition("\t")[2] for line in lines] == direct, name
        assert lines[0].startswith("file\t") and lines[-1] == ""
        files = {line.partition("\t")[0] for line in lines[1:-1]}
        assert {unescaped(file) for file in files} <= {told(name) if name[0] not in "=-" else f"'{name}"}
    assert many.rows("no sip.pcapng") == []
    assert sum(len(many.rows(name)) for name in many.captures) > 60


def test_documents_have_the_name_as_their_first_member(many):
    many.run("ndjson", status=1)
    for name in many.captures:
        direct = many.wireshark.tshark("-q", "-z", "sipexplain,ndjson", capture=many.folder / name).split("\n")
        lines = many.result(name, "ndjson").read_text(encoding="utf-8").split("\n")
        assert [line and {"file": told(name), **json.loads(line)} for line in direct] == [
            line and json.loads(line) for line in lines]
        assert all(list(json.loads(line))[0] == "file" for line in lines[:-1])


def test_each_file_is_read_once_whatever_links_lead_to_it(many):
    assert many.finished("tsv") == sorted(many.captures)
    assert many.first_calls == len(many.captures + CORRUPT)
    assert many.first_out == (f"{len(many.captures + CORRUPT)} captures in {many.folder}, "
                              f"{len(many.captures)} of them with a result\n")


def test_responses_of_one_frame_are_not_mixed_up(many):
    own = ["call_id", "method", "code", "class", "outcome", "summary", "diagnosis", "evidence"]
    apart, together = ([[row[key] for key in own] for row in many.rows(name) if row["code"]]
                       for name in ("apart.pcap", "together.pcap"))
    assert together == apart and len(apart) == len(RESPONSES)
    assert len({row["frame"] for row in many.rows("together.pcap")}) == 1
    # Else there would be nothing to mix up.
    assert len({bool(row["diagnosis"]) for row in many.rows("apart.pcap")}) == 2


def test_captures_that_cannot_be_read_are_named_and_stop_no_other(many):
    # parallel asks lscpu for the cores, which complains in a Debian in a folder, where there is no /sys.
    *complaints, last = [line for line in many.errors.splitlines() if not line.startswith("lscpu: ")]
    assert last == f"The next run tries those again that are not complete: {len(CORRUPT)}"
    reasons = dict(re.fullmatch(r"(.*): not complete: (.+)", line).groups() for line in complaints)
    assert sorted(reasons) == sorted([f"$'{many.folder}/new\\ncorrupt.pcap'", f"{many.folder}/corrupt.pcap",
                                      f"{many.folder}/cut\\ short.pcap"])
    assert "isn't a capture file" in reasons[f"{many.folder}/corrupt.pcap"]
    assert "cut short" in reasons[f"{many.folder}/cut\\ short.pcap"]
    # What was read before the cut.
    part = many.results / "cut short.pcap.tsv.part"
    assert len(part.read_text(encoding="utf-8").splitlines()) == 1 + len(RESPONSES) - 1
    left = {str(path.relative_to(many.results)) for path in many.results.rglob("*") if path.is_file()}
    assert {name for name in left if "ndjson" not in name} == {
        ".lock", *(f"{name}.tsv" for name in many.captures), *(f"{name}.tsv.part" for name in CORRUPT)}


def test_only_what_has_changed_or_was_not_complete_is_read_again(many):
    many.run("tsv", status=1)
    assert many.calls == len(CORRUPT)
    # One has grown. One has got the name of another, and is older than its result: a rotating capture does so.
    (many.folder / "udp.pcap").write_bytes((many.folder / "apart.pcap").read_bytes())
    stamp = (many.folder / "trace.pcap1").stat()
    shutil.copy(many.folder / "apart.pcap", many.folder / "trace.pcap1")
    os.utime(many.folder / "trace.pcap1", ns=(stamp.st_atime_ns, stamp.st_mtime_ns - 3_600_000_000_000))
    many.run("tsv", status=1)
    assert many.calls == len(CORRUPT) + 2
    for name in ("udp.pcap", "trace.pcap1"):
        assert len(many.rows(name)) == len(many.rows("apart.pcap"))
    # And one that was cut short is whole.
    whole = (many.folder / "cut short.pcap").read_bytes() + (many.folder / "apart.pcap").read_bytes()[-20:]
    (many.folder / "cut short.pcap").write_bytes(whole)
    many.run("tsv", status=1)
    assert many.finished("tsv") == sorted([*many.captures, "cut short.pcap"])
    assert not (many.results / "cut short.pcap.tsv.part").exists()
    (many.folder / "cut short.pcap").write_bytes(whole[:-20])


def test_interrupted_run_is_taken_up_where_it_was(many):
    many.clear()
    many.run("tsv", status=1)
    complete = {name: many.result(name, "tsv").read_bytes() for name in many.finished("tsv")}
    many.clear()
    run = many.start_and_stop_at(6, "tsv")
    assert list(many.results.rglob("*.part"))   # of the one that was half through
    kill(run.pid)
    run.communicate()
    before = many.finished("tsv")
    assert 2 <= len(before) <= 5
    assert all(many.result(name, "tsv").read_bytes() == complete[name] for name in before)
    stamps = {name: many.result(name, "tsv").stat() for name in before}

    many.run("tsv", status=1)
    assert many.calls == len(many.captures + CORRUPT) - len(before)
    assert {name: many.result(name, "tsv").read_bytes() for name in many.finished("tsv")} == complete
    assert {name: stat.st_ino for name, stat in stamps.items()} == {
        name: many.result(name, "tsv").stat().st_ino for name in before}
    assert sorted(path.name for path in many.results.rglob("*.part")) == sorted(f"{name}.tsv.part" for name in CORRUPT)


def test_a_run_waits_for_no_other_and_disturbs_none(many):
    many.clear()
    first = many.start_and_stop_at(1, "tsv")
    assert "another run is at work" in many.run("tsv", status=2)
    # Even if there is nothing left of it but a tshark.
    held = [number for number in processes_of(first.pid)
            if b"/tshark\0-q" in pathlib.Path(f"/proc/{number}/cmdline").read_bytes()]
    assert held
    kill(first.pid, but=held)
    assert "another run is at work" in many.run("tsv", status=2)
    kill(first.pid)
    first.communicate()
    many.run("tsv", status=1)
    assert many.finished("tsv") == sorted(many.captures)


def test_a_folder_that_is_not_there_is_an_error(many):
    many.clear()
    for folder in (many.home / "nowhere", many.folder / "udp.pcap"):
        assert f"{folder} is not a folder" in many.run("tsv", status=2, captures=folder)
    assert not many.results.exists()


def test_an_empty_folder_is_told_of(many):
    empty = many.home / "empty"
    empty.mkdir()
    many.run("tsv", captures=empty)
    assert many.out == f"0 captures in {empty}, 0 of them with a result\n" and many.calls == 0


@pytest.fixture
def few(many):
    """A folder with one capture, and no results."""
    many.clear()
    folder = many.home / "few -x"
    folder.mkdir()
    shutil.copy(many.folder / "apart.pcap", folder / "a.pcap")
    yield folder
    shutil.rmtree(folder)


def test_what_a_link_promises_must_be_there(many, few):
    (few / "broken.pcap").symlink_to("nowhere")
    errors = many.run("tsv", status=1, captures=few)
    assert re.search(r"broken\.pcap: not complete: .*No such file", errors)
    assert many.finished("tsv") == ["a.pcap"]


def test_a_folder_that_cannot_be_read_is_an_error(many, few):
    (few / "closed").mkdir(mode=0)
    errors = many.run("tsv", status=1, captures=few)
    (few / "closed").chmod(0o755)       # to be removed
    assert re.search(r"closed.*Permission denied", errors) and many.finished("tsv") == ["a.pcap"]


def test_a_display_filter_selects_the_lines(many, few):
    many.run("tsv,sipexplain.code == 404", captures=few)
    assert [row["code"] for row in many.rows("a.pcap")] == ["404"]


def test_a_result_that_cannot_be_written_whole_is_not_there(many, few):
    long = captures.Capture()
    for number in range(200):
        long.send("server", "client", response(404, call=f"call {number}"))
    long.write(few / "long.pcap")
    # No file may get larger than 64 KiB.
    (many.home / "limited").write_text(f"ulimit -f 64; trap '' XFSZ; exec bash {many.home / SCRIPT.name} \"$@\"\n",
                                       encoding="utf-8")
    out = many.wireshark.run("bash", many.home / "limited", "ndjson", few, many.results, env=many.env(), status=1)
    assert out == f"2 captures in {few}, 1 of them with a result\n"
    assert re.search(r"long\.pcap: not complete: .", many.wireshark.errors) and many.finished("ndjson") == ["a.pcap"]
    many.run("ndjson", captures=few)
    assert len(many.result("long.pcap", "ndjson").read_text(encoding="utf-8").splitlines()) == 200


def test_a_tshark_without_the_plugin_is_told_of_once(many, few):
    errors = many.run("tsv", status=2, captures=few, env={"WIRESHARK_PLUGIN_DIR": str(few)})
    assert errors.count("tshark with sipexplain, or jq, is missing here") == 1 and many.calls == 0


@pytest.mark.parametrize("arguments", [["tsv"], ["xml", "a", "b"], ["tsvx", "a", "b"]])
def test_wrong_usage_is_an_error(many, arguments):
    many.wireshark.run("bash", many.home / SCRIPT.name, *arguments, env=many.env(), status=2)
    assert many.wireshark.errors.startswith("explain-captures.sh: ")
