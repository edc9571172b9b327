/* test_view.c
 * A SIP message as text: its parts by name
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/view.h"

/* In a heap block of exactly its size, so that a sanitizer sees each byte read too many. */
typedef struct {
    char          *bytes;
    message_view_t view;
} message_t;

static message_t
read_message(const char *literal)
{
    size_t     length = strlen(literal);
    message_t  message = { (char *)g_memdup2(literal, length), { { NULL, 0 }, { NULL, 0 } } };
    sip_text_t whole = { message.bytes, length };

    message.view = message_view(whole);
    return message;
}

static void
assert_text(sip_text_t text, const char *expected)
{
    g_assert_cmpmem(text.bytes, text.length, expected, strlen(expected));
}

static void
assert_none(sip_text_t text)
{
    g_assert_null(text.bytes);
    g_assert_cmpuint(text.length, ==, 0);
}

#define INVITE "INVITE sip:bob@example.com SIP/2.0\r\n"
#define OK "SIP/2.0 200 OK\r\n"

static void
test_start_line(void)
{
    static const struct {
        const char *text, *method, *uri, *phrase;
    } cases[] = {
        { INVITE "\r\n", "INVITE", "sip:bob@example.com", "" },
        { "INVITE sip:bob@example.com SIP/2.0", "INVITE", "sip:bob@example.com", "" },
        { "INVITE tel:+1 SIP/2.0\nVia: x\n\n", "INVITE", "tel:+1", "" },
        { "INVITE\r\n\r\n", "INVITE", "", "" },
        { "INVITE  sip:a SIP/2.0\r\n\r\n", "INVITE", "", "" },
        { OK "\r\n", "", "", "OK" },
        { "SIP/2.0 404 Not  found\r\n\r\n", "", "", "Not  found" },
        { "sip/2.0 404 x\r\n\r\n", "", "", "x" },
        { "SIP/2.0 404 \r\n\r\n", "", "", "" },
        { "SIP/2.0 404\r\n\r\n", "", "", "" },
        { "SIP/2.0 486 Busy: now\rVia: x\r\r", "", "", "Busy: now" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        message_t message = read_message(cases[i].text);

        g_assert_true(view_is_known(&message.view));
        assert_text(view_method(&message.view), cases[i].method);
        assert_text(view_request_uri(&message.view), cases[i].uri);
        assert_text(view_phrase(&message.view), cases[i].phrase);
        g_free(message.bytes);
    }
}

/* Of what is not known there are no parts, and of what is empty neither. */
static void
test_nothing(void)
{
    sip_text_t     none = { NULL, 0 };
    message_view_t views[2];
    message_t      empty = read_message("");
    uint32_t       number;

    views[0] = message_view(none);
    views[1] = empty.view;
    g_assert_false(view_is_known(&views[0]));
    for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
        const message_view_t *view = &views[i];

        assert_none(view_value(view, "Via", 'v'));
        assert_none(view_to_tag(view));
        assert_none(view_from_tag(view));
        assert_none(view_branch(view, 0));
        assert_none(view_branch(view, 5));
        assert_none(view_parameter(view, "Contact", 'm', "expires"));
        g_assert_cmpuint(view_method(view).length, ==, 0);
        g_assert_cmpuint(view_request_uri(view).length, ==, 0);
        g_assert_cmpuint(view_phrase(view).length, ==, 0);
        g_assert_cmpuint(view_cseq_method(view).length, ==, 0);
        g_assert_cmpuint(view_body(view).length, ==, 0);
        g_assert_false(view_has(view, "Via", 'v'));
        g_assert_false(view_lists(view, "Supported", 'k', "100rel"));
        g_assert_false(view_number(view, "Expires", '\0', &number));
        g_assert_false(view_cseq_number(view, &number));
    }
    g_free(empty.bytes);
}

/* A message that ends behind any of its bytes: no part is more than what is there. */
static void
test_cut_off(void)
{
    static const char whole[] =
        INVITE "Via: SIP/2.0/UDP a;branch=z9hG4bK1, SIP/2.0/UDP b;branch=z9hG4bK2\r\nFrom: \"A;tag=x\" <sip:a@b;tag=y>;tag=1\r\n"
        "t: sip:bob@example.com\r\n ;tag=2\r\nCSeq: 7 INVITE\r\nl: 3\r\n\r\nabc";

    for (size_t length = 0; length < sizeof whole; length++) {
        char     *cut = g_strndup(whole, length);
        message_t message = read_message(cut);
        uint32_t  number;

        view_value(&message.view, "To", 't');
        view_to_tag(&message.view);
        view_branch(&message.view, 1);
        view_cseq_number(&message.view, &number);
        view_cseq_method(&message.view);
        g_assert_cmpuint(view_from_tag(&message.view).length, <=, 1);
        g_assert_cmpuint(view_body(&message.view).length, <=, 3);
        g_free(message.bytes);
        g_free(cut);
    }
}

