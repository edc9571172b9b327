/* uri.h
 * SIP URIs: their parts, and which of them lead to one place
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_URI_H
#define SIPEXPLAIN_URI_H

#include <stdint.h>

#include "message/header_fields.h"

/* The parts of a URI (RFC 3261, Section 19.1.1), in its text; empty where one is missing. */
typedef struct {
    sip_text_t user;        /* with escapes; without a password */
    sip_text_t host;        /* without the brackets of an IPv6 address */
    uint32_t   port;        /* 0: none */
    sip_text_t parameters;  /* from the first semicolon behind the host to the headers */
    bool       secure;      /* sips: */
} sip_uri_t;

/* Reads a URI; false if its scheme is neither sip nor sips, or if there is no host. */
bool sip_parse_uri(sip_text_t text, sip_uri_t *uri);

/* Whether it has this parameter, with a value or without. */
bool sip_uri_has(const sip_uri_t *uri, const char *name);

/*
 * Whether two URIs lead to one place. They are compared as RFC 3261, Section
 * 19.1.4, has it, but not so strictly where that makes no other place: a port
 * that is the usual one may be left out, and what only one of them has counts
 * for maddr alone. URIs of other schemes have to be the same text.
 */
bool sip_uris_equal(sip_text_t a, sip_text_t b);

/* The same without their users and parameters: whether two entries of a route are one host. */
bool sip_uris_have_same_host(sip_text_t a, sip_text_t b);

/* Whether the texts are the same when their escapes are read; any_case: letters are equal in any case. */
bool sip_escaped_equal(sip_text_t a, sip_text_t b, bool any_case);

#endif /* SIPEXPLAIN_URI_H */
