/* legs.h
 * Between which hosts a request goes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LEGS_H
#define SIPEXPLAIN_LEGS_H

#include "compat.h"

/* An IPv4 address itself; of any other one a wide hash. 0: there is none. */
typedef uint64_t host_t;

/* RFC 3261, Section 19.1.2 */
#define PORT_SIP        5060
#define PORT_SIP_TLS    5061

/* A call is often captured on several legs of its way. */
typedef struct {
    host_t   from, to;
    uint16_t from_port, to_port;
} leg_t;

/* Registers that what is known of hosts ends with the capture. */
void legs_register(void);

/* The host with an address; 0 if it is none. */
host_t host_of_address(const address *addr);

/* The leg of a request in this frame, or of the request that a response in this frame answers. */
leg_t leg_of_request(const packet_info *pinfo);
leg_t leg_of_response(const packet_info *pinfo);

/*
 * Whether a request goes from and to the same hosts as another one. On one host
 * that is both sides, as with the loopback interface, the ports tell the sides.
 */
bool legs_equal(const leg_t *a, const leg_t *b);

/* Whether the hosts are the same, and the ports. */
bool legs_have_same_hosts(const leg_t *a, const leg_t *b);
bool legs_have_same_ports(const leg_t *a, const leg_t *b);

/* Whether it goes the other way. */
bool legs_cross(const leg_t *a, const leg_t *b);

/* Whether it is from the same side. */
bool legs_have_one_sender(const leg_t *a, const leg_t *b);

/* The way of the answers. */
leg_t leg_back(const leg_t *leg);

/* Whether it is an IPv4 address that is good in its own network only (RFC 1918, RFC 6598). */
bool host_is_private(host_t host);

/* "192.0.2.10" or "[2001:db8::1]"; in this scope. */
const char *host_text(wmem_allocator_t *scope, host_t host);

/* "192.0.2.10:5060"; in this scope. */
const char *host_port_text(wmem_allocator_t *scope, host_t host, uint16_t port);

#endif /* SIPEXPLAIN_LEGS_H */
