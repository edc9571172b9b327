# SPDX-License-Identifier: GPL-2.0-or-later
"""The explanations in the reader's language, in packet details, expert info and the command."""

import json
import re
import shutil

import captures
import ladders_calls
import ladders_no_ack
import ladders_retries
import ladders_transfer
import pytest
import test_evidence
import test_reason
from catalogue import CAUSES, CODES, FINDINGS, FOUND_BY_CODE, REASONS, RULES, fitting, list_in, list_of, read, record_of
from command_line import NOT_FOUND, WRONG_USAGE
from ladders import Ladder
from messages import request, response
from translations import COMPLETE, LANGUAGES, colon, columns, reader

LADDERS = {**ladders_calls.LADDERS, **ladders_no_ack.LADDERS, **ladders_retries.LADDERS, **ladders_transfer.LADDERS}
ENGLISH = "en"
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", [ENGLISH, *LANGUAGES])
# Of what starts the command hundreds of times. The sanitizers see the same code at work in each language.
IN_EVERY_LANGUAGE_AT_LENGTH = pytest.mark.parametrize("language", [
    "ja", *(pytest.param(language, marks=pytest.mark.not_sanitized("goes through the texts in one more language"))
            for language in (ENGLISH, *LANGUAGES) if language != "ja")])
IN_EVERY_OTHER = pytest.mark.parametrize("language", LANGUAGES)
LOCATIONS = {name.split()[1]: group["Meaning"] for name, group in REASONS.items() if name.startswith("location ")}
COMMAND_WORDS = {name.partition(" ")[2]: group["Text"] for name, group in read("command.ini").items()}
LABELS = {name.partition(" ")[2]: group["Text"] for name, group in read("labels.ini").items()}

# What begins no line and what ends none in Japanese and Chinese.
NEVER_FIRST = "、。，．・：；？！）」』】〉》〕］｝”’…‥ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ),.;:!?]}%"
NEVER_LAST = "（「『【〈《〔［｛“‘(["


def chosen(language):
    return ["-o", f"sipexplain.language:{language}"]


def capture_of_codes():
    """Every code of the catalogue, one of each class that is in none, and two outside of all classes."""
    capture = captures.Capture()
    for code in [*CODES, 198, 298, 398, 498, 598, 698, 99, 799]:
        capture.send("callee", "caller", response(code, call=f"code-{code}"))
    return capture


@pytest.fixture(scope="module")
def codes(wireshark):
    return wireshark.write(capture_of_codes(), "language-codes")


@pytest.fixture(scope="module")
def everything(wireshark):
    """All that the other tests have said: codes, evidence, Reason, Warning, exchanges, quoted responses."""
    capture = capture_of_codes()
    for number, (code, phrase, headers, body, _, _) in enumerate(test_evidence.RESPONSES.values()):
        capture.send("callee", "caller", response(code, phrase, call=f"evidence-{number}", headers=headers, body=body))
    every_cause = [f'Reason: {protocol};cause={cause};text="as received"\r\n' for protocol, cause in CAUSES]
    every_cause += [f"Reason: Q.850;cause=16;location={location}\r\n" for location in LOCATIONS]
    every_warning = [f'Warning: {name.split()[1]} gw.example.com "as received"\r\n' for name in read("warnings.ini")]
    headers = [value for value, _ in (*test_reason.REASONS.values(), *test_reason.WARNINGS.values())]
    for number, header in enumerate([*headers, *every_cause, *every_warning]):
        capture.send("callee", "caller", response(488, call=f"header-{number}", headers=header))
        capture.send("caller", "callee", request("BYE", f"bye-{number}", header))
    capture.send("callee", "caller", response(404, "x" * 300 + "\xe9" * 2000, call="phrase"))
    capture.send("callee", "caller", response(404, "", call="no phrase"))
    capture.send("callee", "caller", response(404, call="quoted"), wraps=["icmp"])
    for network, text in enumerate(LADDERS.values(), start=1):
        capture.append(Ladder(text, network).capture)
    return wireshark.write(capture, "language-everything")


