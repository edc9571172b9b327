/* test_passport.c
 * The signed caller identity: good values, and all that can be wrong with one
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/date.h"
#include "message/passport.h"

#define HEADER  "{\"alg\":\"ES256\",\"ppt\":\"shaken\",\"typ\":\"passport\",\"x5u\":\"https://c.example.org/1.cer\"}"
#define PAYLOAD "{\"attest\":\"A\",\"dest\":{\"tn\":[\"12125550123\"]},\"iat\":1700000000," \
                "\"orig\":{\"tn\":\"12125550101\"},\"origid\":\"x\"}"
/* 64 bytes, as ES256 makes them. */
#define ZEROS   "AAAAAAAAAAAAAAAAAAAAAA"
#define SIGNATURE ZEROS ZEROS ZEROS "AAAAAAAAAAAAAAAAAAAA"
#define INFO    ";info=<https://c.example.org/1.cer>;alg=ES256;ppt=shaken"

/* Base64url of a text, with no padding; to be freed. */
static char *
encode(const char *text)
{
    char *encoded = g_base64_encode((const guchar *)text, strlen(text));

    encoded[strcspn(encoded, "=")] = '\0';
    return g_strdelimit(g_strdelimit(encoded, "+", '-'), "/", '_');
}

/* A value in a heap block of exactly its size, so that a sanitizer sees each byte read too many. */
typedef struct {
    passport_t passport;
    char      *bytes;
} reading_t;

static reading_t
read_value(const char *value)
{
    reading_t  reading = { .bytes = (char *)g_memdup2(value, strlen(value)) };
    sip_text_t text = { reading.bytes, strlen(value) };

    passport_read(&reading.passport, text);
    return reading;
}

static reading_t
read_parts(const char *header, const char *payload, const char *parameters)
{
    char     *first = encode(header), *second = encode(payload), *value;
    reading_t reading;

    value = g_strconcat(first, ".", second, "." SIGNATURE, parameters, NULL);
    reading = read_value(value);
    g_free(value);
    g_free(second);
    g_free(first);
    return reading;
}

static void
clear(reading_t *reading)
{
    passport_clear(&reading->passport);
    g_free(reading->bytes);
}

static void
assert_text(sip_text_t text, const char *expected)
{
    g_assert_cmpmem(text.bytes, text.length, expected, strlen(expected));
}

static void
test_full(void)
{
    reading_t         reading = read_parts(HEADER, PAYLOAD, INFO);
    const passport_t *passport = &reading.passport;

    g_assert_cmpint(passport->form, ==, PASSPORT_FULL);
    g_assert_cmpint(passport->fault, ==, PASSPORT_GOOD);
    assert_text(passport->info, "https://c.example.org/1.cer");
    assert_text(passport->x5u, "https://c.example.org/1.cer");
    assert_text(passport->info_alg, "ES256");
    assert_text(passport->info_ppt, "shaken");
    assert_text(passport->alg, "ES256");
    assert_text(passport->ppt, "shaken");
    assert_text(passport->attest, "A");
    assert_text(passport->origid, "x");
    assert_text(passport->orig_tn, "12125550101");
    assert_text(passport->orig_uri, "");
    g_assert_cmpuint(passport->num_dest_tn, ==, 1);
    g_assert_cmpuint(passport->num_dest_uri, ==, 0);
    assert_text(passport->dest_tn[0], "12125550123");
    g_assert_true(passport->has_iat);
    g_assert_cmpint(passport->iat, ==, 1700000000);
    clear(&reading);
}

static void
test_values(void)
{
    reading_t reading = read_parts(
        "{ \"typ\" : \"passport\", \"alg\":\"ES256\", \"ppt\":\"div\", \"x5u\":\"https:\\/\\/c.example.org\\/1.cer\" }",
        "{\"iat\":1700000000.5,\"orig\":{\"uri\":\"sip:al\\u0069ce@example.com\"},\"div\":{\"tn\":\"12\"},"
        "\"more\":[{},[],\"\",{\"iat\":1}],\"dest\":{\"tn\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"],"
        "\"uri\":[\"sip:bob@example.com\"]}}",
        " ; INFO = <https://c.example.org/1.cer> ; ppt=\"div\"");

    g_assert_cmpint(reading.passport.fault, ==, PASSPORT_GOOD);
    assert_text(reading.passport.x5u, "https://c.example.org/1.cer");
    assert_text(reading.passport.orig_uri, "sip:alice@example.com");
    assert_text(reading.passport.div_tn, "12");
    assert_text(reading.passport.dest_uri[0], "sip:bob@example.com");
    g_assert_cmpuint(reading.passport.num_dest_tn, ==, PASSPORT_MAX_DEST);
    g_assert_true(reading.passport.more_dest);
    g_assert_cmpint(reading.passport.iat, ==, 1700000000);
    clear(&reading);
}

