# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls that are refused for their signed caller identity: RFC 8224, RFC 8225, RFC 8588, RFC 8688, RFC 9410.

What is signed has a time, so each ladder is made for the time at which it begins.
"""

import email.utils

from captures import START
from ladders import GAP, read_ladder
from passports import CALLEE, CALLER, SIGNATURE, URL, encoded, header_of, identity, payload_of

# The parties of the call; the numbers are as a provider has them.
PARTIES = f"caller=+{CALLER} to=+{CALLEE} uri=sip:+{CALLEE}@example.com"
CONTACT = f"| Contact: <sip:+{CALLER}@caller.example.com>"


def date(seconds):
    return f"| Date: {email.utils.formatdate(seconds, usegmt=True)}"


def call(response, *found, request="", parties=PARTIES, header="", pause="+1"):
    """A call with one answer. It comes after a second, so that no machine is suspected of it."""
    lines = ["A>B INVITE " + parties, CONTACT, *request.splitlines(), pause, "B>A " + response, *header.splitlines(), *found,
             "A>B ACK tag=b " + parties]
    return "\n".join(filter(None, lines))


SHOWN = "? identity-shown shown"


def signed(response, *found, shown=True, answer="", parties=PARTIES, more="", iat=lambda now: now, **claims):
    """The same with a signed caller; signed now, if not said. answer: header of the response, more: of the request"""
    return lambda now: call(response, *found, *[SHOWN] * shown, request=identity(iat(now), **claims) + "\n" + more,
                            header=answer, parties=parties)


def plain(*args, **kwargs):
    return lambda now: call(*args, **kwargs)


MISSING = {
    "428 and no Identity": plain("428", "? identity-missing shown", "~ INVITE in frame 1 has no Identity header field."),
    "403 that asks for one": plain("403 phrase=Missing_Identity_Header", "? identity-missing shown",
                                   '~ "Missing Identity Header"'),
    "403 with such a Warning": plain("403", "? identity-missing shown", "~ No Identity header, call not accepted",
                                     header='| Warning: 399 example.com "No Identity header, call not accepted"'),
    "403 that may mean any identity": plain("403 phrase=Identity_required", "!~ Identity header field"),
    "403 that can mean no other one": plain("403 phrase=Identity_required", "? identity-missing shown",
                                            request=f"| P-Asserted-Identity: <sip:+{CALLER}@example.com>"),
    "403 that means another header field": plain("403 phrase=P-Asserted-Identity_header_missing", "? caller-number shown"),
    "a Reason of the verifier": plain("403", "? identity-missing shown",
                                      header='| Reason: STIR;cause=428;text="Use Identity Header"'),
    "a call that goes on": plain("200", header='| Reason: STIR;cause=428;text="Use Identity Header"'),
    "a proxy takes it away": lambda now: f"""
        A>P INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
        P>B INVITE {PARTIES}
            {CONTACT}
        +1
        B>P 428
            ? identity-missing shown
            ~ The INVITE in frame 2 has no Identity header field. It had one in frame 1, on its way to 10.
        P>A 428
            ? identity-missing shown
            ? identity-shown shown
            ? passed-on shown
            ~ It had one in frame 1
        """,
    "a proxy adds it": lambda now: f"""
        A>P INVITE {PARTIES}
            {CONTACT}
        P>B INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
        +1
        B>P 428
            ? identity-shown shown
        P>A 428
            ? passed-on shown
            !~ no Identity header field
        """,
    "a border controller takes it away": lambda now: f"""
        A>S INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
            | Session-ID: 0123456789abcdef0123456789abcdef
        S>B INVITE {PARTIES} call=2
            {CONTACT}
            | Session-ID: 0123456789abcdef0123456789abcdef
        +1
        B>S 428 call=2
            ? identity-missing shown
            ~ The INVITE in frame 2 has no Identity header field. It had one in frame 1
        S>A 428
            ? identity-missing shown
            ? identity-shown shown
            ? other-leg shown
            ~ The INVITE in frame 2 has no Identity header field. It had one in frame 1
        """,
    "a border controller most likely takes it away": lambda now: f"""
        A>S INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
        S>B INVITE {PARTIES} call=2
            {CONTACT}
        +1
        B>S 428 call=2
            ? identity-missing likely
            ~ Most likely it is the call in frame 1
        S>A 428
            ? identity-missing likely
            ? identity-shown shown
            ? other-leg likely
            ~ Most likely it is the call in frame 1
        """,
    "a call of others has one": lambda now: f"""
        A>S INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
        S>A 404
            ? number-unknown shown
        +10
        S>B INVITE {PARTIES} call=2
            {CONTACT}
        +1
        B>S 428 call=2
            ? identity-missing shown
            !~ frame 1
        """,
}

TIMES = {
    "signed 5 minutes before": signed("438", "? identity-stale shown", "~ which is 5 min before the request",
                                      iat=lambda now: now - 300),
    "signed half a minute before": signed("438", "~ 30.", iat=lambda now: now - 30),
    "signed 5 minutes after": signed("438", "? identity-stale shown", "~ after the request", iat=lambda now: now + 300),
    "an old Date": lambda now: signed("438", "? identity-stale shown", "~ has the Date", more=date(now - 600))(now),
    "a Date to come": lambda now: signed("438", "? identity-stale shown", "~ after the request", more=date(now + 600))(now),
    "Stale Date, and it is": signed("403 phrase=Stale_Date", "? identity-stale shown", "~ 1 h before the request",
                                    iat=lambda now: now - 3600),
    "Stale Date, and it is not": signed("403 phrase=Stale_Date", "~ Compare that clock with the one of the server",
                                        "!~ too far off"),
    "Stale Date with the code of old software": signed("438 phrase=Stale_Date", "~ Compare that clock"),
    "Stale Date, and nothing was signed": plain("403 phrase=Stale_Date", "? identity-stale shown", '~ "Stale Date"'),
    "the verifier says so in Reason": signed("403", "? identity-stale shown", iat=lambda now: now - 300,
                                             answer='| Reason: STIR;cause=403;text="Stale Date"'),
    "the clock of the server is another one": lambda now: signed(
        "403 phrase=Stale_Date", "? identity-stale shown", "~ 10 min", answer=date(now + 600))(now),
    "the clock of the capture is wrong": lambda now: signed(
        "438", answer=date(now - 599), iat=lambda time: time - 600)(now),
    # The certificate is what is wrong.
    "signed 5 minutes before, and a 437": signed("437", "!~ too far off", iat=lambda now: now - 300),
    "the compact form": lambda now: call("438", SHOWN, "~ compact form", request=(
        f"| Identity: ..{SIGNATURE};info=<{URL}>;alg=ES256\n{date(now)}")),
    "the compact form with an old Date": lambda now: call("438", "? identity-stale shown", SHOWN, request=(
        f"| Identity: ..{SIGNATURE};info=<{URL}>;alg=ES256\n{date(now - 600)}")),
    "the compact form, and the clock of the capture is wrong": lambda now: call(
        "438", SHOWN, header=date(now - 599),
        request=f"| Identity: ..{SIGNATURE};info=<{URL}>;alg=ES256\n{date(now - 600)}"),
    "the short name of the header field": lambda now: call(
        "438", "? identity-stale shown", SHOWN, request=identity(now - 300).replace("Identity", "y")),
    "a refusal for another reason": signed("403", "~ attest A (full", "!~ too far off"),
    "a refusal for another reason, which the server names first": signed(
        "403 phrase=Insufficient_Balance", "? server-words shown", "~ credit, as the server says"),
    "a refusal with partial attestation": signed("403", "~ attest B (partial", attest="B"),
    "a refusal with attestation of a gateway": signed("403", "~ attest C (gateway", attest="C"),
    "a refusal with no attestation": signed("403", "!~ attest", attest=None),
    "another failure": signed("404", "? number-unknown shown", "!~ PASSporT", shown=False),
}

ASSERTED = f"| P-Asserted-Identity: <sip:+{CALLER}@example.com>\n| P-Asserted-Identity: <tel:+{CALLER}>"
OTHER = "12125550199"


def parties(caller="+" + CALLER, callee="+" + CALLEE):
    return f"caller={caller} to={callee} uri=sip:+{CALLEE}@example.com"


NUMBERS = {
    "another caller": signed("438", "? identity-orig-differs shown", f"~ {OTHER}, but From has +{CALLER}",
                             orig={"tn": OTHER}),
    "another caller, asserted too": signed("438", "? identity-orig-differs shown", f"~ P-Asserted-Identity has +{CALLER}",
                                           orig={"tn": OTHER}, more=ASSERTED),
    "the asserted caller": signed("438", "!~ in the request", more=ASSERTED, parties=parties("+" + OTHER)),
    "the asserted caller, and who is anonymous": signed("438", more=ASSERTED, parties=parties("anonymous")),
    "who is anonymous": signed("438", parties=parties("anonymous")),
    "a caller in another notation": signed("438", parties=parties("1-212-555.0101")),
    "a caller without country code": signed("438", parties=parties("2125550101")),
    "a caller with the prefix of calls abroad": signed("438", parties=parties("0012125550101")),
    "a caller as extension": signed("438", parties=parties("101")),
    "another caller, and a 437": signed("437", "!~ orig of the PASSporT is", orig={"tn": OTHER}),
    "a caller's URI": signed("438", orig={"uri": "sip:alice@example.com"}, parties=parties("alice")),
    "another caller's URI": signed("438", "? identity-orig-differs shown", orig={"uri": "sip:carol@example.com"},
                                   parties=parties("alice")),
    "another callee": signed("438", "? identity-dest-differs shown", f"~ {OTHER}, but To has +{CALLEE}",
                             dest={"tn": [OTHER]}),
    "another callee in a tel URI": signed("438", "? identity-dest-differs shown", f"~ To has +{CALLEE}",
                                          dest={"tn": [OTHER]}, parties=parties(callee=f"tel:+{CALLEE}")),
    "one of several callees": signed("438", dest={"tn": [OTHER, CALLEE]}),
    "a callee in another notation": signed("438", parties=parties(callee="212.555.0123")),
    "a proxy changes the caller": lambda now: f"""
        A>P INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
        P>B INVITE {parties("+" + OTHER)}
            {CONTACT}
            {identity(now)}
        +1
        B>P 438
            ? identity-orig-differs shown
            ? identity-shown shown
            ~ In frame 1, on its way to 10.
            ~ From had +{CALLER}
        P>A 438
            ? identity-shown shown
            ? passed-on shown
        """,
    "a border controller changes the callee": lambda now: f"""
        A>S INVITE {PARTIES}
            {CONTACT}
            {identity(now)}
            | Session-ID: fedcba9876543210fedcba9876543210
        S>B INVITE {parties(callee="+" + OTHER)} call=2
            {CONTACT}
            {identity(now)}
            | Session-ID: fedcba9876543210fedcba9876543210
        +1
        B>S 438 call=2
            ? identity-dest-differs shown
            ? identity-shown shown
            ~ In frame 1, on its way to 10.
            ~ To had +{CALLEE}
        S>A 438
            ? identity-shown shown
            ? other-leg shown
        """,
    "a call that was diverted": lambda now: signed(
        "438", dest={"tn": [OTHER]}, more=identity(now, header={"ppt": "div"}, parameters=f";info=<{URL}>;ppt=div",
                                                   div={"tn": OTHER}))(now),
}


MALFORMED = "? identity-malformed shown"
TWICE = '{"iat": 1, '


def with_payload(payload):
    return f"{encoded(header_of())}.{encoded(payload)}.{SIGNATURE}"


def token(value, *found):
    return lambda now: call("438", MALFORMED, *found,
                            request=f"| Identity: {value(now) if callable(value) else value};info=<{URL}>")


FORM = {
    "no signature": lambda now: call(
        "438", MALFORMED, SHOWN, "~ frame 1 is 2;",
        request=f"| Identity: {encoded(header_of())}.{encoded(payload_of(now))};info=<{URL}>"),
    "no token": token("x"),
    "padding": signed("438", MALFORMED, '~ Part 3', '~ "="', signature=SIGNATURE + "=="),
    "no base64": token(f"e!0.e30.{SIGNATURE}"),
    "no JSON": token(f"{encoded('no')}.{encoded('{}')}.{SIGNATURE}"),
    "no iat": token(f"{encoded(header_of())}.{encoded('{}')}.{SIGNATURE}", '~ no "iat"'),
    "a time that is a string": token(lambda now: with_payload(payload_of(str(int(now)))),
                                     '~ "iat" in the PASSporT'),
    "a time in milliseconds": signed("403 phrase=Stale_Date", MALFORMED, "? identity-stale shown", '~ "iat" in the PASSporT',
                                     shown=False, iat=lambda now: now * 1000),
    "no attest": signed("438", MALFORMED, '~ no "attest"', attest=None),
    "no attest, and a 437": signed("437", '!~ no "attest"', attest=None),
    "a number with a plus sign in the PASSporT": signed("438", MALFORMED, '~ "orig.tn" in the PASSporT', orig={"tn": "+" + CALLER}),
    "a called number with a plus sign in the PASSporT": signed("438", MALFORMED, '~ "dest.tn" in the PASSporT',
                                                               dest={"tn": [CALLEE, "+" + OTHER]}),
    "a number with a star in the PASSporT": signed("438", orig={"tn": "*" + CALLER}, parties=parties("*" + CALLER)),
    "another certificate": signed("436", MALFORMED, "~ https://other.example.org", parameters=(
        ";info=<https://other.example.org>;alg=ES256;ppt=shaken")),
    "a signature of another form": signed("438", MALFORMED, "~ 70", signature="A" * 94),
    # Readers would read the one or the other.
    "a claim that is there twice": lambda now: call("438", request=(
        f"| Identity: {with_payload(payload_of(now).replace('{', TWICE, 1))};info=<{URL}>")),
    "a signature of RFC 4474": plain("438", request='| Identity: "ZYNBbHC00VMZr2kZt6VmCvPonWJMGvQTBDqghoWeLxJfzB2a1"'),
}

RSA = {"header": {"alg": "RS256"}, "parameters": f";info=<{URL}>"}
ALGORITHM = {
    "another algorithm": signed("437", "? identity-algorithm shown", "~ RS256", **RSA),
    "another algorithm in an invalid one": signed("438", "? identity-algorithm shown", **RSA),
    "another algorithm, and a certificate that cannot be fetched": signed("436", "!~ RS256", **RSA),
    "a type that nobody knows": signed("438", "? identity-algorithm likely", "~ Most likely",
                                       header={"ppt": "other"}, parameters=f";info=<{URL}>"),
    "a type that is not enough": signed("428", "? identity-algorithm likely", "!~ no Identity header field",
                                        header={"ppt": "rph"}, parameters=f";info=<{URL}>"),
    "a type that the server says it does not know": signed(
        "428 phrase=Use_Supported_PASSporT_Format", "? identity-algorithm shown", "~ has the ppt shaken"),
    "the usual type": signed("438"),
    "a server that says that the verification failed": signed("500 phrase=STIR_verification_failed"),
}

REDRESS = '| Reason: SIP;cause=603;text="v=analytics1;url=https://redress.example.com"'
BLOCKED = "? analytics-blocked shown"
ANALYTICS = {
    "603+": plain("603 phrase=Network_Blocked", BLOCKED, "~ https://redress.example.com", "!~ does not want", header=REDRESS),
    "608 in the Reason of a 603": plain("603", BLOCKED, "~ SIP;cause=608", header='| Reason: SIP;cause=608;text="Rejected"'),
    "607 in the Reason of a 603": plain("603", "!~ analytics in the network blocked", header="| Reason: SIP;cause=607"),
    "603+ without Reason": plain("603 phrase=Network_Blocked", BLOCKED, '~ "Network Blocked"'),
    "603+ with the usual phrase": plain("603", BLOCKED, "!~ most likely", header=REDRESS),
    "603+ at once": plain("603", BLOCKED, header=REDRESS, pause=""),
    "603+ of a signed call": signed("603 phrase=Network_Blocked", BLOCKED, "~ attest A"),
    "603+ after it rang": lambda now: f"""
        A>B INVITE {PARTIES}
            {CONTACT}
        B>A 180
        +4
        B>A 603
            {REDRESS}
            {BLOCKED}
            !~ person
        """,
    "603 of a person": lambda now: f"""
        A>B INVITE {PARTIES}
            {CONTACT}
        B>A 180
        +4
        B>A 603
            ? rejected-by-user likely
            !~ nalytics
        """,
    "608": plain("608", BLOCKED, "~ https://block.example.org/card",
                 header="| Call-Info: <https://block.example.org/card>;purpose=jwscard"),
    "608 that names nobody": plain("608", BLOCKED, "~ names nobody",
                                   header="| Call-Info: <https://block.example.org/icon>;purpose=icon"),
}


def at_their_time(makers):
    """The texts of the ladders, one after the other as they are captured."""
    ladders, now = {}, START
    for title, make in makers.items():
        ladders[title] = make(now)
        messages, pauses = read_ladder(ladders[title])
        now += sum(pauses.values()) + len(messages) / 100 + GAP
    return ladders


LADDERS = at_their_time({**MISSING, **TIMES, **NUMBERS, **FORM, **ALGORITHM, **ANALYTICS})
