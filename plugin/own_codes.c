/* own_codes.c
 * The preference sipexplain.codes: codes and meanings of the reader's own
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "own_codes.h"
#include "own_codes_faults.h"
#include "catalogue/explanation.h"
#include "catalogue/layout.h"

#include <epan/uat.h>
#include <epan/uat-int.h>
#include <wsutil/strtoi.h>

/* A row as the user wrote it; empty columns are "". */
typedef struct {
    uint32_t code;
    char    *phrase;
    char    *outcome;
    char    *summary;
    char    *description;
    char    *cause;
    char    *remedy;
} own_code_t;

static uat_t      *table;
static own_code_t *rows;
static unsigned    num_rows;
static bool        rows_changed;    /* since they were put to use */

UAT_DEC_CB_DEF(own_codes, code, own_code_t)
UAT_CSTRING_CB_DEF(own_codes, phrase, own_code_t)
UAT_CSTRING_CB_DEF(own_codes, outcome, own_code_t)
UAT_CSTRING_CB_DEF(own_codes, summary, own_code_t)
UAT_CSTRING_CB_DEF(own_codes, description, own_code_t)
UAT_CSTRING_CB_DEF(own_codes, cause, own_code_t)
UAT_CSTRING_CB_DEF(own_codes, remedy, own_code_t)

static void *
copy_row(void *to, const void *from, size_t length _U_)
{
    const own_code_t *source = (const own_code_t *)from;
    own_code_t       *copy = (own_code_t *)to;

    copy->code = source->code;
    copy->phrase = g_strdup(source->phrase);
    copy->outcome = g_strdup(source->outcome);
    copy->summary = g_strdup(source->summary);
    copy->description = g_strdup(source->description);
    copy->cause = g_strdup(source->cause);
    copy->remedy = g_strdup(source->remedy);
    return copy;
}

static void
free_row(void *row)
{
    own_code_t *own = (own_code_t *)row;

    g_free(own->phrase);
    g_free(own->outcome);
    g_free(own->summary);
    g_free(own->description);
    g_free(own->cause);
    g_free(own->remedy);
}

static bool
is_empty(const char *text)
{
    return text == NULL || *text == '\0';
}

/* What the table offers; the first one is that of the catalogue. Columns hold the name, as files do. */
static const value_string outcome_names[] = {
    { 0, "" },
#define OUTCOME_NAME(id, value, name) { id, name },
    SIP_OUTCOME_LIST(OUTCOME_NAME)
#undef OUTCOME_NAME
    { 0, NULL }
};

/* The outcome with this name; 0 if there is none. */
static unsigned
find_outcome(const char *name)
{
    for (unsigned outcome = 1; outcome <= NUM_OUTCOMES; outcome++) {
        if (strcmp(catalogue_outcome_name((sip_outcome_t)outcome), name) == 0)
            return outcome;
    }
    return 0;
}

/* Where a row is among those that the table has, be they right or not; their number if it is none of them. */
static unsigned
position_of(const own_code_t *row)
{
    unsigned position = 0;

    while (position < table->raw_data->len && row != (const own_code_t *)UAT_INDEX_PTR(table, position))
        position++;
    return position;
}

/* Whether one of the rows from first up to the end has this code. */
static bool
has_row(uint32_t code, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++) {
        if (((const own_code_t *)UAT_INDEX_PTR(table, i))->code == code)
            return true;
    }
    return false;
}

static bool
is_in_range(uint32_t code)
{
    return code >= SIP_CODE_MIN && code <= SIP_CODE_MAX;
}

/* Notes what is wrong with a column, and returns false. */
static ws_uat_result_t refuse(char **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static ws_uat_result_t
refuse(char **error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    *error = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return false;
}

/*
 * Marks of direction, joiners, blanks of no width and other characters of
 * format, and what ends a line or a paragraph: a text with them is not what it
 * looks like. Some count as letters or signs and show nothing all the same.
 */
static bool
is_invisible(gunichar c)
{
    static const gunichar fillers[] = { 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 };
    GUnicodeType          type = g_unichar_type(c);

    for (size_t i = 0; i < array_length(fillers); i++) {
        if (c == fillers[i])
            return true;
    }
    return type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR
        || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED;
}

/* The text, if it can be quoted in a complaint: of another one the terminal might do what it says. */
static const char *
quotable(const char *text)
{
    if (!g_utf8_validate(text, -1, NULL))
        return "?";
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        if (g_unichar_iscntrl(g_utf8_get_char(p)) || is_invisible(g_utf8_get_char(p)))
            return "?";
    }
    return text;
}

