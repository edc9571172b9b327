/* catalogue_generator.c
 * Build tool: reads the catalogue (data/ *.ini) and writes it as a C table
 *
 * Usage: catalogue_generator OUTPUT.c INPUT.ini...
 *
 * Every fault of the catalogue is reported as "file: [group] key: what is
 * wrong", all of them in one run, and then nothing is written: a text that
 * would be cut or an advice that points nowhere must not reach a user.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

#include "catalogue.h"
#include "layout.h"

/* Wireshark cuts labels and expert texts at 240 bytes, the final NUL counted. */
#define LABEL_MAX_BYTES     239
#define SUMMARY_MAX_COLUMNS 56
#define MAX_ITEMS           6       /* causes or remedies of a record */

/* What stands around a text in the longest label that it has to fit. */
#define ITEM_LABEL          "SIP Explanation (999): "
#define EXPERT_LABEL        "Expert Info (Warning/Response): 999 : "
#define PHRASE_LABEL        "Usual phrase, not registered: "

static const char *const outcome_names[NUM_OUTCOMES] = {
    "progress", "success", "redirection", "challenge", "adjust", "unavailable",
    "busy", "declined", "cancelled", "failure", "server failure"
};

typedef struct {
    const char *file;
    char       *group;
    unsigned    code;       /* a code, or 1 to 6 for a class */
    gboolean    is_class;
    unsigned    treat_as;
    unsigned    outcome;
    gboolean    registered;
    char       *phrase;
    char       *reference;
    char      **evidence;
    char       *summary;
    char       *description;
    GPtrArray  *causes;
    GPtrArray  *remedies;
} record_t;

typedef struct {
    const char *file;
    char       *group;
    unsigned    codes[2];
    char       *difference;
} pair_t;

static GPtrArray  *records;     /* record_t */
static GPtrArray  *pairs;       /* pair_t */
static GHashTable *groups_seen; /* group name -> file */
static GHashTable *texts_seen;  /* text -> "file: [group] key" */
static unsigned    num_faults;

static void fault(const char *file, const char *group, const char *key,
                  const char *format, ...) G_GNUC_PRINTF(4, 5);

static void
fault(const char *file, const char *group, const char *key, const char *format, ...)
{
    va_list ap;

    fprintf(stderr, "%s: ", file);
    if (group != NULL)
        fprintf(stderr, "[%s] ", group);
    if (key != NULL)
        fprintf(stderr, "%s: ", key);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    num_faults++;
}

/*
 * GKeyFile lets a later group or key replace an earlier one without a word,
 * so the lines are looked at before it parses
 * them. Returns FALSE if the file must not be parsed.
 */
static gboolean
check_lines(const char *file, const char *content, gsize length)
{
    const char  *invalid;
    char       **lines;
    char        *group = NULL;
    GHashTable  *keys;
    unsigned     before = num_faults;

    if (!g_utf8_validate(content, (gssize)length, &invalid)) {
        unsigned line = 1;

        for (const char *p = content; p < invalid; p++)
            line += *p == '\n';
        fault(file, NULL, NULL, "line %u is not UTF-8", line);
        return FALSE;
    }

    keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lines = g_strsplit(content, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        const char *line = lines[i];

        if (line[0] == '#' || line[0] == '\0')
            continue;
        if (line[0] == '[') {
            const char *end = strchr(line, ']');

            g_free(group);
            group = g_strndup(line + 1, end != NULL ? (gsize)(end - line - 1) : strlen(line + 1));
            if (end == NULL || end[1] != '\0')
                fault(file, group, NULL, "line %u: a group name ends with ] and the line with it", i + 1);
            g_hash_table_remove_all(keys);
            if (g_hash_table_contains(groups_seen, group))
                fault(file, group, NULL, "doubled group (line %u); the other one is in %s",
                      i + 1, (const char *)g_hash_table_lookup(groups_seen, group));
            else
                g_hash_table_insert(groups_seen, g_strdup(group), (void *)file);
        } else {
            const char *equals = strchr(line, '=');
            char       *key;

            if (equals == NULL || equals == line) {
                fault(file, group, NULL, "line %u is neither [group] nor Key=value", i + 1);
                continue;
            }
            key = g_strndup(line, (gsize)(equals - line));
            if (group == NULL)
                fault(file, NULL, key, "line %u: a key before the first group", i + 1);
            else if (g_hash_table_contains(keys, key))
                fault(file, group, key, "doubled key (line %u)", i + 1);
            g_hash_table_add(keys, key);
        }
    }
    g_strfreev(lines);
    g_free(group);
    g_hash_table_destroy(keys);
    return num_faults == before;
}

