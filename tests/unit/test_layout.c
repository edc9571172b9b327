/* test_layout.c
 * Breaking text into lines
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/language.h"
#include "catalogue/layout.h"

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
text_of_chinese_and_japanese_breaks_between_characters(void)
{
    assert_lines("応答応答応", 4, "応答|応答|応");
    assert_lines("呼叫被叫方", 6, "呼叫被|叫方");
    /* A blank is no better place than the end of the line. */
    assert_lines("応 答応答", 7, "応 答応|答");
}

static void
closing_punctuation_and_small_kana_begin_no_line(void)
{
    static const char *const characters[] = {
        "、", "。", "，", "．", "・", "：", "；", "？", "！", "）", "」", "』", "】", "〉", "》", "〕", "］", "｝", "”", "’", "…",
        "‥", "ー", "ゝ", "ゞ", "々", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ゎ", "ァ", "ィ", "ゥ", "ェ", "ォ",
        "ッ", "ャ", "ュ", "ョ", "ヮ", "ヵ", "ヶ", ")", ",", ".", ";", ":", "!", "?", "]", "}", "%", "\"", "'"
    };

    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
        char *text = g_strdup_printf("応答応答%s応", characters[i]);
        char *expected = g_strdup_printf("応答応|答%s応", characters[i]);

        /* Four ideographs fit, and the sign takes one of them along. */
        assert_lines(text, 8, expected);
        g_free(expected);
        g_free(text);
    }
    assert_lines("サーバー", 4, "サー|バー");
    assert_lines("ユーザー", 6, "ユー|ザー");
    assert_lines("切断された。」", 12, "切断され|た。」");
}

static void
opening_brackets_end_no_line(void)
{
    static const char *const characters[] = {
        "（", "「", "『", "【", "〈", "《", "〔", "［", "｛", "“", "‘", "(", "[", "{"
    };

    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
        char *text = g_strdup_printf("応答応%s答応", characters[i]);
        char *expected = g_strdup_printf("応答応|%s答応", characters[i]);

        assert_lines(text, 8, expected);
        g_free(expected);
        g_free(text);
    }
    assert_lines("応答（「応」）", 8, "応答|（「応」|）");
}

static void
latin_words_stay_whole_among_wide_characters(void)
{
    assert_lines("応答はINVITEの後", 10, "応答は|INVITEの後");
    assert_lines("応答はINVITEの後", 12, "応答はINVITE|の後");
    assert_lines("在INVITE之后收到487", 10, "在INVITE之|后收到487");
    assert_lines("状態 404 Not Found です", 12, "状態 404 Not|Found です");
    assert_lines("PBXのWarning: 399を見る", 11, "PBXの|Warning:|399を見る");
    /* One that is wider than a line is broken all the same. */
    assert_lines("応Proxy-Authenticate答", 8, "応|Proxy-Au|thentica|te答");
}

static void
number_and_unit_stay_together(void)
{
    assert_lines("waited 3.5 s for it", 10, "waited|3.5 s for|it");
    assert_lines("after 1 h 30 min it", 12, "after 1 h|30 min it");
    assert_lines("after 200 ms, it", 10, "after|200 ms, it");
    assert_lines("Sent to: 3 x 10.0.0.1, 1 x 10.0.0.2", 24, "Sent to: 3 x 10.0.0.1,|1 x 10.0.0.2");
    assert_lines("応答は 32.0 秒後", 11, "応答は|32.0 秒後");
    assert_lines("等待了469毫秒之后", 12, "等待了|469毫秒之后");
    assert_lines("等待了469毫秒之后", 10, "等待了|469毫秒之|后");
    assert_lines("応答は 2 時間後です", 12, "応答は|2 時間後です");
    /* What follows is no unit, or what stands before is no number. */
    assert_lines("code 486 Busy", 10, "code 486|Busy");
    assert_lines("see 10 4xx", 6, "see 10|4xx");
    assert_lines("proxy x host", 8, "proxy x|host");
    /* One that is wider than a line is broken all the same. */
    assert_lines("100 ms", 4, "100|ms");
}

