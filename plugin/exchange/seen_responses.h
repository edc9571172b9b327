/* seen_responses.h
 * Which responses were counted already
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SEEN_RESPONSES_H
#define SIPEXPLAIN_SEEN_RESPONSES_H

#include "exchange/exchange.h"

/*
 * A response is in a capture several times when it is sent again, when it is
 * captured on several legs of its way, and when a frame was captured twice.
 */
typedef struct seen_responses seen_responses_t;

/* To be freed with seen_responses_free(). */
seen_responses_t *seen_responses_new(void);
void seen_responses_free(seen_responses_t *seen);

/*
 * Whether the response is one that was not added before. Of final responses the
 * model of the exchange tells, on whatever leg each was added; of others, one with
 * another Call-ID, CSeq, code or tag of To is a new one.
 */
bool seen_responses_add(seen_responses_t *seen, const moment_t *moment);

#endif /* SIPEXPLAIN_SEEN_RESPONSES_H */
