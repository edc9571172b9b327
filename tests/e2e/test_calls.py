# SPDX-License-Identifier: GPL-2.0-or-later
"""The list of calls, -z sipexplain,calls."""

import re

import captures
import flows
import pytest
from catalogue import read
from ladders import GAP, Ladder
from test_language import ENGLISH, IN_EVERY_LANGUAGE, chosen
from translations import columns, reader

# Name -> a ladder (see ladders.py), the entries that it has: how each ended, with the frames; {A} is the host of A.
CALLS = {
    "ended by the caller": ("""
        A>B INVITE
        B>A 180
        +2
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        +30
        A>B BYE 2 tag=b
        B>A 200
        """, ["200 OK, answered after 2.0 s, BYE 30.0 s later from the caller, {A} 1 3 5"]),
    # What was missing while it rang is not how it ended.
    "a PRACK that comes late": ("""
        A>B INVITE
            | Supported: 100rel
        B>A 183
            | Require: 100rel
            | RSeq: 1
        +1
        B>A 183
            | Require: 100rel
            | RSeq: 1
        A>B PRACK 2 tag=b
            | RAck: 1 1 INVITE
        B>A 200
        +2
        B>A 200 INVITE
        A>B ACK tag=b branch=z9hG4bK-ack
        +30
        A>B BYE 3 tag=b
        B>A 200
        """, ["200 OK, answered after 3.1 s, BYE 30.0 s later from the caller, {A} 1 6 8"]),
    "no such number, and a PRACK that never came": ("""
        A>B INVITE
            | Supported: 100rel
        B>A 183
            | Require: 100rel
            | RSeq: 1
        +1
        B>A 183
            | Require: 100rel
            | RSeq: 1
        +2
        B>A 404 INVITE
        A>B ACK tag=b
        """, ["404 Not Found after 3.0 s from {B}: the number or user is not known there as it was sent "
              "[number-unknown] 1 4"]),
    "ended by the callee": ("""
        A>B INVITE
        +1
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        +3
        B>A BYE 1 tag=a from=b
        A>B 200
        """, ["200 OK, answered after 1.0 s, BYE 3.0 s later from the callee, {B} 1 2 4"]),
    "cancelled": ("""
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
        B>A 200 CANCEL
        B>A 487 INVITE
        A>B ACK
        """, ["487 Request Terminated after 5.0 s, CANCEL from {A}: * 1 3 5"]),
    "busy": ("""
        A>B INVITE
        B>A 486
        A>B ACK
        """, ["486 Busy Here after 10 ms from {B}: * 1 2"]),
    "declined": ("""
        A>B INVITE
        +4
        B>A 603
        A>B ACK
        """, ["603 Decline after 4.0 s from {B}: * 1 2"]),
    "refused for what it requires": ("""
        A>B INVITE
            | Require: 100rel
        B>A 420
            | Unsupported: 100rel
        A>B ACK
        """, ["420 Bad Extension after 10 ms from {B}: * [extension-unsupported] 1 2"]),
    "unanswered": ("""
        A>B INVITE
        +0.5
        A>B INVITE
        +1
        A>B INVITE
        +2
        A>B INVITE
        +4
        A>B INVITE
        +60
        Y>Z OPTIONS 1 call=goes-on
        Z>Y 200 call=goes-on
        """, ["No response: * [no-response] 1"]),
    "whose response may not be in the capture": ("""
        A>B INVITE
        +60
        Y>Z OPTIONS 1 call=goes-on
        Z>Y 200 call=goes-on
        """, ["The response is not in the capture 1"]),
    "registered": ("""
        A>B REGISTER 1
        B>A 401
            | WWW-Authenticate: Digest realm="a", nonce="n"
        A>B REGISTER 2
            | Authorization: Digest username="alice", realm="a", nonce="n", uri="sip:b", response="6629fae49393a05397450978507c4ef1"
        B>A 200
        """, ["200 OK, registered after 10 ms 1 3 4"]),
    "registration refused": ("""
        A>B REGISTER 1
        B>A 401
            | WWW-Authenticate: Digest realm="a", nonce="n1"
        A>B REGISTER 2
            | Authorization: Digest username="alice", realm="a", nonce="n1", uri="sip:b", response="6629fae49393a05397450978507c4ef1"
        B>A 401
            | WWW-Authenticate: Digest realm="a", nonce="n2"
        """, ["401 Unauthorized after 10 ms from {B}: * 1 3 4"]),
    "registration removed": ("""
        A>B REGISTER 1
            | Contact: *
            | Expires: 0
        B>A 200
        """, ["200 OK, registration ended after 10 ms 1 2"]),
    "over a proxy": ("""
        A>P INVITE
        P>B INVITE via=SIP/2.0/UDP_p;branch=z9hG4bKp branch=z9hG4bKp
        +1
        B>P 404 via=SIP/2.0/UDP_p;branch=z9hG4bKp branch=z9hG4bKp
        P>A 404
        """, ["404 Not Found after 1.0 s from {B}: * 1 4"]),
    "over a proxy that forks it": ("""
        A>P INVITE
        P>B INVITE branch=z9hG4bKp
        P>C INVITE branch=z9hG4bKq
        B>P 486 branch=z9hG4bKp
        +1
        C>P 200 branch=z9hG4bKq tag=c
        P>A 200 tag=c
        A>P ACK tag=c branch=z9hG4bK-ack
        P>C ACK tag=c branch=z9hG4bK-ack2
        +1
        P>A BYE 1 tag=a from=c
        A>P 200
        """, ["200 OK, answered after 1.1 s, BYE 1.0 s later from the callee, {P} 1 6 9"]),
    "forked": ("""
        A>B INVITE
        B>A 200
        B>A 200 tag=c
        A>B ACK tag=b branch=z9hG4bK-ack
        A>B ACK tag=c branch=z9hG4bK-ack2
        A>B BYE 2 tag=c
        B>A 200
        """, ["200 OK, answered after 10 ms, answered by more than one 1 2 6"]),
    "the capture ends while it rings": ("""
        A>B INVITE
        B>A 180
        """, ["No final response when the capture ends 1"]),
    "the capture ends while they talk": ("""
        A>B INVITE
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        """, ["200 OK, answered after 10 ms, its end is not in the capture 1 2"]),
    "a CANCEL with a branch of its own": ("""
        A>B INVITE
        B>A 180
        +3
        A>B CANCEL branch=z9hG4bKother
        B>A 481 CANCEL
        """, ["No final response when the capture ends: * [cancel-*] 1 3"]),
    "a BYE that was challenged, and no other": ("""
        A>B INVITE
        B>A 200
        A>B ACK tag=b branch=z9hG4bK-ack
        +5
        A>B BYE 2 tag=b
        B>A 407
            | Proxy-Authenticate: Digest realm="a", nonce="n"
        +60
        Y>Z OPTIONS 1 call=goes-on
        Z>Y 200 call=goes-on
        """, ["200 OK, answered after 10 ms, its end is not in the capture: * [*] 1 2 4"]),
    "begun before the capture": ("""
        A>B BYE 2 tag=b
        B>A 200
        """, []),
    "neither call nor registration": ("""
        A>B OPTIONS
        B>A 200
        """, []),
    "tried again with another number": ("""
        A>B INVITE 1
        B>A 407
            | Proxy-Authenticate: Digest realm="a", nonce="n"
        A>B ACK
        A>B INVITE 2
            | Proxy-Authorization: Digest username="alice", realm="a", nonce="n", uri="sip:b", response="6629fae49393a05397450978507c4ef1"
        B>A 200
        A>B ACK 2 tag=b branch=z9hG4bK-ack
        """, ["200 OK, answered after 10 ms, its end is not in the capture 1 4 5"]),
}
WIDTH = 80
PASSES = pytest.mark.parametrize("passes", [[], ["-2"]], ids=["one pass", "two passes"])
WORDS = {name.partition(" ")[2]: group["Text"] for name, group in read("report.ini").items()
         if name.startswith(("report call-", "report calls-"))}


