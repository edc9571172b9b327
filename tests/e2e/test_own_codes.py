# SPDX-License-Identifier: GPL-2.0-or-later
"""The reader's own codes: the table sipexplain.codes, as an option and as a file."""

import re
import time

import captures
import pytest
from catalogue import FINDINGS, list_of, record_of
from conftest import TOP
from messages import notify_of_transfer, request, response

CODES = [200, 300, 401, 403, 486, 491, 498, 503, 603, 799]
COLUMNS = ["phrase", "outcome", "summary", "description", "cause", "remedy"]
OUTCOMES = ["progress", "success", "redirection", "challenge", "adjust", "unavailable", "busy", "declined", "cancelled",
            "failure", "server failure"]
UNKNOWN = 498       # in no catalogue
WIDE = "応"


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for code in CODES:
        capture.send("callee", "caller", response(code, call=f"code-{code}"))
    return wireshark.write(capture, "own-codes")


def frame(code):
    return CODES.index(code) + 1


def quoted(text):
    """A column as Wireshark writes it."""
    return '"' + "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
                         for byte in text.encode("utf-8", "surrogateescape")) + '"'


def row(code, **columns):
    return ",".join([quoted(str(code)), *(quoted(columns.get(name, "")) for name in COLUMNS)])


def option(code, **columns):
    return ["-o", "uat:sipexplain_codes:" + row(code, **columns)]


def said(wireshark, path, code, args=()):
    """What is said of a code, by field."""
    names = ["code", *COLUMNS]
    rows = wireshark.fields(path, *(f"sipexplain.{name}" for name in names), args=args)
    assert rows[frame(code) - 1][0] == [str(code)]
    return dict(zip(names, rows[frame(code) - 1]))


def refusal(wireshark, path, args):
    """The sentence of the one line with which tshark ends."""
    wireshark.run("tshark", "-r", path, *args, status=1)
    lines = [line for line in wireshark.errors.splitlines() if "Running as user" not in line]
    assert len(lines) == 1, lines
    return re.split(r": sipexplain_codes:[12]: ", lines[0])[-1]


class Settings:
    """A folder of configuration with a file of codes in it."""

    def __init__(self, wireshark, folder, profile=None):
        self._wireshark = wireshark
        self.env = {"WIRESHARK_CONFIG_DIR": str(folder)}
        self._place = folder / "profiles" / profile if profile else folder
        self._place.mkdir(parents=True)
        for made in (folder, folder / "profiles", self._place):
            if made.exists():
                made.chmod(0o755)

    def write(self, content):
        content = content if isinstance(content, bytes) else content.encode()
        file = self._place / "sipexplain_codes"
        file.write_bytes(content)
        file.chmod(0o644)

    def summaries(self, path, args=()):
        """code -> summary"""
        out = self._wireshark.run("tshark", "-r", path, *args, "-T", "fields", "-e", "sipexplain.code",
                                  "-e", "sipexplain.summary", env=self.env)
        return {int(code): summary for code, summary in (line.split("\t") for line in out.splitlines())}

    @property
    def complaints(self):
        return [line for line in self._wireshark.errors.splitlines() if "SIP Explain codes" in line]

    @property
    def left_out(self):
        """What the plugin says of rows that are left out, without the folder: a headline, and a line for each."""
        lines = [line.replace(f"{self._place}/", "") for line in self._wireshark.errors.splitlines()]
        start = next((number for number, line in enumerate(lines) if "of own codes" in line), len(lines))
        return [line.removeprefix("tshark: ") for line in lines[start:] if "WARNING" not in line]


@pytest.fixture
def settings(wireshark, request):
    return Settings(wireshark, wireshark.folder / re.sub(r"\W+", "-", request.node.name))


# A row is used


def test_without_rows_all_is_as_in_the_catalogue(wireshark, path):
    for code in CODES[:-1]:
        assert said(wireshark, path, code)["summary"] == [record_of(code)["Summary"]]


def test_filled_columns_come_before_the_catalogue(wireshark, path):
    texts = {"phrase": "Line In Use", "outcome": "unavailable", "summary": "the line is in use",
             "description": "Somebody talks.", "cause": "A long call.", "remedy": "Ring again later."}
    found = said(wireshark, path, 486, option(486, **texts))
    assert found.pop("outcome") == ["6"]
    assert found == {"code": ["486"], **{name: [text] for name, text in texts.items() if name != "outcome"}}


