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

/* So many texts are kept, each in one place. */
#define KEPT_BITS   10

/* Texts are found by where they lie, and compared, as other ones may lie there by now: a user's own are changed. */
typedef struct {
    known_text_t  text;
    const char   *language;
    char         *label, *lead, *whole; /* copies */
    known_lines_t lines;
} kept_t;

static kept_t kept[1 << KEPT_BITS];

static size_t
slot_of(const known_text_t *text)
{
    uint64_t mixed = (uint64_t)(uintptr_t)text->label;

    mixed = mixed * 31 + (uint64_t)(uintptr_t)text->text;
    mixed = mixed * 31 + text->number + text->level;
    return (size_t)(mixed * UINT64_C(0x9E3779B97F4A7C15) >> (64 - KEPT_BITS));
}

static bool
is_same(const char *copy, const char *text)
{
    return copy == NULL || text == NULL ? copy == text : strcmp(copy, text) == 0;
}

static bool
is_kept(const kept_t *item, const known_text_t *text)
{
    return item->text.label == text->label && item->text.text == text->text && item->text.number == text->number
        && item->text.level == text->level && item->language == language_name() && is_same(item->label, text->label)
        && is_same(item->lead, text->lead) && is_same(item->whole, text->text);
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

static void
lay_out(kept_t *item, const known_text_t *text)
{
    char       *behind = said(text);
    const char *line = behind + strspn(behind, " "), *rest = line;
    size_t      length = layout_next_line(&rest, known_lines_room(text->label, text->level));
    GPtrArray  *more = g_ptr_array_new();

    if (length > 0)
        item->lines.first = g_strdup_printf("%s%s%.*s", text->label, label_separator(), (int)length, line);
    else
        item->lines.first = g_strdup_printf("%s%s%s", text->label, label_separator(), label(LABEL_NONE));
    for (line = rest; (length = layout_next_line(&rest, PANE_COLUMNS - (text->level + 1) * PANE_INDENT)) > 0; line = rest)
        g_ptr_array_add(more, g_strndup(line, length));
    g_ptr_array_add(more, NULL);
    item->lines.more = (const char *const *)g_ptr_array_free(more, FALSE);
    item->lines.said = behind;
}

const known_lines_t *
known_lines(const known_text_t *text)
{
    kept_t *item = &kept[slot_of(text)];

    if (is_kept(item, text))
        return &item->lines;
    g_free(item->label);
    g_free(item->lead);
    g_free(item->whole);
    g_free((char *)item->lines.said);
    g_free((char *)item->lines.first);
    g_strfreev((char **)item->lines.more);
    item->text = *text;
    item->language = language_name();
    item->label = g_strdup(text->label);
    item->lead = g_strdup(text->lead);
    item->whole = g_strdup(text->text);
    lay_out(item, text);
    return &item->lines;
}
