# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests that lack or break something."""

# What a request has to have beside what every ladder has.
HOPS = "| Max-Forwards: 70"
CONTACT = "| Contact: <sip:a@a.example.com>"
WHOLE = f"""{HOPS}
            {CONTACT}"""
ACCUSED_OF_NOTHING = """!~ has no
            !~ is not of the form
            !~ is no header field
            !~ where one is permitted"""

MISSING = {
    "a BYE without Max-Forwards": f"""
        A>B BYE 2 tag=b
        B>A 483
            ? header-missing shown
            ~ no Max-Forwards
            !~ circle
        """,
    "a BYE without Max-Forwards, and a host that takes its time": f"""
        A>B BYE tag=b
            {CONTACT}
        +0.5
        B>A 483
            ? header-missing likely
        """,
    "a MESSAGE without Max-Forwards, and no word of it": """
        A>B MESSAGE
        B>A 400
            ? header-missing likely
            ~ no Max-Forwards
        """,
    "a MESSAGE without Max-Forwards, and the server says so": """
        A>B MESSAGE
        B>A 400 phrase=Missing_max_forwards_header
            ? header-missing shown
            ~ The server says "Missing max forwards header"
        """,
    "a MESSAGE without Max-Forwards, and the server says something else": f"""
        A>B MESSAGE
        B>A 400 phrase=Invalid_Contact_header
            {ACCUSED_OF_NOTHING}
        """,
    "a MESSAGE without Max-Forwards, and a Warning says something else": f"""
        A>B MESSAGE
        B>A 400
            | Warning: 399 b "Content-Type not understood"
            {ACCUSED_OF_NOTHING}
        """,
    "a MESSAGE without Max-Forwards that is refused for other reasons": f"""
        A>B MESSAGE
        B>A 404
            ? number-unknown shown
            {ACCUSED_OF_NOTHING}
        """,
    "a SUBSCRIBE without Event": f"""
        A>B SUBSCRIBE
            {WHOLE}
        B>A 489
            ? header-missing shown
            ~ no Event
            !~ event-unsupported
        """,
    "a NOTIFY without Event, and a code that may mean that": f"""
        B>A NOTIFY tag=a
            {WHOLE}
            | Subscription-State: active
        A>B 405
            ? header-missing likely
            ~ no Event
        """,
    "a SUBSCRIBE with Event in its short form, in capitals": f"""
        A>B SUBSCRIBE
            {WHOLE}
            | O : presence
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
    "a REFER without Refer-To": f"""
        A>B REFER tag=b
            {WHOLE}
        B>A 400
            ? header-missing shown
            ~ no Refer-To
        """,
    "a REFER with all it needs, folded and in other letters": f"""
        A>B REFER tag=b
            | max-forwards  :
            |   70
            | m:<sip:a@a.example.com>
            | R:
            |  <sip:carol@example.com>
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
    "a PRACK without RAck": f"""
        A>B PRACK tag=b
            {HOPS}
        B>A 400
            ? header-missing shown
            ~ no RAck
        """,
    "an INVITE without a tag in From": f"""
        A>B INVITE from=
            {WHOLE}
        B>A 400
            ? header-missing shown
            ~ no tag in From
        """,
    "a NOTIFY without Subscription-State": f"""
        B>A NOTIFY tag=a
            {WHOLE}
            | Event: dialog
        A>B 400
            ? header-missing shown
            ~ no Subscription-State
        """,
    "a body without Content-Type": f"""
        A>B MESSAGE
            {HOPS}
            : hello
        B>A 415
            ? media-body-unsupported shown
            ~ no Content-Type
        """,
    "a BYE without Max-Forwards, and a proxy that put it in": f"""
        A>P BYE 2 tag=b
        P>B BYE 2 tag=b
            {HOPS}
        B>P 483
        P>A 483
            ? passed-on shown
            {ACCUSED_OF_NOTHING}
        """,
    "an INVITE without a tag in From, from a user who may not call": f"""
        A>B INVITE from=
            {WHOLE}
        +1
        B>A 403 phrase=From_user_not_allowed
            {ACCUSED_OF_NOTHING}
        """,
    "a BYE without Max-Forwards, and what Kamailio adds": f"""
        A>B MESSAGE
        B>A 400
            | Warning: 392 192.0.2.1:5060 "Noisy feedback tells: pid=7 req_src_ip=192.0.2.2 in_uri=sip:b@c out_uri=sip:b@c via_cnt==1"
            ? header-missing likely
        """,
    "a SUBSCRIBE without Event, and the phrase of the code": f"""
        A>B SUBSCRIBE
            {WHOLE}
        B>A 489 phrase=Bad_Event
            ? header-missing shown
            !~ The server says
        """,
    "nothing is missing": f"""
        A>B INVITE
            {WHOLE}
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
}

MALFORMED = {
    "two To": f"""
        A>B INVITE
            {WHOLE}
            | To: <sip:carol@example.com>
        B>A 400
            ? header-malformed shown
            ~ To: <sip:bob@example.com>
            ~ To: <sip:carol@example.com>
        """,
    # The server speaks of a URI, and this one has blanks that are not escaped.
    "blanks in the URI of To": f"""
        A>B INVITE to=sip:0049_30_1234@example.com
            {WHOLE}
        B>A 400 phrase=Invalid_URI
            ? header-malformed shown
            ~ "To: <sip:0049 30 1234@example.com>"
        """,
    "blanks beside the URI of To": f"""
        A>B INVITE to=sip:0049301234@example.com
            {WHOLE}
            | Refer-To: Carol C < sip:carol@example.com >
        B>A 400 phrase=Invalid_URI
        """,
    "two To, one in its short form": f"""
        A>B INVITE
            {WHOLE}
            | t: <sip:carol@example.com>
        B>A 400 phrase=Multiple_To_headers
            ? header-malformed shown
            ~ t: <sip:carol@example.com>
        """,
    "two To, and the server says something else": f"""
        A>B INVITE
            {WHOLE}
            | To: <sip:carol@example.com>
        B>A 400 phrase=Bad_Tone
            {ACCUSED_OF_NOTHING}
        """,
    "two To, and the user is not there": f"""
        A>B INVITE
            {WHOLE}
            | To: <sip:carol@example.com>
        B>A 404
            ? number-unknown shown
            {ACCUSED_OF_NOTHING}
        """,
    "a line without a colon": f"""
        A>B INVITE
            {WHOLE}
            | X-Serial 4711
        B>A 400 phrase=Illegal_header_line,_no_colon
            ? header-malformed shown
            ~ "X-Serial 4711"
        """,
    "a line without a colon, and a code that does not complain": f"""
        A>B INVITE
            {WHOLE}
            | X-Serial 4711
        B>A 404
            ? number-unknown shown
            {ACCUSED_OF_NOTHING}
        """,
    "a line without a colon, and a user who is not known": f"""
        A>B INVITE
            {WHOLE}
            | X-Serial 4711
        B>A 404 phrase=Invalid_extension
            ? number-unknown shown
            {ACCUSED_OF_NOTHING}
        """,
    "a name with a blank in it": f"""
        A>B INVITE
            {WHOLE}
            | X Serial: 4711
        B>A 400
            ? header-malformed shown
            ~ "X Serial: 4711"
        """,
    "folded lines, blanks, and names in any letters": f"""
        A>B INVITE
            | mAX-fORWARDS : 70
            | m : "A; B" <sip:a@a.example.com> ; expires = 60 ,
            |    sip:a@b.example.com
            | s:
            | X-Long: one,
            | \ttwo
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
    **{f"a line {line}": f"""
        A>B INVITE
            {"| Contact: <sip:alice@192.0.2.10>" if "Max" in line else WHOLE}
            | {line}
        B>A 400
            ? header-malformed shown
            ~ {line}
        """ for line in ("Session-Expires: abc", "x: 1800s", "Min-SE: ;a=b", "Max-Forwards: 300")},
    "a line Session-Expires with a parameter": f"""
        A>B INVITE
            {WHOLE}
            | Session-Expires: 1800 ; refresher=uac
            | Min-SE: 90
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
    "a CSeq of another method": f"""
        A>B MESSAGE INVITE
            {HOPS}
        B>A 400
            ? header-malformed shown
            ~ MESSAGE
            ~ INVITE
        """,
    "a Via without a transport": f"""
        A>B OPTIONS via=SIP/2.0_client.example.com;branch=z9hG4bK-v
            {HOPS}
        B>A 400
            ? header-malformed shown
            ~ Via
        """,
    "a Via with blanks around its slashes": f"""
        A>B OPTIONS via=SIP_/_2.0_/_UDP_client.example.com_;_branch=z9hG4bK-w
            {HOPS}
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
    "a Contact that is no address": f"""
        A>B INVITE
            {HOPS}
            | Contact: <alice>
        B>A 400 phrase=Invalid_Contact
            ? header-malformed shown
            ~ Contact: <alice>
        """,
    "a star in Contact": f"""
        A>R REGISTER uri=sip:example.com
            {HOPS}
            | Contact: *
            | Expires: 0
        R>A 400
            {ACCUSED_OF_NOTHING}
        """,
    "a tel URI in To": f"""
        A>B INVITE to=tel:+4930123456
            {WHOLE}
        B>A 400
            {ACCUSED_OF_NOTHING}
        """,
    "an Expires that is no number": f"""
        A>B REGISTER uri=sip:example.com
            {WHOLE}
            | Expires: -1
        B>A 400 phrase=Expires_value_is_illegal
            ? header-malformed shown
            ~ "Expires: -1"
        """,
    "a name with a comma in Refer-To": f"""
        A>B REFER
            {HOPS}
            | Contact: <sip:alice@192.0.2.10>
            | Refer-To: Smith, Carol <sip:carol@example.com>
        B>A 400
            ? header-malformed shown
            ~ Refer-To: Smith, Carol
        """,
    "a name with a comma in quotes": f"""
        A>B REFER
            {HOPS}
            | Contact: <sip:alice@192.0.2.10>
            | Refer-To: "Smith, \\"Carol" <sip:carol,1@example.com>
        B>A 400
            !~ Refer-To: "Smith
        """,
    "an address with a comma": f"""
        A>B REFER
            {HOPS}
            | Contact: <sip:alice@192.0.2.10>
            | Refer-To: sip:carol,1@example.com
        B>A 400
            !~ Refer-To: sip
        """,
    "a Max-Forwards that is no number": f"""
        A>B OPTIONS
            | Max-Forwards: seventy
        B>A 400
            ? header-malformed shown
            ~ Max-Forwards: seventy
        """,
    "a Request-URI in brackets": f"""
        A>B OPTIONS uri=<sip:bob@example.com>
            {HOPS}
        B>A 400
            ? header-malformed shown
            ~ OPTIONS <sip:bob@example.com> SIP/2.0
        """,
}

