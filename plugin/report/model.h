/* model.h
 * The report: all that is told of a capture, whatever it is written as
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MODEL_H
#define SIPEXPLAIN_MODEL_H

#include "report/collect.h"
#include "report/overview.h"
#include "report/told.h"

/* Where something that went wrong can be seen. */
typedef struct {
    const call_t *call;         /* of the first message; NULL if that is not known */
    unsigned      code;         /* 0 of requests */
    uint32_t      frames[GROUP_MAX_FRAMES];
    unsigned      num_frames;   /* at least 1 */
} example_t;

/* Texts are owned, and NULL where there is nothing to say. Items are told_item_t. */
typedef struct {
    char      *title;
    char      *no_sip;          /* that there is none; the overview is empty then, and nothing went wrong */
    overview_t overview;
    char      *clear;           /* that nothing went wrong */
    GArray    *wrong;           /* items, the worst first */
    GArray    *examples;        /* example_t, one for each of these */
    char      *more_wrong;      /* how many more there are */
    GArray    *open;            /* items: open questions */
    GArray    *normal;          /* items */
    char      *more_normal;
} report_t;

/* What was collected so far; to be freed with report_free(). */
report_t report_new(const collection_t *collection);
void report_free(report_t *report);

#endif /* SIPEXPLAIN_MODEL_H */
