/* test_catalogue.c
 * The generated table and its look-up
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <limits.h>
#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/layout.h"

/* What Wireshark can show of a label, with the final NUL. */
#define LABEL_BYTES     240

static void
table_is_sorted(void)
{
    for (size_t i = 1; i < catalogue_num_responses; i++)
        g_assert_cmpuint(catalogue_responses[i - 1].code, <, catalogue_responses[i].code);
}

static void
every_number_finds_its_record_or_none(void)
{
    size_t found = 0;

    for (unsigned code = 0; code <= 1000; code++) {
        const sip_response_record_t *record = catalogue_find_response(code);

        if (record != NULL) {
            g_assert_cmpuint(record->code, ==, code);
            found++;
        }
    }
    /* All of the table can be reached, so nothing above was NULL by mistake. */
    g_assert_cmpuint(found, ==, catalogue_num_responses);
    g_assert_null(catalogue_find_response(UINT_MAX));
    g_assert_null(catalogue_find_response(UINT_MAX - UINT16_MAX + 404));
    g_assert_null(catalogue_find_response(65536 + 404));
}

static void
as_many_codes_are_registered_as_iana_has(void)
{
    unsigned registered = 0;

    for (size_t i = 0; i < catalogue_num_responses; i++)
        registered += catalogue_responses[i].registered;
    g_assert_cmpuint(registered, ==, 75);
}

static void
codes_of_the_field_are_marked_as_unregistered(void)
{
    static const unsigned codes[] = { 409, 411, 477, 478, 479, 490, 687 };

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        const sip_response_record_t *record = catalogue_find_response(codes[i]);

        g_assert_nonnull(record);
        g_assert_false(record->registered);
    }
    g_assert_cmpuint(catalogue_num_responses, ==, 75 + G_N_ELEMENTS(codes));
}

static void
every_number_from_100_to_699_has_a_class(void)
{
    for (unsigned code = 0; code <= 1000; code++) {
        const sip_response_record_t *record = catalogue_find_class(code);

        if (code < 100 || code > 699) {
            g_assert_null(record);
        } else {
            g_assert_nonnull(record);
            g_assert_cmpuint(record->code, ==, code / 100);
            g_assert_false(record->registered);
        }
    }
    g_assert_null(catalogue_find_class(UINT_MAX));
}

/* RFC 3261, Section 8.1.3.2: as x00 of the class; but an unknown 1xx as 183. */
static void
unknown_codes_are_treated_as_the_rfc_says(void)
{
    static const unsigned treated_as[] = { 183, 200, 300, 400, 500, 600 };

    for (unsigned i = 0; i < 6; i++)
        g_assert_cmpuint(catalogue_find_class(100 * (i + 1) + 99 - (i == 0))->treat_as, ==, treated_as[i]);
}

static void
check_text(const char *text)
{
    g_assert_nonnull(text);
    g_assert_cmpuint(strlen(text), >, 0);
    g_assert_true(g_utf8_validate(text, -1, NULL));
}

static void
check_record(const sip_response_record_t *record)
{
    check_text(record->phrase);
    check_text(record->reference);
    check_text(record->summary);
    check_text(record->description);
    g_assert_cmpuint(record->outcome, >=, 1);
    g_assert_cmpuint(record->outcome, <=, NUM_OUTCOMES);
    g_assert_nonnull(record->causes[0]);
    g_assert_nonnull(record->remedies[0]);
    for (const char *const *cause = record->causes; *cause != NULL; cause++)
        check_text(*cause);
    for (const char *const *remedy = record->remedies; *remedy != NULL; remedy++)
        check_text(*remedy);
    for (const char *const *name = record->evidence; *name != NULL; name++)
        check_text(*name);
    for (unsigned i = 0; i < NUM_FACTS; i++)
        check_text(record->facts[i]);
    g_assert_cmpuint(layout_columns(record->summary, strlen(record->summary)), <=, 56);
    g_assert_cmpuint(strlen("Expert Info (Warning/Response): 999 : ") + strlen(record->phrase)
                     + strlen(record->summary), <, LABEL_BYTES);
}

static void
every_record_is_whole_and_fits_its_labels(void)
{
    for (size_t i = 0; i < catalogue_num_responses; i++) {
        check_record(&catalogue_responses[i]);
        g_assert_cmpuint(catalogue_responses[i].treat_as, ==, 0);
    }
    for (size_t i = 0; i < 6; i++)
        check_record(&catalogue_classes[i]);
}

