/* translations.c
 * Build tool that makes a C table of the translations of the catalogue
 *
 * Usage: translation_generator OUTPUT.c LANGUAGES COMPLETE INPUT.ini...
 *
 * LANGUAGES are those to make a table of, COMPLETE those of them that must have
 * every text ("ja pt_BR"). The inputs are the files of the catalogue with the
 * translations that msgfmt merged into them: beside Summary there may be
 * Summary[ja]. Faults are reported as by catalogue_generator; how much each
 * language has is said on standard output.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <zlib.h>

#include "generator.h"
#include "catalogue/layout.h"

/* Keys with text for people, and how many columns they may take; 0: any number. */
static const struct {
    const char *key;
    unsigned    columns;
    gboolean    list;       /* also with a number behind it */
} translatable[] = {
    { "Summary", GIST_MAX_COLUMNS, TRUE },
    { "SummaryRefused", GIST_MAX_COLUMNS, FALSE },
    { "Description", 0, FALSE },
    { "Cause", 0, TRUE },
    { "Remedy", 0, TRUE },
    { "Sender", 110, FALSE },
    { "Phase", 110, FALSE },
    { "Methods", 110, FALSE },
    { "Retry", 110, FALSE },
    { "Fork", 110, FALSE },
    { "Dialog", 110, FALSE },
    { "When", 110, FALSE },
    { "Difference", 0, FALSE },
    { "Title", 40, FALSE },
    { "Meaning", 0, FALSE },
    { "Shown", 0, FALSE },
    { "Unknown", 0, FALSE },
    { "Text", 0, FALSE },
};

/* What the language of the catalogue calls itself, in the label for that. */
#define ENGLISH             "English"

/* A label stands before a text in a line of 80 columns. Others are sentences, or parts of one. */
#define LABEL_COLUMNS       40
#define SENTENCE_COLUMNS    80

typedef struct {
    const char *name;
    gboolean    complete;
    GHashTable *texts;          /* by the English text */
    unsigned    length;         /* of all of them, once they are written */
    unsigned    packed_length;
} language_t;

static language_t *languages;
static unsigned    num_languages;
static GHashTable *english_texts;

static int
compare_elements(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean
is_label(const source_t *source)
{
    return g_str_has_prefix(source->group, "label ");
}

/* The columns that a label in another language may take; 0: any number, as it is laid out in lines. */
static unsigned
columns_of_label(const source_t *source, const char *english)
{
    if (g_str_has_prefix(source->group, "label lead-"))
        return 0;
    if (strchr(english, '{') != NULL || layout_columns(english, strlen(english)) > LABEL_COLUMNS
        || g_str_has_prefix(source->group, "label one-") || g_str_has_prefix(source->group, "label both-"))
        return SENTENCE_COLUMNS;
    return LABEL_COLUMNS;
}

/* The title of a finding stands where the summary of a code does. */
static gboolean
is_finding(const source_t *source)
{
    return g_str_has_prefix(source->group, "finding ");
}

/* The columns that a text of this key may take, or -1 if it is not for people. */
static int
columns_of(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(translatable); i++) {
        size_t length = strlen(translatable[i].key);

        if (strcmp(key, translatable[i].key) == 0
            || (translatable[i].list && g_str_has_prefix(key, translatable[i].key) && strlen(key) == length + 1
                && g_ascii_isdigit(key[length])))
            return (int)translatable[i].columns;
    }
    return -1;
}

/* The names in braces, sorted, as one text; the caller owns it. */
static char *
names_in(const char *text)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    char      *joined;

    for (const char *open = strchr(text, '{'); open != NULL; open = strchr(open + 1, '{')) {
        const char *close = strchr(open, '}');

        g_ptr_array_add(names, close != NULL ? g_strndup(open, (gsize)(close - open) + 1) : g_strdup(open));
    }
    g_ptr_array_sort(names, compare_elements);
    g_ptr_array_add(names, NULL);
    joined = g_strjoinv(" ", (char **)names->pdata);
    g_ptr_array_free(names, TRUE);
    return joined;
}

/* The text of an expert info has the phrase before the summary. */
static void
check_expert_info(const source_t *source, const char *key, const char *summary)
{
    char *phrase = g_key_file_get_string(source->key_file, source->group, "Phrase", NULL);
    char *before = g_strdup_printf("000 %s: ", phrase != NULL ? phrase : is_finding(source) ? ANY_PHRASE : "");

    check_label(source, key, before, summary);
    g_free(before);
    g_free(phrase);
}