static void
test_compact(void)
{
    reading_t reading = read_value(".." SIGNATURE ";info=<https://c.example.org/1.cer>;alg=ES256");

    g_assert_cmpint(reading.passport.form, ==, PASSPORT_COMPACT);
    g_assert_cmpint(reading.passport.fault, ==, PASSPORT_GOOD);
    assert_text(reading.passport.info, "https://c.example.org/1.cer");
    g_assert_false(reading.passport.has_iat);
    clear(&reading);
}

/* Faults of the token and of the header field. */
static void
test_tokens(void)
{
    static const struct {
        const char      *value;
        passport_fault_t fault;
        unsigned         number;
        const char      *name;
    } cases[] = {
        { ";info=<x>", PASSPORT_PARTS, 0, "" },
        { "e30;info=<x>", PASSPORT_PARTS, 1, "" },
        { "e30.e30;info=<x>", PASSPORT_PARTS, 2, "" },
        { "e30.e30.;info=<x>", PASSPORT_PARTS, 2, "" },
        { "e30..e30;info=<x>", PASSPORT_PARTS, 2, "" },
        { "..;info=<x>", PASSPORT_PARTS, 0, "" },
        { "e30.e30.e30.e30;info=<x>", PASSPORT_PARTS, 4, "" },
        { "e30=.e30.e30;info=<x>", PASSPORT_BASE64, 1, "=" },
        { "e3!0.e30.e30;info=<x>", PASSPORT_BASE64, 1, "!" },
        { "e3+0.e30.e30;info=<x>", PASSPORT_BASE64, 1, "+" },
        { "e3 0.e30.e30;info=<x>", PASSPORT_BASE64, 1, " " },
        { "e.e30.e30;info=<x>", PASSPORT_JSON, 1, "" },
        { "e30e3.e30.e30;info=<x>", PASSPORT_JSON, 1, "" },
        { "eyJ.e30.e30;info=<x>", PASSPORT_JSON, 1, "" },
        { "..e3+;info=<x>", PASSPORT_BASE64, 3, "+" },
        { ".." SIGNATURE "=;info=<x>", PASSPORT_BASE64, 3, "=" },
        { ".." SIGNATURE "AA;info=<x>;alg=ES256", PASSPORT_SIGNATURE, 66, "" },
        { "..AA;info=<x>;alg=ES256", PASSPORT_SIGNATURE, 1, "" },
        { "..AA;info=<x>", PASSPORT_GOOD, 0, "" },
        { "..e30", PASSPORT_MISSING, 0, "info" },
        { "..e30;info", PASSPORT_MISSING, 0, "info" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        reading_t reading = read_value(cases[i].value);

        g_assert_cmpint(reading.passport.fault, ==, cases[i].fault);
        g_assert_cmpuint(reading.passport.number, ==, cases[i].number);
        assert_text(reading.passport.name, cases[i].name);
        clear(&reading);
    }
}

/* What is wrong in the JSON; NULL stands for what is right. */
static void
test_claims(void)
{
    static const struct {
        const char      *header, *payload, *parameters;
        passport_fault_t fault;
        unsigned         number;
        const char      *name;
    } cases[] = {
        { "[]", NULL, NULL, PASSPORT_JSON, 1, "" },
        { NULL, "\"x\"", NULL, PASSPORT_JSON, 2, "" },
        { NULL, "{\"iat\"}", NULL, PASSPORT_JSON, 2, "" },
        { NULL, "{\"iat\" 1}", NULL, PASSPORT_JSON, 2, "" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\"}}", NULL, PASSPORT_JSON, 2, "" },
        { NULL, "{\"iat\":}", NULL, PASSPORT_JSON, 2, "" },
        { NULL, "{\"iat\":1", NULL, PASSPORT_JSON, 2, "" },
        { "{\"alg\":\"ES256\",\"x5u\":\"x\"}", NULL, NULL, PASSPORT_MISSING, 0, "typ" },
        { "{\"typ\":\"JWT\",\"alg\":\"ES256\",\"x5u\":\"x\"}", NULL, NULL, PASSPORT_WRONG, 0, "typ" },
        { "{\"typ\":\"passport\",\"x5u\":\"x\"}", NULL, NULL, PASSPORT_MISSING, 0, "alg" },
        { "{\"typ\":\"passport\",\"alg\":256,\"x5u\":\"x\"}", NULL, NULL, PASSPORT_WRONG, 0, "alg" },
        { "{\"typ\":\"passport\",\"alg\":\"ES256\"}", NULL, NULL, PASSPORT_MISSING, 0, "x5u" },
        { NULL, "{}", NULL, PASSPORT_MISSING, 0, "iat" },
        { NULL, "{\"iat\":12x}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":\"1700000000\"}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":-1}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":1e400}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":1700000000000}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":null}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":111111111111111111111111111111111}", NULL, PASSPORT_WRONG, 0, "iat" },
        { NULL, "{\"iat\":1}", NULL, PASSPORT_MISSING, 0, "orig" },
        { NULL, "{\"iat\":1,\"orig\":\"1\"}", NULL, PASSPORT_WRONG, 0, "orig" },
        { NULL, "{\"iat\":1,\"orig\":{}}", NULL, PASSPORT_MISSING, 0, "orig.tn" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":1}}", NULL, PASSPORT_WRONG, 0, "orig.tn" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":\"1\"}}", NULL, PASSPORT_MISSING, 0, "dest" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":\"1\"},\"dest\":{}}", NULL, PASSPORT_MISSING, 0, "dest.tn" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":\"1\"},\"dest\":{\"tn\":\"2\"}}", NULL, PASSPORT_WRONG, 0, "dest.tn" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":\"1\"},\"dest\":{\"tn\":[2]}}", NULL, PASSPORT_WRONG, 0, "dest.tn" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":\"1\"},\"dest\":{\"tn\":[\"2\"]}}", NULL, PASSPORT_MISSING, 0, "attest" },
        { NULL, "{\"iat\":1,\"orig\":{\"tn\":\"1\"},\"dest\":{\"tn\":[\"2\"]},\"attest\":\"D\",\"origid\":\"x\"}", NULL,
          PASSPORT_WRONG, 0, "attest" },
        { NULL, NULL, ";info=<https://other.example.org>", PASSPORT_DIFFERS, 0, "info" },
        { NULL, NULL, ";info=<https://c.example.org/1.cer>;alg=RS256", PASSPORT_DIFFERS, 0, "alg" },
        { NULL, NULL, ";info=<https://c.example.org/1.cer>;ppt=div", PASSPORT_DIFFERS, 0, "ppt" },
        { NULL, NULL, ";alg=ES256", PASSPORT_MISSING, 0, "info" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        reading_t reading = read_parts(cases[i].header != NULL ? cases[i].header : HEADER,
                                       cases[i].payload != NULL ? cases[i].payload : PAYLOAD,
                                       cases[i].parameters != NULL ? cases[i].parameters : INFO);

        g_test_message("case %zu", i);
        g_assert_cmpint(reading.passport.form, ==, PASSPORT_FULL);
        g_assert_cmpint(reading.passport.fault, ==, cases[i].fault);
        g_assert_cmpuint(reading.passport.number, ==, cases[i].number);
        assert_text(reading.passport.name, cases[i].name);
        clear(&reading);
    }
}

