/* explanation.c
 * What is to be said about one SIP response
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/explanation.h"

static const sip_response_record_t *own_records;
static size_t                       num_own_records;

void
explanation_use_own(const sip_response_record_t *records, size_t count)
{
    own_records = records;
    num_own_records = count;
}

static const sip_response_record_t *
find_record(unsigned code)
{
    for (size_t i = 0; i < num_own_records; i++) {
        if (own_records[i].code == code)
            return &own_records[i];
    }
    return catalogue_find_response(code);
}

explanation_t
explanation_of(unsigned code, bool refused)
{
    explanation_t explanation = { 0 };

    explanation.code = code;
    explanation.record = find_record(code);
    explanation.in_catalogue = explanation.record != NULL;
    if (explanation.record == NULL)
        explanation.record = catalogue_find_class(code);
    if (explanation.record != NULL) {
        explanation.outcome = (sip_outcome_t)explanation.record->outcome;
        explanation.summary = explanation.record->summary;
        if (refused && explanation.record->summary_refused != NULL) {
            explanation.outcome = OUTCOME_FAILURE;
            explanation.summary = explanation.record->summary_refused;
        }
    }
    return explanation;
}
