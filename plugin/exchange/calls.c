/* calls.c
 * What is known of each Call-ID
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/calls.h"

/*
 * A table of the calls, by the first word of the hash of the Call-ID: whoever
 * is not where that word says is in one of the places behind it, before the
 * first free one. Call-IDs are looked up for each message, and their hashes
 * need no mixing any more, so this is cheaper than GLib's tables, and smaller.
 */
#define FEWEST_PLACES   64

static call_t **places;         /* of call_t in file scope; NULL: free */
static size_t   num_places;     /* a power of 2, or 0 */
static size_t   num_calls;
static call_t  *newest;
static call_t  *latest;         /* the call that was last asked for: its messages often follow one another */

static void
forget(void)
{
    g_free(places);
    places = NULL;
    num_places = num_calls = 0;
    newest = latest = NULL;
}

void
calls_register(void)
{
    register_cleanup_routine(forget);
}

/* The place of a call, or the one that it is to have; there is a free one. */
static call_t **
place_of(hash128_t call_id)
{
    size_t place = (size_t)call_id.a & (num_places - 1);

    while (places[place] != NULL && !hash_equal(places[place]->call_id, call_id))
        place = (place + 1) & (num_places - 1);
    return &places[place];
}

static call_t *
find(hash128_t call_id)
{
    call_t *call;

    if (latest != NULL && hash_equal(latest->call_id, call_id))
        return latest;
    if (places == NULL)
        return NULL;
    call = *place_of(call_id);
    if (call != NULL)
        latest = call;
    return call;
}

/* Twice as many places, so that a quarter of them stays free at least. */
static void
grow(void)
{
    call_t **before = places;
    size_t   num_before = num_places;

    num_places = MAX(2 * num_before, FEWEST_PLACES);
    places = g_new0(call_t *, num_places);
    for (size_t i = 0; i < num_before; i++) {
        if (before[i] != NULL)
            *place_of(before[i]->call_id) = before[i];
    }
    g_free(before);
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
    if (num_calls >= num_places / 4 * 3)
        grow();
    call = wmem_new0(wmem_file_scope(), call_t);
    call->call_id = hash;
    call->next = newest;
    if (newest != NULL)
        newest->newer = call;
    newest = latest = call;
    *place_of(hash) = call;
    num_calls++;
    return call;
}

call_t *
calls_newest(void)
{
    return newest;
}
