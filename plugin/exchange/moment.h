/* moment.h
 * A message, and its place in its exchange
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MOMENT_H
#define SIPEXPLAIN_MOMENT_H

#include "exchange/transactions.h"
#include "message/message_text.h"

typedef enum {
    MOMENT_STRAY,           /* nothing is known that it belongs to */
    MOMENT_REQUEST,         /* a request that begins a transaction */
    MOMENT_REQUEST_AGAIN,
    MOMENT_ACK,
    MOMENT_PROVISIONAL,
    MOMENT_FINAL,           /* the first final response of its transaction */
    MOMENT_FINAL_AGAIN,     /* one that came before */
    MOMENT_FINAL_OTHER,     /* one that differs from those before: in code, phrase or tag of To */
    MOMENT_QUOTED,          /* it stands in an ICMP error */
    MOMENT_QUOTED_ON        /* it stands in an ICMP message that is no error: it went on, as far as that tells */
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

/* The message itself, as text; not known if it was not found in the frame. */
message_view_t moment_view(const moment_t *moment);

/* The whole Call-ID, of which the record may hold the beginning only; in packet scope. */
sip_text_t moment_call_id(const moment_t *moment);

#endif /* SIPEXPLAIN_MOMENT_H */
