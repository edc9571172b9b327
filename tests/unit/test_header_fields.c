/* test_header_fields.c
 * Header fields, read from the bytes of a message
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib.h>

#include "message/header_fields.h"

static void
append_text(GString *string, sip_text_t text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];

        g_string_append_c(string, c == '\r' || c == '\n' || c == '\0' ? '^' : c);
    }
}

/*
 * Reads all header fields of a text that lies in a heap block of exactly its
 * size, so that a sanitizer sees each byte read too many, and compares them
 * ("name=value|name=value"; line ends and NUL appear as ^).
 * Returns how many bytes are left behind them.
 */
static size_t
assert_fields(const char *bytes, size_t length, const char *expected)
{
    char              *copy = g_memdup2(bytes, length);
    sip_text_t         text = { copy, length };
    sip_header_field_t field;
    GString           *fields = g_string_new(NULL);

    while (sip_next_header_field(&text, &field)) {
        if (fields->len > 0)
            g_string_append_c(fields, '|');
        append_text(fields, field.name);
        g_string_append_c(fields, '=');
        append_text(fields, field.value);
    }
    g_assert_cmpstr(fields->str, ==, expected);
    if (length > 0)
        g_assert_true(text.bytes + text.length == copy + length);
    g_string_free(fields, TRUE);
    g_free(copy);
    return text.length;
}

static void
fields_are_found_by_their_first_letter(void)
{
    static const char  bytes[] = "Via: x\r\n i: no field\r\nI:1\r\ncseq: 2\r\n\r\ni:3\r\n";
    sip_text_t         text = { bytes, sizeof bytes - 1 };
    sip_header_field_t field;

    g_assert_true(sip_find_header_field(&text, "ci", &field));
    g_assert_cmpmem(field.value.bytes, field.value.length, "1", 1);
    g_assert_true(sip_find_header_field(&text, "ci", &field));
    g_assert_cmpmem(field.value.bytes, field.value.length, "2", 1);
    g_assert_false(sip_find_header_field(&text, "ci", &field));
    text.bytes = bytes;
    text.length = sizeof bytes - 1;
    g_assert_false(sip_find_header_field(&text, "z", &field));
}

static void
letters_are_not_taken_for_other_characters(void)
{
    /* Each shares five bits or more with a letter that is looked for. */
    static const char  bytes[] = "!: 1\r\n1: 2\r\nQ: 3\r\n\xe1: 4\r\n\xc1: 5\r\n\x01: 6\r\n@: 7\r\n`: 8\r\n[: 9\r\nz: 10\r\n";
    sip_text_t         text = { bytes, sizeof bytes - 1 };
    sip_header_field_t field;

    g_assert_true(sip_find_header_field(&text, "apz", &field));
    g_assert_cmpmem(field.value.bytes, field.value.length, "10", 2);
    g_assert_cmpuint(text.length, ==, 0);
}

#define ASSERT_FIELDS(literal, expected)    assert_fields(literal, sizeof(literal) - 1, expected)

static void
fields_are_read_until_the_empty_line(void)
{
    g_assert_cmpuint(ASSERT_FIELDS("Call-ID: a@b\r\nCSeq: 1 INVITE\r\n\r\nbody: no\r\n", "Call-ID=a@b|CSeq=1 INVITE"),
                     ==, strlen("\r\nbody: no\r\n"));
    ASSERT_FIELDS("\r\nCall-ID: a\r\n", "");
}

static void
every_kind_of_line_end_is_understood(void)
{
    ASSERT_FIELDS("A: 1\r\nB: 2\r\n\r\nC: 3", "A=1|B=2");
    ASSERT_FIELDS("A: 1\nB: 2\n\nC: 3", "A=1|B=2");
    ASSERT_FIELDS("A: 1\rB: 2\r\rC: 3", "A=1|B=2");
    ASSERT_FIELDS("A: 1\nB: 2\r\n\rC: 3", "A=1|B=2");
}

