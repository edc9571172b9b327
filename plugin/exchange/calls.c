/* calls.c
 * What is known of each Call-ID
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/calls.h"

static GHashTable *calls;       /* a set of call_t, which are in file scope */
static call_t     *newest;
static call_t     *latest;      /* the call that was last asked for: its messages often follow one another */

static unsigned
call_hash(const void *call)
{
    return (unsigned)((const call_t *)call)->call_id.a;
}

static int
calls_equal(const void *a, const void *b)
{
    return hash_equal(((const call_t *)a)->call_id, ((const call_t *)b)->call_id);
}

static void
forget(void)
{
    if (calls != NULL)
        g_hash_table_destroy(calls);
    calls = NULL;
    newest = latest = NULL;
}

void
calls_register(void)
{
    register_cleanup_routine(forget);
}

static call_t *
find(hash128_t call_id)
{
    call_t  key;
    call_t *call;

    if (latest != NULL && hash_equal(latest->call_id, call_id))
        return latest;
    if (calls == NULL)
        return NULL;
    key.call_id = call_id;
    call = (call_t *)g_hash_table_lookup(calls, &key);
    if (call != NULL)
        latest = call;
    return call;
}

call_t *
call_find(const char *call_id, size_t length)
{
    return find(hash_wide(call_id, length));
}

call_t *
call_get(const char *call_id, size_t length)
{
    hash128_t hash = hash_wide(call_id, length);
    call_t   *call = find(hash);

    if (call != NULL)
        return call;
    if (calls == NULL)
        calls = g_hash_table_new(call_hash, calls_equal);
    call = wmem_new0(wmem_file_scope(), call_t);
    call->call_id = hash;
    call->next = newest;
    if (newest != NULL)
        newest->newer = call;
    newest = latest = call;
    g_hash_table_add(calls, call);
    return call;
}

call_t *
calls_newest(void)
{
    return newest;
}
