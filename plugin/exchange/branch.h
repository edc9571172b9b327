/* branch.h
 * The branch of a message, by which its transaction is known
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_BRANCH_H
#define SIPEXPLAIN_BRANCH_H

#include "exchange/hash.h"
#include "message/header_fields.h"

/* A wide hash of a branch; never 0. */
static inline uint64_t
branch_hash(const char *bytes, size_t length)
{
    return hash_short(bytes, length) | 1;
}

/*
 * A hash of the branch of the top Via, or else of all of it but its parameters,
 * to which the server adds some for the way back (RFC 3261, Section 17.1.3); 0
 * if there is no Via.
 */
uint64_t branch_of(sip_text_t header);

#endif /* SIPEXPLAIN_BRANCH_H */