static void
text_may_end_anywhere(void)
{
    static const char whole[] = "Call-ID : a\r\n b\r\nX\r\nCSeq: 1\r\n\r\n";

    ASSERT_FIELDS("", "");
    ASSERT_FIELDS("A", "");
    ASSERT_FIELDS("A:", "A=");
    ASSERT_FIELDS("A: ", "A=");
    ASSERT_FIELDS("A: 1", "A=1");
    ASSERT_FIELDS("A: 1\r", "A=1");
    ASSERT_FIELDS("A: 1\r\n", "A=1");
    ASSERT_FIELDS("A: 1\r\n ", "A=1^^ ");
    for (size_t length = 0; length < sizeof whole; length++)
        assert_fields(whole, length, length < 9 ? "" : length < 11 ? "Call-ID=" : length < 14 ? "Call-ID=a"
                      : length < 15 ? "Call-ID=a^^ " : length < 25 ? "Call-ID=a^^ b"
                      : length < 27 ? "Call-ID=a^^ b|CSeq=" : "Call-ID=a^^ b|CSeq=1");
}

static void
folded_lines_belong_to_the_value(void)
{
    ASSERT_FIELDS("Subject: one\r\n two\r\n\tthree\r\nTo: x\r\n\r\n", "Subject=one^^ two^^\tthree|To=x");
    ASSERT_FIELDS("Subject:\r\n one\r\n\r\n", "Subject=^^ one");
    ASSERT_FIELDS("Subject: one\n two\n\n", "Subject=one^ two");
}

static void
blanks_around_name_and_before_value_are_left_out(void)
{
    ASSERT_FIELDS("Call-ID \t : \t a\r\n\r\n", "Call-ID=a");
    ASSERT_FIELDS("Call-ID:a\r\n\r\n", "Call-ID=a");
    ASSERT_FIELDS("Call-ID:   \r\n\r\n", "Call-ID=");
}

static void
value_may_hold_colons_and_commas(void)
{
    ASSERT_FIELDS("Contact: <sip:a@b:5060>, <sip:c>\r\n\r\n", "Contact=<sip:a@b:5060>, <sip:c>");
    ASSERT_FIELDS(": no name\r\nA: 1\r\n\r\n", "=no name|A=1");
}

static void
lines_without_a_colon_are_passed_over(void)
{
    ASSERT_FIELDS("nonsense\r\nA: 1\r\nB: 2\r\n\r\n", "A=1|B=2");
    /* The fold is no field of its own, whatever it looks like. */
    ASSERT_FIELDS("nonsense\r\n Call-ID: a\r\nB: 2\r\n\r\n", "nonsense^^ Call-ID=a|B=2");
    ASSERT_FIELDS("nonsense\r\nA: 1\r\nmore\r\n still more\r\nB: 2\r\n\r\n", "A=1|B=2");
}

static void
start_of_another_message_ends_the_header(void)
{
    ASSERT_FIELDS("A: 1\r\nSIP/2.0 200 OK\r\nB: 2\r\n\r\n", "A=1");
    ASSERT_FIELDS("A: 1\r\nBYE sip:bob@example.com SIP/2.0\r\nB: 2\r\n\r\n", "A=1");
    ASSERT_FIELDS("SIP/2.0 200 OK\r\nB: 2\r\n\r\n", "");
}

static void
field_that_speaks_of_the_version_does_not_end_the_header(void)
{
    ASSERT_FIELDS("Subject: SIP/2.0\r\nB: 2\r\n\r\n", "Subject=SIP/2.0|B=2");
    ASSERT_FIELDS("Subject : SIP/2.0\r\nB: 2\r\n\r\n", "Subject=SIP/2.0|B=2");
    ASSERT_FIELDS("Subject: about SIP/2.0\r\nB: 2\r\n\r\n", "Subject=about SIP/2.0|B=2");
    ASSERT_FIELDS("Via: SIP/2.0/UDP a\r\nSubject:SIP/2.0 200 OK\r\n\r\n", "Via=SIP/2.0/UDP a|Subject=SIP/2.0 200 OK");
}

static void
nul_bytes_are_bytes_like_others(void)
{
    ASSERT_FIELDS("A: 1\0002\r\nB\0: 2\r\n\r\n", "A=1^2|B^=2");
    ASSERT_FIELDS("\0\0\0\r\nA: 1\r\n\r\n", "A=1");
}

