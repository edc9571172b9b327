# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a client tried again after a response that asks for it, and how that ended."""

CREDENTIALS = 'Authorization: Digest username="bob", realm="r", nonce="m", response="6629fae49393a05397450978507c4ef1"'
CHALLENGE = 'WWW-Authenticate: Digest realm="r", nonce="m"'
NONE = "2= No new {} with this Call-ID follows in the capture."
LEFT = ("2= No {} with credentials follows in the {{left}} that the capture goes on: "
        "the challenge is left unanswered, and what was asked for does not happen.")
SILENT = ("2= 10.{{network}}.0.2:5060 answered this client until frame {}, {} before, "
          "but neither the {} nor anything else in the {{left}} that the capture goes on.")

# code: (lines of the request, lines of the response, what the response says by itself)
TRIED_AGAIN = {
    302: ("", "| Contact: <sip:bob@c.example.com>", "The request is to go to sip:bob@c.example.com."),
    401: ("", "| " + CHALLENGE, 'The challenge is for the realm "r" (Digest).'),
    407: ("", "| Proxy-Authenticate: Digest realm=\"p\", nonce=\"m\"", 'The challenge is for the realm "p" (Digest).'),
    412: ("", "", ""),
    420: ("| Require: 100rel, timer", "| Unsupported: 100rel",
          "The INVITE in frame 1 demands 100rel (Require), and the sender of the response does not know that."),
    421: ("", "| Require: 100rel", "The server insists on 100rel, which the INVITE in frame 1 does not list in Supported."),
    422: ("| Session-Expires: 60", "| Min-SE: 90",
          "The INVITE in frame 1 asks for Session-Expires 60 s, and the server takes no less than 90 s (Min-SE)."),
    423: ("| Expires: 60", "| Min-Expires: 3600",
          "The INVITE in frame 1 asks for 60 s, and the server takes no less than 3600 s (Min-Expires)."),
    491: ("", "", ""),
    494: ("", "| Security-Server: tls;q=0.2", "The server offers tls."),
}

# What follows from it that nothing does.
NOT_FOLLOWED = "2= No INVITE to sip:bob@c.example.com follows, though the capture goes on for {left}."
UNDONE = {302: NOT_FOLLOWED, 401: LEFT.format("INVITE"), 407: LEFT.format("INVITE")}

LADDERS = {}
for number, (asked, answered, said) in TRIED_AGAIN.items():
    said = f"= {said}" if said else ""
    again = "uri=sip:bob@c.example.com" if number == 302 else ""
    LADDERS[f"{number}, tried again"] = f"""
        A>B INVITE 1
            {asked}
        B>A {number}
            {answered}
            {said}
            2= The INVITE was sent again in frame 4 and got 486 Busy Here in frame 6.
        A>B ACK 1
        A>B INVITE 2 {again}
        B>A 180
        B>A 486
        """
    LADDERS[f"{number}, tried again without an answer"] = f"""
        A>B INVITE 1
            {asked}
        B>A {number}
            {answered}
            {said}
            2= The INVITE was sent again in frame 3; no final response to that is in the capture.
        A>B INVITE 2 {again}
        B>A 180
        """
    LADDERS[f"{number}, not tried again"] = f"""
        A>B INVITE 1
            {asked}
        B>A {number}
            {answered}
            {said}
            {UNDONE.get(number, "")}
            {NONE.format("INVITE")}
        A>B ACK 1
        A>B OPTIONS 2
        B>A 200
        """