LENGTHS = {
    "a Content-Length that is too long": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            | Content-Length: 99
            : hello
        B>A 400
            ? content-length-wrong shown
            ~ is 99
            ~ only 7 bytes
        """,
    "a Content-Length that is too long, in its short form": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            | l : 99
            : hello
        B>A 400 phrase=Content-Length_mis-match
            ? content-length-wrong shown
            ~ is 99
        """,
    "a Content-Length that is too short": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            | Content-Length: 5
            : hello, and a good deal more
        B>A 400
            ? content-length-wrong likely
            ~ is 5
            ~ 29 bytes
        """,
    "a Content-Length that is a little too short, and the server says so": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            | Content-Length: 5
            : hello you
        B>A 400 phrase=Content-Length_mis-match
            ? content-length-wrong shown
            ~ is 5
        """,
    "a line end behind the body": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            | Content-Length: 5
            : hello
        B>A 400
            !~ Content-Length of
        """,
    "a Content-Length that is too long, and the number is unknown": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            | Content-Length: 99
            : hello
        B>A 404
            ? number-unknown shown
            !~ Content-Length of
        """,
    "a Content-Length that is right": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            : hello
        B>A 400
            !~ Content-Length of
        """,
    "a Content-Length that is too short for the SDP": f"""
        A>B INVITE
            {WHOLE}
            | Content-Type: application/sdp
            | Content-Length: 20
            : v=0
            : c=IN IP4 192.0.2.1
            : m=audio 4000 RTP/AVP 0
        +1
        B>A 488
            ? content-length-wrong likely
        """,
    "a Content-Length that is too long, and nobody answers": f"""
        A>B INVITE
            {WHOLE}
            | Content-Length: 20
            2? no-response shown
            2? content-length-wrong likely
            2~ is 20
        +0.5
        A>B INVITE
            {WHOLE}
            | Content-Length: 20
        """,
    # The rest of the SDP is the beginning of what comes next.
    "a Content-Length that is too short, over TCP": f"""
        A>B INVITE tcp
            {WHOLE}
            | Content-Type: application/sdp
            | Content-Length: 20
            : v=0
            : c=IN IP4 192.0.2.1
            : m=audio 4000 RTP/AVP 0
        B>A 404 tcp
            ? number-unknown shown
        A>B OPTIONS tcp call=2
            {HOPS}
            2? content-length-wrong shown
            2? went-silent shown
            2~ is 20
        """,
    "a Content-Length that is right, over TCP": f"""
        A>B INVITE tcp
            {WHOLE}
            | Content-Type: application/sdp
            : v=0
            : m=audio 4000 RTP/AVP 0
        B>A 404 tcp
            ? number-unknown shown
        A>B OPTIONS tcp call=2
            {HOPS}
            2? went-silent shown
        """,
    "too large": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            : {"x" * 1200}
        B>A 513
            ? too-large shown
            ~ over UDP
        """,
    "too large, over TCP": f"""
        A>B MESSAGE tcp
            {HOPS}
            | Content-Type: text/plain
            : {"x" * 1200}
        B>A 413 tcp
            ? too-large shown
            ~ 1202 of them
            !~ over UDP
        """,
    # It is the INVITE of the PBX that was too large.
    "too large, what a PBX made of it": f"""
        A>P INVITE call=1
            {WHOLE}
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86
        P>B INVITE call=2 from=p
            {WHOLE}
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86
            | X-Data: {"x" * 1300}
        B>P 513 call=2
            ? too-large shown
        P>B ACK call=2 from=p tag=b
        P>A 513 call=1
            ? other-leg shown
            !~ bytes long
        A>P ACK call=1 tag=b
        """,
    "malformed, what a PBX made of it": f"""
        A>P INVITE call=1
            | Contact: <sip:alice@a.example.com>
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86
        P>B INVITE call=2 from=p
            | Contact: <sip:p@p.example.com
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86
        B>P 400 call=2
            ? header-malformed shown
        P>B ACK call=2 from=p tag=b
        P>A 400 call=1
            ? other-leg shown
            !~ Max-Forwards
        A>P ACK call=1 tag=b
        """,
    "too large, by its words": f"""
        A>B MESSAGE
            {HOPS}
            | Content-Type: text/plain
            : hello
        B>A 500 phrase=Message_too_long
            ? too-large shown
            ~ 7 of them
        """,
    "what takes too long is no long message": f"""
        A>B MESSAGE
            {HOPS}
        B>A 500 phrase=Request_took_too_long
            !~ bytes long
        """,
    "a long URI is no long message": f"""
        A>B MESSAGE
            {HOPS}
        B>A 400 phrase=Request-URI_too_long
            !~ bytes long
        """,
}

