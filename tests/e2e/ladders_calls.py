# SPDX-License-Identifier: GPL-2.0-or-later
"""What the frames of a call tell about its failures: CANCEL, BYE, waiting, several legs."""

# Who refuses a call within half a second of it, with nothing that rang, is a machine.
AT_ONCE = ("= It came {time} after the INVITE in frame {frame}, and nothing rang: "
           "most likely no person did that, but the device by itself, a rule or a server.")
UNANSWERED = "2= No response to the {method} to 10.{{network}}.0.{host}:5060 comes in the {{left}} that the capture goes on."


def at_once(milliseconds, frame):
    return AT_ONCE.format(time=f"{milliseconds} ms", frame=frame)


def unanswered(method, host):
    return UNANSWERED.format(method=method, host=host)


LADDERS = {
    # 487
    "487 with its CANCEL": """
        A>B INVITE
        B>A 180
        +3
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
            = The CANCEL in frame 3 ended the INVITE of frame 1; this is no refusal by the callee.
            = The INVITE in frame 1 had been waiting for 3.0 s.
            = Before that, 180 Ringing came in frame 2.
        A>B ACK
        """,
    "487 with a CANCEL that was repeated": """
        A>B INVITE
        A>B CANCEL
        +0.5
        A>B CANCEL
        B>A 487 INVITE
            = The CANCEL in frame 2 ended the INVITE of frame 1; this is no refusal by the callee.
            = The INVITE in frame 1 had been waiting for 530 ms.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "487 with a CANCEL that was captured before its INVITE": """
        A>B CANCEL branch=z9hG4bKAB1
        A>B INVITE
        B>A 200 CANCEL
        B>A 487 INVITE
            = The CANCEL in frame 1 ended the INVITE of frame 2; this is no refusal by the callee.
            = The INVITE in frame 2 had been waiting for 20 ms.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "487 on both legs of a proxy": """
        A>P INVITE
        P>B INVITE
        A>P CANCEL
        P>A 487 INVITE
            = The CANCEL in frame 3 ended the INVITE of frame 1; this is no refusal by the callee.
            = The INVITE in frame 1 had been waiting for 30 ms.
            = No ringing or progress (180 to 199) was seen before it.
        P>B CANCEL
        B>P 487 INVITE
            = The CANCEL in frame 5 ended the INVITE of frame 2; this is no refusal by the callee.
            = The INVITE in frame 2 had been waiting for 40 ms.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "487 with a CANCEL over another connection": """
        A:40001>B INVITE tcp
        A:40002>B CANCEL tcp branch=z9hG4bKA.40001B1
        B>A:40001 487 tcp
            = The CANCEL in frame 2 ended the INVITE of frame 1; this is no refusal by the callee.
            = The INVITE in frame 1 had been waiting for 20 ms.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "487 without a CANCEL": """
        A>B INVITE
        +60
        B>A 487
            = No CANCEL for the INVITE in frame 1 was seen before it.
            = Either the CANCEL did not pass where this was captured, or something else ended the request, such as the time in its Expires header.
            = The INVITE in frame 1 had been waiting for 60.0 s.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "487 after a BYE": """
        A>B INVITE
        B>A 180
        A>B BYE 2 tag=b
        B>A 487 INVITE
            = The BYE in frame 3 came before it: a BYE also ends a call that is not answered yet.
            = The INVITE in frame 1 had been waiting for 30 ms.
            = Before that, 180 Ringing came in frame 2.
        B>A 200 BYE
        """,
    "487 in a later call with the Call-ID of one that was ended": """
        A>B BYE 1 tag=b
        B>A 200
        A>B INVITE 2
        B>A 487
            = No CANCEL for the INVITE in frame 3 was seen before it.
            = Either the CANCEL did not pass where this was captured, or something else ended the request, such as the time in its Expires header.
            = The INVITE in frame 3 had been waiting for 10 ms.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "487 to something that nobody can cancel": """
        A>B OPTIONS
        +1
        B>A 487
            = The OPTIONS in frame 1 had been waiting for 1.0 s.
        """,
    # 481
    "481 to a CANCEL that came too late": """
        A>B INVITE
        B>A 200
        A>B CANCEL
        B>A 481
            = The INVITE in frame 1 had its final response already, 200 OK in frame 2, so there was nothing left to cancel.
            = It answers the CANCEL, and does not decide about the call itself.
        A>B ACK
        """,
    "481 to a CANCEL that crossed the final response": """
        A>B INVITE
        A>B CANCEL
        B>A 200 INVITE
        B>A 481 CANCEL
            = The INVITE in frame 1 had its final response already, 200 OK in frame 3, so there was nothing left to cancel.
            = It answers the CANCEL, and does not decide about the call itself.
        """,
    "481 to a CANCEL while the INVITE waits": """
        A>B INVITE
        B>A 100
        A>B CANCEL
        B>A 481
            = The CANCEL in frame 3 has branch, CSeq number, Request-URI and tags of the INVITE in frame 1, which had no final response yet.
            = So it did not come too late; why the server does not find that INVITE cannot be seen here.
            = It answers the CANCEL, and does not decide about the call itself.
        """,
    "481 to a CANCEL for no INVITE that was seen": """
        A>B CANCEL
        B>A 481
            = It answers the CANCEL, and does not decide about the call itself.
        """,
    # Whether the far end ever knew the call can be told only where its set-up was seen: see ladders_dialog_*.py.
    "481 to a BYE": """
        A>B BYE 2 tag=b
        B>A 481
        """,
    "481 to one of two BYEs that cross": """
        A>B BYE 2 tag=b
        B>A BYE 101 tag=a
        A>B 481
            = The other side sent a BYE as well, in frame 1: both hung up, and one of the two BYEs found no call any more.
        B>A 200 BYE 2
        """,
    "481 to one of two BYEs of a call that was seen": """
        A>B INVITE
        B>A 200
        A>B ACK 1 tag=b
        A>B BYE 2 tag=b
        B>A BYE 101 tag=a
        A>B 481
            = The other side sent a BYE as well, in frame 4: both hung up, and one of the two BYEs found no call any more.
        B>A 200 BYE 2
        """,
    "481 to a re-INVITE": """
        A>B INVITE 2 tag=b
        B>A 481
        """,
    "481 to a first INVITE": """
        A>B INVITE
        B>A 481
        """,
    "481 to a NOTIFY": """
        A>B NOTIFY 7 tag=b
        B>A 481
        """,
    "481 to a PRACK": """
        A>B INVITE
        B>A 183
        A>B PRACK 2 tag=b
        B>A 481
            = The PRACK in frame 3 has no RAck, which it must have (RFC 3262, Section 7.2). Most likely it is refused for that.
        """,
    "481 to another method in a call": """
        A>B UPDATE 3 tag=b
        B>A 481
        """,
    "481 to a method that nobody knows": """
        A>B FROB 3 tag=b
        B>A 481
        """,
    # 408, 480, 504
    "408 to an INVITE that was repeated and never rang": """
        A>B INVITE
        +0.5
        A>B INVITE
        +1
        A>B INVITE
        +30.5
        B>A 408
            = The INVITE in frame 1 had been waiting for 32.0 s and was seen 3 times.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "480 after ringing": """
        A>B INVITE
        B>A 100
        B>A 183
        +0.2
        B>A 180
        +20
        B>A 480
            = It had rung for 20.0 s (180 in frame 4): most likely nobody answered, and a timer for that ran out.
            = The INVITE in frame 1 had been waiting for 20.2 s.
            = Before that, 183 Session Progress came in frame 3.
        """,
    "480 to a re-INVITE, which does not ring": """
        A>B INVITE 2 tag=b
        +1
        B>A 480
            = The INVITE in frame 1 had been waiting for 1.0 s.
        """,
    "504 to another method": """
        A>B OPTIONS
        +4
        B>A 504
            = The OPTIONS in frame 1 had been waiting for 4.0 s.
        """,
    "408 where each packet was captured twice": """
        A>B INVITE
        A>B INVITE
        +0.48
        A>B INVITE
        A>B INVITE
        +150
        B>A 408
            = The INVITE in frame 1 had been waiting for 2 min 30 s and was seen 2 times.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "two forks to one host, and one of them rings": """
        P>B INVITE branch=z9hG4bK-x
        P>B INVITE branch=z9hG4bK-y
        B>P 180 branch=z9hG4bK-x tag=x
        +5
        B>P 480 branch=z9hG4bK-y tag=y
            = The INVITE in frame 2 had been waiting for 5.0 s.
            = No ringing or progress (180 to 199) was seen before it.
        B>P 480 branch=z9hG4bK-x tag=x
            = The INVITE in frame 1 had been waiting for 5.0 s.
            = Before that, 180 Ringing came in frame 3.
        """,
    "ringing on a leg whose request was not seen": """
        P>B INVITE
        P>A 183 INVITE 1
        +1
        B>P 480
            = The INVITE in frame 1 had been waiting for 1.0 s.
            = No ringing or progress (180 to 199) was seen before it.
        """,
    "ringing that comes by another way": """
        A>B INVITE
        C>A 180 INVITE 1 branch=z9hG4bKAB1
        B>A 480
            = The INVITE in frame 1 had been waiting for 20 ms.
            = Before that, 180 Ringing came in frame 2.
        """,
    "a second final response": """
        A>B INVITE
        B>A 500
        B>A 180
        B>A 487
            = The INVITE in frame 1 had its final response already, 500 Server Internal Error in frame 2; this is another one, with another code.
        A>B CANCEL
        B>A 200
        B>A 491 INVITE
            = The INVITE in frame 1 had its final response already, 500 Server Internal Error in frame 2; this is another one, with another code.
        A>B INVITE
        A>B INVITE 2
        B>A 100
        """,
    "a failure after a success": """
        A>B OPTIONS
        B>A 200
        B>A 480
            = The OPTIONS in frame 1 had its final response already, 200 OK in frame 2; this is another one, with another code.
        """,
    # 482, 483, 491, 500, 503
    "482 to a merged request": """
        P>B INVITE branch=z9hG4bK-x
            2= The capture has this INVITE, and nothing that 10.{network}.0.2 said to 10.{network}.0.1.
            2= Whether there was an answer cannot be known from it.
        Q>B INVITE branch=z9hG4bK-y
        B>Q 482 branch=z9hG4bK-y
            = The INVITE of frame 2 went to the same host in frame 1 as well: it came there by two ways, or in a loop.
        """,
    "482 to a request that was seen once": """
        A>P INVITE
        P>B INVITE
        B>P 482
        P>A 482
            = 10.{network}.0.3 said it first, in frame 3; this host only passes it on.
        """,
    "483 with the hops seen": """
        A>B INVITE
            | Max-Forwards: 0
        B>A 483 via=SIP/2.0/UDP_p.example.com;branch=z9hG4bKAB1,SIP/2.0/UDP_client.example.com;branch=z9hG4bK9
            = Max-Forwards of the INVITE in frame 1 was 0.
            = The Via headers of the response still list 2 hops on the way back to the client.
        """,
    "483 in a circle": f"""
        P>Q INVITE branch=z9hG4bK-1
            | Max-Forwards: 3
            {unanswered("INVITE", 2)}
        Q>P INVITE branch=z9hG4bK-2
            | Max-Forwards: 2
            {unanswered("INVITE", 1)}
        P>Q INVITE branch=z9hG4bK-3
            | Max-Forwards: 1
        Q>P 483 branch=z9hG4bK-3
            = The INVITE went from 10.{{network}}.0.1 to 10.{{network}}.0.2 in frame 1, and 2 times in all by frame 3,
            = each time with fewer hops left: it goes in a circle.
            = Max-Forwards of the INVITE in frame 3 was 1.
        """,
    "483 to one of two forks is no circle": f"""
        P>B INVITE branch=z9hG4bK-x
            | Max-Forwards: 1
            {unanswered("INVITE", 2)}
        P>B INVITE branch=z9hG4bK-y
            | Max-Forwards: 1
        B>P 483 branch=z9hG4bK-y
            = The INVITE left 10.{{network}}.0.1 with Max-Forwards 1 (frame 1, one Via), where 70 is usual. Most likely that is too small for its way.
            = Max-Forwards of the INVITE in frame 2 was 1.
        """,
    "491 to one of two requests that cross": """
        A>B INVITE 2 tag=b
        B>A INVITE 102 tag=a
        B>A 491 INVITE 2
            = The INVITE in frame 1 crossed the INVITE that the other side sent in frame 2.
            2= No new INVITE with this Call-ID follows in the capture.
        A>B 491 INVITE 102
            = The INVITE in frame 2 crossed the INVITE that the other side sent in frame 1.
            2= No new INVITE with this Call-ID follows in the capture.
        """,
    "491 after a request that was over": """
        B>A INVITE 102 tag=a
        A>B 200
        B>A ACK 102 tag=a
        A>B INVITE 2 tag=b
        B>A 491
            = The capture has no request of the other side that the INVITE in frame 4 could have met.
            = Most likely the far end waits for the answer to one that it sent elsewhere, such as on its other leg.
            2= No new INVITE with this Call-ID follows in the capture.
        """,
    "500 to a second INVITE while one is waiting": f"""
        A>B INVITE 2 tag=b
            {unanswered("INVITE", 2)}
        A>B INVITE 3 tag=b
        B>A 500 INVITE 3
            | Retry-After: 4
            = The INVITE in frame 1 had no final response yet when the same side sent the one in frame 2.
            = No other INVITE may be sent in the call until it has.
            = It may be tried again after 4 s, at {{time}} (UTC).
        """,
    "500 without Retry-After, and after the first INVITE": """
        A>B INVITE 2 tag=b
        A>B INVITE 3 tag=b
        B>A 500 INVITE 3
            = The INVITE in frame 1 had no final response yet when the same side sent the one in frame 2.
            = No other INVITE may be sent in the call until it has.
        B>A 200 INVITE 2
        A>B INVITE 4 tag=b
        B>A 500
        """,
    "503 from the next hop, and passed on": """
        A>P INVITE
        P>B INVITE
        B>P 503
            = It came from 10.{network}.0.3, the next hop of the INVITE in frame 2.
        P>A 503
            = 10.{network}.0.3 said it first, in frame 3; this host only passes it on.
            = It came from 10.{network}.0.2, the next hop of the INVITE in frame 1.
        """,
    "503 from somebody else than the next hop": """
        A>P INVITE
        B>A 503 INVITE 1 branch=z9hG4bKAP1
        """,
    # Several legs and methods
    "passed on over two proxies": f"""
        A>P INVITE
        P>Q INVITE
        Q>B INVITE
        B>Q 486 tag=busy
            {at_once(10, 3)}
        Q>P 486 tag=busy
            {at_once(30, 2)}
            = 10.{{network}}.0.4 said it first, in frame 4; this host only passes it on.
        P>A 486 tag=busy
            {at_once(50, 1)}
            = 10.{{network}}.0.4 said it first, in frame 4; this host only passes it on.
        """,
    "a failure of the proxy's own": """
        A>P INVITE
        P>B INVITE
        +1
        B>P 486 tag=b
        P>A 486 tag=p
        """,
    "failures of other methods in a call": """
        A>B INVITE
        B>A 200
        A>B ACK
        A>B INFO 2 tag=b
        B>A 415
            = It answers the INFO, and does not decide about the call itself.
        A>B PRACK 3 tag=b
        B>A 400
            = The PRACK in frame 6 has no RAck, which it must have (RFC 3262, Section 7.2).
            = It answers the PRACK, and does not decide about the call itself.
        A>B BYE 4 tag=b
        B>A 500
        """,
    "failures that end the dialog, whatever the method": """
        A>B INVITE
        B>A 200
        A>B ACK
        A>B INFO 2 tag=b
        B>A 404
        A>B UPDATE 3 tag=b
        B>A 403
        A>B INFO 4 tag=b
        B>A 481
        """,
    "a failure outside of any call": """
        A>B OPTIONS
        B>A 415
        """,
    # Retransmissions
    "a failure that is repeated": f"""
        A>B INVITE
        B>A 486
            {at_once(10, 1)}
        +0.49
        B>A 486
            ! again
            = This repeats the response of frame 2, 500 ms later.
        +0.99
        B>A 486
            ! again
            = This repeats the response of frame 2, 1.5 s later.
        A>B ACK
        """,
    "a refusal that is repeated": """
        A>B REGISTER
            | Authorization: Digest username="bob", realm="r", nonce="m", response="6629fae49393a05397450978507c4ef1"
        B>A 401
            ! refused
            | WWW-Authenticate: Digest realm="r", nonce="m"
            = The REGISTER in frame 1 carried credentials of "bob" for the realm "r", made with the newest nonce, and they were refused.
            = The challenge is for the realm "r" (Digest).
            2= No new REGISTER with this Call-ID follows in the capture.
        +1
        B>A 401
            ! refused
            ! again
            | WWW-Authenticate: Digest realm="r", nonce="m"
            = The challenge is for the realm "r" (Digest).
            = This repeats the response of frame 2, 1.0 s later.
        """,
    "a failure that was captured twice": """
        A>B INVITE
        A>B INVITE
        +1
        B>A 486
        B>A 486
            ! again
            = This is the response of frame 3 once more, so soon after it that the capture most likely holds it twice.
        """,
    # What the capture does not show
    "a capture that begins later": """
        B>A 486 INVITE 1
            = No request that was waiting for it was seen, so what led to it cannot be told.
        A>B ACK
        """,
    "one direction only": """
        B>A 407 INVITE 1
            = No request that was waiting for it was seen, so what led to it cannot be told.
        B>A 180 INVITE 2
        B>A 487 INVITE 2
            = No request that was waiting for it was seen, so what led to it cannot be told.
        """,
    "many requests at a time": f"""
        A>B INVITE 1
        A>B MESSAGE 2
            {unanswered("MESSAGE", 2)}
        A>B MESSAGE 3
            {unanswered("MESSAGE", 2)}
        A>B MESSAGE 4
        A>B MESSAGE 5
            {unanswered("MESSAGE", 2)}
        +1
        B>A 480 INVITE 1
            = The INVITE in frame 1 had been waiting for 1.1 s.
            = No ringing or progress (180 to 199) was seen before it.
        B>A 487 MESSAGE 4
            = The MESSAGE in frame 4 had been waiting for 1.0 s.
            = It answers the MESSAGE, and does not decide about the call itself.
        """,
    "a request that an ICMP error quotes was not seen": """
        A>B INVITE icmp
            = This ICMP error quotes a request (INVITE), which did not arrive.
        B>A 486 INVITE 1
            = No request that was waiting for it was seen, so what led to it cannot be told.
        """,
    "a response that an ICMP error quotes is told as that and learns nothing": """
        A>B INVITE
        B>A 486 icmp
            = This ICMP error quotes 486 Busy Here to the INVITE of frame 1: the response did not arrive.
        +1
        B>A 486
        """,
    # Ways to travel
    "request and responses in one segment": """
        A>B INVITE tcp
        B>A 180 tcp
        B>A 486 tcp and
        B>A OPTIONS 1 tag=a and
        A>B 480 OPTIONS 1 tcp branch=z9hG4bKBA1
            = The OPTIONS in frame 2 had been waiting for 10 ms.
        """,
    "IPv6": """
        A>P INVITE ipv6
        P>B INVITE ipv6
        B>P 503 ipv6
            = It came from 2001:db8:{network}::3, the next hop of the INVITE in frame 2.
        P>A 503 ipv6
            = 2001:db8:{network}::3 said it first, in frame 3; this host only passes it on.
            = It came from 2001:db8:{network}::2, the next hop of the INVITE in frame 1.
        """,
    "a proxy on the host of both sides": """
        127.0.0.1:5062>127.0.0.1:5060 INVITE
            | Max-Forwards: 1
        127.0.0.1:5060>127.0.0.1:5064 INVITE via=SIP/2.0/UDP_p;branch=z9hG4bK-p,SIP/2.0/UDP_a;branch=z9hG4bK127.0.0.1.5062127.0.0.1.50601
            | Max-Forwards: 0
        127.0.0.1:5064>127.0.0.1:5060 483 tag=x
            = The INVITE left 127.0.0.1 with Max-Forwards 1 (frame 1, one Via), where 70 is usual. Most likely that is too small for its way.
            = Max-Forwards of the INVITE in frame 2 was 0.
            = The Via headers of the response still list 2 hops on the way back to the client.
        127.0.0.1:5060>127.0.0.1:5062 483 tag=x
            = The INVITE left 127.0.0.1 with Max-Forwards 1 (frame 1, one Via), where 70 is usual. Most likely that is too small for its way.
            = 127.0.0.1:5064 said it first, in frame 3; this host only passes it on.
            = Max-Forwards of the INVITE in frame 1 was 1.
        """,
    "two that cross on one host": """
        127.0.0.1:5062>127.0.0.1:5064 INVITE 2 tag=b
        127.0.0.1:5064>127.0.0.1:5062 INVITE 2 tag=a
        127.0.0.1:5064>127.0.0.1:5062 491
            = The INVITE in frame 1 crossed the INVITE that the other side sent in frame 2.
            2= The INVITE was sent again in frame 5 and got 200 OK in frame 6.
        127.0.0.1:5062>127.0.0.1:5064 491
            = The INVITE in frame 2 crossed the INVITE that the other side sent in frame 1.
        127.0.0.1:5062>127.0.0.1:5064 INVITE 3 tag=b
        127.0.0.1:5064>127.0.0.1:5062 200
        """,
    "no merging on one host": """
        127.0.0.1:5062>127.0.0.1:5060 INVITE
        127.0.0.1:5060>127.0.0.1:5062 100
        127.0.0.1:5060>127.0.0.1:5064 INVITE
        127.0.0.1:5064>127.0.0.1:5060 482 tag=x
        """,
    "requests without a branch": """
        A>B INVITE via=SIP/2.0/UDP_a.example.com:5060
        B>A 180 via=SIP/2.0/UDP_a.example.com:5060;received=192.0.2.7
        B>A 480 via=SIP/2.0/UDP_a.example.com:5060;received=192.0.2.7
            = The INVITE in frame 1 had been waiting for 20 ms.
            = Before that, 180 Ringing came in frame 2.
        """,
    "a response before its request": """
        B>A 486 INVITE 1
            = No request that was waiting for it was seen, so what led to it cannot be told.
        A>B INVITE
        """,
}
