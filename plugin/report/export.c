/* export.c
 * -z sipexplain,ndjson and -z sipexplain,tsv: all that is explained, for machines
 *
 * A document or line is written when its message is read, so that nothing is
 * kept.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/export.h"
#include "report/record.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <wsutil/json_dumper.h>
#include <wsutil/report_message.h>

#include <stdio.h>
#include <stdlib.h>

/* A format. */
typedef struct {
    const char *name;                       /* as "-z" has it */
    void (*begin)(GString *line);           /* what stands before all; NULL if nothing does */
    void (*write)(GString *line, const record_t *record);
} format_t;

typedef struct {
    const format_t *format;
    GString        *line;
    char           *filter;                 /* NULL if there is none */
    bool            begun;
    bool            failed;                 /* and that was told */
} export_t;

static bool
is_list(record_field_t field)
{
    return record_kinds[field] == RECORD_TEXTS || record_kinds[field] == RECORD_NUMBERS;
}

static bool
is_number(record_field_t field)
{
    return record_kinds[field] == RECORD_NUMBER || record_kinds[field] == RECORD_NUMBERS;
}

static void
write_json_values(json_dumper *dumper, record_field_t field, const record_values_t *values)
{
    for (unsigned i = 0; i < values->count; i++) {
        if (is_number(field))
            json_dumper_value_anyf(dumper, "%s", values->values[i]);
        else
            json_dumper_value_string(dumper, values->values[i]);
    }
}

/* What is not there is left out. The writer goes character by character, which a file makes half as dear again. */
static void
write_json(GString *line, const record_t *record)
{
    json_dumper dumper = { .output_string = line };

    json_dumper_begin_object(&dumper);
    for (record_field_t field = 0; field < NUM_RECORD_FIELDS; field++) {
        const record_values_t *values = &record->fields[field];

        if (values->count == 0)
            continue;
        json_dumper_set_member_name(&dumper, record_names[field]);
        if (is_list(field))
            json_dumper_begin_array(&dumper);
        write_json_values(&dumper, field, values);
        if (is_list(field))
            json_dumper_end_array(&dumper);
    }
    json_dumper_end_object(&dumper);
    json_dumper_finish(&dumper);
}

static void
begin_tsv(GString *line)
{
    for (record_field_t field = 0; field < NUM_RECORD_FIELDS; field++)
        g_string_append_printf(line, "%s%s", field > 0 ? "\t" : "", record_names[field]);
    g_string_append_c(line, '\n');
}

/* Values have no control characters. A backslash is doubled, as those who read TSV take it for the begin of an escape. */
static void
append_tsv(GString *line, const char *value)
{
    for (;;) {
        size_t plain = strcspn(value, "\\");

        g_string_append_len(line, value, (gssize)plain);
        value += plain;
        if (*value == '\0')
            return;
        g_string_append(line, "\\\\");
        value++;
    }
}

/*
 * A spreadsheet takes for a formula what begins with one of these, and for text
 * what begins with an apostrophe. One that was there gets another before it, so
 * that who takes one away has the value again.
 */
static bool
needs_apostrophe(const char *value)
{
    return *value != '\0' && strchr("=+-@'", *value) != NULL;
}

/* Whether the values of the list are sentences or lines, which have commas. */
static bool
has_blanks(record_field_t field)
{
    return field == RECORD_REMEDY || field == RECORD_CAUSE || field == RECORD_EVIDENCE;
}

static void
write_tsv(GString *line, const record_t *record)
{
    for (record_field_t field = 0; field < NUM_RECORD_FIELDS; field++) {
        const record_values_t *values = &record->fields[field];

        if (field > 0)
            g_string_append_c(line, '\t');
        if (!is_number(field) && values->count > 0 && needs_apostrophe(values->values[0]))
            g_string_append_c(line, '\'');
        for (unsigned i = 0; i < values->count; i++) {
            if (i > 0)
                g_string_append(line, has_blanks(field) ? " | " : ",");
            append_tsv(line, values->values[i]);
        }
    }
    g_string_append_c(line, '\n');
}

static const format_t formats[] = {
    { "ndjson", NULL, write_json },
    { "tsv", begin_tsv, write_tsv },
};

/* Each line at once. */
static void
write_line(export_t *export)
{
    fwrite(export->line->str, 1, export->line->len, stdout);
    g_string_truncate(export->line, 0);
}

static void
begin(export_t *export)
{
    if (!export->begun && export->format->begin != NULL) {
        export->format->begin(export->line);
        write_line(export);
    }
    export->begun = true;
}

static tap_packet_status
export_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    export_t *export = (export_t *)tapdata;
    record_t  record;

    begin(export);
    if (record_of((const sipexplain_tap_info_t *)data, &record)) {
        export->format->write(export->line, &record);
        write_line(export);
    }
    return TAP_PACKET_DONT_REDRAW;
}

/*
 * Half of a file must not pass for all of it. To end the program is not for a
 * plugin: in desktop Wireshark, somebody works in it.
 */
static void
export_draw(void *tapdata)
{
    export_t *export = (export_t *)tapdata;

    begin(export);
    if ((fflush(stdout) != 0 || ferror(stdout)) && !export->failed) {
        export->failed = true;
        report_failure("sipexplain: -z sipexplain,%s: The output could not be written to its end.", export->format->name);
    }
}

static void
export_finish(void *tapdata)
{
    export_t *export = (export_t *)tapdata;

    g_string_free(export->line, TRUE);
    g_free(export->filter);
    g_free(export);
}

/* argument: "sipexplain,ndjson" or "sipexplain,ndjson,FILTER" */
static WS_STAT_INIT_RESULT
export_init(const char *argument, void *userdata)
{
    const format_t *format = (const format_t *)userdata;
    const char     *rest = argument + strlen("sipexplain,") + strlen(format->name);
    export_t       *export = g_new0(export_t, 1);
    GString        *error;

    export->format = format;
    export->line = g_string_new(NULL);
    export->filter = *rest == ',' ? g_strdup(rest + 1) : NULL;
    error = register_tap_listener("sipexplain", export, export->filter, TL_REQUIRES_NOTHING, NULL, export_packet,
                                  export_draw, export_finish);
    if (error != NULL) {
        fprintf(stderr, "sipexplain: -z %s: %s\n", argument, error->str);
        g_string_free(error, TRUE);
        export_finish(export);
        WS_STAT_INIT_RETURN(false);
    }
    WS_STAT_INIT_RETURN(true);
}

void
export_register(void)
{
    static tap_param   parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_ui uis[] = {
        { WS_STAT_GROUP_TELEPHONY, "SIP Explanations as NDJSON", "sipexplain,ndjson", export_init,
          array_length(parameters), parameters },
        { WS_STAT_GROUP_TELEPHONY, "SIP Explanations as TSV", "sipexplain,tsv", export_init,
          array_length(parameters), parameters },
    };

    for (size_t i = 0; i < array_length(uis); i++)
        register_stat_tap_ui(&uis[i], (void *)&formats[i]);
}
