# SPDX-License-Identifier: GPL-2.0-or-later
"""What makes the tables of texts takes good translations, refuses those that would not fit, and says what is missing."""

import re
import subprocess
import zlib

import pytest

WIDE = "応"
HINDI = "क"        # narrow, and three bytes

GOOD = """[486]
Phrase=Busy Here
Summary=the called device is busy
Summary[xx]=belegt
Description=The device was reached. It is busy.
Description[xx]=Das Gerät ist belegt.
Cause=One.
Cause[xx]=Eins.
Cause2=Two.
Cause2[xx]=Zwei.
Sender=the called device
Sender[xx]=das gerufene Gerät
Evidence=Retry-After

[diagnosis x]
Text={method} in frame {frame}.
Text[xx]=Rahmen {frame} hat {method}.

[finding auth-x]
Title=the gist
Title[xx]=worum es geht
Meaning=It means this.
Meaning[xx]=Es bedeutet dies.
Shown=This shows it.
Shown[xx]=Dies zeigt es.
Level=normal

[sentence auth-x]
Finding=auth-x
Values=method:text frame:frame
Text=The {method} is in frame {frame}.
Text[xx]=In Rahmen {frame} ist {method}.

[Q.850]
Title=ISDN causes
Title[xx]=ISDN-Ursachen

[label cause]
Text=Typical cause
Text[xx]=Ursache

[label in-no-catalogue]
Text={code} is in no catalogue of SIP codes; RFC 3261 has it treated as {treated}
Text[xx]={code} ist in keinem Katalog und gilt als {treated}

[label lead-unknown]
Text=Both are treated as {code}.
Text[xx]=Beide gelten als {code}.
"""


class Generator:
    def __init__(self, build_dir, folder):
        self.program = build_dir / "plugin" / "translation_generator"
        self.folder = folder

    def run(self, text=GOOD, languages="xx", complete="", output="table.c"):
        (self.folder / "1xx.ini").write_text(text, encoding="utf-8")
        return subprocess.run([self.program, output, languages, complete, "1xx.ini"], cwd=self.folder,
                              capture_output=True, text=True)


    def texts(self):
        """Those of the language xx as they are in the table, compressed there."""
        table = (self.folder / "table.c").read_text()
        packed = re.search(r"texts_xx\[\] = \{([\d,\s]*)\}", table)[1]
        return zlib.decompress(bytes(map(int, re.findall(r"\d+", packed)))).decode().split("\0")


@pytest.fixture
def generator(build_dir, tmp_path):
    return Generator(build_dir, tmp_path)


def with_value(group, key, value):
    """The good text with another value; None: without it."""
    before, begin, rest = GOOD.partition(f"[{group}]\n")
    line = f"{key}={value}\n" if value is not None else ""
    changed = re.sub(rf"^{re.escape(key)}=.*\n", lambda _: line, rest, count=1, flags=re.M)
    assert changed != rest, "the fault was not made"
    return before + begin + changed


