/* headings.c
 * The gist of a response: its cause, where one was found, or else what the code says
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/findings.h"
#include "catalogue/language.h"
#include "exchange/finals.h"
#include "finding_sentences.h"

/* Q.850 has 7 bits for a cause. A name fits into a heading of 56 columns with its number. */
#define MAX_CAUSE       127
#define MAX_CAUSE_NAME  44

const finding_t *
findings_contradiction(const finding_t *found)
{
    while (found != NULL && found->sentence != SENTENCE_CAUSE_DIFFERS)
        found = found->next;
    return found;
}

const finding_record_t *
findings_leading_cause(const finding_t *found)
{
    if (found == NULL || found->late || catalogue_findings[found->finding].level == LEVEL_CONTEXT)
        return NULL;
    return &catalogue_findings[found->finding];
}

const finding_record_t *
findings_repeated_cause(const moment_t *moment)
{
    if (moment->kind != MOMENT_FINAL_AGAIN || moment->transaction->cause == 0
        || moment_first_frame(moment) != moment->transaction->final_frame)
        return NULL;
    return &catalogue_findings[moment->transaction->cause - 1];
}

const char *
findings_cause_heading(uint32_t number)
{
    static const char           *headings[MAX_CAUSE + 1];
    const reason_cause_record_t *cause = catalogue_find_reason_cause("Q.850", number);

    if (number > MAX_CAUSE || cause == NULL || strlen(cause->name) > MAX_CAUSE_NAME)
        return catalogue_findings[FINDING_CAUSE_DIFFERS].title;
    if (headings[number] == NULL)
        headings[number] = g_strdup_printf("%s (Q.850 %u)", cause->name, number);
    return headings[number];
}

static bool
has_other_code(const finding_t *found, unsigned code)
{
    for (unsigned i = 0; i < found->num_values; i++) {
        if (found->values[i].kind == VALUE_RESPONSE)
            return found->values[i].number != code;
    }
    /* It did not arrive there. */
    return true;
}

bool
findings_failed_elsewhere(const finding_t *found, unsigned code)
{
    while (found != NULL && (found->late || found->finding != FINDING_OTHER_LEG))
        found = found->next;
    return found != NULL && has_other_code(found, code);
}

const char *
findings_summary_text(const explanation_t *explanation, const finding_t *found)
{
    const finding_record_t *cause = findings_leading_cause(found);
    const finding_t        *contradiction = cause == NULL ? findings_contradiction(found) : NULL;

    if (contradiction != NULL)
        return findings_cause_heading((uint32_t)contradiction->values[0].number);
    if (cause == NULL && findings_failed_elsewhere(found, explanation->code))
        cause = &catalogue_findings[FINDING_OTHER_LEG];
    return cause != NULL ? cause->title : explanation->summary;
}

const char *
findings_summary(const explanation_t *explanation, const finding_t *found)
{
    return translated(findings_summary_text(explanation, found));
}