static const char *
difference_from(const sip_response_record_t *record, unsigned code)
{
    for (const sip_neighbour_t *neighbour = record->neighbours; neighbour->code != 0; neighbour++) {
        if (neighbour->code == code)
            return neighbour->difference;
    }
    return NULL;
}

static void
neighbours_are_in_the_catalogue_and_know_each_other(void)
{
    unsigned count = 0;

    for (size_t i = 0; i < catalogue_num_responses; i++) {
        const sip_response_record_t *record = &catalogue_responses[i];

        for (const sip_neighbour_t *neighbour = record->neighbours; neighbour->code != 0; neighbour++) {
            const sip_response_record_t *other = catalogue_find_response(neighbour->code);

            check_text(neighbour->difference);
            g_assert_nonnull(other);
            g_assert_true(other != record);
            g_assert_cmpstr(difference_from(other, record->code), ==, neighbour->difference);
            count++;
        }
    }
    g_assert_cmpuint(count, >, 0);
    g_assert_nonnull(difference_from(catalogue_find_response(420), 421));
}

static void
findings_are_sorted_and_found(void)
{
    g_assert_cmpuint(catalogue_num_findings, >, 0);
    for (size_t i = 0; i < catalogue_num_findings; i++) {
        const finding_record_t *finding = &catalogue_findings[i];

        if (i > 0)
            g_assert_cmpstr(catalogue_findings[i - 1].name, <, finding->name);
        g_assert_true(catalogue_find_finding(finding->name) == finding);
    }
    g_assert_nonnull(catalogue_find_finding("auth-refused"));
    g_assert_null(catalogue_find_finding(""));
    g_assert_null(catalogue_find_finding("auth-refuse"));
    g_assert_null(catalogue_find_finding("auth-refused-"));
    g_assert_null(catalogue_find_finding("Auth-refused"));
    g_assert_null(catalogue_find_finding("zzz"));
}

/* The title stands behind the phrase of any code, as a summary does. */
static void
every_finding_is_whole_and_fits_its_labels(void)
{
    size_t longest_phrase = 0;

    for (size_t i = 0; i < catalogue_num_responses; i++)
        longest_phrase = MAX(longest_phrase, strlen(catalogue_responses[i].phrase));
    for (size_t i = 0; i < catalogue_num_findings; i++) {
        const finding_record_t *finding = &catalogue_findings[i];

        check_text(finding->name);
        check_text(finding->title);
        check_text(finding->meaning);
        check_text(finding->shown);
        check_text(finding->reference);
        g_assert_cmpuint(finding->level, <, NUM_LEVELS);
        if (finding->level == LEVEL_FAULT)
            g_assert_nonnull(finding->remedies[0]);
        for (const char *const *remedy = finding->remedies; *remedy != NULL; remedy++)
            check_text(*remedy);
        g_assert_cmpuint(layout_columns(finding->title, strlen(finding->title)), <=, 56);
        g_assert_cmpuint(strlen("Expert Info (Warning/Response): 999 : ") + longest_phrase + strlen(finding->title), <,
                         LABEL_BYTES);
    }
}

static void
levels_have_the_names_of_the_catalogue(void)
{
    g_assert_cmpstr(catalogue_level_name(LEVEL_FAULT), ==, "fault");
    g_assert_cmpstr(catalogue_level_name(LEVEL_NORMAL), ==, "normal");
    g_assert_cmpstr(catalogue_level_name(LEVEL_CONTEXT), ==, "context");
    g_assert_cmpuint(catalogue_find_finding("auth-refused")->level, ==, LEVEL_FAULT);
    g_assert_cmpuint(catalogue_find_finding("auth-nonce-expired")->level, ==, LEVEL_NORMAL);
    g_assert_cmpuint(catalogue_find_finding("passed-on")->level, ==, LEVEL_CONTEXT);
}

