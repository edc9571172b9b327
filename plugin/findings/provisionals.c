/* provisionals.c
 * Causes of a reliable provisional response that comes again, and of what ends it (RFC 3262)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* RFC 3262, Section 3: who gets no PRACK for 64 * T1 refuses the INVITE with a 5xx. */
#define GIVEN_UP_MS     31000
#define GIVEN_UP_END_MS 40000

/* Whether it is a reliable response with this number and tag. */
static bool
is_reliable(const message_view_t *response, uint32_t *rseq)
{
    return view_lists(response, "Require", '\0', "100rel") && view_number(response, "RSeq", '\0', rseq);
}

/* The first time that this response came; NULL if it is new, or was captured twice. */
static const provisional_t *
find_first(const finding_case_t *about, uint32_t rseq)
{
    const provisional_t *item = about->transaction->provisionals, *first = NULL;

    for (; item != NULL; item = item->next) {
        message_view_t other;
        uint32_t       number;

        if (item->frame >= about->moment->frame || item->code != about->code)
            continue;
        other = message_view(texts_get(item->text));
        if (view_is_known(&other) && is_reliable(&other, &number) && number == rseq
            && tags_equal(view_to_tag(&other), view_to_tag(&about->message)))
            first = item;
    }
    return first != NULL && about->moment->now - first->time >= CAPTURED_TWICE_MS ? first : NULL;
}

/* Whether a reliable response of the same side, of whatever code, has this number. */
static bool
is_number_of_any(const finding_case_t *about, uint32_t rseq)
{
    const provisional_t *item = about->transaction->provisionals;

    for (; item != NULL; item = item->next) {
        message_view_t other = message_view(texts_get(item->text));
        uint32_t       number;

        if (!view_is_known(&other)
            || (is_reliable(&other, &number) && number == rseq
                && tags_equal(view_to_tag(&other), view_to_tag(&about->message))))
            return true;
    }
    return about->transaction->more_provisionals;
}

/*
 * Whether there is a PRACK for the response, or may be one: RAck has its RSeq.
 * *astray: the one that came after it in this frame and is for no response at all; NULL if there is none
 */
static bool
has_prack(const finding_case_t *about, uint32_t rseq, uint32_t frame, const transaction_t **astray)
{
    const transaction_t *item = about->call->transactions;

    *astray = NULL;
    for (unsigned seen = 0; item != NULL; item = item->next, seen++) {
        message_view_t prack;
        sip_text_t     rack;
        uint32_t       number;

        if (seen == MAX_LOOKED_AT)
            return true;
        if (item->method != METHOD_PRACK)
            continue;
        prack = transaction_request(item);
        if (!view_is_known(&prack))
            return true;
        rack = view_value(&prack, "RAck", '\0');
        if (!tags_equal(view_to_tag(&prack), view_to_tag(&about->message)))
            continue;
        if (!sip_parse_number(sip_take_token(&rack), &number) || number == rseq)
            return true;
        if (item->request_frame > frame && !is_number_of_any(about, number))
            *astray = item;
    }
    return false;
}

/* Says that the response, which came first in this frame, got none, or one with another number. */
static void
find_missing(finding_case_t *about, const provisional_t *first, uint32_t rseq)
{
    const transaction_t *astray;
    message_view_t       prack;

    if (has_prack(about, rseq, first->frame, &astray))
        return;
    if (astray != NULL) {
        prack = transaction_request(astray);
        find_rack_differs(about, CERTAINTY_SHOWN, astray->request_frame, view_value(&prack, "RAck", '\0'), first->code,
                          first->frame, rseq, about->transaction->cseq);
        return;
    }
    if (view_lists(&about->request, "Supported", 'k', "100rel")
        || view_lists(&about->request, "Require", '\0', "100rel"))
        find_prack_missing(about, CERTAINTY_SHOWN, first->frame, rseq);
    else
        find_prack_missing_unoffered(about, CERTAINTY_SHOWN, first->frame, rseq, about->transaction->request_frame);
}

