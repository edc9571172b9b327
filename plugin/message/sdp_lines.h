/* sdp_lines.h
 * The lines of SDP, and whether they are well-formed
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SDP_LINES_H
#define SIPEXPLAIN_SDP_LINES_H

#include "message/header_fields.h"

/* What follows the equals sign of a line that has one. */
sip_text_t sdp_value(sip_text_t line);

/* Takes the next word, which ends at a blank, and moves *text behind it; empty at the end. */
sip_text_t sdp_take_word(sip_text_t *text);

/* Takes what stands before the colon of an attribute, and moves *text behind that. */
sip_text_t sdp_take_name(sip_text_t *text);

/*
 * Whether a line, without blanks at its end, can be read: "type=value", with one
 * of the types of RFC 4566, and of v=, o=, t=, c=, m=, a=rtpmap and a=crypto the
 * parts that they are made of. What RFCs leave open, or products do without
 * harm, is good.
 */
bool sdp_line_is_good(sip_text_t line);

#endif /* SIPEXPLAIN_SDP_LINES_H */
