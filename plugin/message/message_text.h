/* message_text.h
 * Where in the frame's bytes the text of a SIP message lies
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MESSAGE_TEXT_H
#define SIPEXPLAIN_MESSAGE_TEXT_H

#include "message/header_fields.h"
#include "message/messages.h"

/* Where the phrase begins in a Status-Line: "SIP/2.0 200 OK". */
#define MESSAGE_PHRASE_OFFSET   12

typedef struct {
    tvbuff_t  *tvb;         /* the data source that holds it; NULL if it was not found */
    int        offset;      /* of the start line in it */
    int        line_length; /* of the start line, in bytes, without its line end */
    sip_text_t whole;       /* from the start line to the next message or the end of the source; belongs to tvb */
    sip_text_t header;      /* from the first header field on, to the same end;
                               sip_next_header_field() knows where it stops */
    sip_index_t index;      /* of its fields; without initials until somebody asks: see message_text_initials() */
} message_text_t;

/* The first letters of all fields of the header. They are kept, as most fields that are looked for are not there. */
static inline sip_initials_t
message_text_initials(const message_text_t *text)
{
    if (text->index.initials == 0)
        sip_index_header(text->header, &((message_text_t *)text)->index);
    return text->index.initials;
}

/* Whether there may be a field of this name; compact as for sip_header_field_is(). */
static inline bool
message_text_may_have(const message_text_t *text, const char *name, char compact)
{
    return (message_text_initials(text) & sip_initials_of(name, compact)) != 0;
}

/*
 * The header from the first field on whose name begins with one of two small
 * letters (other: '\0' if it is one alone), without a look at the fields before
 * it; empty if there is none. *last: whether no other one follows.
 */
sip_text_t message_text_from(const message_text_t *text, char letter, char other, bool *last);

/*
 * The messages of a frame, and their texts. Most frames have one message, which
 * has its place here, so that nothing is allocated for it.
 */
typedef struct {
    packet_info          *pinfo;
    const sip_message_t  *messages; /* NULL if there are none */
    unsigned              count;
    const message_text_t *found;    /* NULL until somebody asks */
    sip_message_t         only;
    message_text_t        only_text;
} message_texts_t;

/* Gives the messages what their records lack though their texts have it: see missed_fields.h. */
void message_texts_complete(message_texts_t *texts);

/* Collects the messages of a frame; whether it has some. */
static inline bool
message_texts_begin(message_texts_t *texts, packet_info *pinfo)
{
    texts->pinfo = pinfo;
    texts->found = NULL;
    texts->messages = messages_collect(pinfo, &texts->only, &texts->count);
    for (unsigned i = 0; i < texts->count; i++) {
        /* Hardly ever, so that no text is looked for. */
        if (texts->messages[i].info->tap_call_id == NULL || texts->messages[i].info->tap_cseq_number == 0) {
            message_texts_complete(texts);
            break;
        }
    }
    return texts->messages != NULL;
}

/* A copy in packet scope. */
message_texts_t *message_texts_copy(const message_texts_t *texts);

/*
 * Finds the start lines of the messages of the frame in its data sources (the
 * frame itself, "Reassembled TCP", "Decrypted TLS" ...), when it is first
 * asked. Text that looks like the start line of a message is believed when
 * Call-ID and CSeq behind it are those of the message, or when the frame is a
 * datagram with no other message in it. The work is bounded, also for a hostile
 * frame.
 *
 * Returns an array, one entry for each message, which lives as long as texts and the packet.
 */
const message_text_t *message_texts_get(message_texts_t *texts);

#endif /* SIPEXPLAIN_MESSAGE_TEXT_H */
