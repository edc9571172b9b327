# SPDX-License-Identifier: GPL-2.0-or-later
"""-z sipexplain,ndjson and -z sipexplain,tsv: the same as the fields, without a tree."""

import json
import os
import pathlib
import re
import shutil

import captures
import flows
import pytest
from conftest import TOP

FOLDER = pathlib.Path(os.environ.get("SIPEXPLAIN_SHARED", TOP.parent / "shared")) / "captures"
REAL = sorted(path.name for path in FOLDER.glob("*.*cap*")) if FOLDER.is_dir() else []
ORDINARY = ("progress", "success", "challenge")
PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])

CALLS = """
    alice > bob   INVITE c 1
    bob > alice   407 c 1 INVITE | Proxy-Authenticate: Digest realm="a", nonce="n"
    alice > bob   ACK c 1 to=b
    alice > bob   INVITE c 2 | Require: 100rel
    bob > alice   100 c 2 INVITE
    wait 0.5
    bob > alice   420 c 2 INVITE | Unsupported: 100rel | User-Agent: Desk/1.0
    alice > bob   ACK c 2 to=b
    alice > bob   OPTIONS o 1
    bob > alice   200 o 1 OPTIONS phrase=Fine
    alice > bob   OPTIONS p 1
    bob > alice   799 p 1 OPTIONS
    alice > bob   BYE d 3 to=b | Reason: Q.850;cause=16;text="a, b", SIP ;cause=200
    alice > bob   BYE e 4
    bob > alice   481 e 4 BYE
    bob > alice   503 f 1 OPTIONS icmp | Warning: 399 host "no, thanks" | Reason: Q.850
    bob > alice   486 g 1 INVITE | Reason: Q.850;cause=17
    and 404 h 1 INVITE
"""


def ndjson(wireshark, path, *args, filter_text=""):
    argument = "sipexplain,ndjson" + ("," + filter_text if filter_text else "")
    out = wireshark.tshark("-q", "-z", argument, *args, capture=path)
    assert out == "" or out.endswith("\n")
    return [json.loads(line) for line in out.split("\n")[:-1]]


def cell(text, name):
    """The value of a cell of TSV as it was, or those of a list of numbers or ids."""
    plain = re.sub(r"\\\\", r"\\", text[1:] if text.startswith("'") else text)
    return plain.split(",") if name in ("finding", "certainty") else plain


def tsv(wireshark, path, *args):
    """Rows, each a dictionary of those that are not empty."""
    out = wireshark.tshark("-q", "-z", "sipexplain,tsv", *args, capture=path)
    names, *rows = [line.split("\t") for line in out.split("\n")[:-1]]
    assert all(len(row) == len(names) for row in rows)
    return [{name: cell(text, name) for name, text in zip(names, row) if text} for row in rows]


def column(documents, name):
    """For each frame that has documents, the values of a field in all of them."""
    found = {}
    for document in documents:
        values = document.get(name, [])
        found.setdefault(document["frame"], []).extend(map(str, values if isinstance(values, list) else [values]))
    return found


def check(wireshark, path, passes):
    """Documents, fields and lines tell the same."""
    names = ["code", "phrase", "phrase_received", "class", "summary", "finding", "related_frame", "diagnosis",
             "reason.cause", "warning.code"]
    documents = ndjson(wireshark, path, *passes)
    rows = wireshark.fields(path, "frame.number", *(f"sipexplain.{name}" for name in names),
                            args=["-Y", "sipexplain", *passes])
    assert sorted({document["frame"] for document in documents}) == [int(row[0][0]) for row in rows]
    told_of = [document["frame"] for document in documents if document.get("outcome", "progress") not in ORDINARY]
    evidence = wireshark.fields(path, "frame.number", "sipexplain.evidence",
                                args=["-Y", "sipexplain", *passes])
    assert {frame: values for frame, values in column(documents, "evidence").items() if frame in told_of and told_of.count(frame) == 1} == {
        int(number): [value.replace("\\\\", "\\") for value in values]
        for (number,), values in evidence if told_of.count(int(number)) == 1}
    for place, name in enumerate(names):
        # A request has its summary in the line of its item alone.
        # tshark doubles a backslash.
        expected = {int(row[0][0]): [value.replace("\\\\", "\\") for value in row[place + 1]] for row in rows}
        told = column([{**document, name: document.get(name, []) if name != "summary" or "code" in document else []}
                       for document in documents], name)
        assert told == expected, name
    shown = ["frame", "code", "summary", "finding", "certainty", "diagnosis", "call_id", "phrase_received", "outcome"]
    assert [[row.get(name) for name in shown] for row in tsv(wireshark, path, *passes)] \
        == [[str(value) if isinstance(value, int) else value for value in map(document.get, shown)] for document in documents]


@PASSES
def test_documents_and_fields_are_the_same(wireshark, passes):
    check(wireshark, wireshark.write(flows.capture(CALLS), "export-calls"), passes)


@pytest.mark.skipif(not REAL, reason="the folder with captures from other projects is not there")
@pytest.mark.parametrize("name", REAL)
def test_documents_and_fields_of_a_real_capture_are_the_same(wireshark, name):
    path = wireshark.folder / name
    if not path.exists():
        shutil.copyfile(FOLDER / name, path)
        path.chmod(0o644)
    check(wireshark, path, [])