/*
 * The value of a key, checked for what holds of every text; NULL (and a fault
 * if it is required) where there is none. The caller owns it.
 */
static char *
get_text(GKeyFile *key_file, const char *file, const char *group, const char *key, gboolean required)
{
    GError *error = NULL;
    char   *value = g_key_file_get_string(key_file, group, key, &error);

    if (value == NULL) {
        if (!g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
            fault(file, group, key, "%s", error->message);
        else if (required)
            fault(file, group, key, "missing");
        g_clear_error(&error);
        return NULL;
    }
    if (*value == '\0') {
        fault(file, group, key, "empty");
        g_free(value);
        return NULL;
    }
    for (const char *p = value; *p != '\0'; p = g_utf8_next_char(p)) {
        if (g_unichar_iscntrl(g_utf8_get_char(p))) {
            fault(file, group, key, "control character U+%04X", g_utf8_get_char(p));
            break;
        }
    }
    if (g_ascii_isspace(value[0]) || g_ascii_isspace(value[strlen(value) - 1]) || strstr(value, "  ") != NULL)
        fault(file, group, key, "a blank at the beginning, at the end, or doubled");
    return value;
}

/* A text that no other record may have, and that ends like a sentence. */
static char *
get_sentences(GKeyFile *key_file, const char *file, const char *group, const char *key, gboolean required)
{
    char       *value = get_text(key_file, file, group, key, required);
    const char *other;

    if (value == NULL)
        return NULL;
    if (!g_str_has_suffix(value, ".") && !g_str_has_suffix(value, ".)"))
        fault(file, group, key, "does not end with a full stop");
    other = g_hash_table_lookup(texts_seen, value);
    if (other != NULL)
        fault(file, group, key, "the same text as %s", other);
    else
        g_hash_table_insert(texts_seen, g_strdup(value), g_strdup_printf("%s: [%s] %s", file, group, key));
    return value;
}

static void
check_label(const char *file, const char *group, const char *key, const char *before, const char *text)
{
    size_t bytes = strlen(before) + strlen(text);

    if (bytes > LABEL_MAX_BYTES)
        fault(file, group, key, "%zu bytes too long for the label \"%s...\" of at most %d bytes",
              bytes - LABEL_MAX_BYTES, before, LABEL_MAX_BYTES);
}

/* Key, Key2, Key3 ...; the first one is required, and none may be left out. */
static GPtrArray *
get_list(GKeyFile *key_file, const char *file, const char *group, const char *key)
{
    GPtrArray *list = g_ptr_array_new();

    for (unsigned i = 1; i <= MAX_ITEMS; i++) {
        char *name = i == 1 ? g_strdup(key) : g_strdup_printf("%s%u", key, i);
        char *value = get_sentences(key_file, file, group, name, i == 1);

        if (value != NULL) {
            if (list->len != i - 1)
                fault(file, group, name, "the one before it is missing");
            g_ptr_array_add(list, value);
        }
        g_free(name);
    }
    return list;
}

static gboolean
is_list_key(const char *key, const char *name)
{
    size_t length = strlen(name);

    return strncmp(key, name, length) == 0
        && (key[length] == '\0'
            || (key[length] >= '2' && key[length] <= '0' + MAX_ITEMS && key[length + 1] == '\0'));
}

static void
check_keys(GKeyFile *key_file, const char *file, const char *group, const char *const *known, gboolean lists)
{
    char **keys = g_key_file_get_keys(key_file, group, NULL, NULL);

    for (unsigned i = 0; keys != NULL && keys[i] != NULL; i++) {
        if (g_strv_contains(known, keys[i]))
            continue;
        if (lists && (is_list_key(keys[i], "Cause") || is_list_key(keys[i], "Remedy")))
            continue;
        fault(file, group, keys[i], "unknown key");
    }
    g_strfreev(keys);
}

/* Exactly three digits. */
static gboolean
parse_code(const char *text, unsigned *code)
{
    if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]) || !g_ascii_isdigit(text[2]) || text[3] != '\0')
        return FALSE;
    *code = (unsigned)atoi(text);
    return TRUE;
}

