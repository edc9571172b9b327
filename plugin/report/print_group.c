/* print_group.c
 * Writes a group of messages that have the same cause
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/print_group.h"
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

static void
print_title(unsigned indent, const char *heading, const group_t *group)
{
    const sip_response_record_t *record = group->explanation.record;
    const finding_record_t      *finding = finding_of(group);
    const char                  *summary = finding != NULL ? finding->title : group->explanation.summary;
    char                        *code = g_strdup_printf("%03u", group->explanation.code);
    char                        *method = method_words(group);
    char                        *title = report_text_filled(
        title_id(group), "code", code, "method", method, "phrase", record != NULL ? record->phrase : "",
        "summary", summary != NULL ? translated(summary) : "", NULL);

    report_print_text(indent, heading, title);
    g_free(title);
    g_free(method);
    g_free(code);
}

static void
print_counts(const group_t *group)
{
    char *text = report_count_text(is_of_responses(group) ? TEXT_COUNT_RESPONSES : TEXT_COUNT_REQUESTS, group->count);

    /* Without a Call-ID, nobody knows how many calls it is about. */
    if (is_of_responses(group) && g_hash_table_size(group->calls) > 0)
        report_add_to_list(&text, report_count_text(strcmp(group->method, "INVITE") == 0 ? TEXT_COUNT_CALLS
                                                                                         : TEXT_COUNT_CALL_IDS,
                                                    group_calls(group)));
    if (group->succeeded > 0)
        report_add_to_list(&text, report_count_text(TEXT_COUNT_SUCCEEDED, group->succeeded));
    if (group->overcome > group->succeeded)
        report_add_to_list(&text, report_count_text(TEXT_COUNT_GOT_THROUGH, group->overcome - group->succeeded));
    report_print_text(3, "", text);
    g_free(text);
}

static void
print_tally(report_text_id_t name, const tally_t *tally)
{
    char *list = NULL, *count;

    for (unsigned i = 0; i < GROUP_MAX_HOSTS && tally->names[i] != NULL; i++) {
        /* Where it was one alone, there is nothing to count. */
        if (tally->names[1] == NULL) {
            list = g_strdup(tally->names[i]);
            break;
        }
        count = g_strdup_printf("%u", tally->counts[i]);
        report_add_to_list(&list, report_text_filled(TEXT_WHO_COUNT, "who", tally->names[i], "count", count, NULL));
        g_free(count);
    }
    if (tally->others > 0)
        report_add_to_list(&list, report_count_text(TEXT_OTHERS, tally->others));
    if (list != NULL)
        report_print_labelled(3, report_text(name), list);
    g_free(list);
}

static void
print_hosts(const group_t *group)
{
    if (group->kind == GROUP_UNANSWERED)
        print_tally(TEXT_SENT_TO, &group->hosts);
    else
        print_tally(is_of_responses(group) ? TEXT_ANSWERED_BY : TEXT_SENT_BY, &group->hosts);
}

char *
frames_filter(const uint32_t *frames, unsigned count)
{
    GString *text = g_string_new("frame.number in {");

    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(text, "%s%u", i > 0 ? ", " : "", frames[i]);
    g_string_append_c(text, '}');
    return g_string_free(text, FALSE);
}

void
print_frames(unsigned indent, const uint32_t *frames, unsigned count, bool more)
{
    char *filter = frames_filter(frames, count);

    /* In one line, to be copied. */
    report_write("%*s%s: %s\n", (int)indent, "", report_text(more ? TEXT_FILTER_FIRST : TEXT_FILTER), filter);
    g_free(filter);
}

/* The likeliest cause and remedy of those that fit. */
static void
print_advice_of_catalogue(const group_t *group)
{
    if (group->cause != NULL)
        report_print_labelled(3, label(LABEL_CAUSE), translated(group->cause));
    if (group->remedy != NULL)
        report_print_labelled(3, label(LABEL_REMEDY), translated(group->remedy));
}

/*
 * Of what was found: all remedies of the strongest finding, and the first one of
 * others. Also where that only says where to look, it is more than what is usual.
 */
static void
print_remedies(const group_t *group)
{
    for (unsigned i = 0; i < group->found->len; i++) {
        const char *const *remedy = catalogue_findings[g_array_index(group->found, uint16_t, i)].remedies;

        for (unsigned n = 0; remedy[n] != NULL && (n == 0 || i == 0); n++)
            report_print_labelled(3, label(LABEL_REMEDY), translated(remedy[n]));
    }
}

static void
print_advice_of(const group_t *group)
{
    if (group->found->len > 0)
        print_remedies(group);
    else if (group->explanation.record != NULL)
        print_advice_of_catalogue(group);
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
print_diagnosis(unsigned indent, const group_t *group)
{
    char *name;

    if (group->diagnosis == NULL || *group->diagnosis == '\0')
        return;
    name = report_number_text(TEXT_IN_FRAME, "frame", group->frames[0]);
    report_print_labelled(indent, name, group->diagnosis);
    g_free(name);
}

static void
print_parties(const group_t *group)
{
    if (group->parties != NULL)
        report_print_text(3, "", group->parties);
}

/* One line for each. */
static void
print_words(unsigned indent, const group_t *group)
{
    char **lines;

    if (group->words == NULL)
        return;
    lines = g_strsplit(group->words, "\n", 0);
    for (unsigned i = 0; lines[i] != NULL; i++)
        report_print_text(indent, "", lines[i]);
    g_strfreev(lines);
}

/* The ids of all that was found. */
static void
print_findings(const group_t *group)
{
    GString *ids = g_string_new(NULL);

    for (unsigned i = 0; i < group->found->len; i++)
        g_string_append_printf(ids, "%s%s", i > 0 ? ", " : "",
                               catalogue_findings[g_array_index(group->found, uint16_t, i)].name);
    if (ids->len > 0)
        report_print_labelled(3, label(LABEL_FINDING), ids->str);
    g_string_free(ids, TRUE);
}

static void
print_see(unsigned other)
{
    char *text = report_number_text(TEXT_SEE, "number", other);

    report_print_text(3, "", text);
    g_free(text);
}

void
print_wrong(const GPtrArray *groups, unsigned number)
{
    const group_t *group = (const group_t *)g_ptr_array_index(groups, number);
    char          *heading = g_strdup_printf("%u. ", number + 1);

    report_write("\n");
    print_title(0, heading, group);
    g_free(heading);
    print_counts(group);
    print_hosts(group);
    print_frames(3, group->frames, group->num_frames, group->more_frames);
    print_tally(TEXT_PASSED_ON_BY, &group->passed_on);
    print_diagnosis(3, group);
    print_parties(group);
    print_words(3, group);
    print_findings(group);
    for (unsigned i = 0; i < number; i++) {
        if (same_advice((const group_t *)g_ptr_array_index(groups, i), group)) {
            print_see(i + 1);
            return;
        }
    }
    print_advice_of(group);
}

void
print_normal(const group_t *group)
{
    char *heading = g_strdup_printf("%u x ", group->count - group->left), *text;

    print_title(4, heading, group);
    g_free(heading);
    print_diagnosis(8, group);
    print_words(8, group);
    if (group->explanation.outcome != OUTCOME_ADJUST && group->explanation.outcome != OUTCOME_REDIRECTION)
        return;
    text = report_count_text(TEXT_SUCCEEDED, group->succeeded);
    report_print_text(8, "", text);
    g_free(text);
}