EXTENSIONS = {
    "420 to Require": f"""
        A>B INVITE
            {WHOLE}
            | Require: foo, 100REL
        B>A 420
            | Unsupported: 100rel
            ? extension-unsupported shown
            ~ demands 100rel (Require)
            2~ No new INVITE
        """,
    "420 to Proxy-Require": f"""
        A>B INVITE
            {WHOLE}
            | Proxy-Require: sec-agree
        B>A 420
            | Unsupported: sec-agree
            ? extension-unsupported shown
            ~ It is a proxy
        """,
    "420 to a Path that came on the way": f"""
        P>B REGISTER uri=sip:example.com
            {WHOLE}
            | Path: <sip:p.example.com;lr>
            | Supported: gruu
        B>P 420
            | Unsupported: path
            ? extension-unsupported shown
            ~ Path
        """,
    "420 to a Path that the client knows": f"""
        P>B REGISTER uri=sip:example.com
            {WHOLE}
            | Path: <sip:p.example.com;lr>
            | k: path
        B>P 420
            | Unsupported: path
            ~ The sender of this response does not support path in this request.
        """,
    "420 that does not say which": f"""
        A>B INVITE
            {WHOLE}
            | Require: 100rel
        B>A 420
            ? extension-unsupported likely
            ~ 100rel
        """,
    "420 that does not say which, and nothing is demanded": f"""
        A>B INVITE
            {WHOLE}
            | Supported: 100rel
        B>A 420
            ~ lacks the Unsupported header field
        """,
    "421": f"""
        A>B INVITE
            {WHOLE}
            | Supported: 100rel
        B>A 421
            | Require: timer
            ? extension-required shown
            ~ timer
        """,
    "421 for what is offered": f"""
        A>B INVITE
            {WHOLE}
            | k: 100rel,timer
        B>A 421
            | Require: timer
            ~ The server insists on timer.
            !~ does not list
        """,
    "489 with Allow-Events": f"""
        A>B SUBSCRIBE
            {WHOLE}
            | Event: dialog.foo;id=7
        B>A 489
            | Allow-Events: presence,
            |  message-summary
            ? event-unsupported shown
            ~ dialog.foo; the server has presence, message-summary
            !~ header-missing
        """,
    "489 without Allow-Events": f"""
        A>B SUBSCRIBE
            {WHOLE}
            | o: call-completion
        B>A 489
            ? event-unsupported shown
            ~ call-completion
        """,
    "489 for what is offered": f"""
        A>B SUBSCRIBE
            {WHOLE}
            | Event: presence
        B>A 489
            | u: presence, dialog
            ~ The event packages offered here are presence, dialog.
        """,
    "405 with Allow": f"""
        A>B MESSAGE
            {HOPS}
        B>A 405
            | Allow: INVITE, ACK, BYE
            | Allow: OPTIONS
            ? method-not-allowed shown
            ~ MESSAGE
            ~ INVITE, ACK, BYE, OPTIONS
        """,
    "405 with Allow that has the method": f"""
        A>B REGISTER uri=sip:bob@example.com
            {WHOLE}
        B>A 405
            | Allow: INVITE, REGISTER
            ? method-not-allowed shown
            ~ does not take it for sip:bob@example.com
        """,
    "405 without Allow": f"""
        A>B MESSAGE
            {HOPS}
        B>A 405 phrase=MESSAGE_not_supported
            ? method-not-allowed shown
            ~ sends no Allow
        """,
    "405 for a reason of its own": f"""
        A>B MESSAGE
            {HOPS}
        B>A 405 phrase=No_such_domain
            | Allow: INVITE
            ~ The methods that are allowed here are INVITE.
        """,
    "501 without Allow": f"""
        A>B INFO tag=b
            {HOPS}
        B>A 501
            ? method-not-allowed shown
            ~ sends no Allow
        """,
    "501 without Allow, for a reason of its own": f"""
        A>B INFO tag=b
            {HOPS}
        B>A 501 phrase=Not_in_this_release
        """,
    "501 of a call": f"""
        A>B INVITE
            {WHOLE}
        +1
        B>A 501
        """,
    "501 with Allow": f"""
        A>B PUBLISH
            {HOPS}
            | Event: presence
        B>A 501
            | Allow: INVITE, ACK
            ? method-not-allowed shown
            ~ PUBLISH
        """,
}