static void
read_facts(GKeyFile *key_file, record_t *record)
{
    const char *file = record->file, *group = record->group;
    char       *value;
    gsize       count;

    value = get_text(key_file, file, group, "Outcome", TRUE);
    if (value != NULL) {
        while (record->outcome < NUM_OUTCOMES && strcmp(value, outcome_names[record->outcome]) != 0)
            record->outcome++;
        if (record->outcome++ == NUM_OUTCOMES)
            fault(file, group, "Outcome", "unknown outcome \"%s\"", value);
        g_free(value);
    }

    value = get_text(key_file, file, group, "Registered", FALSE);
    if (value != NULL && strcmp(value, "no") != 0)
        fault(file, group, "Registered", "only \"no\" may stand here, not \"%s\"", value);
    record->registered = value == NULL && !record->is_class;
    g_free(value);

    value = get_text(key_file, file, group, "TreatAs", record->is_class);
    if (value != NULL) {
        if (!record->is_class)
            fault(file, group, "TreatAs", "only classes have it");
        else if (!parse_code(value, &record->treat_as))
            fault(file, group, "TreatAs", "\"%s\" is not a code", value);
        g_free(value);
    }

    if (g_key_file_has_key(key_file, group, "Evidence", NULL)) {
        value = get_text(key_file, file, group, "Evidence", TRUE);
        g_free(value);
        record->evidence = g_key_file_get_string_list(key_file, group, "Evidence", &count, NULL);
        for (unsigned i = 0; record->evidence != NULL && record->evidence[i] != NULL; i++) {
            const char *name = record->evidence[i];

            if (*name == '\0' || strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") != strlen(name))
                fault(file, group, "Evidence", "\"%s\" is not the name of a header field", name);
        }
    }
}

static void
read_record(GKeyFile *key_file, const char *file, const char *group, unsigned code, gboolean is_class)
{
    static const char *const known[] = {
        "Phrase", "Registered", "TreatAs", "Outcome", "Reference", "Evidence", "Summary", "Description", NULL
    };
    record_t *record = g_new0(record_t, 1);

    record->file = file;
    record->group = g_strdup(group);
    record->code = code;
    record->is_class = is_class;
    check_keys(key_file, file, group, known, TRUE);
    if (!is_class && (code < SIP_CODE_MIN || code > SIP_CODE_MAX))
        fault(file, group, NULL, "out of range: codes go from %d to %d", SIP_CODE_MIN, SIP_CODE_MAX);

    read_facts(key_file, record);
    record->phrase = get_text(key_file, file, group, "Phrase", TRUE);
    record->reference = get_text(key_file, file, group, "Reference", TRUE);
    record->summary = get_text(key_file, file, group, "Summary", TRUE);
    record->description = get_sentences(key_file, file, group, "Description", TRUE);
    record->causes = get_list(key_file, file, group, "Cause");
    record->remedies = get_list(key_file, file, group, "Remedy");

    if (record->phrase != NULL)
        check_label(file, group, "Phrase", PHRASE_LABEL, record->phrase);
    if (record->reference != NULL)
        check_label(file, group, "Reference", "Reference: ", record->reference);
    if (record->summary != NULL) {
        unsigned columns = layout_columns(record->summary, strlen(record->summary));

        if (columns > SUMMARY_MAX_COLUMNS)
            fault(file, group, "Summary", "%u columns wide, and only %d fit", columns, SUMMARY_MAX_COLUMNS);
        if (g_str_has_suffix(record->summary, "."))
            fault(file, group, "Summary", "ends with a full stop");
        check_label(file, group, "Summary", ITEM_LABEL, record->summary);
        if (record->phrase != NULL) {
            char *before = g_strconcat(EXPERT_LABEL, record->phrase, NULL);

            check_label(file, group, "Summary", before, record->summary);
            g_free(before);
        }
        if (g_hash_table_contains(texts_seen, record->summary))
            fault(file, group, "Summary", "the same text as %s",
                  (const char *)g_hash_table_lookup(texts_seen, record->summary));
        else
            g_hash_table_insert(texts_seen, g_strdup(record->summary),
                                g_strdup_printf("%s: [%s] Summary", file, group));
    }
    g_ptr_array_add(records, record);
}

static void
read_pair(GKeyFile *key_file, const char *file, const char *group, unsigned first, unsigned second)
{
    static const char *const known[] = { "Difference", NULL };
    pair_t *pair = g_new0(pair_t, 1);

    pair->file = file;
    pair->group = g_strdup(group);
    pair->codes[0] = first;
    pair->codes[1] = second;
    check_keys(key_file, file, group, known, FALSE);
    if (first >= second)
        fault(file, group, NULL, "the smaller code comes first");
    pair->difference = get_sentences(key_file, file, group, "Difference", TRUE);
    g_ptr_array_add(pairs, pair);
}

static void
read_group(GKeyFile *key_file, const char *file, const char *group)
{
    unsigned   code;
    gboolean   is_code = parse_code(group, &code);
    char     **words;
    unsigned   codes[2];

    if (is_code) {
        read_record(key_file, file, group, code, FALSE);
        return;
    }
    if (group[0] >= '1' && group[0] <= '6' && strcmp(group + 1, "xx") == 0) {
        read_record(key_file, file, group, (unsigned)(group[0] - '0'), TRUE);
        return;
    }
    words = g_strsplit(group, " ", 3);
    if (g_strv_length(words) == 2 && parse_code(words[0], &codes[0]) && parse_code(words[1], &codes[1]))
        read_pair(key_file, file, group, codes[0], codes[1]);
    else
        fault(file, group, NULL, "unknown group: neither a code (420) nor a class (4xx) nor two codes (420 421)");
    g_strfreev(words);
}

static void
read_file(const char *file)
{
    char      *content = NULL;
    gsize      length = 0;
    GError    *error = NULL;
    GKeyFile  *key_file;
    char     **groups;

    if (!g_file_get_contents(file, &content, &length, &error)) {
        fault(file, NULL, NULL, "%s", error->message);
        g_error_free(error);
        return;
    }
    if (check_lines(file, content, length)) {
        key_file = g_key_file_new();
        if (!g_key_file_load_from_data(key_file, content, length, G_KEY_FILE_NONE, &error)) {
            fault(file, NULL, NULL, "%s", error->message);
            g_error_free(error);
        } else {
            groups = g_key_file_get_groups(key_file, NULL);
            for (unsigned i = 0; groups[i] != NULL; i++)
                read_group(key_file, file, groups[i]);
            g_strfreev(groups);
        }
        g_key_file_free(key_file);
    }
    g_free(content);
}

static const record_t *
find_record(unsigned code)
{
    for (unsigned i = 0; i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);

        if (!record->is_class && record->code == code)
            return record;
    }
    return NULL;
}

