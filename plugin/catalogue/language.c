/* language.c
 * The texts of the catalogue in the language of the reader
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/language.h"

/* So many names in braces a text has at the most. */
#define MAX_NAMES   8

static const language_t *chosen;    /* NULL: English */

static const language_t *
find_language(const char *name)
{
    for (size_t i = 0; i < catalogue_num_languages; i++) {
        if (strcmp(catalogue_languages[i].name, name) == 0)
            return &catalogue_languages[i];
    }
    return NULL;
}

/* The first language of the locale that there is; those behind English are not wanted. */
static const language_t *
language_of_locale(void)
{
    for (const char *const *name = g_get_language_names(); *name != NULL; name++) {
        const language_t *language = find_language(*name);

        if (language != NULL || strcmp(*name, "en") == 0)
            return language;
    }
    return NULL;
}

bool
language_choose(const char *name)
{
    const language_t *language = strcmp(name, "auto") == 0 ? language_of_locale() : find_language(name);

    if (language == NULL && strcmp(name, "en") != 0 && strcmp(name, "auto") != 0)
        return false;
    chosen = language;
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

const char *
translated(const char *english)
{
    const char *const *found;
    uint32_t           place;

    if (chosen == NULL || english == NULL)
        return english;
    found = (const char *const *)bsearch(english, catalogue_english, catalogue_num_english, sizeof *catalogue_english,
                                         compare_english);
    place = found != NULL ? chosen->places[found - catalogue_english] : 0;
    return place != 0 ? chosen->texts + place : english;
}

const char *
label(label_id_t id)
{
    return translated(catalogue_labels[id]);
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
            g_string_append_c(filled, *text++);
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
