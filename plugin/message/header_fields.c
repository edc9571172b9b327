/* header_fields.c
 * The header fields of a SIP message, read from its bytes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/header_fields.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define SIP_VERSION         "SIP/2.0"
#define SIP_VERSION_LENGTH  (sizeof SIP_VERSION - 1)

#define ANY_INITIAL         UINT64_MAX

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* In pieces of so many bytes is the end of a line looked for, in which most lines have it. */
#define PIECE               128

/*
 * To look for the LF in all of the rest, and then for a CR before it, would
 * take a time that grows with the square of the length where there is no LF.
 */
static G_GNUC_NO_INLINE size_t
end_of_line_in_pieces(const char *bytes, size_t done, size_t length)
{
    bool ends = false;

    while (done < length && !ends) {
        size_t      piece = MIN(length - done, PIECE);
        const char *end = memchr(bytes + done, '\n', piece);

        ends = end != NULL;
        if (ends)
            piece = (size_t)(end - (bytes + done));
        end = memchr(bytes + done, '\r', piece);
        if (end != NULL)
            return (size_t)(end - bytes);
        done += piece;
    }
    return done;
}

/*
 * The length of the line, up to its CR or LF: CR alone ends a line too, as it
 * does for Wireshark's SIP dissector. Header lines are the most that we look
 * at, so with what every x86-64 has, both are looked for at once.
 */
static inline size_t
length_of_line(const char *bytes, size_t length)
{
    size_t done = 0;

#ifdef __SSE2__
    const __m128i cr = _mm_set1_epi8('\r'), lf = _mm_set1_epi8('\n');

    for (; length - done >= sizeof cr; done += sizeof cr) {
        __m128i  block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + done));
        unsigned ends = (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(block, cr),
                                                                 _mm_cmpeq_epi8(block, lf)));

        if (ends != 0)
            return done + (unsigned)__builtin_ctz(ends);
    }
#endif
    return end_of_line_in_pieces(bytes, done, length);
}

/* Where the line begins that follows a line of this length. */
static inline size_t
next_line(sip_text_t text, size_t length)
{
    /* As it is nearly always. */
    if (text.length - length >= 2 && memcmp(text.bytes + length, "\r\n", 2) == 0)
        return length + 2;
    return length < text.length ? length + 1 : length;
}

size_t
sip_line_length(sip_text_t text, size_t *next)
{
    size_t length = length_of_line(text.bytes, text.length);

    *next = next_line(text, length);
    return length;
}

/* "SIP/2.0 200 OK" or "BYE sip:bob@example.com SIP/2.0", and no header field. */
static bool
is_start_line(const char *line, size_t length)
{
    const char *blank, *colon;

    if (length <= SIP_VERSION_LENGTH)
        return false;
    if (memcmp(line, SIP_VERSION " ", SIP_VERSION_LENGTH + 1) == 0)
        return true;
    if (memcmp(line + length - SIP_VERSION_LENGTH, SIP_VERSION, SIP_VERSION_LENGTH) != 0)
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

bool
sip_next_header_field(sip_text_t *text, sip_header_field_t *field)
{
    return sip_find_header_field_of(text, ANY_INITIAL, field);
}

static bool
is_wanted(char initial, sip_initials_t wanted)
{
    unsigned number = (unsigned char)initial - (unsigned)SIP_INITIALS_FIRST;

    return (number < 64 && (wanted >> number & 1) != 0) || wanted == ANY_INITIAL;
}

/* Whether the line is none of a header. Few begin or end so that they have to be looked at closely. */
static inline bool
ends_header(const char *line, size_t length)
{
    return length == 0 || ((line[0] == SIP_VERSION[0] || line[length - 1] == SIP_VERSION[SIP_VERSION_LENGTH - 1])
                           && is_start_line(line, length));
}

void
sip_index_header(sip_text_t header, sip_index_t *index)
{
    const char    *begin = header.bytes;
    sip_initials_t initials = 0, repeated = 0;

    while (header.length > 0) {
        size_t length = length_of_line(header.bytes, header.length);

        /* What goes on with a field begins with a blank, and so with no letter. */
        if (length == 0 || (!is_blank(header.bytes[0]) && ends_header(header.bytes, length)))
            break;
        if (header.bytes[0] >= SIP_INITIALS_FIRST) {
            unsigned       letter = header.bytes[0] & 0x1f;
            sip_initials_t initial = UINT64_C(0x100000001) << letter;

            if ((initials & initial) == 0)
                index->first[letter] = (uint32_t)(header.bytes - begin);
            repeated |= initials & initial;
            initials |= initial;
        }
        skip_bytes(&header, next_line(header, length));
    }
    index->initials = initials;
    index->repeated = repeated;
}

bool
sip_find_header_field_of(sip_text_t *text, sip_initials_t initials, sip_header_field_t *field)
{
    sip_text_t rest = *text;

    while (rest.length > 0) {
        const char *line = rest.bytes, *colon;
        size_t      length, next = 0;

        do {
            length = next + length_of_line(line + next, rest.length - next);
            if (next == 0 && ends_header(line, length)) {
                *text = rest;
                return false;
            }
            next = next_line(rest, length);
            /* A line that begins with a blank goes on with the field. */
        } while (next < rest.length && is_blank(line[next]));
        skip_bytes(&rest, next);

        if (!is_wanted(line[0], initials))
            continue;
        colon = memchr(line, ':', length);
        if (colon == NULL)
            continue;
        *text = rest;
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
    *text = rest;
    return false;
}

bool
sip_names_equal(const char *name, const char *other, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        /* Names are letters and hyphens, which differ from one another in more than this bit. */
        if (((name[i] ^ other[i]) & ~0x20) != 0)
            return false;
    }
    return true;
}
