/* disabled.h
 * Whether a report can know of any SIP
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DISABLED_H
#define SIPEXPLAIN_DISABLED_H

#include "compat.h"

/*
 * Whether somebody disabled SIP or this plugin, in Analyze > Enabled Protocols or
 * with --disable-protocol: then no listener is told of a message, which says
 * nothing about the capture.
 */
bool sip_is_disabled(void);

#endif /* SIPEXPLAIN_DISABLED_H */
