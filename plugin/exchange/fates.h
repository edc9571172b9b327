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
    FATE_UNANSWERED,    /* nothing came, though it was sent again, or the capture goes on for long */
    FATE_UNDELIVERED    /* nothing came but an ICMP error */
} fate_t;

fate_t transaction_fate(const transaction_t *transaction);

/* What the client did after a failure. */
typedef enum {
    SEQUEL_UNKNOWN,     /* there may be another try that was not seen as one */
    SEQUEL_NONE,
    SEQUEL_TRIED,
    SEQUEL_SUCCEEDED    /* with one of the tries */
} sequel_t;

sequel_t transaction_sequel(const transaction_t *failed);

/* What has become of a challenge. */
typedef enum {
    CHALLENGE_FOLLOWED,     /* another try came, or the request got through on another way */
    CHALLENGE_OPEN,         /* one may come yet, or came and was not seen as one */
    CHALLENGE_LEFT          /* none came for long */
} challenge_t;

challenge_t transaction_challenge(const call_t *call, const transaction_t *challenged);

/* Whether somebody answered the INVITE, and no ACK for it was seen. */
bool transaction_lacks_ack(const transaction_t *transaction);

/* How long the capture goes on after this time, in ms. */
int64_t time_left_after(int64_t time);

#endif /* SIPEXPLAIN_FATES_H */
