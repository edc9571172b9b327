/* hash.c
 * Hashes that stand for whole texts
 *
 * Two lanes of multiplications, eight bytes at a time, in ways that differ. What
 * a product has above the 64 bits is put onto them: without that, a change of
 * the highest bit would stay one of the highest bit, whatever the factor is, and
 * the next word could take it back.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "exchange/hash.h"

/* Numbers of this run of the program. */
typedef struct {
    hash128_t start;
    hash128_t factor;       /* odd */
} secret_t;

static uint64_t
random_word(void)
{
    return (uint64_t)g_random_int() << 32 | g_random_int();
}

static const secret_t *
secret(void)
{
    static secret_t value;

    if (value.factor.a == 0) {
        value.start.a = random_word();
        value.start.b = random_word();
        value.factor.a = random_word() | 1;
        value.factor.b = random_word() | 1;
    }
    return &value;
}

/* The product of two words, its upper half put onto the lower one. */
static inline uint64_t
fold(uint64_t a, uint64_t b)
{
#ifdef __SIZEOF_INT128__
    __extension__ typedef unsigned __int128 uint128_t;
    uint128_t product = (uint128_t)a * b;

    return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
    uint64_t low = (a & UINT32_MAX) * (b & UINT32_MAX), high = (a >> 32) * (b >> 32);
    uint64_t middle = (a >> 32) * (b & UINT32_MAX) + (low >> 32);
    uint64_t other = (a & UINT32_MAX) * (b >> 32) + (middle & UINT32_MAX);

    return ((other << 32) | (low & UINT32_MAX)) ^ (high + (middle >> 32) + (other >> 32));
#endif
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
    const secret_t      *own = secret();
    hash128_t            hash = own->start;
    uint64_t             word;
    size_t               left = length;

    for (; left >= sizeof word; bytes += sizeof word, left -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash.a = fold(hash.a ^ word, own->factor.a);
        hash.b = fold(hash.b + word, own->factor.b);
    }
    word = last_word(bytes, left, length);
    hash.a = fold(fold(hash.a ^ word, own->factor.a) ^ length, own->factor.a);
    hash.b = fold(fold(hash.b + word, own->factor.b) + length, own->factor.b);
    return hash;
}

uint64_t
hash_short(const void *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    const secret_t      *own = secret();
    uint64_t             hash = own->start.a, word;
    size_t               left = length;

    for (; left >= sizeof word; bytes += sizeof word, left -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = fold(hash ^ word, own->factor.a);
    }
    return fold(fold(hash ^ last_word(bytes, left, length), own->factor.a) ^ length, own->factor.a);
}
