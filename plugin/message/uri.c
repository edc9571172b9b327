/* uri.c
 * SIP URIs: their parts, and which of them lead to one place
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/header_values.h"
#include "message/uri.h"

/* RFC 3261, Section 19.1.2. */
#define USUAL_PORT          5060
#define USUAL_SECURE_PORT   5061

static void
skip(sip_text_t *text, size_t count)
{
    text->bytes += count;
    text->length -= count;
}

/* Takes what stands before one of these bytes, or the end. */
static sip_text_t
take_to(sip_text_t *text, const char *ends)
{
    sip_text_t taken = *text;

    taken.length = 0;
    while (taken.length < text->length && strchr(ends, text->bytes[taken.length]) == NULL)
        taken.length++;
    skip(text, taken.length);
    return taken;
}

/* Takes the scheme with its colon; false if it is another one. */
static bool
take_scheme(sip_text_t *text, bool *secure)
{
    static const char name[] = "sip";
    size_t            length = strlen(name);

    if (text->length <= length || g_ascii_strncasecmp(text->bytes, name, length) != 0)
        return false;
    *secure = (text->bytes[length] | 0x20) == 's';
    if (*secure)
        length++;
    if (text->length <= length || text->bytes[length] != ':')
        return false;
    skip(text, length + 1);
    return true;
}

/* Takes host and port, with the brackets of an IPv6 address. */
static bool
take_host(sip_text_t *text, sip_uri_t *uri)
{
    bool       brackets = text->length > 0 && text->bytes[0] == '[';
    sip_text_t port;

    if (brackets)
        skip(text, 1);
    uri->host = take_to(text, brackets ? "]" : ":;?");
    if (brackets && text->length > 0)
        skip(text, 1);
    if (text->length > 0 && text->bytes[0] == ':') {
        skip(text, 1);
        port = take_to(text, ";?");
        if (!sip_parse_number(port, &uri->port))
            return false;
    }
    return uri->host.length > 0;
}

bool
sip_parse_uri(sip_text_t text, sip_uri_t *uri)
{
    const char *at;

    memset(uri, 0, sizeof *uri);
    if (!take_scheme(&text, &uri->secure))
        return false;
    /* A user may contain ; and ?, and no @ follows it but that before the host, as headers escape theirs. */
    at = text.length > 0 ? memchr(text.bytes, '@', text.length) : NULL;
    if (at != NULL) {
        sip_text_t user = { text.bytes, (size_t)(at - text.bytes) };

        uri->user = take_to(&user, ":");
        skip(&text, (size_t)(at + 1 - text.bytes));
    }
    if (!take_host(&text, uri))
        return false;
    uri->parameters = take_to(&text, "?");
    return true;
}

/* The next byte with its escape read. */
static unsigned char
take_byte(sip_text_t *text)
{
    unsigned char byte = (unsigned char)text->bytes[0];

    if (byte == '%' && text->length >= 3 && g_ascii_isxdigit(text->bytes[1]) && g_ascii_isxdigit(text->bytes[2])) {
        byte = (unsigned char)(g_ascii_xdigit_value(text->bytes[1]) << 4 | g_ascii_xdigit_value(text->bytes[2]));
        skip(text, 2);
    }
    skip(text, 1);
    return byte;
}

bool
sip_escaped_equal(sip_text_t a, sip_text_t b, bool any_case)
{
    while (a.length > 0 && b.length > 0) {
        unsigned char x = take_byte(&a), y = take_byte(&b);

        if (x != y && (!any_case || g_ascii_tolower((char)x) != g_ascii_tolower((char)y)))
            return false;
    }
    return a.length == 0 && b.length == 0;
}

/* The value of a parameter; false if there is none of this name. */
static bool
find_parameter(const sip_uri_t *uri, sip_text_t name, sip_text_t *value)
{
    sip_text_t rest = uri->parameters, other;

    while (sip_next_parameter(&rest, &other, value)) {
        if (sip_escaped_equal(other, name, true))
            return true;
    }
    return false;
}

bool
sip_uri_has(const sip_uri_t *uri, const char *name)
{
    sip_text_t wanted = { name, strlen(name) }, value;

    return find_parameter(uri, wanted, &value);
}

static uint32_t
port_of(const sip_uri_t *uri)
{
    if (uri->port != 0)
        return uri->port;
    return uri->secure ? USUAL_SECURE_PORT : USUAL_PORT;
}

static bool
hosts_equal(const sip_uri_t *a, const sip_uri_t *b)
{
    return sip_escaped_equal(a->host, b->host, true) && port_of(a) == port_of(b);
}

/* Whether each parameter that both have is the same in both, and a has none that b would have to have. */
static bool
parameters_fit(const sip_uri_t *a, const sip_uri_t *b)
{
    sip_text_t rest = a->parameters, name, value, other;

    while (sip_next_parameter(&rest, &name, &value)) {
        if (find_parameter(b, name, &other) ? !sip_escaped_equal(value, other, true) : sip_text_is(name, "maddr"))
            return false;
    }
    return true;
}

bool
sip_uris_equal(sip_text_t a, sip_text_t b)
{
    sip_uri_t x, y;

    if (!sip_parse_uri(a, &x) || !sip_parse_uri(b, &y))
        return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
    return x.secure == y.secure && sip_escaped_equal(x.user, y.user, false) && hosts_equal(&x, &y)
        && parameters_fit(&x, &y) && parameters_fit(&y, &x);
}

bool
sip_uris_have_same_host(sip_text_t a, sip_text_t b)
{
    sip_uri_t x, y;

    return sip_parse_uri(a, &x) && sip_parse_uri(b, &y) && hosts_equal(&x, &y);
}
