/* told.h
 * What is told, in parts: what each one is, not how it looks
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_TOLD_H
#define SIPEXPLAIN_TOLD_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    TOLD_TEXT,
    TOLD_DIAGNOSIS,
    TOLD_WORDS,         /* a line of what the server says */
    TOLD_FINDING,       /* ids of what was found */
    TOLD_FILTER,        /* of frames, to be copied as it is */
    TOLD_SEE            /* that another item has the rest */
} told_kind_t;

/* Texts are UTF-8, may have line ends, and are owned. */
typedef struct {
    told_kind_t kind;
    char       *name;   /* that goes before the text; NULL if there is none */
    char       *text;
    unsigned    other;  /* of TOLD_SEE: the number of the item, counted from 1 */
} told_t;

/* A title, and what is told below it. */
typedef struct {
    char   *title;
    GArray *parts;      /* told_t */
} told_item_t;

/* An empty list of them, to be freed with g_array_free(), which frees what they own. */
GArray *told_items_new(void);

/* Adds one to the list, with no parts yet; title is taken over. It stays valid until the next one is added. */
told_item_t *told_items_add(GArray *items, char *title);

/* Adds a part, whose text is taken over and whose name, which may be NULL, is copied. An empty text is not told. */
void told_add(told_item_t *item, told_kind_t kind, const char *name, char *text);

/* Adds that the rest is told in the item with this number, counted from 1. */
void told_add_see(told_item_t *item, unsigned other);

/* Adds a filter of these frames. more: there are others */
void told_add_frames(told_item_t *item, const uint32_t *frames, unsigned count, bool more);

/* A filter that shows the frames; the caller owns it. */
char *frames_filter(const uint32_t *frames, unsigned count);

#endif /* SIPEXPLAIN_TOLD_H */
