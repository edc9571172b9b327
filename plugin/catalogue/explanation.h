/* explanation.h
 * What is to be said about one SIP response
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXPLANATION_H
#define SIPEXPLAIN_EXPLANATION_H

#include "catalogue/catalogue.h"

typedef struct {
    unsigned                     code;      /* as received, any number */
    const sip_response_record_t *record;    /* of the code, else of its class; NULL outside 100 to 699 */
    sip_outcome_t                outcome;   /* where there is a record */
    const char                  *summary;   /* where there is a record */
    bool                         in_catalogue;  /* the record is of this very code */
} explanation_t;

/*
 * Explains a response by its number (RFC 3261, Section 8.1.3.2), and by whether
 * it is a challenge that refuses the credentials that the request had.
 */
explanation_t explanation_of(unsigned code, bool refused);

/*
 * Has these records come before those of the catalogue from now on. They, and
 * the texts in them, stay the caller's and must live as long as explanations.
 */
void explanation_use_own(const sip_response_record_t *records, size_t count);

#endif /* SIPEXPLAIN_EXPLANATION_H */
