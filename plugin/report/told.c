/* told.c
 * What is told, in parts: what each one is, not how it looks
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/told.h"
#include "report/text.h"

static void
clear_part(void *part)
{
    g_free(((told_t *)part)->name);
    g_free(((told_t *)part)->text);
}

static void
clear_item(void *item)
{
    g_free(((told_item_t *)item)->title);
    g_array_free(((told_item_t *)item)->parts, TRUE);
}

GArray *
told_items_new(void)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(told_item_t));

    g_array_set_clear_func(items, clear_item);
    return items;
}

told_item_t *
told_items_add(GArray *items, char *title)
{
    told_item_t item = { title, g_array_new(FALSE, FALSE, sizeof(told_t)) };

    g_array_set_clear_func(item.parts, clear_part);
    g_array_append_val(items, item);
    return &g_array_index(items, told_item_t, items->len - 1);
}

void
told_add(told_item_t *item, told_kind_t kind, const char *name, char *text)
{
    told_t part = { kind, g_strdup(name), text, 0 };

    if (text[strspn(text, " ")] == '\0')
        clear_part(&part);
    else
        g_array_append_val(item->parts, part);
}

void
told_add_see(told_item_t *item, unsigned other)
{
    told_t part = { TOLD_SEE, NULL, report_number_text(TEXT_SEE, "number", other), other };

    g_array_append_val(item->parts, part);
}

void
told_add_frames(told_item_t *item, const uint32_t *frames, unsigned count, bool more)
{
    told_add(item, TOLD_FILTER, report_text(more ? TEXT_FILTER_FIRST : TEXT_FILTER), frames_filter(frames, count));
}

char *
frames_filter(const uint32_t *frames, unsigned count)
{
    GString *text = g_string_new("frame.number in {");

    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(text, "%s%u", i > 0 ? ", " : "", frames[i]);
    g_string_append_c(text, '}');
    return g_string_free(text, FALSE);
}
