/* acknowledgements.c
 * Causes of a 2xx that comes again: ACKs that are missing, late or for the wrong target
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/acknowledgements.h"
#include "exchange/finals.h"
#include "exchange/hops.h"
#include "findings/ways.h"
#include "findings/rules.h"
#include "finding_sentences.h"
#include "message/uri.h"

/* So many transactions with one CSeq number are looked at. */
#define MAX_LOOKED_AT   64

/* RFC 3261, Section 13.3.1.4: what is older than T1 should have arrived. */
#define ON_ITS_WAY_MS   500

/* What comes again so much later than its answer was sent before that arrived, or as it did not. */
#define CROSSING_MS     400

/* The seventh INVITE is the last one, 31.5 s after the first; the next one may be late by so much. */
#define LAST_REPEATED_MS    30000
#define DUE_MS              1500

/* RFC 3261, Section 13.3.1.4: by then a 2xx has been repeated three times at least. */
#define KEPT_MS         4000

/* The caller acknowledges each copy of the 2xx, so that one lost ACK makes no more of them. */
#define MANY_ACKS       3

typedef enum {
    FITS,
    WRONG_TARGET,
    WRONG_ROUTE
} fit_t;

/* Whether it is the Contact of the 2xx as another leg has it, where a proxy between them changed that. */
static bool
is_contact_elsewhere(const finding_case_t *about, const transaction_t *invite, const message_view_t *answer,
                     sip_text_t uri)
{
    const transaction_t *item = transactions_with(about->call, invite->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        message_view_t other = transaction_final(item);

        if (item->method == METHOD_INVITE && view_is_known(&other)
            && sip_texts_equal(view_to_tag(&other), view_to_tag(answer)) && sip_uris_equal(uri, way_target(&other)))
            return true;
    }
    return false;
}

/* Whether it is where the 2xx came from, though that has another Contact: a proxy before a NAT sends it back there. */
static bool
is_back(const finding_case_t *about, const transaction_t *invite, const message_view_t *answer, sip_text_t uri)
{
    return way_is_at_host(about, uri, invite->leg.to) && !way_is_at_host(about, way_target(answer), invite->leg.to);
}

/* Whether an ACK comes straight from who made it to where the INVITE went; a proxy may send it to a place it knows. */
static bool
is_straight(const ack_t *ack, const message_view_t *view, const transaction_t *invite)
{
    return ack->leg.to == invite->leg.to && view_branch(view, 0).length > 0 && view_branch(view, 1).length == 0;
}

/* Whether a list of addresses has the hops of a route in their order; there may be others between them. */
static bool
goes_by(const message_view_t *ack, const route_t *route)
{
    sip_text_t addresses[MAX_ROUTE];
    unsigned   count = way_addresses(ack, "Route", addresses), found = 0;

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
    route_t        route = way_of_ack(invite, answer);
    bool           at_contact = sip_uris_equal(uri, way_target(answer));

    if (!route.known || (acks->way < ACK_OF_SENDER && !is_straight(acks->last, &ack, invite)))
        return FITS;
    if (!at_contact && route.strict) {
        unsigned count = way_addresses(answer, "Record-Route", hops);

        for (unsigned i = 0; i < count; i++)
            at_contact = at_contact || sip_uris_have_same_host(uri, hops[i]);
        if (at_contact)
            return FITS;
    }
    if (!at_contact && !is_back(about, invite, answer, uri) && !is_contact_elsewhere(about, invite, answer, uri))
        return WRONG_TARGET;
    if (acks->way >= ACK_OF_SENDER && !route.strict && !goes_by(&ack, &route))
        return WRONG_ROUTE;
    return FITS;
}

static void
find_wrong_target(finding_case_t *about, const message_view_t *answer, const acks_t *acks, const route_t *route)
{
    message_view_t ack = ack_view(acks->last);
    sip_text_t     uri = view_request_uri(&ack), target = way_target(answer);

    if (acks->way >= ACK_OF_SENDER && !route->strict && !goes_by(&ack, route))
        find_ack_target_wrong_both(about, CERTAINTY_SHOWN, acks->last->frame, uri, target,
                                   way_text(about, route->hops, route->count));
    else
        find_ack_target_wrong(about, CERTAINTY_SHOWN, acks->last->frame, uri, target);
}

