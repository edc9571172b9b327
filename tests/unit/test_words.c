/* test_words.c
 * Literal words with '*', and the tables of what products say
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/words.h"

/* What is sorted out at once never matches. */
static bool
match(const char *words, const char *text)
{
    bool matches = words_match(words, text, strlen(text));

    g_assert_true(words_may_match(words, words_key(text, strlen(text))) || !matches);
    return matches;
}

static bool
may_match(const char *words, const char *text)
{
    return words_may_match(words, words_key(text, strlen(text)));
}

static void
other_letters_are_sorted_out_at_once(void)
{
    g_assert_false(may_match("Not here", "Busy here"));
    g_assert_false(may_match("*not here", "Nobody here"));
    g_assert_false(may_match("*5xx*", "any 4xx"));
    g_assert_true(may_match("not-here", "  \"NOT HERE\""));
    g_assert_true(may_match("*here", "hers, Helen"));
    g_assert_false(may_match("a", ""));
    g_assert_true(may_match("*", ""));
    g_assert_true(words_may_be_in("call-id", words_key("The CallID", 10)));
    g_assert_false(words_may_be_in("call-id", words_key("The Call", 8)));
    g_assert_true(words_may_match("*", words_key(NULL, 0)));
}

static void
letters_in_any_case(void)
{
    g_assert_true(match("Not relaying", "Not relaying"));
    g_assert_true(match("Not relaying", "NOT RELAYING"));
    g_assert_false(match("Not relaying", "Not relayin"));
    g_assert_false(match("Not relaying", "Not relaying."));
    g_assert_false(match("Not relaying", ""));
    g_assert_true(match("a.b", "A.B"));
    g_assert_false(match("a.b", "axb"));
    g_assert_false(match("[ab]", "a"));
    /* Letters of ASCII alone. */
    g_assert_false(match("\xc3\xa4", "\xc3\x84"));
}

static void
stars_are_any_text(void)
{
    g_assert_true(match("*", ""));
    g_assert_true(match("*", "anything"));
    g_assert_true(match("Unresolvable destination*", "Unresolvable destination (478/TM)"));
    g_assert_true(match("Unresolvable destination*", "unresolvable destination"));
    g_assert_true(match("*User Unknown", "Forbidden - HSS User Unknown"));
    g_assert_false(match("*User Unknown", "HSS User Unknown here"));
    g_assert_true(match("*ab*ab", "abab"));
    g_assert_true(match("*ab*ab", "ababab"));
    g_assert_false(match("*ab*ab", "ab"));
    g_assert_true(match("Illegal*header*", "Illegal Via header line"));
    g_assert_false(match("Illegal*header*", "header Illegal"));
    g_assert_true(match("* D1", "User channel limit exceeded D1"));
    g_assert_false(match("* D1", "User channel limit exceeded D11"));
    g_assert_false(match("* D1", "D1"));
}

static void
blanks_and_quotes_around_do_not_count(void)
{
    g_assert_true(match("Not here", "  Not here \t"));
    g_assert_true(match("Not here", "\"Not here\""));
    g_assert_true(match("Not here", "Not\r\n   here"));
    g_assert_false(match("Not here", "Nothere"));
    g_assert_false(match("Not here", "\""));
    g_assert_true(match("*", "  "));
}

static void
any_bytes_will_do(void)
{
    g_assert_true(words_match("*ab", "\xff\0\x80" "ab", 5));
    g_assert_false(words_match("ab", "a\0b", 3));
    g_assert_false(words_match("ab", NULL, 0));
    g_assert_true(words_match("*", NULL, 0));
}

/* One that goes back for each byte to the beginning of the text takes minutes for this. */
static void
long_texts_take_no_time(void)
{
    size_t length = 60000;
    char  *text = g_strnfill(length, 'a');

    for (unsigned i = 0; i < 2000; i++)
        g_assert_false(words_match("*aaaaaaaaaaaaaaaab*aaaaaaaaaaaaaab*", text, length));
    memcpy(text, "known", strlen("known"));
    g_assert_true(words_match("known*", text, length));
    /* What nobody reads is not looked at. */
    memcpy(text + length - strlen("known"), "known", strlen("known"));
    g_assert_false(words_match("*aknown", text, length));
    g_free(text);
}

/* As many stars as words may have bytes; matching that tries every place for every star would not end. */
static void
many_stars_take_no_time(void)
{
    static const char *const units[] = { "*a", "*a*", "*aa", "* ", "*a ", "a*" };
    size_t length = 60000;
    char  *texts[] = { g_strnfill(length, 'a'), g_strnfill(length, ' '), g_strnfill(length, '\xe9') };

    for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
        GString *words = g_string_new(NULL);

        while (words->len < 118)
            g_string_append(words, units[i]);
        g_string_append_c(words, 'b');
        for (size_t j = 0; j < G_N_ELEMENTS(texts); j++) {
            for (unsigned k = 0; k < 500; k++)
                g_assert_false(words_match(words->str, texts[j], length));
        }
        g_string_free(words, TRUE);
    }
    for (size_t j = 0; j < G_N_ELEMENTS(texts); j++)
        g_free(texts[j]);
}

