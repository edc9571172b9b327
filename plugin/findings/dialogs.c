/* dialogs.c
 * Causes in the dialog that a request belongs to: it had ended, or is lost, or there never was one
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "findings/sequence.h"
#include "finding_sentences.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* A request that was refused, with its tags. */
typedef struct {
    const transaction_t *transaction;
    sip_text_t           from;
    sip_text_t           to;
} asked_t;

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

/* Responses to a request of a dialog after which there is none for who got them: RFC 5057, Section 5.1. */
static bool
destroys_dialog(unsigned code)
{
    switch (code) {
    case 404: case 408: case 410: case 416: case 482: case 483: case 484: case 485: case 502: case 604:
        return true;
    default:
        return false;
    }
}

/*
 * Whether an earlier request of the call may have ended the dialog: a BYE, whatever
 * came for it but a challenge or this very 481, or one with such a response.
 */
static bool
may_have_ended(const finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t view;
        bool           ends = item->method == METHOD_BYE
            ? item->final_code != 401 && item->final_code != 407 && item->final_code != 481
            : destroys_dialog(item->final_code);

        if (!ends || item->cseq == asked->transaction->cseq || item->request_frame > about->moment->frame
            || item->method == METHOD_CANCEL)
            continue;
        view = transaction_request(item);
        if (!view_is_known(&view) || asked->from.length == 0 || asked->to.length == 0
            || dialog_side(&about->request, item) != SIDE_NONE)
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
    uint8_t              method = asked->transaction->method;
    uint32_t             frame = asked->transaction->request_frame;
    const transaction_t *higher;

    if (dialog->early || dialog->setup->method != METHOD_INVITE || dialog->frame > asked->transaction->request_frame
        || method == METHOD_NOTIFY || method == METHOD_SUBSCRIBE
        || method == METHOD_PRACK || case_has(about, FINDING_ROUTE_MISSING) || case_has(about, FINDING_DIALOG_TAG_WRONG)
        || were_tags_changed(about, asked)
        || may_have_ended(about, asked) || may_not_have_heard(asked, dialog))
        return;
    /* Who counts anew has lost the call himself, or is not the one who had it. */
    higher = request_numbered_higher(about);
    if (higher != NULL)
        find_cseq_lower_unknown(about, CERTAINTY_LIKELY, about->method, frame, asked->transaction->cseq,
                                case_text(method_name(higher->method)), higher->request_frame, higher->cseq);
    else
        find_dialog_lost(about, CERTAINTY_LIKELY, about->method, frame, dialog->code, dialog->frame);
}

static void
find_in_dialog(finding_case_t *about)
{
    asked_t asked = {
        .transaction = about->transaction, .from = view_from_tag(&about->request), .to = view_to_tag(&about->request),
    };
    dialogs_t       dialogs;
    const dialog_t *dialog;
    dialog_end_t    end;

    dialogs_of_call(about->call, about->moment->frame, &dialogs);
    dialog = dialogs_find(&dialogs, &asked.transaction->leg, asked.from, asked.to);
    if (dialog == NULL && dialogs.count > 0)
        return;
    if (dialog_ended_for(about->call, dialog, asked.transaction, about->moment->frame, &end))
        find_ended(about, &asked, &end);
    else if (dialog != NULL)
        find_lost(about, &asked, dialog);
}

/*
 * What the first pass took for lost is still known there, where a later request of
 * the dialog is accepted on this leg, or comes back on it. A BYE proves nothing: who
 * stands between two calls sends one as the other is lost, and accepts any.
 */
void
find_late_in_dialogs(finding_case_t *about)
{
    const transaction_t *item, *known = NULL;
    side_t               side = SIDE_NONE;
    unsigned             seen = 0;

    if (about->code != 481 || !case_had(about, FINDING_DIALOG_LOST) || !case_is_whole(about))
        return;
    for (item = about->call->transactions; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        side_t other;

        if (item->request_frame <= about->moment->frame || item->method == METHOD_CANCEL || item->method == METHOD_BYE)
            continue;
        other = dialog_side(&about->request, item);
        if ((other == SIDE_SAME && item->final_code >= 200 && item->final_code <= 299
             && legs_equal(&item->leg, &about->transaction->leg))
            || (other == SIDE_OTHER && legs_cross(&item->leg, &about->transaction->leg))) {
            known = item;
            side = other;
        }
    }
    if (side == SIDE_SAME)
        find_dialog_known(about, CERTAINTY_SHOWN, case_text(method_name(known->method)), known->request_frame,
                          known->final_code, known->final_frame);
    else if (side == SIDE_OTHER)
        find_dialog_known_sent(about, CERTAINTY_SHOWN, case_text(method_name(known->method)), known->request_frame);
}

/* Whether one with this code can be because nobody subscribed. */
static bool
is_about_subscriptions(unsigned code)
{
    switch (code) {
    case 400: case 403: case 404: case 405: case 481: case 489: case 501:
        return true;
    default:
        return false;
    }
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
    if (about->moment->kind != MOMENT_FINAL || !case_is_whole(about) || about->transaction->method == METHOD_CANCEL)
        return;
    if (about->code == 481)
        find_in_dialog(about);
    if (is_about_subscriptions(about->code))
        find_unasked(about);
}
