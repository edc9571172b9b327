/* escape.c
 * Text from packets, made fit to be shown
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "message/escape.h"

static gboolean
is_shown_as_is(gunichar c)
{
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
        return FALSE;
    default:
        return TRUE;
    }
}

/* Most bytes are one of these, for which no table of Unicode has to be asked. */
static gboolean
is_plain(unsigned char byte)
{
    return byte >= ' ' && byte <= '~';
}

size_t
escape_text(char *out, const unsigned char *bytes, size_t length)
{
    static const char hex[] = "0123456789ABCDEF";
    char  *start = out;
    size_t i = 0;

    while (i < length) {
        gunichar c;
        size_t   char_length = 1;

        if (is_plain(bytes[i])) {
            *out++ = (char)bytes[i++];
            continue;
        }
        c = g_utf8_get_char_validated((const char *)bytes + i, (gssize)(length - i));
        /* (gunichar)-1: not UTF-8; (gunichar)-2: cut in the middle of a character */
        if (bytes[i] != '\0' && c != (gunichar)-1 && c != (gunichar)-2) {
            char_length = (size_t)g_unichar_to_utf8(c, NULL);
            if (is_shown_as_is(c)) {
                memcpy(out, bytes + i, char_length);
                out += char_length;
                i += char_length;
                continue;
            }
        }
        for (; char_length > 0; char_length--, i++) {
            *out++ = '\\';
            *out++ = 'x';
            *out++ = hex[bytes[i] >> 4];
            *out++ = hex[bytes[i] & 0x0f];
        }
    }
    *out = '\0';
    return (size_t)(out - start);
}

/* The same of eight bytes at once: none has its highest bit, gets it with one more, or loses its last blank's worth. */
static bool
are_plain(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t       word;

    memcpy(&word, bytes, sizeof word);
    return ((word | (word + ones) | ((word - ones * ' ') & ~word)) & ones * 0x80) == 0;
}

bool
escape_is_plain(const char *bytes, size_t length)
{
    size_t plain = 0;

    while (length - plain >= sizeof(uint64_t) && are_plain(bytes + plain))
        plain += sizeof(uint64_t);
    while (plain < length && is_plain((unsigned char)bytes[plain]))
        plain++;
    return plain == length;
}