/* What can only be seen when all files have been read. */
static void
check_whole(void)
{
    gboolean have_class[7] = { FALSE };

    for (unsigned i = 0; i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);

        if (!record->is_class)
            continue;
        have_class[record->code] = TRUE;
        if (record->treat_as != 0 && find_record(record->treat_as) == NULL)
            fault(record->file, record->group, "TreatAs", "there is no record for %u", record->treat_as);
    }
    for (unsigned i = 1; i <= 6; i++) {
        if (!have_class[i])
            fault("catalogue", NULL, NULL, "the class record [%uxx] is missing", i);
    }
    for (unsigned i = 0; i < pairs->len; i++) {
        const pair_t *pair = g_ptr_array_index(pairs, i);

        for (unsigned j = 0; j < 2; j++) {
            if (find_record(pair->codes[j]) == NULL)
                fault(pair->file, pair->group, NULL, "there is no record for %u", pair->codes[j]);
        }
    }
}

static int
compare_records(const void *a, const void *b)
{
    const record_t *first = *(const record_t *const *)a, *second = *(const record_t *const *)b;

    return (first->code > second->code) - (first->code < second->code);
}

static void
write_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '"' || c == '\\' || c == '?')  /* no trigraphs */
            fprintf(out, "\\%c", c);
        else if (c >= 0x20 && c < 0x7f)
            fputc(c, out);
        else
            fprintf(out, "\\%03o", c);
    }
    fputc('"', out);
}

