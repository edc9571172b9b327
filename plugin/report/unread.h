/* unread.h
 * What may be SIP and could not be read: TLS without keys, messages over TCP whose
 * rest never came, and datagrams that lack an IP fragment
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_UNREAD_H
#define SIPEXPLAIN_UNREAD_H

#include "compat.h"
#include "report/fragments.h"

typedef struct unread unread_t;

/* What the TCP connections of a capture leave open. */
typedef enum {
    UNREAD_TLS,         /* a connection to the port of SIP over TLS that nothing was read of */
    UNREAD_REST,        /* the last data of a direction has no SIP message in it */
    NUM_UNREAD
} unread_kind_t;

/*
 * Listens to the segments of TCP that pass the filter, which may be NULL, and to
 * the fragments of IP from now on; Wireshark or unread_end() ends that. NULL if
 * the filter is none.
 */
unread_t *unread_listen(const char *filter);

/* Frees it; unread may be NULL. */
void unread_end(unread_t *unread);

/* There is a SIP message in this frame. */
void unread_note_message(unread_t *unread, uint32_t frame);

/* Calls add() with the frame of each connection or direction of this kind. unread may be NULL */
void unread_each(const unread_t *unread, unread_kind_t kind, void (*add)(void *context, uint32_t frame), void *context);

/* See fragments_alone(); whatever the filter is. unread may be NULL */
GArray *unread_fragments(const unread_t *unread);

#endif /* SIPEXPLAIN_UNREAD_H */