/* The reliable response that came again and again until the INVITE was refused, by who sent it; NULL if there is none. */
static const provisional_t *
find_given_up(const finding_case_t *about, uint32_t *rseq)
{
    const provisional_t *item = about->transaction->provisionals, *first = NULL;
    unsigned             copies = 0;

    for (; item != NULL; item = item->next) {
        message_view_t other = message_view(texts_get(item->text));
        uint32_t       number;

        if (!view_is_known(&other) || !is_reliable(&other, &number)
            || !tags_equal(view_to_tag(&other), view_to_tag(&about->message)) || (first != NULL && number != *rseq))
            continue;
        *rseq = number;
        copies++;
        if (first == NULL || item->frame < first->frame)
            first = item;
    }
    return copies > 1 && about->moment->now - first->time >= GIVEN_UP_MS
        && about->moment->now - first->time <= GIVEN_UP_END_MS ? first : NULL;
}

void
find_in_provisionals(finding_case_t *about)
{
    const provisional_t *first = NULL;
    uint32_t             rseq = 0;

    if (about->transaction == NULL || about->transaction->method != METHOD_INVITE || !view_is_known(&about->request))
        return;
    if (about->moment->kind == MOMENT_PROVISIONAL && is_reliable(&about->message, &rseq))
        first = find_first(about, rseq);
    else if (about->moment->kind == MOMENT_FINAL && about->code >= 500 && about->code <= 599)
        first = find_given_up(about, &rseq);
    if (first != NULL)
        find_missing(about, first, rseq);
}

/* Whether such a response is older than this one by more than one that was captured twice is. */
static bool
comes_again(const provisional_t *last, uint32_t rseq, sip_text_t tag, uint32_t *first_frame)
{
    bool found = false;

    for (const provisional_t *item = last->next; item != NULL; item = item->next) {
        message_view_t other = message_view(texts_get(item->text));
        uint32_t       number;

        if (view_is_known(&other) && item->code == last->code && is_reliable(&other, &number) && number == rseq
            && tags_equal(view_to_tag(&other), tag) && last->time - item->time >= CAPTURED_TWICE_MS) {
            *first_frame = item->frame;
            found = true;
        }
    }
    return found;
}

/* The PRACK of this response that came before the INVITE was decided; NULL if there is none. */
static const transaction_t *
find_prack(const finding_case_t *about, uint32_t rseq, sip_text_t tag)
{
    const transaction_t *item = about->call->transactions, *invite = about->transaction, *found = NULL;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t prack;
        sip_text_t     rack;
        uint32_t       number;

        if (item->method != METHOD_PRACK || (invite->final_code != 0 && item->request_frame > invite->final_frame))
            continue;
        prack = transaction_request(item);
        rack = view_value(&prack, "RAck", '\0');
        if (view_is_known(&prack) && tags_equal(view_to_tag(&prack), tag)
            && sip_parse_number(sip_take_token(&rack), &number) && number == rseq)
            found = item;
    }
    return found;
}

/*
 * RFC 3262, Section 3: the response comes again after 500 ms, and a PRACK that
 * needs longer to come is none that is missing. About a provisional response
 * that is this one; about the INVITE, that is all of them.
 */
void
find_late_in_provisionals(finding_case_t *about)
{
    const provisional_t *item;
    const transaction_t *prack = NULL;
    uint32_t             number, frame = 0;
    bool                 one = about->moment->kind == MOMENT_PROVISIONAL;

    if (!case_had(about, FINDING_PRACK_MISSING) || about->transaction == NULL || about->call == NULL)
        return;
    for (item = about->transaction->provisionals; item != NULL; item = item->next) {
        message_view_t view = message_view(texts_get(item->text));

        if (!view_is_known(&view) || !is_reliable(&view, &number) || (one && item->frame != about->moment->frame)
            || !comes_again(item, number, view_to_tag(&view), &frame))
            continue;
        prack = find_prack(about, number, view_to_tag(&view));
        if (prack == NULL)
            return;
    }
    if (prack != NULL)
        find_prack_late(about, CERTAINTY_SHOWN, prack->request_frame, frame);
}
