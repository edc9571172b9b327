# SPDX-License-Identifier: GPL-2.0-or-later
"""Ladders made at random: nearly as calls and registrations are, or as nothing is. See ladders.py for how they are written."""

from digest import challenge, credentials

LEGS = ["A>P", "P>A", "P>B", "B>P", "P>C"]
METHODS = ["INVITE", "INVITE", "INVITE", "REGISTER", "REGISTER", "REFER", "NOTIFY", "BYE", "OPTIONS"]
CODES = [180, 183, 200, 200, 202, 302, 401, 401, 403, 407, 408, 423, 480, 481, 481, 482, 483, 486, 487, 491, 500, 500, 503]
TRIED_AGAIN = (302, 401, 407, 423, 491)
# Of those that the callee of the others sends.
BACK = ("P>A", "B>P")
TAGS = ["", " tag=b", " tag=c"]
TAGS_BACK = [" from=b", " tag=a", " tag=a from=c"]
CONTACT = "| Contact: <sip:bob@example.com>"


def random_ladder(choose):
    """The requests of up to four legs, with retransmissions, ACK, CANCEL, retries and responses in any order."""
    lines, asked = [], []
    legs = LEGS[:choose.choice([2, 4, 5])]
    forks = [0, 0, 0, 1]

    def ask(leg, method, cseq, fork):
        lines.append(f"{leg} {method} {cseq} branch=z9hG4bK{leg[0]}{leg[2]}{cseq}{fork}"
                     + choose.choice(TAGS_BACK if leg in BACK else TAGS))
        if choose.random() < 0.4:
            lines.append(credentials(choose.randint(0, 3), choose.randint(1, 2), uri="sip:bob@example.com",
                                     **choose.choice([{}, {}, {"realm": "other"}, {"more": ""}])))
        lines.append(f"| Max-Forwards: {choose.randint(0, 3)}")
        if method == "INVITE":
            lines.append(CONTACT)
        if method == "NOTIFY":
            lines.append("| Event: refer" + choose.choice(["", ";id=1", ";id=2"]))
            lines.extend(["| Content-Type: message/sipfrag", f": SIP/2.0 {choose.choice([100, 180, 200, 486])}"])
        if method != "ACK":
            asked.append((leg, method, cseq, fork))

    def answer(code, leg, method, cseq, fork):
        lines.append(f"{leg[2]}>{leg[0]} {code} {method} {cseq} branch=z9hG4bK{leg[0]}{leg[2]}{cseq}{fork} tag="
                     + choose.choice("bbc"))
        if code in (401, 407):
            lines.append(challenge(choose.randint(1, 3), more=choose.choice(["", "", ', qop="auth"', ", stale=true"])))
        if code == 200 and choose.random() < 0.8:
            lines.append(CONTACT)

    for _ in range(choose.randint(4, 22)):
        lines.extend(["+" + choose.choice(["0.03", "0.5", "4", "12"])] * choose.choice([0, 0, 0, 1]))
        kind = choose.random()
        if not asked or kind < 0.3:
            ask(choose.choice(legs), choose.choice(METHODS), choose.randint(1, 3), choose.choice(forks))
        elif kind < 0.4:
            ask(*choose.choice(asked))
        elif kind < 0.55:
            leg, before, cseq, fork = choose.choice(asked)
            method = choose.choice(["ACK", "CANCEL"])
            ask(leg, method, cseq, choose.choice([fork, fork, fork, 1 - fork]))
            if before == "INVITE" and method == "CANCEL":
                answer(487, leg, before, cseq, fork)
        else:
            leg, method, cseq, fork = choose.choice(asked[-5:])
            code = choose.choice([200, 481]) if method == "CANCEL" else choose.choice(CODES)
            answer(code, leg, method, cseq, fork)
            if code < 200:
                answer(480, leg, method, cseq, fork)
            if code in TRIED_AGAIN and choose.random() < 0.6:
                if choose.random() < 0.7:
                    ask(leg, method, cseq + 1, fork)
                else:
                    ask(leg, method, cseq, 1 - fork)
    return "\n".join(lines)


