/* texts.c
 * The memory of what was said: texts of messages that a later one may have to
 * be explained by
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "exchange/texts.h"

/*
 * One endless stream of texts, of which the last chunks are there. A text lies
 * in one chunk, behind its length, and begins at a multiple of UNIT; a
 * reference is the number of units before it, plus one.
 */
#define CHUNK_BYTES (256u * 1024)
#define NUM_CHUNKS  (TEXTS_CAPACITY / CHUNK_BYTES)
#define UNIT        8u

G_STATIC_ASSERT(TEXTS_MAX_BYTES + UNIT <= CHUNK_BYTES);

static char    *chunks[NUM_CHUNKS];     /* made when they are first needed */
static uint64_t end;                    /* of the stream, in bytes */

text_ref_t
texts_keep(sip_text_t text)
{
    uint64_t  place = end;
    uint32_t  length = (uint32_t)text.length;
    size_t    chunk, room = UNIT + (text.length + UNIT - 1) / UNIT * UNIT;
    char     *at;

    if (text.length == 0 || text.length > TEXTS_MAX_BYTES)
        return 0;
    if (place / CHUNK_BYTES != (place + room - 1) / CHUNK_BYTES)
        place = (place / CHUNK_BYTES + 1) * CHUNK_BYTES;
    /* After 32 GiB of texts there are no more references. */
    if (place / UNIT + 1 > UINT32_MAX)
        return 0;
    chunk = (size_t)(place / CHUNK_BYTES % NUM_CHUNKS);
    if (chunks[chunk] == NULL)
        chunks[chunk] = (char *)g_malloc(CHUNK_BYTES);
    at = chunks[chunk] + place % CHUNK_BYTES;
    memcpy(at, &length, sizeof length);
    memcpy(at + UNIT, text.bytes, text.length);
    end = place + room;
    return (text_ref_t)(place / UNIT + 1);
}

sip_text_t
texts_get(text_ref_t ref)
{
    sip_text_t  text = { NULL, 0 };
    uint64_t    place, newest;
    uint32_t    length;
    const char *at;

    if (ref == 0 || end == 0)
        return text;
    place = (uint64_t)(ref - 1) * UNIT;
    newest = (end - 1) / CHUNK_BYTES;
    if (place >= end || place / CHUNK_BYTES + NUM_CHUNKS <= newest)
        return text;
    at = chunks[place / CHUNK_BYTES % NUM_CHUNKS] + place % CHUNK_BYTES;
    memcpy(&length, at, sizeof length);
    text.bytes = at + UNIT;
    text.length = length;
    return text;
}

void
texts_forget(void)
{
    for (size_t i = 0; i < NUM_CHUNKS; i++) {
        g_free(chunks[i]);
        chunks[i] = NULL;
    }
    end = 0;
}
