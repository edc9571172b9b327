/* references.c
 * Causes in requests that name another message or call: CANCEL, PRACK and Replaces
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* A CANCEL that comes so soon after its INVITE may be there first. */
#define OVERTAKING_MS   2000

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* What a CANCEL can be for. */
typedef struct {
    const transaction_t *same;      /* the INVITE with its branch; NULL if there is none */
    const transaction_t *waiting;   /* the newest with another branch that waited for its final response when it came */
    const transaction_t *done;      /* the newest with another branch that had one */
    bool                 complete;
} cancelled_t;

/* The INVITEs with the CSeq number of the CANCEL, by its way. */
static cancelled_t
find_invites(const transaction_t *cancel, const call_t *call)
{
    cancelled_t          found = { .complete = true };
    const transaction_t *item = transactions_with(call, cancel->cseq);

    for (unsigned seen = 0; item != NULL && found.complete; item = item->next_same, seen++) {
        bool waits = item->final_code == 0 || item->final_frame > cancel->request_frame;

        found.complete = seen < MAX_LOOKED_AT;
        if (item->method != METHOD_INVITE || item->request_frame > cancel->request_frame
            || !legs_equal(&item->leg, &cancel->leg))
            continue;
        if (item->branch == cancel->branch)
            found.same = item;
        else if (waits && found.waiting == NULL)
            found.waiting = item;
        else if (!waits && found.done == NULL)
            found.done = item;
    }
    return found;
}

static void
find_other_branch(finding_case_t *about, const transaction_t *invite)
{
    message_view_t view = transaction_request(invite);
    sip_text_t     branch = view_branch(&about->request, 0), other = view_branch(&view, 0);

    /* Clients of RFC 2543 have none. */
    if (branch.length > 0 && other.length > 0)
        find_cancel_branch_differs(about, CERTAINTY_SHOWN, about->transaction->request_frame, branch,
                                   invite->request_frame, other);
}

/* An INVITE with the branch of the CANCEL and another CSeq number, which waits; NULL if there is none. */
static const transaction_t *
find_other_number(const transaction_t *cancel, const call_t *call)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_INVITE && item->branch == cancel->branch && item->branch != 0
            && item->cseq != cancel->cseq && item->final_code == 0 && item->request_frame < cancel->request_frame
            && legs_equal(&item->leg, &cancel->leg))
            return item;
    }
    return NULL;
}

/* Says in what the CANCEL differs, if the texts of a header field do; the case of letters is none. */
static bool
find_difference_in(finding_case_t *about, const transaction_t *invite, const char *name, sip_text_t here,
                   sip_text_t there)
{
    if (sip_texts_equal(here, there) || tags_equal(here, there))
        return false;
    find_cancel_unmatched(about, CERTAINTY_LIKELY, about->transaction->request_frame, here, case_text(name),
                          invite->request_frame, there);
    return true;
}

/*
 * Nothing differs. RFC 3261, Section 9.1: before a provisional response the server
 * need not have the INVITE, which the CANCEL may overtake on its way.
 */
static void
find_same(finding_case_t *about, const transaction_t *invite)
{
    int64_t time = about->transaction->time - invite->time;

    if (time >= 0 && time <= OVERTAKING_MS
        && (invite->heard_frame == 0 || invite->heard_frame > about->transaction->request_frame))
        find_cancel_unmatched_early(about, CERTAINTY_LIKELY, about->transaction->request_frame, time,
                                    invite->request_frame);
    else
        find_cancel_unmatched_same(about, CERTAINTY_SHOWN, about->transaction->request_frame, invite->request_frame);
}

/*
 * The INVITE waits, and is not found. By RFC 3261, Section 9.2, the branch is
 * enough for that, but servers look at what Section 9.1 wants to be the same, too.
 */
static void
find_unmatched(finding_case_t *about, const transaction_t *invite)
{
    message_view_t view = transaction_request(invite);
    sip_text_t     number = view_value(&about->request, "CSeq", '\0'), other;

    /* Clients of RFC 2543 have no branch. */
    if (!view_is_known(&view) || view_branch(&about->request, 0).length == 0)
        return;
    other = view_value(&view, "CSeq", '\0');
    if (!find_difference_in(about, invite, "CSeq", sip_take_token(&number), sip_take_token(&other))
        && !find_difference_in(about, invite, "Request-URI", view_request_uri(&about->request), view_request_uri(&view))
        && !find_difference_in(about, invite, "To (tag)", view_to_tag(&about->request), view_to_tag(&view))
        && !find_difference_in(about, invite, "From (tag)", view_from_tag(&about->request), view_from_tag(&view)))
        find_same(about, invite);
}

