/* case.h
 * The case that the rules look at: a message, its request, and their call
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CASE_H
#define SIPEXPLAIN_CASE_H

#include "exchange/exchange.h"
#include "findings/finding.h"

/* So many texts in which a server says something in its own words are looked at. */
#define CASE_MAX_SAID   8

/* What the server says in its own words; gathered when it is first asked for. */
typedef struct {
    bool       gathered;
    unsigned   count;
    sip_text_t texts[CASE_MAX_SAID];
} case_said_t;

struct finding_case {
    const moment_t      *moment;
    const call_t        *call;          /* NULL if nothing is known of it */
    const transaction_t *transaction;   /* that the message belongs to; NULL if there is none */
    message_view_t       message;       /* that brings the occasion; may be unknown */
    message_view_t       request;       /* that a response answers, or message itself where it is a request; may be unknown */
    sip_text_t           method;        /* of the request; may be empty */
    unsigned             code;          /* of a response, else 0 */
    const message_text_t *text;         /* where the message lies */
    case_said_t          *said;
    wmem_allocator_t    *scope;         /* of what is found */
    finding_t           *found;         /* the strongest first */
    const finding_t     *before;        /* of late rules: what was found on the first pass */
};

/* Whether the response answers a request of this method, or the request has it. */
bool case_is_about(const finding_case_t *about, const char *method);

/*
 * Whether request and message are known to belong together: a response is found
 * by branch and CSeq number, and clients that use both once more for another
 * method are told apart by the method of CSeq alone.
 */
bool case_is_whole(const finding_case_t *about);

/* Whether this is in a list of findings. */
bool finding_is_among(const finding_t *item, unsigned finding);

/* Whether this was found already (FINDING_... of finding_sentences.h). */
bool case_has(const finding_case_t *about, unsigned finding);

/* Whether the first pass found this; for late rules. */
bool case_had(const finding_case_t *about, unsigned finding);

/* Whether something was found already that is a cause, and not only says where to look. */
bool case_has_cause(const finding_case_t *about);

/* Whether the texts are the same bytes; of tags and the like. */
bool case_texts_equal(sip_text_t a, sip_text_t b);

/* Whether the phrase of the response contains these words, in any case of letters. */
bool case_phrase_has(const finding_case_t *about, const char *words);

/* Whether a text contains these words, in any case of letters. */
bool case_text_has(sip_text_t text, const char *words);

/*
 * What the server says in its own words, be it the phrase, the text of a Warning
 * or that of a Reason: the first of them that contains these, in any case of
 * letters; empty if none does.
 */
sip_text_t case_words(const finding_case_t *about, const char *words);

/* All of it. */
const case_said_t *case_said(const finding_case_t *about);

/* Whether the phrase of the response is the registered one of its code, so that it says nothing of its own. */
bool case_phrase_is_registered(const finding_case_t *about);

/* Whether it is that of another code. */
bool case_phrase_is(const finding_case_t *about, unsigned code);

/* A string as a text. */
sip_text_t case_text(const char *string);

/* An address of the capture as a text in packet scope. */
sip_text_t case_host(const finding_case_t *about, host_t host);
sip_text_t case_host_port(const finding_case_t *about, host_t host, uint16_t port);

/*
 * What the server says in words that are a sign of this finding for the code and
 * the method of the case, as data/phrases.ini has it; empty if it says none.
 */
sip_text_t case_words_for(const finding_case_t *about, unsigned finding);

#endif /* SIPEXPLAIN_CASE_H */
