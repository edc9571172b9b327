/* case.h
 * The case that the rules look at: a message, its request, and their call
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CASE_H
#define SIPEXPLAIN_CASE_H

#include "catalogue/words.h"
#include "exchange/exchange.h"
#include "exchange/other_leg.h"
#include "findings/finding.h"

/* So many texts in which a server says something in its own words are looked at. */
#define CASE_MAX_SAID   8

/* And so much of each: the words of a server are a line. */
#define CASE_MAX_SAID_BYTES 512

/* What is read of a case when it is first asked for: what the server says in its own words, and more that several rules ask. */
typedef struct {
    bool        gathered;
    bool        reasoned;       /* there is a Reason */
    unsigned    count;
    sip_text_t  texts[CASE_MAX_SAID];
    words_key_t keys[CASE_MAX_SAID];            /* of the texts */
    bool        weighed[CASE_MAX_SAID];         /* the next two are known, of which complaints.c has more to say */
    bool        of_part[CASE_MAX_SAID];
    bool        complaining[CASE_MAX_SAID];
    bool        likened[CASE_MAX_SAID];         /* and these two, of phrases.c */
    uint16_t    phrases[CASE_MAX_SAID];         /* the place in catalogue_phrases, and one more; 0 for none */
    uint16_t    weights[CASE_MAX_SAID];
    bool        compared;       /* the next is known */
    bool        whole;
    bool        sought;         /* and this one */
    other_leg_t other_leg;
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

/* Whether the response has a Reason. */
bool case_has_reason(const finding_case_t *about);

/*
 * Whether the response may find fault with the form of the request: those codes
 * that are about something else need words of the server's own for it.
 */
bool case_may_complain(const finding_case_t *about);

/* See call_other_leg(). */
other_leg_t case_other_leg(const finding_case_t *about);

/*
 * The INVITE of the other leg, where that failed first with the same code: what
 * was refused is that one, which a PBX makes anew. NULL if there is none.
 */
const transaction_t *case_failed_before(const finding_case_t *about);

/* Whether this is in a list of findings. */
bool finding_is_among(const finding_t *item, unsigned finding);

/* Whether this was found already (FINDING_... of finding_sentences.h). */
bool case_has(const finding_case_t *about, unsigned finding);

/* Whether the first pass found this; for late rules. */
bool case_had(const finding_case_t *about, unsigned finding);

/* Whether something was found already that is a cause, and not only says where to look. */
bool case_has_cause(const finding_case_t *about);

/* Whether the phrase of the response contains these words, in any case of letters. */
bool case_phrase_has(const finding_case_t *about, const char *words);

/* Whether a text is the registered phrase of the code, which a Reason may repeat in quotes. */
bool case_is_registered_phrase(const finding_case_t *about, sip_text_t text);

/* Whether a text contains these words, in any case of letters. */
bool case_text_has(sip_text_t text, const char *words);

/* The same for one of several, of which NULL is the last. */
bool case_text_has_one_of(sip_text_t text, const char *const *words);

/*
 * What the server says in its own words, be it the phrase, the text of a Warning
 * or Reason, or what its product puts into a field of its own: the first of them that contains these, in any case of
 * letters; empty if none does.
 */
sip_text_t case_words(const finding_case_t *about, const char *words);

/* All of it. */
const case_said_t *case_said(const finding_case_t *about);

/* Whether the message comes from Asterisk, by its Server or User-Agent. */
bool case_is_from_asterisk(const finding_case_t *about);

/* The first cause of Q.850 in Reason; 0 if there is none. */
uint32_t case_q850_cause(const finding_case_t *about);

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

/* Whether no phrase that says more than those of this finding is the text. */
bool case_is_phrase_of(const finding_case_t *about, sip_text_t text, unsigned finding);

/*
 * The text beside that cause of Q.850, where it speaks of something else than
 * the lack of a channel, of resources or of room for more; empty if not.
 */
sip_text_t case_q850_text(const finding_case_t *about);

/* The first letters of the names of all header fields of products, as data/vendors.ini has them. */
sip_initials_t case_vendor_initials(void);

#endif /* SIPEXPLAIN_CASE_H */
