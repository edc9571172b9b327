# SPDX-License-Identifier: GPL-2.0-or-later
"""The manual's recipe for many captures, as it stands there."""

import datetime
import ipaddress
import json
import os
import re
import shutil
import textwrap

import captures
import pytest
from conftest import TOP
from messages import request, response

pytestmark = pytest.mark.not_sanitized("is about a shell script and jq")

COLUMNS = ["file", "frame", "time", "source", "destination", "call_id", "method", "code", "class", "outcome", "summary",
           "diagnosis", "evidence"]
CORRUPT = ["corrupt.pcap", "cut short.pcap"]
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

# Stands before the real tshark in PATH: notes each call, and kills all of the
# recipe when it is half through the call whose number is in a file.
TSHARK = """#!/bin/bash
printf '%s\\n' "${2@Q}" >>"$HOME/calls"
if [ "$(wc -l <"$HOME/calls")" = "$(cat "$HOME/interrupt" 2>/dev/null)" ]; then
    TSHARK "$@" | head -c 3000
    kill -KILL 0
fi
exec TSHARK "$@"
"""


def recipe(sign):
    """The indented block of the manual that has a certain text in it."""
    text = (TOP / "data" / "manual" / "many-captures.md").read_text(encoding="utf-8")
    (block,) = (block for block in re.findall(r"(?:^(?: {4}.*)?\n)+", text, flags=re.M) if sign in block)
    return textwrap.dedent(block).strip() + "\n"


class Recipe:
    """The recipe in a folder with captures, run by a user who has the plugin."""

    def __init__(self, wireshark):
        self.wireshark = wireshark
        self.home = wireshark.folder / "home" / "many"
        self.home.mkdir(mode=0o755)
        self.script = self.home / "explain-captures.sh"
        self.script.write_text(recipe("#!/bin/bash"), encoding="utf-8")
        self.results = self.home / "results"
        self.folder = self.home / "captures"
        real = os.environ.get("TSHARK") or shutil.which("tshark")
        (self.home / "tshark").write_text(TSHARK.replace("TSHARK", real), encoding="utf-8")
        (self.home / "tshark").chmod(0o755)
        self.write_captures()
        if os.geteuid() == 0:
            shutil.chown(self.home, "nobody")

    def write_captures(self):
        """Captures with names as people give them; some of them are none."""
        (self.folder / "day 1" / "-site").mkdir(parents=True)
        self.captures = []
        for name, text in {"udp.pcap": "udp", "day 1/with blanks.PCAP": "tcp_pipelined", "new\nline.cap": "icmp",
                           "day 1/-site/it's \"tab\t\".pcap": "tcp_beside_request", "-1.pcap": "gtp"}.items():
            captures.read_text(TOP / "tests" / "captures" / f"{text}.txt").write(self.folder / name)
            self.captures.append(name)
        apart, together = captures.Capture(), captures.Capture()
        for number, message in enumerate(RESPONSES):
            apart.send(f"server{number}", "client", message, transport="tcp")
        together.send("server", "client", b"".join([request("INVITE", "x"), *RESPONSES[:4], request("BYE", "y"),
                                                    *RESPONSES[4:]]), transport="tcp")
        for name, capture in (("apart.pcap", apart), ("together.pcap", together)):
            capture.write(self.folder / name)
            self.captures.append(name)
        no_sip = captures.Capture()
        no_sip.send("a", "b:9999", b"nothing", transport="tcp")
        no_sip.write(self.folder / "no sip.pcapng")     # its ending lies, which tshark does not mind
        self.captures.append("no sip.pcapng")
        whole = (self.folder / "apart.pcap").read_bytes()
        (self.folder / "cut short.pcap").write_bytes(whole[:-20])
        (self.folder / "corrupt.pcap").write_bytes(b"This is not a capture. " * 10)
        (self.folder / "notes.txt").write_text("Not read.\n", encoding="utf-8")

    def run(self, form, jobs=2, status=0, interrupt=""):
        """What the recipe says on standard error; counts the captures that it reads."""
        (self.home / "calls").unlink(missing_ok=True)
        (self.home / "interrupt").write_text(str(interrupt), encoding="utf-8")
        env = {"HOME": str(self.home), "PATH": f"{self.home}:{os.environ['PATH']}"}
        # A session of its own, to be killed alone.
        assert self.wireshark.run("setsid", "bash", self.script, form, self.folder, self.results, jobs,
                                  env=env, status=status) == ""
        self.calls = (self.home / "calls").read_text(encoding="utf-8").count("\n") if (self.home / "calls").exists() else 0
        return self.wireshark.errors

    def result(self, name, form):
        return self.results / f"{name}.{form}"

    def rows(self, name):
        lines = self.result(name, "tsv").read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]

    def finished(self, form):
        return sorted(name for name in self.captures + CORRUPT if self.result(name, form).exists())

    def clear(self):
        shutil.rmtree(self.results, ignore_errors=True)


