/* responses.c
 * Build tool that makes a C table of the catalogue: response codes and their
 * differences
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/catalogue.h"
#include "generator.h"
#include "catalogue/layout.h"

/* What reads well beside another one when two codes are compared. */
#define FACT_MAX_COLUMNS    110

/* What stands before a text in the longest label that it has to fit. */
#define PHRASE_LABEL        "Usual phrase, not registered: "

static const char *const outcome_names[NUM_OUTCOMES + 1] = {
#define OUTCOME_NAME(id, value, name) [id] = name,
    SIP_OUTCOME_LIST(OUTCOME_NAME)
#undef OUTCOME_NAME
};

static const char *const fact_keys[NUM_FACTS] = {
#define FACT_KEY(id, key) [id] = key,
    SIP_FACT_LIST(FACT_KEY)
#undef FACT_KEY
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
    char       *summary_refused;
    char       *description;
    GPtrArray  *summaries;
    GPtrArray  *causes;
    GPtrArray  *remedies;
    conditions_t *summary_conditions;
    conditions_t *cause_conditions;
    conditions_t *remedy_conditions;
    char       *facts[NUM_FACTS];   /* NULL where those of the class hold */
} record_t;

typedef struct {
    const char *file;
    char       *group;
    unsigned    codes[2];
    char       *difference;
} pair_t;

static GPtrArray *records;  /* record_t */
static GPtrArray *pairs;    /* pair_t */

static void
read_outcome(const source_t *source, record_t *record)
{
    char *value = get_text(source, "Outcome", TRUE);

    if (value == NULL)
        return;
    record->outcome = 1;
    while (record->outcome <= NUM_OUTCOMES && strcmp(value, outcome_names[record->outcome]) != 0)
        record->outcome++;
    if (record->outcome > NUM_OUTCOMES)
        fault(source->file, source->group, "Outcome", "unknown outcome \"%s\"", value);
    g_free(value);
}

