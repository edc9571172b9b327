/* seen_responses.c
 * Which responses were counted already
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/seen_responses.h"
#include "exchange/finals.h"
#include "exchange/hops.h"
#include "message/header_values.h"

/*
 * Of a first final response the transaction is kept, and of a 100 the byte behind
 * its beginning. Of others, as much of a hash
 * as a pointer holds, 64 bits; that two of a million share one is a chance of
 * 1 : 37 million.
 */
struct seen_responses {
    GHashTable *hashes;
};

seen_responses_t *
seen_responses_new(void)
{
    seen_responses_t *seen = g_new0(seen_responses_t, 1);

    seen->hashes = g_hash_table_new(g_direct_hash, g_direct_equal);
    return seen;
}

void
seen_responses_free(seen_responses_t *seen)
{
    if (seen == NULL)
        return;
    g_hash_table_destroy(seen->hashes);
    g_free(seen);
}

static uint64_t
mix(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = (const unsigned char *)bytes;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 32;
}

static uint64_t
mix_address(uint64_t hash, const address *host, uint32_t port)
{
    return mix(mix(hash, host->data, (size_t)MAX(host->len, 0)), &port, sizeof port);
}

/* The transaction that a first final response came to first; NULL if the response is none. */
static const transaction_t *
origin_of(const moment_t *moment)
{
    const transaction_t *first, *same;

    if (moment->kind != MOMENT_FINAL
        && (moment->kind != MOMENT_FINAL_AGAIN || moment_first_frame(moment) != moment->transaction->final_frame))
        return NULL;
    first = transaction_passed_on(moment->call, moment->transaction);
    if (first == NULL)
        first = moment->transaction;
    same = transaction_same_answer(moment->call, first);
    return same != NULL ? same : first;
}

/* What a response says of itself. Where To has no tag, as in a 100, each leg has a response of its own. */
static uint64_t
hash_of(const moment_t *moment, const message_view_t *view)
{
    sip_text_t cseq = view_value(view, "CSeq", '\0'), tag = view_to_tag(view);
    sip_text_t call_id = view_value(view, "Call-ID", 'i');
    uint64_t   hash = mix(UINT64_C(0xcbf29ce484222325), &moment->code, sizeof moment->code);

    hash = mix(mix(hash, call_id.bytes, call_id.length), cseq.bytes, cseq.length);
    if (tag.length > 0)
        return mix(hash, tag.bytes, tag.length);
    hash = mix_address(hash, &moment->pinfo->src, moment->pinfo->srcport);
    return mix_address(hash, &moment->pinfo->dst, moment->pinfo->destport);
}

bool
seen_responses_add(seen_responses_t *seen, const moment_t *moment)
{
    const transaction_t *origin = origin_of(moment);
    message_view_t       view;

    if (origin != NULL)
        return g_hash_table_add(seen->hashes, (void *)origin);
    /* A 100 is not passed on (RFC 3261, Section 16.7, step 5). */
    if (moment->code == 100 && moment->transaction != NULL)
        return g_hash_table_add(seen->hashes, (char *)moment->transaction + 1);
    view = moment_view(moment);
    if (!view_is_known(&view) || moment->message->info->tap_call_id == NULL)
        return true;
    return g_hash_table_add(seen->hashes, GSIZE_TO_POINTER((size_t)hash_of(moment, &view)));
}
