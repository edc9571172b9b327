# SPDX-License-Identifier: GPL-2.0-or-later
"""The generator refuses a faulty catalogue, and says where the fault is."""

import re
import shutil
import subprocess

import pytest
from conftest import TOP

FILES = [f"{digit}xx.ini" for digit in range(1, 7)] + ["command.ini", "diagnoses.ini", "differences.ini", "findings.ini",
                                                       "labels.ini", "phrases.ini", "reasons.ini", "report.ini", "vendors.ini",
                                                       "warnings.ini"]
WIDE = "応"
MARK = "\u0301"     # an accent, which takes no column of its own, and two bytes

# By which codes are compared; a code may leave the last two to its class.
OWN_FACTS = ["Sender", "Phase", "Methods", "Retry", "When"]
FACTS = [*OWN_FACTS, "Fork", "Dialog"]


class Catalogue:
    """A copy of the catalogue that a test may spoil."""

    def __init__(self, build_dir, folder):
        self.folder = folder
        self.generator = build_dir / "plugin" / "catalogue_generator"
        for name in FILES:
            shutil.copyfile(TOP / "data" / name, folder / name)

    def change(self, file, group, change):
        """Applies change to the text of a group, its name included."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        before, begin, rest = text.partition(f"[{group}]\n")
        assert begin, f"{file} has no [{group}]"
        body, end, after = rest.partition("\n[")
        changed = change(begin + body)
        assert changed != begin + body, "the fault was not made"
        path.write_text(before + changed + end + after, encoding="utf-8")

    def run(self, output="table.c", files=FILES, header="findings.h"):
        # With no folders in the names, so that the tests can compare messages.
        return subprocess.run([self.generator, output, header, *files], cwd=self.folder, capture_output=True, text=True)

    def assert_refused(self, *words, files=FILES):
        """Refused, with one message that begins with file, [group] and key and has the words in it."""
        done = self.run(files=files)
        assert done.returncode == 1, done.stderr
        lines = done.stderr.splitlines()
        assert any(all(word in line for word in words) and line.startswith(words[0]) for line in lines), done.stderr
        assert "nothing written" in lines[-1]
        left = [path.name for path in self.folder.iterdir() if path.name not in FILES]
        assert left == []
        return lines[:-1]


@pytest.fixture
def catalogue(build_dir, tmp_path):
    return Catalogue(build_dir, tmp_path)


def without(key):
    return lambda text: re.sub(rf"^{key}=.*\n", "", text, flags=re.M)


def with_value(key, value):
    return lambda text: re.sub(rf"^{key}=.*$", f"{key}={value}", text, flags=re.M)


def with_line(line):
    return lambda text: text.rstrip("\n") + f"\n{line}\n"


def renamed(name):
    return lambda text: re.sub(r"^\[.*\]$", f"[{name}]", text, count=1, flags=re.M)


def doubled(key):
    return lambda text: re.sub(rf"^({key}=.*)$", r"\1\n\1", text, flags=re.M)


METHODS = "INVITE,ACK,CANCEL,BYE,REGISTER,OPTIONS,PRACK,UPDATE,INFO,SUBSCRIBE,NOTIFY,REFER,MESSAGE,PUBLISH"

# name: (file, group, change, key or "", words of the message)
FAULTS = {
    "missing Phrase": ("4xx.ini", "420", without("Phrase"), "Phrase", "missing"),
    "missing Outcome": ("4xx.ini", "420", without("Outcome"), "Outcome", "missing"),
    "missing Reference": ("4xx.ini", "420", without("Reference"), "Reference", "missing"),
    "missing Summary": ("4xx.ini", "420", without("Summary"), "Summary", "missing"),
    "missing Description": ("4xx.ini", "420", without("Description"), "Description", "missing"),
    "missing Cause": ("5xx.ini", "505", without(r"Cause\d?"), "Cause", "missing"),
    "missing Remedy": ("5xx.ini", "505", without(r"Remedy\d?"), "Remedy", "missing"),
    "missing TreatAs": ("4xx.ini", "4xx", without("TreatAs"), "TreatAs", "missing"),
    "missing Difference": ("differences.ini", "180 183", without("Difference"), "Difference", "missing"),
    **{f"missing {key}": ("4xx.ini", "420", without(key), key, "missing") for key in OWN_FACTS},
    **{f"missing {key} of a class": ("4xx.ini", "4xx", without(key), key, "missing") for key in FACTS},
    "empty Sender": ("4xx.ini", "420", with_value("Sender", ""), "Sender", "empty"),
    "Retry too wide": ("4xx.ini", "420", with_value("Retry", "x" * 111), "Retry", "111 columns wide"),
    "Dialog too wide in wide characters": ("4xx.ini", "404", with_value("Dialog", WIDE * 56), "Dialog",
                                           "112 columns wide"),
    "When with a full stop": ("4xx.ini", "420", with_value("When", "this is a sentence."), "When", "full stop"),
    "Phase with a control character": ("4xx.ini", "420", with_value("Phase", "any\x01"), "Phase", "control character"),
    "fact of a pair": ("differences.ini", "180 183", with_line("Fork=none"), "Fork", "unknown key"),
    "unknown key": ("4xx.ini", "420", with_line("Colour=red"), "Colour", "unknown key"),
    "key in the wrong case": ("4xx.ini", "420", with_line("evidence=Via"), "evidence", "unknown key"),
    "translated key": ("4xx.ini", "420", with_line("Summary[ja]=x"), "Summary[ja]", "unknown key"),
    "seventh cause": ("4xx.ini", "420", with_line("Cause7=A seventh one."), "Cause7", "unknown key"),
    "first cause with a number": ("4xx.ini", "420", with_line("Cause1=The first one."), "Cause1", "unknown key"),
    "unknown key of a pair": ("differences.ini", "180 183", with_line("Summary=x"), "Summary", "unknown key"),
    "doubled key": ("4xx.ini", "420", doubled("Outcome"), "Outcome", "doubled key"),
    "doubled group": ("4xx.ini", "420", lambda text: f"[420]\nPhrase=x\n{text}", "", "doubled group"),
    "group that is in another file": ("5xx.ini", "500", lambda text: f"[420]\nPhrase=x\n{text}", "", "doubled group"),
    "code below 100": ("1xx.ini", "180", renamed("099"), "", "out of range"),
    "code above 699": ("6xx.ini", "600", renamed("700"), "", "out of range"),
    "group with two digits": ("1xx.ini", "180", renamed("18"), "", "unknown group"),
    "group with four digits": ("1xx.ini", "180", renamed("1800"), "", "unknown group"),
    "group that is a word": ("1xx.ini", "180", renamed("Ringing!"), "", "unknown group"),
    "group of three codes": ("differences.ini", "180 183", renamed("180 183 199"), "", "unknown group"),
    "protocol that may be a mistyped class": ("reasons.ini", "5GMM", renamed("5GM"), "", "unknown group"),
    "class that does not exist": ("6xx.ini", "6xx", renamed("7xx"), "", "unknown group"),
    "group name that goes on": ("1xx.ini", "180", lambda text: text.replace("[180]", "[180] x"), "", "group name"),
    "unknown outcome": ("4xx.ini", "420", with_value("Outcome", "disaster"), "Outcome", "unknown outcome"),
    "outcome in the wrong case": ("4xx.ini", "420", with_value("Outcome", "Failure"), "Outcome", "unknown outcome"),
    **{f"condition: {name}": ("5xx.ini", "505", with_line(f"{key}={value}"), key, words) for name, key, value, words in (
        ("unknown word", "CauseIf", "dialog", "is no condition"),
        ("unknown method", "CauseIf", "method=INVITE,CALL", "names something unknown"),
        ("unknown transport", "CauseIf", "transport=IP", "names something unknown"),
        ("no value", "CauseIf", "phrase=", "has no value"),
        ("no header", "CauseIf", "header=:x", "names something empty"),
        ("no word of a header", "CauseIf", "request-header!=Accept:text,,xml", "names something empty"),
        ("cause that is too large", "CauseIf", "q850=17,128", "names something unknown"),
        ("cause that is a word", "CauseIf", "q850=busy", "names something unknown"),
        ("both of elsewhere", "CauseIf", "elsewhere not-elsewhere", "contradicts"),
        ("both of offered", "CauseIf", "offered not-offered", "contradicts"),
        ("no scheme", "CauseIf", "scheme=", "has no value"),
        ("no scheme between two", "CauseIf", "scheme=tel,,sips", "names something unknown"),
        ("doubled header", "CauseIf", "header=Reason header=Warning", "stands there twice"),
        ("doubled", "CauseIf", "method=INVITE method=BYE", "stands there twice"),
        ("both", "CauseIf", "inside outside", "contradicts"),
        ("met by no request", "CauseIf", "method=REGISTER inside", "no request can meet"),
        ("method that does not ring", "CauseIf", "method=BYE rang", "no request can meet"),
        ("excluded method", "CauseIf", "method=BYE method!=BYE", "no request can meet"),
        ("without its text", "Cause6If", "outside", "there is no text for it"),
        ("of the first summary", "SummaryIf", "outside", "unknown key"),
    )},
    "summary without its condition": ("5xx.ini", "505", with_line("Summary2=another gist of it"), "Summary2If", "missing"),
    "conditions that leave a case without a cause": (
        "5xx.ini", "505", lambda text: re.sub(r"^(Cause\d?)=(.*)$", r"\1=\2\n\1If=outside", text, flags=re.M), "Cause",
        "none is left for INVITE inside a dialog"),
    "conditions that leave an unknown method without a cause": (
        "5xx.ini", "505", lambda text: re.sub(r"^(Cause\d?)=(.*)$", r"\1=\2\n\1If=method=" + METHODS, text, flags=re.M), "Cause",
        "none is left for an unknown method"),
    **{f"conditions of {term} alone": (
        "5xx.ini", "505", lambda text, term=term: re.sub(r"^(Cause\d?)=(.*)$", rf"\1=\2\n\1If={term}", text, flags=re.M), "Cause",
        "none is left for") for term in ("q850=17", "header!=Reason", "request-header!=Contact", "expired", "first-seen", "elsewhere",
                                         "scheme=tel", "offered", "not-anonymous",
                                         "phrase!=x")},
    "conditions that leave a case without a remedy": (
        "5xx.ini", "505", lambda text: re.sub(r"^(Remedy\d?)=(.*)$", r"\1=\2\n\1If=header=Warning", text, flags=re.M),
        "Remedy", "none is left for"),
    "Registered=yes": ("4xx.ini", "420", with_line("Registered=yes"), "Registered", "only \"no\""),
    "TreatAs at a code": ("4xx.ini", "420", with_line("TreatAs=400"), "TreatAs", "only classes"),
    "TreatAs is no code": ("4xx.ini", "4xx", with_value("TreatAs", "4xx"), "TreatAs", "not a code"),
    "TreatAs without a record": ("4xx.ini", "4xx", with_value("TreatAs", "499"), "TreatAs", "no record for 499"),
    "pair with a missing code": ("differences.ini", "180 183", renamed("180 198"), "", "no record for 198"),
    "pair in the wrong order": ("differences.ini", "180 183", renamed("183 180"), "", "the smaller code comes first"),
    "pair with itself": ("differences.ini", "180 183", renamed("180 180"), "", "the smaller code comes first"),
    "Summary too wide": ("4xx.ini", "420", with_value("Summary", "x" * 57), "Summary", "57 columns wide"),
    "Summary too wide in wide characters": ("4xx.ini", "420", with_value("Summary", WIDE * 29), "Summary",
                                            "58 columns wide"),
    "Summary with a full stop": ("4xx.ini", "420", with_value("Summary", "a sentence."), "Summary", "full stop"),
    "Reference too long for its label": ("4xx.ini", "420", with_value("Reference", "x" * 229), "Reference",
                                         "1 bytes too long"),
    "Phrase too long for its label": ("4xx.ini", "420", with_value("Phrase", WIDE * 80), "Phrase", "31 bytes too long"),
    "Phrase and Summary too long for expert info": ("4xx.ini", "420", with_value("Phrase", "x" * 190), "Summary",
                                                    "too long"),
    "empty Phrase": ("4xx.ini", "420", with_value("Phrase", ""), "Phrase", "empty"),
    "empty Evidence": ("4xx.ini", "420", with_value("Evidence", ""), "Evidence", "empty"),
    "control character": ("4xx.ini", "420", with_value("Phrase", "Bad\x01Extension"), "Phrase", "control character"),
    "escaped control character": ("4xx.ini", "420", with_value("Phrase", r"Bad\\tExtension"), "Phrase",
                                  "control character U+0009"),
    "C1 control character": ("4xx.ini", "420", with_value("Phrase", "Bad\x85Extension"), "Phrase",
                             "control character U+0085"),
    "double blank": ("4xx.ini", "420", with_value("Phrase", "Bad  Extension"), "Phrase", "blank"),
    "blank at the end": ("4xx.ini", "420", with_value("Phrase", "Bad Extension "), "Phrase", "blank"),
    "Description without a full stop": ("4xx.ini", "420", with_value("Description", "No end"), "Description",
                                        "full stop"),
    "Cause without a full stop": ("4xx.ini", "420", with_value("Cause", "No end"), "Cause", "full stop"),
    "Difference without a full stop": ("differences.ini", "180 183", with_value("Difference", "No end"), "Difference",
                                       "full stop"),
    "Evidence with a blank": ("4xx.ini", "420", with_value("Evidence", "Require; Supported"), "Evidence",
                              "not the name of a header field"),
    "Evidence with a colon": ("4xx.ini", "420", with_value("Evidence", "Require:"), "Evidence",
                              "not the name of a header field"),
    "Cause3 without Cause2": ("5xx.ini", "505", lambda text: with_line("Cause3=A third one.")(without("Cause2")(text)),
                              "Cause3", "the one before it is missing"),
    "Reason protocol without a reference": ("reasons.ini", "STIR", without("Reference"), "Reference", "missing"),
    "Reason cause without a name": ("reasons.ini", "Q.850 17", without("Name"), "Name", "missing"),
    "Reason cause too large": ("reasons.ini", "Q.850 17", renamed("Q.850 10000"), "", "unknown group"),
    "Reason cause of no protocol": ("reasons.ini", "Q.850 17", renamed("Q.851 17"), "", "there is no group [Q.851]"),
    "Reason cause that maps to no code": ("reasons.ini", "Q.850 17", with_value("Responses", "498"), "Responses",
                                          "no record for 498"),
    "Reason cause that maps to a word": ("reasons.ini", "Q.850 17", with_value("Responses", "busy"), "Responses",
                                         "not a code"),
    "location with a name": ("reasons.ini", "location LN", with_line("Name=x"), "Name", "unknown key"),
    "Warning code with two digits": ("warnings.ini", "Warning 305", renamed("Warning 35"), "", "unknown group"),
    "Warning without a meaning": ("warnings.ini", "Warning 305", without("Meaning"), "Meaning", "missing"),
    "diagnosis without its name in braces": ("diagnoses.ini", "diagnosis min-se", with_value("Text", "Wait."), "Text",
                                             "{duration} is missing"),
    "diagnosis with another name in braces": ("diagnoses.ini", "diagnosis min-se",
                                              with_value("Text", "{duration} {time}."), "Text", "{time} is unknown"),
    "diagnosis with a name twice": ("diagnoses.ini", "diagnosis min-se",
                                    with_value("Text", "{duration} {duration}."), "Text", "comes twice"),
    "diagnosis with an open brace": ("diagnoses.ini", "diagnosis min-se", with_value("Text", "{duration} {."), "Text",
                                     "is unknown here"),
    "diagnosis that nobody asks for": ("diagnoses.ini", "diagnosis min-se", renamed("diagnosis min-x"), "",
                                       "unknown group"),
    "finding without a title": ("findings.ini", "finding auth-refused", without("Title"), "Title", "missing"),
    "finding without a meaning": ("findings.ini", "finding auth-refused", without("Meaning"), "Meaning", "missing"),
    "finding without what shows it": ("findings.ini", "finding auth-refused", without("Shown"), "Shown", "missing"),
    "finding without a reference": ("findings.ini", "finding auth-refused", without("Reference"), "Reference", "missing"),
    "fault without a remedy": ("findings.ini", "finding auth-refused", without(r"Remedy\d?"), "Remedy", "missing"),
    "Remedy2 of a finding without Remedy": ("findings.ini", "finding auth-refused", without("Remedy"), "Remedy", "missing"),
    "unknown key of a finding": ("findings.ini", "finding auth-refused", with_line("Cause=One."), "Cause", "unknown key"),
    "unknown level": ("findings.ini", "finding auth-refused", with_line("Level=disaster"), "Level", "unknown level"),
    "Title of a finding too wide": ("findings.ini", "finding auth-refused", with_value("Title", "x" * 57), "Title",
                                    "57 columns wide"),
    "Title of a finding too wide in wide characters": ("findings.ini", "finding auth-refused",
                                                       with_value("Title", WIDE * 29), "Title", "58 columns wide"),
    "Title of a finding too long for its label": ("findings.ini", "finding auth-refused",
                                                  with_value("Title", "xx" + MARK * 84), "Title", "1 bytes too long"),
    "Title of a finding with a full stop": ("findings.ini", "finding auth-refused", with_value("Title", "x."), "Title",
                                            "full stop"),
    "Reference of a finding too long for its label": ("findings.ini", "finding auth-refused",
                                                      with_value("Reference", "x" * 229), "Reference", "1 bytes too long"),
    "Meaning without a full stop": ("findings.ini", "finding auth-refused", with_value("Meaning", "x"), "Meaning",
                                    "full stop"),
    "Shown without a full stop": ("findings.ini", "finding auth-refused", with_value("Shown", "x"), "Shown", "full stop"),
    "Remedy of a finding without a full stop": ("findings.ini", "finding auth-refused", with_value("Remedy", "x"),
                                                "Remedy", "full stop"),
    **{f"finding with the id {words!r}": ("findings.ini", "finding no-response", renamed(f"finding {words}"), "", "is no id")
       for words in ("No-response", "no_response", "no response", "no-response-", "no--response", "-no", "4xx", "")},
    **{f"sentence with the id {words!r}": ("findings.ini", "sentence no-response", renamed(f"sentence {words}"), "",
                                           "is no id") for words in ("No-response", "no_response", "no response")},
    "sentence of no finding": ("findings.ini", "sentence no-response", with_value("Finding", "no-reply"), "Finding",
                               "there is no group [finding no-reply]"),
    "sentence without a finding": ("findings.ini", "sentence no-response", without("Finding"), "Finding", "missing"),
    "sentence without a text": ("findings.ini", "sentence no-response", without("Text"), "Text", "missing"),
    "sentence without a full stop": ("findings.ini", "sentence auth-refused",
                                     with_value("Text", "{method} {frame} {user} {realm}"), "Text", "full stop"),
    "unknown key of a sentence": ("findings.ini", "sentence no-response", with_line("Title=x"), "Title", "unknown key"),
    "sentence without one of its names": ("findings.ini", "sentence auth-refused",
                                          with_value("Text", "{method} {frame} {user}."), "Text", "{realm} is missing"),
    "sentence with a name that Values lacks": ("findings.ini", "sentence auth-refused",
                                               with_value("Values", "method:text frame:frame user:text"), "Text",
                                               "{realm} is unknown"),
    "sentence without Values": ("findings.ini", "sentence auth-refused", without("Values"), "Text", "{method} is unknown"),
    "sentence with a name twice": ("findings.ini", "sentence auth-refused",
                                   with_value("Text", "{method} {frame} {user} {user} {realm}."), "Text", "comes twice"),
    "value twice": ("findings.ini", "sentence auth-refused",
                    with_value("Values", "method:text frame:frame user:text realm:text user:text"), "Values",
                    '"user" comes twice'),
    **{f"value {value!r}": ("findings.ini", "sentence auth-refused",
                            with_value("Values", f"method:text frame:frame user:text {value}"), "Values", words)
       for value, words in {"realm:word": "unknown kind", "realm:Text": "unknown kind", "realm": "unknown kind",
                            "realm:": "unknown kind", "realm:text:text": "unknown kind", ":text": "cannot be the name",
                            "Realm:text": "cannot be the name", "the-realm:text": "cannot be the name",
                            "1:text": "cannot be the name", "register:text": "cannot be the name",
                            "about:text": "cannot be the name"}.items()},
    "ninth value": ("findings.ini", "sentence auth-refused",
                    with_value("Values", " ".join(f"v{i}:number" for i in range(9))), "Values", "one more than the 8"),
    "line that is no key": ("4xx.ini", "420", with_line("no key at all"), "", "neither [group] nor Key=value"),
    "key without a name": ("4xx.ini", "420", with_line("=value"), "", "neither [group] nor Key=value"),
    "phrase without words": ("phrases.ini", "phrase not-relaying", without("Words"), "Words", "missing"),
    "phrase without a meaning": ("phrases.ini", "phrase not-relaying", without("Meaning"), "Meaning", "missing"),
    "meaning of a phrase without a full stop": ("phrases.ini", "phrase not-relaying", with_value("Meaning", "x"), "Meaning",
                                                "full stop"),
    "meaning of a phrase that is too long": ("phrases.ini", "phrase not-relaying", with_value("Meaning", "x" * 300 + "."),
                                             "Meaning", "too long"),
    "words that match everything": ("phrases.ini", "phrase not-relaying", with_value("Words", "*"), "Words",
                                    "matches everything"),
    "words of stars and blanks": ("phrases.ini", "phrase not-relaying", with_value("Words", "* *"), "Words",
                                  "matches everything"),
    "words that match everything beside others": ("phrases.ini", "phrase not-relaying", with_value("Words", "one | *"),
                                                  "Words", "matches everything"),
    "words of one letter": ("phrases.ini", "phrase not-relaying", with_value("Words", "*a*"), "Words", "nearly everything"),
    "words with two stars in a row": ("phrases.ini", "phrase not-relaying", with_value("Words", "one**two"), "Words", "**"),
    "words that are too long": ("phrases.ini", "phrase not-relaying", with_value("Words", "x" * 121), "Words", "too long"),
    "doubled words for the same code": ("phrases.ini", "phrase not-relaying", with_value("Words", "forbidden AUTH id"),
                                        "Words", "doubled: [phrase forbidden-auth-id]"),
    "doubled words for a code and its class": (
        "phrases.ini", "phrase not-relaying",
        lambda text: with_value("Codes", "4xx")(with_value("Words", "Forbidden auth ID")(text)), "Words", "doubled"),
    "doubled words for any code": (
        "phrases.ini", "phrase not-relaying",
        lambda text: without("Codes")(with_value("Words", "Forbidden auth ID")(text)), "Words", "doubled"),
    "doubled words of one phrase": ("phrases.ini", "phrase not-relaying", with_value("Words", "one two | ONE TWO"), "Words",
                                    "stands there twice"),
    "words of blanks alone": ("phrases.ini", "phrase not-relaying", with_value("Words", "one |  | two"), "Words",
                              "matches everything"),
    "words with two blanks in a row": ("phrases.ini", "phrase not-relaying", with_value("Words", "one  two"), "Words",
                                       "blank"),
    "words with a blank at the end": ("phrases.ini", "phrase not-relaying", with_value("Words", "one  | two"), "Words",
                                      "blank"),
    "words with a quote at the end": ("phrases.ini", "phrase not-relaying", with_value("Words", 'say \"no\"'), "Words",
                                      "quote"),
    "phrase of a code that is no code": ("phrases.ini", "phrase not-relaying", with_value("Codes", "403,404"), "Codes",
                                         "403,404"),
    "phrase of a code without a record": ("phrases.ini", "phrase not-relaying", with_value("Codes", "498"), "Codes",
                                          "no record of a failure 498"),
    "phrase of a success": ("phrases.ini", "phrase not-relaying", with_value("Codes", "200"), "Codes",
                            "no record of a failure 200"),
    "phrase of a class of successes": ("phrases.ini", "phrase not-relaying", with_value("Codes", "2xx"), "Codes", "2xx"),
    "phrase of too many codes": ("phrases.ini", "phrase not-relaying",
                                 with_value("Codes", "400 401 402 403 404 405 406 407 408"), "Codes", "more than 8"),
    "phrase of a method in small letters": ("phrases.ini", "phrase no-mailbox", with_value("Methods", "subscribe"),
                                            "Methods", "subscribe"),
    "phrase with an unknown finding": ("phrases.ini", "phrase not-relaying", with_line("Finding=no-such-thing"), "Finding",
                                       "no-such-thing"),
    "phrase with an unknown key": ("phrases.ini", "phrase not-relaying", with_line("Remedy=x."), "Remedy", "unknown key"),
    "doubled phrase": ("phrases.ini", "phrase not-here", renamed("phrase not-relaying"), "", "doubled group"),
    "vendor without a way to read": ("vendors.ini", "vendor X-Error", without("Read"), "Read", "missing"),
    "vendor with an unknown way to read": ("vendors.ini", "vendor X-Error", with_value("Read", "regex"), "Read", "regex"),
    "vendor with words or not": ("vendors.ini", "vendor X-Error", with_line("Words=yes"), "Words", "only \"no\""),
    "vendor without a meaning": ("vendors.ini", "vendor X-Error", without("Meaning"), "Meaning", "missing"),
    "vendor that is no header field": ("vendors.ini", "vendor X-Error", renamed("vendor X Error"), "", "header field"),
    "vendor with the values of an unknown one": ("vendors.ini", "vendor ms-diagnostics-public", with_value("ValuesOf", "x"),
                                                 "ValuesOf", "[vendor x]"),
    "value of an unknown vendor": ("vendors.ini", "vendor-value ms-diagnostics 1000", renamed("vendor-value x 1000"), "",
                                   "[vendor x]"),
    "value without a meaning": ("vendors.ini", "vendor-value ms-diagnostics 1000", without("Meaning"), "Meaning", "missing"),
    "value that is no number": ("vendors.ini", "vendor-value ms-diagnostics 1000", renamed("vendor-value ms-diagnostics x"),
                                "", "no number"),
    "vendor-value without a value": ("vendors.ini", "vendor-value ms-diagnostics 1000", renamed("vendor-value ms-diagnostics"),
                                     "", "no number"),
    "value that matches everything": ("vendors.ini", "vendor-value P-Registrar-Error Path parse error",
                                      renamed("vendor-value P-Registrar-Error *"), "", "matches everything"),
    "value in other letters": ("vendors.ini", "vendor-value P-Registrar-Error Path parse error",
                               renamed("vendor-value P-Registrar-Error callid TOO long"), "", "doubled"),
    "value that is the same number": ("vendors.ini", "vendor-value ms-diagnostics 1001",
                                      renamed("vendor-value ms-diagnostics 01000"), "", "doubled"),
    "vendor in other letters": ("vendors.ini", "vendor X-Error", renamed("vendor error-INFO"), "", "doubled"),
    "value with two blanks in a row": ("vendors.ini", "vendor-value P-Registrar-Error Path parse error",
                                       renamed("vendor-value P-Registrar-Error Path  parse error"), "", "blank"),
    "value with an unknown finding": ("vendors.ini", "vendor-value ms-diagnostics 1000", with_line("Finding=x"), "Finding",
                                      "[finding x]"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_refused_with_file_group_and_key(catalogue, name):
    file, group, change, key, words = FAULTS[name]
    catalogue.change(file, group, change)
    heading = re.match(r"\[(.*?)\]", change(f"[{group}]\n"))
    lines = catalogue.assert_refused(f"{file}: [{heading[1]}] " + (f"{key}: " if key else ""), words)
    for line in lines:
        assert line.startswith((f"{file}: [{heading[1]}]", "differences.ini: ")), "another place is blamed"


def test_same_text_twice_is_refused_with_both_places(catalogue):
    text = re.search(r"^Cause=(.*)$", (catalogue.folder / "5xx.ini").read_text(), flags=re.M)[1]
    catalogue.change("6xx.ini", "600", with_value("Remedy", text))
    catalogue.assert_refused("6xx.ini: [600] Remedy: ", "the same text as 5xx.ini: [5xx] Cause")


def test_same_summary_twice_is_refused(catalogue):
    text = re.search(r"\[500\]\n(?:.*\n)*?Summary=(.*)$", (catalogue.folder / "5xx.ini").read_text(), flags=re.M)[1]
    catalogue.change("6xx.ini", "600", with_value("Summary", text))
    catalogue.assert_refused("6xx.ini: [600] Summary: ", "the same text as 5xx.ini: [500] Summary")


@pytest.mark.parametrize("key", ["Title", "Meaning", "Shown", "Remedy"])
def test_two_findings_with_the_same_text_are_refused(catalogue, key):
    text = re.search(rf"\[finding auth-refused\]\n(?:.*\n)*?{key}=(.*)$",
                     (catalogue.folder / "findings.ini").read_text(encoding="utf-8"), flags=re.M)[1]
    catalogue.change("findings.ini", "finding no-response", with_value(key, text))
    catalogue.assert_refused(f"findings.ini: [finding no-response] {key}: ",
                             f"the same text as findings.ini: [finding auth-refused] {key}")


@pytest.mark.parametrize("data, words", [
    (b"# caf\xe9\n", "line 1 is not UTF-8"),
    (b"\n\n# \xc3", "line 3 is not UTF-8"),
    (b"# \0\n", "line 1 is not UTF-8"),
], ids=["Latin-1", "cut off", "NUL byte"])
def test_bytes_that_are_no_text_are_refused_with_their_line(catalogue, data, words):
    path = catalogue.folder / "3xx.ini"
    path.write_bytes(data + (path.read_bytes() if data.endswith(b"\n") else b""))
    catalogue.assert_refused("3xx.ini: ", words)


def test_key_before_the_first_group_is_refused(catalogue):
    path = catalogue.folder / "3xx.ini"
    path.write_text("Phrase=x\n" + path.read_text())
    catalogue.assert_refused("3xx.ini: Phrase: ", "before the first group")


def test_missing_class_is_refused(catalogue):
    catalogue.change("3xx.ini", "3xx", lambda text: "")
    catalogue.assert_refused("catalogue: ", "[3xx]")


def test_missing_file_is_refused(catalogue):
    catalogue.assert_refused("7xx.ini: ", "No such file", files=[*FILES, "7xx.ini"])


def test_folder_in_the_place_of_a_file_is_refused(catalogue, tmp_path_factory):
    folder = tmp_path_factory.mktemp("folder")
    catalogue.assert_refused(f"{folder}: ", files=[*FILES, str(folder)])


def test_all_faults_are_reported_in_one_run(catalogue):
    catalogue.change("4xx.ini", "420", with_value("Outcome", "disaster"))
    catalogue.change("5xx.ini", "505", without("Reference"))
    lines = catalogue.assert_refused("4xx.ini: [420] Outcome: ", "unknown outcome")
    assert any(line.startswith("5xx.ini: [505] Reference: ") for line in lines)


def test_good_catalogue_gives_the_same_table_twice(catalogue):
    for name in ("one.c", "two.c"):
        done = catalogue.run(name)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    one, two = ((catalogue.folder / name).read_bytes() for name in ("one.c", "two.c"))
    assert one == two
    assert b"static const" in one and b" 420," in one
    assert sorted(path.name for path in catalogue.folder.iterdir()) == sorted([*FILES, "findings.h", "one.c", "two.c"])


def test_order_of_the_records_does_not_matter_for_the_table(catalogue):
    assert catalogue.run("one.c").returncode == 0
    assert catalogue.run("two.c", [*reversed(FILES[:-1]), FILES[-1]]).returncode == 0
    tables = [(catalogue.folder / name).read_bytes() for name in ("one.c", "two.c")]
    codes = [re.findall(rb"^static const char \*const causes_(\w+)\[", table, flags=re.M) for table in tables]
    assert codes[0] == codes[1] and len(codes[0]) == 88


def test_order_of_the_findings_does_not_matter(catalogue):
    path = catalogue.folder / "findings.ini"
    outputs = []
    for reverse in (False, True):
        groups = re.split(r"^(?=\[)", path.read_text(encoding="utf-8"), flags=re.M)[1:]
        path.write_text("\n".join(reversed(groups) if reverse else groups), encoding="utf-8")
        assert catalogue.run().returncode == 0
        outputs.append([(catalogue.folder / name).read_bytes() for name in ("table.c", "findings.h")])
    assert outputs[0] == outputs[1]


NEW = """
[finding zz-new]
Title=something new
{level}Meaning=It is new.
Shown=Its novelty shows it.
{remedy}Reference=RFC 3261
"""


def add_finding(catalogue, sentence="", level="", remedy="Remedy=Make it old.\n"):
    with (catalogue.folder / "findings.ini").open("a", encoding="utf-8") as file:
        file.write(NEW.format(level=level, remedy=remedy) + sentence)
    return catalogue.run()


@pytest.mark.parametrize("level, remedy", [("", True), ("fault", True), ("normal", True), ("normal", False),
                                           ("context", True), ("context", False)])
def test_finding_without_a_sentence_is_taken(catalogue, level, remedy):
    done = add_finding(catalogue, level=f"Level={level}\n" if level else "", remedy="Remedy=Make it old.\n" if remedy else "")
    assert (done.returncode, done.stderr) == (0, "")
    header = (catalogue.folder / "findings.h").read_text()
    assert "    FINDING_ZZ_NEW,\n    NUM_FINDINGS\n" in header and "ZZ_NEW" not in header.partition("NUM_FINDINGS")[2]


def test_header_has_a_typed_function_for_each_sentence(catalogue):
    done = add_finding(catalogue, """
