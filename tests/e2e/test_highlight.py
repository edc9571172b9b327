# SPDX-License-Identifier: GPL-2.0-or-later
"""Selecting an item highlights the Status-Line of its own response, and evidence its header field."""

import xml.etree.ElementTree

import captures
import pytest
from messages import notify_of_transfer, request, response

UDP_HEADERS = 14 + 20 + 8
TCP_HEADERS = 14 + 20 + 20

RINGING = response(180, "Ringing", call="1")
OK = response(200, "OK", call="1")
NOT_FOUND = response(404, "Not Found", call="1")
SIPFRAG = notify_of_transfer()


def lines(*messages):
    """Offset and length of the Status-Lines of those among the messages that are responses."""
    places = []
    offset = 0
    for message in messages:
        if message.startswith(b"SIP/2.0 "):
            places.append((offset, message.index(b"\r\n")))
        offset += len(message)
    return places


# name -> messages of one TCP segment
SEGMENTS = {
    "one": [NOT_FOUND],
    "several": [RINGING, OK, NOT_FOUND],
    "the same one twice": [NOT_FOUND, NOT_FOUND],
    "one code, several calls": [response(200, "OK", call="a"), response(200, "OK", call="b")],
    "one call, several requests": [response(200, "OK", cseq="2 BYE"), response(200, "OK", cseq="1 INVITE")],
    "behind a body that quotes one of the same code": [SIPFRAG, OK],
    "before such a body": [OK, SIPFRAG],
    "between such bodies": [SIPFRAG, OK, SIPFRAG, OK],
    "behind a body that quotes a whole one": [request("MESSAGE", "2", "Content-Type: text/plain\r\n",
                                                      response(200, "OK", call="other")), OK],
    "behind a header that quotes one": [request("MESSAGE", "2", "Subject: SIP/2.0 200 OK\r\n"), OK],
    "other phrases": [response(200, "Fine", call="1"), response(200, "", call="1")],
    "compact header": [b"SIP/2.0 200 OK\r\nv: SIP/2.0/UDP a;branch=z9hG4bK-1\r\nf: <sip:a@b>;tag=1\r\n"
                       b"t: <sip:c@d>;tag=2\r\ni: compact\r\nCSeq: 1 INVITE\r\nl: 0\r\n\r\n", OK],
    "folded header, other case": [b"SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK-1\r\nFROM: <sip:a@b>;tag=1\r\n"
                                  b"TO: <sip:c@d>;tag=2\r\ncall-id : folded\r\nCSEQ: 1\r\n INVITE\r\n"
                                  b"CONTENT-LENGTH: 0\r\n\r\n", OK],
}


@pytest.fixture(scope="module")
def places(wireshark):
    """name -> places of the items of its frame"""
    capture = captures.Capture()
    for number, messages in enumerate(SEGMENTS.values()):
        capture.send(f"callee{number}", "caller", b"".join(messages), "tcp")
    found = items(wireshark, wireshark.write(capture, "highlight"))
    return dict(zip(SEGMENTS, found))


def items(wireshark, path):
    """For each frame the (position, size) of our items in its pdml."""
    pdml = xml.etree.ElementTree.fromstring(wireshark.tshark("-T", "pdml", capture=path))
    return [[(int(proto.get("pos")), int(proto.get("size"))) for proto in packet.findall("proto")
             if proto.get("name") == "sipexplain"] for packet in pdml.findall("packet")]


@pytest.mark.parametrize("name", SEGMENTS)
def test_item_highlights_its_status_line_in_a_segment(places, name):
    assert places[name] == [(TCP_HEADERS + offset, length) for offset, length in lines(*SEGMENTS[name])]


def test_item_highlights_its_status_line_in_a_datagram(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", NOT_FOUND)
    capture.send("caller", "callee", request("INVITE"))
    capture.send("callee", "caller", response(404, "", call="1"))
    found = items(wireshark, wireshark.write(capture, "highlight-udp"))
    assert found == [[(UDP_HEADERS, len("SIP/2.0 404 Not Found"))], [], [(UDP_HEADERS, len("SIP/2.0 404 "))]]


def test_parts_of_the_item_highlight_the_same_bytes(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", SIPFRAG + NOT_FOUND, "tcp")
    path = wireshark.write(capture, "highlight-parts")
    pdml = xml.etree.ElementTree.fromstring(wireshark.tshark("-T", "pdml", capture=path))
    item = pdml.find(".//proto[@name='sipexplain']")
    fields = [field for field in item.findall("field") if field.get("name").startswith("sipexplain.")]
    assert len(fields) >= 8
    for field in fields:
        assert (field.get("pos"), field.get("size")) == (item.get("pos"), item.get("size")), field.get("name")


def test_item_highlights_its_status_line_in_reassembled_bytes(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", SIPFRAG + OK, "tcp", cut=[len(SIPFRAG) + 5])
    found = items(wireshark, wireshark.write(capture, "highlight-reassembled"))
    # In "Reassembled TCP", which begins with the message that was not whole.
    assert found == [[], [(0, len("SIP/2.0 200 OK"))]]


HEADER_LINES = [
    "Warning: 305 gw.example.com \"Incompatible media format\", 399 gw.example.com \"More\"",
    "Server: ExampleGateway/1.7",
    "Reason: Q.850;cause=65;text=\"not implemented\"",
    "Warning:  301 other.example.com\r\n  \"folded\"",
    "X-Asterisk-HangupCause: Bearer capability not available",
]
# Field -> the lines that its items highlight, in their order.
LINES_OF_FIELDS = {
    "sipexplain.evidence": ["Warning: 305", "Warning:  301", "X-Asterisk", "Server"],
    "sipexplain.reason": ["Reason"],
    "sipexplain.reason.cause": ["Reason"],
    "sipexplain.warning": ["Warning: 305", "Warning: 305", "Warning:  301"],
    "sipexplain.warning.text": ["Warning: 305", "Warning: 305", "Warning:  301"],
}


@pytest.mark.parametrize("transport, headers, before", [("udp", UDP_HEADERS, b""), ("tcp", TCP_HEADERS, SIPFRAG)])
def test_what_a_header_field_says_highlights_it(wireshark, transport, headers, before):
    capture = captures.Capture()
    message = response(488, "Not Acceptable Here", headers="".join(f"{line}\r\n" for line in HEADER_LINES))
    capture.send("callee", "caller", before + message, transport)
    path = wireshark.write(capture, f"highlight-evidence-{transport}")
    pdml = xml.etree.ElementTree.fromstring(wireshark.tshark("-T", "pdml", capture=path))
    for name, beginnings in LINES_OF_FIELDS.items():
        lines_of = [next(line for line in HEADER_LINES if line.startswith(beginning)) for beginning in beginnings]
        assert [(int(field.get("pos")), int(field.get("size"))) for field in pdml.findall(f".//field[@name='{name}']")] == [
            (headers + len(before) + message.index(line.encode()), len(line)) for line in lines_of], name


def test_lines_that_go_on_have_no_bytes(wireshark):
    """Wireshark offers a filter on the bytes of whatever has some and no field."""
    capture = captures.Capture()
    capture.send("callee", "caller", response(488, headers=f"Warning: 399 a \"{'word ' * 400}\"\r\n"))
    path = wireshark.write(capture, "highlight-lines")
    pdml = xml.etree.ElementTree.fromstring(wireshark.tshark("-T", "pdml", capture=path))
    others = [field for field in pdml.find(".//proto[@name='sipexplain']").iter("field") if field.get("name") == ""]
    assert len(others) > 10 and {field.get("size") for field in others} == {"0"}
