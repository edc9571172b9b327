# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers, users and domains that a server does not know, and what it says of them."""

from ladders_registrations import LADDERS as REGISTRATIONS


def refused(answer, *lines, uri="sip:+12125550123@example.com", method="INVITE", request=()):
    """A request for this URI, its answer ("404 phrase=X"), and what is behind the answer."""
    contact = [] if any(line.startswith("Contact:") for line in request) else ["Contact: <sip:alice@192.0.2.10>"]
    headers = "\n".join(f"| {line}" for line in [*contact, *request])
    ack = "A>B ACK tag=b" if method == "INVITE" else ""
    return "\n".join([f"A>B {method} 1 uri={uri}", headers, f"B>A {answer}", *lines, ack])


def unknown(uri, text):
    return refused("404", "? number-unknown shown", f"~ {text}", uri=uri)


def made_anew(answer, passed, expected, first="? number-unknown shown"):
    """A call of which a PBX makes another one that is refused, and what is said of its own refusal."""
    return f"""
        A>P INVITE call=1 uri=sip:2125550123@example.com
            | Contact: <sip:alice@192.0.2.10>
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86
        P>B INVITE call=2 from=p caller=pbx uri=sip:+12125550123@example.com
            | Contact: <sip:pbx@192.0.2.20>
            | Session-ID: ab30317f1a784dc48ff824d0d3715d86
        B>P {answer} call=2
            {first}
        P>B ACK call=2 from=p tag=b caller=pbx uri=sip:+12125550123@example.com
        P>A {passed} call=1
            {expected}
        A>P ACK call=1 tag=b uri=sip:2125550123@example.com
        """


