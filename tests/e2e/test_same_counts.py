# SPDX-License-Identifier: GPL-2.0-or-later
"""The report, the list of calls, the page, the table, NDJSON, TSV and filters tell of the same frames, and count alike.

With SIPEXPLAIN_SAME_COUNTS=FOLDER they are compared over all captures in that folder and those in it as well.

The rule by which responses are counted: NDJSON and TSV have a line for each that is in the capture, also for one that
an ICMP error quotes. The table counts each once, however often it is sent again and however often it is passed on from
host to host, and none that is only quoted. The report's groups have those of the table that are a failure or that something is
found about; each of them once as well, but a repetition that something is found about as often as that is so.
"""

import collections
import json
import os
import pathlib
import re
import shutil

import captures
import flows
import pytest
from conftest import TOP
from test_html import page_of, words_of_page, words_of_text
from test_report import unwrapped

PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
TEXTS = sorted(path.stem for path in (TOP / "tests" / "captures").glob("*.txt") if path.stem != "tls")
# With a message in each frame, and with several in some.
STREAMS = [name for name in TEXTS if name.startswith(("tcp_", "websocket"))]
DATAGRAMS = [name for name in TEXTS if name not in STREAMS]
# All that the list of calls, the report and the table count in ways of their own: repetitions, legs, forks, challenges.
FLOWS = {
    "repeated": """
        alice > bob   INVITE again 1
        wait 0.5
        alice > bob   INVITE again 1
        bob > alice   486 again 1 INVITE
        wait 0.5
        bob > alice   486 again 1 INVITE
        alice > bob   ACK again 1 to=b
        bob > alice   404 stray 1 OPTIONS
        bob > alice   404 stray 1 OPTIONS
    """,
    "legs": """
        alice > proxy INVITE legs 1 branch=l1
        proxy > bob   INVITE legs 1 branch=l2
        bob > proxy   480 legs 1 INVITE to=x branch=l2
        proxy > bob   ACK legs 1 to=x branch=l2
        proxy > alice 480 legs 1 INVITE to=x branch=l1
        alice > proxy ACK legs 1 to=x branch=l1
    """,
    # Each hop answers a CANCEL by itself.
    "cancelled": """
        alice > proxy INVITE gone 1 branch=l1
        proxy > bob   INVITE gone 1 branch=l2
        alice > proxy CANCEL gone 1 branch=l1
        proxy > bob   CANCEL gone 1 branch=l2
        bob > proxy   200 gone 1 CANCEL to=x branch=l2
        proxy > alice 200 gone 1 CANCEL to=y branch=l1
        bob > proxy   487 gone 1 INVITE to=x branch=l2
        proxy > bob   ACK gone 1 to=x branch=l2
        proxy > alice 487 gone 1 INVITE to=x branch=l1
        alice > proxy ACK gone 1 to=x branch=l1
    """,
    # Two interfaces whose clocks differ: the answer is there before the request that was passed on.
    "clocks": """
        alice > proxy INVITE odd 1 branch=l1
        proxy > alice 200 odd 1 INVITE to=x branch=l1
        alice > proxy ACK odd 1 to=x branch=l3
        carol > bob   INVITE odd 1 branch=l2
        bob > carol   200 odd 1 INVITE to=x branch=l2
        carol > bob   ACK odd 1 to=x branch=l4
        alice > proxy OPTIONS odd 2 to=x branch=l5
        proxy > alice 200 odd 2 OPTIONS to=x branch=l5
        carol > bob   OPTIONS odd 2 to=x branch=l6
        bob > carol   200 odd 2 OPTIONS to=x branch=l6
    """,
    "challenged": """
        alice > bob   REGISTER reg 1
        bob > alice   401 reg 1 REGISTER | WWW-Authenticate: Digest realm="a", nonce="n"
        alice > bob   REGISTER reg 2 | Authorization: Digest username="a", realm="a", nonce="n", uri="sip:b", response="0"
        bob > alice   403 reg 2 REGISTER
        alice > bob   REGISTER good 1
        bob > alice   200 good 1 REGISTER
        alice > bob   BYE over 1 | Reason: Q.850;cause=16
        bob > alice   481 over 1 BYE
        alice > bob   INVITE up 1
        bob > alice   180 up 1 INVITE
        bob > alice   200 up 1 INVITE
        alice > bob   ACK up 1 to=b
    """,
}
OTHERS = sorted(path for path in pathlib.Path(os.environ.get("SIPEXPLAIN_SAME_COUNTS", os.devnull)).rglob("*")
                if path.suffix in (".pcap", ".pcapng", ".cap"))
