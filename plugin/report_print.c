/* report_print.c
 * Writes what -z sipexplain,report collected
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange.h"
#include "language.h"
#include "layout.h"
#include "report.h"

#include <stdio.h>

#define COLUMNS     80

/* RFC 3261, Section 17.1: a client gives up after 64 * T1. */
#define TIMEOUT_MS  32000

/* The longest time between two repetitions of a request, T2: who has heard nothing for so long has a reason to ask. */
#define SILENCE_MS  4000

/* Text with a heading, in lines; what follows the first one is indented to stand below it. */
static void
print_text(unsigned indent, const char *heading, const char *text)
{
    const char *line;
    size_t      length;
    unsigned    used = indent + (unsigned)strlen(heading);

    while (*text == ' ')
        text++;
    if (*text == '\0')
        return;
    fprintf(stdout, "%*s%s", (int)indent, "", heading);
    for (;;) {
        line = text;
        length = layout_next_line(&text, COLUMNS - used);
        fprintf(stdout, "%.*s\n", (int)length, line);
        if (*text == '\0')
            break;
        used = indent + 4;
        fprintf(stdout, "%*s", (int)used, "");
    }
}

static const char *
plural(unsigned count)
{
    return count == 1 ? "" : "s";
}

/* How the requests ended; names as in RFC 6076. */
typedef struct {
    unsigned invites, answered, effective, excluded, ineffective;
    unsigned invites_silent, invites_open;
    unsigned registers, registered, challenged, failed, timed_out;
    unsigned registers_silent, registers_open, refused;
} ends_t;

static uint32_t
duration_ms(const report_t *report)
{
    return report->timed ? (uint32_t)((report->last - report->first) * 1000) : 0;
}

/* How long the capture goes on after the request was first seen. */
static uint32_t
time_left(const report_t *report, const report_request_t *request)
{
    uint32_t duration = duration_ms(report);

    return duration > request->time ? duration - request->time : 0;
}

/* Whether nothing came back for a request that was sent again, or for long, or that an ICMP error came back for. */
static bool
is_unanswered(const report_t *report, const report_request_t *request)
{
    return !request->heard && request->final_code == 0
        && (request->icmp_frame != 0 || request->sent > 1 || time_left(report, request) >= SILENCE_MS);
}

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
    if (code == 0 && is_unanswered(report, request))
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
    ends->timed_out += code == 0 && time_left(report, request) >= TIMEOUT_MS;
    if (code == 0 && is_unanswered(report, request))
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

static void
print_ratio(const char *name, unsigned part, unsigned whole, const char *of)
{
    if (whole > 0)
        fprintf(stdout, "    %-36s %5.1f %%  (%u of %u %s%s)\n", name, 100.0 * part / whole, part, whole, of,
                plural(whole));
}

static void
print_ratios(const ends_t *ends)
{
    if (ends->invites + ends->registers == 0)
        return;
    fprintf(stdout, "Ratios as RFC 6076 defines them:\n");
    print_ratio("Session Establishment (SER)", ends->answered, ends->invites - ends->excluded, "INVITE");
    print_ratio("Session Establ. Effectiveness (SEER)", ends->answered + ends->effective,
                ends->invites - ends->excluded, "INVITE");
    print_ratio("Ineffective Session Attempts (ISA)", ends->ineffective, ends->invites, "INVITE");
    print_ratio("Ineffective Registr. Attempts (IRA)", ends->failed + ends->timed_out, ends->registers, "REGISTER");
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
    char *first, *last;

    fprintf(stdout, "SIP in this capture: %u message%s", report->messages, plural(report->messages));
    if (report->timed) {
        first = time_text(report->first, true);
        last = time_text(report->last, (gint64)(report->first / 86400) != (gint64)(report->last / 86400));
        if ((gint64)report->last > (gint64)report->first)
            fprintf(stdout, ", %s to %s UTC", first, last);
        else
            fprintf(stdout, ", %s UTC", first);
        g_free(first);
        g_free(last);
    }
    fprintf(stdout, "\n");
}

static const char silent_text[] = "without any response";
static const char open_text[] = "without a final response when the capture ends";

/* ", 2 failed" where there are any. */
static void
append_count(GString *text, unsigned count, const char *what)
{
    if (count > 0)
        g_string_append_printf(text, ", %u %s", count, what);
}

static void
print_calls(const report_t *report, const ends_t *ends)
{
    unsigned       calls = g_hash_table_size(report->calls), answered = 0;
    GHashTableIter iterator;
    void          *value;
    GString       *text;

    if (calls == 0)
        return;
    text = g_string_new("");
    g_hash_table_iter_init(&iterator, report->calls);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        answered += value != NULL;
    g_string_append_printf(text, "%u call%s: %u answered", calls, plural(calls), answered);
    append_count(text, ends->invites_silent, silent_text);
    append_count(text, ends->invites_open, open_text);
    print_text(4, "", text->str);
    g_string_free(text, TRUE);
}

