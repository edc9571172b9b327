/* evidence_fields.c
 * The header fields of a response that show what was wrong
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/evidence_fields.h"
#include "findings/case.h"

/* A message can repeat a header field thousands of times; so many are shown of each. */
#define MAX_FIELDS  8

/* Compact forms of names that are evidence (RFC 3261, Section 7.3.3; RFC 6665; RFC 3515). */
static const struct {
    const char *name;
    char        compact;
} compact_forms[] = {
    { "Allow-Events", 'u' },
    { "Contact", 'm' },
    { "Content-Type", 'c' },
};

/* Who is told of them. */
typedef struct {
    evidence_tell_t tell;
    void           *context;
} listener_t;

static char
compact_form(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(compact_forms); i++) {
        if (strcmp(compact_forms[i].name, name) == 0)
            return compact_forms[i].compact;
    }
    return '\0';
}

static void
add_fields(const listener_t *listener, const message_text_t *text, const char *name)
{
    char               compact = compact_form(name);
    bool               last;
    sip_text_t         header = message_text_from(text, name[0], compact, &last);
    sip_header_field_t field;
    unsigned           count = 0;

    while (count < MAX_FIELDS && sip_find_header_field_of(&header, sip_initials_of(name, compact), &field)) {
        if (sip_header_field_is(&field, name, compact)) {
            listener->tell(listener->context, name, &field);
            count++;
        }
        if (last)
            break;
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
add_fields_of_vendors(const listener_t *listener, const message_text_t *text, const sip_response_record_t *record)
{
    sip_text_t         header = text->header;
    sip_header_field_t field;
    unsigned           count = 0;

    if ((message_text_initials(text) & case_vendor_initials()) == 0)
        return;
    while (count < MAX_FIELDS && sip_find_header_field_of(&header, case_vendor_initials(), &field)) {
        size_t vendor = catalogue_vendor_of(field.name.bytes, field.name.length);

        if (vendor == catalogue_num_vendors || is_listed(record, catalogue_vendors[vendor].field))
            continue;
        listener->tell(listener->context, catalogue_vendors[vendor].field, &field);
        count++;
    }
}

void
evidence_each(const message_text_t *text, const sip_response_record_t *record, evidence_tell_t tell, void *context)
{
    listener_t listener = { tell, context };

    for (const char *const *name = record->evidence; *name != NULL; name++)
        add_fields(&listener, text, *name);
    if (record->outcome > OUTCOME_SUCCESS) {
        add_fields_of_vendors(&listener, text, record);
        add_fields(&listener, text, "Server");
        add_fields(&listener, text, "User-Agent");
    }
}
