# SPDX-License-Identifier: GPL-2.0-or-later
"""The header fields that are evidence, and the diagnosis that puts their values into words."""

import captures
import pytest
from messages import response

SDP = ("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 20000 RTP/AVP 0\r\n"
       "a=curr:qos e2e none\r\na=des:qos failure e2e sendrecv\r\n").encode()

# What is said of each failure here, as no request is in these captures.
ALONE = "No request that was waiting for it was seen, so what led to it cannot be told."

# name: (code, phrase, header fields, body, evidence, diagnosis without that)
RESPONSES = {
    "420": (420, "Bad Extension", "Unsupported: 100rel\r\nServer: ExampleGateway/1.7\r\n", b"",
            ["Unsupported: 100rel", "Server: ExampleGateway/1.7"],
            "The sender of this response does not support 100rel in this request."),
    "420 in several header fields, folded": (
        420, "Bad Extension", "UNSUPPORTED : 100rel,\r\n  timer\r\nunsupported:\tfoo , ,bar\r\n", b"",
        ["Unsupported: 100rel, timer", "Unsupported: foo , ,bar"],
        "The sender of this response does not support 100rel, timer, foo, bar in this request."),
    "420 about path": (420, "Bad Extension", "Unsupported: path\r\n", b"", ["Unsupported: path"],
                       "The sender of this response does not support path in this request."),
    "420 that does not say which": (
        420, "Bad Extension", "", b"", [],
        "The response does not say which extension it is: it lacks the Unsupported header field that RFC 3261 asks for."),
    "421": (421, "Extension Required", "Require: sec-agree\r\nSecurity-Server: tls;q=0.2\r\n", b"",
            ["Require: sec-agree", "Security-Server: tls;q=0.2"], "The server insists on sec-agree."),
    "422": (422, "Session Interval Too Small", "Min-SE: 1800;x=y\r\n", b"", ["Min-SE: 1800;x=y"],
            "Session-Expires has to be at least 30 min."),
    "423": (423, "Interval Too Brief", "Min-Expires: 3660\r\n", b"", ["Min-Expires: 3660"],
            "The expiry has to be at least 1 h 1 min."),
    "423 with a value that is no number": (423, "Interval Too Brief", "Min-Expires: soon\r\n", b"",
                                           ["Min-Expires: soon"], None),
    "401": (401, "Unauthorized",
            'WWW-Authenticate: Digest realm="a, \\"b\\"", nonce="x", algorithm=SHA-256\r\n', b"",
            ['WWW-Authenticate: Digest realm="a, \\"b\\"", nonce="x", algorithm=SHA-256'],
            'The challenge is for the realm "a, "b"" (Digest, SHA-256).'),
    "407 with stale": (
        407, "Proxy Authentication Required", 'Proxy-Authenticate: Digest stale = TRUE, realm="r", nonce="x"\r\n', b"",
        ['Proxy-Authenticate: Digest stale = TRUE, realm="r", nonce="x"'],
        'The challenge is for the realm "r" (Digest). It says stale=true: only the nonce was too old, the credentials '
        "were right, and the client should try again with the new nonce."),
    "401 for two algorithms": (
        401, "Unauthorized", 'WWW-Authenticate: Digest realm="r", algorithm=SHA-256, nonce="x"\r\n'
        'WWW-Authenticate: Digest realm="r", algorithm=MD5, nonce="x"\r\n', b"",
        ['WWW-Authenticate: Digest realm="r", algorithm=SHA-256, nonce="x"',
         'WWW-Authenticate: Digest realm="r", algorithm=MD5, nonce="x"'],
        'The challenge is for the realm "r" (Digest, SHA-256). The challenge is for the realm "r" (Digest, MD5).'),
    "302": (302, "Moved Temporarily", 'm: "Bob, at home" <sip:bob@192.0.2.4;x=a,b>;expires=60, sip:bob@192.0.2.5;q=0.1\r\n',
            b"", ['Contact: "Bob, at home" <sip:bob@192.0.2.4;x=a,b>;expires=60, sip:bob@192.0.2.5;q=0.1'],
            "The request is to go to sip:bob@192.0.2.4;x=a,b, sip:bob@192.0.2.5."),
    "301 to nowhere": (301, "Moved Permanently", "", b"", [],
                       "There is no Contact with an address, so the response does not say where to go."),
    "405": (405, "Method Not Allowed", "Allow: INVITE, ACK\r\nAllow: BYE\r\n", b"", ["Allow: INVITE, ACK", "Allow: BYE"],
            "The methods that are allowed here are INVITE, ACK, BYE."),
    "415": (415, "Unsupported Media Type", "Accept: application/sdp\r\nAccept-Encoding: identity\r\n", b"",
            ["Accept: application/sdp", "Accept-Encoding: identity"],
            "The server accepts application/sdp instead. The server accepts identity instead."),
    "417": (417, "Unknown Resource-Priority", "Accept-Resource-Priority: ets.0, wps.1\r\n", b"",
            ["Accept-Resource-Priority: ets.0, wps.1"], "The priorities known here are ets.0, wps.1."),
    "424": (424, "Bad Location Information", 'Geolocation-Error: 200 ;code="Permission To Use Location"\r\n', b"",
            ['Geolocation-Error: 200 ;code="Permission To Use Location"'],
            "By Geolocation-Error, the sender did not permit that the location is used."),
    "424 of another kind": (424, "Bad Location Information", "Geolocation-Error: 999\r\n", b"",
                            ["Geolocation-Error: 999"], None),
    "425": (425, "Bad Alert Message", 'AlertMsg-Error: 100 ;code="Cannot process the alert payload"\r\n', b"",
            ['AlertMsg-Error: 100 ;code="Cannot process the alert payload"'],
            "By AlertMsg-Error, the alert was there and could not be processed."),
    "469": (469, "Bad Info Package", "Recv-Info: conf, dtmf\r\n", b"", ["Recv-Info: conf, dtmf"],
            "The receiver accepts the Info Packages conf, dtmf."),
    "470": (470, "Consent Needed", "Permission-Missing: <sip:carol@example.com>\r\n", b"",
            ["Permission-Missing: <sip:carol@example.com>"], "Permission is missing for sip:carol@example.com."),
    "480 with Retry-After": (480, "Temporarily Unavailable", "Retry-After: 90 (in a meeting);duration=60\r\n", b"",
                             ["Retry-After: 90 (in a meeting);duration=60"],
                             "It may be tried again after 90 s, at 22:14:50 (UTC)."),
    "503 with a comment close to the number": (503, "Service Unavailable", "Retry-After: 18000(maintenance)\r\n", b"",
                                               ["Retry-After: 18000(maintenance)"],
                                               "It may be tried again after 5 h, at 03:13:20 (UTC)."),
    "489": (489, "Bad Event", "u: presence, dialog\r\n", b"", ["Allow-Events: presence, dialog"],
            "The event packages offered here are presence, dialog."),
    "494": (494, "Security Agreement Required", "Security-Server: ipsec-ike;q=0.1, tls;q=0.2\r\n", b"",
            ["Security-Server: ipsec-ike;q=0.1, tls;q=0.2"], "The server offers ipsec-ike, tls."),
    "580": (580, "Precondition Failure", "Content-Type: application/sdp\r\n", SDP, ["Content-Type: application/sdp"],
            'The SDP marks what failed: "a=des:qos failure e2e sendrecv" of the medium "m=audio 20000 RTP/AVP 0".'),
    "403 that means something else": (
        403, "Stale Date", "", b"", [],
        'The server says "Stale Date": by its clock, the signed caller identity (STIR) is not of this time. It is no matter '
        "of permission."),
    "603+": (603, "Network Blocked", 'Reason: SIP;cause=603;text="v=analytics1;url=https://redress.example.com"\r\n', b"",
             ['Reason: SIP;cause=603;text="v=analytics1;url=https://redress.example.com"'],
             'The server says "v=analytics1;url=https://redress.example.com": analytics in the network blocked the call, and '
             "no user declined it."),
    "603 of a person": (603, "Decline", "", b"", [], None),
    "608": (608, "Rejected", "Call-Info: <https://block.example.net/complaint.json>;purpose=jwscard\r\n", b"",
            ["Call-Info: <https://block.example.net/complaint.json>;purpose=jwscard"],
            "Analytics in the network blocked the call, and no user declined it. The card that names whom to ask for redress "
            "is at https://block.example.net/complaint.json."),
    "406 that says what would do": (406, "Not Acceptable", "Accept: application/pidf+xml\r\n", b"",
                                    ["Accept: application/pidf+xml"],
                                    "The server accepts application/pidf+xml instead."),
    "503 that may be tried again at once": (503, "Service Unavailable", "Retry-After: 0\r\n", b"",
                                            ["Retry-After: 0"], None),
    "200 is no failure": (200, "OK", "Server: ExampleGateway/1.7\r\n", b"", [], None),
    "486 and a cause that fits": (
        486, "Busy Here", "Reason: Q.850;cause=17\r\n", b"", ["Reason: Q.850;cause=17"],
        "Its Reason gives cause 17 of Q.850 (User busy). The called user is in another call and takes no second one."),
    "480 and a cause that does not": (
        480, "Temporarily Unavailable", "Reason: q.850 ;text=x; cause=21\r\n", b"", ["Reason: q.850 ;text=x; cause=21"],
        "By RFC 3398, Q.850 cause 21 (Call rejected) does not go with 480 Temporarily Unavailable. Of the two, the cause "
        "is usually the more exact one. The called side could have taken the call and refused it."),
    "200 with a failed verification": (
        200, "OK", "Reason: STIR;cause=438\r\n", b"", [],
        "The call goes on, but the verification of the caller identity failed: Invalid Identity Header."),
    "hostile values": (420, "Bad Extension", "Unsupported: a\x1b[31m\u202eb\r\n", b"",
                       [r"Unsupported: a\x1B[31m\xE2\x80\xAEb"],
                       r"The sender of this response does not support a\x1B[31m\xE2\x80\xAEb in this request."),
}
PASSES = {"one pass": [], "two passes": ["-2"]}

