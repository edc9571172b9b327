/* missed_fields.h
 * Call-ID and CSeq of a message whose record lacks them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MISSED_FIELDS_H
#define SIPEXPLAIN_MISSED_FIELDS_H

#include "message/header_fields.h"
#include "message/messages.h"

/*
 * Wireshark's SIP dissector knows no header field with a blank before its
 * colon, as in "Call-ID : x", which SIP allows (RFC 3261, Section 7.3.1).
 * Returns a copy of the record in packet scope that has the Call-ID and the
 * number of the CSeq which the record lacks for that reason alone; the record
 * itself if there are none. header: from the first header field on; may be empty
 */
const sip_info_value_t *missed_fields_add(packet_info *pinfo, const sip_info_value_t *info, sip_text_t header);

#endif /* SIPEXPLAIN_MISSED_FIELDS_H */
