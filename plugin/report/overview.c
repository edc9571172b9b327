/* overview.c
 * The beginning of the report: how much there is of what, and how it ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/overview.h"
#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "message/escape.h"
#include "report/text.h"

static unsigned
columns_of(report_text_id_t id)
{
    return layout_columns(report_text(id), strlen(report_text(id)));
}

/* How many columns the names of the ratios take, so that the numbers stand below each other. */
static unsigned
columns_of_ratios(void)
{
    static const report_text_id_t names[] = { TEXT_RATIO_SER, TEXT_RATIO_SEER, TEXT_RATIO_ISA, TEXT_RATIO_IRA };
    unsigned                      widest = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        widest = MAX(widest, columns_of(names[i]));
    return widest;
}

static void
print_ratio(report_text_id_t name, unsigned part, unsigned whole, const char *method)
{
    char *part_text, *whole_text, *of, *ratio;

    if (whole == 0)
        return;
    part_text = g_strdup_printf("%u", part);
    whole_text = g_strdup_printf("%u", whole);
    of = report_text_filled(TEXT_RATIO_OF, "part", part_text, "whole", whole_text, "method", method, NULL);
    /* In tenths of a per cent, rounded. */
    part = (unsigned)((2000.0 * part + whole) / (2.0 * whole));
    ratio = g_strdup_printf("%s%*s %3u%s%u %%  %s", report_text(name), (int)(columns_of_ratios() - columns_of(name)), "",
                            part / 10, label(LABEL_DECIMAL), part % 10, of);
    report_print_text(4, "", ratio);
    g_free(ratio);
    g_free(of);
    g_free(whole_text);
    g_free(part_text);
}

static void
print_ratios(const counts_t *counts)
{
    if (counts->invites + counts->registers == 0)
        return;
    report_print_text(0, "", report_text(TEXT_RATIOS));
    print_ratio(TEXT_RATIO_SER, counts->answered, counts->invites - counts->excluded, "INVITE");
    print_ratio(TEXT_RATIO_SEER, counts->answered + counts->effective, counts->invites - counts->excluded, "INVITE");
    print_ratio(TEXT_RATIO_ISA, counts->ineffective, counts->invites, "INVITE");
    print_ratio(TEXT_RATIO_IRA, counts->failed + counts->timed_out, counts->registers, "REGISTER");
}

/* "2024-05-01 10:00:00", or without the day where that is known; owned by the caller. */
static char *
time_text(int64_t seconds, bool day)
{
    GDateTime *when = g_date_time_new_from_unix_utc(seconds);
    char      *text;

    if (when == NULL)
        return g_strdup("?");
    text = g_date_time_format(when, day ? "%Y-%m-%d %H:%M:%S" : "%H:%M:%S");
    g_date_time_unref(when);
    return text;
}

/* Of a time in ms, which may be before 1970. */
static int64_t
floored(int64_t time, int64_t unit)
{
    return time / unit - (time % unit < 0);
}

static void
print_messages(const collection_t *collection)
{
    char   *count = g_strdup_printf("%" PRIu64, collection->messages);
    char   *text = report_text_filled(TEXT_MESSAGES, "count", count, NULL);
    int64_t begin = floored(collection->first, 1000), end = floored(collection->last, 1000);
    char   *first, *last, *timed;

    if (collection->timed) {
        first = time_text(begin, true);
        last = time_text(end, floored(begin, 86400) != floored(end, 86400));
        if (end > begin)
            timed = report_text_filled(TEXT_SPAN, "list", text, "first", first, "last", last, NULL);
        else
            timed = report_text_filled(TEXT_AT, "list", text, "first", first, NULL);
        g_free(first);
        g_free(last);
        g_free(text);
        text = timed;
    }
    report_print_text(0, "", text);
    g_free(text);
    g_free(count);
}

/* Adds "failed: 2" to a list where there are any. */
static void
add_count(char **list, report_text_id_t id, unsigned count)
{
    if (count > 0)
        report_add_to_list(list, LABEL_COUNTS, report_count_text(id, count));
}

/* A line that begins with two numbers; the caller owns it. */
static char *
two_counts(report_text_id_t id, unsigned count, const char *name, unsigned part)
{
    char *count_text = g_strdup_printf("%u", count), *part_text = g_strdup_printf("%u", part);
    char *text = report_text_filled(id, "count", count_text, name, part_text, NULL);

    g_free(part_text);
    g_free(count_text);
    return text;
}

static void
print_calls(const counts_t *counts)
{
    char *text;

    if (counts->calls == 0)
        return;
    text = two_counts(TEXT_CALLS, counts->calls, "answered", counts->answered_calls);
    add_count(&text, TEXT_INVITES_SILENT, counts->invites_silent);
    add_count(&text, TEXT_INVITES_OPEN, counts->invites_open);
    report_print_text(4, "", text);
    g_free(text);
}

static void
print_registers(const counts_t *counts)
{
    char *text;

    if (counts->registers == 0)
        return;
    text = two_counts(TEXT_REGISTERS, counts->registers, "successful", counts->registered);
    add_count(&text, TEXT_REMOVALS, counts->removals);
    add_count(&text, TEXT_CHALLENGED, counts->challenged - counts->refused);
    add_count(&text, TEXT_REFUSED, counts->refused);
    add_count(&text, TEXT_FAILED, counts->failed);
    add_count(&text, TEXT_SILENT, counts->registers_silent);
    add_count(&text, TEXT_OPEN, counts->registers_open);
    report_print_text(4, "", text);
    g_free(text);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(method_name(*(const uint8_t *)a), method_name(*(const uint8_t *)b));
}

static void
print_other_requests(const counts_t *counts)
{
    uint8_t  methods[UINT8_MAX + 1];
    unsigned number = 0;

    for (unsigned method = 0; method <= UINT8_MAX; method++) {
        if (counts->others[method] > 0)
            methods[number++] = (uint8_t)method;
    }
    qsort(methods, number, sizeof *methods, by_name);
    for (unsigned i = 0; i < number; i++) {
        const char *name = method_name(methods[i]);
        char       *escaped = (char *)g_malloc(ESCAPE_MAX_BYTES(strlen(name)));
        char       *count = g_strdup_printf("%u", counts->others[methods[i]]);
        char       *text;

        escape_text(escaped, (const unsigned char *)name, strlen(name));
        text = report_text_filled(TEXT_OTHER_REQUESTS, "method", *escaped != '\0' ? escaped : label(LABEL_NONE),
                                  "count", count, NULL);
        report_print_text(4, "", text);
        g_free(text);
        g_free(count);
        g_free(escaped);
    }
}

void
print_overview(const collection_t *collection, const counts_t *counts)
{
    print_messages(collection);
    print_calls(counts);
    print_registers(counts);
    print_other_requests(counts);
    print_ratios(counts);
}
