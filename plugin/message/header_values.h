/* header_values.h
 * The values of SIP header fields: lists, parameters, quoted strings
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HEADER_VALUES_H
#define SIPEXPLAIN_HEADER_VALUES_H

#include <stdint.h>

#include "message/header_fields.h"

/*
 * Takes the next value from a comma-separated list (RFC 3261, Section 7.3.1)
 * and moves *list behind it. Commas in quoted strings and between < and > do
 * not separate; empty values are passed over. The value has no blanks or line
 * folds around it. Returns false at the end of the list.
 */
bool sip_next_list_value(sip_text_t *list, sip_text_t *value);

/* Where one is in the values of all header fields of a name; begin with { header, { NULL, 0 } }. */
typedef struct {
    sip_text_t header;
    sip_text_t list;
} sip_values_t;

/*
 * Takes the next value of the header fields of this name, each of which may be
 * a list (RFC 3261, Section 7.3.1); compact as for sip_header_field_is().
 */
bool sip_next_value(sip_values_t *values, const char *name, char compact, sip_text_t *value);

/*
 * Takes the token at the beginning of *text (blanks before it are passed over)
 * and moves *text behind it: all up to a blank, one of ;,="<> or the end. May
 * be empty.
 */
sip_text_t sip_take_token(sip_text_t *text);

/*
 * Takes the next parameter, ";name=value" with blanks anywhere between its
 * parts, and moves *text behind it. The value keeps its quotes; a parameter
 * without value has an empty one. What stands before the semicolon is passed
 * over. Returns false when there is none left.
 */
bool sip_next_parameter(sip_text_t *text, sip_text_t *name, sip_text_t *value);

/*
 * What a challenge or credentials say (RFC 3261, Section 22; RFC 8760); empty
 * texts where a parameter is missing. The texts keep their quotes.
 */
typedef struct {
    sip_text_t scheme;
    sip_text_t realm;
    sip_text_t algorithm;
    sip_text_t nonce;
    sip_text_t qop;
    sip_text_t opaque;
    sip_text_t username;    /* of credentials, as all that follows */
    sip_text_t uri;
    sip_text_t nc;
    sip_text_t cnonce;
    sip_text_t response;
    sip_text_t auts;        /* RFC 3310 */
    bool       stale;       /* of a challenge */
} sip_auth_t;

/* Reads the value of WWW-Authenticate, Authorization and the like. */
sip_auth_t sip_parse_auth(sip_text_t value);

/*
 * The address of a value such as that of Contact (RFC 3261, Section 20.10):
 * what is between < and > behind the display name, or else all before the
 * parameters.
 */
sip_text_t sip_address(sip_text_t value);

/* The user part of that address, without the parameters of a number (RFC 3966) and without a password; empty if there is none. */
sip_text_t sip_user(sip_text_t value);

/* Whether the text is this token, in any case of letters. */
bool sip_text_is(sip_text_t text, const char *token);

/* The decimal number that the text, quoted or not, consists of; false if it is none or too large. */
bool sip_parse_number(sip_text_t text, uint32_t *number);

/*
 * Writes the text to out, which has room for text.length bytes, with one blank
 * for each line fold and the blanks around it (RFC 3261, Section 7.3.1). Not
 * terminated; returns the length.
 */
size_t sip_unfold(char *out, sip_text_t text);

/*
 * The same, without the quotes and backslashes of a quoted string, and without
 * what follows it.
 */
size_t sip_unquote(char *out, sip_text_t text);

/* A value of the Reason header field (RFC 3326); empty texts where a part is missing. */
typedef struct {
    sip_text_t protocol;
    bool       has_cause;
    uint32_t   cause;
    sip_text_t text;
    sip_text_t location;    /* RFC 8606 */
} sip_reason_t;

/* Reads one value; false if it does not begin with a protocol. */
bool sip_parse_reason(sip_text_t value, sip_reason_t *reason);

/* A value of the Warning header field (RFC 3261, Section 20.43). */
typedef struct {
    uint32_t   code;
    sip_text_t agent;
    sip_text_t text;
} sip_warning_t;

/* Reads one value; false if it does not begin with a number. */
bool sip_parse_warning(sip_text_t value, sip_warning_t *warning);

#endif /* SIPEXPLAIN_HEADER_VALUES_H */