/*
 * The INVITE of a CANCEL has its CSeq number and the branch of its top Via (RFC
 * 3261, Section 9.1). What has the number alone, and waits, was not cancelled.
 */
static void
find_cancelled(finding_case_t *about)
{
    cancelled_t          found = find_invites(about->transaction, about->call);
    const transaction_t *done = found.same != NULL ? found.same : found.done;
    const transaction_t *other = done == NULL ? find_other_number(about->transaction, about->call) : NULL;

    if (!found.complete)
        return;
    if (found.same == NULL && found.waiting != NULL)
        find_other_branch(about, found.waiting);
    else if (found.same != NULL && found.same->final_code == 0 && !found.same->acknowledged)
        find_unmatched(about, found.same);
    else if (other != NULL)
        find_unmatched(about, other);
    else if (done != NULL && done->final_code != 0)
        find_cancel_late(about, CERTAINTY_SHOWN, done->request_frame, done->final_code, done->final_frame);
}

/* What RAck says (RFC 3262, Section 7.2). */
typedef struct {
    uint32_t   rseq;
    uint32_t   cseq;
    sip_text_t method;
} rack_t;

static bool
parse_rack(sip_text_t value, rack_t *rack)
{
    bool numbers = sip_parse_number(sip_take_token(&value), &rack->rseq);

    numbers = sip_parse_number(sip_take_token(&value), &rack->cseq) && numbers;
    rack->method = sip_take_token(&value);
    return numbers && rack->method.length > 0;
}

/* The reliable provisional responses of a dialog, as far as a PRACK can be for one of them. */
typedef struct {
    bool                 complete;      /* all of them are known */
    bool                 acknowledged;  /* RAck is for one of them */
    const transaction_t *invite;        /* of the newest response in this dialog; NULL if there was none */
    const provisional_t *newest;        /* the newest reliable one, or else the newest one */
    uint32_t             rseq;          /* 0: none is reliable */
} responses_t;

static void
look_at_provisional(responses_t *responses, const transaction_t *invite, const provisional_t *item, sip_text_t tag,
                    const rack_t *rack)
{
    message_view_t view = message_view(texts_get(item->text));
    uint32_t       rseq;

    if (!view_is_known(&view)) {
        responses->complete = false;
        return;
    }
    if (!tags_equal(view_to_tag(&view), tag))
        return;
    if (!view_number(&view, "RSeq", '\0', &rseq) || rseq == 0) {
        if (responses->newest == NULL) {
            responses->newest = item;
            responses->invite = invite;
        }
        return;
    }
    if (responses->rseq == 0) {
        responses->newest = item;
        responses->invite = invite;
        responses->rseq = rseq;
    }
    if (rseq == rack->rseq && invite->cseq == rack->cseq && sip_text_is(rack->method, "INVITE"))
        responses->acknowledged = true;
}

static responses_t
find_responses(const finding_case_t *about, const rack_t *rack)
{
    responses_t          responses = { .complete = true };
    const transaction_t *item = about->call->transactions;
    sip_text_t           tag = view_to_tag(&about->request);
    unsigned             seen = 0;

    for (; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        for (const provisional_t *response = item->provisionals; response != NULL; response = response->next)
            look_at_provisional(&responses, item, response, tag, rack);
        if (item->more_provisionals)
            responses.complete = false;
    }
    if (item != NULL)
        responses.complete = false;
    return responses;
}

static void
find_acknowledged(finding_case_t *about)
{
    sip_text_t  value = view_value(&about->request, "RAck", '\0');
    uint32_t    frame = about->transaction->request_frame;
    rack_t      rack;
    responses_t responses;

    if (value.length == 0)
        return;
    if (!parse_rack(value, &rack)) {
        find_rack_differs_malformed(about, CERTAINTY_SHOWN, frame, value);
        return;
    }
    responses = find_responses(about, &rack);
    if (!responses.complete || responses.acknowledged || responses.invite == NULL)
        return;
    if (responses.rseq != 0)
        find_rack_differs(about, CERTAINTY_SHOWN, frame, value, responses.newest->code, responses.newest->frame,
                          responses.rseq, responses.invite->cseq);
    else
        find_rack_differs_none(about, CERTAINTY_SHOWN, frame, value, responses.newest->code, responses.newest->frame);
}

/* The call that Replaces names (RFC 3891, Section 6.1), as the one sees it who is asked. */
typedef struct {
    sip_text_t call_id;
    sip_text_t to_tag;      /* of his own side */
    sip_text_t from_tag;
    bool       early_only;
} replaces_t;

