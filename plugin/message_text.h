/* message_text.h
 * Where in the frame's bytes the text of a SIP message lies
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MESSAGE_TEXT_H
#define SIPEXPLAIN_MESSAGE_TEXT_H

#include "messages.h"

/* Where the phrase begins in a Status-Line: "SIP/2.0 200 OK". */
#define MESSAGE_PHRASE_OFFSET   12

typedef struct {
    tvbuff_t *tvb;              /* the data source that holds it; NULL if it was not found */
    int       offset;           /* of the Status-Line in it */
    int       line_length;      /* of the Status-Line, in bytes, without its line end */
} message_text_t;

/*
 * Finds the Status-Lines of the responses among the messages of the frame in
 * its data sources (the frame itself, "Reassembled TCP", "Decrypted TLS" ...).
 * Text that looks like a Status-Line is believed when Call-ID and CSeq behind
 * it are those of the message. The work is bounded, also for a hostile frame.
 *
 * Returns an array in packet scope, one entry for each message.
 */
const message_text_t *message_text_find(packet_info *pinfo, const sip_message_t *messages, unsigned count);

#endif /* SIPEXPLAIN_MESSAGE_TEXT_H */
