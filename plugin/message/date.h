/* date.h
 * The Date header field of a SIP message
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DATE_H
#define SIPEXPLAIN_DATE_H

#include <stdint.h>

#include "message/header_fields.h"

/*
 * Reads a date such as "Tue, 14 Nov 2023 22:13:20 GMT" (RFC 3261, Section
 * 20.17) as seconds since the epoch; false if it is none.
 */
bool sip_parse_date(sip_text_t text, int64_t *seconds);

#endif /* SIPEXPLAIN_DATE_H */
