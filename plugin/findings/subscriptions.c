/* subscriptions.c
 * Subscriptions that their notifier does not permit, or whose time is over (RFC 6665)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
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

/* RFC 6665, Section 4.1.3: of the reasons, this one alone says that asking again is of no use. */
static void
find_rejected(finding_case_t *about)
{
    sip_text_t state, event;

    state = view_value(&about->message, "Subscription-State", '\0');
    event = view_value(&about->message, "Event", 'o');
    event = sip_take_token(&event);
    /* What a REFER asked for is told of by the body. */
    if (event.length == 0 || sip_text_is(event, "refer") || !sip_text_is(sip_take_token(&state), "terminated")
        || !sip_text_is(view_parameter(&about->message, "Subscription-State", '\0', "reason"), "rejected"))
        return;
    find_subscription_rejected(about, CERTAINTY_SHOWN, event);
}

void
find_in_subscriptions(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_REQUEST && about->moment->method == METHOD_NOTIFY)
        find_rejected(about);
    else if (about->moment->kind == MOMENT_FINAL && about->code == 481 && case_is_whole(about) && !case_has_cause(about)
             && (about->transaction->method == METHOD_SUBSCRIBE || about->transaction->method == METHOD_NOTIFY))
        find_expired(about);
}
