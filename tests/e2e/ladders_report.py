# SPDX-License-Identifier: GPL-2.0-or-later
"""Exchanges of which the report has to tell, and such of which there is nothing to tell.

In TROUBLE behind the ladder: words that the part about what went wrong has to
have, and frames of which one at least has to be in one of its filters.
"""

from digest import REGISTER, challenge, credentials, proxy_challenge, proxy_credentials
from ladders_contacts import ALICE, all_with_contacts, with_contacts
from ladders_silence import CALL, OTHER_TIMES, again

# The capture goes on, and its other traffic is in order.
GOES_ON = """
    +60
    Y>Z OPTIONS 1 call=goes-on
    Z>Y 200 call=goes-on
"""
SDP = """| Content-Type: application/sdp
    : v=0
    : o=- 1 1 IN IP4 client.example.com
    : s=-
    : c=IN IP4 client.example.com
    : t=0 0
    : m=audio 40000 RTP/AVP 8
    : a=rtpmap:8 PCMA/8000"""
CALL_WITH_MEDIA = f"""
    A>B INVITE
        {SDP}
    B>A 100
    B>A 180
    +4
    B>A 200
        {SDP}
    A>B ACK tag=b branch=z9hG4bK-ack
    +10
"""
BINDING = f"| Contact: <{ALICE}>"
BOUND = f"| Contact: <{ALICE}>;expires=3600"


def registration(cseq, number, nc, code, realm="office"):
    """With the nonce of this number, used for this time; a challenge brings the next one."""
    return f"""
        A>B REGISTER {cseq} {REGISTER}
            {BINDING}
            {credentials(number, nc, realm=realm)}
        B>A {code}
            {challenge(number + 1) if code == 401 else BOUND}
    """


