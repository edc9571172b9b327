/* ending.h
 * What the end of the capture shows: requests that nothing came for, challenges
 * that nothing followed
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ENDING_H
#define SIPEXPLAIN_ENDING_H

#include "report/collect.h"

typedef struct {
    groups_t groups;            /* of requests; beside those of the collection */
    open_t   open[NUM_OPEN];    /* those of the collection, and what the end adds */
} ending_t;

/* Looks at all calls that there are; to be freed with ending_free(). */
ending_t ending_new(const collection_t *collection);
void ending_free(ending_t *ending);

#endif /* SIPEXPLAIN_ENDING_H */
