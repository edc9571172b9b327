/* layout.h
 * Breaking text into lines for a pane that does not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LAYOUT_H
#define SIPEXPLAIN_LAYOUT_H

#include <stddef.h>

/*
 * The width of text in columns of a terminal or a fixed-width pane: wide
 * characters (CJK) count two, combining ones none. The text must be UTF-8.
 */
unsigned layout_columns(const char *text, size_t length);

/*
 * Takes the next line from *text, at most so many columns wide, and moves
 * *text to the beginning of the line after it ("" at the end). Breaks at
 * blanks, which belong to neither line (nor do blanks before the first word),
 * but not between a number and its unit; and between characters of Chinese and Japanese, but not before closing
 * punctuation and small kana and not behind opening brackets. A word that is
 * wider than a whole line is broken where the line ends. At least one character
 * is taken, however few columns there are. The text must be UTF-8.
 *
 * Returns the length of the line in bytes; 0 at the end of the text.
 */
size_t layout_next_line(const char **text, unsigned columns);

/* What goes between a text and the sentence that follows it: a blank, but not behind a full stop of Chinese or Japanese. */
const char *layout_blank_after(const char *text);

#endif /* SIPEXPLAIN_LAYOUT_H */