LIMITS = {
    "422, again and again": f"""
        A>B INVITE 1
            {WHOLE}
            | x: 60;refresher=uac
        B>A 422
            | Min-SE: 90
            ? session-expires-low shown
            ~ Session-Expires 60 s
            ~ 90 s
            !~ again, although
        A>B ACK 1 tag=b
        A>B INVITE 2
            {WHOLE}
            | Session-Expires: 60
        B>A 422
            | Min-SE: 90
            ? session-expires-low shown
            ~ again, although the 422 in frame 2
        A>B ACK 2 tag=b
        A>B INVITE 3
            {WHOLE}
            | Session-Expires: 80
        B>A 422
            | Min-SE: 90
            ? session-expires-low shown
            ~ Session-Expires 80 s
            !~ again, although
        A>B ACK 3 tag=b
        """,
    "422, and again after a longer time was taken": f"""
        A>B INVITE 1
            {WHOLE}
            | Session-Expires: 60
        B>A 422
            | Min-SE: 90
            ? session-expires-low shown
        A>B ACK 1 tag=b
        A>B INVITE 2
            {WHOLE}
            | Session-Expires: 90
        B>A 200
            | Contact: <sip:b@b.example.com>
        A>B ACK 2 tag=b uri=sip:b@b.example.com
        A>B INVITE 3 tag=b uri=sip:b@b.example.com
            {WHOLE}
            | Session-Expires: 60
        B>A 422
            | Min-SE: 90
            ? session-expires-low shown
            !~ again, although
        A>B ACK 3 tag=b
        """,
    "422 to what a proxy put in": f"""
        A>B INVITE 1
            {WHOLE}
        B>A 422
            | Min-SE: 90
            ~ Session-Expires has to be at least 90 s.
        """,
    "423, again": f"""
        A>B REGISTER 1 uri=sip:example.com
            {WHOLE};expires=60
        B>A 423
            | Min-Expires: 600
            ? expires-low shown
            ~ 60 s
            ~ 600 s
        A>B REGISTER 2 uri=sip:example.com
            {WHOLE}
            | Expires: 60
        B>A 423
            | Min-Expires: 600
            ? expires-low shown
            ~ again, although the 423 in frame 2
        A>B REGISTER 3 uri=sip:example.com
            {WHOLE}
            | Expires: 600
        B>A 200
        """,
    "423 to a time that is long enough": f"""
        A>B REGISTER 1 uri=sip:example.com
            {WHOLE}
            | Expires: 600
        B>A 423
            | Min-Expires: 600
            ~ The expiry has to be at least 10 min.
        """,
    "423 to a time in Contact, with a longer one in Expires": f"""
        A>B REGISTER 1 uri=sip:example.com
            {WHOLE};expires=60
            | Expires: 3600
        B>A 423
            | Min-Expires: 600
            ? expires-low shown
            ~ asks for 60 s
        """,
}