/* A sentence belongs to a finding, and has each of its names in braces. */
static void
every_sentence_has_its_finding_and_its_names(void)
{
    g_assert_cmpuint(catalogue_num_finding_sentences, >, 0);
    for (size_t i = 0; i < catalogue_num_finding_sentences; i++) {
        const finding_sentence_record_t *sentence = &catalogue_finding_sentences[i];
        char                           **names = g_strsplit(sentence->names, " ", -1);

        check_text(sentence->text);
        g_assert_cmpuint(sentence->finding, <, catalogue_num_findings);
        g_assert_true(catalogue_has_rule(&catalogue_findings[sentence->finding]));
        g_assert_cmpuint(g_strv_length(names), <=, FINDING_MAX_VALUES);
        for (unsigned j = 0; names[j] != NULL; j++) {
            char *placeholder = g_strdup_printf("{%s}", names[j]);

            g_assert_nonnull(strstr(sentence->text, placeholder));
            g_free(placeholder);
        }
        g_strfreev(names);
    }
}

static void
finding_without_a_sentence_has_no_rule(void)
{
    for (size_t i = 0; i < catalogue_num_findings; i++) {
        bool has_sentence = false;

        for (size_t j = 0; j < catalogue_num_finding_sentences; j++)
            has_sentence |= catalogue_finding_sentences[j].finding == i;
        g_assert_true(catalogue_has_rule(&catalogue_findings[i]) == has_sentence);
    }
}

static void
add_texts(GHashTable *seen, const sip_response_record_t *record)
{
    g_assert_true(g_hash_table_add(seen, (void *)record->summary));
    g_assert_true(g_hash_table_add(seen, (void *)record->description));
    for (const char *const *cause = record->causes; *cause != NULL; cause++)
        g_assert_true(g_hash_table_add(seen, (void *)*cause));
    for (const char *const *remedy = record->remedies; *remedy != NULL; remedy++)
        g_assert_true(g_hash_table_add(seen, (void *)*remedy));
}

static void
no_two_records_share_a_text(void)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t i = 0; i < catalogue_num_responses; i++)
        add_texts(seen, &catalogue_responses[i]);
    for (size_t i = 0; i < 6; i++)
        add_texts(seen, &catalogue_classes[i]);
    for (size_t i = 0; i < catalogue_num_findings; i++) {
        const finding_record_t *finding = &catalogue_findings[i];

        g_assert_true(g_hash_table_add(seen, (void *)finding->title));
        g_assert_true(g_hash_table_add(seen, (void *)finding->meaning));
        g_assert_true(g_hash_table_add(seen, (void *)finding->shown));
        for (const char *const *remedy = finding->remedies; *remedy != NULL; remedy++)
            g_assert_true(g_hash_table_add(seen, (void *)*remedy));
    }
    g_hash_table_destroy(seen);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/catalogue/table_is_sorted", table_is_sorted);
    g_test_add_func("/catalogue/every_number_finds_its_record_or_none", every_number_finds_its_record_or_none);
    g_test_add_func("/catalogue/as_many_codes_are_registered_as_iana_has", as_many_codes_are_registered_as_iana_has);
    g_test_add_func("/catalogue/codes_of_the_field_are_marked_as_unregistered",
                    codes_of_the_field_are_marked_as_unregistered);
    g_test_add_func("/catalogue/every_number_from_100_to_699_has_a_class", every_number_from_100_to_699_has_a_class);
    g_test_add_func("/catalogue/unknown_codes_are_treated_as_the_rfc_says",
                    unknown_codes_are_treated_as_the_rfc_says);
    g_test_add_func("/catalogue/every_record_is_whole_and_fits_its_labels",
                    every_record_is_whole_and_fits_its_labels);
    g_test_add_func("/catalogue/neighbours_are_in_the_catalogue_and_know_each_other",
                    neighbours_are_in_the_catalogue_and_know_each_other);
    g_test_add_func("/catalogue/findings_are_sorted_and_found", findings_are_sorted_and_found);
    g_test_add_func("/catalogue/every_finding_is_whole_and_fits_its_labels",
                    every_finding_is_whole_and_fits_its_labels);
    g_test_add_func("/catalogue/levels_have_the_names_of_the_catalogue", levels_have_the_names_of_the_catalogue);
    g_test_add_func("/catalogue/every_sentence_has_its_finding_and_its_names",
                    every_sentence_has_its_finding_and_its_names);
    g_test_add_func("/catalogue/finding_without_a_sentence_has_no_rule", finding_without_a_sentence_has_no_rule);
    g_test_add_func("/catalogue/no_two_records_share_a_text", no_two_records_share_a_text);
    return g_test_run();
}
