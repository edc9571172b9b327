/* card.h
 * One response code, as text and as JSON
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CARD_H
#define SIPEXPLAIN_CARD_H

#include "catalogue/explanation.h"
#include "json.h"
#include "page.h"

/* How far text is indented below its heading. */
#define INDENT          2

/* The text behind its label, indented by so many columns. */
void card_add_labelled(page_t *page, unsigned indent, const char *label, const char *text);

/* "404 Not Found"; where the code has no record of its own, its class. The caller owns it. */
char *card_title(const explanation_t *explanation);

/* "Client Failure (4xx)", and whether the code is registered. The caller owns it. */
char *card_class(const explanation_t *explanation);

/* How a fact is put behind its label. The caller owns it. */
char *card_fact(const explanation_t *explanation, sip_fact_t fact);

/* The outcome, which stands out, and the summary. */
void card_add_summary(page_t *page, const explanation_t *explanation);

/* Everything about the code. */
void card_add(page_t *page, const explanation_t *explanation);

/* The members of the JSON object of a code: those of a list, and all of them. */
void card_add_json_gist(json_t *json, const explanation_t *explanation);
void card_add_json(json_t *json, const explanation_t *explanation);

#endif /* SIPEXPLAIN_CARD_H */
