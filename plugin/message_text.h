/* message_text.h
 * Where in the frame's bytes the text of a SIP message lies
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MESSAGE_TEXT_H
#define SIPEXPLAIN_MESSAGE_TEXT_H

#include "header_fields.h"
#include "messages.h"

/* Where the phrase begins in a Status-Line: "SIP/2.0 200 OK". */
#define MESSAGE_PHRASE_OFFSET   12

typedef struct {
    tvbuff_t  *tvb;             /* the data source that holds it; NULL if it was not found */
    int        offset;          /* of the start line in it */
    int        line_length;     /* of the start line, in bytes, without its line end */
    sip_text_t header;          /* from the first header field on; belongs to tvb. It has no end
                                   of its own: sip_next_header_field() knows where to stop */
} message_text_t;

/*
 * Finds the start lines of the messages of the frame in its data sources (the
 * frame itself, "Reassembled TCP", "Decrypted TLS" ...). Text that looks like
 * the start line of a message is believed when Call-ID and CSeq behind it are
 * those of the message. The work is bounded, also for a hostile frame.
 *
 * Returns an array in packet scope, one entry for each message.
 */
const message_text_t *message_text_find(packet_info *pinfo, const sip_message_t *messages, unsigned count);

#endif /* SIPEXPLAIN_MESSAGE_TEXT_H */
