/* sentences.h
 * Puts the values of a message into the sentences of the catalogue
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SENTENCES_H
#define SIPEXPLAIN_SENTENCES_H

#include "findings/diagnosis_list.h"
#include "findings/findings.h"
#include "message/header_values.h"
#include "message/message_text.h"

/* A diagnosis names so many frames at the most. */
#define MAX_RELATED_FRAMES  8

/* A response, what is said about it, and the frames that this speaks of. All texts are in packet scope. */
typedef struct {
    packet_info          *pinfo;
    const message_text_t *text;
    unsigned              code;
    bool                  whole;        /* the whole capture has been read, so what is not known did not happen */
    wmem_strbuf_t        *sentences;
    uint32_t              frames[MAX_RELATED_FRAMES];
    unsigned              num_frames;
} diagnosis_t;

/* Adds a sentence; behind its id, the text for each name in braces in the order of diagnosis_list.h. */
void say(diagnosis_t *diagnosis, diagnosis_id_t id, ...);

/* Adds the sentence of a finding. */
void say_finding(diagnosis_t *diagnosis, const finding_t *finding);

/* A part of the message without quotes and folds, escaped and not too long. */
const char *value_text(const diagnosis_t *diagnosis, sip_text_t text);

/*
 * The values of all header fields of this name, of each the part that is
 * asked for, as a list; NULL if there are none.
 */
const char *list_text(const diagnosis_t *diagnosis, const char *name, char compact,
                      sip_text_t (*part)(sip_text_t));

/* Parts to ask for: all, or the first token. sip_address() is another one. */
sip_text_t whole_value(sip_text_t value);
sip_text_t first_token(sip_text_t value);

/* See duration.h. */
const char *seconds_text(const diagnosis_t *diagnosis, uint32_t seconds);
const char *milliseconds_text(const diagnosis_t *diagnosis, int64_t milliseconds);

/* Decimal. */
const char *number_text(const diagnosis_t *diagnosis, uint64_t number);

/* The number of a frame, which becomes one of those that are spoken of. */
const char *frame_text(diagnosis_t *diagnosis, uint32_t frame);

/* "486 Busy Here", or the code alone where the catalogue lacks it. */
const char *response_text(const diagnosis_t *diagnosis, unsigned code);

#endif /* SIPEXPLAIN_SENTENCES_H */
