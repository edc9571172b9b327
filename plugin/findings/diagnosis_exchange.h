/* diagnosis_exchange.h
 * What the exchange of a response shows, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIAGNOSIS_EXCHANGE_H
#define SIPEXPLAIN_DIAGNOSIS_EXCHANGE_H

#include "exchange/exchange.h"
#include "findings/sentences.h"

/*
 * Says what the facts about the response call for, which may be nothing. That
 * something did not happen later is said only where the capture was read whole.
 */
void say_exchange(diagnosis_t *diagnosis, const exchange_facts_t *facts);

#endif /* SIPEXPLAIN_DIAGNOSIS_EXCHANGE_H */
