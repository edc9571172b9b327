/* words.h
 * Literal words with '*' for any text, as products put them into their messages
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WORDS_H
#define SIPEXPLAIN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Of a text, so many bytes at its beginning are compared; nobody says more than that in a few words. */
#define WORDS_COMPARED_BYTES     1024

/*
 * Whether a text, which may have any bytes and be as long as it likes, is these
 * words: letters of ASCII in any case, each '*' for any text or none, a blank
 * for any number of blanks and line ends. Blanks and quotes around the text do
 * not count.
 */
bool words_match(const char *words, const char *text, size_t length);

/* How many bytes of the words are no '*' and no blank: of two that match, the one with more says more. */
size_t words_weight(const char *words);

#endif /* SIPEXPLAIN_WORDS_H */