static void
read_evidence(const source_t *source, record_t *record)
{
    char *value = get_text(source, "Evidence", FALSE);

    if (value == NULL)
        return;
    g_free(value);
    record->evidence = g_key_file_get_string_list(source->key_file, source->group, "Evidence", NULL, NULL);
    for (unsigned i = 0; record->evidence != NULL && record->evidence[i] != NULL; i++) {
        const char *name = record->evidence[i];

        if (*name == '\0' || strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-") != strlen(name))
            fault(source->file, source->group, "Evidence", "\"%s\" is not the name of a header field", name);
    }
}

static void
read_facts(const source_t *source, record_t *record)
{
    char *value;

    read_outcome(source, record);
    read_evidence(source, record);

    value = get_text(source, "Registered", FALSE);
    if (value != NULL && strcmp(value, "no") != 0)
        fault(source->file, source->group, "Registered", "only \"no\" may stand here, not \"%s\"", value);
    record->registered = value == NULL && !record->is_class;
    g_free(value);

    value = get_text(source, "TreatAs", record->is_class);
    if (value != NULL) {
        if (!record->is_class)
            fault(source->file, source->group, "TreatAs", "only classes have it");
        else if (!parse_code(value, &record->treat_as))
            fault(source->file, source->group, "TreatAs", "\"%s\" is not a code", value);
        g_free(value);
    }
    record->phrase = get_text(source, "Phrase", TRUE);
    if (record->phrase != NULL)
        check_label(source, "Phrase", PHRASE_LABEL, record->phrase);
    record->reference = get_text(source, "Reference", TRUE);
    if (record->reference != NULL)
        check_label(source, "Reference", "Reference: ", record->reference);
}

/*
 * What a response does to a forked call and to a dialog is decided by its class
 * unless something else is said; everything else differs from code to code.
 */
static gboolean
is_fact_of_class(unsigned fact)
{
    return fact == FACT_FORK || fact == FACT_DIALOG;
}

static void
read_comparison(const source_t *source, record_t *record)
{
    for (unsigned i = 0; i < NUM_FACTS; i++) {
        char    *fact = get_text(source, fact_keys[i], record->is_class || !is_fact_of_class(i));
        unsigned columns = fact != NULL ? layout_columns(fact, strlen(fact)) : 0;

        if (columns > FACT_MAX_COLUMNS)
            fault(source->file, source->group, fact_keys[i], "%u columns wide, and only %d fit", columns,
                  FACT_MAX_COLUMNS);
        check_no_sentence(source, fact_keys[i], fact);
        record->facts[i] = fact;
    }
}

/* The gist of cases in which the code means something else. */
static void
read_summaries(const source_t *source, record_t *record)
{
    record->summaries = g_ptr_array_new();
    for (unsigned i = 2; i <= 6; i++) {
        char *key = g_strdup_printf("Summary%u", i), *value = get_gist(source, key, FALSE, record->phrase);

        if (value != NULL && record->summaries->len != i - 2)
            fault(source->file, source->group, key, "the one before it is missing");
        if (value != NULL)
            g_ptr_array_add(record->summaries, value);
        g_free(key);
    }
    record->summary_conditions = get_conditions(source, "Summary", record->summaries->len, 2);
}

static void
read_record(const source_t *source, unsigned code, gboolean is_class)
{
    static const char *const known[] = {
        "Phrase", "Registered", "TreatAs", "Outcome", "Reference", "Evidence", "Summary", "SummaryRefused",
        "Description",
        "Summary2", "Summary3", "Summary4", "Summary5", "Summary6", "Summary2If", "Summary3If", "Summary4If", "Summary5If",
        "Summary6If",
        "CauseIf", "Cause2If", "Cause3If", "Cause4If", "Cause5If", "Cause6If",
        "RemedyIf", "Remedy2If", "Remedy3If", "Remedy4If", "Remedy5If", "Remedy6If",
#define FACT_KNOWN(id, key) key,
        SIP_FACT_LIST(FACT_KNOWN)
#undef FACT_KNOWN
        NULL
    };
    static const char *const lists[] = { "Cause", "Remedy", NULL };
    record_t *record = g_new0(record_t, 1);

    record->file = source->file;
    record->group = g_strdup(source->group);
    record->code = code;
    record->is_class = is_class;
    check_keys(source, known, lists);
    if (!is_class && (code < SIP_CODE_MIN || code > SIP_CODE_MAX))
        fault(source->file, source->group, NULL, "out of range: codes go from %d to %d", SIP_CODE_MIN, SIP_CODE_MAX);

    read_facts(source, record);
    record->summary = get_gist(source, "Summary", TRUE, record->phrase);
    record->summary_refused = get_gist(source, "SummaryRefused", FALSE, record->phrase);
    record->description = get_sentences(source, "Description", TRUE);
    read_summaries(source, record);
    record->causes = get_list(source, "Cause", TRUE);
    record->cause_conditions = get_conditions(source, "Cause", record->causes->len, 1);
    check_conditions(source, "Cause", record->cause_conditions, record->causes->len);
    record->remedies = get_list(source, "Remedy", TRUE);
    record->remedy_conditions = get_conditions(source, "Remedy", record->remedies->len, 1);
    check_conditions(source, "Remedy", record->remedy_conditions, record->remedies->len);
    read_comparison(source, record);
    g_ptr_array_add(records, record);
}

static void
read_pair(const source_t *source, unsigned first, unsigned second)
{
    static const char *const known[] = { "Difference", NULL };
    pair_t *pair = g_new0(pair_t, 1);

    pair->file = source->file;
    pair->group = g_strdup(source->group);
    pair->codes[0] = first;
    pair->codes[1] = second;
    check_keys(source, known, NULL);
    if (first >= second)
        fault(source->file, source->group, NULL, "the smaller code comes first");
    pair->difference = get_sentences(source, "Difference", TRUE);
    g_ptr_array_add(pairs, pair);
}

gboolean
responses_read(const source_t *source)
{
    const char *group = source->group;
    unsigned    code, codes[2];
    char      **words;
    gboolean    is_pair;

    if (records == NULL) {
        records = g_ptr_array_new();
        pairs = g_ptr_array_new();
    }
    if (parse_code(group, &code)) {
        read_record(source, code, FALSE);
        return TRUE;
    }
    if (group[0] >= '1' && group[0] <= '6' && strcmp(group + 1, "xx") == 0) {
        read_record(source, (unsigned)(group[0] - '0'), TRUE);
        return TRUE;
    }
    words = g_strsplit(group, " ", 3);
    is_pair = g_strv_length(words) == 2 && parse_code(words[0], &codes[0]) && parse_code(words[1], &codes[1]);
    g_strfreev(words);
    if (is_pair)
        read_pair(source, codes[0], codes[1]);
    return is_pair;
}

gboolean
responses_have(unsigned code)
{
    for (unsigned i = 0; records != NULL && i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);

        if (!record->is_class && record->code == code)
            return TRUE;
    }
    return FALSE;
}

