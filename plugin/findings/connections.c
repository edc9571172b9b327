/* connections.c
 * Connections that could not be made for a request
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/connections.h"
#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "message/uri.h"
#include "finding_sentences.h"

/* Whether a host that answers with this code can have found no way further on. */
static bool
is_about_ways_on(unsigned code)
{
    switch (code) {
    case 404: case 408: case 430: case 477: case 478: case 480: case 500: case 502: case 503: case 504: case 513:
        return true;
    default:
        return false;
    }
}

/* Whether a URI names the host and the port that a connection was for. */
static bool
names_place(const finding_case_t *about, sip_text_t text, host_t host, uint16_t port)
{
    sip_text_t where = case_host(about, host);
    sip_uri_t  uri;

    /* As text, an IPv6 address has its brackets. */
    if (where.length > 2 && where.bytes[0] == '[') {
        where.bytes++;
        where.length -= 2;
    }
    if (!sip_parse_uri(text, &uri) || uri.host.length != where.length || where.length == 0
        || g_ascii_strncasecmp(uri.host.bytes, where.bytes, where.length) != 0)
        return false;
    /* RFC 3263, Section 4.2: an address without a port has that of its transport. */
    return uri.port != 0 ? uri.port == port : port == PORT_SIP || port == PORT_SIP_TLS;
}

/* Whether the request is for the address that the connection was for: by its Routes, or else by its Request-URI. */
static bool
is_for(const finding_case_t *about, host_t host, uint16_t port)
{
    sip_values_t values = { about->request.header, { NULL, 0 } };
    sip_text_t   route;

    while (sip_next_value(&values, "Route", '\0', &route)) {
        if (names_place(about, sip_address(route), host, port))
            return true;
    }
    return names_place(about, view_request_uri(&about->request), host, port);
}

/* Whether a frame lies between the request and its refusal. */
static bool
is_between(const finding_case_t *about, uint32_t frame)
{
    return frame >= about->transaction->request_frame && frame <= about->transaction->final_frame;
}

/*
 * Whether the host had waited for the connection in vain when it refused the
 * request, with a code that can be for that. An address that it does not find, or
 * that nobody has there, is none.
 */
static bool
had_waited(const finding_case_t *about, const refused_t *connection)
{
    return about->code != 404 && about->code != 478 && about->code != 513
        && about->moment->now - connection->time >= CONNECTION_SILENT_MS;
}

/* A connection that was refused, or that nobody answered. What else than SIP it may have been for, the port tells. */
static bool
find_not_made(finding_case_t *about, bool silent)
{
    const leg_t     *leg = &about->transaction->leg;
    const refused_t *refused, *found = NULL;
    bool             shown = false;
    unsigned         count;

    refused = connections_refused(&count);
    for (unsigned i = 0; i < count && !shown; i++) {
        if (refused[i].silent != silent || refused[i].from != leg->to || refused[i].to == leg->from || refused[i].to == leg->to
            || !is_between(about, refused[i].frame) || (silent && !had_waited(about, &refused[i])))
            continue;
        shown = is_for(about, refused[i].to, refused[i].port);
        if (shown || (found == NULL && (refused[i].port == PORT_SIP || refused[i].port == PORT_SIP_TLS)))
            found = &refused[i];
    }
    if (found == NULL)
        return false;
    if (silent && shown)
        find_next_hop_silent_connection(about, CERTAINTY_SHOWN, case_host(about, found->from),
                                        case_host_port(about, found->to, found->port), found->frame);
    else if (silent)
        find_next_hop_silent_connection_likely(about, CERTAINTY_LIKELY, case_host(about, found->from),
                                               case_host_port(about, found->to, found->port), found->frame);
    else if (shown)
        find_connection_refused(about, CERTAINTY_SHOWN, case_host(about, found->from),
                                case_host_port(about, found->to, found->port), found->frame);
    else
        find_connection_refused_likely(about, CERTAINTY_LIKELY, case_host(about, found->from),
                                       case_host_port(about, found->to, found->port), found->frame);
    return true;
}

/* A TLS connection that one side broke off. */
static void
find_broken(finding_case_t *about)
{
    const leg_t    *leg = &about->transaction->leg;
    const broken_t *broken, *found = NULL;
    bool            shown = false;
    unsigned        count;
    sip_text_t      target, sender, alert;

    broken = connections_broken(&count);
    for (unsigned i = 0; i < count && !shown; i++) {
        if (broken[i].client != leg->to || broken[i].server == leg->from || !is_between(about, broken[i].frame))
            continue;
        found = &broken[i];
        shown = is_for(about, found->server, PORT_SIP_TLS);
    }
    if (found == NULL)
        return;
    target = case_host_port(about, found->server, PORT_SIP_TLS);
    sender = case_host(about, found->by_server ? found->server : found->client);
    alert = case_text(connections_alert_name(found->alert));
    if (shown)
        find_tls_failed(about, CERTAINTY_SHOWN, case_host(about, found->client), target, sender, found->frame, alert);
    else
        find_tls_failed_likely(about, CERTAINTY_LIKELY, case_host(about, found->client), target, sender, found->frame,
                               alert);
}

/* Whether the host reached somebody with the request all the same, who may have refused it. */
static bool
has_gone_on(const finding_case_t *about)
{
    unsigned seen = 0;

    return transaction_next_hop(transactions_with(about->call, about->transaction->cseq), about->transaction, &seen) != NULL
        || (about->transaction->method == METHOD_INVITE && case_other_leg(about).transaction != NULL);
}

/* The host that refused a request had tried to reach another one first. */
void
find_late_in_connections(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || !is_about_ways_on(about->code) || !case_is_whole(about)
        || transaction_passed_on(about->call, about->transaction) != NULL || has_gone_on(about))
        return;
    if (!find_not_made(about, false))
        find_not_made(about, true);
    find_broken(about);
}
