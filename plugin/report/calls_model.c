/* calls_model.c
 * The list of calls: what is told of each, whatever it is written as
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/calls_model.h"
#include "catalogue/duration.h"
#include "exchange/fates.h"
#include "findings/findings.h"
#include "findings/sentences.h"
#include "report/calls_ended.h"
#include "report/disabled.h"
#include "report/text.h"
#include "report/told.h"

/* So many are told of; the others are counted. */
#define MAX_CALLS   500

/* A line with two numbers. */
static void
add_totals(GPtrArray *lines, report_text_id_t id, unsigned count, const char *name, unsigned part)
{
    char *count_text, *part_text, *text;

    if (count == 0)
        return;
    count_text = g_strdup_printf("%u", count);
    part_text = g_strdup_printf("%u", part);
    text = report_text_filled(id, "count", count_text, name, part_text, NULL);
    g_ptr_array_add(lines, text);
    g_free(part_text);
    g_free(count_text);
}

static void
add_all_totals(GPtrArray *lines, const GArray *entries)
{
    unsigned calls = 0, answered = 0, registrations = 0, successful = 0;

    for (unsigned i = 0; i < entries->len; i++) {
        const call_entry_t *entry = &g_array_index(entries, call_entry_t, i);
        bool                success = entry->end != NULL && transaction_succeeded(entry->end);

        if (entry->request->method == METHOD_REGISTER) {
            registrations++;
            successful += success;
        } else {
            calls++;
            answered += success;
        }
    }
    add_totals(lines, TEXT_CALLS, calls, "answered", answered);
    add_totals(lines, TEXT_CALLS_REGISTRATIONS, registrations, "successful", successful);
}

/* The time of day in UTC; the caller owns it. */
static char *
when_text(const calls_t *calls, int64_t time)
{
    GDateTime *when = calls->timed ? g_date_time_new_from_unix_utc(time / 1000 - (time % 1000 < 0)) : NULL;
    char      *text;

    if (when == NULL)
        return g_strdup("?");
    text = g_date_time_format(when, "%Y-%m-%d %H:%M:%S UTC");
    g_date_time_unref(when);
    return text;
}

/* An address without the scheme that most have. */
static sip_text_t
without_scheme(sip_text_t uri)
{
    static const char scheme[] = "sip:";
    const size_t      length = strlen(scheme);

    if (uri.length > length && g_ascii_strncasecmp(uri.bytes, scheme, length) == 0) {
        uri.bytes += length;
        uri.length -= length;
    }
    return uri;
}

/* Who asks for whom, by address of SIP, or by that of the host where the texts are not known any more. */
static void
add_parties(packet_info *pinfo, const call_entry_t *entry, call_line_t *line)
{
    const leg_t   *leg = &entry->request->leg;
    diagnosis_t    diagnosis = { .pinfo = pinfo };
    message_view_t view = transaction_request(entry->request);
    sip_text_t     from = sip_address(view_value(&view, "From", 'f')), to = view_request_uri(&view);

    line->from = g_strdup(from.length > 0 ? value_text(&diagnosis, without_scheme(from))
                                          : host_port_text(pinfo->pool, leg->from, leg->from_port));
    line->to = g_strdup(to.length > 0 ? value_text(&diagnosis, without_scheme(to))
                                      : host_port_text(pinfo->pool, leg->to, leg->to_port));
}

/* The host that ended it, and its side where that is known; the caller owns it. */
static char *
who_text(packet_info *pinfo, const call_entry_t *entry)
{
    const char *host = host_text(pinfo->pool, entry->host);

    switch (entry->side) {
    case WHO_CALLER:
        return report_text_filled(TEXT_CALL_CALLER, "who", host, NULL);
    case WHO_CALLEE:
        return report_text_filled(TEXT_CALL_CALLEE, "who", host, NULL);
    default:
        return g_strdup(host);
    }
}

/* From one message to another, in ms; the caller owns the text. */
static char *
time_between(const calls_t *calls, int64_t from, int64_t to)
{
    return calls->timed ? duration_of_milliseconds(to - from) : g_strdup("?");
}

/* A text about the final response; the caller owns it. */
static char *
final_text(packet_info *pinfo, const calls_t *calls, const call_entry_t *entry, report_text_id_t id)
{
    diagnosis_t   diagnosis = { .pinfo = pinfo };
    other_final_t end = transaction_outcome(entry->end);
    char         *time = time_between(calls, entry->request->time, end.time);
    char         *who = who_text(pinfo, entry);
    char         *text = report_text_filled(id, "code", response_text(&diagnosis, end.code), "time", time, "who", who,
                                            NULL);

    g_free(who);
    g_free(time);
    return text;
}

/* How a call went on that was answered; the caller owns it. */
static char *
rest_text(packet_info *pinfo, const calls_t *calls, const call_entry_t *entry)
{
    char *time, *who, *text;

    if (entry->end->forked)
        return g_strdup(report_text(TEXT_CALL_FORKED));
    if (entry->bye == NULL)
        return g_strdup(report_text(TEXT_CALL_UP));
    time = time_between(calls, transaction_outcome(entry->end).time, entry->bye->time);
    who = who_text(pinfo, entry);
    text = report_text_filled(TEXT_CALL_BYE, "time", time, "who", who, NULL);
    g_free(who);
    g_free(time);
    return text;
}

