/* acknowledgements.c
 * Causes of a 2xx that comes again: ACKs that are missing, late or for the wrong target
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/acknowledgements.h"
#include "exchange/acks.h"
#include "findings/case.h"
#include "finding_sentences.h"
#include "message/addresses.h"
#include "message/uri.h"

/* A route is not looked at any further. */
#define MAX_ROUTE       16

/* So many transactions with one CSeq number are looked at. */
#define MAX_LOOKED_AT   64

/* RFC 3261, Section 13.3.1.4: what is older than T1 should have arrived. */
#define ON_ITS_WAY_MS   500

/* The caller acknowledges each copy of the 2xx, so that one lost ACK makes no more of them. */
#define MANY_ACKS       3

/* The proxies that an ACK has to go by, in its order (RFC 3261, Section 12.1.2). */
typedef struct {
    sip_text_t hops[MAX_ROUTE];     /* addresses */
    unsigned   count;
    bool       strict;              /* one of them, or of those that it passed, is a strict router */
    bool       known;
} route_t;

typedef enum {
    FITS,
    WRONG_TARGET,
    WRONG_ROUTE
} fit_t;

static unsigned
read_addresses(const message_view_t *view, const char *name, sip_text_t *addresses)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   value;
    unsigned     count = 0;

    while (count < MAX_ROUTE && sip_next_value(&values, name, '\0', &value))
        addresses[count++] = sip_address(value);
    return count;
}

/*
 * What Record-Route of the 2xx asks of an ACK on the leg of the INVITE. What the
 * INVITE brought there already are those who passed it on, and stand behind the
 * others in the 2xx.
 */
static route_t
route_for(const transaction_t *invite, const message_view_t *answer)
{
    message_view_t request = transaction_request(invite);
    sip_text_t     all[MAX_ROUTE], passed[MAX_ROUTE];
    unsigned       count = read_addresses(answer, "Record-Route", all);
    unsigned       behind = read_addresses(&request, "Record-Route", passed);
    route_t        route = { .known = view_is_known(&request) && count < MAX_ROUTE && behind <= count };
    sip_uri_t      uri;

    for (unsigned i = 0; i < count; i++)
        route.strict = route.strict || !sip_parse_uri(all[i], &uri) || !sip_uri_has(&uri, "lr");
    if (route.known) {
        for (unsigned i = count - behind; i > 0; i--)
            route.hops[route.count++] = all[i - 1];
    }
    return route;
}

static sip_text_t
contact_of(const message_view_t *view)
{
    sip_text_t list = view_value(view, "Contact", 'm'), value = { NULL, 0 };

    sip_next_list_value(&list, &value);
    return sip_address(value);
}

/* Whether it is the Contact of the 2xx as another leg has it, where a proxy between them changed that. */
static bool
is_contact_elsewhere(const finding_case_t *about, const transaction_t *invite, const message_view_t *answer, sip_text_t uri)
{
    const transaction_t *item = transactions_with(about->call, invite->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        message_view_t other = transaction_final(item);

        if (item->method == METHOD_INVITE && view_is_known(&other)
            && case_texts_equal(view_to_tag(&other), view_to_tag(answer)) && sip_uris_equal(uri, contact_of(&other)))
            return true;
    }
    return false;
}

/* Whether the host of a URI is this one. */
static bool
is_at_host(const finding_case_t *about, sip_text_t text, host_t host)
{
    sip_uri_t  uri;
    sip_text_t name = case_host(about, host);

    return sip_parse_uri(text, &uri) && sip_text_is(uri.host, wmem_strndup(about->moment->pinfo->pool, name.bytes, name.length));
}

/* Whether a list of addresses has the hops of a route in their order; there may be others between them. */
static bool
goes_by(const message_view_t *ack, const route_t *route)
{
    sip_text_t addresses[MAX_ROUTE];
    unsigned   count = read_addresses(ack, "Route", addresses), found = 0;

    for (unsigned i = 0; i < count && found < route->count; i++)
        found += sip_uris_have_same_host(addresses[i], route->hops[found]);
    return found == route->count;
}

/*
 * Whether Request-URI and Route of an ACK are what the 2xx asks for. With a
 * strict router on the way they change from host to host (RFC 3261, Section
 * 16.4), so that any place in the route will do.
 */
