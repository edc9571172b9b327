/* duration.c
 * Times for a person to read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <glib.h>

#include "catalogue/duration.h"
#include "catalogue/language.h"

char *
duration_of_seconds(uint32_t seconds)
{
    GString *text;

    if (seconds < 120)
        return g_strdup_printf("%u s", seconds);
    text = g_string_new(NULL);
    if (seconds >= 3600)
        g_string_append_printf(text, "%u h ", seconds / 3600);
    if (seconds / 60 % 60 != 0)
        g_string_append_printf(text, "%u min ", seconds / 60 % 60);
    if (seconds % 60 != 0)
        g_string_append_printf(text, "%u s ", seconds % 60);
    g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

char *
duration_of_milliseconds(uint32_t milliseconds)
{
    uint32_t tenths = milliseconds / 100 + (milliseconds % 100 >= 50);

    if (milliseconds < 1000)
        return g_strdup_printf("%u ms", milliseconds);
    if (milliseconds < 120000)
        return g_strdup_printf("%u%s%u s", tenths / 10, label(LABEL_DECIMAL), tenths % 10);
    return duration_of_seconds(milliseconds / 1000);
}