LADDERS.update({
    "another failure is nothing to try again": """
        A>B INVITE 1
        +1
        B>A 486
        A>B INVITE 2
        B>A 200
        """,
    "the same CSeq and another branch": """
        A>B REGISTER 7 branch=z9hG4bK-1
        B>A 423
            2= The REGISTER was sent again in frame 3 and got 200 OK in frame 4.
        A>B REGISTER 7 branch=z9hG4bK-2
        B>A 200
        """,
    "a BYE that is tried again with the same CSeq": f"""
        A>B INVITE
        B>A 200
        A>B BYE 2 tag=b branch=z9hG4bK-1
        B>A 407
            2= The BYE was sent again in frame 5; no final response to that is in the capture.
        A>B BYE 2 tag=b branch=z9hG4bK-2
            {SILENT.format(4, "10 ms", "BYE")}
        """,
    "a BYE that is not tried again": f"""
        A>B BYE 2 tag=b
        B>A 407
            | Proxy-Authenticate: Digest realm="office", nonce="n1"
            = The challenge is for the realm "office" (Digest).
            2= No BYE with credentials follows in the {{left}} that the capture goes on: the challenge is left unanswered, and the call stays up on the other side.
            {NONE.format("BYE")}
        """,
    "a late response to the first try": """
        A>B REGISTER 7 branch=z9hG4bK-1
        B>A 423
            2= The REGISTER was sent again in frame 3; no final response to that is in the capture.
        A>B REGISTER 7 branch=z9hG4bK-2
            2= No response to the REGISTER to 10.{network}.0.2:5060 comes in the {left} that the capture goes on.
        B>A 200 branch=z9hG4bK-1
            = The REGISTER in frame 1 had its final response already, 423 Interval Too Brief in frame 2; this is another one, with another code.
        B>A 200 branch=z9hG4bK-1
            = This repeats the response of frame 4.
        """,
    "the same CSeq and branch is a repetition": f"""
        A>B REGISTER 7
        B>A 423
            {NONE.format("REGISTER")}
        +0.5
        A>B REGISTER 7
            = The REGISTER comes again 510 ms after it was answered in frame 2: the client has not got that response.
        B>A 423
            ! again
            = This repeats the response of frame 2, 520 ms later.
        """,
    "several failures in a row": f"""
        A>B INVITE 1
        B>A 407
            2= The INVITE was sent again in frame 3 and got 422 Session Interval Too Small in frame 4.
        A>B INVITE 2
        B>A 422
            2= The INVITE was sent again in frame 5 and got 420 Bad Extension in frame 6.
        A>B INVITE 3
        B>A 420
            = The response does not say which extension it is: it lacks the Unsupported header field that RFC 3261 asks for.
            2= The INVITE was sent again in frame 7 and got 200 OK in frame 8.
        A>B INVITE 4
        B>A 200
        """,
    "a proxy follows a redirection": """
        A>P INVITE
        P>B INVITE
        B>P 302 tag=b
            | Contact: <sip:bob@c.example.com>
            = The request is to go to sip:bob@c.example.com.
            2= The INVITE was sent again in frame 4 and got 200 OK in frame 5.
        P>C INVITE uri=sip:bob@c.example.com
        C>P 200 tag=c
        P>A 200 tag=c
        """,
    "a client follows a redirection past the proxy": """
        A>P INVITE
        P>A 302
            | Contact: <sip:bob@c.example.com>
            = The request is to go to sip:bob@c.example.com.
            2= The INVITE was sent again in frame 3 and got 200 OK in frame 4.
        A>C INVITE 2 uri=sip:bob@c.example.com
        C>A 200
        """,
    "two redirections of forks, and one further try": """
        P>B INVITE
        P>C INVITE
        B>P 302
            | Contact: <sip:bob@d.example.com>
            = The request is to go to sip:bob@d.example.com.
            2= The INVITE was sent again in frame 5 and got 200 OK in frame 6.
        C>P 302
            | Contact: <sip:bob@d.example.com>
            = The request is to go to sip:bob@d.example.com.
            2= The INVITE was sent again in frame 5 and got 200 OK in frame 6.
        P>D INVITE uri=sip:bob@d.example.com
        D>P 200
        """,
    "on two legs": """
        A>P INVITE 1
        P>B INVITE 1
        B>P 407
            2= The INVITE was sent again in frame 6 and got 200 OK in frame 7.
        P>A 407
            = 10.{network}.0.3 said it first, in frame 3; this host only passes it on.
            2= The INVITE was sent again in frame 5 and got 200 OK in frame 8.
        A>P INVITE 2
        P>B INVITE 2
        B>P 200
        P>A 200
        """,
    "the other side's request is no retry": """
        A>P INVITE 2 tag=b
        P>B INVITE 2 tag=b
        B>P 491
            = The capture has no request of the other side that the INVITE in frame 2 could have met.
            = Most likely the far end waits for the answer to one that it sent elsewhere, such as on its other leg.
        P>A 491
            = The capture has no request of the other side that the INVITE in frame 1 could have met.
            = Most likely the far end waits for the answer to one that it sent elsewhere, such as on its other leg.
            = 10.{network}.0.3 said it first, in frame 3; this host only passes it on.
        B>P INVITE 102 tag=a
        P>A INVITE 102 tag=a
        A>P 200
        P>B 200
        """,
    "another method and another call are no retry": f"""
        A>B REGISTER 7
        B>A 423
            {NONE.format("REGISTER")}
        A>B SUBSCRIBE 8
        B>A 200
        A>B REGISTER 8 call=2
        B>A 200 REGISTER 8 call=2
        """,
    "a request with a lower CSeq": """
        A>B REGISTER 7
        B>A 423
        A>B REGISTER 1
        B>A 200
        """,
    "a retry behind many other requests": f"""
        A>B REGISTER 1
        B>A 423
            2= The REGISTER was sent again in frame 6; no final response to that is in the capture.
        A>B SUBSCRIBE 2
            {SILENT.format(2, "10 ms", "SUBSCRIBE")}
        A>B SUBSCRIBE 3
            {SILENT.format(2, "20 ms", "SUBSCRIBE")}
        A>B SUBSCRIBE 4
            {SILENT.format(2, "30 ms", "SUBSCRIBE")}
        A>B REGISTER 5
            {SILENT.format(2, "40 ms", "REGISTER")}
        """,
    "a retry that is answered behind many other requests": """
        A>B SUBSCRIBE 1
        B>A 423
            2= The SUBSCRIBE was sent again in frame 3 and got 200 OK in frame 8.
        A>B SUBSCRIBE 2
        A>B OPTIONS 3
        A>B OPTIONS 4
        A>B OPTIONS 5
        A>B OPTIONS 6
        B>A 200 SUBSCRIBE 2
        B>A 200 OPTIONS 3
        B>A 200 OPTIONS 4
        B>A 200 OPTIONS 5
        B>A 200 OPTIONS 6
        """,
    "the call was ended": f"""
        A>B INVITE 1
        B>A 200
        A>B ACK 1
        A>B INVITE 2 tag=b
        B>A 491
            = The capture has no request of the other side that the INVITE in frame 4 could have met.
            = Most likely the far end waits for the answer to one that it sent elsewhere, such as on its other leg.
            {NONE.format("INVITE")}
        A>B BYE 3 tag=b
        B>A 200
        """,
    "the Call-ID goes on after the call": """
        A>B INVITE 1
        B>A 407
            2= The INVITE was sent again in frame 5 and got 200 OK in frame 6.
        A>B BYE 2 tag=b
        B>A 200
        A>B INVITE 3
        B>A 200
        """,
    "retries that are refused with the same credentials": f"""
        A>B REGISTER 1
        B>A 401
            | {CHALLENGE}
            = The challenge is for the realm "r" (Digest).
            2= The REGISTER was sent again in frame 3 and got 401 Unauthorized in frame 4.
        A>B REGISTER 2
            | {CREDENTIALS}
        B>A 401
            ! refused
            | {CHALLENGE}
            = The REGISTER in frame 3 carried credentials of "bob" for the realm "r", made with the newest nonce, and they were refused.
            = The challenge is for the realm "r" (Digest).
            2= The REGISTER was sent again in frame 5 and got 401 Unauthorized in frame 6.
        A>B REGISTER 3
            | {CREDENTIALS}
        B>A 401
            ! refused
            | {CHALLENGE}
            = The REGISTER in frame 5 carried credentials of "bob" for the realm "r", made with the newest nonce, and they were refused.
            = The challenge is for the realm "r" (Digest).
            2= The REGISTER was sent again in frame 7 and got 401 Unauthorized in frame 8.
        A>B REGISTER 4
            | {CREDENTIALS}
        B>A 401
            ! refused
            | {CHALLENGE}
            = The REGISTER in frame 7 carried credentials of "bob" for the realm "r", made with the newest nonce, and they were refused.
            = This is challenge number 4 in a row: the client tries again and again, and has not got through so far.
            = The challenge is for the realm "r" (Digest).
            2= The REGISTER was sent again in frame 9 and got 403 Forbidden in frame 10.
        A>B REGISTER 5
            | {CREDENTIALS}
        B>A 403
            = The REGISTER in frame 9 carried credentials of "bob" for the realm "r", made with the newest nonce.
            = They were refused already in frame 8, and are refused for good now.
        """,
    "a storm of a client that never sends credentials": f"""
        A>B OPTIONS 1
        B>A 401
            2= The OPTIONS was sent again in frame 3 and got 401 Unauthorized in frame 4.
        A>B OPTIONS 2
        B>A 401
            2= The OPTIONS was sent again in frame 5 and got 407 Proxy Authentication Required in frame 6.
        A>B OPTIONS 3
        B>A 407
            2= The OPTIONS was sent again in frame 7 and got 401 Unauthorized in frame 8.
        A>B OPTIONS 4
        B>A 401
            = This is challenge number 4 in a row: the client tries again and again, and has not got through so far.
            2= The OPTIONS was sent again in frame 9 and got 401 Unauthorized in frame 10.
        A>B OPTIONS 5
        B>A 401
            | WWW-Authenticate: Digest realm="office", nonce="n1"
            = This is challenge number 5 in a row, and the OPTIONS in frame 9 carries no credentials: the client does not answer what it is asked for, and no password was refused here.
            = The challenge is for the realm "office" (Digest).
            {LEFT.format("OPTIONS")}
            {NONE.format("OPTIONS")}
        """,
    "a storm that ends": """
        A>B OPTIONS 1
        B>A 401
            2= The OPTIONS was sent again in frame 3 and got 401 Unauthorized in frame 4.
        A>B OPTIONS 2
        B>A 401
            2= The OPTIONS was sent again in frame 5 and got 401 Unauthorized in frame 6.
        A>B OPTIONS 3
        B>A 401
            2= The OPTIONS was sent again in frame 7 and got 401 Unauthorized in frame 8.
        A>B OPTIONS 4
        B>A 401
            = This is challenge number 4 in a row: the client tries again and again, and has not got through so far.
            2= The OPTIONS was sent again in frame 9 and got 200 OK in frame 10.
        A>B OPTIONS 5
        B>A 200
        """,
    "a success ends the row": """
        A>B PUBLISH 1
        B>A 401
            2= The PUBLISH was sent again in frame 3 and got 200 OK in frame 4.
        A>B PUBLISH 2
        B>A 200
        A>B PUBLISH 3
        B>A 401
            2= The PUBLISH was sent again in frame 7 and got 200 OK in frame 8.
        A>B PUBLISH 4
        B>A 200
        """,
    "a stale nonce": f"""
        A>B REGISTER 1
            | {CREDENTIALS}
        B>A 401
            | {CHALLENGE}, stale=true
            = The response says stale=true: the nonce in the credentials of the REGISTER in frame 1 was too old.
            = The client should send it again with the new one.
            = The challenge is for the realm "r" (Digest).
            2= The REGISTER was sent again in frame 3 and got 200 OK in frame 4.
        A>B REGISTER 2
            | {CREDENTIALS}
        B>A 200
        """,
    "420 with the tags of two headers": f"""
        A>B OPTIONS 1
            | Require: 100rel,
            |   Timer
            | Proxy-Require: privacy
        B>A 420
            | Unsupported: timer, privacy, gruu
            = The OPTIONS in frame 1 demands timer, privacy (Require, Proxy-Require), and the sender of the response does not know that.
            {NONE.format("OPTIONS")}
        """,
    "420 to a request that did not require it": f"""
        A>B OPTIONS 1
            | Supported: 100rel
        B>A 420
            | Unsupported: 100rel
            = The sender of this response does not support 100rel in this request.
            {NONE.format("OPTIONS")}
        """,
    "305 to a REGISTER, which in IMS needs no Contact": f"""
        A>B REGISTER 1
        B>A 305
            {NONE.format("REGISTER")}
        """,
    "errors of what came with an INVITE that succeeds": """
        A>B INVITE 1
        B>A 200
            | Geolocation-Error: 300
            = By Geolocation-Error, the location could not be fetched from the URI that refers to it.
        A>B ACK 1
        """,
    "errors of what came with a MESSAGE that succeeds": """
        A>B MESSAGE 1
        B>A 200
            | AlertMsg-Error: 103
            = By AlertMsg-Error, the alert was damaged.
        """,
    "errors in the answer to another request": """
        A>B OPTIONS 1
        B>A 200
            | Geolocation-Error: 300
        """,
    "a capture that begins later": """
        B>A 401 REGISTER 7
            = No request that was waiting for it was seen, so what led to it cannot be told.
        A>B REGISTER 8
        B>A 200
        """,
    "on the loopback interface": f"""
        127.0.0.1:5062>127.0.0.1:5060 REGISTER 1
        127.0.0.1:5060>127.0.0.1:5062 401
            2= The REGISTER was sent again in frame 3 and got 200 OK in frame 4.
        127.0.0.1:5062>127.0.0.1:5060 REGISTER 2
        127.0.0.1:5060>127.0.0.1:5062 200
        """,
    "IPv6 and TCP": f"""
        A:40001>B REGISTER 1 ipv6 tcp
        B>A:40001 401 ipv6 tcp
            2= The REGISTER was sent again in frame 3 and got 200 OK in frame 4.
        A:40002>B REGISTER 2 ipv6 tcp
        B>A:40002 200 ipv6 tcp
        """,
    "retries in one segment": """
        A>B REGISTER 1 tcp
        B>A 401 tcp
            2= The REGISTER was sent again in frame 3 and got 200 OK in frame 4.
        A>B OPTIONS 9 call=2 tcp
        A>B REGISTER 2 and
        B>A 200 OPTIONS 9 call=2 tcp
        B>A 200 REGISTER 2 and
        """,
})
