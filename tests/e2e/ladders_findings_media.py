# SPDX-License-Identifier: GPL-2.0-or-later
"""What SDP shows of refused offers, and of answers that do not fit them.

sdp() makes the lines of a message with a description; the name of its host is
of no matter to what is tested.
"""

from ladders_contacts import all_with_contacts

CRYPTO = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:1qVmHxw6b52Tm/F3z3afjTh+FUlcbS2Hm3+d831p"
DTLS = "a=fingerprint:sha-256 AA:BB", "a=setup:actpass"
ICE = "a=ice-ufrag:aB3d", "a=ice-pwd:q2Wx9LkT7uVbNc4RzPeYm1Ag"
PLAIN = "m=audio 4000 RTP/AVP 0 8 101", "a=rtpmap:101 telephone-event/8000"
SECURE = "m=audio 4000 RTP/SAVP 0 8", CRYPTO
STRONG = "m=audio 4000 RTP/SAVP 0 8", "a=crypto:1 AEAD_AES_256_GCM inline:" + "A" * 60
WEBRTC = "m=audio 4000 UDP/TLS/RTP/SAVPF 111 0", "a=rtpmap:111 opus/48000/2", *DTLS, *ICE
RARE = "m=audio 4000 RTP/AVP 18 97", "a=rtpmap:97 speex/8000"
FAX = ("m=image 5000 udptl t38", "a=T38FaxVersion:0")


def body(content_type, lines):
    return "\n".join([f"| Content-Type: {content_type}", *(f": {line}" for line in lines)])


