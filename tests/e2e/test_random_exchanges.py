# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges made at random, likely or not: whatever a diagnosis claims about other frames has to be true of them."""

import random
import re

import pytest
from ladders import Whole

COUNT = 200
HOSTS = {"A": "127.0.0.1:5061", "P": "127.0.0.1:5062", "B": "127.0.0.1:5063", "C": "127.0.0.1:5064"}
LEGS = ["A>P", "P>A", "P>B", "B>P", "P>C"]
METHODS = ["INVITE", "INVITE", "INVITE", "REGISTER", "REGISTER", "REFER", "NOTIFY", "BYE", "OPTIONS"]
CODES = [180, 183, 200, 200, 202, 302, 401, 401, 407, 408, 423, 480, 481, 482, 483, 486, 487, 491, 500, 503]
TRIED_AGAIN = (302, 401, 407, 423, 491)
CREDENTIALS = '| Authorization: Digest username="a", realm="r", nonce="n", response="6629fae49393a05397450978507c4ef1"'
CHALLENGE = '| WWW-Authenticate: Digest realm="r", nonce="m"'


def random_ladder(choose):
    """The requests of up to four legs, with retransmissions, ACK, CANCEL, retries and responses in any order."""
    lines, asked = [], []
    legs = LEGS[:choose.choice([2, 4, 5])]
    # The first BYE of a call is known without its branch, so it has one alone.
    forks = [0, 0, 0, 1]

    def ask(leg, method, cseq, fork):
        lines.append(f"{leg} {method} {cseq} branch=z9hG4bK{leg[0]}{leg[2]}{cseq}{fork}"
                     + choose.choice(["", " tag=b", " tag=c"]))
        lines.extend([CREDENTIALS] * choose.choice([0, 0, 1]) + [f"| Max-Forwards: {choose.randint(0, 3)}"])
        if method == "NOTIFY":
            lines.append("| Event: refer" + choose.choice(["", ";id=1", ";id=2"]))
            lines.extend(["| Content-Type: message/sipfrag", f": SIP/2.0 {choose.choice([100, 180, 200, 486])}"])
        if method != "ACK":
            asked.append((leg, method, cseq, fork))

    def answer(code, leg, method, cseq, fork):
        lines.append(f"{leg[2]}>{leg[0]} {code} {method} {cseq} branch=z9hG4bK{leg[0]}{leg[2]}{cseq}{fork} tag="
                     + choose.choice("bbc"))
        lines.extend([CHALLENGE] * (code in (401, 407)))

    for _ in range(choose.randint(4, 22)):
        lines.extend(["+" + choose.choice(["0.03", "0.5", "4"])] * choose.choice([0, 0, 0, 1]))
        kind = choose.random()
        if not asked or kind < 0.3:
            method = choose.choice(METHODS)
            ask(choose.choice(legs), method, choose.randint(1, 3), 0 if method == "BYE" else choose.choice(forks))
        elif kind < 0.4:
            ask(*choose.choice(asked))
        elif kind < 0.55:
            leg, before, cseq, fork = choose.choice(asked)
            method = choose.choice(["ACK", "CANCEL"])
            ask(leg, method, cseq, fork)
            if before == "INVITE" and method == "CANCEL":
                answer(487, leg, before, cseq, fork)
        else:
            leg, method, cseq, fork = choose.choice(asked[-5:])
            code = choose.choice([200, 481]) if method == "CANCEL" else choose.choice(CODES)
            answer(code, leg, method, cseq, fork)
            if code < 200:
                answer(480, leg, method, cseq, fork)
            if code in TRIED_AGAIN and choose.random() < 0.6:
                if method == "BYE" or choose.random() < 0.7:
                    ask(leg, method, cseq + 1, fork)
                else:
                    ask(leg, method, cseq, 1 - fork)
    return "\n".join(lines)


class Exchange:
    """A response, and what its claims are checked against."""

    def __init__(self, frames, number):
        self.frames = dict(enumerate(frames, start=1))
        self.number = number
        self.message = self.frames[number]

    def is_request(self, number, method):
        return self.frames[number].name == method

    def is_response(self, number, code):
        return self.frames[number].name == code and self.of_this(number)

    def of(self, number, other):
        """Whether a message belongs to the transaction of another one."""
        return self.key(self.frames[number]) == self.key(other)

    def of_this(self, number):
        return self.of(number, self.message)

    @staticmethod
    def key(message):
        return message.options["branch"], message.cseq, message.method

    def find(self, begin, end, wanted):
        return [number for number in range(begin, end) if wanted(self.frames[number])]

    def requests(self, begin, end, method, cseq=None):
        return self.find(begin, end, lambda item: item.name == method and cseq in (None, item.cseq))

    def new_requests(self, method):
        """Behind the response, without repetitions of what was there before."""
        return [number for number in self.requests(self.number + 1, len(self.frames) + 1, method)
                if not any(self.of(before, self.frames[number]) for before in self.requests(1, self.number, method))]

    def finals_of(self, number):
        return self.find(number + 1, len(self.frames) + 1, lambda item: item.is_response and int(item.name) >= 200
                         and self.key(item) == self.key(self.frames[number]))

    def was_asked(self):
        return self.find(1, self.number, lambda item: not item.is_response and self.key(item) == self.key(self.message))


