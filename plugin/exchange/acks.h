/* acks.h
 * The ACKs that a 2xx to an INVITE got
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ACKS_H
#define SIPEXPLAIN_ACKS_H

#include "exchange/transactions.h"

/* Which way an ACK takes, seen from the leg of the INVITE; the better, the later. */
typedef enum {
    ACK_ARRIVED,        /* it came to the host that sent the INVITE on this leg, and this is where it was seen */
    ACK_ELSEWHERE,      /* between other hosts, or to the one that the INVITE went to, from another one */
    ACK_OF_SENDER,      /* from the host that sent the INVITE, to another one */
    ACK_OF_LEG
} ack_way_t;

typedef struct {
    const ack_t *last;      /* of those that take the best way; NULL if there is none */
    const ack_t *first;
    unsigned     count;
    ack_way_t    way;
    const ack_t *stranger;  /* the last one whose tags are of no 2xx to the INVITE; NULL if there is none */
    const ack_t *misnumbered;   /* the last one on its way whose CSeq number is of no request of the call; NULL if there is none */
    bool         complete;  /* false: there may be others, whose text is not known any more or which were not looked at */
} acks_t;

/*
 * Whether an ACK on this leg can be for an INVITE: not if it comes from the side
 * that the INVITE went to, which counts its requests for itself. After a 2xx it
 * has a way of its own, and need not take the legs of the INVITE.
 */
bool leg_may_acknowledge(const leg_t *ack, const transaction_t *invite);

/* The ACKs in frames before this one to a 2xx of this text. */
acks_t acks_of(const call_t *call, const transaction_t *invite, const message_view_t *answer, uint32_t frame);

#endif /* SIPEXPLAIN_ACKS_H */
