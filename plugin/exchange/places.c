/* places.c
 * Which requests stand on their own: who counts requests counts these, once each
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/places.h"
#include "exchange/registrations.h"

/* So many other transactions are looked at. */
#define MAX_LOOKED_AT   64

/* Whether the method belongs to a dialog by its nature. */
static bool
is_of_dialogs(uint8_t method)
{
    switch (method) {
    case METHOD_ACK: case METHOD_CANCEL: case METHOD_BYE: case METHOD_PRACK: case METHOD_UPDATE: case METHOD_INFO:
        return true;
    default:
        return false;
    }
}

/* Whether a tag of To is that of a failure, which makes no dialog (RFC 3261, Section 12.1), and no call is up. */
static bool
is_tag_of_failure(const transaction_t *request, sip_text_t tag)
{
    const transaction_t *item = request->next;
    bool                 found = false;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t final;

        if (transaction_is_answered_invite(item))
            return false;
        if (found || item->final_code < 300)
            continue;
        final = transaction_final(item);
        found = view_is_known(&final) && sip_texts_equal(view_to_tag(&final), tag);
    }
    return found;
}

void
place_request(transaction_t *transaction, const message_view_t *request)
{
    sip_text_t tag;

    if (transaction->placed || !view_is_known(request))
        return;
    tag = view_to_tag(request);
    transaction->placed = true;
    transaction->within = is_of_dialogs(transaction->method)
        || (tag.length > 0 && !is_tag_of_failure(transaction, tag));
    if (transaction->method == METHOD_REGISTER)
        transaction->removes = register_removes_only(request);
}

bool
transaction_has_credentials(const transaction_t *transaction)
{
    message_view_t request = transaction_request(transaction);

    return view_has(&request, "Authorization", '\0') || view_has(&request, "Proxy-Authorization", '\0');
}

/* Where the texts are not known any more, the tags of From are taken for equal. */
bool
transactions_are_of_one_request(const transaction_t *a, const transaction_t *b)
{
    message_view_t view_a, view_b;

    if (a->method != b->method)
        return false;
    view_a = transaction_request(a);
    view_b = transaction_request(b);
    return !view_is_known(&view_a) || !view_is_known(&view_b)
        || sip_texts_equal(view_from_tag(&view_a), view_from_tag(&view_b));
}

const transaction_t *
transaction_before(const transaction_t *transaction)
{
    const transaction_t *item = transaction->next_same;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (transactions_are_of_one_request(item, transaction))
            return item;
    }
    return NULL;
}

/* Of two final responses of branches the one that counts: a success, then the later one; but not that of a cancelled one. */
static bool
counts_more(const transaction_t *a, const transaction_t *b)
{
    bool a_success = a->final_code < 300, b_success = b->final_code < 300;

    if (a_success != b_success)
        return a_success;
    if ((a->final_code == 487) != (b->final_code == 487))
        return b->final_code == 487;
    return a->final_frame > b->final_frame;
}

const transaction_t *
request_end(const call_t *call, const transaction_t *first)
{
    const transaction_t *item = transactions_with(call, first->cseq), *best = first->final_code != 0 ? first : NULL;

    for (unsigned seen = 0; item != NULL && item != first && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        /* What a proxy further along got is not what the client heard. */
        if (item->final_code != 0 && transactions_are_of_one_request(item, first)
            && (best == NULL || (legs_have_one_sender(&item->leg, &first->leg) && counts_more(item, best))))
            best = item;
    }
    return best;
}