def explanations(out):
    """The lines that are ours in the packet details."""
    return [line for part in re.split(r"^(?=SIP Explanation)", out, flags=re.M)[1:]
            for line in re.split(r"\n(?=\S)|\n\n", part)[0].split("\n")]


@pytest.fixture(scope="module")
def details(wireshark, everything):
    """Language -> our lines of the details of everything, read twice."""
    found = {}

    def get(language):
        if language not in found:
            found[language] = explanations(wireshark.tshark("-2", "-O", "sipexplain", *chosen(language),
                                                            capture=everything))
        return found[language]
    return get


# Which language is chosen


def summary(wireshark, path, code=486, args=(), **env):
    """The summary of a code, with no locale but what is said here."""
    env = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "LANGUAGE": "", **env}
    out = wireshark.run("tshark", "-r", path, "-Y", f"sipexplain.code == {code}", "-T", "fields",
                        "-e", "sipexplain.summary", *args, env=env)
    return out.strip("\n")


def in_language(language, code=486):
    return reader(language)(record_of(code)["Summary"])


def test_languages_of_the_test_differ():
    summaries = {in_language(language) for language in [ENGLISH, *COMPLETE]}
    assert len(summaries) == 1 + len(COMPLETE) == 5


@IN_EVERY_LANGUAGE
def test_preference_chooses(wireshark, codes, language):
    assert summary(wireshark, codes, args=chosen(language)) == in_language(language)
    # Against the locale too.
    assert summary(wireshark, codes, args=chosen(language), LANGUAGE="ja", LC_ALL="pt_BR.UTF-8") == in_language(language)


