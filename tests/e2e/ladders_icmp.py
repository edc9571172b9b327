# SPDX-License-Identifier: GPL-2.0-or-later
"""What ICMP errors say of requests, be it that they quote no more of them than RFC 792 asks for.

An error has to quote the IP header and 8 bytes, which are the header of UDP: from and to where the datagram went, and how
long it was. Many routers quote no more.
"""

from ladders_silence import B_LIVES, CALL, OTHER_TIMES, again

LADDERS = {
    "an INVITE of which the error quotes the head": f"""
        A>B INVITE
            2? icmp shown
            2~ "port unreachable"
            2~ the head of a datagram to 10.{{network}}.0.2:5060
        A>B INVITE icmp/8
        {again("A>B INVITE", (0.5, 1))}
        """,
    "the same error for each time that it was sent": """
        A>B OPTIONS
            2? icmp shown
        A>B OPTIONS icmp/8
        +0.49
        A>B OPTIONS
        A>B OPTIONS icmp/8
        """,
    "a firewall that does not let it pass": """
        A>B INVITE
            2? icmp shown
            2~ "communication administratively prohibited"
        A>B INVITE icmp=3.13/8
        """,
    "a host that is not there": """
        A>B REGISTER
            2? icmp shown
            2~ "host unreachable"
        +3
        A>B REGISTER icmp=3.1/8
        """,
    "a loop of routers": """
        A>B INVITE
            2? icmp shown
            2~ "time to live exceeded"
        A>B INVITE icmp=11.0/8
        """,
    "too long for a link on the way": """
        A>B INVITE
            2? icmp shown
            2~ too long for a link on the way
        A>B INVITE icmp=3.4/8
        """,
    "over IPv6": """
        A>B INVITE ipv6
            2? icmp shown
            2~ "communication administratively prohibited"
        A>B INVITE ipv6 icmp=1.1/8
        """,
    "over IPv6, too long": """
        A>B INVITE ipv6
            2? icmp shown
            2~ too long for a link on the way
        A>B INVITE ipv6 icmp=2.0/8
        """,
    "over IPv6, a loop of routers": """
        A>B INVITE ipv6
            2? icmp shown
            2~ "hop limit exceeded"
        A>B INVITE ipv6 icmp=3.0/8
        """,
    "a BYE, and the call before it": f"""
        {CALL}
        A>B BYE 2 tag=b
            2? icmp shown
            2~ this BYE
        A>B BYE 2 tag=b icmp/8
        """,
    "the next hop of a proxy": """
        A>P INVITE
        P>A 100
        P>B INVITE
            2? icmp shown
        P>B INVITE icmp/8
        P>A 503 INVITE tag=p
            ? icmp shown
            ~ 10.{network}.0.3
        A>P ACK tag=p
        """,
    # The start line is in it, and no Call-ID.
    "the beginning of the text is quoted, too": """
        A>B INVITE
            2? icmp shown
        A>B INVITE icmp/60
            ? icmp shown
            ~ quotes the INVITE of frame 1
        """,
    "an error that quotes all of it says what is wrong": """
        A>B INVITE
            2? icmp shown
            2~ "host administratively prohibited"
        A>B INVITE icmp=3.10
            ? icmp shown
        """,
    # Nothing of what follows is claimed.
    "the error is for a datagram of another length, as media or a keep-alive": f"""
        A>B INVITE
            2? no-response shown
        A>B INVITE icmp/8
            | X-Longer: yes
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    "the error is for another port": f"""
        A>B INVITE
            2? no-response shown
        A>B:5062 INVITE icmp/8
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    "the error is for another port of the sender": f"""
        A>B INVITE
            2? no-response shown
        A:5062>B INVITE icmp/8
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    "the error is for another host": f"""
        A>B INVITE
            2? no-response shown
        A>C INVITE icmp/8
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    "the error is for what goes the other way": f"""
        A>B INVITE
            2? no-response shown
        B>A INVITE icmp/8
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    "the request gets its answer all the same": """
        A>B OPTIONS
        A>B OPTIONS icmp/8
        +0.47
        A>B OPTIONS
        B>A 200
        """,
    "the request had its answer before": """
        A>B OPTIONS
        B>A 200
        A>B OPTIONS icmp/8
        """,
    "the error came before the request": f"""
        A>B OPTIONS 1 call=2 icmp/8
        A>B OPTIONS 1 call=2
            2? no-response shown
        {again("A>B OPTIONS 1 call=2", (0.5, 1))}
        {B_LIVES}
        """,
    "the error came long after": f"""
        A>B OPTIONS 1 call=2
            2? no-response shown
        {again("A>B OPTIONS 1 call=2", OTHER_TIMES)}
        +60
        A>B OPTIONS 1 call=2 icmp/8
        {B_LIVES}
        """,
    "an error that does not quote the ports": f"""
        A>B INVITE
            2? no-response shown
        A>B INVITE icmp/0
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    # RFC 792: the datagram goes on; the router tells of a better way.
    "a redirection is no error": f"""
        A>B INVITE
            2? no-response shown
        A>B INVITE icmp=5.1/8
        {again("A>B INVITE", (0.5, 1))}
        {B_LIVES}
        """,
    "a redirection that quotes all of it": """
        A>B INVITE
        A>B INVITE icmp=5.1
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        """,
    "a source quench that quotes all of it": """
        A>B OPTIONS
        A>B OPTIONS icmp=4.0
        B>A 200
        """,
}