static void
check_translation(const source_t *source, const char *key, const char *english, const char *text, unsigned columns)
{
    char    *wanted = names_in(english), *found = names_in(text);
    unsigned used = layout_columns(text, strlen(text));

    if (strcmp(wanted, found) != 0)
        fault(source->file, source->group, key, "has the names \"%s\" in braces and not \"%s\"", found, wanted);
    if (columns > 0 && used > columns)
        fault(source->file, source->group, key, "%u columns wide, and not at most %u", used, columns);
    if (columns == GIST_MAX_COLUMNS) {
        check_label(source, key, "SIP Explanation (000): ", text);
        check_expert_info(source, key, text);
    } else if (is_label(source) && columns > 0) {
        check_label(source, key, "", text);
    }
    g_free(wanted);
    g_free(found);
}

static void
read_translation(const source_t *source, language_t *language, const char *key, const char *english,
                 unsigned columns)
{
    char *translated_key = g_strdup_printf("%s[%s]", key, language->name);
    char *text = get_text(source, translated_key, language->complete);

    if (text != NULL) {
        check_translation(source, translated_key, english, text, columns);
        g_hash_table_replace(language->texts, g_strdup(english), text);
    }
    g_free(translated_key);
}

static void
read_group(const source_t *source)
{
    char **keys = g_key_file_get_keys(source->key_file, source->group, NULL, NULL);

    for (unsigned i = 0; keys[i] != NULL; i++) {
        int   columns = columns_of(keys[i]);
        char *english = columns >= 0 ? get_text(source, keys[i], TRUE) : NULL;

        if (english == NULL)
            continue;
        if (is_label(source))
            columns = (int)columns_of_label(source, english);
        else if (is_finding(source) && strcmp(keys[i], "Title") == 0)
            columns = GIST_MAX_COLUMNS;
        g_hash_table_add(english_texts, english);
        for (unsigned j = 0; j < num_languages; j++)
            read_translation(source, &languages[j], keys[i], english, (unsigned)columns);
    }
    g_strfreev(keys);
}

static void
read_file(const char *file)
{
    source_t source = { g_key_file_new(), file, NULL };
    GError  *error = NULL;
    char   **groups;

    /* What is no translation was checked by catalogue_generator. */
    if (!g_key_file_load_from_file(source.key_file, file, G_KEY_FILE_KEEP_TRANSLATIONS, &error)) {
        fault(file, NULL, NULL, "%s", error->message);
        g_error_free(error);
    } else {
        groups = g_key_file_get_groups(source.key_file, NULL);
        for (unsigned i = 0; groups[i] != NULL; i++) {
            source.group = groups[i];
            read_group(&source);
        }
        g_strfreev(groups);
    }
    g_key_file_free(source.key_file);
}

static void
write_english(FILE *out, char **english)
{
    unsigned count = num_languages > 0 ? g_strv_length(english) : 0;

    fputs("\nconst char *const catalogue_english[] = {\n", out);
    for (unsigned i = 0; i < count; i++) {
        fputs("    ", out);
        write_string(out, english[i]);
        fputs(",\n", out);
    }
    fprintf(out, "    NULL\n};\n\nconst size_t catalogue_num_english = %u;\n", count);
}

/* All texts, each ended by NUL; there is one before them, so that none is at 0. */
static GByteArray *
joined_texts(const language_t *language, char **english)
{
    GByteArray *joined = g_byte_array_new();

    g_byte_array_append(joined, (const guint8 *)"", 1);
    for (unsigned i = 0; english[i] != NULL; i++) {
        const char *text = (const char *)g_hash_table_lookup(language->texts, english[i]);

        if (text != NULL)
            g_byte_array_append(joined, (const guint8 *)text, (unsigned)strlen(text) + 1);
    }
    return joined;
}

/* The caller owns what is returned. */
static GByteArray *
packed(const GByteArray *bytes)
{
    uLongf      length = compressBound(bytes->len);
    GByteArray *out = g_byte_array_sized_new((unsigned)length);

    g_byte_array_set_size(out, (unsigned)length);
    if (compress2(out->data, &length, bytes->data, bytes->len, Z_BEST_COMPRESSION) != Z_OK)
        g_error("the texts cannot be compressed");
    g_byte_array_set_size(out, (unsigned)length);
    return out;
}

