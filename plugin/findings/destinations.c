/* destinations.c
 * What a server says of the number, the way there, and the caller in its own words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/addressing.h"
#include "finding_sentences.h"

static sip_text_t
number_or_uri(const refused_t *refused)
{
    return refused->number.length > 0 ? refused->number : refused->uri;
}

/* Of the Route values the first one is the server itself, as a rule. */
static sip_text_t
next_route(const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   value, none = { NULL, 0 };
    sip_uri_t    uri;

    for (unsigned i = 0; i < 2; i++) {
        if (!sip_next_value(&values, "Route", '\0', &value))
            return none;
    }
    return sip_parse_uri(sip_address(value), &uri) ? uri.host : none;
}

/* Words that name DNS, and say that it did not give what was asked for. */
static sip_text_t
words_of_failed_look_up(const words_t *words)
{
    static const char *const names[] = { "dns", NULL };
    static const char *const failing[] = {
        "fail", "failed", "failure", "failures", "error", "errors", "timeout", "time out", "timed out", "no", "not", "none",
        "unable", "cannot", "can't", "couldn't", "lookup", "look up", "resolution", "resolve", "resolving", "unresolved",
        "servfail", "refused", "problem", "problems", "issue", "unreachable", "unavailable", "down", "missing", "bad",
        "invalid", "empty", "unknown", NULL
    };
    static const char *const found[] = { "resolved", "succeeded", "success", "successful", "successfully", NULL };
    sip_text_t said = words_blame(words, names);

    if (said.length > 0 && (words_find(words, failing).length == 0 || words_find(words, found).length > 0))
        said.length = 0;
    return said;
}

static bool
find_unresolved(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const unresolved[] = {
        "unresolvable", "unresolved destination", "unresolved host", "unknown host", "host unknown", "no such host",
        "srv lookup", "no srv records", "no naptr records",
        "could not resolve", "couldn't resolve", "cannot resolve", "can't resolve", "unable to resolve",
        "failed to resolve", "cannot be resolved", "not be resolved", "not resolvable", "name resolution",
        "name not resolved", "host not found", "nxdomain", NULL
    };
    static const char *const others[] = {
        "number", "user", "username", "customer", "caller", "account", "subscriber", "tenant", "extension", "alias", NULL
    };
    sip_text_t said = words_blame(words, unresolved), route, phrase = view_phrase(&about->message);

    if (said.length == 0)
        said = words_of_failed_look_up(words);
    if (about->code == 478 && said.length == 0)
        said = phrase.length > 0 ? phrase : case_text("478");
    /* Numbers and users are resolved as well, in a data base. */
    if (said.length == 0 || (about->code != 478 && words_find(words, others).length > 0))
        return false;
    if (case_has(about, FINDING_SCHEME_UNSUPPORTED))
        return true;
    route = next_route(&refused->view);
    if (route.length > 0 && !host_is_address(route))
        find_next_hop_unresolved_route(about, CERTAINTY_SHOWN, said, about->method, refused->frame, route);
    else if (refused->host.length > 0 && !host_is_address(refused->host))
        find_next_hop_unresolved(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->host);
    else
        find_next_hop_unresolved_address(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->uri);
    return true;
}

/* The words speak of the number or name that the caller shows. */
static bool
find_caller(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const callers[] = {
        "caller id", "caller ids", "callerid", "caller number", "caller phone number", "calling number",
        "calling party number", "origination number", "originating number", "presentation number", "clip no screening",
        "from: header number", "source number", "source phone number", "from number is", "from number not", "invalid from", "invalid caller",
        "unverified caller", "bad caller", "clid", "cli", "ani", "invalid a number",
        "asserted identity", "preferred identity", "unverified number", "invalid d35", NULL
    };
    static const char *const hidden[] = {
        "anonymous", "withheld", "private number", "private numbers", "hidden number", "no caller", NULL
    };
    static const char *const elsewhere[] = {
        "domain", "host", "lookup", "look up", "timeout", "timed out", "script", "limit", "trunk", "cnam", "database",
        "service", NULL
    };
    static const char *const form[] = { "header", "missing", "malformed", "syntax", "parse", "tag", NULL };
    sip_text_t said = words_blame(words, callers), from = sip_address(view_value(&refused->view, "From", 'f')), asserted;

    /* Anonymous to a server is also who it does not know. */
    if (said.length == 0 && (case_text_has(from, "anonymous") || view_has(&refused->view, "Privacy", '\0')))
        said = words_blame(words, hidden);
    /* The host of From is another matter, and so is a header field that cannot be read, or what is done with the number. */
    if (said.length == 0 || words_find(words, elsewhere).length > 0
        || (about->code == 400 && words_find(words, form).length > 0))
        return false;
    asserted = sip_address(view_value(&refused->view, "P-Asserted-Identity", '\0'));
    if (asserted.length > 0)
        find_caller_number_asserted(about, CERTAINTY_SHOWN, said, about->method, refused->frame, from, asserted);
    else
        find_caller_number(about, CERTAINTY_SHOWN, said, about->method, refused->frame, from);
    return true;
}

