/* overview.c
 * The beginning of the report: how much there is of what, and how it ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "report/parts.h"
#include "report/text.h"

/* RFC 3261, Section 17.1: a client gives up after 64 * T1. */
#define TIMEOUT_MS  32000

/* How the requests ended; names as in RFC 6076. */
typedef struct {
    unsigned invites, answered, effective, excluded, ineffective;
    unsigned invites_silent, invites_open;
    unsigned registers, registered, challenged, failed, timed_out;
    unsigned registers_silent, registers_open, refused;
} ends_t;

static bool
is_invite(const report_request_t *request)
{
    return strcmp(request->method, "INVITE") == 0;
}

static bool
is_register(const report_request_t *request)
{
    return strcmp(request->method, "REGISTER") == 0;
}

static void
count_invite(ends_t *ends, const report_t *report, const report_request_t *request)
{
    unsigned code = request->final_code;

    ends->invites++;
    if (code == 0 && report_is_unanswered(report, request))
        ends->invites_silent++;
    else if (code == 0)
        ends->invites_open++;
    else if (code < 300)
        ends->answered++;
    else if (code < 400 || code == 401 || code == 402 || code == 407)
        ends->excluded++;
    else if (code == 480 || code == 486 || code == 600 || code == 603)
        ends->effective++;
    else if (code == 408 || code == 500 || code == 503 || code == 504)
        ends->ineffective++;
}

static void
count_register(ends_t *ends, const report_t *report, const report_request_t *request)
{
    unsigned code = request->final_code;

    ends->registers++;
    ends->timed_out += code == 0 && report_time_left(report, request) >= TIMEOUT_MS;
    if (code == 0 && report_is_unanswered(report, request))
        ends->registers_silent++;
    else if (code == 0)
        ends->registers_open++;
    else if (code < 300)
        ends->registered++;
    else if (code == 401 || code == 402 || code == 407)
        ends->challenged++;
    else if (code >= 400)
        ends->failed++;
    ends->refused += request->refused && (code == 401 || code == 407);
}

static ends_t
count_ends(const report_t *report)
{
    ends_t         ends = { 0 };
    GHashTableIter iterator;
    void          *value;

    g_hash_table_iter_init(&iterator, report->requests);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const report_request_t *request = (report_request_t *)value;

        if (is_invite(request))
            count_invite(&ends, report, request);
        else if (is_register(request))
            count_register(&ends, report, request);
    }
    return ends;
}

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
print_ratios(const ends_t *ends)
{
    if (ends->invites + ends->registers == 0)
        return;
    report_print_text(0, "", report_text(TEXT_RATIOS));
    print_ratio(TEXT_RATIO_SER, ends->answered, ends->invites - ends->excluded, "INVITE");
    print_ratio(TEXT_RATIO_SEER, ends->answered + ends->effective, ends->invites - ends->excluded, "INVITE");
    print_ratio(TEXT_RATIO_ISA, ends->ineffective, ends->invites, "INVITE");
    print_ratio(TEXT_RATIO_IRA, ends->failed + ends->timed_out, ends->registers, "REGISTER");
}

/* "2024-05-01 10:00:00", or without the day where that is known; owned by the caller. */
static char *
time_text(double time, bool day)
{
    GDateTime *when = g_date_time_new_from_unix_utc((gint64)time);
    char      *text;

    if (when == NULL)
        return g_strdup("?");
    text = g_date_time_format(when, day ? "%Y-%m-%d %H:%M:%S" : "%H:%M:%S");
    g_date_time_unref(when);
    return text;
}

static void
print_messages(const report_t *report)
{
    char *text = report_count_text(TEXT_MESSAGES, report->messages);
    char *first, *last, *timed;

    if (report->timed) {
        first = time_text(report->first, true);
        last = time_text(report->last, (gint64)(report->first / 86400) != (gint64)(report->last / 86400));
        if ((gint64)report->last > (gint64)report->first)
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
}

/* Adds "failed: 2" to a list where there are any. */
static void
add_count(char **list, report_text_id_t id, unsigned count)
{
    if (count > 0)
        report_add_to_list(list, report_count_text(id, count));
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
print_calls(const report_t *report, const ends_t *ends)
{
    unsigned       calls = g_hash_table_size(report->calls), answered = 0;
    GHashTableIter iterator;
    void          *value;
    char          *text;

    if (calls == 0)
        return;
    g_hash_table_iter_init(&iterator, report->calls);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        answered += value != NULL;
    text = two_counts(TEXT_CALLS, calls, "answered", answered);
    add_count(&text, TEXT_INVITES_SILENT, ends->invites_silent);
    add_count(&text, TEXT_INVITES_OPEN, ends->invites_open);
    report_print_text(4, "", text);
    g_free(text);
}

static void
print_registers(const ends_t *ends)
{
    char *text;

    if (ends->registers == 0)
        return;
    text = two_counts(TEXT_REGISTERS, ends->registers, "successful", ends->registered);
    add_count(&text, TEXT_CHALLENGED, ends->challenged - ends->refused);
    add_count(&text, TEXT_REFUSED, ends->refused);
    add_count(&text, TEXT_FAILED, ends->failed);
    add_count(&text, TEXT_SILENT, ends->registers_silent);
    add_count(&text, TEXT_OPEN, ends->registers_open);
    report_print_text(4, "", text);
    g_free(text);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp((const char *)a, (const char *)b);
}

static void
print_other_requests(const report_t *report)
{
    GHashTable    *counts = g_hash_table_new(g_str_hash, g_str_equal);
    GList         *methods;
    GHashTableIter iterator;
    void          *value;

    g_hash_table_iter_init(&iterator, report->requests);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        const report_request_t *request = (report_request_t *)value;

        if (!is_invite(request) && !is_register(request))
            g_hash_table_insert(counts, (void *)request->method,
                                GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, request->method)) + 1));
    }
    methods = g_list_sort(g_hash_table_get_keys(counts), by_name);
    for (GList *method = methods; method != NULL; method = method->next) {
        unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, method->data));
        char    *count_text = g_strdup_printf("%u", count);
        char    *text = report_text_filled(TEXT_OTHER_REQUESTS, "method", (const char *)method->data, "count", count_text,
                                           NULL);

        report_print_text(4, "", text);
        g_free(text);
        g_free(count_text);
    }
    g_list_free(methods);
    g_hash_table_destroy(counts);
}

void
report_print_overview(const report_t *report)
{
    ends_t ends = count_ends(report);

    print_messages(report);
    print_calls(report, &ends);
    print_registers(&ends);
    print_other_requests(report);
    print_ratios(&ends);
}
