/* request_facts.c
 * What a request itself says of the usual causes of a code
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/request_facts.h"
#include "findings/case.h"

/* No option tag is longer. */
#define MAX_TAG     64

bool
request_offers(const message_view_t *request, const message_view_t *response)
{
    sip_values_t values = { response->header, { NULL, 0 } };
    sip_text_t   tag;
    bool         any = false;

    while (sip_next_value(&values, "Require", '\0', &tag)) {
        char name[MAX_TAG];

        if (tag.length == 0 || tag.length >= sizeof name)
            return false;
        memcpy(name, tag.bytes, tag.length);
        name[tag.length] = '\0';
        if (!view_lists(request, "Supported", 'k', name) && !view_lists(request, "Require", '\0', name))
            return false;
        any = true;
    }
    return any;
}

bool
request_is_anonymous(const message_view_t *request)
{
    static const char *const words[] = {
        "anonymous", "unavailable", "unknown", "restricted", "private", "withheld", "hidden", "invalid", NULL
    };
    sip_text_t from = view_value(request, "From", 'f');

    for (unsigned i = 0; words[i] != NULL; i++) {
        if (case_text_has(from, words[i]))
            return true;
    }
    return from.length == 0 || (view_has(request, "Privacy", '\0') && !view_lists(request, "Privacy", '\0', "none"));
}

bool
request_has_scheme(const message_view_t *request, const char *schemes)
{
    sip_text_t uri = view_request_uri(request);

    for (; *schemes != '\0'; schemes += strspn(schemes, " ")) {
        size_t length = strcspn(schemes, " ");

        if (uri.length > length && uri.bytes[length] == ':' && g_ascii_strncasecmp(uri.bytes, schemes, length) == 0)
            return true;
        schemes += length;
    }
    return false;
}
