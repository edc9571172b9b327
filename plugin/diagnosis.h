/* diagnosis.h
 * What this very response and its exchange say, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIAGNOSIS_H
#define SIPEXPLAIN_DIAGNOSIS_H

#include "exchange.h"
#include "explanation.h"
#include "message_text.h"

/*
 * The sentences that the values of the response and the facts of its exchange
 * call for, in packet scope; "" if there are none. They state what the message says, and conclude only what
 * follows from it. text must have been found.
 */
const char *diagnosis_of(packet_info *pinfo, const message_text_t *text, const explanation_t *explanation,
                         const exchange_facts_t *facts);

#endif /* SIPEXPLAIN_DIAGNOSIS_H */