# Of these the response alone shows the cause.
EXPLAINED = ["580", "403 that means something else", "603+", "608"]


@pytest.fixture(scope="module")
def path(wireshark):
    capture = captures.Capture()
    for number, (code, phrase, headers, body, _, _) in enumerate(RESPONSES.values()):
        message = response(code, phrase, call=f"evidence-{number}", headers=headers, body=body)
        # Packets are 10 ms apart; the time of day is that of whole seconds.
        capture.send("callee", "caller", message)
    return wireshark.write(capture, "evidence")


@pytest.fixture(scope="module", params=PASSES)
def rows(request, wireshark, path):
    # pdml, as -T fields doubles backslashes.
    import xml.etree.ElementTree as tree
    document = tree.fromstring(wireshark.tshark("-T", "pdml", *PASSES[request.param], capture=path))

    def values(packet, name):
        return [field.get("show") for field in packet.iter("field") if field.get("name") == name]
    return {name: (values(packet, "sipexplain.evidence"), values(packet, "sipexplain.diagnosis"))
            for name, packet in zip(RESPONSES, document.iter("packet"))}


@pytest.mark.parametrize("name", RESPONSES)
def test_evidence_is_shown_as_received(rows, name):
    assert rows[name][0] == RESPONSES[name][4]


@pytest.mark.parametrize("name", RESPONSES)
def test_diagnosis_puts_the_values_into_words(rows, name):
    said = [RESPONSES[name][5]] if RESPONSES[name][5] else []
    if RESPONSES[name][0] >= 300 and name not in EXPLAINED:
        said.append(ALONE)
    assert rows[name][1] == ([" ".join(said)] if said else [])


