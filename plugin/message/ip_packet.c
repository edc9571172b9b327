/* ip_packet.c
 * IP packets in the bytes of a frame
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/ip_packet.h"

#include <epan/ipproto.h>

/* Before that many bytes the header stands, in whatever tunnel. */
#define MAX_BEFORE      256

#define IPV4_HEADER     20
#define IPV4_FIRST      0x45    /* the least first byte: version, and length in words */
#define IPV6_HEADER     40
#define FRAGMENT_HEADER 8

#define IPV4_LENGTH     4
#define IPV6_LENGTH     16

#define OFFSET_IPV4     0x1fff
#define OFFSET_IPV6     0xfff8
#define MORE_IPV6       0x0001

ip_part_t
ip_part_behind(ip_part_t part, size_t count)
{
    if (count > part.length)
        return (ip_part_t){ NULL, 0 };
    return (ip_part_t){ part.bytes + count, part.length - count };
}

ip_part_t
ip_packet_find(tvbuff_t *frame, const address *from, const address *to, size_t start)
{
    static const ip_part_t none = { NULL, 0 };
    bool                   ipv6 = from->type == AT_IPv6;
    size_t                 length = ipv6 ? IPV6_LENGTH : IPV4_LENGTH, before = ipv6 ? IPV6_ADDRESSES : IPV4_ADDRESSES;
    ip_part_t              all = { NULL, tvb_captured_length(frame) };
    uint8_t                wanted[2 * IPV6_LENGTH];

    if (from->type != to->type || (!ipv6 && from->type != AT_IPv4) || from->len != (int)length || to->len != (int)length)
        return none;
    memcpy(wanted, from->data, length);
    memcpy(wanted + length, to->data, length);
    all.bytes = tvb_get_ptr(frame, 0, (int)all.length);
    for (size_t at = start + before; at < MAX_BEFORE && at + 2 * length <= all.length; at++) {
        if (all.bytes[at - before] >> 4 == (ipv6 ? 6 : 4) && memcmp(all.bytes + at, wanted, 2 * length) == 0)
            return ip_part_behind(all, at - before);
    }
    return none;
}

/* The same of an IPv6 packet, which may be the first one of several fragments. */
static ip_part_t
carried_by_ipv6(ip_part_t packet, uint8_t protocol)
{
    ip_fragment_t fragment;

    if (packet.length < IPV6_HEADER)
        return (ip_part_t){ NULL, 0 };
    if (packet.bytes[6] == protocol)
        return ip_part_behind(packet, IPV6_HEADER);
    if (!ip_packet_fragment(packet, &fragment) || fragment.protocol != protocol || fragment.offset != 0)
        return (ip_part_t){ NULL, 0 };
    return ip_part_behind(packet, IPV6_HEADER + FRAGMENT_HEADER);
}

ip_part_t
ip_packet_carried(ip_part_t packet, uint8_t protocol)
{
    if (packet.length > 0 && packet.bytes[0] >> 4 == 6)
        return carried_by_ipv6(packet, protocol);
    if (packet.length < IPV4_HEADER || packet.bytes[0] < IPV4_FIRST || packet.bytes[0] >> 4 != 4 || packet.bytes[9] != protocol
        || (ip_number16(packet.bytes + 6) & OFFSET_IPV4) != 0)
        return (ip_part_t){ NULL, 0 };
    return ip_part_behind(packet, (packet.bytes[0] & 0x0fu) * 4);
}

bool
ip_packet_fragment(ip_part_t packet, ip_fragment_t *fragment)
{
    ip_part_t header = ip_part_behind(packet, IPV6_HEADER);
    uint32_t  length;

    if (header.length < FRAGMENT_HEADER || packet.bytes[0] >> 4 != 6 || packet.bytes[6] != IP_PROTO_FRAGMENT)
        return false;
    length = ip_number16(packet.bytes + 4);
    if (length < FRAGMENT_HEADER)
        return false;
    fragment->protocol = header.bytes[0];
    fragment->offset = ip_number16(header.bytes + 2) & OFFSET_IPV6;
    fragment->more = (ip_number16(header.bytes + 2) & MORE_IPV6) != 0;
    fragment->number = (uint32_t)ip_number16(header.bytes + 4) << 16 | ip_number16(header.bytes + 6);
    fragment->length = length - FRAGMENT_HEADER;
    return true;
}
