# SPDX-License-Identifier: GPL-2.0-or-later
"""Responses that the client has not got: what it leaves undone then is no fault of its own."""

from digest import REGISTER, challenge

# A client behind NAT, and how the server copies its Via.
BEHIND_NAT = "via=SIP/2.0/UDP_10.9.9.9:5060;branch=z9hG4bK-nat branch=z9hG4bK-nat"
SEEN = "via=SIP/2.0/UDP_10.9.9.9:5060;branch=z9hG4bK-nat;received=192.0.2.9"
B_LIVES = """
    +30
    A>B OPTIONS 1 call=lives
    B>A 200 call=lives
"""


def registers(asked, answer, *expected, expected_first=""):
    """A REGISTER that comes again and again, though it is challenged each time."""
    asked = f"A:40000>B REGISTER 1 {REGISTER} {asked}"
    answer = f"B>A:40000 401 {answer}\n{challenge(1)}"
    later = "\n".join(["? responses-lost shown", *expected])
    return "\n".join([asked, answer, expected_first, "+0.48", asked, later, answer, "! again", "+0.98", asked, later, answer,
                      "! again", B_LIVES])


OK = "B>A 200\n| Contact: <sip:bob@b.example.com>"
AGAIN = "A>B INVITE\n? responses-lost shown"

LADDERS = {
    "401 that goes to another port, as Via has no rport": registers(
        BEHIND_NAT, SEEN, "~ its Via names 10.9.9.9:5060, without rport, so the response goes to another port",
        "~ :40000"),
    "401 that is lost on its way back": registers(
        BEHIND_NAT.replace("5060", "5060;rport"), SEEN + ";rport=40000", "!~ another port"),
    "401 of a server that adds rport by itself": registers(BEHIND_NAT, SEEN + ";rport=40000", "!~ another port"),
    # One of them was lost, and the client had the next one.
    "401 that comes again, and no credentials": f"""
        A>B REGISTER 1 {REGISTER}
        B>A 401
            {challenge(1)}
            2? auth-not-retried shown
        +0.48
        A>B REGISTER 1 {REGISTER}
            ? responses-lost shown
        B>A 401
            {challenge(1)}
            ! again
        {B_LIVES}
        """,
    "200 that does not arrive, so that no ACK comes": f"""
        A>B INVITE
        {OK}
        +0.48
        {AGAIN}
        {OK}
            ! no_ack
            !~ No ACK
        +0.98
        {AGAIN}
        {OK}
            ! no_ack
            !~ No ACK
        {B_LIVES}
        """,
    # The INVITE is not sent any more when its next time has come, so that the caller has the 200.
    "200 that arrives at last, and no ACK": f"""
        A>B INVITE
        {OK}
        +0.48
        {AGAIN}
        {OK}
            ! no_ack
        +0.99
        {OK}
            ! no_ack
            !~ No ACK
        +1.99
        {OK}
            ! no_ack
            ? ack-missing shown
        {B_LIVES}
        """,
}
