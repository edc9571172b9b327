/* answers.h
 * Which hosts answered which others, and when they last did
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ANSWERS_H
#define SIPEXPLAIN_ANSWERS_H

#include "exchange/legs.h"

/* The last time that a host answered another one at a port of its own. Time in ms since the epoch. */
typedef struct answer {
    struct answer *next;    /* at another port */
    int64_t        time;
    uint32_t       frame;
    uint16_t       port;
    bool           fragments;   /* one of the requests came in IP fragments */
} answer_t;

/* Registers that the memory ends with the capture. */
void answers_register(void);

/* Notes that a request on this leg was answered; fragmented: it had come in IP fragments. */
void answers_learn(const leg_t *leg, bool fragmented, uint32_t frame, int64_t now);

/* Notes that the host which this leg goes to said something to the other one. */
void answers_note(const leg_t *leg);

/* The last answer to requests on this leg; NULL if there was none. */
const answer_t *answers_last(const leg_t *leg);

/* Whether the host that this leg goes to ever said anything to the other one, be it a request of its own. */
bool answers_any(const leg_t *leg);

#endif /* SIPEXPLAIN_ANSWERS_H */
