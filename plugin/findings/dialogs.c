/* dialogs.c
 * Causes in dialogs: tags that are missing or wrong, and what had ended or was forgotten
 *
 * A request belongs to a dialog by Call-ID and the tags of To and From alone
 * (RFC 3261, Section 12.2.2).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* A request that was refused, with its tags, and the dialogs of its call. */
typedef struct {
    const transaction_t *transaction;
    sip_text_t           from;
    sip_text_t           to;
    dialogs_t            dialogs;
} asked_t;

/* Whether requests of this method are sent inside a call alone. */
static bool
is_of_a_call(const transaction_t *transaction)
{
    switch (transaction->method) {
    case METHOD_BYE:
    case METHOD_PRACK:
    case METHOD_UPDATE:
        return true;
    default:
        return false;
    }
}

/* The tag that the dialog has for the header field To, or From, of a request of this side. */
static sip_text_t
tag_of(const dialog_t *dialog, bool of_caller, bool in_to)
{
    return of_caller == in_to ? dialog->callee_tag : dialog->caller_tag;
}

/* The frame of the message that brought it. */
static uint32_t
frame_of(const dialog_t *dialog, bool of_caller, bool in_to)
{
    return of_caller == in_to ? dialog->frame : dialog->setup->request_frame;
}

/* Whether it is a call that is up, and that the host has which refuses the request. */
static bool
is_up_there(const finding_case_t *about, const asked_t *asked, const dialog_t *dialog)
{
    dialog_end_t end;

    return !dialog->early && dialog->setup->method == METHOD_INVITE
        && dialog_is_at_receiver(dialog, &asked->transaction->leg)
        && !dialog_ended(about->call, dialog, asked->transaction, about->moment->frame, &end);
}

/*
 * What a tag has to be that the request lacks in To, or else in From. Whatever
 * may be a new request of its own, such as an OPTIONS, has to have the other tag
 * of the dialog at least.
 */
static bool
find_missing_in(finding_case_t *about, const asked_t *asked, const dialog_t *dialog, bool of_caller)
{
    bool       in_to = asked->to.length == 0;
    sip_text_t other = in_to ? asked->from : asked->to, missing = tag_of(dialog, of_caller, in_to);

    if (missing.length == 0 || (!is_of_a_call(asked->transaction) && other.length == 0)
        || (other.length > 0 && !tags_equal(other, tag_of(dialog, of_caller, !in_to))))
        return false;
    find_dialog_tag_missing(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame,
                            case_text(in_to ? "To" : "From"), missing, frame_of(dialog, of_caller, in_to));
    return true;
}

static void
find_missing(finding_case_t *about, const asked_t *asked)
{
    for (unsigned i = 0; i < asked->dialogs.count; i++) {
        const dialog_t *dialog = &asked->dialogs.items[i];
        unsigned        sides = dialog_sides(dialog, &asked->transaction->leg);

        if (is_up_there(about, asked, dialog)
            && (((sides & FROM_CALLER) != 0 && find_missing_in(about, asked, dialog, true))
                || ((sides & FROM_CALLEE) != 0 && find_missing_in(about, asked, dialog, false))))
            return;
    }
}

/*
 * Whether the same host accepted something else with the same tags, so that it
 * has a dialog that was not seen to begin.
 */
static bool
are_tags_accepted(const finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = about->call->transactions;
    const ack_t         *ack = about->call->acks;
    const leg_t         *leg = &asked->transaction->leg;
    message_view_t       view;
    side_t               side;

    for (unsigned seen = 0; ack != NULL && seen < MAX_LOOKED_AT; ack = ack->next, seen++) {
        if (ack->leg.from != leg->to && ack->leg.to != leg->to)
            continue;
        view = ack_view(ack);
        if (view_is_known(&view) && tags_equal(view_from_tag(&view), asked->from)
            && tags_equal(view_to_tag(&view), asked->to))
            return true;
    }
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item == asked->transaction || (item->leg.from != leg->to && item->leg.to != leg->to))
            continue;
        if (item->final_code < 200 || item->final_code > 299)
            continue;
        side = dialog_side(&about->request, item);
        if ((side == SIDE_SAME && !legs_cross(&item->leg, leg)) || (side == SIDE_OTHER && !legs_equal(&item->leg, leg)))
            return true;
    }
    return false;
}

