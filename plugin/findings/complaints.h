/* complaints.h
 * Of which part of the request the server's own words speak
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_COMPLAINTS_H
#define SIPEXPLAIN_COMPLAINTS_H

#include "findings/case.h"

typedef enum {
    COMPLAINT_NONE,     /* there are none but the registered phrase */
    COMPLAINT_NAME,     /* they name it */
    COMPLAINT_GENERAL,  /* something is malformed or missing, and they do not say what */
    COMPLAINT_OTHER     /* they speak of something else, or nobody knows of what */
} complaint_t;

/*
 * What phrase, Warning and Reason of the response say of a header field, or of
 * another part of a message, with this name. *words: the text that does so,
 * empty if none does; it belongs to the message.
 */
complaint_t words_about(const finding_case_t *about, const char *name, sip_text_t *words);

/*
 * Whether the text has this name, hyphens and blanks aside. "To" and "From" are
 * usual words, too, so that their case counts.
 */
bool words_have(sip_text_t text, const char *name);

/* Whether the text says that something is malformed or missing. */
bool words_complain(sip_text_t text);

/* Whether a body is more than line ends and padding. */
bool is_content(sip_text_t text);

/* The values of all header fields of a name, as one list; in packet scope, empty if there is none. */
sip_text_t values_listed(const finding_case_t *about, const message_view_t *view, const char *name, char compact);

/* Whether the header is there to its end, so that what it lacks is not only missing in the capture. */
bool header_is_whole(const message_view_t *view);

#endif /* SIPEXPLAIN_COMPLAINTS_H */