@pytest.mark.parametrize("column", COLUMNS)
def test_empty_columns_are_those_of_the_catalogue(wireshark, path, column):
    before = said(wireshark, path, 491)
    assert len(before["cause"]) == len(list_of(491, "Cause")) > 1
    after = said(wireshark, path, 491, option(491, **{column: "busy"}))
    assert after.pop(column) == (["7"] if column == "outcome" else ["busy"]) != before.pop(column)
    assert after == before


def test_other_codes_are_left_alone(wireshark, path):
    args = option(486, summary="the line is in use", outcome="failure")
    for code in set(CODES) - {486}:
        assert said(wireshark, path, code, args) == said(wireshark, path, code)


def test_row_with_a_code_alone_changes_nothing(wireshark, path):
    assert said(wireshark, path, 486, option(486)) == said(wireshark, path, 486)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcome_decides_expert_info_and_filters(wireshark, path, outcome):
    args = option(603, outcome=outcome)
    field = outcome.replace(" ", "_")
    assert frame(603) in wireshark.frames(path, f'sipexplain.outcome == "{outcome}"', args)
    assert frame(603) in wireshark.frames(path, f"sipexplain.expert.{field}", args)
    assert (frame(603) in wireshark.frames(path, "sipexplain.expert.declined", args)) == (outcome == "declined")


def test_code_that_the_catalogue_lacks_is_added(wireshark, path):
    args = option(UNKNOWN, phrase="Fraud Score", summary="the fraud filter blocked the call", outcome="declined",
                  cause="A premium-rate number.")
    unregistered = wireshark.frames(path, "sipexplain.expert.unregistered")
    assert unregistered == [frame(UNKNOWN), frame(799)]
    assert wireshark.frames(path, "sipexplain.expert.unregistered", args) == [frame(799)]
    assert wireshark.frames(path, "sipexplain.outcome == declined", args) == [frame(UNKNOWN), frame(603)]
    found = said(wireshark, path, UNKNOWN, args)
    assert (found["phrase"], found["cause"]) == (["Fraud Score"], ["A premium-rate number."])
    # What the row leaves out is that of the class.
    assert found["description"] == [record_of(UNKNOWN)["Description"]]
    out = wireshark.tshark("-O", "sipexplain", *args, capture=path)
    assert "Usual phrase, not registered: Fraud Score" in out
    assert f"(Note/Response): {UNKNOWN} Fraud Score: the fraud filter blocked the call]" in out


def test_added_code_without_an_outcome_has_that_of_its_class(wireshark, path):
    found = said(wireshark, path, UNKNOWN, option(UNKNOWN, phrase="Vendor", summary="whatever"))
    assert found["outcome"] == ["10"]


def test_other_responses_that_name_the_code_know_the_row(wireshark):
    """In Reason headers, in what came of a transfer, and where another code is told from it."""
    capture = captures.Capture()
    capture.send("caller", "callee", request("BYE", "reason", f"Reason: SIP;cause={UNKNOWN}\r\n"))
    capture.send("caller", "callee", request("REFER", "transfer"))
    capture.send("callee", "caller", response(202, call="transfer", cseq="1 REFER"))
    capture.send("callee", "caller", notify_of_transfer(f"SIP/2.0 {UNKNOWN} x".encode(), "transfer"))
    capture.send("callee", "caller", response(486, call="busy"))
    path = wireshark.write(capture, "own-codes-named")
    args = ["-2", *option(UNKNOWN, phrase="Fraud Score", summary="blocked by the fraud filter"), *option(600, phrase="All Lines Busy")]
    rows = wireshark.fields(path, "sipexplain.reason", "sipexplain.diagnosis", args=args)
    assert rows[0][0] == [f"SIP {UNKNOWN} Fraud Score: blocked by the fraud filter"]
    assert f"{UNKNOWN} Fraud Score (blocked by the fraud filter)" in rows[2][1][0]
    assert "Not to be confused with: 600 All Lines Busy: " in wireshark.tshark("-O", "sipexplain", *args, capture=path)


def test_statistics_have_the_row(wireshark, path):
    args = ["-q", "-z", "sipexplain,stat", *option(UNKNOWN, phrase="Fraud Score", summary="blocked", outcome="declined"),
            *option(486, phrase="Line In Use")]
    rows = {int(cells[0]): cells[1:3] for line in wireshark.tshark(*args, capture=path).splitlines()
            if re.match(r" *\d{3} *\|", line) and (cells := [cell.strip() for cell in line.split("|")])}
    assert rows[UNKNOWN] == ["Fraud Score", "declined"]
    assert rows[486] == ["Line In Use", "busy"]
    assert rows[603] == ["Decline", "declined"]