/* A NOTIFY can come before the response to the request that it is for (RFC 6665, Section 4.1.2.4). */
static bool
may_be_of_a_subscription(const finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t view;

        if (item->method != METHOD_SUBSCRIBE && item->method != METHOD_REFER)
            continue;
        view = transaction_request(item);
        if (!view_is_known(&view) || view_to_tag(&view).length == 0)
            return asked->transaction->method == METHOD_NOTIFY || asked->transaction->method == METHOD_SUBSCRIBE
                || asked->transaction->method == METHOD_REFER;
    }
    return false;
}

/* The tag that differs, where the other one is right. */
static bool
find_wrong_in(finding_case_t *about, const asked_t *asked, const dialog_t *dialog, bool of_caller, bool in_to)
{
    if (!tags_equal(in_to ? asked->from : asked->to, tag_of(dialog, of_caller, !in_to)))
        return false;
    find_dialog_tag_wrong(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame,
                          in_to ? asked->to : asked->from, case_text(in_to ? "To" : "From"),
                          tag_of(dialog, of_caller, in_to), frame_of(dialog, of_caller, in_to));
    return true;
}

static void
find_wrong(finding_case_t *about, const asked_t *asked)
{
    const dialog_t *best = NULL;
    unsigned        sides;

    if (!asked->dialogs.complete || are_tags_accepted(about, asked) || may_be_of_a_subscription(about, asked))
        return;
    for (unsigned i = 0; i < asked->dialogs.count; i++) {
        const dialog_t *dialog = &asked->dialogs.items[i];

        if (!is_up_there(about, asked, dialog))
            continue;
        sides = dialog_sides(dialog, &asked->transaction->leg);
        if (best == NULL)
            best = dialog;
        if (((sides & FROM_CALLER) != 0
             && (find_wrong_in(about, asked, dialog, true, true) || find_wrong_in(about, asked, dialog, true, false)))
            || ((sides & FROM_CALLEE) != 0
                && (find_wrong_in(about, asked, dialog, false, true)
                    || find_wrong_in(about, asked, dialog, false, false))))
            return;
    }
    /* A NOTIFY, for one, may be of a dialog of its own, which began before the capture. */
    if (best == NULL || (!is_of_a_call(asked->transaction) && asked->transaction->method != METHOD_INVITE))
        return;
    sides = dialog_sides(best, &asked->transaction->leg);
    if (sides == FROM_CALLER || sides == FROM_CALLEE)
        find_dialog_tag_wrong_both(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame, asked->from,
                                   asked->to, tag_of(best, sides == FROM_CALLER, false),
                                   tag_of(best, sides == FROM_CALLER, true), best->setup->request_frame, best->frame);
}

/* The failure response that brought the tag in To, which sets up no dialog (RFC 3261, Section 12.1). */
static bool
find_failed(finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t request, final;

        if (item == asked->transaction || item->final_code < 300 || item->final_frame > asked->transaction->request_frame)
            continue;
        request = transaction_request(item);
        final = transaction_final(item);
        if (!view_is_known(&request) || !view_is_known(&final) || view_to_tag(&request).length > 0
            || !tags_equal(view_to_tag(&final), asked->to))
            continue;
        find_tag_of_failure(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame, asked->to,
                                     item->final_code, item->final_frame);
        return true;
    }
    return false;
}

static void
find_ended(finding_case_t *about, const asked_t *asked, const dialog_end_t *end)
{
    uint32_t frame = asked->transaction->request_frame;

    if (end->by->method == METHOD_INVITE)
        find_dialog_ended_failure(about, CERTAINTY_SHOWN, about->method, frame, end->by->final_code, end->frame);
    else if (end->by->method == METHOD_NOTIFY)
        find_dialog_ended_notify(about, CERTAINTY_SHOWN, about->method, frame, end->frame);
    else if (asked->transaction->method == METHOD_BYE && !end->of_same_side)
        find_dialog_ended(about, CERTAINTY_SHOWN, end->frame);
    else
        find_dialog_ended_bye(about, CERTAINTY_SHOWN, about->method, frame, end->frame);
}

/*
 * Whether a host further on said so before, of a request with other tags: then
 * somebody changed them on the way, and more cannot be told here.
 */
