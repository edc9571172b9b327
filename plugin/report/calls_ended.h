/* calls_ended.h
 * How each call and registration ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALLS_ENDED_H
#define SIPEXPLAIN_CALLS_ENDED_H

#include "report/calls_collect.h"

/* The worst first. */
typedef enum {
    CALL_FAILED,            /* a final response that is a failure, or that refuses credentials */
    CALL_SILENT,            /* nothing came back */
    CALL_TROUBLE,           /* of no call: rank of those that are not worse, and about which a fault is found */
    CALL_UNAVAILABLE,       /* the user could not be reached */
    CALL_LEFT,              /* asked for another try, which is not there: challenge, redirection ... */
    CALL_BUSY,              /* or declined */
    CALL_CANCELLED,
    CALL_UNSEEN,            /* a response may have come, and is not in the capture */
    CALL_OPEN,              /* none has come yet */
    CALL_UP,                /* answered, and no BYE is there */
    CALL_ENDED,             /* answered, and ended by a BYE */
    CALL_REGISTERED,
    CALL_REMOVED            /* a registration that was taken away */
} call_end_t;

typedef enum {
    WHO_UNKNOWN,            /* nobody, or which side it is is not known */
    WHO_CALLER,
    WHO_CALLEE
} call_side_t;

/* One call, or one registration with all that renews it. A pointer to a transaction is NULL where there is none. */
typedef struct {
    const call_t        *call;
    const transaction_t *start;     /* the first try */
    const transaction_t *request;   /* the try that decided */
    const transaction_t *end;       /* whose final response is what the client heard */
    const transaction_t *source;    /* from whom that came first */
    const transaction_t *bye;       /* the first one, or the CANCEL of a call that was not answered */
    const transaction_t *tried;     /* a BYE that was challenged, and so ended nothing yet */
    call_end_t           how;
    call_end_t           rank;      /* the same, or CALL_TROUBLE where that is worse */
    call_side_t          side;      /* that sent the BYE; of those that are written only */
    host_t               host;      /* that ended it; 0 if none did */
    explanation_t        explanation;   /* of the final response */
    int                  finding;   /* as its place in catalogue_findings; -1 if there is none */
    uint32_t             cause;     /* of Q.850, if the finding is that it contradicts the code; else 0 */
} call_entry_t;

/* What there is, as call_entry_t, worst first. To be freed with g_array_free(). */
GArray *calls_ended(const calls_t *calls);

/* The same of one call, which may be NULL: there is nothing then. */
GArray *call_ended(const calls_t *calls, const call_t *call);

/* Adds what takes longer, and is needed only of those that are written. */
void call_complete(packet_info *pinfo, call_entry_t *entry);

#endif /* SIPEXPLAIN_CALLS_ENDED_H */