@pytest.fixture(scope="module")
def many(wireshark):
    recipe = Recipe(wireshark)
    recipe.errors = recipe.run("tsv", status=123)
    yield recipe
    shutil.rmtree(recipe.home)


def expected(wireshark, path):
    """Frame, code, outcome and summary of each response that is not quoted, from tshark's fields."""
    rows = []
    for frame, codes, outcomes, summaries in wireshark.fields(
            path, "frame.number", "sipexplain.code", "sipexplain.outcome", "sipexplain.summary",
            args=["-Y", "sipexplain.code && !sipexplain.quoted"]):
        outcomes, summaries = iter(outcomes), iter(summaries)
        # These are not SIP codes, and all that is said of them.
        rows += [[*frame, code, *((next(outcomes), next(summaries)) if 100 <= int(code) <= 699 else ("", ""))]
                 for code in codes]
        assert not [*outcomes, *summaries]
    return rows


def test_each_response_is_a_line_with_what_tshark_says_of_it(many):
    count = 0
    for name in many.captures:
        rows = many.rows(name)
        assert [[row[key] for key in ("frame", "code", "outcome", "summary")] for row in rows] == expected(
            many.wireshark, many.folder / name)
        escaped = name.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
        assert {row["file"] for row in rows} <= {escaped}
        count += len(rows)
    assert many.rows("no sip.pcapng") == [] and count > 30


def test_responses_of_one_frame_are_not_mixed_up(many):
    own = [key for key in COLUMNS if key not in ("file", "frame", "time", "source", "destination")]
    apart, together = ([[row[key] for key in own] for row in many.rows(name)]
                       for name in ("apart.pcap", "together.pcap"))
    assert together == apart
    assert len({row["frame"] for row in many.rows("together.pcap")}) == 1
    assert [row["call_id"] for row in many.rows("together.pcap")] == [
        f"call {code}" for code in (404, 99, 401, 200, 420, 700, 423, 503)]
    # Else there would be nothing to mix up.
    assert [bool(row["diagnosis"]) for row in many.rows("apart.pcap")] == [
        True, False, True, False, True, False, True, True]


def test_addresses_and_times_are_those_of_the_packets(many):
    row = many.rows("udp.pcap")[0]
    assert (row["frame"], row["time"], row["source"], row["destination"]) == (
        "2", "2023-11-14T22:13:20.010000000Z", "10.0.0.2", "10.0.0.1")
    assert [(row["source"], row["destination"]) for row in many.rows("-1.pcap")[:2]] == [
        ("192.0.2.3; 10.0.0.1", "192.0.2.4; 10.0.0.2"), ("192.0.2.3; 2001:db8::1", "192.0.2.4; 2001:db8::2")]


def test_what_would_break_a_line_is_escaped(many):
    (row,) = (row for row in many.rows("apart.pcap") if row["code"] == "401")
    # The plugin shows a tab as \x09; the backslashes are doubled by jq.
    assert row["evidence"] == r'WWW-Authenticate: Digest realm="a\\x09b\\\\", nonce="n"'


def test_captures_that_cannot_be_read_are_named_and_stop_no_other(many):
    assert many.finished("tsv") == sorted(many.captures)
    complaints = sorted(many.errors.splitlines())
    assert [re.match(r"(.*): not complete: .", line)[1] for line in complaints] == [
        f"{many.folder}/{name}" for name in CORRUPT]
    # What was read before the cut, and why there is no more.
    part = many.results / "cut short.pcap.tsv.part"
    assert len(part.read_text(encoding="utf-8").splitlines()) == len(RESPONSES) - 1
    assert "cut short" in (many.results / "cut short.pcap.tsv.log").read_text(encoding="utf-8")
    left = [path.relative_to(many.results) for path in many.results.rglob("*") if path.is_file()]
    assert sorted(map(str, left)) == sorted([f"{name}.tsv" for name in many.captures]
                                            + [f"{name}.tsv.{end}" for name in CORRUPT for end in ("log", "part")])