/* Reads a status code. Whether it is one; if not, error says so, and is freed with g_free(). */
static ws_uat_result_t
parse_code(const char *text, unsigned length, uint32_t *code, char **error)
{
    char           *number = g_strndup(text, length);
    ws_uat_result_t good = ws_strtou32(number, NULL, code) && is_in_range(*code);

    if (!good)
        refuse(error, "\"%s\" is not a SIP status code, which is a number from %d to %d.",
               quotable(number), SIP_CODE_MIN, SIP_CODE_MAX);
    g_free(number);
    return good;
}

static ws_uat_result_t
refuse_doubled(char **error, uint32_t code)
{
    return refuse(error, "The code %u has a row already.", code);
}

/*
 * The columns are checked one by one, since a file is read on behind a row with
 * a column that is refused, but not behind one that is refused as a whole.
 * Those to the left of it are in the row already; in the dialog all are.
 */
static ws_uat_result_t
check_code(void *record, const char *text, unsigned length, const void *data _U_, const void *field _U_, char **error)
{
    uint32_t code;

    rows_changed = true;
    if (!parse_code(text, length, &code, error))
        return false;
    return has_row(code, 0, position_of((const own_code_t *)record)) ? refuse_doubled(error, code) : true;
}

static ws_uat_result_t
check_outcome(void *record _U_, const char *text, unsigned length, const void *data _U_, const void *field _U_,
              char **error)
{
    char *name = g_strndup(text, length);
    bool  good = is_empty(name) || find_outcome(name) != 0;

    if (!good)
        refuse(error, "There is no outcome \"%s\". It is one of: progress, success, redirection, challenge, adjust, "
               "unavailable, busy, declined, cancelled, failure, server failure; or empty.",
               quotable(name));
    g_free(name);
    return good;
}

/* A column with text: the limits of its place. */
typedef struct {
    const char *column;
    unsigned    columns;    /* 0: any number */
    unsigned    bytes;
    bool        needed;     /* for a code that the catalogue lacks */
} text_limits_t;

/* Phrase and summary stand in one expert info, of which Wireshark cuts what is behind 240 bytes. */
static const text_limits_t phrase_limits = { "phrase", 60, 120, true };
static const text_limits_t summary_limits = { "summary", 56, 112, true };
static const text_limits_t description_limits = { "description", 0, 2000, false };
static const text_limits_t cause_limits = { "cause", 0, 2000, false };
static const text_limits_t remedy_limits = { "remedy", 0, 2000, false };

static ws_uat_result_t
check_text(void *record, const char *text, unsigned length, const void *data, const void *field _U_, char **error)
{
    const text_limits_t *limits = (const text_limits_t *)data;
    uint32_t             code = ((const own_code_t *)record)->code;
    unsigned             columns;

    if (length == 0)
        return limits->needed && is_in_range(code) && catalogue_find_response(code) == NULL
                   ? refuse(error, "The catalogue has no %u, so the row needs a %s.", code, limits->column) : true;
    if (!g_utf8_validate(text, (gssize)length, NULL))
        return refuse(error, "The %s is not UTF-8.", limits->column);
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
        if (g_unichar_iscntrl(g_utf8_get_char(p)))
            return refuse(error, "The %s has a control character (U+%04X).", limits->column, g_utf8_get_char(p));
        if (is_invisible(g_utf8_get_char(p)))
            return refuse(error, "The %s has an invisible character, or one that changes the direction of the text (U+%04X).",
                          limits->column, g_utf8_get_char(p));
    }
    columns = layout_columns(text, length);
    if (limits->columns > 0 && columns > limits->columns)
        return refuse(error, "The %s is %u columns wide; at most %u can be shown.", limits->column, columns,
                      limits->columns);
    if (length > limits->bytes)
        return refuse(error, "The %s has %u bytes; at most %u are taken.", limits->column, length, limits->bytes);
    return true;
}

/*
 * Called for a row that has no bad column. In the dialog it may have got the
 * code of one that stands below it.
 */
static ws_uat_result_t
update_row(void *row, char **error)
{
    const own_code_t *own = (const own_code_t *)row;
    unsigned          position = position_of(own);

    if (position < table->raw_data->len && has_row(own->code, position + 1, table->raw_data->len))
        return refuse_doubled(error, own->code);
    return true;
}

/* What is wrong with a row of the file, as the columns are checked when Wireshark reads it. */
static char *
fault_of_row(const own_row_t *row, bool *seen, unsigned *column)
{
    own_code_t own = { .code = 0 };
    char      *error = NULL;

    for (*column = 0; *column < row->given; ++*column) {
        const own_column_t *text = &row->columns[*column];
        const uat_field_t  *field = &table->fields[*column];

        if (*column > 0) {
            if (!field->cb.chk(&own, text->text, text->length, field->cbdata.chk, field->fld_data, &error))
                return error;
        } else if (!parse_code(text->text, text->length, &own.code, &error)) {
            return error;
        } else if (seen[own.code]) {
            refuse_doubled(&error, own.code);
            return error;
        } else {
            seen[own.code] = true;
        }
    }
    return NULL;
}