static void
signs_that_nothing_can_be_taken_along_for_are_broken_where_the_line_ends(void)
{
    assert_lines("。。。。", 4, "。。|。。");
    assert_lines("（（（（", 4, "（（|（（");
    assert_lines("応。", 2, "応|。");
    assert_lines("ーーー", 1, "ー|ー|ー");
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

/* Without its blanks, which lines lose where they break. */
static char *
without_blanks(const char *text, size_t length)
{
    GString *rest = g_string_new(NULL);

    for (size_t i = 0; i < length; i++) {
        if (text[i] != ' ')
            g_string_append_c(rest, text[i]);
    }
    return g_string_free(rest, FALSE);
}

static void
every_translation_fits_and_loses_no_character(void)
{
    for (size_t i = 0; i < catalogue_num_languages; i++) {
        g_assert_true(language_choose(catalogue_languages[i].name));
        for (size_t j = 0; j < catalogue_num_english; j++) {
            const char *text = translated(catalogue_english[j]), *rest = text, *line = text;
            GString    *joined = g_string_new(NULL);
            char       *expected = without_blanks(text, strlen(text)), *found;
            size_t      length;

            while ((length = layout_next_line(&rest, PANE_COLUMNS)) > 0) {
                g_assert_cmpuint(layout_columns(line, length), <=, PANE_COLUMNS);
                g_string_append_len(joined, line, (gssize)length);
                line = rest;
            }
            found = without_blanks(joined->str, joined->len);
            g_assert_cmpstr(found, ==, expected);
            g_free(found);
            g_free(expected);
            g_string_free(joined, TRUE);
        }
    }
}

/* For ASCII there is a quicker way. */
static void
ascii_breaks_where_other_narrow_characters_do(void)
{
    for (unsigned mix = 0; mix < 1U << 13; mix++) {
        GString *ascii = g_string_new(NULL), *other = g_string_new(NULL);

        for (unsigned rest = mix; rest > 1; rest >>= 1) {
            g_string_append(ascii, (rest & 1) != 0 ? "q" : " ");
            g_string_append(other, (rest & 1) != 0 ? "é" : " ");
        }
        for (unsigned columns = 0; columns <= 8; columns++) {
            const char *of_ascii = ascii->str, *of_other = other->str;
            size_t      length;

            do {
                const char *line = of_other + strspn(of_other, " ");

                length = layout_next_line(&of_ascii, columns);
                g_assert_cmpuint(length, ==, (size_t)g_utf8_strlen(line, (gssize)layout_next_line(&of_other, columns)));
                g_assert_cmpuint(strlen(of_ascii), ==, (size_t)g_utf8_strlen(of_other, -1));
            } while (length > 0);
        }
        g_string_free(ascii, TRUE);
        g_string_free(other, TRUE);
    }
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
    g_test_add_func("/layout/text_of_chinese_and_japanese_breaks_between_characters",
                    text_of_chinese_and_japanese_breaks_between_characters);
    g_test_add_func("/layout/closing_punctuation_and_small_kana_begin_no_line",
                    closing_punctuation_and_small_kana_begin_no_line);
    g_test_add_func("/layout/opening_brackets_end_no_line", opening_brackets_end_no_line);
    g_test_add_func("/layout/latin_words_stay_whole_among_wide_characters",
                    latin_words_stay_whole_among_wide_characters);
    g_test_add_func("/layout/number_and_unit_stay_together", number_and_unit_stay_together);
    g_test_add_func("/layout/signs_that_nothing_can_be_taken_along_for_are_broken_where_the_line_ends",
                    signs_that_nothing_can_be_taken_along_for_are_broken_where_the_line_ends);
    g_test_add_func("/layout/every_translation_fits_and_loses_no_character",
                    every_translation_fits_and_loses_no_character);
    g_test_add_func("/layout/one_character_is_taken_however_few_columns_there_are",
                    one_character_is_taken_however_few_columns_there_are);
    g_test_add_func("/layout/combining_character_stays_with_its_base", combining_character_stays_with_its_base);
    g_test_add_func("/layout/ascii_breaks_where_other_narrow_characters_do", ascii_breaks_where_other_narrow_characters_do);
    g_test_add_func("/layout/every_text_of_the_catalogue_fits_and_loses_no_word",
                    every_text_of_the_catalogue_fits_and_loses_no_word);
    return g_test_run();
}
