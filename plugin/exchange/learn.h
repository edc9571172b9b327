/* learn.h
 * What is learnt from a request or response that belongs to a transaction
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LEARN_H
#define SIPEXPLAIN_LEARN_H

#include "exchange/moment.h"

/* Notes for the failures of the call that this is what the client tried after them. */
void learn_retry(transaction_t *retry);

/* Notes what a NOTIFY says about a REFER of the call (RFC 3515, Section 2.4.5). */
void learn_report(const moment_t *moment, const message_view_t *notify);

/*
 * Notes a response that belongs to none of the requests, such as one whose Via
 * was changed on its way. That the request had no answer cannot be said any more.
 */
void learn_stray(const moment_t *moment);

/* Notes an ACK for the INVITE that it acknowledges, which is returned; NULL if there is none. */
transaction_t *learn_ack(const moment_t *moment);

#endif /* SIPEXPLAIN_LEARN_H */
