/* hops.h
 * The way of a request from hop to hop, where a capture shows more than one leg
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HOPS_H
#define SIPEXPLAIN_HOPS_H

#include "exchange/transactions.h"

/* So many transactions with one CSeq number are looked at. */
#define HOPS_MAX    64

/*
 * Whether a transaction is the next hop of another one: what a proxy made of it
 * (RFC 3261, Section 16.6), or a device that translates addresses.
 */
bool transaction_is_next_hop(const transaction_t *next, const transaction_t *transaction);

/* Whether it is the very next one, with no other hop between the two. */
bool transaction_is_made_of(const transaction_t *next, const transaction_t *transaction);

/*
 * The same request on the other side of a device that translates addresses (NAT),
 * where the capture has both sides; NULL if there is none.
 */
const transaction_t *transaction_translated(const call_t *call, const transaction_t *transaction);

/*
 * The transaction on a later leg that had the same final response before, from
 * whom it came first; NULL if there is none, and the host here said it.
 */
const transaction_t *transaction_passed_on(const call_t *call, const transaction_t *transaction);

/*
 * The transaction with the same final response before, on any leg, also where
 * nothing tells how the request came from one to the other, or the clocks of a
 * capture have them in the wrong order: a tag is made by one host for one answer
 * (RFC 3261, Section 19.3). NULL if there is none.
 */
const transaction_t *transaction_same_answer(const call_t *call, const transaction_t *transaction);

/*
 * The next one after item of those that the host which received the request
 * made of it (RFC 3261, Section 16.6); begin with transactions_with(). NULL if
 * there is none. *seen counts those that were looked at; when it is HOPS_MAX,
 * there may be more.
 */
const transaction_t *transaction_next_hop(const transaction_t *item, const transaction_t *transaction, unsigned *seen);

/* The transaction on the leg before, of which the request was made; NULL if it is not known. */
const transaction_t *transaction_previous_hop(const call_t *call, const transaction_t *transaction);

/*
 * The CANCEL that the host which received an INVITE sent to a next hop that
 * rang, as its frame; 0 if there is none.
 */
uint32_t transaction_cancelled_hop(const call_t *call, const transaction_t *transaction);

#endif /* SIPEXPLAIN_HOPS_H */
