/* evidence.c
 * Shows the header fields of a response that tell what was wrong
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/evidence_fields.h"
#include "message/escape.h"
#include "pane/evidence.h"
#include "message/header_values.h"
#include "catalogue/language.h"

static int hf_sipexplain_evidence = -1;

void
evidence_register(int proto)
{
    static hf_register_info hf[] = {
        { &hf_sipexplain_evidence,
          { "Evidence", "sipexplain.evidence", FT_STRING, BASE_NONE, NULL, 0x0,
            "A header field of this message that shows what was wrong, as received", HFILL } },
    };

    proto_register_field_array(proto, hf, array_length(hf));
}

/* "NAME: VALUE": the value without its folds, escaped; unlike sip_unquote() it leaves quotes alone. */
static const char *
received(packet_info *pinfo, const char *name, sip_text_t value)
{
    size_t name_length = strlen(name), length = value.length;
    char  *text, *plain;

    if (escape_is_plain(value.bytes, value.length)) {
        text = (char *)wmem_alloc(pinfo->pool, name_length + strlen(": ") + length + 1);
        memcpy(text + name_length + strlen(": "), value.bytes, length);
        text[name_length + strlen(": ") + length] = '\0';
    } else {
        plain = (char *)wmem_alloc(pinfo->pool, length + 1);
        length = sip_unfold(plain, value);
        text = (char *)wmem_alloc(pinfo->pool, name_length + strlen(": ") + ESCAPE_MAX_BYTES(length));
        escape_text(text + name_length + strlen(": "), (const unsigned char *)plain, length);
    }
    memcpy(text, name, name_length);
    memcpy(text + name_length, ": ", strlen(": "));
    return text;
}

static void
add_field(void *context, const char *name, const sip_header_field_t *field)
{
    const pane_t *pane = (const pane_t *)context;
    pane_t        at = pane_at_field(pane, field);

    pane_add_text(&at, hf_sipexplain_evidence, label(LABEL_EVIDENCE), received(pane->pinfo, name, field->value),
                  PANE_PACKET_LINES);
}

void
evidence_add_all(const pane_t *pane, const message_text_t *text, const sip_response_record_t *record)
{
    if (pane_wants(pane, hf_sipexplain_evidence))
        evidence_each(text, record, add_field, (void *)pane);
}
