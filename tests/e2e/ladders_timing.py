# SPDX-License-Identifier: GPL-2.0-or-later
"""What is shown by how long an answer takes, and whether it rang before.

Finals come a second or more after their request where it does not matter, so
that nobody takes them for a machine's.
"""

from digest import proxy_challenge, proxy_credentials

LADDERS = {}

# answered-by-machine: nobody looks at a phone and refuses within half a second, and it did not even ring.
for code in (403, 480, 486, 600, 603):
    LADDERS[f"{code} at once"] = f"""
        A>B INVITE
        B>A 100
        +0.1
        B>A {code}
            ? answered-by-machine likely
        A>B ACK tag=b
        """

LADDERS.update({
    "486 at once, after a challenge": f"""
        A>B INVITE
        B>A 407 tag=x
            {proxy_challenge(1)}
        A>B ACK tag=x
        +3
        A>B INVITE 2
            {proxy_credentials(1)}
        B>A 486
            ? answered-by-machine likely
        A>B ACK 2 tag=b
        """,
    # A gateway that says what it was in the network; rejected and busy can be said for anybody.
    "480 at once with Q.850 34": """
        A>B INVITE
        B>A 100
        B>A 480
            | Reason: Q.850;cause=34
            ? cause-differs shown
            !~ no person
        A>B ACK tag=b
        """,
    "480 at once with Q.850 19": """
        A>B INVITE
        B>A 100
        B>A 480
            | Reason: Q.850;cause=19
            ? answered-by-machine likely
        A>B ACK tag=b
        """,
    "603 at once with Q.850 21": """
        A>B INVITE
        B>A 100
        B>A 603
            | Reason: Q.850;cause=21
            ? answered-by-machine likely
        A>B ACK tag=b
        """,
    # A phone that is called while it is in use rings first, if call waiting is on; or its user is very fast.
    "486 after 200 ms of ringing": """
        A>B INVITE
        B>A 180
        +0.19
        B>A 486
        A>B ACK tag=b
        """,
    # Half a second is over. Who takes it for a machine has no reason left.
    "486 after 1.5 s without ringing": """
        A>B INVITE
        B>A 100
        +1.5
        B>A 486
        A>B ACK tag=b
        """,
    # The first INVITE counts; the answer is quick after the last one.
    "486 at once after the third INVITE": """
        A>B INVITE
        +0.49
        A>B INVITE
        +0.99
        A>B INVITE
        B>A 486
        A>B ACK tag=b
        """,
    # Inside a call nobody is asked: phones answer a re-INVITE by themselves, and always at once.
    "480 to a re-INVITE at once": """
        A>B INVITE
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        +5
        A>B INVITE 2 tag=b
        B>A 480
        A>B ACK 2 tag=b
        """,
    "480 to a MESSAGE at once": """
        A>B MESSAGE
        B>A 480
        """,
    "487 at once, after the caller's CANCEL": """
        A>B INVITE
        B>A 100
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    "486 whose INVITE is not in the capture": """
        B>A 486 INVITE 1
        A>B ACK tag=b
        """,
    # The mailbox was busy at once; the phone of bob had rung for 12 s, and its user did nothing.
    "486 of the second target": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 180
        P>A 180
        +12
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>C INVITE
        C>P 486 tag=c
            ? answered-by-machine likely
        P>C ACK tag=c
        P>A 486 INVITE tag=c
            ? passed-on shown
        A>P ACK tag=c
        """,
    # ring-timeout
    "486 after 30 s of ringing": """
        A>B INVITE
        B>A 100
        +0.29
        B>A 180
        +29.99
        B>A 486
            ? ring-timeout likely
            ~ 30
        A>B ACK tag=b
        """,
    # What came before it rang was no ringing.
    "486 after 30 s of ringing, and early media before": """
        A>B INVITE
        B>A 183
        +4.2
        B>A 180
        +29.99
        B>A 486
            ? ring-timeout likely
            ~ It had rung for 30.0 s (180 in frame 3)
        A>B ACK tag=b
        """,
    "486 after 7.3 s of ringing, and early media before": """
        A>B INVITE
        B>A 183
        +4.1
        B>A 180
        +7.29
        B>A 486
            ? rejected-by-user likely
            ~ It had rung for 7.3 s (180 in frame 3)
        A>B ACK tag=b
        """,
    "480 after 20 s of ringing": """
        A>B INVITE
        B>A 180
        +19.99
        B>A 480
            ? ring-timeout likely
            ~ 20
        A>B ACK tag=b
        """,
    # The timer of a proxy starts with the INVITE (RFC 3261, 16.8).
    "480 exactly 30 s after the INVITE": """
        A>B INVITE
        +2.69
        B>A 180
        +27.28
        B>A 480
            ? ring-timeout likely
        A>B ACK tag=b
        """,
    "480 with the cause that nobody answered": """
        A>B INVITE
        B>A 180
        +25.3
        B>A 480
            | Reason: Q.850;cause=19;text="No answer from user"
            ? ring-timeout likely
        A>B ACK tag=b
        """,
    "a proxy's 408 and its CANCEL": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 180
        P>A 180
        +20
        P>A 408 tag=p
            ? ring-timeout likely
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        A>P ACK tag=p
        """,
    "a proxy's CANCEL and then its 408": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 180
        P>A 180
        +14.2
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>A 408 INVITE tag=p
            ? ring-timeout likely
        A>P ACK tag=p
        """,
    # The caller gave up, and not a timer, however round the time.
    "the caller's CANCEL after 30 s": """
        A>B INVITE
        B>A 180
        +29.99
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    "the caller's CANCEL after 30 s, by way of a proxy": """
        A>P INVITE
        P>B INVITE
        B>P 180
        P>A 180
        +29.99
        A>P CANCEL
        P>A 200
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>A 487 INVITE
            ? passed-on shown
        A>P ACK tag=b
        """,
    # On the caller's leg alone a 408 without ringing may be a silent next hop, or the phone's; nobody knows.
    "a proxy's 408 on the caller's leg": """
        A>P INVITE
        P>A 100
        +31.9
        P>A 408 tag=p
        A>P ACK tag=p
        """,
    "486 after 30 s without ringing": """
        A>B INVITE
        B>A 100
        +29.99
        B>A 486
        A>B ACK tag=b
        """,
    # No code of a timer that ends ringing: something broke meanwhile.
    "500 after 30 s of ringing": """
        A>B INVITE
        B>A 180
        +29.99
        B>A 500
        A>B ACK tag=b
        """,
    # Bob's phone rang; the 480 is of carol's, which did not.
    "480 of a branch that did not ring": """
        A>P INVITE
        P>A 100
        P>B INVITE
        P>C INVITE
        B>P 180
        P>A 180
        +30
        C>P 480 tag=c
        P>C ACK tag=c
        +3
        B>P 200
        P>A 200
        A>P ACK tag=b
        P>B ACK tag=b
        """,
    # rejected-by-user
    "486 after 13.2 s of ringing": """
        A>B INVITE
        B>A 100
        B>A 180
        +13.19
        B>A 486
            ? rejected-by-user likely
            ~ 13.2 s
        A>B ACK tag=b
        """,
    "603 after 7.4 s of ringing": """
        A>B INVITE
        B>A 180
        +7.39
        B>A 603
            ? rejected-by-user likely
            ~ 7.4 s
        A>B ACK tag=b
        """,
    # Nothing rang, so there was nothing to reject.
    "603 after 7.4 s without ringing": """
        A>B INVITE
        B>A 100
        +7.38
        B>A 603
        A>B ACK tag=b
        """,
    # A user may refuse to add video, but this phone did not ring.
    "603 to a re-INVITE after 7 s": """
        A>B INVITE
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        +5
        A>B INVITE 2 tag=b
        B>A 100
        +7
        B>A 603
        A>B ACK 2 tag=b
        """,
    # The ringing was bob's, the refusal carol's, by a rule or in another way: the tags in To are not the same.
    "603 of a branch that did not ring": """
        A>P INVITE
        P>A 100
        P>B INVITE
        P>C INVITE
        B>P 180
        P>A 180
        +9.1
        C>P 603 tag=c
        P>C ACK tag=c
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>A 603 INVITE tag=c
            ? passed-on shown
        A>P ACK tag=c
        """,
})

# pbx-hangup: what Asterisk sends where its dial plan ends a call, however long it rang.
LADDERS.update({
    "603 of Asterisk with Q.850 16, at once": """
        A>B INVITE
        B>A 603
            | Server: Asterisk PBX 20.5.0
            | Reason: Q.850;cause=16
            ? pbx-hangup likely
            !~ no person
            !~ does not want this call
        A>B ACK tag=b
        """,
    "603 of Asterisk with Q.850 16, after it rang": """
        A>B INVITE
        B>A 180
        +5
        B>A 603
            | Server: FPBX-16.0.40(18.20.0)
            | Reason: Q.850;cause=16
            ? pbx-hangup likely
            !~ the called person
            ~ does not say that anybody declined
        A>B ACK tag=b
        """,
    "603 of Asterisk with a cause that has no code there": """
        A>B INVITE
        +1
        B>A 603
            | Server: Asterisk PBX 20.5.0
            | Reason: Q.850;cause=88
            ? pbx-hangup likely
            ~ cannot take this kind of call
        A>B ACK tag=b
        """,
    # Asterisk has a code for these, so they are not what the dial plan had no code for.
    "603 of Asterisk with Q.850 19, after it rang": """
        A>B INVITE
        B>A 180
        +12.3
        B>A 603
            | Server: Asterisk PBX 20.5.0
            | Reason: Q.850;cause=19
            ? cause-differs shown
            !~ no code for the cause
        A>B ACK tag=b
        """,
    "603 of Asterisk with Q.850 21, after it rang": """
        A>B INVITE
        B>A 180
        +5
        B>A 603
            | Server: Asterisk PBX 20.5.0
            | Reason: Q.850;cause=21
            ? rejected-by-user likely
        A>B ACK tag=b
        """,
    "603 of another server with Q.850 16, after it rang": """
        A>B INVITE
        B>A 180
        +5
        B>A 603
            | Server: Gateway 1.0
            | Reason: Q.850;cause=16
            ? rejected-by-user likely
            ? cause-differs shown
        A>B ACK tag=b
        """,
    "603 of Asterisk inside of a call": """
        A>B INVITE
        B>A 200
        A>B ACK tag=b
        +5
        A>B INVITE 2 tag=b
        B>A 603
            | Server: Asterisk PBX 20.5.0
            | Reason: Q.850;cause=16
            ? cause-differs shown
        A>B ACK 2 tag=b
        """,
})
