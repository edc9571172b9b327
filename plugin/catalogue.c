/* catalogue.c
 * Look-up of SIP response codes in the generated table
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue.h"

const sip_response_record_t *
catalogue_find_response(unsigned code)
{
    size_t low = 0, high = catalogue_num_responses;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (catalogue_responses[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < catalogue_num_responses && catalogue_responses[low].code == code)
        return &catalogue_responses[low];
    return NULL;
}

const sip_response_record_t *
catalogue_find_class(unsigned code)
{
    if (code < SIP_CODE_MIN || code > SIP_CODE_MAX)
        return NULL;
    return &catalogue_classes[code / 100 - 1];
}
