/* words.c
 * Words for facts and outcomes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/layout.h"
#include "words.h"

/* What labels take at the least; in English they fit. */
#define MIN_LABEL_COLUMNS   11

const char *
word_for_fact(sip_fact_t fact)
{
    static const label_id_t labels[NUM_FACTS] = {
        [FACT_SENDER]  = LABEL_SENDER,
        [FACT_PHASE]   = LABEL_PHASE,
        [FACT_METHODS] = LABEL_METHODS,
        [FACT_RETRY]   = LABEL_RETRY,
        [FACT_FORK]    = LABEL_FORK,
        [FACT_DIALOG]  = LABEL_DIALOG,
        [FACT_WHEN]    = LABEL_APPLIES_WHEN,
    };

    return label(labels[fact]);
}

static const struct {
    label_id_t of_one;
    label_id_t of_both;
} outcome_labels[NUM_OUTCOMES + 1] = {
    [OUTCOME_PROGRESS]       = { LABEL_ONE_PROGRESS, LABEL_BOTH_PROGRESS },
    [OUTCOME_SUCCESS]        = { LABEL_ONE_SUCCESS, LABEL_BOTH_SUCCESS },
    [OUTCOME_REDIRECTION]    = { LABEL_ONE_REDIRECTION, LABEL_BOTH_REDIRECTION },
    [OUTCOME_CHALLENGE]      = { LABEL_ONE_CHALLENGE, LABEL_BOTH_CHALLENGE },
    [OUTCOME_ADJUST]         = { LABEL_ONE_ADJUST, LABEL_BOTH_ADJUST },
    [OUTCOME_UNAVAILABLE]    = { LABEL_ONE_UNAVAILABLE, LABEL_BOTH_UNAVAILABLE },
    [OUTCOME_BUSY]           = { LABEL_ONE_BUSY, LABEL_BOTH_BUSY },
    [OUTCOME_DECLINED]       = { LABEL_ONE_DECLINED, LABEL_BOTH_DECLINED },
    [OUTCOME_CANCELLED]      = { LABEL_ONE_CANCELLED, LABEL_BOTH_CANCELLED },
    [OUTCOME_FAILURE]        = { LABEL_ONE_FAILURE, LABEL_BOTH_FAILURE },
    [OUTCOME_SERVER_FAILURE] = { LABEL_ONE_SERVER_FAILURE, LABEL_BOTH_SERVER_FAILURE },
};

const char *
outcome_of_one(sip_outcome_t outcome)
{
    return label(outcome_labels[outcome].of_one);
}

const char *
outcome_of_both(sip_outcome_t outcome)
{
    return label(outcome_labels[outcome].of_both);
}

unsigned
label_columns(void)
{
    static const label_id_t labels[] = {
        LABEL_CLASS, LABEL_SENDER, LABEL_PHASE, LABEL_METHODS, LABEL_RETRY, LABEL_FORK, LABEL_DIALOG, LABEL_APPLIES_WHEN,
        LABEL_EVIDENCE, LABEL_REFERENCE, LABEL_MEANS, LABEL_CAUSES_SHORT, LABEL_REMEDIES_SHORT, LABEL_PROTOCOL,
        LABEL_RESPONSES, LABEL_MORE
    };
    unsigned columns = MIN_LABEL_COLUMNS;

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        unsigned used = layout_columns(label(labels[i]), strlen(label(labels[i]))) + 1;

        if (used > columns)
            columns = used;
    }
    return columns;
}