TROUBLE = {
    "a redirection that somebody else seems to follow": (f"""
        A>B INVITE uri=sip:bob@192.0.2.20
        B>A 302
            | Contact: <sip:carol@192.0.2.30>
        A>B ACK tag=b
        D>C INVITE call=2 from=c uri=sip:carol@192.0.2.30
        C>D 200 call=2
        D>C ACK call=2 from=c tag=b branch=z9hG4bK-ack
        +5
        D>C BYE 2 call=2 from=c tag=b
        C>D 200 call=2
        {GOES_ON}""", ["302"], [2]),
    "an INVITE without an answer": (f"A>B INVITE\n{again('A>B INVITE')}\n{GOES_ON}", ["INVITE"], [1]),
    "a CANCEL without an answer": (f"""
        A>B INVITE
        B>A 180
        +5
        A>B CANCEL
        {again("A>B CANCEL", OTHER_TIMES)}
        {GOES_ON}
        """, ["CANCEL"], [3]),
    "a BYE without an answer": (f"""
        {CALL}
        A>B BYE 2 tag=b
        {again("A>B BYE 2 tag=b", OTHER_TIMES)}
        {GOES_ON}
        """, ["BYE"], [6]),
    "a re-INVITE without an answer": (f"""
        {CALL}
        A>B INVITE 2 tag=b
        {again("A>B INVITE 2 tag=b")}
        {GOES_ON}
        """, ["INVITE"], [6]),
    "an INFO without an answer": (f"""
        {CALL}
        A>B INFO 2 tag=b
        {again("A>B INFO 2 tag=b", OTHER_TIMES)}
        A>B BYE 3 tag=b
        B>A 200
        {GOES_ON}
        """, ["INFO"], [6]),
    "a silent next hop of a proxy": (f"""
        A>P INVITE
        P>A 100
        P>B INVITE
        {again("P>B INVITE")}
        +0.5
        P>A 408 INVITE tag=p
        A>P ACK tag=p
        {GOES_ON}
        """, ["INVITE", "10.0.0.3"], [3, 10]),
    "a silent branch of a fork": (f"""
        A>P INVITE
        P>A 100
        P>B INVITE
        P>C INVITE
        B>P 180
        P>A 180
        {again("P>C INVITE", (0.5, 1, 2))}
        B>P 200
        P>A 200
        A>P ACK tag=b
        P>B ACK tag=b
        +10
        A>P BYE 2 tag=b
        P>B BYE 2 tag=b
        B>P 200
        P>A 200
        {GOES_ON}
        """, ["INVITE", "10.0.0.4"], [4]),
    "a BYE that an ICMP error quotes": (f"""
        {CALL}
        A>B BYE 2 tag=b
        A>B BYE 2 tag=b icmp
        {GOES_ON}
        """, ["BYE", "ICMP"], [6]),
    "a response that an ICMP error quotes": (f"""
        A>B OPTIONS
        B>A 200
        B>A 200 icmp
        +0.5
        A>B OPTIONS
        B>A 200
        B>A 200 icmp
        {GOES_ON}
        """, ["OPTIONS", "ICMP"], [1, 2, 4, 5]),
    "an INVITE that is challenged and left": (f"""
        A>B INVITE
        B>A 407 tag=x
            {proxy_challenge(1)}
        A>B ACK tag=x
        {GOES_ON}
        """, ["INVITE", "407"], [2]),
    "a re-INVITE that is challenged and left": (f"""
        {CALL}
        A>B INVITE 2 tag=b
        B>A 407
            {proxy_challenge(1)}
        A>B ACK 2 tag=b
        {GOES_ON}
        """, ["INVITE", "407"], [7]),
    "a BYE that is challenged and left": (f"""
        {CALL}
        A>B BYE 2 tag=b
        B>A 407
            {proxy_challenge(1)}
        {GOES_ON}
        """, ["BYE", "407"], [7]),
    "a REGISTER that is challenged and left": (f"""
        A>B REGISTER {REGISTER}
            {BINDING}
        B>A 401
            {challenge(1)}
        {GOES_ON}
        """, ["REGISTER", "401"], [2]),
    "a REGISTER that names another realm for ever": (f"""
        A>B REGISTER 1 {REGISTER}
            {BINDING}
        B>A 401
            {challenge(1)}
        {registration(2, 1, 1, 401, "asterisk")}
        +30
        {registration(3, 2, 1, 401, "asterisk")}
        +30
        {registration(4, 3, 1, 401, "asterisk")}
        {GOES_ON}
        """, ["REGISTER"], [4, 6, 8]),
    "a 2xx that comes again after each ACK": (f"""
        A>B INVITE
        B>A 180
        +4
        B>A 200
        A>B ACK tag=b
        +0.5
        B>A 200
        A>B ACK tag=b
        +1
        B>A 200
        A>B ACK tag=b
        {GOES_ON}
        """, ["INVITE", "ACK"], [5, 7]),
    "a call that a proxy cuts": (f"""
        A>P INVITE
        P>B INVITE
        B>P 180
        P>A 180
        +4
        B>P 200
        P>A 200
        A>P ACK tag=b
        P>B ACK tag=b
        +900
        P>A BYE 101 tag=a
        P>B BYE 2 tag=b
        A>P 200
        B>P 200
        {GOES_ON}
        """, ["BYE"], [9, 10]),
    "a request that comes again after its final response": (f"""
        A>B OPTIONS
        B>A 200
        +0.48
        A>B OPTIONS
        B>A 200
        +0.98
        A>B OPTIONS
        B>A 200
        {GOES_ON}
        """, ["OPTIONS"], [1, 2, 3, 4, 5, 6]),
    "a transfer of which a NOTIFY says that it failed": (f"""
        {CALL}
        A>B REFER 2 tag=b
            | Refer-To: <sip:carol@example.com>
            | Contact: <{ALICE}>
        B>A 202
        B>A NOTIFY 101 tag=a
            | Event: refer
            | Subscription-State: active;expires=60
            | Content-Type: message/sipfrag
            : SIP/2.0 100 Trying
        A>B 200
        +5
        B>A NOTIFY 102 tag=a
            | Event: refer
            | Subscription-State: terminated;reason=noresource
            | Content-Type: message/sipfrag
            : SIP/2.0 486 Busy Here
        A>B 200
        {GOES_ON}
        """, ["486"], [7, 10, 11]),
    # The rest of the body is the beginning of the OPTIONS, so that nobody has to wait for its answer.
    "a request behind one whose Content-Length is too short, at the end": (f"""
        A>B INVITE tcp
            | Content-Length: 10
            {SDP}
        B>A 404 tcp
        A>B OPTIONS 2 tcp call=2
        """, ["OPTIONS", "Content-Length of the INVITE in frame 1"], [3]),
}
for reason in ("Q.850;cause=41", 'Q.850;cause=27;text="Destination out of order"',
               'RELEASE_CAUSE;cause=3;text="Media bearer lost"'):
    TROUBLE[f"a BYE with {reason.partition(';text')[0]}"] = (f"""
        {CALL}
        B>A BYE 101 tag=a
            | Reason: {reason}
        A>B 200
        {GOES_ON}
        """, ["BYE"], [6])
