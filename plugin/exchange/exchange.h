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

/* The newest time of a message so far, in ms since the epoch. */
int64_t exchange_last_time(void);

#endif /* SIPEXPLAIN_EXCHANGE_H */
