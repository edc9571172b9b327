/* print.c
 * Writes what -z sipexplain,report collected
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/parts.h"
#include "report/text.h"

#include <stdio.h>

/* The method of the requests, or words in its place; the caller owns it. */
static char *
method_of(const report_group_t *group)
{
    if (*group->method == '\0')
        return g_strdup(report_text(TEXT_METHOD_UNKNOWN));
    if (group->in_call)
        return report_text_filled(TEXT_METHOD_IN_CALL, "method", group->method, NULL);
    return g_strdup(group->method);
}

/* Of responses that came again for want of an ACK: whether that came after all, to each of them. */
static bool
is_acked(const report_group_t *group)
{
    return report_count_acked(group) == group->count;
}

static report_text_id_t
title_id(const report_group_t *group)
{
    const explanation_t *explanation = &group->explanation;

    switch (group->kind) {
    case REPORT_UNANSWERED:
        return TEXT_TITLE_UNANSWERED;
    case REPORT_UNDELIVERED:
        return TEXT_TITLE_UNDELIVERED;
    case REPORT_NO_ACK:
        if (is_acked(group))
            return TEXT_TITLE_LATE_ACK;
        return report_count_acked(group) > 0 ? TEXT_TITLE_NO_ACK_SOME : TEXT_TITLE_NO_ACK;
    default:
        if (explanation->record == NULL)
            return TEXT_TITLE_NO_STATUS_CODE;
        return explanation->in_catalogue ? TEXT_TITLE : TEXT_TITLE_IN_NO_CATALOGUE;
    }
}

static void
print_title(unsigned indent, const char *heading, const report_group_t *group)
{
    const explanation_t *explanation = &group->explanation;
    char                *code = g_strdup_printf("%03u", explanation->code);
    char                *method = method_of(group);
    char                *title = report_text_filled(
        title_id(group), "code", code, "method", method,
        "phrase", explanation->record != NULL ? explanation->record->phrase : "",
        "summary", explanation->record != NULL ? translated(explanation->summary) : "", NULL);

    report_print_text(indent, heading, title);
    g_free(title);
    g_free(method);
    g_free(code);
}

static bool
is_of_responses(const report_group_t *group)
{
    return group->kind == REPORT_RESPONSE || group->kind == REPORT_NO_ACK;
}

static void
print_counts(const report_group_t *group)
{
    unsigned succeeded, none;
    char    *text = report_count_text(is_of_responses(group) ? TEXT_COUNT_RESPONSES : TEXT_COUNT_REQUESTS, group->count);

    /* Without a Call-ID, nobody knows how many calls it is about. */
    if (is_of_responses(group) && g_hash_table_size(group->calls) > 0)
        report_add_to_list(&text, report_count_text(strcmp(group->method, "INVITE") == 0 ? TEXT_COUNT_CALLS
                                                                                         : TEXT_COUNT_CALL_IDS,
                                                    report_calls_of(group)));
    report_count_tries(group, &succeeded, &none);
    if (succeeded > 0)
        report_add_to_list(&text, report_count_text(TEXT_COUNT_SUCCEEDED, succeeded));
    report_print_text(3, "", text);
    g_free(text);
}

static void
print_who(const report_group_t *group)
{
    char *list = NULL, *count;

    for (unsigned i = 0; i < REPORT_MAX_WHO && group->who[i] != NULL; i++) {
        if (group->who[1] == NULL) {
            list = g_strdup(group->who[i]);
            break;
        }
        count = g_strdup_printf("%u", group->who_count[i]);
        report_add_to_list(&list, report_text_filled(TEXT_WHO_COUNT, "who", group->who[i], "count", count, NULL));
        g_free(count);
    }
    if (group->who_else > 0)
        report_add_to_list(&list, report_count_text(TEXT_OTHERS, group->who_else));
    if (list != NULL)
        report_print_labelled(3, report_text(is_of_responses(group) ? TEXT_ANSWERED_BY : TEXT_SENT_TO), list);
    g_free(list);
}

static void
print_frames(const report_group_t *group)
{
    GString *frames = g_string_new("frame.number in {");

    for (unsigned i = 0; i < group->num_frames; i++)
        g_string_append_printf(frames, "%s%u", i > 0 ? ", " : "", group->frames[i]);
    g_string_append_c(frames, '}');
    /* In one line, to be copied. */
    fprintf(stdout, "   %s: %s\n", report_text(group->more_frames ? TEXT_FILTER_FIRST : TEXT_FILTER), frames->str);
    g_string_free(frames, TRUE);
}

static void
print_advice(const char *cause, const char *remedy)
{
    report_print_labelled(3, label(LABEL_CAUSE), cause);
    report_print_labelled(3, label(LABEL_REMEDY), remedy);
}

/*
 * The likeliest cause and remedy. Of a challenge, the first ones in data/ are
 * for one that is an ordinary step; to a refusal belong the last cause, and the
 * second remedy.
 */
static void
print_advice_of_catalogue(const report_group_t *group)
{
    const sip_response_record_t *record = group->explanation.record;
    bool                         refused = group->explanation.outcome != record->outcome;
    const char *const           *cause = record->causes;
    unsigned                     remedy = refused && record->remedies[1] != NULL ? 1 : 0;

    while (refused && cause[1] != NULL)
        cause++;
    print_advice(translated(*cause), translated(record->remedies[remedy]));
}

