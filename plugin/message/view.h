/* view.h
 * A SIP message as text: its parts by name
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_VIEW_H
#define SIPEXPLAIN_VIEW_H

#include "message/header_values.h"

/* All texts point into the message. */
typedef struct {
    sip_text_t start_line;  /* without its line end; bytes are NULL where the message is not known */
    sip_text_t header;      /* from the first header field to the end of the message */
} message_view_t;

/* The parts of a message; those of an empty text are empty. */
message_view_t message_view(sip_text_t whole);

static inline bool
view_is_known(const message_view_t *view)
{
    return view->start_line.bytes != NULL;
}

/*
 * The value of the first header field of this name, whole; compact as for
 * sip_header_field_is(). Its bytes are NULL if there is none.
 */
sip_text_t view_value(const message_view_t *view, const char *name, char compact);

/* Whether there is a header field of this name, or a value in a list of them, in any case of letters. */
bool view_has(const message_view_t *view, const char *name, char compact);
bool view_lists(const message_view_t *view, const char *name, char compact, const char *value);

/* Whether it has one Via, so that no proxy is between it and who sent the request (RFC 3261, Section 16.6, step 8). */
bool view_has_one_via(const message_view_t *view);

/* The number that the header field begins with; false if there is none. */
bool view_number(const message_view_t *view, const char *name, char compact, uint32_t *number);

/* A parameter behind the address of the first value; empty if there is none. */
sip_text_t view_parameter(const message_view_t *view, const char *name, char compact, const char *parameter);

/* The tags of To and From. */
sip_text_t view_to_tag(const message_view_t *view);
sip_text_t view_from_tag(const message_view_t *view);

/* Method and Request-URI of a request (RFC 3261, Section 7.1); empty of a response. */
sip_text_t view_method(const message_view_t *view);
sip_text_t view_request_uri(const message_view_t *view);

/* Reason-Phrase of a response (RFC 3261, Section 7.2); empty of a request. */
sip_text_t view_phrase(const message_view_t *view);

/* The method that CSeq names (RFC 3261, Section 20.16), and its number. */
sip_text_t view_cseq_method(const message_view_t *view);
bool view_cseq_number(const message_view_t *view, uint32_t *number);

/* The branch of the value of Via with this number, 0 being the top one; empty if there is none. */
sip_text_t view_branch(const message_view_t *view, unsigned number);

/* What follows the header, no longer than Content-Length says. */
sip_text_t view_body(const message_view_t *view);

#endif /* SIPEXPLAIN_VIEW_H */
