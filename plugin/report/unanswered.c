/* unanswered.c
 * The requests that nothing came back for, in groups of the report
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/duration.h"
#include "report/parts.h"
#include "report/text.h"

/* The longest time between two repetitions of a request, T2: who has heard nothing for so long has a reason to ask. */
#define SILENCE_MS  4000

uint32_t
report_time_left(const report_t *report, const report_request_t *request)
{
    uint32_t duration = report->timed ? (uint32_t)((report->last - report->first) * 1000) : 0;

    return duration > request->time ? duration - request->time : 0;
}

bool
report_is_unanswered(const report_t *report, const report_request_t *request)
{
    return !request->heard && request->final_code == 0
        && (request->icmp_frame != 0 || request->sent > 1 || report_time_left(report, request) >= SILENCE_MS);
}

static char *
unanswered_diagnosis(const report_t *report, const report_request_t *request)
{
    bool             repeated = request->sent > 1;
    report_text_id_t id = TEXT_UNANSWERED;
    char            *frame, *count, *duration, *diagnosis;

    if (request->icmp_frame != 0)
        id = TEXT_UNDELIVERED;
    else if (repeated)
        id = TEXT_UNANSWERED_REPEATED;
    frame = g_strdup_printf("%u", request->icmp_frame);
    count = g_strdup_printf("%u", request->sent);
    duration = duration_of_milliseconds(repeated ? request->last - request->time : report_time_left(report, request));
    diagnosis = report_text_filled(id, "frame", frame, "method", request->method, "count", count, "duration", duration,
                                   NULL);
    g_free(duration);
    g_free(count);
    g_free(frame);
    return diagnosis;
}

static int
by_frame(const void *a, const void *b)
{
    const report_request_t *first = *(report_request_t *const *)a, *second = *(report_request_t *const *)b;

    return first->frame < second->frame ? -1 : first->frame > second->frame;
}

void
report_group_unanswered(const report_t *report, GHashTable *made)
{
    GPtrArray      *requests = g_ptr_array_new();
    GHashTableIter  iterator;
    void           *value;

    g_hash_table_iter_init(&iterator, report->requests);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        if (report_is_unanswered(report, (report_request_t *)value))
            g_ptr_array_add(requests, value);
    }
    g_ptr_array_sort(requests, by_frame);
    for (unsigned i = 0; i < requests->len; i++) {
        const report_request_t *request = (const report_request_t *)g_ptr_array_index(requests, i);
        report_kind_t           kind = request->icmp_frame != 0 ? REPORT_UNDELIVERED : REPORT_UNANSWERED;
        char                   *key = g_strdup_printf("%d %s", kind, request->method);
        report_group_t         *group = (report_group_t *)g_hash_table_lookup(made, key);

        if (group == NULL) {
            group = report_group_new(kind, request->method);
            group->diagnosis = unanswered_diagnosis(report, request);
            g_hash_table_insert(made, g_strdup(key), group);
        }
        g_free(key);
        group->count++;
        report_group_add_frame(group, request->frame);
        report_group_add_who(group, request->target);
    }
    g_ptr_array_free(requests, TRUE);
}
