/* evidence_fields.h
 * The header fields of a response that show what was wrong
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EVIDENCE_FIELDS_H
#define SIPEXPLAIN_EVIDENCE_FIELDS_H

#include "catalogue/catalogue.h"
#include "message/message_text.h"

/* Is told of a field, and its name in the usual spelling. */
typedef void (*evidence_tell_t)(void *context, const char *name, const sip_header_field_t *field);

/*
 * Tells of the header fields of the message that are evidence for the code of
 * the record, in the order in which the catalogue names them; of those in which
 * products say why; and of the product that answered, for a response that is no
 * success. Of fields that come again and again, only the first ones are told.
 */
void evidence_each(const message_text_t *text, const sip_response_record_t *record, evidence_tell_t tell, void *context);

#endif /* SIPEXPLAIN_EVIDENCE_FIELDS_H */
