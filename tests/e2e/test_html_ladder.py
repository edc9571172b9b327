# SPDX-License-Identifier: GPL-2.0-or-later
"""The drawings of messages in the page: each message once, in order, and the one that it is about marked."""

import re

import captures
import flows
import pytest
from ladders import Ladder
from test_calls import CALLS
from test_html import HTML, PASSES, SVG, check_it_loads_nothing, page, page_of, text_of, with_class
from test_report import exchange

MAX_RUNGS = 30


def drawings(root):
    return list(root.iter(SVG + "svg"))


def class_text(element, name):
    return [text_of(child) for child in element.iter(SVG + "text") if name in child.get("class").split()]


def rungs(drawing):
    """(frame, time, message, from, to, marked) of each; hosts by their place."""
    lines = [int(re.match(r"M(\d+) ", path.get("d"))[1]) for path in drawing.iter(SVG + "path") if path.get("class") == "life"]
    found = []
    for group in drawing.iter(SVG + "g"):
        (way,), (tip,) = ([path.get("d") for path in group.iter(SVG + "path") if path.get("class") == name]
                          for name in ("way", "tip"))
        begin, end = (int(re.match(r"M(\d+) ", path)[1]) for path in (way, tip))
        marked = group.get("class") == "marked"
        # More than a colour.
        assert marked == (group.find(f"{SVG}rect") is not None)
        assert marked == any(path.get("class") == "cross" for path in group.iter(SVG + "path"))
        (frame,), (time,), (message,) = (class_text(group, name) for name in ("frame", "time", "message"))
        found.append((frame, time, message, lines.index(begin), lines.index(end), marked))
    return found


def hosts(drawing):
    return class_text(drawing, "host")


CALL = """
    alice > proxy  INVITE c 1
    proxy > alice  100 c 1 INVITE
    proxy > bob    INVITE c 1 branch=p
    bob > proxy    180 c 1 INVITE branch=p
    proxy > alice  180 c 1 INVITE
    wait 2
    bob > proxy    503 c 1 INVITE branch=p
    proxy > bob    ACK c 1 branch=p
    alice > bob    OPTIONS another 1
    bob > alice    200 another 1 OPTIONS
    proxy > alice  503 c 1 INVITE
    alice > proxy  ACK c 1
"""


@PASSES
def test_it_has_each_message_of_the_call(wireshark, passes):
    (drawing,) = drawings(page(wireshark, "call", CALL, *passes))
    assert len(hosts(drawing)) == 3
    # Those that wait are 200 packets.
    assert rungs(drawing) == [
        ("1", "0 ms", "INVITE", 0, 1, False),
        ("2", "10 ms", "100 Trying", 1, 0, False),
        ("3", "20 ms", "INVITE", 1, 2, False),
        ("4", "30 ms", "180 Ringing", 2, 1, False),
        ("5", "40 ms", "180 Ringing", 1, 0, False),
        ("206", "2.1 s", "503 Service Unavailable", 2, 1, True),
        ("207", "2.1 s", "ACK", 1, 2, False),
        ("210", "2.1 s", "503 Service Unavailable", 1, 0, False),
        ("211", "2.1 s", "ACK", 0, 1, False),
    ]


def test_the_drawing_is_there_in_words(wireshark):
    root = page(wireshark, "call", CALL)
    (drawing,) = drawings(root)
    description = text_of(drawing[1]).split(";\n")
    one, two, three = hosts(drawing)
    assert description[5] == f"Frame 206, 2.1 s: 503 Service Unavailable, from {three} to {two}" and len(description) == 9
    caption = "Message flow; frame 206 is the one marked"
    assert text_of(drawing[0]) == caption and text_of(root.find(f".//{HTML}figcaption")) == caption
    (frame,) = with_class(root, "ladder")
    assert frame.get("tabindex") == "0" and frame.get("aria-label") == caption


def test_a_filter_of_the_report_hides_no_message_of_the_call(wireshark):
    whole = drawings(page(wireshark, "call", CALL))[0]
    (drawing,) = drawings(page(wireshark, "call", CALL, filter_text="sip.Status-Code == 503"))
    assert rungs(drawing) == rungs(whole)


