/* ringing.c
 * Who refused a call, as the time that it took shows: a machine, a timer or a person
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "findings/case.h"
#include "findings/phrases.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* Nobody looks at a telephone and declines in less time. */
#define MACHINE_MS      500
#define PERSON_MS       1000

/* No timer that people set runs longer. */
#define LONGEST_MS      300000

/*
 * The response refuses a new call that nobody cancelled. Inside of a call
 * nothing rings, and telephones answer by themselves. Where the other leg of a
 * call failed, what rang here was a B2BUA; and neither analytics nor the dial plan of
 * a PBX are a person.
 */
static bool
is_refusal(const finding_case_t *about)
{
    return about->moment->kind == MOMENT_FINAL && about->transaction->method == METHOD_INVITE
        && about->transaction->cancel_frame == 0 && view_is_known(&about->request)
        && view_to_tag(&about->request).length == 0 && !case_has(about, FINDING_OTHER_LEG)
        && !case_has(about, FINDING_ANALYTICS_BLOCKED) && !case_has(about, FINDING_PBX_HANGUP);
}

/*
 * Whether somebody set a timer to this time. They are a little late as a rule,
 * and hardly ever early.
 */
static bool
is_round(int64_t milliseconds)
{
    static const unsigned seconds[] = { 10, 15, 20, 25, 30, 40, 45, 60, 90, 120, 180, 240, 300 };

    for (size_t i = 0; i < G_N_ELEMENTS(seconds); i++) {
        if (milliseconds >= seconds[i] * 990 && milliseconds <= seconds[i] * 1030)
            return true;
    }
    return false;
}

/* Whether the one who refused is the one that rang: another branch of a fork has another tag. */
static bool
is_by_who_rang(const finding_case_t *about, const transaction_t *rang)
{
    message_view_t ringing = message_view(texts_get(rang->rang_text));
    sip_text_t     tag = view_to_tag(&about->message);

    return view_is_known(&ringing) && tag.length > 0 && sip_texts_equal(view_to_tag(&ringing), tag);
}

/*
 * RFC 3398, Section 7.2.4.1: 19 is "no answer, user alerted", and 102 "recovery
 * on timer expiry", which can also be another timer than that of an answer.
 */
static bool
find_told_timeout(finding_case_t *about, const transaction_t *rang, uint32_t frame, int64_t time)
{
    uint32_t cause = case_q850_cause(about);

    if (cause != 19 && (cause != 102 || rang == NULL))
        return false;
    if (rang != NULL)
        find_ring_timeout_told_rang(about, CERTAINTY_LIKELY, cause, time, frame);
    else
        find_ring_timeout_told(about, CERTAINTY_LIKELY, cause);
    return true;
}

/* When a telephone began to ring, and the frame of the 180 that says so. */
typedef struct {
    int64_t  time;
    uint32_t frame;     /* 0: none rang, as far as is known */
} ringing_t;

/* The first 180. What 183 and the like mean is not known: it may be an announcement, before it rings or in its place. */
static ringing_t
ringing_of(const transaction_t *transaction)
{
    ringing_t ringing = { .frame = 0 };

    if (transaction->rang_code == 180)
        return (ringing_t){ .time = transaction->rang_time, .frame = transaction->rang_frame };
    for (const provisional_t *item = transaction->provisionals; item != NULL; item = item->next) {
        if (item->code == 180)
            ringing = (ringing_t){ .time = item->time, .frame = item->frame };
    }
    return transaction->more_provisionals ? (ringing_t){ .frame = 0 } : ringing;
}

/* The transaction, here or on the leg where the response comes from, whose telephone rang before it; NULL if none did. */
static const transaction_t *
who_rang(const finding_case_t *about, ringing_t *ringing)
{
    const transaction_t *first = transaction_passed_on(about->call, about->transaction);

    if (first == NULL)
        first = about->transaction;
    *ringing = ringing_of(first);
    return ringing->frame != 0 ? first : NULL;
}

static bool
find_timeout(finding_case_t *about, const transaction_t *rang, uint32_t frame, int64_t time)
{
    uint32_t cancel;

    if (about->code != 408 && about->code != 480 && about->code != 486)
        return false;
    if (find_told_timeout(about, rang, frame, time))
        return true;
    if (rang == NULL)
        return false;
    cancel = transaction_cancelled_hop(about->call, about->transaction);
    if (cancel != 0 && rang == about->transaction)
        find_ring_timeout_cancel(about, CERTAINTY_LIKELY, time, frame, cancel);
    else if (is_round(time) || about->code == 408)
        find_ring_timeout(about, CERTAINTY_LIKELY, time, frame);
    else if (is_round(rang->final_time - rang->time))
        find_ring_timeout_set_up(about, CERTAINTY_LIKELY, rang->final_time - rang->time, rang->request_frame,
                                 frame);
    else
        return false;
    return true;
}

static void
find_rejection(finding_case_t *about, const transaction_t *rang, uint32_t frame, int64_t time)
{
    uint32_t cause = case_q850_cause(about);

    if ((about->code != 486 && about->code != 603) || time < PERSON_MS || time > LONGEST_MS || is_round(time)
        || is_round(rang->final_time - rang->time) || !is_by_who_rang(about, rang)
        || call_gave_up_ringing(about->call, about->transaction) || case_says_why(about))
        return;
    /* Normal clearing, busy, or rejected is what a gateway says for a person. */
    if (cause == 0 || cause == 16 || cause == 17 || cause == 21)
        find_rejected_by_user(about, CERTAINTY_LIKELY, time, frame);
}

/* Whether such a code is a decision about the call, and not about its number, its sender or the server. */
static bool
is_decision(const finding_case_t *about)
{
    switch (about->code) {
    case 480: case 486: case 600: case 603:
        return true;
    case 403:
        /* With words of its own or credentials in the request there may be more to it. */
        return case_phrase_is_registered(about) && !view_has(&about->message, "Warning", '\0')
            && !view_has(&about->message, "Reason", '\0') && !view_has(&about->request, "Authorization", '\0')
            && !view_has(&about->request, "Proxy-Authorization", '\0');
    default:
        return false;
    }
}

/*
 * Whether a gateway says that the network had no way to the called telephone, or no
 * channel for it: no route, absent, out of order, and the class of Q.850 for what
 * resources are not available.
 */
static bool
is_told_by_network(const finding_case_t *about)
{
    uint32_t cause = case_q850_cause(about);

    return cause == 2 || cause == 3 || cause == 20 || cause == 27 || (cause >= 32 && cause <= 47);
}

void
find_in_ringing(finding_case_t *about)
{
    const transaction_t *rang;
    ringing_t            ringing;
    int64_t              time;

    if (!is_refusal(about))
        return;
    time = about->moment->now - about->transaction->time;
    if (about->transaction->rang_frame == 0 && time >= 0 && time <= MACHINE_MS && is_decision(about)
        && !case_has_cause(about) && !is_told_by_network(about) && !case_says_why(about)) {
        find_answered_by_machine(about, CERTAINTY_LIKELY, time, about->transaction->request_frame);
        return;
    }
    rang = who_rang(about, &ringing);
    time = rang != NULL ? rang->final_time - ringing.time : 0;
    if (!find_timeout(about, rang, ringing.frame, time) && rang != NULL)
        find_rejection(about, rang, ringing.frame, time);
}