static void
find_wrong_route(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    message_view_t ack = ack_view(acks->last);
    sip_text_t     taken[MAX_ROUTE];
    unsigned       count = way_addresses(&ack, "Route", taken);

    if (count == 0)
        find_ack_target_wrong_route(about, CERTAINTY_SHOWN, acks->last->frame,
                                    way_text(about, route->hops, route->count));
    else
        find_ack_target_wrong_order(about, CERTAINTY_SHOWN, acks->last->frame, way_text(about, taken, count),
                                    way_text(about, route->hops, route->count));
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

/* An ACK with other tags belongs to no call (RFC 3261, Section 13.2.2.4). */
static bool
find_other_tags(finding_case_t *about, const ack_t *ack)
{
    message_view_t view = ack_view(ack);
    sip_text_t     tag = view_to_tag(&view), answered = view_to_tag(&about->message);
    bool           in_to = !sip_texts_equal(tag, answered);

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

/* Whether a proxy had given up, and so has nobody to pass the 2xx on to, who would send the ACK. */
static bool
was_given_up(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->final_code >= 300 && item->final_frame < about->transaction->final_frame
            && transaction_is_next_hop(about->transaction, item))
            return true;
    }
    return false;
}

static void
find_no_ack(finding_case_t *about, const acks_t *acks, const route_t *route)
{
    const transaction_t *invite = about->transaction, *before = way_before(about);
    sip_text_t           contact = way_target(&about->message);
    uint32_t             first = moment_first_frame(about->moment);

    if (was_given_up(about))
        return;
    /* A proxy that takes half a second to pass a 2xx on has it repeated, and nothing is lost. */
    if (before != NULL && before->final_code == 0 && about->moment->now - invite->final_time < KEPT_MS)
        return;
    if (before != NULL && before->final_code == 0)
        find_ack_missing_kept(about, CERTAINTY_SHOWN, case_host(about, invite->leg.from), before->request_frame);
    else if (acks->last != NULL)
        find_ack_missing_held(about, CERTAINTY_SHOWN, acks->last->frame, case_host(about, invite->leg.from), contact);
    else if (route->count > 0)
        find_ack_missing_route(about, CERTAINTY_SHOWN, first, contact, way_text(about, route->hops, route->count));
    else
        find_ack_missing(about, CERTAINTY_SHOWN, first, contact);
}

/* The ACK that came to the proxy is wrong there already, so that there was nothing to pass on; false if that is not so. */
static bool
find_wrong_before(finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        message_view_t answer = transaction_final(item);
        route_t        route;
        acks_t         acks;
        fit_t          fit;

        if (!transaction_is_next_hop(about->transaction, item) || !view_is_known(&answer)
            || !sip_texts_equal(view_to_tag(&answer), view_to_tag(&about->message)))
            continue;
        acks = acks_of(about->call, item, &answer, about->moment->frame);
        if (!acks.complete || acks.last == NULL || acks.way < ACK_OF_SENDER)
            return false;
        route = way_of_ack(item, &answer);
        fit = fit_of(about, item, &answer, &acks);
        if (fit == WRONG_TARGET)
            find_wrong_target(about, &answer, &acks, &route);
        else if (fit == WRONG_ROUTE)
            find_wrong_route(about, &acks, &route);
        return fit != FITS;
    }
    return false;
}

/* Whether the ACK came so short a time ago that a proxy may be about to pass it on. */
static bool
is_just_here(const finding_case_t *about, const acks_t *acks)
{
    return acks->last != NULL && acks->way == ACK_ARRIVED && about->moment->now - acks->last->time < ON_ITS_WAY_MS;
}

