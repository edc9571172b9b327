/* pane.h
 * Adding text to the packet details, which do not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PANE_H
#define SIPEXPLAIN_PANE_H

#include "compat.h"
#include "message/header_fields.h"
#include "pane/known_lines.h"

/*
 * Where items are added, and the bytes of the frame that they speak of: the
 * start line of a message, or nothing where that was not found.
 */
typedef struct {
    packet_info *pinfo;
    proto_tree  *tree;
    tvbuff_t    *tvb;
    int          offset;
    int          length;
    unsigned     level;     /* of the items to add; 0 are those of protocols */
    const char  *bytes;     /* those at the offset; NULL where the message was not found */
    bool         whole;     /* somebody looks at all items and at their lines, and not only at values of some fields */
} pane_t;

/* Registers what the lines behind the first one of a text need. */
void pane_register(void);

/* Whether somebody looks at the tree as a whole. */
bool pane_is_whole(proto_tree *tree);

/*
 * Whether somebody looks at items of this field, so that it is worth while to put
 * together what they say. Those that nobody looks at are not added.
 */
static inline bool
pane_wants(const pane_t *pane, int hf)
{
    return pane->whole || proto_field_is_referenced(pane->tree, hf);
}

/*
 * Adds a string field whose value is the whole text, and whose label is
 * "LABEL: " and the first line of it; the others, max_lines at the most, stand
 * below. No line is wider than 80 columns with its indentation. The lines below
 * have no bytes, as Wireshark would offer a filter on these. For texts that are
 * of this packet alone. NULL if nobody looks at the field.
 */
proto_item *pane_add_text(const pane_t *pane, int hf, const char *label, const char *text, unsigned max_lines);

/* The same with all lines of a text of the catalogue; they are kept, as is the label. */
proto_item *pane_add_known(const pane_t *pane, int hf, const char *label, const char *text);

/* The same with a label that has another text than the value. */
proto_item *pane_add_known_value(const pane_t *pane, int hf, const char *value, const char *label, const char *text);

/*
 * Adds a number of the catalogue, one of few, with a text: "LABEL: 3 LEAD: TEXT",
 * or without: "LABEL: LEAD (3)"; "LABEL: 3" where lead and text are NULL. NULL if
 * nobody looks at the field.
 */
proto_item *pane_add_known_uint(const pane_t *pane, int hf, uint32_t value, const char *label, const char *lead,
                                const char *text);

/* The same pane for items that speak of these bytes of the message. */
pane_t pane_at(const pane_t *pane, sip_text_t part);

/* The same for a header field as a whole. */
pane_t pane_at_field(const pane_t *pane, const sip_header_field_t *field);

/* A pane for the parts of an item, one level below it; item: NULL if it was not added, as only its parts are looked at. */
pane_t pane_below(const pane_t *pane, proto_item *item);

/*
 * Adds a number as "LABEL: 3", or with the name that it has as "LABEL: name (3)";
 * name: NULL if it has none.
 */
void pane_add_uint(const pane_t *pane, int hf, uint32_t value, const char *label, const char *name);

/* A status code as it stands in a message, with three digits at least; in packet scope. */
const char *pane_code_text(packet_info *pinfo, unsigned code);

#define PANE_ALL_LINES  UINT_MAX

/* How many lines are shown of a text from a packet, which can have any length. */
#define PANE_PACKET_LINES   8

#endif /* SIPEXPLAIN_PANE_H */
