/* phrases.h
 * Words that products are known to say, among what a server says: data/phrases.ini
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PHRASES_H
#define SIPEXPLAIN_PHRASES_H

#include "catalogue/catalogue.h"
#include "findings/case.h"

/* The phrase that a text is; of several the one that says most. NULL if none is known. *weight: how much it says */
const phrase_record_t *phrase_of(const finding_case_t *about, sip_text_t text, size_t *weight);

/* The same of one of the texts in case_said(), which is looked for once; NULL also for the registered phrase. */
const phrase_record_t *phrase_of_said(const finding_case_t *about, unsigned i, size_t *weight);

/* Whether the server says why in plain words, for which there is no rule: they name a cause that no other fact outweighs. */
bool case_says_why(const finding_case_t *about);

#endif /* SIPEXPLAIN_PHRASES_H */
