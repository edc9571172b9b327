/* test_header_values.c
 * Lists, parameters, quoted strings, and the values of Reason and Warning
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/header_values.h"

/* A text in a heap block of exactly its size, so that a sanitizer sees each byte read too many. */
static sip_text_t
heap_text(const char *literal)
{
    sip_text_t text = { g_memdup2(literal, strlen(literal)), strlen(literal) };

    return text;
}

static void
append(GString *string, sip_text_t text)
{
    g_string_append_len(string, text.bytes, (gssize)text.length);
}

static void
assert_list(const char *literal, const char *expected)
{
    sip_text_t whole = heap_text(literal), list = whole, value;
    GString   *values = g_string_new(NULL);

    while (sip_next_list_value(&list, &value)) {
        append(values, value);
        g_string_append_c(values, '|');
    }
    g_assert_cmpstr(values->str, ==, expected);
    g_assert_cmpuint(list.length, ==, 0);
    g_string_free(values, TRUE);
    g_free((char *)whole.bytes);
}

static void
commas_separate_outside_quotes_and_brackets(void)
{
    assert_list("a,b", "a|b|");
    assert_list(" a ,\r\n b\t,, ,c", "a|b|c|");
    assert_list("\"a,b\" <sip:x;y=a,b>;q=1,c", "\"a,b\" <sip:x;y=a,b>;q=1|c|");
    assert_list("\"a\\\",b\",c", "\"a\\\",b\"|c|");
    assert_list("", "");
    assert_list(" , ,", "");
}

static void
what_is_not_closed_hides_little(void)
{
    assert_list("<a,b", "<a|b|");
    assert_list("\"a,b", "\"a,b|");
    assert_list("a>,b", "a>|b|");
    assert_list("\"a\\", "\"a\\|");
}

static void
assert_parameters(const char *literal, const char *expected)
{
    sip_text_t whole = heap_text(literal), text = whole, name, value;
    GString   *found = g_string_new(NULL);

    while (sip_next_parameter(&text, &name, &value)) {
        append(found, name);
        g_string_append_c(found, '=');
        append(found, value);
        g_string_append_c(found, '|');
    }
    g_assert_cmpstr(found->str, ==, expected);
    g_string_free(found, TRUE);
    g_free((char *)whole.bytes);
}

static void
parameters_may_have_blanks_around_their_parts(void)
{
    assert_parameters("Q.850;cause=16;text=\"a;b\"", "cause=16|text=\"a;b\"|");
    assert_parameters("Q.850 ; cause = 16 ;lr;", "cause=16|lr=|=|");
    assert_parameters("<sip:a;x=1>;tag=2", "tag=2|");
    assert_parameters("Q.850", "");
    assert_parameters("Q.850;cause=", "cause=|");
}

static void
assert_address(const char *literal, const char *expected)
{
    sip_text_t text = heap_text(literal), address = sip_address(text);

    g_assert_cmpmem(address.bytes, address.length, expected, strlen(expected));
    g_free((char *)text.bytes);
}

static void
an_address_stands_in_brackets_behind_the_name(void)
{
    assert_address("\"Bob <not this>\" <sip:bob@example.com;x=1>;q=1", "sip:bob@example.com;x=1");
    assert_address("Bob <sip:bob@example.com>", "sip:bob@example.com");
    assert_address("sip:bob@example.com ;tag=1", "sip:bob@example.com");
    assert_address("<sip:bob@example.com", "sip:bob@example.com");
    assert_address("*", "*");
    assert_address("\"Bob", "");
    assert_address("", "");
}

static void
challenges_and_credentials_are_read_in_any_order(void)
{
    sip_text_t text = heap_text("Digest stale = TRUE ,realm=\"a, b\", nonce=\"x\",response=\"1\",algorithm=MD5");
    sip_auth_t auth = sip_parse_auth(text);

    g_assert_true(sip_text_is(auth.scheme, "digest"));
    g_assert_true(sip_text_is(auth.realm, "\"a, b\""));
    g_assert_true(sip_text_is(auth.response, "\"1\""));
    g_assert_true(sip_text_is(auth.algorithm, "md5"));
    g_assert_true(auth.stale);
    g_free((char *)text.bytes);

    text = heap_text("Bearer");
    auth = sip_parse_auth(text);
    g_assert_cmpuint(auth.realm.length, ==, 0);
    g_assert_cmpuint(auth.response.length, ==, 0);
    g_assert_false(auth.stale);
    g_free((char *)text.bytes);
}