static void
print_advice_of(const report_group_t *group)
{
    switch (group->kind) {
    case REPORT_UNANSWERED:
        print_advice(report_text(TEXT_UNANSWERED_CAUSE), report_text(TEXT_UNANSWERED_REMEDY));
        break;
    case REPORT_UNDELIVERED:
        print_advice(report_text(TEXT_UNDELIVERED_CAUSE), report_text(TEXT_UNDELIVERED_REMEDY));
        break;
    case REPORT_NO_ACK:
        if (is_acked(group))
            print_advice(report_text(TEXT_LATE_ACK_CAUSE), report_text(TEXT_LATE_ACK_REMEDY));
        else
            print_advice(report_text(TEXT_NO_ACK_CAUSE), report_text(TEXT_NO_ACK_REMEDY));
        break;
    default:
        if (group->explanation.record != NULL)
            print_advice_of_catalogue(group);
        break;
    }
}

/* Whether the advice for both is the same. */
static bool
same_advice(const report_group_t *a, const report_group_t *b)
{
    return a->kind == b->kind && a->explanation.record == b->explanation.record
        && a->explanation.outcome == b->explanation.outcome
        && (a->kind != REPORT_RESPONSE || a->explanation.record != NULL)
        && (a->kind != REPORT_NO_ACK || is_acked(a) == is_acked(b));
}

static void
print_diagnosis(const report_group_t *group)
{
    char *name = report_number_text(TEXT_IN_FRAME, "frame", group->frames[0]);

    report_print_labelled(3, name, group->diagnosis);
    g_free(name);
}

static void
print_see(unsigned other)
{
    char *text = report_number_text(TEXT_SEE, "number", other);

    report_print_text(3, "", text);
    g_free(text);
}

static void
print_wrong(const GPtrArray *groups, unsigned number)
{
    const report_group_t *group = (const report_group_t *)g_ptr_array_index(groups, number);
    char                 *heading = g_strdup_printf("%u. ", number + 1);

    fprintf(stdout, "\n");
    print_title(0, heading, group);
    g_free(heading);
    print_counts(group);
    print_who(group);
    print_frames(group);
    if (group->diagnosis != NULL)
        print_diagnosis(group);
    for (unsigned i = 0; i < number; i++) {
        if (same_advice((const report_group_t *)g_ptr_array_index(groups, i), group)) {
            print_see(i + 1);
            return;
        }
    }
    print_advice_of(group);
}

/* What became of what is normal, where that says something. */
static void
print_what_followed(const report_group_t *group)
{
    unsigned succeeded, none;
    char    *text;

    report_count_tries(group, &succeeded, &none);
    switch (group->explanation.outcome) {
    case OUTCOME_CHALLENGE:
        if (none > 0) {
            text = report_count_text(none == group->count ? TEXT_NONE_FOLLOWS : TEXT_NONE_FOLLOWS_SOME, none);
            report_print_text(8, "", text);
            g_free(text);
        }
        break;
    case OUTCOME_ADJUST:
    case OUTCOME_REDIRECTION:
        text = report_count_text(TEXT_SUCCEEDED, succeeded);
        report_print_text(8, "", text);
        g_free(text);
        break;
    default:
        break;
    }
}

static void
print_normal(const report_group_t *group)
{
    char *heading = g_strdup_printf("%u x ", group->count);

    print_title(4, heading, group);
    g_free(heading);
    print_what_followed(group);
}

static void
add_groups(GPtrArray *groups, GHashTable *from)
{
    GHashTableIter iterator;
    void          *value;

    g_hash_table_iter_init(&iterator, from);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        g_ptr_array_add(groups, value);
}

static void
print_all_clear(const report_t *report)
{
    fprintf(stdout, "\n");
    report_print_text(0, "", report_text(report->filter != NULL ? TEXT_CLEAR_FILTERED : TEXT_CLEAR));
}

static void
print_report_heading(const report_t *report)
{
    /* The filter comes from a command line, whatever its encoding is. */
    char *filter = report->filter != NULL ? g_utf8_make_valid(report->filter, -1) : NULL;
    char *text = filter != NULL ? report_text_filled(TEXT_HEADING_FILTERED, "filter", filter, NULL)
                                : g_strdup(report_text(TEXT_HEADING));

    report_print_heading(text, '=');
    g_free(text);
    g_free(filter);
}

static void
print_groups(const report_t *report, const GPtrArray *groups)
{
    unsigned wrong = 0;

    while (wrong < groups->len && report_badness((const report_group_t *)g_ptr_array_index(groups, wrong)) > 0)
        wrong++;
    if (wrong == 0)
        print_all_clear(report);
    else
        report_print_heading(report_text(TEXT_WRONG), '-');
    for (unsigned i = 0; i < wrong; i++)
        print_wrong(groups, i);
    if (wrong < groups->len)
        report_print_heading(report_text(TEXT_NORMAL), '-');
    for (unsigned i = wrong; i < groups->len; i++)
        print_normal((const report_group_t *)g_ptr_array_index(groups, i));
}

void
report_print(const report_t *report)
{
    GPtrArray  *groups = g_ptr_array_new();
    GHashTable *unanswered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, report_group_free);

    print_report_heading(report);
    if (report->messages == 0) {
        report_print_text(0, "", report_text(report->filter != NULL ? TEXT_NO_SIP_FILTERED : TEXT_NO_SIP));
    } else {
        report_print_overview(report);
        report_group_unanswered(report, unanswered);
        add_groups(groups, unanswered);
        add_groups(groups, report->groups);
        g_ptr_array_sort(groups, report_worst_first);
        print_groups(report, groups);
    }
    /* Where another program reads it, such as desktop Wireshark's log. */
    fflush(stdout);
    g_ptr_array_free(groups, TRUE);
    g_hash_table_destroy(unanswered);
}