def sdp(*media, session=("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "c=IN IP4 192.0.2.1", "t=0 0")):
    return body("application/sdp", [*session, *media])


def call(offer, answer, ack="", tag="b"):
    """A call that is answered."""
    return f"""
        A>B INVITE
        {offer}
        B>A 200 tag={tag}
        {answer}
        A>B ACK tag={tag}
        {ack}"""


def refused(offer, *expected, code="488", before="", words=""):
    """A call that is refused, with what is said about that; before: lines of the response, words: of both messages."""
    return "\n".join([f"A>B INVITE {words}", offer, f"B>A {code} {words if 'via' not in words else ''}", before, *expected])


def offered(media, call, more="", caller="bob"):
    """A call of the side that refuses another one later."""
    return f"""
        B>A INVITE call={call} from=x caller={caller} to=alice
        {more}
        {sdp(*media)}
        A>B 486 call={call}
        ? answered-by-machine likely
        """


OFFERS = {
    "a healthy offer is refused, and all that is known is the offer": refused(
        sdp(*PLAIN), "? media-offer shown", "~ The INVITE in frame 1 offers audio RTP/AVP, PCMU PCMA.", "!~ common",
        "!~ SRTP"),
    "606 says the same of all places": refused(sdp(*PLAIN), "? media-offer shown", code="606"),
    "an offer of many kinds in one line": refused(
        sdp(*WEBRTC, "a=sendonly", "m=video 0 RTP/AVP 31 34", "c=IN IP6 2001:db8::1", "m=message 9 TCP/MSRP *"),
        "? media-webrtc-refused likely", "? media-offer shown",
        "~ offers audio UDP/TLS/RTP/SAVPF, opus PCMU, sendonly, DTLS, ICE; video RTP/AVP, H261 H263, port 0, IPv6;"
        " message TCP/MSRP, *."),
    "the offer is one part of the body": refused(
        body("multipart/mixed;boundary=b1", ["--b1", "Content-Type: application/sdp", "", "v=0", "o=- 1 1 IN IP4 a", "s=-",
                                             "c=IN IP4 a", "t=0 0", *PLAIN, "--b1--"]),
        "? media-offer shown", "~ audio RTP/AVP, PCMU PCMA."),
    "media for the time before the call is answered are another session": refused(
        body("multipart/mixed;boundary=b1", [
            "--b1", "Content-Type: application/sdp", "Content-Disposition: early-session", "", "v=0", "o=- 2 2 IN IP4 a", "s=-",
            "c=IN IP4 a", "t=0 0", *RARE, "--b1", "Content-Type: application/sdp", "", "v=0", "o=- 1 1 IN IP4 a", "s=-",
            "c=IN IP4 a", "t=0 0", *PLAIN, "--b1--"]),
        "? media-offer shown", "~ offers audio RTP/AVP, PCMU PCMA.", "!~ speex"),
    "a 404 is not about the offer": refused(sdp(*RARE), "? number-unknown shown", code="404"),
    "a 500 that speaks of codecs is": refused(
        sdp(*RARE), "? media-no-common-codec shown", "? media-offer shown", code="500 phrase=No_codec"),
    "a 500 that speaks of media is about the offer": refused(
        sdp(*SECURE), "? media-offer shown", code="500 phrase=Media_negotiation_failed"),
    "a 500 that speaks of media in another way": refused(sdp(*PLAIN), code="500 phrase=Media_gateway_offline"),
    "a Warning that is about anything": refused(
        sdp(*RARE), code="403", before='| Warning: 392 b "Noisy feedback tells: pid=32753"'),
    "a code that is about no offer": refused(
        sdp(*RARE), code="408", before='| Warning: 305 b "Incompatible media format"'),
    "a re-INVITE that is refused by another code": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*PLAIN, "a=sendonly")}
        B>A 500
        ? media-offer shown
        ~ sendonly""",
    "a change that has to wait for another one is no matter of the offer": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B UPDATE 2 tag=b
        {sdp(*PLAIN, "a=sendonly")}
        B>A 500
        | Retry-After: 5
        !~ offers""",
    "a cause of the telephone network that says the same as the code": refused(
        sdp(*PLAIN), "? media-offer shown", "? server-words shown", "!~ RFC 3398", before="| Reason: Q.850;cause=88"),
    "a re-INVITE that crosses another one is no matter of the offer": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*PLAIN)}
        B>A 491
        ? glare likely""",
    "an offer of which the end is missing is not read": """
        A>B INVITE
        | Content-Type: application/sdp
        | Content-Length: 500
        : v=0
        B>A 488
            ? content-length-wrong shown""",
}

CODECS = {
    "Warning 305 says that no format fits": refused(
        sdp(*RARE), "? media-no-common-codec likely", "? media-offer shown",
        '~ Warning 305 says "Incompatible media format". Most likely the far end takes none of the codecs in the INVITE in'
        " frame 1: G729 speex.", before='| Warning: 305 b "Incompatible media format"'),
    "where encryption may be the obstacle, it does not say which format": refused(
        sdp(*SECURE), "? media-offer shown", "!~ common", before='| Warning: 305 b "Incompatible media format"'),
    "a side that takes one of these codecs in another call": call(sdp(*RARE), sdp(*RARE)) + "\n" + refused(
        sdp(*RARE), "? media-offer shown", "!~ Most likely the far end",
        before='| Warning: 305 b "Incompatible media format"', words="2 tag=b"),
    "Warning 370 is about bandwidth": refused(
        sdp(*SECURE), "? media-offer shown", before='| Warning: 370 b "Insufficient bandwidth"'),
    "the response lists other codecs": refused(
        sdp(*RARE), "? media-no-common-codec shown", "? media-offer shown",
        "~ The INVITE in frame 1 offers G729 speex. The SDP of the response lists what its sender takes instead: PCMU PCMA.",
        before=sdp(*PLAIN)),
    "the response lists one of the same codecs": refused(
        sdp(*RARE, "m=audio 4002 RTP/AVP 8"), "? media-offer shown", before=sdp(*PLAIN)),
    "G.729 has many names": refused(
        sdp("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 G729AB/8000"), "? media-offer shown",
        before=sdp("m=audio 0 RTP/AVP 18")),
    "a format without a name may be any codec": refused(
        sdp("m=audio 4000 RTP/AVP 96 18"), "? media-offer shown", "~ audio RTP/AVP, 96 G729.", before=sdp(*PLAIN)),
    "formats without names are none": refused(
        sdp("m=audio 4000 RTP/AVP 96 97"), "? media-sdp-malformed shown", "? media-offer shown", "~ no a=rtpmap line says"),
    "tones alone are no codec in common": refused(
        sdp("m=audio 4000 RTP/AVP 18 101", "a=rtpmap:101 telephone-event/8000"), "? media-no-common-codec shown",
        "? media-offer shown", before=sdp(*PLAIN)),
    "the server speaks of codecs": refused(
        sdp(*RARE), "? media-no-common-codec shown", "? media-offer shown",
        '~ The server says "Codec mismatch" of the INVITE in frame 1, which offers G729 speex.',
        before='| Reason: Q.850;cause=65;text="Codec mismatch"'),
    "the refusing side offers other codecs itself": offered(PLAIN, 2) + refused(
        sdp(*RARE), "? media-no-common-codec likely", "? media-offer shown",
        "~ The refusing side itself offers PCMU PCMA in frame 1, so most likely"),
    "what it passes on for others tells nothing": offered(
        PLAIN, 2, "| Via: SIP/2.0/UDP other.example.com;branch=z9hG4bKother") + refused(sdp(*RARE), "? media-offer shown"),
    "what fits another user may not fit this one": offered(PLAIN, 2, caller="carol") + refused(
        sdp(*PLAIN), "? media-offer shown"),
    "what a PBX makes of the call on its other leg tells nothing of it": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>C INVITE call=2 from=x
        {sdp(*PLAIN)}
        C>B 488 call=2
        ? media-offer shown
        B>A 488
        ? media-offer shown
        ? other-leg likely
        !~ SRTP""",
    "a proxy passes the refusal on": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>C INVITE
        | Via: SIP/2.0/UDP client.example.com;branch=z9hG4bKBA1
        {sdp(*SECURE)}
        C>B 488
        ? media-srtp-refused likely
        ? media-offer shown
        B>A 488
        ? media-srtp-refused likely
        ? media-offer shown""",
    "what it answered tells only what it does take": call(sdp(*PLAIN), sdp(*PLAIN)) + "\n" + refused(
        sdp(*RARE), "? media-offer shown", words="2 call=2"),
    "what it did not take when it could": call(sdp("m=audio 4000 RTP/AVP 18 0 8"), sdp(*PLAIN)) + "\n" + refused(
        sdp("m=audio 4000 RTP/AVP 18"), "? media-no-common-codec likely", "? media-offer shown",
        "~ offers G729. Where these were offered before, the refusing side took only PCMU PCMA (frame 2), so most likely",
        words="call=2"),
    "the same codec and no encryption in its own call": offered(PLAIN, 2) + refused(
        sdp(*PLAIN), "? media-offer shown", "? media-fits likely",
        "~ The refusing side itself has audio RTP/AVP, PCMU PCMA in frame 1, so most likely neither codecs"),
    # It may be the picture that it objects to.
    "video is added to a call that has none": call(sdp(*PLAIN), sdp(*PLAIN)) + "\n" + refused(
        sdp(*PLAIN, "m=video 5000 RTP/AVP 96", "a=rtpmap:96 H264/90000"), "? media-offer shown",
        "!~ neither codecs nor encryption", words="2 tag=b"),
}

ENCRYPTION = {
    "encryption alone is offered, with common codecs": refused(
        sdp(*SECURE), "? media-srtp-refused likely", "? media-offer shown",
        "~ offers RTP/SAVP only, so encrypted media, though with common codecs (PCMU PCMA). Most likely"),
    "a side that used plain RTP before": call(sdp(*PLAIN), sdp(*PLAIN)) + "\n" + refused(
        sdp(*SECURE), "? media-srtp-refused likely", "? media-offer shown",
        "~ The refusing side used RTP/AVP in frame 2: most likely it takes no SRTP.", words="call=2"),
    "a side that takes SRTP elsewhere": call(sdp(*SECURE), sdp(*SECURE)) + "\n" + refused(
        sdp(*SECURE), "? media-offer shown", "? media-fits likely", "!~ SRTP", words="call=2"),
    # What it has for its own encryption is not what is offered.
    "a side that takes SRTP elsewhere, with other ciphers": offered(STRONG, 2) + refused(
        sdp(*SECURE), "? media-offer shown", "!~ neither codecs nor encryption"),
    "a side that takes SRTP elsewhere, with these ciphers too": offered((*STRONG, CRYPTO), 2) + refused(
        sdp(*SECURE), "? media-offer shown", "? media-fits likely"),
    "a re-INVITE in an encrypted call": call(sdp(*SECURE), sdp(*SECURE)) + "\n" + refused(
        sdp(*SECURE, "a=sendonly"), "? media-offer shown", "? media-fits likely", words="2 tag=b"),
    "plain RTP is offered beside it": refused(sdp(*SECURE, *PLAIN), "? media-offer shown"),
    "encryption with codecs that few have": refused(
        sdp("m=audio 4000 RTP/SAVP 97", "a=rtpmap:97 speex/8000", CRYPTO), "? media-offer shown"),
    "encryption without a key": refused(
        sdp("m=audio 4000 RTP/SAVP 0 8"), "? media-srtp-refused likely", "? media-offer shown",
        "~ has neither a=crypto nor a=fingerprint. Most likely"),
    "the server says that it does not take it": refused(
        sdp(*SECURE), "? media-srtp-refused shown", "? media-offer shown", '~ The server says "SRTP not supported" of',
        code="488 phrase=SRTP_not_supported"),
    "the response lists plain RTP": refused(
        sdp(*SECURE), "? media-srtp-refused shown", "? media-offer shown", "~ The SDP of the response lists RTP/AVP,",
        before=sdp(*PLAIN)),
    "the response lists SRTP with port 0, as lists have it": refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown", "~ RTP/SAVP",
        before=sdp("m=audio 0 RTP/SAVP 0 8")),
    "the response lists plain RTP with port 0": refused(
        sdp(*SECURE), "? media-srtp-refused shown", "? media-offer shown", before=sdp("m=audio 0 RTP/AVP 0 8")),
    "the response lists both": refused(
        sdp(*SECURE), "? media-offer shown", "!~ SRTP", before=sdp("m=audio 0 RTP/AVP 0 8", "m=audio 0 RTP/SAVP 0 8")),
    "words that do not fit the offer": refused(
        sdp(*PLAIN), "? media-offer shown", "!~ encrypted", code="488 phrase=SRTP_not_supported"),
    "the server wants SRTP": refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown",
        '~ The server says "Encryption required". The INVITE in frame 1 offers RTP/AVP, which is not encrypted.',
        before='| Warning: 399 b "Encryption required"'),
    **{f'the server says "{words}" of plain media': refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown", f'~ says "{words}"',
        before=f'| Warning: 399 b "{words}"') for words in (
            "RTP/AVP is not allowed, SRTP is required", "Codec not supported; encryption mandatory",
            "Called with SDP without DTLS fingerprint", "DTLS fingerprint missing")},
    **{f'the server says "{words}" of SRTP': refused(
        sdp(*SECURE), "? media-offer shown", "!~ SRTP of", before=f'| Warning: 399 b "{words}"') for words in (
            "RTP/AVP is not allowed, SRTP is required", "Called with SDP without DTLS fingerprint")},
    # It says both, so that nobody knows.
    "the server wants SRTP and wants none": refused(
        sdp(*PLAIN), "? media-offer shown", before='| Warning: 399 b "SRTP required, SRTP not supported"'),
    "the server misses SRTP": refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown", code="403 phrase=SRTP_missing"),
    "the server wants one way of SRTP, and no way is offered": refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown", '~ says "DTLS-SRTP required"',
        before='| Warning: 399 b "DTLS-SRTP required"'),
    "the server wants one way of SRTP, and another one is offered": refused(
        sdp(*SECURE), "? media-offer shown", "!~ SRTP of", before='| Warning: 399 b "DTLS-SRTP required"'),
    "the server does not take one way of SRTP, and no way is offered": refused(
        sdp(*PLAIN), "? media-offer shown", before='| Warning: 399 b "DTLS-SRTP not supported"'),
    "the server takes no DTLS, as browsers have it": refused(
        sdp(*WEBRTC), "? media-webrtc-refused likely", "? media-offer shown", before='| Warning: 399 b "DTLS not supported"'),
    "the server wants no SRTP": refused(
        sdp(*PLAIN), "? media-offer shown", before='| Warning: 399 b "SRTP is not required"'),
    "the refusing side offers nothing but SRTP": offered(SECURE, 2) + refused(
        sdp(*PLAIN), "? media-srtp-required likely", "? media-offer shown",
        "~ The refusing side itself has only RTP/SAVP in frame 1: most likely it wants SRTP."),
    "and says so": offered(SECURE, 2) + refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown", '~ The server says "SRTP required".',
        "~ itself has RTP/SAVP in frame 1.", code="488 phrase=SRTP_required"),
    "the refusing side offers SRTP, and takes plain RTP too": offered(SECURE, 2) + call(
        sdp(*PLAIN), sdp(*PLAIN)) + "\n" + refused(
            sdp(*PLAIN), "? media-offer shown", "? media-fits likely", "!~ SRTP", words="call=3"),
    "the response lists SRTP": refused(
        sdp(*PLAIN), "? media-srtp-required shown", "? media-offer shown", before=sdp(*SECURE)),
    "plain RTP for a browser": refused(
        sdp(*PLAIN), "? media-srtp-required likely", "? media-offer shown",
        "~ Browsers take nothing but DTLS-SRTP with ICE.",
        words="uri=sip:b@x.invalid;transport=ws via=SIP/2.0/WS_a.example.com;branch=z9hG4bKws"),
    "an offer of a browser to a phone": refused(
        sdp(*WEBRTC), "? media-webrtc-refused likely", "? media-offer shown",
        "~ and common codecs (opus PCMU). Most likely"),
    "an offer of a browser to a side that used plain RTP": call(sdp(*PLAIN), sdp(*PLAIN)) + "\n" + refused(
        sdp(*WEBRTC), "? media-webrtc-refused likely", "? media-offer shown", "~ used RTP/AVP in frame 2",
        words="call=2"),
    "an offer of a browser to a browser": refused(
        sdp(*WEBRTC), "? media-offer shown",
        words="uri=sip:b@x.invalid;transport=wss via=SIP/2.0/WSS_a.example.com;branch=z9hG4bKws"),
    "an offer of a browser to a server that is not set up for it": refused(
        sdp(*WEBRTC), "? media-webrtc-refused likely", "? media-offer shown",
        words="via=SIP/2.0/WSS_x.invalid;branch=z9hG4bKws"),
    "the server wants the plain profile": refused(
        sdp(*SECURE), "? media-srtp-refused shown", "? media-offer shown", before='| Warning: 399 b "RTP/AVP only"'),
    "the server wants no feedback": refused(
        sdp("m=audio 4000 RTP/AVPF 0 8"), "? media-offer shown", before='| Warning: 399 b "RTP/AVPF not supported"'),
    # An answer has the profile of its offer, so it shows nothing of what its side wants.
    "a side that answered SRTP with SRTP": call(sdp(*SECURE), sdp(*SECURE)) + "\n" + refused(
        sdp(*PLAIN), "? media-offer shown", "!~ wants SRTP", words="call=2"),
    "one way of encryption is refused": refused(
        sdp(*SECURE), "? media-offer shown", "!~ no SRTP", before='| Warning: 399 b "Unsupported crypto suite"'),
}

FAXES = {
    "T.38 is refused, and the fax goes on": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*FAX)}
        B>A 488
        ? media-t38-refused shown
        ? media-offer shown
        2? media-fax-g711 shown
        ~ wants to go over to fax by T.38 (m=image 5000 udptl t38), and the far end refuses that.
        2~ The fax went on in G.711: the INVITE in frame 7 offers PCMA instead, and is accepted in frame 8.
        !~ codec
        A>B ACK 2 tag=b
        A>B INVITE 3 tag=b
        {sdp("m=audio 4000 RTP/AVP 8")}
        B>A 200
        {sdp("m=audio 4000 RTP/AVP 8")}
        A>B ACK 3 tag=b""",
    "T.38 is refused twice": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*FAX)}
        B>A 488
        ? media-t38-refused shown
        ? media-offer shown
        A>B INVITE 3 tag=b
        {sdp(*FAX)}
        B>A 488
        ? media-t38-refused shown
        ? media-offer shown""",
    "T.38 is accepted, but for its line": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*FAX)}
        B>A 200
        {sdp("m=image 0 udptl t38")}
        2? media-t38-refused shown
        2~ The INVITE in frame 4 wants to go over to fax by T.38 (m=image 5000 udptl t38).
        2~ its answer in frame 5 has image udptl, t38, port 0
        A>B ACK 2 tag=b""",
    "T.38 is accepted, but for its line, and who asked for it gives up": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        B>A INVITE 1 tag=a
        {sdp(*FAX)}
        A>B 200
        {sdp("m=image 0 udptl t38")}
        2? media-t38-refused shown
        B>A ACK 1 tag=a
        +12
        B>A BYE 2 tag=a
        ? media-t38-refused shown
        ~ The INVITE in frame 4 wants to go over to fax by T.38 (m=image 5000 udptl t38).
        A>B 200""",
    "T.38 is accepted, but for its line, and the call ends at once": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        B>A INVITE 1 tag=a
        {sdp(*FAX)}
        A>B 200
        {sdp("m=image 0 udptl t38")}
        2? media-t38-refused shown
        B>A ACK 1 tag=a
        B>A BYE 2 tag=a
        ? media-t38-refused shown
        !~ port 0 in all
        A>B 200""",
    "T.38 is accepted, but for its line, and the fax goes on": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        B>A INVITE 1 tag=a
        {sdp(*FAX)}
        A>B 200
        {sdp("m=image 0 udptl t38")}
        2? media-t38-refused shown
        2? media-fax-g711 shown
        2~ The fax went on in G.711: the INVITE in frame 7 offers PCMA instead, and is accepted in frame 8.
        B>A ACK 1 tag=a
        B>A INVITE 2 tag=a
        {sdp("m=audio 4000 RTP/AVP 8")}
        A>B 200
        {sdp("m=audio 4000 RTP/AVP 8")}
        B>A ACK 2 tag=a
        +12
        B>A BYE 3 tag=a
        A>B 200""",
    "T.38 is answered with sound": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        B>A INVITE 1 tag=a
        {sdp("m=audio 0 RTP/AVP 0", *FAX)}
        A>B 200
        {sdp("m=audio 4000 RTP/AVP 0")}
        2? media-t38-refused shown
        2~ has audio RTP/AVP, PCMU
        B>A ACK 1 tag=a""",
    "T.38 is taken": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp("m=audio 0 RTP/AVP 0", *FAX)}
        B>A 200
        {sdp("m=audio 0 RTP/AVP 0", *FAX)}
        A>B ACK 2 tag=b""",
    # The two are a choice, and one of them was taken.
    "T.38 is offered beside sound, and sound is taken": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp("m=audio 4000 RTP/AVP 0", *FAX)}
        B>A 200
        {sdp("m=audio 4000 RTP/AVP 0", "m=image 0 udptl t38")}
        A>B ACK 2 tag=b""",
    "T.38 is refused by a code for anything": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*FAX)}
        B>A 501
        ? media-t38-refused likely
        ? media-offer shown""",
    "T.38 is refused as a body, by who takes SDP": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B INVITE 2 tag=b
        {sdp(*FAX)}
        B>A 415
        | Accept: application/sdp
        | Accept-Encoding: identity
        ? media-t38-refused likely
        ? media-offer shown
        !~ instead""",
    "T.38 in a call that is gone": call(sdp(*PLAIN), sdp(*PLAIN)) + f"""
        A>B BYE 2 tag=b
        B>A 200
        +10
        A>B INVITE 3 tag=b
        {sdp(*FAX)}
        B>A 481
        ? dialog-ended shown""",
    "a call of T.38 alone": refused(
        sdp(*FAX), "? media-t38-refused shown", "? media-offer shown", "~ offers nothing but fax by T.38"),
    "sound and T.38 in one offer": refused(sdp(*PLAIN, *FAX), "? media-offer shown"),
}