NUMBERS = {
    "a number with a plus sign": unknown("sip:+12125550123@example.com", '"+12125550123": + and 11 digits.'),
    "a number with 00": unknown("sip:0012125550123@192.0.2.20", '"0012125550123": 13 digits, with 00 in front.'),
    "a national number": unknown("sip:02125550123@example.com", '"02125550123": 11 digits, with one 0 in front.'),
    "an extension": unknown("sip:1234@example.com", '"1234": 4 digits, with neither'),
    "a key": unknown("sip:9@example.com", '"9", a single character.'),
    "words that speak of a key": refused("403 phrase=Invalid_destination_number", "? number-unknown shown",
                                         '~ "*", a single character.', uri="sip:*@example.com"),
    "a user": unknown("sip:bob@example.com", '"bob": 3 characters'),
    "a number with parameters": unknown("sip:1234;phone-context=a.example.com@example.com;user=phone", '"1234": 4 digits'),
    "a tel: URI": unknown("tel:+12125550123;phone-context=example.com", '"+12125550123": + and 11 digits.'),
    "an escaped hash": unknown("sip:%2321%23@example.com", '"%2321%23": 4 characters that are not all digits.'),
    "an escaped plus sign": unknown("sip:%2B12125550123@example.com", '"%2B12125550123": + and 11 digits.'),
    "a number that is easy to read": unknown("sip:+1-212-555-0123@example.com", '"+1-212-555-0123": + and 11 digits.'),
    "an incomplete number": refused("484", "? number-unknown shown", '~ "0049"', uri="sip:0049@example.com"),
    "a number that exists nowhere": refused("604", "? number-unknown shown"),
    "a MESSAGE to nobody": refused("404", "? number-unknown shown", method="MESSAGE"),
    "a cause of Q.850 that says the same": refused("404", '| Reason: Q.850;cause=1;text="Unallocated (unassigned) number"',
                                                   "? number-unknown shown", "~ + and 11 digits"),
    "words of Q.850 that say nothing": refused("404", '| Reason: Q.850;cause=31;text="Normal, unspecified"',
                                               "? number-unknown shown", "? cause-differs shown", "~ + and 11 digits"),
    "a Reason that repeats the phrase": refused("404", '| Reason: SIP;cause=404;text="Not Found"',
                                                "? number-unknown shown", "~ + and 11 digits"),
    "words that speak of the number": refused("403 phrase=Invalid_destination_number", "? number-unknown shown",
                                              '~ says "Invalid destination number"', '~ "+12125550123", 12 characters'),
    "an enum in place of words": refused("480", '| Reason: Q.850;cause=28;text="INVALID_NUMBER_FORMAT"',
                                         "? number-unknown shown", "? cause-differs shown", '~ "INVALID_NUMBER_FORMAT"'),
    "words of a user": refused("404 phrase=User_not_found", "? number-unknown shown", "~ + and 11 digits"),
    "words that may mean anything": refused("404 phrase=Nobody_here", "? number-unknown likely",
                                            '~ "Nobody here"', '~ most likely it does not know "+12125550123"'),
    **{f"words of 404 that are about {words}": refused(f"404 phrase={words}", "!~ does not know") for words in (
        "Account_is_not_active", "Tenant_not_found", "Call_park_slot_empty", "Please_call_support", "Room_not_found",
        "Service_not_subscribed", "No_targets")},
    "words of a product that are about the connection": refused("404 phrase=Connection_is_not_active_D18",
                                                                "? server-words shown", "~ not active at Telnyx"),
    **{f"words that are about {words}": refused(f"404 phrase={words}", "? number-unknown likely") for words in (
        "Wrong_number", "Prefix_not_served", "Invalid_DID", "Extension_has_been_removed")},
    "a route pattern that is missing": refused("404", '| Warning: 399 cucm "Unable to find a matching route pattern"',
                                               "? route-none shown"),
    "no destination behind the number": refused("404 phrase=No_destination", "? route-none shown"),
    "no destination number": refused("400 phrase=No_destination_number", "!~ no route"),
    "the number in From": refused("403 phrase=From:_header_number_does_not_match_PBX_line", "? caller-number shown"),
    "a number that was rewritten on its way": """
        A>P INVITE 1 uri=sip:02125550123@example.com
        P>B INVITE 1 uri=sip:+12125550123@example.com
        B>P 404
            ? number-unknown shown
            ~ "+12125550123": + and 11 digits.
        P>B ACK 1 tag=b uri=sip:+12125550123@example.com
        P>A 404 INVITE
            ? number-unknown shown
            ? passed-on shown
            ~ asked for "+12125550123" (frame 2)
            ~ in frame 1 it is "02125550123"
        A>P ACK 1 tag=b uri=sip:02125550123@example.com
        """,
    # A PBX makes an INVITE of its own, whose number is the one that nobody knew.
    "a number that a PBX rewrote": made_anew("404", "404", """
            ? number-unknown shown
            ? other-leg shown
            ~ asked for "+12125550123" (frame 2)
            ~ in frame 1 it is "2125550123"
        """),
    "a PBX that loses what was said": made_anew("404 phrase=No_trunk_found", "404", """
            ? other-leg shown
            !~ asks for
        """, first="? route-none shown"),
    "a caller whom a PBX sent": made_anew("403 phrase=Invalid_caller_ID", "403 phrase=Invalid_caller_ID", """
            ? caller-number shown
            ? other-leg shown
            ~ INVITE in frame 2 names sip:pbx@example.com in From
        """, first="? caller-number shown"),
    # What follows is no matter of the number.
    "404 of which Q.850 says another thing": refused("404", '| Reason: Q.850;cause=38;text="Network out of order"',
                                                     "? cause-differs shown"),
    "404 whose words speak of something else": refused("404 phrase=Gateway_offline"),
    "404 whose words speak of the time of day": refused("404 phrase=Time_restriction", "!~ does not know"),
    "404 whose words speak of a list": refused("404 phrase=Subscriber_blacklisted", "!~ does not know"),
    "404 whose words speak of what only the server knows": refused("404 phrase=Script_not_found", "!~ does not know"),
    "404 whose words speak of peers": refused("404 phrase=No_peers_available", "!~ does not know"),
    "404 with a Warning about media": refused("404", '| Warning: 399 b.example.com "SDP: codec"', "!~ asks for"),
    "484 of a call that is up": """
        A>B INVITE
            | Contact: <sip:alice@192.0.2.10>
        B>A 200
            | Contact: <sip:bob@192.0.2.20>
        A>B ACK tag=b uri=sip:bob@192.0.2.20
        A>B INFO 2 tag=b uri=sip:bob@192.0.2.20
        B>A 404
        """,
    "404 to a ping": refused("404", method="OPTIONS"),
    "404 to a scanner": refused("404", "? scan shown", "!~ number or user", uri="sip:100@192.0.2.20",
                                request=["User-Agent: friendly-scanner"]),
    "404 of a proxy whose next hop is busy": """
        A>P INVITE 1
        P>B INVITE 1
        B>P 486
            ? answered-by-machine likely
        P>B ACK 1 tag=b
        P>A 404 INVITE tag=p
            ? other-leg shown
            ~ failed there first: 486 Busy Here in frame 3
            !~ number or user
        A>P ACK 1 tag=p
        """,
    "403 in its own words": refused("403 phrase=Destination_number_blocked", "!~ number or user"),
    "no number": refused("484", "? number-missing shown", "~ is sip:192.0.2.20:", uri="sip:192.0.2.20"),
    "an empty number": refused("404", "? number-missing shown", "~ sip:@192.0.2.20", uri="sip:@192.0.2.20"),
    "no number, and 400": refused("400", "? number-missing likely", "~ Most likely", uri="sip:example.com"),
    "no number, and 400 that says so": refused("400 phrase=Missing_username_in_Request-URI", "? number-missing shown",
                                               uri="sip:example.com"),
    # Near misses.
    "no number, and 400 for another reason": refused("400 phrase=Missing_Contact_header", "? server-words shown",
                                                   uri="sip:example.com"),
    "no number in an OPTIONS": refused("404", "? ping-answered shown", "!~ names no number", uri="sip:example.com",
                                       method="OPTIONS"),
    # The proxy in between lives, which says nothing of who is asked for.
    "no number in an OPTIONS for another address": refused("404", "!~ it is", uri="sip:192.0.2.77", method="OPTIONS"),
    "no number in an OPTIONS that has a Route": refused("404", "!~ it is", uri="sip:example.com", method="OPTIONS",
                                                        request=["Route: <sip:192.0.2.77;lr>"]),
    "no number in an OPTIONS that a proxy passes on": """
        A>P OPTIONS uri=sip:example.com
        P>B OPTIONS uri=sip:example.com
        B>P 404
            ? ping-answered shown
        P>A 404
            ? passed-on shown
            !~ it is
        """,
    "no number, and busy": refused("600", "? answered-by-machine likely", "!~ names no number", uri="sip:example.com"),
}

