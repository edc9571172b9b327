/* silence.c
 * What is known of requests that the capture has no response to
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/answers.h"
#include "exchange/hops.h"
#include "exchange/silence.h"

/* The longest time between two repetitions of a request, T2 (RFC 3261, Section 17.1.2.2). */
#define SILENCE_MS  4000

/* So many other transactions of the call are looked at. */
#define MAX_OTHERS  64

static bool
has_credentials(const message_view_t *request)
{
    return view_has(request, "Authorization", '\0') || view_has(request, "Proxy-Authorization", '\0');
}

/*
 * The 487 to an INVITE shows that the CANCEL arrived. What ended it otherwise
 * made the CANCEL needless.
 */
static bool
is_done(const call_t *call, const transaction_t *cancel)
{
    const transaction_t *item = transactions_with(call, cancel->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_OTHERS; item = item->next_same, seen++) {
        if (item->method == METHOD_INVITE && item->branch == cancel->branch && legs_equal(&item->leg, &cancel->leg)
            && item->final_frame > cancel->request_frame && (item->final_code == 487 || cancel->requests == 1))
            return true;
    }
    return false;
}

/*
 * Whether what its sender did next shows that an answer came: credentials, for
 * which it needs a challenge, or a request inside the call that an INVITE was to
 * set up.
 */
static bool
went_on(const call_t *call, const transaction_t *transaction)
{
    message_view_t       request = transaction_request(transaction), later;
    const transaction_t *item = call->transactions;

    /* Who repeats a request has no answer; what else was asked once can be known from its text alone. */
    if (!view_is_known(&request))
        return transaction->requests == 1;
    for (unsigned seen = 0; item != NULL && item != transaction && seen < MAX_OTHERS; item = item->next, seen++) {
        if (!legs_equal(&item->leg, &transaction->leg))
            continue;
        later = transaction_request(item);
        if (item->method == transaction->method && has_credentials(&later) && !has_credentials(&request))
            return true;
        if (transaction->method == METHOD_INVITE && view_to_tag(&request).length == 0 && view_to_tag(&later).length > 0)
            return true;
    }
    return false;
}

/* Behind a device that translates addresses, somebody answered. */
static bool
is_heard_behind(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *behind = transaction_translated(call, transaction);

    return behind != NULL && behind->heard;
}

bool
transaction_is_unanswered(const call_t *call, const transaction_t *transaction)
{
    return !transaction->heard && transaction->final_code == 0 && transaction->icmp_frame == 0
        && !transaction->acknowledged && exchange_last_time() - transaction->time >= SILENCE_MS
        && !(transaction->method == METHOD_CANCEL && is_done(call, transaction)) && !went_on(call, transaction)
        && !is_heard_behind(call, transaction);
}

bool
leg_is_one_sided(const leg_t *leg)
{
    return !answers_any(leg);
}
