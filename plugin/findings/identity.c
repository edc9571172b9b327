/* identity.c
 * Calls that are refused for their signed caller identity (STIR), and those that analytics block
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "findings/identity.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many hops are gone back. */
#define MAX_HOPS    16

/* What the server finds fault with (RFC 8224, Section 6.2.2). */
typedef enum {
    COMPLAINT_NONE,
    COMPLAINT_MISSING,      /* 428 */
    COMPLAINT_FETCH,        /* 436: its certificate cannot be fetched */
    COMPLAINT_CREDENTIAL,   /* 437: its certificate, or its algorithm, is of no use */
    COMPLAINT_INVALID,      /* 438 */
    COMPLAINT_STALE,        /* "Stale Date" */
    COMPLAINT_OTHER         /* its words name the identity, and not what is wrong with it */
} complaint_t;

/* The first text of the server that has one of these words; empty if none has. The list ends with NULL. */
static sip_text_t
find_words(const finding_case_t *about, const char *const *list)
{
    sip_text_t words = { NULL, 0 };

    for (; *list != NULL && words.length == 0; list++)
        words = case_words(about, *list);
    return words;
}

/* RFC 9410: a Reason with the protocol STIR has the code that the verifier means. */
static unsigned
code_of_reason(const finding_case_t *about)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    if (!case_has_reason(about))
        return 0;
    while (sip_next_value(&values, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason) && reason.has_cause && sip_text_is(reason.protocol, "STIR"))
            return reason.cause;
    }
    return 0;
}

static complaint_t
complaint_of_code(unsigned code)
{
    switch (code) {
    case 428:
        return COMPLAINT_MISSING;
    case 436:
        return COMPLAINT_FETCH;
    case 437:
        return COMPLAINT_CREDENTIAL;
    case 438:
        return COMPLAINT_INVALID;
    default:
        return COMPLAINT_NONE;
    }
}

/* Whether the request says who calls, so that no other identity can be missing. */
static bool
is_caller_known(const finding_case_t *about)
{
    sip_text_t asserted = view_value(&about->request, "P-Asserted-Identity", '\0');

    return asserted.length > 0 && !case_text_has(asserted, "anonymous") && !view_has(&about->request, "Privacy", '\0');
}

/* *words: those of the server that say it; empty where the code does */
static complaint_t
complaint_of_words(const finding_case_t *about, sip_text_t *words)
{
    /* So may speak who wants to know who calls; it is of this where that is known. */
    static const char *const doubtful[] = {
        "missing identity", "no identity", "identity missing", "identity required", NULL
    };
    static const char *const invalid[] = {
        "invalid identity", "bad identity", "identity header", "identity info", "passport", "stir/shaken", "stir-shaken",
        "shaken", "stir verif", "stir valid", "stir auth", "stir fail", "sti-vs", "signature verif", "signature valid",
        "invalid signature", "identity verif", "identity valid", NULL
    };

    *words = case_words_for(about, FINDING_IDENTITY_MISSING);
    if (words->length == 0 && (about->code == 403 || about->code == 428) && is_caller_known(about))
        *words = find_words(about, doubtful);
    if (words->length > 0)
        return COMPLAINT_MISSING;
    *words = find_words(about, invalid);
    return words->length > 0 ? COMPLAINT_OTHER : COMPLAINT_NONE;
}

/*
 * RFC 9410: the Reason of a verifier stands in the next response where the call
 * goes on in spite of it. What rang, or is a user's own answer, was not refused for it.
 */
static bool
went_on(const finding_case_t *about)
{
    switch (about->code) {
    case 480: case 486: case 487: case 600: case 603:
        return true;
    default:
        return about->transaction != NULL && about->transaction->rang_frame != 0;
    }
}

