/* test_uri.c
 * The parts of SIP URIs, and which of them lead to one place
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/uri.h"

/* A text in a heap block of exactly its size, so that a sanitizer sees each byte read too many. */
static sip_text_t
heap_text(const char *literal)
{
    sip_text_t text = { g_memdup2(literal, strlen(literal)), strlen(literal) };

    return text;
}

static void
assert_parts(const char *literal, const char *expected)
{
    sip_text_t text = heap_text(literal);
    sip_uri_t  uri;
    char      *parts = g_strdup("none");

    if (sip_parse_uri(text, &uri)) {
        g_free(parts);
        parts = g_strdup_printf("%s|%.*s|%.*s|%u|%.*s", uri.secure ? "sips" : "sip", (int)uri.user.length, uri.user.bytes,
                                (int)uri.host.length, uri.host.bytes, uri.port, (int)uri.parameters.length,
                                uri.parameters.bytes);
    }
    g_assert_cmpstr(parts, ==, expected);
    g_free(parts);
    g_free((char *)text.bytes);
}

static void
parts_are_found(void)
{
    assert_parts("sip:b@b.example.com", "sip|b|b.example.com|0|");
    assert_parts("SIPS:b.example.com:5071;lr?x=y", "sips||b.example.com|5071|;lr");
    assert_parts("sip:+4930;phone-context=x@h;user=phone", "sip|+4930;phone-context=x|h|0|;user=phone");
    assert_parts("sip:b:secret@[2001:db8::1]:5060;a", "sip|b|2001:db8::1|5060|;a");
    assert_parts("sip:[2001:db8::1", "sip||2001:db8::1|0|");
    assert_parts("sip:10.0.0.5@203.0.113.20", "sip|10.0.0.5|203.0.113.20|0|");
}

static void
other_texts_have_none(void)
{
    assert_parts("", "none");
    assert_parts("sip", "none");
    assert_parts("sips", "none");
    assert_parts("sip:", "none");
    assert_parts("sip:b@", "none");
    assert_parts("sip:b@h:port", "none");
    assert_parts("tel:+4930", "none");
    assert_parts("sipx:b@h", "none");
}

static bool
compare(bool (*equal)(sip_text_t, sip_text_t), const char *a, const char *b)
{
    sip_text_t x = heap_text(a), y = heap_text(b);
    bool       one = equal(x, y), other = equal(y, x);

    g_assert_true(one == other);
    g_free((char *)x.bytes);
    g_free((char *)y.bytes);
    return one;
}

static void
assert_equal(const char *a, const char *b)
{
    g_assert_true(compare(sip_uris_equal, a, b));
}

static void
assert_different(const char *a, const char *b)
{
    g_assert_false(compare(sip_uris_equal, a, b));
}

/* From RFC 3261, Section 19.1.4. */
static void
writing_makes_no_difference(void)
{
    assert_equal("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp");
    assert_equal("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5");
    assert_equal("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on");
    assert_equal("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                 "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com");
    assert_equal("sip:alice@atlanta.com:5060", "sip:alice@atlanta.com");
    assert_equal("sips:alice@atlanta.com:5061", "sips:alice@atlanta.com");
    assert_equal("tel:+4930", "tel:+4930");
}

static void
other_places_are_told_apart(void)
{
    assert_different("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP");
    assert_different("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000");
    assert_different("sip:bob@biloxi.com", "sips:bob@biloxi.com");
    assert_different("sip:bob@biloxi.com", "sip:biloxi.com");
    assert_different("sip:bob@biloxi.com", "sip:bob@biloxi.org");
    assert_different("sip:bob@biloxi.com;transport=tcp", "sip:bob@biloxi.com;transport=udp");
    assert_different("sip:bob@biloxi.com;maddr=192.0.2.1", "sip:bob@biloxi.com");
    assert_different("sips:alice@atlanta.com:5060", "sips:alice@atlanta.com");
    assert_different("tel:+4930", "tel:+4931");
    assert_different("tel:+4930", "sip:+4930@h");
    assert_different("sip:%6", "sip:%61");
}

static void
hosts_are_compared_alone(void)
{
    g_assert_true(compare(sip_uris_have_same_host, "sip:p.example.com;lr", "sip:x@P.example.com:5060;lr;ftag=1"));
    g_assert_false(compare(sip_uris_have_same_host, "sip:p.example.com;lr", "sip:q.example.com;lr"));
    g_assert_false(compare(sip_uris_have_same_host, "sip:p.example.com", "sip:p.example.com:5070"));
    g_assert_false(compare(sip_uris_have_same_host, "tel:1", "tel:1"));
}

static void
parameters_are_found_by_name(void)
{
    sip_text_t text = heap_text("sip:p.example.com;Lr=on;x");
    sip_uri_t  uri;

    g_assert_true(sip_parse_uri(text, &uri));
    g_assert_true(sip_uri_has(&uri, "lr"));
    g_assert_true(sip_uri_has(&uri, "x"));
    g_assert_false(sip_uri_has(&uri, "on"));
    g_free((char *)text.bytes);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/uri/parts are found", parts_are_found);
    g_test_add_func("/uri/other texts have none", other_texts_have_none);
    g_test_add_func("/uri/writing makes no difference", writing_makes_no_difference);
    g_test_add_func("/uri/other places are told apart", other_places_are_told_apart);
    g_test_add_func("/uri/hosts are compared alone", hosts_are_compared_alone);
    g_test_add_func("/uri/parameters are found by name", parameters_are_found_by_name);
    return g_test_run();
}