/* What readers would read differently, or only with much work, is not read. */
static void
test_unread(void)
{
    char     *deep = g_strnfill(10000, '['), *nested, *many;
    reading_t reading;

    nested = g_strconcat("{\"iat\":", deep, NULL);
    many = g_strconcat("{\"iat\":1,\"orig\":", nested, NULL);
    reading = read_parts(HEADER, nested, INFO);
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    clear(&reading);
    reading = read_parts(HEADER, many, INFO);
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    clear(&reading);
    reading = read_parts(HEADER, "{\"iat\":1,\"iat\":2}", INFO);
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    g_assert_cmpint(reading.passport.fault, ==, PASSPORT_GOOD);
    clear(&reading);
    reading = read_parts(HEADER, "{\"iat\":1,\"orig\":{\"tn\":\"1\",\"tn\":\"2\"}}", INFO);
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    clear(&reading);
    reading = read_parts(HEADER, "{\"i\\u0061t\":1}", INFO);
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    clear(&reading);
    reading = read_value("\"ZYNBbHC00VMZr2kZt6VmCvPonWJMGvQTBDqghoWeLxJf\";info=<x>");
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    clear(&reading);
    reading = read_value("");
    g_assert_cmpint(reading.passport.form, ==, PASSPORT_UNREAD);
    clear(&reading);
    g_free(many);
    g_free(nested);
    g_free(deep);
}

static void
test_dates(void)
{
    static const struct {
        const char *text;
        bool        good;
    } cases[] = {
        { "Tue, 14 Nov 2023 22:13:20 GMT", true },
        { " tue , 14 nov 2023 22:13:20 gmt", true },
        { "Tue, 14 Nov 2023 22:13:20 CET", false },
        { "Tue, 14 Nov 2023 22:13:20", false },
        { "Tue, 31 Feb 2023 22:13:20 GMT", false },
        { "Tue, 14 Xyz 2023 22:13:20 GMT", false },
        { "1700000000", false },
        { "", false },
    };
    sip_text_t none = { NULL, 0 };
    int64_t    seconds;

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sip_text_t text = { cases[i].text, strlen(cases[i].text) };

        seconds = 0;
        g_assert_cmpint(sip_parse_date(text, &seconds), ==, cases[i].good);
        g_assert_cmpint(seconds, ==, cases[i].good ? 1700000000 : 0);
    }
    g_assert_false(sip_parse_date(none, &seconds));
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/passport/full", test_full);
    g_test_add_func("/passport/values", test_values);
    g_test_add_func("/passport/compact", test_compact);
    g_test_add_func("/passport/tokens", test_tokens);
    g_test_add_func("/passport/claims", test_claims);
    g_test_add_func("/passport/unread", test_unread);
    g_test_add_func("/passport/dates", test_dates);
    return g_test_run();
}
