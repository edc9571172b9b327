/* packet-sipexplain.h
 * The protocol "SIP Explanation", a post-dissector
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PACKET_SIPEXPLAIN_H
#define SIPEXPLAIN_PACKET_SIPEXPLAIN_H

/* Registers protocol, fields, expert info and preferences; for Wireshark. */
void proto_register_sipexplain(void);

/* Registers the post-dissector, when all other protocols are known; for Wireshark. */
void proto_reg_handoff_sipexplain(void);

#endif /* SIPEXPLAIN_PACKET_SIPEXPLAIN_H */
