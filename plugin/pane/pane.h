/* pane.h
 * Adding text to the packet details, which do not wrap
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PANE_H
#define SIPEXPLAIN_PANE_H

#include "compat.h"
#include "message/header_fields.h"

/* The details pane shows about so many columns. */
#define PANE_COLUMNS    80

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
} pane_t;

/* Registers what the lines behind the first one of a text need. */
void pane_register(void);

/*
 * Adds a string field whose value is the whole text, and whose label is
 * "LABEL: " and the first line of it; the others, max_lines at the most, stand
 * below. No line is wider than 80 columns with its indentation. The lines below
 * have no bytes, as Wireshark would offer a filter on these.
 */
proto_item *pane_add_text(const pane_t *pane, int hf, const char *label, const char *text, unsigned max_lines);

/* The same with a label that has another text than the value. */
proto_item *pane_add_value(const pane_t *pane, int hf, const char *value, const char *label, const char *text,
                           unsigned max_lines);

/* The same for a number whose label has a text. */
proto_item *pane_add_uint_text(const pane_t *pane, int hf, uint32_t value, const char *label, const char *text);

/* The same pane for items that speak of these bytes of the message. */
pane_t pane_at(const pane_t *pane, sip_text_t part);

/* The same for a header field as a whole. */
pane_t pane_at_field(const pane_t *pane, const sip_header_field_t *field);

/* A pane for the parts of an item, one level below it. */
pane_t pane_below(const pane_t *pane, proto_item *item);

/* Adds a number as "LABEL: 3", or with the name that it has as "LABEL: name (3)"; name: NULL if it has none. */
void pane_add_uint(const pane_t *pane, int hf, uint32_t value, const char *label, const char *name);

#define PANE_ALL_LINES  UINT_MAX

/* How many lines are shown of a text from a packet, which can have any length. */
#define PANE_PACKET_LINES   8

#endif /* SIPEXPLAIN_PANE_H */
