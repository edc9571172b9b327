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

# Codes that are a finding by themselves, whatever else is known of the exchange.
FOUND_BY_CODE = {608: "analytics-blocked"}


def record_of(code):
    return RECORDS.get(str(code), RECORDS[f"{code // 100}xx"])


def fact_of(code, fact):
    """A code without one of its own has that of its class."""
    return record_of(code).get(fact, RECORDS[f"{code // 100}xx"][fact])


def list_of(code, name):
    return list_in(record_of(code), name)


def fits(condition, method, phrase, transport):
    """Whether a response without other header fields than those that all have fits, where its request is not known."""
    for term in condition.split():
        key, _, value = term.partition("=")
        if ((key == "method" and method not in value.split(",")) or (key == "method!" and method in value.split(","))
                or (key == "transport" and transport not in value.split(",")) or key in ("header", "q850")
                or (key == "phrase" and value.replace("_", " ").lower() not in phrase.lower())
                or (key == "phrase!" and value.replace("_", " ").lower() in phrase.lower())):
            return False
    return True


def fitting(code, name, method="INVITE", phrase="", transport="UDP"):
    """The texts of a code that such a response does not rule out."""
    record = record_of(code)
    return [text for key, text in record.items()
            if re.fullmatch(rf"{name}\d?", key) and fits(record.get(f"{key}If", ""), method, phrase, transport)]


def list_in(group, name):
    return [value for key, value in group.items() if re.fullmatch(rf"{name}\d?", key)]
