/* test_explanation.c
 * What is said about a response, by its number
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <limits.h>

#include <glib.h>

#include "catalogue/explanation.h"

static void
known_code_is_explained_by_its_own_record(void)
{
    explanation_t explanation = explanation_of(486, false);

    g_assert_cmpuint(explanation.code, ==, 486);
    g_assert_true(explanation.in_catalogue);
    g_assert_true(explanation.record == catalogue_find_response(486));
    g_assert_cmpuint(explanation.outcome, ==, OUTCOME_BUSY);
}

static void
unknown_code_is_explained_by_its_class(void)
{
    static const sip_outcome_t outcomes[] = {
        OUTCOME_PROGRESS, OUTCOME_SUCCESS, OUTCOME_REDIRECTION, OUTCOME_FAILURE, OUTCOME_SERVER_FAILURE
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(outcomes); i++) {
        unsigned      code = 100 * (i + 1) + 98;
        explanation_t explanation = explanation_of(code, false);

        g_assert_cmpuint(explanation.code, ==, code);
        g_assert_false(explanation.in_catalogue);
        g_assert_true(explanation.record == catalogue_find_class(code));
        g_assert_cmpuint(explanation.outcome, ==, outcomes[i]);
    }
    g_assert_false(explanation_of(699, false).in_catalogue);
    g_assert_true(explanation_of(699, false).record == catalogue_find_class(600));
}

static void
number_of_no_class_has_no_record(void)
{
    static const unsigned codes[] = { 0, 1, 6, 99, 700, 999, 1000, UINT_MAX };

    for (unsigned i = 0; i < G_N_ELEMENTS(codes); i++) {
        explanation_t explanation = explanation_of(codes[i], false);

        g_assert_cmpuint(explanation.code, ==, codes[i]);
        g_assert_null(explanation.record);
        g_assert_false(explanation.in_catalogue);
    }
}

static void
a_challenge_to_credentials_is_a_failure_with_a_summary_of_its_own(void)
{
    static const unsigned challenges[] = { 401, 407 };

    for (size_t i = 0; i < G_N_ELEMENTS(challenges); i++) {
        explanation_t first = explanation_of(challenges[i], false), refused = explanation_of(challenges[i], true);

        g_assert_cmpint(first.outcome, ==, OUTCOME_CHALLENGE);
        g_assert_cmpstr(first.summary, ==, first.record->summary);
        g_assert_cmpint(refused.outcome, ==, OUTCOME_FAILURE);
        g_assert_cmpstr(refused.summary, ==, first.record->summary_refused);
        g_assert_cmpstr(refused.summary, !=, first.summary);
    }
    /* Nothing but a challenge can be a refusal of credentials. */
    g_assert_cmpint(explanation_of(404, true).outcome, ==, explanation_of(404, false).outcome);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/explanation/known_code_is_explained_by_its_own_record",
                    known_code_is_explained_by_its_own_record);
    g_test_add_func("/explanation/unknown_code_is_explained_by_its_class", unknown_code_is_explained_by_its_class);
    g_test_add_func("/explanation/number_of_no_class_has_no_record", number_of_no_class_has_no_record);
    g_test_add_func("/explanation/a_challenge_to_credentials_is_a_failure_with_a_summary_of_its_own",
                    a_challenge_to_credentials_is_a_failure_with_a_summary_of_its_own);
    return g_test_run();
}
