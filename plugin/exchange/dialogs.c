/* dialogs.c
 * The dialogs of a call: RFC 3261, Section 12
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

bool
tags_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0);
}

static bool
is_success(unsigned code)
{
    return code >= 200 && code <= 299;
}

/* Notes a response that sets up a dialog, unless one that counts for more has the same tag. */
static void
add_dialog(dialogs_t *dialogs, const dialog_t *added)
{
    for (unsigned i = 0; i < dialogs->count; i++) {
        if (dialogs->items[i].setup == added->setup && tags_equal(dialogs->items[i].callee_tag, added->callee_tag))
            return;
    }
    if (dialogs->count == MAX_DIALOGS) {
        dialogs->complete = false;
        return;
    }
    dialogs->items[dialogs->count++] = *added;
}

static void
add_answer(dialogs_t *dialogs, dialog_t *dialog, text_ref_t text, uint32_t frame, unsigned code)
{
    dialog->answer = message_view(texts_get(text));
    if (!view_is_known(&dialog->answer)) {
        dialogs->complete = false;
        return;
    }
    dialog->callee_tag = view_to_tag(&dialog->answer);
    dialog->frame = frame;
    dialog->code = code;
    dialog->early = code < 200;
    /* A provisional response without a tag sets up nothing. */
    if (!dialog->early || dialog->callee_tag.length > 0)
        add_dialog(dialogs, dialog);
}

/* Whether a transaction, by its method and what came for it, can have set up a dialog. */
static bool
can_set_up(const transaction_t *transaction)
{
    if (transaction->method == METHOD_SUBSCRIBE)
        return is_success(transaction->final_code);
    return transaction->method == METHOD_INVITE
        && (is_success(transaction->final_code) || transaction->other_finals != NULL || transaction->rang_frame != 0);
}

static void
add_dialogs(dialogs_t *dialogs, const transaction_t *setup, uint32_t frame)
{
    dialog_t dialog = { .setup = setup, .request = transaction_request(setup) };

    if (!view_is_known(&dialog.request)) {
        dialogs->complete = false;
        return;
    }
    if (view_to_tag(&dialog.request).length > 0)
        return;
    dialog.caller_tag = view_from_tag(&dialog.request);
    for (const other_final_t *other = setup->other_finals; other != NULL; other = other->next) {
        if (is_success(other->code) && other->frame < frame)
            add_answer(dialogs, &dialog, other->text, other->frame, other->code);
    }
    if (is_success(setup->final_code) && setup->final_frame < frame)
        add_answer(dialogs, &dialog, setup->final_text, setup->final_frame, setup->final_code);
    for (const provisional_t *item = setup->provisionals; item != NULL; item = item->next) {
        if (item->frame < frame)
            add_answer(dialogs, &dialog, item->text, item->frame, item->code);
    }
    if (setup->more_provisionals)
        dialogs->complete = false;
}

void
dialogs_of_call(const call_t *call, uint32_t frame, dialogs_t *dialogs)
{
    const transaction_t *item = call->transactions;
    unsigned             seen = 0;

    dialogs->count = 0;
    dialogs->complete = true;
    for (; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->request_frame < frame && can_set_up(item))
            add_dialogs(dialogs, item, frame);
    }
    if (item != NULL)
        dialogs->complete = false;
}

/* Whether two ends of legs are the same; where all is on one host, the ports tell the ends apart. */
static bool
ends_equal(const leg_t *leg, const leg_t *setup, host_t host, uint16_t port)
{
    return leg->from == host && ((setup->from != setup->to && leg->from != leg->to) || leg->from_port == port);
}

bool
dialog_begins_at_sender(const dialog_t *dialog, const leg_t *leg)
{
    const leg_t *setup = &dialog->setup->leg;

    return ends_equal(leg, setup, setup->from, setup->from_port);
}

bool
dialog_ends_at_sender(const dialog_t *dialog, const leg_t *leg)
{
    const leg_t *setup = &dialog->setup->leg;

    return ends_equal(leg, setup, setup->to, setup->to_port);
}

