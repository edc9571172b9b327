/* missing.c
 * Header fields that a request has to have, and lacks
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "findings/complaints.h"
#include "findings/rules.h"
#include "finding_sentences.h"

#define MAX_CODES   4

/* A header field that requests of a method must have. */
typedef struct {
    uint8_t     method;             /* METHOD_UNKNOWN: any */
    char        compact;
    const char *header;
    const char *rule;
    uint16_t    shown[MAX_CODES];   /* codes that complain of it */
    uint16_t    likely[MAX_CODES];  /* codes that may */
} demand_t;

static const demand_t demands[] = {
    { METHOD_SUBSCRIBE, 'o', "Event", "RFC 6665, Section 8.2.1", { 400, 489 }, { 405, 500 } },
    { METHOD_NOTIFY, 'o', "Event", "RFC 6665, Section 8.2.1", { 400, 489 }, { 405, 500 } },
    { METHOD_PUBLISH, 'o', "Event", "RFC 3903, Section 4", { 400, 489 }, { 405, 500 } },
    { METHOD_REFER, 'r', "Refer-To", "RFC 3515, Section 2.4.1", { 400 }, { 500 } },
    { METHOD_PRACK, '\0', "RAck", "RFC 3262, Section 7.2", { 400 }, { 481, 500 } },
    { METHOD_NOTIFY, '\0', "Subscription-State", "RFC 6665, Section 8.2.3", { 400 }, { 0 } },
    { METHOD_UNKNOWN, 'f', "From", "RFC 3261, Section 8.1.1.3", { 400 }, { 0 } },
    { METHOD_UNKNOWN, 't', "To", "RFC 3261, Section 8.1.1.2", { 400 }, { 0 } },
    { METHOD_UNKNOWN, 'v', "Via", "RFC 3261, Section 8.1.1.7", { 400 }, { 0 } },
    { METHOD_SUBSCRIBE, 'm', "Contact", "RFC 3261, Section 8.1.1.8", { 400 }, { 0 } },
    { METHOD_REFER, 'm', "Contact", "RFC 3261, Section 8.1.1.8", { 0 }, { 400 } },
    { METHOD_INFO, '\0', "Info-Package", "RFC 6086, Section 4.2.1", { 0 }, { 469 } },
    { METHOD_UNKNOWN, '\0', "Max-Forwards", "RFC 3261, Section 8.1.1.6", { 483 }, { 400 } },
};

