/* phrases.c
 * Build tool that makes a C table of the catalogue: words that products say
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "catalogue/catalogue.h"
#include "generator.h"

#define PREFIX      "phrase "
#define MAX_CODES   8

/* Between patterns of which any will do. */
#define ALTERNATIVE " | "

typedef struct {
    const char *file;
    char       *group;
    char      **words;
    unsigned    codes[MAX_CODES];   /* as in phrase_record_t */
    unsigned    num_codes;
    char      **methods;            /* or NULL */
    char       *product;
    char       *meaning;
    char       *finding;
} phrase_t;

static GPtrArray *phrases;

/* "403", "4xx", or "request". */
static gboolean
parse_word_of_codes(const char *text, unsigned *code)
{
    if (strcmp(text, "request") == 0) {
        *code = PHRASE_IN_REQUESTS;
        return TRUE;
    }
    if (strlen(text) == 3 && text[0] >= '3' && text[0] <= '6' && strcmp(text + 1, "xx") == 0) {
        *code = (unsigned)(text[0] - '0');
        return TRUE;
    }
    return parse_code(text, code);
}

static void
read_codes(const source_t *source, phrase_t *phrase)
{
    char  *value = get_text(source, "Codes", FALSE);
    char **codes = value != NULL ? g_strsplit(value, " ", -1) : NULL;

    for (unsigned i = 0; codes != NULL && codes[i] != NULL; i++) {
        unsigned code;

        if (phrase->num_codes == MAX_CODES)
            fault(source->file, source->group, "Codes", "more than %d", MAX_CODES);
        else if (!parse_word_of_codes(codes[i], &code))
            fault(source->file, source->group, "Codes", "\"%s\" is no code of a failure, no class as 4xx, and not \"request\"",
                  codes[i]);
        else
            phrase->codes[phrase->num_codes++] = code;
        if (phrase->num_codes == MAX_CODES && codes[i + 1] == NULL)
            break;
    }
    g_strfreev(codes);
    g_free(value);
}

static void
read_methods(const source_t *source, phrase_t *phrase)
{
    char *value = get_text(source, "Methods", FALSE);

    if (value == NULL)
        return;
    phrase->methods = g_strsplit(value, " ", -1);
    for (unsigned i = 0; phrase->methods[i] != NULL; i++) {
        if (strspn(phrase->methods[i], G_CSET_A_2_Z) != strlen(phrase->methods[i]))
            fault(source->file, source->group, "Methods", "\"%s\" is no method", phrase->methods[i]);
    }
    g_free(value);
}

gboolean
phrases_read(const source_t *source)
{
    static const char *const known[] = {
        "Words", "Codes", "Methods", "Product", "Meaning", "Finding", NULL
    };
    phrase_t *phrase;
    char     *words;

    if (!g_str_has_prefix(source->group, PREFIX))
        return FALSE;
    if (phrases == NULL)
        phrases = g_ptr_array_new();
    phrase = g_new0(phrase_t, 1);
    phrase->file = source->file;
    phrase->group = g_strdup(source->group);
    check_keys(source, known, NULL);
    words = get_text(source, "Words", TRUE);
    phrase->words = g_strsplit(words != NULL ? words : "", ALTERNATIVE, -1);
    for (unsigned i = 0; phrase->words[i] != NULL; i++)
        check_words(source, "Words", phrase->words[i]);
    g_free(words);
    read_codes(source, phrase);
    read_methods(source, phrase);
    phrase->product = get_text(source, "Product", FALSE);
    phrase->meaning = get_sentences(source, "Meaning", TRUE);
    check_meaning(source, phrase->meaning);
    phrase->finding = get_text(source, "Finding", FALSE);
    g_ptr_array_add(phrases, phrase);
    return TRUE;
}

/* Whether a response, or a request, may be meant by both. */
static gboolean
share_codes(const phrase_t *a, const phrase_t *b)
{
    for (unsigned i = 0; i < a->num_codes; i++) {
        for (unsigned j = 0; j < b->num_codes; j++) {
            unsigned one = a->codes[i], other = b->codes[j];

            if (one == other || one == other / 100 || one / 100 == other)
                return TRUE;
        }
    }
    return a->num_codes == 0 || b->num_codes == 0;
}

