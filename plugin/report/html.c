/* html.c
 * Writing HTML: the one place where text becomes fit for it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/html.h"
#include "message/escape.h"

#include <string.h>

void
html_markup(GString *page, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_string_append_vprintf(page, format, arguments);
    va_end(arguments);
}

void
html_text(GString *page, const char *text)
{
    for (;;) {
        size_t length = strcspn(text, "\n");
        char  *shown = (char *)g_malloc(ESCAPE_MAX_BYTES(length)), *escaped;

        escape_text(shown, (const unsigned char *)text, length);
        escaped = g_markup_escape_text(shown, -1);
        g_string_append(page, escaped);
        g_free(escaped);
        g_free(shown);
        text += length;
        if (*text == '\0')
            return;
        g_string_append_c(page, ' ');
        text++;
    }
}

void
html_element(GString *page, const char *start, const char *text)
{
    g_string_append_printf(page, "<%s>", start);
    html_text(page, text);
    g_string_append_printf(page, "</%.*s>", (int)strcspn(start, " "), start);
}