SUBSCRIBE = {
    "no mailbox": refused("404", "? no-mailbox shown", '~ "1001"', uri="sip:1001@example.com", method="SUBSCRIBE",
                          request=["Event: message-summary"]),
    "no mailbox in words": refused("403 phrase=No_mailbox", "? no-mailbox shown", uri="sip:1001@example.com",
                                   method="SUBSCRIBE", request=["o: message-summary;id=1"]),
    **{f"nothing to watch: {event}": refused(
        "404", "? watched-unknown shown", f'~ "1001" ({event.split(";")[0]})', "!~ mailbox", "!~ number or user is",
        uri="sip:1001@example.com", method="SUBSCRIBE", request=[f"Event: {event}"])
       for event in ("presence", "dialog;sla", "Dialog")},
    "nothing to watch, short": refused("604", "? watched-unknown shown", uri="sip:1001@example.com", method="SUBSCRIBE",
                                       request=["o: presence"]),
    # What is not there may be a document, a conference or a service.
    "a subscription to something else than a user": refused("404", uri="sip:1001@example.com", method="SUBSCRIBE",
                                                            request=["Event: xcap-diff"]),
    "a subscription that may not be": refused("403", uri="sip:1001@example.com", method="SUBSCRIBE",
                                              request=["Event: dialog"]),
    "a subscription that is refused in other words": refused(
        "404 phrase=Presence_service_is_down", "!~ of that name", uri="sip:1001@example.com",
        method="SUBSCRIBE", request=["Event: presence"]),
    "a subscription to messages that is forbidden": refused("403", uri="sip:1001@example.com", method="SUBSCRIBE",
                                                            request=["Event: message-summary"]),
}

