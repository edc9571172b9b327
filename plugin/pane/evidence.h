/* evidence.h
 * The header fields of a response that show what was wrong
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EVIDENCE_H
#define SIPEXPLAIN_EVIDENCE_H

#include "catalogue/catalogue.h"
#include "message/message_text.h"
#include "pane/pane.h"

/* Registers the field of the evidence for this protocol. */
void evidence_register(int proto);

/*
 * Adds the header fields of the message that are evidence for the code of the
 * record, as received, in the order in which the catalogue names them; and the
 * product that answered, for a response that is no success.
 */
void evidence_add_all(const pane_t *pane, const message_text_t *text, const sip_response_record_t *record);

#endif /* SIPEXPLAIN_EVIDENCE_H */
