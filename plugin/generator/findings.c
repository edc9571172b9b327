/* findings.c
 * Build tool that makes a C table of the catalogue: findings, their sentences,
 * and the header by which rules say them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/catalogue.h"
#include "generator.h"

#define FINDING_PREFIX  "finding "
#define SENTENCE_PREFIX "sentence "

typedef struct {
    const char *file;
    char       *id;
    char       *title;
    unsigned    level;
    char       *meaning;
    char       *shown;
    GPtrArray  *remedies;
    char       *reference;
} finding_t;

/* What Values says of a value, and the type of the parameter that it becomes. */
static const struct {
    const char *kind;
    const char *type;
} kinds[] = {
    { "text",      "sip_text_t " },
    { "frame",     "uint32_t " },
    { "number",    "uint64_t " },
    { "duration",  "int64_t " },
    { "response",  "unsigned " },
    { "meaning",   "const char *" },
    { "reference", "const char *" },
};

typedef struct {
    const char *file;
    char       *group;
    const char *id;         /* within group */
    char       *finding;
    char       *text;
    char       *names[FINDING_MAX_VALUES + 1];     /* ended by NULL */
    size_t      kinds[FINDING_MAX_VALUES];
    size_t      num_values;
} sentence_t;

static GPtrArray *findings;
static GPtrArray *sentences;

/* Small letters, digits and hyphens, as filters and scripts have it. */
static gboolean
is_id(const char *text)
{
    return g_ascii_islower(text[0]) && strspn(text, G_CSET_a_2_z G_CSET_DIGITS "-") == strlen(text)
        && !g_str_has_suffix(text, "-") && strstr(text, "--") == NULL;
}

/* What follows the prefix in the name of the group. */
static const char *
read_id(const source_t *source, const char *group, const char *prefix)
{
    const char *id = group + strlen(prefix);

    if (!is_id(id))
        fault(source->file, source->group, NULL, "\"%s\" is no id, which has small letters, digits and single hyphens", id);
    return id;
}

static void
read_level(const source_t *source, finding_t *finding)
{
    static const char *const names[NUM_LEVELS] = {
#define LEVEL_NAME(id, name) [id] = name,
        FINDING_LEVEL_LIST(LEVEL_NAME)
#undef LEVEL_NAME
    };
    char *value = get_text(source, "Level", FALSE);

    finding->level = LEVEL_FAULT;
    if (value == NULL)
        return;
    while (finding->level < NUM_LEVELS && strcmp(value, names[finding->level]) != 0)
        finding->level++;
    if (finding->level == NUM_LEVELS)
        fault(source->file, source->group, "Level", "unknown level \"%s\"", value);
    g_free(value);
}

static void
read_finding(const source_t *source)
{
    static const char *const known[] = { "Title", "Level", "Meaning", "Shown", "Reference", NULL };
    static const char *const lists[] = { "Remedy", NULL };
    finding_t *finding = g_new0(finding_t, 1);

    finding->file = source->file;
    finding->id = g_strdup(read_id(source, source->group, FINDING_PREFIX));
    check_keys(source, known, lists);
    finding->title = get_gist(source, "Title", TRUE, ANY_PHRASE);
    read_level(source, finding);
    finding->meaning = get_sentences(source, "Meaning", TRUE);
    finding->shown = get_sentences(source, "Shown", TRUE);
    finding->remedies = get_list(source, "Remedy", finding->level == LEVEL_FAULT);
    finding->reference = get_text(source, "Reference", TRUE);
    if (finding->reference != NULL)
        check_label(source, "Reference", "Reference: ", finding->reference);
    g_ptr_array_add(findings, finding);
}

/* The name becomes a parameter beside the others of the function, so it must not be a word of C or one of theirs. */
static gboolean
is_parameter(const char *name)
{
    static const char *const taken[] = {
        "about", "certainty", "values",
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern",
        "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
        "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", NULL
    };

    return g_ascii_islower(name[0]) && strspn(name, G_CSET_a_2_z G_CSET_DIGITS "_") == strlen(name)
        && !g_strv_contains(taken, name);
}