static bool
were_tags_changed(const finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = transactions_with(about->call, asked->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        message_view_t view;

        if (item == asked->transaction || item->method != asked->transaction->method || item->final_code != about->code
            || item->leg.from != asked->transaction->leg.to || legs_cross(&item->leg, &asked->transaction->leg))
            continue;
        view = transaction_request(item);
        if (!view_is_known(&view) || !tags_equal(view_from_tag(&view), asked->from)
            || !tags_equal(view_to_tag(&view), asked->to))
            return true;
    }
    return false;
}

/* Whether an earlier BYE of the call may have ended a dialog that has no tags to tell it by. */
static bool
may_have_ended(const finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = about->call->transactions;

    if (asked->from.length > 0 && asked->to.length > 0)
        return false;
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item != asked->transaction && item->method == METHOD_BYE && item->cseq != asked->transaction->cseq)
            return true;
    }
    return false;
}

/* Whether a caller who does not know the call may not have heard that it was answered, as nothing shows that he did. */
static bool
may_not_have_heard(const asked_t *asked, const dialog_t *dialog)
{
    return tags_equal(asked->from, dialog->callee_tag) && dialog->setup->ack_frame == 0;
}

/* 481 to a request with the right tags. What else can be missing at the far end is a subscription, or a response to PRACK. */
static void
find_lost(finding_case_t *about, const asked_t *asked, const dialog_t *dialog)
{
    uint8_t method = asked->transaction->method;

    if (dialog->early || dialog->setup->method != METHOD_INVITE || method == METHOD_NOTIFY || method == METHOD_SUBSCRIBE
        || method == METHOD_PRACK || case_has(about, FINDING_ROUTE_MISSING) || were_tags_changed(about, asked)
        || may_have_ended(about, asked) || may_not_have_heard(asked, dialog))
        return;
    find_dialog_lost(about, CERTAINTY_LIKELY, about->method, asked->transaction->request_frame, dialog->code,
                     dialog->frame);
}

static void
find_in_tags(finding_case_t *about)
{
    asked_t asked = {
        .transaction = about->transaction, .from = view_from_tag(&about->request), .to = view_to_tag(&about->request),
    };
    bool            lacks_tag = asked.from.length == 0 || asked.to.length == 0;
    const dialog_t *dialog;
    dialog_end_t    end;

    if (lacks_tag && about->code != 481 && !is_of_a_call(asked.transaction))
        return;
    dialogs_of_call(about->call, about->moment->frame, &asked.dialogs);
    dialog = dialogs_find(&asked.dialogs, &asked.transaction->leg, asked.from, asked.to);
    if (dialog == NULL && lacks_tag)
        find_missing(about, &asked);
    else if (dialog == NULL && !find_failed(about, &asked) && about->code == 481)
        find_wrong(about, &asked);
    if (dialog == NULL || about->code != 481)
        return;
    if (dialog_ended_for(about->call, dialog, asked.transaction, about->moment->frame, &end))
        find_ended(about, &asked, &end);
    else
        find_lost(about, &asked, dialog);
}

/* Whether a response with this code can be because of the tags; proxies say 404 of what belongs to no call. */
static bool
is_about_tags(unsigned code)
{
    return code == 400 || code == 404 || code == 481;
}

/* Whether one with this code can be because nobody subscribed. */
static bool
is_about_subscriptions(unsigned code)
{
    return code == 403 || code == 405 || code == 481 || code == 489 || code == 501;
}

/* RFC 6665, Section 4.1.3: a NOTIFY of a subscription has the tag of the subscriber in To. */
static void
find_unasked(finding_case_t *about)
{
    const transaction_t *item = about->call->transactions;

    if (about->transaction->method != METHOD_NOTIFY || view_to_tag(&about->request).length > 0
        || case_has(about, FINDING_DIALOG_TAG_MISSING))
        return;
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_SUBSCRIBE || item->method == METHOD_REFER)
            return;
    }
    if (item == NULL)
        find_notify_unasked(about, CERTAINTY_SHOWN, about->transaction->request_frame,
                            view_value(&about->request, "Event", 'o'));
}

void
find_in_dialogs(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || !view_is_known(&about->request)
        || about->transaction->method == METHOD_CANCEL || case_has(about, FINDING_REPLACES_UNKNOWN))
        return;
    if (is_about_tags(about->code))
        find_in_tags(about);
    if (is_about_subscriptions(about->code))
        find_unasked(about);
}
