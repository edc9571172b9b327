/* diagnosis.h
 * What this very response and its exchange say, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIAGNOSIS_H
#define SIPEXPLAIN_DIAGNOSIS_H

#include "exchange/exchange.h"
#include "catalogue/explanation.h"
#include "message/message_text.h"
#include "findings/sentences.h"

/*
 * Says what was found about a message, and what the values of a response and its
 * exchange call for beside that, which may be nothing. The sentences state what
 * was seen, and conclude only what follows from it. text must have been found;
 * what only later frames show comes last, when the capture has been read.
 */
diagnosis_t diagnosis_of(const moment_t *moment, const message_text_t *text, const finding_t *found);

#endif /* SIPEXPLAIN_DIAGNOSIS_H */