TROUBLE = {title: (with_contacts(text), words, frames) for title, (text, words, frames) in TROUBLE.items()}

CLEAR = all_with_contacts({
    # RFC 3261, Section 8.1.3.4: it need not keep the Call-ID, and a PBX does not.
    "a redirection that is followed in a call of its own": f"""
        A>B INVITE uri=sip:bob@192.0.2.20
        B>A 302
            | Contact: <sip:carol@192.0.2.30>
        A>B ACK tag=b
        A>C INVITE call=2 from=c uri=sip:carol@192.0.2.30
        C>A 200 call=2
        A>C ACK call=2 from=c tag=b branch=z9hG4bK-ack
        +5
        A>C BYE 2 call=2 from=c tag=b
        C>A 200 call=2
        {GOES_ON}""",
    "a PRACK that needs longer than half a second": f"""
        A>B INVITE
            | Supported: 100rel
        B>A 183
            | Require: 100rel
            | RSeq: 1
        +0.5
        B>A 183
            | Require: 100rel
            | RSeq: 1
        A>B PRACK 2 tag=b
            | RAck: 1 1 INVITE
        B>A 200
        +2
        B>A 200 INVITE 1
        A>B ACK tag=b branch=z9hG4bK-ack
        +5
        A>B BYE 3 tag=b
        B>A 200
        {GOES_ON}""",
    "a call": f"""
        {CALL_WITH_MEDIA}
        A>B BYE 2 tag=b
        B>A 200
        {GOES_ON}
        """,
    "a call that was challenged": f"""
        A>B INVITE
            {SDP}
        B>A 407 tag=x
            {proxy_challenge(1)}
        A>B ACK tag=x
        A>B INVITE 2
            {proxy_credentials(1)}
            {SDP}
        B>A 100
        B>A 180
        +4
        B>A 200
            {SDP}
        A>B ACK 2 tag=b branch=z9hG4bK-ack
        +60
        B>A BYE 101 tag=a
        A>B 200
        {GOES_ON}
        """,
    # RFC 3264, 5, and RFC 3261, 13.2.1: the offer in the 200, the answer in the ACK.
    "a late offer": f"""
        A>B INVITE
        B>A 180
        +4
        B>A 200
            {SDP}
        A>B ACK tag=b branch=z9hG4bK-ack
            {SDP}
        +60
        A>B BYE 2 tag=b
        B>A 200
        {GOES_ON}
        """,
    "a caller who cancels": f"""
        A>B INVITE
            {SDP}
        B>A 180
        +7
        A>B CANCEL
        B>A 200
        B>A 487 INVITE
        A>B ACK tag=b
        {GOES_ON}
        """,
    "a call by way of a proxy": f"""
        A>P INVITE
            {SDP}
        P>A 100
        P>B INVITE
            {SDP}
        B>P 180
        P>A 180
        +4
        B>P 200
            {SDP}
        P>A 200
            {SDP}
        A>P ACK tag=b
        P>B ACK tag=b
        +60
        B>P BYE 101 tag=a
        P>A BYE 101 tag=a
        A>P 200
        P>B 200
        {GOES_ON}
        """,
    "a call that another phone takes": f"""
        A>P INVITE
            {SDP}
        P>A 100
        P>B INVITE
            {SDP}
        P>C INVITE
            {SDP}
        B>P 180
        C>P 180 tag=c
        P>A 180 INVITE
        +4
        B>P 200
            {SDP}
        P>A 200
            {SDP}
        A>P ACK tag=b
        P>B ACK tag=b
        P>C CANCEL
            | Reason: SIP;cause=200;text="Call completed elsewhere"
        C>P 200 tag=c
        C>P 487 INVITE tag=c
        P>C ACK tag=c
        +60
        A>P BYE 2 tag=b
        P>B BYE 2 tag=b
        B>P 200
        P>A 200
        {GOES_ON}
        """,
    "a call that is put on hold, and whose BYE has a normal cause": f"""
        {CALL_WITH_MEDIA}
        A>B INVITE 2 tag=b
            {SDP}
            : a=sendonly
        B>A 200
            {SDP}
            : a=recvonly
        A>B ACK 2 tag=b branch=z9hG4bK-ack2
        +60
        B>A BYE 101 tag=a
            | Reason: Q.850;cause=16;text="Normal call clearing"
        A>B 200
        {GOES_ON}
        """,
    "a transfer that succeeds": f"""
        {CALL_WITH_MEDIA}
        A>B REFER 2 tag=b
            | Refer-To: <sip:carol@example.com>
            | Contact: <{ALICE}>
        B>A 202
        B>A NOTIFY 101 tag=a
            | Event: refer
            | Subscription-State: active;expires=60
            | Content-Type: message/sipfrag
            : SIP/2.0 100 Trying
        A>B 200
        +5
        B>A NOTIFY 102 tag=a
            | Event: refer
            | Subscription-State: terminated;reason=noresource
            | Content-Type: message/sipfrag
            : SIP/2.0 200 OK
        A>B 200
        A>B BYE 3 tag=b
        B>A 200
        {GOES_ON}
        """,
    "an INVITE that is sent twice before its answer": f"""
        A>B INVITE
            {SDP}
        +0.49
        A>B INVITE
            {SDP}
        B>A 100
        B>A 180
        +4
        B>A 200
            {SDP}
        A>B ACK tag=b
        +60
        A>B BYE 2 tag=b
        B>A 200
        {GOES_ON}
        """,
    **{f"an OPTIONS that asks for a host and gets {code}": f"""
        A>B OPTIONS uri=sip:b.example.com
        B>A {code}
        +30
        A>B OPTIONS 2 uri=sip:b.example.com
        B>A {code} OPTIONS 2
        {GOES_ON}
        """ for code in (404, 405, 481, 501)},
    "an OPTIONS with no hops left": f"""
        A>B OPTIONS uri=sip:b.example.com
            | Max-Forwards: 0
        B>A 483
        {GOES_ON}
        """,
    "a registration, its refresh and its end": f"""
        A>B REGISTER 1 {REGISTER}
            {BINDING}
        B>A 401
            {challenge(1)}
        {registration(2, 1, 1, 200)}
        +1800
        {registration(3, 1, 2, 200)}
        +1800
        A>B REGISTER 4 {REGISTER}
            {BINDING}
            {credentials(1, 3)}
            | Expires: 0
        B>A 200
            | Expires: 0
        {GOES_ON}
        """,
})

# Neither: what will become of it cannot be known.
OPEN = all_with_contacts({
    "an INVITE at the end": f"{GOES_ON}\nA>B INVITE",
    "ringing at the end": f"{GOES_ON}\nA>B INVITE\nB>A 180\n+10\nY>Z OPTIONS 2 call=goes-on\nZ>Y 200 call=goes-on",
    "a BYE at the end": CALL_WITH_MEDIA + "A>B BYE 2 tag=b",
    "a re-INVITE that is challenged at the end": f"""
        {CALL_WITH_MEDIA}
        A>B INVITE 2 tag=b
        B>A 407
            {proxy_challenge(1)}
        A>B ACK 2 tag=b
        """,
    "a nonce that was too old, at the end": f"""
        {registration(1, 0, 1, 401)}
        +17
        A>B REGISTER 2 {REGISTER}
            {credentials(1)}
        B>A 401
            {challenge(2, more=', stale=true, qop="auth"')}
        """,
})
