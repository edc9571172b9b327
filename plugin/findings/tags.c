/* tags.c
 * Causes in the tags of a request inside a call: missing, wrong, or of a failure
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

/* Whether it is a call that rings, for a request that may be about one. */
static bool
is_ringing_there(const finding_case_t *about, const asked_t *asked, const dialog_t *dialog)
{
    const transaction_t *transaction = asked->transaction, *setup = dialog->setup;

    return dialog->early && (transaction->method == METHOD_PRACK || transaction->method == METHOD_UPDATE)
        && dialog->frame < transaction->request_frame
        && (setup->final_code == 0 || setup->final_frame > about->moment->frame) && dialog_is_at_receiver(dialog, &transaction->leg);
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
        view = ack_view(ack);
        /* In one of its own, the tags stand the other way round. */
        if (view_is_known(&view)
            && ((ack->leg.to == leg->to && tags_equal(view_from_tag(&view), asked->from)
                 && tags_equal(view_to_tag(&view), asked->to))
                || (ack->leg.from == leg->to && tags_equal(view_from_tag(&view), asked->to)
                    && tags_equal(view_to_tag(&view), asked->from))))
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
    if (dialog->early)
        find_dialog_tag_wrong_early(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame,
                                    in_to ? asked->to : asked->from, case_text(in_to ? "To" : "From"),
                                    tag_of(dialog, of_caller, in_to), frame_of(dialog, of_caller, in_to));
    else
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

        if (!is_up_there(about, asked, dialog) && !is_ringing_there(about, asked, dialog))
            continue;
        sides = dialog_sides(dialog, &asked->transaction->leg);
        if (best == NULL && !dialog->early)
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

/* The same tags as the request has, to the letter. */
static bool
has_very_tags(const dialog_t *dialog, const asked_t *asked)
{
    return (sip_texts_equal(asked->from, dialog->caller_tag) && sip_texts_equal(asked->to, dialog->callee_tag))
        || (sip_texts_equal(asked->from, dialog->callee_tag) && sip_texts_equal(asked->to, dialog->caller_tag));
}

/* Whether something else with the very same tags was accepted. */
static bool
were_letters_accepted(const finding_case_t *about, const asked_t *asked)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t view;

        if (item->final_code < 200 || item->final_code > 299)
            continue;
        view = transaction_request(item);
        if ((sip_texts_equal(view_from_tag(&view), asked->from) && sip_texts_equal(view_to_tag(&view), asked->to))
            || (sip_texts_equal(view_from_tag(&view), asked->to) && sip_texts_equal(view_to_tag(&view), asked->from)))
            return true;
    }
    return false;
}

/*
 * The tag of another branch, whose phone rang as well: what answered is a call with a
 * tag of its own (RFC 3261, Sections 12.1 and 13.2.2.4).
 */
static void
find_other_branch(finding_case_t *about, const asked_t *asked, const dialog_t *rang)
{
    for (unsigned i = 0; i < asked->dialogs.count; i++) {
        const dialog_t *dialog = &asked->dialogs.items[i];

        if (dialog->setup == rang->setup && tags_equal(asked->to, rang->callee_tag)
            && dialog->frame < asked->transaction->request_frame && is_up_there(about, asked, dialog)) {
            find_dialog_tag_wrong(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame, asked->to,
                                  case_text("To"), dialog->callee_tag, dialog->frame);
            return;
        }
    }
}

/*
 * Tags are tokens, and those are the same in any case of letters (RFC 3261,
 * Section 7.3.1). Many servers compare them byte by byte all the same.
 */
