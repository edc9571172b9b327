/* silence.h
 * What is known of requests that the capture has no response to
 *
 * All of it can be asked when the capture has been read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SILENCE_H
#define SIPEXPLAIN_SILENCE_H

#include "exchange/exchange.h"

/*
 * Whether nothing came for a request, no ICMP error either, although the capture
 * goes on for long enough; and no ACK, no new try and nothing else shows that
 * there was an answer all the same.
 */
bool transaction_is_unanswered(const call_t *call, const transaction_t *transaction);

/*
 * Whether the capture has nothing at all, in any call, of what the host that the
 * leg goes to said to the other one, so that nobody can know what it answered.
 */
bool leg_is_one_sided(const leg_t *leg);

#endif /* SIPEXPLAIN_SILENCE_H */