@pytest.mark.parametrize("args", PASSES.values(), ids=PASSES)
def test_filters_on_evidence_and_diagnosis_find_their_frames(wireshark, path, args):
    with_evidence = [number for number, values in enumerate(RESPONSES.values(), 1) if values[4]]
    with_diagnosis = [number for number, values in enumerate(RESPONSES.values(), 1) if values[5] or values[0] >= 300]
    timer = [number for number, values in enumerate(RESPONSES.values(), 1) if "timer" in str(values[4])]
    assert wireshark.frames(path, "sipexplain.evidence", args) == with_evidence
    assert wireshark.frames(path, "sipexplain.diagnosis", args) == with_diagnosis
    assert wireshark.frames(path, 'sipexplain.evidence contains "timer"', args) == timer


def test_evidence_of_a_message_in_several_segments(wireshark):
    capture = captures.Capture()
    message = response(420, "Bad Extension", headers="Unsupported: 100rel\r\n")
    capture.send("callee", "caller", message, "tcp", cut=[40, 150])
    path = wireshark.write(capture, "evidence-segments")
    assert wireshark.fields(path, "sipexplain.evidence", args=["-Y", "sipexplain"]) == [[["Unsupported: 100rel"]]]


@pytest.mark.parametrize("cseq", ["9292394834772304023312 OPTIONS", "007 OPTIONS", "7OPTIONS", "-1 OPTIONS", "x", ""])
def test_a_message_is_found_however_its_cseq_is_written(wireshark, cseq):
    capture = captures.Capture()
    capture.send("callee", "caller", response(503, cseq=cseq, headers="Retry-After: 1\r\n"))
    path = wireshark.write(capture, "evidence-cseq")
    assert wireshark.fields(path, "sipexplain.evidence") == [[["Retry-After: 1"]]]


def test_evidence_is_that_of_its_own_message(wireshark):
    capture = captures.Capture()
    capture.send("callee", "caller", response(420, "Bad Extension", call="1", headers="Unsupported: 100rel\r\n")
                 + response(420, "Bad Extension", call="2", headers="Unsupported: timer\r\n"), "tcp")
    path = wireshark.write(capture, "evidence-pipelined")
    assert wireshark.fields(path, "sipexplain.diagnosis") == [
        [[f"The sender of this response does not support 100rel in this request. {ALONE}",
          f"The sender of this response does not support timer in this request. {ALONE}"]]]


def test_a_header_field_that_comes_thousands_of_times_is_bounded(wireshark):
    capture = captures.Capture()
    headers = "".join(f"Unsupported: tag{number}, <, \"\r\n" for number in range(2000))
    capture.send("callee", "caller", response(420, "Bad Extension", headers=headers), "tcp")
    path = wireshark.write(capture, "evidence-many")
    (evidence, diagnosis), = wireshark.fields(path, "sipexplain.evidence", "sipexplain.diagnosis")
    assert len(evidence) == 8
    assert diagnosis[0].endswith(f"... in this request. {ALONE}")
