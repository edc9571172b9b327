/* catalogue.c
 * Look-up in the generated tables
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"
#include "catalogue/words.h"

const char *
catalogue_outcome_name(sip_outcome_t outcome)
{
    static const char *const names[NUM_OUTCOMES + 1] = {
#define OUTCOME_NAME(id, value, name) [id] = name,
        SIP_OUTCOME_LIST(OUTCOME_NAME)
#undef OUTCOME_NAME
    };

    return names[outcome];
}

const sip_response_record_t *
catalogue_find_response(unsigned code)
{
    /* One more than the place of each code in the table; it is asked for at every response. */
    static uint16_t places[SIP_CODE_MAX - SIP_CODE_MIN + 1];
    static bool     made;

    if (!made) {
        for (size_t i = 0; i < catalogue_num_responses; i++)
            places[catalogue_responses[i].code - SIP_CODE_MIN] = (uint16_t)(i + 1);
        made = true;
    }
    if (code < SIP_CODE_MIN || code > SIP_CODE_MAX || places[code - SIP_CODE_MIN] == 0)
        return NULL;
    return &catalogue_responses[places[code - SIP_CODE_MIN] - 1];
}

const sip_response_record_t *
catalogue_find_class(unsigned code)
{
    if (code < SIP_CODE_MIN || code > SIP_CODE_MAX)
        return NULL;
    return &catalogue_classes[code / 100 - 1];
}

const reason_protocol_record_t *
catalogue_find_reason_protocol(const char *protocol)
{
    for (size_t i = 0; i < catalogue_num_reason_protocols; i++) {
        if (g_ascii_strcasecmp(catalogue_reason_protocols[i].protocol, protocol) == 0)
            return &catalogue_reason_protocols[i];
    }
    return NULL;
}

bool
catalogue_is_other_protocols(const reason_protocol_record_t *protocol)
{
    return strcmp(protocol->protocol, "other") == 0;
}

const reason_cause_record_t *
catalogue_find_reason_cause(const char *protocol, uint32_t cause)
{
    for (size_t i = 0; i < catalogue_num_reason_causes; i++) {
        if (catalogue_reason_causes[i].cause == cause
            && g_ascii_strcasecmp(catalogue_reason_causes[i].protocol, protocol) == 0)
            return &catalogue_reason_causes[i];
    }
    return NULL;
}

const reason_location_record_t *
catalogue_find_reason_location(const char *location)
{
    for (size_t i = 0; i < catalogue_num_reason_locations; i++) {
        if (g_ascii_strcasecmp(catalogue_reason_locations[i].location, location) == 0)
            return &catalogue_reason_locations[i];
    }
    return NULL;
}

const warning_record_t *
catalogue_find_warning(unsigned code)
{
    for (size_t i = 0; i < catalogue_num_warnings; i++) {
        if (catalogue_warnings[i].code == code)
            return &catalogue_warnings[i];
    }
    return NULL;
}

size_t
catalogue_vendor_of(const char *field, size_t length)
{
    size_t i = 0;

    while (i < catalogue_num_vendors
           && (strlen(catalogue_vendors[i].field) != length
               || g_ascii_strncasecmp(catalogue_vendors[i].field, field, length) != 0))
        i++;
    return i;
}

bool
catalogue_leading_number(const char *value, size_t length, uint32_t *number)
{
    size_t   at = 0;
    uint64_t read = 0;

    while (at < length && (value[at] == ' ' || value[at] == '\t' || value[at] == '"'))
        at++;
    if (at == length || !g_ascii_isdigit(value[at]))
        return false;
    for (; at < length && g_ascii_isdigit(value[at]) && read <= UINT32_MAX; at++)
        read = read * 10 + (uint64_t)(value[at] - '0');
    *number = (uint32_t)read;
    return read <= UINT32_MAX;
}

static bool
vendor_value_is(const vendor_value_record_t *record, const char *value, size_t length)
{
    uint32_t number, other;

    if (catalogue_vendors[record->vendor].read == READ_TEXT)
        return words_match(record->value, value, length);
    return catalogue_leading_number(value, length, &number)
        && catalogue_leading_number(record->value, strlen(record->value), &other) && number == other;
}

const vendor_value_record_t *
catalogue_find_vendor_value(size_t vendor, const char *value, size_t length)
{
    for (size_t i = 0; i < catalogue_num_vendor_values; i++) {
        if (catalogue_vendor_values[i].vendor == catalogue_vendors[vendor].values
            && vendor_value_is(&catalogue_vendor_values[i], value, length))
            return &catalogue_vendor_values[i];
    }
    return NULL;
}

const finding_record_t *
catalogue_find_finding(const char *id)
{
    size_t low = 0, high = catalogue_num_findings;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(catalogue_findings[middle].name, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < catalogue_num_findings && strcmp(catalogue_findings[low].name, id) == 0)
        return &catalogue_findings[low];
    return NULL;
}

bool
catalogue_has_rule(const finding_record_t *finding)
{
    for (size_t i = 0; i < catalogue_num_finding_sentences; i++) {
        if (&catalogue_findings[catalogue_finding_sentences[i].finding] == finding)
            return true;
    }
    return false;
}

const char *
catalogue_level_name(finding_level_t level)
{
    static const char *const names[NUM_LEVELS] = {
#define LEVEL_NAME(id, name) [id] = name,
        FINDING_LEVEL_LIST(LEVEL_NAME)
#undef LEVEL_NAME
    };

    return names[level];
}
