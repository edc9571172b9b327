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
#include "message/ip_packet.h"

#include <epan/ipproto.h>

#define ICMP_HEADER     8
#define UDP_HEADER      8

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

/* The ICMP message of the frame. Empty if it is not there. */
static ip_part_t
find_message(tvbuff_t *frame, const packet_info *pinfo)
{
    ip_part_t packet = ip_packet_find(frame, &pinfo->src, &pinfo->dst, 0), message;

    /* A tunnel between the same two hosts stands before it. */
    while (packet.length > 0) {
        message = ip_packet_carried(packet, pinfo->src.type == AT_IPv6 ? IP_PROTO_ICMPV6 : IP_PROTO_ICMP);
        if (message.length > ICMP_HEADER)
            return message;
        packet = ip_packet_find(frame, &pinfo->src, &pinfo->dst, tvb_captured_length(frame) - packet.length + 1);
    }
    return packet;
}

static icmp_kind_t
kind_of(const kind_record_t *record, ip_part_t message)
{
    while (record->kind != ICMP_NONE
           && (record->type != message.bytes[0] || (record->code >= 0 && record->code != message.bytes[1])))
        record++;
    return record->kind;
}

/* RFC 792: redirection and source quench; RFC 4861, Section 4.5. */
static bool
is_harmless(ip_part_t message, bool ipv6)
{
    return ipv6 ? message.bytes[0] == 137 : message.bytes[0] == 5 || message.bytes[0] == 4;
}

icmp_error_t
icmp_error_of(tvbuff_t *frame, const packet_info *pinfo)
{
    icmp_error_t error = { .kind = ICMP_NONE };
    bool         ipv6 = pinfo->src.type == AT_IPv6;
    ip_part_t    message = find_message(frame, pinfo), quoted, datagram;

    if (message.length == 0)
        return error;
    error.harmless = is_harmless(message, ipv6);
    error.kind = kind_of(ipv6 ? kinds_ipv6 : kinds_ipv4, message);
    if (error.kind == ICMP_NONE)
        return error;
    quoted = ip_part_behind(message, ICMP_HEADER);
    datagram = ip_packet_carried(quoted, IP_PROTO_UDP);
    if ((quoted.length > 0 && quoted.bytes[0] >> 4 != (ipv6 ? 6 : 4)) || datagram.length < UDP_HEADER
        || ip_number16(datagram.bytes + 4) < UDP_HEADER)
        return error;
    error.datagram = true;
    error.from_port = ip_number16(datagram.bytes);
    error.to_port = ip_number16(datagram.bytes + 2);
    error.length = ip_number16(datagram.bytes + 4) - UDP_HEADER;
    quoted = ip_part_behind(quoted, ipv6 ? IPV6_ADDRESSES : IPV4_ADDRESSES);
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
