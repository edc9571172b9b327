/* words.h
 * Words for facts and outcomes, in the chosen language
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WORDS_H
#define SIPEXPLAIN_WORDS_H

#include "catalogue/catalogue.h"
#include "catalogue/language.h"

/* A fact before its value. */
const char *word_for_fact(sip_fact_t fact);

/* "is a failure"; "Both are failures". */
const char *outcome_of_one(sip_outcome_t outcome);
const char *outcome_of_both(sip_outcome_t outcome);

/* What a label before a text takes, with the blank behind it: the widest one of the language. */
unsigned label_columns(void);

#endif /* SIPEXPLAIN_WORDS_H */
