/* fates.c
 * What has become of a request, as far as the capture has been read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/fates.h"
#include "exchange/places.h"
#include "exchange/silence.h"

/* Nothing of a request is heard for so long only if something is wrong: T2 (RFC 3261, Section 17.1.2.2). */
#define PATIENCE_MS     4000

/* So many tries are followed, and so many transactions with one CSeq number. */
#define MAX_FOLLOWED    64

/*
 * Whether the capture shows by an ACK in the call that the other host did answer,
 * and has nothing that it said: one direction was captured.
 */
static bool
lacks_other_side(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_FOLLOWED; item = item->next, seen++) {
        if (item->method == METHOD_INVITE && item->acknowledged && !item->heard && legs_equal(&item->leg, &transaction->leg))
            return leg_is_one_sided(&transaction->leg);
    }
    return false;
}

fate_t
transaction_fate(const call_t *call, const transaction_t *transaction)
{
    if (transaction->final_code != 0)
        return FATE_ENDED;
    if (transaction->heard)
        return FATE_OPEN;
    if (transaction->icmp_frame != 0 || transaction_is_unanswered(call, transaction))
        return FATE_SILENCE;
    return exchange_last_time() - transaction->time >= PATIENCE_MS || lacks_other_side(call, transaction)
        ? FATE_UNSEEN : FATE_OPEN;
}

other_final_t
transaction_outcome(const transaction_t *transaction)
{
    other_final_t outcome = { .time = transaction->final_time, .frame = transaction->final_frame,
                              .text = transaction->final_text, .code = transaction->final_code };

    if (outcome.code < 300)
        return outcome;
    for (const other_final_t *other = transaction->other_finals; other != NULL; other = other->next) {
        if (other->code >= 200 && other->code <= 299)
            outcome = *other;
    }
    outcome.next = NULL;
    return outcome;
}

bool
transaction_succeeded(const transaction_t *transaction)
{
    unsigned code = transaction_outcome(transaction).code;

    return code >= 200 && code <= 299;
}

bool
transaction_was_retried_well(const transaction_t *failed)
{
    const transaction_t *item = failed->retry;

    for (unsigned seen = 0; item != NULL && seen < MAX_FOLLOWED; item = item->retry, seen++) {
        if (transaction_succeeded(item))
            return true;
    }
    return false;
}

bool
transaction_got_through(const call_t *call, const transaction_t *failed)
{
    const transaction_t *item = transactions_with(call, failed->cseq);

    if (failed->final_code >= 200 && failed->final_code <= 299)
        return false;
    for (unsigned seen = 0; item != NULL && seen < MAX_FOLLOWED; item = item->next_same, seen++) {
        if (transactions_are_of_one_request(item, failed) && transaction_succeeded(item))
            return true;
    }
    return false;
}

bool
challenge_was_followed(const call_t *call, const transaction_t *challenged)
{
    const transaction_t *item = transactions_with(call, challenged->cseq);

    if (challenged->retry != NULL || challenged->cancel_frame != 0 || transaction_got_through(call, challenged))
        return true;
    for (unsigned seen = 0; item != NULL && seen < MAX_FOLLOWED; item = item->next_same, seen++) {
        if (item->retry != NULL && transactions_are_of_one_request(item, challenged))
            return true;
    }
    return false;
}

bool
transaction_lacks_ack(const transaction_t *transaction)
{
    return transaction_is_answered_invite(transaction) && transaction->ack_frame == 0;
}