def test_what_comes_again_is_one_arrow(wireshark):
    text = """
        alice > bob  INVITE c 1
        wait 0.5
        alice > bob  INVITE c 1
        wait 1
        alice > bob  INVITE c 1
        bob > alice  404 c 1 INVITE
        wait 0.5
        bob > alice  404 c 1 INVITE
    """
    (drawing,) = drawings(page(wireshark, "again", text))
    assert [rung[:3] for rung in rungs(drawing)] == [
        ("1 \u2013 153", "0 ms \u2013 1.5 s", "INVITE \u00d7 3"), ("154 \u2013 205", "1.5 s \u2013 2.0 s", "404 Not Found \u00d7 2")]


def test_a_request_without_answer_is_marked_itself(wireshark):
    text = "alice > bob INVITE c 1\nwait 0.5\nalice > bob INVITE c 1\nwait 33\n" + exchange("OPTIONS", 200, "o")
    (drawing,) = drawings(page(wireshark, "silent", text))
    assert [(rung[2], rung[5]) for rung in rungs(drawing)] == [("INVITE \u00d7 2", True)]


def caption(drawing):
    return text_of(drawing[0])


def test_where_several_are_marked_the_caption_names_the_first(wireshark):
    """What came again in one arrow, or arrows of their own."""
    again = "alice > bob OPTIONS other 1\nalice > bob INVITE c 1\nwait 0.5\nalice > bob INVITE c 1\nwait 33\nbob > alice 200 other 1 OPTIONS\n"
    twice = "".join(f"alice > bob INFO c {number}\nbob > alice 500 c {number} INFO\n" for number in (1, 2))
    for name, text, arrows, frame in (("again", again, 1, 2), ("twice", twice, 2, 2)):
        (drawing,) = drawings(page(wireshark, f"marked-{name}", text))
        assert sum(marked for *_, marked in rungs(drawing)) == arrows
        assert caption(drawing) == f"Message flow; frame {frame} is the first of those marked"


@PASSES
def test_an_icmp_error_has_an_arrow(wireshark, passes):
    """It goes back to who sent what it quotes, whatever it quotes."""
    text = """
        alice > bob  INVITE c 1
        alice > bob  INVITE c 1 icmp
        wait 0.5
        alice > bob  INVITE c 1
        alice > bob  INVITE c 1 icmp
        wait 33
    """
    (drawing,) = drawings(page(wireshark, "icmp", text, *passes))
    alice, bob = 0, 1
    assert [(frame, message, source, target) for frame, _, message, source, target, _ in rungs(drawing)] == [
        ("1", "INVITE", alice, bob), ("2", "ICMP (INVITE)", bob, alice),
        ("53", "INVITE", alice, bob), ("54", "ICMP (INVITE)", bob, alice)]
    assert not any(marked for _, _, message, _, _, marked in rungs(drawing) if "ICMP" in message)


def test_an_icmp_error_on_one_host_goes_from_port_to_port(wireshark):
    text = "lo:5060 > lo:5070 INVITE c 1\nlo:5060 > lo:5070 INVITE c 1 icmp\nwait 33\n"
    (drawing,) = drawings(page(wireshark, "icmp-loopback", text))
    assert [rung[3:5] for rung in rungs(drawing)] == [(0, 1), (1, 0)]


def test_a_response_without_its_request_is_drawn_with_what_has_its_call_id(wireshark):
    """As where the capture began in the middle of a call, whatever became of the call."""
    text = """
        bob > alice  180 c 1 INVITE
        bob > alice  180 another 1 INVITE
        bob > alice  500 c 1 INVITE
        alice > bob  ACK c 1
    """
    (drawing,) = drawings(page(wireshark, "strays", text))
    assert [(rung[0], rung[2], rung[5]) for rung in rungs(drawing)] == [
        ("1", "180 Ringing", False), ("3", "500 Server Internal Error", True), ("4", "ACK", False)]
    text = "bob > alice 180 c 1 INVITE\nalice > bob BYE c 2\nbob > alice 500 c 2 BYE\n"
    (drawing,) = drawings(page(wireshark, "stray-and-call", text))
    assert [rung[0] for rung in rungs(drawing)] == ["1", "2", "3"]


def test_one_response_alone_has_no_drawing_that_says_nothing(wireshark):
    assert drawings(page(wireshark, "stray", "bob > alice 404 c 1 INVITE")) == []


