/* learn.h
 * What is learnt from a request or response that belongs to a transaction
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LEARN_H
#define SIPEXPLAIN_LEARN_H

#include "exchange/moment.h"

/*
 * Begins the transaction of a request that is new, whose text and branch (its
 * hash) are given; moment->transaction is it then.
 */
void learn_request(moment_t *moment, const message_text_t *text, uint64_t branch);

/* Notes a request of moment->transaction that was there before. */
void learn_repetition(const moment_t *moment, sip_text_t whole);

/* Whether what is said in a response to such a request is needed to explain what comes later, be it a success. */
bool is_answer_kept(uint8_t method);

/*
 * Notes a response of moment->transaction, and says of which kind it is in
 * moment->kind. Its text may be empty where is_answer_kept() says no.
 */
void learn_response(moment_t *moment, sip_text_t whole);

/* Notes for the failures of the call that this is what the client tried after them. */
void learn_retry(transaction_t *retry);

/* Notes what a NOTIFY says about a REFER of the call (RFC 3515, Section 2.4.5). */
void learn_report(const moment_t *moment, const message_view_t *notify);

/*
 * Whether a failure that a NOTIFY reports need not be the end, as the
 * subscription goes on (RFC 3515, Section 2.4.7).
 */
bool report_is_step(const message_view_t *notify, unsigned code);

/* Whether the last NOTIFY about a REFER says that it failed; a redirection or challenge is followed as long as that goes on. */
bool refer_failed(const transaction_t *refer);

/*
 * Notes a response that belongs to none of the requests, such as one whose Via
 * was changed on its way. That the request had no answer cannot be said any more.
 */
void learn_stray(const moment_t *moment);

/* Notes an ACK for the INVITE that it acknowledges, which is returned; NULL if there is none. */
transaction_t *learn_ack(const moment_t *moment);

#endif /* SIPEXPLAIN_LEARN_H */
