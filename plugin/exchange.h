/* exchange.h
 * What earlier frames of an exchange tell about a response
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXCHANGE_H
#define SIPEXPLAIN_EXCHANGE_H

#include "message_text.h"

/* What is known of the request that a response answers. */
typedef struct {
    uint32_t    credentials_frame;  /* in which it was seen with credentials; 0 if in none */
    const char *method;             /* of that request; NULL if there is none */
    bool        refused;            /* the response challenges for a realm of these credentials, and the nonce was not stale */
} exchange_facts_t;

/* Registers that the memory ends with the capture. */
void exchange_register(void);

/*
 * Whether the message is one of those that exchange_learn() and
 * exchange_facts() need the text of, with a tree or without.
 */
bool exchange_needs_text(const packet_info *pinfo, const sip_message_t *message);

/*
 * Learns from a request, on the first pass through the capture: that it had
 * credentials, and for which realms. text must be its own.
 */
void exchange_learn(packet_info *pinfo, const sip_message_t *message, const message_text_t *text);

/*
 * The facts about a response, from this frame and earlier ones alone, so that
 * they are the same on every pass. text must be its own.
 */
exchange_facts_t exchange_facts(packet_info *pinfo, const sip_message_t *message, const message_text_t *text);

#endif /* SIPEXPLAIN_EXCHANGE_H */