def test_on_one_host_the_ports_are_the_sides(wireshark):
    text = "lo:5060 > lo:5070 INVITE c 1\nlo:5070 > lo:5060 486 c 1 INVITE | Reason: Q.850;cause=38\n"
    (drawing,) = drawings(page(wireshark, "loopback", text.replace("486", "503")))
    assert [host.rpartition(":")[2] for host in hosts(drawing)] == ["5060", "5070"]
    assert [rung[3:] for rung in rungs(drawing)] == [(0, 1, False), (1, 0, True)]


def test_addresses_of_ipv6(wireshark):
    capture = captures.Capture()
    for source, target, message in (("alice", "bob", ["OPTIONS", "c", "1"]), ("bob", "alice", ["500", "c", "1", "OPTIONS"])):
        capture.send(source, target, flows.message(message, []), ipv6=True)
    root = page_of(wireshark, wireshark.write(capture, "html-ipv6"))
    assert all(re.fullmatch("[0-9a-f:]{3,}", host) for host in hosts(drawings(root)[0]))


@pytest.mark.parametrize("before, after", [(0, 60), (60, 0), (40, 40), (14, 14), (15, 14)])
def test_of_a_long_call_the_part_is_drawn_that_it_is_about(wireshark, before, after):
    def infos(first, count):
        return "".join(f"alice > bob INFO c {number}\nbob > alice 200 c {number} INFO\n"
                       for number in range(first, first + count))

    text = infos(1, before) + "alice > bob INFO c 500\nbob > alice 500 c 500 INFO\n" + infos(501, after)
    root = page(wireshark, f"long-{before}-{after}", text)
    (drawing,) = drawings(root)
    found = rungs(drawing)
    assert len(found) == min(MAX_RUNGS, 2 * (before + after + 1))
    assert [frame for frame, *_, marked in found if marked] == [str(2 * before + 2)]
    left_out = [int(text.rpartition(" ")[2]) for text in class_text(drawing, "left-out")]
    assert sum(left_out) == 2 * (before + after + 1) - len(found)
    frames = [int(frame) for frame, *_ in found]
    assert frames == sorted(frames) and frames[0] == 1
    # A gap is where frames are missing, and nowhere else.
    gaps = sum(later != earlier + 1 for earlier, later in zip(frames, frames[1:])) + (frames[-1] != 2 * (before + after + 1))
    assert gaps == len(left_out)


def test_the_three_worst_problems_have_one(wireshark):
    text = "".join(exchange("INVITE", code, f"c{code}") for code in (404, 484, 488, 500, 503))
    root = page(wireshark, "three", text)
    assert [section.find(f"{HTML}figure") is not None for section in with_class(root, "problem")] == [True] * 3 + [False] * 2
    check_it_loads_nothing(root)


def test_hosts_that_there_is_no_room_for_are_counted(wireshark):
    text = "".join(f"h{number} > h{number + 1} INVITE c 1 branch=b{number}\n" for number in range(12))
    (drawing,) = drawings(page(wireshark, "hosts", "h0 > h1 INVITE c 1 branch=b0\nh1 > h0 503 c 1 INVITE branch=b0\n" + text))
    assert len(hosts(drawing)) == 8
    assert sum(int(text.rpartition(" ")[2]) for text in class_text(drawing, "left-out")) == 5


@pytest.mark.parametrize("name", CALLS)
def test_calls_of_all_sorts(wireshark, name):
    """Each message of a call is drawn, or counted among those that are not."""
    path = wireshark.write(Ladder(CALLS[name][0], 1).capture, "html-calls-" + name.replace(" ", "-"))
    calls = wireshark.fields(path, "sip.Call-ID", "frame.number")
    for drawing in drawings(page_of(wireshark, path)):
        shown = rungs(drawing)
        count = sum(int(message.rpartition(" ")[2]) if "\u00d7" in message else 1 for _, _, message, *_ in shown)
        count += sum(int(text.rpartition(" ")[2]) for text in class_text(drawing, "left-out"))
        call = next(call for call, (frame,) in calls if frame == re.match(r"\d+", shown[0][0])[0])
        assert count == sum(each == call for each, _ in calls)