static replaces_t
parse_replaces(sip_text_t value)
{
    replaces_t replaces = { .call_id = value, .early_only = false };
    sip_text_t rest = value, name, found;

    for (size_t i = 0; i < replaces.call_id.length; i++) {
        if (value.bytes[i] == ';')
            replaces.call_id.length = i;
    }
    while (replaces.call_id.length > 0 && g_ascii_isspace(value.bytes[replaces.call_id.length - 1]))
        replaces.call_id.length--;
    while (sip_next_parameter(&rest, &name, &found)) {
        if (sip_text_is(name, "to-tag"))
            replaces.to_tag = found;
        else if (sip_text_is(name, "from-tag"))
            replaces.from_tag = found;
        else if (sip_text_is(name, "early-only"))
            replaces.early_only = true;
    }
    return replaces;
}

/*
 * RFC 3891, Section 3: what has ended is declined by 603, what early-only does not fit by 486, and a call that
 * rings may be taken from the side alone that made it.
 */
static void
find_in_replaced(finding_case_t *about, const replaces_t *replaces, const call_t *call, const dialog_t *dialog)
{
    const transaction_t *transaction = about->transaction;
    dialog_end_t         end;

    if (dialog_ended(call, dialog, NULL, about->moment->frame, &end)) {
        if (about->code == 481 || about->code == 603)
            find_replaces_unknown_ended(about, CERTAINTY_SHOWN, transaction->request_frame, replaces->call_id, end.frame);
    } else if (about->code == 486 && replaces->early_only && !dialog->early) {
        find_replaces_unknown_answered(about, CERTAINTY_SHOWN, transaction->request_frame, replaces->call_id,
                                       dialog->code, dialog->frame);
    } else if (about->code == 481 && dialog->early && dialog_sides(dialog, &transaction->leg) == FROM_CALLER) {
        find_replaces_unknown_rings(about, CERTAINTY_SHOWN, transaction->request_frame, replaces->call_id, dialog->code,
                                    dialog->frame);
    }
}

static void
find_replaced(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    sip_text_t           value = view_value(&about->request, "Replaces", '\0');
    replaces_t           replaces = parse_replaces(value);
    const call_t        *call;
    dialogs_t            dialogs;
    const dialog_t      *dialog;

    if (replaces.call_id.length == 0 || view_to_tag(&about->request).length > 0)
        return;
    call = call_find(replaces.call_id.bytes, replaces.call_id.length);
    if (call == NULL) {
        if (about->code == 481)
            find_replaces_unknown(about, CERTAINTY_SHOWN, transaction->request_frame, replaces.call_id);
        return;
    }
    dialogs_of_call(call, about->moment->frame, &dialogs);
    /* To those who are asked, the tag of To is their own, as in a request of the other side. */
    dialog = dialogs_find(&dialogs, &transaction->leg, replaces.from_tag, replaces.to_tag);
    if (dialog != NULL)
        find_in_replaced(about, &replaces, call, dialog);
    else if (about->code == 481 && dialogs.complete && dialogs.count > 0 && !dialogs.items[0].early)
        find_replaces_unknown_tags(about, CERTAINTY_SHOWN, transaction->request_frame, replaces.call_id, replaces.to_tag,
                                   replaces.from_tag, dialogs.items[0].caller_tag, dialogs.items[0].callee_tag,
                                   dialogs.items[0].frame);
}

void
find_in_references(finding_case_t *about)
{
    /* A copy of a CANCEL that did its work finds nothing any more. */
    bool copy = about->moment->kind == MOMENT_FINAL_OTHER && about->transaction->method == METHOD_CANCEL;

    if ((about->moment->kind != MOMENT_FINAL && !copy) || !case_is_whole(about))
        return;
    switch (about->transaction->method) {
    case METHOD_CANCEL:
        if (about->code == 481)
            find_cancelled(about);
        break;
    case METHOD_PRACK:
        if (about->code == 400 || about->code == 481 || about->code == 500)
            find_acknowledged(about);
        break;
    case METHOD_INVITE:
        if (about->code == 481 || about->code == 486 || about->code == 603)
            find_replaced(about);
        break;
    default:
        break;
    }
}

/* Many servers say nothing to a CANCEL that fits no request of theirs, and go on with what does wait. */
void
find_late_in_references(finding_case_t *about)
{
    cancelled_t found;

    if (about->moment->kind != MOMENT_REQUEST || about->transaction == NULL || about->moment->method != METHOD_CANCEL
        || about->transaction->heard || !view_is_known(&about->request))
        return;
    found = find_invites(about->transaction, about->call);
    if (found.complete && found.same == NULL && found.waiting != NULL && found.waiting->heard)
        find_other_branch(about, found.waiting);
}
