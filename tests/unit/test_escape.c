/* test_escape.c
 * Text from packets, made fit to be shown
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/escape.h"

/*
 * Escapes bytes that lie in a heap block of exactly their size, into one of
 * exactly the promised size, so that a sanitizer sees each byte too many.
 */
static char *
escaped(const void *bytes, size_t length)
{
    unsigned char *copy = g_memdup2(bytes, length);
    char          *out = g_malloc(ESCAPE_MAX_BYTES(length));
    size_t         out_length = escape_text(out, copy, length);

    g_assert_cmpuint(out_length, <, ESCAPE_MAX_BYTES(length));
    g_assert_cmpuint(out_length, ==, strlen(out));
    g_assert_true(g_utf8_validate(out, -1, NULL));
    g_free(copy);
    return out;
}

static void
assert_escaped(const char *bytes, size_t length, const char *expected)
{
    char *out = escaped(bytes, length);

    g_assert_cmpstr(out, ==, expected);
    g_free(out);
}

#define ASSERT_ESCAPED(literal, expected)   assert_escaped(literal, sizeof(literal) - 1, expected)

static void
printable_text_and_backslash_stay_as_they_are(void)
{
    ASSERT_ESCAPED("", "");
    ASSERT_ESCAPED("Busy Here", "Busy Here");
    ASSERT_ESCAPED("C:\\x00", "C:\\x00");
    ASSERT_ESCAPED("Besetzt \xe2\x80\x93 sp\xc3\xa4ter", "Besetzt \xe2\x80\x93 sp\xc3\xa4ter");
    ASSERT_ESCAPED("\xe5\xbf\x9c\xe7\xad\x94 \xf0\x9f\x93\x9e", "\xe5\xbf\x9c\xe7\xad\x94 \xf0\x9f\x93\x9e");
}

static void
control_characters_and_nul_are_escaped(void)
{
    ASSERT_ESCAPED("a\0b", "a\\x00b");
    ASSERT_ESCAPED("\0", "\\x00");
    ASSERT_ESCAPED("\t\r\n\x1b[31m\x7f", "\\x09\\x0D\\x0A\\x1B[31m\\x7F");
    ASSERT_ESCAPED("\xc2\x85", "\\xC2\\x85");       /* next line, a C1 control */
}

static void
every_byte_alone_is_itself_or_escaped(void)
{
    for (unsigned byte = 0; byte <= 0xff; byte++) {
        char  input = (char)byte;
        char *expected = byte >= 0x20 && byte < 0x7f ? g_strdup_printf("%c", byte)
                                                     : g_strdup_printf("\\x%02X", byte);

        assert_escaped(&input, 1, expected);
        g_free(expected);
    }
}

static void
what_is_no_utf8_is_escaped_byte_by_byte(void)
{
    ASSERT_ESCAPED("caf\xe9!", "caf\\xE9!");                        /* Latin-1 */
    ASSERT_ESCAPED("\x80", "\\x80");                                /* continuation alone */
    ASSERT_ESCAPED("\xc0\xaf", "\\xC0\\xAF");                       /* overlong */
    ASSERT_ESCAPED("\xe0\x80\xaf", "\\xE0\\x80\\xAF");
    ASSERT_ESCAPED("\xed\xa0\x80", "\\xED\\xA0\\x80");              /* surrogate */
    ASSERT_ESCAPED("\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80");     /* beyond Unicode */
    ASSERT_ESCAPED("\xff\xfe", "\\xFF\\xFE");
}

static void
character_that_is_cut_off_is_escaped(void)
{
    ASSERT_ESCAPED("a\xc3", "a\\xC3");
    ASSERT_ESCAPED("a\xe5\xbf", "a\\xE5\\xBF");
    ASSERT_ESCAPED("a\xf0\x9f\x93", "a\\xF0\\x9F\\x93");
    ASSERT_ESCAPED("\xe5\xbfz", "\\xE5\\xBFz");
}

static void
what_turns_or_hides_text_is_escaped(void)
{
    ASSERT_ESCAPED("a\xe2\x80\xae" "b", "a\\xE2\\x80\\xAE" "b");    /* right-to-left override */
    ASSERT_ESCAPED("\xe2\x81\xa6\xe2\x81\xa9", "\\xE2\\x81\\xA6\\xE2\\x81\\xA9");   /* isolates */
    ASSERT_ESCAPED("a\xe2\x80\x8b" "b", "a\\xE2\\x80\\x8B" "b");    /* zero-width space */
    ASSERT_ESCAPED("\xe2\x80\xa8\xe2\x80\xa9", "\\xE2\\x80\\xA8\\xE2\\x80\\xA9");   /* separators */
    ASSERT_ESCAPED("\xef\xbb\xbf", "\\xEF\\xBB\\xBF");              /* byte order mark */
    ASSERT_ESCAPED("\xee\x80\x80", "\\xEE\\x80\\x80");              /* private use */
}

static void
any_bytes_give_printable_text_within_the_promised_size(void)
{
    for (unsigned round = 0; round < 2000; round++) {
        unsigned char bytes[64];
        size_t        length = (size_t)g_test_rand_int_range(0, sizeof bytes + 1);
        char         *out;

        for (size_t i = 0; i < length; i++)
            bytes[i] = (unsigned char)g_test_rand_int_range(0, 256);
        out = escaped(bytes, length);
        for (const char *p = out; *p != '\0'; p = g_utf8_next_char(p))
            g_assert_true(g_unichar_isprint(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p)));
        g_free(out);
    }
}

static void
plain_is_what_escaping_leaves_alone(void)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        /* Eight at once are looked at, and those that are left. */
        for (size_t place = 0; place < 19; place++) {
            char  text[] = " ~ ~abcdefghijkl~ ~", *out;
            bool  plain;

            text[place] = (char)byte;
            plain = escape_is_plain(text, 19);
            out = escaped(text, 19);
            g_assert_true(plain == (strlen(out) == 19 && memcmp(out, text, 19) == 0));
            g_free(out);
        }
    }
    g_assert_true(escape_is_plain("", 0));
    g_assert_false(escape_is_plain("a\r\n b", strlen("a\r\n b")));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/escape/printable_text_and_backslash_stay_as_they_are",
                    printable_text_and_backslash_stay_as_they_are);
    g_test_add_func("/escape/control_characters_and_nul_are_escaped", control_characters_and_nul_are_escaped);
    g_test_add_func("/escape/every_byte_alone_is_itself_or_escaped", every_byte_alone_is_itself_or_escaped);
    g_test_add_func("/escape/what_is_no_utf8_is_escaped_byte_by_byte", what_is_no_utf8_is_escaped_byte_by_byte);
    g_test_add_func("/escape/character_that_is_cut_off_is_escaped", character_that_is_cut_off_is_escaped);
    g_test_add_func("/escape/what_turns_or_hides_text_is_escaped", what_turns_or_hides_text_is_escaped);
    g_test_add_func("/escape/plain_is_what_escaping_leaves_alone", plain_is_what_escaping_leaves_alone);
    g_test_add_func("/escape/any_bytes_give_printable_text_within_the_promised_size",
                    any_bytes_give_printable_text_within_the_promised_size);
    return g_test_run();
}
