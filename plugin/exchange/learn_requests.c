/* learn_requests.c
 * What is learnt from a request, on the first pass
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/answers.h"
#include "exchange/learn.h"
#include "exchange/strays.h"

/* RFC 3261, Section 18.1.1: a longer request should not be sent over UDP. */
#define LONG_BYTES  1300

/* A CANCEL has the CSeq number and the branch of the INVITE that it is for (RFC 3261, Section 9.1). */
static void
learn_cancel(const moment_t *moment)
{
    const transaction_t *cancel = moment->transaction;
    transaction_t       *invite = transaction_of_request(moment->call, cancel->cseq, METHOD_INVITE, &cancel->leg,
                                                         cancel->branch, moment->frame);

    if (invite != NULL && invite->final_code == 0 && invite->cancel_frame == 0)
        invite->cancel_frame = moment->frame;
}

/* Where the packets of a capture are out of order, the CANCEL stands before its INVITE. */
static void
learn_cancelled(const moment_t *moment)
{
    transaction_t       *invite = moment->transaction;
    const transaction_t *cancel = transaction_of_request(moment->call, invite->cseq, METHOD_CANCEL, &invite->leg,
                                                         invite->branch, moment->frame);

    if (cancel != NULL)
        invite->cancel_frame = cancel->request_frame;
}

void
learn_repetition(const moment_t *moment, sip_text_t whole)
{
    transaction_t *transaction = moment->transaction;

    /* Where the branch is not known, or the text is another one, it may be a new one with the same CSeq number. */
    if (transaction->final_code >= 300
        && (transaction->branch == 0 || texts_get(transaction->request_text).length != whole.length))
        transaction->retry_doubtful = true;
    if (transaction->method == METHOD_CANCEL)
        learn_cancel(moment);
    transaction->last_frame = moment->frame;
    if (moment->now >= transaction->last_time && moment->now < transaction->last_time + CAPTURED_TWICE_MS)
        return;
    transaction->requests++;
    transaction->last_time = moment->now;
}

/* Whether a datagram came in IP fragments, so that it lies in another data source than the frame. */
static bool
is_put_together(const moment_t *moment, const message_text_t *text)
{
    const GSList *sources = moment->pinfo->data_src;

    return moment->message->alone && sources != NULL && text->tvb != NULL
        && text->tvb != get_data_source_tvb((const struct data_source *)sources->data);
}

static transaction_t *
begin_transaction(const moment_t *moment, const message_text_t *text, uint64_t branch)
{
    transaction_t *transaction = transaction_add(moment->call, moment->message->info->tap_cseq_number);
    leg_t          back = leg_back(&moment->leg);

    answers_note(&back);
    transaction->request_frame = transaction->last_frame = moment->frame;
    transaction->time = transaction->last_time = moment->now;
    transaction->leg = moment->leg;
    transaction->branch = branch;
    transaction->method = moment->method;
    transaction->requests = 1;
    transaction->request_text = texts_keep(text->whole);
    transaction->datagram = moment->message->alone;
    transaction->fragmented = text->whole.length > LONG_BYTES && is_put_together(moment, text);
    transaction->cut = text->tvb != NULL && tvb_reported_length(text->tvb) > tvb_captured_length(text->tvb);
    transaction->heard = strays_any() && strays_know(moment_call_id(moment), transaction->cseq, &moment->leg);
    return transaction;
}

void
learn_request(moment_t *moment, const message_text_t *text, uint64_t branch)
{
    const transaction_t *same;

    moment->transaction = begin_transaction(moment, text, branch);
    same = moment->transaction->next_same;
    if (moment->method == METHOD_CANCEL || (same != NULL && same->method != moment->method))
        moment->call->mixed = true;
    if (moment->transaction->next != NULL)
        learn_retry(moment->transaction);
    switch (moment->method) {
    case METHOD_INVITE:
        moment->call->had_invite = true;
        if (moment->call->mixed)
            learn_cancelled(moment);
        break;
    case METHOD_CANCEL:
        learn_cancel(moment);
        break;
    case METHOD_REFER:
        moment->call->had_refer = true;
        break;
    case METHOD_NOTIFY:
        if (moment->call->had_refer) {
            message_view_t view = message_view(text->whole);

            learn_report(moment, &view);
        }
        break;
    default:
        break;
    }
}
