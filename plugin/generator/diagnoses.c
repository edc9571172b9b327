/* diagnoses.c
 * Build tool that makes a C table of the catalogue: sentences of diagnoses
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "diagnosis_list.h"
#include "generator.h"

#define PREFIX  "diagnosis "

static const struct {
    const char *group;
    const char *names;
} diagnoses[NUM_DIAGNOSES] = {
#define DIAGNOSIS_ROW(id, group, names) { group, names },
    DIAGNOSIS_LIST(DIAGNOSIS_ROW)
#undef DIAGNOSIS_ROW
};

static char *sentences[NUM_DIAGNOSES];

/* Every name must stand in the sentence once, and no other; they may come in any order. */
static void
check_names(const source_t *source, const char *text, const char *names)
{
    char   **known = g_strsplit(names, " ", -1);
    unsigned count = g_strv_length(known), found = 0;

    for (unsigned i = 0; i < count; i++) {
        char *placeholder = g_strdup_printf("{%s}", known[i]);

        if (*known[i] != '\0' && strstr(text, placeholder) == NULL)
            fault(source->file, source->group, "Text", "%s is missing", placeholder);
        g_free(placeholder);
    }
    for (const char *p = text; (p = strchr(p, '{')) != NULL; p++, found++) {
        const char *end = strchr(p, '}');
        char       *name = g_strndup(p + 1, end != NULL ? (gsize)(end - p - 1) : strlen(p + 1));

        if (end == NULL || !g_strv_contains((const char *const *)known, name))
            fault(source->file, source->group, "Text", "{%s} is unknown here", name);
        g_free(name);
    }
    if (*names == '\0')
        count = 0;
    if (found > count)
        fault(source->file, source->group, "Text", "a name in braces comes twice");
    g_strfreev(known);
}

gboolean
diagnoses_read(const source_t *source)
{
    static const char *const known[] = { "Text", NULL };

    if (!g_str_has_prefix(source->group, PREFIX))
        return FALSE;
    for (unsigned i = 0; i < NUM_DIAGNOSES; i++) {
        if (strcmp(source->group + strlen(PREFIX), diagnoses[i].group) != 0)
            continue;
        check_keys(source, known, NULL);
        sentences[i] = get_sentences(source, "Text", TRUE);
        if (sentences[i] != NULL)
            check_names(source, sentences[i], diagnoses[i].names);
        return TRUE;
    }
    return FALSE;
}

void
diagnoses_check(void)
{
    for (unsigned i = 0; i < NUM_DIAGNOSES; i++) {
        if (sentences[i] == NULL)
            fault("catalogue", NULL, NULL, "the group [" PREFIX "%s] is missing", diagnoses[i].group);
    }
}

void
diagnoses_write(FILE *out)
{
    fputs("\nconst char *const catalogue_diagnoses[] = {\n", out);
    for (unsigned i = 0; i < NUM_DIAGNOSES; i++) {
        fputs("    ", out);
        write_string(out, sentences[i]);
        fputs(",\n", out);
    }
    fputs("};\n", out);
}
