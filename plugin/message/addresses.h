/* addresses.h
 * From where an IP address can be reached
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ADDRESSES_H
#define SIPEXPLAIN_ADDRESSES_H

#include "message/header_fields.h"

typedef enum {
    ADDRESS_NONE,           /* a name, or nothing that is an address */
    ADDRESS_PUBLIC,
    ADDRESS_PRIVATE,        /* RFC 1918; RFC 4193 */
    ADDRESS_CONTAINER,      /* 172.17.0.0/16, which Docker gives its containers where it is not told otherwise */
    ADDRESS_SHARED,         /* behind the NAT of a provider: RFC 6598 */
    ADDRESS_LINK_LOCAL,     /* RFC 3927; RFC 4291, Section 2.5.6 */
    ADDRESS_LOOPBACK,
    ADDRESS_UNSPECIFIED     /* 0.0.0.0 and :: */
} address_kind_t;

/* The kind of the address that the text is, without brackets and port. */
address_kind_t address_kind(sip_text_t text);

#endif /* SIPEXPLAIN_ADDRESSES_H */
