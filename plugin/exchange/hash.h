/* hash.h
 * Hashes that stand for whole texts
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HASH_H
#define SIPEXPLAIN_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Wide enough that two texts of a capture do not share one by chance. */
typedef struct {
    uint64_t a, b;
} hash128_t;

/*
 * Of all bytes, however many. The hashes begin with a number of their own in
 * each run of the program, so that no capture can be made in which they meet.
 */
hash128_t hash_wide(const void *bytes, size_t length);
uint64_t hash_short(const void *bytes, size_t length);

static inline bool
hash_equal(hash128_t first, hash128_t second)
{
    return first.a == second.a && first.b == second.b;
}

#endif /* SIPEXPLAIN_HASH_H */
