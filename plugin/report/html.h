/* html.h
 * Writing HTML: the one place where text becomes fit for it
 *
 * What is written is well-formed XML too, so that any tool can read it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HTML_H
#define SIPEXPLAIN_HTML_H

#include <glib.h>

/* Adds markup, which has to be ours: literal, or formatted from numbers alone. */
void html_markup(GString *page, const char *format, ...) G_GNUC_PRINTF(2, 3);

/*
 * Adds text of any origin, in any encoding: what is no valid UTF-8, and what is
 * no character to be seen, appears as \xHH, and a line end is a blank.
 */
void html_text(GString *page, const char *text);

/* Adds an element that has this text alone. start: its name, and attributes that are ours */
void html_element(GString *page, const char *start, const char *text);

#endif /* SIPEXPLAIN_HTML_H */