def call_story(choose):
    """A call by way of a proxy as it should be, or nearly so, one message after the other."""
    def send(first, second, method, cseq, tags, *lines):
        """Over both legs; the branch is that of the method and the number."""
        for leg, hop in ((first, ""), (second, "-2")):
            name = f"z9hG4bK-{method}{cseq}{first[0]}"
            below = f",SIP/2.0/UDP_a;branch={name}" if hop else ""
            way = f"branch={name}{hop} via=SIP/2.0/UDP_x;branch={name}{hop}{below}"
            yield "\n".join([f"{leg} {method} {cseq} {way} {tags}", *lines])

    def answer(first, second, code, method, cseq, *lines):
        for leg, hop in ((second, "-2"), (first, "")):
            name = f"z9hG4bK-{method}{cseq}{first[0]}"
            below = f",SIP/2.0/UDP_a;branch={name}" if hop else ""
            way = f"branch={name}{hop} via=SIP/2.0/UDP_x;branch={name}{hop}{below}"
            own, caller = ("b", "a") if first[0] == "A" else ("a", "b")
            yield "\n".join([f"{leg[2]}>{leg[0]} {code} {method} {cseq} {way} tag={own} from={caller}", *lines])

    out, back = ("A>P", "P>B"), ("B>P", "P>A")
    yield from send(*out, "INVITE", 1, "", CONTACT)
    for code in choose.choice([[], [180], [183, 180]]):
        yield from answer(*out, code, "INVITE", 1)
    yield "+" + choose.choice(["0.1", "3", "7.3", "20", "32"])
    final = choose.choice([200, 200, 200, 200, 408, 480, 486, 487, 503])
    if final == 487:
        yield from send(*out, "CANCEL", 1, "")
        yield from answer(*out, choose.choice([200, 481]), "CANCEL", 1)
    yield from answer(*out, final, "INVITE", 1, *[CONTACT] * (final == 200 and choose.random() < 0.9))
    acks = list(send(*out, "ACK", 1, "tag=b"))
    if final == 200 and choose.random() < 0.4:
        again = list(answer(*out, 200, "INVITE", 1, *[CONTACT] * choose.choice([0, 1, 1])))
        yield from acks[:choose.choice([0, 1, 2])]
        yield "+" + choose.choice(["0.3", "1"])
        yield from again[choose.choice([0, 1]):]
    yield from acks
    if choose.random() < 0.1:
        yield from [f"P>A BYE 7 branch=z9hG4bK-p1 tag=a from=b", "P>B BYE 7 branch=z9hG4bK-p2 tag=b"]
    for number in range(2, choose.randint(2, 6)):
        way, tags, cseq = choose.choice([(out, "tag=b", number), (back, "tag=a from=b", 100 + number)])
        tags = choose.choice([tags] * 7 + [tags.replace("tag=", "tag=c"), tags.replace("tag=b", "").replace("tag=a", "")])
        method = choose.choice(["INVITE", "INFO", "UPDATE", "BYE", "BYE"])
        yield from send(*way, method, cseq, tags, *[CONTACT] * (method in ("INVITE", "UPDATE")))
        if choose.random() < 0.3:
            other = back if way == out else out
            yield from send(*other, method, 202 - cseq, "tag=a from=b" if other == back else "tag=b", CONTACT)
            yield from answer(*other, choose.choice([200, 481, 491]), method, 202 - cseq)
        yield from answer(*way, choose.choice([200, 200, 481, 481, 491, 500]), method, cseq, CONTACT)


def registration_story(choose):
    """A client that is challenged, answers, and goes on."""
    given = [choose.randint(0, 1)]
    for number in range(1, choose.randint(3, 8)):
        method, realm = choose.choice(["REGISTER"] * 4 + ["OPTIONS"]), choose.choice(["office"] * 6 + ["other"])
        used = [] if number == 1 else [credentials(choose.choice(given[-2:]), choose.randint(1, 2), user="bob", realm=realm,
                                                   uri="sip:bob@example.com")] * choose.choice([0, 1, 1, 1])
        yield "\n".join([f"A>B {method} {number}", *used])
        code, more = choose.choice([401, 401, 200, 403]), []
        if code == 401:
            given.append(choose.choice([given[-1], given[-1] + 1]))
            more = [challenge(given[-1], more=choose.choice(["", ', qop="auth"', ', qop="auth"', ", stale=true"]))]
        yield "\n".join([f"B>A {code} {method} {number}", *more])
        if choose.random() < 0.3:
            yield "+" + choose.choice(["0.3", "3", "15"])


def damaged(story, choose):
    """Some messages are lost, some come again, some are out of order."""
    blocks = []
    for block in story:
        kind = choose.random()
        if block[0] == "+" or kind > 0.16:
            blocks.append(block)
        if block[0] != "+" and 0.1 < kind < 0.16:
            blocks.extend(["+" + choose.choice(["0.03", "0.5", "1", "4"]), block])
        if kind > 0.95 and len(blocks) > 2 and blocks[-2][0] != "+":
            blocks[-1], blocks[-2] = blocks[-2], blocks[-1]
    while blocks and blocks[0][0] == "+":
        del blocks[0]
    return "\n".join(blocks or ["A>B OPTIONS"])


def any_ladder(choose):
    kind = choose.random()
    if kind < 0.4:
        return random_ladder(choose)
    return damaged((call_story if kind < 0.8 else registration_story)(choose), choose)