static void
the_weight_is_that_of_the_letters(void)
{
    g_assert_cmpuint(words_weight("*ab c*"), ==, 3);
    g_assert_cmpuint(words_weight("* *"), ==, 0);
    g_assert_cmpuint(words_weight(""), ==, 0);
}

static void
numbers_stand_at_the_beginning(void)
{
    uint32_t number = 0;

    g_assert_true(catalogue_leading_number("12000;reason=\"x\"", 16, &number));
    g_assert_cmpuint(number, ==, 12000);
    g_assert_true(catalogue_leading_number(" \"21\"", 5, &number));
    g_assert_cmpuint(number, ==, 21);
    g_assert_true(catalogue_leading_number("4294967295", 10, &number));
    g_assert_cmpuint(number, ==, UINT32_MAX);
    g_assert_false(catalogue_leading_number("4294967296", 10, &number));
    g_assert_false(catalogue_leading_number("99999999999999999999999999999999", 32, &number));
    g_assert_false(catalogue_leading_number("x21", 3, &number));
    g_assert_false(catalogue_leading_number("", 0, &number));
    g_assert_false(catalogue_leading_number(NULL, 0, &number));
    /* Not what follows the value. */
    g_assert_true(catalogue_leading_number("123456", 3, &number));
    g_assert_cmpuint(number, ==, 123);
}

static void
fields_are_found_in_any_case_of_letters(void)
{
    size_t vendor = catalogue_vendor_of("MS-Diagnostics", strlen("MS-Diagnostics"));

    g_assert_cmpuint(vendor, <, catalogue_num_vendors);
    g_assert_cmpstr(catalogue_vendors[vendor].field, ==, "ms-diagnostics");
    g_assert_cmpuint(catalogue_vendor_of("ms-diagnostic", strlen("ms-diagnostic")), ==, catalogue_num_vendors);
    g_assert_cmpuint(catalogue_vendor_of(NULL, 0), ==, catalogue_num_vendors);
}

static void
values_are_found_as_their_field_is_read(void)
{
    size_t number = catalogue_vendor_of("ms-diagnostics", strlen("ms-diagnostics"));
    size_t same = catalogue_vendor_of("ms-diagnostics-public", strlen("ms-diagnostics-public"));
    size_t text = catalogue_vendor_of("P-Registrar-Error", strlen("P-Registrar-Error"));

    g_assert_nonnull(catalogue_find_vendor_value(number, "12004;reason=\"x\"", 16));
    g_assert_true(catalogue_find_vendor_value(same, "12004", 5) == catalogue_find_vendor_value(number, "12004", 5));
    g_assert_null(catalogue_find_vendor_value(number, "120040", 6));
    g_assert_null(catalogue_find_vendor_value(number, "No route found", 14));
    g_assert_nonnull(catalogue_find_vendor_value(text, "Path parse error", 16));
    g_assert_null(catalogue_find_vendor_value(text, "Path parse errors", 17));
    g_assert_null(catalogue_find_vendor_value(text, NULL, 0));
}

/* Each pattern matches itself, where its stars are letters, too. */
static void
all_phrases_match_their_own_words(void)
{
    g_assert_cmpuint(catalogue_num_phrases, >=, 120);
    for (size_t i = 0; i < catalogue_num_phrases; i++) {
        for (const char *const *words = catalogue_phrases[i].words; *words != NULL; words++)
            g_assert_true(match(*words, *words));
        g_assert_cmpint(catalogue_phrases[i].finding, <, (int)catalogue_num_findings);
    }
    g_assert_cmpuint(catalogue_num_vendor_values, >=, 60);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/letters_in_any_case", letters_in_any_case);
    g_test_add_func("/words/other_letters_are_sorted_out_at_once", other_letters_are_sorted_out_at_once);
    g_test_add_func("/words/stars_are_any_text", stars_are_any_text);
    g_test_add_func("/words/blanks_and_quotes_around_do_not_count", blanks_and_quotes_around_do_not_count);
    g_test_add_func("/words/any_bytes_will_do", any_bytes_will_do);
    g_test_add_func("/words/long_texts_take_no_time", long_texts_take_no_time);
    g_test_add_func("/words/many_stars_take_no_time", many_stars_take_no_time);
    g_test_add_func("/words/the_weight_is_that_of_the_letters", the_weight_is_that_of_the_letters);
    g_test_add_func("/words/numbers_stand_at_the_beginning", numbers_stand_at_the_beginning);
    g_test_add_func("/words/fields_are_found_in_any_case_of_letters", fields_are_found_in_any_case_of_letters);
    g_test_add_func("/words/values_are_found_as_their_field_is_read", values_are_found_as_their_field_is_read);
    g_test_add_func("/words/all_phrases_match_their_own_words", all_phrases_match_their_own_words);
    return g_test_run();
}
