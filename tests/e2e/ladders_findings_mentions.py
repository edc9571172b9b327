# SPDX-License-Identifier: GPL-2.0-or-later
"""Words of servers that name a cause in a well known way, and words that mention one without a claim.

Finals come a second after their request, so that nobody takes them for a machine's.
"""


def said(answer, *lines, method="INVITE", contact=True):
    ack = "A>P ACK tag=b" if method == "INVITE" else ""
    return "\n".join([f"A>P {method}", *(["| Contact: <sip:alice@192.0.2.10>"] if contact else []), "+1", f"P>A {answer}",
                      *lines, ack])


def words(answer, *lines):
    return said(answer, "? server-words shown", *lines)


NAMED = {
    **{f"{code} for want of money, in the words {phrase}": words(f"{code} phrase={phrase}", "~ not enough credit")
       for code, phrase in ((403, "Insufficient_Balance"), (402, "Insufficient_funds"), (403, "Credit_limit_exceeded"),
                            (503, "Out_of_credit"), (403, "No_credit"))},
    "want of money in the text of a Reason": words("403", '| Reason: Q.850;cause=21;text="Insufficient balance"',
                                                   "~ not enough credit"),
    "a card that is none of a telephone": said("403 phrase=No_credit_card_on_file"),
    "an account that is switched off": words("403 phrase=Account_suspended", "~ has switched it off"),
    "a caller whom the called user blocked": said("403 phrase=Called_user_blocked_the_caller"),
    # 3GPP TS 24.604, 4.5.2.6
    "a call that was forwarded too often": words("480 phrase=Too_many_diversions", "~ more often than the network permits"),
    "the same in a Warning": words("480", '| Warning: 399 as.example.com "Too many diversions appeared"',
                                   "~ more often than the network permits"),
    "a call that is barred": words("603 phrase=Outgoing_call_barred", "~ barred for one of the two sides"),
    **{f"{code} of who is not to be disturbed": words(f"{code} phrase={phrase}", "~ not to be disturbed")
       for code, phrase in ((480, "Do_Not_Disturb"), (486, "DND"), (603, "Do_not_disturb"))},
    "a list of that name": said("480 phrase=DND_list_is_empty"),
    "a destination that is not permitted": words("403 phrase=International_calls_not_allowed", "~ are not permitted"),
    "an address that is not let in": words("403 phrase=IP_not_whitelisted", "~ does not let in the address"),
    "who has to register first": words("403 phrase=Registration_required", "~ has no registration of the sender"),
    "a registration of which side is not said": words("403 phrase=Not_registered", "~ Look at both"),
    "the same to who registers": said("403 phrase=Not_registered", method="REGISTER"),
    # Who failed too often is not let in with the right password either.
    "who failed too often": words("403 phrase=Too_many_authentication_failures", "~ lets nobody in from there",
                                  "!~ does not accept the credentials"),
}

MENTIONED = {
    "no destinations in one country": words("403 phrase=No_destinations_in_Cuba_allowed", "~ are not permitted", "!~ No trunk"),
    **{f"a way that is not missing: {phrase}": said(f"{code} phrase={phrase}", "!~ asks for") for code, phrase in (
        (403, "No_routes_allowed_for_this_account"), (500, "No_gateway_is_needed_for_this_number"),
        (503, "No_gateways_are_down"))},
    **{f"names that were found: {phrase}": said(f"500 phrase={phrase}", "!~ finds no address") for phrase in (
        "DNS_is_fine", "DNS_resolved,_connect_failed", "DNS_ok,_media_server_is_down", "DNS")},
    **{f"names that were not found: {phrase}": said(f"500 phrase={phrase}", "? next-hop-unresolved shown") for phrase in (
        "DNS_failure", "DNS_lookup_timed_out", "No_DNS_results", "DNS_problem")},
    **{f"a caller who does: {phrase}": said(f"403 phrase={phrase}", "!~ in From") for phrase in (
        "Caller_ID_is_fine,_call_refused", "Caller_number_is_verified_but_the_line_is_closed")},
    "a caller who does, and no money": words("403 phrase=CLI_ok,_no_balance", "~ not enough credit", "!~ in From"),
    "a caller who does not": said("403 phrase=Caller_number_is_not_valid", "? caller-number shown"),
    **{f"a password that is not wrong: {phrase}": said(f"403 phrase={phrase}", "!~ names the password") for phrase in (
        "Password_ok,_line_closed", "Password_expired", "Not_authenticated_by_password")},
    "a password that is": words("403 phrase=Wrong_username_or_password", "~ names the password"),
    "a copy that is none of credentials": said("403 phrase=No_replay_of_announcements", "!~ copy of earlier ones"),
    **{f"what a user lacks: {phrase}": said(f"{code} phrase={phrase}", "!~ is for", "!~ is from") for code, phrase in (
        (403, "Service_not_provisioned"), (404, "Feature_not_provisioned"), (403, "Unknown_user_agent"),
        (404, "Subscriber_not_found_in_conference"), (503, "Carrier_account_not_found"), (404, "Media_endpoint_not_found"))},
    **{f"who else is not there: {phrase}": said(f"{code} phrase={phrase}", "!~ asks for") for code, phrase in (
        (480, "Agent_logged_out"), (503, "Not_registered_with_upstream"), (503, "Not_registered"),
        (503, "System_not_in_service"), (480, "No_routing,_user_busy"), (404, "No_matching_rule_for_codec"))},
    "who is called is not there": said("503 phrase=User_not_registered", "? not-registered shown"),
    "no way, as all are taken": said("503 phrase=No_route,_all_trunks_busy", "? overloaded shown"),
    **{f"what is done with the caller: {phrase}": said(f"500 phrase={phrase}", "!~ in From") for phrase in (
        "Caller_ID_lookup_failed", "Invalid_caller_script")},
    **{f"a balance that is none of money: {phrase}": said(f"503 phrase={phrase}") for phrase in (
        "Low_balance_of_media_ports", "No_balancer_available")},
    "what a user has switched off": said("403 phrase=User_disabled_call_forwarding"),
    "fields that a registration needs": said("403 phrase=Registration_required_fields_missing"),
    "a user who is not in a queue": said("404 phrase=User_not_found_in_queue", "!~ does not know"),
}

# What the server says itself is more than what can be concluded from times and registrations.
OUTWEIGHED = {
    "who is not to be disturbed, at once": words("480 phrase=Do_Not_Disturb", "~ not to be disturbed").replace("+1\n", ""),
    "who is not to be disturbed, behind some ringing": words("486 phrase=DND", "~ not to be disturbed").replace(
        "+1\n", "P>A 180\n+3\n").replace("P>A 486", "P>A 486 INVITE"),
    "money, and no registration either": "\n".join([
        "B>P REGISTER call=2 uri=sip:example.com caller=sip:w1@example.com to=sip:w1@example.com",
        "| Contact: <sip:w1@192.0.2.20>", "| Expires: 60", "P>B 200 call=2", "| Contact: <sip:w1@192.0.2.20>;expires=60", "+90",
        "A>P INVITE call=9 uri=sip:w1@example.com to=sip:w1@example.com", "| Contact: <sip:alice@192.0.2.10>",
        "P>A 480 call=9 phrase=Insufficient_Balance", "? server-words shown", "~ not enough credit", "!~ ran out",
        "A>P ACK call=9 tag=b uri=sip:w1@example.com to=sip:w1@example.com"]),
}

LADDERS = {**NAMED, **MENTIONED, **OUTWEIGHED}
