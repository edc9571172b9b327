/* diagnosis_exchange.c
 * What the exchange of a response shows, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/diagnosis_exchange.h"
#include "catalogue/catalogue.h"
#include "catalogue/explanation.h"
#include "catalogue/language.h"
#include "exchange/finals.h"
#include "exchange/learn.h"
#include "findings/case.h"
#include "findings/findings.h"
#include "findings/reasons.h"
#include "finding_sentences.h"

#include <epan/to_str.h>

/* So many other transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* What the sentences are made of. */
typedef struct {
    diagnosis_t         *diagnosis;
    const moment_t      *moment;
    const transaction_t *transaction;
    sip_text_t           method;        /* of the CSeq of the response; may be empty */
    const finding_t     *found;
} telling_t;

static bool
answers(const telling_t *telling, const char *method)
{
    return telling->method.length == strlen(method)
        && memcmp(telling->method.bytes, method, telling->method.length) == 0;
}

static const char *
method_text(const telling_t *telling)
{
    return value_text(telling->diagnosis, telling->method);
}

static const char *
request_frame_text(const telling_t *telling)
{
    return frame_text(telling->diagnosis, telling->transaction->request_frame);
}

static bool
is_in_dialog(const transaction_t *transaction)
{
    message_view_t request = transaction_request(transaction);

    return view_to_tag(&request).length > 0;
}

/*
 * Whether nothing but 100 had come for it, which tells how far it had come, while nothing
 * that was found tells more.
 */
static bool
got_100_alone(const telling_t *telling)
{
    const transaction_t *transaction = telling->transaction;

    return (telling->diagnosis->code == 408 || telling->diagnosis->code == 504) && transaction->rang_frame == 0
        && transaction->heard_frame != 0 && transaction->heard_frame < telling->moment->frame
        && findings_leading_cause(telling->found) == NULL;
}

/* How long the request had waited, and what had come for it. */
static void
say_waiting(const telling_t *telling)
{
    const transaction_t *transaction = telling->transaction;
    diagnosis_t         *diagnosis = telling->diagnosis;
    int64_t              waited = telling->moment->now - transaction->time;
    const char          *time;

    if (waited > 0) {
        time = milliseconds_text(diagnosis, waited);
        if (transaction->requests > 1 && transaction->last_frame < telling->moment->frame)
            say(diagnosis, DIAGNOSIS_WAITED_REPEATED, method_text(telling), request_frame_text(telling), time,
                number_text(diagnosis, transaction->requests));
        else
            say(diagnosis, DIAGNOSIS_WAITED, method_text(telling), request_frame_text(telling), time);
    }
    if (!answers(telling, "INVITE"))
        return;
    if (transaction->rang_frame != 0 && transaction->rang_frame < telling->moment->frame)
        say(diagnosis, DIAGNOSIS_RANG, response_text(diagnosis, transaction->rang_code),
            frame_text(diagnosis, transaction->rang_frame));
    else if (!is_in_dialog(transaction))
        say(diagnosis, DIAGNOSIS_NOT_RANG);
    if (got_100_alone(telling))
        say(diagnosis, DIAGNOSIS_ARRIVED, frame_text(diagnosis, transaction->heard_frame), method_text(telling));
}

/* The BYE of the call, which also ends one that is not answered yet; 0 if there is none. */
static uint32_t
bye_after(const telling_t *telling)
{
    const transaction_t *item = telling->moment->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_BYE && item->request_frame > telling->transaction->request_frame
            && item->request_frame < telling->moment->frame)
            return item->request_frame;
    }
    return 0;
}

/* What the CANCEL says became of another branch; empty if nothing. */
static sip_text_t
cancelled_for(const telling_t *telling)
{
    const transaction_t *item = transactions_with(telling->moment->call, telling->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        message_view_t cancel;

        if (item->method != METHOD_CANCEL || item->request_frame != telling->transaction->cancel_frame)
            continue;
        cancel = transaction_request(item);
        return failure_elsewhere(&cancel);
    }
    return (sip_text_t){ NULL, 0 };
}

static void
say_cancelled(const telling_t *telling)
{
    const transaction_t *transaction = telling->transaction;
    diagnosis_t         *diagnosis = telling->diagnosis;
    uint32_t             bye = bye_after(telling);

    if (transaction->cancel_frame != 0) {
        const char *frame = frame_text(diagnosis, transaction->cancel_frame);
        sip_text_t  reason = cancelled_for(telling);

        if (reason.length > 0)
            say(diagnosis, DIAGNOSIS_CANCELLED_FOR, frame, method_text(telling), request_frame_text(telling),
                value_text(diagnosis, reason));
        else
            say(diagnosis, DIAGNOSIS_CANCELLED, frame, method_text(telling), request_frame_text(telling));
    } else if (bye != 0)
        say(diagnosis, DIAGNOSIS_CANCELLED_BY_BYE, frame_text(diagnosis, bye));
    else if (answers(telling, "INVITE"))
        say(diagnosis, DIAGNOSIS_NO_CANCEL, method_text(telling), request_frame_text(telling));
    say_waiting(telling);
}

