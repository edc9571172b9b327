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
 * Says what the values of the response and the facts of its exchange (NULL if
 * there are none) call for, which may be nothing. The sentences state what was
 * seen, and conclude only what follows from it. text must have been found;
 * whole: the capture was read to its end before.
 */
diagnosis_t diagnosis_of(packet_info *pinfo, const message_text_t *text, const explanation_t *explanation,
                         const exchange_facts_t *facts, bool whole);

#endif /* SIPEXPLAIN_DIAGNOSIS_H */
