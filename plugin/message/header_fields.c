/* header_fields.c
 * The header fields of a SIP message, read from its bytes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/header_fields.h"

#define SIP_VERSION         "SIP/2.0"
#define SIP_VERSION_LENGTH  (sizeof SIP_VERSION - 1)

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

size_t
sip_line_length(sip_text_t text, size_t *next)
{
    const char *end;
    size_t      length = text.length;

    *next = 0;
    if (length == 0)
        return 0;
    end = memchr(text.bytes, '\n', length);
    if (end != NULL)
        length = (size_t)(end - text.bytes);
    /* CR alone ends a line too, as it does for Wireshark's SIP dissector. */
    end = memchr(text.bytes, '\r', length);
    if (end != NULL)
        length = (size_t)(end - text.bytes);
    *next = length;
    if (*next < text.length && text.bytes[*next] == '\r')
        (*next)++;
    if (*next < text.length && text.bytes[*next] == '\n')
        (*next)++;
    return length;
}

/* "SIP/2.0 200 OK" or "BYE sip:bob@example.com SIP/2.0", and no header field. */
static bool
is_start_line(const char *line, size_t length)
{
    const char *blank, *colon;

    if (length <= SIP_VERSION_LENGTH)
        return false;
    if (line[0] == 'S' && memcmp(line, SIP_VERSION " ", SIP_VERSION_LENGTH + 1) == 0)
        return true;
    if (line[length - 1] != '0' || memcmp(line + length - SIP_VERSION_LENGTH, SIP_VERSION, SIP_VERSION_LENGTH) != 0)
        return false;
    /* "Subject: SIP/2.0" has its colon first, or nothing but blanks before it. */
    blank = memchr(line, ' ', length);
    colon = memchr(line, ':', length);
    if (blank == NULL || (colon != NULL && colon < blank))
        return false;
    while (is_blank(*blank))
        blank++;
    return *blank != ':';
}

static void
skip_bytes(sip_text_t *text, size_t count)
{
    text->bytes += count;
    text->length -= count;
}

/* Whether a name begins with one of the small letters, in any case. */
static bool
begins_with(char c, const char *initials)
{
    for (; *initials != '\0'; initials++) {
        if ((c | 0x20) == *initials)
            return true;
    }
    return false;
}

bool
sip_next_header_field(sip_text_t *text, sip_header_field_t *field)
{
    return sip_find_header_field(text, NULL, field);
}

bool
sip_find_header_field(sip_text_t *text, const char *initials, sip_header_field_t *field)
{
    while (text->length > 0) {
        const char *line = text->bytes, *colon;
        size_t      next, length = sip_line_length(*text, &next);

        if (length == 0 || is_start_line(line, length))
            return false;
        skip_bytes(text, next);
        /* A line that begins with a blank goes on with the field. */
        while (text->length > 0 && is_blank(text->bytes[0])) {
            length = (size_t)(text->bytes - line) + sip_line_length(*text, &next);
            skip_bytes(text, next);
        }

        if (initials != NULL && !begins_with(line[0], initials))
            continue;
        colon = memchr(line, ':', length);
        if (colon == NULL)
            continue;
        field->name.bytes = line;
        field->name.length = (size_t)(colon - line);
        while (field->name.length > 0 && is_blank(line[field->name.length - 1]))
            field->name.length--;
        field->value.bytes = colon + 1;
        field->value.length = length - (size_t)(colon + 1 - line);
        while (field->value.length > 0 && is_blank(field->value.bytes[0]))
            skip_bytes(&field->value, 1);
        return true;
    }
    return false;
}

bool
sip_header_field_is(const sip_header_field_t *field, const char *name, char compact)
{
    if (field->name.length == 1)
        return compact != '\0' && g_ascii_tolower(field->name.bytes[0]) == compact;
    for (size_t i = 0; i < field->name.length; i++) {
        /* Names are letters and hyphens, which differ from one another in more than this bit. */
        if (name[i] == '\0' || ((field->name.bytes[i] ^ name[i]) & ~0x20) != 0)
            return false;
    }
    return name[field->name.length] == '\0';
}
