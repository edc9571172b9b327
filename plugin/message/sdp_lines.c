/* sdp_lines.c
 * The lines of SDP, and whether they are well-formed
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/header_values.h"
#include "message/sdp_lines.h"

sip_text_t
sdp_value(sip_text_t line)
{
    line.bytes += 2;
    line.length -= 2;
    return line;
}

static bool
is_blank(char letter)
{
    return letter == ' ' || letter == '\t';
}

sip_text_t
sdp_take_word(sip_text_t *text)
{
    sip_text_t word;

    while (text->length > 0 && is_blank(text->bytes[0])) {
        text->bytes++;
        text->length--;
    }
    word = *text;
    word.length = 0;
    while (text->length > 0 && !is_blank(text->bytes[0])) {
        text->bytes++;
        text->length--;
        word.length++;
    }
    return word;
}

sip_text_t
sdp_take_name(sip_text_t *text)
{
    sip_text_t  name = *text;
    const char *colon = text->length > 0 ? memchr(text->bytes, ':', text->length) : NULL;

    if (colon == NULL) {
        text->length = 0;
        return name;
    }
    name.length = (size_t)(colon - name.bytes);
    text->bytes += name.length + 1;
    text->length -= name.length + 1;
    return name;
}

/* Whether there are digits, and nothing else. */
static bool
is_number(sip_text_t word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (!g_ascii_isdigit(word.bytes[i]))
            return false;
    }
    return word.length > 0;
}

static bool
has(sip_text_t text, char letter)
{
    return text.length > 0 && memchr(text.bytes, letter, text.length) != NULL;
}

/* Four numbers of at most 255 with dots between them. */
static bool
is_ipv4(sip_text_t address)
{
    unsigned numbers = 0, value = 0, digits = 0;

    for (size_t i = 0; i <= address.length; i++) {
        char letter = i < address.length ? address.bytes[i] : '.';

        if (g_ascii_isdigit(letter) && digits < 3) {
            value = value * 10 + (unsigned)(letter - '0');
            digits++;
        } else if (letter == '.' && digits > 0 && value <= 255) {
            numbers++;
            value = digits = 0;
        } else {
            return false;
        }
    }
    return numbers == 4;
}

/* Whether it has only what IPv4 addresses are made of, so that it is no name. */
static bool
looks_like_ipv4(sip_text_t address)
{
    for (size_t i = 0; i < address.length; i++) {
        if (!g_ascii_isdigit(address.bytes[i]) && address.bytes[i] != '.')
            return false;
    }
    return address.length > 0;
}

/* "IN IP4 192.0.2.1": RFC 4566, Section 5.7. An address may also be a name. */
static bool
is_good_address(sip_text_t *text)
{
    sip_text_t net = sdp_take_word(text), family = sdp_take_word(text), address = sdp_take_word(text);

    if (net.length == 0 || address.length == 0)
        return false;
    if (!sip_text_is(net, "IN"))
        return true;
    if (sip_text_is(family, "IP4"))
        return !has(address, ':') && (!looks_like_ipv4(address) || is_ipv4(address));
    if (sip_text_is(family, "IP6"))
        return !looks_like_ipv4(address);
    return false;
}

static bool
is_good_origin(sip_text_t value)
{
    sip_text_t user = sdp_take_word(&value), id = sdp_take_word(&value), version = sdp_take_word(&value);

    return user.length > 0 && is_number(id) && is_number(version) && is_good_address(&value)
        && sdp_take_word(&value).length == 0;
}

static bool
is_good_media(sip_text_t value)
{
    sip_text_t medium = sdp_take_word(&value), port = sdp_take_word(&value), profile = sdp_take_word(&value);
    uint32_t   number;

    for (size_t i = 0; i < port.length; i++) {
        if (port.bytes[i] == '/')
            port.length = i;
    }
    return medium.length > 0 && is_number(port) && sip_parse_number(port, &number) && number <= UINT16_MAX
        && profile.length > 0 && sdp_take_word(&value).length > 0;
}

static bool
is_good_attribute(sip_text_t value)
{
    sip_text_t name = sdp_take_name(&value);

    if (sip_text_is(name, "rtpmap")) {
        bool numbered = is_number(sdp_take_word(&value));

        return numbered && has(sdp_take_word(&value), '/');
    }
    if (sip_text_is(name, "crypto")) {
        bool numbered = is_number(sdp_take_word(&value));

        return numbered && sdp_take_word(&value).length > 0 && sdp_take_word(&value).length > 0;
    }
    return name.length > 0;
}

bool
sdp_line_is_good(sip_text_t line)
{
    sip_text_t value;

    if (line.length < 2 || line.bytes[1] != '=')
        return false;
    value = sdp_value(line);
    switch (line.bytes[0]) {
    case 'v':
        return sip_text_is(value, "0");
    case 'o':
        return is_good_origin(value);
    case 'c':
        return is_good_address(&value) && sdp_take_word(&value).length == 0;
    case 't': {
        bool started = is_number(sdp_take_word(&value));

        return started && is_number(sdp_take_word(&value));
    }
    case 'm':
        return is_good_media(value);
    case 'a':
        return is_good_attribute(value);
    case 's': case 'i': case 'u': case 'e': case 'p': case 'b': case 'r': case 'z': case 'k':
        return true;
    /* GB/T 28181, by which cameras speak SIP, adds these two. */
    case 'f': case 'y':
        return true;
    default:
        return false;
    }
}
