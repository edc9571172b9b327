/* date.c
 * The Date header field of a SIP message
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdio.h>

#include "message/date.h"

/* Longer than any date, blanks included. */
#define MAX_LENGTH  63

static int
month_number(const char *name)
{
    static const char *const months[] = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(months); i++) {
        if (g_ascii_strcasecmp(name, months[i]) == 0)
            return (int)i + 1;
    }
    return 0;
}

bool
sip_parse_date(sip_text_t text, int64_t *seconds)
{
    char       copy[MAX_LENGTH + 1], month[4], zone[4];
    int        day, year, hour, minute, second;
    GDateTime *when;

    if (text.length == 0 || text.length > MAX_LENGTH || memchr(text.bytes, '\0', text.length) != NULL)
        return false;
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    if (sscanf(copy, " %*3[A-Za-z] , %2d %3[A-Za-z] %4d %2d:%2d:%2d %3[A-Za-z]", &day, month, &year, &hour, &minute,
               &second, zone) != 7
        || g_ascii_strcasecmp(zone, "GMT") != 0)
        return false;
    when = g_date_time_new_utc(year, month_number(month), day, hour, minute, second);
    if (when == NULL)
        return false;
    *seconds = g_date_time_to_unix(when);
    g_date_time_unref(when);
    return true;
}
