# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges that nobody has, of any size: for whoever tries to make the plugin slow, large or wrong.

Each function yields the frames of so many of what it is about.
"""

import traffic

# Stand for what differs from message to message, and are replaced by numbers with as many digits.
CALL, CSEQ, BRANCH, TAG = b"11111111", b"22222222", b"33333333", b"44444444"
FIRST = 50_000_000      # of these numbers
DATAGRAMS = 200         # where it is the size of a datagram that grows
LARGE_TEXT = 60_000     # of a message, in bytes
# The places of the address and the port that a frame comes from, on Ethernet and IPv4.
SOURCE, SPORT = slice(26, 30), slice(34, 36)


def _message(start_line, method, headers=(), to_tag=True, filler=b"", end=b"\r\n"):
    lines = [
        start_line,
        b"Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK" + BRANCH,
        b'From: "Alice" <sip:alice@example.com>;tag=a',
        b"To: <sip:bob@example.com>" + (b";tag=b" + TAG if to_tag else b""),
        b"Call-ID: " + CALL + b"@192.0.2.10",
        b"CSeq: " + CSEQ + b" " + method,
        b"Contact: <sip:alice@192.0.2.10:5060>",
        *headers,
        *([filler] if filler else []),
        b"Content-Length: 0",
    ]
    return end.join(lines) + 2 * end


def request(method, headers=(), **options):
    return traffic.frame(_message(method + b" sip:bob@example.com SIP/2.0", method, headers, False, **options))


def response(status, method, headers=(), **options):
    return traffic.frame(_message(b"SIP/2.0 " + status, method, headers, **options), answer=True)


def with_numbers(frame, call=0, cseq=0, branch=0, tag=0):
    for mark, number in ((CALL, call), (CSEQ, cseq), (BRANCH, branch), (TAG, tag)):
        frame = frame.replace(mark, b"%d" % (FIRST + number))
    return frame


def failing_requests_of_one_call(count):
    """Each with a CSeq number of its own."""
    ask, fail = request(b"INVITE"), response(b"503 Service Unavailable", b"INVITE", [b"Retry-After: 60"])
    for number in range(count):
        yield with_numbers(ask, cseq=number, branch=number)
        yield with_numbers(fail, cseq=number, branch=number, tag=number)


def challenges_of_one_call(count):
    """To a client that always has the wrong password."""
    nonce = b'Digest realm="example.com", nonce="' + TAG + b'"'
    ask = request(b"REGISTER", [b'Authorization: ' + nonce + b', username="alice", uri="sip:example.com", '
                                b'response="6629fae49393a05397450978507c4ef1"'])
    fail = response(b"401 Unauthorized", b"REGISTER", [b"WWW-Authenticate: " + nonce])
    for number in range(count):
        yield with_numbers(ask, cseq=number, branch=number, tag=number)
        yield with_numbers(fail, cseq=number, branch=number, tag=number + 1)


def open_calls(count):
    """Nobody ever answers; one other request fails at the end."""
    ask = request(b"INVITE")
    for number in range(count):
        yield with_numbers(ask, call=number, branch=number)
    yield with_numbers(request(b"OPTIONS"), call=count)
    yield with_numbers(response(b"404 Not Found", b"OPTIONS"), call=count)


def branches_of_one_number(count):
    """A proxy that forks a call to so many devices, none of which wants it."""
    ask, fail = request(b"INVITE"), response(b"486 Busy Here", b"INVITE")
    for number in range(count):
        yield with_numbers(ask, branch=number)
    for number in range(count):
        yield with_numbers(fail, branch=number, tag=number)


def devices_that_answer(count):
    """One INVITE, and a 2xx with a tag of its own from each of so many devices; each is repeated."""
    yield with_numbers(request(b"INVITE"))
    answer = response(b"200 OK", b"INVITE")
    for _ in range(2):
        for number in range(count):
            yield with_numbers(answer, tag=number)


def legs_of_one_call(count):
    """The same request from so many ports, as through a row of proxies."""
    ask, fail = request(b"INVITE"), response(b"480 Temporarily Unavailable", b"INVITE")
    for number in range(count):
        frame = bytearray(with_numbers(ask, branch=number))
        frame[SPORT] = (10_000 + number % 50_000).to_bytes(2, "big")
        yield bytes(frame)
    for number in range(count):
        yield with_numbers(fail, branch=number)


def one_request_repeated(count):
    """And its failure as often."""
    for frame in (request(b"INVITE"), response(b"500 Server Internal Error", b"INVITE")):
        for _ in range(count):
            yield with_numbers(frame)


def cancels_of_one_call(count):
    """Each INVITE is cancelled."""
    method = {b"INVITE": b"487 Request Terminated", b"CANCEL": b"200 OK"}
    asked = {name: request(name) for name in method}
    answered = {name: response(status, name) for name, status in method.items()}
    for number in range(count):
        for frames, name in ((asked, b"INVITE"), (asked, b"CANCEL"), (answered, b"CANCEL"), (answered, b"INVITE")):
            yield with_numbers(frames[name], cseq=number, branch=number, tag=number)


def responses_without_request(count):
    fail = response(b"481 Call/Transaction Does Not Exist", b"BYE")
    for number in range(count):
        yield with_numbers(fail, cseq=number, branch=number, tag=number)


def phrases_that_differ(count):
    """Each call is refused with a phrase that no other has."""
    ask, fail = request(b"INVITE"), response(b"480 No line " + TAG, b"INVITE")
    for number in range(count):
        yield with_numbers(ask, call=number, branch=number)
        yield with_numbers(fail, call=number, branch=number, tag=number)


def codes_that_are_none(count):
    """Each call is answered with another number, none of which is a status code."""
    ask = request(b"INVITE")
    for number in range(count):
        yield with_numbers(ask, call=number, branch=number)
        yield with_numbers(response(b"%d No Such Code" % (700 + number), b"INVITE"), call=number, branch=number)


def hosts_that_answer(count):
    """Each call is refused by another host, without a request that was seen."""
    fail = response(b"503 Service Unavailable", b"INVITE")
    for number in range(count):
        frame = bytearray(with_numbers(fail, call=number, branch=number))
        frame[SOURCE] = (0x0a000001 + number).to_bytes(4, "big")
        yield bytes(frame)


def large_messages_of_one_call(count):
    """More text than any store of it holds, from some number on."""
    filler = b"X-Filler: " + b"x" * LARGE_TEXT
    ask, fail = request(b"INVITE", filler=filler), response(b"420 Bad Extension", b"INVITE", [b"Unsupported: 100rel"])
    for number in range(count):
        yield with_numbers(ask, cseq=number, branch=number)
    for number in range(count):
        yield with_numbers(fail, cseq=number, branch=number, tag=number)


def _datagrams(size, filler, end):
    lines = (filler * (size // len(filler))).removesuffix(end)
    ask = request(b"OPTIONS", filler=lines, end=end)
    fail = response(b"486 Busy Here", b"OPTIONS", filler=lines, end=end)
    for number in range(DATAGRAMS // 2):
        yield with_numbers(ask, cseq=number, branch=number)
        yield with_numbers(fail, cseq=number, branch=number)


def lines_that_end_in_cr(size):
    """Datagrams of so many bytes: header fields of three letters, whose lines end in a lone CR."""
    return _datagrams(size, b"X:y\r", b"\r")


def lines_that_end_in_lf(size):
    return _datagrams(size, b"X:y\n", b"\n")


def folds(size):
    """Datagrams of so many bytes: one header field, folded over and over."""
    return _datagrams(size, b" x\r\n", b"\r\n")


def time_backwards(count):
    """So many frames of calls; each comes before the one that it follows in the file."""
    calls = traffic.interleaved(traffic.failing_call())
    return (next(calls) for _ in range(count))


BACKWARDS = (time_backwards,)
# Those that are a size of datagrams, not a number of messages.
SIZES = (lines_that_end_in_cr, lines_that_end_in_lf, folds)
