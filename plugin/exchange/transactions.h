/* transactions.h
 * The requests of each call, one for each leg and branch, and how they ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_TRANSACTIONS_H
#define SIPEXPLAIN_TRANSACTIONS_H

#include "exchange/calls.h"
#include "exchange/legs.h"
#include "exchange/methods.h"
#include "exchange/texts.h"
#include "message/view.h"

/*
 * RFC 3261, Section 17.1.1.1: nothing is sent again in less than 500 ms. What
 * comes twice in less time than this was captured twice, as on two interfaces.
 */
#define CAPTURED_TWICE_MS   50

/* A final response that is another one than the first: a 2xx of another fork, or what should not be. */
typedef struct other_final {
    struct other_final *next;       /* an earlier one */
    int64_t             time;
    uint32_t            frame;
    text_ref_t          text;
    uint16_t            code;
} other_final_t;

/* An ACK to a 2xx, which is a request of its own and takes a way of its own (RFC 3261, Section 13.2.2.4). */
typedef struct ack {
    struct ack *next;               /* an earlier one of the call */
    int64_t     time;
    leg_t       leg;
    uint32_t    frame;
    uint32_t    cseq;
    text_ref_t  text;
} ack_t;

/* A provisional response to an INVITE, but 100. */
typedef struct provisional {
    struct provisional *next;       /* an earlier one */
    int64_t             time;
    uint32_t            frame;
    text_ref_t          text;
    uint16_t            code;
} provisional_t;

/* So many of them are kept; more are most often the same one over and over. */
#define MAX_PROVISIONALS    32

/*
 * A request on one leg (RFC 3261, Section 17), ACK aside. A frame number is 0
 * where there is none. Times are in ms since the epoch; frames need not be in
 * the order of their times.
 */
typedef struct transaction {
    struct transaction *next;           /* an older one of the same call */
    struct transaction *next_same;      /* an older one with the same CSeq number */
    struct transaction *retry;          /* what the client tried after the final response, a failure; NULL if nothing */
    other_final_t      *other_finals;   /* the newest first */
    provisional_t      *provisionals;   /* of an INVITE: the newest first, but none behind the first MAX_PROVISIONALS */
    int64_t             time;           /* when the request was first seen */
    int64_t             last_time;      /* and last */
    int64_t             heard_time;
    int64_t             rang_time;
    int64_t             final_time;
    uint64_t            branch;         /* a wide hash of that of the top Via; 0: not known */
    leg_t               leg;
    uint32_t            cseq;
    uint32_t            request_frame;
    uint32_t            last_frame;     /* in which the request was last seen */
    uint32_t            heard_frame;    /* of the first response, be it 100 */
    uint32_t            rang_frame;     /* of the first provisional response but 100 */
    uint32_t            final_frame;
    uint32_t            cancel_frame;   /* of an INVITE: the CANCEL for it */
    uint32_t            ack_frame;      /* of an INVITE: the first ACK to its final response */
    uint32_t            icmp_frame;     /* the first ICMP error that quotes the request, or its head alone */
    uint32_t            lost_frame;     /* the first ICMP error that quotes a response to it */
    uint32_t            notify_frame;   /* of a REFER: the last NOTIFY about it */
    uint32_t            requests;       /* how often it was sent */
    uint32_t            challenges;     /* how many came in a row, with its own */
    text_ref_t          request_text;
    text_ref_t          rang_text;      /* of the last provisional response but 100 */
    text_ref_t          final_text;
    uint16_t            final_code;     /* of the first final response; 0: none yet */
    uint16_t            rang_code;
    uint16_t            notify_code;    /* that the NOTIFY reports */
    uint8_t             method;
    uint8_t             icmp_kind;      /* what the error says: icmp_kind_t */
    bool                final_again : 1;    /* the final response came again, later than what is captured twice */
    bool                icmp_head : 1;      /* and quotes no more than addresses, ports and length */
    uint8_t             num_provisionals;   /* that were kept */
    bool                more_provisionals : 1;  /* there were others */
    bool                heard : 1;      /* something came back, be it 100, or must have */
    bool                datagram : 1;       /* sent over UDP, so that it comes again when no answer does */
    bool                fragmented : 1;     /* and in IP fragments, as it is long */
    bool                lost_again : 1;     /* that error quotes a repetition of the final response, and none the first one */
    bool                cut : 1;            /* the capture has only the beginning of its packet */
    bool                acknowledged : 1;   /* an INVITE whose ACK was seen, and no final response to it */
    bool                forked : 1;     /* an INVITE that more than one answered with 2xx */
    bool                retry_doubtful : 1;     /* there may be a retry that was not seen as one */
    bool                asked_back : 1;         /* the other side sent such a request later, which is no retry */
    bool                notify_doubtful : 1;    /* there may be a NOTIFY that was not seen as one about this REFER */
    bool                notify_step : 1;    /* and what that reports need not be the end of it */
    bool                placed : 1;     /* the two that follow are known: see places.h */
    bool                within : 1;     /* a dialog */
    bool                refused : 1;    /* the final response is a challenge that refuses the credentials of the request */
    bool                removes : 1;    /* a REGISTER that takes bindings away, and adds none */
    uint16_t            cause;          /* what was found of the final response: 1 more than its number; 0: nothing */
} transaction_t;

/* Registers that the memory ends with the capture. */
void transactions_register(void);

/* Adds a transaction, all zero but for its CSeq number. */
transaction_t *transaction_add(call_t *call, uint32_t cseq);

/* The newest transaction of the call with this CSeq number; older ones follow by next_same. NULL if there is none. */
transaction_t *transactions_with(const call_t *call, uint32_t cseq);

/*
 * The transaction that a request belongs to when it is sent again; NULL if it
 * is new. branch: 0 if not known; frame: of the message; nothing that came
 * later is looked at, so that the answer is the same on every pass.
 */
transaction_t *transaction_of_request(const call_t *call, uint32_t cseq, uint8_t method, const leg_t *leg,
                                      uint64_t branch, uint32_t frame);

/*
 * The transaction that a response belongs to (RFC 3261, Section 17.1.3): by
 * CSeq and the branch of the top Via, and where that is not known, by the leg
 * that it came on. leg: of the request, which is the way back of the response;
 * method: METHOD_UNKNOWN if not known, which is no CANCEL then.
 */
transaction_t *transaction_of_response(const call_t *call, uint32_t cseq, uint8_t method, const leg_t *leg,
                                       uint64_t branch, uint32_t frame);

/* Whether a provisional response before this frame has a body, or may have one. */
bool transaction_has_early_body(const transaction_t *invite, uint32_t frame);

/* The request, the first final response, and an ACK to a 2xx; not known if they were overwritten. */
message_view_t transaction_request(const transaction_t *transaction);
message_view_t transaction_final(const transaction_t *transaction);
message_view_t ack_view(const ack_t *ack);

/* Whether it is an INVITE that somebody answered. */
static inline bool
transaction_is_answered_invite(const transaction_t *transaction)
{
    return transaction->method == METHOD_INVITE && transaction->final_code >= 200 && transaction->final_code <= 299;
}

#endif /* SIPEXPLAIN_TRANSACTIONS_H */
