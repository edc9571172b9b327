/* test_language.c
 * The texts of the catalogue in the language of the reader
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/duration.h"
#include "catalogue/language.h"
#include "catalogue/reference.h"

/* What no catalogue has. */
#define UNTRANSLATED    "A sentence that nobody has written."

/* With no locale, whoever runs the test. */
static void
forget_locale(void)
{
    static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        g_unsetenv(names[i]);
}

static void
assert_chosen(const char *name)
{
    const char *english = catalogue_find_response(486)->summary;

    g_assert_cmpstr(language_name(), ==, name);
    if (strcmp(name, "en") == 0)
        g_assert_true(translated(english) == english);
    else
        g_assert_cmpstr(translated(english), !=, english);
}

static void
all_is_english_until_a_language_is_chosen(void)
{
    assert_chosen("en");
    g_assert_cmpstr(label(LABEL_CLASS), ==, "Class");
}

static void
every_language_can_be_chosen(void)
{
    g_assert_cmpuint(catalogue_num_languages, >=, 3);
    for (size_t i = 0; i < catalogue_num_languages; i++) {
        g_assert_true(language_choose(catalogue_languages[i].name));
        assert_chosen(catalogue_languages[i].name);
    }
    g_assert_true(language_choose("en"));
    assert_chosen("en");
}

static void
unknown_name_changes_nothing(void)
{
    static const char *const names[] = { "", "xx", "x", "j", "_", "zh_TW", "pt_PT", "en_US", "auto ", "Auto" };

    g_assert_true(language_choose("ja"));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_false(language_choose(names[i]));
        assert_chosen("ja");
    }
}