static void
test_values(void)
{
    message_t message = read_message(
        INVITE "X-To: no\r\nT : <sip:bob@example.com>\r\nSUBJECT:one\r\nsubject: two\r\nk: timer ,  100rel\r\n"
        "Supported:Path\r\nEmpty:\r\nFolded: a\r\n b\r\n\tc\r\nExpires: 60;x\r\nMin-Expires: x60\r\n\r\nl: no header\r\n");
    uint32_t  number = 0;

    assert_text(view_value(&message.view, "To", 't'), "<sip:bob@example.com>");
    assert_text(view_value(&message.view, "Subject", 's'), "one");
    assert_none(view_value(&message.view, "From", 'f'));
    assert_none(view_value(&message.view, "Content-Length", 'l'));
    g_assert_true(view_has(&message.view, "Empty", '\0'));
    g_assert_cmpuint(view_value(&message.view, "Empty", '\0').length, ==, 0);
    assert_text(view_value(&message.view, "Folded", '\0'), "a\r\n b\r\n\tc");
    g_assert_true(view_lists(&message.view, "Supported", 'k', "100REL"));
    g_assert_true(view_lists(&message.view, "Supported", 'k', "path"));
    g_assert_false(view_lists(&message.view, "Supported", 'k', "100"));
    g_assert_true(view_number(&message.view, "Expires", '\0', &number));
    g_assert_cmpuint(number, ==, 60);
    g_assert_false(view_number(&message.view, "Min-Expires", '\0', &number));
    g_assert_false(view_number(&message.view, "Empty", '\0', &number));
    g_free(message.bytes);
}

