/* hops.c
 * The way of a request from hop to hop, where a capture shows more than one leg
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"

const transaction_t *
transaction_next_hop(const transaction_t *item, const transaction_t *transaction, unsigned *seen)
{
    for (; item != NULL && *seen < HOPS_MAX; item = item->next_same) {
        ++*seen;
        if (transaction_is_made_of(item, transaction))
            return item;
    }
    return NULL;
}

const transaction_t *
transaction_previous_hop(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; item = item->next_same, seen++) {
        if (transaction_is_made_of(transaction, item))
            return item;
    }
    return NULL;
}

uint32_t
transaction_cancelled_hop(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *item = transactions_with(call, transaction->cseq);
    unsigned             seen = 0;

    while ((item = transaction_next_hop(item, transaction, &seen)) != NULL) {
        if (item->cancel_frame != 0 && item->rang_frame != 0)
            return item->cancel_frame;
        item = item->next_same;
    }
    return 0;
}
