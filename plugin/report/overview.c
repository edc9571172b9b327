/* overview.c
 * The beginning of the report: how much there is of what, and how it ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/overview.h"
#include "catalogue/language.h"
#include "message/escape.h"
#include "report/text.h"

static void
clear_ratio(void *ratio)
{
    g_free(((ratio_t *)ratio)->value);
    g_free(((ratio_t *)ratio)->of);
}

static void
add_ratio(GArray *ratios, report_text_id_t name, unsigned part, unsigned whole, const char *method)
{
    char   *part_text, *whole_text;
    ratio_t ratio = { .name = report_text(name) };

    if (whole == 0)
        return;
    part_text = g_strdup_printf("%u", part);
    whole_text = g_strdup_printf("%u", whole);
    ratio.of = report_text_filled(TEXT_RATIO_OF, "part", part_text, "whole", whole_text, "method", method, NULL);
    /* In tenths of a per cent, rounded. */
    part = (unsigned)((2000.0 * part + whole) / (2.0 * whole));
    ratio.value = g_strdup_printf("%u%s%u %%", part / 10, label(LABEL_DECIMAL), part % 10);
    g_array_append_val(ratios, ratio);
    g_free(whole_text);
    g_free(part_text);
}

static void
add_ratios(GArray *ratios, const counts_t *counts)
{
    add_ratio(ratios, TEXT_RATIO_SER, counts->answered, counts->invites - counts->excluded, "INVITE");
    add_ratio(ratios, TEXT_RATIO_SEER, counts->answered + counts->effective, counts->invites - counts->excluded, "INVITE");
    add_ratio(ratios, TEXT_RATIO_ISA, counts->ineffective, counts->invites, "INVITE");
    add_ratio(ratios, TEXT_RATIO_IRA, counts->failed + counts->timed_out, counts->registers, "REGISTER");
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

/* How many messages, and when; the caller owns it. */
static char *
messages_text(const collection_t *collection)
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
    g_free(count);
    return text;
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
add_calls(GPtrArray *lines, const counts_t *counts)
{
    char *text;

    if (counts->calls == 0)
        return;
    text = two_counts(TEXT_CALLS, counts->calls, "answered", counts->answered_calls);
    add_count(&text, TEXT_INVITES_SILENT, counts->invites_silent);
    add_count(&text, TEXT_INVITES_OPEN, counts->invites_open);
    g_ptr_array_add(lines, text);
}

static void
add_registers(GPtrArray *lines, const counts_t *counts)
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
    g_ptr_array_add(lines, text);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(method_name(*(const uint8_t *)a), method_name(*(const uint8_t *)b));
}

static void
add_other_requests(GPtrArray *lines, const counts_t *counts)
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
        g_ptr_array_add(lines, text);
        g_free(count);
        g_free(escaped);
    }
}

overview_t
overview_new(const collection_t *collection, const counts_t *counts)
{
    overview_t overview = { messages_text(collection), g_ptr_array_new_with_free_func(g_free),
                            g_array_new(FALSE, FALSE, sizeof(ratio_t)) };

    g_array_set_clear_func(overview.ratios, clear_ratio);
    add_calls(overview.counts, counts);
    add_registers(overview.counts, counts);
    add_other_requests(overview.counts, counts);
    add_ratios(overview.ratios, counts);
    return overview;
}

void
overview_free(overview_t *overview)
{
    g_free(overview->messages);
    g_ptr_array_free(overview->counts, TRUE);
    g_array_free(overview->ratios, TRUE);
}
