/* reasons.c
 * What the Reason of a BYE or CANCEL says of how the call ended (RFC 3326)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "findings/reasons.h"
#include "finding_sentences.h"

/* So many transactions with one CSeq number are looked at. */
#define MAX_LOOKED_AT   64

/* The causes of Q.850 end here; what products put behind them are numbers of their own. */
#define Q850_MAX        127

#define HANGUP_CAUSE_CODE   "X-Asterisk-HangupCauseCode"

/* What a Reason says that is no normal end. */
typedef enum {
    FAULT_NONE,
    FAULT_OTHER,
    FAULT_CODEC,
    FAULT_NETWORK,
    FAULT_TIMER,
    FAULT_ACK,
    FAULT_MEDIA,
    FAULT_BEARER,
    FAULT_PREEMPTED
} fault_t;

static fault_t
fault_of_q850(uint32_t cause)
{
    switch (cause) {
    case 16: case 17: case 18: case 19: case 31:
        return FAULT_NONE;
    case 127:       /* interworking, unspecified: the true one is not known, as where a caller of Asterisk gives up */
        return FAULT_NONE;
    case 26:        /* another device got the call */
        return FAULT_NONE;
    case 58: case 65: case 88:
        return FAULT_CODEC;
    case 27: case 34: case 38: case 41: case 42: case 44: case 47:
        return FAULT_NETWORK;
    case 8: case 9:
        return FAULT_PREEMPTED;
    case 102:
        return FAULT_TIMER;
    default:
        return cause >= 1 && cause <= Q850_MAX ? FAULT_OTHER : FAULT_NONE;
    }
}

/* 3GPP TS 24.229, Section 7.2A.18. */
static fault_t
fault_of_release(uint32_t cause)
{
    switch (cause) {
    case 2:
        return FAULT_MEDIA;
    case 3:
        return FAULT_BEARER;
    case 4:
        return FAULT_ACK;
    case 5: case 6:
        return FAULT_TIMER;
    default:
        return FAULT_NONE;
    }
}

/* That somebody is busy, declines, or is not there is what calls end with; a status code may tell of something else. */
static fault_t
fault_of_code(uint32_t code)
{
    switch (code) {
    case 480: case 486: case 487: case 600: case 603:
        return FAULT_NONE;
    default:
        return code >= 400 && code <= 699 ? FAULT_OTHER : FAULT_NONE;
    }
}

static fault_t
fault_of_cause(const sip_reason_t *reason)
{
    if (!reason->has_cause)
        return FAULT_NONE;
    if (sip_text_is(reason->protocol, "Q.850"))
        return fault_of_q850(reason->cause);
    if (sip_text_is(reason->protocol, "RELEASE_CAUSE"))
        return fault_of_release(reason->cause);
    if (sip_text_is(reason->protocol, "FAILURE_CAUSE"))
        return reason->cause >= 1 && reason->cause <= 3 ? FAULT_BEARER : FAULT_NONE;
    if (sip_text_is(reason->protocol, "Preemption"))
        return FAULT_PREEMPTED;
    return sip_text_is(reason->protocol, "SIP") ? fault_of_code(reason->cause) : FAULT_NONE;
}

/* Products that have one cause for all say it in the text. */
static fault_t
fault_of_text(sip_text_t text)
{
    static const struct {
        const char *words;
        fault_t     fault;
    } known[] = {
        { "ack timeout", FAULT_ACK }, { "no ack", FAULT_ACK },
        { "rtp timeout", FAULT_MEDIA }, { "rtp_timeout", FAULT_MEDIA }, { "rtp inactiv", FAULT_MEDIA },
        { "no rtp", FAULT_MEDIA }, { "media timeout", FAULT_MEDIA }, { "media_timeout", FAULT_MEDIA },
        { "media inactiv", FAULT_MEDIA }, { "media connectivity", FAULT_OTHER }, { "mediaconnectivity", FAULT_OTHER },
        { "connectivity fail", FAULT_OTHER }, { "broken connection", FAULT_OTHER }, { "media fail", FAULT_OTHER },
        { "ice fail", FAULT_OTHER }, { "dtls fail", FAULT_OTHER },
        { "timeout", FAULT_TIMER }, { "timed out", FAULT_TIMER }, { "expired", FAULT_TIMER },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (case_text_has(text, known[i].words))
            return known[i].fault;
    }
    return FAULT_NONE;
}