@pytest.fixture(scope="module")
def all_sorts(wireshark):
    """The path of a capture with all of them, each in a network of its own."""
    whole = captures.Capture()
    for number, (text, _) in enumerate(CALLS.values(), 1):
        whole.append(Ladder(text, number).capture)
        whole.wait(GAP)
    return wireshark.write(whole, "calls-all-sorts")


def calls_of(wireshark, path, *args, filter_text=""):
    argument = "sipexplain,calls" + ("," + filter_text if filter_text else "")
    return wireshark.tshark("-q", "-z", argument, *args, capture=path)


def entries(out):
    """(when and who, how it ended and the frames) of each."""
    found = []
    for entry in re.split(r"^(?=\d{4}-|\? )", out, flags=re.M)[1:]:
        head, _, rest = entry.partition("\n\n")[0].partition("\n")
        text, _, frames = " ".join(rest.split()).rpartition("frame.number in {")
        found.append((head, text + frames.rstrip("}").replace(",", "")))
    return found


def as_pattern(text):
    return re.escape(text).replace(r"\*", ".+")


@PASSES
@pytest.mark.parametrize("name", CALLS)
def test_each_call_has_how_it_ended(wireshark, name, passes):
    text, expected = CALLS[name]
    ladder = Ladder(text, 1)
    path = wireshark.write(ladder.capture, "calls-" + name.replace(" ", "-"))
    names = dict.fromkeys(who for line in re.findall(r"^ *([A-Z]>[A-Z]) ", text, re.M) for who in line.split(">"))
    hosts = {who: f"10.1.0.{number}" for number, who in enumerate(names, 1)}
    out = calls_of(wireshark, path, *passes)
    found = [text for _, text in entries(out)]
    assert len(found) == len(expected), out
    for text, pattern in zip(found, expected):
        assert re.fullmatch(as_pattern(pattern.format(**hosts)), text), out


