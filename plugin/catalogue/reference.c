/* reference.c
 * References to documents in the language of the reader
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "catalogue/language.h"
#include "catalogue/reference.h"

/* Adds to a list, which may be NULL yet. */
static void
add_to_list(char **list, label_id_t id, const char *next)
{
    char *longer = *list != NULL ? label_filled(id, "list", *list, "next", next, NULL) : g_strdup(next);

    g_free(*list);
    *list = longer;
}

/* "8.1.3.2, 16.7 and 21.4" as the language has it. */
static char *
numbers_text(const char *numbers)
{
    char **parts, **first, *list = NULL;

    /* GLib splits nothing into no parts at all. */
    if (*numbers == '\0')
        return g_strdup("");
    parts = g_strsplit(numbers, " and ", 2);
    first = g_strsplit(parts[0], ", ", -1);
    for (unsigned i = 0; first[i] != NULL; i++)
        add_to_list(&list, LABEL_LIST, first[i]);
    if (parts[1] != NULL)
        add_to_list(&list, LABEL_AND, parts[1]);
    g_strfreev(first);
    g_strfreev(parts);
    return list;
}

/* What has no section: a document, words that are labels, or names of products. */
static char *
names_text(const char *names)
{
    const char *text = translated(names);

    return text == names && strstr(names, " and ") != NULL ? numbers_text(names) : g_strdup(text);
}

/* One document, with sections or without, and perhaps a remark in parentheses behind them. */
static char *
citation_text(const char *citation)
{
    static const struct {
        const char *words;
        label_id_t  id;
    } kinds[] = {
        { ", Section ", LABEL_SECTION },
        { ", Sections ", LABEL_SECTIONS },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const char *found = strstr(citation, kinds[i].words), *behind, *remark;
        char       *document, *numbers, *translated_numbers, *cited, *text;

        if (found == NULL)
            continue;
        behind = found + strlen(kinds[i].words);
        document = g_strndup(citation, (gsize)(found - citation));
        numbers = g_strndup(behind, strcspn(behind, "("));
        g_strchomp(numbers);
        translated_numbers = numbers_text(numbers);
        cited = label_filled(kinds[i].id, "document", document, "numbers", translated_numbers, NULL);
        remark = behind + strlen(numbers);
        text = strcmp(remark, " (obsolete)") == 0 ? label_filled(LABEL_OBSOLETE, "reference", cited, NULL)
            : g_strconcat(cited, remark, NULL);
        g_free(cited);
        g_free(translated_numbers);
        g_free(numbers);
        g_free(document);
        return text;
    }
    return names_text(citation);
}

char *
reference_text(const char *reference)
{
    char **citations = g_strsplit(reference, "; ", -1);
    char  *text = NULL;

    for (unsigned i = 0; citations[i] != NULL; i++) {
        char *citation = citation_text(citations[i]);

        g_free(citations[i]);
        citations[i] = citation;
    }
    for (unsigned i = 0; citations[i] != NULL; i++) {
        char *longer = text != NULL ? label_filled(LABEL_REFERENCES, "references", text, "next", citations[i], NULL)
                                    : g_strdup(citations[i]);

        g_free(text);
        text = longer;
    }
    g_strfreev(citations);
    return text != NULL ? text : g_strdup("");
}

/* Whether the text is the prefix and then a number of these characters, which lives as long as the text. */
static bool
take_number(const char *text, const char *prefix, const char *characters, const char **number, size_t *length)
{
    if (!g_str_has_prefix(text, prefix))
        return false;
    *number = text + strlen(prefix);
    *length = strspn(*number, characters);
    return *length > 0;
}

/* "8.1.3.2, 16.7 and 21.4 (obsolete)" */
static void
add_urls_of_sections(GPtrArray *urls, const char *document, const char *sections)
{
    static const char characters[] = "0123456789.";

    while (g_ascii_isdigit(*sections)) {
        size_t length = strspn(sections, characters);

        g_ptr_array_add(urls, g_strdup_printf("%s#section-%.*s", document, (int)length, sections));
        sections += length;
        sections += strspn(sections, ", and");
    }
}

static void
add_urls_of_rfc(GPtrArray *urls, const char *number, size_t length)
{
    char       *document = g_strdup_printf("https://www.rfc-editor.org/rfc/rfc%.*s", (int)length, number);
    const char *behind = number + length;

    if (g_str_has_prefix(behind, ", Section ") || g_str_has_prefix(behind, ", Sections "))
        add_urls_of_sections(urls, document, behind + strcspn(behind, "0123456789("));
    else
        g_ptr_array_add(urls, g_strdup(document));
    g_free(document);
}

char **
reference_urls(const char *reference)
{
    GPtrArray  *urls = g_ptr_array_new();
    char      **citations = g_strsplit(reference, "; ", -1);
    const char *number;
    size_t      length;

    for (unsigned i = 0; citations[i] != NULL; i++) {
        if (take_number(citations[i], "RFC ", "0123456789", &number, &length))
            add_urls_of_rfc(urls, number, length);
        else if (take_number(citations[i], "3GPP TS ", "0123456789.", &number, &length) && length == strlen("24.229"))
            g_ptr_array_add(urls, g_strdup_printf("https://www.3gpp.org/dynareport/%.2s%.3s.htm", number, number + 3));
    }
    g_strfreev(citations);
    g_ptr_array_add(urls, NULL);
    return (char **)g_ptr_array_free(urls, FALSE);
}

/* What is known of a reference in a language. */
typedef struct kept_reference {
    const char            *language;
    known_reference_t      known;
    struct kept_reference *next;    /* the same in another language */
} kept_reference_t;

const known_reference_t *
reference_known(const char *reference)
{
    static GHashTable *kept;    /* by where they lie */
    kept_reference_t  *item, *others;

    if (kept == NULL)
        kept = g_hash_table_new(NULL, NULL);
    others = (kept_reference_t *)g_hash_table_lookup(kept, reference);
    for (item = others; item != NULL; item = item->next) {
        if (item->language == language_name())
            return &item->known;
    }
    item = g_new(kept_reference_t, 1);
    item->language = language_name();
    item->known.text = reference_text(reference);
    item->known.urls = (const char *const *)reference_urls(reference);
    item->next = others;
    g_hash_table_insert(kept, (void *)reference, item);
    return &item->known;
}