/* How far the request had come when its hops were used up (RFC 3261, Sections 16.3 and 20.22). */
static void
say_hops(const telling_t *telling)
{
    diagnosis_t   *diagnosis = telling->diagnosis;
    sip_values_t   values = { diagnosis->text->header, { NULL, 0 } };
    message_view_t request;
    sip_text_t     via;
    uint32_t       count = 0, hops;

    while (sip_next_value(&values, "Via", 'v', &via))
        count++;
    if (telling->transaction != NULL)
        request = transaction_request(telling->transaction);
    if (telling->transaction == NULL || !view_number(&request, "Max-Forwards", '\0', &hops)) {
        if (count > 1)
            say(diagnosis, DIAGNOSIS_HOPS, number_text(diagnosis, count));
        return;
    }
    say(diagnosis, DIAGNOSIS_MAX_FORWARDS, method_text(telling), request_frame_text(telling),
        number_text(diagnosis, hops));
    if (count > 1)
        say(diagnosis, DIAGNOSIS_HOPS, number_text(diagnosis, count));
}

/* What belongs to the code. */
static void
say_by_code(const telling_t *telling)
{
    diagnosis_t *diagnosis = telling->diagnosis;

    switch (diagnosis->code) {
    case 408: case 480: case 504:
        say_waiting(telling);
        break;
    case 487:
        say_cancelled(telling);
        break;
    case 503:
        if (telling->transaction->leg.from != telling->transaction->leg.to
            && telling->transaction->leg.to == telling->moment->leg.to)
            say(diagnosis, DIAGNOSIS_NEXT_HOP, address_to_str(diagnosis->pinfo->pool, &diagnosis->pinfo->src),
                method_text(telling), request_frame_text(telling));
        break;
    default:
        break;
    }
}

/* Whether clients change the request and send it again by themselves. */
static bool
is_tried_again(unsigned code)
{
    switch (code) {
    case 401: case 407: case 412: case 420: case 421: case 422: case 423: case 491: case 494:
        return true;
    default:
        return code >= 300 && code <= 399;
    }
}

static void
say_retry(const telling_t *telling)
{
    const transaction_t *transaction = telling->transaction, *retry = transaction->retry;
    diagnosis_t         *diagnosis = telling->diagnosis;

    if (!diagnosis->whole)
        return;
    if (retry != NULL && retry->final_code != 0) {
        const char *frame = frame_text(diagnosis, retry->request_frame);

        say(diagnosis, DIAGNOSIS_RETRY, method_text(telling), frame, response_text(diagnosis, retry->final_code),
            frame_text(diagnosis, retry->final_frame));
    } else if (retry != NULL)
        say(diagnosis, DIAGNOSIS_RETRY_OPEN, method_text(telling), frame_text(diagnosis, retry->request_frame));
    else if (!transaction->retry_doubtful && !transaction->asked_back)
        say(diagnosis, DIAGNOSIS_NO_RETRY, method_text(telling));
}

/* A response that came before; what is to be said of it is said there. */
static void
say_repetition(const telling_t *telling)
{
    diagnosis_t    *diagnosis = telling->diagnosis;
    const moment_t *moment = telling->moment;
    uint32_t        first = moment_first_frame(moment);
    message_view_t  final = transaction_final(telling->transaction);

    /* Whether it is the same one is not known, or it decides the same and is another message. */
    if (!view_is_known(&final) || !moment_is_identical(moment))
        return;
    if (moment_is_captured_twice(moment))
        say(diagnosis, DIAGNOSIS_CAPTURED_TWICE, frame_text(diagnosis, first));
    else if (first == telling->transaction->final_frame)
        say(diagnosis, DIAGNOSIS_REPEATED, frame_text(diagnosis, first),
            milliseconds_text(diagnosis, moment->now - telling->transaction->final_time));
    else
        say(diagnosis, DIAGNOSIS_REPEATED_OTHER, frame_text(diagnosis, first));
}

