/* connections.h
 * TCP connections that were refused, as Wireshark's TCP dissector remembers them
 *
 * A SYN that a reset answers has no SIP in it, so that nothing is learnt of it
 * when it passes; whoever has to explain a failure asks afterwards.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CONNECTIONS_H
#define SIPEXPLAIN_CONNECTIONS_H

#include "exchange/legs.h"

typedef struct {
    host_t   from, to;
    uint16_t port;          /* that nobody listened on */
    uint32_t frame;         /* of the SYN */
} refused_t;

/* Registers that the memory ends with the capture. */
void connections_register(void);

/*
 * The connections that were refused in what was read of the capture so far, in
 * the order of their frames; sets *count. They belong to the memory. There can
 * be many in a capture of a port scan, of which the first ones are here.
 */
const refused_t *connections_refused(unsigned *count);

#endif /* SIPEXPLAIN_CONNECTIONS_H */
