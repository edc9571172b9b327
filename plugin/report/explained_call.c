/* explained_call.c
 * The explanation of one call: how it ended, and each of its messages that is explained
 *
 * What is said of a message is printed when it passes by, as its text is gone
 * afterwards, and put together when the window is drawn.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/explained_call.h"
#include "desktop/window.h"
#include "message/escape.h"
#include "report/disabled.h"
#include "report/print_calls.h"
#include "report/record.h"
#include "report/text.h"

/* So many messages are told of; the others are counted. */
#define MAX_MESSAGES    200

/* What is said of a message, in lines. */
typedef struct {
    uint32_t frame;
    char    *title;     /* without its number */
    char    *body;
    char    *advice;
} told_message_t;

struct explained_call {
    char     *call_id;
    hash128_t hash;
    calls_t  *calls;        /* which is told of the messages of this one alone */
    GArray   *messages;     /* told_message_t */
    unsigned  others;
};

static void
free_message(void *data)
{
    told_message_t *message = (told_message_t *)data;

    g_free(message->title);
    g_free(message->body);
    g_free(message->advice);
}

explained_call_t *
explained_call_new(const char *call_id)
{
    explained_call_t *call = g_new0(explained_call_t, 1);

    call->call_id = g_strdup(call_id);
    call->hash = hash_wide(call_id, strlen(call_id));
    call->calls = calls_new(NULL);
    call->messages = g_array_new(FALSE, FALSE, sizeof(told_message_t));
    g_array_set_clear_func(call->messages, free_message);
    return call;
}

void
explained_call_free(explained_call_t *call)
{
    g_array_free(call->messages, TRUE);
    calls_free(call->calls);
    g_free(call->call_id);
    g_free(call);
}

void
explained_call_reset(explained_call_t *call)
{
    calls_reset(call->calls);
    g_array_set_size(call->messages, 0);
    call->others = 0;
}

static bool
is_of(const explained_call_t *call, const moment_t *moment)
{
    const char *recorded = moment->message->info->tap_call_id;

    if (moment->call != NULL)
        return hash_equal(moment->call->call_id, call->hash);
    return recorded != NULL && strcmp(recorded, call->call_id) == 0;
}

/* The first value; "" if there is none. */
static const char *
value_of(const record_t *record, record_field_t field)
{
    return record->fields[field].count > 0 ? record->fields[field].values[0] : "";
}

/* The caller owns it. */
static char *
title_text(const record_t *record)
{
    const char      *method = value_of(record, RECORD_METHOD), *summary = value_of(record, RECORD_SUMMARY);
    report_text_id_t id = TEXT_TITLE;

    if (*method == '\0')
        method = report_text(TEXT_METHOD_UNKNOWN);
    if (record->fields[RECORD_CODE].count == 0) {
        if (*summary == '\0')
            return g_strdup(method);
        id = TEXT_TITLE_REQUEST;
    } else if (*summary == '\0') {
        id = TEXT_TITLE_NO_STATUS_CODE;
    } else if (record->fields[RECORD_PHRASE].count == 0) {
        id = TEXT_TITLE_IN_NO_CATALOGUE;
    }
    return report_text_filled(id, "code", value_of(record, RECORD_CODE), "phrase", value_of(record, RECORD_PHRASE),
                              "method", method, "summary", summary, NULL);
}

/* The same with its frame. */
static char *
title_in_frame(const record_t *record, uint32_t frame)
{
    char *place = report_number_text(TEXT_IN_FRAME, "frame", frame), *title = title_text(record);
    char *text = label_filled(LABEL_LABELLED, "label", place, "text", title, NULL);

    g_free(title);
    g_free(place);
    return text;
}

/* From whom to whom, and the time of day in UTC. */
static void
print_way(const moment_t *moment)
{
    bool       back = moment->code != 0;
    leg_t      way = back ? leg_back(&moment->leg) : moment->leg;
    GDateTime *when;
    char      *parties, *time, *text;

    if (way.from == 0 || way.to == 0)
        return;
    parties = report_text_filled(TEXT_PARTIES, "from", host_port_text(moment->pinfo->pool, way.from, way.from_port), "to",
                                 host_port_text(moment->pinfo->pool, way.to, way.to_port), NULL);
    when = moment->pinfo->fd->has_ts ? g_date_time_new_from_unix_utc((int64_t)moment->pinfo->abs_ts.secs) : NULL;
    if (when != NULL) {
        char *seconds = g_date_time_format(when, "%H:%M:%S");

        time = g_strdup_printf("%s.%03d", seconds, moment->pinfo->abs_ts.nsecs / 1000000);
        text = report_text_filled(TEXT_AT, "list", parties, "first", time, NULL);
        g_free(time);
        g_free(seconds);
        g_date_time_unref(when);
    } else {
        text = g_strdup(parties);
    }
    report_print_text(3, "", text);
    g_free(text);
    g_free(parties);
}

/* What the values of Reason say, of a request that says nothing else. */
static void
print_reason(const record_t *record)
{
    static const record_field_t fields[] = { RECORD_REASON_PROTOCOL, RECORD_REASON_CAUSE, RECORD_REASON_TEXT };
    GString                    *text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (record->fields[fields[i]].count > 0)
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", value_of(record, fields[i]));
    }
    if (text->len > 0)
        report_print_labelled(3, label(LABEL_REASON), text->str);
    g_string_free(text, TRUE);
}

