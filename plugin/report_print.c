/* report_print.c
 * Writes what -z sipexplain,report collected
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange.h"
#include "layout.h"
#include "report.h"

#include <stdio.h>

#define COLUMNS     80

/* RFC 3261, Section 17.1: a client gives up after 64 * T1. */
#define TIMEOUT     32.0

/* Text with a heading, in lines; what follows the first one is indented to stand below it. */
static void
print_text(unsigned indent, const char *heading, const char *text)
{
    const char *line = text;
    size_t      length;
    unsigned    used = indent + (unsigned)strlen(heading);

    if (*text == '\0')
        return;
    printf("%*s%s", (int)indent, "", heading);
    while ((length = layout_next_line(&text, COLUMNS - used)) > 0) {
        line += strspn(line, " ");
        printf("%.*s\n", (int)length, line);
        line = text;
        used = indent + 4;
        if (*text != '\0')
            printf("%*s", (int)used, "");
    }
}

static const char *
plural(unsigned count)
{
    return count == 1 ? "" : "s";
}

static double
percent(unsigned part, unsigned whole)
{
    return whole > 0 ? 100.0 * part / whole : 0;
}

static void
print_time(const char *heading, double time)
{
    GDateTime *when = g_date_time_new_from_unix_utc((gint64)time);
    char      *text = when != NULL ? g_date_time_format(when, "%Y-%m-%d %H:%M:%S") : NULL;

    printf("%s%s", heading, text != NULL ? text : "?");
    g_free(text);
    if (when != NULL)
        g_date_time_unref(when);
}

/* How the requests ended; names as in RFC 6076. */
typedef struct {
    unsigned invites, answered, effective, excluded, ineffective, invites_open;
    unsigned registers, registered, challenged, failed, registers_open;
} ends_t;

static void
count_invite(ends_t *ends, unsigned code)
{
    ends->invites++;
    if (code == 0)
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
count_register(ends_t *ends, unsigned code, bool timed_out)
{
    ends->registers++;
    if (code == 0 && !timed_out)
        ends->registers_open++;
    else if (code == 0)
        ends->failed++;
    else if (code < 300)
        ends->registered++;
    else if (code == 401 || code == 402 || code == 407)
        ends->challenged++;
    else if (code >= 400)
        ends->failed++;
}

static ends_t
count_ends(const report_t *report)
{
    ends_t            ends = { 0 };
    GHashTableIter    iterator;
    void             *value;
    report_request_t *request;

    g_hash_table_iter_init(&iterator, report->requests);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        request = (report_request_t *)value;
        if (request->final_code == UINT_MAX)
            continue;
        if (request->is_invite)
            count_invite(&ends, request->final_code);
        else
            count_register(&ends, request->final_code, report->last - request->time >= TIMEOUT);
    }
    return ends;
}

static void
print_ratio(const char *name, unsigned part, unsigned whole, const char *of)
{
    if (whole > 0)
        printf("    %-36s %5.1f %%  (%u of %u %s)\n", name, percent(part, whole), part, whole, of);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp((const char *)a, (const char *)b);
}

static void
print_overview(const report_t *report)
{
    ends_t          ends = count_ends(report);
    unsigned        calls = g_hash_table_size(report->calls), answered = 0;
    GHashTableIter  iterator;
    void           *value;
    GList          *methods = g_list_sort(g_hash_table_get_keys(report->others), by_name);

    printf("SIP in this capture: %u message%s", report->messages, plural(report->messages));
    print_time(", ", report->first);
    print_time(" to ", report->last);
    printf(" UTC\n");
    g_hash_table_iter_init(&iterator, report->calls);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        answered += value != NULL;
    if (calls > 0)
        printf("    %u call%s, %u answered\n", calls, plural(calls), answered);
    if (ends.registers > 0)
        printf("    %u REGISTER request%s, %u successful, %u challenged\n", ends.registers, plural(ends.registers),
               ends.registered, ends.challenged);
    for (GList *method = methods; method != NULL; method = method->next) {
        unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(report->others, method->data));

        printf("    %u %s request%s outside of calls\n", count, (const char *)method->data, plural(count));
    }
    g_list_free(methods);
    if (ends.invites_open > 0)
        printf("    %u INVITE%s without a final response in the capture\n", ends.invites_open,
               plural(ends.invites_open));
    if (ends.registers_open > 0)
        printf("    %u REGISTER%s without a final response in the capture\n", ends.registers_open,
               plural(ends.registers_open));
    if (ends.invites + ends.registers == 0)
        return;
    printf("Ratios as RFC 6076 defines them:\n");
    print_ratio("Session Establishment (SER)", ends.answered, ends.invites - ends.excluded, "INVITEs");
    print_ratio("Session Establ. Effectiveness (SEER)", ends.answered + ends.effective, ends.invites - ends.excluded,
                "INVITEs");
    print_ratio("Ineffective Session Attempts (ISA)", ends.ineffective, ends.invites, "INVITEs");
    print_ratio("Ineffective Registr. Attempts (IRA)", ends.failed, ends.registers, "REGISTERs");
}