static void
language_has_other_names(void)
{
    static const struct {
        const char *name;
        const char *chosen;
    } names[] = {
        { "JA", "ja" }, { "ja_JP", "ja" }, { "ja-JP", "ja" }, { "de_AT", "de" }, { "pt", "pt_BR" }, { "pt-BR", "pt_BR" },
        { "pt_br", "pt_BR" }, { "zh", "zh_CN" }, { "zh-CN", "zh_CN" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_true(language_choose(names[i].name));
        assert_chosen(names[i].chosen);
    }
}

/* GLib reads the locale anew when a variable has changed. */
static void
assert_auto(const char *variable, const char *value, const char *expected)
{
    g_setenv(variable, value, TRUE);
    g_assert_true(language_choose("auto"));
    assert_chosen(expected);
}

static void
auto_is_the_first_language_of_the_locale_that_there_is(void)
{
    forget_locale();
    g_assert_true(language_choose("auto"));
    assert_chosen("en");
    assert_auto("LANG", "zh_CN.UTF-8", "zh_CN");
    assert_auto("LC_MESSAGES", "ja_JP.UTF-8", "ja");
    assert_auto("LC_ALL", "pt_BR.UTF-8", "pt_BR");
    assert_auto("LANGUAGE", "xx:ja:pt_BR", "ja");
    assert_auto("LANGUAGE", "en_GB:ja", "en");
    assert_auto("LANGUAGE", "xx", "en");
    assert_auto("LANGUAGE", "", "pt_BR");
    assert_auto("LANGUAGE", "pt:ja", "pt_BR");
    assert_auto("LANGUAGE", "zh-CN", "zh_CN");
    assert_auto("LANGUAGE", "zh_TW:ja", "ja");
    assert_auto("LANGUAGE", "de_DE@euro:ja", "de");
    assert_auto("LC_ALL", "C.UTF-8", "de");
    assert_auto("LC_ALL", "C", "en");
    assert_auto("LC_ALL", "POSIX", "en");
    assert_auto("LC_ALL", "", "de");
    assert_auto("LC_MESSAGES", "C", "en");
    forget_locale();
}

static void
text_without_translation_is_the_english_one(void)
{
    const char *text = UNTRANSLATED;

    for (size_t i = 0; i < catalogue_num_languages; i++) {
        g_assert_true(language_choose(catalogue_languages[i].name));
        g_assert_true(translated(text) == text);
        g_assert_null(translated(NULL));
        g_assert_cmpstr(translated(""), ==, "");
    }
}

static void
every_text_of_a_language_is_found(void)
{
    for (size_t i = 0; i < catalogue_num_languages; i++) {
        const language_t *language = &catalogue_languages[i];
        const char       *first = NULL;
        size_t            found = 0;

        g_assert_true(language_choose(language->name));
        for (size_t j = 0; j < catalogue_num_english; j++) {
            const char *text = translated(catalogue_english[j]);

            found += language->places[j] != 0;
            /* The texts of a language lie one behind the other. */
            if (language->places[j] != 0 && first == NULL)
                first = text - language->places[j];
            if (language->places[j] != 0)
                g_assert_true(text == first + language->places[j] && text + strlen(text) < first + language->length);
            else
                g_assert_true(text == catalogue_english[j]);
            g_assert_true(g_utf8_validate(text, -1, NULL));
        }
        g_assert_cmpuint(found, >, 0);
    }
}

/* In English the words of a reference are those of the catalogue. */
static void
assert_reference(const char *reference, const char *expected)
{
    char *text = reference_text(reference);

    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void
reference_is_the_same_in_english(void)
{
    g_assert_true(language_choose("en"));
    for (size_t i = 0; i < catalogue_num_responses; i++)
        assert_reference(catalogue_responses[i].reference, catalogue_responses[i].reference);
    for (size_t i = 0; i < catalogue_num_reason_protocols; i++)
        assert_reference(catalogue_reason_protocols[i].reference, catalogue_reason_protocols[i].reference);
    for (size_t i = 0; i < catalogue_num_findings; i++)
        assert_reference(catalogue_findings[i].reference, catalogue_findings[i].reference);
    assert_reference("", "");
    assert_reference("RFC 1, Section ", "RFC 1, Section ");
    assert_reference("RFC 1, Sections 2, 3 and 4 (obsolete); RFC 5", "RFC 1, Sections 2, 3 and 4 (obsolete); RFC 5");
}

static void
reference_loses_no_name_and_number(void)
{
    static const char *const parts[] = { "RFC 1", "2.1", "3", "4.5", "RFC 6", "X", "7" };

    for (size_t i = 0; i < catalogue_num_languages; i++) {
        char *text;

        g_assert_true(language_choose(catalogue_languages[i].name));
        text = reference_text("RFC 1, Sections 2.1, 3 and 4.5 (obsolete); RFC 6; X, Section 7");
        for (size_t j = 0; j < G_N_ELEMENTS(parts); j++)
            g_assert_nonnull(strstr(text, parts[j]));
        g_assert_null(strchr(text, '{'));
        g_free(text);
    }
}

static void
assert_duration(char *text, const char *expected)
{
    g_assert_cmpstr(text, ==, expected);
    g_free(text);
}

static void
times_have_the_units_of_the_language(void)
{
    g_assert_true(language_choose("en"));
    assert_duration(duration_of_seconds(0), "0 s");
    assert_duration(duration_of_seconds(119), "119 s");
    assert_duration(duration_of_seconds(120), "2 min");
    assert_duration(duration_of_seconds(5400), "1 h 30 min");
    assert_duration(duration_of_seconds(86400), "24 h");
    assert_duration(duration_of_seconds(2 * 86400 + 61), "2 d 1 min 1 s");
    assert_duration(duration_of_seconds(2 * 86400 + 1), "2 d 1 s");
    assert_duration(duration_of_milliseconds(-1), "0 ms");
    assert_duration(duration_of_milliseconds(999), "999 ms");
    assert_duration(duration_of_milliseconds(3450), "3.5 s");
    assert_duration(duration_of_milliseconds(119999), "120.0 s");
    assert_duration(duration_of_milliseconds(120999), "2 min");
    if (language_choose("ja")) {
        assert_duration(duration_of_milliseconds(3450), "3.5 秒");
        assert_duration(duration_of_seconds(183), "3 分 3 秒");
    }
    g_assert_true(language_choose("en"));
}

static void
separators_are_those_of_the_language(void)
{
    for (unsigned again = 0; again < 2; again++) {
        g_assert_true(language_choose("en"));
        g_assert_cmpstr(list_separator(), ==, ", ");
        g_assert_cmpstr(label_separator(), ==, ": ");
        if (language_choose("zh_CN")) {
            g_assert_cmpstr(list_separator(), ==, "、");
            g_assert_cmpstr(label_separator(), ==, "：");
        }
    }
    g_assert_true(language_choose("en"));
}

static void
assert_filled(const char *text, const char *expected)
{
    static const char *const names[] = { "a", "ab", "b", NULL };
    static const char *const values[] = { "{b}", "two", "" };
    char                    *filled = fill_names(text, names, values);

    g_assert_cmpstr(filled, ==, expected);
    g_free(filled);
}

static void
names_in_braces_are_replaced_wherever_they_stand(void)
{
    assert_filled("", "");
    assert_filled("no name", "no name");
    assert_filled("{ab}", "two");
    assert_filled("{ab}, {ab}", "two, two");
    assert_filled("応{ab}答", "応two答");
    assert_filled("x{b}y", "xy");
}

static void
value_with_braces_is_not_filled_again(void)
{
    assert_filled("{a} and {ab}", "{b} and two");
    assert_filled("{a}{b}", "{b}");
}

static void
other_braces_stay(void)
{
    assert_filled("{", "{");
    assert_filled("{}", "{}");
    assert_filled("{a", "{a");
    assert_filled("{abc} {A} { a}", "{abc} {A} { a}");
    assert_filled("{{ab}}", "{two}");
    assert_filled("{a{ab}", "{atwo");
    assert_filled("ab} a}", "ab} a}");
}

static void
label_is_filled_in_every_language(void)
{
    char *filled;

    g_assert_true(language_choose("en"));
    filled = label_filled(LABEL_OUT_OF_RANGE, "code", "{first}", "first", "100", "last", "699", NULL);
    g_assert_cmpstr(filled, ==, "{first} is outside 100 to 699, where the SIP status codes are");
    g_free(filled);
    for (size_t i = 0; i < catalogue_num_languages; i++) {
        g_assert_true(language_choose(catalogue_languages[i].name));
        filled = label_filled(LABEL_OUT_OF_RANGE, "code", "<1>", "first", "<2>", "last", "<3>", NULL);
        g_assert_nonnull(strstr(filled, "<1>"));
        g_assert_nonnull(strstr(filled, "<2>"));
        g_assert_nonnull(strstr(filled, "<3>"));
        g_assert_null(strchr(filled, '{'));
        g_free(filled);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/language/all_is_english_until_a_language_is_chosen", all_is_english_until_a_language_is_chosen);
    g_test_add_func("/language/every_language_can_be_chosen", every_language_can_be_chosen);
    g_test_add_func("/language/unknown_name_changes_nothing", unknown_name_changes_nothing);
    g_test_add_func("/language/language_has_other_names", language_has_other_names);
    g_test_add_func("/language/auto_is_the_first_language_of_the_locale_that_there_is",
                    auto_is_the_first_language_of_the_locale_that_there_is);
    g_test_add_func("/language/text_without_translation_is_the_english_one",
                    text_without_translation_is_the_english_one);
    g_test_add_func("/language/every_text_of_a_language_is_found", every_text_of_a_language_is_found);
    g_test_add_func("/language/names_in_braces_are_replaced_wherever_they_stand",
                    names_in_braces_are_replaced_wherever_they_stand);
    g_test_add_func("/language/value_with_braces_is_not_filled_again", value_with_braces_is_not_filled_again);
    g_test_add_func("/language/other_braces_stay", other_braces_stay);
    g_test_add_func("/language/reference_is_the_same_in_english", reference_is_the_same_in_english);
    g_test_add_func("/language/reference_loses_no_name_and_number", reference_loses_no_name_and_number);
    g_test_add_func("/language/times_have_the_units_of_the_language", times_have_the_units_of_the_language);
    g_test_add_func("/language/separators_are_those_of_the_language", separators_are_those_of_the_language);
    g_test_add_func("/language/label_is_filled_in_every_language", label_is_filled_in_every_language);
    return g_test_run();
}
