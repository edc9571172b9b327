# SPDX-License-Identifier: GPL-2.0-or-later
"""What is shown by answers that are missing or do not arrive.

A finding about an answer that does not come stands in the first frame of its
request, on a second pass; one about an answer that did not arrive in each frame
in which the request comes again.
"""

from digest import REGISTER, credentials, proxy_credentials

INVITE_TIMES = (0.5, 1, 2, 4, 8, 16)            # RFC 3261, 17.1.1.2: until 64*T1 are over
OTHER_TIMES = (0.5, 1, 2, 4, 4, 4, 4, 4, 4, 4)  # 17.1.2.2


def again(line, times=INVITE_TIMES):
    """The same request again and again."""
    return "\n".join(f"+{time - 0.01:g}\n{line}" for time in times)


CALL = """
    A>B INVITE
    B>A 100
    B>A 180
    +4
    B>A 200
    A>B ACK tag=b
    +10
"""
# So that the host is known to live: it answers what comes later.
B_LIVES = """
    +5
    A>B OPTIONS 1 call=lives
    B>A 200 call=lives
"""
BOTH_LEGS = """
    A>P MESSAGE
    P>B MESSAGE
"""

LADDERS = {
    # RFC 3261, Section 12.2.1.1: a request of the call goes to Contact, which may be an address behind NAT.
    "BYE to the private address in the Contact of who called": f"""
        198.51.100.77>203.0.113.20 INVITE
            | Contact: <sip:a@192.168.5.5:5060>
        203.0.113.20>198.51.100.77 200
            | Contact: <sip:b@203.0.113.20>
        198.51.100.77>203.0.113.20 ACK tag=b branch=z9hG4bKk uri=sip:b@203.0.113.20
        +10
        203.0.113.20>192.168.5.5 BYE 2 tag=a uri=sip:a@192.168.5.5:5060
            2? no-response shown
            2~ from the Contact in frame 1
            2~ came from 198.51.100.77
        {again("203.0.113.20>192.168.5.5 BYE 2 tag=a uri=sip:a@192.168.5.5:5060", OTHER_TIMES)}
        """,
    "BYE to the private address that called": f"""
        192.168.5.5>203.0.113.20 INVITE
            | Contact: <sip:a@192.168.5.5:5060>
        203.0.113.20>192.168.5.5 200
            | Contact: <sip:b@203.0.113.20>
        192.168.5.5>203.0.113.20 ACK tag=b branch=z9hG4bKk uri=sip:b@203.0.113.20
        +10
        203.0.113.20>192.168.5.5 BYE 2 tag=a uri=sip:a@192.168.5.5:5060
            2? no-response shown
            !~ NAT
        {again("203.0.113.20>192.168.5.5 BYE 2 tag=a uri=sip:a@192.168.5.5:5060", OTHER_TIMES)}
        """,
    # no-response
    "an INVITE that nobody answers": f"""
        A>B INVITE
            2? no-response shown
            2~ INVITE
            2~ 7
        {again("A>B INVITE")}
        """,
    "an INVITE over TCP, which is sent once": """
        A>B INVITE tcp
            2? no-response shown
        """,
    "a CANCEL that nobody answers": f"""
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
            2? no-response shown
            2~ CANCEL
        {again("A>B CANCEL", OTHER_TIMES)}
        {B_LIVES}
        """,
    "a BYE that nobody answers": f"""
        {CALL}
        A>B BYE 2 tag=b
            2? no-response shown
            2~ BYE
        {again("A>B BYE 2 tag=b", OTHER_TIMES)}
        {B_LIVES}
        """,
    "a re-INVITE that nobody answers, of the side that was called": f"""
        {CALL}
        B>A INVITE 101 tag=a
            2? no-response shown
            2~ INVITE
        {again("B>A INVITE 101 tag=a")}
        +1
        B>A OPTIONS 102 tag=a
        A>B 200
        """,
    "an INFO that nobody answers": f"""
        {CALL}
        A>B INFO 2 tag=b
            2? no-response shown
            2~ INFO
        {again("A>B INFO 2 tag=b", OTHER_TIMES)}
        +1
        A>B BYE 3 tag=b
        B>A 200
        """,
    "a silent branch of a fork": f"""
        A>P INVITE
        P>A 100
        P>B INVITE
        P>C INVITE
            2? no-response shown
            2~ 10.{{network}}.0.4
        B>P 180
        P>A 180
        {again("P>C INVITE", (0.5, 1, 2))}
        B>P 200
        P>A 200
        A>P ACK tag=b
        P>B ACK tag=b
        """,
    "a silent branch to the same host as one that is answered": f"""
        P>B INVITE branch=z9hG4bK-x
        P>B INVITE branch=z9hG4bK-y
            2? no-response shown
        {again("P>B INVITE branch=z9hG4bK-y", (0.5, 1, 2))}
        B>P 480 branch=z9hG4bK-x
        P>B ACK branch=z9hG4bK-x tag=b
        {again("P>B INVITE branch=z9hG4bK-y", (4, 8, 16))}
        P>B OPTIONS 1 call=2
        B>P 200 call=2
        """,
    # The key of a transaction is its branch and method (RFC 3261, 17.2.3), not Call-ID and CSeq number.
    "an INVITE with Call-ID and CSeq number of a REGISTER that is answered": f"""
        A>B REGISTER branch=z9hG4bK-r
            | Contact: <sip:alice@client.example.com>
        B>A 200
            | Contact: <sip:alice@client.example.com>;expires=3600
        A>B INVITE branch=z9hG4bK-i
            2? no-response shown
        {again("A>B INVITE branch=z9hG4bK-i")}
        {B_LIVES}
        """,
    "a REGISTER with Call-ID and CSeq number of an INVITE that is answered": f"""
        A>B INVITE branch=z9hG4bK-i
        B>A 180
        +4
        B>A 200
        A>B ACK branch=z9hG4bK-a tag=b
        A>B REGISTER branch=z9hG4bK-r
            | Contact: <sip:alice@client.example.com>
            2? no-response shown
        {again("A>B REGISTER branch=z9hG4bK-r", OTHER_TIMES)}
        {B_LIVES}
        """,
    # RFC 4320, 4.2: no 408 to anything but INVITE, so the proxy says nothing either.
    "a MESSAGE whose next hop is silent": f"""
        A>P MESSAGE
            2? no-response shown
        P>B MESSAGE
            2? no-response shown
        {again(BOTH_LEGS, OTHER_TIMES)}
        """,
    # The ACK has no answer (RFC 3261, 17.1.1.3 and 13.2.2.4).
    "nothing is missing in a call": f"""
        {CALL}
        A>B BYE 2 tag=b
        B>A 200
        """,
    "repeated once, then answered": """
        A>B INVITE
        +0.49
        A>B INVITE
        B>A 100
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        """,
    # Slow, and answered all the same.
    "answered after 33 s": f"""
        A>B OPTIONS
        {again("A>B OPTIONS", OTHER_TIMES)}
        +1.5
        B>A 200
        """,
    # It rings: the client waits as long as it likes (RFC 3261, 13.2.2.1), and the capture may end or be cut.
    "ringing, then nothing": """
        A>B INVITE
        B>A 100
        B>A 180
        """,
    # A 100 is a response: somebody has the INVITE, and it is not for this leg to say where it went.
    "100, then nothing": """
        A>B INVITE
        B>A 100
        """,
    # What came by another way has come: multihomed hosts, load balancers.
    "answered by another host": """
        A>B INVITE
        C>A 180 INVITE 1 branch=z9hG4bKAB1
        +4
        C>A 200 INVITE 1 branch=z9hG4bKAB1
        A>B ACK tag=b
        """,
    # RFC 3261, 18.2.2: where the connection is gone, the answer opens one to the port in Via.
    "answered over another connection": """
        A:40001>B INVITE tcp
        B:40002>A 180 INVITE 1 tcp branch=z9hG4bKA.40001B1
        +4
        B:40002>A 200 INVITE 1 tcp branch=z9hG4bKA.40001B1
        A:40001>B ACK tcp tag=b
        """,
    "requests without a branch": """
        A>B INVITE via=SIP/2.0/UDP_a.example.com:5060
        B>A 180 via=SIP/2.0/UDP_a.example.com:5060;received=192.0.2.7
        +4
        B>A 200 INVITE via=SIP/2.0/UDP_a.example.com:5060;received=192.0.2.7
        A>B ACK via=SIP/2.0/UDP_a.example.com:5060 tag=b
        """,
    # The 487 shows that the CANCEL arrived; its own 200 is a packet that the capture lacks.
    "a CANCEL whose 200 is not in the capture": """
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
        B>A 487 INVITE
        A>B ACK tag=b
        """,
    # Captures on several interfaces can have packets in the wrong order.
    "an answer that stands before its request": """
        B>A 200 OPTIONS 1
        A>B OPTIONS
        """,
    "a capture that begins with the answers": """
        B>A 180 INVITE 1
        +4
        B>A 200 INVITE 1
        """,
    # went-silent: not where the host never answered anything, or was asked at another port, which may be the wrong one.
    "a host that only asked before": f"""
        B>A OPTIONS 1 call=2
        A>B 200 call=2
        +20
        A>B INVITE
            2? no-response shown
        {again("A>B INVITE")}
        """,
    "a host that answered at another port": f"""
        A>B:5070 OPTIONS 1 call=2
        B:5070>A 200 call=2
        +20
        A>B:5080 INVITE
            2? no-response shown
        {again("A>B:5080 INVITE")}
        """,
    "a host that answers again later": f"""
        A>B OPTIONS 1 call=2
        B>A 200 call=2
        +20
        A>B INVITE
            2? no-response shown
        {again("A>B INVITE")}
        {B_LIVES}
        """,
    # responses-lost
    "a 180 that does not arrive": """
        A>B INVITE
        B>A 180
        +0.49
        A>B INVITE
            ? responses-lost shown
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        """,
    "a 200 that does not arrive, twice": """
        A>B OPTIONS
        B>A 200
        +0.48
        A>B OPTIONS
            ? responses-lost shown
        B>A 200
        +0.98
        A>B OPTIONS
            ? responses-lost shown
        B>A 200
        """,
    # The same answer again: whoever sent it absorbed the request as RFC 3261, 17.2.1, has it, and refused it once.
    "a 480 that does not arrive": """
        A>B INVITE
        +1
        B>A 480
        +0.49
        A>B INVITE
            ? responses-lost shown
        B>A 480
            ! again
        A>B ACK tag=b
        """,
    "a 200 to a BYE that does not arrive": f"""
        {CALL}
        A>B BYE 2 tag=b
        B>A 200
        +0.49
        A>B BYE 2 tag=b
            ? responses-lost shown
        B>A 200
        """,
    # They crossed: the request was under way before the response can have arrived.
    "a 180 that crosses the repeated INVITE": """
        A>B INVITE
        +0.49
        B>A 180
        A>B INVITE
        +4
        B>A 200
        A>B ACK tag=b
        """,
    "a request that the capture holds twice": """
        A>B OPTIONS
        A>B OPTIONS
        B>A 200
        B>A 200
        """,
    # Another branch is another request: this one was tried again.
    "the same CSeq with another branch": """
        A>B OPTIONS branch=z9hG4bK-1
        B>A 200
        +0.5
        A>B OPTIONS branch=z9hG4bK-2
        B>A 200
        """,
    # The proxy has the 180, the caller has not got it yet.
    "a response that came on the other leg only": """
        A>P INVITE
        P>B INVITE
        +0.3
        B>P 180
        +0.2
        A>P INVITE
        P>A 180
        +4
        B>P 200
        P>A 200
        A>P ACK tag=b
        P>B ACK tag=b
        """,
    # That is what the server does until the ACK comes (RFC 3261, 17.2.1), and the ACK answers each.
    "a failure that comes again before its ACK": """
        A>B INVITE
        B>A 180
        +0.2
        B>A 486
        +0.49
        B>A 486
            ! again
        A>B ACK tag=b
        """,
    # one-sided: not where the other side is heard, nor where the capture begins inside a call.
    "a 200 that the capture lost": """
        A>B INVITE
        +4
        A>B ACK tag=b
        +10
        B>A BYE 101 tag=a
        A>B 200
        """,
    "a capture that begins with the ACK": """
        A>B ACK tag=b
        +10
        A>B BYE 2 tag=b
        B>A 200
        """,
}

