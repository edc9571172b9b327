/* errors.h
 * The requests and responses that ICMP errors are about
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ERRORS_H
#define SIPEXPLAIN_ERRORS_H

#include "exchange/moment.h"

/* An error that quotes no text fits into so many bytes, with the headers of a tunnel. */
#define ERRORS_MAX_BYTES    160

/* Registers that the memory ends with the capture. */
void errors_register(void);

/*
 * What the message is to its exchange that an ICMP message quotes. It is known by
 * Call-ID, CSeq and branch; the quotation may be cut off before those.
 */
void errors_find_quoted(moment_t *moment);

/*
 * Whether a frame without SIP may be an ICMP error about a request, of which it
 * quotes the head alone; then errors_note() is to have it. Nearly all frames
 * are done with this.
 */
static inline bool
errors_may_quote(const packet_info *pinfo)
{
    return pinfo->ptype != PT_TCP && pinfo->fd->pkt_len <= ERRORS_MAX_BYTES && !pinfo->fd->visited
        && calls_newest() != NULL;
}

/* Notes the error at the request that it is about, if it is one; on the first pass. */
void errors_note(tvbuff_t *tvb, packet_info *pinfo);

#endif /* SIPEXPLAIN_ERRORS_H */