def test_interrupted_run_is_taken_up_where_it_was(many):
    complete = {name: many.result(name, "tsv").read_bytes() for name in many.captures}
    many.clear()
    (many.home / "results").mkdir()
    if os.geteuid() == 0:
        shutil.chown(many.home / "results", "nobody")
    many.run("tsv", jobs=1, status=-9, interrupt=5)
    assert many.calls == 5
    before = many.finished("tsv")
    # The interrupted one is not among them, though some of it was read.
    assert 2 <= len(before) <= 4 and list(many.results.rglob("*.part"))
    assert all(many.result(name, "tsv").read_bytes() == complete[name] for name in before)
    stamps = {name: many.result(name, "tsv").stat() for name in before}

    many.run("tsv", status=123)
    assert many.calls == len(many.captures + CORRUPT) - len(before)
    assert {name: many.result(name, "tsv").read_bytes() for name in many.finished("tsv")} == complete
    for name, stamp in stamps.items():
        now = many.result(name, "tsv").stat()
        assert (now.st_ino, now.st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns)


def test_only_a_capture_that_has_grown_or_was_not_complete_is_read_again(many):
    many.run("tsv", status=123)
    assert many.calls == len(CORRUPT)
    grown = many.folder / "udp.pcap"
    grown.write_bytes((many.folder / "apart.pcap").read_bytes())
    later = many.result("udp.pcap", "tsv").stat().st_mtime_ns + 1_000_000_000
    os.utime(grown, ns=(later, later))
    many.run("tsv", status=123)
    assert many.calls == len(CORRUPT) + 1
    assert len(many.rows("udp.pcap")) == len(RESPONSES)


def no_doubles(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), names
    return dict(pairs)


def leaves(value, mapping, path=()):
    """Each single value of a document with its type in the mapping, if it has one."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, mapping.get("properties", {}).get(name, {}), (*path, name))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, mapping, path)
    else:
        yield ".".join(path), value, mapping.get("type")


FITS = {
    "long": lambda value: -2**63 <= int(value) < 2**63,
    "integer": lambda value: -2**31 <= int(value) < 2**31,
    "short": lambda value: -2**15 <= int(value) < 2**15,
    "ip": ipaddress.ip_address,
    "date": lambda value: value.isdecimal() or datetime.datetime.fromisoformat(value[:26]),
    None: lambda value: isinstance(value, str),
}
FITS["date_nanos"] = FITS["date"]


def test_documents_hold_the_same_and_fit_the_mapping(many):
    many.run("ndjson", status=123)
    command = recipe("elastic-mapping").split(">template.json")[0]
    template = json.loads(many.wireshark.run("bash", "-c", command), object_pairs_hook=no_doubles)
    assert template["index_patterns"] == ["packets-*"]
    mapping = template["template"]["mappings"]
    assert mapping["dynamic"] is True
    types, ids = {}, []
    for name in many.captures:
        lines = [json.loads(line, object_pairs_hook=no_doubles) for line in
                 many.result(name, "ndjson").read_text(encoding="utf-8").splitlines()]
        rows = many.rows(name)
        assert len(lines) == 2 * len(rows)
        for action, document, row in zip(lines[::2], lines[1::2], rows):
            assert action["index"]["_index"] == "packets-2023-11-14" and list(action) == ["index"]
            ids.append(action["index"]["_id"])
            (said,), (frame,) = document["layers"]["sipexplain"], document["layers"]["frame"]
            assert (document["file"], frame["frame_frame_number"]) == (name, row["frame"])
            assert (said["sipexplain_sipexplain_code"], said.get("sipexplain_sipexplain_outcome", ""),
                    said.get("sipexplain_sipexplain_summary", "")) == (row["code"], row["outcome"], row["summary"])
            for path, value, kind in leaves(document, mapping):
                assert FITS[kind](value), (path, value, kind)
                types[path] = kind
    assert len(ids) == len(set(ids))
    # What one counts, sorts by or searches a range of is not mere text.
    assert types["timestamp"] == "date" and types["layers.ip.ip_ip_src"] == "ip"
    assert types["layers.sipexplain.sipexplain_sipexplain_code"] == "integer"
    assert types["layers.sipexplain.sipexplain_sipexplain_outcome"] == "short"
    assert types["layers.sip.sip_sip_Status-Code"] == "long"
