/* counts.c
 * How many requests there are of what, and how they ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/counts.h"
#include "exchange/fates.h"
#include "exchange/places.h"
#include "findings/findings.h"

/* RFC 3261, Section 17.1: a client gives up after 64 * T1. */
#define TIMEOUT_MS  32000

/* Whether there was no response, of which the capture alone is no proof: it may lack that direction. */
static bool
is_silent(const call_t *call, const transaction_t *request)
{
    return transaction_fate(call, request) == FATE_SILENCE;
}

static void
count_invite(counts_t *counts, const call_t *call, const transaction_t *request, unsigned code)
{
    counts->invites++;
    if (code == 0 && is_silent(call, request))
        counts->invites_silent++;
    else if (code == 0)
        counts->invites_open++;
    else if (code < 300)
        counts->answered++;
    else if (code < 400 || code == 401 || code == 402 || code == 407)
        counts->excluded++;
    else if (code == 480 || code == 486 || code == 600 || code == 603)
        counts->effective++;
    else if (code == 408 || code == 500 || code == 503 || code == 504)
        counts->ineffective++;
}

/* Whether the credentials of the request were refused. */
static bool
is_refused(const collection_t *collection, const transaction_t *end)
{
    const group_t *group = (const group_t *)g_hash_table_lookup(collection->groups.by_transaction, end);

    return group != NULL && group->explanation.record != NULL
        && group->explanation.outcome != group->explanation.record->outcome;
}

static void
count_register(counts_t *counts, const collection_t *collection, const call_t *call, const transaction_t *request,
               const transaction_t *end)
{
    unsigned code = end != NULL ? end->final_code : 0;

    counts->registers++;
    counts->timed_out += code == 0 && exchange_last_time() - request->time >= TIMEOUT_MS;
    if (code == 0 && is_silent(call, request))
        counts->registers_silent++;
    else if (code == 0)
        counts->registers_open++;
    else if (code < 300 && request->removes)
        counts->removals++;
    else if (code < 300)
        counts->registered++;
    else if (code == 401 || code == 402 || code == 407)
        counts->challenged++;
    else if (code >= 400)
        counts->failed++;
    counts->refused += (code == 401 || code == 407) && is_refused(collection, end) && !refusal_was_overcome(end);
}

/* Whether the request was first seen here, of all that passed the filter. */
static bool
is_first(const collection_t *collection, const transaction_t *transaction)
{
    do {
        transaction = transaction_before(transaction);
    } while (transaction != NULL && !frame_set_has(collection->passed, transaction->request_frame));
    return transaction == NULL;
}

static void
count_call(counts_t *counts, const collection_t *collection, const call_t *call)
{
    bool called = false, answered = false;

    for (const transaction_t *request = call->transactions; request != NULL; request = request->next) {
        const transaction_t *end;

        if (!transaction_is_outside(request) || !frame_set_has(collection->passed, request->request_frame)
            || !is_first(collection, request))
            continue;
        end = request_end(call, request);
        switch (request->method) {
        case METHOD_INVITE:
            called = true;
            answered = answered || (end != NULL && transaction_succeeded(end));
            count_invite(counts, call, request, end == NULL ? 0 : transaction_succeeded(end) ? 200 : end->final_code);
            break;
        case METHOD_REGISTER:
            count_register(counts, collection, call, request, end);
            break;
        default:
            counts->others[request->method]++;
            break;
        }
    }
    counts->calls += called;
    counts->answered_calls += answered;
}

counts_t
count_requests(const collection_t *collection)
{
    counts_t counts = { 0 };

    for (const call_t *call = calls_newest(); call != NULL; call = call->next)
        count_call(&counts, collection, call);
    return counts;
}
