/* endings.c
 * Who or what ended a call, as a BYE shows it: a missing ACK, a session timer, a proxy
 *
 * Each call has a BYE, so that times are looked at before texts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "findings/acknowledgements.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "findings/reasons.h"
#include "finding_sentences.h"

/* So many transactions of a call are looked at, and of so many INVITEs their ACKs. */
#define MAX_LOOKED_AT   64
#define MAX_INVITES     4

/* RFC 3261, Section 13.3.1.4: who gets no ACK for 64 * T1 ends the call; not all count from the first 2xx. */
#define NO_ACK_MS       31000
#define NO_ACK_END_MS   36000

/* RFC 4028, Section 4: 90 s is the least interval, and who waits in vain ends the session 30 s before (Section 10). */
#define LEAST_TIMED_MS  55000
#define LEAST_INTERVAL  60
#define GREATEST_LEAD_S 32

/* So exactly timers fire, answers and all. */
#define TIMER_SLACK_MS  2000

/* A proxy sends both of its BYEs in so short a time. */
#define BOTH_SIDES_MS   2000

/* Whether a request comes from the host that the other one was sent to. */
static bool
is_from_other_side(const leg_t *leg, const leg_t *request)
{
    leg_t back = leg_back(request);

    return legs_have_one_sender(leg, &back);
}

/* Whether the 2xx to the INVITE is that of the dialog that the BYE of the callee ends. */
static bool
is_of_callee(const finding_case_t *about, const transaction_t *invite)
{
    message_view_t answer = transaction_final(invite);

    return view_is_known(&answer) && sip_texts_equal(view_to_tag(&answer), view_from_tag(&about->request));
}

/* Whose 2xx got no ACK, and who ended the call for it: the callee, after 32 s, or who says so. */
static void
find_no_ack(finding_case_t *about, sip_text_t said)
{
    const transaction_t *item = about->call->transactions;
    unsigned             invites = 0;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT && invites < MAX_INVITES; item = item->next, seen++) {
        int64_t      age;
        const ack_t *ack;

        if (!transaction_is_answered_invite(item) || !item->final_again)
            continue;
        age = about->moment->now - item->final_time;
        if ((said.length == 0 && (age < NO_ACK_MS || age > NO_ACK_END_MS))
            || !is_from_other_side(&about->moment->leg, &item->leg))
            continue;
        invites++;
        if (!is_of_callee(about, item) || !invite_lacks_ack(about, item, &ack))
            continue;
        if (said.length > 0)
            find_bye_no_ack_told(about, CERTAINTY_SHOWN, said, item->final_frame, age);
        else if (ack != NULL)
            find_bye_no_ack_wrong(about, CERTAINTY_SHOWN, age, item->final_frame, ack->frame);
        else
            find_bye_no_ack(about, CERTAINTY_SHOWN, age, item->final_frame);
        return;
    }
}

/* The session as its last refresh left it (RFC 4028, Section 7.4), and what was tried since. */
typedef struct {
    const transaction_t *refresh;       /* an INVITE or UPDATE that was accepted */
    const transaction_t *tried;         /* one that was not, or not yet, here or else elsewhere; NULL if there is none */
    const transaction_t *elsewhere;     /* the newest refresh on whatever leg */
    uint32_t             interval;      /* in seconds */
    sip_text_t           refresher;
} session_t;

static bool
is_on_leg(const transaction_t *item, const leg_t *leg)
{
    return legs_equal(&item->leg, leg) || legs_cross(&item->leg, leg);
}

/* What refreshed the session last; false if that is not known. */
static bool
find_refresh(const finding_case_t *about, session_t *session)
{
    const transaction_t *item = about->call->transactions, *tried_elsewhere = NULL;

    memset(session, 0, sizeof *session);
    for (unsigned seen = 0; item != NULL; item = item->next, seen++) {
        bool accepted = item->final_code >= 200 && item->final_code <= 299;

        if (seen == MAX_LOOKED_AT)
            return false;
        if (item->method != METHOD_INVITE && item->method != METHOD_UPDATE)
            continue;
        if (!accepted) {
            if (session->tried == NULL && is_on_leg(item, &about->moment->leg))
                session->tried = item;
            if (tried_elsewhere == NULL)
                tried_elsewhere = item;
            continue;
        }
        if (session->elsewhere == NULL || item->final_time > session->elsewhere->final_time)
            session->elsewhere = item;
        if (is_on_leg(item, &about->moment->leg)
            && (session->refresh == NULL || item->final_time > session->refresh->final_time))
            session->refresh = item;
    }
    /* Where a refresh was refused by a proxy on the way, nothing of it came here. */
    if (session->tried == NULL)
        session->tried = tried_elsewhere;
    /* A refresh that passed elsewhere is one, too. */
    if (session->refresh == NULL || session->elsewhere->final_time > session->refresh->final_time + TIMER_SLACK_MS)
        session->refresh = session->elsewhere;
    return session->refresh != NULL;
}