FORMS = {
    "an offer of no media": refused(
        sdp(), "? media-sdp-malformed shown", "~ has no m= line, so it offers no media.", "!~ codec"),
    "an offer of no media, and a code for anything": refused(sdp(), "? answered-by-machine likely", code="403"),
    "no address": refused(
        sdp(*PLAIN, session=("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "t=0 0")),
        "? media-sdp-malformed shown", "? media-offer shown", "~ has no c= line for m=audio 4000 RTP/AVP 0 8 101,"),
    "an address below each medium": refused(
        sdp("m=audio 4000 RTP/AVP 0", "c=IN IP4 192.0.2.1", session=("v=0", "o=- 1 1 IN IP4 192.0.2.1", "s=-", "t=0 0")),
        "? media-offer shown"),
    "a bad line": refused(
        sdp("m=audio RTP/AVP 0"), "? media-sdp-malformed shown",
        '~ has a line that is not well-formed: "m=audio RTP/AVP 0".'),
    "a bad line, and the server objects to something else": refused(
        sdp(*PLAIN, "foo"), "? media-offer shown", "!~ foo", before='| Warning: 370 b "Insufficient bandwidth"'),
    "a bad line, and Bad Request": refused(
        sdp(*PLAIN, "foo"), "? media-sdp-malformed likely", '~ "foo". Most likely', code="400"),
    "a bad line, and the server speaks of the SDP": refused(
        sdp(*PLAIN, "foo"), "? media-sdp-malformed shown", "? media-offer shown", code="400 phrase=Invalid_SDP"),
    "a good description, and Bad Request": refused("| Max-Forwards: 70\n" + sdp(*PLAIN), code="400"),
    "a line is not there": refused(
        sdp(*PLAIN, session=("v=0", "o=- 1 1 IN IP4 192.0.2.1", "c=IN IP4 192.0.2.1", "t=0 0")),
        "? media-sdp-malformed shown", "? media-offer shown", "~ has no s= line", code="488 phrase=Bad_SDP"),
    "a line is not there that most do without": refused(
        sdp(*PLAIN, session=("v=0", "o=- 1 1 IN IP4 192.0.2.1", "c=IN IP4 192.0.2.1", "t=0 0")),
        "? media-offer shown", "!~ s= line"),
    "port 0": refused(
        sdp("m=audio 0 RTP/AVP 0 8"), "? media-port-zero shown", "? media-offer shown",
        "~ has port 0 in all its m= lines (m=audio 0 RTP/AVP 0 8)", "!~ codec"),
    "port 0 in one of two": refused(sdp(*PLAIN, "m=video 0 RTP/AVP 31"), "? media-offer shown"),
    "no offer": refused("", "? media-sdp-missing likely", "~ Most likely it takes no such request."),
    "no offer, says the server": refused(
        "", "? media-sdp-missing shown", '~ The server says "Missing SDP": the INVITE in frame 1 has no SDP.',
        code="400 phrase=Missing_SDP"),
    "no offer, and the server speaks of formats": refused("", before='| Warning: 305 b "Incompatible media format"'),
    "no offer, and a code for anything": refused("| Max-Forwards: 70", code="400"),
}

SIX = "v=0", "o=- 1 1 IN IP6 2001:db8::1", "s=-", "c=IN IP6 2001:db8::1", "t=0 0"
CALLER, CALLEE = "A>B BYE 2 tag=b", "B>A BYE tag=a"


def ended(offer, answer, *expected, ack="", bye=CALLER, before="", pause=""):
    """A call that ends soon; what is expected of its BYE, a second pass says of the 2xx too."""
    late = [f"2{line}" for line in expected]
    other = "A>B" if bye == CALLEE else "B>A"
    return "\n".join(["A>B INVITE", offer, before, "B>A 200 tag=b", answer, *late, "A>B ACK tag=b", ack, pause, bye,
                      *expected, f"{other} 200"])


ANSWERS = {
    "another profile, and the caller ends the call": ended(
        sdp(*SECURE), sdp(*PLAIN), "? media-answer-differs shown",
        "~ The offer in frame 1 has audio as RTP/SAVP, and the answer in frame 2 as RTP/AVP."),
    "another profile, and people talk": ended(sdp(*SECURE), sdp(*PLAIN), pause="+60"),
    "an older name of the profile, which browsers take": ended(
        sdp(*WEBRTC), sdp("m=audio 4000 RTP/SAVPF 0", *DTLS, *ICE)),
    "no keys in the answer": ended(
        sdp(*SECURE), sdp("m=audio 4000 RTP/SAVP 0"), "? media-answer-differs shown",
        "~ The answer in frame 2 takes audio as RTP/SAVP, as the offer in frame 1 has it, but gives no key for it: no a=crypto"),
    "no fingerprint in the answer": ended(
        sdp(*WEBRTC), sdp("m=audio 4000 UDP/TLS/RTP/SAVPF 0", *ICE), "? media-answer-differs shown", "~ no a=fingerprint"),
    "no keys in the answer to a late offer": ended(
        "", sdp(*SECURE), "? media-answer-differs shown",
        "~ The answer in frame 3 takes audio as RTP/SAVP, as the offer in frame 2", ack=sdp("m=audio 4000 RTP/SAVP 0"), bye=CALLEE),
    "no keys in the answer, says the one who ends the call": ended(
        sdp(*SECURE), sdp("m=audio 4000 RTP/SAVP 0"), "? media-answer-differs shown", "? bye-abnormal shown",
        bye=CALLER + '\n| Reason: Q.850;cause=88;text="INCOMPATIBLE_DESTINATION"').replace("2? bye-abnormal shown\n", ""),
    "keys of another kind in the answer": ended(
        sdp(*SECURE), sdp("m=audio 4000 RTP/SAVP 0", "a=key-mgmt:mikey AQAFgM0XflABAAAAAAAAAAAAAAsAyO")),
    "a fingerprint above the media of the answer": ended(
        sdp(*WEBRTC), sdp(DTLS[0], "m=audio 4000 UDP/TLS/RTP/SAVPF 0", *ICE)),
    "keys in the answer": ended(sdp(*SECURE), sdp("m=audio 4000 RTP/SAVP 0", CRYPTO)),
    "a medium without keys that is refused": ended(
        sdp(*SECURE, "m=video 4002 RTP/SAVP 31", CRYPTO), sdp(*SECURE, "m=video 0 RTP/SAVP 31")),
    "no keys in the offer either": ended(sdp("m=audio 4000 RTP/SAVP 0"), sdp("m=audio 4000 RTP/SAVP 0")),
    "IPv6 in the answer to an offer of IPv4": ended(
        sdp(*PLAIN), sdp(*PLAIN, session=SIX), "? media-answer-differs likely",
        '~ For audio, the offer in frame 1 has the address "IN IP4 192.0.2.1", and the answer in frame 2 "IN IP6 2001:db8::1".'),
    "IPv4 in the answer to an offer of IPv6": ended(
        sdp(*PLAIN, session=SIX), sdp(*PLAIN), "? media-answer-differs likely", '~ "IN IP6 2001:db8::1"'),
    "an answer that holds, and has no address": ended(
        sdp(*PLAIN), sdp("m=audio 4000 RTP/AVP 0", "a=inactive",
                         session=("v=0", "o=- 1 1 IN IP6 ::", "s=-", "c=IN IP6 ::", "t=0 0"))),
    "IPv6 on both sides": ended(sdp(*PLAIN, session=SIX), sdp(*PLAIN, session=SIX)),
    "IPv6 in the answer to an offer of both": ended(
        sdp(*PLAIN, "a=altc:1 IP6 2001:db8::9 4000", "a=altc:2 IP4 192.0.2.1 4000"), sdp(*PLAIN, session=SIX)),
    "IPv6 in the answer, and ICE": ended(sdp(*PLAIN, *ICE), sdp(*PLAIN, *ICE, session=SIX)),
    "IPv6 in the answer, and people talk": ended(sdp(*PLAIN), sdp(*PLAIN, session=SIX), pause="+60"),
    "another number of media": ended(
        sdp(*PLAIN, "m=video 4002 RTP/AVP 31"), sdp(*PLAIN), "? media-answer-differs shown",
        "~ The number of m= lines is 2 in the offer in frame 1 and 1 in the answer in frame 2."),
    "media in another order": ended(
        sdp(*PLAIN, "m=video 4002 RTP/AVP 31"), sdp("m=video 4002 RTP/AVP 31", *PLAIN), "? media-answer-differs shown",
        '~ Where the offer in frame 1 has "m=audio 4000 RTP/AVP 0 8 101", the answer in frame 2 has "m=video 4002'
        ' RTP/AVP 31".',
        bye=CALLEE),
    "no codec of the offer": ended(
        sdp(*RARE), sdp(*PLAIN), "? media-answer-differs shown",
        "~ The offer in frame 1 has G729 speex, and the answer in frame 2 has none of these codecs, but PCMU PCMA."),
    "tones and no codec": ended(
        sdp(*PLAIN), sdp("m=audio 4000 RTP/AVP 101", "a=rtpmap:101 telephone-event/8000"), "? media-answer-differs shown",
        "~ has PCMU PCMA, and the answer in frame 2 has none of these codecs, but telephone-event."),
    "one codec without a number of its own": ended(
        sdp("m=audio 4000 RTP/AVP 96 0", "a=rtpmap:96 opus/48000/2"), sdp("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 opus/48000/2")),
    "another number for the same codec": ended(
        sdp("m=audio 4000 RTP/AVP 96", "a=rtpmap:96 opus/48000/2"),
        sdp("m=audio 4000 RTP/AVP 97", "a=rtpmap:97 opus/48000/2")),
    "a medium that is refused": ended(
        sdp(*SECURE, "m=video 4002 RTP/SAVP 31"), sdp(*SECURE, "m=video 0 RTP/AVP 31")),
    "all media are refused": ended(
        sdp(*PLAIN), sdp("m=audio 0 RTP/AVP 0"), "? media-port-zero shown",
        "~ all media are refused, and the call has none."),
    "the answer came while it rang": ended(sdp(*PLAIN), "", before="B>A 183 tag=b\n" + sdp(*PLAIN)),
    "the answer that came while it rang has another profile": ended(
        sdp(*SECURE), "", "? media-answer-differs shown", "~ and the answer in frame 2 as RTP/AVP.",
        before="B>A 183 tag=b\n" + sdp(*PLAIN)),
    "no answer": ended(
        sdp(*PLAIN), "", "? media-sdp-missing shown",
        "~ The INVITE in frame 1 has an offer, and the 200 OK in frame 2 has no SDP to answer it, nor had a"
        " response before."),
    "no answer for half a minute": ended(sdp(*PLAIN), "", "? media-sdp-missing shown", pause="+32"),
    "no answer, and people talk": ended(sdp(*PLAIN), "", pause="+60"),
    "another profile, and the caller says so later": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>A 200 tag=b
        {sdp(*PLAIN)}
        2? media-answer-differs shown
        A>B ACK tag=b
        +15
        A>B BYE 2 tag=b
        | Reason: Q.850;cause=88
        ? bye-abnormal shown
        B>A 200""",
    "another profile, and somebody hangs up later": ended(
        sdp(*SECURE), sdp(*PLAIN), bye=CALLER + "\n| Reason: Q.850;cause=16", pause="+15"),
    "another profile while it rings": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>A 183 tag=b
        {sdp(*PLAIN)}
        A>B CANCEL
        ? media-answer-differs shown
        ~ The offer in frame 1 has audio as RTP/SAVP, and the answer in frame 2 as RTP/AVP.
        B>A 200 CANCEL
        B>A 487 INVITE
        A>B ACK""",
    "a fitting profile while it rings": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>A 183 tag=b
        {sdp(*SECURE)}
        A>B CANCEL
        B>A 200 CANCEL
        B>A 487 INVITE
        A>B ACK""",
    "the answer is not all there": ended(
        sdp(*PLAIN), "| Content-Type: application/sdp\n| Content-Length: 500\n: v=0"),
    "the ACK has no answer": ended(
        "", sdp(*PLAIN), "? media-sdp-missing shown", "~ The ACK in frame 3 has no SDP to answer it.", bye=CALLEE),
    "a late offer, done right": ended("", sdp(*PLAIN), ack=sdp(*PLAIN), bye=CALLEE),
    "a late offer, and an answer that does not fit it": ended(
        "", sdp(*SECURE), "? media-answer-differs shown",
        "~ The offer in frame 2 has audio as RTP/SAVP, and the answer in frame 3 as RTP/AVP.", ack=sdp(*PLAIN), bye=CALLEE),
    "nobody makes an offer, as in a test without media": ended("", ""),
    "with PRACK, offers take other ways": ended(
        "", sdp(*PLAIN), before=f"B>A 180 tag=b\n{sdp(*PLAIN)}\nA>B PRACK 2 tag=b\n{sdp(*PLAIN)}\nB>A 200\n",
        bye="A>B BYE 3 tag=b").replace("B>A 200 tag=b", "B>A 200 1 INVITE tag=b"),
    "a proxy that puts another profile into the answer": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>C INVITE
        {sdp(*SECURE)}
        C>B 200 tag=b
        {sdp(*SECURE)}
        B>A 200 tag=b
        {sdp(*PLAIN)}
        2? media-answer-differs shown
        A>B ACK tag=b
        B>C ACK tag=b
        A>B BYE 2 tag=b
        ? media-answer-differs shown
        ~ The offer in frame 1 has audio as RTP/SAVP, and the answer in frame 4 as RTP/AVP.
        B>C BYE 2 tag=b
        C>B 200
        B>A 200""",
    "the answer of another fork": f"""
        A>B INVITE
        {sdp(*SECURE)}
        B>A 200 tag=b
        {sdp(*SECURE)}
        B>A 200 tag=c
        {sdp(*PLAIN)}
        A>B ACK tag=b
        A>B ACK tag=c
        A>B BYE 2 tag=c
        B>A 200""",
}

BODIES = {
    "a body in parts": """
        A>B INVITE
        | Content-Type: multipart/mixed;boundary="b1"
        : --b1
        : Content-Type: application/sdp
        :
        : v=0
        : --b1
        : Content-Type: application/isup
        :
        : 01
        : --b1--
        B>A 415
        | Accept: application/sdp, text/plain
        | Accept-Encoding: identity
        ? media-body-unsupported shown
        ~ type multipart/mixed (application/sdp, application/isup), and the server accepts application/sdp, text/plain.
        !~ instead""",
    "a type alone": """
        A>B INFO tag=b
        | Content-Type: application/dtmf-relay
        : Signal=1
        B>A 415
        ? media-body-unsupported shown
        ~ The INFO in frame 1 has a body of the type application/dtmf-relay. The response does not say""",
    "an encoding": """
        A>B MESSAGE
        | Content-Type: text/plain
        | Content-Encoding: gzip
        : xxx
        B>A 415
        | Accept: text/*
        | Accept-Encoding: identity
        ? media-body-unsupported shown
        ~ type text/plain in the encoding gzip
        ~ accepts identity instead
        !~ accepts text""",
    "a language": """
        A>B MESSAGE
        | Content-Type: text/plain
        | Content-Language: fr
        : xxx
        B>A 415
        | Accept-Language: en
        ~ accepts en instead""",
    "the type of a short body is not said": """
        A>B MESSAGE
        | Max-Forwards: 70
        : hi
        B>A 400
        ? header-missing shown
        ~ no Content-Type""",
    "no type": """
        A>B MESSAGE
        : xxx
        B>A 415
        ? media-body-unsupported shown
        ~ has a body and no Content-Type""",
    "a type that the server takes": """
        A>B MESSAGE
        | Content-Type: text/plain
        : xxx
        B>A 415
        | Accept: */*""",
    "SDP, which all take, may be refused for a codec": refused(sdp(*PLAIN), "? media-offer shown", code="415"),
    "SDP, and the server takes something else": refused(
        sdp(*PLAIN), "? media-body-unsupported shown", code="415", before="| Accept: text/plain"),
    "no body in an INVITE": refused("", "? media-sdp-missing likely", code="415"),
    "no body": """
        A>B OPTIONS
        B>A 415""",
}

LADDERS = all_with_contacts({**OFFERS, **CODECS, **ENCRYPTION, **FAXES, **FORMS, **ANSWERS, **BODIES})
