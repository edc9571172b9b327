/* hops.c
 * Where on the way of a request the cause is: at which hop, and who said it first
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* RFC 3261, Section 17.1.1.1: who was asked once, and so long ago, has not just not had the time. */
#define SILENT_MS   2000

/* So many hops are gone from one to the next. */
#define MAX_HOPS    8

/* The hops that a host tried for a request before it gave up. */
typedef struct {
    const transaction_t *first;     /* the one that was tried first; NULL if there is none */
    const transaction_t *refused;   /* one that an ICMP error came back for */
    unsigned             count;
    bool                 heard;     /* something came back, or it is not known */
} tried_t;

static tried_t
hops_tried(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);
    tried_t              tried = { NULL, NULL, 0, false };
    unsigned             seen = 0;

    while ((item = transaction_next_hop(item, about->transaction, &seen)) != NULL) {
        tried.heard = tried.heard || item->heard;
        tried.count++;
        tried.first = item;
        if (item->icmp_frame != 0)
            tried.refused = item;
        item = item->next_same;
    }
    tried.heard = tried.heard || seen >= HOPS_MAX;
    return tried;
}

static bool
is_public(host_t host)
{
    return host < UINT64_C(1) << 32 && !host_is_private(host);
}

/* The host that gave up had asked another one, and nothing came back from there. */
static void
find_silent_hop(finding_case_t *about)
{
    tried_t              tried = hops_tried(about);
    const transaction_t *hop = tried.first;
    sip_text_t           where;
    int64_t              time;

    if (hop == NULL || tried.heard)
        return;
    if (tried.refused != NULL) {
        hop = tried.refused;
        find_icmp_hop(about, CERTAINTY_SHOWN, about->method, hop->request_frame,
                      case_host_port(about, hop->leg.to, hop->leg.to_port), hop->icmp_frame);
        return;
    }
    time = about->moment->now - hop->time;
    if ((about->code != 408 && about->code != 480 && about->code != 503 && about->code != 504)
        || (hop->requests < 2 && time < SILENT_MS))
        return;
    where = case_host_port(about, hop->leg.to, hop->leg.to_port);
    if (tried.count > 1)
        find_next_hop_silent_several(about, CERTAINTY_SHOWN, tried.count, about->method, where, hop->request_frame);
    else if (hop->requests == 1)
        find_next_hop_silent_once(about, CERTAINTY_SHOWN, about->method, where, hop->request_frame, time);
    else if (host_is_private(hop->leg.to) && is_public(hop->leg.from))
        find_next_hop_silent_private(about, CERTAINTY_SHOWN, about->method, where, hop->request_frame, hop->requests,
                                     time);
    else
        find_next_hop_silent(about, CERTAINTY_SHOWN, about->method, where, hop->request_frame, hop->requests, time);
}

/* Whether the host that a request went to gave it up, so that its answer is of no use any more. */
static bool
is_given_up(const transaction_t *before, const transaction_t *hop)
{
    switch (before->final_code) {
    case 408: case 504:
        return true;
    case 480: case 500: case 503:
        return hop->requests > 1;
    default:
        return false;
    }
}

static bool
gave_up_before(const transaction_t *before, const transaction_t *hop)
{
    return before->final_code != 0 && before->final_frame < hop->heard_frame && is_given_up(before, hop);
}

/* Whether anybody was given up who may be the hop before this one: the Via fields need not be read to see that nobody was. */
static bool
may_be_late(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; item = item->next_same, seen++) {
        if (item != about->transaction && gave_up_before(item, about->transaction))
            return true;
    }
    return false;
}

/* What comes from a hop when the one before it has given up. */
static void
find_late_hop(finding_case_t *about)
{
    const transaction_t *hop = about->transaction, *before;

    if (about->code == 487 || !may_be_late(about))
        return;
    before = transaction_previous_hop(about->call, hop);
    if (before == NULL || !gave_up_before(before, hop) || about->moment->now <= before->final_time)
        return;
    find_next_hop_late(about, CERTAINTY_SHOWN, case_host(about, hop->leg.from), before->final_code, before->final_frame,
                       about->moment->now - before->final_time, about->moment->now - hop->time);
}

/* Whether a failure says nothing of its own about the call: nobody was let in yet, or it was taken back. */
static bool
is_no_cause(unsigned code)
{
    return code == 401 || code == 407 || code == 487;
}

/*
 * The failure for which a host has no way left to try: the last one of its next
 * hops, if all of them failed before it gave up. NULL if that is not so.
 */
