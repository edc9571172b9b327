/* seen_responses.c
 * Which responses were counted already
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/seen_responses.h"
#include "message/header_values.h"

/*
 * Of each response as much of a hash is kept as a pointer holds, 64 bits; that
 * two of a million share one is a chance of 1 : 37 million.
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

bool
seen_responses_add(seen_responses_t *seen, const moment_t *moment)
{
    const sip_info_value_t *info = moment->message->info;
    message_view_t          view = moment_view(moment);
    uint64_t                hash = UINT64_C(0xcbf29ce484222325);
    sip_text_t              cseq, tag;

    if (moment->kind == MOMENT_FINAL_AGAIN)
        return false;
    if (moment->kind == MOMENT_FINAL)
        return transaction_passed_on(moment->call, moment->transaction) == NULL;
    if (!view_is_known(&view) || info->tap_call_id == NULL)
        return true;
    tag = view_to_tag(&view);
    cseq = view_value(&view, "CSeq", '\0');
    hash = mix(hash, info->tap_call_id, strlen(info->tap_call_id) + 1);
    hash = mix(hash, &info->response_code, sizeof info->response_code);
    hash = mix(hash, cseq.bytes, cseq.length);
    if (tag.length > 0)
        hash = mix(hash, tag.bytes, tag.length);
    else
        hash = mix_address(mix_address(hash, &moment->pinfo->src, moment->pinfo->srcport), &moment->pinfo->dst,
                           moment->pinfo->destport);
    return g_hash_table_add(seen->hashes, GSIZE_TO_POINTER((size_t)hash));
}
