/* ladder.h
 * The messages of one call, made ready to be drawn as a ladder
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LADDER_H
#define SIPEXPLAIN_LADDER_H

#include "report/model.h"
#include "report/steps.h"

/* A message, with what came again right behind it. All texts are owned. */
typedef struct {
    unsigned from, to;      /* places in the list of hosts */
    char    *message;       /* method, or code and phrase; and how often, if more than once */
    char    *time;          /* since the first message of the call; from and to, if more than once */
    char    *frame;         /* likewise */
    bool     marked;        /* it is what the example is about */
    unsigned left_out;      /* so many messages before it */
} rung_t;

typedef struct {
    GPtrArray *hosts;       /* strings, in the order in which they come */
    GArray    *rungs;       /* rung_t; empty if nothing is known of the call */
    unsigned   left_out;    /* so many messages behind the last one */
    unsigned   num_marked;  /* so many messages are marked, those that came again too */
    uint32_t   marked;      /* the frame of the first of them */
} ladder_t;

/* Of the messages that have the Call-ID of the example; to be freed with ladder_free(). */
ladder_t ladder_new(const steps_t *steps, const example_t *example);
void ladder_free(ladder_t *ladder);

#endif /* SIPEXPLAIN_LADDER_H */
