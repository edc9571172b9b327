/* ip_packet.h
 * IP packets in the bytes of a frame
 *
 * For what no dissector leaves a record of.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_IP_PACKET_H
#define SIPEXPLAIN_IP_PACKET_H

#include "compat.h"

/* Where the addresses begin in a header (RFC 791, RFC 8200), in bytes. */
#define IPV4_ADDRESSES  12
#define IPV6_ADDRESSES  8

/* A part of the frame. */
typedef struct {
    const uint8_t *bytes;
    size_t         length;
} ip_part_t;

/* A piece of a datagram that goes in fragments (RFC 8200, Section 4.5). */
typedef struct {
    uint32_t number;        /* Identification */
    uint32_t offset;        /* in bytes */
    uint32_t length;
    uint8_t  protocol;
    bool     more;          /* it is not the last one */
} ip_fragment_t;

/*
 * The packet with these addresses, from its header to the end of the frame: the
 * first one from so many bytes on. Empty, with length 0, if it is not there.
 */
ip_part_t ip_packet_find(tvbuff_t *frame, const address *from, const address *to, size_t start);

/* What it carries of this protocol, from its beginning; empty if it carries something else. IPv6: it may be the first fragment. */
ip_part_t ip_packet_carried(ip_part_t packet, uint8_t protocol);

/* Reads the fragment that an IPv6 packet is. False if it is none. */
bool ip_packet_fragment(ip_part_t packet, ip_fragment_t *fragment);

/* What follows so many bytes; empty if there is nothing. */
ip_part_t ip_part_behind(ip_part_t part, size_t count);

static inline uint16_t
ip_number16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

#endif /* SIPEXPLAIN_IP_PACKET_H */
