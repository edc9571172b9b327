/* missed_fields.c
 * Call-ID and CSeq of a message whose record lacks them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/missed_fields.h"

#include <stdlib.h>

#include <epan/charsets.h>

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/*
 * The value of the first field of this name, if a blank is before its colon: a
 * field without one is in the record, or behind something that SIP's dissector
 * fell over, or belongs to another message. Empty as well where the text ends
 * with the value, of which a part may be missing then.
 */
static sip_text_t
missed_value(sip_text_t header, const char *name, char compact)
{
    sip_initials_t     initials = sip_initials_of(name, compact);
    sip_header_field_t field;
    const char        *end = header.bytes + header.length;
    sip_text_t         value = { NULL, 0 };

    while (sip_find_header_field_of(&header, initials, &field)) {
        if (!sip_header_field_is(&field, name, compact))
            continue;
        if (field.name.bytes[field.name.length] == ':' || field.value.bytes + field.value.length == end)
            return value;
        value = field.value;
        break;
    }
    while (value.length > 0 && is_space(value.bytes[0])) {
        value.bytes++;
        value.length--;
    }
    while (value.length > 0 && is_space(value.bytes[value.length - 1]))
        value.length--;
    return value;
}

/* As SIP's dissector keeps it, so that it is equal to that of messages that are written without the blank. */
static char *
recorded_call_id(packet_info *pinfo, sip_text_t value)
{
    const char *decoded = (const char *)get_utf_8_string(pinfo->pool, (const uint8_t *)value.bytes, (int)value.length);

    return wmem_strndup(pinfo->pool, decoded, RECORD_CALL_ID_MAX);
}

/* As SIP's dissector reads it; 0 if there is none. */
static uint32_t
recorded_cseq(sip_text_t value)
{
    char number[32] = "";

    if (value.length > 0)
        memcpy(number, value.bytes, MIN(value.length, sizeof number - 1));
    return (uint32_t)strtoul(number, NULL, 10);
}

const sip_info_value_t *
missed_fields_add(packet_info *pinfo, const sip_info_value_t *info, sip_text_t header)
{
    sip_text_t        call_id = { NULL, 0 }, cseq = { NULL, 0 };
    sip_info_value_t *copy;

    if (header.length == 0)
        return info;
    if (info->tap_call_id == NULL)
        call_id = missed_value(header, "Call-ID", 'i');
    if (info->tap_cseq_number == 0)
        cseq = missed_value(header, "CSeq", '\0');
    if (call_id.length == 0 && cseq.length == 0)
        return info;
    copy = (sip_info_value_t *)wmem_memdup(pinfo->pool, info, sizeof *info);
    if (call_id.length > 0)
        copy->tap_call_id = recorded_call_id(pinfo, call_id);
    if (cseq.length > 0)
        copy->tap_cseq_number = recorded_cseq(cseq);
    return copy;
}
