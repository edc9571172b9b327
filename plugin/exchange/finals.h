/* finals.h
 * Final responses that repeat each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FINALS_H
#define SIPEXPLAIN_FINALS_H

#include "exchange/moment.h"

/*
 * The final response of its transaction that this one repeats, as its frame,
 * which may be its own; 0 if there is none.
 */
uint32_t moment_same_final(const moment_t *moment);

/* Whether the message came before on this leg in so short a time that it was captured twice. */
bool moment_is_captured_twice(const moment_t *moment);

/*
 * Whether a final response has the very bytes of the first one, of which nothing
 * else is known; only of MOMENT_FINAL_AGAIN.
 */
bool moment_is_identical(const moment_t *moment);

/* The frame of the final response that this one repeats; only of MOMENT_FINAL_AGAIN. */
uint32_t moment_first_frame(const moment_t *moment);

/* That response; not known if its text was overwritten. */
message_view_t moment_first_final(const moment_t *moment);

#endif /* SIPEXPLAIN_FINALS_H */