def check_retry(exchange, method, number, code, final):
    assert exchange.is_request(number, method) and number > exchange.number
    assert exchange.frames[number].source == exchange.message.target
    if code is not None:
        assert final in exchange.finals_of(number) and exchange.frames[final].name == code


def check_repetition(exchange, first):
    assert exchange.is_response(first, exchange.message.name) and first < exchange.number
    if int(exchange.message.name) < 300:
        assert exchange.frames[first].options["tag"] == exchange.message.options["tag"]


def check_no_ack(exchange, first):
    between = exchange.requests(first + 1, exchange.number, "ACK", exchange.message.cseq)
    tag = exchange.message.options["tag"]
    assert not [number for number in between if exchange.frames[number].options.get("tag", tag) == tag]


def check_passed(exchange, inner):
    one, other = exchange.frames[inner], exchange.message
    assert (one.name, one.cseq, one.method, one.options["tag"]) == (
        other.name, other.cseq, other.method, other.options["tag"])
    assert (one.source, one.target) != (other.source, other.target)


def check_cancelled(exchange, cancel, request):
    assert exchange.is_request(cancel, "CANCEL") and exchange.of_this(request)
    assert exchange.frames[cancel].options["branch"] == exchange.message.options["branch"]


def check_no_cancel(exchange, request):
    cancels = exchange.requests(request, exchange.number, "CANCEL", exchange.message.cseq)
    assert not [number for number in cancels
                if exchange.frames[number].options["branch"] == exchange.message.options["branch"]]


def check_no_ringing(exchange):
    begin = exchange.was_asked()[0]
    assert not exchange.find(begin, exchange.number, lambda item: item.name in ("180", "183")
                             and exchange.key(item) == exchange.key(exchange.message))


# What a sentence says -> what has to hold; gets the numbers and names of its groups
CLAIMS = {
    r"The (?!NOTIFY)([A-Z]+) (?:in|of) frame (\d+)": lambda exchange, method, number: exchange.is_request(number, method),
    r"The [A-Z]+ in frame (\d+) (?:had been waiting|already carried|carried|crossed)": Exchange.of_this,
    r"and was seen (\d+) times": lambda exchange, count: len(exchange.was_asked()) >= count,
    r"The ([A-Z]+) was sent again in frame (\d+)(?: and got (\d+)[^.]* in frame (\d+))?": check_retry,
    r"was sent again in frame (\d+); no final": lambda exchange, number: not exchange.finals_of(number),
    r"No new ([A-Z]+) with this Call-ID follows": lambda exchange, method: not exchange.new_requests(method),
    r"No ringing or progress": check_no_ringing,
    r"Before that, (\d+)[^.]* came in frame (\d+)": lambda exchange, code, number: exchange.is_response(number, str(code)),
    r"(?:repeats|is) the response of frame (\d+)": check_repetition,
    r"repeats the response of frame (\d+).*No ACK for it": check_no_ack,
    r"passes on the response of frame (\d+)": check_passed,
    r"The CANCEL in frame (\d+) ended the INVITE of frame (\d+)": check_cancelled,
    r"No CANCEL for the INVITE in frame (\d+)": check_no_cancel,
    r"frame (\d+) had no final response yet when the same side sent the one in frame (\d+)":
        lambda exchange, number, later: not [final for final in exchange.finals_of(number) if final < later],
    r"had its final response in frame (\d+)": lambda exchange, number: exchange.frames[number].method == "INVITE",
    r"sent a BYE as well, in frame (\d+)": lambda exchange, number: exchange.is_request(number, "BYE"),
    r"NOTIFY (?:about the REFER, )?in frame (\d+)": lambda exchange, number: exchange.is_request(number, "NOTIFY"),
}


def claims_of(text):
    """What has to hold, and with which values."""
    for pattern, check in CLAIMS.items():
        for match in re.finditer(pattern, text):
            codes = "got (" in pattern
            yield pattern, check, [
                value if value is None or not value.isdigit() or (codes and number == 2) else int(value)
                for number, value in enumerate(match.groups())]


@pytest.mark.parametrize("way", ["-T fields", "-2"])
@pytest.mark.parametrize("on_one_host", [False, True], ids=["hosts", "one host"])
def test_no_claim_is_false(wireshark, on_one_host, way):
    choose = random.Random(20)
    texts = {str(number): random_ladder(choose) for number in range(COUNT)}
    if on_one_host:
        texts = {title: re.sub(r"^(\w)>(\w)", lambda leg: f"{HOSTS[leg[1]]}>{HOSTS[leg[2]]}", text, flags=re.M)
                 for title, text in texts.items()}
    whole = Whole(wireshark, "random", texts)
    seen = set()
    for title, ladder in whole.ladders.items():
        for number, diagnoses in whole.diagnoses(title, way).items():
            exchange = Exchange([messages[0] for messages in ladder.frames], number)
            for pattern, check, values in claims_of(diagnoses[0]):
                assert check(exchange, *values) is not False, (texts[title], number, diagnoses[0])
                seen.add(pattern)
    assert len(seen) >= len(CLAIMS) // 2, set(CLAIMS) - seen
    whole.check_related_frames(*([] if way == "-T fields" else [way]))