FORWARDS = {
    "a REGISTER with no hops left": """
        A>P REGISTER uri=sip:example.com
            | Max-Forwards: 0
        P>A 483
            ? max-forwards-zero shown
            ~ Max-Forwards 0
            !~ circle
            !~ alive
        """,
    "an OPTIONS with no hops left": """
        A>P OPTIONS
            | Max-Forwards: 0
        P>A 483
            ? max-forwards-zero shown
            ~ nothing is wrong
            !~ circle
        """,
    "a request whose hops a proxy counted": """
        P>Q OPTIONS via=SIP/2.0/UDP_p.example.com;branch=z9hG4bK-p,SIP/2.0/UDP_a.example.com;branch=z9hG4bK-a
            | Max-Forwards: 0
        Q>P 483
            ~ Max-Forwards of the OPTIONS in frame 1 was 0.
            !~ from the start
        """,
    # A B2BUA may take Max-Forwards from the call before, which goes in a circle then.
    "an INVITE that a B2BUA made": f"""
        A>P INVITE
            {CONTACT}
            | Max-Forwards: 1
        P>B INVITE call=2 from=p
            {CONTACT}
            | Max-Forwards: 0
        B>P 483 call=2
            !~ from the start
        P>A 483
            ? max-forwards-low likely
            ? other-leg likely
            !~ from the start
        """,
    "a client that begins with few hops": f"""
        A>P INVITE
            {CONTACT}
            | Max-Forwards: 1
        P>B INVITE via=SIP/2.0/UDP_p.example.com;branch=z9hG4bK-p,SIP/2.0/UDP_a.example.com;branch=z9hG4bK-a
            {CONTACT}
            | Max-Forwards: 0
        B>P 483
            ? max-forwards-low likely
            ~ with Max-Forwards 1 (frame 1
            !~ circle
        P>A 483
            ? max-forwards-low likely
        """,
    "a client that begins with few hops, and its own leg alone": f"""
        A>P MESSAGE
            | Max-Forwards: 3
        P>A 483
            ? max-forwards-low likely
            ~ with Max-Forwards 3
        """,
    "a client that begins with hops enough": f"""
        A>P INVITE
            {CONTACT}
            | Max-Forwards: 20
        P>A 483
            !~ too small
        """,
    "a ping that is to end at the next hop": f"""
        A>P OPTIONS
            | Max-Forwards: 1
        P>A 483
            !~ too small
        """,
    "few hops that a B2BUA took from another call": f"""
        A>P INVITE
            {CONTACT}
            | Max-Forwards: 3
        P>B INVITE call=2 from=p
            {CONTACT}
            | Max-Forwards: 2
        B>P 483 call=2
            !~ too small
        P>A 404
            ? other-leg likely
        """,
    "few hops in a circle": f"""
        A>P INVITE branch=z9hG4bK-0
            | Max-Forwards: 2
        P>P INVITE branch=z9hG4bK-1
            | Max-Forwards: 1
        P>P INVITE branch=z9hG4bK-2
            | Max-Forwards: 0
        P>P 483 branch=z9hG4bK-2
            ? loop shown
            ! may passed-on
            !~ too small
        P>P 483 branch=z9hG4bK-1
            ? loop shown
            ! may passed-on
        P>A 483 branch=z9hG4bK-0
            ? loop shown
            ! may passed-on
        """,
    "a circle, and the client behind it": f"""
        A>P INVITE branch=z9hG4bK-0
            | Max-Forwards: 4
        P>Q INVITE branch=z9hG4bK-1
            | Max-Forwards: 3
        Q>P INVITE branch=z9hG4bK-2
            | Max-Forwards: 2
        P>Q INVITE branch=z9hG4bK-3
            | Max-Forwards: 1
        Q>P INVITE branch=z9hG4bK-4
            | Max-Forwards: 0
        P>Q 483 branch=z9hG4bK-4
            ? loop shown
            ~ circle
        Q>P 483 branch=z9hG4bK-3
            ? loop shown
            ? passed-on shown
        P>Q 483 branch=z9hG4bK-2
            ? loop shown
            ? passed-on shown
        Q>P 483 branch=z9hG4bK-1
            ? loop shown
            ? passed-on shown
        P>A 483 branch=z9hG4bK-0
            ? loop shown
            ? passed-on shown
            ~ 2 times in all
        """,
    # As with one proxy that sends the request to itself, Max-Forwards being 70 as usual.
    "a circle of 70": "A>P INVITE branch=z9hG4bK-0\n| Max-Forwards: 70\n" + "".join(
        f"P>P INVITE branch=z9hG4bK-{number}\n| Max-Forwards: {70 - number}\n" for number in range(1, 71)) + "".join(
        f"P>P 483 branch=z9hG4bK-{number}\n? loop shown\n~ 70 times in all\n! may passed-on\n"
        for number in range(70, 0, -1)) + """
        P>A 483 branch=z9hG4bK-0
            ? loop shown
            ! may passed-on
            ~ 70 times in all
        """,
    "a loop that the server noticed": """
        Q>P INVITE via=SIP/2.0/UDP_q;branch=z9hG4bK-4,SIP/2.0/UDP_p;branch=z9hG4bK-3,SIP/2.0/UDP_q;branch=z9hG4bK-2,SIP/2.0/UDP_p;branch=z9hG4bK-1
            | Max-Forwards: 66
        P>Q 482
            ? loop likely
            ~ Via lists q 2 times
        """,
    "a loop in which the server finds itself": """
        Q>10.9.9.{network}:5080 INVITE via=SIP/2.0/UDP_q;branch=z9hG4bK-4,SIP/2.0/UDP_10.9.9.{network}:5080;branch=z9hG4bK-3,SIP/2.0/UDP_a;branch=z9hG4bK-2
            | Max-Forwards: 66
        10.9.9.{network}:5080>Q 482
            ? loop shown
            ~ 10.9.9.{network}:5080, which Via lists already
        """,
    "another server on the host is no loop": """
        Q>10.9.8.{network}:5080 INVITE via=SIP/2.0/UDP_q;branch=z9hG4bK-4,SIP/2.0/UDP_10.9.8.{network};branch=z9hG4bK-3,SIP/2.0/UDP_a;branch=z9hG4bK-2
            | Max-Forwards: 66
        10.9.8.{network}:5080>Q 482
            !~ circle
        """,
    "a long way is no circle": """
        Q>P INVITE via=SIP/2.0/UDP_q;branch=z9hG4bK-4,SIP/2.0/UDP_p;branch=z9hG4bK-3,SIP/2.0/UDP_o;branch=z9hG4bK-2
            | Max-Forwards: 0
        P>Q 483
            !~ circle
        """,
    "a loop, by the words of the server": """
        A>P INVITE
        P>A 500 phrase=Routing_loop
            ? loop shown
            ~ The server says "Routing loop"
        """,
    "a loop, by a cause": """
        A>P INVITE
        +1
        P>A 500
            | Reason: Q.850;cause=25
            ? loop likely
            ~ Q.850 25
        """,
    # The far side sends the call back, as it is for a number that the PBX does not have.
    "a loop, by a cause on the other leg": f"""
        P>Q INVITE call=1
            {WHOLE}
        Q>P INVITE call=2 from=q
            {WHOLE}
        P>Q 500 call=2
            | Reason: Q.850;cause=25
            ? loop likely
        Q>P 500 call=1
            ? loop likely
            ? other-leg likely
            ~ Q.850 25 in frame 3
        """,
}

