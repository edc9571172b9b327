/* diagnosis_exchange.h
 * What the exchange of a response shows, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIAGNOSIS_EXCHANGE_H
#define SIPEXPLAIN_DIAGNOSIS_EXCHANGE_H

#include "exchange/exchange.h"
#include "findings/sentences.h"

/* Says what the transaction of the response and its call show beside what was found, which may be nothing. */
void say_exchange(diagnosis_t *diagnosis, const moment_t *moment, const finding_t *found);

/* Says that nothing is known of what led to a failure, where that is so. */
void say_request_unseen(diagnosis_t *diagnosis, const moment_t *moment);

/* The same of what came later: that something did not happen is said only where the capture was read whole. */
void say_what_followed(diagnosis_t *diagnosis, const moment_t *moment);

#endif /* SIPEXPLAIN_DIAGNOSIS_EXCHANGE_H */