def test_expert_table_has_the_row(wireshark, path):
    args = option(486, outcome="server failure", summary="the line card burns")
    out = wireshark.tshark("-q", "-z", "expert", *args, capture=path)
    errors = out.partition("Errors")[2].partition("Warns")[0]
    assert "486 Busy Here: the line card burns" in errors


def test_refused_challenge_stays_a_failure(wireshark):
    """A row has the usual outcome and summary of a challenge; that of a refusal is what was found."""
    capture = captures.Capture()
    challenge = 'WWW-Authenticate: Digest realm="a", nonce="n1"\r\n'
    credentials = 'Authorization: Digest username="u", realm="a", nonce="n1", uri="sip:b", response="0"\r\n'
    capture.send("caller", "callee", request("REGISTER", "r", credentials))
    capture.send("callee", "caller", response(401, call="r", cseq="1 REGISTER", headers=challenge))
    path = wireshark.write(capture, "own-codes-refused")
    args = option(401, outcome="adjust", summary="log in")
    assert wireshark.fields(path, "sipexplain.outcome", "sipexplain.summary", args=args)[1] == [
        ["10"], [FINDINGS["auth-refused"]["Title"]]]


def test_wide_characters_and_escapes_are_taken(wireshark, path):
    found = said(wireshark, path, 486, option(486, phrase=WIDE * 30, summary='say "no" \\ ' + WIDE * 22, remedy="ä" * 1000))
    assert (found["phrase"], found["remedy"]) == ([WIDE * 30], ["ä" * 1000])
    # -T fields escapes the backslash itself.
    assert found["summary"][0].replace("\\\\", "\\") == 'say "no" \\ ' + WIDE * 22