static void
find_other_case(finding_case_t *about, const asked_t *asked, const dialog_t *dialog)
{
    bool of_caller, in_to;

    for (unsigned i = 0; i < asked->dialogs.count; i++) {
        if (has_very_tags(&asked->dialogs.items[i], asked))
            return;
    }
    if ((!is_up_there(about, asked, dialog) && !is_ringing_there(about, asked, dialog))
        || were_letters_accepted(about, asked))
        return;
    of_caller = tags_equal(asked->from, dialog->caller_tag);
    in_to = !sip_texts_equal(asked->to, tag_of(dialog, of_caller, true));
    find_dialog_tag_wrong_case(about, CERTAINTY_LIKELY, about->method, asked->transaction->request_frame,
                               in_to ? asked->to : asked->from, case_text(in_to ? "To" : "From"),
                               tag_of(dialog, of_caller, in_to), frame_of(dialog, of_caller, in_to));
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

/* Finds the dialog with both tags of the request in one of the other calls, up at its host: the Call-ID differs. */
static bool
find_in_other_call(finding_case_t *about, const asked_t *asked, const call_t *call)
{
    const leg_t    *leg = &asked->transaction->leg;
    const dialog_t *dialog;
    dialog_end_t    end;
    dialogs_t       dialogs;

    dialogs_of_call(call, about->moment->frame, &dialogs);
    dialog = dialogs_find(&dialogs, leg, asked->from, asked->to);
    /* A B2BUA may have the same tags on the leg to another host. */
    if (dialog == NULL || dialog->early || dialog->setup->method != METHOD_INVITE
        || !dialog_is_at_receiver(dialog, leg)
        || (!dialog_begins_at_sender(dialog, leg) && !dialog_ends_at_sender(dialog, leg))
        || dialog_ended(call, dialog, NULL, about->moment->frame, &end))
        return false;
    find_dialog_call_id_differs(about, CERTAINTY_SHOWN, about->method, asked->transaction->request_frame,
                                view_value(&about->request, "Call-ID", 'i'),
                                view_value(&dialog->request, "Call-ID", 'i'), dialog->setup->request_frame);
    return true;
}

/* RFC 3261, Section 12.2.1.1. Tags are made at random, so that no two calls have both of them by chance. */
static void
find_other_call_id(finding_case_t *about, const asked_t *asked)
{
    const call_t *call = calls_newest();

    for (unsigned seen = 0; call != NULL && seen < MAX_LOOKED_AT; call = call->next, seen++) {
        if (call != about->call && call->had_invite && find_in_other_call(about, asked, call))
            return;
    }
}

/*
 * Whether a response with this code can be because of the tags; proxies say 404
 * of what belongs to no call. What can only be of a call and lacks a tag is to
 * many of them any new request, which they have no rule for.
 */
static bool
is_about_tags(unsigned code, bool lacks_tag)
{
    switch (code) {
    case 400: case 404: case 481:
        return true;
    case 403: case 484: case 500: case 501:
        return lacks_tag;
    default:
        return false;
    }
}

void
find_in_tags(finding_case_t *about)
{
    asked_t         asked;
    const dialog_t *dialog;
    bool            lacks_tag;

    if (about->moment->kind != MOMENT_FINAL || !is_about_tags(about->code, true) || !case_is_whole(about)
        || about->transaction->method == METHOD_CANCEL || case_has(about, FINDING_REPLACES_UNKNOWN))
        return;
    asked.transaction = about->transaction;
    asked.from = view_from_tag(&about->request);
    asked.to = view_to_tag(&about->request);
    lacks_tag = asked.from.length == 0 || asked.to.length == 0;
    if (!is_about_tags(about->code, lacks_tag))
        return;
    if (lacks_tag && about->code != 481 && !is_of_a_call(asked.transaction))
        return;
    dialogs_of_call(about->call, about->moment->frame, &asked.dialogs);
    dialog = dialogs_find(&asked.dialogs, &asked.transaction->leg, asked.from, asked.to);
    if (dialog != NULL) {
        if (about->code == 481 && !lacks_tag)
            find_other_case(about, &asked, dialog);
        if (dialog->early && about->code == 481)
            find_other_branch(about, &asked, dialog);
        return;
    }
    if (lacks_tag)
        find_missing(about, &asked);
    else if (!find_failed(about, &asked) && about->code == 481) {
        find_wrong(about, &asked);
        if (!case_has(about, FINDING_DIALOG_TAG_WRONG))
            find_other_call_id(about, &asked);
    }
}
