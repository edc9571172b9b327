/* hops.c
 * The way of a request from hop to hop, where a capture shows more than one leg
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/branch.h"

/* So many hops are gone from one to the next. */
#define MAX_HOPS    8

/*
 * Whether it is the same request behind a device that changes its addresses and
 * leaves its text as it is, as a capture on a router shows it.
 */
static bool
is_translated(const transaction_t *next, const transaction_t *transaction)
{
    int64_t apart = next->time - transaction->time;

    /* Who tries another host, too soon and with the same branch, has an error before. */
    return transaction->branch != 0 && next->branch == transaction->branch && transaction->icmp_frame == 0
        && apart >= 0 && apart < CAPTURED_TWICE_MS && !legs_have_same_hosts(&next->leg, &transaction->leg);
}

/*
 * Whether a request goes back to whom the other one came from, and is of the other
 * side: each side counts its requests for itself (RFC 3261, Section 12.2.1.1), so
 * that both can have the same number.
 */
static bool
is_of_other_side(const message_view_t *request, const transaction_t *next, const transaction_t *transaction)
{
    message_view_t other;

    if (next->leg.to != transaction->leg.from)
        return false;
    other = transaction_request(transaction);
    return view_is_known(request) && view_is_known(&other)
        && !sip_texts_equal(view_from_tag(request), view_from_tag(&other));
}

/* How many hops after a transaction another one is; 0 if it is none of those that were made of it. */
static unsigned
hops_after(const transaction_t *next, const transaction_t *transaction)
{
    message_view_t request;
    sip_text_t     branch;
    unsigned       i;

    if (next == transaction || next->cseq != transaction->cseq || next->method != transaction->method
        || next->request_frame < transaction->request_frame || legs_equal(&next->leg, &transaction->leg))
        return 0;
    if (is_translated(next, transaction))
        return 1;
    request = transaction_request(next);
    /* Below its own Via it has those of whom it came from. */
    for (i = 1; (branch = view_branch(&request, i)).length > 0; i++) {
        if (branch_hash(branch.bytes, branch.length) == transaction->branch)
            return i;
    }
    /* Who hides the way that it came from, as many border controllers do, leaves none of them. */
    return (i == 1 || transaction->branch == 0) && next->leg.from == transaction->leg.to && next->leg.from != next->leg.to
        && !is_of_other_side(&request, next, transaction);
}

bool
transaction_is_next_hop(const transaction_t *next, const transaction_t *transaction)
{
    return hops_after(next, transaction) > 0;
}

bool
transaction_is_made_of(const transaction_t *next, const transaction_t *transaction)
{
    return hops_after(next, transaction) == 1;
}

const transaction_t *
transaction_translated(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; item = item->next_same, seen++) {
        if (item != transaction && item->method == transaction->method && item->request_frame > transaction->request_frame
            && is_translated(item, transaction))
            return item;
    }
    return NULL;
}

/* Whether two final responses are one and the same on two legs. */
static bool
is_passed_on(const transaction_t *next, const transaction_t *transaction)
{
    message_view_t a = transaction_final(next), b = transaction_final(transaction);
    sip_text_t     tag_a, tag_b;

    if (next->final_code != transaction->final_code || next->final_frame > transaction->final_frame)
        return false;
    /* Each hop answers a CANCEL by itself (RFC 3261, Section 16.10), and a 2xx to one is not kept. */
    if (!view_is_known(&a) || !view_is_known(&b))
        return transaction->method != METHOD_CANCEL;
    tag_a = view_to_tag(&a);
    tag_b = view_to_tag(&b);
    return tag_a.length == 0 || tag_b.length == 0 || sip_texts_equal(tag_a, tag_b);
}

static const transaction_t *
find_passed_on(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq), *first = NULL;

    for (unsigned seen = 0; item != NULL && seen < 64; item = item->next_same, seen++) {
        if (item->final_code != 0 && transaction_is_next_hop(item, transaction) && is_passed_on(item, transaction)
            && (first == NULL || item->final_frame < first->final_frame))
            first = item;
    }
    return first;
}

const transaction_t *
transaction_passed_on(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *first = NULL, *next = transaction;

    if (transaction->final_code < 200)
        return NULL;
    /* Where the Via fields do not lead from end to end, it goes from hop to hop. */
    for (unsigned hops = 0; hops < MAX_HOPS && (next = find_passed_on(call, next)) != NULL; hops++)
        first = next;
    return first;
}

/* The tag of who answered: that of a request within a dialog is the one in the answer. */
static sip_text_t
answerers_tag(const transaction_t *transaction)
{
    message_view_t view = transaction_final(transaction);

    if (!view_is_known(&view))
        view = transaction_request(transaction);
    return view_to_tag(&view);
}

const transaction_t *
transaction_same_answer(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq), *first = NULL;
    sip_text_t           tag;

    /* Each hop answers a CANCEL by itself (RFC 3261, Section 16.10). */
    if (transaction->method == METHOD_CANCEL)
        return NULL;
    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; item = item->next_same, seen++) {
        if (item->method != transaction->method || item->final_code != transaction->final_code
            || item->final_frame >= (first != NULL ? first : transaction)->final_frame)
            continue;
        tag = answerers_tag(transaction);
        if (tag.length > 0 && sip_texts_equal(tag, answerers_tag(item)))
            first = item;
    }
    return first;
}

const transaction_t *
transaction_next_hop(const transaction_t *item, const transaction_t *transaction, unsigned *seen)
{
    for (; item != NULL && *seen < HOPS_MAX; item = item->next_same) {
        ++*seen;
        if (transaction_is_made_of(item, transaction))
            return item;
    }
    return NULL;
}

const transaction_t *
transaction_previous_hop(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; item = item->next_same, seen++) {
        if (transaction_is_made_of(transaction, item))
            return item;
    }
    return NULL;
}

uint32_t
transaction_cancelled_hop(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq);
    unsigned             seen = 0;

    while ((item = transaction_next_hop(item, transaction, &seen)) != NULL) {
        if (item->cancel_frame != 0 && item->rang_frame != 0)
            return item->cancel_frame;
        item = item->next_same;
    }
    return 0;
}
