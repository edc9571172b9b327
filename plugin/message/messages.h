/* messages.h
 * The SIP messages that a frame holds
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MESSAGES_H
#define SIPEXPLAIN_MESSAGES_H

#include "compat.h"

#include <epan/dissectors/packet-sip.h>

/* The record of 4.0 holds no more than so many bytes of a Call-ID. */
#define RECORD_CALL_ID_MAX      127

typedef struct {
    const sip_info_value_t *info;   /* SIP's own record of the message */
    bool                    quoted; /* stands in an ICMP error only */
    bool                    alone;  /* in a datagram, which holds one message */
} sip_message_t;

/* Learns the protocol ids that the layers of a frame are compared with. */
void messages_handoff(void);

/* Of SIP; for messages_any() alone. */
extern int messages_protocol;

/*
 * Whether there is SIP in the frame: most frames of most captures are done with
 * that. Quicker than the walk through the layers.
 */
static inline bool
messages_any(packet_info *pinfo)
{
    return pinfo->proto_layers != NULL && wmem_map_lookup(pinfo->proto_layers, GINT_TO_POINTER(messages_protocol)) != NULL;
}

/*
 * The SIP messages of the frame, in their order, from the records that the SIP
 * dissector left for them: with or without a tree, on any pass. Messages that
 * are neither a request nor a response (continuation data) are left out.
 *
 * Returns an array in packet scope, or only, where there is but one message, as
 * in most frames; sets *count; NULL and 0 for a frame without SIP.
 */
const sip_message_t *messages_collect(packet_info *pinfo, sip_message_t *only, unsigned *count);

/* Whether the message is a response. */
static inline bool
message_is_response(const sip_message_t *message)
{
    /* The code is 0 both for requests and for "SIP/2.0 000"; a phrase, be it
     * empty, is there for responses alone. */
    return message->info->reason_phrase != NULL;
}

#endif /* SIPEXPLAIN_MESSAGES_H */