static fit_t
fit_of(const finding_case_t *about, const transaction_t *invite, const message_view_t *answer, const acks_t *acks)
{
    message_view_t ack = ack_view(acks->last);
    sip_text_t     uri = view_request_uri(&ack), hops[MAX_ROUTE];
    route_t        route = route_for(invite, answer);
    bool           at_contact = sip_uris_equal(uri, contact_of(answer));

    if (!route.known)
        return FITS;
    if (!at_contact && route.strict) {
        unsigned count = read_addresses(answer, "Record-Route", hops);

        for (unsigned i = 0; i < count; i++)
            at_contact = at_contact || sip_uris_have_same_host(uri, hops[i]);
        if (at_contact)
            return FITS;
    }
    /* A proxy before a NAT sends it back to where the 2xx came from, and a proxy may have changed the Contact. */
    if (!at_contact && !is_at_host(about, uri, invite->leg.to) && !is_contact_elsewhere(about, invite, answer, uri))
        return WRONG_TARGET;
    if (acks->way >= ACK_OF_SENDER && !route.strict && !goes_by(&ack, &route))
        return WRONG_ROUTE;
    return FITS;
}

/* The values of a route as one text in packet scope. */
static sip_text_t
list_of(const finding_case_t *about, const sip_text_t *values, unsigned count)
{
    wmem_strbuf_t *list = wmem_strbuf_new(about->moment->pinfo->pool, "");

    for (unsigned i = 0; i < count; i++) {
        wmem_strbuf_append(list, i > 0 ? ", " : "");
        wmem_strbuf_append_len(list, values[i].bytes, values[i].length);
    }
    return (sip_text_t){ wmem_strbuf_get_str(list), wmem_strbuf_get_len(list) };
}

static void
find_wrong_target(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    message_view_t ack = ack_view(acks->last);
    sip_text_t     uri = view_request_uri(&ack), target = contact_of(&about->message);

    if (acks->way >= ACK_OF_SENDER && !route->strict && !goes_by(&ack, route))
        find_ack_target_wrong_both(about, CERTAINTY_SHOWN, acks->last->frame, uri, target,
                                   list_of(about, route->hops, route->count));
    else
        find_ack_target_wrong(about, CERTAINTY_SHOWN, acks->last->frame, uri, target);
}

static void
find_wrong_route(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    message_view_t ack = ack_view(acks->last);
    sip_text_t     taken[MAX_ROUTE];
    unsigned       count = read_addresses(&ack, "Route", taken);

    if (count == 0)
        find_ack_target_wrong_route(about, CERTAINTY_SHOWN, acks->last->frame, list_of(about, route->hops, route->count));
    else
        find_ack_target_wrong_order(about, CERTAINTY_SHOWN, acks->last->frame, list_of(about, taken, count),
                                    list_of(about, route->hops, route->count));
}

/* The ACK is right, and still the 2xx comes again. */
static void
find_late_ack(finding_case_t *about, const acks_t *acks)
{
    int64_t age = about->moment->now - acks->last->time;

    if (acks->count >= MANY_ACKS)
        find_ack_late_often(about, CERTAINTY_SHOWN, acks->count, acks->first->frame, acks->last->frame);
    else if (age >= ON_ITS_WAY_MS)
        find_ack_late_aged(about, CERTAINTY_SHOWN, acks->last->frame, age);
    else
        find_ack_late(about, CERTAINTY_SHOWN, acks->last->frame);
}

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

/* The INVITE that a proxy made this one of, where the capture shows that no ACK came to it for that; NULL else. */
static const transaction_t *
unacknowledged_before(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->ack_frame == 0 && transaction_is_next_hop(about->transaction, item))
            return item;
    }
    return NULL;
}

/* RFC 3261, Section 12.2.1.1: the ACK goes to the Contact, and here that can lead nowhere. */
static bool
find_unroutable(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    sip_text_t     contact = contact_of(&about->message);
    const leg_t   *leg = &about->transaction->leg;
    address_kind_t kind;
    unsigned       certainty;
    sip_uri_t      uri;

    /* By way of a proxy it need not be reached from here. */
    if (!route->known || route->count > 0 || !sip_parse_uri(contact, &uri) || sip_uri_has(&uri, "maddr"))
        return false;
    /* An ACK that went back to where the 2xx came from does not need the Contact. */
    if (acks->last != NULL && (acks->last->leg.to == leg->to || !is_at_host(about, contact, acks->last->leg.to)))
        return false;
    kind = address_kind(uri.host);
    certainty = certainty_of_nat(kind, kind_of_host(about, leg->to), kind_of_host(about, leg->from));
    if (certainty == 0 || (acks->last == NULL && unacknowledged_before(about) != NULL))
        return false;
    find_nat(about, certainty, kind, uri.host, case_host(about, leg->to));
    return true;
}

