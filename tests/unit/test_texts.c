/* test_texts.c
 * The memory of what was said: what is kept, what is overwritten, what is forgotten
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "exchange/texts.h"

/* More of the longest texts than there is room for. */
#define MORE_THAN_FIT   (2 * TEXTS_CAPACITY / TEXTS_MAX_BYTES + 7)

/* Each has its number in all of its bytes, so that one that is another one in part is seen. */
static sip_text_t
numbered_text(unsigned number, size_t length)
{
    char      *bytes = (char *)g_malloc(length);
    sip_text_t text = { bytes, length };

    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)((number >> i % 4 * 8) + i / 4);
    return text;
}

static text_ref_t
keep_numbered(unsigned number, size_t length)
{
    sip_text_t text = numbered_text(number, length);
    text_ref_t ref = texts_keep(text);

    /* It is a copy. */
    memset((char *)text.bytes, '?', length);
    g_free((char *)text.bytes);
    return ref;
}

/* Whether the text is known; if it is, it is this one. */
static gboolean
is_known(text_ref_t ref, unsigned number, size_t length)
{
    sip_text_t text = texts_get(ref), expected;

    if (text.bytes == NULL) {
        g_assert_cmpuint(text.length, ==, 0);
        return FALSE;
    }
    expected = numbered_text(number, length);
    g_assert_cmpmem(text.bytes, text.length, expected.bytes, expected.length);
    g_free((char *)expected.bytes);
    return TRUE;
}

static void
test_nothing(void)
{
    sip_text_t none = { NULL, 0 }, empty = { "x", 0 };

    g_assert_cmpuint(texts_keep(none), ==, 0);
    g_assert_cmpuint(texts_keep(empty), ==, 0);
    g_assert_null(texts_get(0).bytes);
    /* Nor are there references that nobody was given. */
    g_assert_null(texts_get(1).bytes);
    g_assert_null(texts_get(UINT32_MAX).bytes);
    keep_numbered(1, 10);
    g_assert_null(texts_get(1000).bytes);
    g_assert_null(texts_get(UINT32_MAX).bytes);
    texts_forget();
}

static void
test_lengths(void)
{
    text_ref_t refs[300];

    for (unsigned i = 0; i < G_N_ELEMENTS(refs); i++)
        refs[i] = keep_numbered(i, i + 1);
    for (unsigned i = 0; i < G_N_ELEMENTS(refs); i++) {
        g_assert_true(is_known(refs[i], i, i + 1));
        for (unsigned j = 0; j < i; j++)
            g_assert_cmpuint(refs[i], !=, refs[j]);
    }
    texts_forget();
}

static void
test_too_long(void)
{
    text_ref_t longest = keep_numbered(1, TEXTS_MAX_BYTES);

    g_assert_cmpuint(keep_numbered(2, TEXTS_MAX_BYTES + 1), ==, 0);
    g_assert_cmpuint(keep_numbered(3, TEXTS_CAPACITY), ==, 0);
    g_assert_true(is_known(longest, 1, TEXTS_MAX_BYTES));
    texts_forget();
}

/* The newest are there, the oldest are not, and none is another one. */
static void
test_overwritten(void)
{
    static text_ref_t refs[MORE_THAN_FIT];
    unsigned          known = 0;

    for (unsigned i = 0; i < G_N_ELEMENTS(refs); i++) {
        refs[i] = keep_numbered(i, TEXTS_MAX_BYTES);
        g_assert_cmpuint(refs[i], !=, 0);
        g_assert_true(is_known(refs[i], i, TEXTS_MAX_BYTES));
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(refs); i++) {
        if (is_known(refs[i], i, TEXTS_MAX_BYTES))
            known++;
        else
            g_assert_cmpuint(known, ==, 0);
    }
    g_assert_false(is_known(refs[0], 0, TEXTS_MAX_BYTES));
    /* Not much of the room may be lost at the ends of chunks. */
    g_assert_cmpuint(known, >, TEXTS_CAPACITY / TEXTS_MAX_BYTES / 2);
    g_assert_cmpuint(known, <=, TEXTS_CAPACITY / TEXTS_MAX_BYTES);
    texts_forget();
}

/* The same of lengths by chance, also in between: a text is known until it is not, and then never again. */
static void
test_lengths_by_chance(void)
{
    enum { COUNT = 4000 };
    static text_ref_t refs[COUNT];
    static size_t     lengths[COUNT];
    GRand            *chance = g_rand_new_with_seed(20);
    unsigned          oldest = 0;

    for (unsigned i = 0; i < COUNT; i++) {
        lengths[i] = (size_t)g_rand_int_range(chance, 1, i % 3 == 0 ? 2000 : TEXTS_MAX_BYTES + 1);
        refs[i] = keep_numbered(i, lengths[i]);
        while (!is_known(refs[oldest], oldest, lengths[oldest]))
            oldest++;
        g_assert_cmpuint(oldest, <=, i);
    }
    for (unsigned i = 0; i < COUNT; i++)
        g_assert_true(is_known(refs[i], i, lengths[i]) == (i >= oldest));
    g_assert_cmpuint(oldest, >, COUNT / 3);
    g_rand_free(chance);
    texts_forget();
}

static void
test_forget(void)
{
    text_ref_t refs[200], ref;

    for (unsigned i = 0; i < G_N_ELEMENTS(refs); i++)
        refs[i] = keep_numbered(i, 20000);
    texts_forget();
    for (unsigned i = 0; i < G_N_ELEMENTS(refs); i++)
        g_assert_false(is_known(refs[i], i, 20000));
    /* And it may be forgotten twice, and goes on. */
    texts_forget();
    ref = keep_numbered(7, 100);
    g_assert_true(is_known(ref, 7, 100));
    texts_forget();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/texts/nothing", test_nothing);
    g_test_add_func("/texts/lengths", test_lengths);
    g_test_add_func("/texts/too-long", test_too_long);
    g_test_add_func("/texts/overwritten", test_overwritten);
    g_test_add_func("/texts/lengths-by-chance", test_lengths_by_chance);
    g_test_add_func("/texts/forget", test_forget);
    return g_test_run();
}
