/* reason_display.h
 * Explains the values of the Reason and Warning header fields in the tree
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REASON_DISPLAY_H
#define SIPEXPLAIN_REASON_DISPLAY_H

#include "message/message_text.h"
#include "pane/pane.h"

/* Registers the fields of both header fields for this protocol. */
void reason_display_register(int proto);

/*
 * The first value of the Reason header fields of a message, such as "Q.850 16",
 * and its name in *name; NULL if there is none. In packet scope, fit to be
 * shown, and at most so many columns wide together. cancel: whether the message
 * is a CANCEL, in which a status code is that of another branch (RFC 3326,
 * Section 3.1).
 */
const char *reason_first(packet_info *pinfo, const message_text_t *text, bool cancel, const char **name,
                         unsigned columns);

/* Whether somebody looks at what is told of Reason. */
bool reason_is_wanted(const pane_t *pane);

/* Adds every value of every Reason (RFC 3326) header field of a message. */
void reason_add_all(const pane_t *pane, const message_text_t *text, bool cancel);

/* Adds every value of every Warning (RFC 3261, Section 20.43) header field of a message. */
void warning_add_all(const pane_t *pane, const message_text_t *text);

#endif /* SIPEXPLAIN_REASON_DISPLAY_H */