def ranks(out):
    """Numbers of how bad the entries are, in their order."""
    kinds = ["(4(?!01|07|80|86|87)|5|6(?!00|03)|401)\\d* ", "No resp", "(No final|200 OK|486|603).*[]]", "480 ", "407 ",
             "(486|600|603) ", "487 ", "The response", "No final", "200 OK, answered.*(its end|more than one)",
             "200 OK, answered", "200 OK, registered", "200 OK, registration ended"]
    return [next(number for number, kind in enumerate(kinds) if re.match(kind, text))
            for _, text in entries(out)]


def test_the_worst_come_first(wireshark, all_sorts):
    found = ranks(calls_of(wireshark, all_sorts))
    assert found == sorted(found) and len(set(found)) == 11


def test_all_passes_give_the_same(wireshark, all_sorts):
    once = calls_of(wireshark, all_sorts)
    assert once == calls_of(wireshark, all_sorts, "-2")
    assert len(entries(once)) == sum(len(expected) for _, expected in CALLS.values())


def test_totals_are_those_of_the_entries(wireshark, all_sorts):
    lines = calls_of(wireshark, all_sorts).splitlines()
    texts = [text for _, text in entries("\n".join(lines))]
    registrations = sum("regist" in text or text.startswith("401") for text in texts)
    assert f"Calls: {len(texts) - registrations}; answered: {sum('answered after' in text for text in texts)}" in lines
    assert f"Registrations: {registrations}; successful: {registrations - 1}" in lines


def test_a_filter_selects_the_frames(wireshark, all_sorts):
    number = list(CALLS).index("busy") + 1
    text = f"ip.addr == 10.{number}.0.0/16"
    out = calls_of(wireshark, all_sorts, filter_text=text)
    assert out.startswith(f"\nSIP Calls and Registrations for {text}\n====")
    assert [ended[:4] for _, ended in entries(out)] == ["486 "]
    out = calls_of(wireshark, all_sorts, filter_text="sip.Method == OPTIONS")
    assert "No call and no registration begins in the frames that pass the filter." in out and entries(out) == []


