# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests that lack something, break a rule, or ask for what is not offered."""

from parties import Kamailio, Python, Sipp
from scenario import Scenario


def direct(request, code, headers=""):
    """One request to a phone and its refusal."""
    method = request.split()[0]
    ack = "> ACK" if method == "INVITE" else ""
    return [Sipp("CALLEE", f"< {method}\n> {code}\n{headers}\n{'< ACK' if ack else ''}"),
            Sipp("CALLER", f"> {request}\n< {code}\n{ack}", "CALLEE")]


BROKEN = """INVITE sip:3001@lab.example SIP/2.0
Via: SIP/2.0/UDP CALLER:5060;branch=z9hG4bKraw
From: <sip:2001@lab.example>;tag=raw
To: <sip:3001@lab.example>
Call-ID: raw@CALLER
%s
Max-Forwards: 70
Contact: <sip:2001@CALLER>
User-Agent: lab phone
Content-Length: 0

"""
TWICE = """
> INVITE
| Session-Expires: 90
| Supported: timer
< 422
> ACK
"""

SCENARIOS = [
    Scenario("420", direct("INVITE\n| Require: foo,100rel", 420, "| Unsupported: foo"),
             found="CALLEE>CALLER 420 INVITE: extension-unsupported",
             report="420 Bad Extension to INVITE; extension-unsupported"),
    Scenario("421", direct("INVITE", 421, "| Require: 100rel"),
             found="CALLEE>CALLER 421 INVITE: extension-required",
             report="421 Extension Required to INVITE; extension-required"),
    Scenario("422 to the same value again", [
        Sipp("CALLEE", "< INVITE\n> 422\n| Min-SE: 1800\n< ACK\n< INVITE\n> 422\n| Min-SE: 1800\n< ACK"),
        Sipp("CALLER", TWICE + TWICE.lstrip(), "CALLEE")],
             found="CALLEE>CALLER 422 INVITE: session-expires-low",
             report="422 Session Interval Too Small to INVITE; session-expires-low"),
    Scenario("423", [
        Sipp("CALLEE", 2 * "< REGISTER\n> 423\n| Min-Expires: 60\n"),
        Sipp("CALLER", 2 * "> REGISTER\n| Expires: 20\n< 423\n", "CALLEE")],
             found="CALLEE>CALLER 423 REGISTER: expires-low",
             report="423 Interval Too Brief to REGISTER; expires-low"),
    Scenario("405", direct("MESSAGE\n: hello", 405, "| Allow: INVITE, ACK, BYE, CANCEL, OPTIONS"),
             found="CALLEE>CALLER 405 MESSAGE: method-not-allowed",
             report="405 Method Not Allowed to MESSAGE; method-not-allowed"),
    Scenario("489", direct("SUBSCRIBE\n| Event: foo\n| Expires: 60", 489, "| Allow-Events: presence, dialog"),
             found="CALLEE>CALLER 489 SUBSCRIBE: event-unsupported",
             report="489 Bad Event to SUBSCRIBE; event-unsupported"),
    Scenario("no hops left", [Kamailio(), Sipp("CALLER", "> INVITE\n| Max-Forwards: 0\n< 483\n> ACK")],
             found="PROXY>CALLER 483 INVITE: max-forwards-zero",
             report="483 Too Many Hops to INVITE; max-forwards-zero"),
    Scenario("no Contact", direct("INVITE\n| -Contact", 400, ""),
             found="CALLEE>CALLER 400 INVITE: contact-missing",
             report="400 Bad Request to INVITE; contact-missing"),
    Scenario("no CSeq that fits", [Kamailio(), Python("CALLER", "raw.py", ("PROXY", BROKEN % "CSeq: 1 OPTIONS"))],
             found="PROXY>CALLER 400 OPTIONS: header-malformed",
             report="400 Bad Request to INVITE; header-malformed"),
    Scenario("no Event", direct("SUBSCRIBE\n| Expires: 60", 400, ""),
             found="CALLEE>CALLER 400 SUBSCRIBE: header-missing",
             report="400 Bad Request to SUBSCRIBE; header-missing"),
    Scenario("too large", [
        Sipp("CALLEE", "< MESSAGE\n> 513 phrase=Message_Too_Large"),
        Sipp("CALLER", "> MESSAGE\n: " + "a long text, " * 150 + "\n< 513", "CALLEE")],
             found="CALLEE>CALLER 513 MESSAGE: too-large",
             report="513 Message Too Large to MESSAGE; too-large"),
    Scenario("length of the body wrong", [
        Kamailio(), Sipp("CALLER", "> MESSAGE\n| Content-Length: 900\n: hello\n< 400")],
             found="PROXY>CALLER 400 MESSAGE: content-length-wrong",
             report="400 Bad Request to MESSAGE; content-length-wrong"),
    Scenario("method that nobody knows", direct("PUBLISH\n| Event: presence\n| Expires: 60\n: x", 501, ""),
             report="501 Not Implemented to PUBLISH"),
    Scenario("condition that does not hold", direct("PUBLISH\n| Event: presence\n| SIP-If-Match: gone\n| Expires: 60", 412, ""),
             found="CALLEE>CALLER 412 PUBLISH: etag-unknown",
             report="412 Conditional Request Failed to PUBLISH; etag-unknown"),
]