static const transaction_t *
failed_hop(const call_t *call, const transaction_t *transaction, uint32_t frame)
{
    const transaction_t *item = transactions_with(call, transaction->cseq), *last = NULL;
    unsigned             seen = 0;

    while ((item = transaction_next_hop(item, transaction, &seen)) != NULL) {
        if (item->final_code < 300 || item->final_frame >= frame || item->cancel_frame != 0)
            return NULL;
        /* What a redirection names was tried in its place. */
        if (item->final_code >= 400 && !is_no_cause(item->final_code) && (last == NULL || item->final_frame > last->final_frame))
            last = item;
        item = item->next_same;
    }
    return seen < HOPS_MAX ? last : NULL;
}

/* Whether a request that has another failure may be the next hop's: nearly always there is none, as can be seen without its Via. */
static bool
may_have_failed_hop(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; item = item->next_same, seen++) {
        if (item->method == about->transaction->method && item->final_code >= 400 && item->final_code != about->code
            && !is_no_cause(item->final_code))
            return true;
    }
    return false;
}

/* The request failed further along the way, and the host here says so with a code of its own. */
static void
find_failed_hop(finding_case_t *about)
{
    const transaction_t *first = NULL, *next = about->transaction;
    uint32_t             frame = about->moment->frame;

    if (about->code < 400 || is_no_cause(about->code) || about->transaction->method == METHOD_CANCEL
        || about->transaction->cancel_frame != 0 || !may_have_failed_hop(about)
        || case_has(about, FINDING_UNAVAILABLE_RELAYED))
        return;
    for (unsigned hops = 0; hops < MAX_HOPS && (next = failed_hop(about->call, next, frame)) != NULL; hops++) {
        /* The next hop says the same, and its own words are to be read. */
        if (hops == 0 && next->final_code == about->code)
            return;
        first = next;
        frame = next->final_frame;
    }
    if (first != NULL)
        find_other_leg_hop(about, CERTAINTY_SHOWN, about->method, first->request_frame,
                           case_host_port(about, first->leg.to, first->leg.to_port), first->final_code,
                           first->final_frame);
}

/* RFC 3261, Section 16.7, step 6: a 503 is not passed on but made a 500. */
static void
find_relayed(finding_case_t *about, bool passed_on)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);
    unsigned             seen = 0;

    if (about->code != 500)
        return;
    while (!passed_on && (item = transaction_next_hop(item, about->transaction, &seen)) != NULL) {
        if (item->final_code == 503) {
            find_unavailable_relayed(about, CERTAINTY_SHOWN, case_host(about, item->leg.to), item->final_frame);
            return;
        }
        item = item->next_same;
    }
    if (case_phrase_is(about, 503))
        find_unavailable_relayed_phrase(about, CERTAINTY_LIKELY, view_phrase(&about->message));
}

/* Who said it first; where that is on the host which passes it on, the port tells the two apart. */
static sip_text_t
first_speaker(const finding_case_t *about, const transaction_t *first)
{
    return first->leg.to == about->transaction->leg.to ? case_host_port(about, first->leg.to, first->leg.to_port)
        : case_host(about, first->leg.to);
}

void
find_in_hops(finding_case_t *about)
{
    const transaction_t *first;

    if (about->moment->kind != MOMENT_FINAL)
        return;
    find_late_hop(about);
    if (about->code < 300)
        return;
    first = transaction_passed_on(about->call, about->transaction);
    if (first == NULL)
        find_silent_hop(about);
    find_relayed(about, first != NULL);
    if (first == NULL)
        find_failed_hop(about);
    /* On both sides of a device that translates addresses it is the same host, which passes on nothing. */
    if (first != NULL && (first->branch != about->transaction->branch || first->leg.to != about->transaction->leg.to))
        find_passed_on(about, CERTAINTY_SHOWN, first_speaker(about, first), first->final_frame);
}

/* The next hop answered after all, when the one before it had given up. */
void
find_late_in_hops(finding_case_t *about)
{
    const transaction_t *item;
    unsigned             seen = 0;

    if (about->moment->kind != MOMENT_FINAL || about->code < 300)
        return;
    item = transactions_with(about->call, about->transaction->cseq);
    while ((item = transaction_next_hop(item, about->transaction, &seen)) != NULL) {
        if (item->heard_frame > about->moment->frame && item->final_code != 0 && item->final_code != 487
            && item->final_time > about->moment->now && is_given_up(about->transaction, item)) {
            find_next_hop_late_answer(about, CERTAINTY_SHOWN, case_host(about, item->leg.to), item->final_code,
                                      item->final_frame, item->final_time - about->moment->now);
            return;
        }
        item = item->next_same;
    }
}