static void
print_registers(const ends_t *ends)
{
    GString *text = g_string_new("");

    if (ends->registers > 0) {
        g_string_append_printf(text, "%u REGISTER request%s: %u successful", ends->registers, plural(ends->registers),
                               ends->registered);
        append_count(text, ends->challenged - ends->refused, "challenged");
        append_count(text, ends->refused, "with credentials that were refused");
        append_count(text, ends->failed, "failed");
        append_count(text, ends->registers_silent, silent_text);
        append_count(text, ends->registers_open, open_text);
        print_text(4, "", text->str);
    }
    g_string_free(text, TRUE);
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

        fprintf(stdout, "    %u %s request%s outside of calls\n", count, (const char *)method->data, plural(count));
    }
    g_list_free(methods);
    g_hash_table_destroy(counts);
}

static void
print_overview(const report_t *report)
{
    ends_t ends = count_ends(report);

    print_messages(report);
    print_calls(report, &ends);
    print_registers(&ends);
    print_other_requests(report);
    print_ratios(&ends);
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

/* Of how many of the requests the ACK was seen after all. */
static unsigned
count_acked(const report_group_t *group)
{
    unsigned acked = 0;

    for (unsigned i = 0; i < group->requests->len; i++)
        acked += ((const report_request_t *)g_ptr_array_index(group->requests, i))->acked;
    return acked;
}

enum {
    NORMAL,
    OVERCOME,       /* it went on all the same */
    DECLINED,       /* by somebody who may have wanted to */
    NOT_REACHED,
    FAILED
};

static unsigned
grade_of_response(const report_group_t *group)
{
    unsigned succeeded, none;

    count_tries(group, &succeeded, &none);
    switch (group->explanation.record != NULL ? group->explanation.outcome : OUTCOME_FAILURE) {
    case OUTCOME_SERVER_FAILURE:
    case OUTCOME_FAILURE:
        return succeeded < group->count ? FAILED : OVERCOME;
    case OUTCOME_UNAVAILABLE:
        return succeeded < group->count ? NOT_REACHED : OVERCOME;
    case OUTCOME_DECLINED:
        return DECLINED;
    case OUTCOME_ADJUST:
    case OUTCOME_REDIRECTION:
        return succeeded < group->count ? OVERCOME : NORMAL;
    default:
        return NORMAL;
    }
}

static unsigned
grade_of(const report_group_t *group)
{
    switch (group->kind) {
    case REPORT_NO_ACK:
        return count_acked(group) < group->count ? FAILED : OVERCOME;
    case REPORT_UNANSWERED:
    case REPORT_UNDELIVERED:
        return FAILED;
    default:
        return grade_of_response(group);
    }
}

/* 0 for what is normal; else the worse, the higher. What ends a call or registration comes before all else. */
static unsigned
badness(const report_group_t *group)
{
    unsigned grade = grade_of(group);
    bool     vital = strcmp(group->method, "INVITE") == 0 || strcmp(group->method, "REGISTER") == 0;

    return grade > OVERCOME && vital ? grade + FAILED : grade;
}

/* How many calls, or other exchanges, it is about. */
static unsigned
calls_of(const report_group_t *group)
{
    unsigned calls = g_hash_table_size(group->calls);

    return calls > 0 ? calls : group->count;
}

static int
compare(unsigned a, unsigned b)
{
    return a < b ? -1 : a > b;
}

static int
worst_first(const void *a, const void *b)
{
    const report_group_t *first = *(report_group_t *const *)a, *second = *(report_group_t *const *)b;
    int                   order = compare(badness(second), badness(first));

    if (order == 0)
        order = compare(calls_of(second), calls_of(first));
    if (order == 0)
        order = compare(second->count, first->count);
    if (order == 0)
        order = compare(second->kind, first->kind);
    if (order == 0)
        order = compare(second->explanation.outcome, first->explanation.outcome);
    if (order == 0)
        order = compare(first->frames[0], second->frames[0]);
    return order != 0 ? order : compare(first->explanation.code, second->explanation.code);
}

static char *
title_of(const report_group_t *group)
{
    const explanation_t *explanation = &group->explanation;
    const char          *in_call = group->in_call ? " within a call" : "";
    const char          *to = *group->method != '\0' ? group->method : "a request (its CSeq names none)";

    switch (group->kind) {
    case REPORT_UNANSWERED:
        return g_strdup_printf("No response to %s", to);
    case REPORT_UNDELIVERED:
        return g_strdup_printf("%s did not arrive: an ICMP error came back", to);
    case REPORT_NO_ACK:
        return g_strdup_printf(count_acked(group) < group->count ? "%u to %s comes again, and no ACK follows"
                                                                 : "%u to %s comes again before its ACK",
                               explanation->code, to);
    default:
        break;
    }
    if (explanation->in_catalogue)
        return g_strdup_printf("%u %s to %s%s: %s", explanation->code, explanation->record->phrase, to, in_call,
                               translated(explanation->summary));
    if (explanation->record != NULL)
        return g_strdup_printf("%u (in no catalogue) to %s%s: %s", explanation->code, to, in_call,
                               translated(explanation->summary));
    return g_strdup_printf("%03u to %s%s is not a SIP status code", explanation->code, to, in_call);
}

static void
print_title(unsigned indent, const char *heading, const report_group_t *group)
{
    char *title = title_of(group);

    print_text(indent, heading, title);
    g_free(title);
}

static void
print_counts(const report_group_t *group)
{
    unsigned calls = calls_of(group), succeeded, none;
    GString *text = g_string_new("");
    bool     response = group->kind == REPORT_RESPONSE || group->kind == REPORT_NO_ACK;

    g_string_append_printf(text, "%u %s%s", group->count, response ? "response" : "request", plural(group->count));
    if (response)
        g_string_append_printf(text, ", %u %s%s", calls, strcmp(group->method, "INVITE") == 0 ? "call" : "Call-ID",
                               plural(calls));
    count_tries(group, &succeeded, &none);
    if (succeeded > 0 && succeeded == group->count)
        g_string_append(text, "; the next try succeeded");
    else if (succeeded > 0)
        g_string_append_printf(text, "; %u time%s the next try succeeded", succeeded, plural(succeeded));
    print_text(3, "", text->str);
    g_string_free(text, TRUE);
}

static void
print_who(const report_group_t *group)
{
    GString *who = g_string_new("");
    bool     response = group->kind == REPORT_RESPONSE || group->kind == REPORT_NO_ACK;

    for (unsigned i = 0; i < REPORT_MAX_WHO && group->who[i] != NULL; i++) {
        g_string_append_printf(who, "%s%s", i > 0 ? ", " : "", group->who[i]);
        if (group->who[1] != NULL)
            g_string_append_printf(who, ": %u", group->who_count[i]);
    }
    if (group->who_else > 0)
        g_string_append_printf(who, ", others: %u", group->who_else);
    print_text(3, response ? "Answered by: " : "Sent to: ", who->str);
    g_string_free(who, TRUE);
}

static void
print_frames(const report_group_t *group)
{
    GString *frames = g_string_new("frame.number in {");

    for (unsigned i = 0; i < group->num_frames; i++)
        g_string_append_printf(frames, "%s%u", i > 0 ? ", " : "", group->frames[i]);
    fprintf(stdout, "   Filter%s: %s}\n", group->more_frames ? " (the first ones)" : "", frames->str);
    g_string_free(frames, TRUE);
}

/*
 * The likeliest cause and remedy. Of a challenge, the first ones in data/ are
 * for one that is an ordinary step; to a refusal belong the last cause, and the
 * second remedy.
 */
static void
print_catalogue_advice(const report_group_t *group)
{
    const sip_response_record_t *record = group->explanation.record;
    bool                         refused = group->explanation.outcome != record->outcome;
    const char *const           *cause = record->causes;

    while (refused && cause[1] != NULL)
        cause++;
    print_text(3, "Typical cause: ", translated(*cause));
    print_text(3, "Remedy: ", translated(record->remedies[refused && record->remedies[1] != NULL ? 1 : 0]));
}

static void
print_advice(const report_group_t *group)
{
    switch (group->kind) {
    case REPORT_UNANSWERED:
        print_text(3, "Typical cause: ", "The address, port or transport is wrong, the next hop is down, or a "
                   "firewall or NAT drops the request or its response. It is also what a capture of one "
                   "direction shows.");
        print_text(3, "Remedy: ", "Capture at the address that it was sent to. If the request arrives there, look "
                   "for where the response goes (Via, received and rport); if not, test the path.");
        break;
    case REPORT_UNDELIVERED:
        print_text(3, "Typical cause: ", "Nothing listens at that address and port, or there is no way to it.");
        print_text(3, "Remedy: ", "Look at the ICMP error for who sent it and what it says (port or host "
                   "unreachable). Compare address, port and transport with those of the service, and see whether "
                   "it runs.");
        break;
    case REPORT_NO_ACK:
        print_text(3, "Typical cause: ", "The ACK does not find its way: Contact or Record-Route of the response "
                   "names an address that the caller cannot reach (often a private one behind NAT), or a proxy on "
                   "the way holds the response or the ACK back. Without it the call ends after 32 s.");
        print_text(3, "Remedy: ", "Look at Contact and Record-Route of the response, and whether and where the "
                   "caller sends the ACK.");
        break;
    default:
        if (group->explanation.record != NULL)
            print_catalogue_advice(group);
        break;
    }
}

/* Whether the advice for both is the same. */
static bool
same_advice(const report_group_t *a, const report_group_t *b)
{
    return a->kind == b->kind && a->explanation.record == b->explanation.record
        && a->explanation.outcome == b->explanation.outcome
        && (a->kind != REPORT_RESPONSE || a->explanation.record != NULL);
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
    if (group->diagnosis != NULL && *group->diagnosis != '\0') {
        heading = g_strdup_printf("In frame %u: ", group->frames[0]);
        print_text(3, heading, group->diagnosis);
        g_free(heading);
    }
    for (unsigned i = 0; i < number; i++) {
        if (same_advice((const report_group_t *)g_ptr_array_index(groups, i), group)) {
            fprintf(stdout, "   Typical cause and remedy: see %u.\n", i + 1);
            return;
        }
    }
    print_advice(group);
}

static void
print_normal(const report_group_t *group)
{
    unsigned succeeded, none;
    char    *heading = g_strdup_printf("%u x ", group->count);

    print_title(4, heading, group);
    g_free(heading);
    count_tries(group, &succeeded, &none);
    if (group->explanation.outcome == OUTCOME_CHALLENGE && none > 0) {
        if (none == group->count)
            fprintf(stdout, "        No other try follows in the capture.\n");
        else
            fprintf(stdout, "        After %u of them no other try follows in the capture.\n", none);
    } else if (group->explanation.outcome == OUTCOME_ADJUST || group->explanation.outcome == OUTCOME_REDIRECTION) {
        fprintf(stdout, "        The next try succeeded.\n");
    }
}

static char *
unanswered_diagnosis(const report_t *report, const report_request_t *request)
{
    uint32_t time = time_left(report, request);

    if (request->icmp_frame != 0)
        return g_strdup_printf("The ICMP error in frame %u quotes this %s.", request->icmp_frame, request->method);
    if (request->sent > 1)
        return g_strdup_printf("This %s was sent %u times within %.1f s, and the capture has no response to it.",
                               request->method, request->sent, (request->last - request->time) / 1000.0);
    return g_strdup_printf("The capture goes on for %.1f s after this %s and has no response to it.", time / 1000.0,
                           request->method);
}

static int
by_frame(const void *a, const void *b)
{
    const report_request_t *first = *(report_request_t *const *)a, *second = *(report_request_t *const *)b;

    return compare(first->frame, second->frame);
}

/* Makes groups of the requests that nothing came back for; they belong to *made. */
static void
group_unanswered(const report_t *report, GHashTable *made)
{
    GPtrArray      *requests = g_ptr_array_new();
    GHashTableIter  iterator;
    void           *value;

    g_hash_table_iter_init(&iterator, report->requests);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        if (is_unanswered(report, (report_request_t *)value))
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
print_groups(const report_t *report, const GPtrArray *groups)
{
    unsigned wrong = 0;

    while (wrong < groups->len && badness((const report_group_t *)g_ptr_array_index(groups, wrong)) > 0)
        wrong++;
    if (wrong == 0)
        fprintf(stdout, "\nAll clear: nothing went wrong in %s.\n",
               report->filter != NULL ? "the frames that pass the filter" : "this capture");
    else
        fprintf(stdout, "\nWhat went wrong, worst first\n----------------------------\n");
    for (unsigned i = 0; i < wrong; i++)
        print_wrong(groups, i);
    if (wrong < groups->len)
        fprintf(stdout, "\nNormal, and not counted above\n-----------------------------\n");
    for (unsigned i = wrong; i < groups->len; i++)
        print_normal((const report_group_t *)g_ptr_array_index(groups, i));
}

void
report_print(const report_t *report)
{
    GPtrArray  *groups = g_ptr_array_new();
    GHashTable *unanswered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, report_group_free);

    fprintf(stdout, "\nSIP Explanation Report%s%s\n", report->filter != NULL ? " for " : "",
           report->filter != NULL ? report->filter : "");
    fprintf(stdout, "======================\n");
    if (report->messages == 0) {
        fprintf(stdout, "There is no SIP %s.\n",
                report->filter != NULL ? "in the frames that pass the filter" : "in this capture");
    } else {
        print_overview(report);
        group_unanswered(report, unanswered);
        add_groups(groups, unanswered);
        add_groups(groups, report->groups);
        g_ptr_array_sort(groups, worst_first);
        print_groups(report, groups);
    }
    /* Where another program reads it, such as desktop Wireshark's log. */
    fflush(stdout);
    g_ptr_array_free(groups, TRUE);
    g_hash_table_destroy(unanswered);
}