TABLE_ROW = re.compile(r"^\s*(\d+) *\|[^|]*\|[^|]*\|[^|]*\| *(\d+)", flags=re.M)
GROUP = re.compile(r"^\d+\. (.*)\n((?:   .*\n)*)", flags=re.M)


def numbers(text):
    return [int(number) for number in text.split(", ")]


class Told:
    """What each way of reading tells of a capture."""

    def __init__(self, wireshark, path, *args):
        def tap(name):
            return wireshark.tshark("-q", "-z", f"sipexplain,{name}", *args, capture=path)

        self.filtered = lambda text: {int(line) for line in wireshark.tshark(
            "-Y", text, "-T", "fields", "-e", "frame.number", *args, capture=path).split()}
        self.lines = [json.loads(line) for line in tap("ndjson").splitlines()]
        self.tsv = [line.split("\t") for line in tap("tsv").splitlines()]
        self.table = collections.Counter()
        for code, count in TABLE_ROW.findall(tap("stat")):
            self.table[int(code)] += int(count)
        self.report, self.calls = tap("report"), tap("calls")
        rows = wireshark.tshark("-T", "fields", "-e", "frame.number", "-e", "sipexplain.code", "-e", "sip.To", "-E",
                                "aggregator=\x01", *args, capture=path).splitlines()
        self.fields = [(int(frame), codes.split("\x01") if codes else [], to.split("\x01") if to else [])
                       for frame, codes, to in (row.split("\t") for row in rows)]


def faults_of_lines(told):
    """What NDJSON, TSV, fields and filters tell differently."""
    faults = []
    by_fields = collections.Counter((frame, int(code)) for frame, codes, _ in told.fields for code in codes)
    by_lines = collections.Counter((line["frame"], line["code"]) for line in told.lines if "code" in line)
    if by_fields != by_lines:
        faults.append(f"codes by fields {sorted(by_fields - by_lines)}, by NDJSON {sorted(by_lines - by_fields)}")
    if {line["frame"] for line in told.lines} != told.filtered("sipexplain"):
        faults.append(f"frames {sorted({line['frame'] for line in told.lines} ^ told.filtered('sipexplain'))}")
    columns = {name: number for number, name in enumerate(told.tsv[0])} if told.tsv else {}
    by_tsv = [(row[columns["frame"]], row[columns["code"]]) for row in told.tsv[1:]]
    if by_tsv != [(str(line["frame"]), str(line.get("code", ""))) for line in told.lines]:
        faults.append("TSV has other lines than NDJSON")
    for code in sorted({code for _, code in by_fields}):
        if told.filtered(f"sipexplain.code == {code}") != {frame for frame, each in by_fields if each == code}:
            faults.append(f"the filter for {code}")
    found = {name for line in told.lines for name in line.get("finding", [])}
    for name in sorted(found):
        if told.filtered(f'sipexplain.finding == "{name}"') != {line["frame"] for line in told.lines
                                                                if name in line.get("finding", [])}:
            faults.append(f"the filter for {name}")
    return faults


def counted_once(told):
    """Code -> how many there are when each is counted once; None where frames hold several messages."""
    to = {frame: values for frame, _, values in told.fields}
    keys = set()
    for line in told.lines:
        if "code" not in line or "quoted" in line:
            continue
        if len(to[line["frame"]]) != 1 or "call_id" not in line:
            return None
        tag = re.search(r";\s*tag\s*=\s*([^;>\s]+)\s*(?:;|$)", to[line["frame"]][0])
        # A 100, and what has no tag, is not passed on: each leg has its own.
        leg = None if tag and line["code"] != 100 else (line["source"], line.get("source_port"), line["destination"],
                                                        line.get("destination_port"))
        keys.add((line["code"], line["call_id"], line.get("cseq"), line.get("method"), tag and tag[1], leg))
    return collections.Counter(key[0] for key in keys)


def faults_of_table(told):
    received = collections.Counter(line["code"] for line in told.lines if "code" in line and "quoted" not in line)
    once = counted_once(told)
    faults = []
    if set(told.table) != set(received) or any(told.table[code] > received[code] for code in received):
        faults.append(f"the table has {dict(told.table)}, NDJSON {dict(received)}")
    if once is not None and once != told.table:
        faults.append(f"the table has {dict(told.table)}; counted once, there are {dict(once)}")
    return faults