def test_a_document_has_what_is_told_of_the_message(wireshark):
    path = wireshark.write(flows.capture(CALLS), "export-calls")
    document = next(each for each in ndjson(wireshark, path) if each.get("code") == 420)
    assert {name: document[name] for name in ("source_port", "destination_port", "transport", "call_id", "cseq", "method", "from",
                                              "to", "user_agent", "phrase", "phrase_received", "class", "outcome")} == {
        "source_port": 5060, "destination_port": 5060, "transport": "UDP", "call_id": "c", "cseq": 2, "method": "INVITE",
        "from": "sip:alice@example.com", "to": "sip:bob@example.com", "user_agent": "Desk/1.0", "phrase": "Bad Extension",
        "phrase_received": "Phrase", "class": 4, "outcome": "failure"}
    assert 500 <= document["response_ms"] < 600
    assert document["evidence"] == ["Unsupported: 100rel", "User-Agent: Desk/1.0"]
    assert document["finding"] and document["remedy"] and document["diagnosis"] and document["reference"]
    ((number, time, source, destination),) = wireshark.fields(
        path, "frame.number", "frame.time_epoch", "ip.src", "ip.dst", args=["-Y", "sipexplain.code == 420"])
    assert [document["source"], document["destination"]] == source + destination
    assert document["frame"] == int(number[0])
    text = wireshark.tshark("-q", "-z", "sipexplain,ndjson", capture=path)
    assert f'"time":{time[0]},' in text
    assert ("quoted" in document, next(each for each in ndjson(wireshark, path) if each.get("code") == 503)["quoted"]) \
        == (False, True)


HOSTILE = {
    "a control character and a tab": (b"a\x1b[31mb\tc", r"a\x1B[31mb\x09c"),
    "quotes and backslashes": (b'"a\\" \\x41 \\\\', r'"a\" \x41 \\'),
    "a script": (b"</script><script>alert(1)</script>", "</script><script>alert(1)</script>"),
    "no UTF-8": (b"a\xff\xc3b\xed\xa0\x80", r"a\xFF\xC3b\xED\xA0\x80"),
    "a formula": (b'=cmd|"/c calc"!A1', '=cmd|"/c calc"!A1'),
    "a plus sign": (b"+1", "+1"),
    "a minus sign": (b"-1", "-1"),
    "an at sign": (b"@SUM(A1)", "@SUM(A1)"),
    "an apostrophe": (b"'=1", "'=1"),
    "a NUL byte": (b"a\x00b", r"a\x00b"),
    "a change of direction": ("a\u202eb".encode(), r"a\xE2\x80\xAEb"),
    "a fold": (b"a\r\n b", "a b"),
    "other letters": ("é中\U0001f600".encode(), "é中\U0001f600"),
}


def test_hostile_values_come_out_valid(wireshark):
    capture = captures.Capture()
    for value, _ in HOSTILE.values():
        capture.send("callee", "caller", b"SIP/2.0 404 x\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nUser-Agent: " + value
                     + b"\r\nContent-Length: 0\r\n\r\n")
    path = wireshark.write(capture, "export-hostile")
    expected = [shown for _, shown in HOSTILE.values()]
    assert [document["user_agent"] for document in ndjson(wireshark, path)] == expected
    assert [row["user_agent"] for row in tsv(wireshark, path)] == expected
    lines = wireshark.tshark("-q", "-z", "sipexplain,tsv", capture=path)
    assert not re.search(r"(^|\t)[=+@-]", lines, flags=re.M)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", lines)


def test_a_filter_selects_the_frames(wireshark):
    path = wireshark.write(flows.capture(CALLS), "export-calls")
    assert [document["code"] for document in ndjson(wireshark, path, filter_text="sip.CSeq.method == \"OPTIONS\" && !icmp")] == [
        200, 799]


def test_success_is_left_out_where_nobody_wants_it_explained(wireshark):
    path = wireshark.write(flows.capture(CALLS), "export-calls")
    documents = ndjson(wireshark, path, "-o", "sipexplain.explain_success:FALSE")
    assert [document["code"] for document in documents if 100 <= document.get("code", 300) <= 299] == []
    assert len(documents) == len(ndjson(wireshark, path)) - 2


def test_without_sip_there_is_a_head_alone(wireshark):
    path = wireshark.write(flows.capture("wait 0.03"), "export-none")
    assert ndjson(wireshark, path) == []
    assert wireshark.tshark("-q", "-z", "sipexplain,tsv", capture=path).startswith("frame\ttime\t")


@pytest.mark.parametrize("tap", ["ndjson", "tsv"])
def test_an_invalid_filter_is_refused(wireshark, tap):
    path = wireshark.write(flows.capture(CALLS), "export-calls")
    assert wireshark.run("tshark", "-r", path, "-q", "-z", f"sipexplain,{tap},nonsense ==", status=1) == ""
    assert 'Filter "nonsense ==" is invalid' in wireshark.errors


@pytest.mark.parametrize("tap", ["ndjson", "tsv"])
def test_output_that_cannot_be_written_is_told_of(wireshark, tap):
    path = wireshark.write(flows.capture(CALLS), "export-calls")
    wireshark.run("sh", "-c", f'exec tshark -r "{path}" -q -z sipexplain,{tap} >/dev/full')
    assert wireshark.errors.count(f"-z sipexplain,{tap}: The output could not be written to its end.") == 1


def test_texts_are_in_the_chosen_language(wireshark):
    path = wireshark.write(flows.capture(CALLS), "export-calls")
    english, german = (ndjson(wireshark, path, "-o", f"sipexplain.language:{name}") for name in ("en", "de"))
    assert [document["frame"] for document in english] == [document["frame"] for document in german]
    assert english[0]["summary"] != german[0]["summary"]
    assert english[0]["outcome"] == german[0]["outcome"] == "challenge"
