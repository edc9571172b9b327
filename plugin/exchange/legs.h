/* legs.h
 * Between which hosts a request goes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_LEGS_H
#define SIPEXPLAIN_LEGS_H

#include <string.h>

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

/* The host with an address that is no IPv4 address; 0 if it is none at all. */
host_t host_hashed(const address *addr);

/* The host with an address; 0 if it is none. In line as what follows: it is done for each SIP message. */
static inline host_t
host_of_address(const address *addr)
{
    uint32_t ipv4;

    if (addr->type != AT_IPv4 || addr->len != (int)sizeof ipv4)
        return host_hashed(addr);
    memcpy(&ipv4, addr->data, sizeof ipv4);
    return GUINT32_FROM_BE(ipv4);
}

/* The leg of a request in this frame, or of the request that a response in this frame answers. */
static inline leg_t
leg_of_request(const packet_info *pinfo)
{
    leg_t leg = {
        host_of_address(&pinfo->src), host_of_address(&pinfo->dst), (uint16_t)pinfo->srcport, (uint16_t)pinfo->destport
    };

    return leg;
}

static inline leg_t
leg_of_response(const packet_info *pinfo)
{
    leg_t leg = {
        host_of_address(&pinfo->dst), host_of_address(&pinfo->src), (uint16_t)pinfo->destport, (uint16_t)pinfo->srcport
    };

    return leg;
}

/* The way of the answers. */
static inline leg_t
leg_back(const leg_t *leg)
{
    leg_t back = { leg->to, leg->from, leg->to_port, leg->from_port };

    return back;
}

/* Whether the hosts are the same, and the ports. */
static inline bool
legs_have_same_hosts(const leg_t *a, const leg_t *b)
{
    return a->from == b->from && a->to == b->to;
}

static inline bool
legs_have_same_ports(const leg_t *a, const leg_t *b)
{
    return a->from_port == b->from_port && a->to_port == b->to_port;
}

/*
 * Whether a request goes from and to the same hosts as another one. On one host
 * that is both sides, as with the loopback interface, the ports tell the sides.
 */
static inline bool
legs_equal(const leg_t *a, const leg_t *b)
{
    return legs_have_same_hosts(a, b) && (a->from != a->to || legs_have_same_ports(a, b));
}

/* Whether it goes the other way. */
bool legs_cross(const leg_t *a, const leg_t *b);

/* Whether it is from the same side. */
bool legs_have_one_sender(const leg_t *a, const leg_t *b);

/* Whether it is an IPv4 address that is good in its own network only (RFC 1918, RFC 6598). */
bool host_is_private(host_t host);

/* "192.0.2.10" or "[2001:db8::1]"; in this scope. */
const char *host_text(wmem_allocator_t *scope, host_t host);

/* "192.0.2.10:5060"; in this scope. */
const char *host_port_text(wmem_allocator_t *scope, host_t host, uint16_t port);

#endif /* SIPEXPLAIN_LEGS_H */
