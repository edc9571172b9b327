/* exchange.c
 * What the other frames of an exchange tell about a response
 *
 * All is learnt on the first pass, in the order of the frames: requests are kept
 * as long as a response may come for them, and what they say about a response
 * becomes a fact of its frame. So it does not matter which frame is dissected
 * when afterwards, and a fact from a later frame is added to those that are
 * there already.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/exchange.h"
#include "exchange/exchange_header.h"

#include <epan/proto_data.h>

/* RFC 3261, Section 17.1.1.1: nothing is sent again in less than 500 ms. What comes twice
 * in less time than this was captured twice, as on two interfaces. */
#define CAPTURED_TWICE_MS   50u

/* transaction_t.mark has this unit while the transaction is pending. */
#define MARK_MS             16u

static int proto_sipexplain = -1;

/* A message that is learnt from. */
typedef struct {
    packet_info            *pinfo;
    const sip_info_value_t *info;
    message_texts_t        *texts;
    unsigned                number;
    const char             *call_id;
    uint32_t                now;    /* ms; only differences mean something */
} lesson_t;

void
exchange_register(int proto)
{
    proto_sipexplain = proto;
    transactions_register();
}

static sip_text_t
text_of(const char *string)
{
    sip_text_t text = { string, strlen(string) };

    return text;
}

/* The text of the message that is learnt from; NULL if it cannot be found. */
static const message_text_t *
find_text(const lesson_t *lesson)
{
    const message_text_t *text = &message_texts_get(lesson->texts)[lesson->number];

    return text->tvb != NULL ? text : NULL;
}

/* A Call-ID that the record may hold the beginning of. */
static const char *
whole_call_id(const lesson_t *lesson)
{
    const message_text_t *text = find_text(lesson);
    sip_text_t            header = text != NULL ? text->header : (sip_text_t){ NULL, 0 };
    sip_header_field_t    field;

    while (sip_find_header_field(&header, "ci", &field)) {
        if (sip_header_field_is(&field, "Call-ID", 'i'))
            return wmem_strndup(lesson->pinfo->pool, field.value.bytes, field.value.length);
    }
    return lesson->call_id;
}

/* The facts of the REFER with this CSeq number; NULL if it is not remembered. */
static exchange_facts_t *
find_refer(const call_t *call, uint32_t cseq)
{
    exchange_facts_t *facts = call->refer;

    while (facts != NULL && facts->refer_cseq != cseq)
        facts = facts->earlier;
    return facts;
}

/* Two of a call are remembered. */
static void
learn_refer(call_t *call, uint32_t cseq)
{
    exchange_facts_t *before = call->refer;

    if (find_refer(call, cseq) != NULL)
        return;     /* on another leg */
    if (before != NULL && before->earlier != NULL) {
        before->earlier->notify_doubtful = true;
        before->earlier = NULL;
    }
    call->refer = wmem_new0(wmem_file_scope(), exchange_facts_t);
    call->refer->refer_cseq = cseq;
    call->refer->earlier = before;
}

/* A REFER that failed; no NOTIFY will come for it, unless it succeeded elsewhere. */
static void
forget_refer(call_t *call, uint32_t cseq)
{
    exchange_facts_t *failed = find_refer(call, cseq);

    if (failed == NULL)
        return;
    failed->notify_doubtful = true;
    if (failed == call->refer)
        call->refer = failed->earlier;
    else
        call->refer->earlier = NULL;
}

/*
 * What came of a REFER. Only for the first one of a dialog may NOTIFY leave out
 * the number (RFC 3515, Section 2.4.6), and not all keep to that: where it can
 * be about either of two, it is taken for none.
 */
static void
learn_report(const lesson_t *lesson, call_t *call, refer_report_t report)
{
    exchange_facts_t *facts = call->refer, *earlier = facts->earlier;

    if (report.code == 0)
        return;
    if (report.has_id) {
        facts = find_refer(call, report.id);
        if (facts == NULL)
            return;
    } else if (earlier != NULL && earlier->notify_code < 200) {
        facts->notify_doubtful = earlier->notify_doubtful = true;
        return;
    }
    /* It is over with the first final one. */
    if (facts->notify_code < 200) {
        facts->notify_frame = lesson->pinfo->num;
        facts->notify_code = (uint16_t)report.code;
    }
}

