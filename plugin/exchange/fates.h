/* fates.h
 * What has become of a request, as far as the capture has been read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FATES_H
#define SIPEXPLAIN_FATES_H

#include "exchange/transactions.h"

typedef enum {
    FATE_ENDED,         /* there is a final response */
    FATE_OPEN,          /* one may come yet */
    FATE_UNSEEN,        /* none is there for long, or of that side at all, but it may have come and not be in the capture */
    FATE_SILENCE        /* nothing came, or nothing but an ICMP error */
} fate_t;

fate_t transaction_fate(const call_t *call, const transaction_t *transaction);

/*
 * The final response that counts: the first one, or a 2xx that came behind a failure, as a proxy passes each 2xx on
 * (RFC 3261, Section 16.7, step 5). Its code is 0 if there is none.
 */
other_final_t transaction_outcome(const transaction_t *transaction);

/* Whether that is a 2xx. */
bool transaction_succeeded(const transaction_t *transaction);

/* Whether a try that the client made after a failure succeeded in the end. */
bool transaction_was_retried_well(const transaction_t *failed);

/* Whether the same request, which failed here, got through on another leg or branch of its way, as where a proxy forks it. */
bool transaction_got_through(const call_t *call, const transaction_t *failed);

/*
 * Whether the client tried again after a challenge, be it on an earlier leg of
 * the way, or the request got through on another branch, or was given up before.
 */
bool challenge_was_followed(const call_t *call, const transaction_t *challenged);

/* Whether somebody answered the INVITE, and no ACK for it was seen. */
bool transaction_lacks_ack(const transaction_t *transaction);

#endif /* SIPEXPLAIN_FATES_H */
