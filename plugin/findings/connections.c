/* connections.c
 * Connections that could not be made for a request
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/connections.h"
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

/* Whether a URI names the host that a connection was for. */
static bool
names_host(const finding_case_t *about, sip_text_t text, const refused_t *refused)
{
    sip_text_t address = case_host(about, refused->to);
    sip_uri_t  uri;

    /* As text, an IPv6 address has its brackets. */
    if (address.length > 2 && address.bytes[0] == '[') {
        address.bytes++;
        address.length -= 2;
    }
    return sip_parse_uri(text, &uri) && uri.host.length == address.length && address.length > 0
        && g_ascii_strncasecmp(uri.host.bytes, address.bytes, address.length) == 0;
}

/* Whether the request is for the address that the connection was for: by its Routes, or else by its Request-URI. */
static bool
is_for(const finding_case_t *about, const refused_t *refused)
{
    sip_values_t values = { about->request.header, { NULL, 0 } };
    sip_text_t   route;

    while (sip_next_value(&values, "Route", '\0', &route)) {
        if (names_host(about, sip_address(route), refused))
            return true;
    }
    return names_host(about, view_request_uri(&about->request), refused);
}

/*
 * The host that refused a request had tried a connection first, which was
 * refused. What else than SIP it may have been for, the port tells.
 */
void
find_late_in_connections(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    const refused_t     *refused, *found = NULL;
    bool                 shown = false;
    unsigned             count;

    if (about->moment->kind != MOMENT_FINAL || !is_about_ways_on(about->code) || !case_is_whole(about)
        || transaction_passed_on(about->call, transaction) != NULL)
        return;
    refused = connections_refused(&count);
    for (unsigned i = 0; i < count && !shown; i++) {
        if (refused[i].from != transaction->leg.to || refused[i].frame < transaction->request_frame
            || refused[i].frame > transaction->final_frame || refused[i].to == transaction->leg.from)
            continue;
        shown = is_for(about, &refused[i]);
        if (shown || (found == NULL && (refused[i].port == PORT_SIP || refused[i].port == PORT_SIP_TLS)))
            found = &refused[i];
    }
    if (found == NULL)
        return;
    if (shown)
        find_connection_refused(about, CERTAINTY_SHOWN, case_host(about, found->from),
                                case_host_port(about, found->to, found->port), found->frame);
    else
        find_connection_refused_likely(about, CERTAINTY_LIKELY, case_host(about, found->from),
                                       case_host_port(about, found->to, found->port), found->frame);
}
