/* language.c
 * The texts of the catalogue in the language of the reader
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>
#include <zlib.h>

#include "catalogue/catalogue.h"
#include "catalogue/language.h"

/* So many names in braces a text has at the most. */
#define MAX_NAMES   8

static const language_t *chosen;    /* NULL: English */

bool language_is_english = true;

/* Whether a name begins with this language, and goes on with a country or not at all. */
static bool
begins_with_language(const char *name, const char *language, size_t length)
{
    return strlen(name) >= length && g_ascii_strncasecmp(name, language, length) == 0
        && (name[length] == '\0' || name[length] == '_');
}

/*
 * The language with a name: "pt_BR", also written "pt-BR" or "pt_br". A language
 * without its country is the one that there is of it, and one with a country is
 * also that of all countries.
 */
static const language_t *
find_language(const char *wanted)
{
    char             *name = g_strdelimit(g_strdup(wanted), "-", '_');
    size_t            length = strcspn(name, "_");
    bool              bare = name[length] == '\0';
    const language_t *found = NULL;

    for (size_t i = 0; i < catalogue_num_languages && length > 0; i++) {
        const language_t *language = &catalogue_languages[i];

        if (g_ascii_strcasecmp(language->name, name) == 0) {
            found = language;
            break;
        }
        if (begins_with_language(language->name, name, length) && (bare || strlen(language->name) == length))
            found = language;
    }
    g_free(name);
    return found;
}

/* Whether the locale is "C", in which LANGUAGE does not count for gettext either: so scripts ask for English. */
static bool
is_locale_of_scripts(void)
{
    static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    const char              *locale = "";

    for (size_t i = 0; i < G_N_ELEMENTS(variables) && *locale == '\0'; i++) {
        const char *value = g_getenv(variables[i]);

        locale = value != NULL ? value : "";
    }
    return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
}

/*
 * The first language of the locale that there is; those behind English are not
 * wanted. Behind a country that there is no language of stands the language
 * alone, which does not ask for that of another country.
 */
static const language_t *
language_of_locale(void)
{
    const char *before = "";

    if (is_locale_of_scripts())
        return NULL;
    for (const char *const *name = g_get_language_names(); *name != NULL; name++) {
        const language_t *language;

        if (strpbrk(*name, ".@") != NULL)
            continue;
        language = find_language(*name);
        if (strcmp(*name, "en") == 0)
            return NULL;
        if (language != NULL
            && (!begins_with_language(before, *name, strlen(*name)) || g_ascii_strcasecmp(language->name, *name) == 0))
            return language;
        before = *name;
    }
    return NULL;
}

/* So many translations that were looked for are kept, each in one place. */
#define KEPT_BITS   10

/* The same texts are asked for again and again, and to look for one takes a thousand instructions. */
static struct {
    const char *english;    /* as it was asked for; its bytes may have become others since */
    const char *catalogue;  /* the same text in the catalogue */
    const char *text;
} kept_texts[1 << KEPT_BITS];

bool
language_choose(const char *name)
{
    const language_t *language = strcmp(name, "auto") == 0 ? language_of_locale() : find_language(name);

    if (language == NULL && strcmp(name, "en") != 0 && strcmp(name, "auto") != 0)
        return false;
    if (chosen != language)
        memset(kept_texts, 0, sizeof kept_texts);
    chosen = language;
    language_is_english = language == NULL;
    return true;
}

const char *
language_name(void)
{
    return chosen != NULL ? chosen->name : "en";
}

static int
compare_english(const void *key, const void *element)
{
    return strcmp((const char *)key, *(const char *const *)element);
}

/* All texts of the chosen language; they are unpacked once and live forever. NULL if that fails. */
static const char *
texts_of_chosen(void)
{
    static const language_t *unpacked;
    static char            **texts;     /* by language */
    char                   **own;
    uLongf                   length;

    if (texts == NULL)
        texts = g_new0(char *, catalogue_num_languages);
    own = &texts[chosen - catalogue_languages];
    if (*own != NULL || unpacked == chosen)
        return *own;
    unpacked = chosen;
    *own = (char *)g_malloc(chosen->length);
    length = chosen->length;
    if (uncompress((Bytef *)*own, &length, chosen->packed, chosen->packed_length) != Z_OK || length != chosen->length)
        g_clear_pointer(own, g_free);
    return *own;
}

const char *
translation_of(const char *english)
{
    const char *const *found;
    const char        *texts;
    uint32_t           place;
    size_t             slot;

    if (chosen == NULL || english == NULL)
        return english;
    slot = (size_t)((uint64_t)(uintptr_t)english * UINT64_C(0x9E3779B97F4A7C15) >> (64 - KEPT_BITS));
    if (kept_texts[slot].english == english && strcmp(kept_texts[slot].catalogue, english) == 0)
        return kept_texts[slot].text;
    found = (const char *const *)bsearch(english, catalogue_english, catalogue_num_english, sizeof *catalogue_english,
                                         compare_english);
    place = found != NULL ? chosen->places[found - catalogue_english] : 0;
    texts = place != 0 ? texts_of_chosen() : NULL;
    if (texts == NULL)
        return english;
    kept_texts[slot].english = english;
    kept_texts[slot].catalogue = *found;
    kept_texts[slot].text = texts + place;
    return texts + place;
}

char *
fill_names(const char *text, const char *const *names, const char *const *values)
{
    GString *filled = g_string_new(NULL);

    while (*text != '\0') {
        size_t i = 0, length = 0;

        for (; *text == '{' && names[i] != NULL; i++) {
            length = strlen(names[i]);
            if (strncmp(text + 1, names[i], length) == 0 && text[1 + length] == '}')
                break;
        }
        if (*text == '{' && names[i] != NULL) {
            g_string_append(filled, values[i]);
            text += length + 2;
        } else {
            /* Up to the next brace that may be one. */
            length = 1 + strcspn(text + 1, "{");
            g_string_append_len(filled, text, (gssize)length);
            text += length;
        }
    }
    return g_string_free(filled, FALSE);
}

char *
text_filled(const char *english, ...)
{
    const char *names[MAX_NAMES + 1] = { NULL }, *values[MAX_NAMES] = { NULL };
    va_list     arguments;

    va_start(arguments, english);
    for (size_t i = 0; i < MAX_NAMES && (names[i] = va_arg(arguments, const char *)) != NULL; i++)
        values[i] = va_arg(arguments, const char *);
    va_end(arguments);
    return fill_names(translated(english), names, values);
}

/* What is left of words that join two texts where both are empty. It is kept until another language is chosen. */
typedef struct {
    const language_t *language;
    char             *text;
} separator_t;

static const char *
separator_of(separator_t *kept, const char *joined)
{
    static const char *const names[] = { "list", "next", "label", "text", NULL };
    static const char *const values[] = { "", "", "", "" };

    if (kept->text == NULL || kept->language != chosen) {
        g_free(kept->text);
        kept->text = fill_names(translated(joined), names, values);
        kept->language = chosen;
    }
    return kept->text;
}

const char *
list_separator(void)
{
    static separator_t kept;

    return separator_of(&kept, catalogue_labels[LABEL_LIST]);
}

const char *
label_separator(void)
{
    static separator_t kept;

    return separator_of(&kept, catalogue_labels[LABEL_LABELLED]);
}
