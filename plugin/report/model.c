/* model.c
 * The report: all that is told of a capture, whatever it is written as
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/model.h"
#include "report/counts.h"
#include "report/disabled.h"
#include "report/ending.h"
#include "report/order.h"
#include "report/text.h"
#include "report/told_group.h"

/* So many groups are told of what went wrong, and of what is normal. */
#define MAX_TOLD 50

/* In the order of open_kind_t. */
static const report_text_id_t open_texts[NUM_OPEN] = {
    [OPEN_REQUESTS]     = TEXT_OPEN_REQUESTS,
    [OPEN_CHALLENGES]   = TEXT_OPEN_CHALLENGES,
    [OPEN_UNSEEN]       = TEXT_OPEN_UNSEEN,
    [OPEN_NO_ACK]       = TEXT_OPEN_NO_ACK,
    [OPEN_ICMP]         = TEXT_OPEN_ICMP,
    [OPEN_REFUSED]      = TEXT_OPEN_REFUSED,
    [OPEN_UNANSWERED]   = TEXT_OPEN_UNANSWERED,
    [OPEN_BROKEN]       = TEXT_OPEN_BROKEN,
    [OPEN_NO_REQUEST]   = TEXT_OPEN_NO_REQUEST,
    [OPEN_BEGUN_BEFORE] = TEXT_OPEN_BEGUN_BEFORE,
    [OPEN_NO_IDENTITY]  = TEXT_OPEN_NO_IDENTITY,
    [OPEN_REST]         = TEXT_OPEN_REST,
    [OPEN_FRAGMENTS]    = TEXT_OPEN_FRAGMENTS,
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

/* Those that are not told of one by one; the caller owns it, NULL if there are none. */
static char *
rest_text(const GPtrArray *groups, unsigned from, unsigned to, unsigned others)
{
    unsigned count = to > from ? to - from : 0, messages = others;
    char    *count_text, *messages_text, *text;

    for (unsigned i = from; i < to; i++)
        messages += ((const group_t *)g_ptr_array_index(groups, i))->count;
    if (messages == 0)
        return NULL;
    count_text = g_strdup_printf(others > 0 ? "%u+" : "%u", count);
    messages_text = g_strdup_printf("%u", messages);
    text = report_text_filled(TEXT_MORE_GROUPS, "count", count_text, "messages", messages_text, NULL);
    g_free(messages_text);
    g_free(count_text);
    return text;
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

static const char *
clear_text(const collection_t *collection, const ending_t *ending)
{
    bool             filtered = collection->filter != NULL;
    report_text_id_t id = filtered ? TEXT_CLEAR_FILTERED : TEXT_CLEAR;

    if (!is_all_known(ending))
        id = filtered ? TEXT_NOT_CLEAR_FILTERED : TEXT_NOT_CLEAR;
    return report_text(id);
}

static void
add_open_questions(GArray *items, const ending_t *ending)
{
    for (unsigned i = 0; i < NUM_OPEN; i++) {
        const open_t *open = &ending->open[i];

        if (open->count > 0)
            told_add_frames(told_items_add(items, report_count_text(open_texts[i], open->count)), open->frames,
                            open->num_frames, open->count > open->num_frames);
    }
}

static void
add_wrong(report_t *report, const GPtrArray *groups, unsigned number)
{
    const group_t *group = (const group_t *)g_ptr_array_index(groups, number);
    example_t      example = { group->call, group->explanation.code, { 0 }, group->num_frames };

    memcpy(example.frames, group->frames, sizeof example.frames);
    g_array_append_val(report->examples, example);
    tell_wrong(report->wrong, groups, number);
}

static void
tell_groups(report_t *report, const collection_t *collection, const ending_t *ending, const GPtrArray *groups)
{
    unsigned others = collection->groups.others + ending->groups.others, wrong = 0, end;

    while (wrong < groups->len && ((const group_t *)g_ptr_array_index(groups, wrong))->badness > 0)
        wrong++;
    if (wrong == 0)
        report->clear = g_strdup(clear_text(collection, ending));
    end = MIN(wrong, MAX_TOLD);
    for (unsigned i = 0; i < end; i++)
        add_wrong(report, groups, i);
    report->more_wrong = rest_text(groups, end, wrong, others);
    end = MIN(groups->len, wrong + MAX_TOLD);
    for (unsigned i = wrong; i < end; i++)
        tell_normal(report->normal, (const group_t *)g_ptr_array_index(groups, i));
    report->more_normal = rest_text(groups, end, groups->len, 0);
}

static void
tell_messages(report_t *report, const collection_t *collection, const ending_t *ending)
{
    counts_t   counts = count_requests(collection);
    GPtrArray *groups = g_ptr_array_new();

    report->overview = overview_new(collection, &counts);
    add_groups(groups, &ending->groups);
    add_groups(groups, &collection->groups);
    g_ptr_array_sort(groups, groups_worst_first);
    tell_groups(report, collection, ending, groups);
    g_ptr_array_free(groups, TRUE);
}

/* Why there is no message. */
static const char *
text_without_sip(const collection_t *collection)
{
    if (sip_is_disabled())
        return report_text(TEXT_NO_SIP_DISABLED);
    return report_text(collection->filter != NULL ? TEXT_NO_SIP_FILTERED : TEXT_NO_SIP);
}

report_t
report_new(const collection_t *collection)
{
    ending_t ending = ending_new(collection);
    report_t report = {
        .title = report_title(TEXT_HEADING, TEXT_HEADING_FILTERED, collection->filter),
        .wrong = told_items_new(),
        .examples = g_array_new(FALSE, FALSE, sizeof(example_t)),
        .open = told_items_new(),
        .normal = told_items_new(),
    };

    if (collection->messages > 0)
        tell_messages(&report, collection, &ending);
    else
        report.no_sip = g_strdup(text_without_sip(collection));
    add_open_questions(report.open, &ending);
    ending_free(&ending);
    return report;
}

void
report_free(report_t *report)
{
    g_free(report->title);
    if (report->no_sip == NULL)
        overview_free(&report->overview);
    g_free(report->no_sip);
    g_free(report->clear);
    g_free(report->more_wrong);
    g_free(report->more_normal);
    g_array_free(report->wrong, TRUE);
    g_array_free(report->examples, TRUE);
    g_array_free(report->open, TRUE);
    g_array_free(report->normal, TRUE);
}