/* An ACK has the CSeq number of the INVITE, and after a 2xx a way of its own. */
static void
learn_ack(const lesson_t *lesson, call_t *call)
{
    /* Each of those who answered has to have an ACK of its own. */
    const message_text_t *text = call->forked ? find_text(lesson) : NULL;
    uint16_t              to_tag = text != NULL ? to_tag_of(text) : 0;

    for (transaction_t *item = call->transactions; item != NULL; item = item->next) {
        if (item->cseq == lesson->info->tap_cseq_number && item->method == METHOD_INVITE && item->final_code != 0
            && item->done.ack_frame == 0 && (to_tag == 0 || item->final_code >= 300 || item->mark == to_tag))
            item->done.ack_frame = lesson->pinfo->num;
    }
}

/* A CANCEL has the CSeq number and the branch of what it is for; false if that is not waiting. */
static bool
learn_cancel(const lesson_t *lesson, call_t *call, leg_t leg, uint16_t branch)
{
    transaction_t *invite = transaction_of_request(call, lesson->info->tap_cseq_number, METHOD_INVITE, leg, branch);

    if (invite == NULL || invite->final_code != 0)
        return false;
    if (invite->pending.cancel_frame == 0)
        invite->pending.cancel_frame = lesson->pinfo->num;
    return true;
}

/* The ms from a time to the frame; 0 where the frame is earlier. */
static uint32_t
elapsed_since(const lesson_t *lesson, uint32_t time)
{
    uint32_t elapsed = lesson->now - time;

    return elapsed <= INT32_MAX ? elapsed : 0;
}

/* A request that was there before. */
static void
learn_repetition(const lesson_t *lesson, transaction_t *transaction)
{
    uint32_t elapsed = elapsed_since(lesson, transaction->time);

    /* Where the branch is not known, it may be a new one with the same CSeq number. */
    if (transaction->final_code >= 300 && transaction->facts != NULL && transaction->branch == 0)
        transaction->facts->retry_doubtful = true;
    if (transaction->final_code != 0 || transaction->requests == 127
        || elapsed < transaction->mark * MARK_MS + CAPTURED_TWICE_MS)
        return;
    transaction->requests++;
    transaction->mark = (uint16_t)MIN(elapsed / MARK_MS, UINT16_MAX);
}

/*
 * Whether a request is what a client tries after a failure: it has a higher CSeq
 * number (RFC 3261, Section 8.1.3.5), or the same number and another branch, as
 * where a proxy follows a redirection (Section 16.7, step 4), which leads to
 * another host. What a proxy sends to another host else can be of the other side.
 */
static bool
is_retry(const transaction_t *retry, const transaction_t *failed)
{
    return failed->cseq <= retry->cseq && legs_have_one_sender(failed->leg, retry->leg)
        && (failed->leg.to == retry->leg.to || (failed->final_code < 400 && !retry->in_dialog));
}

/* Notes for the failures of the call that this is what came after them. */
static void
link_retry(const lesson_t *lesson, transaction_t *retry)
{
    exchange_facts_t **link = &retry->facts;

    for (transaction_t *item = retry->next; item != NULL; item = item->next) {
        exchange_facts_t *facts = item->facts;

        if (item->final_code < 300 || facts == NULL || facts->retry_frame != 0 || item->method != retry->method)
            continue;
        if (is_retry(retry, item)) {
            facts->retry_frame = lesson->pinfo->num;
            *link = facts;
            link = &facts->earlier;
        } else {
            facts->retry_doubtful = true;
        }
    }
}

/*
 * Whether the header of a request of this call may say something that matters.
 * Most calls have a BYE that nothing is to be said about.
 */
static bool
may_matter(const call_t *call, uint8_t method)
{
    const transaction_t *item = call->transactions;

    if (method != METHOD_BYE)
        return true;
    while (item != NULL && item->method != METHOD_BYE)
        item = item->next;
    return item != NULL;
}

