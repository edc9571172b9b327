/* told_group.c
 * What is told of a group of messages that have the same cause
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/told_group.h"
#include "report/text.h"

/* The method of the requests, or words in its place; the caller owns it. */
static char *
method_words(const group_t *group)
{
    if (*group->method == '\0')
        return g_strdup(report_text(TEXT_METHOD_UNKNOWN));
    if (group->in_call)
        return report_text_filled(TEXT_METHOD_IN_CALL, "method", group->method, NULL);
    return g_strdup(group->method);
}

static const finding_record_t *
finding_of(const group_t *group)
{
    return group->finding >= 0 ? &catalogue_findings[group->finding] : NULL;
}

static bool
is_of_responses(const group_t *group)
{
    return group->kind != GROUP_REQUESTS && group->kind != GROUP_UNANSWERED;
}

static report_text_id_t
title_id(const group_t *group)
{
    const explanation_t *explanation = &group->explanation;

    if (!is_of_responses(group))
        return TEXT_TITLE_REQUEST;
    if (explanation->record == NULL)
        return TEXT_TITLE_NO_STATUS_CODE;
    return explanation->in_catalogue ? TEXT_TITLE : TEXT_TITLE_IN_NO_CATALOGUE;
}

/* The caller owns it. */
static char *
title_text(const group_t *group)
{
    const sip_response_record_t *record = group->explanation.record;
    const finding_record_t      *finding = finding_of(group);
    const char                  *summary = finding != NULL ? finding->title : group->explanation.summary;
    char                        *code = g_strdup_printf("%03u", group->explanation.code);
    char                        *method = method_words(group);
    char                        *title = report_text_filled(
        title_id(group), "code", code, "method", method, "phrase", record != NULL ? record->phrase : "",
        "summary", summary != NULL ? translated(summary) : "", NULL);

    g_free(method);
    g_free(code);
    return title;
}

static void
tell_counts(told_item_t *item, const group_t *group)
{
    char *text = report_count_text(is_of_responses(group) ? TEXT_COUNT_RESPONSES : TEXT_COUNT_REQUESTS, group->count);

    /* Without a Call-ID, nobody knows how many calls it is about. */
    if (is_of_responses(group) && g_hash_table_size(group->calls) > 0)
        report_add_to_list(&text, LABEL_COUNTS,
                           report_count_text(strcmp(group->method, "INVITE") == 0 ? TEXT_COUNT_CALLS : TEXT_COUNT_CALL_IDS,
                                             group_calls(group)));
    if (group->succeeded > 0)
        report_add_to_list(&text, LABEL_COUNTS, report_count_text(TEXT_COUNT_SUCCEEDED, group->succeeded));
    if (group->overcome > group->succeeded)
        report_add_to_list(&text, LABEL_COUNTS, report_count_text(TEXT_COUNT_GOT_THROUGH, group->overcome - group->succeeded));
    told_add(item, TOLD_TEXT, NULL, text);
}

static void
tell_tally(told_item_t *item, report_text_id_t name, const tally_t *tally)
{
    char *list = NULL, *count;

    for (unsigned i = 0; i < GROUP_MAX_HOSTS && tally->names[i] != NULL; i++) {
        /* Where it was one alone, there is nothing to count. */
        if (tally->names[1] == NULL) {
            list = g_strdup(tally->names[i]);
            break;
        }
        count = g_strdup_printf("%u", tally->counts[i]);
        report_add_to_list(&list, LABEL_LIST,
                           report_text_filled(TEXT_WHO_COUNT, "who", tally->names[i], "count", count, NULL));
        g_free(count);
    }
    if (tally->others > 0)
        report_add_to_list(&list, LABEL_LIST, report_count_text(TEXT_OTHERS, tally->others));
    if (list != NULL)
        told_add(item, TOLD_TEXT, report_text(name), list);
}

static void
tell_hosts(told_item_t *item, const group_t *group)
{
    if (group->kind == GROUP_UNANSWERED)
        tell_tally(item, TEXT_SENT_TO, &group->hosts);
    else
        tell_tally(item, is_of_responses(group) ? TEXT_ANSWERED_BY : TEXT_SENT_BY, &group->hosts);
}

/* The likeliest cause and remedy of those that fit. */
static void
tell_advice_of_catalogue(told_item_t *item, const group_t *group)
{
    if (group->cause != NULL)
        told_add(item, TOLD_TEXT, label(LABEL_CAUSE), g_strdup(translated(group->cause)));
    if (group->remedy != NULL)
        told_add(item, TOLD_TEXT, label(LABEL_REMEDY), g_strdup(translated(group->remedy)));
}

