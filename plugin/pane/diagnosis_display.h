/* diagnosis_display.h
 * Shows the diagnosis of a message, and what was found
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIAGNOSIS_DISPLAY_H
#define SIPEXPLAIN_DIAGNOSIS_DISPLAY_H

#include "findings/findings.h"
#include "message/message_text.h"
#include "pane/pane.h"

/* Registers the fields for this protocol. */
void diagnosis_display_register(int proto);

/* Whether somebody looks at one of the fields. */
bool diagnosis_display_is_wanted(const pane_t *pane);

/* Adds the diagnosis, and below it what it tells of: findings, how certain they are, and frames. Nothing if there is none. */
void diagnosis_display_add(const pane_t *pane, const moment_t *moment, const message_text_t *text, const finding_t *found);

#endif /* SIPEXPLAIN_DIAGNOSIS_DISPLAY_H */
