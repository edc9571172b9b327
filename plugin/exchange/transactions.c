/* transactions.c
 * The requests of each call, one for each leg and branch, and how they ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/transactions.h"

/* From so many transactions on, a call has an index of them. */
#define INDEX_FROM  8

/*
 * So many transactions with one CSeq number are looked at. More of them are no
 * forks any more but a fault, such as a client that never counts on.
 */
#define MAX_SAME    300

static void
forget(void)
{
    texts_forget();
}

void
transactions_register(void)
{
    register_cleanup_routine(forget);
    calls_register();
    legs_register();
}

static void
index_all(call_t *call)
{
    call->index = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
    for (transaction_t *item = call->transactions; item != NULL; item = item->next) {
        if (!wmem_map_contains(call->index, GUINT_TO_POINTER(item->cseq)))
            wmem_map_insert(call->index, GUINT_TO_POINTER(item->cseq), item);
    }
}

transaction_t *
transactions_with(const call_t *call, uint32_t cseq)
{
    transaction_t *item = call->transactions;

    if (call->index != NULL)
        return (transaction_t *)wmem_map_lookup(call->index, GUINT_TO_POINTER(cseq));
    while (item != NULL && item->cseq != cseq)
        item = item->next;
    return item;
}

transaction_t *
transaction_add(call_t *call, uint32_t cseq)
{
    transaction_t *added = wmem_new0(wmem_file_scope(), transaction_t);

    added->cseq = cseq;
    added->next_same = transactions_with(call, cseq);
    added->next = call->transactions;
    call->transactions = added;
    call->count++;
    if (call->index != NULL)
        wmem_map_insert(call->index, GUINT_TO_POINTER(cseq), added);
    else if (call->count >= INDEX_FROM)
        index_all(call);
    return added;
}

transaction_t *
transaction_of_request(const call_t *call, uint32_t cseq, uint8_t method, const leg_t *leg, uint64_t branch,
                       uint32_t frame)
{
    transaction_t *item = transactions_with(call, cseq);

    for (unsigned seen = 0; item != NULL && seen < MAX_SAME; item = item->next_same, seen++) {
        if (item->method != method || item->request_frame > frame || !legs_have_same_hosts(&item->leg, leg))
            continue;
        /* Over another connection it has another port. */
        if (branch != 0 && item->branch != 0 ? branch == item->branch : legs_have_same_ports(&item->leg, leg))
            return item;
    }
    return NULL;
}

/* Whether a request went the same way as its supposed response, which no response does. */
static bool
goes_along(const leg_t *request, const leg_t *leg)
{
    leg_t way = leg_back(leg);

    if (!legs_have_same_hosts(&way, leg))
        return legs_have_same_hosts(request, &way);
    return !legs_have_same_ports(&way, leg) && legs_have_same_hosts(request, &way) && legs_have_same_ports(request, &way);
}

/* How well a response on this leg, with this branch, fits: 0 if not at all. */
static unsigned
fit(const transaction_t *transaction, const leg_t *leg, uint64_t branch)
{
    unsigned points = 1;

    if (branch != 0 && transaction->branch != 0) {
        if (branch != transaction->branch)
            return 0;
        points += 4;
    } else if (goes_along(&transaction->leg, leg)) {
        return 0;
    }
    if (legs_have_same_hosts(&transaction->leg, leg))
        points += legs_have_same_ports(&transaction->leg, leg) ? 2 : 1;
    return points;
}

transaction_t *
transaction_of_response(const call_t *call, uint32_t cseq, uint8_t method, const leg_t *leg, uint64_t branch,
                        uint32_t frame)
{
    transaction_t *item = transactions_with(call, cseq), *best = NULL;
    unsigned       most = 0;

    for (unsigned seen = 0; item != NULL && seen < MAX_SAME; item = item->next_same, seen++) {
        if (item->request_frame <= frame
            && (method == METHOD_UNKNOWN ? item->method != METHOD_CANCEL : item->method == method)) {
            unsigned points = fit(item, leg, branch);

            if (points > most) {
                most = points;
                best = item;
            }
        }
    }
    return best;
}

message_view_t
transaction_request(const transaction_t *transaction)
{
    return message_view(texts_get(transaction->request_text));
}

message_view_t
transaction_final(const transaction_t *transaction)
{
    return message_view(texts_get(transaction->final_text));
}

message_view_t
ack_view(const ack_t *ack)
{
    return message_view(texts_get(ack->text));
}

bool
transaction_has_early_body(const transaction_t *invite, uint32_t frame)
{
    if (invite->rang_frame == 0)
        return false;
    for (const provisional_t *item = invite->provisionals; item != NULL; item = item->next) {
        message_view_t view = message_view(texts_get(item->text));

        if (item->frame < frame && (!view_is_known(&view) || view_body(&view).length > 0))
            return true;
    }
    return invite->provisionals == NULL || invite->more_provisionals;
}