static bool
is_in(const uint16_t *codes, unsigned code)
{
    for (unsigned i = 0; i < MAX_CODES; i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

/* What is missing, and how certain it is that the response complains of it; false if it does not. */
static bool
judge(finding_case_t *about, const char *name, const demand_t *demand, sip_text_t *words, certainty_t *certainty)
{
    complaint_t kind = words_about(about, name, words);

    *certainty = CERTAINTY_SHOWN;
    /* A registered phrase, such as "Bad Event", is no more than the code. */
    if (case_phrase_is_registered(about) && sip_texts_equal(*words, view_phrase(&about->message)))
        words->length = 0;
    /* A name alone may stand in words about something else, which a 400 leaves no doubt of. */
    if (kind == COMPLAINT_NAME && (about->code == 400 || words_complain(*words)))
        return true;
    if (kind == COMPLAINT_OTHER)
        return false;
    if (is_in(demand->shown, about->code))
        return true;
    *certainty = CERTAINTY_LIKELY;
    /* Whoever finds another cause does not need this one. */
    return is_in(demand->likely, about->code) && !case_has_cause(about);
}

static void
tell(finding_case_t *about, const char *what, const char *rule, sip_text_t words, certainty_t certainty)
{
    uint32_t frame = about->transaction->request_frame;

    if (certainty == CERTAINTY_LIKELY)
        find_header_missing_likely(about, certainty, about->method, frame, case_text(what), rule);
    else if (words.length > 0)
        find_header_missing_told(about, certainty, words, about->method, frame, case_text(what), rule);
    else
        find_header_missing(about, certainty, about->method, frame, case_text(what), rule);
}

/*
 * RFC 3261, Section 16.6, step 3: a proxy puts Max-Forwards in where it is
 * missing, so that a host behind it complains of something else.
 */
static bool
is_put_in(const finding_case_t *about, const demand_t *demand)
{
    return strcmp(demand->header, "Max-Forwards") == 0
        && (case_has(about, FINDING_LOOP) || transaction_passed_on(about->call, about->transaction) != NULL);
}

/* A server that does not pass a request on answers in less time than so many hops take. */
#define AT_ONCE_MS  200

/*
 * Whether the host may have put Max-Forwards in and passed the request on, so that
 * the hops were used up behind it: it took its time, or said that it was trying.
 */
static bool
may_be_put_in(const finding_case_t *about, const demand_t *demand)
{
    const transaction_t *transaction = about->transaction;

    return strcmp(demand->header, "Max-Forwards") == 0 && about->code == 483
        && (about->moment->now - transaction->time > AT_ONCE_MS || transaction->heard_frame != about->moment->frame);
}

/* Looks whether one of the demands is not met. */
static void
find_demanded(finding_case_t *about)
{
    sip_text_t  words;
    certainty_t certainty;

    for (size_t i = 0; i < G_N_ELEMENTS(demands) && !case_has(about, FINDING_HEADER_MISSING); i++) {
        const demand_t *demand = &demands[i];

        if ((demand->method == METHOD_UNKNOWN || demand->method == about->transaction->method)
            && !view_has(&about->request, demand->header, demand->compact) && !is_put_in(about, demand)
            && judge(about, demand->header, demand, &words, &certainty))
            tell(about, demand->header, demand->rule, words,
                 words.length == 0 && may_be_put_in(about, demand) ? CERTAINTY_LIKELY : certainty);
    }
}

/* RFC 3261, Section 8.1.1.3. What a request inside a call lacks is told by its dialog. */
static void
find_tag(finding_case_t *about)
{
    static const demand_t demand = { .shown = { 400 } };
    sip_text_t            words;
    certainty_t           certainty;

    if (view_has(&about->request, "From", 'f') && view_from_tag(&about->request).length == 0
        && view_to_tag(&about->request).length == 0 && judge(about, "From", &demand, &words, &certainty)
        && (about->code == 400 || words_have(words, "tag")))
        tell(about, "tag in From", "RFC 3261, Section 8.1.1.3", words, certainty);
}

/* RFC 3261, Sections 20.14 and 20.15: what belongs to a body. */
static void
find_for_body(finding_case_t *about)
{
    static const demand_t type = { .shown = { 400 }, .likely = { 415 } }, length = { .shown = { 400, 411 } };
    sip_text_t            words;
    certainty_t           certainty;
    sip_text_t            body = view_body(&about->request);
    uint32_t              number;

    /* Of what has a length, no byte is padding. */
    if ((is_content(body) || (view_number(&about->request, "Content-Length", 'l', &number) && body.length > 0))
        && !view_has(&about->request, "Content-Type", 'c')
        && judge(about, "Content-Type", &type, &words, &certainty))
        tell(about, "Content-Type", "RFC 3261, Section 20.15", words, certainty);
    else if (!about->transaction->datagram && !view_has(&about->request, "Content-Length", 'l')
             && judge(about, "Content-Length", &length, &words, &certainty))
        tell(about, "Content-Length", "RFC 3261, Section 20.14", words, certainty);
}

/* RFC 3261, Section 8.1.1.5. The response copies it, and so says nothing of which request it answers. */
static void
find_number(finding_case_t *about)
{
    static const demand_t demand = { .shown = { 400 } };
    sip_text_t            words;
    certainty_t           certainty;

    if (!view_has(&about->request, "CSeq", '\0') && !view_has(&about->message, "CSeq", '\0')
        && view_branch(&about->request, 0).length > 0
        && sip_texts_equal(view_branch(&about->request, 0), view_branch(&about->message, 0))
        && judge(about, "CSeq", &demand, &words, &certainty))
        tell(about, "CSeq", "RFC 3261, Section 8.1.1.5", words, certainty);
}

void
find_in_missing(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || about->transaction->method == METHOD_CANCEL
        || !case_may_complain(about) || !header_is_whole(&about->request) || case_failed_before(about) != NULL)
        return;
    find_number(about);
    /* What cannot be read is not missing. */
    if (!case_is_whole(about) || case_has(about, FINDING_HEADER_MALFORMED))
        return;
    find_tag(about);
    find_for_body(about);
    find_demanded(about);
}