def test_a_filter_that_is_wrong_is_told(wireshark, all_sorts):
    wireshark.run("tshark", "-r", all_sorts, "-q", "-z", "sipexplain,calls,no such filter", status=1)
    assert "sipexplain,calls,no such filter" in wireshark.errors


def test_without_any_it_says_so(wireshark):
    path = wireshark.write(flows.capture("wait 0.03"), "calls-none")
    assert "No call and no registration begins in this capture." in calls_of(wireshark, path)


def test_legs_with_one_call_id_are_one_entry_seen_from_any_of_them(wireshark):
    ladder = Ladder(CALLS["over a proxy"][0], 1)
    path = wireshark.write(ladder.capture, "calls-legs")
    out = calls_of(wireshark, path, filter_text="ip.addr == 10.1.0.3")
    assert [text.rpartition("] ")[2] for _, text in entries(out)] == ["2 3"]


HOSTILE = [("\x1b[31mred\x07", r"\x1b[31mred\a"), ("a" * 5000, "aaa..."), ("\u5f20\u4e09" * 100, "\u5f20\u4e09"),
           ("\u202eevil", "evil"), ("x y" * 60, "x y")]


@pytest.mark.parametrize("user, shown", HOSTILE, ids=["escapes", "long", "wide", "turned", "blanks"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_names_are_escaped_and_fit(wireshark, user, shown, language):
    capture = captures.Capture()
    lines = [f"INVITE sip:{user.replace(' ', '')}@example.com SIP/2.0", "Via: SIP/2.0/UDP client.example.com;branch=z9hG4bK1",
             "From: <sip:{user}@example.com>;tag=a", "To: <sip:bob@example.com>", "Call-ID: h", "CSeq: 1 INVITE", "", ""]
    capture.send("A", "B", "\r\n".join(lines).replace("{user}", user).encode())
    out = calls_of(wireshark, wireshark.write(capture, "calls-hostile"), *chosen(language))
    assert shown[:3] in out and not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", out)
    assert [line for line in out.splitlines() if columns(line) > WIDTH] == []
    assert len(entries(out)) == 1


def test_those_beyond_some_hundreds_are_counted(wireshark):
    text = "".join(f"alice > bob INVITE c{number} 1\nbob > alice {404 if number % 2 else 200} c{number} 1 INVITE\n"
                   for number in range(620))
    out = calls_of(wireshark, wireshark.write(flows.capture(text), "calls-many"))
    found = [text[:3] for _, text in entries(out)]
    assert found == ["404"] * 310 + ["200"] * 190
    assert out.endswith("\n\nAnd more calls and registrations: 120\n")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@IN_EVERY_LANGUAGE
def test_the_words_are_in_the_language(wireshark, all_sorts, language):
    many = flows.capture("".join(f"alice > bob INVITE c{number} 1\n" for number in range(502)))
    quiet = wireshark.write(flows.capture("wait 0.03"), "calls-none")
    out = "".join(calls_of(wireshark, path, *chosen(language), filter_text=text) for path, text in [
        (all_sorts, ""), (all_sorts, "sip"), (quiet, ""), (quiet, "sip"), (wireshark.write(many, "calls-502"), "")])
    missing = [word for word, english in WORDS.items() if not re.search(
        re.sub(r"\\\{\w+\\\}", ".{1,200}?", re.escape(squeezed(reader(language)(english)))), squeezed(out))]
    assert missing == []
    assert [line for line in out.splitlines() if columns(line) > WIDTH or line != line.rstrip()] == []


@IN_EVERY_LANGUAGE
def test_the_frames_are_the_same(wireshark, all_sorts, language):
    frames = re.compile(r"frame\.number in \{.*\}")
    assert (frames.findall(calls_of(wireshark, all_sorts, *chosen(language)))
            == frames.findall(calls_of(wireshark, all_sorts, *chosen(ENGLISH))))