static void
line_length_leaves_its_end_out_and_says_where_the_next_one_begins(void)
{
    static const struct {
        const char *text;
        size_t      length, next;
    } cases[] = {
        { "", 0, 0 }, { "ab", 2, 2 }, { "ab\r\ncd", 2, 4 }, { "ab\ncd", 2, 3 }, { "ab\rcd", 2, 3 },
        { "ab\r\r\n", 2, 3 }, { "ab\n\r\n", 2, 3 }, { "\r\n", 0, 2 }, { "ab\r", 2, 3 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char      *copy = g_memdup2(cases[i].text, strlen(cases[i].text));
        sip_text_t text = { copy, strlen(cases[i].text) };
        size_t     next;

        g_assert_cmpuint(sip_line_length(text, &next), ==, cases[i].length);
        g_assert_cmpuint(next, ==, cases[i].next);
        g_free(copy);
    }
}

/* Byte for byte, and so without any of the tricks that make it quick. */
static size_t
plain_line_length(sip_text_t text, size_t *next)
{
    size_t length = 0;

    while (length < text.length && text.bytes[length] != '\r' && text.bytes[length] != '\n')
        length++;
    *next = length;
    if (*next < text.length && text.bytes[*next] == '\r')
        (*next)++;
    if (*next < text.length && text.bytes[*next] == '\n')
        (*next)++;
    return length;
}

/* Compares all lines of a text; it lies in a block of its size, so that a sanitizer sees each byte read too many. */
static void
assert_plain_lines(const char *bytes, size_t size)
{
    char      *copy = g_memdup2(bytes, size);
    sip_text_t text = { copy, size };
    size_t     next, expected_next;

    while (text.length > 0) {
        g_assert_cmpuint(sip_line_length(text, &next), ==, plain_line_length(text, &expected_next));
        g_assert_cmpuint(next, ==, expected_next);
        text.bytes += next;
        text.length -= next;
    }
    g_free(copy);
}

#define MIX_LENGTH  7

/* So many other bytes before them that the ends of lines come to lie on both sides of whatever is read at once. */
static const size_t before_the_mix[] = { 0, 9, 10, 12, 15, 16, 17, 26, 30, 32, 121, 125, 127, 128, 129, 140, 250, 256 };

static void
lines_end_alike_in_every_mix_of_cr_and_lf(void)
{
    static const char kinds[] = { 'a', '\r', '\n' };
    char              text[300];

    for (size_t i = 0; i < G_N_ELEMENTS(before_the_mix); i++) {
        size_t before = before_the_mix[i];

        for (unsigned mix = 0; mix < 3 * 3 * 3 * 3 * 3 * 3 * 3; mix++) {
            unsigned rest = mix;

            memset(text, 'x', sizeof text);
            for (unsigned place = 0; place < MIX_LENGTH; place++) {
                text[before + place] = kinds[rest % 3];
                rest /= 3;
            }
            assert_plain_lines(text, before + MIX_LENGTH);
            assert_plain_lines(text, before + MIX_LENGTH + 20);
        }
    }
}

/*
 * What is behind the line and the next 256 bytes must not be looked at, or many
 * short lines would take a time that grows with the square of their number: so
 * here it cannot be.
 */
static void
a_line_is_found_without_a_look_at_the_rest(void)
{
    static const char *const ends[] = { "\r", "\n", "\r\n", "\n\r" };
    size_t                   page = (size_t)sysconf(_SC_PAGESIZE);
    char                    *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    g_assert_true(pages != MAP_FAILED);
    g_assert_cmpint(mprotect(pages + page, page, PROT_NONE), ==, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        size_t line = strlen("A: 1") + strlen(ends[i]);

        for (size_t at = 0; at < page; at++)
            pages[at] = at % line < strlen("A: 1") ? "A: 1"[at % line] : ends[i][at % line - strlen("A: 1")];
        for (size_t at = 0; at + line + 256 <= page; at += line) {
            sip_text_t text = { pages + at, 2 * page - at };
            size_t     next;

            g_assert_cmpuint(sip_line_length(text, &next), ==, strlen("A: 1"));
        }
    }
    munmap(pages, 2 * page);
}

static bool
name_is(const char *name, const char *asked, char compact)
{
    char              *copy = g_memdup2(name, strlen(name));
    sip_header_field_t field = { { copy, strlen(name) }, { NULL, 0 } };
    bool               is = sip_header_field_is(&field, asked, compact);

    g_free(copy);
    return is;
}

static void
names_are_known_in_any_case_and_in_compact_form(void)
{
    g_assert_true(name_is("Call-ID", "Call-ID", 'i'));
    g_assert_true(name_is("call-id", "Call-ID", 'i'));
    g_assert_true(name_is("CALL-ID", "Call-ID", 'i'));
    g_assert_true(name_is("i", "Call-ID", 'i'));
    g_assert_true(name_is("I", "Call-ID", 'i'));
}

static void
other_names_are_told_apart(void)
{
    g_assert_false(name_is("", "Call-ID", 'i'));
    g_assert_false(name_is("Call-I", "Call-ID", 'i'));
    g_assert_false(name_is("Call-IDs", "Call-ID", 'i'));
    g_assert_false(name_is("X-Call-ID", "Call-ID", 'i'));
    g_assert_false(name_is("v", "Call-ID", 'i'));
    g_assert_false(name_is("C", "CSeq", '\0'));
    g_assert_false(name_is("CSeX", "CSeq", '\0'));
}

static void
index_says_where_the_first_line_with_a_letter_is(void)
{
    static const char text[] = "Via: 1\r\nTo: 2\r\n to\r\nvia: 3\r\nX-A: 4\r\n\r\nFrom: 5\r\n";
    sip_index_t       index;

    memset(&index, 0xff, sizeof index);
    sip_index_header((sip_text_t){ text, sizeof text - 1 }, &index);
    g_assert_cmpuint(index.initials, ==, sip_initials("vtx"));
    g_assert_cmpuint(index.repeated, ==, sip_initials("v"));
    g_assert_cmpuint(index.first['v' & 0x1f], ==, 0);
    g_assert_cmpuint(index.first['t' & 0x1f], ==, strlen("Via: 1\r\n"));
    g_assert_true(g_str_has_prefix(text + index.first['x' & 0x1f], "X-A: 4"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/header_fields/fields_are_found_by_their_first_letter", fields_are_found_by_their_first_letter);
    g_test_add_func("/header_fields/letters_are_not_taken_for_other_characters",
                    letters_are_not_taken_for_other_characters);
    g_test_add_func("/header_fields/fields_are_read_until_the_empty_line", fields_are_read_until_the_empty_line);
    g_test_add_func("/header_fields/every_kind_of_line_end_is_understood", every_kind_of_line_end_is_understood);
    g_test_add_func("/header_fields/text_may_end_anywhere", text_may_end_anywhere);
    g_test_add_func("/header_fields/folded_lines_belong_to_the_value", folded_lines_belong_to_the_value);
    g_test_add_func("/header_fields/blanks_around_name_and_before_value_are_left_out",
                    blanks_around_name_and_before_value_are_left_out);
    g_test_add_func("/header_fields/value_may_hold_colons_and_commas", value_may_hold_colons_and_commas);
    g_test_add_func("/header_fields/lines_without_a_colon_are_passed_over", lines_without_a_colon_are_passed_over);
    g_test_add_func("/header_fields/start_of_another_message_ends_the_header",
                    start_of_another_message_ends_the_header);
    g_test_add_func("/header_fields/field_that_speaks_of_the_version_does_not_end_the_header",
                    field_that_speaks_of_the_version_does_not_end_the_header);
    g_test_add_func("/header_fields/nul_bytes_are_bytes_like_others", nul_bytes_are_bytes_like_others);
    g_test_add_func("/header_fields/line_length_leaves_its_end_out_and_says_where_the_next_one_begins",
                    line_length_leaves_its_end_out_and_says_where_the_next_one_begins);
    g_test_add_func("/header_fields/lines_end_alike_in_every_mix_of_cr_and_lf", lines_end_alike_in_every_mix_of_cr_and_lf);
    g_test_add_func("/header_fields/a_line_is_found_without_a_look_at_the_rest",
                    a_line_is_found_without_a_look_at_the_rest);
    g_test_add_func("/header_fields/names_are_known_in_any_case_and_in_compact_form",
                    names_are_known_in_any_case_and_in_compact_form);
    g_test_add_func("/header_fields/other_names_are_told_apart", other_names_are_told_apart);
    g_test_add_func("/header_fields/index_says_where_the_first_line_with_a_letter_is",
                    index_says_where_the_first_line_with_a_letter_is);
    return g_test_run();
}
