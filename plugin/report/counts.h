/* counts.h
 * How many requests there are of what, and how they ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_COUNTS_H
#define SIPEXPLAIN_COUNTS_H

#include "report/collect.h"

/* Requests outside of calls, each once however often and on how many legs it is in the capture. */
typedef struct {
    unsigned calls, answered_calls;
    /* Names as in RFC 6076. */
    unsigned invites, answered, excluded, effective, ineffective;
    unsigned invites_silent, invites_open;
    unsigned registers, registered, challenged, refused, failed, timed_out;
    unsigned registers_silent, registers_open, removals;
    unsigned others[UINT8_MAX + 1];     /* by number of the method */
} counts_t;

counts_t count_requests(const collection_t *collection);

#endif /* SIPEXPLAIN_COUNTS_H */
