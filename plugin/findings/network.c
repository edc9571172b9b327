/* network.c
 * What servers tell of themselves: overload, lost registrations, causes of the telephone network
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "findings/addressing.h"
#include "findings/causes.h"
#include "findings/rules.h"
#include "finding_sentences.h"

static bool
find_overload_cause(finding_case_t *about)
{
    uint32_t                     number = case_q850_cause(about);
    const reason_cause_record_t *cause = catalogue_find_reason_cause("Q.850", number);

    /* Servers give such a cause for whatever fails behind them, and say in words what it was. */
    if (cause == NULL || !cause_is_lack_of_room(number) || case_q850_text(about).length > 0)
        return false;
    find_overloaded_cause(about, CERTAINTY_SHOWN, number, case_text(cause->name), cause->meaning);
    return true;
}

/* Providers tell of their limits with other codes, too, and in words alone. */
static void
find_limit(finding_case_t *about)
{
    sip_text_t said;

    /* That a cause of Q.850 says so, and the code something else, is told elsewhere. */
    if (case_has_cause(about) || case_said(about)->count == 0 || cause_is_lack_of_room(case_q850_cause(about)))
        return;
    said = case_words_for(about, FINDING_OVERLOADED);
    if (said.length > 0 && case_is_phrase_of(about, said, FINDING_OVERLOADED))
        find_overloaded_words(about, CERTAINTY_SHOWN, said);
}

/*
 * RFC 3261, Section 20.33: with other codes than 503, Retry-After tells when the
 * called person is expected back, or when a request may be tried again.
 */
static void
find_overload(finding_case_t *about)
{
    sip_text_t said;
    uint32_t   seconds = 0;
    bool       told;

    /* Too many contacts of one user are no overload. */
    if (case_has(about, FINDING_CONTACTS_FULL))
        return;
    if (about->code != 503) {
        find_limit(about);
        return;
    }
    told = view_number(&about->message, "Retry-After", '\0', &seconds) && seconds > 0;
    said = case_words_for(about, FINDING_OVERLOADED);
    if (told && said.length > 0)
        find_overloaded_told(about, CERTAINTY_SHOWN, said, (int64_t)seconds * 1000);
    else if (told)
        find_overloaded(about, CERTAINTY_SHOWN, (int64_t)seconds * 1000);
    else if (!find_overload_cause(about) && said.length > 0)
        find_overloaded_words(about, CERTAINTY_SHOWN, said);
}

sip_text_t
scanner_name(const finding_case_t *about)
{
    /* As they call themselves by default. */
    static const char *const tools[] = {
        "friendly-scanner", "sipvicious", "sundayddr", "sip-scan", "pplsip", "sipcli", NULL
    };
    sip_text_t agent = view_value(&about->request, "User-Agent", '\0'), none = { NULL, 0 };

    for (unsigned i = 0; agent.length > 0 && tools[i] != NULL; i++) {
        if (agent.length >= strlen(tools[i]) && g_ascii_strncasecmp(agent.bytes, tools[i], strlen(tools[i])) == 0)
            return agent;
    }
    return none;
}

static void
find_scanner(finding_case_t *about)
{
    sip_text_t agent = scanner_name(about);

    if (agent.length > 0)
        find_scan(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, agent);
}

static bool
contains(sip_text_t text, const char *word)
{
    return text.length > 0 && g_strstr_len(text.bytes, (gssize)text.length, word) != NULL;
}

/* 3GPP TS 24.229, Sections 5.1.2A.1.6 and 7.6: the body says what the device has to do. */
static void
find_lost_registration(finding_case_t *about)
{
    static const char type[] = "application/3gpp-ims+xml";
    sip_text_t        content, body;

    if (about->code != 504)
        return;
    content = view_value(&about->message, "Content-Type", 'c');
    if (content.length < strlen(type)
        || g_ascii_strncasecmp(content.bytes, type, strlen(type)) != 0)
        return;
    body = view_body(&about->message);
    if (contains(body, "restoration") && contains(body, "initial-registration"))
        find_restoration(about, CERTAINTY_SHOWN);
}

/* Whether a list of codes that ends with 0 has this one. */
static bool
lists(const uint16_t *codes, unsigned code)
{
    while (*codes != 0 && *codes != code)
        codes++;
    return *codes != 0;
}

/* RFC 3398, Section 7.2.4.1: a cause that is not listed becomes a 500. The other table alone has these two. */
static bool
becomes_500(const reason_cause_record_t *cause)
{
    return cause->responses[0] == 0 || cause->cause == 25 || cause->cause == 63;
}

/* Section 8.2.6.1: a code that is not listed becomes cause 31, or what its Warning says. */
static bool
becomes_31(unsigned code)
{
    for (size_t i = 0; i < catalogue_num_reason_causes; i++) {
        if (lists(catalogue_reason_causes[i].responses, code))
            return code == 488 || code == 606;
    }
    return true;
}

/* Whether RFC 3398 brings a cause and a code together, in either of its tables. */
static bool
go_together(const reason_cause_record_t *cause, unsigned code)
{
    return lists(cause->responses, code) || (code == 500 && becomes_500(cause))
        || ((cause->cause == 31 || ((code == 488 || code == 606) && cause->cause == 65)) && becomes_31(code));
}

/*
 * Whether both say that the media do not fit. RFC 3398 has no line for these two,
 * but products that map 88, 58, 70 and 79 to 488 say one thing twice.
 */
static bool
are_about_media(const reason_cause_record_t *cause, unsigned code)
{
    switch (cause->cause) {
    case 58: case 65: case 70: case 79: case 88:
        return code == 415 || code == 488 || code == 606;
    default:
        return false;
    }
}

/* Whether the code tells only what the client should do next, or that it gave up itself. */
static bool
is_step(unsigned code)
{
    return code < 400 || code == 401 || code == 407 || code == 421 || code == 423 || code == 487;
}

static void
find_other_cause(finding_case_t *about)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    if (is_step(about->code) || !case_has_reason(about) || case_has(about, FINDING_PBX_HANGUP))
        return;
    while (sip_next_value(&values, "Reason", '\0', &value)) {
        const reason_cause_record_t *cause;

        if (!sip_parse_reason(value, &reason) || !reason.has_cause || !sip_text_is(reason.protocol, "Q.850"))
            continue;
        cause = catalogue_find_reason_cause("Q.850", reason.cause);
        if (cause == NULL || go_together(cause, about->code) || are_about_media(cause, about->code))
            continue;
        if (cause_says_little(reason.cause))
            find_cause_differs_vague(about, CERTAINTY_SHOWN, reason.cause, case_text(cause->name), about->code);
        else
            find_cause_differs(about, CERTAINTY_SHOWN, reason.cause, case_text(cause->name), about->code, cause->meaning);
    }
}

void
find_in_network(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL && about->moment->kind != MOMENT_STRAY)
        return;
    if (about->code < 300)
        return;
    if (about->transaction != NULL)
        find_scanner(about);
    find_lost_registration(about);
    find_overload(about);
    find_other_cause(about);
}
