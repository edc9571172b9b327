/* catalogue.c
 * Look-up in the generated tables
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "catalogue/catalogue.h"

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
