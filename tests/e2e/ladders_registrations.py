# SPDX-License-Identifier: GPL-2.0-or-later
"""Registrations that end, that are refused, and that are missed by who calls.

Each ladder has a user of its own, as the registrar forgets none of them.
"""


def register(user, answer="200", *lines, call=1, cseq=1, contact=None, expires=60, domain="example.com", bound=None,
             request=()):
    """A REGISTER of B's, and its answer; bound: the Contact values of a 200, those of the request if not said."""
    contact = contact or f"<sip:{user}@192.0.2.20>"
    bound = [f"{contact};expires={expires}"] if bound is None and answer == "200" and expires else bound or []
    headers = [f"| Contact: {contact}", f"| Expires: {expires}", *(f"| {line}" for line in request)]
    who = f"caller=sip:{user}@{domain} to=sip:{user}@{domain}"
    return "\n".join([f"B>P REGISTER {cseq} call={call} uri=sip:{domain} {who}", *headers, f"P>B {answer} call={call} {who}",
                      *(f"| Contact: {item}" for item in bound), *lines])


def call(user, answer, *lines, method="INVITE", contact=False):
    asked = ["| Contact: <sip:alice@a.example.com>", "+1"] if contact else []
    to = f"uri=sip:{user}@example.com to=sip:{user}@example.com call=9"
    ack = f"A>P ACK 1 tag=b {to}" if method == "INVITE" else ""
    return "\n".join([f"A>P {method} 1 {to}", *asked, f"P>A {answer} call=9", *lines, ack])


ENDED = "2? unregistered shown"

CALLS = {
    "a registration that ran out": "\n".join([
        register("u1"), "+200", call("u1", "404", "? not-registered shown", "~ sip:u1@example.com (frame 2) was for 60 s",
                                     "~ 2 min 20 s before the INVITE in frame 3", "!~ number or user")]),
    "a registration that ran out, and 480": "\n".join([
        register("u2"), "+70", call("u2", "480", "? not-registered shown")]),
    "a registration that was removed": "\n".join([
        register("u3"), register("u3", "200", ENDED, cseq=2, expires=0), "+5",
        call("u3", "480", "? not-registered shown", "~ The REGISTER in frame 3 took the registration")]),
    "all registrations are removed": "\n".join([
        register("u4"), register("u4", "200", ENDED, cseq=2, contact="*", expires=0), "+5",
        call("u4", "404", "? not-registered shown")]),
    "registrations that never succeed": "\n".join([
        register("u5", "403"), call("u5", "404", "? not-registered likely", "~ refused with 403 Forbidden (frame 2)")]),
    "registrations whose credentials are refused": "\n".join([
        register("u21", "401"), register("u21", "401", "2? auth-not-retried shown", cseq=2), "+5",
        call("u21", "480", "? not-registered likely", "~ (frame 4)")]),
    "words that say so": call("u6", "480 phrase=User_not_registered", "? not-registered shown", '~ "User not registered"'),
    "words that say that there is no contact": call("u60", "480 phrase=No_contacts_for_this_AOR", "? not-registered shown",
                                                    '~ "No contacts for this AOR"', contact=True),
    "words that say that one contact is busy": call("u61", "480 phrase=Contact_for_this_AOR_is_busy", "!~ not registered",
                                                    contact=True),
    "words of FreeSWITCH": call("u7", "480", '| Reason: Q.850;cause=606;text="USER_NOT_REGISTERED"',
                                "? not-registered shown"),
    "a registration that ran out, called by an address": "\n".join([
        register("u8"), "+200", call("u8", "404", "? not-registered shown").replace(
            "uri=sip:u8@example.com", "uri=sip:u8@192.0.2.20")]),
    # Near misses.
    "a registration that ran out elsewhere": "\n".join([
        register("u9").replace("B>P", "B>Q").replace("P>B", "Q>B"), "+200", call("u9", "404", "? number-unknown shown")]),
    "a registration that ran out, and something rings": "\n".join([
        register("u10"), "+200", call("u10", "480").replace("P>A 480", "P>A 180 call=9\n+12\nP>A 480")]),
    "a registration that holds": "\n".join([
        register("u11"), "+40", call("u11", "404", "? number-unknown shown", "!~ registration of")]),
    "a registration that was renewed": "\n".join([
        register("u12"), "+50", register("u12", cseq=2), "+40", call("u12", "480", "? answered-by-machine likely")]),
    "a registration that was renewed with another Call-ID": "\n".join([
        register("u13"), "+50", register("u13", call=2), "+40", call("u13", "480", "? answered-by-machine likely")]),
    "another device is still registered": "\n".join([
        register("u14", "200", ENDED, expires=0, bound=["<sip:u14@192.0.2.21>;expires=3600"]),
        call("u14", "480", "? answered-by-machine likely")]),
    "a registration whose end is not known": "\n".join([
        register("u15", bound=["<sip:u15@192.0.2.21>;expires=soon"]), "+200",
        call("u15", "404", "? number-unknown shown")]),
    "a registration of another user": "\n".join([
        register("u16"), "+200", call("u17", "480", "? answered-by-machine likely")]),
    "a registration that ran out, and busy": "\n".join([
        register("u18"), "+200", call("u18", "486", "? answered-by-machine likely")]),
    "a registration that is refused after one that holds": "\n".join([
        register("u19"), register("u19", "403", cseq=2), call("u19", "480", "? answered-by-machine likely")]),
    "a registration that is challenged": "\n".join([
        register("u22", "401", "2? auth-not-retried shown"), "+5", call("u22", "480", "? answered-by-machine likely")]),
    "another device is registered for longer, and not listed": "\n".join([
        register("u23", contact="<sip:u23@192.0.2.21>", expires=3600), register("u23", call=2), "+200",
        call("u23", "480", "? answered-by-machine likely")]),
    "a trunk that is not registered": call("u24", "480 phrase=Trunk_not_registered", "? answered-by-machine likely"),
    "who calls is not registered": call("u20", "403 phrase=User_not_registered", "? server-words shown", "~ Look at both."),
}

