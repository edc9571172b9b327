/* fragments.h
 * Datagrams of which an IP fragment is missing, so that nothing of them could be read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FRAGMENTS_H
#define SIPEXPLAIN_FRAGMENTS_H

#include "exchange/legs.h"

typedef struct fragments fragments_t;

/* A fragment of such a datagram, the first one that is there. */
typedef struct {
    host_t   from, to;
    uint32_t frame;
} fragment_t;

/* Listens to the packets of IP from now on, until Wireshark or fragments_end() ends that. NULL if that is not possible. */
fragments_t *fragments_listen(void);

/* Frees it; fragments may be NULL. */
void fragments_end(fragments_t *fragments);

/*
 * One fragment_t of each datagram over UDP that lacks a piece and holds text, in
 * the order of the frames; the caller owns the array. fragments may be NULL
 */
GArray *fragments_alone(const fragments_t *fragments);

#endif /* SIPEXPLAIN_FRAGMENTS_H */