/* How many of the responses were followed by a try that succeeded, or by none at all. */
static void
count_tries(const report_group_t *group, unsigned *succeeded, unsigned *none)
{
    *succeeded = *none = 0;
    for (unsigned i = 0; i < group->facts->len; i++) {
        const exchange_facts_t *facts = (const exchange_facts_t *)g_ptr_array_index(group->facts, i);

        if (facts->retry_final_code >= 200 && facts->retry_final_code <= 299)
            (*succeeded)++;
        else if (facts->retry_frame == 0 && facts->complete && facts->request_frame != 0)
            (*none)++;
    }
}

/* 0 for what is normal; else the worse, the higher. */
static unsigned
badness(const report_group_t *group)
{
    unsigned succeeded, none, grade;

    switch (group->explanation.record != NULL ? group->explanation.outcome : OUTCOME_FAILURE) {
    case OUTCOME_SERVER_FAILURE:
        grade = 5;
        break;
    case OUTCOME_FAILURE:
        grade = 4;
        break;
    case OUTCOME_UNAVAILABLE:
        grade = 3;
        break;
    case OUTCOME_DECLINED:
        grade = 2;
        break;
    case OUTCOME_ADJUST:
    case OUTCOME_REDIRECTION:
        count_tries(group, &succeeded, &none);
        grade = succeeded < group->count ? 1 : 0;
        break;
    default:
        grade = group->no_ack ? 4 : 0;
        break;
    }
    if (grade == 0)
        return 0;
    /* What concerns a call or a registration comes before all else. */
    return grade + (strcmp(group->method, "INVITE") == 0 || strcmp(group->method, "REGISTER") == 0 ? 10 : 0);
}

static int
worst_first(const void *a, const void *b)
{
    const report_group_t *first = *(report_group_t *const *)a, *second = *(report_group_t *const *)b;
    unsigned              bad[2] = { badness(first), badness(second) };

    if (bad[0] != bad[1])
        return bad[0] > bad[1] ? -1 : 1;
    if (g_hash_table_size(first->calls) != g_hash_table_size(second->calls))
        return g_hash_table_size(first->calls) > g_hash_table_size(second->calls) ? -1 : 1;
    if (first->count != second->count)
        return first->count > second->count ? -1 : 1;
    return first->frames[0] < second->frames[0] ? -1 : 1;
}

static char *
title_of(const report_group_t *group)
{
    const explanation_t *explanation = &group->explanation;

    if (group->no_ack)
        return g_strdup_printf("%u to %s comes again, as no ACK was seen", explanation->code, group->method);
    if (explanation->in_catalogue)
        return g_strdup_printf("%u %s to %s: %s", explanation->code, explanation->record->phrase, group->method,
                               explanation->summary);
    if (explanation->record != NULL)
        return g_strdup_printf("%u (in no catalogue) to %s: %s", explanation->code, group->method,
                               explanation->summary);
    return g_strdup_printf("%u to %s is not a SIP status code", explanation->code, group->method);
}

static void
print_title(unsigned indent, const char *heading, const report_group_t *group)
{
    char *title = title_of(group);

    print_text(indent, heading, title);
    g_free(title);
}

