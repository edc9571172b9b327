/* fates.c
 * What has become of a request, as far as the capture has been read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/fates.h"
#include "exchange/exchange.h"

/* The longest time between two repetitions of a request, T2: who has heard nothing for so long has a reason to ask. */
#define SILENCE_MS      4000

/* Who has a password to give gives it in less. */
#define CHALLENGE_MS    5000

/* So many tries are followed, and so many transactions with one CSeq number. */
#define MAX_FOLLOWED    64

int64_t
time_left_after(int64_t time)
{
    return MAX(exchange_last_time() - time, 0);
}

fate_t
transaction_fate(const transaction_t *transaction)
{
    if (transaction->final_code != 0)
        return FATE_ENDED;
    if (transaction->heard)
        return FATE_OPEN;
    if (transaction->icmp_frame != 0)
        return FATE_UNDELIVERED;
    /* Who cancels a request does not wait for its answer any more. */
    if (transaction->requests > 1
        || (transaction->cancel_frame == 0 && time_left_after(transaction->time) >= SILENCE_MS))
        return FATE_UNANSWERED;
    return FATE_OPEN;
}

sequel_t
transaction_sequel(const transaction_t *failed)
{
    const transaction_t *item = failed->retry;

    if (item == NULL)
        return failed->retry_doubtful ? SEQUEL_UNKNOWN : SEQUEL_NONE;
    for (unsigned seen = 0; item != NULL && seen < MAX_FOLLOWED; item = item->retry, seen++) {
        if (item->final_code >= 200 && item->final_code <= 299)
            return SEQUEL_SUCCEEDED;
    }
    return SEQUEL_TRIED;
}

/*
 * Whether the client tried again, be it on an earlier leg of the way, or the same
 * request got through on another branch, as where a proxy forks it.
 */
static bool
is_followed(const call_t *call, const transaction_t *challenged)
{
    const transaction_t *item = transactions_with(call, challenged->cseq);

    if (challenged->retry != NULL)
        return true;
    for (unsigned seen = 0; item != NULL && seen < MAX_FOLLOWED; item = item->next_same, seen++) {
        if (item->method == challenged->method
            && (item->retry != NULL || (item->final_code >= 200 && item->final_code <= 299)))
            return true;
    }
    return false;
}

challenge_t
transaction_challenge(const call_t *call, const transaction_t *challenged)
{
    if (is_followed(call, challenged))
        return CHALLENGE_FOLLOWED;
    if (challenged->retry_doubtful || time_left_after(challenged->final_time) < CHALLENGE_MS)
        return CHALLENGE_OPEN;
    return CHALLENGE_LEFT;
}

bool
transaction_lacks_ack(const transaction_t *transaction)
{
    return transaction_is_answered_invite(transaction) && transaction->ack_frame == 0;
}
