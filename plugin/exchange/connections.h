/* connections.h
 * Connections for SIP that were not made: TCP that was refused or not answered, TLS that an alert ended
 *
 * A SYN that a reset answers, or nobody, has no SIP in it, so that nothing is learnt of it
 * when it passes; whoever has to explain a failure asks afterwards. TLS alerts
 * are noted as they pass the port of SIP over TLS.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CONNECTIONS_H
#define SIPEXPLAIN_CONNECTIONS_H

#include "exchange/legs.h"

typedef struct {
    host_t   from, to;
    uint16_t port;          /* that nobody listened on */
    uint32_t frame;         /* of the first SYN */
    int64_t  time;          /* of that, in ms since the epoch */
    bool     silent;        /* no reset came back either, though the SYN was sent again */
} refused_t;

/* RFC 6298, Section 2: a SYN that nobody answers is sent again after a second; who has waited so long has waited in vain. */
#define CONNECTION_SILENT_MS    900

/* A TLS connection that was broken off before anything was said in it, so that the alert can be read. */
typedef struct {
    host_t   client, server;    /* the server has the port of SIP over TLS */
    uint32_t frame;             /* of the alert */
    uint8_t  alert;             /* what it says: RFC 8446, Section 6 */
    bool     by_server;
} broken_t;

/* Registers that the memory ends with the capture. */
void connections_register(void);

/*
 * The connections that were refused, or that nobody answered, in what was read
 * of the capture so far, in the order of their frames; sets *count. They belong
 * to the memory. There can be many in a capture of a port scan, of which the
 * first ones are here.
 */
const refused_t *connections_refused(unsigned *count);

/*
 * The last frame of the TCP connection that a request went by, if that was reset
 * within a few seconds after it; else 0. time: that of the request, in ms;
 * scope: for what is needed meanwhile
 */
uint32_t connection_was_reset(wmem_allocator_t *scope, const leg_t *leg, int64_t time, uint32_t frame);

/* Whether the frame passed the port of SIP over TLS; then connections_note() is to have it, if there is no SIP in it. */
static inline bool
connections_may_break(const packet_info *pinfo)
{
    return pinfo->srcport == PORT_SIP_TLS || pinfo->destport == PORT_SIP_TLS;
}

/* Notes a TLS alert, if the frame is one; on the first pass. */
void connections_note(tvbuff_t *tvb, const packet_info *pinfo);

/* The TLS connections that were broken off so far, in the order of their frames; sets *count. The first ones, if there are many. */
const broken_t *connections_broken(unsigned *count);

/* The name of an alert, as RFC 8446 has it; NULL if it is none of those that tell something. */
const char *connections_alert_name(uint8_t alert);

#endif /* SIPEXPLAIN_CONNECTIONS_H */
