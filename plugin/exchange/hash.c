/* hash.c
 * Hashes that stand for whole texts
 *
 * Two lanes of multiplications, eight bytes at a time. They mix in different
 * ways, so what cancels out in one does not in the other.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "exchange/hash.h"

#define FACTOR_A    UINT64_C(0x9e3779b97f4a7c15)
#define FACTOR_B    UINT64_C(0xd6e8feb86659fd93)

static hash128_t
seed(void)
{
    static hash128_t value;

    if (value.a == 0) {
        value.b = (uint64_t)g_random_int() << 32 | g_random_int();
        value.a = (uint64_t)g_random_int() << 32 | g_random_int() | 1;
    }
    return value;
}

static uint64_t
mix_a(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * FACTOR_A;
    return hash ^ hash >> 32;
}

static uint64_t
mix_b(uint64_t hash, uint64_t word)
{
    hash = (hash + word) * FACTOR_B;
    return hash ^ hash >> 29;
}

/* The last bytes, fewer than eight, or where there are so many, the last eight once more. */
static uint64_t
last_word(const unsigned char *bytes, size_t left, size_t length)
{
    uint64_t word = 0;

    if (length >= sizeof word)
        memcpy(&word, bytes + left - sizeof word, sizeof word);
    else
        memcpy(&word, bytes, left);
    return word;
}

hash128_t
hash_wide(const void *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    hash128_t            hash = seed();
    uint64_t             word;
    size_t               left = length;

    for (; left >= sizeof word; bytes += sizeof word, left -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash.a = mix_a(hash.a, word);
        hash.b = mix_b(hash.b, word);
    }
    word = last_word(bytes, left, length);
    hash.a = mix_a(mix_a(hash.a, word), length);
    hash.b = mix_b(mix_b(hash.b, word), length);
    return hash;
}

uint64_t
hash_short(const void *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    uint64_t             hash = seed().a, word;
    size_t               left = length;

    for (; left >= sizeof word; bytes += sizeof word, left -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = mix_a(hash, word);
    }
    return mix_a(mix_a(hash, last_word(bytes, left, length)), length);
}