static void
write_list(FILE *out, const char *name, const record_t *record, const char *const *list, size_t length)
{
    fprintf(out, "static const char *const %s_%s[] = {\n", name, record->group);
    for (size_t i = 0; i < length; i++) {
        fputs("    ", out);
        write_string(out, list[i]);
        fputs(",\n", out);
    }
    fputs("    NULL\n};\n", out);
}

/* Other codes that this one is taken for, in the order of differences.ini. */
static void
write_neighbours(FILE *out, const record_t *record)
{
    fprintf(out, "static const sip_neighbour_t neighbours_%s[] = {\n", record->group);
    for (unsigned i = 0; i < pairs->len; i++) {
        const pair_t *pair = g_ptr_array_index(pairs, i);

        for (unsigned j = 0; j < 2 && !record->is_class; j++) {
            if (pair->codes[j] == record->code) {
                fprintf(out, "    { %u, ", pair->codes[1 - j]);
                write_string(out, pair->difference);
                fputs(" },\n", out);
            }
        }
    }
    fputs("    { 0, NULL }\n};\n", out);
}

static void
write_lists(FILE *out, const record_t *record)
{
    char **evidence = record->evidence;

    write_list(out, "evidence", record, (const char *const *)evidence,
               evidence != NULL ? g_strv_length(evidence) : 0);
    write_list(out, "causes", record, (const char *const *)record->causes->pdata, record->causes->len);
    write_list(out, "remedies", record, (const char *const *)record->remedies->pdata, record->remedies->len);
    write_neighbours(out, record);
}

static void
write_table(FILE *out, gboolean classes)
{
    unsigned count = 0;

    fprintf(out, "\nconst sip_response_record_t %s] = {\n",
            classes ? "catalogue_classes[6" : "catalogue_responses[");
    for (unsigned i = 0; i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);
        const char     *group = record->group;

        if (record->is_class != classes)
            continue;
        count++;
        fprintf(out, "    {\n        %u, %u, %u, %s,\n        ", record->code, record->treat_as, record->outcome,
                record->registered ? "true" : "false");
        write_string(out, record->phrase);
        fputs(",\n        ", out);
        write_string(out, record->reference);
        fprintf(out, ",\n        evidence_%s,\n        ", group);
        write_string(out, record->summary);
        fputs(",\n        ", out);
        write_string(out, record->description);
        fprintf(out, ",\n        causes_%s, remedies_%s, neighbours_%s\n    },\n", group, group, group);
    }
    fputs("};\n", out);
    if (!classes)
        fprintf(out, "\nconst size_t catalogue_num_responses = %u;\n", count);
}

/* Written beside the target and renamed, so that no half table is ever compiled. */
static gboolean
write_file(const char *path)
{
    char     *temporary = g_strconcat(path, ".new", NULL);
    FILE     *out = g_fopen(temporary, "w");
    gboolean  good;

    if (out == NULL) {
        perror(temporary);
        g_free(temporary);
        return FALSE;
    }
    fputs("/* Generated from the catalogue in data/ by catalogue_generator. Do not edit.\n *\n"
          " * SPDX-License-Identifier: GPL-2.0-or-later\n */\n\n#include \"catalogue.h\"\n\n", out);
    for (unsigned i = 0; i < records->len; i++)
        write_lists(out, g_ptr_array_index(records, i));
    write_table(out, FALSE);
    write_table(out, TRUE);

    good = !ferror(out);
    good = fclose(out) == 0 && good;
    good = good && g_rename(temporary, path) == 0;
    if (!good)
        perror(path);
    g_free(temporary);
    return good;
}

int
main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s OUTPUT.c INPUT.ini...\n", argv[0]);
        return 2;
    }
    records = g_ptr_array_new();
    pairs = g_ptr_array_new();
    groups_seen = g_hash_table_new(g_str_hash, g_str_equal);
    texts_seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (int i = 2; i < argc; i++)
        read_file(argv[i]);
    if (num_faults == 0)
        check_whole();
    if (num_faults != 0) {
        fprintf(stderr, "%u fault%s in the catalogue, nothing written\n", num_faults, num_faults == 1 ? "" : "s");
        return 1;
    }
    g_ptr_array_sort(records, compare_records);
    return write_file(argv[1]) ? 0 : 1;
}
