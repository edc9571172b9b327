/* strays.h
 * Responses whose requests were not seen yet
 *
 * Captures on several interfaces have packets out of order at times, so that an
 * answer stands before its request.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_STRAYS_H
#define SIPEXPLAIN_STRAYS_H

#include "exchange/legs.h"
#include "message/header_fields.h"

/* Registers that the memory ends with the capture. */
void strays_register(void);

/* Notes a response of which no request was seen. The newest few are remembered. */
void strays_learn(sip_text_t call_id, uint32_t cseq, const leg_t *leg);

/* Whether there was any, as in few captures. */
bool strays_any(void);

/* Whether there was one that can be the answer to this request. */
bool strays_know(sip_text_t call_id, uint32_t cseq, const leg_t *leg);

/* Notes one that challenges, 401 or 407. The newest few are remembered for long. */
void strays_learn_challenge(sip_text_t call_id, const leg_t *leg, uint32_t frame);

/*
 * Whether there was, or may have been, such a challenge of the call on this leg
 * between two frames.
 */
bool strays_challenge(sip_text_t call_id, const leg_t *leg, uint32_t after, uint32_t before);

#endif /* SIPEXPLAIN_STRAYS_H */
