/* learn_responses.c
 * What is learnt from a response, on the first pass
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/answers.h"
#include "exchange/finals.h"
#include "exchange/learn.h"
#include "exchange/registrations.h"

bool
is_answer_kept(uint8_t method)
{
    /* A success of UPDATE can set another session timer (RFC 4028, Section 7.2), and one of REFER can say that no NOTIFY follows. */
    return method == METHOD_INVITE || method == METHOD_REGISTER || method == METHOD_SUBSCRIBE || method == METHOD_UPDATE
        || method == METHOD_REFER;
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
    if (moment_same_final(moment) != 0) {
        if (!moment_is_captured_twice(moment))
            transaction->final_again = true;
        return;
    }
    moment->kind = MOMENT_FINAL_OTHER;
    other = wmem_new0(wmem_file_scope(), other_final_t);
    other->time = moment->now;
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

void
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
