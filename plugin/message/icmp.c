/* icmp.c
 * ICMP errors, and the head of the datagram that they quote
 *
 * An error has to quote no more than the IP header and 8 bytes (RFC 792), which
 * are the header of UDP. No dissector leaves a record of it, so that the bytes
 * of the frame are read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/icmp.h"

#include <epan/ipproto.h>

/* Before that many bytes the IP header of the ICMP packet stands, in whatever tunnel. */
#define MAX_BEFORE      256

#define IPV4_HEADER     20
#define IPV6_HEADER     40
#define IPV6_FRAGMENT   8
#define ICMP_HEADER     8
#define UDP_HEADER      8

/* Where the addresses begin in an IP header (RFC 791, RFC 8200), and how long one of them is. */
#define IPV4_ADDRESSES  12
#define IPV4_LENGTH     4
#define IPV6_ADDRESSES  8
#define IPV6_LENGTH     16

#define OFFSET_IPV4     0x1fff
#define OFFSET_IPV6     0xfff8

/* A part of the frame. */
typedef struct {
    const uint8_t *bytes;
    size_t         length;
} part_t;

/* type, code, what it says; code -1: any other one */
typedef struct {
    uint8_t     type;
    int         code;
    icmp_kind_t kind;
} kind_record_t;

static const kind_record_t kinds_ipv4[] = {
    { 3, 0, ICMP_NO_NETWORK },          { 3, 1, ICMP_NO_HOST },             { 3, 2, ICMP_NO_PROTOCOL },
    { 3, 3, ICMP_NO_PORT },             { 3, 4, ICMP_TOO_LONG },            { 3, 6, ICMP_NO_NETWORK },
    { 3, 7, ICMP_NO_HOST },             { 3, 9, ICMP_NETWORK_PROHIBITED },  { 3, 10, ICMP_HOST_PROHIBITED },
    { 3, 13, ICMP_PROHIBITED },         { 3, -1, ICMP_OTHER },              { 11, 0, ICMP_TTL_EXCEEDED },
    { 11, 1, ICMP_FRAGMENT_LOST },      { 12, -1, ICMP_OTHER },             { 0, 0, ICMP_NONE },
};

static const kind_record_t kinds_ipv6[] = {
    { 1, 0, ICMP_NO_ROUTE },            { 1, 1, ICMP_PROHIBITED },          { 1, 3, ICMP_NO_ADDRESS },
    { 1, 4, ICMP_NO_PORT },             { 1, 5, ICMP_PROHIBITED },          { 1, 6, ICMP_REJECTED_ROUTE },
    { 1, -1, ICMP_OTHER },              { 2, -1, ICMP_TOO_LONG },           { 3, 0, ICMP_HOPS_EXCEEDED },
    { 3, 1, ICMP_FRAGMENT_LOST },       { 4, -1, ICMP_OTHER },              { 0, 0, ICMP_NONE },
};

static uint16_t
number16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

/* What follows so many bytes of it; empty if there is nothing. */
static part_t
behind(part_t part, size_t count)
{
    if (count > part.length)
        return (part_t){ NULL, 0 };
    return (part_t){ part.bytes + count, part.length - count };
}

/* What an IPv4 packet carries of this protocol from its beginning; empty if it carries something else. */
static part_t
carried_by_ipv4(part_t packet, uint8_t protocol)
{
    if (packet.length < IPV4_HEADER || packet.bytes[0] >> 4 != 4 || packet.bytes[9] != protocol
        || (number16(packet.bytes + 6) & OFFSET_IPV4) != 0)
        return (part_t){ NULL, 0 };
    return behind(packet, (packet.bytes[0] & 0x0fu) * 4);
}

/* The same of an IPv6 packet, which may be the first one of several fragments. */
static part_t
carried_by_ipv6(part_t packet, uint8_t protocol)
{
    part_t carried;

    if (packet.length < IPV6_HEADER || packet.bytes[0] >> 4 != 6)
        return (part_t){ NULL, 0 };
    carried = behind(packet, IPV6_HEADER);
    if (packet.bytes[6] == protocol)
        return carried;
    if (packet.bytes[6] != IP_PROTO_FRAGMENT || carried.length < IPV6_FRAGMENT || carried.bytes[0] != protocol
        || (number16(carried.bytes + 2) & OFFSET_IPV6) != 0)
        return (part_t){ NULL, 0 };
    return behind(carried, IPV6_FRAGMENT);
}

