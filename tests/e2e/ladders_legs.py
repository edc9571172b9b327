# SPDX-License-Identifier: GPL-2.0-or-later
"""What several legs show together, and near misses of time and silence beside those of ladders_timing.py and ladders_silence.py."""

from ladders_silence import CALL, INVITE_TIMES, again

STACK = "via=SIP/2.0/UDP_q.example.com;branch=z9hG4bK-q,_SIP/2.0/UDP_client.example.com;branch={}"
OF_ALICE, OF_OTHER = STACK.format("z9hG4bKAP1"), STACK.format("z9hG4bK-other")
CREDENTIALS = ('Digest username="alice", realm="p", nonce="n1", uri="sip:bob@example.com", '
               'response="6629fae49393a05397450978507c4ef1"')

LADDERS = {
    # next-hop-silent: below the Via of a proxy stands that of whom it has the request from, whatever its own address is.
    "408 of a proxy with two addresses whose next hop is silent": f"""
        A>P INVITE
        P>A 100
        Q>B INVITE {OF_ALICE}
            2? no-response shown
        {again(f"Q>B INVITE {OF_ALICE}")}
        +0.5
        P>A 408 INVITE tag=p
            ? next-hop-silent shown
            ~ 10.{{network}}.0.4
        A>P ACK tag=p
        """,
    "408 of a proxy while what another one passes on is not answered": f"""
        A>P INVITE
        P>A 100
        P>B INVITE {OF_OTHER}
            2? no-response shown
        {again(f"P>B INVITE {OF_OTHER}")}
        +0.5
        P>A 408 INVITE tag=p
        A>P ACK tag=p
        """,
    # It had no time to answer.
    "480 of a proxy that asked its next hop a moment before": """
        A>P INVITE
        P>A 100
        +1
        P>B INVITE
            2? one-sided shown
        P>A 480 INVITE tag=p
        A>P ACK tag=p
        """,
    # next-hop-late: a success comes too late as well.
    "a next hop that accepts the call after the proxy gave up": f"""
        A>P INVITE
        P>A 100
        P>B INVITE
        {again("P>B INVITE", INVITE_TIMES[:4])}
        +0.5
        P>A 408 INVITE tag=p
            ? next-hop-silent shown
            2? next-hop-late shown
            2~ 200 OK
        A>P ACK tag=p
        +3
        B>P 200
            ? next-hop-late shown
            ~ 3.0 s
        P>B ACK tag=b
        """,
    "a next hop that goes on to accept the call after the proxy gave up": f"""
        A>P INVITE
        P>A 100
        P>B INVITE
        {again("P>B INVITE", INVITE_TIMES[:4])}
        +0.5
        P>A 408 INVITE tag=p
            ? next-hop-silent shown
            2? next-hop-late shown
        A>P ACK tag=p
        +3
        B>P 200
            | Contact: <sip:bob@b.example.com>
            ? next-hop-late shown
        +0.49
        B>P 200
            | Contact: <sip:bob@b.example.com>
            ! no_ack
            !~ No ACK
        """,
    # The proxy took it back, and was told so.
    "a next hop that ends what the proxy cancelled": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 180
        P>A 180
        +20
        P>A 408 INVITE tag=p
            ? ring-timeout likely
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        A>P ACK tag=p
        """,
    # icmp
    "503 of a proxy whose next hop cannot be reached": """
        A>P INVITE
        P>A 100
        P>B INVITE
            2? icmp shown
        P>B INVITE icmp
            ? icmp shown
        P>A 503 INVITE tag=p
            ? icmp shown
            ~ 10.{network}.0.3
        A>P ACK tag=p
        """,
    # The second target answered, so that the first one is not what the response is about.
    "486 of the second target after an ICMP error of the first one": """
        A>P INVITE
        P>A 100
        P>B INVITE
            2? icmp shown
        P>B INVITE icmp
            ? icmp shown
        P>C INVITE
        +1
        C>P 486 tag=c
        P>C ACK tag=c
        P>A 486 INVITE tag=c
            ? passed-on shown
        A>P ACK tag=c
        """,
    # rejected-by-user: what rang on the first leg is the PBX.
    "486 after ringing, of a PBX whose other leg was refused": """
        A>U INVITE
        U>A 180
        U>B INVITE 1 call=2
        B>U 180 call=2
        +7.3
        B>U 486 call=2
            ? rejected-by-user likely
        U>B ACK 1 call=2 tag=b
        U>A 486 INVITE 1 tag=u
            ? other-leg likely
        A>U ACK tag=u
        """,
    "486 of somebody else than who rang": """
        A>B INVITE
        B>A 180 tag=x
        +7.3
        B>A 486 tag=y
        A>B ACK tag=y
        """,
    # It may have been an announcement.
    "486 after 12.4 s of early media": """
        A>B INVITE
        B>A 183
        +12.4
        B>A 486
        A>B ACK tag=b
        """,
    "486 after ringing, from a network that is out of order": """
        A>B INVITE
        B>A 180
        +7.3
        B>A 486
            | Reason: Q.850;cause=38
            ? cause-differs shown
        A>B ACK tag=b
        """,
    # ring-timeout: timers are late at times, and not early.
    "486 after 30.7 s of ringing": """
        A>B INVITE
        B>A 180
        +30.69
        B>A 486
            ? ring-timeout likely
        A>B ACK tag=b
        """,
    "486 after 29.2 s of ringing": """
        A>B INVITE
        B>A 180
        +29.19
        B>A 486
            ? rejected-by-user likely
        A>B ACK tag=b
        """,
    "480 of a proxy that stopped the ringing": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 180
        P>A 180
        +13.1
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        P>A 480 INVITE tag=p
            ? ring-timeout likely
            ~ CANCEL in frame 6
        A>P ACK tag=p
        """,
    # answered-by-machine: who sent credentials may be refused for them.
    "403 at once to credentials": f"""
        A>B INVITE
            | Proxy-Authorization: {CREDENTIALS}
        +0.1
        B>A 403
        A>B ACK tag=b
        """,
    "404 at once": """
        A>B INVITE
        B>A 404
            ? number-unknown shown
            !~ no person
        A>B ACK tag=b
        """,
    # went-silent: what was answered long ago says little.
    "a host that answered an hour ago": f"""
        A>B OPTIONS 1 call=2
        B>A 200 call=2
        +4000
        A>B INVITE
            2? no-response shown
        {again("A>B INVITE")}
        """,
    # no-response
    "an answer that stands before its BYE": CALL + """
        B>A 200 BYE 2
        A>B BYE 2 tag=b
        """,
    # one-sided: over UDP it comes again if there is no answer, unless its sender does not care.
    "an OPTIONS alone": """
        A>B OPTIONS
            2? one-sided shown
        """,
    "an OPTIONS alone, over TCP": """
        A>B OPTIONS tcp
            2? no-response shown
        """,
    "an OPTIONS that is not repeated, to a host that is heard": """
        A>B OPTIONS
            2? no-response shown
        +10
        A>B OPTIONS 2
        B>A 200
        """,
    # The other direction is in the capture, in another call, as a request.
    "an OPTIONS alone, to a host that asks by itself": """
        B>A OPTIONS 1 call=2
        A>B 200 call=2
        A>B OPTIONS
            2? no-response shown
        """,
    # The client has the answer: it sent the ACK.
    "an INVITE that comes again after its ACK": """
        A>B INVITE
        +1
        B>A 480
        A>B ACK tag=b
        +0.5
        A>B INVITE
        """,
}