# name: (group, key, value, words of the message)
FAULTS = {
    "name missing": ("diagnosis x", "Text[xx]", "Rahmen {frame}.", 'has the names "{frame}" in braces and not "{frame} {method}"'),
    "name added": ("486", "Summary[xx]", "{code} belegt", 'has the names "{code}" in braces and not ""'),
    "name twice": ("diagnosis x", "Text[xx]", "{frame} {frame} {method}.", '"{frame} {frame} {method}"'),
    "name translated": ("diagnosis x", "Text[xx]", "Rahmen {rahmen} hat {method}.", '"{method} {rahmen}"'),
    "brace not closed": ("diagnosis x", "Text[xx]", "{frame} {method} {", '{'),
    "brace lost": ("diagnosis x", "Text[xx]", "{frame} {method", '{method"'),
    "summary too wide": ("486", "Summary[xx]", "x" * 57, "57 columns wide, and not at most 56"),
    "summary too wide in wide characters": ("486", "Summary[xx]", WIDE * 29, "58 columns wide, and not at most 56"),
    "fact too wide": ("486", "Sender[xx]", "x" * 111, "111 columns wide, and not at most 110"),
    "label too wide": ("label cause", "Text[xx]", "x" * 41, "41 columns wide, and not at most 40"),
    "label too wide in wide characters": ("label cause", "Text[xx]", WIDE * 21, "42 columns wide, and not at most 40"),
    "sentence too wide": ("label in-no-catalogue", "Text[xx]", "{code} {treated}" + "x" * 65, "81 columns wide, and not at most 80"),
    "label that would be cut": ("label in-no-catalogue", "Text[xx]", "{code} {treated}e" + "\u0301" * 120, "bytes too long for the label"),
    "summary that would be cut": ("486", "Summary[xx]", "e" + "\u0301" * 120, "bytes too long for the label \"SIP Explanation"),
    "sentence of a finding without a name": ("sentence auth-x", "Text[xx]", "Da ist {method}.", 'has the names "{method}" in braces and not "{frame} {method}"'),
    "sentence of a finding with another name": ("sentence auth-x", "Text[xx]", "{frame} {method} {user}.", '"{frame} {method} {user}"'),
    "title of a finding too wide": ("finding auth-x", "Title[xx]", "x" * 57, "57 columns wide, and not at most 56"),
    "title of a finding too wide in wide characters": ("finding auth-x", "Title[xx]", WIDE * 29, "58 columns wide, and not at most 56"),
    "title of a finding that would be cut": ("finding auth-x", "Title[xx]", "e" + "\u0301" * 101, "too long for the label \"000 First Hop"),
    "control character in what shows a finding": ("finding auth-x", "Shown[xx]", "Eins\x01.", "control character U+0001"),
    "title of a protocol too wide": ("Q.850", "Title[xx]", "x" * 41, "41 columns wide, and not at most 40"),
    "control character": ("486", "Description[xx]", "Eins\x01.", "control character U+0001"),
    "escaped control character": ("486", "Description[xx]", r"Eins.\nZwei.", "control character U+000A"),
    "C1 control character": ("486", "Cause2[xx]", "Eins\x85.", "control character U+0085"),
    "double blank": ("486", "Cause[xx]", "Eins  zwei.", "blank"),
    "blank at the end": ("486", "Cause[xx]", "Eins. ", "blank"),
    "empty": ("486", "Cause[xx]", "", "empty"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_refused_with_its_place(generator, name):
    group, key, value, words = FAULTS[name]
    done = generator.run(with_value(group, key, value))
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[-1] == f"{len(lines) - 1} fault{'s' if len(lines) > 2 else ''} in the translations, nothing written"
    assert all(line.startswith(f"1xx.ini: [{group}] {key}: ") for line in lines[:-1])
    assert any(words in line for line in lines), done.stderr
    assert not (generator.folder / "table.c").exists()


def test_phrase_and_summary_that_would_be_cut_together_are_refused(generator):
    text = with_value("486", "Summary[xx]", HINDI * 56).replace("Busy Here", "x" * 80)
    done = generator.run(text)
    assert done.returncode == 1 and "1xx.ini: [486] Summary[xx]: " in done.stderr and "too long for the label \"000 x" in done.stderr


@pytest.mark.parametrize("group, key, value", [
    ("486", "Summary[xx]", "x" * 56), ("486", "Summary[xx]", WIDE * 28), ("486", "Summary[xx]", HINDI * 56),
    ("finding auth-x", "Title[xx]", "x" * 56), ("finding auth-x", "Title[xx]", HINDI * 56), ("finding auth-x", "Shown[xx]", WIDE * 200),
    ("Q.850", "Title[xx]", "x" * 40), ("486", "Description[xx]", WIDE * 2000), ("label cause", "Text[xx]", WIDE * 20), ("label lead-unknown", "Text[xx]", "{code} " + "x" * 500),
    ("diagnosis x", "Text[xx]", "{method} {frame}"),
], ids=str)
def test_text_that_just_fits_is_taken(generator, group, key, value):
    done = generator.run(with_value(group, key, value))
    assert (done.returncode, done.stderr) == (0, "")
    assert value in generator.texts()


def test_coverage_of_each_language_is_said(generator):
    done = generator.run(with_value("486", "Cause2[xx]", None), languages="xx yy")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["Language xx: 13 of 14 texts", "Language yy: 0 of 14 texts"]


def test_language_that_must_be_complete_and_is_not_is_refused(generator):
    text = with_value("486", "Cause2[xx]", None)
    assert generator.run(text, complete="").returncode == 0
    (generator.folder / "table.c").unlink()
    done = generator.run(text, languages="xx yy", complete="xx")
    assert done.returncode == 1 and not (generator.folder / "table.c").exists()
    assert done.stderr.splitlines() == ["1xx.ini: [486] Cause2[xx]: missing", "1 fault in the translations, nothing written"]


def test_complete_language_is_taken(generator):
    done = generator.run(complete="xx")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Language xx: 14 of 14 texts\n", "")


def test_table_is_sorted_and_the_same_twice(generator):
    tables = []
    for name in ("one.c", "two.c"):
        assert generator.run(output=name).returncode == 0
        tables.append((generator.folder / name).read_bytes())
    assert tables[0] == tables[1]
    english = re.findall(rb'^    "(.+)",$', tables[0].partition(b"NULL")[0], flags=re.M)
    assert len(english) == 14 and english == sorted(english)


def test_no_language_makes_an_empty_table(generator):
    done = generator.run(languages="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "catalogue_num_languages = 0;" in (generator.folder / "table.c").read_text()


def test_output_that_cannot_be_written_is_an_error(generator):
    done = generator.run(output="no/such/folder/table.c")
    assert done.returncode == 1 and "no/such/folder/table.c" in done.stderr


def test_wrong_usage_is_said(build_dir):
    done = subprocess.run([build_dir / "plugin" / "translation_generator", "x.c", "xx", ""], capture_output=True, text=True)
    assert done.returncode == 2 and "usage:" in done.stderr
