/* page.h
 * Text laid out in lines of a terminal
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PAGE_H
#define SIPEXPLAIN_PAGE_H

#include <stdbool.h>

#include <glib.h>

/* How the beginning of a text stands out, where the terminal can do that. */
typedef enum {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_GOOD,
    STYLE_NOTE,
    STYLE_BAD
} style_t;

/* How wide a text may become and still be easy to read, however wide the page is. */
#define PROSE_COLUMNS   100

/* Lines, none of them wider than the page. */
typedef struct page page_t;

/* A page without lines; to be freed with page_free(). */
page_t *page_new(unsigned columns, bool styled);
void page_free(page_t *page);

unsigned page_columns(const page_t *page);

/* An empty page that is styled like this one; to be freed with page_free(). */
page_t *page_new_part(const page_t *page, unsigned columns);

/* An empty line, unless the page is empty. */
void page_add_gap(page_t *page);

/*
 * Adds head and text, which follows it at once, in as many lines as they need.
 * The first line is indented by so many columns, the others by hang columns
 * more. The head is styled; either of the two may be "".
 */
void page_add(page_t *page, unsigned indent, unsigned hang, style_t style, const char *head, const char *text);

/* A bold line. */
void page_add_heading(page_t *page, unsigned indent, const char *heading);

/* A text for each entry of a list that ends with NULL, behind a dash. */
void page_add_list(page_t *page, unsigned indent, const char *const *list);

/*
 * Adds two pages beside each other, and a bold label in a margin of so many
 * columns before their first line. The margin, both pages and a gap of
 * PAGE_GAP columns must fit. Both pages are freed.
 */
#define PAGE_GAP    3
void page_add_beside(page_t *page, unsigned margin, const char *label, page_t *left, page_t *right);

/* Appends the lines to out. */
void page_print(const page_t *page, GString *out);

#endif /* SIPEXPLAIN_PAGE_H */
