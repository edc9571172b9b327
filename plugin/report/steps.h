/* steps.h
 * The messages of all calls in their order, as they pass by, to be drawn
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_STEPS_H
#define SIPEXPLAIN_STEPS_H

#include "report/statistics.h"

/* A message with a Call-ID. There are as many as messages in the capture. */
typedef struct {
    hash128_t            call_id;
    const transaction_t *transaction;   /* NULL if there is none */
    int64_t              time;          /* in ms since the epoch */
    leg_t                way;           /* of the message itself; of a quoted one, that of the ICMP error */
    uint32_t             frame;
    uint32_t             code : 22;     /* of a response; 0 of a request */
    uint32_t             response : 1;
    uint32_t             quoted : 1;    /* by an ICMP error */
    uint32_t             method : 8;    /* of a request, or that the response answers */
} step_t;

typedef struct {
    GArray *steps;      /* step_t */
    bool    timed;      /* some have times */
} steps_t;

/* Listens to all messages, whatever filter others have; NULL if that cannot be. */
steps_t *steps_listen(void);

/* Ends that; steps may be NULL. Without it Wireshark does so in the end. */
void steps_end(steps_t *steps);

#endif /* SIPEXPLAIN_STEPS_H */
