/* words.c
 * Literal words with '*' for any text, as products put them into their messages
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/words.h"

#include <glib.h>

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * Goes back to the last '*' alone, which is enough: what an earlier one could
 * take, the last one can take too. So each byte of the text is looked at no
 * more often than the words between two '*' are long.
 */
bool
words_match(const char *words, const char *text, size_t length)
{
    const char *star = NULL;
    size_t      at = 0, retry = 0;

    while (length > 0 && (is_blank(text[0]) || text[0] == '"')) {
        text++;
        length--;
    }
    length = MIN(length, WORDS_COMPARED_BYTES);
    while (length > 0 && (is_blank(text[length - 1]) || text[length - 1] == '"'))
        length--;
    while (at < length) {
        if (*words == '*') {
            star = ++words;
            retry = at;
        } else if (*words == ' ' && is_blank(text[at])) {
            words++;
            while (at < length && is_blank(text[at]))
                at++;
        } else if (*words != '\0' && g_ascii_tolower(*words) == g_ascii_tolower(text[at])) {
            words++;
            at++;
        } else if (star != NULL) {
            words = star;
            at = ++retry;
        } else {
            return false;
        }
    }
    while (*words == '*')
        words++;
    return *words == '\0';
}

size_t
words_weight(const char *words)
{
    size_t weight = 0;

    for (; *words != '\0'; words++)
        weight += *words != '*' && *words != ' ';
    return weight;
}
