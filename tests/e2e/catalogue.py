# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue as data/ has it, for tests that compare what is said with what was written."""

import configparser
import re

from conftest import TOP

CLASSES = ["Provisional", "Success", "Redirection", "Client Failure", "Server Failure", "Global Failure"]


def read(*files):
    """The groups of files of the catalogue."""
    groups = configparser.RawConfigParser(delimiters=["="], comment_prefixes=["#"], strict=True)
    groups.optionxform = str
    groups.read([TOP / "data" / file for file in files], encoding="utf-8")
    return {name: dict(groups[name]) for name in groups.sections()}


RECORDS = read(*(f"{digit}xx.ini" for digit in range(1, 7)))
CODES = sorted(int(name) for name in RECORDS if name.isdigit())
DIFFERENCES = {frozenset(map(int, name.split())): group["Difference"]
               for name, group in read("differences.ini").items()}
REASONS = read("reasons.ini")
PROTOCOLS = [name for name in REASONS if " " not in name and name != "other"]
CAUSES = [tuple(name.split()) for name in REASONS if " " in name and not name.startswith("location")]
FINDINGS = {name.split()[1]: group for name, group in read("findings.ini").items() if name.startswith("finding ")}
SENTENCES = {name.split()[1]: group for name, group in read("findings.ini").items() if name.startswith("sentence ")}
# Those for which there is a rule; it has a sentence to say.
RULES = sorted({group["Finding"] for group in SENTENCES.values()})


def record_of(code):
    return RECORDS.get(str(code), RECORDS[f"{code // 100}xx"])


def fact_of(code, fact):
    """A code without one of its own has that of its class."""
    return record_of(code).get(fact, RECORDS[f"{code // 100}xx"][fact])


def list_of(code, name):
    return list_in(record_of(code), name)


def list_in(group, name):
    return [value for key, value in group.items() if re.fullmatch(rf"{name}\d?", key)]
