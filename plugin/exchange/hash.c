/* hash.c
 * Hashes that stand for whole texts
 *
 * Two lanes of multiplications, 16 bytes at a time, in ways that differ: one
 * word with a secret on it is the factor of the next one with what came before
 * on it. What a product has above the 64 bits is put onto them, so that each bit
 * of a word changes all of them.
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

typedef struct {
    uint64_t first, second;
} words_t;

static inline words_t
words_at(const unsigned char *bytes)
{
    words_t words;

    memcpy(&words.first, bytes, sizeof words.first);
    memcpy(&words.second, bytes + sizeof words.first, sizeof words.second);
    return words;
}

/* The last 16 bytes, or all where there are fewer; the length tells texts apart that have the same ones. */
static inline words_t
last_words(const unsigned char *bytes, size_t length)
{
    words_t words = { 0, 0 };

    if (length >= sizeof words)
        return words_at(bytes + length - sizeof words);
    if (length >= sizeof words.first) {
        memcpy(&words.first, bytes, sizeof words.first);
        memcpy(&words.second, bytes + length - sizeof words.second, sizeof words.second);
    } else if (length > 0) {
        memcpy(&words.first, bytes, length);
    }
    return words;
}

hash128_t
hash_wide(const void *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    const secret_t      *own = secret();
    hash128_t            hash = own->start;
    words_t              words;

    for (size_t left = length; left > sizeof words; bytes += sizeof words, left -= sizeof words) {
        words = words_at(bytes);
        hash.a = fold(words.first ^ own->factor.a, words.second ^ hash.a);
        hash.b = fold(words.first + hash.b, words.second + own->factor.b);
    }
    words = last_words((const unsigned char *)data, length);
    hash.a = fold(words.first ^ own->factor.a, words.second ^ hash.a);
    hash.b = fold(words.first + hash.b, words.second + own->factor.b);
    hash.a = fold(hash.a ^ length, own->factor.a);
    hash.b = fold(hash.b + length, own->factor.b);
    return hash;
}

uint64_t
hash_short(const void *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    const secret_t      *own = secret();
    uint64_t             hash = own->start.a;
    words_t              words;

    for (size_t left = length; left > sizeof words; bytes += sizeof words, left -= sizeof words) {
        words = words_at(bytes);
        hash = fold(words.first ^ own->factor.a, words.second ^ hash);
    }
    words = last_words((const unsigned char *)data, length);
    return fold(fold(words.first ^ own->factor.a, words.second ^ hash) ^ length, own->factor.a);
}
