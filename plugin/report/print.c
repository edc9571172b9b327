/* print.c
 * Writes the report to standard output
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/print.h"
#include "report/order.h"
#include "report/overview.h"
#include "report/print_group.h"
#include "report/text.h"

#include <stdio.h>

/* So many groups are written of what went wrong, and of what is normal. */
#define MAX_PRINTED 50

/* In the order of open_kind_t. */
static const report_text_id_t open_texts[NUM_OPEN] = {
    [OPEN_REQUESTS]     = TEXT_OPEN_REQUESTS,
    [OPEN_CHALLENGES]   = TEXT_OPEN_CHALLENGES,
    [OPEN_UNSEEN]       = TEXT_OPEN_UNSEEN,
    [OPEN_NO_ACK]       = TEXT_OPEN_NO_ACK,
    [OPEN_ICMP]         = TEXT_OPEN_ICMP,
    [OPEN_REFUSED]      = TEXT_OPEN_REFUSED,
    [OPEN_BROKEN]       = TEXT_OPEN_BROKEN,
    [OPEN_NO_REQUEST]   = TEXT_OPEN_NO_REQUEST,
    [OPEN_BEGUN_BEFORE] = TEXT_OPEN_BEGUN_BEFORE,
    [OPEN_NO_IDENTITY]  = TEXT_OPEN_NO_IDENTITY,
    [OPEN_REST]         = TEXT_OPEN_REST,
    [OPEN_TLS]          = TEXT_OPEN_TLS,
};

static void
print_report_heading(const collection_t *collection)
{
    /* The filter comes from a command line, whatever its encoding is. */
    char *filter = collection->filter != NULL ? g_utf8_make_valid(collection->filter, -1) : NULL;
    char *text = filter != NULL ? report_text_filled(TEXT_HEADING_FILTERED, "filter", filter, NULL)
                                : g_strdup(report_text(TEXT_HEADING));

    report_print_heading(text, '=');
    g_free(text);
    g_free(filter);
}

static void
add_groups(GPtrArray *list, const groups_t *groups)
{
    GHashTableIter iterator;
    void          *value;

    g_hash_table_iter_init(&iterator, groups->by_cause);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        group_t *group = (group_t *)value;

        if (group->left == group->count)
            continue;
        group_judge(group);
        g_ptr_array_add(list, group);
    }
}

/* Those that are not written one by one. */
static void
print_rest(const GPtrArray *groups, unsigned from, unsigned to, unsigned others)
{
    unsigned count = to > from ? to - from : 0, messages = others;
    char    *count_text, *messages_text, *text;

    for (unsigned i = from; i < to; i++)
        messages += ((const group_t *)g_ptr_array_index(groups, i))->count;
    if (messages == 0)
        return;
    count_text = g_strdup_printf(others > 0 ? "%u+" : "%u", count);
    messages_text = g_strdup_printf("%u", messages);
    text = report_text_filled(TEXT_MORE_GROUPS, "count", count_text, "messages", messages_text, NULL);
    fprintf(stdout, "\n");
    report_print_text(0, "", text);
    g_free(text);
    g_free(messages_text);
    g_free(count_text);
}

static bool
is_all_known(const ending_t *ending)
{
    for (unsigned i = 0; i < NUM_OPEN; i++) {
        if (ending->open[i].count > 0)
            return false;
    }
    return true;
}

static void
print_clear(const collection_t *collection, const ending_t *ending)
{
    bool             filtered = collection->filter != NULL;
    report_text_id_t id = filtered ? TEXT_CLEAR_FILTERED : TEXT_CLEAR;

    if (!is_all_known(ending))
        id = filtered ? TEXT_NOT_CLEAR_FILTERED : TEXT_NOT_CLEAR;
    fprintf(stdout, "\n");
    report_print_text(0, "", report_text(id));
}

static void
print_open(const ending_t *ending)
{
    if (is_all_known(ending))
        return;
    report_print_heading(report_text(TEXT_OPEN_QUESTIONS), '-');
    for (unsigned i = 0; i < NUM_OPEN; i++) {
        const open_t *open = &ending->open[i];
        char         *text;

        if (open->count == 0)
            continue;
        text = report_count_text(open_texts[i], open->count);
        report_print_text(4, "", text);
        g_free(text);
        print_frames(8, open->frames, open->num_frames, open->count > open->num_frames);
    }
}

static void
print_groups(const collection_t *collection, const ending_t *ending, const GPtrArray *groups)
{
    unsigned others = collection->groups.others + ending->groups.others, wrong = 0, end;

    while (wrong < groups->len && ((const group_t *)g_ptr_array_index(groups, wrong))->badness > 0)
        wrong++;
    if (wrong == 0)
        print_clear(collection, ending);
    else
        report_print_heading(report_text(TEXT_WRONG), '-');
    end = MIN(wrong, MAX_PRINTED);
    for (unsigned i = 0; i < end; i++)
        print_wrong(groups, i);
    print_rest(groups, end, wrong, others);
    print_open(ending);
    if (wrong < groups->len)
        report_print_heading(report_text(TEXT_NORMAL), '-');
    end = MIN(groups->len, wrong + MAX_PRINTED);
    for (unsigned i = wrong; i < end; i++)
        print_normal((const group_t *)g_ptr_array_index(groups, i));
    print_rest(groups, end, groups->len, 0);
}

void
print_report(const collection_t *collection, const ending_t *ending, const counts_t *counts)
{
    GPtrArray *groups = g_ptr_array_new();

    print_report_heading(collection);
    if (collection->messages == 0) {
        report_print_text(0, "", report_text(collection->filter != NULL ? TEXT_NO_SIP_FILTERED : TEXT_NO_SIP));
        print_open(ending);
    } else {
        print_overview(collection, counts);
        add_groups(groups, &ending->groups);
        add_groups(groups, &collection->groups);
        g_ptr_array_sort(groups, groups_worst_first);
        print_groups(collection, ending, groups);
    }
    /* Where another program reads it, such as desktop Wireshark's log. */
    fflush(stdout);
    g_ptr_array_free(groups, TRUE);
}