void
responses_check(void)
{
    gboolean have_class[7] = { FALSE };

    for (unsigned i = 0; records != NULL && i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);

        if (!record->is_class)
            continue;
        have_class[record->code] = TRUE;
        if (record->treat_as != 0 && !responses_have(record->treat_as))
            fault(record->file, record->group, "TreatAs", "there is no record for %u", record->treat_as);
    }
    for (unsigned i = 1; i <= 6; i++) {
        if (!have_class[i])
            fault("catalogue", NULL, NULL, "the class record [%uxx] is missing", i);
    }
    for (unsigned i = 0; pairs != NULL && i < pairs->len; i++) {
        const pair_t *pair = g_ptr_array_index(pairs, i);

        for (unsigned j = 0; j < 2; j++) {
            if (!responses_have(pair->codes[j]))
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
write_list(FILE *out, const char *prefix, const record_t *record, void *const *list, size_t length)
{
    char *name = g_strconcat(prefix, record->group, NULL);

    write_strings(out, name, (const char *const *)list, length);
    g_free(name);
}

static const record_t *
class_of(const record_t *record)
{
    for (unsigned i = 0; i < records->len; i++) {
        const record_t *other = g_ptr_array_index(records, i);

        if (other->is_class && other->code == record->code / 100)
            return other;
    }
    return record;
}

static void
write_facts(FILE *out, const record_t *record)
{
    for (unsigned i = 0; i < NUM_FACTS; i++) {
        fputs(i == 0 ? "        { " : ",\n          ", out);
        write_string(out, record->facts[i] != NULL ? record->facts[i] : class_of(record)->facts[i]);
    }
    fputs(" },\n", out);
}

/* The name of a table of conditions; NULL where there is none. */
static void
write_conditions_name(FILE *out, const char *kind, const record_t *record, const conditions_t *conditions)
{
    if (conditions_any(conditions))
        fprintf(out, "%s_conditions_%s, ", kind, record->group);
    else
        fputs("NULL, ", out);
}

static void
write_conditions_of(FILE *out, const char *kind, const record_t *record, const conditions_t *conditions, unsigned count)
{
    char *name = g_strdup_printf("%s_conditions_%s", kind, record->group);

    write_conditions(out, name, conditions, count);
    g_free(name);
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
        write_string(out, record->summary_refused);
        fprintf(out, ",\n        summaries_%s, ", group);
        write_conditions_name(out, "summary", record, record->summary_conditions);
        fputs("\n        ", out);
        write_string(out, record->description);
        fprintf(out, ",\n        causes_%s, remedies_%s, ", group, group);
        write_conditions_name(out, "cause", record, record->cause_conditions);
        write_conditions_name(out, "remedy", record, record->remedy_conditions);
        fputc('\n', out);
        write_facts(out, record);
        fprintf(out, "        neighbours_%s\n    },\n", group);
    }
    fputs("};\n", out);
    if (!classes)
        fprintf(out, "\nconst size_t catalogue_num_responses = %u;\n", count);
}

void
responses_write(FILE *out)
{
    g_ptr_array_sort(records, compare_records);
    for (unsigned i = 0; i < records->len; i++) {
        const record_t *record = g_ptr_array_index(records, i);

        write_list(out, "evidence_", record, (void *const *)record->evidence,
                   record->evidence != NULL ? g_strv_length(record->evidence) : 0);
        write_list(out, "summaries_", record, record->summaries->pdata, record->summaries->len);
        write_list(out, "causes_", record, record->causes->pdata, record->causes->len);
        write_list(out, "remedies_", record, record->remedies->pdata, record->remedies->len);
        write_conditions_of(out, "summary", record, record->summary_conditions, record->summaries->len);
        write_conditions_of(out, "cause", record, record->cause_conditions, record->causes->len);
        write_conditions_of(out, "remedy", record, record->remedy_conditions, record->remedies->len);
        write_neighbours(out, record);
    }
    write_table(out, FALSE);
    write_table(out, TRUE);
}