/*
 * Of what was found: all remedies of the strongest finding, and the first one of
 * others. Also where that only says where to look, it is more than what is usual.
 */
static void
tell_remedies(told_item_t *item, const group_t *group)
{
    for (unsigned i = 0; i < group->found->len; i++) {
        const char *const *remedy = catalogue_findings[g_array_index(group->found, uint16_t, i)].remedies;

        for (unsigned n = 0; remedy[n] != NULL && (n == 0 || i == 0); n++)
            told_add(item, TOLD_TEXT, label(LABEL_REMEDY), g_strdup(translated(remedy[n])));
    }
}

static void
tell_advice_of(told_item_t *item, const group_t *group)
{
    if (group->found->len > 0)
        tell_remedies(item, group);
    else if (group->explanation.record != NULL)
        tell_advice_of_catalogue(item, group);
}

/* Whether what was found comes with advice; the server's own words have it in what they mean. */
static bool
has_remedies(const group_t *group)
{
    for (unsigned i = 0; i < group->found->len; i++) {
        if (catalogue_findings[g_array_index(group->found, uint16_t, i)].remedies[0] != NULL)
            return true;
    }
    return false;
}

/* Whether the advice for both is the same. */
static bool
same_advice(const group_t *a, const group_t *b)
{
    if (a->found->len > 0 || b->found->len > 0)
        return a->found->len == b->found->len && has_remedies(a)
            && memcmp(a->found->data, b->found->data, a->found->len * sizeof(uint16_t)) == 0;
    /* Both are texts of the catalogue. */
    return a->kind == b->kind && a->explanation.record != NULL && a->cause == b->cause && a->remedy == b->remedy;
}

static void
tell_diagnosis(told_item_t *item, const group_t *group)
{
    char *name;

    if (group->diagnosis == NULL)
        return;
    name = report_number_text(TEXT_IN_FRAME, "frame", group->frames[0]);
    told_add(item, TOLD_DIAGNOSIS, name, g_strdup(group->diagnosis));
    g_free(name);
}

static void
tell_parties(told_item_t *item, const group_t *group)
{
    if (group->parties != NULL)
        told_add(item, TOLD_TEXT, NULL, g_strdup(group->parties));
}

/* One line for each. */
static void
tell_words(told_item_t *item, const group_t *group)
{
    char **lines;

    if (group->words == NULL)
        return;
    lines = g_strsplit(group->words, "\n", 0);
    for (unsigned i = 0; lines[i] != NULL; i++)
        told_add(item, TOLD_WORDS, NULL, g_strdup(lines[i]));
    g_strfreev(lines);
}

/* The ids of all that was found. */
static void
tell_findings(told_item_t *item, const group_t *group)
{
    GString *ids = g_string_new(NULL);

    for (unsigned i = 0; i < group->found->len; i++)
        g_string_append_printf(ids, "%s%s", i > 0 ? list_separator() : "",
                               catalogue_findings[g_array_index(group->found, uint16_t, i)].name);
    told_add(item, TOLD_FINDING, label(LABEL_FINDING), g_string_free(ids, FALSE));
}

void
tell_wrong(GArray *items, const GPtrArray *groups, unsigned number)
{
    const group_t *group = (const group_t *)g_ptr_array_index(groups, number);
    told_item_t   *item = told_items_add(items, title_text(group));

    tell_counts(item, group);
    tell_hosts(item, group);
    told_add_frames(item, group->frames, group->num_frames, group->more_frames);
    tell_tally(item, TEXT_PASSED_ON_BY, &group->passed_on);
    tell_diagnosis(item, group);
    tell_parties(item, group);
    tell_words(item, group);
    tell_findings(item, group);
    for (unsigned i = 0; i < number; i++) {
        if (same_advice((const group_t *)g_ptr_array_index(groups, i), group)) {
            told_add_see(item, i + 1);
            return;
        }
    }
    tell_advice_of(item, group);
}

void
tell_normal(GArray *items, const group_t *group)
{
    char        *count = g_strdup_printf("%u", group->count - group->left), *title = title_text(group);
    told_item_t *item = told_items_add(items, report_text_filled(TEXT_TITLE_COUNT, "count", count, "title", title, NULL));

    g_free(title);
    g_free(count);
    tell_diagnosis(item, group);
    tell_words(item, group);
    if (group->explanation.outcome == OUTCOME_ADJUST || group->explanation.outcome == OUTCOME_REDIRECTION)
        told_add(item, TOLD_TEXT, NULL, report_count_text(TEXT_SUCCEEDED, group->succeeded));
}