/* What was agreed; false if there is no timer (RFC 4028, Section 7.2: the 2xx decides). */
static bool
read_timer(session_t *session)
{
    message_view_t answer = transaction_final(session->refresh);
    int64_t        early;

    if (!view_is_known(&answer) || !view_number(&answer, "Session-Expires", 'x', &session->interval))
        return false;
    session->refresher = view_parameter(&answer, "Session-Expires", 'x', "refresher");
    /* Who refreshes waits for half of the interval (RFC 4028, Section 10); what came earlier was no refresh. */
    early = session->refresh->final_time + (int64_t)session->interval * 1000 / 3;
    if (session->tried != NULL && session->tried->time < early)
        session->tried = NULL;
    return session->interval >= LEAST_INTERVAL;
}

/* The side that sent the BYE: of the refresh as "uac", its other side as "uas"; NULL if that is not known. */
static const char *
side_of_bye(const finding_case_t *about, const session_t *session)
{
    const leg_t *leg = &about->moment->leg, *refresh = &session->refresh->leg;
    bool         uac = legs_have_one_sender(leg, refresh), uas = is_from_other_side(leg, refresh);

    if (uac == uas)
        return NULL;
    return uac ? "uac" : "uas";
}

/* Whether nobody passed the request on, so that the host that it comes from made it. */
static bool
is_first_hand(const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   via;

    return sip_next_value(&values, "Via", 'v', &via) && !sip_next_value(&values, "Via", 'v', &via);
}

/* The hop before (or behind) a transaction on the way of its request; NULL if none was seen. */
static const transaction_t *
hop_beside(const finding_case_t *about, const transaction_t *transaction, bool before)
{
    const transaction_t *item = transactions_with(about->call, transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->method == transaction->method
            && (before ? transaction_is_next_hop(transaction, item) : transaction_is_next_hop(item, transaction)))
            return item;
    }
    return NULL;
}

/* The last hop of the way in that direction, as far as it was seen. */
static const transaction_t *
end_of_way(const finding_case_t *about, const transaction_t *transaction, bool before)
{
    const transaction_t *item = transaction;

    for (unsigned seen = 0; item != NULL && seen < HOPS_MAX; seen++) {
        transaction = item;
        item = hop_beside(about, transaction, before);
    }
    return transaction;
}

static void
find_run_out(finding_case_t *about, const session_t *session, bool exact)
{
    const transaction_t *refresh = session->refresh, *tried = session->tried;
    int64_t              interval = (int64_t)session->interval * 1000, age = about->moment->now - refresh->final_time;
    bool                 by_uac = sip_text_is(session->refresher, "uac");
    const transaction_t *end = end_of_way(about, refresh, by_uac);
    message_view_t       request = transaction_request(end);
    const char          *side = side_of_bye(about, session);

    /* Who has to refresh, and did not even try, hung up. */
    if (side != NULL && sip_text_is(session->refresher, side) && tried == NULL)
        return;
    if (tried != NULL && tried->final_code != 0)
        find_session_timer_bye_refused(about, CERTAINTY_SHOWN, refresh->final_frame, interval,
                                       case_text(method_name(tried->method)), tried->request_frame,
                                       tried->final_code, age);
    else if (tried != NULL)
        find_session_timer_bye_unanswered(about, CERTAINTY_SHOWN, refresh->final_frame, interval,
                                          case_text(method_name(tried->method)), tried->request_frame, age);
    else if (exact && side != NULL && session->refresher.length > 0 && (!by_uac || is_first_hand(&request)))
        find_session_timer_bye(about, CERTAINTY_SHOWN, refresh->final_frame,
                               case_host(about, by_uac ? end->leg.from : end->leg.to), interval,
                               session->refresher, age);
    else
        find_session_timer_bye_likely(about, CERTAINTY_LIKELY, refresh->final_frame, interval, age);
}