SCHEMES = {
    "a tel: URI and 416": refused("416", "? scheme-unsupported shown", "~ tel:+12125550123", uri="tel:+12125550123"),
    "another scheme": refused("416", "? scheme-unsupported shown", "~ im:bob@example.com", uri="im:bob@example.com"),
    "a tel: URI and 478": refused("478 phrase=Unresolvable_destination_(478/TM)", "? scheme-unsupported likely",
                                  "? server-words shown", "~ which names no host", "~ tel:123", uri="tel:123"),
    "a tel: URI, in words": refused("400 phrase=Unsupported_URI_scheme_in_request", "? scheme-unsupported shown",
                                    uri="tel:123"),
    "tel: in To alone": """
        A>B INVITE 1 to=tel:+12125550123
            | Contact: <sip:alice@192.0.2.10>
        B>A 416
            ? scheme-unsupported likely
            ~ To of the INVITE in frame 1 is tel:+12125550123
        A>B ACK 1 tag=b to=tel:+12125550123
        """,
    "sips: is required": refused("480", '| Warning: 381 b.example.com "SIPS Required"', "? sips-required shown",
                                 '~ "SIPS Required"', "~ sip:bob@example.com", uri="sip:bob@example.com"),
    "sips: is required, in words": refused("403 phrase=TLS_required", "? sips-required shown", uri="sip:bob@example.com"),
    "sips: is not allowed": refused("480", '| Warning: 380 b.example.com "SIPS Not Allowed"', "? sips-unsupported shown",
                                    '~ "SIPS Not Allowed"', "~ sips:bob@example.com", uri="sips:bob@example.com"),
    "sips: and 416": refused("416", "? sips-unsupported shown", uri="sips:bob@example.com"),
    "sips: in Contact": refused("480", '| Warning: 380 b.example.com "SIPS Not Allowed"', "? sips-unsupported shown",
                                "~ Contact of the INVITE in frame 1 is sips:alice@192.0.2.10", uri="sip:bob@example.com",
                                request=["Contact: <sips:alice@192.0.2.10>"]),
    # Near misses.
    "416 to a sip: URI": refused("416", uri="sip:bob@example.com"),
    "sips: and another Warning": refused("480", '| Warning: 399 b.example.com "Night service"',
                                         "? answered-by-machine likely", uri="sips:bob@example.com"),
    "sips: is required of who has it": refused("480", '| Warning: 381 b.example.com "SIPS Required"', "!~ takes sips:",
                                               "? answered-by-machine likely", "? server-words shown",
                                               uri="sips:bob@example.com"),
    "480 to a tel: URI": refused("480", "? answered-by-machine likely", uri="tel:123"),
}

NEXT_HOPS = {
    "a host without address": refused("478 phrase=Unresolvable_destination_(478/SL)", "? next-hop-unresolved shown",
                                      "~ host ims.example.com", '~ "Unresolvable destination (478/SL)"',
                                      uri="sip:bob@ims.example.com"),
    "a host without address, in words": refused("503 phrase=No_DNS_results", "? next-hop-unresolved shown",
                                                "~ host example.com"),
    "a host that is not known": refused("404 phrase=Host_unknown", "? next-hop-unresolved shown", "~ host example.com",
                                        "!~ asks for"),
    "a host of the server's own": refused("478 phrase=Unresolvable_destination", "? next-hop-unresolved shown",
                                          "~ sip:bob@192.0.2.20, has no name", uri="sip:bob@192.0.2.20"),
    "a Route without address": refused("503 phrase=DNS_failure", "? next-hop-unresolved shown", "~ host next.example.com",
                                       request=["Route: <sip:192.0.2.20;lr>, <sip:next.example.com;lr>"]),
    "a customer who is not resolved": refused("503 phrase=Cannot_resolve_customer"),
    "503 that does not speak of DNS": refused("503 phrase=Maintenance"),
    "no trunk": refused("404 phrase=No_trunk_found", "? route-none shown", '~ "No trunk found"', '~ "+12125550123"'),
    "no route, in words of an SBC": refused("404", '| Reason: SIP;cause=404;text="No matching routing rule"',
                                            "? route-none shown", "!~ no such user"),
    "no route, by Q.850": refused("404", '| Reason: Q.850;cause=3;text="No route to destination"', "? route-none shown",
                                  '~ "No route to destination"'),
    "no route, by the cause alone": refused("404", "| Reason: Q.850;cause=3", "? route-none shown", "~ cause 3"),
    "no route, in a field of Asterisk's": refused("503", "| X-Asterisk-HangupCause: No route to destination",
                                                  "? route-none shown"),
    "no gateway, by Microsoft": refused("403", '| ms-diagnostics: 12000;reason="no available gateway at this point";source="a"',
                                        "? route-none shown", "? server-words shown",
                                        '~ "no available gateway at this point"'),
    # Of the network between two hosts.
    "no route to a host": refused("503 phrase=No_route_to_host", "? server-words shown"),
    "the address of an announcement": refused("503", "| Error-Info: <sip:no-route@dns.example.com>"),
    "a trunk that is busy": refused("503 phrase=Trunk_is_busy"),
}

