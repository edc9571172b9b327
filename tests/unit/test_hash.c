/* test_hash.c
 * Hashes that stand for whole texts: equal for equal texts, and different for what is near
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "exchange/hash.h"

static void
assert_differ(const void *a, size_t a_length, const void *b, size_t b_length)
{
    g_assert_false(hash_equal(hash_wide(a, a_length), hash_wide(b, b_length)));
    /* Each half does by itself. */
    g_assert_cmpuint(hash_wide(a, a_length).a, !=, hash_wide(b, b_length).a);
    g_assert_cmpuint(hash_wide(a, a_length).b, !=, hash_wide(b, b_length).b);
    g_assert_cmpuint(hash_short(a, a_length), !=, hash_short(b, b_length));
}

/* Wherever the text lies, and whatever stands behind it. */
static void
test_same(void)
{
    static const char text[] = "3848276298220188511@client.example.com";

    for (size_t length = 0; length < sizeof text; length++) {
        for (size_t offset = 0; offset < 9; offset++) {
            char *copy = (char *)g_malloc(MAX(offset + length, 1));

            memcpy(copy + offset, text, length);
            g_assert_true(hash_equal(hash_wide(text, length), hash_wide(copy + offset, length)));
            g_assert_cmpuint(hash_short(text, length), ==, hash_short(copy + offset, length));
            g_free(copy);
        }
    }
}

/* What is longer by bytes of zero is another text. */
static void
test_lengths(void)
{
    char zeros[80] = { 0 };

    for (size_t a = 0; a < sizeof zeros; a++) {
        for (size_t b = 0; b < a; b++)
            assert_differ(zeros, a, zeros, b);
    }
}

/* As clients count their calls and branches. */
static void
test_near_texts(void)
{
    static const struct {
        const char *before, *behind;
    } forms[] = {
        { "", "@192.0.2.1" }, { "call-", "" }, { "z9hG4bK-524287-1---", "" }, { "", "-2317@10.0.0.1" },
        { "a84b4c76e66710@pc", ".example.com" },
    };
    GHashTable *seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    unsigned    count = 0;

    for (size_t form = 0; form < G_N_ELEMENTS(forms); form++) {
        for (unsigned number = 0; number < 20000; number++) {
            char      text[64];
            size_t    length = (size_t)g_snprintf(text, sizeof text, "%s%u%s", forms[form].before, number,
                                                  forms[form].behind);
            hash128_t wide = hash_wide(text, length);
            uint64_t  hash = hash_short(text, length);

            g_assert_true(g_hash_table_add(seen, g_memdup2(&hash, sizeof hash)));
            /* The short one may be a half of the wide one. */
            if (wide.a != hash)
                g_assert_true(g_hash_table_add(seen, g_memdup2(&wide.a, sizeof wide.a)));
            g_assert_true(g_hash_table_add(seen, g_memdup2(&wide.b, sizeof wide.b)));
            count++;
        }
    }
    g_assert_cmpuint(count, ==, 100000);
    g_hash_table_destroy(seen);
}

static void
flip(unsigned char *text, size_t bit)
{
    text[bit / 8] ^= (unsigned char)(1u << bit % 8);
}

/* One bit, or any two. */
static void
test_flipped_bits(void)
{
    enum { LENGTH = 41 };
    unsigned char text[LENGTH], other[LENGTH];

    for (size_t i = 0; i < LENGTH; i++)
        text[i] = (unsigned char)(37 * i + 1);
    for (size_t a = 0; a < LENGTH * 8; a++) {
        memcpy(other, text, LENGTH);
        flip(other, a);
        for (size_t length = a / 8 + 1; length <= LENGTH; length++)
            assert_differ(text, length, other, length);
        for (size_t b = 0; b < a; b++) {
            flip(other, b);
            assert_differ(text, LENGTH, other, LENGTH);
            flip(other, b);
        }
    }
}

/*
 * Where nothing but the lower half of a product mixes, a change of the highest
 * bit stays one of the highest bit, and a change of the next word can take it
 * back, whatever the hash began with.
 */
static void
test_made_to_meet(void)
{
    for (size_t word = 0; word + 2 <= 5; word++) {
        for (size_t a = 0; a < 64; a++) {
            for (size_t b = 0; b <= a; b++) {
                unsigned char text[40], other[40];

                memset(text, 'x', sizeof text);
                memcpy(other, text, sizeof text);
                flip(other, word * 64 + 63);
                flip(other, (word + 1) * 64 + a);
                if (a != b)
                    flip(other, (word + 1) * 64 + b);
                assert_differ(text, sizeof text, other, sizeof other);
            }
        }
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hash/same", test_same);
    g_test_add_func("/hash/lengths", test_lengths);
    g_test_add_func("/hash/near-texts", test_near_texts);
    g_test_add_func("/hash/flipped-bits", test_flipped_bits);
    g_test_add_func("/hash/made-to-meet", test_made_to_meet);
    return g_test_run();
}
