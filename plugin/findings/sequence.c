/* sequence.c
 * Causes in the order of requests and responses: what comes twice, too early or out of order
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

static bool
is_challenge(unsigned code)
{
    return code == 401 || code == 407;
}

/*
 * Whether both final responses are known to be for this request. To an INVITE
 * and its CANCEL they differ in the method of CSeq alone, and the CANCEL may not
 * have been seen.
 */
static bool
are_both_for_it(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    sip_text_t           method = view_cseq_method(&about->message), asked = view_method(&about->request);
    message_view_t       first;

    if (!legs_equal(&about->moment->leg, &transaction->leg) || view_branch(&about->message, 0).length == 0
        || !sip_texts_equal(method, asked))
        return false;
    if (transaction->method != METHOD_INVITE)
        return true;
    first = transaction_final(transaction);
    return view_is_known(&first) && sip_texts_equal(view_cseq_method(&first), asked);
}

/* In what the second final response differs from the first one. */
static void
find_difference(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    message_view_t       first = transaction_final(transaction);
    sip_text_t           phrase = view_phrase(&about->message), tag = view_to_tag(&about->message);

    if (about->code != transaction->final_code)
        find_final_twice(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, transaction->final_code,
                         transaction->final_frame);
    else if (!sip_texts_equal(phrase, view_phrase(&first)))
        find_final_twice_phrase(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, phrase,
                                transaction->final_frame, view_phrase(&first));
    else
        find_final_twice_tag(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, tag,
                             transaction->final_frame, view_to_tag(&first));
}

/* RFC 3261, Section 17.2: a transaction has one final response, and who answers a copy repeats it. */
static void
find_second_final(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;

    if (!are_both_for_it(about))
        return;
    if (about->code < 300) {
        /* Each who answers an INVITE is heard (Section 16.7); and a copy that is taken for new may be answered alike. */
        if (transaction->method != METHOD_INVITE && transaction->final_code >= 300 && transaction->requests == 1)
            find_difference(about);
    } else if (transaction->requests == 1) {
        find_difference(about);
    } else if (!is_challenge(about->code) || !is_challenge(transaction->final_code)) {
        find_retransmission_refused(about, CERTAINTY_SHOWN, about->method, transaction->request_frame,
                                    transaction->last_frame, transaction->final_code, transaction->final_frame);
    }
}

static bool
says_out_of_order(const finding_case_t *about)
{
    return case_phrase_has(about, "out of order");
}

/*
 * Whether a request came to the host that another one went to, or through to the
 * end of their way. A B2BUA may keep the tags, and count the requests anew.
 */
static bool
arrived(const transaction_t *item, const transaction_t *transaction)
{
    return item->leg.to == transaction->leg.to
        || (item->final_code >= 200 && item->final_code <= 299 && item->leg.from == transaction->leg.from);
}

/*
 * RFC 3261, Section 12.2.1.1: each new request has the next number. Of the same
 * method it can be the same request on another way.
 */
static void
find_same_number(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = transactions_with(about->call, transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->method != transaction->method && item->method != METHOD_CANCEL && item->method != METHOD_UNKNOWN
            && item->request_frame < transaction->request_frame && arrived(item, transaction)
            && dialog_side(&about->request, item) == SIDE_SAME) {
            find_cseq_repeated(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, transaction->cseq,
                               case_text(method_name(item->method)), item->request_frame);
            return;
        }
    }
}

const transaction_t *
request_numbered_higher(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions, *highest = NULL;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->cseq > transaction->cseq && item->request_frame < transaction->request_frame
            && item->method != METHOD_CANCEL && arrived(item, transaction)
            && (highest == NULL || item->cseq > highest->cseq)
            && dialog_side(&about->request, item) == SIDE_SAME)
            highest = item;
    }
    return highest;
}

/* RFC 3261, Section 12.2.2: each side counts its requests up. */
static void
find_lower_number(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *highest = request_numbered_higher(about);

    if (highest != NULL)
        find_cseq_lower(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, transaction->cseq,
                        case_text(method_name(highest->method)), highest->request_frame, highest->cseq);
    else
        find_same_number(about);
}