/* Most who run the plugin read one language, so that each is unpacked when somebody reads it. */
static void
write_texts(FILE *out, language_t *language, char **english)
{
    GByteArray *joined = joined_texts(language, english), *bytes = packed(joined);

    language->length = joined->len;
    language->packed_length = bytes->len;
    fprintf(out, "\nstatic const uint8_t texts_%s[] = {", language->name);
    for (unsigned i = 0; i < bytes->len; i++)
        fprintf(out, "%s%u,", i % 24 == 0 ? "\n    " : " ", bytes->data[i]);
    fputs("\n};\n", out);
    g_byte_array_free(joined, TRUE);
    g_byte_array_free(bytes, TRUE);
}

static void
write_places(FILE *out, const language_t *language, char **english)
{
    size_t place = 1;

    fprintf(out, "\nstatic const uint32_t places_%s[] = {\n", language->name);
    for (unsigned i = 0; english[i] != NULL; i++) {
        const char *text = (const char *)g_hash_table_lookup(language->texts, english[i]);

        fprintf(out, "    %zu,\n", text != NULL ? place : 0);
        if (text != NULL)
            place += strlen(text) + 1;
    }
    fputs("    0\n};\n", out);
}

static void
write_tables(FILE *out, char **english)
{
    fputs("/* Generated from the translations in data/po by translation_generator. Do not edit.\n *\n"
          " * SPDX-License-Identifier: GPL-2.0-or-later\n */\n\n#include \"catalogue/catalogue.h\"\n", out);
    write_english(out, english);
    for (unsigned i = 0; i < num_languages; i++) {
        write_texts(out, &languages[i], english);
        write_places(out, &languages[i], english);
    }
    fputs("\nconst language_t catalogue_languages[] = {\n", out);
    for (unsigned i = 0; i < num_languages; i++) {
        const language_t *language = &languages[i];
        const char       *own_name = (const char *)g_hash_table_lookup(language->texts, ENGLISH);

        fprintf(out, "    { \"%s\", ", language->name);
        write_string(out, own_name != NULL ? own_name : language->name);
        fprintf(out, ", texts_%s, %u, %u, places_%s },\n", language->name, language->packed_length, language->length,
                language->name);
    }
    fprintf(out, "    { \"\", \"\", NULL, 0, 0, NULL }\n};\n\nconst size_t catalogue_num_languages = %u;\n", num_languages);
}

/* The English texts, sorted as bsearch() wants them; the caller owns the array, the table the texts. */
static char **
sorted_english(void)
{
    char **english = (char **)g_hash_table_get_keys_as_array(english_texts, NULL);

    qsort(english, g_strv_length(english), sizeof *english, compare_elements);
    return english;
}

static gboolean
write_file(const char *path)
{
    FILE    *out = g_fopen(path, "w");
    char   **english;
    gboolean good;

    if (out == NULL) {
        perror(path);
        return FALSE;
    }
    english = sorted_english();
    write_tables(out, english);
    g_free(english);
    good = !ferror(out);
    good = fclose(out) == 0 && good;
    if (!good) {
        perror(path);
        g_remove(path);
    }
    return good;
}

int
main(int argc, char **argv)
{
    char   **names, **complete;
    gboolean good;

    if (argc < 5) {
        fprintf(stderr, "usage: %s OUTPUT.c LANGUAGES COMPLETE INPUT.ini...\n", argv[0]);
        return 2;
    }
    names = g_strsplit(argv[2], " ", -1);
    complete = g_strsplit(argv[3], " ", -1);
    english_texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    languages = g_new0(language_t, g_strv_length(names) + 1);
    for (unsigned i = 0; names[i] != NULL; i++) {
        if (*names[i] == '\0')
            continue;
        languages[num_languages].name = names[i];
        languages[num_languages].complete = g_strv_contains((const char *const *)complete, names[i]);
        languages[num_languages++].texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    }
    for (int i = 4; i < argc; i++)
        read_file(argv[i]);
    for (unsigned i = 0; i < num_languages; i++)
        printf("Language %s: %d of %u texts\n", languages[i].name, g_hash_table_size(languages[i].texts),
               g_hash_table_size(english_texts));
    if (num_faults() != 0) {
        fprintf(stderr, "%u fault%s in the translations, nothing written\n", num_faults(), num_faults() == 1 ? "" : "s");
    }
    good = num_faults() == 0 && write_file(argv[1]);
    g_strfreev(names);
    g_strfreev(complete);
    return good ? 0 : 1;
}
