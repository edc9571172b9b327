/* exchange.h
 * The place of a message in its exchange: one model of calls, transactions and
 * legs, for all who ask
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXCHANGE_H
#define SIPEXPLAIN_EXCHANGE_H

#include "exchange/moment.h"

/* Registers that the memory ends with the capture. */
void exchange_register(void);

/*
 * Sets *moment to that of a message. On the first pass through the capture it
 * is learnt from; on later ones, in whatever order, it is found again, and the
 * transaction shows what has become of it since.
 */
void exchange_moment(moment_t *moment, packet_info *pinfo, message_texts_t *texts, unsigned number);

/* Whether the message came before on this leg in so short a time that it was captured twice. */
bool moment_is_captured_twice(const moment_t *moment);

/*
 * Whether a final response has the very bytes of the first one, of which nothing
 * else is known; only of MOMENT_FINAL_AGAIN.
 */
bool moment_is_identical(const moment_t *moment);

/* The frame of the final response that this one repeats; only of MOMENT_FINAL_AGAIN. */
uint32_t moment_first_frame(const moment_t *moment);

/* That response; not known if its text was overwritten. */
message_view_t moment_first_final(const moment_t *moment);

/*
 * Whether a transaction is the next hop of another one: what a proxy made of it
 * (RFC 3261, Section 16.6).
 */
bool transaction_is_next_hop(const transaction_t *next, const transaction_t *transaction);

/* Whether it is the very next one, with no other hop between the two. */
bool transaction_is_made_of(const transaction_t *next, const transaction_t *transaction);

/*
 * The transaction on a later leg that had the same final response before, from
 * whom it came first; NULL if there is none, and the host here said it.
 */
const transaction_t *transaction_passed_on(const call_t *call, const transaction_t *transaction);

/* The newest time of a message so far, in ms since the epoch. */
int64_t exchange_last_time(void);

#endif /* SIPEXPLAIN_EXCHANGE_H */
