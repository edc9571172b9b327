/* overlap.c
 * Numbers that are dialled bit by bit: what came before the last digit is no failure (RFC 3578)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/addressing.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

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

void
find_late_in_overlap(finding_case_t *about)
{
    refused_t here, longer;

    if (about->moment->kind != MOMENT_FINAL || about->code != 484 || about->transaction->method != METHOD_INVITE
        || about->call == NULL || !case_is_whole(about) || view_to_tag(&about->request).length > 0)
        return;
    here = refused_of(&about->request, about->transaction);
    if (here.number.length == 0)
        return;
    longer = find_longer(about, here.number);
    if (longer.frame != 0)
        find_overlap_dialling(about, CERTAINTY_SHOWN, here.frame, here.number, longer.frame, longer.number);
}