/* An ACK with other tags belongs to no call (RFC 3261, Section 13.2.2.4). */
static bool
find_other_tags(finding_case_t *about, const ack_t *ack)
{
    message_view_t view = ack_view(ack);
    sip_text_t     tag = view_to_tag(&view), answered = view_to_tag(&about->message);
    bool           in_to = !case_texts_equal(tag, answered);

    if (!in_to) {
        tag = view_from_tag(&view);
        answered = view_from_tag(&about->message);
    }
    if (answered.length == 0)
        return false;
    if (tag.length == 0)
        find_dialog_tag_missing_ack(about, CERTAINTY_SHOWN, ack->frame, case_text(in_to ? "To" : "From"), answered);
    else
        find_dialog_tag_wrong_ack(about, CERTAINTY_SHOWN, ack->frame, tag, case_text(in_to ? "To" : "From"), answered);
    return true;
}

static void
find_no_ack(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    const transaction_t *invite = about->transaction, *before = unacknowledged_before(about);
    sip_text_t           contact = contact_of(&about->message);
    uint32_t             first = moment_first_frame(about->moment);

    if (before != NULL && before->final_code == 0)
        find_ack_missing_kept(about, CERTAINTY_SHOWN, case_host(about, invite->leg.from), before->request_frame);
    else if (acks->last != NULL)
        find_ack_missing_held(about, CERTAINTY_SHOWN, acks->last->frame, case_host(about, invite->leg.from), contact);
    else if (route->count > 0)
        find_ack_missing_route(about, CERTAINTY_SHOWN, first, contact, list_of(about, route->hops, route->count));
    else
        find_ack_missing(about, CERTAINTY_SHOWN, first, contact);
}

/* Whether the ACK came so short a time ago that a proxy may be about to pass it on. */
static bool
is_just_here(const finding_case_t *about, const acks_t *acks)
{
    return acks->way == ACK_ARRIVED && about->moment->now - acks->last->time < ON_ITS_WAY_MS;
}

static void
find_why_again(finding_case_t *about)
{
    acks_t  acks = acks_of(about->call, about->transaction, &about->message, about->moment->frame);
    route_t route = route_for(about->transaction, &about->message);
    fit_t   fit;

    if (contact_of(&about->message).length == 0) {
        find_contact_missing_again(about, CERTAINTY_SHOWN, moment_first_frame(about->moment));
        return;
    }
    if (!acks.complete || find_unroutable(about, &acks, &route))
        return;
    if (acks.last == NULL) {
        if (acks.stranger == NULL || !find_other_tags(about, acks.stranger))
            find_no_ack(about, &acks, &route);
        return;
    }
    fit = fit_of(about, about->transaction, &about->message, &acks);
    if (fit == WRONG_TARGET && acks.way != ACK_ARRIVED)
        find_wrong_target(about, &acks, &route);
    else if (fit == WRONG_ROUTE)
        find_wrong_route(about, &acks, &route);
    else if (acks.way == ACK_ARRIVED && !is_just_here(about, &acks))
        find_no_ack(about, &acks, &route);
    else
        find_late_ack(about, &acks);
}

bool
invite_lacks_ack(const finding_case_t *about, const transaction_t *invite, const ack_t **wrong)
{
    message_view_t answer = transaction_final(invite);
    acks_t         acks;

    *wrong = NULL;
    if (!invite->final_again || !view_is_known(&answer))
        return false;
    acks = acks_of(about->call, invite, &answer, about->moment->frame);
    if (!acks.complete)
        return false;
    if (acks.last != NULL && acks.way != ACK_ARRIVED)
        *wrong = acks.last;
    return *wrong == NULL || fit_of(about, invite, &answer, &acks) != FITS;
}

static bool
is_answer_to_invite(const finding_case_t *about)
{
    return about->code >= 200 && about->code <= 299 && about->transaction != NULL
        && about->transaction->method == METHOD_INVITE && view_is_known(&about->message);
}

void
find_in_acknowledgements(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_FINAL_AGAIN && is_answer_to_invite(about)
        && !moment_is_captured_twice(about->moment))
        find_why_again(about);
}

/* In the first one, once it is known that no ACK ever came. */
void
find_late_in_acknowledgements(finding_case_t *about)
{
    const acks_t none = { .last = NULL };
    route_t      route;

    if (about->moment->kind != MOMENT_FINAL || !is_answer_to_invite(about) || !about->transaction->final_again
        || about->transaction->ack_frame != 0)
        return;
    route = route_for(about->transaction, &about->message);
    find_unroutable(about, &none, &route);
}