/* A tag is a parameter of the header field, and none of the URI within <>, of the name, or of another value. */
static void
test_tags(void)
{
    static const struct {
        const char *to, *tag;       /* NULL: none */
    } cases[] = {
        { "To: <sip:b@c>;tag=1", "1" },
        { "t:<sip:b@c>;tag=1", "1" },
        { "TO : <sip:b@c> ; Tag = 1 ", "1" },
        { "To: sip:b@c;tag=1", "1" },
        { "To: <sip:b@c;tag=x>;tag=1", "1" },
        { "To: <sip:b@c;tag=x>", NULL },
        { "To: \"B;tag=x\" <sip:b@c>;tag=1", "1" },
        { "To: \"B\\\";tag=x\" <sip:b@c>;tag=1", "1" },
        { "To: \"B;tag=x\" <sip:b@c>", NULL },
        { "To: <sip:b@c>;x-tag=x;tag=1", "1" },
        { "To: <sip:b@c>;tag=1;tag=2", "1" },
        { "To: <sip:b@c>\r\n ;tag=1", "1" },
        { "To: <sip:b@c>;\r\n\ttag=1", "1" },
        { "To: <sip:b@c>;tag", "" },
        { "To: <sip:b@c>;tag=", "" },
        { "To: B, the first <sip:b@c>;tag=1", "1" },
        { "X-To: <sip:b@c>;tag=1", NULL },
        { "Too: <sip:b@c>;tag=1", NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char      *text = g_strdup_printf(INVITE "f: <sip:a@b>;tag=from\r\n%s\r\n\r\n;tag=body", cases[i].to);
        message_t  message = read_message(text);
        sip_text_t tag = view_to_tag(&message.view);

        g_test_message("%s", cases[i].to);
        if (cases[i].tag == NULL)
            assert_none(tag);
        else
            assert_text(tag, cases[i].tag);
        assert_text(view_from_tag(&message.view), "from");
        g_free(message.bytes);
        g_free(text);
    }
}

static void
test_branches(void)
{
    message_t message = read_message(
        OK "Via: SIP/2.0/UDP a;branch=1;received=192.0.2.1 , SIP/2.0/TCP b;rport ;branch=\r\n 2\r\nX: y\r\n"
        "v: SIP/2.0/UDP c\r\nVIA:SIP / 2.0 / UDP d ;branch = 4,,SIP/2.0/UDP \"e,;branch=x\";branch=5\r\n\r\n");
    static const char *const branches[] = { "1", "2", "", "4" };

    for (unsigned i = 0; i < G_N_ELEMENTS(branches); i++)
        assert_text(view_branch(&message.view, i), branches[i]);
    assert_none(view_branch(&message.view, 17));
    g_free(message.bytes);
}

static void
test_cseq(void)
{
    static const struct {
        const char *cseq, *method;
        gboolean    known;
        uint32_t    number;
    } cases[] = {
        { "CSeq: 7 INVITE", "INVITE", TRUE, 7 },
        { "cseq:0007\t \tBYE ", "BYE", TRUE, 7 },
        { "CSeq: 7\r\n INVITE", "INVITE", TRUE, 7 },
        { "CSeq: 4294967295 INFO", "INFO", TRUE, UINT32_MAX },
        { "CSeq: 4294967296 INFO", "INFO", FALSE, 0 },
        { "CSeq: 7", "", TRUE, 7 },
        { "CSeq: INVITE", "", FALSE, 0 },
        { "CSeq: -7 INVITE", "INVITE", FALSE, 0 },
        { "CSeq:", "", FALSE, 0 },
        { "X: y", "", FALSE, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char     *text = g_strdup_printf(OK "%s\r\n\r\n", cases[i].cseq);
        message_t message = read_message(text);
        uint32_t  number = 0;

        g_test_message("%s", cases[i].cseq);
        assert_text(view_cseq_method(&message.view), cases[i].method);
        g_assert_true(view_cseq_number(&message.view, &number) == cases[i].known);
        if (cases[i].known)
            g_assert_cmpuint(number, ==, cases[i].number);
        g_free(message.bytes);
        g_free(text);
    }
}

static void
test_parameters(void)
{
    message_t message = read_message(OK "m: \"B,;expires=1\" <sip:b@c;expires=2>;q=0.5;EXPIRES=3, <sip:d@e>;expires=4\r\n"
                                     "Event: refer;id=93\r\n\r\n");

    assert_text(view_parameter(&message.view, "Contact", 'm', "expires"), "3");
    assert_none(view_parameter(&message.view, "Contact", 'm', "audio"));
    assert_text(view_parameter(&message.view, "Event", 'o', "id"), "93");
    g_free(message.bytes);
}

/* What Content-Length says holds where there is as much. */
static void
test_bodies(void)
{
    static const struct {
        const char *text, *body;
    } cases[] = {
        { OK "Content-Length: 3\r\n\r\nabc", "abc" },
        { OK "l:3\r\n\r\nabcde", "abc" },
        { OK "Content-Length: 9\r\n\r\nabc", "abc" },
        { OK "Content-Length: 0\r\n\r\nabc", "" },
        { OK "Content-Length: 99999999999999999999\r\n\r\nabc", "abc" },
        { OK "Content-Length: -1\r\n\r\nabc", "abc" },
        { OK "Content-Length: x\r\n\r\nabc", "abc" },
        { OK "X: y\r\n\r\nabc\r\n\r\ndef", "abc\r\n\r\ndef" },
        { OK "\r\nabc", "abc" },
        { OK "X: y\n\nabc", "abc" },
        { OK "X: y\r\rabc", "abc" },
        { OK "X: y\r\n", "" },
        { OK "X: y\r\n\r\n", "" },
        { OK "X: y", "" },
        { OK, "" },
        { "SIP/2.0 200 OK", "" },
        /* The next message of a segment is no body. */
        { OK "X: y\r\n" INVITE "\r\nabc", "" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        message_t message = read_message(cases[i].text);

        g_test_message("%s", cases[i].text);
        assert_text(view_body(&message.view), cases[i].body);
        g_free(message.bytes);
    }
}

/* A CR alone ends a line too. */
static void
test_lone_cr(void)
{
    message_t message = read_message("BYE sip:a SIP/2.0\rTo: <sip:b@c>;tag=1\rCSeq: 2 BYE\r\rbody");
    uint32_t  number;

    assert_text(view_method(&message.view), "BYE");
    assert_text(view_to_tag(&message.view), "1");
    assert_text(view_cseq_method(&message.view), "BYE");
    g_assert_true(view_cseq_number(&message.view, &number) && number == 2);
    assert_text(view_body(&message.view), "body");
    g_free(message.bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/view/start-line", test_start_line);
    g_test_add_func("/view/nothing", test_nothing);
    g_test_add_func("/view/cut-off", test_cut_off);
    g_test_add_func("/view/values", test_values);
    g_test_add_func("/view/tags", test_tags);
    g_test_add_func("/view/branches", test_branches);
    g_test_add_func("/view/cseq", test_cseq);
    g_test_add_func("/view/parameters", test_parameters);
    g_test_add_func("/view/bodies", test_bodies);
    g_test_add_func("/view/lone-cr", test_lone_cr);
    return g_test_run();
}
