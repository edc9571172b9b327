/* exchange.c
 * The place of a message in its exchange
 *
 * All is learnt on the first pass, in the order of the frames, and kept to the
 * end of the capture. A message is found again on any later pass by what it
 * says of itself: Call-ID, CSeq, branch and leg (RFC 3261, Section 17).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/exchange.h"
#include "exchange/answers.h"
#include "exchange/branch.h"
#include "exchange/errors.h"
#include "exchange/learn.h"
#include "exchange/registrations.h"
#include "exchange/strays.h"

static int64_t last_time;

static void
forget(void)
{
    last_time = 0;
}

void
exchange_register(void)
{
    register_cleanup_routine(forget);
    answers_register();
    errors_register();
    registrations_register();
    strays_register();
    transactions_register();
}

int64_t
exchange_last_time(void)
{
    return last_time;
}

static const message_text_t *
text_of(const moment_t *moment)
{
    return &message_texts_get(moment->texts)[moment->number];
}

static void
find_request(moment_t *moment)
{
    const char           *name = (const char *)moment->message->info->request_method;
    sip_text_t            method = { name, strlen(name) }, call_id = moment_call_id(moment);
    const message_text_t *text;
    uint64_t              branch;

    moment->method = method_of(method);
    moment->leg = leg_of_request(moment->pinfo);
    moment->call = moment->first_pass && moment->method != METHOD_ACK ? call_get(call_id.bytes, call_id.length)
                                                                       : call_find(call_id.bytes, call_id.length);
    if (moment->call == NULL)
        return;
    if (moment->method == METHOD_ACK) {
        moment->kind = MOMENT_ACK;
        moment->transaction = learn_ack(moment);
        return;
    }
    text = text_of(moment);
    branch = branch_of(text->header);
    moment->transaction = transaction_of_request(moment->call, moment->message->info->tap_cseq_number, moment->method,
                                                 &moment->leg, branch, moment->frame);
    if (moment->transaction == NULL) {
        if (!moment->first_pass)
            return;
        learn_request(moment, text, branch);
    } else if (moment->first_pass) {
        learn_repetition(moment, text->whole);
    }
    moment->kind = moment->transaction->request_frame == moment->frame ? MOMENT_REQUEST : MOMENT_REQUEST_AGAIN;
}

/* A response that was learnt from before. */
static moment_kind_t
kind_of_response(const moment_t *moment)
{
    if (moment->code < 200)
        return MOMENT_PROVISIONAL;
    if (moment->transaction->final_frame == moment->frame)
        return MOMENT_FINAL;
    for (const other_final_t *other = moment->transaction->other_finals; other != NULL; other = other->next) {
        if (other->frame == moment->frame)
            return MOMENT_FINAL_OTHER;
    }
    return MOMENT_FINAL_AGAIN;
}

/* A response to a request that was not seen, or not yet: that host is not silent, whatever it answers. */
static void
learn_unasked(const moment_t *moment, sip_text_t call_id)
{
    strays_learn(call_id, moment->message->info->tap_cseq_number, &moment->leg);
    if (moment->code == 401 || moment->code == 407)
        strays_learn_challenge(call_id, &moment->leg, moment->frame);
    answers_learn(&moment->leg, false, moment->frame, moment->now);
}

/*
 * The transaction of a response whose text nobody needs: a 100, or the success of
 * a request that is only to be heard of, where there is but one with this CSeq
 * number, on this leg, which waits. NULL if its header has to tell.
 */
static transaction_t *
find_plain(const moment_t *moment, transaction_t *newest)
{
    bool plain = moment->code == 100
        || (moment->code >= 200 && moment->code < 300 && !is_answer_kept(newest->method));

    return plain && newest->next_same == NULL && newest->final_code == 0 && !moment->call->mixed
        && legs_equal(&newest->leg, &moment->leg) ? newest : NULL;
}

/* A response without Call-ID belongs to nothing, but shows that its sender was heard. */
static void
learn_nameless(moment_t *moment)
{
    moment->leg = message_is_response(moment->message) ? leg_of_response(moment->pinfo) : leg_of_request(moment->pinfo);
    if (moment->first_pass && moment->code != 0)
        answers_note(&moment->leg);
}

static void
find_response(moment_t *moment)
{
    static const sip_text_t none = { NULL, 0 };
    sip_text_t            call_id = moment_call_id(moment);
    uint32_t              cseq = moment->message->info->tap_cseq_number;
    transaction_t        *newest;
    const message_text_t *text;
    message_view_t        view;
    uint8_t               method = METHOD_UNKNOWN;

    moment->leg = leg_of_response(moment->pinfo);
    moment->call = call_find(call_id.bytes, call_id.length);
    newest = moment->call != NULL ? transactions_with(moment->call, cseq) : NULL;
    if (newest == NULL) {
        if (moment->first_pass)
            learn_unasked(moment, call_id);
        return;
    }
    moment->transaction = moment->first_pass ? find_plain(moment, newest) : NULL;
    if (moment->transaction != NULL) {
        learn_response(moment, none);
        return;
    }
    text = text_of(moment);
    /* The branch alone tells most of them apart, but a CANCEL has that of its INVITE, and old clients have none. */
    if (moment->call->mixed) {
        view = moment_view(moment);
        method = method_of(view_cseq_method(&view));
    }
    moment->transaction = transaction_of_response(moment->call, cseq, method, &moment->leg, branch_of(text->header),
                                                  moment->frame);
    if (moment->transaction == NULL) {
        if (moment->first_pass) {
            learn_stray(moment);
            learn_unasked(moment, call_id);
        }
    } else if (moment->first_pass) {
        learn_response(moment, text->whole);
    } else {
        moment->kind = kind_of_response(moment);
    }
}

void
exchange_moment(moment_t *moment, packet_info *pinfo, message_texts_t *texts, unsigned number)
{
    const sip_message_t *message = &texts->messages[number];
    bool                 response = message_is_response(message);

    /* Each of its members, so that no memory has to be cleared: this is done for each SIP message. */
    *moment = (moment_t) {
        .pinfo = pinfo, .texts = texts, .number = number, .message = message, .kind = MOMENT_STRAY,
        .method = METHOD_UNKNOWN, .code = response ? message->info->response_code : 0, .frame = pinfo->num,
        /* Not the relative time, which begins anew at each time reference that the user sets. */
        .now = (int64_t)pinfo->abs_ts.secs * 1000 + pinfo->abs_ts.nsecs / 1000000,
        .leg = { 0, 0, 0, 0 }, .call = NULL, .transaction = NULL, .first_pass = !pinfo->fd->visited,
    };
    if (moment->first_pass && moment->now > last_time)
        last_time = moment->now;
    if (message->quoted) {
        errors_find_quoted(moment);
    } else if (message->info->tap_call_id == NULL) {
        learn_nameless(moment);
    } else if (response) {
        find_response(moment);
    } else {
        find_request(moment);
    }
}