ENDINGS = {
    "an INVITE at the end": "A>B INVITE",
    "an INVITE that was sent twice at the end": """
        A>B INVITE
        +0.49
        A>B INVITE
        """,
    "ringing at the end": """
        A>B INVITE
        B>A 100
        B>A 180
        +20
        A>C OPTIONS 1 call=2
        C>A 200 call=2
        """,
    "a re-INVITE at the end": CALL + "A>B INVITE 2 tag=b",
    "a BYE at the end": CALL + "A>B BYE 2 tag=b",
    "a CANCEL at the end": """
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
        """,
    "an INVITE that was sent seven times at the end": f"""
        A>B INVITE
            2? no-response shown
        {again("A>B INVITE")}
        """,
}

LOOSE = {
    # went-silent
    "a host that answers no more": f"""
        A>B OPTIONS 1 call=2
        B>A 200 call=2
        +20
        A>B OPTIONS 2 call=2
        B>A 200 call=2
        +20
        A>B INVITE
            2? went-silent shown
            2~ 10.{{network}}.0.2
            ! may no-response
        {again("A>B INVITE")}
        A>B OPTIONS 3 call=2
            ! may went-silent
            ! may no-response
        {again("A>B OPTIONS 3 call=2", OTHER_TIMES)}
        """,
    # icmp: an error of the network is an answer of a kind (RFC 3261, 18.4).
    "an INVITE that an ICMP error quotes": """
        A>B INVITE
            2? icmp shown
            2~ ICMP
            2~ 10.{network}.0.2
            ! may no-response
        A>B INVITE icmp
            ! may icmp
        """,
    "a BYE that ICMP errors quote": f"""
        {CALL}
        A>B BYE 2 tag=b
            2? icmp shown
            ! may no-response
            ! may went-silent
        A>B BYE 2 tag=b icmp
            ! may icmp
        +0.49
        A>B BYE 2 tag=b
            ! may icmp
        A>B BYE 2 tag=b icmp
            ! may icmp
        """,
    "an error for a request that gets its answer all the same": """
        A>B OPTIONS
            ! may icmp
        A>B OPTIONS icmp
            ! may icmp
        +0.47
        A>B OPTIONS
        B>A 200
        """,
    "an error for a request of another call": """
        A>B OPTIONS 1 call=2
            ! may icmp
            ! may no-response
        A>B OPTIONS 1 call=2 icmp
            ! may icmp
        A>B OPTIONS
        B>A 200
        """,
    "an error for a request that was not seen": """
        A>B INVITE icmp
            ! may icmp
        """,
    # A client that was told, and has closed its socket.
    "an error for a repetition of a response": """
        A>B INVITE
        B>A 180
        +2.3
        B>A 486
            ? rejected-by-user likely
        +0.5
        B>A 486
            ! may icmp
        B>A 486 icmp
            ? icmp shown
            ~ this copy did not arrive
            ~ No such error is about the first one, in frame 3.
            !~ the response did not arrive
        """,
    # A router between A and B, which translates the address of A into N; the capture has both of its sides.
    "an answer that a router does not pass on": """
        A>B INVITE branch=x
        N>B INVITE branch=x
        B>N 180 branch=x
        +0.48
        A>B INVITE branch=x
            ? responses-lost shown
        N>B INVITE branch=x
            ? responses-lost shown
        B>N 180 branch=x
        +4
        B>N 480 branch=x
        """,
    "a request that a router passes on, and nobody answers": f"""
        A>B OPTIONS 1 call=2
        B>A 200 call=2
        B>N 200 call=2
        A>B INVITE branch=x
            2? went-silent shown
        N>B INVITE branch=x
            2? went-silent shown
        {again("A>B INVITE branch=x")}
        """,
    # response-undelivered: RFC 3261, 18.2.2, and RFC 3581, for clients behind a NAT
    "a response that an ICMP error quotes, and the request comes again": """
        A>B OPTIONS
            ! may response-undelivered
        B>A 200
            ! may icmp
            ! may response-undelivered
        B>A 200 icmp
            ! may icmp
            ! may response-undelivered
        +0.47
        A>B OPTIONS
            ? response-undelivered shown
            ! may responses-lost
        B>A 200
            ! may icmp
            ! may response-undelivered
        B>A 200 icmp
            ! may icmp
            ! may response-undelivered
        """,
    # The client closed its port, and had what it wanted: nothing comes again.
    "a response that an ICMP error quotes": """
        A>B OPTIONS
        B>A 200
            ! may icmp
        B>A 200 icmp
            ! may icmp
        """,
    "an error for a response of another call": """
        A>B OPTIONS 1 call=2
        B>A 200 call=2
            ! may icmp
        B>A 200 call=2 icmp
            ! may icmp
        A>B OPTIONS
        B>A 200
        +0.49
        A>B OPTIONS
            ? responses-lost shown
        B>A 200
        """,
    # one-sided
    "one direction of a call": """
        A>B INVITE
            ! may one-sided
        +4
        A>B ACK tag=b
            2? one-sided shown
            ! may one-sided
        +10
        A>B BYE 2 tag=b
            ! may one-sided
        """,
    "one direction of a call, without its ACK": """
        A>B INVITE
            ! may one-sided
        +60
        A>B BYE 2 tag=b
            2? one-sided shown
            ! may one-sided
        """,
    # Over UDP it would come again if its answer had not arrived (RFC 3261, 17.1.2.2).
    "the BYE of a call alone": """
        A>B BYE 2 tag=b
            2? one-sided shown
        """,
    # The ACK and the credentials show that a challenge came: that it is not here says nothing about the far end.
    "one direction of a call that was challenged": f"""
        A>B INVITE
            ! may one-sided
        A>B ACK tag=x
            ! may one-sided
        A>B INVITE 2
            {proxy_credentials(0)}
            ! may one-sided
        +4
        A>B ACK 2 tag=b
            ! may one-sided
        """,
    "one direction of a registration": f"""
        A>B REGISTER 1 {REGISTER}
            | Contact: <sip:alice@client.example.com>
            ! may one-sided
        A>B REGISTER 2 {REGISTER}
            | Contact: <sip:alice@client.example.com>
            {credentials(0)}
            ! may one-sided
        """,
    # RFC 3261, 12.1.2: without its 200 the caller has no dialog, so its leg was captured in one direction.
    "a proxy's answers to the caller, which the capture has not": """
        A>P INVITE
            ! may one-sided
        P>B INVITE
        B>P 180
        +4
        B>P 200
        A>P ACK tag=b
            2? one-sided shown
            ! may one-sided
        P>B ACK tag=b
        """,
}