/* Whether the ACKs of the call pass here, as one does that is older, so that one that was not seen was not sent. */
static bool
acks_pass(const finding_case_t *about, const transaction_t *before)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (transaction_is_answered_invite(item) && item->ack_frame != 0 && item->ack_frame < before->request_frame
            && legs_equal(&item->leg, &before->leg))
            return true;
    }
    return false;
}

/* RFC 3261, Section 14.1: a side has one INVITE under way in a dialog, and that ends with its ACK. */
static void
find_overlap(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        bool waits, unacknowledged, open;

        if (item->method != METHOD_INVITE || item->request_frame >= transaction->request_frame
            || !legs_equal(&item->leg, &transaction->leg))
            continue;
        /* An ACK shows that there was a final response. */
        waits = item->final_code == 0 ? !item->acknowledged : item->final_frame > transaction->request_frame;
        /* Where no ACK was seen at all, it may have passed elsewhere. */
        unacknowledged = transaction_is_answered_invite(item) && item->ack_frame > transaction->request_frame;
        open = !waits && item->ack_frame == 0 && transaction_is_answered_invite(item) && acks_pass(about, item);
        if ((!waits && !unacknowledged && !open) || dialog_side(&about->request, item) != SIDE_SAME)
            continue;
        if (waits)
            find_invite_overlaps(about, CERTAINTY_SHOWN, transaction->request_frame, item->request_frame);
        else if (open)
            find_invite_overlaps_no_ack(about, CERTAINTY_SHOWN, transaction->request_frame, item->final_frame,
                                        item->request_frame);
        else
            find_invite_overlaps_ack(about, CERTAINTY_SHOWN, transaction->request_frame, item->ack_frame,
                                     item->request_frame);
        return;
    }
}

/* RFC 3311, Section 5.2: a side has one UPDATE under way in a dialog, and the next one gets a 500. */
static void
find_update_overlap(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_UPDATE && item->request_frame < transaction->request_frame
            && (item->final_code == 0 || item->final_frame > transaction->request_frame)
            && legs_equal(&item->leg, &transaction->leg) && dialog_side(&about->request, item) == SIDE_SAME) {
            find_update_overlaps(about, CERTAINTY_SHOWN, transaction->request_frame, item->request_frame);
            return;
        }
    }
}

/* The newest INVITE with an offer on this leg that had no final response when the request came; NULL if there is none. */
static const transaction_t *
find_open_offer(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t view;

        if (item->method != METHOD_INVITE || item->request_frame >= transaction->request_frame
            || !legs_equal(&item->leg, &transaction->leg)
            || (item->final_code == 0 ? item->acknowledged : item->final_frame < transaction->request_frame)
            || dialog_side(&about->request, item) != SIDE_SAME
            || transaction_has_early_body(item, transaction->request_frame))
            continue;
        view = transaction_request(item);
        return view_is_known(&view) && view_body(&view).length > 0 ? item : NULL;
    }
    return NULL;
}

/* RFC 3311, Section 5: no UPDATE with an offer may be sent while one of the same side waits for its answer. */
static void
find_second_offer(finding_case_t *about)
{
    const transaction_t *item = view_body(&about->request).length > 0 ? find_open_offer(about) : NULL;

    if (item != NULL)
        find_invite_overlaps_offer(about, CERTAINTY_SHOWN, about->transaction->request_frame, item->request_frame);
}

/* The other side's INVITE whose 2xx had no ACK yet when the request came; NULL if there is none. */
static const transaction_t *
find_unacknowledged(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (transaction_is_answered_invite(item) && item->final_frame < transaction->request_frame
            && item->ack_frame == 0 && legs_cross(&item->leg, &transaction->leg)
            && dialog_side(&about->request, item) == SIDE_OTHER)
            return item;
    }
    return NULL;
}

static bool
changes_a_call(const transaction_t *transaction)
{
    return transaction->method == METHOD_INVITE || transaction->method == METHOD_UPDATE;
}

