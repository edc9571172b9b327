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

/* Adds a number of units, unless it is zero, to a time that may be NULL yet. */
static void
add_units(char **time, label_id_t unit, uint64_t number)
{
    char *digits, *units, *longer;

    if (number == 0)
        return;
    digits = g_strdup_printf("%" PRIu64, number);
    units = label_filled(unit, "number", digits, NULL);
    longer = *time != NULL ? label_filled(LABEL_DURATION, "time", *time, "next", units, NULL) : g_strdup(units);
    g_free(*time);
    g_free(units);
    g_free(digits);
    *time = longer;
}

char *
duration_of_seconds(uint64_t seconds)
{
    char    *time = NULL;
    uint64_t days = seconds / SECONDS_OF_DAY;

    if (seconds == 0)
        return label_filled(LABEL_SECONDS, "number", "0", NULL);
    if (seconds >= 120) {
        if (days >= 2) {
            add_units(&time, LABEL_DAYS, days);
            seconds %= SECONDS_OF_DAY;
        }
        add_units(&time, LABEL_HOURS, seconds / 3600);
        add_units(&time, LABEL_MINUTES, seconds / 60 % 60);
        seconds %= 60;
    }
    add_units(&time, LABEL_SECONDS, seconds);
    return time;
}

char *
duration_of_milliseconds(int64_t milliseconds)
{
    uint64_t time = milliseconds > 0 ? (uint64_t)milliseconds : 0, tenths = (time + 50) / 100;
    char    *number, *text;

    if (time >= 120000)
        return duration_of_seconds(time / 1000);
    number = time < 1000 ? g_strdup_printf("%u", (unsigned)time)
        : g_strdup_printf("%u%s%u", (unsigned)(tenths / 10), label(LABEL_DECIMAL), (unsigned)(tenths % 10));
    text = label_filled(time < 1000 ? LABEL_MILLISECONDS : LABEL_SECONDS, "number", number, NULL);
    g_free(number);
    return text;
}
