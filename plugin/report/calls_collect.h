/* calls_collect.h
 * What the list of calls needs of each message, as it passes by
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALLS_COLLECT_H
#define SIPEXPLAIN_CALLS_COLLECT_H

#include "report/frame_set.h"
#include "report/statistics.h"

typedef struct {
    char        *filter;    /* NULL if there is none */
    frame_set_t *passed;    /* frames with messages that passed the filter; NULL without one */
    GHashTable  *told;      /* of transactions that something was found about: see calls_told() */
    uint64_t     messages;
    bool         timed;     /* some have times */
} calls_t;

/* What was found about a transaction as it was read. */
typedef struct {
    int      finding;       /* that leads, as its place in catalogue_findings; -1 if there is none */
    uint32_t cause;         /* of Q.850, that contradicts the code, if that is the finding; else 0 */
    bool     refused;       /* a challenge that refuses the credentials */
} told_of_call_t;

/* filter: may be NULL; to be freed with calls_free(). */
calls_t *calls_new(const char *filter);
void calls_free(calls_t *calls);

/* Forgets what was collected. */
void calls_reset(calls_t *calls);

void calls_message(calls_t *calls, const sipexplain_tap_info_t *info);

/* transaction: may be NULL */
told_of_call_t calls_told(const calls_t *calls, const transaction_t *transaction);

#endif /* SIPEXPLAIN_CALLS_COLLECT_H */