/* Why the call ended that had been answered. */
static fault_t
fault_of_bye(const finding_case_t *about, const sip_reason_t *reason)
{
    fault_t fault = fault_of_cause(reason), told = fault_of_text(reason->text);

    /* That nobody answers is no fault, and timers of it are none. */
    if (fault == FAULT_NONE && !(reason->has_cause && (reason->cause == 18 || reason->cause == 19)))
        fault = told;
    /* Gateways have no cause for this one, and take any that is near: a failure of the network, or a timer. */
    else if (fault == FAULT_NETWORK || fault == FAULT_TIMER || fault == FAULT_OTHER)
        fault = told == FAULT_MEDIA || told == FAULT_ACK ? told : fault;
    /* This is told already. */
    if ((fault == FAULT_ACK && case_has(about, FINDING_BYE_NO_ACK))
        || (fault == FAULT_TIMER && case_has(about, FINDING_SESSION_TIMER_BYE)))
        return FAULT_NONE;
    return fault;
}

/*
 * Why the call was given up. A status code is that of another branch; and a
 * timer that runs out while it rings is that of nobody answering.
 */
static fault_t
fault_of_cancel(const finding_case_t *about, const sip_reason_t *reason)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);
    fault_t              fault = sip_text_is(reason->protocol, "SIP") ? FAULT_NONE : fault_of_cause(reason);

    if (fault != FAULT_TIMER)
        return fault;
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->method == METHOD_INVITE && item->rang_frame != 0)
            return FAULT_NONE;
    }
    return fault;
}

static void
find_abnormal(finding_case_t *about, fault_t fault, sip_text_t value)
{
    switch (fault) {
    case FAULT_NONE:
        break;
    case FAULT_CODEC:
        find_bye_abnormal_codec(about, CERTAINTY_SHOWN, about->method, value);
        break;
    case FAULT_NETWORK:
        find_bye_abnormal_network(about, CERTAINTY_SHOWN, about->method, value);
        break;
    case FAULT_TIMER:
        find_bye_abnormal_timer(about, CERTAINTY_SHOWN, about->method, value);
        break;
    case FAULT_ACK:
        find_bye_abnormal_ack(about, CERTAINTY_SHOWN, about->method, value);
        break;
    case FAULT_MEDIA:
        find_bye_abnormal_media(about, CERTAINTY_SHOWN, about->method, value);
        break;
    case FAULT_BEARER:
        find_bye_abnormal_bearer(about, CERTAINTY_SHOWN, about->method, value);
        break;
    case FAULT_PREEMPTED:
        find_bye_abnormal_preempted(about, CERTAINTY_SHOWN, about->method, value);
        break;
    default:
        find_bye_abnormal(about, CERTAINTY_SHOWN, about->method, value);
        break;
    }
}

/* RFC 3326, Section 3.1: the others that rang get a CANCEL with the code of the one who answered. */
static bool
tells_of_answer(const sip_reason_t *reason)
{
    return (sip_text_is(reason->protocol, "SIP") && reason->has_cause && reason->cause == 200)
        || case_text_has(reason->text, "completed elsewhere") || case_text_has(reason->text, "answered elsewhere");
}

/* A failure of another branch, or a timer of the proxy; 487 is what the caller's own end leads to. */
static bool
tells_of_failure(const sip_reason_t *reason)
{
    return sip_text_is(reason->protocol, "SIP") && reason->has_cause && reason->cause >= 300 && reason->cause != 487;
}

static bool
find_told(const message_view_t *cancel, bool (*tells)(const sip_reason_t *), sip_text_t *value)
{
    sip_values_t values = { cancel->header, { NULL, 0 } };
    sip_reason_t reason;

    while (sip_next_value(&values, "Reason", '\0', value)) {
        if (sip_parse_reason(*value, &reason) && tells(&reason))
            return true;
    }
    return false;
}