unsigned
dialog_sides(const dialog_t *dialog, const leg_t *leg)
{
    leg_t    back = leg_back(leg);
    unsigned sides = 0;

    if (legs_equal(leg, &dialog->setup->leg))
        return FROM_CALLER;
    if (legs_cross(leg, &dialog->setup->leg))
        return FROM_CALLEE;
    if (dialog_begins_at_sender(dialog, leg) || dialog_ends_at_sender(dialog, &back))
        sides |= FROM_CALLER;
    if (dialog_ends_at_sender(dialog, leg) || dialog_begins_at_sender(dialog, &back))
        sides |= FROM_CALLEE;
    return sides != 0 ? sides : FROM_CALLER | FROM_CALLEE;
}

bool
dialog_has_tags(const dialog_t *dialog, const leg_t *leg, sip_text_t from, sip_text_t to)
{
    unsigned sides = dialog_sides(dialog, leg);

    if ((sides & FROM_CALLER) != 0 && tags_equal(from, dialog->caller_tag) && tags_equal(to, dialog->callee_tag))
        return true;
    return (sides & FROM_CALLEE) != 0 && tags_equal(from, dialog->callee_tag) && tags_equal(to, dialog->caller_tag);
}

bool
dialog_is_at_receiver(const dialog_t *dialog, const leg_t *leg)
{
    leg_t back = leg_back(leg);

    return dialog_begins_at_sender(dialog, &back) || dialog_ends_at_sender(dialog, &back);
}

bool
dialogs_are_one(const dialog_t *a, const dialog_t *b)
{
    return tags_equal(a->caller_tag, b->caller_tag) && tags_equal(a->callee_tag, b->callee_tag);
}

/* Whether they are between the same two hosts, whichever way. */
static bool
legs_are_one(const leg_t *a, const leg_t *b)
{
    return legs_equal(a, b) || legs_cross(a, b);
}

const dialog_t *
dialogs_find(const dialogs_t *dialogs, const leg_t *leg, sip_text_t from, sip_text_t to)
{
    const dialog_t *elsewhere = NULL;
    bool            has_own = false;

    for (unsigned i = 0; i < dialogs->count; i++) {
        const dialog_t *item = &dialogs->items[i];
        bool            own = legs_are_one(&item->setup->leg, leg);

        has_own = has_own || (own && item->setup->method == METHOD_INVITE);
        if (!dialog_has_tags(item, leg, from, to))
            continue;
        if (own)
            return item;
        if (elsewhere == NULL)
            elsewhere = item;
    }
    return has_own ? NULL : elsewhere;
}

/* Of which side a request with these tags is that belongs to the dialog. */
static side_t
side_of(sip_text_t from, sip_text_t to, sip_text_t other_from, sip_text_t other_to)
{
    if (tags_equal(from, other_from) && tags_equal(to, other_to))
        return SIDE_SAME;
    return tags_equal(from, other_to) && tags_equal(to, other_from) ? SIDE_OTHER : SIDE_NONE;
}

/* Whether a response to the transaction has this tag in To. */
static bool
brought_tag(const transaction_t *setup, sip_text_t tag)
{
    message_view_t answer = transaction_final(setup);

    if (view_is_known(&answer) && is_success(setup->final_code) && tags_equal(view_to_tag(&answer), tag))
        return true;
    for (const other_final_t *item = setup->other_finals; item != NULL; item = item->next) {
        answer = message_view(texts_get(item->text));
        if (is_success(item->code) && tags_equal(view_to_tag(&answer), tag))
            return true;
    }
    for (const provisional_t *item = setup->provisionals; item != NULL; item = item->next) {
        answer = message_view(texts_get(item->text));
        if (tags_equal(view_to_tag(&answer), tag))
            return true;
    }
    return false;
}

/* The same for tags of a request; without them they could be those of any dialog. */
static side_t
side_of_tags(sip_text_t from, sip_text_t to, const transaction_t *other)
{
    message_view_t view;
    sip_text_t     other_from, other_to;

    if (from.length == 0 || to.length == 0)
        return SIDE_NONE;
    view = transaction_request(other);
    if (!view_is_known(&view))
        return SIDE_NONE;
    other_from = view_from_tag(&view);
    other_to = view_to_tag(&view);
    if (other_to.length > 0)
        return side_of(from, to, other_from, other_to);
    if (tags_equal(from, other_from))
        return brought_tag(other, to) ? SIDE_SAME : SIDE_NONE;
    return tags_equal(to, other_from) && brought_tag(other, from) ? SIDE_OTHER : SIDE_NONE;
}

