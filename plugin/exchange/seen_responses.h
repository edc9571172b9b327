/* seen_responses.h
 * Which responses were counted already
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SEEN_RESPONSES_H
#define SIPEXPLAIN_SEEN_RESPONSES_H

#include "message/message_text.h"

/*
 * A response is in a capture several times when it is sent again, when it is
 * captured on several legs of its way, and when a frame was captured twice.
 */
typedef struct seen_responses seen_responses_t;

/* To be freed with seen_responses_free(). */
seen_responses_t *seen_responses_new(void);
void seen_responses_free(seen_responses_t *seen);

/*
 * Whether the response of this frame is one that was not there before: one with
 * another Call-ID, CSeq, code or tag of To. Where To has no tag, as in a 100,
 * each leg has a response of its own. Remembers it. text must have been found,
 * or else every response is a new one.
 */
bool seen_responses_add(seen_responses_t *seen, const packet_info *pinfo, const sip_info_value_t *info,
                        const message_text_t *text);

#endif /* SIPEXPLAIN_SEEN_RESPONSES_H */