static void
assert_unquoted(const char *literal, const char *expected)
{
    sip_text_t text = heap_text(literal);
    char      *out = g_malloc(text.length + 1);

    out[sip_unquote(out, text)] = '\0';
    g_assert_cmpstr(out, ==, expected);
    g_free(out);
    g_free((char *)text.bytes);
}

static void
quotes_backslashes_and_folds_are_taken_off(void)
{
    assert_unquoted("\"a \\\"b\\\" \\\\c\"", "a \"b\" \\c");
    assert_unquoted("\"a\" and more", "a");
    assert_unquoted("token \\x", "token \\x");
    assert_unquoted("a  \r\n\t b", "a b");
    assert_unquoted("\"a", "a");
    assert_unquoted("\"", "");
    assert_unquoted("", "");
    assert_unquoted("\"a\\", "a\\");
}

static void
numbers_are_decimal_and_fit_into_32_bits(void)
{
    static const struct {
        const char *text;
        bool        good;
        uint32_t    number;
    } cases[] = {
        { "0", true, 0 }, { "16", true, 16 }, { "\"16\"", true, 16 }, { "4294967295", true, UINT32_MAX },
        { "4294967296", false, 0 }, { "99999999999999999999999", false, 0 }, { "", false, 0 }, { "\"\"", false, 0 },
        { "\"", false, 0 }, { "-1", false, 0 }, { "1 ", false, 0 }, { "0x10", false, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sip_text_t text = heap_text(cases[i].text);
        uint32_t   number = 0;

        g_assert_true(sip_parse_number(text, &number) == cases[i].good);
        if (cases[i].good)
            g_assert_cmpuint(number, ==, cases[i].number);
        g_free((char *)text.bytes);
    }
}

static void
a_reason_begins_with_its_protocol(void)
{
    sip_reason_t reason;
    sip_text_t   text = heap_text("SIP ;text=\"x\";cause=200;location=LN");

    g_assert_true(sip_parse_reason(text, &reason));
    g_assert_true(sip_text_is(reason.protocol, "sip"));
    g_assert_true(reason.has_cause);
    g_assert_cmpuint(reason.cause, ==, 200);
    g_assert_true(sip_text_is(reason.text, "\"x\""));
    g_assert_true(sip_text_is(reason.location, "ln"));
    g_free((char *)text.bytes);

    text = heap_text(";cause=200");
    g_assert_false(sip_parse_reason(text, &reason));
    g_free((char *)text.bytes);
}

static void
a_warning_begins_with_its_code(void)
{
    sip_warning_t warning;
    sip_text_t    text = heap_text("305 [2001:db8::1]:5060 \"a, b\"");

    g_assert_true(sip_parse_warning(text, &warning));
    g_assert_cmpuint(warning.code, ==, 305);
    g_assert_true(sip_text_is(warning.agent, "[2001:db8::1]:5060"));
    g_assert_true(sip_text_is(warning.text, "\"a, b\""));
    g_free((char *)text.bytes);

    text = heap_text("gw \"a\"");
    g_assert_false(sip_parse_warning(text, &warning));
    g_free((char *)text.bytes);

    text = heap_text("399");
    g_assert_true(sip_parse_warning(text, &warning));
    g_assert_cmpuint(warning.text.length, ==, 0);
    g_free((char *)text.bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/header_values/commas_separate_outside_quotes_and_brackets",
                    commas_separate_outside_quotes_and_brackets);
    g_test_add_func("/header_values/what_is_not_closed_hides_little", what_is_not_closed_hides_little);
    g_test_add_func("/header_values/parameters_may_have_blanks_around_their_parts",
                    parameters_may_have_blanks_around_their_parts);
    g_test_add_func("/header_values/an_address_stands_in_brackets_behind_the_name",
                    an_address_stands_in_brackets_behind_the_name);
    g_test_add_func("/header_values/challenges_and_credentials_are_read_in_any_order",
                    challenges_and_credentials_are_read_in_any_order);
    g_test_add_func("/header_values/quotes_backslashes_and_folds_are_taken_off",
                    quotes_backslashes_and_folds_are_taken_off);
    g_test_add_func("/header_values/numbers_are_decimal_and_fit_into_32_bits",
                    numbers_are_decimal_and_fit_into_32_bits);
    g_test_add_func("/header_values/a_reason_begins_with_its_protocol", a_reason_begins_with_its_protocol);
    g_test_add_func("/header_values/a_warning_begins_with_its_code", a_warning_begins_with_its_code);
    return g_test_run();
}
