/* pass.h
 * Whether listeners to taps were told of all packets since they began anew
 *
 * They are not where somebody stops what Wireshark reads, which it lets them do
 * whenever packets are read again; nor in Wireshark 4.0 where another window has
 * packets read again while they are being read: all listeners then forget what
 * they were told so far, and are told of the rest alone. And what is captured
 * while packets are read again they are told of twice.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PASS_H
#define SIPEXPLAIN_PASS_H

typedef struct pass pass_t;

typedef enum {
    PASS_WHOLE,         /* of all packets, and each once; also where there are none */
    PASS_BROKEN,        /* some are not known, or some twice: those before, or between; also where none is known */
    PASS_STOPPED        /* those at the end are not known */
} pass_state_t;

/* Begins to listen. NULL if that is not possible. */
pass_t *pass_listen(void);

/* Ends it; pass may be NULL. Not where Wireshark ends all listeners. */
void pass_end(pass_t *pass);

/* What is known by now of the capture that is open; of half of it while packets are being read. NULL: PASS_WHOLE */
pass_state_t pass_state(const pass_t *pass);

#endif /* SIPEXPLAIN_PASS_H */