/* "frame:frame" */
static void
read_value(const source_t *source, sentence_t *sentence, const char *value)
{
    char **parts = g_strsplit(value, ":", 2);
    size_t kind = 0;

    if (sentence->num_values == FINDING_MAX_VALUES)
        fault(source->file, source->group, "Values", "\"%s\" is one more than the %d that fit", value, FINDING_MAX_VALUES);
    else if (!is_parameter(parts[0]))
        fault(source->file, source->group, "Values", "\"%s\" cannot be the name of a value", parts[0]);
    else if (g_strv_contains((const char *const *)sentence->names, parts[0]))
        fault(source->file, source->group, "Values", "\"%s\" comes twice", parts[0]);
    else {
        while (kind < G_N_ELEMENTS(kinds) && g_strcmp0(parts[1], kinds[kind].kind) != 0)
            kind++;
        if (kind == G_N_ELEMENTS(kinds)) {
            fault(source->file, source->group, "Values", "unknown kind of \"%s\"", value);
        } else {
            sentence->names[sentence->num_values] = g_strdup(parts[0]);
            sentence->kinds[sentence->num_values++] = kind;
        }
    }
    g_strfreev(parts);
}

/* A meaning is sentences of the catalogue, so a text may end with one. */
static char *
get_sentence(const source_t *source, const sentence_t *sentence)
{
    char *text = g_key_file_get_string(source->key_file, source->group, "Text", NULL), *end;
    gboolean ends = FALSE;

    for (size_t i = 0; text != NULL && i < sentence->num_values; i++) {
        if (strcmp(kinds[sentence->kinds[i]].kind, "meaning") != 0)
            continue;
        end = g_strdup_printf("{%s}", sentence->names[i]);
        ends = ends || g_str_has_suffix(text, end);
        g_free(end);
    }
    g_free(text);
    return ends ? get_unique_text(source, "Text", TRUE) : get_sentences(source, "Text", TRUE);
}

static void
read_sentence(const source_t *source)
{
    static const char *const known[] = { "Finding", "Values", "Text", NULL };
    sentence_t *sentence = g_new0(sentence_t, 1);
    unsigned    before = num_faults();
    char       *value;

    sentence->file = source->file;
    sentence->group = g_strdup(source->group);
    sentence->id = read_id(source, sentence->group, SENTENCE_PREFIX);
    check_keys(source, known, NULL);
    sentence->finding = get_text(source, "Finding", TRUE);
    value = get_text(source, "Values", FALSE);
    if (value != NULL) {
        char **values = g_strsplit(value, " ", -1);

        for (unsigned i = 0; values[i] != NULL; i++)
            read_value(source, sentence, values[i]);
        g_strfreev(values);
        g_free(value);
    }
    sentence->text = get_sentence(source, sentence);
    /* After a fault in Values the names would be blamed, too. */
    if (sentence->text != NULL && num_faults() == before) {
        char *names = g_strjoinv(" ", sentence->names);

        check_names(source, sentence->text, names);
        g_free(names);
    }
    g_ptr_array_add(sentences, sentence);
}

gboolean
findings_read(const source_t *source)
{
    if (findings == NULL) {
        findings = g_ptr_array_new();
        sentences = g_ptr_array_new();
    }
    if (g_str_has_prefix(source->group, FINDING_PREFIX))
        read_finding(source);
    else if (g_str_has_prefix(source->group, SENTENCE_PREFIX))
        read_sentence(source);
    else
        return FALSE;
    return TRUE;
}

int
findings_place_of(const char *id)
{
    for (unsigned i = 0; findings != NULL && i < findings->len; i++) {
        const finding_t *finding = g_ptr_array_index(findings, i);

        if (strcmp(finding->id, id) == 0)
            return (int)i;
    }
    return -1;
}

void
findings_check(void)
{
    for (unsigned i = 0; sentences != NULL && i < sentences->len; i++) {
        const sentence_t *sentence = g_ptr_array_index(sentences, i);

        if (findings_place_of(sentence->finding) < 0)
            fault(sentence->file, sentence->group, "Finding", "there is no group [" FINDING_PREFIX "%s]", sentence->finding);
    }
}

static int
compare_findings(const void *a, const void *b)
{
    const finding_t *first = *(const finding_t *const *)a, *second = *(const finding_t *const *)b;

    return strcmp(first->id, second->id);
}

static int
compare_sentences(const void *a, const void *b)
{
    const sentence_t *first = *(const sentence_t *const *)a, *second = *(const sentence_t *const *)b;

    return strcmp(first->id, second->id);
}

/* An id as a part of names in C; the caller owns it. */
static char *
identifier(const char *id)
{
    return g_strdelimit(g_strdup(id), "-", '_');
}

