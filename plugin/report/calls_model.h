/* calls_model.h
 * The list of calls: what is told of each, whatever it is written as
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALLS_MODEL_H
#define SIPEXPLAIN_CALLS_MODEL_H

#include "report/calls_collect.h"

/* A call or registration. All texts are owned. */
typedef struct {
    char    *when;      /* it began: day and time in UTC */
    char    *from, *to; /* escaped, of any length */
    char    *how;       /* it ended, and why */
    char    *frames;    /* that show it, as a filter */
    uint32_t frame;     /* in which a reader should begin */
} call_line_t;

/* All texts are owned. */
typedef struct {
    char      *title;
    char      *none;    /* that there is no call; NULL if there is one */
    GPtrArray *totals;  /* lines with numbers; strings */
    GArray    *lines;   /* call_line_t, the worst first */
    char      *more;    /* how many there are beyond these; NULL if there are none */
} calls_list_t;

/* What was collected so far; to be freed with calls_list_free(). */
calls_list_t calls_list_new(const calls_t *calls);
void calls_list_free(calls_list_t *list);

/* The lines of one call, which may be NULL: there are none then. To be freed with g_array_free(). */
GArray *call_lines(const calls_t *calls, const call_t *call);

#endif /* SIPEXPLAIN_CALLS_MODEL_H */