static void
learn_request(const lesson_t *lesson)
{
    sip_text_t            name = text_of((const char *)lesson->info->request_method);
    uint8_t               method = sip_method_of(name);
    call_t               *call = call_find(lesson->call_id);
    leg_t                 leg = leg_of_request(lesson->pinfo);
    const message_text_t *text;
    transaction_t        *transaction;
    uint16_t              branch;

    if (method == METHOD_ACK) {
        if (call != NULL)
            learn_ack(lesson, call);
        return;
    }
    text = call == NULL || may_matter(call, method) ? find_text(lesson) : NULL;
    branch = text != NULL ? branch_of(text->via) : 0;
    if (call == NULL)
        call = call_add(lesson->call_id);
    if (method == METHOD_CANCEL && learn_cancel(lesson, call, leg, branch))
        return;
    transaction = transaction_of_request(call, lesson->info->tap_cseq_number, method, leg, branch);
    if (transaction != NULL) {
        learn_repetition(lesson, transaction);
        return;
    }

    transaction = transaction_add(call);
    transaction->cseq = lesson->info->tap_cseq_number;
    transaction->request_frame = lesson->pinfo->num;
    transaction->time = lesson->now;
    transaction->leg = leg;
    transaction->branch = branch;
    transaction->method = method;
    transaction->requests = 1;
    transaction->max_forwards = UINT8_MAX;
    transaction->in_dialog = method == METHOD_BYE;
    if (text != NULL)
        read_request(text, transaction);
    link_retry(lesson, transaction);
    if (method == METHOD_INVITE)
        call->had_invite = true;
    if (method == METHOD_REFER)
        learn_refer(call, transaction->cseq);
    if (method == METHOD_NOTIFY && call->refer != NULL && text != NULL)
        learn_report(lesson, call, read_report(text));
}

/* Another request that has to do with a failure, by its code. */
static bool
concerns(const transaction_t *other, const transaction_t *transaction, unsigned code)
{
    bool pending = other->final_code == 0, same_cseq = other->cseq == transaction->cseq;

    switch (code) {
    case 481:   /* both sides hang up at the same time */
        return transaction->method == METHOD_BYE && other->method == METHOD_BYE
            && legs_cross(other->leg, transaction->leg);
    case 482:   /* came by two ways */
        return same_cseq && other->method == transaction->method && other->leg.to == transaction->leg.to
            && other->leg.to_port == transaction->leg.to_port;
    case 483:   /* goes in a circle, as it came by before with more hops left */
        return same_cseq && other->method == transaction->method && legs_equal(other->leg, transaction->leg)
            && other->max_forwards != UINT8_MAX && other->max_forwards > transaction->max_forwards;
    case 487:   /* a call can also be ended in this way while it rings */
        return other->method == METHOD_BYE && other->request_frame > transaction->request_frame;
    case 491:   /* both sides ask at the same time; RFC 3261, Section 14.2 */
        return other->method == transaction->method && legs_cross(other->leg, transaction->leg)
            && (pending || other->done.final_frame > transaction->request_frame);
    case 500:   /* one that is not answered yet; RFC 3261, Section 14.2 */
        return other->method == METHOD_INVITE && transaction->method == METHOD_INVITE && pending
            && legs_equal(other->leg, transaction->leg) && other->cseq < transaction->cseq;
    default:
        return false;
    }
}

/* What the other transactions of the call say about the response. */
static void
look_around(const call_t *call, const transaction_t *transaction, unsigned code, uint16_t to_tag,
            exchange_facts_t *facts)
{
    for (const transaction_t *other = call->transactions; other != NULL; other = other->next) {
        if (other == transaction)
            continue;
        if (facts->other_frame == 0 && concerns(other, transaction, code))
            facts->other_frame = other->request_frame;
        if (transaction->method == METHOD_CANCEL && other->method == METHOD_INVITE && other->final_code != 0
            && other->cseq == transaction->cseq && legs_equal(other->leg, transaction->leg))
            facts->invite_final_frame = other->done.final_frame;
        /* The tag is that of whom the response comes from, on whatever leg; the request came there later. */
        if (other->final_code == code && other->cseq == transaction->cseq && other->method == transaction->method
            && to_tag != 0 && other->mark == to_tag && other->request_frame > transaction->request_frame
            && !legs_equal(other->leg, transaction->leg) && !legs_cross(other->leg, transaction->leg))
            facts->passed_frame = other->done.final_frame;
    }
}

/* The facts about a final response that is the first one of its transaction. */
static exchange_facts_t *
facts_of(const lesson_t *lesson, const call_t *call, const transaction_t *transaction, const message_text_t *text,
         uint16_t to_tag)
{
    exchange_facts_t *facts = wmem_new0(wmem_file_scope(), exchange_facts_t);
    unsigned          code = lesson->info->response_code;

    facts->request_frame = transaction->request_frame;
    facts->requests = transaction->requests;
    facts->required = transaction_required(transaction);
    facts->max_forwards = transaction->max_forwards;
    facts->complete = transaction->final_code == 0;
    facts->credentials = transaction->realms[0] != 0;
    facts->in_dialog = transaction->in_dialog;
    facts->next_hop = transaction->leg.to == leg_of_response(lesson->pinfo).to
        && transaction->leg.from != transaction->leg.to;
    if (transaction->final_code == 0) {
        facts->waited = elapsed_since(lesson, transaction->time);
        facts->rang_frame = transaction->pending.rang_frame;
        facts->rang_code = 100 + transaction->rang_code;
        facts->cancel_frame = transaction->pending.cancel_frame;
        if (code == 401 || code == 407)
            facts->challenges = transaction->facts != NULL ? transaction->facts->challenges + 1 : 1;
    } else {
        /* Retries are noted for the first one. */
        facts->retry_doubtful = true;
    }
    if (facts->credentials && (code == 401 || code == 407) && text != NULL)
        facts->refused = is_refusal(transaction, text->header);
    look_around(call, transaction, code, to_tag, facts);
    return facts;
}

