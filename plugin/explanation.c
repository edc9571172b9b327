/* explanation.c
 * What is to be said about one SIP response
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "explanation.h"

explanation_t
explanation_of(unsigned code, bool refused)
{
    explanation_t explanation = { 0 };

    explanation.code = code;
    explanation.record = catalogue_find_response(code);
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
