# SPDX-License-Identifier: GPL-2.0-or-later
"""The command sipexplain: what it answers, how it is laid out, and how it ends."""

import itertools
import json
import os
import re
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from catalogue import (CAUSES, CLASSES, CODES, DIFFERENCES, FINDINGS, PROTOCOLS, REASONS, RECORDS, RULES, fact_of, list_in,
                       list_of, record_of)
from command_line import FOUND, NOT_FOUND, NOT_WRITTEN, WRONG_USAGE, check_layout
from conftest import TOP

# The facts by which codes are compared, and how the text calls them.
LABELS = {"Sender": "Sent by", "Phase": "Phase", "Methods": "Methods", "Retry": "Retry", "Fork": "Forking",
          "Dialog": "Dialog"}
FACTS = [*LABELS, "When"]
PAIRS = list(itertools.combinations(CODES, 2))


def in_parallel(function, values):
    """Calls that wait for processes, several at a time; the first failure is raised."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(function, values):
            pass


def words(text):
    """The text without its line breaks, and without the dashes of lists."""
    return " ".join(re.sub(r"^ *- ", "", text, flags=re.M).split())


def paragraph(out, heading):
    """What stands under a heading, up to the next empty line."""
    _, _, rest = f"\n{out}".partition(f"\n{heading}\n")
    return rest.partition("\n\n")[0]


def at_columns(narrowest, *others):
    """The command goes through the same texts at each width; with the sanitizers at the narrowest alone."""
    again = pytest.mark.not_sanitized("lays out the texts at one more width")
    return pytest.mark.parametrize("columns", [narrowest, *(pytest.param(columns, marks=again) for columns in others)])


# One code


@at_columns(40, 80, 200)
def test_every_code_is_explained_at_every_width(command, columns):
    for code in CODES:
        out = words(command.text(code, columns=columns))
        record = record_of(code)
        assert out.startswith(f"{code} {record['Phrase']} {record['Outcome']}: {record['Summary']} ")
        for text in [record["Description"], record["Reference"], *list_of(code, "Cause"), *list_of(code, "Remedy"),
                     *(fact_of(code, fact) for fact in FACTS), *record.get("Evidence", "").split(";")]:
            assert text in out, text
        for pair, difference in DIFFERENCES.items():
            assert (difference in out) == (code in pair), difference
        assert ("not registered" in out) >= (record.get("Registered") == "no")


def test_json_of_every_code_holds_the_catalogue(command):
    for code in CODES:
        said = command.json(code)
        record = record_of(code)
        assert said == {
            "code": code, "in_catalogue": True, "registered": record.get("Registered") != "no",
            "phrase": record["Phrase"], "class": code // 100, "class_name": CLASSES[code // 100 - 1],
            "outcome": record["Outcome"], "summary": record["Summary"], "description": record["Description"],
            "cause": list_of(code, "Cause"), "remedy": list_of(code, "Remedy"),
            "evidence": record["Evidence"].split(";") if "Evidence" in record else [],
            **{fact.lower(): fact_of(code, fact) for fact in FACTS},
            "reference": record["Reference"],
            "confused_with": [{"code": next(iter(pair - {code})), "difference": difference}
                              for pair, difference in DIFFERENCES.items() if code in pair],
        }


@pytest.mark.not_sanitized("asks for hundreds of codes of which the command knows the class alone")
def test_code_in_no_catalogue_is_explained_by_its_class(command):
    def check(code):
        status, out, err = command(code)
        assert status == NOT_FOUND
        check_layout(out, 80)
        group = RECORDS[f"{code // 100}xx"]
        assert words(out).startswith(f"{code} ({group['Phrase']}) ") and group["Description"] in words(out)
        assert err.startswith(f"sipexplain: {code} ") and err.count("\n") == 1
        said = command.json(code, status=NOT_FOUND)
        assert (said["code"], said["in_catalogue"], said["phrase"]) == (code, False, None)
        assert said["description"] == group["Description"]

    unknown = sorted(set(range(100, 700)) - set(CODES))
    assert len(unknown) == 600 - len(CODES)
    in_parallel(check, unknown)


# Two codes


def check_pair(command, first, second, columns):
    out = command.text("compare", first, second, columns=columns)
    records = [record_of(first), record_of(second)]
    head, _, body = out.partition("\n\n")
    head, body = words(head), f"\n\n{body}"
    titles = [f"{code} {record['Phrase']}" for code, record in zip((first, second), records)]
    heading = f"{titles[0]} and {titles[1]} "
    assert head.startswith(heading)
    lead = head[len(heading):]
    written = DIFFERENCES.get(frozenset((first, second)))
    if written:
        assert lead == written
    else:
        for code, record in zip((first, second), records):
            assert record["Summary"] in lead and str(code) in lead
        assert lead.endswith(".") and ".." not in lead
        assert lead.startswith("Both ") == (records[0]["Outcome"] == records[1]["Outcome"])
        low, high = sorted((first, second))
        after = f" After {low} the final response is still to come; {high} is final."
        assert lead.endswith(after) == (low < 200 <= high)
        search = f" {high} also ends the search on all other branches of a forked call; {low} does not."
        assert lead.endswith(search) == (400 <= low < 600 <= high)

    # Beside each other, each code has its half of the lines, from where its title begins.
    beside = re.search(rf"\n( +){re.escape(titles[0])} +{re.escape(titles[1])}\n", body)
    assert bool(beside) == (columns >= 100)
    middle = beside[0].rindex(titles[1]) - 1 if beside else None
    for i, (code, record) in enumerate(zip((first, second), records)):
        texts = [record["Description"], *list_of(code, "Cause"), *list_of(code, "Remedy")]
        if beside:
            half = words("\n".join(line[len(beside[1]):middle] if i == 0 else line[middle:]
                                   for line in body.split("\n")))
        else:
            half = words(body)
        for text in texts:
            assert text in half, text

    differing, common = paragraph(body, "Key differences"), paragraph(body, "The same for both")
    for fact, label in LABELS.items():
        texts = [fact_of(first, fact), fact_of(second, fact)]
        found = [bool(re.search(rf"^ *{label}(?!\w)", part, flags=re.M)) for part in (differing, common)]
        if texts[0] == texts[1]:
            assert found == [False, True] and f"{label} {texts[0]}" in words(common)
        else:
            assert found == [True, False]
        if texts[0] != texts[1] and not beside:
            for code, text in zip((first, second), texts):
                assert f"{code} {text}" in words(differing)
    assert words(paragraph(body, "Which one applies").rstrip()) == (
        f"{first} when {fact_of(first, 'When')} {second} when {fact_of(second, 'When')}")


@pytest.mark.not_sanitized("the command compares pairs in other tests too")
@at_columns(40, 200)
def test_every_pair_reads_sensibly(command, columns):
    assert len(PAIRS) >= 2775
    in_parallel(lambda pair: check_pair(command, *(pair if columns == 40 else reversed(pair)), columns), PAIRS)


@pytest.mark.parametrize("pair", [(404, 486), (202, 428), (603, 180), (477, 555)])
def test_json_of_a_pair_has_both_codes_and_says_the_same_as_the_text(command, pair):
    said = command.json("compare", *pair)
    assert said["codes"] == [command.json(code) for code in pair]
    assert said["difference"] in words(command.text("compare", *pair))
    assert said["written"] is False


def test_json_tells_a_written_difference(command):
    pair, difference = next(iter(DIFFERENCES.items()))
    said = command.json("compare", *pair)
    assert (said["difference"], said["written"]) == (difference, True)


@pytest.mark.parametrize("pair, words_of_lead", [
    ((498, 404), ["Both are failures", "498: unregistered"]),
    ((498, 503), ["498 is a failure: unregistered", "503 is a server failure"]),
    ((400, 498), ["498 is registered nowhere", "as 400"]),
    ((498, 400), ["498 is registered nowhere", "as 400"]),
    ((498, 499), ["Both are registered nowhere", "both as 400"]),
    ((183, 150), ["150 is registered nowhere", "as 183"]),
    ((199, 299), ["After 199", "299 is final"]),
], ids=str)
@at_columns(40, 200)
def test_pair_with_a_code_in_no_catalogue_is_compared_by_its_class(command, pair, words_of_lead, columns):
    status, out, err = command("compare", *pair, columns=columns)
    assert status == NOT_FOUND
    check_layout(out, columns)
    lead = words(out.partition("\n\n")[0])
    assert all(part in lead for part in words_of_lead)
    assert err.count("\n") == 1
    assert all((str(code) in err) == (code not in CODES) for code in pair)


# Findings


@at_columns(40, 80, 200)
def test_every_finding_is_explained_at_every_width(command, columns):
    for name in RULES:
        group = FINDINGS[name]
        out = words(command.text("finding", name, columns=columns))
        remedies = list_in(group, "Remedy")
        assert out == " ".join([
            name, f"{group.get('Level', 'fault')}: {group['Title']}", "What it means", group["Meaning"],
            "What shows it", group["Shown"], *(["What to do", *remedies] if remedies else []),
            "Reference", group["Reference"]])


def test_json_of_every_finding_holds_the_catalogue(command):
    for name in RULES:
        group = FINDINGS[name]
        assert command.json("finding", name) == {
            "in_catalogue": True, "finding": name, "title": group["Title"], "level": group.get("Level", "fault"),
            "meaning": group["Meaning"], "shown": group["Shown"], "remedy": list_in(group, "Remedy"),
            "reference": group["Reference"],
        }


@at_columns(40, 200)
def test_finding_alone_lists_those_that_a_rule_can_find(command, columns):
    assert len(RULES) >= 2
    out = command.text("finding", columns=columns)
    assert [line.split(":")[0] for line in out.splitlines() if not line.startswith(" ")] == RULES
    for name in RULES:
        assert f"{name}: {FINDINGS[name]['Title']}" in words(out)
    assert command.json("finding") == [{"finding": name, "title": FINDINGS[name]["Title"],
                                        "level": FINDINGS[name].get("Level", "fault")} for name in RULES]


def test_finding_that_there_is_not_is_said_in_one_line(command):
    unknown = ["auth-refuse", "auth-refused-", "AUTH-REFUSED", "", "486", "caf\udce9", "a\nb",
               *sorted(set(FINDINGS) - set(RULES))]
    for name in unknown:
        shown = name.replace("\udce9", r"\xE9").replace("\n", r"\x0A")
        assert command("finding", name) == (
            NOT_FOUND, "", f'sipexplain: there is no finding "{shown}"; "sipexplain finding" lists all\n')
        assert command.json("finding", name, status=NOT_FOUND) == {"in_catalogue": False, "finding": shown}


@pytest.mark.parametrize("level, colour", [("fault", "31"), ("normal", "32"), ("context", "33")])
def test_colour_tells_the_level_of_a_finding(command, level, colour):
    names = [name for name in RULES if FINDINGS[name].get("Level", "fault") == level]
    if not names:
        pytest.skip(f"no rule finds something of the level {level} yet")
    assert f"\x1b[{colour}m{level}" in command.on_terminal("finding", names[0], columns=80)


# Lists and Reason causes


@at_columns(40, 80, 200)
def test_list_has_every_code_in_order(command, columns):
    out = command.text("list", columns=columns)
    assert [int(code) for code in re.findall(r"^  (\d{3}) ", out, flags=re.M)] == CODES
    for code in CODES:
        assert f"{code} {record_of(code)['Phrase']}: {record_of(code)['Summary']}" in words(out)
    assert [int(code) for code in command.json("list") and re.findall(r'"code": (\d+)', command("--json", "list")[1])] \
        == CODES


@pytest.mark.parametrize("digit", range(1, 7))
def test_list_of_a_class_has_its_codes_alone(command, digit):
    codes = [code for code in CODES if code // 100 == digit]
    for name in (f"{digit}xx", f"{digit}XX"):
        assert [entry["code"] for entry in command.json("list", name)] == codes
        out = command.text("list", name)
        assert out.startswith(f"{digit}xx {CLASSES[digit - 1]}\n") and len(re.findall(r"^\S", out, flags=re.M)) == 1


@at_columns(40, 200)
def test_every_cause_is_explained(command, columns):
    for protocol, cause in CAUSES:
        group = REASONS[f"{protocol} {cause}"]
        out = words(command.text("reason", protocol.lower(), cause, columns=columns))
        assert out.startswith(f"{protocol} {cause} {group['Name']} {group['Meaning']} ")
        codes = [int(code) for code in group.get("Responses", "").split(";") if code]
        for code in codes:
            assert f"{code} {record_of(code)['Phrase']}" in out
        said = command.json("reason", protocol, cause)
        assert (said["protocol"], said["cause"], said["name"], said["meaning"], said["responses"]) == (
            protocol, int(cause), group["Name"], group["Meaning"], codes)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_protocol_lists_its_causes(command, protocol):
    causes = [int(cause) for of, cause in CAUSES if of == protocol]
    assert [cause["cause"] for cause in command.json("reason", protocol)["causes"]] == causes
    out = command.text("reason", protocol, columns=40)
    assert REASONS[protocol]["Meaning"] in words(out)
    assert [int(cause) for cause in re.findall(r"^  (\d+) ", out, flags=re.M)] == causes


def test_reason_alone_lists_the_protocols(command):
    assert [entry["protocol"] for entry in command.json("reason")] == PROTOCOLS
    out = command.text("reason", columns=40)
    assert [line.split(":")[0] for line in out.splitlines() if not line.startswith(" ")] == PROTOCOLS


def test_cause_of_the_protocol_sip_is_a_response_code(command):
    said = command.json("reason", "sip", 486)
    assert (said["name"], said["meaning"]) == (record_of(486)["Phrase"], record_of(486)["Description"])


@pytest.mark.parametrize("value, meaning", [
    (("Q.850", 130), REASONS["Q.850"]["Unknown"]),
    (("Q.850", 4294967295), REASONS["Q.850"]["Unknown"]),
    (("SIP", 499), REASONS["SIP"]["Unknown"]),
    (("EMM", 7), REASONS["EMM"]["Reference"]),
    (("X-Vendor", 7), REASONS["other"]["Meaning"]),
    (("other", 7), REASONS["other"]["Meaning"]),
    (("X-Vendor",), REASONS["other"]["Meaning"]),
], ids=str)
def test_cause_in_no_catalogue_is_explained_by_its_protocol(command, value, meaning):
    status, out, err = command("reason", *value)
    assert status == NOT_FOUND and meaning in words(out)
    check_layout(out, 80)
    assert err.startswith("sipexplain: ") and err.count("\n") == 1 and value[0] in err
    assert command.json("reason", *value, status=NOT_FOUND)["protocol"] == value[0]


def test_protocol_of_odd_characters_is_shown_escaped(command):
    protocol, shown = 'a"b\\c\x1b[31m\udce9', r'a"b\c\x1B[31m\xE9'
    assert command.json("reason", protocol, 1, status=NOT_FOUND)["protocol"] == shown
    status, out, err = command("reason", protocol, 1)
    assert out.startswith(f"{shown} 1\n") and shown in err


# Wrong usage


@pytest.mark.parametrize("args, quoted", [
    ([], "code"), (["099"], "099"), (["99"], "99"), (["700"], "700"), (["1000"], "1000"), (["0404"], "0404"),
    (["4294967700"], "4294967700"), (["404x"], "404x"), (["-404"], "-404"), (["Busy"], "Busy"), ([""], '""'),
    (["404", "486"], "compare 404 486"), (["404", "486", "503"], "CODE"),
    (["compare"], "compare"), (["compare", "404"], "compare"), (["compare", "404", "486", "503"], "compare"),
    (["compare", "404", "404"], "404"), (["compare", "404", "700"], "700"), (["compare", "x", "404"], "x"),
    (["list", "7xx"], "7xx"), (["list", "4"], "4"), (["list", "4xxx"], "4xxx"), (["list", "4xx", "5xx"], "list"),
    (["reason", "Q.850", "busy"], "busy"), (["reason", "Q.850", "-1"], "-1"), (["reason", "Q.850", "4294967296"], "42"),
    (["reason", "Q.850", "16", "17"], "reason"), (["finding", "icmp", "scan"], "finding [ID]"), (["--jason", "404"], "--jason"),
    (["\x1b[31mred"], r"\x1B[31mred"), (["--\x1b[31mred"], r"--\x1B[31mred"), (["caf\udce9"], r"caf\xE9"),
    (["reason", "Q.850", "1\n2"], r"1\x0A2"),
], ids=str)
def test_wrong_usage_is_said_in_one_line(command, args, quoted):
    for options in ([], ["--json"]):
        status, out, err = command(*options, *args)
        assert (status, out) == (WRONG_USAGE, "")
        assert re.fullmatch(r"sipexplain: [ -~]+\n", err) and quoted in err


@pytest.mark.parametrize("args", [["--json", "404"], ["404", "--json"], ["--json", "--", "404"], ["--json", "404", "--"]],
                         ids=str)
def test_options_may_stand_anywhere(command, args):
    status, out, err = command(*args)
    assert (status, err) == (FOUND, "") and json.loads(out)["code"] == 404


@pytest.mark.parametrize("args", [["reason", "--", "-x", "7"], ["--", "reason", "-x", "7"], ["reason", "--", "-x"]], ids=str)
def test_words_behind_two_dashes_are_no_options(command, args):
    status, out, err = command(*args)
    assert status == NOT_FOUND and out.startswith("-x") and "\"-x\"" in err


@at_columns(40, 80, 200)
def test_help_names_every_usage_and_fits(command, columns):
    for option in ("--help", "-h"):
        out = words(command.text(option, columns=columns))
        for usage in ("sipexplain CODE", "compare CODE CODE", "list [CLASS]", "reason [PROTOCOL [CAUSE]]", "finding [ID]",
                      "--json", "--version"):
            assert usage in out


def test_version_is_that_of_the_project(command):
    version = re.search(r"project\(sipexplain VERSION (\S+)", (TOP / "CMakeLists.txt").read_text())[1]
    assert command("--version") == (FOUND, f"sipexplain {version}\n", "")


# Where the output goes


@pytest.mark.parametrize("value, columns", [("40", 40), ("100", 100), ("", 80), ("0", 80), ("-5", 80), ("wide", 80),
                                            ("99999999999999999999", 80), ("1", 20), ("20", 20)])
def test_columns_are_believed_where_they_make_sense(command, value, columns):
    status, out, err = command("reason", "Q.850", COLUMNS=value)
    assert (status, err) == (FOUND, "")
    check_layout(out, columns)
    assert max(map(len, out.splitlines())) > columns * 0.8


def test_prose_does_not_grow_with_the_terminal(command):
    for args in (["404"], ["list"], ["reason", "Q.850"], ["finding", RULES[0]], ["--help"]):
        assert command.text(*args, columns=200) == command.text(*args, columns=100)


def test_width_is_that_of_the_terminal(command):
    for columns in (40, 60, 100):
        lines = re.sub(r"\x1b\[\d*m", "", command.on_terminal("404", columns=columns, COLUMNS="70")).splitlines()
        assert columns * 0.9 < max(map(len, lines)) <= columns
    # One that does not know its width.
    lines = command.on_terminal("404", columns=0, COLUMNS="50", NO_COLOR="1").splitlines()
    assert 45 < max(map(len, lines)) <= 50


@pytest.mark.parametrize("args", [["404"], ["compare", "404", "503"], ["list"], ["reason", "Q.850"], ["finding"],
                                  ["finding", RULES[0]], ["--help"]], ids=str)
def test_terminal_shows_the_same_text_with_bold_and_colour(command, args):
    styled = command.on_terminal(*args, columns=120)
    plain = re.sub(r"\x1b\[(?:0|1|3[123])m", "", styled)
    assert plain == command.text(*args, columns=120)
    assert "\x1b[1m" in styled
    # What is switched on is switched off in the same line.
    for line in styled.splitlines():
        assert re.fullmatch(r"(?:[^\x1b]|\x1b\[[1-9]\d*m[^\x1b]+\x1b\[0m)*", line)


def test_colour_tells_the_kind_of_outcome(command):
    colours = {code: re.search(r"\x1b\[(3\d)m", command.on_terminal(code, columns=80)) for code in (200, 401, 404, 100)}
    assert [colours[code][1] for code in (200, 401, 404)] == ["32", "33", "31"]
    assert colours[100] is None


@pytest.mark.parametrize("env, styled", [({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False),
                                         ({"TERM": ""}, False), ({"TERM": "vt100"}, True)], ids=str)
def test_style_is_left_out_where_it_is_not_wanted(command, env, styled):
    assert ("\x1b" in command.on_terminal("404", columns=80, **env)) == styled


def test_text_is_readable_in_every_locale(command):
    texts = {command("compare", "401", "407", LC_ALL=locale, LANG=locale)[1]
             for locale in ("C", "C.UTF-8", "POSIX", "xx_XX.nonsense")}
    assert len(texts) == 1


@pytest.mark.parametrize("ignored, status", [(False, -signal.SIGPIPE), (True, NOT_WRITTEN)])
def test_closed_pipe_ends_it_without_a_word(command, ignored, status):
    reader, writer = os.pipe()
    os.close(reader)
    # Python ignores the signal itself, and restores it for the process or does not.
    done = subprocess.run([command.path, "499"], env=command.env, stdout=writer, stderr=subprocess.PIPE,
                          restore_signals=not ignored)
    os.close(writer)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.parametrize("args", [["404"], ["--json", "list"], ["--version"]], ids=str)
def test_full_disk_is_reported(command, args):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([command.path, *args], env=command.env, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == NOT_WRITTEN
    assert re.fullmatch(r"sipexplain: .*No space left on device\n", done.stderr)


def test_what_was_typed_is_quoted_in_the_encoding_of_the_locale(command):
    """Without it, GLib refuses what is not ASCII with words of its own, and what the system says would be question marks."""
    status, out, err = command("--language", "é", "404", LC_ALL="C.UTF-8")
    assert (status, out, err) == (WRONG_USAGE, "", 'sipexplain: there is no language "é", only these: en, de, ja, pt_BR, zh_CN\n')


def test_missing_output_is_reported(command):
    done = subprocess.run(["sh", "-c", '"$0" 404 >&-', command.path], env=command.env, stderr=subprocess.PIPE, text=True)
    assert done.returncode == NOT_WRITTEN and done.stderr.count("\n") == 1


def test_no_library_of_wireshark_is_needed(command):
    needed = subprocess.run(["ldd", command.path], capture_output=True, text=True).stdout
    assert "libglib" in needed and "wireshark" not in needed and "wsutil" not in needed