static complaint_t
complaint_of(const finding_case_t *about, sip_text_t *words)
{
    unsigned    reason;
    complaint_t complaint;

    *words = case_words_for(about, FINDING_IDENTITY_STALE);
    reason = went_on(about) ? 0 : code_of_reason(about);
    if (words->length > 0 || reason == 403)
        return COMPLAINT_STALE;
    complaint = complaint_of_code(about->code);
    if (complaint == COMPLAINT_NONE)
        complaint = complaint_of_code(reason);
    if (complaint != COMPLAINT_NONE)
        return complaint;
    /* Most failures say nothing of their own. */
    if (case_said(about)->count == 0)
        return COMPLAINT_NONE;
    complaint = complaint_of_words(about, words);
    /* These name a header field of another kind. */
    if (case_text_has(*words, "asserted") || case_text_has(*words, "preferred"))
        return COMPLAINT_NONE;
    return complaint;
}

/* The last leg before this one whose request had an Identity, and the first behind it whose request has none. */
static const transaction_t *
find_leg_with(const finding_case_t *about, const transaction_t **without)
{
    for (unsigned hops = 0; hops < MAX_HOPS; hops++) {
        const transaction_t *before = transaction_previous_hop(about->call, *without);
        message_view_t       request;

        if (before == NULL)
            return NULL;
        request = transaction_request(before);
        if (!view_is_known(&request))
            return NULL;
        if (identity_is_there(&request))
            return before;
        *without = before;
    }
    return NULL;
}

/* other: of the two legs the one that is not looked at; with: that whose request has an Identity */
static void
find_removed(finding_case_t *about, other_leg_t other, const transaction_t *with, const transaction_t *without)
{
    sip_text_t host = case_host(about, with->leg.to);

    if (other.certain)
        find_identity_missing_removed(about, CERTAINTY_SHOWN, about->method, without->request_frame, with->request_frame,
                                      host);
    else
        find_identity_missing_removed_likely(about, CERTAINTY_LIKELY, about->method, without->request_frame,
                                             with->request_frame, host);
}

/* The same under another Call-ID: border controllers make a call of their own. */
static bool
find_removed_before(finding_case_t *about, const transaction_t *without)
{
    other_leg_t    other = { NULL, false };
    message_view_t request;

    if (without->method == METHOD_INVITE)
        other = call_leg_before(about->call, without);
    if (other.transaction == NULL)
        return false;
    request = transaction_request(other.transaction);
    if (!identity_is_there(&request))
        return false;
    find_removed(about, other, other.transaction, without);
    return true;
}

/* And seen from the leg before, to which the same answer came back. */
static void
find_removed_behind(finding_case_t *about, const transaction_t *with)
{
    other_leg_t    other = { NULL, false };
    message_view_t request;

    if (with->method == METHOD_INVITE)
        other = call_other_leg(about->call, with, false);
    if (other.transaction == NULL || other.transaction->final_code != about->code)
        return;
    request = transaction_request(other.transaction);
    if (view_is_known(&request) && !identity_is_there(&request))
        find_removed(about, other, with, other.transaction);
}

/* Who answered may have been asked on a later leg, on which the request may have lost its Identity. */
static void
find_missing(finding_case_t *about, sip_text_t words)
{
    const transaction_t *without = transaction_passed_on(about->call, about->transaction), *with;
    message_view_t       request;

    if (without == NULL)
        without = about->transaction;
    request = transaction_request(without);
    if (!view_is_known(&request))
        return;
    if (identity_is_there(&request)) {
        find_removed_behind(about, without);
        return;
    }
    with = find_leg_with(about, &without);
    if (with != NULL)
        find_identity_missing_removed(about, CERTAINTY_SHOWN, about->method, without->request_frame, with->request_frame,
                                      case_host(about, with->leg.to));
    else if (find_removed_before(about, without))
        return;
    else if (words.length > 0)
        find_identity_missing_words(about, CERTAINTY_SHOWN, words, about->method, without->request_frame);
    else
        find_identity_missing(about, CERTAINTY_SHOWN, about->method, without->request_frame);
}