REGISTER = f"""uri=sip:example.com to=alice
            {HOPS}"""
BINDINGS = {
    # contact-star: RFC 3261, Sections 10.2.2 and 10.3
    "all bindings to be removed, in an hour": f"""
        A>B REGISTER {REGISTER}
            | Contact: *
            | Expires: 3600
        B>A 400
            ? contact-star shown
            ~ Expires: 3600
        """,
    "all bindings to be removed, and no time": f"""
        A>B REGISTER {REGISTER}
            | m: *
        B>A 400 phrase=Invalid_Request
            ? contact-star shown
            ~ no Expires
        """,
    "all bindings to be removed, and one to be made": f"""
        A>B REGISTER {REGISTER}
            | Contact: *, <sip:alice@a.example.com>
            | Expires: 0
        B>A 400
            ? contact-star shown
            ~ sip:alice@a.example.com
        """,
    "all bindings to be removed, as it should be": f"""
        A>B REGISTER {REGISTER}
            | Contact: *
            | Expires: 0
        B>A 400
        """,
    "all bindings to be removed in an hour, and another refusal": f"""
        A>B REGISTER {REGISTER}
            | Contact: *
            | Expires: 3600
        B>A 503
        """,
    "all bindings to be removed in an hour, and words about something else": f"""
        A>B REGISTER {REGISTER}
            | Contact: *
            | Expires: 3600
        B>A 400 phrase=Bad_CSeq
            !~ star
        """,
    "all bindings to be removed in an hour, and words about it": f"""
        A>B REGISTER {REGISTER}
            | Contact: *
            | Expires: 3600
        B>A 400 phrase=Invalid_Expires
            ? contact-star shown
        """,
    "a registration with a star in the user part": f"""
        A>B REGISTER {REGISTER}
            | Contact: <sip:*@a.example.com>
            | Expires: 3600
        B>A 400
        """,
}

LADDERS = {**BINDINGS, **MISSING, **MALFORMED, **LENGTHS, **EXTENSIONS, **LIMITS, **FORWARDS}
