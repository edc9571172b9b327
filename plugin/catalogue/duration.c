/* duration.c
 * Times for a person to read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <inttypes.h>

#include <glib.h>

#include "catalogue/duration.h"
#include "catalogue/language.h"

#define SECONDS_OF_DAY  86400

char *
duration_of_seconds(uint64_t seconds)
{
    GString *text;

    if (seconds < 120)
        return g_strdup_printf("%u s", (unsigned)seconds);
    text = g_string_new(NULL);
    if (seconds >= 2 * SECONDS_OF_DAY) {
        g_string_append_printf(text, "%" PRIu64 " d ", seconds / SECONDS_OF_DAY);
        seconds %= SECONDS_OF_DAY;
    }
    if (seconds >= 3600)
        g_string_append_printf(text, "%u h ", (unsigned)(seconds / 3600));
    if (seconds / 60 % 60 != 0)
        g_string_append_printf(text, "%u min ", (unsigned)(seconds / 60 % 60));
    if (seconds % 60 != 0)
        g_string_append_printf(text, "%u s ", (unsigned)(seconds % 60));
    g_string_truncate(text, text->len - 1);
    return g_string_free(text, FALSE);
}

char *
duration_of_milliseconds(int64_t milliseconds)
{
    uint64_t time = milliseconds > 0 ? (uint64_t)milliseconds : 0, tenths = (time + 50) / 100;

    if (time < 1000)
        return g_strdup_printf("%u ms", (unsigned)time);
    if (time < 120000)
        return g_strdup_printf("%u%s%u s", (unsigned)(tenths / 10), label(LABEL_DECIMAL), (unsigned)(tenths % 10));
    return duration_of_seconds(time / 1000);
}
