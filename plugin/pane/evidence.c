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
add_field(void *context, const char *name, const sip_header_field_t *field)
{
    const pane_t *pane = (const pane_t *)context;
    pane_t        at = pane_at_field(pane, field);

    pane_add_text(&at, hf_sipexplain_evidence, label(LABEL_EVIDENCE),
                  wmem_strdup_printf(pane->pinfo->pool, "%s: %s", name, received(pane->pinfo, field->value)),
                  PANE_PACKET_LINES);
}

void
evidence_add_all(const pane_t *pane, const message_text_t *text, const sip_response_record_t *record)
{
    if (pane_wants(pane, hf_sipexplain_evidence))
        evidence_each(text, record, add_field, (void *)pane);
}
