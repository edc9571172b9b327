/* overview.h
 * The beginning of the report: how much there is of what, and how it ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OVERVIEW_H
#define SIPEXPLAIN_OVERVIEW_H

#include "report/collect.h"
#include "report/counts.h"

/* One of RFC 6076, Section 4. */
typedef struct {
    const char *name;
    char       *value;      /* "33.3 %"; owned */
    char       *of;         /* the numbers behind it; owned */
} ratio_t;

/* All texts are owned. */
typedef struct {
    char      *messages;    /* how many, and when */
    GPtrArray *counts;      /* lines about calls, registrations and other requests; strings */
    GArray    *ratios;      /* ratio_t; those that there are requests for */
} overview_t;

/* To be freed with overview_free(). */
overview_t overview_new(const collection_t *collection, const counts_t *counts);
void overview_free(overview_t *overview);

#endif /* SIPEXPLAIN_OVERVIEW_H */
