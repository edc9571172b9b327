/* places.h
 * Which requests stand on their own: who counts requests counts these, once each
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PLACES_H
#define SIPEXPLAIN_PLACES_H

#include "exchange/exchange.h"

/*
 * Notes in a transaction where its request belongs. This reads the header, so it
 * is done only where somebody counts, and once: a second time does nothing.
 */
void place_request(transaction_t *transaction, const message_view_t *request);

/* Whether the request was placed, and outside of a dialog; or within one. */
static inline bool
transaction_is_outside(const transaction_t *transaction)
{
    return transaction->placed && !transaction->within;
}

static inline bool
transaction_is_within(const transaction_t *transaction)
{
    return transaction->placed && transaction->within;
}

/* Whether the request carries credentials; false where its text is not known any more. */
bool transaction_has_credentials(const transaction_t *transaction);

/* Whether two transactions are of one request, as far as method and tag of From tell; the CSeq numbers are equal. */
bool transactions_are_of_one_request(const transaction_t *a, const transaction_t *b);

/*
 * An older transaction of the same request on its way: with the same CSeq, method
 * and tag of From; NULL if there is none.
 */
const transaction_t *transaction_before(const transaction_t *transaction);

/*
 * The transaction whose final response is what the client heard of a request that
 * was first seen here, whatever its branches ended with; NULL if there is none.
 */
const transaction_t *request_end(const call_t *call, const transaction_t *first);

#endif /* SIPEXPLAIN_PLACES_H */
