/* print_calls.c
 * The list of calls as text
 *
 * A line says when, from whom and to whom, and one below it, which may go on,
 * what came of it: the code, after how long, who ended it, why, and its frames.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/print_calls.h"
#include "catalogue/duration.h"
#include "catalogue/layout.h"
#include "findings/sentences.h"
#include "report/calls_ended.h"
#include "report/print_group.h"
#include "report/text.h"

/* So many are written; the others are counted. */
#define MAX_CALLS   500

/* Of a line that says from whom and to whom; a name that does not fit is cut. */
#define CUT         "..."
#define BETWEEN     " > "

/* A line with two numbers. */
static void
print_totals(report_text_id_t id, unsigned count, const char *name, unsigned part)
{
    char *count_text = g_strdup_printf("%u", count), *part_text = g_strdup_printf("%u", part);
    char *text = report_text_filled(id, "count", count_text, name, part_text, NULL);

    if (count > 0)
        report_print_text(0, "", text);
    g_free(text);
    g_free(part_text);
    g_free(count_text);
}

static void
print_all_totals(const GArray *entries)
{
    unsigned calls = 0, answered = 0, registrations = 0, successful = 0;

    for (unsigned i = 0; i < entries->len; i++) {
        const call_entry_t *entry = &g_array_index(entries, call_entry_t, i);
        bool                success = entry->end != NULL && entry->end->final_code < 300;

        if (entry->request->method == METHOD_REGISTER) {
            registrations++;
            successful += success;
        } else {
            calls++;
            answered += success;
        }
    }
    print_totals(TEXT_CALLS, calls, "answered", answered);
    print_totals(TEXT_CALLS_REGISTRATIONS, registrations, "successful", successful);
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

/* Writes a name in at most so many columns. */
static void
write_name(const char *name, unsigned columns)
{
    const char *rest = name;
    size_t      length;

    if (layout_columns(name, strlen(name)) <= columns) {
        report_write("%s", name);
        return;
    }
    length = layout_next_line(&rest, columns - (unsigned)strlen(CUT));
    report_write("%.*s" CUT, (int)length, name);
}

/* An address without the scheme that most have. */
static sip_text_t
without_scheme(sip_text_t address)
{
    static const char scheme[] = "sip:";
    const size_t      length = strlen(scheme);

    if (address.length > length && g_ascii_strncasecmp(address.bytes, scheme, length) == 0) {
        address.bytes += length;
        address.length -= length;
    }
    return address;
}

/* Who asks for whom, by address of SIP, or by that of the host where the texts are not known any more. */
static void
print_parties(packet_info *pinfo, const calls_t *calls, const call_entry_t *entry, unsigned columns)
{
    const leg_t   *leg = &entry->request->leg;
    diagnosis_t    diagnosis = { .pinfo = pinfo };
    message_view_t view = transaction_request(entry->request);
    sip_text_t     from = sip_address(view_value(&view, "From", 'f')), to = view_request_uri(&view);
    const char    *from_text, *to_text;
    char          *when = when_text(calls, entry->start->time);
    unsigned       used = (unsigned)strlen(when) + 2, room, from_columns, to_columns;

    from_text = from.length > 0 ? value_text(&diagnosis, without_scheme(from))
                                : host_port_text(pinfo->pool, leg->from, leg->from_port);
    to_text = to.length > 0 ? value_text(&diagnosis, without_scheme(to))
                            : host_port_text(pinfo->pool, leg->to, leg->to_port);
    room = columns - used - (unsigned)strlen(BETWEEN);
    from_columns = layout_columns(from_text, strlen(from_text));
    to_columns = layout_columns(to_text, strlen(to_text));
    /* One that is short leaves its room to the other. */
    if (from_columns + to_columns > room)
        from_columns = to_columns < room / 2 ? room - to_columns : MIN(from_columns, room / 2);
    report_write("%s  ", when);
    write_name(from_text, from_columns);
    report_write(BETWEEN);
    write_name(to_text, room - from_columns);
    report_write("\n");
    g_free(when);
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
    diagnosis_t diagnosis = { .pinfo = pinfo };
    char       *time = time_between(calls, entry->request->time, entry->end->final_time);
    char       *who = who_text(pinfo, entry);
    char       *text = report_text_filled(id, "code", response_text(&diagnosis, entry->end->final_code), "time", time,
                                          "who", who, NULL);

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
    time = time_between(calls, entry->end->final_time, entry->bye->time);
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

        return g_strdup_printf("%s [%s]", translated(finding->title), finding->name);
    }
    if (entry->end == NULL || entry->end->final_code < 300 || entry->explanation.record == NULL)
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
                        entry->end != NULL ? entry->end->final_frame : 0,
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

/* In one line where there is room; never broken is the filter, which is there to be copied. */
static void
print_told(const char *told, const char *frames, unsigned columns)
{
    bool fits = 4 + layout_columns(told, strlen(told)) + 2 + strlen(frames) <= columns;

    if (fits) {
        report_write("    %s  %s\n", told, frames);
        return;
    }
    report_print_text(4, "", told);
    report_write("        %s\n", frames);
}

static void
print_call(packet_info *pinfo, const calls_t *calls, call_entry_t *entry, unsigned columns)
{
    char *text, *why, *told, *frames;

    call_complete(pinfo, entry);
    print_parties(pinfo, calls, entry, columns);
    text = how_text(pinfo, calls, entry);
    why = why_text(entry);
    told = why != NULL ? label_filled(LABEL_LABELLED, "label", text, "text", why, NULL) : g_strdup(text);
    frames = frames_text(entry);
    print_told(told, frames, columns);
    g_free(frames);
    g_free(told);
    g_free(why);
    g_free(text);
}

static void
print_entries(const calls_t *calls, const GArray *entries, unsigned columns)
{
    packet_info pinfo = { .pool = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK) };
    char       *text;

    report_write("\n");
    for (unsigned i = 0; i < entries->len && i < MAX_CALLS; i++) {
        print_call(&pinfo, calls, &g_array_index(entries, call_entry_t, i), columns);
        wmem_free_all(pinfo.pool);
    }
    wmem_destroy_allocator(pinfo.pool);
    if (entries->len <= MAX_CALLS)
        return;
    text = report_count_text(TEXT_CALLS_MORE, entries->len - MAX_CALLS);
    report_write("\n");
    report_print_text(0, "", text);
    g_free(text);
}

char *
print_calls(const calls_t *calls, unsigned columns)
{
    GArray *entries = calls_ended(calls);

    report_begin(columns);
    report_print_title(TEXT_CALLS_HEADING, TEXT_CALLS_HEADING_FILTERED, calls->filter);
    if (entries->len == 0)
        report_print_text(0, "", report_text(calls->filter != NULL ? TEXT_CALLS_NONE_FILTERED : TEXT_CALLS_NONE));
    print_all_totals(entries);
    if (entries->len > 0)
        print_entries(calls, entries, columns);
    g_array_free(entries, TRUE);
    return report_take();
}