@pytest.mark.parametrize("letter", ["x", WIDE, "ж", "\U0001d400"], ids=["Latin", "wide", "Cyrillic", "four bytes"])
def test_longest_texts_that_are_taken_are_not_cut(wireshark, path, letter):
    width, size = (2 if letter == WIDE else 1), len(letter.encode())
    phrase = letter * min(60 // width, 120 // size)
    summary = letter * min(56 // width, 112 // size)
    args = [*option(486, phrase=phrase, summary=summary), "-Y", "sipexplain.code == 486"]
    found = said(wireshark, path, 486, args[:2])
    assert (found["phrase"], found["summary"]) == ([phrase], [summary])
    out = wireshark.tshark("-O", "sipexplain", *args, capture=path)
    assert f"SIP Explanation (486): {summary}\n" in out
    assert f"486 {phrase}: {summary}]" in out
    assert phrase in out.replace("\n            ", "").replace("\n        ", "")


def test_long_texts_are_laid_out(wireshark, path):
    sentence = "A long sentence of the operator. "
    args = option(486, **{name: (sentence * 60).strip() for name in ("description", "cause", "remedy")})
    out = wireshark.tshark("-O", "sipexplain", "-Y", "sipexplain.code == 486", *args, capture=path)
    ours = out[out.index("SIP Explanation"):].splitlines()
    assert max(len(line) for line in ours if "Expert Info" not in line) <= 80
    assert " ".join(" ".join(ours).split()).count(sentence.strip()) > 150


# A row is refused

BAD = {
    "below the range": (dict(code=99), '"99" is not a SIP status code, which is a number from 100 to 699.'),
    "above the range": (dict(code=700), '"700" is not a SIP status code, which is a number from 100 to 699.'),
    "zero": (dict(code=0), '"0" is not a SIP status code, which is a number from 100 to 699.'),
    "negative": (dict(code=-486), '"-486" is not a SIP status code, which is a number from 100 to 699.'),
    "a word": (dict(code="busy"), '"busy" is not a SIP status code, which is a number from 100 to 699.'),
    "a number and a word": (dict(code="486x"), '"486x" is not a SIP status code, which is a number from 100 to 699.'),
    "no code": (dict(code=""), '"" is not a SIP status code, which is a number from 100 to 699.'),
    "too large for a number": (dict(code=4294967296 + 486),
                               '"4294967782" is not a SIP status code, which is a number from 100 to 699.'),
    "code that is not UTF-8": (dict(code="4\udcff"), '"?" is not a SIP status code, which is a number from 100 to 699.'),
    "unknown outcome": (dict(outcome="bad luck"),
                        f'There is no outcome "bad luck". It is one of: {", ".join(OUTCOMES)}; or empty.'),
    "outcome in the wrong case": (dict(outcome="Failure"),
                                  f'There is no outcome "Failure". It is one of: {", ".join(OUTCOMES)}; or empty.'),
    "outcome as a number": (dict(outcome="10"),
                            f'There is no outcome "10". It is one of: {", ".join(OUTCOMES)}; or empty.'),
    "outcome with an escape": (dict(outcome="\x1b[31mred"),
                               f'There is no outcome "?". It is one of: {", ".join(OUTCOMES)}; or empty.'),
    "code with a mark of direction": (dict(code="4\u202e68"), '"?" is not a SIP status code, which is a number from 100 to 699.'),
    "phrase too wide": (dict(phrase="x" * 61), "The phrase is 61 columns wide; at most 60 can be shown."),
    "summary too wide": (dict(summary="x" * 57), "The summary is 57 columns wide; at most 56 can be shown."),
    "summary too wide in wide characters": (dict(summary=WIDE * 29),
                                            "The summary is 58 columns wide; at most 56 can be shown."),
    "summary too long for its label": (dict(summary="\U0001d400" * 29), "The summary has 116 bytes; at most 112 are taken."),
    "phrase of combining characters": (dict(phrase="e" + "\u0301" * 60), "The phrase has 121 bytes; at most 120 are taken."),
    "description too long": (dict(description="x" * 2001), "The description has 2001 bytes; at most 2000 are taken."),
    "cause too long": (dict(cause="ä" * 1001), "The cause has 2002 bytes; at most 2000 are taken."),
    "remedy too long": (dict(remedy="x" * 100000), "The remedy has 100000 bytes; at most 2000 are taken."),
    "tab": (dict(phrase="Busy\tHere"), "The phrase has a control character (U+0009)."),
    "line break": (dict(description="One.\nTwo."), "The description has a control character (U+000A)."),
    "escape": (dict(summary="\x1b[31mred"), "The summary has a control character (U+001B)."),
    "direction of text": (dict(summary="busy\u202eyllacitsatnaf"),
                          "The summary has an invisible character, or one that changes the direction of the text (U+202E)."),
    "blank without a width": (dict(phrase="Busy\u200bHere"),
                              "The phrase has an invisible character, or one that changes the direction of the text (U+200B)."),
    "C1 control character": (dict(remedy="next\x85line"), "The remedy has a control character (U+0085)."),
    "not UTF-8": (dict(cause="caf\udce9"), "The cause is not UTF-8."),
    "NUL": (dict(cause="a\0b"), "The cause is not UTF-8."),
    "new code without a phrase": (dict(code=UNKNOWN, summary="x"), f"The catalogue has no {UNKNOWN}, so the row needs a phrase."),
    "new code without a summary": (dict(code=UNKNOWN, phrase="x"), f"The catalogue has no {UNKNOWN}, so the row needs a summary."),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_row_is_refused_with_a_sentence(wireshark, path, name):
    columns, sentence = BAD[name]
    assert refusal(wireshark, path, option(**{"code": 486, **columns})) == sentence


INVISIBLE = [0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180E, *range(0x200B, 0x2010), 0x2028, 0x2029, *range(0x202A, 0x202F),
             *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0x2800, 0x3164, 0xE000, 0xFEFF, 0xFFA0, 0xFFF9, 0xE0001, 0xE0041,
             0xE007F]
CONTROL = [*range(1, 0x20), *range(0x7F, 0xA0)]


@pytest.mark.parametrize("column", ["phrase", "summary", "description", "cause", "remedy"])
def test_each_invisible_character_is_refused_and_named(wireshark, path, settings, column):
    wrong, shown = [*INVISIBLE, *CONTROL], []
    # As many at once as reasons are given for.
    for start in range(0, len(wrong), 30):
        rows = [row(100 + number, **{"phrase": "x", "summary": "x", column: f"a{chr(code)}b"})
                for number, code in enumerate(wrong[start:start + 30])]
        settings.write("\n".join([*rows, row(603, summary="last row")]) + "\n")
        assert settings.summaries(path)[603] == "last row"
        shown += settings.left_out[1:]
    assert [line.partition(": ")[2] for line in shown] == [
        f"The {column} has a control character (U+{code:04X})." if code in CONTROL else
        f"The {column} has an invisible character, or one that changes the direction of the text (U+{code:04X})." for code in wrong]


def test_doubled_code_is_refused(wireshark, path):
    args = [*option(486, summary="one"), *option(403, summary="other"), *option(486, summary="two")]
    assert refusal(wireshark, path, args) == "The code 486 has a row already."


@pytest.mark.parametrize("name", BAD)
def test_bad_row_of_a_file_is_named_and_loses_no_good_row(wireshark, path, settings, name):
    columns, sentence = BAD[name]
    rows = [row(300, summary="first row"), row(**{"code": 486, **columns}), row(603, summary="last row")]
    settings.write("\n".join(rows) + "\n")
    expected = {code: record_of(code)["Summary"] if code != 799 else "" for code in CODES}
    assert settings.summaries(path) == {**expected, 300: "first row", 603: "last row"}
    assert len(settings.complaints) == 1
    # Wireshark looks at the last column when it has counted the line end.
    line = 3 if "remedy" in columns else 2
    assert settings.complaints[0].endswith(f"sipexplain_codes:{line}: {sentence}")


def test_doubled_row_of_a_file_is_named_and_the_first_one_counts(wireshark, path, settings):
    settings.write("\n".join([row(486, summary="first"), row(300, summary="between"), row(486, summary="second"),
                              row(603, summary="last")]) + "\n")
    found = settings.summaries(path)
    assert (found[486], found[300], found[603]) == ("first", "between", "last")
    assert [line.rpartition("sipexplain_codes:")[2] for line in settings.complaints] == [
        "3: The code 486 has a row already."]


def test_good_rows_of_a_file_decide_the_outcome_too(wireshark, path, settings):
    settings.write("\n".join([row(99, summary="bad"), row(486, outcome="server failure")]) + "\n")
    out = wireshark.run("tshark", "-r", path, "-Y", "sipexplain.expert.server_failure", "-T", "fields",
                        "-e", "sipexplain.code", env=settings.env)
    assert out.split() == ["486", "503"]


# The file


def test_file_of_wireshark_is_read(wireshark, path, settings):
    settings.write("# This file is automatically generated, DO NOT MODIFY.\n" + row(486, summary="the line is in use") + "\n")
    assert settings.summaries(path)[486] == "the line is in use"
    assert settings.complaints == []


def test_file_written_by_hand_is_read(wireshark, path, settings):
    settings.write('# ours\n\n"486","","","besetzt, später wieder"\r\n"300" , "", "", "応答", "", "", ""\n')
    found = settings.summaries(path)
    assert (found[486], found[300], settings.complaints) == ("besetzt, später wieder", "応答", [])


def test_row_and_file_come_together(wireshark, path, settings):
    settings.write(row(486, summary="of the file") + "\n")
    found = settings.summaries(path, option(300, summary="of the option"))
    assert (found[486], found[300]) == ("of the file", "of the option")


def test_empty_file_changes_nothing(wireshark, path, settings):
    settings.write("")
    assert settings.summaries(path)[486] == record_of(486)["Summary"]


@pytest.mark.parametrize("content", [b"\0\1\2\xff\n", b'"486","', b'"486"\n' * 3, b"\n" + b'"' * 101, b'486,1,2,3\n',
                                     b'"486","","","x","","","","more"\n', b'"486"' + b',""' * 50 + b"\n"], ids=repr)
def test_file_of_nonsense_does_no_harm(wireshark, path, settings, content):
    settings.write(content)
    out = wireshark.run("tshark", "-r", path, "-T", "fields", "-e", "sipexplain.code", env=settings.env)
    # Wireshark's reader prints what it does not understand before the first line.
    assert re.findall(r"(\d{3})$", out, flags=re.M) == list(map(str, CODES))


def test_file_of_a_profile_counts_in_it_alone(wireshark, path):
    folder = wireshark.folder / "own-codes-profile"
    settings = Settings(wireshark, folder, "Team")
    settings.write(row(486, summary="the team's words") + "\n")
    assert settings.summaries(path, ["-C", "Team"])[486] == "the team's words"
    assert settings.summaries(path)[486] == record_of(486)["Summary"]


def test_example_of_the_project_is_good(wireshark, path, settings):
    example = (TOP / "data" / "examples" / "sipexplain_codes").read_text(encoding="utf-8")
    settings.write(example)
    found = settings.summaries(path)
    assert settings.complaints == []
    rows = re.findall(r'^"(\d{3})","[^"]*","[^"]*","([^"]*)"', example, flags=re.M)
    assert len(rows) >= 3
    for code, summary in rows:
        assert found[int(code)] == summary


# Each row of a file that is left out is named


def told(*lines, count=None):
    count = count or len(lines)
    return [f"sipexplain: {count} {'row of own codes is' if count == 1 else 'rows of own codes are'} left out.",
            *(f"sipexplain_codes:{line}" for line in lines)]


NO_QUOTE = "has no closing quote. (A quote behind a backslash closes nothing; write \\x5c for a backslash.)"
MORE_TEXT = "Behind the closing quote of the summary stands more text. (Write \\x22 for a quote in a text.)"
NO_LINE_END = "No line end is behind the row, which is the last line of the file."
NOT_CODE = "is not a SIP status code, which is a number from 100 to 699."
FEW = "The row has {} of the 7 columns, and needs the first 4: the {} is not there."
FIRST, LAST = row(300, summary="first row"), row(603, summary="last row")
# The text of a row, and what is wrong with it.
FORMS = {
    "one column": ('"486"', FEW.format(1, "phrase")),
    "three columns": ('"486","",""', FEW.format(3, "summary")),
    "a comma too many": ('"486","","","x","","","",', "The row has more than 7 columns."),
    "an empty column too many": ('"486",,,"x",,,,', "The row has more than 7 columns."),
    "a blank and a column too many": ('"486","","","x","","","", "y"', "The row has more than 7 columns."),
    "a comma at the end": ('"486","","","x",',
                           'The row ends with a comma, and the next line is not empty. (Write "" for an empty column at the end.)'),
    "code without quotes": ('486,"","","x"', "The code is not in quotes."),
    "summary without quotes": ('"486","","",busy', "The summary is not in quotes."),
    "open quote": ('"486","","","x', f"The summary {NO_QUOTE}"),
    "quote behind a backslash": ('"486","","","x\\"', f"The summary {NO_QUOTE}"),
    "quote behind two backslashes": ('"486","","","x\\\\"', f"The summary {NO_QUOTE}"),
    "doubled quote": ('"486","","","say ""no"""', MORE_TEXT),
    "comment behind the row": ('"486","","","x" # ours', MORE_TEXT),
    "lone carriage return": ('"486","","","x"\r"491","","","y"', MORE_TEXT),
}


@pytest.mark.parametrize("name", FORMS)
def test_row_of_bad_form_is_named_and_so_are_those_behind_it(wireshark, path, settings, name):
    text, sentence = FORMS[name]
    settings.write("\n".join([FIRST, text, "# not a row", LAST, row(401, summary="very last")]) + "\n")
    found = settings.summaries(path)
    good = {code: record_of(code)["Summary"] for code in (401, 486, 603)}
    if name == "a comma at the end" and wireshark.version not in ("4.0", "4.2"):
        # Since 4.4, it is an empty column.
        assert settings.left_out == [] and [found[code] for code in (486, 603, 401)] == ["x", "last row", "very last"]
        return
    # Letters without quotes are bytes in hexadecimal for Wireshark: bad ones, but it reads on.
    stopped = name != "summary without quotes"
    if stopped:
        assert settings.left_out == told(f"2: {sentence}", "4-5: Not read, since Wireshark reads no further than line 2.", count=3)
    else:
        assert settings.left_out == told(f"2: {sentence}")
        good.update({401: "very last", 603: "last row"})
    assert {code: found[code] for code in good} == good
    assert found[300] == "first row"


def test_all_faulty_rows_are_named_with_their_lines(wireshark, path, settings):
    """Wireshark names the last one alone, and counts some lines twice."""
    settings.write("\n".join(['"300","","","short row"', '"99","","","x"', "", "# comment", row(486, outcome="bad luck"),
                              row(603, remedy="a\u202eb"), row(300, summary="again"), row(401, summary="good")]) + "\n")
    found = settings.summaries(path)
    assert (found[300], found[401]) == ("short row", "good")
    assert settings.left_out == told(
        f'2: "99" {NOT_CODE}', f"5: {BAD['unknown outcome'][1]}",
        "6: The remedy has an invisible character, or one that changes the direction of the text (U+202E).",
        "7: The code 300 has a row already.")


@pytest.mark.parametrize("rows, lines", [
    (['"300","","","short"', row(99)], [f'2: "99" {NOT_CODE}']),            # Wireshark says 3
    ([row(486, remedy="a\x1bb")], ["1: The remedy has a control character (U+001B)."]),      # 2
    ([row(486, summary="one"), row(99)], []),       # It says 2, and there is no more to say.
], ids=["behind a short row", "last column", "right"])
def test_wrong_line_of_wireshark_is_put_right(wireshark, path, settings, rows, lines):
    settings.write("\n".join([*rows, LAST]) + "\n")
    assert settings.summaries(path)[603] == "last row"
    assert len(settings.complaints) == 1
    assert settings.left_out == (told(*lines) if lines else [])


def test_row_of_two_lines_is_named_with_its_first(wireshark, path, settings):
    settings.write("\n".join([FIRST, '"486","","","two', 'lines"', '"99","","","x"', LAST]) + "\n")
    assert settings.summaries(path)[603] == "last row"
    assert settings.left_out == told("2: The summary has a control character (U+000A).", f'4: "99" {NOT_CODE}')


@pytest.mark.parametrize("end, sentence", [
    (row(603, summary="lost"), NO_LINE_END), ('"603","","","lost"', NO_LINE_END), ('"603","","",', NO_LINE_END),
    ('"603","","","lost"  ', NO_LINE_END), ('"603', f"The code {NO_QUOTE}"),
    ('"603","","","lost",\n', 'The row ends with a comma. (Write "" for an empty column at the end.)'),
], ids=["full row", "short row", "comma", "blanks", "open quote", "comma and line end"])
def test_last_row_that_nothing_ends_is_named(wireshark, path, settings, end, sentence):
    settings.write(f"{FIRST}\n{end}")
    out = wireshark.run("tshark", "-r", path, "-T", "fields", "-e", "sipexplain.summary", env=settings.env)
    if end.endswith(",\n") and wireshark.version not in ("4.0", "4.2"):
        # Since 4.4, it is an empty column.
        assert "first row" in out and "lost\n" in out and settings.left_out == []
        return
    assert "first row" in out and "lost" not in out
    assert settings.left_out == told(f"2: {sentence}")


def test_many_faulty_rows_are_named_by_their_lines(wireshark, path, settings):
    settings.write("".join('"99","","","x"\n' for _ in range(1000)) + LAST + "\n")
    assert settings.summaries(path)[603] == "last row"
    lines = settings.left_out
    assert len(lines) == 32
    assert lines[0] == told(count=1000)[0]
    assert lines[1:31] == [f'sipexplain_codes:{line}: "99" {NOT_CODE}' for line in range(1, 31)]
    assert lines[31] == "sipexplain_codes:31-1000: There are faults in these lines, too."


def test_rows_of_a_profile_are_named_with_its_file(wireshark, path):
    settings = Settings(wireshark, wireshark.folder / "own-codes-faulty-profile", "Team")
    settings.write('"99","","","x"\n"98","","","x"\n')
    settings.summaries(path, ["-C", "Team"])
    assert settings.left_out == told(f'1: "99" {NOT_CODE}', f'2: "98" {NOT_CODE}')
    settings.summaries(path)
    assert settings.left_out == []


def test_older_file_with_seven_columns_and_less_is_read_whole(wireshark, path, settings):
    settings.write("\n".join([row(486, summary="seven"), '"300","","","four"', '"603","","","five","more"']) + "\n")
    found = settings.summaries(path)
    assert ([found[code] for code in (486, 300, 603)], settings.complaints, settings.left_out) == (["seven", "four", "five"], [], [])


@pytest.mark.parametrize("content", [b'"' + b'\\"' * 200000, b'"486","","","' + b"x" * 10 ** 6, b" " * 10 ** 6 + b"x",
                                     b',"' * 300000, b'"486"' + b" " * 10 ** 6, b"\n#" * 300000],
                         ids=["backslashes", "open", "blanks", "commas", "blanks behind", "comments"])
def test_large_file_of_nonsense_takes_no_long_time(wireshark, path, settings, content):
    settings.write(content)
    begin = time.monotonic()
    wireshark.run("tshark", "-r", path, "-T", "fields", "-e", "sipexplain.code", env=settings.env)
    assert time.monotonic() - begin < 10