@pytest.mark.parametrize("env, language", [
    ({}, "en"),
    ({"LC_ALL": "C.UTF-8"}, "en"),
    ({"LC_ALL": "POSIX"}, "en"),
    ({"LC_ALL": "en_US.UTF-8"}, "en"),
    ({"LC_ALL": "xx_XX.nonsense@x"}, "en"),
    ({"LC_ALL": "ja_JP.UTF-8"}, "ja"),
    ({"LC_ALL": "ja"}, "ja"),
    ({"LC_ALL": "ja_JP.eucJP"}, "ja"),
    ({"LC_ALL": "pt_BR.UTF-8"}, "pt_BR"),
    ({"LC_ALL": "zh_CN.UTF-8"}, "zh_CN"),
    ({"LC_MESSAGES": "ja_JP.UTF-8"}, "ja"),
    ({"LANG": "ja_JP.UTF-8"}, "ja"),
    ({"LC_ALL": "pt_BR.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8", "LANG": "zh_CN.UTF-8"}, "pt_BR"),
    ({"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "zh_CN.UTF-8"}, "ja"),
    ({"LANGUAGE": "ja", "LC_ALL": "pt_BR.UTF-8"}, "ja"),
    ({"LANGUAGE": "xx:pt_BR:ja"}, "pt_BR"),
    ({"LANGUAGE": "en:ja"}, "en"),
    ({"LANGUAGE": "en_GB:ja", "LC_ALL": "ja_JP.UTF-8"}, "en"),
    # These are other languages than those of Brazil and of the mainland.
    ({"LC_ALL": "pt_PT.UTF-8"}, "en"),
    ({"LC_ALL": "zh_TW.UTF-8"}, "en"),
    ({"LANGUAGE": "pt:ja", "LC_ALL": "ja_JP.UTF-8"}, "pt_BR"),
    ({"LANGUAGE": "zh_TW:ja"}, "ja"),
    ({"LANGUAGE": "ja_JP"}, "ja"),
    ({"LANGUAGE": "zh"}, "zh_CN"),
    ({"LANGUAGE": "zh-CN"}, "zh_CN"),
    ({"LANGUAGE": "pt-BR"}, "pt_BR"),
    # As for gettext: so scripts ask for English.
    ({"LANGUAGE": "ja", "LC_ALL": "C"}, "en"),
    ({"LANGUAGE": "ja", "LANG": "POSIX"}, "en"),
    ({"LANGUAGE": "../../etc:" + "x" * 5000}, "en"),
], ids=str)
def test_auto_follows_the_locale(wireshark, codes, command, env, language):
    assert summary(wireshark, codes, **env) == in_language(language)
    assert summary(wireshark, codes, args=chosen("auto"), **env) == in_language(language)
    clean = {"LANGUAGE": "", **env}
    assert json.loads(command("--json", "486", **clean)[1])["summary"] == in_language(language)


OTHER_NAMES = {"pt": "pt_BR", "zh": "zh_CN", "pt-BR": "pt_BR", "zh-CN": "zh_CN", "ja_JP": "ja"}


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_language_has_other_names(wireshark, codes, command, name):
    language = OTHER_NAMES[name]
    assert summary(wireshark, codes, args=chosen(name)) == in_language(language)
    assert command("--language", name, "486") == command("--language", language, "486")


@pytest.mark.parametrize("name", ["zh_TW", "pt_PT", "fr", "xx", "auto "])
@IN_EVERY_LANGUAGE
def test_language_that_is_not_there_is_refused_with_those_that_are(command, language, name):
    expected = reader(language)(COMMAND_WORDS["no-language"]).replace("{name}", name)
    languages = "en"
    for other in sorted(LANGUAGES):
        languages = reader(language)(LABELS["list"]).replace("{list}", languages).replace("{next}", other)
    expected = expected.replace("{languages}", languages)
    assert command("--language", name, "486", LANGUAGE=language) == (WRONG_USAGE, "", f"sipexplain: {expected}\n")


@pytest.mark.skipif(shutil.which("sharkd") is None, reason="this system has no sharkd")
def test_language_changes_while_a_capture_is_open(wireshark, codes):
    languages = [ENGLISH, *LANGUAGES, ENGLISH]
    requests = [("load", {"file": str(codes)})]
    for language in languages:
        requests += [("setconf", {"name": "sipexplain.language", "value": language}),
                     ("frame", {"frame": CODES.index(486) + 1, "proto": True})]
    stdin = "".join(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n"
                    for number, (method, params) in enumerate(requests, start=1))
    out = [json.loads(line) for line in wireshark.run("sharkd", "-", stdin=stdin).splitlines() if line.startswith("{")]
    shown = [node["l"] for answer in out[2::2] for node in answer["result"]["tree"] if node["l"].startswith("SIP Explanation")]
    assert shown == [f"SIP Explanation (486){colon(language)}{in_language(language)}" for language in languages]


@pytest.mark.parametrize("name", ["xx", "", "german", "japanese", "en_US"])
def test_unknown_language_is_that_of_the_locale(wireshark, codes, name):
    assert summary(wireshark, codes, args=chosen(name)) == in_language(ENGLISH)


# What is in that language


def texts_of(code):
    record = record_of(code)
    if code in FOUND_BY_CODE:
        found = FINDINGS[FOUND_BY_CODE[code]]
        return {"sipexplain.summary": [found["Title"]], "sipexplain.description": [record["Description"]],
                "sipexplain.cause": [], "sipexplain.remedy": list_in(found, "Remedy")}
    return {"sipexplain.summary": [record["Summary"]], "sipexplain.description": [record["Description"]],
            "sipexplain.cause": fitting(code, "Cause"), "sipexplain.remedy": fitting(code, "Remedy")}


@IN_EVERY_LANGUAGE
def test_fields_hold_the_translated_texts(wireshark, codes, language):
    translate = reader(language)
    names = list(texts_of(200))
    for code, row in zip(CODES, wireshark.fields(codes, *names, args=chosen(language))):
        assert row == [[translate(text) for text in texts_of(code)[name]] for name in names], code


@IN_EVERY_OTHER
def test_names_values_and_packet_text_stay(wireshark, everything, language):
    """What filters and scripts use is the same in every language."""
    names = ["code", "phrase", "phrase_received", "class", "outcome", "reference", "related_frame", "evidence", "quoted",
             "confused_with", "reason.protocol", "reason.cause", "reason.text", "reason.location", "warning.code",
             "warning.text"]
    names = [f"sipexplain.{name}" for name in names]
    severities = ["_ws.expert.severity", "_ws.expert.group"]
    said = [wireshark.fields(everything, *names, *severities, args=["-2", *chosen(name)]) for name in (ENGLISH, language)]
    assert said[0] == said[1]


@IN_EVERY_LANGUAGE
def test_filters_are_english(wireshark, codes, language):
    for display_filter, code in [('sipexplain.outcome == "server failure"', 500), ("sipexplain.expert.busy", 486),
                                 ('sipexplain.class == "Global Failure"', 600), ("sipexplain.outcome == challenge", 401),
                                 ("sipexplain.expert.unregistered", 498)]:
        found = wireshark.fields(codes, "sipexplain.code", args=["-Y", display_filter, *chosen(language)])
        assert [str(code)] in [row[0] for row in found], display_filter


@IN_EVERY_LANGUAGE
def test_class_and_outcome_are_shown_in_english(details, language):
    translate = reader(language)
    for id, value in [("outcome", "server failure (11)"), ("class", "Global Failure (6)")]:
        assert f"    {translate(LABELS[id])}{colon(language)}{value}" in details(language)


@IN_EVERY_LANGUAGE
def test_labels_are_translated(details, language):
    """Each of the words that stand before a value is that of the language, and none is left in English."""
    translate = reader(language)
    shown = {line.strip().partition(colon(language))[0] for line in details(language)}
    for id in ["status-code", "phrase", "phrase-usual", "phrase-received", "quoted", "class", "outcome", "diagnosis",
               "related-frame", "evidence", "description", "cause", "remedy", "reference", "confused", "reason",
               "reason-protocol", "reason-cause", "text", "warning", "warning-code"]:
        assert translate(LABELS[id]) in shown, id
    assert f"    {translate(LABELS['phrase-received'])}{colon(language)}{translate(LABELS['none'])}" in details(language)
    assert f"    {translate(LABELS['quoted'])}{colon(language)}{translate(LABELS['true'])}" in details(language)
    for meaning in LOCATIONS.values():
        assert f"{translate(LABELS['reason-location'])} ({translate(meaning)})" in shown


@IN_EVERY_LANGUAGE
def test_references_are_shown_in_the_language(command, details, language):
    """Their value is the same in every language, as another test says."""
    translate = reader(language)
    numbers = translate(LABELS["and"]).replace("{list}", "21.4.26").replace("{next}", "13.3.1.3")
    text = translate(LABELS["sections"]).replace("{document}", "RFC 3261").replace("{numbers}", numbers)
    assert f"    {translate(LABELS['reference'])}{colon(language)}{text}" in details(language)
    assert text in command("--language", language, "488", columns=120)[1]
    if language in COMPLETE:
        assert not [line for line in details(language) if re.search(r", Sections? \d", line)]


@IN_EVERY_LANGUAGE
def test_expert_texts_are_translated(wireshark, codes, language):
    translate = reader(language)
    rows = wireshark.fields(codes, "_ws.expert.message", args=["-Y", "sipexplain", *chosen(language)])
    for code, (messages,) in zip(CODES, rows):
        (summary,) = texts_of(code)["sipexplain.summary"]
        assert f"{code} {record_of(code)['Phrase']}{colon(language)}{translate(summary)}" in messages
    in_no_catalogue = translate(LABELS["in-no-catalogue"]).replace("{code}", "498").replace("{treated}", "400")
    assert in_no_catalogue in rows[len(CODES) + 3][0]
    out_of_range = translate(LABELS["out-of-range"])
    for name, value in [("code", "799"), ("first", "100"), ("last", "699")]:
        out_of_range = out_of_range.replace(f"{{{name}}}", value)
    assert out_of_range in rows[-1][0]


@IN_EVERY_LANGUAGE
def test_every_reason_and_warning_has_its_meaning_in_the_language(wireshark, everything, language):
    translate = reader(language)
    rows = wireshark.fields(everything, "sipexplain.reason.meaning", "sipexplain.warning.meaning", args=chosen(language))
    meanings = {text for row in rows for texts in row for text in texts}
    for protocol, cause in CAUSES:
        # A status code is that of another branch in a CANCEL alone.
        if protocol != "SIP":
            assert translate(REASONS[f"{protocol} {cause}"]["Meaning"]) in meanings, (protocol, cause)
    for name, group in read("warnings.ini").items():
        assert translate(group["Meaning"]) in meanings or name == "Warning 000", name


@IN_EVERY_OTHER
def test_names_in_braces_are_filled(details, language):
    assert not [line for line in details(language) if re.search(r"\{[a-z_]+\}", line)]


@pytest.mark.parametrize("language", COMPLETE)
def test_diagnoses_are_in_the_language(wireshark, everything, language):
    """A diagnosis has no sentence of the English one left that has a translation."""
    english, other = (wireshark.fields(everything, "sipexplain.diagnosis", args=["-2", *chosen(name)])
                      for name in (ENGLISH, language))
    count = 0
    for (said,), (translated,) in zip(english, other):
        assert len(said) == len(translated)
        for text, in_other in zip(said, translated):
            count += 1
            assert in_other and in_other != text
            # The frames that it names are the same.
            assert sorted(set(re.findall(r"\d+", text)) - set(re.findall(r"\d+", in_other))) == [] or "one" in text, (
                text, in_other)
    assert count > 100


# How it fits


@IN_EVERY_LANGUAGE
def test_no_line_is_wider_than_the_pane(details, language):
    lines = [line for line in details(language) if not line.lstrip().startswith("[")]
    assert len(lines) > 10000
    too_wide = [line for line in lines if columns(line) > 80]
    assert too_wide == []


@IN_EVERY_LANGUAGE
def test_no_label_is_cut(details, language):
    """Wireshark cuts a label of more than 239 bytes, and says so in it."""
    for line in details(language):
        text = line.strip()
        if text.startswith("[Expert Info"):
            text = text[text.index("): ") + 3:-1]
        assert len(text.encode()) < 240, text
        assert "truncated" not in text and not text.startswith("[…"), text


@pytest.mark.parametrize("language", sorted(set(COMPLETE) & {"ja", "zh_CN"}))
def test_lines_break_where_the_language_allows_it(details, language):
    """A line that goes on below its label begins with nothing that must not begin it; and ends likewise."""
    lines = details(language)
    breaks = []
    for line, after in zip(lines, lines[1:]):
        indent, indent_after = (len(text) - len(text.lstrip()) for text in (line, after))
        # The lines below a label have none of their own.
        if indent_after >= indent and not re.search(": |：", after) and not after.lstrip().startswith("[") and indent_after > 4:
            breaks.append((line.rstrip(), after.lstrip()))
    assert len(breaks) > 1000
    wrong = [(line[-10:], after[:10]) for line, after in breaks
             if after[0] in NEVER_FIRST and columns(line[-1]) == 2 or line[-1] in NEVER_LAST and columns(after[0]) == 2]
    assert wrong == []


# What does not depend on it


@IN_EVERY_OTHER
def test_list_is_the_same_in_every_language(wireshark, everything, language):
    one, other = (wireshark.tshark(*chosen(name), capture=everything) for name in (ENGLISH, language))
    assert one == other


@IN_EVERY_OTHER
def test_other_protocols_are_the_same_in_every_language(wireshark, codes, language):
    one, other = (re.sub(r"^SIP Explanation.*\n(?:  .*\n)*", "", wireshark.tshark("-V", *chosen(name), capture=codes),
                         flags=re.M) for name in (ENGLISH, language))
    assert one == other and "Session Initiation Protocol" in one


@IN_EVERY_OTHER
def test_statistics_count_the_same(wireshark, codes, language):
    def counts(name):
        out = wireshark.tshark("-q", "-z", "sipexplain,stat", *chosen(name), capture=codes)
        return re.findall(r"^ *(\d{3}) \|.*?\| *(\d+) \|", out, flags=re.M)
    assert counts(ENGLISH) == counts(language) and len(counts(language)) > len(CODES)


# The command


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("width", [40, 80, 120])
def test_command_speaks_the_language_at_every_width(command, language, width):
    translate = reader(language)
    for args in (["486"], ["408"], ["compare", "486", "600"], ["list", "4xx"], ["reason", "Q.850", "17"], ["reason"],
                 ["--help"]):
        status, out, err = command("--language", language, *args, columns=width)
        assert (status, err) == (0, "") and "{" not in out
        assert max(columns(line) for line in out.splitlines()) <= width
    out = re.sub(r"\s+", "", command("--language", language, "486", columns=width)[1])
    for text in [translate(record_of(486)["Description"]), translate(LABELS["what-it-means"])]:
        assert re.sub(r"\s+", "", text) in out


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("width", [80, 120])
def test_texts_of_the_command_stand_below_each_other(command, language, width):
    """Whatever the width of the labels before them."""
    translate = reader(language)
    facts = ["class", "sender", "phase", "methods", "retry", "fork", "dialog", "reference"]
    for args, heading in [(["408"], "glance"), (["compare", "486", "600"], "differences" if width > 100 else "in-common")]:
        out = command("--language", language, *args, columns=width)[1]
        part = out.partition(f"\n{translate(LABELS[heading])}\n")[2].partition("\n\n")[0]
        found = [re.match(rf"(?: *{re.escape(translate(LABELS[fact]))} +)(?=\S)", line)
                 for line in part.splitlines() for fact in facts]
        begins = [columns(match[0]) for match in found if match]
        assert len(begins) >= 3 and len(set(begins)) == 1, part


@IN_EVERY_LANGUAGE_AT_LENGTH
def test_json_of_the_command_has_the_texts_and_english_names(command, language):
    translate = reader(language)
    for code in CODES:
        said = json.loads(command("--json", "--language", language, str(code))[1])
        assert said["summary"] == translate(record_of(code)["Summary"])
        assert said["cause"] == [translate(text) for text in list_of(code, "Cause")]
        assert (said["outcome"], said["phrase"]) == (record_of(code)["Outcome"], record_of(code)["Phrase"])


def test_command_follows_the_locale(command):
    for language in COMPLETE:
        assert command("486", LANGUAGE=language) == command("--language", language, "486")
        assert command("486", LC_ALL=f"{language}.UTF-8", LANGUAGE="") == command("--language", language, "486")
    assert command("--language", "en", "486", LANGUAGE="ja") == command("486")


@pytest.mark.parametrize("name", ["xx", "", "japanese", "en_US", "../ja", "\x1b[31m"])
def test_command_refuses_an_unknown_language_in_one_line(command, name):
    status, out, err = command("--language", name, "486")
    assert (status, out) == (WRONG_USAGE, "") and re.fullmatch(r"sipexplain: [ -~]+\n", err) and "language" in err


HELP = ["about", "code", "compare", "list", "reason", "finding", "json", "language", "help", "version", "statuses",
        "found", "not-found", "wrong-usage", "not-written"]
# Text of the complaint: the call, and what stands for the names in braces.
COMPLAINTS = {
    "no-words": ([], {"example": "sipexplain 428"}),
    "unknown-word": (["x"], {"word": "x", "help": "sipexplain --help"}),
    "two-codes": (["486", "487"], {"example": "sipexplain compare 486 487"}),
    "too-few": (["compare"], {"call": "sipexplain compare CODE CODE"}),
    "too-many": (["list", "4xx", "5xx"], {"call": "sipexplain list [CLASS]"}),
    "no-status-code": (["999"], {"word": "999", "first": "100", "last": "699"}),
    "no-class": (["list", "9xx"], {"word": "9xx"}),
    "no-cause": (["reason", "Q.850", "x"], {"word": "x"}),
    "same-codes": (["compare", "486", "486"], {"code": "486"}),
    "unknown-code": (["498"], {"code": "498"}),
    "unknown-codes": (["compare", "498", "499"], {"first": "498", "second": "499"}),
    "unknown-protocol": (["reason", "foo"], {"protocol": "foo"}),
    "causes-elsewhere": (["reason", "EMM", "5"], {"protocol": "EMM"}),
    "unknown-cause": (["reason", "Q.850", "199"], {"cause": "199", "protocol": "Q.850"}),
    "unknown-finding": (["finding", "x"], {"finding": "x", "list": "sipexplain finding"}),
}


@IN_EVERY_LANGUAGE
def test_help_of_the_command_is_in_the_language(command, language):
    out = re.sub(r"\s+", "", command("--language", language, "--help")[1])
    statuses = ["found", "not-found", "wrong-usage", "not-written"]
    for id in HELP:
        number = str(statuses.index(id)) if id in statuses else ""
        assert number + re.sub(r"\s+", "", reader(language)(COMMAND_WORDS[id])) in out, id


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("id", COMPLAINTS)
def test_complaints_of_the_command_are_in_the_language(command, language, id):
    args, names = COMPLAINTS[id]
    expected = reader(language)(COMMAND_WORDS[id])
    for name, value in names.items():
        expected = expected.replace(f"{{{name}}}", value)
    assert command("--language", language, *args)[2] == f"sipexplain: {expected}\n"


def test_complaints_about_options_are_in_the_language_of_the_locale(command):
    for id, args in [("option", ["--bogus"]), ("no-language", ["--language", "xx", "486"])]:
        for language in COMPLETE:
            text = reader(language)(COMMAND_WORDS[id])
            pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))
            assert re.fullmatch(f"sipexplain: {pattern}\n", command(*args, LANGUAGE=language)[2])
            assert text != COMMAND_WORDS[id]


