/* layout.c
 * Breaking text into lines for a pane that does not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "layout.h"

static unsigned
char_columns(gunichar c)
{
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
        columns += char_columns(g_utf8_get_char(text));
    return columns;
}

size_t
layout_next_line(const char **text, unsigned columns)
{
    const char *line, *end;         /* end of what fits */
    const char *last_blank = NULL;  /* the last place to break at */
    unsigned    used = 0;

    while (**text == ' ')
        (*text)++;
    line = end = *text;
    while (*end != '\0') {
        used += char_columns(g_utf8_get_char(end));
        if (used > columns && *end != ' ' && end != line)
            break;
        if (*end == ' ')
            last_blank = end;
        end = g_utf8_next_char(end);
    }
    if (*end != '\0' && last_blank != NULL)
        end = last_blank;

    for (*text = end; **text == ' '; (*text)++)
        ;
    while (end > line && end[-1] == ' ')
        end--;
    return (size_t)(end - line);
}
