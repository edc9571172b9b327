/* texts.c
 * Build tool that makes a C table of the catalogue: the texts that code asks
 * for by an id, which are sentences of diagnoses, labels, and the words of the
 * command and of the report
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "command/command_text_list.h"
#include "findings/diagnosis_list.h"
#include "generator.h"
#include "catalogue/label_list.h"
#include "report/text_list.h"

/* A text that code asks for by its id, and the names that it may have in braces. */
typedef struct {
    const char *group;
    const char *names;
    char       *text;
} entry_t;

#define ENTRY(id, group, names) { group, names, NULL },
static entry_t diagnoses[NUM_DIAGNOSES] = { DIAGNOSIS_LIST(ENTRY) };
static entry_t labels[NUM_LABELS] = { LABEL_LIST(ENTRY) };
static entry_t command_texts[NUM_COMMAND_TEXTS] = { COMMAND_TEXT_LIST(ENTRY) };
static entry_t report_texts[NUM_REPORT_TEXTS] = { REPORT_TEXT_LIST(ENTRY) };
#undef ENTRY

static const struct {
    const char *prefix;     /* of the group */
    const char *table;
    entry_t    *entries;
    size_t      count;
    gboolean    sentences;
} kinds[] = {
    { "diagnosis ", "catalogue_diagnoses", diagnoses, NUM_DIAGNOSES, TRUE },
    { "label ", "catalogue_labels", labels, NUM_LABELS, FALSE },
    { "command ", "catalogue_command_texts", command_texts, NUM_COMMAND_TEXTS, FALSE },
    { "report ", "catalogue_report_texts", report_texts, NUM_REPORT_TEXTS, FALSE },
};

gboolean
texts_read(const source_t *source)
{
    static const char *const known[] = { "Text", NULL };

    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
        if (!g_str_has_prefix(source->group, kinds[kind].prefix))
            continue;
        for (size_t i = 0; i < kinds[kind].count; i++) {
            entry_t *entry = &kinds[kind].entries[i];

            if (strcmp(source->group + strlen(kinds[kind].prefix), entry->group) != 0)
                continue;
            check_keys(source, known, NULL);
            entry->text = kinds[kind].sentences ? get_sentences(source, "Text", TRUE) : get_text(source, "Text", TRUE);
            if (entry->text != NULL)
                check_names(source, entry->text, entry->names);
            return TRUE;
        }
    }
    return FALSE;
}

void
texts_check(void)
{
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
        for (size_t i = 0; i < kinds[kind].count; i++) {
            if (kinds[kind].entries[i].text == NULL)
                fault("catalogue", NULL, NULL, "the group [%s%s] is missing", kinds[kind].prefix,
                      kinds[kind].entries[i].group);
        }
    }
}

void
texts_write(FILE *out)
{
    for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
        fprintf(out, "\nconst char *const %s[] = {\n", kinds[kind].table);
        for (size_t i = 0; i < kinds[kind].count; i++) {
            fputs("    ", out);
            write_string(out, kinds[kind].entries[i].text);
            fputs(",\n", out);
        }
        fputs("};\n", out);
    }
}