/* The facts about a response that came before. */
static exchange_facts_t *
facts_of_repetition(const lesson_t *lesson, const transaction_t *transaction)
{
    exchange_facts_t *facts = wmem_new0(wmem_file_scope(), exchange_facts_t);

    facts->request_frame = transaction->request_frame;
    facts->first_frame = transaction->done.final_frame;
    facts->ack_frame = transaction->done.ack_frame;
    facts->waited = elapsed_since(lesson, transaction->time);
    facts->captured_twice = facts->waited < CAPTURED_TWICE_MS;
    /* The same on every repetition, so that a refusal stays one. */
    facts->refused = transaction->facts != NULL && transaction->facts->refused;
    return facts;
}

/* The final response of a transaction: what comes for it from now on is a repetition. */
static void
finish(const lesson_t *lesson, transaction_t *transaction, exchange_facts_t *facts, uint16_t to_tag)
{
    for (exchange_facts_t *failed = transaction->facts; failed != NULL; failed = failed->earlier) {
        failed->retry_final_frame = lesson->pinfo->num;
        failed->retry_final_code = (uint16_t)lesson->info->response_code;
    }
    transaction->facts = facts;
    transaction->final_code = (uint16_t)lesson->info->response_code;
    transaction->time = lesson->now;
    transaction->mark = to_tag;
    transaction->done.final_frame = lesson->pinfo->num;
    transaction->done.ack_frame = 0;
}

/* A final response to a request that was seen. */
static exchange_facts_t *
learn_final(const lesson_t *lesson, call_t *call, transaction_t *transaction, const message_text_t *text,
            const answer_t *answer)
{
    exchange_facts_t *facts = NULL;
    unsigned          code = lesson->info->response_code;

    if (transaction->final_code == code && (code >= 300 || transaction->mark == answer->to_tag))
        return facts_of_repetition(lesson, transaction);
    if (code >= 300)
        facts = facts_of(lesson, call, transaction, text, answer->to_tag);
    else if (transaction->method == METHOD_REFER)
        facts = find_refer(call, transaction->cseq);
    if (code >= 300 && transaction->method == METHOD_REFER)
        forget_refer(call, transaction->cseq);
    /* A forked INVITE has several 2xx, and some proxies send more than they should. */
    if (transaction->final_code == 0)
        finish(lesson, transaction, facts, answer->to_tag);
    else if (code < 300 && transaction->method == METHOD_INVITE)
        call->forked = true;
    /* Nothing is to come for a request that succeeded, and nothing for a call that is over. */
    if (code < 300 && transaction->method == METHOD_BYE)
        call_remove_done(call);
    else if (code < 300 && transaction->method != METHOD_INVITE)
        transaction_remove(call, transaction);
    return facts;
}

/* The facts about a response whose request is not among those that are remembered. */
static exchange_facts_t *
facts_without_request(const lesson_t *lesson, const call_t *call, leg_t leg, const answer_t *answer)
{
    exchange_facts_t    *facts = wmem_new0(wmem_file_scope(), exchange_facts_t);
    const transaction_t *item = call != NULL ? call->transactions : NULL;

    facts->complete = call != NULL || !call_may_have_ended(lesson->call_id);
    for (; item != NULL; item = item->next) {
        if (item->cseq != lesson->info->tap_cseq_number)
            continue;
        /* It may have been changed on its way. */
        facts->complete = false;
        if (answer->method != METHOD_CANCEL || item->method != METHOD_INVITE)
            continue;
        if (item->final_code == 0)
            facts->request_frame = item->pending.cancel_frame;
        else if (legs_equal(item->leg, leg))
            facts->invite_final_frame = item->done.final_frame;
    }
    return facts;
}

