/* test_layout.c
 * Breaking text into lines
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue.h"
#include "layout.h"

/* What Wireshark's pane leaves to text that is indented by two levels. */
#define PANE_COLUMNS    72

/*
 * Checks that the text breaks into exactly these lines ("a|b"), and that it
 * is not read beyond its end.
 */
static void
assert_lines(const char *text, unsigned columns, const char *expected)
{
    char       *copy = g_strdup(text);
    const char *rest = copy, *line = copy;
    GString    *lines = g_string_new(NULL);
    size_t      length;

    while ((length = layout_next_line(&rest, columns)) > 0) {
        /* What is skipped before a line are blanks alone. */
        while (*line == ' ')
            line++;
        if (lines->len > 0)
            g_string_append_c(lines, '|');
        g_string_append_len(lines, line, (gssize)length);
        line = rest;
        g_assert_cmpuint(lines->len, <, 10000);
    }
    g_assert_cmpstr(rest, ==, "");
    g_assert_cmpstr(lines->str, ==, expected);
    g_string_free(lines, TRUE);
    g_free(copy);
}

static void
columns_count_characters_and_not_bytes(void)
{
    g_assert_cmpuint(layout_columns("", 0), ==, 0);
    g_assert_cmpuint(layout_columns("abc", 3), ==, 3);
    g_assert_cmpuint(layout_columns("abc", 2), ==, 2);
    g_assert_cmpuint(layout_columns("caf\xc3\xa9", 5), ==, 4);
}

static void
wide_characters_count_two_and_combining_ones_none(void)
{
    const char *japanese = "\xe5\xbf\x9c\xe7\xad\x94";      /* two ideographs */
    const char *combined = "e\xcc\x81";                     /* e and an acute accent */

    g_assert_cmpuint(layout_columns(japanese, strlen(japanese)), ==, 4);
    g_assert_cmpuint(layout_columns(combined, strlen(combined)), ==, 1);
}

static void
text_that_fits_stays_in_one_line(void)
{
    assert_lines("one two", 7, "one two");
    assert_lines("one two", 100, "one two");
    assert_lines("", 10, "");
}

static void
line_breaks_at_the_last_blank_that_fits(void)
{
    assert_lines("one two three", 7, "one two|three");
    assert_lines("one two three", 8, "one two|three");
    assert_lines("one two three", 12, "one two|three");
    assert_lines("one two three", 6, "one|two|three");
}

static void
blanks_around_and_between_words_make_no_lines(void)
{
    assert_lines("  one", 10, "one");
    assert_lines("one  ", 10, "one");
    assert_lines("one  ", 3, "one");
    assert_lines("   ", 10, "");
    assert_lines("   ", 1, "");
    assert_lines("one      two", 4, "one|two");
    assert_lines(" one  two ", 20, "one  two");
}

static void
word_wider_than_the_line_is_broken_where_the_line_ends(void)
{
    assert_lines("abcdefgh", 3, "abc|def|gh");
    assert_lines("ab cdefgh", 4, "ab|cdef|gh");
    assert_lines("abcdefgh ij", 6, "abcdef|gh ij");
}

static void
wide_characters_are_not_split_or_too_wide(void)
{
    /* Five ideographs, ten columns. */
    assert_lines("\xe5\xbf\x9c\xe7\xad\x94\xe5\xbf\x9c\xe7\xad\x94\xe5\xbf\x9c", 4,
                 "\xe5\xbf\x9c\xe7\xad\x94|\xe5\xbf\x9c\xe7\xad\x94|\xe5\xbf\x9c");
    assert_lines("\xe5\xbf\x9c\xe7\xad\x94\xe5\xbf\x9c\xe7\xad\x94\xe5\xbf\x9c", 5,
                 "\xe5\xbf\x9c\xe7\xad\x94|\xe5\xbf\x9c\xe7\xad\x94|\xe5\xbf\x9c");
    assert_lines("a\xe5\xbf\x9c", 2, "a|\xe5\xbf\x9c");
}

static void
one_character_is_taken_however_few_columns_there_are(void)
{
    assert_lines("abc", 1, "a|b|c");
    assert_lines("abc", 0, "a|b|c");
    assert_lines("a b", 0, "a|b");
    assert_lines("\xe5\xbf\x9c\xe7\xad\x94", 1, "\xe5\xbf\x9c|\xe7\xad\x94");
    assert_lines("\xe5\xbf\x9c\xe7\xad\x94", 0, "\xe5\xbf\x9c|\xe7\xad\x94");
}

static void
combining_character_stays_with_its_base(void)
{
    assert_lines("ae\xcc\x81x", 2, "ae\xcc\x81|x");
}

static void
check_text(const char *text)
{
    const char *rest = text;
    GString    *joined = g_string_new(NULL);

    for (;;) {
        const char *line = rest;
        size_t      length = layout_next_line(&rest, PANE_COLUMNS);

        if (length == 0)
            break;
        g_assert_cmpuint(layout_columns(line, length), <=, PANE_COLUMNS);
        if (joined->len > 0)
            g_string_append_c(joined, ' ');
        g_string_append_len(joined, line, (gssize)length);
    }
    g_assert_cmpstr(joined->str, ==, text);
    g_string_free(joined, TRUE);
}

static void
check_record(const sip_response_record_t *record)
{
    check_text(record->reference);
    check_text(record->description);
    for (const char *const *cause = record->causes; *cause != NULL; cause++)
        check_text(*cause);
    for (const char *const *remedy = record->remedies; *remedy != NULL; remedy++)
        check_text(*remedy);
    for (const sip_neighbour_t *neighbour = record->neighbours; neighbour->code != 0; neighbour++)
        check_text(neighbour->difference);
}

static void
every_text_of_the_catalogue_fits_and_loses_no_word(void)
{
    for (size_t i = 0; i < catalogue_num_responses; i++)
        check_record(&catalogue_responses[i]);
    for (size_t i = 0; i < 6; i++)
        check_record(&catalogue_classes[i]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/layout/columns_count_characters_and_not_bytes", columns_count_characters_and_not_bytes);
    g_test_add_func("/layout/wide_characters_count_two_and_combining_ones_none",
                    wide_characters_count_two_and_combining_ones_none);
    g_test_add_func("/layout/text_that_fits_stays_in_one_line", text_that_fits_stays_in_one_line);
    g_test_add_func("/layout/line_breaks_at_the_last_blank_that_fits", line_breaks_at_the_last_blank_that_fits);
    g_test_add_func("/layout/blanks_around_and_between_words_make_no_lines",
                    blanks_around_and_between_words_make_no_lines);
    g_test_add_func("/layout/word_wider_than_the_line_is_broken_where_the_line_ends",
                    word_wider_than_the_line_is_broken_where_the_line_ends);
    g_test_add_func("/layout/wide_characters_are_not_split_or_too_wide", wide_characters_are_not_split_or_too_wide);
    g_test_add_func("/layout/one_character_is_taken_however_few_columns_there_are",
                    one_character_is_taken_however_few_columns_there_are);
    g_test_add_func("/layout/combining_character_stays_with_its_base", combining_character_stays_with_its_base);
    g_test_add_func("/layout/every_text_of_the_catalogue_fits_and_loses_no_word",
                    every_text_of_the_catalogue_fits_and_loses_no_word);
    return g_test_run();
}
