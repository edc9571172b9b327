/* explained_call.h
 * The explanation of one call: how it ended, and each of its messages that is explained
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXPLAINED_CALL_H
#define SIPEXPLAIN_EXPLAINED_CALL_H

#include "report/printed.h"
#include "report/statistics.h"

typedef struct explained_call explained_call_t;

/* That of all messages with this Call-ID, as the field sip.Call-ID has it; to be freed with explained_call_free(). */
explained_call_t *explained_call_new(const char *call_id);
void explained_call_free(explained_call_t *call);

/* Forgets what was collected. */
void explained_call_reset(explained_call_t *call);

/* Any message; of other calls, nothing is kept. */
void explained_call_message(explained_call_t *call, const sipexplain_tap_info_t *info);

/*
 * What was collected so far, in the lines of a window; its parts are the entry
 * in the list of calls and the messages, and each has the filter of the whole
 * call. To be freed with printed_free().
 */
printed_t explained_call_print(const explained_call_t *call);

/* The title; the caller owns it. */
char *explained_call_title(const explained_call_t *call);

#endif /* SIPEXPLAIN_EXPLAINED_CALL_H */
