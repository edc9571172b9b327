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
#include "exchange/learn.h"
#include "exchange/registrations.h"
#include "exchange/strays.h"

/* So many hops are gone from one to the next. */
#define MAX_HOPS    8

/* RFC 3261, Section 18.1.1: a longer request should not be sent over UDP. */
#define LONG_BYTES  1300

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

/* The whole Call-ID, of which the record may hold the beginning only; in packet scope. */
static sip_text_t
call_id_of(const moment_t *moment)
{
    const char    *recorded = moment->message->info->tap_call_id;
    sip_text_t     call_id = { recorded, strlen(recorded) }, whole;
    message_view_t view;

    if (call_id.length != RECORD_CALL_ID_MAX)
        return call_id;
    view = moment_view(moment);
    whole = view_value(&view, "Call-ID", 'i');
    return whole.length > call_id.length ? whole : call_id;
}

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

/* A request that was there before. */
static void
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
    transaction->heard = strays_any() && strays_know(call_id_of(moment), transaction->cseq, &moment->leg);
    return transaction;
}

static void
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

static void
find_request(moment_t *moment)
{
    const char           *name = (const char *)moment->message->info->request_method;
    sip_text_t            method = { name, strlen(name) }, call_id = call_id_of(moment);
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

static bool
texts_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Whether two final responses to one request are the same one; what is not known any more does not differ. */
static bool
is_same_final(const message_view_t *a, const message_view_t *b)
{
    if (!view_is_known(a) || !view_is_known(b))
        return true;
    return texts_equal(a->start_line, b->start_line) && texts_equal(view_to_tag(a), view_to_tag(b));
}

/* The final response that this one repeats, as its frame; 0 if there is none. */
static uint32_t
find_same_final(const moment_t *moment)
{
    const transaction_t *transaction = moment->transaction;
    message_view_t       view = moment_view(moment), other = transaction_final(transaction);

    if (transaction->final_code == moment->code && transaction->final_frame <= moment->frame
        && is_same_final(&view, &other))
        return transaction->final_frame;
    for (const other_final_t *item = transaction->other_finals; item != NULL; item = item->next) {
        other = message_view(texts_get(item->text));
        if (item->code == moment->code && item->frame <= moment->frame && is_same_final(&view, &other))
            return item->frame;
    }
    return 0;
}

uint32_t
moment_first_frame(const moment_t *moment)
{
    uint32_t frame = find_same_final(moment);

    return frame != 0 ? frame : moment->transaction->final_frame;
}

message_view_t
moment_first_final(const moment_t *moment)
{
    uint32_t frame = moment_first_frame(moment);

    for (const other_final_t *other = moment->transaction->other_finals; other != NULL; other = other->next) {
        if (other->frame == frame)
            return message_view(texts_get(other->text));
    }
    return transaction_final(moment->transaction);
}

/* Whether what is said in a response to such a request is needed to explain what comes later, be it a success. */
static bool
is_answer_kept(uint8_t method)
{
    /* A success of UPDATE can set another session timer (RFC 4028, Section 7.2). */
    return method == METHOD_INVITE || method == METHOD_REGISTER || method == METHOD_SUBSCRIBE || method == METHOD_UPDATE;
}

static bool
is_worth_keeping(const moment_t *moment)
{
    return moment->code >= 300 || is_answer_kept(moment->transaction->method);
}

static void
learn_final(moment_t *moment, sip_text_t whole)
{
    transaction_t *transaction = moment->transaction;
    other_final_t *other;

    if (transaction->final_code == 0) {
        moment->kind = MOMENT_FINAL;
        transaction->final_code = (uint16_t)moment->code;
        transaction->final_frame = moment->frame;
        transaction->final_time = moment->now;
        transaction->challenges = moment->code == 401 || moment->code == 407 ? transaction->challenges + 1 : 0;
        if (is_worth_keeping(moment))
            transaction->final_text = texts_keep(whole);
        if (transaction->method == METHOD_REGISTER)
            registrations_note(transaction);
        return;
    }
    moment->kind = MOMENT_FINAL_AGAIN;
    if (find_same_final(moment) != 0) {
        if (!moment_is_captured_twice(moment))
            transaction->final_again = true;
        return;
    }
    moment->kind = MOMENT_FINAL_OTHER;
    other = wmem_new0(wmem_file_scope(), other_final_t);
    other->frame = moment->frame;
    other->code = (uint16_t)moment->code;
    other->text = texts_keep(whole);
    other->next = transaction->other_finals;
    transaction->other_finals = other;
    if (moment->code < 300 && transaction_is_answered_invite(transaction))
        transaction->forked = true;
}

/* Each can set up an early dialog of its own, and ask for a PRACK of its own. */
static void
keep_provisional(const moment_t *moment, text_ref_t text)
{
    transaction_t *transaction = moment->transaction;
    provisional_t *added;

    if (transaction->num_provisionals == MAX_PROVISIONALS) {
        transaction->more_provisionals = true;
        return;
    }
    added = wmem_new(wmem_file_scope(), provisional_t);
    added->time = moment->now;
    added->frame = moment->frame;
    added->text = text;
    added->code = (uint16_t)moment->code;
    added->next = transaction->provisionals;
    transaction->provisionals = added;
    transaction->num_provisionals++;
}

static void
learn_response(moment_t *moment, sip_text_t whole)
{
    transaction_t *transaction = moment->transaction;

    answers_learn(&transaction->leg, transaction->fragmented, moment->frame, moment->now);
    if (transaction->heard_frame == 0) {
        transaction->heard = true;
        transaction->heard_frame = moment->frame;
        transaction->heard_time = moment->now;
    }
    if (moment->code >= 200) {
        learn_final(moment, whole);
        return;
    }
    moment->kind = MOMENT_PROVISIONAL;
    if (moment->code > 100 && transaction->final_code == 0) {
        if (transaction->rang_frame == 0) {
            transaction->rang_frame = moment->frame;
            transaction->rang_time = moment->now;
            transaction->rang_code = (uint16_t)moment->code;
        }
        if (transaction->method == METHOD_INVITE) {
            transaction->rang_text = texts_keep(whole);
            keep_provisional(moment, transaction->rang_text);
        }
    }
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
    sip_text_t            call_id = call_id_of(moment);
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

/*
 * What an ICMP error quotes is known by Call-ID, CSeq and branch; the addresses
 * of the frame are those of the error. The quotation may be cut off.
 */
static void
find_quoted(moment_t *moment)
{
    sip_text_t     call_id = call_id_of(moment);
    message_view_t view = moment_view(moment);
    sip_text_t     method = { (const char *)moment->message->info->request_method, 0 };
    uint64_t       branch = branch_of(view.header);
    uint8_t        number;
    transaction_t *item;

    moment->kind = MOMENT_QUOTED;
    moment->call = call_find(call_id.bytes, call_id.length);
    if (moment->call == NULL || branch == 0)
        return;
    if (method.bytes != NULL)
        method.length = strlen(method.bytes);
    else
        method = view_cseq_method(&view);
    number = method_of(method);
    moment->method = moment->code == 0 ? number : METHOD_UNKNOWN;
    item = transactions_with(moment->call, moment->message->info->tap_cseq_number);
    while (item != NULL && (item->branch != branch || item->method != number || item->request_frame > moment->frame))
        item = item->next_same;
    moment->transaction = item;
    if (item == NULL || !moment->first_pass)
        return;
    if (moment->code == 0 && item->icmp_frame == 0)
        item->icmp_frame = moment->frame;
    if (moment->code != 0 && item->lost_frame == 0) {
        item->lost_frame = moment->frame;
        item->lost_again = item->final_again && moment->code == item->final_code;
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
        moment->kind = MOMENT_QUOTED;
        if (message->info->tap_call_id != NULL)
            find_quoted(moment);
    } else if (message->info->tap_call_id == NULL) {
        learn_nameless(moment);
    } else if (response) {
        find_response(moment);
    } else {
        find_request(moment);
    }
}

bool
moment_is_identical(const moment_t *moment)
{
    sip_text_t first = texts_get(moment->transaction->final_text);

    /* A 2xx is sent again by who made it, not by its transaction, and may be made anew (RFC 3261, Section 13.3.1.4). */
    return moment->code < 300 || first.bytes == NULL || moment_first_frame(moment) != moment->transaction->final_frame
        || texts_equal(first, text_of(moment)->whole);
}

bool
moment_is_captured_twice(const moment_t *moment)
{
    const transaction_t *transaction = moment->transaction;
    int64_t              apart;

    if (moment->kind != MOMENT_FINAL_AGAIN || moment_first_frame(moment) != transaction->final_frame)
        return false;
    apart = moment->now - transaction->final_time;
    return apart >= 0 && apart < CAPTURED_TWICE_MS && moment_is_identical(moment);
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
    request = transaction_request(next);
    /* Below its own Via it has those of whom it came from. */
    for (i = 1; (branch = view_branch(&request, i)).length > 0; i++) {
        if (branch_hash(branch.bytes, branch.length) == transaction->branch)
            return i;
    }
    /* Who hides the way that it came from, as many border controllers do, leaves none of them. */
    return (i == 1 || transaction->branch == 0) && next->leg.from == transaction->leg.to && next->leg.from != next->leg.to;
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

/* Whether two final responses are one and the same on two legs. */
static bool
is_passed_on(const transaction_t *next, const transaction_t *transaction)
{
    message_view_t a = transaction_final(next), b = transaction_final(transaction);
    sip_text_t     tag_a, tag_b;

    if (next->final_code != transaction->final_code || next->final_frame > transaction->final_frame)
        return false;
    if (!view_is_known(&a) || !view_is_known(&b))
        return true;
    tag_a = view_to_tag(&a);
    tag_b = view_to_tag(&b);
    return tag_a.length == 0 || tag_b.length == 0 || texts_equal(tag_a, tag_b);
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
