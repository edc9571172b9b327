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

/* A line without field, below an item. */
static void
add_line(const pane_t *pane, proto_tree *tree, const char *line, size_t length)
{
    ws_add_line(tree, hf_text, ett_sipexplain_text, pane->tvb, pane->offset, line, length);
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
    while ((length = layout_next_line(&text, PANE_COLUMNS - (pane->level + 1) * PANE_INDENT)) > 0) {
        if (--max_lines == 0 && *text != '\0') {
            char *count = g_strdup_printf("%zu", length + strlen(text));
            char *more = label_filled(LABEL_MORE_BYTES, "count", count, NULL);

            add_line(pane, tree, more, strlen(more));
            g_free(more);
            g_free(count);
            return;
        }
        add_line(pane, tree, line, length);
        line = text;
    }
}

/* Gives an item its label and what of a text fits on the line of it. Returns what follows. */
static const char *
add_first_line(const pane_t *pane, proto_item *item, const char *name, const char *text)
{
    const char *separator = label_separator(), *line, *rest;
    size_t      name_length = strlen(name), separator_length = strlen(separator), length;
    char       *whole;

    line = rest = text + strspn(text, " ");
    length = layout_next_line(&rest, known_lines_room(name, pane->level));
    if (length == 0) {
        line = label(LABEL_NONE);
        length = strlen(line);
    }
    whole = (char *)wmem_alloc(pane->pinfo->pool, name_length + separator_length + length);
    memcpy(whole, name, name_length);
    memcpy(whole + name_length, separator, separator_length);
    memcpy(whole + name_length + separator_length, line, length);
    ws_item_set_text(item, whole, name_length + separator_length + length);
    return rest;
}

proto_item *
pane_add_text(const pane_t *pane, int hf, const char *label, const char *text, unsigned max_lines)
{
    proto_item *item;

    if (!pane_wants(pane, hf))
        return NULL;
    item = proto_tree_add_string(pane->tree, hf, pane->tvb, pane->offset, pane->length, text);
    if (pane->whole)
        add_more_lines(pane, item, add_first_line(pane, item, label, text), max_lines);
    return item;
}

static void
add_known_lines(const pane_t *pane, proto_item *item, const known_text_t *text)
{
    const known_lines_t *lines;
    proto_tree          *tree;

    if (!pane->whole)
        return;
    lines = known_lines(text);
    ws_item_set_text(item, lines->first.text, lines->first.length);
    if (lines->more[0].text == NULL)
        return;
    tree = proto_item_add_subtree(item, ett_sipexplain_text);
    for (const known_line_t *line = lines->more; line->text != NULL; line++)
        add_line(pane, tree, line->text, line->length);
}

proto_item *
pane_add_known_value(const pane_t *pane, int hf, const char *value, const char *label, const char *text)
{
    proto_item *item;

    if (!pane_wants(pane, hf))
        return NULL;
    item = proto_tree_add_string(pane->tree, hf, pane->tvb, pane->offset, pane->length, value);
    add_known_lines(pane, item, &(known_text_t){ label, NULL, text, 0, pane->level });
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
    proto_item *item;

    if (!pane_wants(pane, hf))
        return NULL;
    item = proto_tree_add_uint(pane->tree, hf, pane->tvb, pane->offset, pane->length, value);
    add_known_lines(pane, item, &(known_text_t){ label, lead, text, value, pane->level });
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

const char *
pane_code_text(packet_info *pinfo, unsigned code)
{
    char digits[] = { (char)('0' + code / 100), (char)('0' + code / 10 % 10), (char)('0' + code % 10) };

    return code < 1000 ? wmem_strndup(pinfo->pool, digits, sizeof digits) : wmem_strdup_printf(pinfo->pool, "%u", code);
}
