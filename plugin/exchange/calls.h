/* calls.h
 * What is known of each Call-ID
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALLS_H
#define SIPEXPLAIN_CALLS_H

#include "compat.h"
#include "exchange/hash.h"

struct transaction;
struct ack;

/* There can be millions of them in a capture, and each is kept to its end. */
typedef struct call {
    hash128_t           call_id;        /* of the whole Call-ID, however long */
    struct transaction *transactions;   /* the newest first */
    struct ack         *acks;           /* to 2xx; the newest first */
    wmem_map_t         *index;          /* the newest by CSeq number; NULL while there are few */
    struct call        *next;           /* that was first seen before it, for who looks at all of them */
    struct call        *newer;          /* and after it */
    uint32_t            count;          /* of transactions */
    bool                had_invite;
    bool                mixed;          /* requests of several methods may have one CSeq number, as CANCEL and INVITE do */
    bool                had_refer;
} call_t;

/* Registers that the memory ends with the capture. */
void calls_register(void);

/* The call with this Call-ID; NULL if it is not known. length in bytes */
call_t *call_find(const char *call_id, size_t length);

/* The same; begins to remember it if it is not known. */
call_t *call_get(const char *call_id, size_t length);

/* The call that was first seen last; the others follow by next. NULL if there is none. */
call_t *calls_newest(void);

#endif /* SIPEXPLAIN_CALLS_H */