REFUSED = {
    "a registration that is taken away": register("v1", "200", ENDED, "2~ takes a registration away", expires=0),
    "a registration": register("v2"),
    "a question what is registered": register("v27", expires=0).replace("| Contact: <sip:v27@192.0.2.20>\n", ""),
    "too many a minute": register("v28", "403 phrase=Too_many_registrations_per_minute"),
    "one of two contacts is taken away": register("v3", "200", contact="<sip:v3@192.0.2.20>;expires=0,"
                                                  "<sip:v3@192.0.2.21>", bound=["<sip:v3@192.0.2.21>;expires=60"]),
    "too many contacts": register("v4", "503 phrase=Too_many_registered_contacts", "? contacts-full shown",
                                  "~ sip:v4@example.com", "!~ overload"),
    "too many contacts, by P-Registrar-Error": register("v5", "503", "| P-Registrar-Error: Too many registered contacts",
                                                        "? contacts-full shown", '~ "Too many registered contacts"'),
    "another P-Registrar-Error": register("v6", "400", "| P-Registrar-Error: Invalid Contact header", "? server-words shown", "!~ too many"),
    # Asterisk has no words for that.
    "one contact more than max_contacts": "\n".join([
        register("v50"),
        register("v50", "403", "| Server: Asterisk PBX 18.9.0", "? contacts-full likely",
                 "~ By the answer in frame 2, the number of contacts of sip:v50@example.com was 1", "~ sip:v50@192.0.2.20:40112",
                 call=2, contact="<sip:v50@192.0.2.20:40112>")]),
    "one contact more, and it is not Asterisk": "\n".join([
        register("v51"), register("v51", "403", "| Server: Other", call=2, contact="<sip:v51@192.0.2.20:40112>")]),
    "one contact more, and it is the older Asterisk": "\n".join([
        register("v52"), register("v52", "403", "| Server: Asterisk PBX 1.8", "| Allow: INVITE, ACK", call=2,
                                  contact="<sip:v52@192.0.2.20:40112>")]),
    "one contact more, and the older Asterisk behind somebody": "\n".join([
        register("v56", "200", "| Allow: INVITE, ACK"),
        register("v56", "403", "| Server: Asterisk PBX 1.8", call=2, contact="<sip:v56@192.0.2.20:40112>")]),
    "the same contact once more": "\n".join([
        register("v53"), register("v53", "403", "| Server: Asterisk PBX 18.9.0", call=2)]),
    "one contact more, and the other one ran out": "\n".join([
        register("v54"), "+90",
        register("v54", "403", "| Server: Asterisk PBX 18.9.0", call=2, contact="<sip:v54@192.0.2.20:40112>")]),
    "one contact more of another device": "\n".join([
        register("v55"), register("v55", "403", "| Server: Asterisk PBX 18.9.0", call=2,
                                  contact="<sip:v55@192.0.2.20:40112>").replace("B>P", "C>P").replace("P>B", "P>C")]),
    "an unknown account": register("v7", "404 phrase=Unknown_user_account", "? subscriber-unknown shown",
                                   "~ sip:v7@example.com"),
    "an unknown user of an HSS": register("v8", "403 phrase=HSS_User_Unknown", "? subscriber-unknown shown"),
    "404 to a REGISTER": register("v9", "404", "? subscriber-unknown likely", "~ Most likely"),
    "404 to a REGISTER of a user who was known": "\n".join([
        register("v40"), register("v40", "404", "!~ Most likely", cseq=2)]),
    "404 to a REGISTER that says something else": register("v10", "404 phrase=No_luck"),
    "403 to a REGISTER": register("v11", "403"),
    "another user in Contact": register("v12", "404", "? contact-user-differs likely",
                                        "? subscriber-unknown likely", '~ "v12-0x55a0"', '~ "v12"',
                                        contact="<sip:v12-0x55a0@192.0.2.20>"),
    "another user in Contact, and it is accepted": register("v13", contact="<sip:v13-0x55a0@192.0.2.20>"),
    "another user in Contact, as others have it": "\n".join([
        register("v24", contact="<sip:x24@192.0.2.20>"),
        register("v25", "404", "? subscriber-unknown likely", call=2, contact="<sip:x25@192.0.2.20>")]),
    "the random user of a browser": register("v26", "404", "? subscriber-unknown likely",
                                             contact="<sip:x26@5d3k2.invalid;transport=ws>"),
    "no user in Contact": register("v14", "404", "? subscriber-unknown likely", contact="<sip:192.0.2.20>"),
    "another user in Contact, and credentials": register(
        "v15", "403", contact="<sip:x@192.0.2.20>",
        request=['Authorization: Digest username="v15",realm="r",nonce="n",uri="sip:example.com",response="00"']),
    "an address as domain": register("v16", "403 phrase=Domain_forbidden", "? domain-is-address likely",
                                     "~ 203.0.113.50 as the domain in To", domain="203.0.113.50"),
    "an address as domain, without words": register("v17", "403", "? domain-is-address likely", domain="203.0.113.51"),
    "an address as domain, and other words": register("v18", "403 phrase=Go_away", "!~ domain", domain="203.0.113.52"),
    "an address as domain that is accepted": "\n".join([
        register("v19", domain="203.0.113.53"), register("v20", "403", "!~ domain", call=2, domain="203.0.113.53")]),
    "404 to a REGISTER at an address": register("v22", "404", "? domain-is-address likely", "? subscriber-unknown likely",
                                                domain="203.0.113.54"),
    "an address of a private network as domain": register("v23", "403", "!~ domain", domain="10.0.0.9"),
    "a name as domain": register("v21", "403 phrase=Domain_forbidden", "? server-words shown", "!~ domain in"),
}

LADDERS = {**CALLS, **REFUSED}
