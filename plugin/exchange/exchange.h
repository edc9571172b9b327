/* exchange.h
 * The place of a message in its exchange: one model of calls, transactions and
 * legs, for all who ask
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXCHANGE_H
#define SIPEXPLAIN_EXCHANGE_H

#include "exchange/transactions.h"
#include "message/message_text.h"
#include "message/view.h"

/*
 * RFC 3261, Section 17.1.1.1: nothing is sent again in less than 500 ms. What
 * comes twice in less time than this was captured twice, as on two interfaces.
 */
#define CAPTURED_TWICE_MS   50

typedef enum {
    MOMENT_STRAY,           /* nothing is known that it belongs to */
    MOMENT_REQUEST,         /* a request that begins a transaction */
    MOMENT_REQUEST_AGAIN,
    MOMENT_ACK,
    MOMENT_PROVISIONAL,
    MOMENT_FINAL,           /* the first final response of its transaction */
    MOMENT_FINAL_AGAIN,     /* one that came before */
    MOMENT_FINAL_OTHER,     /* one that differs from those before: in code, phrase or tag of To */
    MOMENT_QUOTED           /* it stands in an ICMP error */
} moment_kind_t;

/* A message of a frame, and what it belongs to. */
typedef struct {
    packet_info         *pinfo;
    message_texts_t     *texts;
    unsigned             number;        /* of the message in the frame */
    const sip_message_t *message;
    moment_kind_t        kind;
    uint8_t              method;        /* of a request */
    unsigned             code;          /* of a response, else 0 */
    uint32_t             frame;
    int64_t              now;           /* ms since the epoch */
    leg_t                leg;           /* of the request, or of the one that the response answers */
    call_t              *call;          /* NULL if the Call-ID is not known */
    transaction_t       *transaction;   /* NULL if there is none; of an ACK that of its INVITE */
    bool                 first_pass;
} moment_t;

/* Registers that the memory ends with the capture. */
void exchange_register(void);

/*
 * The moment of a message. On the first pass through the capture it is learnt
 * from; on later ones, in whatever order, it is found again, and the
 * transaction shows what has become of it since.
 */
moment_t exchange_moment(packet_info *pinfo, message_texts_t *texts, unsigned number);

/* The message itself, the request of a transaction, its first final response, and an ACK; not known if overwritten. */
message_view_t moment_view(const moment_t *moment);
message_view_t transaction_request(const transaction_t *transaction);
message_view_t transaction_final(const transaction_t *transaction);
message_view_t ack_view(const ack_t *ack);

/* Whether the message came before on this leg in so short a time that it was captured twice. */
bool moment_is_captured_twice(const moment_t *moment);

/* The frame of the final response that this one repeats; only of MOMENT_FINAL_AGAIN. */
uint32_t moment_first_frame(const moment_t *moment);

/*
 * Whether a transaction is the next hop of another one: what a proxy made of it
 * (RFC 3261, Section 16.6).
 */
bool transaction_is_next_hop(const transaction_t *next, const transaction_t *transaction);

/*
 * The transaction on a later leg that had the same final response before, from
 * whom it came first; NULL if there is none, and the host here said it.
 */
const transaction_t *transaction_passed_on(const call_t *call, const transaction_t *transaction);

/* The newest time of a message so far, in ms since the epoch. */
int64_t exchange_last_time(void);

#endif /* SIPEXPLAIN_EXCHANGE_H */