static void
print_findings(const record_t *record)
{
    const record_values_t *values = &record->fields[RECORD_FINDING];
    GString               *ids = g_string_new(NULL);

    for (unsigned i = 0; i < values->count; i++)
        g_string_append_printf(ids, "%s%s", i > 0 ? list_separator() : "", values->values[i]);
    if (ids->len > 0)
        report_print_labelled(3, label(LABEL_FINDING), ids->str);
    g_string_free(ids, TRUE);
}

/* What is said of the message itself; the caller owns it. */
static char *
body_text(const moment_t *moment, const record_t *record)
{
    report_begin(WINDOW_COLUMNS);
    print_way(moment);
    report_print_text(3, "", value_of(record, RECORD_DIAGNOSIS));
    if (*value_of(record, RECORD_SUMMARY) == '\0')
        print_reason(record);
    print_findings(record);
    return report_take();
}

/* The remedies of the finding that leads; or else the likeliest cause and remedy of the code. The caller owns it. */
static char *
advice_text(const finding_t *found, const record_t *record)
{
    const char *const *remedy = found != NULL ? catalogue_findings[found->finding].remedies : NULL;

    report_begin(WINDOW_COLUMNS);
    if (remedy != NULL && *remedy != NULL) {
        for (; *remedy != NULL; remedy++)
            report_print_labelled(3, label(LABEL_REMEDY), translated(*remedy));
        return report_take();
    }
    if (*value_of(record, RECORD_CAUSE) != '\0')
        report_print_labelled(3, label(LABEL_CAUSE), value_of(record, RECORD_CAUSE));
    if (*value_of(record, RECORD_REMEDY) != '\0')
        report_print_labelled(3, label(LABEL_REMEDY), value_of(record, RECORD_REMEDY));
    return report_take();
}

void
explained_call_message(explained_call_t *call, const sipexplain_tap_info_t *info)
{
    told_message_t message = { info->moment.frame, NULL, NULL, NULL };
    record_t       record;

    if (!is_of(call, &info->moment))
        return;
    calls_message(call->calls, info);
    if (!record_of(info, &record))
        return;
    if (call->messages->len == MAX_MESSAGES) {
        call->others++;
        return;
    }
    message.title = title_in_frame(&record, message.frame);
    message.body = body_text(&info->moment, &record);
    message.advice = advice_text(info->found, &record);
    g_array_append_val(call->messages, message);
}

/* As a string of a display filter. The caller owns it. */
static char *
filter_of(const char *call_id)
{
    GString *filter = g_string_new("sip.Call-ID == \"");

    for (; *call_id != '\0'; call_id++) {
        if (*call_id == '"' || *call_id == '\\')
            g_string_append_printf(filter, "\\%c", *call_id);
        else if (g_ascii_iscntrl(*call_id))
            g_string_append_printf(filter, "\\x%02x", (unsigned)(unsigned char)*call_id);
        else
            g_string_append_c(filter, *call_id);
    }
    g_string_append_c(filter, '"');
    return g_string_free(filter, FALSE);
}

char *
explained_call_title(const explained_call_t *call)
{
    size_t length = strlen(call->call_id);
    char  *escaped = (char *)g_malloc(ESCAPE_MAX_BYTES(length)), *text;

    escape_text(escaped, (const unsigned char *)call->call_id, length);
    text = label_filled(LABEL_EXPLAINED_HEADING, "call_id", escaped, NULL);
    g_free(escaped);
    return text;
}

/* Advice that was given before is not given again. */
static void
print_advice(const GArray *messages, unsigned number)
{
    const char *advice = g_array_index(messages, told_message_t, number).advice;
    char       *text;

    for (unsigned i = 0; *advice != '\0' && i < number; i++) {
        if (strcmp(g_array_index(messages, told_message_t, i).advice, advice) != 0)
            continue;
        text = report_number_text(TEXT_SEE, "number", i + 1);
        report_print_text(3, "", text);
        g_free(text);
        return;
    }
    report_write("%s", advice);
}

static void
print_messages(const explained_call_t *call, printed_t *printed)
{
    char *text;

    for (unsigned i = 0; i < call->messages->len; i++) {
        const told_message_t *message = &g_array_index(call->messages, told_message_t, i);
        char                 *number = g_strdup_printf("%u. ", i + 1);
        size_t                begin;

        report_write("\n");
        begin = report_length();
        report_print_text(0, number, message->title);
        report_write("%s", message->body);
        print_advice(call->messages, i);
        printed_add(printed, begin, report_length(), message->frame, NULL);
        g_free(number);
    }
    if (call->others == 0)
        return;
    text = report_count_text(TEXT_OTHERS, call->others);
    report_write("\n");
    report_print_text(0, "", text);
    g_free(text);
}

printed_t
explained_call_print(const explained_call_t *call)
{
    const call_t *known = call_find(call->call_id, strlen(call->call_id));
    GArray       *lines = call_lines(call->calls, known);
    printed_t     printed = printed_new();
    char         *title = explained_call_title(call);

    report_begin(WINDOW_COLUMNS);
    report_print_heading(title, '=');
    report_write("\n");
    print_call_lines(lines, WINDOW_COLUMNS, &printed);
    print_messages(call, &printed);
    if (printed.parts->len == 0)
        report_print_text(0, "", sip_is_disabled() ? report_text(TEXT_NO_SIP_DISABLED) : label(LABEL_EXPLAINED_NONE));
    for (unsigned i = 0; i < printed.parts->len; i++) {
        printed_part_t *part = &g_array_index(printed.parts, printed_part_t, i);

        g_free(part->filter);
        part->filter = filter_of(call->call_id);
    }
    printed.text = report_take();
    g_array_free(lines, TRUE);
    g_free(title);
    return printed;
}
