/* subscriptions.c
 * Subscriptions to what is not there or not permitted, or whose time is over (RFC 6665)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
#include "findings/addressing.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* Clocks, and the way, are no reason to call anything late. */
#define GRACE_MS        1000

/* Until when a subscription was granted, in ms since the epoch, and by which message. */
typedef struct {
    int64_t  until;
    int64_t  seconds;
    uint32_t frame;         /* 0: not known */
    bool     subscribed;    /* a SUBSCRIBE was accepted; those before it do not count */
    bool     ended;         /* and it ended the subscription */
    bool     doubtful;      /* and not all is known */
} grant_t;

static void
add_grant(grant_t *grant, uint32_t seconds, int64_t since, uint32_t frame)
{
    int64_t until = since + (int64_t)seconds * 1000;

    if (grant->frame == 0 || until > grant->until) {
        grant->until = until;
        grant->seconds = seconds;
        grant->frame = frame;
    }
}

static bool
has_event(const message_view_t *view, sip_text_t event)
{
    return sip_texts_equal(view_value(view, "Event", 'o'), event);
}

/* What an earlier request of the subscription granted, or its response (RFC 6665, Sections 4.1.2.1 and 4.1.3). */
static void
look_at_grant(const finding_case_t *about, const transaction_t *item, sip_text_t event, grant_t *grant)
{
    message_view_t request = transaction_request(item), final = transaction_final(item);
    sip_text_t     value;
    uint32_t       seconds;

    if (!view_is_known(&request)) {
        grant->doubtful = true;
    } else if (dialog_side(&about->request, item) == SIDE_NONE) {
        return;
    } else if (!has_event(&request, event)) {
        grant->doubtful = true;     /* there are two subscriptions in the dialog */
    } else if (item->method == METHOD_SUBSCRIBE && item->final_code >= 200 && item->final_code <= 299) {
        grant->subscribed = true;
        if (view_number(&request, "Expires", '\0', &seconds) && seconds == 0) {
            grant->ended = view_to_tag(&request).length > 0;
            grant->doubtful = !grant->ended;    /* it asked for one NOTIFY (RFC 6665, Section 4.4.3) */
            grant->frame = item->request_frame;
        } else if (view_is_known(&final) && view_number(&final, "Expires", '\0', &seconds))
            add_grant(grant, seconds, item->final_time, item->final_frame);
        else
            grant->doubtful = true;
    } else if (item->method == METHOD_NOTIFY) {
        value = view_parameter(&request, "Subscription-State", '\0', "expires");
        if (sip_parse_number(value, &seconds))
            add_grant(grant, seconds, item->time, item->request_frame);
    }
}

/* 481 to what came for a subscription when its time was over. */
static void
find_expired(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;
    sip_text_t           event = view_value(&about->request, "Event", 'o');
    grant_t              grant = { .frame = 0 };

    if (view_to_tag(&about->request).length == 0 || event.length == 0)
        return;
    for (unsigned seen = 0; item != NULL && !grant.doubtful && !grant.subscribed; item = item->next, seen++) {
        if (item != transaction && item->request_frame < transaction->request_frame
            && (item->method == METHOD_SUBSCRIBE || item->method == METHOD_NOTIFY))
            look_at_grant(about, item, event, &grant);
        grant.doubtful = grant.doubtful || seen == MAX_LOOKED_AT;
    }
    if (grant.doubtful || !grant.subscribed)
        return;
    if (grant.ended)
        find_dialog_ended_unsubscribed(about, CERTAINTY_SHOWN, grant.frame, about->method, transaction->request_frame);
    else if (grant.frame != 0 && transaction->time > grant.until + GRACE_MS)
        find_subscription_expired(about, CERTAINTY_SHOWN, grant.seconds * 1000, grant.frame, about->method,
                                  transaction->request_frame, transaction->time - grant.until);
}

/* What came before a NOTIFY for its subscription. */
typedef struct {
    uint32_t subscribe;     /* frame of the SUBSCRIBE that asked for more than one NOTIFY; 0 if there is none */
    uint32_t notify;        /* and of the last NOTIFY */
    bool     pending;       /* which says that the permission is not there yet */
    bool     known;         /* nothing of it is missing */
} subscribed_t;