static const char *
chosen(const char *own, const char *other)
{
    return is_empty(own) ? other : wmem_strdup(wmem_epan_scope(), own);
}

static const char *const *
chosen_list(const char *own, const char *const *other)
{
    const char **list;

    if (is_empty(own))
        return other;
    list = wmem_alloc0_array(wmem_epan_scope(), const char *, 2);
    list[0] = wmem_strdup(wmem_epan_scope(), own);
    return list;
}

static const char *const no_texts[] = { NULL };

static sip_response_record_t
record_of(const own_code_t *row)
{
    const sip_response_record_t *base = catalogue_find_response(row->code);
    sip_response_record_t        record;

    record = base != NULL ? *base : *catalogue_find_class(row->code);
    if (base == NULL)
        record.registered = false;
    record.code = (uint16_t)row->code;
    if (!is_empty(row->phrase) && strcmp(row->phrase, record.phrase) != 0)
        record.registered = false;
    record.phrase = chosen(row->phrase, record.phrase);
    record.summary = chosen(row->summary, record.summary);
    record.description = chosen(row->description, record.description);
    /* What somebody writes for a code holds in every case. */
    if (!is_empty(row->summary))
        record.summaries = no_texts;
    if (!is_empty(row->cause))
        record.cause_conditions = NULL;
    if (!is_empty(row->remedy))
        record.remedy_conditions = NULL;
    record.causes = chosen_list(row->cause, record.causes);
    record.remedies = chosen_list(row->remedy, record.remedies);
    if (!is_empty(row->outcome))
        record.outcome = (uint8_t)find_outcome(row->outcome);
    return record;
}

static void
note_change(void)
{
    rows_changed = true;
}

/*
 * Puts the rows to use when dissection begins, or begins anew. (Wireshark tells
 * nobody that it has read a file in which it refused a row.) Older records are
 * left as they are, since somebody may still show them; tables are changed a
 * few times in a session at the most.
 */
static void
use_rows(void)
{
    sip_response_record_t *records;

    own_codes_tell_faults(table, fault_of_row);
    if (!rows_changed)
        return;
    records = wmem_alloc_array(wmem_epan_scope(), sip_response_record_t, num_rows + 1);
    for (unsigned i = 0; i < num_rows; i++)
        records[i] = record_of(&rows[i]);
    explanation_use_own(records, num_rows);
    rows_changed = false;
}

#define TEXT_FIELD(name, title, help) \
    { #name, title, PT_TXTMOD_STRING, { check_text, own_codes_ ## name ## _set_cb, own_codes_ ## name ## _tostr_cb }, \
      { &name ## _limits, NULL, NULL }, NULL, help, FLDFILL }

void
own_codes_register(module_t *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_CSTRING_OTHER(own_codes, code, "Code", check_code, "The status code, 100 to 699"),
        TEXT_FIELD(phrase, "Phrase", "The reason phrase; empty: that of the catalogue"),
        { "outcome", "Outcome", PT_TXTMOD_ENUM,
          { check_outcome, own_codes_outcome_set_cb, own_codes_outcome_tostr_cb }, { NULL, NULL, NULL }, outcome_names,
          "What it means for the request; empty: that of the catalogue", FLDFILL },
        TEXT_FIELD(summary, "Summary", "The gist, at most 56 columns; empty: that of the catalogue"),
        TEXT_FIELD(description, "Description", "What it says; empty: that of the catalogue"),
        TEXT_FIELD(cause, "Cause", "What usually causes it; empty: what the catalogue has"),
        TEXT_FIELD(remedy, "Remedy", "What to do about it; empty: what the catalogue has"),
        UAT_END_FIELDS
    };
    /* What a row may leave out at its end. */
    static const char *defaults[] = { NULL, NULL, NULL, NULL, "", "", "" };

    table = uat_new("SIP Explain codes", sizeof(own_code_t), "sipexplain_codes", true, &rows, &num_rows,
                    UAT_AFFECTS_DISSECTION, NULL, copy_row, update_row, free_row, note_change, note_change, fields);
    uat_set_default_values(table, defaults);
    register_init_routine(use_rows);
    prefs_register_uat_preference(module, "codes", "Own codes",
                                  "Codes and meanings of an operator or a vendor; what a row fills in comes before the "
                                  "catalogue", table);
}
