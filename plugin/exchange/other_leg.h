/* other_leg.h
 * The other leg of a call, which a PBX or another B2BUA makes of it under a Call-ID of its own
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OTHER_LEG_H
#define SIPEXPLAIN_OTHER_LEG_H

#include "exchange/exchange.h"

typedef struct {
    const transaction_t *transaction;   /* the INVITE; NULL if there is none */
    bool                 certain;       /* both name the same call */
} other_leg_t;

/*
 * The INVITE that was made of this one and failed first: a final response or an
 * ICMP error came for it, or, if there is no such, nothing at all before this one
 * failed; and none that was made of it is answered. Both have
 * an identifier in common, or the second one comes from the host that the first
 * one went to, within a second, with the same numbers. failed: this one has its
 * final response, which is asked about; then one with the same caller will do, as
 * a dial plan makes it, if that caller has no other call there, and this one failed
 * as soon as the other one did.
 */
other_leg_t call_other_leg(const call_t *call, const transaction_t *invite, bool failed);

/*
 * Whether the host that an INVITE went to, and that has refused it by now, took
 * back another one, which it had made of it and which rang.
 */
bool call_gave_up_ringing(const call_t *call, const transaction_t *invite);

/* The INVITE that this one was made of, in the same way, whatever became of it; the newest of those that are. */
other_leg_t call_leg_before(const call_t *call, const transaction_t *invite);

#endif /* SIPEXPLAIN_OTHER_LEG_H */
