/* addressing.c
 * Numbers and users that a server does not know, as the request had them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "findings/addressing.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* The request of which the response says something: that of a later leg, if it was passed on from there. */
static refused_t
find_refused(const finding_case_t *about)
{
    const transaction_t *first = transaction_passed_on(about->call, about->transaction);
    message_view_t       request;
    refused_t            refused;

    /* Where it only looks like the same call, nothing is said of it. */
    if (first == NULL && case_failed_before(about) != NULL && case_other_leg(about).certain)
        first = case_failed_before(about);
    if (first != NULL) {
        request = transaction_request(first);
        if (view_is_known(&request)) {
            refused = refused_of(&request, first);
            refused.elsewhere = true;
            return refused;
        }
    }
    return refused_of(&about->request, about->transaction);
}

/* Whether the response has not all that was said on the other leg, so that its code is all that is left of that. */
static bool
says_less(const finding_case_t *about, const transaction_t *before)
{
    message_view_t final = transaction_final(before);

    return !view_is_known(&final) || !sip_texts_equal(view_phrase(&final), view_phrase(&about->message))
        || (view_has(&final, "Reason", '\0') && !view_has(&about->message, "Reason", '\0'))
        || (view_has(&final, "Warning", '\0') && !view_has(&about->message, "Warning", '\0'));
}

/*
 * Whether another leg has another failure, of which the host here made this one.
 * What it said about a number is its own translation then.
 */
static bool
is_translated(const finding_case_t *about, const refused_t *refused)
{
    const transaction_t *before = case_failed_before(about);
    unsigned             seen = 0;
    other_leg_t          other;

    if (before != NULL)
        return says_less(about, before);
    if (refused->elsewhere)
        return false;
    if (transaction_next_hop(transactions_with(about->call, about->transaction->cseq), about->transaction, &seen) != NULL)
        return true;
    if (about->transaction->method != METHOD_INVITE)
        return false;
    other = case_other_leg(about);
    return other.transaction != NULL && other.transaction->final_code != about->code;
}

/*
 * What is asked for is a user or number by its nature. A subscription may be
 * refused for a user who is known, of whom there is no state to tell.
 */
static bool
is_for_user(const finding_case_t *about)
{
    switch (about->transaction->method) {
    case METHOD_INVITE: case METHOD_MESSAGE: case METHOD_REFER:
        return true;
    default:
        return false;
    }
}

/*
 * Whether what else the server says leaves it at the number: a cause of Q.850
 * says "unallocated", "invalid format" or nothing of its own, and the words are
 * not about something else.
 */
static bool
is_about_number(const finding_case_t *about, const words_t *words)
{
    static const char *const others[] = {
        "domain", "gateway", "gateways", "offline", "unavailable", "timeout", "timed out", "limit", "license", "licence",
        "credit", "balance", "forbidden", "denied", "blocked", "barred", "allowed", "permitted", "conference", "session",
        "dialog", "call leg", "trunk", "trunks", "peer", "route", "routes", "sdp", "codec", "codecs", "media", "header",
        "server", "network", "resource", "resources", "circuit", "channel", "agent", "queue", "error", "failure", "failed",
        "signature", "certificate", "identity", "transfer", "busy", "tls", "sips", "contact", "refer",
        "referred", "target", "peers", "blacklist", "blacklisted", "restriction", "restrictions", "restricted", "time", "hours",
        "closed", "answer", "answered", "ported", "later", "retry", "available", "unreachable", "down", "maintenance",
        "disabled", "suspended", "expired", "rejected", "declined", "congestion", "overload", "overloaded", "funds", "loop",
        "disturb", "dnd", "fraud", "spam", "host", "account", "accounts", "tenant", "realm", "customer", "application",
        "service", "services", "room", "voicemail", "park", "parked", "pickup", "slot", "feature", "dispatcher", "member",
        "members", "country", "active", "inactive", "enabled", "support", "device", "devices", "online", "profile", NULL
    };

    switch (case_q850_cause(about)) {
    case 0: case 1: case 28: case 31: case 127:
        return words_find(words, others).length == 0;
    default:
        return false;
    }
}

/* Whether the words can be about whom the request is for: a 404 has those of many a fault that is none of the number. */
static bool
speak_of_number(const finding_case_t *about, const words_t *words)
{
    static const char *const telling[] = {
        "number", "numbers", "did", "dids", "extension", "ext", "prefix", "destination", "user", "username",
        "subscriber", "callee", "called", "address", "digit", "digits", "alias", "match", "matches", "matching", "exist",
        "exists", "known", "unknown", "nobody", "dialed", "dialled", "allocated", "unallocated", "assigned",
        "unassigned", "vacant", "uri", "ruri", "aor", NULL
    };
    uint32_t cause = case_q850_cause(about);

    return about->code == 484 || cause == 1 || cause == 28 || words_find(words, telling).length > 0;
}

