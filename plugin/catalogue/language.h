/* language.h
 * The texts of the catalogue in the language of the reader
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LANGUAGE_H
#define SIPEXPLAIN_LANGUAGE_H

#include <stdbool.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/label_list.h"

/*
 * Chooses the language of all texts from now on: "en", one of
 * catalogue_languages, or "auto" for that of the locale as GLib reads it
 * (LANGUAGE, LC_ALL, LC_MESSAGES, LANG, and on Windows that of the user where
 * none of these is set), else English; in the locale "C" LANGUAGE does not
 * count. Until then all is English. Returns false, and changes nothing, for a
 * name that is none of these.
 */
bool language_choose(const char *name);

/* The name of the language that is chosen: "en" or one of catalogue_languages. */
const char *language_name(void);

/* Whether it is English; set by language_choose() alone, and asked for each text. */
extern bool language_is_english;

/* What translated() says in another language. */
const char *translation_of(const char *english);

/*
 * A text of the catalogue in the chosen language; the English text itself where
 * there is no translation, NULL for NULL. Lives forever.
 */
static inline const char *
translated(const char *english)
{
    return language_is_english ? english : translation_of(english);
}

/* The words with this id in the chosen language. */
static inline const char *
label(label_id_t id)
{
    return translated(catalogue_labels[id]);
}

/* The text with each {name} replaced by its value; names end with NULL. The caller owns it. */
char *fill_names(const char *text, const char *const *names, const char *const *values);

/*
 * A text of the catalogue in the chosen language, filled: names and values
 * follow in turn, ended by NULL; a name that the text lacks is skipped. The
 * caller owns it.
 */
char *text_filled(const char *english, ...) G_GNUC_NULL_TERMINATED;

/* The same for the words with this id. */
#define label_filled(id, ...)   text_filled(catalogue_labels[id], __VA_ARGS__)

/*
 * What stands between the items of a list (", " in English), and between a
 * label and its text (": "). They live until another language is chosen.
 */
const char *list_separator(void);
const char *label_separator(void);

#endif /* SIPEXPLAIN_LANGUAGE_H */
