/* header_fields.h
 * The header fields of a SIP message, read from its bytes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HEADER_FIELDS_H
#define SIPEXPLAIN_HEADER_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

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
 * *next is set to where the following line begins.
 */
size_t sip_line_length(sip_text_t text, size_t *next);

/*
 * Takes the next header field from *text, which begins at the start of a
 * header line (RFC 3261, Section 7.3), and moves *text behind it. A line
 * without a colon, which is no header field, is passed over.
 *
 * Returns false at the empty line that ends the header, at the end of the
 * text, and at the start line of another message.
 */
bool sip_next_header_field(sip_text_t *text, sip_header_field_t *field);

/*
 * The same for the next field whose name begins with one of these small
 * letters, in any case; the others are passed over at little cost.
 */
bool sip_find_header_field(sip_text_t *text, const char *initials, sip_header_field_t *field);

/*
 * Whether the field has this name, in its long or compact form ('\0' if there
 * is none), in any case of letters (RFC 3261, Sections 7.3.1 and 7.3.3).
 */
bool sip_header_field_is(const sip_header_field_t *field, const char *name, char compact);

#endif /* SIPEXPLAIN_HEADER_FIELDS_H */