static gboolean
share_methods(const phrase_t *a, const phrase_t *b)
{
    for (unsigned i = 0; a->methods != NULL && a->methods[i] != NULL; i++) {
        if (b->methods == NULL || g_strv_contains((const char *const *)b->methods, a->methods[i]))
            return TRUE;
    }
    return a->methods == NULL;
}

static void
check_doubled(const phrase_t *phrase, const phrase_t *other)
{
    if (!share_codes(phrase, other) || !share_methods(phrase, other))
        return;
    for (unsigned i = 0; phrase->words[i] != NULL; i++) {
        for (unsigned j = 0; other->words[j] != NULL; j++) {
            if (g_ascii_strcasecmp(phrase->words[i], other->words[j]) == 0)
                fault(phrase->file, phrase->group, "Words", "\"%s\" is doubled: [%s] has it for the same codes",
                      phrase->words[i], other->group);
        }
    }
}

static void
check_alternatives(const phrase_t *phrase)
{
    for (unsigned i = 0; phrase->words[i] != NULL; i++) {
        for (unsigned j = 0; j < i; j++) {
            if (g_ascii_strcasecmp(phrase->words[i], phrase->words[j]) == 0)
                fault(phrase->file, phrase->group, "Words", "\"%s\" stands there twice", phrase->words[i]);
        }
    }
}

void
phrases_check(void)
{
    for (unsigned i = 0; phrases != NULL && i < phrases->len; i++) {
        const phrase_t *phrase = g_ptr_array_index(phrases, i);

        check_finding(phrase->file, phrase->group, phrase->finding);
        check_alternatives(phrase);
        for (unsigned j = 0; j < phrase->num_codes; j++) {
            if (phrase->codes[j] >= 100 && (phrase->codes[j] < 300 || !responses_have(phrase->codes[j])))
                fault(phrase->file, phrase->group, "Codes", "there is no record of a failure %u", phrase->codes[j]);
        }
        for (unsigned j = 0; j < i; j++)
            check_doubled(phrase, g_ptr_array_index(phrases, j));
    }
}

static void
write_list(FILE *out, const char *prefix, unsigned number, char **list)
{
    char *name = g_strdup_printf("%s_%u", prefix, number);

    write_strings(out, name, (const char *const *)list, list != NULL ? g_strv_length(list) : 0);
    g_free(name);
}

void
phrases_write(FILE *out)
{
    unsigned count = phrases != NULL ? phrases->len : 0;

    fputc('\n', out);
    for (unsigned i = 0; i < count; i++) {
        const phrase_t *phrase = g_ptr_array_index(phrases, i);

        write_list(out, "phrase_words", i, phrase->words);
        write_list(out, "phrase_methods", i, phrase->methods);
        fprintf(out, "static const uint16_t phrase_codes_%u[] = { ", i);
        for (unsigned j = 0; j < phrase->num_codes; j++)
            fprintf(out, "%u, ", phrase->codes[j]);
        fputs("0 };\n", out);
    }
    fputs("\nconst phrase_record_t catalogue_phrases[] = {\n", out);
    for (unsigned i = 0; i < count; i++) {
        const phrase_t *phrase = g_ptr_array_index(phrases, i);

        fputs("    { ", out);
        write_string(out, phrase->group + strlen(PREFIX));
        fprintf(out, ", phrase_words_%u, phrase_codes_%u, phrase_methods_%u, ", i, i, i);
        write_string(out, phrase->product);
        fputs(",\n      ", out);
        write_string(out, phrase->meaning);
        fputs(", ", out);
        write_finding_place(out, phrase->finding);
        fputs(" },\n", out);
    }
    if (count == 0)
        fputs("    { NULL, NULL, NULL, NULL, NULL, NULL, NO_FINDING }\n", out);
    fprintf(out, "};\n\nconst size_t catalogue_num_phrases = %u;\n", count);
}
