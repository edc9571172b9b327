# SPDX-License-Identifier: GPL-2.0-or-later
"""What is shown by the other legs of a call, and by what an answer says of its cause.

Finals come a second or more after their request where it does not matter, so
that nobody takes them for a machine's.
"""

from ladders_silence import INVITE_TIMES, OTHER_TIMES, again

RESTORATION = """
            | Content-Type: application/3gpp-ims+xml
            : <?xml version="1.0" encoding="UTF-8"?>
            : <ims-3gpp version="1"><alternative-service><type>{}</type>
            : <reason/><action>{}</action></alternative-service></ims-3gpp>
"""

LADDERS = {}

# next-hop-silent
for code in (408, 480, 504):
    LADDERS[f"{code} of a proxy whose next hop is silent"] = f"""
        A>P INVITE
        P>A 100
        P>B INVITE
            2? no-response shown
        {again("P>B INVITE")}
        +0.5
        P>A {code} INVITE tag=p
            ? next-hop-silent shown
            ~ 10.{{network}}.0.3
        A>P ACK tag=p
        """

LADDERS.update({
    # The capture is of a router that translates the address of A into N: it is B that A hears.
    "a refusal on both sides of a router": """
        A>B INVITE branch=x
        N>B INVITE branch=x
        B>N 180 branch=x
        B>A 180 branch=x
        +5
        B>N 486 branch=x
            ? rejected-by-user likely
        B>A 486 branch=x
            ? rejected-by-user likely
        N>B ACK branch=x tag=b
        A>B ACK branch=x tag=b
        """,
    "408 to a MESSAGE whose next hop is silent": f"""
        A>P MESSAGE tcp
        P>B MESSAGE
            2? no-response shown
        {again("P>B MESSAGE", OTHER_TIMES)}
        +0.5
        P>A 408 MESSAGE tcp tag=p
            ? next-hop-silent shown
            ~ 10.{{network}}.0.3
        """,
    # Each side counts its requests for itself (RFC 3261, Section 12.2.1.1): what B sends is not what it makes of A's.
    "408 to a re-INVITE while the one of the other side, with the same number, is silent": f"""
        A>B INVITE
        B>A 200
        A>B ACK tag=b
        +5
        A>B INVITE 2 tag=b
        B>A INVITE 2 tag=a
            2? no-response shown
        {again("B>A INVITE 2 tag=a")}
        +0.5
        B>A 408 INVITE 2 branch=z9hG4bKAB2 from=a tag=b
            !~ went on
        A>B ACK 2 tag=b
        """,
    # It said 100, so it lives; what lies behind it does not show here.
    "408 of a proxy whose next hop said 100": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 100
        +60
        P>A 408 INVITE tag=p
        P>B CANCEL
        B>P 200
        B>P 487 INVITE
        P>B ACK tag=b
        A>P ACK tag=p
        """,
    # The next hop of the other call is silent. Of this one's nothing is in the capture.
    "408 of a proxy while the next hop of another call is silent": f"""
        A>P INVITE
        P>A 100
        C>P INVITE 1 call=2 caller=carol to=dave
        P>C 100 call=2
        P>B INVITE 1 call=2 caller=carol to=dave
            2? no-response shown
        {again("P>B INVITE 1 call=2 caller=carol to=dave")}
        P>A 408 INVITE tag=p
        A>P ACK tag=p
        """,
    # Of its targets one was silent and one answered, and the answer is what it passes on (RFC 3261, 16.7, step 6).
    "480 of one target while the other one is silent": f"""
        A>P INVITE
        P>A 100
        P>B INVITE
            2? no-response shown
        P>C INVITE
        +1
        C>P 480 tag=c
        P>C ACK tag=c
        {again("P>B INVITE")}
        P>A 480 INVITE tag=c
            ? passed-on shown
        A>P ACK tag=c
        """,
    # unavailable-relayed: RFC 3261, 16.7, step 6, has the proxy make a 500 of a 503, and nobody else says that phrase with it.
    "500 with the phrase of 503": """
        A>P INVITE
        P>A 100
        +1
        P>A 500 phrase=Service_Unavailable
            ? unavailable-relayed likely
        A>P ACK tag=b
        """,
    "500 with a phrase of its own": """
        A>P INVITE
        P>A 100
        +1
        P>A 500 phrase=Server_Internal_Error
        A>P ACK tag=b
        """,
    "500 of a proxy whose next hop said 480": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480
        P>B ACK tag=b
        P>A 500 tag=p
            ? other-leg shown
            ~ failed there first: 480 Temporarily Unavailable in frame 3
        A>P ACK tag=p
        """,
    "500 of a proxy two hops before the one that knows no such number": """
        A>P INVITE
        P>Q INVITE
        Q>B INVITE uri=sip:0012125550123@example.com
        +1
        B>Q 404
            ? number-unknown shown
        Q>B ACK tag=b
        Q>P 480 tag=q
            ? other-leg shown
            ~ 10.{network}.0.4:5060, and failed there first: 404 Not Found in frame 4
        P>Q ACK tag=q
        P>A 500 INVITE tag=p
            ? other-leg shown
            ~ went on in frame 3
            ~ in frame 4
        A>P ACK tag=p
        """,
    "500 of a proxy that followed a redirection to one who has no such number": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 302 tag=b
            | Contact: <sip:bob@c.example.com>
        P>B ACK tag=b
        P>C INVITE uri=sip:bob@c.example.com
        +1
        C>P 404 tag=c
            ? number-unknown shown
        P>C ACK tag=c
        P>A 500 INVITE tag=p
            ? other-leg shown
            ~ 404 Not Found in frame 6
        A>P ACK tag=p
        """,
    # Of two that it tried one still rings: what it says is not what the other one said.
    "500 of a proxy while one of two rings": """
        A>P INVITE
        P>B INVITE
        P>C INVITE
        C>P 180 tag=c
        +1
        B>P 480 tag=b
        P>B ACK tag=b
        P>A 500 INVITE tag=p
        A>P ACK tag=p
        """,
    "500 of a proxy after both that it tried have failed": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480 tag=b
        P>B ACK tag=b
        P>C INVITE
        +1
        C>P 486 tag=c
        P>C ACK tag=c
        P>A 500 INVITE tag=p
            ? other-leg shown
            ~ 486 Busy Here in frame 6
        A>P ACK tag=p
        """,
    "500 of a proxy whose next hop said it": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 500
        P>B ACK tag=b
        P>A 500
            ? passed-on shown
        A>P ACK tag=b
        """,
    # passed-on
    "480 by way of a proxy": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480 tag=busy
        P>B ACK tag=busy
        P>A 480 tag=busy
            ? passed-on shown
            ~ 10.{network}.0.3
        A>P ACK tag=busy
        """,
    "480 by way of two proxies": """
        A>P INVITE
        P>Q INVITE
        Q>B INVITE
        +1
        B>Q 480
        Q>B ACK tag=b
        Q>P 480
            ? passed-on shown
            ~ 10.{network}.0.4
        P>Q ACK tag=b
        P>A 480
            ? passed-on shown
            ~ 10.{network}.0.4
        A>P ACK tag=b
        """,
    # Another tag in To: another one speaks (RFC 3261, 8.2.6.2), although it says the same.
    "480 of a proxy's own": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480
        P>B ACK tag=b
        P>A 480 tag=p
        A>P ACK tag=p
        """,
    "a code that a proxy has changed": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480
        P>B ACK tag=b
        P>A 500
            ? other-leg shown
        A>P ACK tag=b
        """,
    # A success passed on is what proxies are for.
    "200 on both legs": """
        A>P INVITE
        P>B INVITE
        B>P 180
        P>A 180
        +4
        B>P 200
        P>A 200
        A>P ACK tag=b
        P>B ACK tag=b
        +10
        B>P BYE 101 tag=a
        P>A BYE 101 tag=a
        A>P 200
        P>B 200
        """,
    "480 that was said to the caller first": """
        A>P INVITE
        P>B INVITE
        +1
        P>A 480 INVITE
        A>P ACK tag=b
        B>P 480
        P>B ACK tag=b
        """,
    # The first try failed on both legs. The second one failed at the proxy, and no answer to it is on the other leg.
    "480 to the second try, of which the other leg has nothing": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480
        P>B ACK tag=b
        P>A 480
            ? passed-on shown
        A>P ACK tag=b
        +5
        A>P INVITE 2
        +1
        P>A 480
        A>P ACK 2 tag=b
        """,
    # other-leg: of two ways that a PBX tried, the one whose code it passes on, or the last one
    **{f"{passed} of a PBX whose trunks said {first} and {second}": f"""
        A>P INVITE to=+12125550123 uri=sip:+12125550123@example.com
        P>A 100
        P>B INVITE call=2 from=p2 to=+12125550123 uri=sip:+12125550123@example.com
        +0.3
        B>P {first} call=2
        P>B ACK call=2 from=p2 tag=b
        P>C INVITE call=3 from=p3 to=+12125550123 uri=sip:+12125550123@example.com
        +0.3
        C>P {second} call=3 tag=c
        P>C ACK call=3 from=p3 tag=c
        +1
        P>A {passed} tag=p
            ? other-leg likely
            ~ failed first: {told}
        A>P ACK tag=p
        """ for first, second, passed, told in (
            (502, 504, 504, "504 Server Time-out in frame 7"), (504, 502, 504, "504 Server Time-out in frame 4"),
            (504, 502, 500, "502 Bad Gateway in frame 7"))},
    # It sends the call back to where it came from, for want of a way: that is what the first failure leads to.
    "500 of a PBX whose trunk said 404, and that sent the call back": """
        A>P INVITE to=+12125550123 uri=sip:+12125550123@example.com
        P>A 100
        P>B INVITE call=2 from=p2 to=+12125550123 uri=sip:+12125550123@example.com
        +0.3
        B>P 502 call=2
        P>B ACK call=2 from=p2 tag=b
        P>A INVITE call=3 from=p3 to=+12125550123 uri=sip:+12125550123@example.com
        +0.3
        A>P 500 call=3 tag=c
        P>A ACK call=3 from=p3 tag=c
        +1
        P>A 500 INVITE 1 tag=p branch=z9hG4bKAP1
            ? other-leg likely
            ~ failed first: 502 Bad Gateway in frame 4
        A>P ACK tag=p
        """,
    "the other leg of the same Session-ID failed first": """
        A>U INVITE
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        U>B INVITE 1 call=2 caller=100 to=200
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=100 to=200 tag=b
        U>A 480 tag=u
            ? other-leg shown
        A>U ACK tag=u
        """,
    "the other leg of the same icid-value failed first": """
        A>U INVITE
            | P-Charging-Vector: icid-value="1234bc9876e";icid-generated-at=192.0.2.8;orig-ioi=a.example.com
        U>B INVITE 1 call=2 caller=100 to=200
            | P-Charging-Vector: icid-value=1234bc9876e;orig-ioi=b.example.com
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=100 to=200 tag=b
        U>A 480 tag=u
            ? other-leg shown
        A>U ACK tag=u
        """,
    "the other leg of the same Cisco-Guid failed first": """
        A>U INVITE
            | Cisco-Guid: 3018273201-3012434412-2163900416-3232235777
        U>B INVITE 1 call=2 caller=100 to=200
            | Cisco-Guid: 3018273201-3012434412-2163900416-3232235777
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=100 to=200 tag=b
        U>A 480 tag=u
            ? other-leg shown
        A>U ACK tag=u
        """,
    "the other leg names the call in X-CID, and failed first": """
        A>U INVITE
        U>B INVITE 1 call=2 caller=100 to=200
            | X-CID: call-{network}-1
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=100 to=200 tag=b
        U>A 480 tag=u
            ? other-leg shown
        A>U ACK tag=u
        """,
    "the other leg names the call in In-Reply-To, and failed first": """
        A>U INVITE
        U>B INVITE 1 call=2 caller=100 to=200
            | In-Reply-To: call-{network}-1
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=100 to=200 tag=b
        U>A 480 tag=u
            ? other-leg shown
        A>U ACK tag=u
        """,
    # next-hop-silent, of the call that a B2BUA makes of this one
    "503 of a PBX whose other leg is silent": f"""
        A>U INVITE
        U>A 100
        U>B INVITE 1 call=2
            2? no-response shown
        {again("U>B INVITE 1 call=2", (0.5, 1, 2))}
        +4
        U>A 503 tag=u
            ? next-hop-silent likely
            ~ Most likely this call went on under another Call-ID with the INVITE in frame 3 to 10.{{network}}.0.3:5060
            ~ nothing came back from there in 7.5 s
        A>U ACK tag=u
        """,
    "504 of a PBX whose other leg is silent, and names the call": """
        A>U INVITE
            | Session-ID: ac30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        U>B INVITE 1 call=2 caller=100 to=200 tcp
            | Session-ID: ac30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
            2? no-response shown
        +3
        U>A 504 INVITE tag=u
            ? next-hop-silent shown
            ~ The same call went on under another Call-ID with the INVITE in frame 2
        A>U ACK tag=u
        """,
    # Who was asked just now may yet answer; and a person who is busy is not what silence looks like.
    "503 of a PBX at once, before anybody can answer on its other leg": """
        A>U INVITE
        U>B INVITE 1 call=2
        +0.2
        U>A 503 INVITE tag=u
            !~ nothing came back
        A>U ACK tag=u
        +0.3
        B>U 200 call=2
        U>B ACK 1 call=2 tag=b
        U>B BYE 2 call=2 tag=b
        B>U 200 call=2
        """,
    "486 of a PBX whose other leg is silent": f"""
        A>U INVITE
        U>B INVITE 1 call=2
            2? no-response shown
        {again("U>B INVITE 1 call=2", (0.5, 1))}
        +3
        U>A 486 INVITE tag=u
            !~ nothing came back
        A>U ACK tag=u
        """,
    "503 of a PBX whose other leg rings": f"""
        A>U INVITE
        U>B INVITE 1 call=2
        {again("U>B INVITE 1 call=2", (0.5,))}
        B>U 180 call=2
        +3
        U>A 503 INVITE tag=u
            !~ nothing came back
        A>U ACK tag=u
        +1
        U>B CANCEL 1 call=2
        B>U 200 CANCEL 1 call=2
        B>U 487 INVITE 1 call=2
        U>B ACK 1 call=2 tag=b
        """,
    # The answer of one who was asked later says more than the silence of another one.
    "480 of a PBX that asks one who is silent, and one who is not": f"""
        A>U INVITE
        U>B INVITE 1 call=2
            2? no-response shown
        {again("U>B INVITE 1 call=2", (0.3,))}
        U>C INVITE 1 call=3
        +1
        C>U 500 call=3
        U>C ACK 1 call=3 tag=b
        U>A 480 INVITE tag=u
            ? other-leg likely
            !~ nothing came back
        A>U ACK tag=u
        """,
    # A dial plan asks for another user than the caller did.
    "480 of a PBX that dials somebody else for the number": """
        A>U INVITE to=200 uri=sip:200@example.com
        U>B INVITE 1 call=2
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b
        U>A 480 INVITE tag=u to=200
            ? other-leg likely
            ~ which has the same caller and failed first: 500
            !~ cannot be reached now
        A>U ACK tag=u to=200
        """,
    "488 of a PBX that dials somebody else for the number, where it does not arrive": """
        A>U INVITE to=200 uri=sip:200@example.com
        U>B INVITE 1 call=2
            2? icmp shown
        U>B INVITE 1 call=2 icmp
            ? icmp shown
        U>A 480 INVITE tag=u to=200
            ? other-leg likely
        A>U ACK tag=u to=200
        """,
    "480 of a PBX that has two calls of this caller": """
        A>U INVITE to=200 uri=sip:200@example.com
        A>U INVITE 1 call=3 to=201 uri=sip:201@example.com
        U>B INVITE 1 call=2
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b
        U>A 480 INVITE 1 tag=u to=200
        A>U ACK tag=u to=200
        +3
        U>A 480 INVITE 1 call=3 tag=v to=201
        A>U ACK 1 call=3 tag=v to=201
        """,
    "480 of a PBX long after somebody else failed, whom it dialled": """
        A>U INVITE to=200 uri=sip:200@example.com
        U>B INVITE 1 call=2
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b
        +4
        U>A 480 INVITE tag=u to=200
        A>U ACK tag=u to=200
        """,
    "480 of a PBX that dials for another caller": """
        A>U INVITE to=200 uri=sip:200@example.com
        U>B INVITE 1 call=2 caller=carol
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b caller=carol
        U>A 480 INVITE tag=u to=200
        A>U ACK tag=u to=200
        """,
    # It stopped ringing by itself, which is no decline of whom it rang.
    "486 of a PBX that gave up ringing somebody": """
        A>U INVITE to=200 uri=sip:200@example.com
        U>B INVITE 1 call=2
        B>U 180 call=2
        U>A 180 INVITE tag=u to=200
        +5
        U>B CANCEL 1 call=2
        B>U 200 CANCEL 1 call=2
        B>U 487 INVITE 1 call=2
        U>B ACK 1 call=2 tag=b
        U>A 486 INVITE tag=u to=200
            !~ declined
        A>U ACK tag=u to=200
        """,
    # Of another caller.
    "486 of a PBX that gave up ringing for somebody else": """
        A>U INVITE to=200 uri=sip:200@example.com
        U>B INVITE 1 call=2 caller=carol
        B>U 180 call=2 caller=carol
        U>A 180 INVITE tag=u to=200
        +5
        U>B CANCEL 1 call=2 caller=carol
        B>U 200 CANCEL 1 call=2 caller=carol
        B>U 487 INVITE 1 call=2 caller=carol
        U>B ACK 1 call=2 tag=b caller=carol
        U>A 486 INVITE tag=u to=200
            ? rejected-by-user likely
        A>U ACK tag=u to=200
        """,
    # RFC 3261, 20.21, has In-Reply-To for this: the caller of a call that failed is called back, and that is another call.
    "a call that returns one that failed": """
        A>B INVITE 1 call=2
        B>A 180 call=2
        +0.3
        B>A 486 INVITE 1 call=2
        A>B ACK 1 call=2 tag=b
        +60
        B>A INVITE caller=bob to=alice
            | In-Reply-To: call-{network}-2
            | Contact: <sip:bob@example.com>
        +1
        A>B 480
        B>A ACK caller=bob to=alice tag=b
        """,
    "a call between the same numbers, started by who answers, failed first": """
        A>U INVITE
        U>B INVITE 1 call=2
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b
        U>A 480 tag=u
            ? other-leg likely
        A>U ACK tag=u
        """,
    # What comes later is no cause; and the outer leg is never the root of the inner one.
    "the other leg failed later": """
        A>U INVITE
        U>B INVITE 1 call=2
        +1
        U>A 480 INVITE tag=u
        A>U ACK tag=u
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b
        """,
    # It was answered, and then the first leg failed: whatever the reason, it is not a failure of the other leg.
    "the other leg was answered": """
        A>U INVITE
            | Session-ID: cb30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        U>B INVITE 1 call=2
            | Session-ID: cb30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        +1
        B>U 200 call=2
        U>B ACK 1 call=2 tag=b
        U>A 480 INVITE tag=u
        A>U ACK tag=u
        U>B BYE 2 call=2 tag=b
        B>U 200 call=2
        """,
    # Half a minute apart: another call.
    "a call between the same numbers, half a minute before": """
        U>B INVITE 1 call=2
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 tag=b
        +30
        A>U INVITE
        +1
        U>A 480 tag=u
        A>U ACK tag=u
        """,
    # The same way, not a leg further on: the caller calls twice.
    "two calls of one caller at a time": """
        A>B INVITE 1 call=2
        +0.3
        A>B INVITE
        +1
        B>A 500 INVITE 1 call=2
        A>B ACK 1 call=2 tag=b
        B>A 480 INVITE
        A>B ACK tag=b
        """,
    # RFC 7989, 5: the nil UUID means that the other end is not known yet; two calls have it alike, and nothing else.
    "Session-IDs that share the nil UUID alone": """
        A>U INVITE
            | Session-ID: 1b30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        U>B INVITE 1 call=2 caller=carol to=dave
            | Session-ID: 2b30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=carol to=dave tag=b
        U>A 480 tag=u
        A>U ACK tag=u
        """,
    "Cisco-Guids of zeros": """
        A>U INVITE
            | Cisco-Guid: 0000000000-0000000000-0000000000-0000000000
        U>B INVITE 1 call=2 caller=carol to=dave
            | Cisco-Guid: 0000000000-0000000000-0000000000-0000000000
        +1
        B>U 500 call=2
        U>B ACK 1 call=2 caller=carol to=dave tag=b
        U>A 480 tag=u
        A>U ACK tag=u
        """,
    "503 with Q.850 34, and no words": """
        A>B INVITE
        B>A 503
            | Reason: Q.850;cause=34
            ? overloaded shown
            ~ lack of capacity, cause 34 of Q.850
        A>B ACK tag=b
        """,
    # overloaded
    "503 that says when to come again": """
        A>B INVITE
        B>A 100
        +1
        B>A 503
            | Retry-After: 120
            ? overloaded shown
        A>B ACK tag=b
        """,
    "503 to a REGISTER that says when to come again": """
        A>B REGISTER
            | Contact: <sip:alice@client.example.com>
        B>A 503
            | Retry-After: 10 (trunks are full)
            ? overloaded shown
        """,
    # RFC 3261, 20.33: here it says when the callee expects to be there again.
    "480 that says when to come again": """
        A>B INVITE
        B>A 100
        +1
        B>A 480
            | Retry-After: 3600 (in a meeting)
        A>B ACK tag=b
        """,
    "600 that says when to come again": """
        A>B INVITE
        B>A 100
        +1
        B>A 600
            | Retry-After: 3600;duration=1800
        A>B ACK tag=b
        """,
    # cause-differs; test_findings_network.py has the whole tables
    "480 with Q.850 34": """
        A>B INVITE
        B>A 100
        +1
        B>A 480
            | Reason: Q.850;cause=34;text="No circuit/channel available"
            ? cause-differs shown
            ~ 34
        A>B ACK tag=b
        """,
    "603 with Q.850 17, the second of two reasons": """
        A>B INVITE
        B>A 100
        +1
        B>A 603
            | Reason: SIP;cause=603, q.850 ; cause=17
            ? cause-differs shown
            ~ 17
        A>B ACK tag=b
        """,
    # What gateways say of every end of a call: there the code tells more.
    "480 with Q.850 16": """
        A>B INVITE
        B>A 100
        +1
        B>A 480
            | Reason: Q.850;cause=16
            ? cause-differs shown
            ~ the code is the more exact one
        A>B ACK tag=b
        """,
    # RFC 3398, 7.2.4.1
    "486 with Q.850 17": """
        A>B INVITE
        B>A 100
        +1
        B>A 486
            | Reason: Q.850;cause=17
            ? server-words shown
            ~ cause 17 of Q.850
        A>B ACK tag=b
        """,
    "480 with Q.850 31": """
        A>B INVITE
        B>A 100
        +1
        B>A 480
            | Reason: Q.850;cause=31
        A>B ACK tag=b
        """,
    # RFC 3398, 8.2.6.1
    "480 with Q.850 18": """
        A>B INVITE
        B>A 100
        +1
        B>A 480
            | Reason: Q.850;cause=18
            ? server-words shown
            ~ cause 18 of Q.850
        A>B ACK tag=b
        """,
    "502 with Q.850 38": """
        A>B INVITE
        B>A 100
        +1
        B>A 502
            | Reason: Q.850;cause=38
            ? server-words shown
            ~ cause 38 of Q.850
        A>B ACK tag=b
        """,
    # 487 is in neither table: the CANCEL says why, and 26 is what networks say when another phone took the call.
    "487 with Q.850 26": """
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
            | Reason: Q.850;cause=26
            ? server-words shown
            ~ cause 26 of Q.850
        A>B ACK tag=b
        """,
    # A number of another list.
    "480 with a SIP reason of 34": """
        A>B INVITE
        B>A 100
        +1
        B>A 480
            | Reason: SIP;cause=34
        A>B ACK tag=b
        """,
    # restoration
    "504 that asks for a new registration": f"""
        A>P INVITE
        P>A 100
        +1
        P>A 504
            {RESTORATION.format("restoration", "initial-registration").strip()}
            ? restoration shown
        A>P ACK tag=b
        """,
    # TS 24.229, 7.6: the same kind of body sends emergency calls elsewhere.
    "a body that tells of an emergency service": f"""
        A>P INVITE
        P>A 100
        +1
        P>A 504
            {RESTORATION.format("emergency", "emergency-registration").strip()}
        A>P ACK tag=b
        """,
    "504 with the words as mere text": f"""
        A>P INVITE
        P>A 100
        +1
        P>A 504
            {RESTORATION.format("restoration", "initial-registration").replace("application/3gpp-ims+xml", "text/plain").strip()}
        A>P ACK tag=b
        """,
    "504 without a body": """
        A>P INVITE
        P>A 100
        +1
        P>A 504
        A>P ACK tag=b
        """,
})

LOOSE = {
    # next-hop-late: what the 408 shows by itself is true of the time before it.
    "a next hop that answers after the proxy gave up": f"""
        A>P INVITE
        P>A 100
        P>B INVITE
        {again("P>B INVITE", INVITE_TIMES[:4])}
        +0.5
        P>A 408 INVITE tag=p
            ? next-hop-silent shown
            ! may next-hop-late
        A>P ACK tag=p
        +3
        B>P 480
            ? next-hop-late shown
        P>B ACK tag=b
        """,
    # It answered in time; nothing is late, and nothing was silent.
    "a next hop that answers before the proxy gives up": """
        A>P INVITE
        P>A 100
        P>B INVITE
        B>P 100
        +9
        B>P 480
        P>B ACK tag=b
        P>A 408 INVITE tag=p
            ? other-leg shown
        A>P ACK tag=p
        """,
    "503 of a proxy whose next hop is silent": f"""
        A>P INVITE
        P>A 100
        P>B INVITE
            2? no-response shown
        {again("P>B INVITE")}
        +0.5
        P>A 503 INVITE tag=p
            ? next-hop-silent shown
            ! may overloaded
        A>P ACK tag=p
        """,
    "500 of a proxy whose next hop said 503": """
        A>P INVITE
        P>A 100
        P>B INVITE
        +1
        B>P 503
            ! may overloaded
        P>B ACK tag=b
        P>A 500 INVITE tag=p
            ? unavailable-relayed shown
            ~ 10.{network}.0.3
            ! may passed-on
            ! may overloaded
        A>P ACK tag=p
        """,
    # It passes on what the second target said, which is not the 503 of the first one.
    "500 of the second target after a 503 of the first one": """
        A>P INVITE
        P>A 100
        P>B INVITE
        +1
        B>P 503
            ! may overloaded
        P>B ACK tag=b
        P>C INVITE
        +1
        C>P 500 tag=c
        P>C ACK tag=c
        P>A 500 INVITE tag=c
            ? passed-on shown
        A>P ACK tag=c
        """,
    # Without a tag in To nobody can be sure; two legs that say the same at the same moment are enough for a claim.
    "480 without a tag by way of a proxy": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 480 tag=
        P>B ACK
        P>A 480 tag=
            ! has passed-on
        A>P ACK
        """,
    # RFC 3261, 14.1: that is how a server says that it has not done with the first INVITE.
    "500 to overlapping INVITEs": """
        A>B INVITE
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        +5
        A>B INVITE 2 tag=b
            ! may invite-overlaps
        A>B INVITE 3 tag=b
            ! may invite-overlaps
        B>A 500 INVITE 3
            | Retry-After: 4
            ! may invite-overlaps
        A>B ACK 3 tag=b
        B>A 200 INVITE 2
        A>B ACK 2 tag=b
        """,
}