/* RFC 3515, Section 2.4: a 2xx says that the REFER was accepted, and NOTIFY what became of it. told: that none came. */
static void
say_transfer(const telling_t *telling, bool told)
{
    const transaction_t *refer = telling->transaction;
    diagnosis_t         *diagnosis = telling->diagnosis;
    const char          *refer_sub;
    explanation_t        outcome;
    message_view_t       request;
    bool                 silent;

    if (refer->method != METHOD_REFER)
        return;
    refer_sub = list_text(diagnosis, "Refer-Sub", '\0', first_token);
    silent = refer_sub != NULL && g_ascii_strcasecmp(refer_sub, "false") == 0;
    if (silent)
        say(diagnosis, DIAGNOSIS_TRANSFER_SILENT);
    /* What an early NOTIFY says is only kept until the next one; that a call to somebody failed is a finding. */
    request = transaction_request(refer);
    if (!diagnosis->whole || (refer_failed(refer) && view_has(&request, "Refer-To", 'r')))
        return;
    if (refer->notify_frame == 0) {
        if (!silent && !told && !refer->notify_doubtful)
            say(diagnosis, DIAGNOSIS_TRANSFER_UNKNOWN);
        return;
    }
    outcome = explanation_of(refer->notify_code, false);
    say(diagnosis, refer->notify_code < 200 || (refer->notify_step && !refer_failed(refer)) ? DIAGNOSIS_TRANSFER_PENDING : DIAGNOSIS_TRANSFER,
        frame_text(diagnosis, refer->notify_frame), response_text(diagnosis, refer->notify_code),
        outcome.record != NULL ? translated(outcome.summary) : "?");
}

/* What a failure of another method than INVITE says about the call. */
static void
say_not_the_call(const telling_t *telling)
{
    /* Whatever it says, the INVITE goes on (RFC 3261, Section 9.1). */
    if (answers(telling, "CANCEL")) {
        say(telling->diagnosis, DIAGNOSIS_NOT_THE_CALL, method_text(telling));
        return;
    }
    if (!telling->moment->call->had_invite || telling->method.length == 0 || answers(telling, "INVITE"))
        return;
    switch (telling->diagnosis->code) {
    case 401: case 407:
        break;      /* a step */
    case 403: case 404: case 408: case 410: case 416: case 480: case 481: case 482: case 483: case 484: case 485:
    case 502: case 604:
        break;      /* can be the end of the dialog (RFC 3261, Section 12.2.1.2; RFC 5057, Section 5.1) */
    default:
        if (!answers(telling, "BYE"))
            say(telling->diagnosis, DIAGNOSIS_NOT_THE_CALL, method_text(telling));
        break;
    }
}

/* Whether a request with the CSeq number of the response came before it; it may have been changed on its way. */
static bool
had_such_request(const moment_t *moment)
{
    const transaction_t *item = NULL;

    if (moment->call != NULL)
        item = transactions_with(moment->call, moment->message->info->tap_cseq_number);
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT && item->request_frame > moment->frame; seen++)
        item = item->next_same;
    return item != NULL;
}

void
say_request_unseen(diagnosis_t *diagnosis, const moment_t *moment)
{
    if (moment->kind == MOMENT_STRAY && moment->code >= 300 && !had_such_request(moment))
        say(diagnosis, DIAGNOSIS_NO_REQUEST);
}

void
say_exchange(diagnosis_t *diagnosis, const moment_t *moment, const finding_t *found)
{
    message_view_t view;
    telling_t      telling = { diagnosis, moment, moment->transaction, { NULL, 0 }, found };
    bool           hops = diagnosis->code == 483 && !finding_is_among(found, FINDING_MAX_FORWARDS_ZERO);
    /* What an ICMP error quotes was said before, and not when and where the error came. */
    bool           silent = moment->transaction == NULL || moment->message->quoted || diagnosis->code < 200;

    if (silent && !hops)
        return;
    if (diagnosis->code >= 300) {
        view = message_view(diagnosis->text->whole);
        telling.method = view_cseq_method(&view);
    }
    if (hops)
        say_hops(&telling);
    if (silent)
        return;
    if (moment->kind == MOMENT_FINAL_AGAIN) {
        say_repetition(&telling);
        return;
    }
    if (diagnosis->code < 300) {
        say_transfer(&telling, finding_is_among(found, FINDING_TRANSFER_UNREPORTED));
        return;
    }
    /* It decides nothing any more, and what the request had waited for came before. */
    if (moment->kind == MOMENT_FINAL_OTHER)
        return;
    say_by_code(&telling);
    say_not_the_call(&telling);
}

void
say_what_followed(diagnosis_t *diagnosis, const moment_t *moment)
{
    message_view_t view;
    telling_t      telling = { diagnosis, moment, moment->transaction, { NULL, 0 }, NULL };

    if (moment->transaction == NULL || moment->kind != MOMENT_FINAL || !is_tried_again(diagnosis->code))
        return;
    view = message_view(diagnosis->text->whole);
    telling.method = view_cseq_method(&view);
    if (!answers(&telling, "CANCEL"))
        say_retry(&telling);
}