def groups_of(report):
    """What went wrong with responses: code, count, frames, and whether there are other frames."""
    groups = []
    for title, text in GROUP.findall(unwrapped(report).partition("What went wrong, worst first\n")[2]):
        code, count = re.match(r"(\d{3}) ", title), re.search(r"^   Responses: (\d+)", text, flags=re.M)
        frames = re.search(r"^   Filter( \(the first ones\))?: (frame\.number in \{([\d, ]+)\})", text, flags=re.M)
        if code and count and frames:
            groups.append((int(code[1]), int(count[1]), set(numbers(frames[3])), frames[1] is not None, frames[2]))
    return groups


def faults_of_report(told):
    faults = []
    frames_of = collections.defaultdict(set)
    for line in told.lines:
        if "code" in line:
            frames_of[line["code"]].add(line["frame"])
    counts = collections.Counter()
    for code, count, frames, more, text in groups_of(told.report):
        counts[code] += count
        if not frames <= frames_of[code] or told.filtered(text) != frames:
            faults.append(f"{text} of {code}, NDJSON {sorted(frames_of[code])}")
        if count < len(frames) or (more and count <= len(frames)):
            faults.append(f"{count} of {code} in {text}")
    normal = told.report.partition("\nNormal, and not listed above\n")[2]
    for count, code in re.findall(r"^    (\d+) x (\d{3}) ", normal, flags=re.M):
        counts[int(code)] += int(count)
    received = collections.Counter(line["code"] for line in told.lines if "code" in line)
    for code in sorted(set(counts) | {code for code in told.table if code >= 300}):
        least = told.table[code] if code >= 300 else 0
        if not least <= counts[code] <= received[code]:
            faults.append(f"the report has {counts[code]} of {code}, the table {told.table[code]}, NDJSON {received[code]}")
    return faults


def faults_of_calls(told):
    faults = []
    totals = [re.search(r"^ *Calls: (\d+); answered: (\d+)", text, flags=re.M) for text in (told.report, told.calls)]
    by_report, by_calls = (found and found.groups() for found in totals)
    if by_report != by_calls:
        faults.append(f"calls: {[found and found[0].strip() for found in totals]}")
    entries = re.findall(r"^(?:\S+ \S+ UTC|\?)  .* > ", told.calls, flags=re.M)
    named = sum(int(count) for count in re.findall(r"^(?:Calls|Registrations): (\d+);", told.calls, flags=re.M))
    more = re.search(r"^And more calls and registrations: (\d+)$", told.calls, flags=re.M)
    if len(entries) + (int(more[1]) if more else 0) != named:
        faults.append(f"calls: {len(entries)} entries of {named}")
    sip = told.filtered("sip")
    for text in re.findall(r"frame\.number in \{[\d, ]+\}", told.calls):
        if not told.filtered(text) <= sip:
            faults.append(f"{text} in the list of calls")
    return faults


def faults_of(told):
    return [*faults_of_lines(told), *faults_of_table(told), *faults_of_report(told), *faults_of_calls(told)]


@pytest.fixture(scope="module", params=["datagrams", "streams", *FLOWS, *OTHERS], ids=lambda param: getattr(param, "name", param))
def path(wireshark, request):
    """All captures of a kind in one file, each in a network of its own."""
    if request.param in OTHERS:
        # A copy that any user can read.
        path = wireshark.folder / f"same-{OTHERS.index(request.param)}-{request.param.name}"
        shutil.copyfile(request.param, path)
        path.chmod(0o644)
        return path
    if request.param in FLOWS:
        return wireshark.write(flows.capture(FLOWS[request.param]), f"same-{request.param}")
    capture = captures.Capture()
    for number, name in enumerate(DATAGRAMS if request.param == "datagrams" else STREAMS):
        capture.append(captures.read_text(TOP / "tests" / "captures" / f"{name}.txt", network=number))
    return wireshark.write(capture, f"same-{request.param}")


@PASSES
def test_all_ways_of_reading_count_the_same(wireshark, path, passes):
    assert faults_of(Told(wireshark, path, *passes)) == []


@PASSES
def test_the_page_says_what_report_and_calls_say(wireshark, path, passes):
    # The columns of the text have room for the beginning of a long address alone.
    text = "[^{}]*?".join(re.escape(part) for part in re.split(r"\.{3}(?!\.)", words_of_text(wireshark, path, *passes)))
    page = words_of_page(page_of(wireshark, path, *passes))
    assert re.fullmatch(text, page), (text, page)


def test_a_later_pass_prints_the_same_calls(wireshark, path):
    """The list asks for what later frames show at the end; of the report, the diagnoses know them on a later pass alone."""
    assert wireshark.tshark("-q", "-2", "-z", "sipexplain,calls", capture=path) == wireshark.tshark(
        "-q", "-z", "sipexplain,calls", capture=path)