def test_every_word_of_the_command_is_tested():
    assert {*HELP, *COMPLAINTS, "option", "no-language", "write-error"} == set(COMMAND_WORDS)


@IN_EVERY_LANGUAGE_AT_LENGTH
def test_findings_are_explained_in_the_language(command, language):
    translate = reader(language)
    listed = re.sub(r"\s+", "", command("--language", language, "finding")[1])
    for name in RULES:
        group = FINDINGS[name]
        out = re.sub(r"\s+", "", command("--language", language, "finding", name)[1])
        for text in [group["Title"], group["Meaning"], group["Shown"], *list_in(group, "Remedy")]:
            assert re.sub(r"\s+", "", translate(text)) in out, text
        assert re.sub(r"\s+", "", f"{name}{colon(language)}{translate(group['Title'])}") in listed


@IN_EVERY_LANGUAGE
def test_titles_of_protocols_are_in_the_language(command, details, language):
    translate = reader(language)
    out = command("--language", language, "reason", columns=200)[1].splitlines()
    titles = {name: group["Title"] for name, group in REASONS.items() if "Title" in group and name != "other"}
    assert out == [f"{name}{colon(language)}{translate(title)}" for name, title in titles.items()]
    shown = re.sub(r"\s+", "", "".join(details(language)))
    assert re.sub(r"\s+", "", f"Q.850 {translate(titles['Q.850'])}") in shown


def test_unknown_code_is_explained_in_the_language(command):
    status, out, _ = command("--language", "ja", "499", columns=200)
    assert status == NOT_FOUND
    assert re.sub(r"\s", "", reader("ja")(record_of(499)["Description"])) in re.sub(r"\s", "", out)
