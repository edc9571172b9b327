/* pane.c
 * Adding text to the packet details, which do not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "pane/pane.h"

/* Each level is indented by so many columns. */
#define INDENT_COLUMNS  4

static int ett_sipexplain_text = -1;

/* The explanation is open at first sight; whoever folds it keeps it folded. */
static void
expand_at_first_sight(void)
{
    tree_expanded_set(ett_sipexplain_text, true);
}

void
pane_register(void)
{
    static int *ett[] = { &ett_sipexplain_text };

    proto_register_subtree_array(ett, array_length(ett));
    /* The flags exist only when all protocols are registered. */
    register_final_registration_routine(expand_at_first_sight);
}

/*
 * Shows what is left of a text whose first line an item has, in at most so many
 * lines below it.
 */
static void
add_more_lines(const pane_t *pane, proto_item *item, const char *text, unsigned max_lines)
{
    proto_tree *tree;
    const char *line = text;
    size_t      length;

    if (*text == '\0')
        return;
    tree = proto_item_add_subtree(item, ett_sipexplain_text);
    while ((length = layout_next_line(&text, PANE_COLUMNS - (pane->level + 1) * INDENT_COLUMNS)) > 0) {
        if (--max_lines == 0 && *text != '\0') {
            char *count = g_strdup_printf("%zu", length + strlen(text));
            char *more = label_filled(LABEL_MORE_BYTES, "count", count, NULL);

            proto_tree_add_subtree(tree, pane->tvb, pane->offset, 0, ett_sipexplain_text, NULL, more);
            g_free(more);
            g_free(count);
            return;
        }
        proto_tree_add_subtree_format(tree, pane->tvb, pane->offset, 0, ett_sipexplain_text, NULL, "%.*s", (int)length,
                                      line);
        line = text;
    }
}

static unsigned
columns_of(const char *text)
{
    return layout_columns(text, strlen(text));
}

/* What of a text fits on the line of its label, which begins with name; *rest is set to what follows. */
static const char *
first_line(const pane_t *pane, const char *name, const char *text, const char **rest)
{
    unsigned used = pane->level * INDENT_COLUMNS + columns_of(name) + columns_of(label_separator());
    unsigned columns = used < PANE_COLUMNS ? PANE_COLUMNS - used : 0;
    size_t   length;

    text += strspn(text, " ");
    *rest = text;
    length = layout_next_line(rest, columns);
    return length > 0 ? wmem_strndup(pane->pinfo->pool, text, length) : label(LABEL_NONE);
}

proto_item *
pane_add_value(const pane_t *pane, int hf, const char *value, const char *label, const char *text, unsigned max_lines)
{
    const char *rest;
    const char *line = first_line(pane, label, text, &rest);
    proto_item *item;

    item = proto_tree_add_string_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s%s%s", label,
                                        label_separator(), line);
    add_more_lines(pane, item, rest, max_lines);
    return item;
}

proto_item *
pane_add_text(const pane_t *pane, int hf, const char *label, const char *text, unsigned max_lines)
{
    return pane_add_value(pane, hf, text, label, text, max_lines);
}

proto_item *
pane_add_uint_text(const pane_t *pane, int hf, uint32_t value, const char *label, const char *text)
{
    const char *rest;
    const char *line = first_line(pane, label, text, &rest);
    proto_item *item;

    item = proto_tree_add_uint_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s%s%s", label,
                                      label_separator(), line);
    add_more_lines(pane, item, rest, PANE_ALL_LINES);
    return item;
}

pane_t
pane_at(const pane_t *pane, sip_text_t part)
{
    pane_t at = *pane;

    if (pane->bytes == NULL || part.bytes == NULL)
        return at;
    at.offset += (int)(part.bytes - pane->bytes);
    at.length = (int)part.length;
    at.bytes = part.bytes;
    return at;
}

pane_t
pane_at_field(const pane_t *pane, const sip_header_field_t *field)
{
    sip_text_t whole = field->name;

    if (field->value.bytes != NULL)
        whole.length = (size_t)(field->value.bytes + field->value.length - field->name.bytes);
    return pane_at(pane, whole);
}

pane_t
pane_below(const pane_t *pane, proto_item *item)
{
    pane_t below = *pane;

    below.tree = proto_item_add_subtree(item, ett_sipexplain_text);
    below.level++;
    return below;
}

void
pane_add_uint(const pane_t *pane, int hf, uint32_t value, const char *label, const char *name)
{
    if (name != NULL)
        proto_tree_add_uint_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s%s%s (%u)", label,
                                   label_separator(), name, value);
    else
        proto_tree_add_uint_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s%s%u", label,
                                   label_separator(), value);
}
