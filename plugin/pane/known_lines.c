/* known_lines.c
 * Texts of the catalogue as the packet details show them, laid out once
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pane/known_lines.h"
#include "catalogue/language.h"
#include "catalogue/layout.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

/* So many texts are kept, each in one of a few places that follow one another. */
#define KEPT_BITS   10
#define PLACES      4

/* Texts are found by where they lie, which no other text ever does. */
typedef struct {
    known_text_t  text;
    const char   *language; /* NULL where nothing is kept */
    known_lines_t lines;
} kept_t;

static kept_t kept[(1 << KEPT_BITS) + PLACES - 1];

static kept_t *
first_place(const known_text_t *text)
{
    uint64_t mixed = (uint64_t)(uintptr_t)text->label;

    mixed = mixed * 31 + (uint64_t)(uintptr_t)text->text;
    mixed = mixed * 31 + text->number + text->level;
    return &kept[mixed * UINT64_C(0x9E3779B97F4A7C15) >> (64 - KEPT_BITS)];
}

static bool
is_kept(const kept_t *item, const known_text_t *text)
{
    return item->text.text == text->text && item->text.label == text->label && item->text.lead == text->lead
        && item->text.number == text->number && item->text.level == text->level && item->language == language_name();
}

/* What stands behind the label. */
static char *
said(const known_text_t *text)
{
    if (text->text != NULL && text->lead != NULL)
        return g_strdup_printf("%u %s%s%s", text->number, text->lead, label_separator(), text->text);
    if (text->text != NULL)
        return g_strdup(text->text);
    if (text->lead != NULL)
        return g_strdup_printf("%s (%u)", text->lead, text->number);
    return g_strdup_printf("%u", text->number);
}

static unsigned
columns_of(const char *text)
{
    return layout_columns(text, strlen(text));
}

unsigned
known_lines_room(const char *label, unsigned level)
{
    unsigned used = level * PANE_INDENT + columns_of(label) + columns_of(label_separator());

    return used < PANE_COLUMNS ? PANE_COLUMNS - used : 0;
}

static known_line_t
line_of(char *text)
{
    return (known_line_t){ text, strlen(text) };
}

static void
lay_out(kept_t *item, const known_text_t *text)
{
    char         *behind = said(text);
    const char   *line = behind + strspn(behind, " "), *rest = line;
    size_t        length = layout_next_line(&rest, known_lines_room(text->label, text->level));
    GArray       *more = g_array_new(TRUE, TRUE, sizeof(known_line_t));
    known_line_t  next;

    if (length > 0)
        item->lines.first = line_of(g_strdup_printf("%s%s%.*s", text->label, label_separator(), (int)length, line));
    else
        item->lines.first = line_of(g_strdup_printf("%s%s%s", text->label, label_separator(), label(LABEL_NONE)));
    for (line = rest; (length = layout_next_line(&rest, PANE_COLUMNS - (text->level + 1) * PANE_INDENT)) > 0; line = rest) {
        next = line_of(g_strndup(line, length));
        g_array_append_val(more, next);
    }
    item->lines.more = (const known_line_t *)(void *)g_array_free(more, FALSE);
    item->lines.said = behind;
}

static void
free_lines(const known_lines_t *lines)
{
    for (const known_line_t *line = lines->more; line != NULL && line->text != NULL; line++)
        g_free((char *)line->text);
    g_free((void *)lines->more);
    g_free((char *)lines->first.text);
    g_free((char *)lines->said);
}

const known_lines_t *
known_lines(const known_text_t *text)
{
    kept_t *first = first_place(text), *item = first;

    while (item < first + PLACES && item->language != NULL) {
        if (is_kept(item, text))
            return &item->lines;
        item++;
    }
    if (item == first + PLACES)
        item = first;
    free_lines(&item->lines);
    item->text = *text;
    item->language = language_name();
    lay_out(item, text);
    return &item->lines;
}
