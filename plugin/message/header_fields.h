/* header_fields.h
 * The header fields of a SIP message, read from its bytes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HEADER_FIELDS_H
#define SIPEXPLAIN_HEADER_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

/*
 * Bytes of a message, neither copied nor terminated: they belong to whoever
 * owns the message.
 */
typedef struct {
    const char *bytes;
    size_t      length;
} sip_text_t;

typedef struct {
    sip_text_t name;    /* as received, without blanks around it */
    sip_text_t value;   /* without blanks before it; line folds are still in it */
} sip_header_field_t;

/*
 * The length of the line at the beginning of text, without its CRLF, CR or LF;
 * *next is set to where the following line begins. Looks at no more than the
 * line and a constant number of bytes behind it, whatever the line ends are.
 */
size_t sip_line_length(sip_text_t text, size_t *next);

/* Takes the line at the beginning of *text, without its line end, and moves *text behind it. */
static inline sip_text_t
sip_take_line(sip_text_t *text)
{
    sip_text_t line = *text;
    size_t     next;

    line.length = sip_line_length(*text, &next);
    text->bytes += next;
    text->length -= next;
    return line;
}

/*
 * Takes the next header field from *text, which begins at the start of a
 * header line (RFC 3261, Section 7.3), and moves *text behind it. A line
 * without a colon, which is no header field, is passed over.
 *
 * Returns false at the empty line that ends the header, at the end of the
 * text, and at the start line of another message.
 */
bool sip_next_header_field(sip_text_t *text, sip_header_field_t *field);

/* A set of first letters: a bit for each of the 64 characters from '@' on, and so for letters of both cases. */
typedef uint64_t sip_initials_t;

#define SIP_MAX_INITIALS    12
#define SIP_INITIALS_FIRST  '@'

static inline sip_initials_t
sip_initial(const char *letters, size_t number)
{
    return number < strlen(letters) ? UINT64_C(0x100000001) << (letters[number] & 0x1f) : 0;
}

/* Not a loop, so that compilers make a constant of it. More letters than it can take let all names pass. */
static inline sip_initials_t
sip_initials(const char *letters)
{
    if (strlen(letters) > SIP_MAX_INITIALS)
        return ~(sip_initials_t)0;
    return sip_initial(letters, 0) | sip_initial(letters, 1) | sip_initial(letters, 2) | sip_initial(letters, 3)
        | sip_initial(letters, 4) | sip_initial(letters, 5) | sip_initial(letters, 6) | sip_initial(letters, 7)
        | sip_initial(letters, 8) | sip_initial(letters, 9) | sip_initial(letters, 10) | sip_initial(letters, 11);
}

/* Those of a field with this name; compact as for sip_header_field_is(). Quicker where they are not constant. */
static inline sip_initials_t
sip_initials_of(const char *name, char compact)
{
    return UINT64_C(0x100000001) << (name[0] & 0x1f) | (compact != '\0' ? UINT64_C(0x100000001) << (compact & 0x1f) : 0);
}

/* Where the lines of a header are, by their first letters. */
typedef struct {
    sip_initials_t initials;    /* of all lines: a field whose letter is not among them is not there */
    sip_initials_t repeated;    /* those that several lines begin with */
    uint32_t       first[32];   /* by the lower bits of a letter: where the first line with it begins, if there is one */
} sip_index_t;

/* Of a header that begins at the start of a line. Goes through all of it once. */
void sip_index_header(sip_text_t header, sip_index_t *index);

bool sip_find_header_field_of(sip_text_t *text, sip_initials_t initials, sip_header_field_t *field);

/*
 * The same for the next field whose name begins with one of these small
 * letters, in any case; the others are passed over at little cost.
 */
static inline bool
sip_find_header_field(sip_text_t *text, const char *initials, sip_header_field_t *field)
{
    return sip_find_header_field_of(text, sip_initials(initials), field);
}

/* Whether two texts are the same bytes; of tags and the like. */
static inline bool
sip_texts_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* Whether two names of the same length are one in any case of letters. */
bool sip_names_equal(const char *name, const char *other, size_t length);

/*
 * Whether the field has this name, in its long or compact form ('\0' if there
 * is none), in any case of letters (RFC 3261, Sections 7.3.1 and 7.3.3).
 */
static inline bool
sip_header_field_is(const sip_header_field_t *field, const char *name, char compact)
{
    if (field->name.length == 1)
        return compact != '\0' && g_ascii_tolower(field->name.bytes[0]) == compact;
    return field->name.length == strlen(name) && sip_names_equal(field->name.bytes, name, field->name.length);
}

#endif /* SIPEXPLAIN_HEADER_FIELDS_H */
