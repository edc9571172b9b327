/* pane.c
 * Adding text to the packet details, which do not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "pane/pane.h"

static int ett_sipexplain_text = -1;
static int hf_text = -1;    /* of lines that have no field; a filter can ask for them */

/* The explanation is open at first sight; whoever folds it keeps it folded. */
static void
finish_registration(void)
{
    tree_expanded_set(ett_sipexplain_text, true);
    hf_text = proto_registrar_get_id_byname("text");
}

void
pane_register(void)
{
    static int *ett[] = { &ett_sipexplain_text };

    proto_register_subtree_array(ett, array_length(ett));
    /* The flags exist only when all protocols are registered. */
    register_final_registration_routine(finish_registration);
}

bool
pane_is_whole(proto_tree *tree)
{
    return hf_text < 0 || proto_field_is_referenced(tree, hf_text);
}

static void
add_line(const pane_t *pane, proto_tree *tree, const char *line)
{
    proto_tree_add_subtree(tree, pane->tvb, pane->offset, 0, ett_sipexplain_text, NULL, line);
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

    if (*text == '\0' || !pane->whole)
        return;
    tree = proto_item_add_subtree(item, ett_sipexplain_text);
    while ((length = layout_next_line(&text, PANE_COLUMNS - (pane->level + 1) * PANE_INDENT)) > 0) {
        if (--max_lines == 0 && *text != '\0') {
            char *count = g_strdup_printf("%zu", length + strlen(text));
            char *more = label_filled(LABEL_MORE_BYTES, "count", count, NULL);

            add_line(pane, tree, more);
            g_free(more);
            g_free(count);
            return;
        }
        proto_tree_add_subtree_format(tree, pane->tvb, pane->offset, 0, ett_sipexplain_text, NULL, "%.*s", (int)length,
                                      line);
        line = text;
    }
}

/* What of a text fits on the line of its label, which begins with name; *rest is set to what follows. */
static const char *
first_line(const pane_t *pane, const char *name, const char *text, const char **rest)
{
    size_t length;

    text += strspn(text, " ");
    *rest = text;
    length = layout_next_line(rest, known_lines_room(name, pane->level));
    return length > 0 ? wmem_strndup(pane->pinfo->pool, text, length) : label(LABEL_NONE);
}

proto_item *
pane_add_text(const pane_t *pane, int hf, const char *label, const char *text, unsigned max_lines)
{
    const char *line, *rest;
    proto_item *item;

    if (!pane_wants(pane, hf))
        return NULL;
    line = first_line(pane, label, text, &rest);
    item = proto_tree_add_string_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, text, "%s%s%s", label,
                                        label_separator(), line);
    add_more_lines(pane, item, rest, max_lines);
    return item;
}

/* The lines behind the first one. */
static void
add_known_lines(const pane_t *pane, proto_item *item, const known_lines_t *lines)
{
    proto_tree *tree;

    if (lines->more[0] == NULL || !pane->whole)
        return;
    tree = proto_item_add_subtree(item, ett_sipexplain_text);
    for (const char *const *line = lines->more; *line != NULL; line++)
        add_line(pane, tree, *line);
}

proto_item *
pane_add_known_value(const pane_t *pane, int hf, const char *value, const char *label, const char *text)
{
    const known_lines_t *lines;
    proto_item          *item;

    if (!pane_wants(pane, hf))
        return NULL;
    lines = known_lines(&(known_text_t){ label, NULL, text, 0, pane->level });
    item = proto_tree_add_string_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s", lines->first);
    add_known_lines(pane, item, lines);
    return item;
}

proto_item *
pane_add_known(const pane_t *pane, int hf, const char *label, const char *text)
{
    return pane_add_known_value(pane, hf, text, label, text);
}

proto_item *
pane_add_known_uint(const pane_t *pane, int hf, uint32_t value, const char *label, const char *lead, const char *text)
{
    const known_lines_t *lines;
    proto_item          *item;

    if (!pane_wants(pane, hf))
        return NULL;
    lines = known_lines(&(known_text_t){ label, lead, text, value, pane->level });
    item = proto_tree_add_uint_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s", lines->first);
    add_known_lines(pane, item, lines);
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

    if (item != NULL)
        below.tree = proto_item_add_subtree(item, ett_sipexplain_text);
    below.level++;
    return below;
}

void
pane_add_uint(const pane_t *pane, int hf, uint32_t value, const char *label, const char *name)
{
    if (!pane_wants(pane, hf))
        return;
    if (name != NULL)
        proto_tree_add_uint_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s%s%s (%u)", label,
                                   label_separator(), name, value);
    else
        proto_tree_add_uint_format(pane->tree, hf, pane->tvb, pane->offset, pane->length, value, "%s%s%u", label,
                                   label_separator(), value);
}
