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

/* Takes away what does not count before a text. */
static void
skip_lead(const char **text, size_t *length)
{
    while (*length > 0 && (is_blank((*text)[0]) || (*text)[0] == '"')) {
        (*text)++;
        (*length)--;
    }
}

words_key_t
words_key(const char *text, size_t length)
{
    words_key_t key = { '\0', 0 };

    skip_lead(&text, &length);
    if (length > 0)
        key.first = text[0];
    for (size_t i = 0; i < length; i++)
        key.bytes |= UINT32_C(1) << (text[i] & 0x1f);
    return key;
}

/* As g_ascii_tolower(), which is called for each byte, and not inlined. */
static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
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

    skip_lead(&text, &length);
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
        } else if (*words != '\0' && lower(*words) == lower(text[at])) {
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
