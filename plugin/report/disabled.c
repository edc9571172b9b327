/* disabled.c
 * Whether a report can know of any SIP
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/disabled.h"

static bool
is_disabled(const char *name)
{
    const protocol_t *protocol = find_protocol_by_id(proto_get_id_by_filter_name(name));

    return protocol != NULL && !proto_is_protocol_enabled(protocol);
}

bool
sip_is_disabled(void)
{
    return is_disabled("sip") || is_disabled("sipexplain");
}
