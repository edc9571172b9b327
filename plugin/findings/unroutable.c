/* unroutable.c
 * A Contact that nobody can reach from outside, so that the ACK has nowhere to go
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/ways.h"
#include "finding_sentences.h"
#include "message/addresses.h"
#include "message/uri.h"

/* Who gets an ACK so late may have repeated its 2xx just before. */
#define UNDER_WAY_MS    400

static address_kind_t
kind_of_host(const finding_case_t *about, host_t host)
{
    return address_kind(case_host(about, host));
}

/*
 * Whether the address of the Contact cannot be that of where the 2xx came from,
 * as seen from the caller: certain, likely, or not (0).
 */
static unsigned
certainty_of_nat(address_kind_t contact, address_kind_t source, address_kind_t caller)
{
    if (contact == ADDRESS_UNSPECIFIED)
        return CERTAINTY_SHOWN;
    if (contact == ADDRESS_NONE || contact == ADDRESS_PUBLIC || source == ADDRESS_NONE || source == contact)
        return 0;
    if (contact == ADDRESS_LOOPBACK)
        return caller == ADDRESS_LOOPBACK ? 0 : CERTAINTY_SHOWN;
    /* Between private networks there may be routes; and the caller may be in a network that has the same addresses. */
    if (source == ADDRESS_PUBLIC || source == ADDRESS_LOOPBACK)
        return caller == contact ? CERTAINTY_LIKELY : CERTAINTY_SHOWN;
    return contact == ADDRESS_CONTAINER && caller != ADDRESS_CONTAINER ? CERTAINTY_LIKELY : 0;
}

static void
find_nat(finding_case_t *about, unsigned certainty, address_kind_t kind, sip_text_t contact, sip_text_t source)
{
    if (certainty == CERTAINTY_LIKELY)
        find_ack_unroutable_likely(about, CERTAINTY_LIKELY, contact, source);
    else if (kind == ADDRESS_CONTAINER)
        find_ack_unroutable_container(about, CERTAINTY_SHOWN, contact, source);
    else if (kind == ADDRESS_LINK_LOCAL)
        find_ack_unroutable_link(about, CERTAINTY_SHOWN, contact, source);
    else if (kind == ADDRESS_LOOPBACK)
        find_ack_unroutable_loopback(about, CERTAINTY_SHOWN, contact, source);
    else if (kind == ADDRESS_UNSPECIFIED)
        find_ack_unroutable_unspecified(about, CERTAINTY_SHOWN, contact, source);
    else
        find_ack_unroutable(about, CERTAINTY_SHOWN, contact, source);
}

/*
 * The same of the first proxy in Record-Route, where the ACK goes first: one behind
 * NAT that does not know its public address names its own.
 */
static bool
find_unroutable_proxy(finding_case_t *about, const ack_t *last, sip_text_t hop)
{
    const leg_t   *leg = &about->transaction->leg;
    host_t         source = about->moment->leg.to;
    sip_uri_t      uri;
    address_kind_t kind;

    if (!sip_parse_uri(hop, &uri) || (last != NULL && (last->leg.to == leg->to || last->leg.to == source)))
        return false;
    if (last != NULL
        && (!way_is_at_host(about, hop, last->leg.to) || about->moment->now - last->time < UNDER_WAY_MS))
        return false;
    kind = address_kind(uri.host);
    if (certainty_of_nat(kind, kind_of_host(about, source), kind_of_host(about, leg->from)) == 0
        || (last == NULL && way_before(about) != NULL))
        return false;
    find_ack_unroutable_proxy(about, CERTAINTY_LIKELY, uri.host, case_host(about, source));
    return true;
}

/* RFC 3261, Section 12.2.1.1: the ACK goes to the Contact, and here that can lead nowhere. */
bool
find_unroutable(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    sip_text_t     contact = way_target(&about->message);
    const leg_t   *leg = &about->transaction->leg;
    /* A host with several addresses may answer from another one than the INVITE went to. */
    host_t         source = about->moment->leg.to;
    /* One that only came to the proxy, which then had nowhere to send it, went nowhere from here. */
    const ack_t   *last = acks->way == ACK_ARRIVED ? NULL : acks->last;
    address_kind_t kind;
    unsigned       certainty;
    sip_uri_t      uri;

    if (route->known && route->count > 0 && !route->strict)
        return find_unroutable_proxy(about, last, route->hops[0]);
    /* By way of a proxy it need not be reached from here. */
    if (!route->known || route->count > 0 || !sip_parse_uri(contact, &uri) || sip_uri_has(&uri, "maddr"))
        return false;
    /* An ACK that went back to where the 2xx came from does not need the Contact. */
    if (last != NULL && (last->leg.to == leg->to || last->leg.to == source || !way_is_at_host(about, contact, last->leg.to)))
        return false;
    kind = address_kind(uri.host);
    certainty = certainty_of_nat(kind, kind_of_host(about, source), kind_of_host(about, leg->from));
    if (certainty == 0 || (last == NULL && way_before(about) != NULL))
        return false;
    find_nat(about, certainty, kind, uri.host, case_host(about, source));
    return true;
}