/* The ICMP message of the frame: the packet with the addresses is found by them. Empty if it is not there. */
static part_t
find_message(tvbuff_t *frame, const packet_info *pinfo, bool ipv6)
{
    size_t  length = ipv6 ? IPV6_LENGTH : IPV4_LENGTH, before = ipv6 ? IPV6_ADDRESSES : IPV4_ADDRESSES;
    part_t  all = { NULL, tvb_captured_length(frame) };
    uint8_t wanted[2 * IPV6_LENGTH];

    if (pinfo->src.len != (int)length || pinfo->dst.len != (int)length)
        return all;
    memcpy(wanted, pinfo->src.data, length);
    memcpy(wanted + length, pinfo->dst.data, length);
    all.bytes = tvb_get_ptr(frame, 0, (int)all.length);
    for (size_t at = before; at < MAX_BEFORE && at + 2 * length <= all.length; at++) {
        part_t packet = behind(all, at - before), message;

        if (memcmp(all.bytes + at, wanted, 2 * length) != 0)
            continue;
        message = ipv6 ? carried_by_ipv6(packet, IP_PROTO_ICMPV6) : carried_by_ipv4(packet, IP_PROTO_ICMP);
        if (message.length > ICMP_HEADER)
            return message;
    }
    return (part_t){ NULL, 0 };
}

static icmp_kind_t
kind_of(const kind_record_t *record, part_t message)
{
    while (record->kind != ICMP_NONE
           && (record->type != message.bytes[0] || (record->code >= 0 && record->code != message.bytes[1])))
        record++;
    return record->kind;
}

/* RFC 792: redirection and source quench; RFC 4861, Section 4.5. */
static bool
is_harmless(part_t message, bool ipv6)
{
    return ipv6 ? message.bytes[0] == 137 : message.bytes[0] == 5 || message.bytes[0] == 4;
}

icmp_error_t
icmp_error_of(tvbuff_t *frame, const packet_info *pinfo)
{
    icmp_error_t error = { .kind = ICMP_NONE };
    bool         ipv6 = pinfo->src.type == AT_IPv6;
    part_t       message = { NULL, 0 }, quoted, datagram;

    if (pinfo->src.type == pinfo->dst.type && (ipv6 || pinfo->src.type == AT_IPv4))
        message = find_message(frame, pinfo, ipv6);
    if (message.length == 0)
        return error;
    error.harmless = is_harmless(message, ipv6);
    error.kind = kind_of(ipv6 ? kinds_ipv6 : kinds_ipv4, message);
    if (error.kind == ICMP_NONE)
        return error;
    quoted = behind(message, ICMP_HEADER);
    datagram = ipv6 ? carried_by_ipv6(quoted, IP_PROTO_UDP) : carried_by_ipv4(quoted, IP_PROTO_UDP);
    if (datagram.length < UDP_HEADER || number16(datagram.bytes + 4) < UDP_HEADER)
        return error;
    error.datagram = true;
    error.from_port = number16(datagram.bytes);
    error.to_port = number16(datagram.bytes + 2);
    error.length = number16(datagram.bytes + 4) - UDP_HEADER;
    quoted = behind(quoted, ipv6 ? IPV6_ADDRESSES : IPV4_ADDRESSES);
    set_address(&error.from, pinfo->src.type, pinfo->src.len, quoted.bytes);
    set_address(&error.to, pinfo->src.type, pinfo->src.len, quoted.bytes + pinfo->src.len);
    return error;
}

const char *
icmp_kind_name(icmp_kind_t kind)
{
    static const char *const names[ICMP_NUM_KINDS] = {
        [ICMP_NONE] = "",
        [ICMP_OTHER] = "destination unreachable",
        [ICMP_NO_NETWORK] = "network unreachable",
        [ICMP_NO_HOST] = "host unreachable",
        [ICMP_NO_PROTOCOL] = "protocol unreachable",
        [ICMP_NO_PORT] = "port unreachable",
        [ICMP_TOO_LONG] = "fragmentation needed",
        [ICMP_NO_ROUTE] = "no route to destination",
        [ICMP_NO_ADDRESS] = "address unreachable",
        [ICMP_NETWORK_PROHIBITED] = "network administratively prohibited",
        [ICMP_HOST_PROHIBITED] = "host administratively prohibited",
        [ICMP_PROHIBITED] = "communication administratively prohibited",
        [ICMP_REJECTED_ROUTE] = "reject route to destination",
        [ICMP_TTL_EXCEEDED] = "time to live exceeded",
        [ICMP_HOPS_EXCEEDED] = "hop limit exceeded",
        [ICMP_FRAGMENT_LOST] = "fragment reassembly time exceeded",
    };

    return names[kind];
}
