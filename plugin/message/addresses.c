/* addresses.c
 * From where an IP address can be reached
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/addresses.h"
#include "compat.h"

#include <wsutil/inet_addr.h>

static address_kind_t
kind_of_ipv4(const uint8_t *bytes)
{
    unsigned first = bytes[0], second = bytes[1];

    if (first == 0)
        return second == 0 && bytes[2] == 0 && bytes[3] == 0 ? ADDRESS_UNSPECIFIED : ADDRESS_NONE;
    if (first == 127)
        return ADDRESS_LOOPBACK;
    if (first == 172 && second == 17)
        return ADDRESS_CONTAINER;
    if (first == 10 || (first == 172 && second >= 16 && second <= 31) || (first == 192 && second == 168))
        return ADDRESS_PRIVATE;
    if (first == 100 && second >= 64 && second <= 127)
        return ADDRESS_SHARED;
    if (first == 169 && second == 254)
        return ADDRESS_LINK_LOCAL;
    return first < 224 ? ADDRESS_PUBLIC : ADDRESS_NONE;
}

static address_kind_t
kind_of_ipv6(const uint8_t *bytes)
{
    static const uint8_t zeros[15], mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

    if (memcmp(bytes, zeros, sizeof zeros) == 0 && bytes[15] <= 1)
        return bytes[15] == 0 ? ADDRESS_UNSPECIFIED : ADDRESS_LOOPBACK;
    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        return kind_of_ipv4(bytes + sizeof mapped);
    if ((bytes[0] & 0xfe) == 0xfc)
        return ADDRESS_PRIVATE;
    if (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80)
        return ADDRESS_LINK_LOCAL;
    return bytes[0] != 0xff ? ADDRESS_PUBLIC : ADDRESS_NONE;
}

address_kind_t
address_kind(sip_text_t text)
{
    char        string[WS_INET6_ADDRSTRLEN];
    ws_in4_addr ipv4;
    ws_in6_addr ipv6;

    if (text.length == 0 || text.length >= sizeof string)
        return ADDRESS_NONE;
    memcpy(string, text.bytes, text.length);
    string[text.length] = '\0';
    if (ws_inet_pton4(string, &ipv4))
        return kind_of_ipv4((const uint8_t *)&ipv4);
    return ws_inet_pton6(string, &ipv6) ? kind_of_ipv6((const uint8_t *)&ipv6) : ADDRESS_NONE;
}