static void
find_number(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    /* As Q.850 has it of causes 31 and 127. */
    static const char *const nothing[] = { "unspecified", NULL };
    refused_t                here = refused_of(&about->request, about->transaction);

    if (!is_about_number(about, words))
        return;
    if (refused->elsewhere && here.number.length > 0 && !sip_texts_equal(here.number, refused->number))
        find_number_unknown_rewritten(about, CERTAINTY_SHOWN, about->method, refused->frame, refused->number,
                                      here.frame, here.number);
    else if (words->count == 0 || words_find(words, nothing).length > 0)
        find_number_by_form(about, refused);
    else if (speak_of_number(about, words))
        find_number_unknown_said(about, CERTAINTY_LIKELY, words->texts[0], about->method, refused->frame,
                                 refused->number);
}

/* RFC 3261, Section 19.1.1: without a user part the URI names the host itself. */
static void
find_no_number(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const telling[] = {
        "user", "number", "request uri", "uri", "ruri", "r uri", "destination", "username", NULL
    };

    if (about->transaction->method != METHOD_INVITE && about->transaction->method != METHOD_MESSAGE)
        return;
    if (about->code == 400 && words_find(words, telling).length == 0)
        find_number_missing_likely(about, CERTAINTY_LIKELY, about->method, refused->frame, refused->uri);
    else
        find_number_missing(about, CERTAINTY_SHOWN, about->method, refused->frame, refused->uri);
}

/* What the code alone says, where the server has no better words and nothing else was found. */
static void
find_by_code(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    bool number = about->code == 404 || about->code == 484 || about->code == 604;

    /* Of a URI that cannot be read, nothing is known. */
    if (refused->host.length == 0 && !refused->tel)
        return;
    if (refused->number.length == 0) {
        if ((number || about->code == 416 || about->code == 400) && is_about_number(about, words))
            find_no_number(about, refused, words);
    } else if (number && is_for_user(about)) {
        find_number(about, refused, words);
    }
}

/* A voice mailbox is asked for by the number of its owner, who may well exist without one (RFC 3842). */
static bool
find_mailbox(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const none[] = {
        "no mailbox", "mailbox not found", "mailbox does not exist", "no such mailbox", "unknown mailbox", NULL
    };
    sip_text_t event = view_value(&about->request, "Event", 'o');

    if (about->transaction->method != METHOD_SUBSCRIBE || !sip_text_is(sip_take_token(&event), "message-summary")
        || (words_find(words, none).length == 0
            && (words->count > 0 || (about->code != 404 && about->code != 604))))
        return false;
    find_no_mailbox(about, CERTAINTY_SHOWN, refused->frame, refused->number.length > 0 ? refused->number : refused->uri);
    return true;
}

/* Whether a code says something else than that an address does not do: of credentials, extensions, media, dialogs. */
static bool
is_other_matter(unsigned code)
{
    switch (code) {
    case 401: case 402: case 405: case 406: case 407: case 411: case 412: case 413: case 415: case 417: case 420: case 421:
    case 422: case 423: case 424: case 425: case 428: case 429: case 433: case 436: case 437: case 438: case 439:
    case 440: case 469: case 470: case 481: case 482: case 483: case 486: case 487: case 489: case 491: case 493:
    case 494: case 505: case 513: case 555: case 580: case 600: case 607: case 608:
        return true;
    default:
        return code < 400;
    }
}

/* Whether the code alone can say something of the address. */
static bool
tells_by_itself(unsigned code)
{
    switch (code) {
    case 400: case 403: case 404: case 410: case 416: case 480: case 484: case 604:
        return true;
    default:
        return false;
    }
}

static bool
is_shown(const finding_case_t *about)
{
    return case_has_cause(about) && about->found->certainty == CERTAINTY_SHOWN;
}

/* Whether the code by itself, or anything that the server says of its own, can be about where the request goes. */
static bool
may_be_about_address(const finding_case_t *about)
{
    return tells_by_itself(about->code) || about->code == 416 || about->code == 478 || case_has_reason(about)
        || case_said(about)->count > 0;
}

void
find_in_addressing(finding_case_t *about)
{
    refused_t refused;
    words_t   words;
    bool      likely;

    if (about->moment->kind != MOMENT_FINAL || is_other_matter(about->code) || !case_is_whole(about)
        || view_to_tag(&about->request).length > 0 || is_shown(about) || about->transaction->method == METHOD_BYE
        || about->transaction->method == METHOD_CANCEL || about->transaction->cancel_frame != 0
        || !may_be_about_address(about) || scanner_name(about).length > 0)
        return;
    likely = case_has_cause(about);
    refused = find_refused(about);
    words = words_of_server(about);
    if (find_mailbox(about, &refused, &words))
        return;
    find_in_schemes(about, &refused, &words);
    if (!is_shown(about))
        find_in_registration_words(about, &refused, &words);
    if (!is_shown(about))
        find_in_destination_words(about, &refused, &words);
    if (likely || case_has_cause(about) || !tells_by_itself(about->code) || is_translated(about, &refused))
        return;
    find_in_registrations(about, &refused);
    if (!case_has_cause(about))
        find_in_domains(about, &refused, &words);
    if (!case_has_cause(about) || case_has(about, FINDING_DOMAIN_IS_ADDRESS)
        || case_has(about, FINDING_CONTACT_USER_DIFFERS))
        find_unknown_record(about, &refused, &words);
    if (!case_has_cause(about))
        find_by_code(about, &refused, &words);
}