static void
print_who(const report_group_t *group)
{
    GString *who = g_string_new("");

    for (unsigned i = 0; i < REPORT_MAX_WHO && group->who[i] != NULL; i++)
        g_string_append_printf(who, "%s%s: %u", i > 0 ? ", " : "", group->who[i], group->who_count[i]);
    if (group->who_else > 0)
        g_string_append_printf(who, ", others: %u", group->who_else);
    print_text(3, "Answered by: ", who->str);
    g_string_free(who, TRUE);
}

/* The likeliest one. The first one of a challenge speaks of one that is as it should be: of a refusal, the others. */
static void
print_advice(const char *heading, const char *const *texts, bool refused)
{
    if (!refused)
        print_text(3, heading, texts[0]);
    for (unsigned i = 1; refused && texts[0] != NULL && texts[i] != NULL; i++)
        print_text(3, heading, texts[i]);
}

static void
print_wrong(unsigned number, const report_group_t *group)
{
    const sip_response_record_t *record = group->explanation.record;
    unsigned                     calls = g_hash_table_size(group->calls), succeeded, none;
    GString                     *frames = g_string_new("");

    char                        *heading = g_strdup_printf("%u. ", number);

    printf("\n");
    print_title(0, heading, group);
    g_free(heading);
    printf("   %u response%s, %u Call-ID%s", group->count, plural(group->count), calls, plural(calls));
    count_tries(group, &succeeded, &none);
    if (succeeded > 0)
        printf("; %u time%s the next try succeeded", succeeded, plural(succeeded));
    printf("\n");
    print_who(group);
    for (unsigned i = 0; i < MIN(group->count, REPORT_MAX_FRAMES); i++)
        g_string_append_printf(frames, "%s%u", i > 0 ? ", " : "", group->frames[i]);
    printf("   Filter: frame.number in {%s}%s\n", frames->str, group->count > REPORT_MAX_FRAMES ? " and more" : "");
    g_string_free(frames, TRUE);
    if (*group->diagnosis != '\0') {
        heading = g_strdup_printf("In frame %u: ", group->frames[0]);
        print_text(3, heading, group->diagnosis);
        g_free(heading);
    }
    if (record != NULL && !group->no_ack) {
        bool refused = group->explanation.outcome != record->outcome;

        print_advice("Typical cause: ", record->causes, refused);
        print_advice("Remedy: ", record->remedies, refused);
    }
}

static void
print_normal(const report_group_t *group)
{
    unsigned succeeded, none;
    char    *heading = g_strdup_printf("%u x ", group->count);

    print_title(4, heading, group);
    g_free(heading);
    if (group->explanation.outcome == OUTCOME_CANCELLED || group->explanation.outcome == OUTCOME_BUSY)
        return;
    count_tries(group, &succeeded, &none);
    if (none > 0)
        printf("        %u of them without another try in the capture\n", none);
}

void
report_print(const report_t *report)
{
    GPtrArray      *groups;
    GHashTableIter  iterator;
    void           *value;
    unsigned        wrong = 0, i;

    printf("\nSIP Explanation Report%s%s\n", report->filter != NULL ? " for " : "",
           report->filter != NULL ? report->filter : "");
    printf("======================\n");
    if (report->messages == 0) {
        printf("There is no SIP %s.\n", report->filter != NULL ? "in the frames that pass the filter" : "in this capture");
        return;
    }
    print_overview(report);
    groups = g_ptr_array_new();
    g_hash_table_iter_init(&iterator, report->groups);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        g_ptr_array_add(groups, value);
    g_ptr_array_sort(groups, worst_first);
    while (wrong < groups->len && badness((report_group_t *)g_ptr_array_index(groups, wrong)) > 0)
        wrong++;
    if (wrong == 0)
        printf("\nAll clear: no request in this capture failed.\n");
    else
        printf("\nWhat went wrong, worst first\n----------------------------\n");
    for (i = 0; i < wrong; i++)
        print_wrong(i + 1, (report_group_t *)g_ptr_array_index(groups, i));
    if (wrong < groups->len)
        printf("\nNormal, and not counted above\n-----------------------------\n");
    for (; i < groups->len; i++)
        print_normal((report_group_t *)g_ptr_array_index(groups, i));
    g_ptr_array_free(groups, TRUE);
}
