/* known_lines.h
 * Texts of the catalogue as the packet details show them, laid out once
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_KNOWN_LINES_H
#define SIPEXPLAIN_KNOWN_LINES_H

#include <stddef.h>
#include <stdint.h>

/* The details pane shows about so many columns. */
#define PANE_COLUMNS    80

/* Each level is indented by so many columns. */
#define PANE_INDENT     4

/*
 * What an item says: "LABEL: TEXT", "LABEL: NUMBER LEAD: TEXT", or without
 * text "LABEL: LEAD (NUMBER)" or "LABEL: NUMBER". Its parts are texts of the
 * catalogue, of its translations or of the user's own codes: they live forever.
 */
typedef struct {
    const char *label;
    const char *lead;   /* NULL if there is none */
    const char *text;   /* NULL if there is none */
    uint32_t    number;
    unsigned    level;  /* of the item in the tree */
} known_text_t;

typedef struct {
    const char *text;           /* NULL behind the last one */
    size_t      length;         /* in bytes */
} known_line_t;

typedef struct {
    const char         *said;   /* all that stands behind the label, as one line */
    known_line_t        first;  /* with the label */
    const known_line_t *more;   /* those below it */
} known_lines_t;

/*
 * The lines of an item, none wider than the pane with its indentation. They are
 * kept for the next time, as most are needed for each response with the same
 * code, and live until known_lines() is called again.
 */
const known_lines_t *known_lines(const known_text_t *text);

/* How many columns of the pane are left behind the label of an item, for the first line of its text. */
unsigned known_lines_room(const char *label, unsigned level);

#endif /* SIPEXPLAIN_KNOWN_LINES_H */
