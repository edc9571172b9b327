/* learn.c
 * What is learnt from a request or response that belongs to a transaction
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/acks.h"
#include "exchange/learn.h"

/* So many older transactions of a call are looked at; who waits for a retry is among the newest. */
#define MAX_OLDER   64

/*
 * Whether a request is what a client tries after a failure: it has a higher CSeq
 * number (RFC 3261, Section 8.1.3.5), or the same number and another branch, as
 * where a proxy follows a redirection (Section 16.7, step 4), which leads to
 * another host. What a proxy sends to another host else can be of the other side.
 */
static bool
is_retry(const transaction_t *retry, const transaction_t *failed)
{
    message_view_t request;

    if (failed->cseq > retry->cseq || !legs_have_one_sender(&failed->leg, &retry->leg))
        return false;
    if (failed->leg.to == retry->leg.to)
        return true;
    if (failed->final_code >= 400)
        return false;
    request = transaction_request(retry);
    return view_is_known(&request) && view_to_tag(&request).length == 0;
}

void
learn_retry(transaction_t *retry)
{
    transaction_t *item = retry->next;

    for (unsigned seen = 0; item != NULL && seen < MAX_OLDER; item = item->next, seen++) {
        if (item->final_code < 300 || item->retry != NULL || item->method != retry->method)
            continue;
        if (is_retry(retry, item)) {
            item->retry = retry;
            retry->challenges = MAX(retry->challenges, item->challenges);
        } else if (legs_cross(&retry->leg, &item->leg)) {
            item->asked_back = true;
        } else {
            item->retry_doubtful = true;
        }
    }
}

/* The code of the Status-Line that the body of a NOTIFY begins with; 0 if there is none. */
static unsigned
sipfrag_code(sip_text_t body)
{
    static const char version[] = "SIP/2.0 ";
    uint32_t          code;

    if (body.length < strlen(version) || g_ascii_strncasecmp(body.bytes, version, strlen(version)) != 0)
        return 0;
    body.bytes += strlen(version);
    body.length -= strlen(version);
    return sip_parse_number(sip_take_token(&body), &code) && code >= 100 && code <= 699 ? code : 0;
}

bool
report_is_step(const message_view_t *notify, unsigned code)
{
    sip_text_t state = view_value(notify, "Subscription-State", '\0');

    state = sip_take_token(&state);
    return code >= 300 && (sip_text_is(state, "active") || sip_text_is(state, "pending"));
}

bool
refer_failed(const transaction_t *refer)
{
    unsigned code = refer->notify_code;

    return code >= 300 && !(refer->notify_step && (code <= 399 || code == 401 || code == 407));
}

static bool
has_full_report(const transaction_t *refer)
{
    return refer->notify_code >= 200 && !refer->notify_step;
}

/*
 * The CSeq number of the REFER that a NOTIFY is about. Only for the first one of
 * a dialog may NOTIFY leave out the number (RFC 3515, Section 2.4.6), and not
 * all keep to that: where it can be about either of two, it is taken for none.
 */
static bool
find_refer(const call_t *call, const message_view_t *notify, uint32_t *cseq)
{
    transaction_t *item = call->transactions;
    bool           found = false, several = false;

    if (sip_parse_number(view_parameter(notify, "Event", 'o', "id"), cseq))
        return true;
    for (unsigned seen = 0; item != NULL && seen < MAX_OLDER; item = item->next, seen++) {
        if (item->method != METHOD_REFER || item->final_code >= 300 || has_full_report(item))
            continue;
        several = several || (found && item->cseq != *cseq);
        *cseq = item->cseq;
        found = true;
    }
    for (item = call->transactions; several && item != NULL; item = item->next)
        item->notify_doubtful = item->notify_doubtful || item->method == METHOD_REFER;
    return found && !several;
}

void
learn_report(const moment_t *moment, const message_view_t *notify)
{
    static const char type[] = "message/sipfrag";
    sip_text_t        content = view_value(notify, "Content-Type", 'c'), event = view_value(notify, "Event", 'o');
    transaction_t    *item;
    unsigned          code;
    uint32_t          cseq;

    /* The state of another subscription may have the same type. */
    if (!sip_text_is(sip_take_token(&event), "refer") || content.length < strlen(type)
        || g_ascii_strncasecmp(content.bytes, type, strlen(type)) != 0)
        return;
    code = sipfrag_code(view_body(notify));
    if (code == 0 || !find_refer(moment->call, notify, &cseq))
        return;
    for (item = transactions_with(moment->call, cseq); item != NULL; item = item->next_same) {
        /* It is over with the first final one. */
        if (item->method == METHOD_REFER && !has_full_report(item)) {
            item->notify_frame = moment->frame;
            item->notify_code = (uint16_t)code;
            item->notify_step = report_is_step(notify, code);
        }
    }
}

static void
keep_ack(const moment_t *moment)
{
    ack_t *ack = wmem_new(wmem_file_scope(), ack_t);

    ack->time = moment->now;
    ack->leg = moment->leg;
    ack->frame = moment->frame;
    ack->cseq = moment->message->info->tap_cseq_number;
    ack->text = texts_keep(message_texts_get(moment->texts)[moment->number].whole);
    ack->next = moment->call->acks;
    moment->call->acks = ack;
}

void
learn_stray(const moment_t *moment)
{
    transaction_t *item = transactions_with(moment->call, moment->message->info->tap_cseq_number);

    for (unsigned seen = 0; item != NULL && seen < MAX_OLDER; item = item->next_same, seen++)
        item->heard = item->heard || legs_equal(&item->leg, &moment->leg);
}

/* An ACK for none of the final responses on its leg, so that the capture lacks one. */
static void
learn_lone_ack(const moment_t *moment)
{
    transaction_t *item = transactions_with(moment->call, moment->message->info->tap_cseq_number);

    for (; item != NULL; item = item->next_same) {
        if (item->method == METHOD_INVITE && item->final_code == 0 && legs_equal(&item->leg, &moment->leg))
            item->acknowledged = true;
    }
}

transaction_t *
learn_ack(const moment_t *moment)
{
    transaction_t *item = transactions_with(moment->call, moment->message->info->tap_cseq_number), *found = NULL;
    bool           of_2xx = false;

    for (; item != NULL; item = item->next_same) {
        if (!leg_may_acknowledge(&moment->leg, item))
            continue;
        of_2xx = of_2xx || item->final_code < 300;
        /* Each of those who answered has to have an ACK of its own. */
        if (item->forked) {
            message_view_t final = transaction_final(item), view = moment_view(moment);
            sip_text_t     answered = view_to_tag(&final), tag = view_to_tag(&view);

            if (answered.length != tag.length || (tag.length > 0 && memcmp(answered.bytes, tag.bytes, tag.length) != 0))
                continue;
        }
        if (found == NULL || legs_equal(&moment->leg, &item->leg))
            found = item;
        if (!moment->first_pass)
            continue;
        if (item->ack_frame == 0)
            item->ack_frame = moment->frame;
    }
    /* One with a number of no request is wrong, and may be meant for any. */
    if (moment->first_pass
        && (of_2xx || (moment->call->had_invite
                       && transactions_with(moment->call, moment->message->info->tap_cseq_number) == NULL)))
        keep_ack(moment);
    if (moment->first_pass && (found == NULL || !legs_equal(&moment->leg, &found->leg)))
        learn_lone_ack(moment);
    return found;
}