CALLERS = {
    "a caller that is refused": refused("403 phrase=Caller_Origination_Number_is_Invalid_D35", "? caller-number shown",
                                        "~ sip:alice@example.com in From and sip:100@192.0.2.10 in P-Asserted-Identity",
                                        request=["P-Asserted-Identity: <sip:100@192.0.2.10>"]),
    "a caller ID that is not verified": refused("403", '| Error-Info: <http://example.net/e>;message="caller ID not verified"',
                                                "? caller-number shown", '~ "caller ID not verified"',
                                                "~ sip:alice@example.com in From"),
    "words of the caller in X-Error": refused("603", "| X-Error: Invalid CLI", "? caller-number shown"),
    "a calling line identity that is not allowed": refused("403 phrase=CLI_not_allowed", "? caller-number shown"),
    "a client that is not allowed": refused("403 phrase=Client_not_allowed"),
    "a called user who is offline": refused("480 phrase=User_offline", "? not-registered shown", '~ "User offline"'),
    # Near misses.
    "who began the call": refused("403 phrase=Originator_not_allowed"),
    "a client that is invalid": refused("403 phrase=Invalid_client"),
    "a From whose domain is wrong": refused("403 phrase=Invalid_From_domain", "!~ caller"),
    "no answer from a user": refused("480", '| Reason: Q.850;cause=19;text="No answer from user"', "? answered-by-machine likely"),
    "a number of somebody else": refused("403 phrase=Diversion_number_is_invalid"),
    "the number of the caller": refused("403 phrase=From_number_is_invalid", "? caller-number shown", "!~ known there"),
    "a From that cannot be read": refused("400 phrase=Invalid_From_header"),
    "403 of an address that is not allowed": refused("403", "| X-Twilio-Error: 32201 source IP Address not in ACL",
                                                     "!~ caller", "? server-words shown"),
    "an unknown subscriber who is called": refused("404 phrase=HSS_User_Unknown", "? subscriber-unknown shown",
                                                   '~ "HSS User Unknown"', "~ for sip:+12125550123@example.com"),
    "an unknown subscriber, one of two": refused("403 phrase=Unknown_subscriber", "? subscriber-unknown shown",
                                                 "~ from sip:alice@example.com to sip:+12125550123@example.com"),
    "a host that is not found": refused("502", '| Warning: 399 192.0.2.30 "Host nowhere.invalid cannot be resolved"',
                                        "? next-hop-unresolved shown", uri="sip:bob@nowhere.invalid"),
    "a caller who hides the number": refused("403 phrase=Anonymous_calls_not_accepted", "? caller-number shown",
                                             request=["Privacy: id"]),
    "a caller who is anonymous to the server": refused("403 phrase=Anonymous_calls_not_accepted", "!~ caller"),
    "a subscriber who is known": refused("480 phrase=Subscriber_busy", "? answered-by-machine likely"),
}