static void
write_findings(FILE *out)
{
    for (unsigned i = 0; i < findings->len; i++) {
        const finding_t *finding = g_ptr_array_index(findings, i);
        char            *name = identifier(finding->id), *list = g_strconcat("finding_remedies_", name, NULL);

        write_strings(out, list, (const char *const *)finding->remedies->pdata, finding->remedies->len);
        g_free(list);
        g_free(name);
    }
    fputs("\nconst finding_record_t catalogue_findings[] = {\n", out);
    for (unsigned i = 0; i < findings->len; i++) {
        const finding_t *finding = g_ptr_array_index(findings, i);
        char            *name = identifier(finding->id);

        fprintf(out, "    {\n        \"%s\", ", finding->id);
        write_string(out, finding->title);
        fprintf(out, ", %u,\n        ", finding->level);
        write_string(out, finding->meaning);
        fputs(",\n        ", out);
        write_string(out, finding->shown);
        fprintf(out, ",\n        finding_remedies_%s, ", name);
        write_string(out, finding->reference);
        fputs("\n    },\n", out);
        g_free(name);
    }
    fprintf(out, "};\n\nconst size_t catalogue_num_findings = %u;\n", findings->len);
}

static void
write_sentences(FILE *out)
{
    fputs("\nconst finding_sentence_record_t catalogue_finding_sentences[] = {\n", out);
    for (unsigned i = 0; i < sentences->len; i++) {
        sentence_t *sentence = g_ptr_array_index(sentences, i);
        char       *names = g_strjoinv(" ", sentence->names);

        fprintf(out, "    { %d, ", findings_place_of(sentence->finding));
        write_string(out, sentence->text);
        fprintf(out, ", \"%s\" },\n", names);
        g_free(names);
    }
    fprintf(out, "};\n\nconst size_t catalogue_num_finding_sentences = %u;\n", sentences->len);
}

void
findings_write(FILE *out)
{
    g_ptr_array_sort(findings, compare_findings);
    g_ptr_array_sort(sentences, compare_sentences);
    write_findings(out);
    write_sentences(out);
}

/* One of the enumerations, "NUM_<PREFIX>S" at its end. */
static void
write_constant(FILE *out, const char *prefix, const char *id)
{
    char *name = identifier(id), *upper = g_ascii_strup(name, -1);

    fprintf(out, "%s_%s", prefix, upper);
    g_free(upper);
    g_free(name);
}

static void
write_enumerations(FILE *out)
{
    fputs("/* Places in catalogue_findings. */\nenum {\n", out);
    for (unsigned i = 0; i < findings->len; i++) {
        fputs("    ", out);
        write_constant(out, "FINDING", ((const finding_t *)g_ptr_array_index(findings, i))->id);
        fputs(",\n", out);
    }
    fputs("    NUM_FINDINGS\n};\n\n/* Places in catalogue_finding_sentences. */\nenum {\n", out);
    for (unsigned i = 0; i < sentences->len; i++) {
        fputs("    ", out);
        write_constant(out, "SENTENCE", ((const sentence_t *)g_ptr_array_index(sentences, i))->id);
        fputs(",\n", out);
    }
    fputs("    NUM_FINDING_SENTENCES\n};\n", out);
}

static void
write_function(FILE *out, const sentence_t *sentence)
{
    char *name = identifier(sentence->id);

    fprintf(out, "\nstatic inline void\nfind_%s(finding_case_t *about, certainty_t certainty", name);
    for (size_t i = 0; i < sentence->num_values; i++)
        fprintf(out, ", %s%s", kinds[sentence->kinds[i]].type, sentence->names[i]);
    fputs(")\n{\n", out);
    if (sentence->num_values > 0) {
        fputs("    const finding_value_t values[] = { ", out);
        for (size_t i = 0; i < sentence->num_values; i++)
            fprintf(out, "%sfinding_%s(%s)", i > 0 ? ", " : "", kinds[sentence->kinds[i]].kind, sentence->names[i]);
        fputs(" };\n\n", out);
    }
    fputs("    finding_add(about, ", out);
    write_constant(out, "FINDING", sentence->finding);
    fputs(", ", out);
    write_constant(out, "SENTENCE", sentence->id);
    fprintf(out, ", certainty, %s, %zu);\n}\n", sentence->num_values > 0 ? "values" : "NULL", sentence->num_values);
    g_free(name);
}

void
findings_write_header(FILE *out)
{
    fputs("#ifndef SIPEXPLAIN_FINDING_SENTENCES_H\n#define SIPEXPLAIN_FINDING_SENTENCES_H\n\n"
          "#include \"findings/finding.h\"\n\n", out);
    write_enumerations(out);
    for (unsigned i = 0; i < sentences->len; i++)
        write_function(out, g_ptr_array_index(sentences, i));
    fputs("\n#endif /* SIPEXPLAIN_FINDING_SENTENCES_H */\n", out);
}
