/* reasons.c
 * Build tool that makes a C table of the catalogue: values of the Reason and
 * Warning header fields
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "generator.h"

#define MAX_CAUSE   9999
#define LABEL       "SIP Explanation (RELEASE_CAUSE 9999): "

/* What a group is of; the name of its first word, but for causes. */
typedef enum { PROTOCOL, CAUSE, LOCATION, WARNING } kind_t;

typedef struct {
    kind_t      kind;
    const char *file;
    char       *group;
    char       *word;       /* protocol or location */
    unsigned    number;     /* cause or warn-code */
    char       *name;
    char       *meaning;
    char       *unknown;
    char       *reference;
    unsigned    responses[8];
    unsigned    num_responses;
} record_t;

static GPtrArray *records;

static gboolean
parse_number(const char *text, unsigned *number)
{
    if (*text == '\0' || strspn(text, G_CSET_DIGITS) != strlen(text) || strlen(text) > 4)
        return FALSE;
    *number = (unsigned)atoi(text);
    return TRUE;
}

/* Whether this may be a protocol of the Reason header: a token (RFC 3261, Section 25.1). */
static gboolean
is_token(const char *text)
{
    return *text != '\0' && strspn(text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._") == strlen(text);
}

static void
read_responses(const source_t *source, record_t *record)
{
    char **codes = g_key_file_get_string_list(source->key_file, source->group, "Responses", NULL, NULL);

    for (unsigned i = 0; codes != NULL && codes[i] != NULL; i++) {
        if (i == G_N_ELEMENTS(record->responses))
            fault(source->file, source->group, "Responses", "more than %u codes", i);
        else if (!parse_code(codes[i], &record->responses[i]))
            fault(source->file, source->group, "Responses", "\"%s\" is not a code", codes[i]);
        else
            record->num_responses++;
        if (i == G_N_ELEMENTS(record->responses))
            break;
    }
    g_strfreev(codes);
}

static void
read_record(const source_t *source, record_t *record)
{
    static const char *const known[][5] = {
        [PROTOCOL] = { "Title", "Meaning", "Unknown", "Reference", NULL },
        [CAUSE]    = { "Name", "Meaning", "Responses", NULL },
        [LOCATION] = { "Meaning", NULL },
        [WARNING]  = { "Name", "Meaning", "Reference", NULL },
    };

    record->file = source->file;
    record->group = g_strdup(source->group);
    check_keys(source, known[record->kind], NULL);
    if (record->kind == LOCATION) {
        record->meaning = get_unique_text(source, "Meaning", TRUE);
    } else {
        const char *key = record->kind == PROTOCOL ? "Title" : "Name";

        record->name = get_text(source, key, TRUE);
        if (record->name != NULL)
            check_label(source, key, LABEL, record->name);
        record->meaning = get_sentences(source, "Meaning", TRUE);
    }
    if (record->kind == PROTOCOL)
        record->unknown = get_sentences(source, "Unknown", FALSE);
    if (record->kind == PROTOCOL || record->kind == WARNING)
        record->reference = get_text(source, "Reference", TRUE);
    if (record->kind == CAUSE)
        read_responses(source, record);
    g_ptr_array_add(records, record);
}

gboolean
reasons_read(const source_t *source)
{
    char    **words = g_strsplit(source->group, " ", 3);
    unsigned  count = g_strv_length(words);
    record_t *record = g_new0(record_t, 1);
    gboolean  known = FALSE;

    if (records == NULL)
        records = g_ptr_array_new();
    if (count == 2 && strcmp(words[0], "location") == 0) {
        record->kind = LOCATION;
        record->word = g_strdup(words[1]);
        known = is_token(words[1]);
    } else if (count == 2 && strcmp(words[0], "Warning") == 0) {
        record->kind = WARNING;
        known = parse_code(words[1], &record->number);
    } else if (count == 2 && strcmp(words[0], "diagnosis") != 0) {
        record->kind = CAUSE;
        record->word = g_strdup(words[0]);
        known = is_token(words[0]) && parse_number(words[1], &record->number);
    } else if (count == 1) {
        record->kind = PROTOCOL;
        record->word = g_strdup(words[0]);
        /* A token without a letter is a mistyped code, and a short one that begins with a digit a mistyped class. */
        known = is_token(words[0]) && strpbrk(words[0], G_CSET_A_2_Z G_CSET_a_2_z) != NULL
            && (!g_ascii_isdigit(words[0][0]) || strlen(words[0]) > 3);
    }
    g_strfreev(words);
    if (known) {
        read_record(source, record);
    } else {
        g_free(record->word);
        g_free(record);
    }
    return known;
}

void
reasons_check(void)
{
    for (unsigned i = 0; records != NULL && i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);
        gboolean        found = record->kind != CAUSE;

        for (unsigned j = 0; !found && j < records->len; j++) {
            const record_t *other = g_ptr_array_index(records, j);

            found = other->kind == PROTOCOL && strcmp(other->word, record->word) == 0;
        }
        if (!found)
            fault(record->file, record->group, NULL, "there is no group [%s]", record->word);
        for (unsigned j = 0; j < record->num_responses; j++) {
            if (!responses_have(record->responses[j]))
                fault(record->file, record->group, "Responses", "there is no record for %u", record->responses[j]);
        }
    }
}

static void
write_table(FILE *out, kind_t kind, const char *type, const char *name)
{
    unsigned count = 0;

    fprintf(out, "\nconst %s catalogue_%s[] = {\n", type, name);
    for (unsigned i = 0; records != NULL && i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);

        if (record->kind != kind)
            continue;
        count++;
        fputs("    { ", out);
        if (kind == PROTOCOL || kind == CAUSE || kind == LOCATION) {
            write_string(out, record->word);
            fputs(", ", out);
        }
        if (kind == CAUSE || kind == WARNING)
            fprintf(out, "%u, ", record->number);
        if (kind != LOCATION) {
            write_string(out, record->name);
            fputs(", ", out);
        }
        write_string(out, record->meaning);
        if (kind == PROTOCOL) {
            fputs(", ", out);
            write_string(out, record->unknown);
        }
        if (kind == PROTOCOL || kind == WARNING) {
            fputs(", ", out);
            write_string(out, record->reference);
        }
        if (kind == CAUSE) {
            fputs(", { ", out);
            for (unsigned j = 0; j < record->num_responses; j++)
                fprintf(out, "%u, ", record->responses[j]);
            fputs("0 }", out);
        }
        fputs(" },\n", out);
    }
    fputs("};\n", out);
    fprintf(out, "\nconst size_t catalogue_num_%s = %u;\n", name, count);
}

void
reasons_write(FILE *out)
{
    write_table(out, PROTOCOL, "reason_protocol_record_t", "reason_protocols");
    write_table(out, CAUSE, "reason_cause_record_t", "reason_causes");
    write_table(out, LOCATION, "reason_location_record_t", "reason_locations");
    write_table(out, WARNING, "warning_record_t", "warnings");
}