static subscribed_t
what_came_before(const finding_case_t *about)
{
    subscribed_t         before = { .known = true };
    sip_text_t           event = view_value(&about->message, "Event", 'o'), state;
    const transaction_t *item = about->call != NULL ? about->call->transactions : NULL;
    uint32_t             seconds;

    for (unsigned seen = 0; item != NULL && before.known; item = item->next, seen++) {
        message_view_t request = transaction_request(item);

        before.known = seen < MAX_LOOKED_AT && view_is_known(&request);
        if (!before.known || item == about->transaction || item->request_frame >= about->moment->frame
            || !has_event(&request, event))
            continue;
        if (item->method == METHOD_SUBSCRIBE && view_to_tag(&request).length == 0
            && tags_equal(view_from_tag(&request), view_to_tag(&about->message))) {
            /* The second one has credentials, or is for another subscription. */
            if (item->final_code < 300 && !(view_number(&request, "Expires", '\0', &seconds) && seconds == 0)) {
                before.known = before.subscribe == 0;
                before.subscribe = item->request_frame;
            }
        } else if (item->method == METHOD_NOTIFY && dialog_side(&about->message, item) == SIDE_SAME
                   && item->request_frame > before.notify) {
            state = view_value(&request, "Subscription-State", '\0');
            before.notify = item->request_frame;
            before.pending = sip_text_is(sip_take_token(&state), "pending");
        } else if (item->method == METHOD_SUBSCRIBE && dialog_side(&about->message, item) == SIDE_OTHER) {
            before.known = false;   /* it was refreshed, or given up */
        } else if (item->method == METHOD_NOTIFY && tags_equal(view_to_tag(&request), view_to_tag(&about->message))) {
            before.known = false;   /* a proxy forked it (RFC 6665, Section 4.1.4), and somebody else tells something */
        }
    }
    return before;
}

/*
 * Whether an event package is about what a server has or has not; a call or a
 * conference that is watched (dialog, conference) ends as a matter of course.
 */
static bool
is_of_lasting_things(sip_text_t event)
{
    return sip_text_is(event, "presence") || sip_text_is(event, "message-summary") || sip_text_is(event, "ua-profile")
        || sip_text_is(event, "xcap-diff") || sip_text_is(event, "as-feature-event");
}

/* A subscription that ended before it brought what it was for (RFC 6665, Section 4.1.3). */
static void
find_fruitless(finding_case_t *about, sip_text_t event, sip_text_t reason)
{
    bool         missing = sip_text_is(reason, "noresource") && is_of_lasting_things(event);
    bool         later = sip_text_is(reason, "probation"), given_up = sip_text_is(reason, "giveup");
    subscribed_t before;

    if (!missing && !later && !given_up)
        return;
    before = what_came_before(about);
    if (!before.known || before.subscribe == 0)
        return;
    if (given_up && before.pending)
        find_subscription_fruitless_giveup(about, CERTAINTY_SHOWN, before.notify, event);
    else if (missing && before.notify == 0)
        find_subscription_fruitless(about, CERTAINTY_SHOWN, before.subscribe, event);
    else if (later && before.notify == 0)
        find_subscription_fruitless_probation(about, CERTAINTY_SHOWN, before.subscribe, event);
}

/* RFC 6665, Section 4.1.3: of the reasons, "rejected" alone says that asking again is of no use. */
static void
find_ended(finding_case_t *about)
{
    sip_text_t state, event, reason;

    state = view_value(&about->message, "Subscription-State", '\0');
    event = view_value(&about->message, "Event", 'o');
    event = sip_take_token(&event);
    /* What a REFER asked for is told of by the body. */
    if (event.length == 0 || sip_text_is(event, "refer") || !sip_text_is(sip_take_token(&state), "terminated"))
        return;
    reason = view_parameter(&about->message, "Subscription-State", '\0', "reason");
    if (sip_text_is(reason, "rejected"))
        find_subscription_rejected(about, CERTAINTY_SHOWN, event);
    else
        find_fruitless(about, event, reason);
}

/* The state of a user (RFC 3856) or of the calls of one (RFC 4235), by which lamps of phones go. */
static void
find_nothing_to_watch(finding_case_t *about)
{
    sip_text_t event = view_value(&about->request, "Event", 'o');
    refused_t  watched;

    event = sip_take_token(&event);
    if ((!sip_text_is(event, "presence") && !sip_text_is(event, "dialog")) || case_said(about)->count > 0
        || view_to_tag(&about->request).length > 0)
        return;
    watched = refused_of(&about->request, about->transaction);
    if (watched.number.length > 0)
        find_watched_unknown(about, CERTAINTY_SHOWN, watched.frame, watched.number, event);
}

/* Whether a SUBSCRIBE or NOTIFY has failed so, and nothing was found of why. */
static bool
is_unexplained(const finding_case_t *about)
{
    return about->moment->kind == MOMENT_FINAL && case_is_whole(about) && !case_has_cause(about)
        && (about->transaction->method == METHOD_SUBSCRIBE || about->transaction->method == METHOD_NOTIFY);
}

void
find_in_subscriptions(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_REQUEST && about->moment->method == METHOD_NOTIFY)
        find_ended(about);
    else if (about->code == 481 && is_unexplained(about))
        find_expired(about);
    else if ((about->code == 404 || about->code == 604) && is_unexplained(about)
             && about->transaction->method == METHOD_SUBSCRIBE)
        find_nothing_to_watch(about);
}
