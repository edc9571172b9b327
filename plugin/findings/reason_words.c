/* reason_words.c
 * What the causes in a Reason say (RFC 3326), where nothing else that a server says is known
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "findings/causes.h"
#include "findings/reason_words.h"
#include "finding_sentences.h"

/* Causes of Q.850. */
#define NO_USER_RESPONDING  18
#define CALL_REJECTED       21

/* RELEASE_CAUSE, 3GPP TS 24.229, Section 7.2A.18. */
#define USER_ENDS_CALL      1

/*
 * Whether the Reason with this cause has a text that speaks of something else:
 * servers give the cause of a call that was rejected for whatever they refuse.
 */
static bool
is_rejected_for(const finding_case_t *about, uint32_t number)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    while (number == CALL_REJECTED && sip_next_value(&values, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason) && reason.has_cause && reason.cause == number && reason.text.length > 0)
            return !case_text_has(reason.text, "reject") && !case_text_has(reason.text, "decline");
    }
    return false;
}

sip_text_t
case_q850_text(const finding_case_t *about)
{
    static const char *const same[] = {
        "circuit", "channel", "congest", "capacity", "resource", "overload", "limit", "busy", "licen", "too many", NULL
    };
    static const char *const other[] = {
        "unhealthy", "down", "unreach", "fail", "regist", "route", "unknown", "invalid", "reject", "refus", "timeout",
        "timed out", "not found", "offline", "unavailable", "respon", "answer", "denied", "forbidden", "allowed", "dns",
        "error", NULL
    };
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value, none = { NULL, 0 };
    sip_reason_t reason;

    while (case_has_reason(about) && sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason) || !sip_text_is(reason.protocol, "Q.850") || !reason.has_cause)
            continue;
        return case_text_has_one_of(reason.text, other) && !case_text_has_one_of(reason.text, same)
            && !case_is_registered_phrase(about, reason.text) ? reason.text : none;
    }
    return none;
}

/* The cause in a Reason, by which gateways say more than by the code (RFC 3326, Section 2). */
static void
find_reason(finding_case_t *about)
{
    uint32_t                     number = case_q850_cause(about);
    const reason_cause_record_t *cause = catalogue_find_reason_cause("Q.850", number);

    /* Some give this cause for whatever nobody answers, and not only where nothing rang. */
    if (number == NO_USER_RESPONDING && about->transaction != NULL && about->transaction->rang_frame != 0)
        return;
    if (cause != NULL && cause_is_lack_of_room(number) && case_q850_text(about).length > 0)
        find_server_words_reason_text(about, CERTAINTY_SHOWN, number, case_text(cause->name), case_q850_text(about));
    else if (cause != NULL && !cause_says_little(number) && !is_rejected_for(about, number))
        find_server_words_reason(about, CERTAINTY_SHOWN, number, case_text(cause->name), cause->meaning);
}

/* The same of what IMS networks say, and of calls that had to make room; that the user hung up is no failure. */
static void
find_other_reason(finding_case_t *about)
{
    static const char *const protocols[] = { "FAILURE_CAUSE", "RELEASE_CAUSE", "Preemption" };
    sip_values_t             values = { about->message.header, { NULL, 0 } };
    sip_text_t               value;
    sip_reason_t             reason;

    while (case_has_reason(about) && sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason) || !reason.has_cause)
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(protocols); i++) {
            const reason_cause_record_t *cause = catalogue_find_reason_cause(protocols[i], reason.cause);

            if (!sip_text_is(reason.protocol, protocols[i]) || cause == NULL || (i == 1 && reason.cause == USER_ENDS_CALL))
                continue;
            find_server_words_reason_other(about, CERTAINTY_SHOWN, reason.cause, case_text(protocols[i]),
                                           case_text(cause->name), cause->meaning);
            return;
        }
    }
}

void
find_reason_words(finding_case_t *about)
{
    find_reason(about);
    if (!case_has(about, FINDING_SERVER_WORDS))
        find_other_reason(about);
}