DOMAINS = {
    "an INVITE to an address, in words": refused("403 phrase=Domain_not_served", "? domain-is-address likely",
                                                 "~ 192.0.2.20 as the domain in Request-URI", uri="sip:bob@192.0.2.20"),
    "an INVITE to an address, and the server speaks of From": refused("403 phrase=Wrong_From_domain", "!~ domain in",
                                                                      uri="sip:bob@192.0.2.20"),
    "an INVITE from an address": """
        A>B INVITE 1 caller=sip:alice@192.0.2.10 uri=sip:bob@192.0.2.20
            | Contact: <sip:alice@192.0.2.10>
        B>A 403 phrase=Wrong_From_domain
            ? domain-is-address likely
            ~ 192.0.2.10 as the domain in From
        A>B ACK tag=b caller=sip:alice@192.0.2.10 uri=sip:bob@192.0.2.20
        """,
    "an INVITE to an address": refused("403", "? answered-by-machine likely", "!~ domain", uri="sip:bob@192.0.2.20"),
    "an INVITE to a domain, in words": refused("403 phrase=Domain_not_served", "!~ domain in"),
    "Microsoft's hub and an address": refused("403", "? contact-is-address likely", "~ 192.0.2.10",
                                              "~ host name (FQDN)", uri="sip:+12125550123@sip.pstnhub.microsoft.com",
                                              request=["Contact: <sip:192.0.2.10:5061;transport=tls>"]),
    "Microsoft's hub, an address, and words about a name that it knows": refused(
        "403", '| Reason: Q.850;cause=63;text="4711;Provided Trunk FQDN sbc.example.com is not enabled"',
        "? cause-differs shown", "!~ host name (FQDN)", uri="sip:+12125550123@sip.pstnhub.microsoft.com",
        request=["Contact: <sip:192.0.2.10:5061;transport=tls>"]),
    "Microsoft's hub and a name": refused("403", "? answered-by-machine likely", "!~ FQDN",
                                          uri="sip:+12125550123@sip.pstnhub.microsoft.com",
                                          request=["Contact: <sip:sbc.example.com:5061;transport=tls>"]),
    "Microsoft's hub and busy": refused("486", "? answered-by-machine likely", "!~ FQDN",
                                        uri="sip:+12125550123@sip.pstnhub.microsoft.com",
                                        request=["Contact: <sip:192.0.2.10:5061;transport=tls>"]),
    "another hub and an address": refused("403", "? answered-by-machine likely", "!~ FQDN",
                                          uri="sip:+12125550123@evilpstnhub.microsoft.com.example.com",
                                          request=["Contact: <sip:192.0.2.10:5061;transport=tls>"]),
}

FORWARDED = {
    "a forwarded call whose caller is refused": refused(
        "403 phrase=Invalid_caller_ID", "? caller-number shown", "? call-forwarded shown",
        "~ says that the call was forwarded: Diversion names sip:+12125550111@example.com, with the reason unconditional.",
        request=["Diversion: Office <sip:+12125550111@example.com>;reason=unconditional;counter=1, <sip:x@example.com>"]),
    "a forwarded call without a reason": refused(
        "404", "? number-unknown shown", "? call-forwarded shown", "~ Diversion names sip:+12125550111@example.com.",
        request=["Diversion: <sip:+12125550111@example.com>"]),
    "a call whose history has another user": refused(
        "404", "? number-unknown shown", "? call-forwarded shown", "~ History-Info begins with sip:+12125550111@example.com.",
        request=["History-Info: <sip:+12125550111@example.com>;index=1",
                 "History-Info: <sip:+12125550123@example.com;cause=302>;index=1.1"]),
    "a call whose history has the same user": refused(
        "404", "? number-unknown shown", "!~ forwarded",
        request=["History-Info: <sip:+12125550123@example.com>;index=1, <sip:+12125550123@192.0.2.20>;index=1.1"]),
    "a call that was redirected, as the old form has it": refused(
        "404", "? number-unknown shown", "? call-forwarded shown", "~ History-Info begins with sip:bob@example.com.",
        request=["History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D302%3Btext%3D%22Moved%22>;index=1",
                 "History-Info: <sip:+12125550123@example.com>;index=1.1"]),
    # RFC 7044, Section 5: rc is for the Contact of a registration.
    "a call that went to the Contact of who was called": refused(
        "486", "? answered-by-machine likely", "!~ forwarded", uri="sip:x8a7f@192.0.2.20",
        request=["History-Info: <sip:bob@example.com>;index=1, <sip:x8a7f@192.0.2.20>;index=1.1;rc=1"]),
    "a call to a number that a proxy wrote otherwise": refused(
        "404", "? number-unknown shown", "!~ forwarded",
        request=["History-Info: <sip:2125550123@example.com>;index=1, <sip:+12125550123@example.com>;index=1.1"]),
    "a call with a history of one": refused(
        "404", "? number-unknown shown", "!~ forwarded", request=["History-Info: <sip:+12125550111@example.com>;index=1"]),
}


