/* words.c
 * Build tool that makes a C table of the catalogue: patterns of words, and the
 * findings that they are a sign of
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/layout.h"
#include "generator.h"

/* So few letters and digits say nothing. */
#define MIN_LETTERS     2

#define MAX_WORDS_BYTES     120
#define MAX_MEANING_COLUMNS 300

/* Blanks and quotes around a text do not count when it is compared, and a blank is for any number of them. */
static gboolean
can_match(const char *words)
{
    size_t length = strlen(words);

    return strstr(words, "  ") == NULL && strchr(" \"", words[0]) == NULL && strchr(" \"", words[length - 1]) == NULL;
}

void
check_words(const source_t *source, const char *key, const char *words)
{
    unsigned letters = 0;

    for (const char *p = words; *p != '\0'; p = g_utf8_next_char(p))
        letters += g_unichar_isalnum(g_utf8_get_char(p));
    if (letters == 0)
        fault(source->file, source->group, key, "\"%s\" matches everything", words);
    else if (letters < MIN_LETTERS)
        fault(source->file, source->group, key, "\"%s\" matches nearly everything", words);
    else if (!can_match(words))
        fault(source->file, source->group, key, "\"%s\" matches nothing: it has a quote or a blank at an end, or a doubled "
              "blank", words);
    if (strstr(words, "**") != NULL)
        fault(source->file, source->group, key, "\"%s\" has ** where * is enough", words);
    if (strlen(words) > MAX_WORDS_BYTES)
        fault(source->file, source->group, key, "\"%s\" is too long: more than %d bytes", words, MAX_WORDS_BYTES);
}

void
check_meaning(const source_t *source, const char *meaning)
{
    unsigned columns = meaning != NULL ? layout_columns(meaning, strlen(meaning)) : 0;

    if (columns > MAX_MEANING_COLUMNS)
        fault(source->file, source->group, "Meaning", "too long: %u columns, and not at most %d", columns,
              MAX_MEANING_COLUMNS);
}

void
check_finding(const char *file, const char *group, const char *id)
{
    if (id != NULL && findings_place_of(id) < 0)
        fault(file, group, "Finding", "there is no group [finding %s]", id);
}

void
write_finding_place(FILE *out, const char *id)
{
    if (id == NULL)
        fputs("NO_FINDING", out);
    else
        fprintf(out, "%d", findings_place_of(id));
}