/* RFC 3398, Section 7.2.4.1: causes 2 and 3 say that there is no route. */
static bool
find_route(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const routes[] = {
        "no trunk", "no trunks", "no matching trunk", "no available trunk", "no outbound trunk", "no outgoing trunk",
        "no sip trunk", "trunk not found", "trunk group not found", "unknown trunk", "no route", "no routes",
        "no matching route", "no matching routing rule", "no routing rule", "matching route pattern", "no outbound rule",
        "no outbound rules", "no inbound rule", "no inbound rules", "no destination", "no destinations",
        "no available route", "no outgoing route", "no outbound route", "no outbound routes", "no inbound route",
        "no valid route", "no suitable route", "no active route", "no usable route", "route not found",
        "routes not found", "no routing", "routing not found", "unable to route", "cannot route", "can't route",
        "could not route", "not routable", "unroutable", "no gateway", "no gateways", "no available gateway",
        "no available gateways", "no suitable gateway", "no valid gateway", "no outbound gateway", "gateway not found",
        "no carrier", "no available carrier", "no dial peer", "no matching dial peer", "no matching rule",
        "no rule matched", "no dialplan", "no dial plan", "no matching dial plan", "not in dialplan", "not in dial plan",
        "no translation", "no ingress", "no egress", "no matching destination", NULL
    };
    /* Of the network below, of what the request lacks, of what one may not do or need not, and of what does not work. */
    static const char *const others[] = {
        "no route to host", "no destination number", "no destination user", "no destination address",
        "no destination uri", "allowed", "permitted", "authorized", "authorised", "needed", "required", "necessary",
        "is down", "are down", "busy", "media", "codec", "codecs", "sdp", "signal", NULL
    };
    sip_text_t said = words_blame(words, routes);
    uint32_t   cause = case_q850_cause(about);

    if ((said.length == 0 && cause != 2 && cause != 3) || words_find(words, others).length > 0)
        return false;
    if (said.length > 0)
        find_route_none(about, CERTAINTY_SHOWN, said, about->method, refused->frame, number_or_uri(refused));
    else
        find_route_none_cause(about, CERTAINTY_SHOWN, cause, about->method, refused->frame, number_or_uri(refused));
    return true;
}

/* The words say that the number or the user is not known, and it is the one that is called. */
static void
find_number(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const numbers[] = {
        "unallocated", "unallocated number", "unassigned number", "invalid number", "invalid number format",
        "number invalid", "number is invalid", "number is not valid", "not a valid number", "invalid phone number",
        "invalid destination", "invalid destination number", "invalid called number", "invalid called party number",
        "number not found", "number not in service", "number is not in service", "not in service",
        "number does not exist", "number not assigned", "number unknown", "unknown number", "number incomplete",
        "incomplete number", "address incomplete", "incomplete address", "no such number", "no such extension",
        "extension not found", "unknown extension", "invalid extension", "extension does not exist", "vacant code",
        "called party not found", "callee not found", "destination not found", "unknown destination", NULL
    };
    static const char *const others[] = {
        "caller", "calling", "from", "source", "origination", "originating", "originator", "diversion", "redirecting",
        "redirection", "forwarding", "referred", "transfer", "billing", "charge", "number of", "trunk", "gateway",
        "header", "supported", "require", "rejected", "endpoint", "maintenance", "queue", "agent", "room",
        "conference", "server", "system", "node", "network", "link", "error", NULL
    };
    sip_text_t said = words_blame(words, numbers);

    /* With other codes it may be the user who calls. */
    if (said.length == 0 && (about->code == 404 || about->code == 410 || about->code == 480 || about->code == 604))
        said = words_blame(words, words_of_unknown_users);
    /* It may be the number of somebody else. */
    if (said.length == 0 || refused->number.length == 0 || words_find(words, others).length > 0)
        return;
    if (about->code == 404 || about->code == 484 || about->code == 604)
        find_number_by_form(about, refused);
    else if (refused->number.length == 1)
        find_number_unknown_words_single(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->number);
    else
        find_number_unknown_words(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->number,
                                  refused->number.length);
}

void
find_in_destination_words(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    if (find_unresolved(about, refused, words) || about->transaction->method == METHOD_REGISTER)
        return;
    if (!find_caller(about, refused, words) && !find_route(about, refused, words))
        find_number(about, refused, words);
}