/* How it ended; the caller owns it. */
static char *
how_text(packet_info *pinfo, const calls_t *calls, const call_entry_t *entry)
{
    char *text;

    switch (entry->how) {
    case CALL_SILENT:
        return g_strdup(report_text(TEXT_CALL_SILENT));
    case CALL_UNSEEN:
        return g_strdup(report_text(TEXT_CALL_UNSEEN));
    case CALL_OPEN:
        return g_strdup(report_text(TEXT_CALL_OPEN));
    case CALL_REGISTERED:
        return final_text(pinfo, calls, entry, TEXT_CALL_REGISTERED);
    case CALL_REMOVED:
        return final_text(pinfo, calls, entry, TEXT_CALL_REMOVED);
    case CALL_UP:
    case CALL_ENDED:
        text = final_text(pinfo, calls, entry, TEXT_CALL_ANSWERED);
        report_add_to_list(&text, LABEL_COUNTS, rest_text(pinfo, calls, entry));
        return text;
    case CALL_CANCELLED:
        return final_text(pinfo, calls, entry, entry->bye != NULL ? TEXT_CALL_CANCELLED : TEXT_CALL_FAILED);
    default:
        return final_text(pinfo, calls, entry, TEXT_CALL_FAILED);
    }
}

/* Why: what was found, or what the code says of a failure; the caller owns it, NULL if there is nothing to say. */
static char *
why_text(const call_entry_t *entry)
{
    if (entry->finding >= 0) {
        const finding_record_t *finding = &catalogue_findings[entry->finding];
        const char             *title = entry->cause != 0 ? findings_cause_heading(entry->cause) : finding->title;

        return g_strdup_printf("%s [%s]", translated(title), finding->name);
    }
    if (entry->end == NULL || transaction_succeeded(entry->end) || entry->explanation.record == NULL)
        return NULL;
    return g_strdup(translated(entry->explanation.summary));
}

static int
by_number(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

    return first < second ? -1 : first > second;
}

/* The frames that show it, as a filter; the caller owns it. */
static char *
frames_text(const call_entry_t *entry)
{
    uint32_t all[5] = { entry->start->request_frame, entry->request->request_frame,
                        entry->end != NULL ? transaction_outcome(entry->end).frame : 0,
                        entry->bye != NULL ? entry->bye->request_frame : 0,
                        entry->bye == NULL && entry->tried != NULL ? entry->tried->request_frame : 0 };
    uint32_t frames[5];
    unsigned count = 0;

    qsort(all, G_N_ELEMENTS(all), sizeof *all, by_number);
    for (unsigned i = 0; i < G_N_ELEMENTS(all); i++) {
        if (all[i] != 0 && (count == 0 || frames[count - 1] != all[i]))
            frames[count++] = all[i];
    }
    return frames_filter(frames, count);
}

static uint32_t
first_to_look_at(const call_entry_t *entry)
{
    return entry->end != NULL && !transaction_succeeded(entry->end) ? entry->end->final_frame : entry->request->request_frame;
}

static void
add_call(packet_info *pinfo, const calls_t *calls, call_entry_t *entry, GArray *lines)
{
    call_line_t line = { .how = NULL };
    char       *how, *why;

    call_complete(pinfo, entry);
    line.when = when_text(calls, entry->start->time);
    add_parties(pinfo, entry, &line);
    how = how_text(pinfo, calls, entry);
    why = why_text(entry);
    line.how = why != NULL ? label_filled(LABEL_LABELLED, "label", how, "text", why, NULL) : g_strdup(how);
    line.frames = frames_text(entry);
    line.frame = first_to_look_at(entry);
    g_array_append_val(lines, line);
    g_free(why);
    g_free(how);
}

static void
add_calls(const calls_t *calls, const GArray *entries, GArray *lines)
{
    packet_info pinfo = { .pool = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK) };

    for (unsigned i = 0; i < entries->len && i < MAX_CALLS; i++) {
        add_call(&pinfo, calls, &g_array_index(entries, call_entry_t, i), lines);
        wmem_free_all(pinfo.pool);
    }
    wmem_destroy_allocator(pinfo.pool);
}

static void
clear_line(void *data)
{
    call_line_t *line = (call_line_t *)data;

    g_free(line->when);
    g_free(line->from);
    g_free(line->to);
    g_free(line->how);
    g_free(line->frames);
}

static GArray *
lines_new(void)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(call_line_t));

    g_array_set_clear_func(lines, clear_line);
    return lines;
}

/* Why there is no entry. */
static const char *
text_without_calls(const calls_t *calls)
{
    if (calls->messages == 0 && sip_is_disabled())
        return report_text(TEXT_NO_SIP_DISABLED);
    return report_text(calls->filter != NULL ? TEXT_CALLS_NONE_FILTERED : TEXT_CALLS_NONE);
}

calls_list_t
calls_list_new(const calls_t *calls)
{
    GArray      *entries = calls_ended(calls);
    calls_list_t list = {
        .title = report_title(TEXT_CALLS_HEADING, TEXT_CALLS_HEADING_FILTERED, calls->filter),
        .totals = g_ptr_array_new_with_free_func(g_free),
        .lines = lines_new(),
    };

    if (entries->len == 0)
        list.none = g_strdup(text_without_calls(calls));
    add_all_totals(list.totals, entries);
    add_calls(calls, entries, list.lines);
    if (entries->len > MAX_CALLS)
        list.more = report_count_text(TEXT_CALLS_MORE, entries->len - MAX_CALLS);
    g_array_free(entries, TRUE);
    return list;
}

void
calls_list_free(calls_list_t *list)
{
    g_free(list->title);
    g_free(list->none);
    g_free(list->more);
    g_ptr_array_free(list->totals, TRUE);
    g_array_free(list->lines, TRUE);
}

GArray *
call_lines(const calls_t *calls, const call_t *call)
{
    GArray *entries = call_ended(calls, call), *lines = lines_new();

    add_calls(calls, entries, lines);
    g_array_free(entries, TRUE);
    return lines;
}
