# SPDX-License-Identifier: GPL-2.0-or-later
"""What a diagnosis claims about other frames, and what has to hold of them if it is true.

Nothing here knows how the plugin learns. Each claim is a pattern of a sentence,
and a check of the frames that it names.
"""

import re


def parameter(message, name):
    """Of a challenge or of credentials; None if there are none."""
    found = re.search(rf'{name}="([^"]*)"', message.headers)
    return found and found[1]


class Exchange:
    """A message, and what its claims are checked against."""

    def __init__(self, ladder, number):
        self.frames = dict(enumerate((messages[0] for messages in ladder.frames), start=1))
        pauses = ladder.capture.pauses
        self.times = {frame: 0.01 * (frame - 1) + sum(pauses.get(before, 0) for before in range(1, frame))
                      for frame in self.frames}
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

    @staticmethod
    def leg(message):
        """Of the request, or of the one that is answered."""
        return (message.target, message.source) if message.is_response else (message.source, message.target)

    def find(self, begin, end, wanted):
        return [number for number in range(begin, end) if wanted(self.frames[number])]

    def requests(self, begin, end, method, cseq=None):
        return self.find(begin, end, lambda item: item.name == method and cseq in (None, item.cseq))

    def new_requests(self, method):
        """Behind the response, without repetitions of what was there before."""
        return [number for number in self.requests(self.number + 1, len(self.frames) + 1, method)
                if not any(self.of(before, self.frames[number]) for before in self.requests(1, self.number, method))]

    def answers_of(self, number, lowest=100):
        """All responses to the request in a frame."""
        return self.find(1, len(self.frames) + 1, lambda item: item.is_response and int(item.name) >= lowest
                         and self.key(item) == self.key(self.frames[number]))

    def finals_of(self, number):
        return [final for final in self.answers_of(number, 200) if final > number]

    def had_final(self, number, before):
        return any(final < before for final in self.finals_of(number))

    def is_first_final(self, number):
        """Of a request that was seen before it."""
        before = self.find(1, number, lambda item: self.key(item) == self.key(self.frames[number]))
        return bool(before) and not [other for other in before if self.frames[other].name >= "200"
                                     and self.frames[other].is_response]

    def was_asked(self):
        return self.find(1, self.number, lambda item: not item.is_response and self.key(item) == self.key(self.message))

    def tags(self, number):
        """Of From and To; those of a first request are "a" and none."""
        options = self.frames[number].options
        tag = options.get("tag", "")
        return options.get("from") or ("b" if tag == "a" else "a"), tag

    def is_of_other_side(self, other, number):
        return self.tags(other) == self.tags(number)[::-1]

    def took(self, begin, time, end=None):
        """Whether it is so long from a frame to the message, or another one, as "1.0 s" or "20 ms"."""
        value, unit = time.split(" ")[:2]
        return unit in ("min", "h") or abs(self.times[end or self.number] - self.times[begin]
                                           - float(value) / (1000 if unit == "ms" else 1)) < 0.06


def check_retry(exchange, method, number, code, final):
    assert exchange.is_request(number, method) and number > exchange.number
    assert exchange.frames[number].source == exchange.message.target
    if code is not None:
        assert final in exchange.finals_of(number) and exchange.frames[final].name == code


def check_repetition(exchange, first):
    assert exchange.is_response(first, exchange.message.name) and first < exchange.number
    assert exchange.frames[first].options["tag"] == exchange.message.options["tag"]


def check_no_ack(exchange, first):
    """No ACK with the tag of the response was there before it on its leg."""
    assert exchange.is_response(first, exchange.message.name)
    tag, leg = exchange.message.options["tag"], exchange.leg(exchange.message)
    between = exchange.requests(first + 1, exchange.number, "ACK", exchange.message.cseq)
    assert not [number for number in between if exchange.frames[number].options.get("tag") == tag
                and exchange.leg(exchange.frames[number]) == leg]


def check_ack(exchange, number):
    assert exchange.is_request(number, "ACK") and number < exchange.number
    assert exchange.frames[number].cseq == exchange.message.cseq
    assert exchange.frames[number].options.get("tag") == exchange.message.options["tag"]


