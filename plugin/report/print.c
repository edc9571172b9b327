/* print.c
 * The report as text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/print.h"
#include "report/counts.h"
#include "report/ending.h"
#include "report/order.h"
#include "report/overview.h"
#include "report/print_group.h"
#include "report/text.h"

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
    report_write("\n");
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
    report_write("\n");
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
print_problem(const GPtrArray *groups, unsigned number, GArray *problems)
{
    const group_t *group = (const group_t *)g_ptr_array_index(groups, number);
    problem_t      problem = { report_length() + strlen("\n"), 0, group->frames[0],
                               frames_filter(group->frames, group->num_frames) };

    print_wrong(groups, number);
    problem.end = report_length();
    g_array_append_val(problems, problem);
}

static void
print_groups(const collection_t *collection, const ending_t *ending, const GPtrArray *groups, GArray *problems)
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
        print_problem(groups, i, problems);
    print_rest(groups, end, wrong, others);
    print_open(ending);
    if (wrong < groups->len)
        report_print_heading(report_text(TEXT_NORMAL), '-');
    end = MIN(groups->len, wrong + MAX_PRINTED);
    for (unsigned i = wrong; i < end; i++)
        print_normal((const group_t *)g_ptr_array_index(groups, i));
    print_rest(groups, end, groups->len, 0);
}

static void
free_problem(void *problem)
{
    g_free(((problem_t *)problem)->filter);
}

printed_t
print_report(const collection_t *collection, unsigned columns)
{
    ending_t   ending = ending_new(collection);
    counts_t   counts = count_requests(collection);
    GPtrArray *groups = g_ptr_array_new();
    printed_t  printed = { NULL, g_array_new(FALSE, FALSE, sizeof(problem_t)) };

    g_array_set_clear_func(printed.problems, free_problem);
    report_begin(columns);
    report_print_title(TEXT_HEADING, TEXT_HEADING_FILTERED, collection->filter);
    if (collection->messages == 0) {
        report_print_text(0, "", report_text(collection->filter != NULL ? TEXT_NO_SIP_FILTERED : TEXT_NO_SIP));
        print_open(&ending);
    } else {
        print_overview(collection, &counts);
        add_groups(groups, &ending.groups);
        add_groups(groups, &collection->groups);
        g_ptr_array_sort(groups, groups_worst_first);
        print_groups(collection, &ending, groups, printed.problems);
    }
    g_ptr_array_free(groups, TRUE);
    ending_free(&ending);
    printed.text = report_take();
    return printed;
}

void
printed_free(printed_t *printed)
{
    g_free(printed->text);
    g_array_free(printed->problems, TRUE);
}
