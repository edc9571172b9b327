/* ways.h
 * Where an ACK has to go, as its 2xx says: Contact and Record-Route
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WAYS_H
#define SIPEXPLAIN_WAYS_H

#include "exchange/acks.h"
#include "findings/case.h"

/* A route is not looked at any further. */
#define MAX_ROUTE   16

/* The proxies that an ACK has to go by, in its order (RFC 3261, Section 12.1.2). */
typedef struct {
    sip_text_t hops[MAX_ROUTE];     /* addresses */
    unsigned   count;
    bool       strict;              /* one of them, or of those that it passed, is a strict router */
    bool       known;
} route_t;

/* Reads the addresses of all header fields of this name, no more than MAX_ROUTE; returns how many there are. */
unsigned way_addresses(const message_view_t *view, const char *name, sip_text_t *addresses);

/* The address of the Contact; empty if there is none. */
sip_text_t way_target(const message_view_t *view);

/*
 * What Record-Route of the 2xx asks of an ACK on the leg of the INVITE. What the
 * INVITE brought there already are those who passed it on, and stand behind the
 * others in the 2xx.
 */
route_t way_of_ack(const transaction_t *invite, const message_view_t *answer);

/* The addresses of a route as one text in packet scope. */
sip_text_t way_text(const finding_case_t *about, const sip_text_t *addresses, unsigned count);

/* Whether the host of a URI is this one, by its address. */
bool way_is_at_host(const finding_case_t *about, sip_text_t uri, host_t host);

/*
 * The INVITE that a proxy made that of the 2xx of, where the capture shows that
 * no ACK came to the proxy for it; NULL else.
 */
const transaction_t *way_before(const finding_case_t *about);

/* Finds that the Contact of the 2xx is an address that cannot be reached; false if that is not so, or not known. */
bool find_unroutable(finding_case_t *about, const acks_t *acks, const route_t *route);

#endif /* SIPEXPLAIN_WAYS_H */