static bool
awaits_invite(const call_t *call, uint32_t cseq)
{
    for (const transaction_t *item = call->transactions; item != NULL; item = item->next) {
        if (item->cseq == cseq && item->method == METHOD_INVITE)
            return true;
    }
    return false;
}

/*
 * The transaction of a failure that needs no look at its header: the only one
 * that the call ever had, on this very leg, and waiting for a response to
 * nothing else. NULL if the header has to tell.
 */
static transaction_t *
sole_transaction(const call_t *call, const lesson_t *lesson, leg_t leg)
{
    unsigned       code = lesson->info->response_code;
    transaction_t *sole = call->transactions;

    if (call->several || call->forgot || sole == NULL || sole->cseq != lesson->info->tap_cseq_number
        || sole->final_code != 0 || sole->pending.cancel_frame != 0 || !legs_equal(sole->leg, leg))
        return NULL;
    /* A challenge may refuse what the request had, and a 481 may answer a CANCEL that was not captured. */
    if ((sole->realms[0] != 0 && (code == 401 || code == 407)) || code == 481)
        return NULL;
    return sole;
}

static exchange_facts_t *
learn_response(const lesson_t *lesson)
{
    unsigned              code = lesson->info->response_code;
    uint32_t              cseq = lesson->info->tap_cseq_number;
    call_t               *call;
    leg_t                 leg;
    answer_t              answer = { 0, 0, METHOD_UNKNOWN };
    const message_text_t *text = NULL;
    transaction_t        *transaction = NULL;
    exchange_facts_t     *facts = NULL;
    bool                  by_text;

    if (code <= 100)
        return NULL;
    call = call_find(lesson->call_id);
    leg = leg_of_response(lesson->pinfo);
    if (code >= 300 && call != NULL)
        transaction = sole_transaction(call, lesson, leg);
    by_text = code >= 300 ? transaction == NULL : code >= 200 && call != NULL && awaits_invite(call, cseq);
    if (code < 300 && !by_text && call != NULL) {
        transaction = transaction_of_response(call, cseq, METHOD_UNKNOWN, leg, 0);
        /* Where the leg does not tell, or more depends on it than when a phone rang. */
        by_text = transaction != NULL
            && ((transaction->facts != NULL && code >= 200) || !legs_equal(transaction->leg, leg)
                || transaction_shares_leg(call, transaction));
    }
    if (by_text) {
        text = find_text(lesson);
        if (text != NULL)
            answer = read_response(text);
        if (call != NULL)
            transaction = transaction_of_response(call, cseq, answer.method, leg, answer.branch);
    }
    if (code < 200) {
        if (transaction != NULL && transaction->final_code == 0 && transaction->pending.rang_frame == 0) {
            transaction->pending.rang_frame = lesson->pinfo->num;
            transaction->rang_code = (uint8_t)(code - 100);
        }
        return NULL;
    }
    if (transaction == NULL) {
        if (code < 300)
            return NULL;
        facts = facts_without_request(lesson, call, leg, &answer);
    }
    if (call != NULL) {
        bool forgot = call->forgot, had_invite = call->had_invite;

        if (transaction != NULL)
            facts = learn_final(lesson, call, transaction, text, &answer);
        if (facts != NULL) {
            facts->in_call = had_invite;
            facts->complete = facts->complete && !forgot;
        }
    }
    return facts;
}

const exchange_facts_t *
exchange_facts(packet_info *pinfo, message_texts_t *texts, unsigned number)
{
    const sip_message_t *message = &texts->messages[number];
    lesson_t             lesson = { pinfo, message->info, texts, number, message->info->tap_call_id, 0 };
    exchange_facts_t    *facts;

    if (message->quoted || message->info->tap_call_id == NULL)
        return NULL;
    if (pinfo->fd->visited)
        return message_is_response(message)
            ? (exchange_facts_t *)p_get_proto_data(wmem_file_scope(), pinfo, proto_sipexplain, number) : NULL;

    if (strlen(lesson.call_id) == RECORD_CALL_ID_MAX)
        lesson.call_id = whole_call_id(&lesson);
    /* Not the relative time, which begins anew at each time reference that the user sets. */
    lesson.now = (uint32_t)pinfo->abs_ts.secs * 1000 + (uint32_t)pinfo->abs_ts.nsecs / 1000000;
    if (!message_is_response(message)) {
        learn_request(&lesson);
        return NULL;
    }
    facts = learn_response(&lesson);
    if (facts != NULL)
        p_add_proto_data(wmem_file_scope(), pinfo, proto_sipexplain, number, facts);
    return facts;
}
