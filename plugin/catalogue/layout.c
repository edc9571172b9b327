/* layout.c
 * Breaking text into lines for a pane that does not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "catalogue/layout.h"

/* Texts are mostly of such characters, for which no table of Unicode has to be asked: each has one column, and a byte. */
static inline bool
is_ascii(gunichar c)
{
    return c < 0x80;
}

static inline gunichar
char_at(const char *text)
{
    return is_ascii((unsigned char)*text) ? (gunichar)*text : g_utf8_get_char(text);
}

static bool
is_wide(gunichar c)
{
    return !is_ascii(c) && g_unichar_iswide(c);
}

static bool
is_digit(gunichar c)
{
    return is_ascii(c) ? g_ascii_isdigit((char)c) : g_unichar_isdigit(c);
}

static unsigned
char_columns(gunichar c)
{
    if (is_ascii(c))
        return 1;
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

unsigned
layout_columns(const char *text, size_t length)
{
    const char *end = text + length;
    unsigned    columns = 0;

    for (; text < end; text = g_utf8_next_char(text))
        columns += char_columns(char_at(text));
    return columns;
}

/* Closing punctuation, small kana and signs that belong to what is before them begin no line (JIS X 4051). */
static bool
begins_no_line(gunichar c)
{
    static const char *const characters = "、。，．・：；？！）」』】〉》〕］｝”’…‥ーゝゞ々"
                                          "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
                                          "),.;:!?]}%\"'";

    return g_utf8_strchr(characters, -1, c) != NULL;
}

/* Opening brackets end no line. */
static bool
ends_no_line(gunichar c)
{
    return g_utf8_strchr("（「『【〈《〔［｛“‘([{", -1, c) != NULL;
}

/* Whether a line may end between two characters without a blank: beside one of Chinese or Japanese. */
static bool
may_break_between(gunichar before, gunichar after)
{
    return (is_wide(before) || is_wide(after)) && before != ' ' && after != ' '
        && !begins_no_line(after) && !ends_no_line(before);
}

/*
 * Whether a blank stands between a number and its unit ("3.5 s", "2 min"), or
 * behind a number of times ("3 x 10.0.0.1"). A unit is up to three letters, or
 * characters of Chinese or Japanese.
 */
static bool
holds_together(const char *line, const char *blank)
{
    const char *next = blank + 1;
    size_t      letters = 0;

    if (blank - line >= 3 && blank[-1] == 'x' && blank[-2] == ' ')
        return g_ascii_isdigit(blank[-3]);
    if (blank == line || !g_ascii_isdigit(blank[-1]))
        return false;
    if (g_unichar_iswide(g_utf8_get_char(next)))
        return true;
    while (g_ascii_isalpha(next[letters]))
        letters++;
    return letters >= 1 && letters <= 3 && (signed char)next[letters] >= 0 && !g_ascii_isdigit(next[letters]);
}

/*
 * How many characters at the end of what stands before the next one belong to a
 * number: 1 behind its last digit, or the blank that goes with it; 2 behind the
 * first wide character of its unit ("469毫秒"). Otherwise 0.
 */
static unsigned
place_in_number(unsigned place, gunichar c)
{
    if (is_digit(c))
        return 1;
    if (place == 1)
        return c == ' ' ? 1 : is_wide(c) ? 2 : 0;
    return 0;
}

/*
 * How much of a text stands on its first line, if all that decides it is ASCII:
 * then what does not fit is broken at a blank, or else where it is too wide.
 * Most texts are such, and this is a fifth of the work. False if it is not.
 */
static bool
ascii_line_length(const char *line, unsigned columns, size_t *length)
{
    size_t end = 0, blank;

    while (end < columns && is_ascii((unsigned char)line[end]) && line[end] != '\0')
        end++;
    while (line[end] == ' ' || (end == 0 && is_ascii((unsigned char)line[end]) && line[end] != '\0'))
        end++;
    if (!is_ascii((unsigned char)line[end]))
        return false;
    *length = end;
    if (line[end] == '\0')
        return true;
    for (blank = end; blank > 0; blank--) {
        if (line[blank - 1] == ' ' && !holds_together(line, &line[blank - 1])) {
            *length = blank - 1;
            break;
        }
    }
    return true;
}

size_t
layout_next_line(const char **text, unsigned columns)
{
    const char *line, *end;         /* end of what fits */
    const char *last = NULL;        /* the last place to break at */
    gunichar    before = ' ', c;
    unsigned    used = 0, place = 0;
    size_t      ascii = 0;
    bool        is_found;

    while (**text == ' ')
        (*text)++;
    line = *text;
    is_found = ascii_line_length(line, columns, &ascii);
    end = line + ascii;
    while (!is_found && *end != '\0') {
        c = char_at(end);
        /* Behind what fits there is a place to break, too. */
        if (*end == ' ' ? !holds_together(line, end) : end != line && place == 0 && may_break_between(before, c))
            last = end;
        used += char_columns(c);
        if (used > columns && *end != ' ' && end != line)
            break;
        before = c;
        place = place_in_number(place, c);
        end = g_utf8_next_char(end);
    }
    if (!is_found && *end != '\0' && last != NULL)
        end = last;

    for (*text = end; **text == ' '; (*text)++)
        ;
    while (end > line && end[-1] == ' ')
        end--;
    return (size_t)(end - line);
}

const char *
layout_blank_after(const char *text)
{
    size_t length = strlen(text);

    return length > 0 && !g_unichar_iswide(g_utf8_get_char(g_utf8_prev_char(text + length))) ? " " : "";
}