def check_passed(exchange, inner):
    one, other = exchange.frames[inner], exchange.message
    assert inner < exchange.number and (one.name, one.cseq, one.method, one.options["tag"]) == (
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


def challenges_before(exchange, number, realm):
    """The nonces that were given on the leg of a request before it, the newest last."""
    leg = exchange.leg(exchange.frames[number])
    return [parameter(exchange.frames[given], "nonce") for given in exchange.find(
        1, number, lambda item: item.name in ("401", "407") and exchange.leg(item) == leg
        and parameter(item, "realm") == realm)]


def check_refused(exchange, number, user, realm):
    """The nonce is the newest one, or the server gives it again."""
    asked = exchange.frames[number]
    assert exchange.of_this(number) and number < exchange.number
    assert (parameter(asked, "username"), parameter(asked, "realm")) == (user, realm)
    given = challenges_before(exchange, number, realm)
    assert parameter(asked, "nonce") in (*given[-1:], parameter(exchange.message, "nonce"))


def check_refused_before(exchange, before):
    assert before < exchange.number and exchange.frames[before].name in ("401", "407")


def check_used(exchange, number, used):
    assert exchange.of_this(number) and used < number
    assert parameter(exchange.frames[used], "nonce") == parameter(exchange.frames[number], "nonce")
    assert any(exchange.frames[final].name < "300" for final in exchange.finals_of(used) if final < number)


def check_older(exchange, number, given):
    nonce = parameter(exchange.frames[number], "nonce")
    assert exchange.of_this(number) and given < number and parameter(exchange.frames[given], "nonce") == nonce
    assert challenges_before(exchange, number, parameter(exchange.frames[number], "realm"))[-1] != nonce


def check_wrong_realm(exchange, number, realm, given, asked):
    assert exchange.of_this(number) and given < number
    assert parameter(exchange.frames[number], "realm") == realm and parameter(exchange.frames[given], "realm") == asked
    assert realm != asked


def check_storm(exchange, count):
    leg = exchange.leg(exchange.message)
    assert len(exchange.find(1, exchange.number + 1, lambda item: item.name in ("401", "407")
                             and exchange.leg(item)[0] == leg[0])) >= count


def check_unanswered_challenge(exchange, method):
    later = exchange.new_requests(method)
    realm, source = parameter(exchange.message, "realm"), exchange.message.target
    assert not [number for number in later if exchange.frames[number].source == source
                and parameter(exchange.frames[number], "realm") == realm]


def check_twice(exchange, number, *rest):
    """This final response is not the first one, and differs from it."""
    final = rest[-1] if isinstance(rest[-1], int) else rest[0]
    first, this = exchange.frames[final], exchange.message
    assert exchange.of_this(number) and final in exchange.finals_of(number) and final < exchange.number
    assert (first.name, first.options["tag"]) != (this.name, this.options["tag"])


def check_crossing(exchange, number, other):
    assert exchange.of_this(number) and other < exchange.number
    assert exchange.is_of_other_side(other, number) or exchange.tags(other) == (exchange.tags(number)[1], "")
    assert not exchange.had_final(other, number) or not exchange.had_final(other, exchange.was_asked()[0])


def check_nothing_crosses(exchange, number):
    """No request of the other side was without an answer while this one was under way."""
    assert exchange.of_this(number)
    begin = exchange.was_asked()[0]
    assert not [other for other in exchange.requests(1, exchange.number, exchange.message.method)
                if exchange.is_of_other_side(other, number) and not exchange.had_final(other, begin)]


def check_overlap(exchange, number, other):
    assert exchange.is_request(other, "INVITE") and exchange.of_this(number) and other < number
    assert exchange.frames[other].source == exchange.frames[number].source
    assert not exchange.had_final(other, number)


def check_lower(exchange, number, cseq, other, higher):
    """By the tags; on its way it comes from other hosts too."""
    one, two = exchange.frames[number], exchange.frames[other]
    assert exchange.of_this(number) and other < number
    assert exchange.tags(number) == exchange.tags(other)
    assert (exchange.frames[number].cseq, exchange.frames[other].cseq) == (cseq, higher) and cseq < higher


def check_tag_of_failure(exchange, number, tag, code, final):
    assert exchange.of_this(number) and exchange.frames[number].options["tag"] == tag and final < number
    assert exchange.frames[final].name == code >= "300" and exchange.frames[final].options["tag"] == tag


def check_lost(exchange, number, code, final):
    """The call had been set up with the tags of the request, and no BYE with them had been accepted."""
    tag = exchange.frames[number].options["tag"]
    setup = exchange.frames[final]
    assert exchange.of_this(number) and final < number and setup.name == code and setup.method == "INVITE"
    assert tag in (setup.options["tag"], "a")
    assert not [bye for bye in exchange.requests(final, exchange.was_asked()[0], "BYE")
                if not exchange.of_this(bye) and exchange.frames[bye].options.get("tag") == tag
                and any(exchange.frames[answer].name < "300" for answer in exchange.finals_of(bye))
                and exchange.leg(exchange.frames[bye]) == exchange.leg(setup)]


def check_ended(exchange, bye):
    assert exchange.is_request(bye, "BYE") and bye < exchange.number and not exchange.of_this(bye)


def check_failed_before(exchange, code, final, number):
    assert exchange.frames[final].name == code >= "300" and exchange.frames[final].method == "INVITE"
    assert exchange.of_this(number) and final < exchange.number


def check_no_tag(exchange, number, field, tag, given):
    assert exchange.of_this(number) and given < exchange.number
    assert not exchange.tags(number)[field == "To"] and tag in exchange.tags(given)


def check_wrong_tag(exchange, number, tag, field, expected, given):
    assert exchange.of_this(number) and exchange.tags(number)[field == "To"] == tag != expected
    assert given < exchange.number and expected in exchange.tags(given)


def check_machine(exchange, time, number):
    assert exchange.of_this(number) and exchange.took(number, time)
    check_no_ringing(exchange)


def check_rung(exchange, time, number):
    """On this leg or on a later one."""
    rang = exchange.frames[number]
    assert rang.name == "180" and number < exchange.number
    assert any(exchange.took(number, time, end) for end in exchange.find(
        number, exchange.number + 1, lambda item: item.name == exchange.message.name))
    assert (rang.method, rang.cseq) == (exchange.message.method, exchange.message.cseq)


def check_no_response(exchange, method):
    assert exchange.is_request(exchange.number, method) and not exchange.answers_of(exchange.number)


def check_silent(exchange, last, method):
    """Nothing came back from that host after the frame, be it for something else."""
    check_no_response(exchange, method)
    source, target = exchange.leg(exchange.message)
    assert not exchange.find(max(last, 0) + 1, len(exchange.frames) + 1,
                             lambda item: item.is_response and exchange.leg(item) == (source, target))


def check_answered_before(exchange, method, time, number):
    assert exchange.is_request(exchange.number, method) and number < exchange.number and exchange.took(number, time)
    assert number in exchange.answers_of(exchange.number)


def check_sent(exchange, method, count):
    assert exchange.is_request(exchange.number, method)
    assert len(exchange.find(1, len(exchange.frames) + 1, lambda item: not item.is_response
                             and exchange.key(item) == exchange.key(exchange.message))) >= count


def check_next_hop_silent(exchange, method, number):
    assert exchange.is_request(number, method) and number < exchange.number and not exchange.of_this(number)
    assert exchange.frames[number].source == exchange.message.source
    assert not [answer for answer in exchange.answers_of(number) if answer < exchange.number]


def check_late(exchange, number):
    """The proxy had sent a final response of the same request on another leg before."""
    given = exchange.frames[number]
    assert number < exchange.number and int(given.name) >= 200 and given.source == exchange.message.target
    assert (given.cseq, given.method) == (exchange.message.cseq, exchange.message.method)


def check_both_sides(exchange, other):
    one, two = exchange.message, exchange.frames[other]
    assert two.name == "BYE" and one.source == two.source and one.target != two.target
    assert not [bye for bye in exchange.requests(1, exchange.number, "BYE") if exchange.frames[bye].target == one.source]


def check_copy(exchange, number, copy, final):
    assert exchange.of_this(number) and exchange.of_this(copy) and number < copy < exchange.number
    assert final in exchange.finals_of(number)


def check_merged(exchange, number, other):
    one, two = exchange.frames[number], exchange.frames[other]
    assert exchange.of_this(number) and not exchange.of_this(other)
    assert (one.method, one.cseq, one.target) == (two.method, two.cseq, two.target) and one.source != two.source


def check_branch(exchange, cancel, branch, invite, other):
    assert exchange.of_this(cancel) and exchange.is_request(invite, "INVITE")
    assert exchange.frames[cancel].options["branch"] == branch != exchange.frames[invite].options["branch"] == other
    assert exchange.frames[invite].cseq == exchange.frames[cancel].cseq and not exchange.had_final(invite, cancel)


def check_other_number(exchange, ack, number, invite, cseq):
    assert exchange.is_request(ack, "ACK") and exchange.is_request(invite, "INVITE")
    assert exchange.frames[ack].cseq == number != exchange.frames[invite].cseq == cseq
    assert not exchange.find(1, ack, lambda item: item.name != "ACK" and item.cseq == number)


def check_second_offer(exchange, update, invite):
    assert exchange.of_this(update) and exchange.is_request(invite, "INVITE") and invite < update
    assert exchange.frames[update].body and exchange.frames[invite].body and not exchange.had_final(invite, update)


def check_not_acknowledged(exchange, final, number):
    """The side that is asked had its answer, and its ACK had not passed here when the request came."""
    assert exchange.of_this(number) and final < number and exchange.frames[final].name.startswith("2")
    assert not [ack for ack in exchange.requests(final + 1, number, "ACK", exchange.frames[final].cseq)
                if exchange.leg(exchange.frames[ack]) == exchange.leg(exchange.message)[::-1]]


def check_late_cancel(exchange, invite, code, final):
    assert exchange.is_request(invite, "INVITE") and final in exchange.finals_of(invite) and final < exchange.number
    assert exchange.frames[final].name == code and exchange.frames[invite].cseq == exchange.message.cseq


def check_nothing_said(exchange, method):
    source, target = exchange.leg(exchange.message)
    assert exchange.message.name == method
    assert not exchange.find(1, len(exchange.frames) + 1, lambda item: item.is_response and (
        item.source, item.target) == (target, source))


TIME = r"([\d.]+ (?:ms|s|min|h))(?: \d+ \w+)*"
# What a sentence says -> what has to hold; gets the numbers and names of its groups
CLAIMS = {
    r"The (?!NOTIFY)([A-Z]+) (?:in|of) frame (\d+)": lambda exchange, method, number: exchange.is_request(number, method),
    r"The [A-Z]+ in frame (\d+) (?:had been waiting|already carried|carried|crossed)": Exchange.of_this,
    r"and was seen (\d+) times": lambda exchange, count: len(exchange.was_asked()) >= count,
    r"The ([A-Z]+) was sent again in frame (\d+)(?: and got (CODE)[^.]* in frame (\d+))?": check_retry,
    r"was sent again in frame (\d+); no final": lambda exchange, number: not exchange.finals_of(number),
    r"No new ([A-Z]+) with this Call-ID follows": lambda exchange, method: not exchange.new_requests(method),
    r"No ringing or progress": check_no_ringing,
    r"Before that, (CODE)[^.]* came in frame (\d+)": lambda exchange, code, number: exchange.is_response(number, code),
    r"(?:repeats|is) the response of frame (\d+)": check_repetition,
    r"The CANCEL in frame (\d+) ended the INVITE of frame (\d+)": check_cancelled,
    r"No CANCEL for the INVITE in frame (\d+)": check_no_cancel,
    r"NOTIFY (?:about the REFER, )?in frame (\d+)": lambda exchange, number: exchange.is_request(number, "NOTIFY"),
    # Authentication
    r'in frame (\d+) carried credentials of "(.*?)" for the realm "(.*?)", made with the newest nonce': check_refused,
    r"They were refused already in frame (\d+)": check_refused_before,
    r"in frame (\d+) uses the nonce once more that was accepted .*?\(request in frame (\d+)\)": check_used,
    r"in frame (\d+) uses the nonce of the challenge in frame (\d+)": check_older,
    r"in frame (\d+) repeats nonce .*? of the request in frame (\d+), which was accepted": check_used,
    r'in frame (\d+) carries credentials for the realm "(.*?)", but the challenge in frame (\d+) asks for the realm "(.*?)"':
        check_wrong_realm,
    r"challenge number (\d+) in a row": check_storm,
    r"No ([A-Z]+) with credentials follows": check_unanswered_challenge,
    # Dialogs
    r"in frame (\d+) had its final response already, (CODE)[^.;]* in frame (\d+); this is another": check_twice,
    r"in frame (\d+) has two final responses: .*?the one in frame (\d+)": check_twice,
    r"in frame (\d+) crossed the [A-Z]+ that the other side sent in frame (\d+)": check_crossing,
    r"no request of the other side that the [A-Z]+ in frame (\d+) could have met": check_nothing_crosses,
    r"in frame (\d+) was sent while the one in frame (\d+), from the same side, still waited": check_overlap,
    r"in frame (\d+) has CSeq (\d+), and the [A-Z]+ of the same side in frame (\d+) had (\d+)": check_lower,
    r'in frame (\d+) has the tag "(.*?)" in To, which is that of (CODE)[^.]* in frame (\d+)': check_tag_of_failure,
    r"tags of the [A-Z]+ in frame (\d+) are those of the call that (CODE)[^.]* in frame (\d+) set up": check_lost,
    r"sent a BYE as well, in frame (\d+)": check_ended,
    r"The BYE in frame (\d+) had ended the call": check_ended,
    r"had failed with (CODE)[^.]*? in frame (\d+), so the [A-Z]+ in frame (\d+) found no call": check_failed_before,
    r'in frame (\d+) has no tag in (\w+). The call has the tag "(.*?)" there since frame (\d+)': check_no_tag,
    r'in frame (\d+) has the tag "(.*?)" in (\w+). The call has "(.*?)" there since frame (\d+)': check_wrong_tag,
    r"was sent once more in frame (\d+), with the same branch and CSeq. It had its answer, .*? in frame (\d+)":
        lambda exchange, copy, final: check_copy(exchange, exchange.was_asked()[0], copy, final),
    r"of frame (\d+) went to the same host in frame (\d+) as well": check_merged,
    r'The CANCEL in frame (\d+) has the branch "(.*?)" in its top Via, and the INVITE in frame (\d+), .*? has "(.*?)"':
        check_branch,
    r"The CANCEL in frame (\d+) got a challenge": Exchange.of_this,
    r"The UPDATE in frame (\d+) makes an offer, and the INVITE in frame (\d+) of the same side": check_second_offer,
    r"The INVITE in frame (\d+) had its final response already, (CODE)[^.]*? in frame (\d+), so": check_late_cancel,
    # ACK
    r"No ACK for the 2xx in frame (\d+) was seen before this copy": check_no_ack,
    r"No ACK for the 2xx in frame (\d+) was seen before the [A-Z]+ in frame (\d+) came": check_not_acknowledged,
    r"The ACK in frame (\d+) has the CSeq number (\d+), and the INVITE in frame (\d+) has (\d+)": check_other_number,
    r"The ACK in frame (\d+) (?:had not arrived|passed here)": check_ack,
    r"This answer has no Contact": lambda exchange: "Contact" not in exchange.message.headers,
    r"The 2xx in frame (\d+) has no Contact": lambda exchange, number: "Contact" not in exchange.frames[number].headers,
    # Network
    rf"It came {TIME} after the INVITE in frame (\d+), and nothing rang": check_machine,
    rf"It had rung for {TIME} \(180 in frame (\d+)\)": check_rung,
    r"No response to the ([A-Z]+) to ": check_no_response,
    r"answered this client until frame (-?\d+), .*? but neither the ([A-Z]+) nor anything else": check_silent,
    r"answered this client until frame (-?\d+), .*? but not the ([A-Z]+), which": check_silent,
    r"The ([A-Z]+) to \S+ was sent (\d+) times within": check_sent,
    rf"The ([A-Z]+) comes again {TIME} after it was answered in frame (\d+)": check_answered_before,
    r"The ([A-Z]+) went on to (?:the private address )?\S+ in frame (\d+)\b.* nothing came back in": check_next_hop_silent,
    r"had sent .*? back in frame (\d+) already": check_late,
    r"The capture has this ([A-Z]+), and nothing that": check_nothing_said,
    r"sent a BYE to both sides of the call, the other one in frame (\d+)": check_both_sides,
    r"said it first, in frame (\d+)": check_passed,
}


def claims_of(text):
    """What has to hold, and with which values."""
    for pattern, check in CLAIMS.items():
        # A code stays a text; which groups are numbers, the pattern says.
        groups = re.findall(r"\(CODE\)|\(-\?\\d\+\)|\(\\d\+\)|\((?!\?)", pattern.replace(r"\(", ""))
        for match in re.finditer(pattern.replace("CODE", r"\d\d\d"), text):
            yield pattern, check, [int(value) if value is not None and r"\d+" in group else value
                                   for group, value in zip(groups, match.groups())]
