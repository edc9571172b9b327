/* printed.h
 * A printed text, and the parts of it that a reader steps through
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINTED_H
#define SIPEXPLAIN_PRINTED_H

#include <glib.h>
#include <stdint.h>

/* A problem, a call or a message, where it stands in the text, in bytes. */
typedef struct {
    size_t   begin;     /* of its first line */
    size_t   end;
    uint32_t frame;     /* that shows it best */
    char    *filter;    /* that shows its frames; owned */
} printed_part_t;

/* To be freed with printed_free(). */
typedef struct {
    char   *text;
    GArray *parts;      /* printed_part_t, in the order of the text */
} printed_t;

/* One without a text and without parts. */
printed_t printed_new(void);
void printed_free(printed_t *printed);

/* Adds a part; the filter is taken over. */
void printed_add(printed_t *printed, size_t begin, size_t end, uint32_t frame, char *filter);

#endif /* SIPEXPLAIN_PRINTED_H */
