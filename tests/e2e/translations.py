# SPDX-License-Identifier: GPL-2.0-or-later
"""The translations as data/po has them, and how wide text is."""

import ast
import functools
import re
import unicodedata

from conftest import TOP

LISTED = (TOP / "plugin" / "languages.cmake").read_text(encoding="utf-8")
COMPLETE = re.search(r"set\(complete_languages (.*?)\)", LISTED)[1].split()
PARTIAL = re.search(r"set\(partial_languages ?(.*?)\)", LISTED)[1].split()
LANGUAGES = [name for name in COMPLETE + PARTIAL if (TOP / "data" / "po" / f"{name}.po").exists()]


def read(language):
    """English text -> its translation; without those that are empty or fuzzy."""
    return {english: text for english, text in read_all(TOP / "data" / "po" / f"{language}.po").items() if text}


def read_all(path):
    """The same of a file, with those that are empty."""
    texts = {}
    for entry in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        found = re.search(r'^msgid (.*?)^msgstr (.*)', entry, flags=re.M | re.S)
        if found is None or re.search(r"^#,.*\bfuzzy\b", entry, flags=re.M):
            continue
        english, text = ("".join(ast.literal_eval(line) for line in part.splitlines() if line.startswith('"'))
                         for part in found.groups())
        if english:
            texts[english] = text
    return texts


def columns(text):
    """How many columns of a terminal it takes; as GLib has it, what is ambiguous is narrow."""
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 1 + (unicodedata.east_asian_width(c) in "WF")
               for c in text)


@functools.cache
def reader(language):
    """Gives the translation of an English text where there is one, else that text."""
    texts = {} if language == "en" else read(language)
    return lambda english: texts.get(english, english)


def colon(language):
    """What stands between a label and its text."""
    return reader(language)("{label}: {text}").replace("{label}", "").replace("{text}", "")