/*
 * Whether the INVITE came again after its 2xx, and goes on to do so, as far as it
 * was due by then: who has not got the 2xx sends no ACK. Each repetition comes
 * after twice the time of the one before (RFC 3261, Section 17.1.1.2).
 */
static bool
is_not_there(const transaction_t *invite, int64_t now)
{
    int64_t last = invite->last_time - invite->time;

    return invite->last_frame > invite->final_frame && invite->last_time - invite->final_time >= CROSSING_MS
        && (last >= LAST_REPEATED_MS || now - invite->time < 2 * last + DUE_MS);
}

static void
find_why_again(finding_case_t *about)
{
    acks_t  acks = acks_of(about->call, about->transaction, &about->message, about->moment->frame);
    route_t route = way_of_ack(about->transaction, &about->message);
    fit_t   fit;

    if (way_target(&about->message).length == 0) {
        message_view_t first = moment_first_final(about->moment);

        /* Where an ACK came just now, or the first one has it, that is no reason. */
        if ((acks.last == NULL || about->moment->now - acks.last->time > ON_ITS_WAY_MS) && view_is_known(&first)
            && way_target(&first).length == 0)
            find_contact_missing_again(about, CERTAINTY_SHOWN, moment_first_frame(about->moment));
        return;
    }
    if (acks.last == NULL && is_not_there(about->transaction, about->moment->now))
        return;
    if (!acks.complete || (!is_just_here(about, &acks) && find_unroutable(about, &acks, &route)))
        return;
    if (acks.last == NULL) {
        if (acks.misnumbered != NULL)
            find_ack_missing_number(about, CERTAINTY_SHOWN, acks.misnumbered->frame, acks.misnumbered->cseq,
                                    about->transaction->request_frame, about->transaction->cseq);
        else if (acks.stranger == NULL || !find_other_tags(about, acks.stranger))
            find_no_ack(about, &acks, &route);
        return;
    }
    fit = fit_of(about, about->transaction, &about->message, &acks);
    if (fit == WRONG_TARGET && acks.way != ACK_ARRIVED)
        find_wrong_target(about, &about->message, &acks, &route);
    else if (fit == WRONG_ROUTE)
        find_wrong_route(about, &acks, &route);
    else if (acks.way == ACK_ARRIVED && find_wrong_before(about))
        return;
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

/* The first ACK to a 2xx, where it is right and came behind this frame; NULL if there is none, or that is not known. */
static const ack_t *
later_ack(const finding_case_t *about, const message_view_t *answer, uint32_t frame)
{
    acks_t acks = acks_of(about->call, about->transaction, answer, UINT32_MAX);

    return acks.complete && acks.first != NULL && acks.way != ACK_ARRIVED && acks.first->frame > frame
        && fit_of(about, about->transaction, answer, &acks) == FITS ? acks.first : NULL;
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

/* What was thought to lack an ACK gets it after all. */
static void
find_ack_that_came(finding_case_t *about)
{
    const ack_t *ack = later_ack(about, &about->message, about->moment->frame);

    if (ack != NULL)
        find_ack_late_came(about, CERTAINTY_SHOWN, ack->frame, ack->time - about->moment->now);
}

bool
invite_got_ack(const finding_case_t *about)
{
    return is_answer_to_invite(about) && later_ack(about, &about->message, about->transaction->final_frame) != NULL;
}

/*
 * In those that lack an ACK, whether it came later; in the first one, once it is
 * known that none ever came, why.
 */
void
find_late_in_acknowledgements(finding_case_t *about)
{
    const acks_t none = { .last = NULL };
    route_t      route;

    if (about->moment->kind == MOMENT_FINAL_AGAIN && case_had(about, FINDING_ACK_MISSING) && is_answer_to_invite(about))
        find_ack_that_came(about);
    if (about->moment->kind != MOMENT_FINAL || !is_answer_to_invite(about) || !about->transaction->final_again
        || about->transaction->ack_frame != 0 || is_not_there(about->transaction, exchange_last_time()))
        return;
    route = way_of_ack(about->transaction, &about->message);
    find_unroutable(about, &none, &route);
}