/* RFC 4028, Section 10: who waits in vain sends BYE when a third of the interval is left, or 32 s if that is less. */
static void
find_timer(finding_case_t *about)
{
    session_t session;
    int64_t   age, early, end;

    if (!find_refresh(about, &session))
        return;
    age = about->moment->now - session.refresh->final_time;
    if (age < LEAST_TIMED_MS || !read_timer(&session))
        return;
    end = (int64_t)session.interval * 1000;
    early = end - MIN(GREATEST_LEAD_S * 1000, end / 3);
    if (age >= early - TIMER_SLACK_MS && age <= end + TIMER_SLACK_MS)
        find_run_out(about, &session, age <= early + TIMER_SLACK_MS || age >= end - TIMER_SLACK_MS);
}

/* Whether two BYEs from one host go to the two sides of one dialog. */
static bool
are_for_both_sides(const transaction_t *one, const transaction_t *other)
{
    message_view_t a = transaction_request(one), b = transaction_request(other);

    return view_is_known(&a) && view_is_known(&b) && is_first_hand(&a) && is_first_hand(&b)
        && view_to_tag(&a).length > 0 && sip_texts_equal(view_to_tag(&a), view_from_tag(&b))
        && sip_texts_equal(view_from_tag(&a), view_to_tag(&b));
}

/* Whether the INVITE came over this host, from one of the sides to the other, both ways of it seen. */
static bool
is_proxy_between(const finding_case_t *about, const transaction_t *one, const transaction_t *other)
{
    const transaction_t *item = about->call->transactions;
    bool                 came = false, went = false;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method != METHOD_INVITE)
            continue;
        came = came || legs_cross(&item->leg, &one->leg) || legs_cross(&item->leg, &other->leg);
        went = went || legs_equal(&item->leg, &one->leg) || legs_equal(&item->leg, &other->leg);
    }
    return came && went;
}

/* A BYE to each side from the host between them, which had none from either. */
static void
find_proxy(finding_case_t *about)
{
    const transaction_t *bye = about->transaction, *item = about->call->transactions, *other = NULL;

    for (unsigned seen = 0; item != NULL; item = item->next, seen++) {
        int64_t apart = item->time - bye->time;

        if (seen == MAX_LOOKED_AT)
            return;
        if (item->method != METHOD_BYE || item == bye)
            continue;
        /* Somebody else ended it. */
        if (!legs_have_one_sender(&item->leg, &bye->leg))
            return;
        if (!legs_equal(&item->leg, &bye->leg) && apart <= BOTH_SIDES_MS && apart >= -BOTH_SIDES_MS)
            other = item;
    }
    if (other != NULL && are_for_both_sides(bye, other) && is_proxy_between(about, bye, other))
        find_ended_by_proxy(about, CERTAINTY_SHOWN, case_host(about, bye->leg.from), other->request_frame);
}

static bool
is_new(const finding_case_t *about, uint8_t method)
{
    return about->moment->kind == MOMENT_REQUEST && about->transaction != NULL && about->transaction->method == method;
}

static void
find_in_bye(finding_case_t *about, bool tells)
{
    sip_text_t said = { NULL, 0 };

    if (tells)
        said = case_words_for(about, FINDING_BYE_NO_ACK);
    find_no_ack(about, said);
    find_timer(about);
    if (tells && !case_has(about, FINDING_SESSION_TIMER_BYE)) {
        said = case_words_for(about, FINDING_SESSION_TIMER_BYE);
        if (said.length > 0)
            find_session_timer_bye_told(about, CERTAINTY_LIKELY, said);
    }
    find_proxy(about);
}

void
find_in_endings(finding_case_t *about)
{
    bool     ends = is_new(about, METHOD_BYE);
    unsigned told;

    if (!ends && !is_new(about, METHOD_CANCEL))
        return;
    told = told_why(about);
    if (ends)
        find_in_bye(about, (told & TOLD_IN_REASON) != 0);
    if ((told & TOLD_IN_REASON) != 0)
        find_in_reasons(about);
    else if (ends && (told & TOLD_BY_ASTERISK) != 0 && about->found == NULL)
        find_in_hangup_cause(about);
}

/* The first one of the two, whose other one is known now. */
void
find_late_in_endings(finding_case_t *about)
{
    if (is_new(about, METHOD_BYE) && !case_had(about, FINDING_ENDED_BY_PROXY))
        find_proxy(about);
}
