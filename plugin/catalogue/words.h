/* words.h
 * Literal words with '*' for any text, as products put them into their messages
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WORDS_H
#define SIPEXPLAIN_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a text, so many bytes at its beginning are compared; nobody says more than that in a few words. */
#define WORDS_COMPARED_BYTES     1024

/*
 * Whether a text, which may have any bytes and be as long as it likes, is these
 * words: letters of ASCII in any case, each '*' for any text or none, a blank
 * for any number of blanks and line ends. Blanks and quotes around the text do
 * not count.
 */
bool words_match(const char *words, const char *text, size_t length);

/* What tells most words apart from a text at once. */
typedef struct {
    char     first;     /* byte of the text that counts; '\0' if none does */
    uint32_t bytes;     /* that it has, by their lower five bits, which are the same for letters of both cases */
} words_key_t;

words_key_t words_key(const char *text, size_t length);

/* Whether a text may have all letters and digits of these words. */
static inline bool
words_may_be_in(const char *words, words_key_t key)
{
    for (; *words != '\0'; words++) {
        if ((key.bytes >> (*words & 0x1f) & 1) == 0 && (unsigned char)*words >= '0')
            return false;
    }
    return true;
}

/* Whether words_match() may say yes. */
static inline bool
words_may_match(const char *words, words_key_t key)
{
    return ((words[0] | 0x20) == (key.first | 0x20) || words[0] == '*' || words[0] == ' ') && words_may_be_in(words, key);
}

/* How many bytes of the words are no '*' and no blank: of two that match, the one with more says more. */
size_t words_weight(const char *words);

#endif /* SIPEXPLAIN_WORDS_H */