static void
find_in_identity_of_request(finding_case_t *about, complaint_t complaint, sip_text_t words)
{
    identity_t identity;
    /* Who finds the attestation too low has read the rest. */
    bool       any = (complaint == COMPLAINT_INVALID || complaint == COMPLAINT_OTHER) && !case_text_has(words, "attest");

    identity_read(&identity, &about->request);
    if (any || complaint == COMPLAINT_FETCH || complaint == COMPLAINT_CREDENTIAL)
        find_malformed_identity(about, &identity, !any);
    else if (complaint == COMPLAINT_STALE && sip_text_is(identity.passport.name, "iat"))
        find_malformed_identity(about, &identity, false);
    if (any || complaint == COMPLAINT_CREDENTIAL || complaint == COMPLAINT_MISSING)
        find_algorithm_of_identity(about, &identity);
    if (any)
        find_numbers_of_identity(about, &identity);
    if (any || complaint == COMPLAINT_STALE)
        find_time_of_identity(about, &identity);
    if (complaint == COMPLAINT_STALE && !case_has(about, FINDING_IDENTITY_STALE)
        && identity_is_fresh(about, &identity)) {
        find_shown_identity(about, &identity, words);
    } else {
        if (complaint == COMPLAINT_STALE && words.length > 0)
            find_identity_stale_words(about, CERTAINTY_SHOWN, words);
        find_shown_identity(about, &identity, case_text(""));
    }
    passport_clear(&identity.passport);
}

/* RFC 8688, Section 3.1: where the one who rejected the call says who it is; empty if it does not. */
static sip_text_t
find_card(const finding_case_t *about)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value, parameters, name, parameter, none = { NULL, 0 };

    while (sip_next_value(&values, "Call-Info", '\0', &value)) {
        parameters = value;
        while (sip_next_parameter(&parameters, &name, &parameter)) {
            if (sip_text_is(name, "purpose") && sip_text_is(parameter, "jwscard"))
                return sip_address(value);
        }
    }
    return none;
}

/* The Reason with the code 608 of SIP, which a gateway or proxy had from behind; empty if there is none. */
static sip_text_t
reason_of_analytics(const finding_case_t *about)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value, none = { NULL, 0 };
    sip_reason_t reason;

    if (!case_has_reason(about))
        return none;
    while (sip_next_value(&values, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason) && reason.has_cause && reason.cause == 608
            && sip_text_is(reason.protocol, "SIP"))
            return value;
    }
    return none;
}

/* 608 (RFC 8688), and what is known as 603+: its phrase, or a Reason whose text has a version and an address for redress. */
static void
find_analytics(finding_case_t *about)
{
    sip_text_t words = case_words_for(about, FINDING_ANALYTICS_BLOCKED), card;

    if (words.length > 0) {
        find_analytics_blocked(about, CERTAINTY_SHOWN, words);
        return;
    }
    if (about->code != 608) {
        words = reason_of_analytics(about);
        if (words.length > 0)
            find_analytics_blocked(about, CERTAINTY_SHOWN, words);
        return;
    }
    card = find_card(about);
    if (card.length > 0)
        find_analytics_blocked_card(about, CERTAINTY_SHOWN, card);
    else
        find_analytics_blocked_code(about, CERTAINTY_SHOWN);
}

void
find_in_identity(finding_case_t *about)
{
    complaint_t complaint;
    sip_text_t  words;

    if (about->code < 400 || !view_is_known(&about->message))
        return;
    find_analytics(about);
    complaint = complaint_of(about, &words);
    if (complaint == COMPLAINT_NONE)
        return;
    if (about->moment->kind != MOMENT_FINAL || !case_is_whole(about)) {
        if (complaint == COMPLAINT_STALE && words.length > 0)
            find_identity_stale_words(about, CERTAINTY_SHOWN, words);
        return;
    }
    if (complaint == COMPLAINT_MISSING)
        find_missing(about, words);
    if (identity_is_there(&about->request))
        find_in_identity_of_request(about, complaint, words);
    else if (complaint == COMPLAINT_STALE && words.length > 0)
        find_identity_stale_words(about, CERTAINTY_SHOWN, words);
}

void
find_in_unnamed_identity(finding_case_t *about)
{
    identity_t identity;

    if (about->moment->kind != MOMENT_FINAL || !case_is_whole(about) || case_has(about, FINDING_IDENTITY_SHOWN))
        return;
    if (!case_has(about, FINDING_ANALYTICS_BLOCKED) && (about->code != 403 || case_has_cause(about)))
        return;
    identity_read(&identity, &about->request);
    find_shown_identity(about, &identity, case_text(""));
    passport_clear(&identity.passport);
}
