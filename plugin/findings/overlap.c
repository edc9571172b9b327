/* overlap.c
 * Numbers that are dialled bit by bit: what came before the last digit is no failure (RFC 3578)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/addressing.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions of a call, and later calls, are looked at. */
#define MAX_LOOKED_AT   64

/* Who dials on does so before the timer between two digits ends; who dials anew needs longer. */
#define NEXT_DIGIT_MS   5000

static bool
goes_on(sip_text_t number, sip_text_t longer)
{
    return longer.length > number.length && memcmp(longer.bytes, number.bytes, number.length) == 0;
}

/*
 * The next INVITE of the same attempt whose number goes on where this one's ended;
 * frame is 0 where there is none. It has the same Call-ID and the same tag of From,
 * and a higher CSeq number (RFC 3578, Section 3).
 */
static refused_t
find_longer(const finding_case_t *about, sip_text_t number)
{
    const transaction_t *item = about->call->transactions;
    sip_text_t           tag = view_from_tag(&about->request);
    refused_t            found = { .frame = 0 };

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t request;
        refused_t      other;

        if (item->method != METHOD_INVITE || item->cseq <= about->transaction->cseq
            || item->request_frame < about->transaction->request_frame
            || !legs_equal(&item->leg, &about->transaction->leg))
            continue;
        request = transaction_request(item);
        if (!view_is_known(&request) || view_to_tag(&request).length > 0
            || !sip_texts_equal(view_from_tag(&request), tag))
            continue;
        other = refused_of(&request, item);
        if (goes_on(number, other.number))
            found = other;
    }
    return found;
}

/* The URI of From, which tells callers behind one PBX from each other. */
static sip_text_t
caller_of(const message_view_t *request)
{
    return sip_address(view_value(request, "From", 'f'));
}

/*
 * The same for clients that take a new Call-ID for each step, as those do that know
 * nothing of RFC 3578: the same caller is heard again at once.
 */
static refused_t
find_longer_call(const finding_case_t *about, sip_text_t number, int64_t *after)
{
    const call_t *call = about->call->newer;
    sip_text_t    caller = caller_of(&about->request);
    refused_t     found = { .frame = 0 };

    for (unsigned seen = 0; call != NULL && seen < MAX_LOOKED_AT; call = call->newer, seen++) {
        const transaction_t *item = call->transactions;
        message_view_t       request;
        refused_t            other;

        while (item != NULL && item->next != NULL)
            item = item->next;
        if (item == NULL || item->method != METHOD_INVITE || item->request_frame < about->transaction->final_frame
            || !legs_equal(&item->leg, &about->transaction->leg))
            continue;
        if (item->time > about->transaction->final_time + NEXT_DIGIT_MS)
            break;
        request = transaction_request(item);
        if (!view_is_known(&request) || view_to_tag(&request).length > 0
            || !sip_uris_equal(caller_of(&request), caller))
            continue;
        other = refused_of(&request, item);
        *after = item->time - about->transaction->final_time;
        return goes_on(number, other.number) ? other : found;
    }
    return found;
}

void
find_late_in_overlap(finding_case_t *about)
{
    refused_t here, longer;
    int64_t   after = 0;

    if (about->moment->kind != MOMENT_FINAL || about->code != 484 || about->transaction->method != METHOD_INVITE
        || about->call == NULL || !case_is_whole(about) || view_to_tag(&about->request).length > 0)
        return;
    here = refused_of(&about->request, about->transaction);
    if (here.number.length == 0)
        return;
    longer = find_longer(about, here.number);
    if (longer.frame != 0) {
        find_overlap_dialling(about, CERTAINTY_SHOWN, here.frame, here.number, longer.frame, longer.number);
        return;
    }
    longer = find_longer_call(about, here.number, &after);
    if (longer.frame != 0)
        find_overlap_dialling_call(about, CERTAINTY_LIKELY, here.frame, here.number, after, longer.number, longer.frame);
}
