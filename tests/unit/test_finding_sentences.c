/* test_finding_sentences.c
 * The functions that the build makes of the sentences of findings
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "finding_sentences.h"

/* In place of the engine: keeps what it is given. */
struct finding_case {
    unsigned        count;
    unsigned        finding;
    unsigned        sentence;
    certainty_t     certainty;
    finding_value_t values[FINDING_MAX_VALUES];
    size_t          num_values;
};

void
finding_add(finding_case_t *about, unsigned finding, unsigned sentence, certainty_t certainty,
            const finding_value_t *values, size_t count)
{
    about->count++;
    about->finding = finding;
    about->sentence = sentence;
    about->certainty = certainty;
    about->num_values = count;
    g_assert_cmpuint(count, <=, G_N_ELEMENTS(about->values));
    for (size_t i = 0; i < count; i++)
        about->values[i] = values[i];
}

static sip_text_t
text_of(const char *text)
{
    return (sip_text_t){ text, strlen(text) };
}

static void
constants_are_places_in_the_tables(void)
{
    g_assert_cmpuint(NUM_FINDINGS, ==, catalogue_num_findings);
    g_assert_cmpuint(NUM_FINDING_SENTENCES, ==, catalogue_num_finding_sentences);
    g_assert_cmpstr(catalogue_findings[FINDING_AUTH_REFUSED].name, ==, "auth-refused");
    g_assert_cmpstr(catalogue_findings[FINDING_NO_RESPONSE].name, ==, "no-response");
    g_assert_cmpuint(catalogue_finding_sentences[SENTENCE_AUTH_REFUSED].finding, ==, FINDING_AUTH_REFUSED);
    g_assert_cmpuint(catalogue_finding_sentences[SENTENCE_NO_RESPONSE].finding, ==, FINDING_NO_RESPONSE);
}

static void
values_come_in_the_order_of_the_names(void)
{
    finding_case_t about = { 0 };

    find_auth_refused(&about, CERTAINTY_SHOWN, text_of("INVITE"), 3, text_of("alice"), text_of("example.org"));
    g_assert_cmpuint(about.count, ==, 1);
    g_assert_cmpuint(about.finding, ==, FINDING_AUTH_REFUSED);
    g_assert_cmpuint(about.sentence, ==, SENTENCE_AUTH_REFUSED);
    g_assert_cmpint(about.certainty, ==, CERTAINTY_SHOWN);
    g_assert_cmpstr(catalogue_finding_sentences[about.sentence].names, ==, "method frame user realm");
    g_assert_cmpuint(about.num_values, ==, 4);
    g_assert_cmpint(about.values[0].kind, ==, VALUE_TEXT);
    g_assert_cmpmem(about.values[0].text.bytes, about.values[0].text.length, "INVITE", 6);
    g_assert_cmpint(about.values[1].kind, ==, VALUE_FRAME);
    g_assert_cmpuint(about.values[1].number, ==, 3);
    g_assert_cmpmem(about.values[2].text.bytes, about.values[2].text.length, "alice", 5);
    g_assert_cmpmem(about.values[3].text.bytes, about.values[3].text.length, "example.org", 11);
}

static void
numbers_and_durations_keep_their_size(void)
{
    finding_case_t about = { 0 };

    find_no_response(&about, CERTAINTY_LIKELY, text_of("BYE"), text_of("192.0.2.1"), UINT64_MAX, INT64_MAX);
    g_assert_cmpint(about.certainty, ==, CERTAINTY_LIKELY);
    g_assert_cmpint(about.values[2].kind, ==, VALUE_NUMBER);
    g_assert_cmpuint(about.values[2].number, ==, UINT64_MAX);
    g_assert_cmpint(about.values[3].kind, ==, VALUE_DURATION);
    g_assert_cmpint(about.values[3].milliseconds, ==, INT64_MAX);
    g_assert_cmpuint(finding_frame(UINT32_MAX).number, ==, UINT32_MAX);
    g_assert_cmpint(finding_response(486).kind, ==, VALUE_RESPONSE);
    g_assert_cmpuint(finding_response(486).number, ==, 486);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/finding_sentences/constants_are_places_in_the_tables", constants_are_places_in_the_tables);
    g_test_add_func("/finding_sentences/values_come_in_the_order_of_the_names", values_come_in_the_order_of_the_names);
    g_test_add_func("/finding_sentences/numbers_and_durations_keep_their_size", numbers_and_durations_keep_their_size);
    return g_test_run();
}
