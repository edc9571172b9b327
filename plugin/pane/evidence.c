/* evidence.c
 * The header fields of a response that show what was wrong
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/escape.h"
#include "pane/evidence.h"
#include "message/header_values.h"
#include "catalogue/language.h"

/* A message can repeat a header field thousands of times; so many are shown of each. */
#define MAX_FIELDS  8

static int hf_sipexplain_evidence = -1;

/* Compact forms of names that are evidence (RFC 3261, Section 7.3.3; RFC 6665; RFC 3515). */
static const struct {
    const char *name;
    char        compact;
} compact_forms[] = {
    { "Allow-Events", 'u' },
    { "Contact", 'm' },
    { "Content-Type", 'c' },
};

void
evidence_register(int proto)
{
    static hf_register_info hf[] = {
        { &hf_sipexplain_evidence,
          { "Evidence", "sipexplain.evidence", FT_STRING, BASE_NONE, NULL, 0x0,
            "A header field of this message that shows what was wrong", HFILL } },
    };

    proto_register_field_array(proto, hf, array_length(hf));
}

static char
compact_form(const char *name)
{
    for (size_t i = 0; i < array_length(compact_forms); i++) {
        if (strcmp(compact_forms[i].name, name) == 0)
            return compact_forms[i].compact;
    }
    return '\0';
}

/* The value without its folds, escaped; unlike sip_unquote() it leaves quotes alone. */
static const char *
received(packet_info *pinfo, sip_text_t value)
{
    char  *plain = (char *)wmem_alloc(pinfo->pool, value.length + 1);
    char  *escaped;
    size_t length = sip_unfold(plain, value);

    escaped = (char *)wmem_alloc(pinfo->pool, ESCAPE_MAX_BYTES(length));
    escape_text(escaped, (const unsigned char *)plain, length);
    return escaped;
}

static void
add_field(const pane_t *pane, const char *name, const sip_header_field_t *field)
{
    pane_t at = pane_at_field(pane, field);

    pane_add_text(&at, hf_sipexplain_evidence, label(LABEL_EVIDENCE),
                  wmem_strdup_printf(pane->pinfo->pool, "%s: %s", name, received(pane->pinfo, field->value)),
                  PANE_PACKET_LINES);
}

static void
add_fields(const pane_t *pane, sip_text_t header, const char *name)
{
    sip_header_field_t field;
    unsigned           count = 0;
    char               compact = compact_form(name);

    while (count < MAX_FIELDS && sip_next_header_field(&header, &field)) {
        if (!sip_header_field_is(&field, name, compact))
            continue;
        add_field(pane, name, &field);
        count++;
    }
}

/* Whether the field is evidence of every response with this code. */
static bool
is_listed(const sip_response_record_t *record, const char *name)
{
    const char *const *item = record->evidence;

    while (*item != NULL && g_ascii_strcasecmp(*item, name) != 0)
        item++;
    return *item != NULL;
}

/* The fields in which products say why. */
static void
add_fields_of_vendors(const pane_t *pane, sip_text_t header, const sip_response_record_t *record)
{
    sip_header_field_t field;
    unsigned           count = 0;

    while (count < MAX_FIELDS && sip_next_header_field(&header, &field)) {
        size_t vendor = catalogue_vendor_of(field.name.bytes, field.name.length);

        if (vendor == catalogue_num_vendors || is_listed(record, catalogue_vendors[vendor].field))
            continue;
        add_field(pane, catalogue_vendors[vendor].field, &field);
        count++;
    }
}

void
evidence_add_all(const pane_t *pane, sip_text_t header, const sip_response_record_t *record)
{
    for (const char *const *name = record->evidence; *name != NULL; name++)
        add_fields(pane, header, *name);
    if (record->outcome > OUTCOME_SUCCESS) {
        add_fields_of_vendors(pane, header, record);
        add_fields(pane, header, "Server");
        add_fields(pane, header, "User-Agent");
    }
}
