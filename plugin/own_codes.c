/* own_codes.c
 * The preference sipexplain.codes: codes and meanings of the reader's own
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "own_codes.h"
#include "explanation.h"
#include "layout.h"

#include <epan/uat.h>
#include <epan/uat-int.h>

/* What fits the places where it is shown, see interface of the catalogue. */
#define PHRASE_COLUMNS  60
#define SUMMARY_COLUMNS 56
#define TEXT_BYTES      2000

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

/* What is wrong with a text, as a sentence that the caller owns; NULL if nothing is. columns: 0 for any number */
static char *
fault_of_text(const char *column, const char *text, unsigned columns)
{
    if (is_empty(text))
        return NULL;
    if (!g_utf8_validate(text, -1, NULL))
        return ws_strdup_printf("The %s is not UTF-8.", column);
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        if (g_unichar_iscntrl(g_utf8_get_char(p)))
            return ws_strdup_printf("The %s has a control character (U+%04X).", column, g_utf8_get_char(p));
    }
    if (columns > 0 && layout_columns(text, strlen(text)) > columns)
        return ws_strdup_printf("The %s is %u columns wide; at most %u can be shown.", column,
                                layout_columns(text, strlen(text)), columns);
    if (strlen(text) > TEXT_BYTES)
        return ws_strdup_printf("The %s has %zu bytes; at most %d are taken.", column, strlen(text), TEXT_BYTES);
    return NULL;
}

/* Whether another row has this code already. All rows are among the raw ones, be they from a file or in the dialog. */
static bool
is_doubled(const own_code_t *row)
{
    unsigned count = 0;

    for (unsigned i = 0; i < table->raw_data->len; i++) {
        const own_code_t *other = (const own_code_t *)(void *)(table->raw_data->data + (size_t)i * sizeof *other);

        count += other->code == row->code;
    }
    return count > 1;
}

static char *
fault_of_row(const own_code_t *row)
{
    const struct {
        const char *column;
        const char *text;
        unsigned    columns;
    } texts[] = {
        { "phrase", row->phrase, PHRASE_COLUMNS },
        { "summary", row->summary, SUMMARY_COLUMNS },
        { "description", row->description, 0 },
        { "cause", row->cause, 0 },
        { "remedy", row->remedy, 0 },
    };

    if (row->code < SIP_CODE_MIN || row->code > SIP_CODE_MAX)
        return ws_strdup_printf("%u is not a SIP status code; they go from %d to %d.", row->code, SIP_CODE_MIN,
                                SIP_CODE_MAX);
    if (is_doubled(row))
        return ws_strdup_printf("The code %u has a row already.", row->code);
    if (!is_empty(row->outcome) && find_outcome(row->outcome) == 0)
        return ws_strdup_printf("There is no outcome \"%s\". It is one of: progress, success, redirection, challenge, "
                                "adjust, unavailable, busy, declined, cancelled, failure, server failure; or empty.",
                                row->outcome);
    if (catalogue_find_response(row->code) == NULL && (is_empty(row->phrase) || is_empty(row->summary)))
        return ws_strdup_printf("The catalogue has no %u, so the row needs a phrase and a summary.", row->code);
    for (size_t i = 0; i < array_length(texts); i++) {
        char *fault = fault_of_text(texts[i].column, texts[i].text, texts[i].columns);

        if (fault != NULL)
            return fault;
    }
    return NULL;
}

static ws_uat_result_t
update_row(void *row, char **error)
{
    *error = fault_of_row((const own_code_t *)row);
    return *error == NULL;
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
    record.causes = chosen_list(row->cause, record.causes);
    record.remedies = chosen_list(row->remedy, record.remedies);
    if (!is_empty(row->outcome))
        record.outcome = (uint8_t)find_outcome(row->outcome);
    return record;
}

/*
 * The rows have changed. Older records are left as they are, since somebody may
 * still show them; tables are changed a few times in a session at the most.
 */
static void
use_rows(void)
{
    sip_response_record_t *records = wmem_alloc_array(wmem_epan_scope(), sip_response_record_t, num_rows + 1);
    size_t                 count = 0;

    for (unsigned i = 0; i < num_rows; i++) {
        char *fault = fault_of_row(&rows[i]);

        /* Wireshark keeps a row of a file that it refused. */
        if (fault == NULL)
            records[count++] = record_of(&rows[i]);
        g_free(fault);
    }
    explanation_use_own(records, count);
}

static void
drop_rows(void)
{
    explanation_use_own(NULL, 0);
}

void
own_codes_register(module_t *module)
{
    static uat_field_t fields[] = {
        UAT_FLD_DEC(own_codes, code, "Code", "The status code, 100 to 699"),
        UAT_FLD_CSTRING(own_codes, phrase, "Phrase", "The reason phrase; empty: that of the catalogue"),
        UAT_FLD_CSTRING(own_codes, outcome, "Outcome",
                        "What it means for the request: progress, success, redirection, challenge, adjust, unavailable, "
                        "busy, declined, cancelled, failure or server failure; empty: that of the catalogue"),
        UAT_FLD_CSTRING(own_codes, summary, "Summary", "The gist, at most 56 columns; empty: that of the catalogue"),
        UAT_FLD_CSTRING(own_codes, description, "Description", "What it says; empty: that of the catalogue"),
        UAT_FLD_CSTRING(own_codes, cause, "Cause", "What usually causes it; empty: what the catalogue has"),
        UAT_FLD_CSTRING(own_codes, remedy, "Remedy", "What to do about it; empty: what the catalogue has"),
        UAT_END_FIELDS
    };

    table = uat_new("SIP Explain codes", sizeof(own_code_t), "sipexplain_codes", true, &rows, &num_rows,
                    UAT_AFFECTS_DISSECTION, NULL, copy_row, update_row, free_row, use_rows, drop_rows, fields);
    prefs_register_uat_preference(module, "codes", "Own codes",
                                  "Codes and meanings of an operator or a vendor; what a row fills in comes before the "
                                  "catalogue", table);
}