/* RFC 3261, Section 14.2, and RFC 3311, Section 5.2: one change at a time, whoever asks for it. */
static void
find_crossing(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions, *found = NULL;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (changes_a_call(item) && item->request_frame < about->moment->frame
            && (item->final_code == 0 ? !item->acknowledged : item->final_frame > transaction->request_frame)
            && (found == NULL || legs_cross(&item->leg, &transaction->leg))
            && dialog_side(&about->request, item) == SIDE_OTHER)
            found = item;
    }
    if (found != NULL)
        find_glare(about, CERTAINTY_SHOWN, about->method, transaction->request_frame,
                   case_text(method_name(found->method)), found->request_frame);
}

/* What the far end waits for can be its ACK, or on its other leg. */
static void
find_unseen_change(finding_case_t *about)
{
    const transaction_t *other = find_unacknowledged(about);

    if (other != NULL)
        find_glare_unacknowledged(about, CERTAINTY_LIKELY, other->final_frame, about->method,
                                  about->transaction->request_frame);
    else
        find_glare_unseen(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame);
}

/* What is under way already when a request to change the call comes. */
static void
find_other_change(finding_case_t *about)
{
    bool invites = about->transaction->method == METHOD_INVITE;

    if (about->code == 500 && invites)
        find_overlap(about);
    else if (about->code == 500 && about->transaction->method == METHOD_UPDATE && about->found == NULL) {
        find_update_overlap(about);
        if (about->found == NULL)
            find_second_offer(about);
    }
    if (about->code != 491 || !changes_a_call(about->transaction))
        return;
    find_crossing(about);
    if (about->found == NULL && invites)
        find_overlap(about);
    else if (about->found == NULL)
        find_second_offer(about);
    if (about->found == NULL)
        find_unseen_change(about);
}

/* RFC 3261, Section 10.3: the registrar compares it with that of the last REGISTER with this Call-ID that it took. */
static void
find_lower_registration(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;

    if (about->code != 400 && about->code != 500 && !says_out_of_order(about))
        return;
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_REGISTER && item->final_code >= 200 && item->final_code <= 299
            && item->request_frame < transaction->request_frame && legs_equal(&item->leg, &transaction->leg)) {
            if (item->cseq > transaction->cseq)
                find_cseq_lower(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, transaction->cseq,
                                case_text(method_name(item->method)), item->request_frame, item->cseq);
            return;
        }
    }
}

static void
find_order(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;

    if (transaction->method == METHOD_REGISTER)
        find_lower_registration(about);
    if (view_to_tag(&about->request).length == 0)
        return;
    if (about->code == 400 || about->code == 500 || says_out_of_order(about))
        find_lower_number(about);
    if (transaction->requests > 1 && says_out_of_order(about) && !case_has(about, FINDING_CSEQ_LOWER))
        find_retransmission_refused_order(about, CERTAINTY_SHOWN, view_phrase(&about->message), about->method,
                                          transaction->request_frame, transaction->last_frame);
    find_other_change(about);
}

/* Whether a transaction is another copy of the request, which came to the same host. */
static bool
is_second_copy(const finding_case_t *about, const transaction_t *item)
{
    const transaction_t *transaction = about->transaction;
    message_view_t       view;

    if (item == transaction || item->method != transaction->method || item->leg.to != transaction->leg.to
        || item->leg.to_port != transaction->leg.to_port || item->request_frame > about->moment->frame)
        return false;
    view = transaction_request(item);
    return view_is_known(&view) && tags_equal(view_from_tag(&view), view_from_tag(&about->request));
}

/* RFC 3261, Section 8.2.2.2: each copy has a branch of its own. */
static void
find_merge(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = transactions_with(about->call, transaction->cseq);
    const transaction_t *again = NULL;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (!is_second_copy(about, item))
            continue;
        if (!legs_have_one_sender(&item->leg, &transaction->leg)) {
            find_merged(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, item->request_frame);
            return;
        }
        again = item;
    }
    if (again != NULL)
        find_merged_again(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, again->request_frame);
}

void
find_in_sequence(finding_case_t *about)
{
    if (!case_is_whole(about) || about->transaction->method == METHOD_CANCEL)
        return;
    if (about->moment->kind == MOMENT_FINAL_OTHER)
        find_second_final(about);
    else if (about->moment->kind == MOMENT_FINAL && about->code == 482 && !case_has(about, FINDING_LOOP))
        find_merge(about);
    else if (about->moment->kind == MOMENT_FINAL)
        find_order(about);
}