sip_text_t
failure_elsewhere(const message_view_t *cancel)
{
    sip_text_t value, none = { NULL, 0 };

    return find_told(cancel, tells_of_failure, &value) ? value : none;
}

bool
tells_of_elsewhere(const message_view_t *cancel)
{
    sip_text_t value;

    return find_told(cancel, tells_of_answer, &value) || find_told(cancel, tells_of_failure, &value);
}

/* The INVITE on another branch that was answered; NULL if it was not seen. */
static const transaction_t *
find_answered(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (transaction_is_answered_invite(item) && item->final_frame < about->moment->frame
            && legs_have_one_sender(&item->leg, &about->moment->leg) && !legs_equal(&item->leg, &about->moment->leg))
            return item;
    }
    return NULL;
}

static void
find_answer(finding_case_t *about, sip_text_t value)
{
    const transaction_t *answered = find_answered(about);

    if (answered != NULL)
        find_answered_elsewhere_seen(about, CERTAINTY_SHOWN, value, case_host(about, answered->leg.to),
                                     answered->final_frame);
    else
        find_answered_elsewhere(about, CERTAINTY_SHOWN, value);
}

static void
find_in_values(finding_case_t *about, bool cancels)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value, abnormal = { NULL, 0 };
    sip_reason_t reason;
    fault_t      fault = FAULT_NONE;

    while (sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason))
            continue;
        if (cancels && tells_of_answer(&reason)) {
            find_answer(about, value);
            return;
        }
        if (fault == FAULT_NONE) {
            fault = cancels ? fault_of_cancel(about, &reason) : fault_of_bye(about, &reason);
            abnormal = value;
        }
    }
    find_abnormal(about, fault, abnormal);
}

/*
 * Each call has a BYE, and few of them a Reason. Lines are looked at by their
 * first letters alone, where they end as those of nearly all messages do.
 */
static unsigned
may_tell_why(sip_text_t header)
{
    const char *at = header.bytes, *end = at + header.length, *line_end = NULL;
    unsigned    told = 0;

    while (end - at > (ptrdiff_t)strlen("Reason") && *at != '\r' && *at != '\n') {
        if ((at[2] | 0x20) == 'a')
            told |= (at[0] | 0x20) == 'r' ? TOLD_IN_REASON : (at[0] | 0x20) == 'x' ? TOLD_BY_ASTERISK : 0;
        line_end = memchr(at, '\n', (size_t)(end - at));
        if (line_end == NULL)
            return TOLD_IN_REASON | TOLD_BY_ASTERISK;
        at = line_end + 1;
    }
    return told;
}

unsigned
told_why(const finding_case_t *about)
{
    unsigned told;

    if (!view_is_known(&about->message) || about->message.header.length == 0)
        return 0;
    told = may_tell_why(about->message.header);
    if ((told & TOLD_IN_REASON) != 0 && !view_has(&about->message, "Reason", '\0'))
        told &= ~TOLD_IN_REASON;
    if ((told & TOLD_BY_ASTERISK) != 0 && !view_has(&about->message, HANGUP_CAUSE_CODE, '\0'))
        told &= ~TOLD_BY_ASTERISK;
    return told;
}

void
find_in_reasons(finding_case_t *about)
{
    find_in_values(about, about->transaction->method == METHOD_CANCEL);
}

/*
 * Asterisk puts the cause with which it hung up into a field of its own. It does
 * so in each BYE, so that only those causes count that are a fault for certain.
 */
void
find_in_hangup_cause(finding_case_t *about)
{
    uint32_t                     number;
    const reason_cause_record_t *cause;

    if (!view_number(&about->message, HANGUP_CAUSE_CODE, '\0', &number))
        return;
    cause = catalogue_find_reason_cause("Q.850", number);
    if (cause != NULL && fault_of_q850(number) != FAULT_NONE && fault_of_q850(number) != FAULT_OTHER)
        find_bye_abnormal_field(about, CERTAINTY_SHOWN, about->method, case_text(HANGUP_CAUSE_CODE), number,
                                case_text(cause->name));
}
