/* body.h
 * The body of a SIP message, whole or in parts
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_BODY_H
#define SIPEXPLAIN_BODY_H

#include "message/view.h"

/* Where one is in the parts of a body. All texts point into the message. */
typedef struct {
    sip_text_t type;        /* of the whole; empty if Content-Type is missing */
    sip_text_t boundary;    /* empty if it is not in parts, or that is not said */
    sip_text_t rest;        /* what was not read yet */
    sip_text_t disposition; /* of the part that was taken last, or the whole: Content-Disposition without parameters; may be empty */
    bool       in_parts;    /* multipart/... (RFC 5621, Section 3) */
    bool       begun;
} body_parts_t;

/* Begins with the first part of the body. */
body_parts_t body_parts(const message_view_t *view);

/*
 * Takes the next part: its media type without parameters, and what it holds
 * without the header (RFC 2046, Section 5.1). A body that is not in parts is one
 * part, an empty one is none. Each byte is looked at a constant number of times.
 */
bool body_next_part(body_parts_t *parts, sip_text_t *type, sip_text_t *content);

/* Whether all of the body is there, and nothing behind it: Content-Length, where there is one, says what was received. */
bool body_is_whole(const message_view_t *view);

#endif /* SIPEXPLAIN_BODY_H */
