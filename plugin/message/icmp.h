/* icmp.h
 * ICMP errors, and the head of the datagram that they quote
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ICMP_H
#define SIPEXPLAIN_ICMP_H

#include "compat.h"

/* What the error says. A redirection and a source quench are none: the datagram may have gone on. */
typedef enum {
    ICMP_NONE,                  /* no error, or none that was found */
    ICMP_OTHER,
    ICMP_NO_NETWORK,
    ICMP_NO_HOST,
    ICMP_NO_PROTOCOL,
    ICMP_NO_PORT,
    ICMP_TOO_LONG,              /* for a link on the way, and not to be divided */
    ICMP_NO_ROUTE,
    ICMP_NO_ADDRESS,
    ICMP_NETWORK_PROHIBITED,
    ICMP_HOST_PROHIBITED,
    ICMP_PROHIBITED,
    ICMP_REJECTED_ROUTE,
    ICMP_TTL_EXCEEDED,
    ICMP_HOPS_EXCEEDED,
    ICMP_FRAGMENT_LOST,         /* it was not put together in time */
    ICMP_NUM_KINDS
} icmp_kind_t;

typedef struct {
    icmp_kind_t kind;
    bool        harmless;       /* an ICMP message that quotes a datagram and is no error: a redirection, a source quench */
    bool        datagram;       /* the head of UDP is quoted, so that what follows is known */
    address     from, to;       /* in the frame's own memory */
    uint16_t    from_port, to_port;
    uint32_t    length;         /* of what it carries, in bytes */
} icmp_error_t;

/*
 * Reads the ICMP message of a frame (RFC 792, RFC 4443), of whose header the
 * addresses of the packet tell where it is. All of it is zero if there is none,
 * or none that was found, as where it had to be put together.
 */
icmp_error_t icmp_error_of(tvbuff_t *frame, const packet_info *pinfo);

/* Its name in the RFCs; empty for ICMP_NONE. */
const char *icmp_kind_name(icmp_kind_t kind);

#endif /* SIPEXPLAIN_ICMP_H */