[sentence zz-new]
Finding=zz-new
Text=There are no values in it.

[sentence zz-new-all]
Finding=zz-new
Values=a:text b:frame c:number d:duration e:response
Text={e}, {d}, {c}, {b} and {a}.
""")
    assert (done.returncode, done.stderr) == (0, "")
    header = " ".join((catalogue.folder / "findings.h").read_text().split())
    assert ("static inline void find_zz_new(finding_case_t *about, certainty_t certainty) "
            "{ finding_add(about, FINDING_ZZ_NEW, SENTENCE_ZZ_NEW, certainty, NULL, 0); }") in header
    assert ("static inline void find_zz_new_all(finding_case_t *about, certainty_t certainty, sip_text_t a, uint32_t b, "
            "uint64_t c, int64_t d, unsigned e) { const finding_value_t values[] = { finding_text(a), finding_frame(b), "
            "finding_number(c), finding_duration(d), finding_response(e) }; "
            "finding_add(about, FINDING_ZZ_NEW, SENTENCE_ZZ_NEW_ALL, certainty, values, 5); }") in header


@pytest.mark.parametrize("fact", ["Fork", "Dialog"])
def test_fact_that_a_code_leaves_out_is_that_of_its_class(catalogue, fact):
    catalogue.change("4xx.ini", "4xx", with_value(fact, "decided by the class"))
    assert catalogue.run("before.c").returncode == 0
    catalogue.change("4xx.ini", "420", with_line(f"{fact}=decided by the code"))
    assert catalogue.run("after.c").returncode == 0
    before, after = ((catalogue.folder / name).read_text() for name in ("before.c", "after.c"))
    assert before.count("decided by the code") == 0 and after.count("decided by the code") == 1
    assert after.count("decided by the class") == before.count("decided by the class") - 1 > 1


@pytest.mark.parametrize("limit", [("Summary", "x" * 56), ("Summary", WIDE * 28), ("Reference", "x" * 228),
                                   ("When", "x" * 110)], ids=["Summary", "wide Summary", "Reference", "When"])
def test_text_that_just_fits_is_taken(catalogue, limit):
    catalogue.change("4xx.ini", "420", with_value(*limit))
    done = catalogue.run()
    assert (done.returncode, done.stderr) == (0, "")


def test_old_table_stays_when_the_catalogue_is_faulty(catalogue):
    assert catalogue.run().returncode == 0
    before = (catalogue.folder / "table.c").read_bytes()
    catalogue.change("4xx.ini", "420", without("Summary"))
    assert catalogue.run().returncode == 1
    assert (catalogue.folder / "table.c").read_bytes() == before


def test_output_that_cannot_be_written_is_an_error(catalogue):
    done = catalogue.run("no/such/folder/table.c")
    assert done.returncode == 1 and "no/such/folder/table.c" in done.stderr
    done = catalogue.run(header="no/such/folder/findings.h")
    assert done.returncode == 1 and "no/such/folder/findings.h" in done.stderr


@pytest.mark.parametrize("files", [[], ["table.c", "1xx.ini"]], ids=["nothing", "no input"])
def test_wrong_usage_is_said(build_dir, files):
    done = subprocess.run([build_dir / "plugin" / "catalogue_generator", *files], capture_output=True, text=True)
    assert done.returncode == 2 and "usage:" in done.stderr