def step(number, answer, *lines, cseq=1, call=1, tag="a"):
    """An INVITE of a number that is dialled bit by bit, and its answer."""
    ids = f"call={call} from={tag}"
    return "\n".join([f"A>B INVITE {cseq} {ids} uri=sip:{number}@example.com", "| Contact: <sip:alice@192.0.2.10>",
                      f"B>A {answer} {ids}", *lines, f"A>B ACK {cseq} {ids} tag=b", "+0.8"])


SOFAR = "1? number-unknown shown", "2? overlap-dialling shown"

# RFC 3578: the 484s before the last digit are no failures.
OVERLAP = {
    "a number that is dialled bit by bit, and answered": "\n".join([
        step("0301", "484", *SOFAR, '2~ asks for "0301", and the one in frame 4 for "03012"'),
        step("03012", "484", *SOFAR, '2~ asks for "03012", and the one in frame 7 for "0301234"', cseq=2),
        step("0301234", "200", "| Contact: <sip:bob@192.0.2.20>", cseq=3)]),
    "a number that is dialled bit by bit, and does not exist": "\n".join([
        step("0301", "484", *SOFAR),
        step("03012", "404", "? number-unknown shown", '~ asks for "03012": 5 digits', "!~ as they are dialled", cseq=2)]),
    "a number that is dialled bit by bit, and stays too short": "\n".join([
        step("0301", "484", *SOFAR), step("03012", "484", "? number-unknown shown", '~ "03012": 5 digits', cseq=2)]),
    # As who waits for more answers the one before when the next one comes.
    "a number whose next digit is faster than the answer": """
        A>B INVITE 1 uri=sip:0301@example.com
            | Contact: <sip:alice@192.0.2.10>
        B>A 100
        +0.4
        A>B INVITE 2 uri=sip:03012@example.com
            | Contact: <sip:alice@192.0.2.10>
        B>A 484 INVITE 1
            1? number-unknown shown
            2? overlap-dialling shown
        A>B ACK 1 tag=b
        B>A 183 INVITE 2
        +3
        B>A 200 INVITE 2
            | Contact: <sip:bob@192.0.2.20>
        A>B ACK 2 tag=b
        """,
    "another number after one that is too short": "\n".join([
        step("0301", "484", "? number-unknown shown"),
        step("0401234", "200", "| Contact: <sip:bob@192.0.2.20>", cseq=2)]),
    "a shorter number after one that is incomplete": "\n".join([
        step("03012", "484", "? number-unknown shown"),
        step("0301", "200", "| Contact: <sip:bob@192.0.2.20>", cseq=2)]),
    # Who knows nothing of RFC 3578 takes a new Call-ID for each step.
    "a number that is dialled bit by bit, in a call for each step": "\n".join([
        step("0301", "484", "1? number-unknown shown", "2? overlap-dialling likely", '2~ begins another call, to "03012" (frame 4)'),
        step("03012", "484", "1? number-unknown shown", "2? overlap-dialling likely", '2~ "0301234" (frame 7)', call=2, tag="c"),
        step("0301234", "200", "| Contact: <sip:bob@192.0.2.20>", call=3, tag="d")]),
    "the number of another call goes on where this one ends, some time later": "\n".join([
        step("0301", "484", "? number-unknown shown"), "+6",
        step("0301234", "200", "| Contact: <sip:bob@192.0.2.20>", call=2, tag="c")]),
    "the number of the call of another caller goes on where this one ends": "\n".join([
        step("0301", "484", "? number-unknown shown"),
        step("0301234", "200", "| Contact: <sip:bob@192.0.2.20>", call=2, tag="c caller=carol")]),
    "another number is called after one that is too short": "\n".join([
        step("0301", "484", "? number-unknown shown"),
        step("0401234", "200", "| Contact: <sip:bob@192.0.2.20>", call=2, tag="c")]),
    "404, and a longer number": "\n".join([
        step("0301", "404", "? number-unknown shown"),
        step("0301234", "200", "| Contact: <sip:bob@192.0.2.20>", cseq=2)]),
}

LADDERS = {**OVERLAP, **NUMBERS, **SUBSCRIBE, **SCHEMES, **NEXT_HOPS, **CALLERS, **FORWARDED, **DOMAINS, **REGISTRATIONS}