side_t
dialog_side(const message_view_t *request, const transaction_t *other)
{
    return side_of_tags(view_from_tag(request), view_to_tag(request), other);
}

static bool
is_challenge(unsigned code)
{
    return code == 401 || code == 407;
}

/* Whether a BYE ends the dialog, which a challenge prevents. Its own side has to hear of it before it asks again. */
static bool
bye_ends(const transaction_t *bye, side_t side, const transaction_t *asked)
{
    if (asked == NULL || side == SIDE_OTHER)
        return !is_challenge(bye->final_code);
    /* The same number is the same request, on another leg. */
    return bye->cseq != asked->cseq && is_success(bye->final_code) && bye->final_frame < asked->request_frame;
}

/*
 * Whether a NOTIFY, the last one of its subscription (RFC 6665, Section 4.1.3),
 * ended that of a later NOTIFY or SUBSCRIBE.
 */
static bool
notify_ends(const transaction_t *notify, side_t side, const transaction_t *asked)
{
    message_view_t view = transaction_request(notify), request;
    sip_text_t     state = view_value(&view, "Subscription-State", '\0');

    if (asked == NULL || asked->method != (side == SIDE_SAME ? METHOD_NOTIFY : METHOD_SUBSCRIBE)
        || (side == SIDE_SAME && notify->cseq == asked->cseq) || notify->request_frame > asked->request_frame
        || !sip_text_is(sip_take_token(&state), "terminated"))
        return false;
    request = transaction_request(asked);
    return tags_equal(view_value(&view, "Event", 'o'), view_value(&request, "Event", 'o'));
}

/* Whether two transactions are one request on its way, on this leg and the next. */
static bool
is_copy(const transaction_t *a, const transaction_t *b)
{
    return a == b
        || (a->cseq == b->cseq && a->method == b->method && (a->leg.to == b->leg.from || a->leg.from == b->leg.to)
            && !legs_cross(&a->leg, &b->leg));
}

/* What ended the dialog, to which a request with these tags belongs. asked: that request; but: one that is not looked at */
static bool
find_end(const call_t *call, const dialog_t *dialog, sip_text_t from, sip_text_t to, const transaction_t *asked,
         const transaction_t *but, uint32_t frame, dialog_end_t *end)
{
    const transaction_t *item = call->transactions;
    const leg_t         *leg = asked != NULL ? &asked->leg : &dialog->setup->leg;

    memset(end, 0, sizeof *end);
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        side_t side;

        if (item->request_frame >= frame || (item->method != METHOD_BYE && item->method != METHOD_NOTIFY)
            || (but != NULL && is_copy(item, but)))
            continue;
        side = side_of_tags(from, to, item);
        if (side == SIDE_NONE
            || !(item->method == METHOD_BYE ? bye_ends(item, side, asked) : notify_ends(item, side, asked)))
            continue;
        /* The first one, and on this leg where it passed here. */
        if (end->by == NULL || legs_are_one(leg, &item->leg) || !legs_are_one(leg, &end->by->leg)) {
            end->by = item;
            end->frame = item->request_frame;
            end->of_same_side = side == SIDE_SAME;
        }
    }
    if (end->by == NULL && dialog != NULL && dialog->early && dialog->setup->final_code >= 300 && dialog->setup->final_frame < frame) {
        end->by = dialog->setup;
        end->frame = dialog->setup->final_frame;
    }
    return end->by != NULL;
}

bool
dialog_ended(const call_t *call, const dialog_t *dialog, const transaction_t *but, uint32_t frame, dialog_end_t *end)
{
    return find_end(call, dialog, dialog->caller_tag, dialog->callee_tag, NULL, but, frame, end);
}

bool
dialog_ended_for(const call_t *call, const dialog_t *dialog, const transaction_t *asked, uint32_t frame,
                 dialog_end_t *end)
{
    message_view_t request = transaction_request(asked);

    return find_end(call, dialog, view_from_tag(&request), view_to_tag(&request), asked, asked, frame, end);
}
