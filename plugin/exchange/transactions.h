/* transactions.h
 * The requests of each Call-ID that a response may still come for
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_TRANSACTIONS_H
#define SIPEXPLAIN_TRANSACTIONS_H

#include "compat.h"
#include "message/header_fields.h"

struct exchange_facts;

/* Methods that are treated apart; any other one has a number from METHOD_OTHER on. */
enum {
    METHOD_UNKNOWN,
    METHOD_INVITE,
    METHOD_ACK,
    METHOD_CANCEL,
    METHOD_BYE,
    METHOD_REFER,
    METHOD_NOTIFY,
    METHOD_OTHER = 0x80
};

/*
 * Between whom a request goes. A call is often captured on several legs of its
 * way; hosts and ports are hashed, as only those of one Call-ID are compared.
 */
typedef struct {
    uint16_t from;
    uint16_t to;
    uint8_t  from_port;
    uint8_t  to_port;
} leg_t;

/*
 * A request on one leg, and how it stands. There can be millions of them in a
 * capture, so what is needed before the final response alone shares its place
 * with what is needed after it.
 */
typedef struct transaction {
    struct transaction    *next;            /* an older one of the same Call-ID */
    struct exchange_facts *facts;           /* while final_code is 0, those of the response that made the client try
                                               again; then those of the final response. NULL if there are none */
    uint32_t               cseq;
    uint32_t               request_frame;   /* in which it was first seen */
    uint32_t               time;            /* of the request, then of the final response; ms */
    union {
        struct {
            uint32_t rang_frame;            /* of the first provisional response but 100; 0 if there was none */
            uint32_t cancel_frame;          /* 0 if there was none */
        } pending;
        struct {
            uint32_t final_frame;
            uint32_t ack_frame;             /* 0 if there was none */
        } done;
    };
    uint16_t               realms[2];       /* hashes of what the request has credentials for; 0 where there is none */
    leg_t                  leg;
    uint16_t               final_code;      /* 0: no final response yet */
    uint16_t               mark;            /* when it was last repeated, in 16 ms after time; then a hash of the tag of To */
    uint16_t               branch;          /* hash of that of the top Via; 0: not known */
    uint8_t                method;
    uint8_t                rang_code;       /* less 100 */
    uint8_t                max_forwards;    /* UINT8_MAX: none */
    uint8_t                requests : 7;    /* how often it was seen, up to 127 */
    uint8_t                in_dialog : 1;   /* its To has a tag */
} transaction_t;

/* All that is kept of a Call-ID. */
typedef struct {
    char                  *call_id;
    transaction_t         *transactions;    /* the newest first */
    struct exchange_facts *refer;           /* of the last REFER, which NOTIFY will report on, and the one before;
                                               NULL if there was none */
    bool                   had_invite;
    bool                   began;           /* there was a transaction */
    bool                   several;         /* there was more than one */
    bool                   forgot;          /* a transaction was given up */
    bool                   forked;          /* an INVITE was answered by more than one */
} call_t;

/* How many transactions of a Call-ID are kept; older ones are given up. */
#define MAX_TRANSACTIONS    3

/* Registers that the memory ends with the capture. */
void transactions_register(void);

/* What is kept of a Call-ID; NULL if it is not known. */
call_t *call_find(const char *call_id);

/* Whether a call that is not known any more may have had this Call-ID. */
bool call_may_have_ended(const char *call_id);

/* Begins to remember a Call-ID that is not known. */
call_t *call_add(const char *call_id);

/* Adds a transaction, all zero. Gives up another one where there are too many. */
transaction_t *transaction_add(call_t *call);

/* Gives up a transaction, and the call too where nothing else is known of it. */
void transaction_remove(call_t *call, transaction_t *transaction);

/* Gives up all transactions of a call that have their final responses, but failures that wait for a retry. */
void call_remove_done(call_t *call);

/* Remembers the option tags that a request asks for (a string in file scope). */
void transaction_set_required(const transaction_t *transaction, const char *tags);

/* NULL if it asks for none. */
const char *transaction_required(const transaction_t *transaction);

/*
 * Whether a request goes from and to the same hosts as another one. On one host
 * that is both sides, as with the loopback interface, the ports tell the sides.
 */
bool legs_equal(leg_t a, leg_t b);

/* Whether it goes the other way. */
bool legs_cross(leg_t a, leg_t b);

/* Whether it is from the same side. */
bool legs_have_one_sender(leg_t a, leg_t b);

/* The transaction that a request belongs to when it is sent again; NULL if it is new. branch: 0 if not known */
transaction_t *transaction_of_request(const call_t *call, uint32_t cseq, uint8_t method, leg_t leg, uint16_t branch);

/*
 * The transaction that a response belongs to (RFC 3261, Section 17.1.3): by
 * CSeq and the branch of the top Via, and where that is not known, by the leg
 * that it came on. leg: of the request, which is the way back of the response;
 * method: METHOD_UNKNOWN if not known; branch: 0 if not known.
 */
transaction_t *transaction_of_response(const call_t *call, uint32_t cseq, uint8_t method, leg_t leg,
                                       uint16_t branch);

/* Whether there is another transaction on the leg of this one that only its branch tells from it. */
bool transaction_shares_leg(const call_t *call, const transaction_t *transaction);

/* The number of a method. */
uint8_t sip_method_of(sip_text_t name);

/* The leg of a request in this frame, or of the request that a response in this frame answers. */
leg_t leg_of_request(const packet_info *pinfo);
leg_t leg_of_response(const packet_info *pinfo);

/* A 16-bit hash of a text, never 0. */
uint16_t text_hash(sip_text_t text);

#endif /* SIPEXPLAIN_TRANSACTIONS_H */
