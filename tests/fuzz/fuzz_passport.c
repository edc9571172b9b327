/* fuzz_passport.c
 * libFuzzer target: the reader of the signed caller identity
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "message/passport.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Reads each byte, so that the sanitizer sees whether it is there. */
static void
check(sip_text_t text)
{
    static volatile unsigned char sink;

    for (size_t i = 0; i < text.length; i++)
        sink = (unsigned char)text.bytes[i];
    (void)sink;
}

static void
read_value(const char *bytes, size_t size)
{
    char      *copy = g_malloc(size);
    sip_text_t value = { copy, size };
    passport_t passport;

    if (size > 0)
        memcpy(copy, bytes, size);
    passport_read(&passport, value);
    check(passport.name);
    check(passport.info);
    check(passport.info_alg);
    check(passport.info_ppt);
    check(passport.alg);
    check(passport.typ);
    check(passport.ppt);
    check(passport.x5u);
    check(passport.attest);
    check(passport.origid);
    check(passport.orig_tn);
    check(passport.orig_uri);
    check(passport.div_tn);
    if (passport.num_dest_tn > PASSPORT_MAX_DEST || passport.num_dest_uri > PASSPORT_MAX_DEST)
        abort();
    for (unsigned i = 0; i < passport.num_dest_tn; i++)
        check(passport.dest_tn[i]);
    for (unsigned i = 0; i < passport.num_dest_uri; i++)
        check(passport.dest_uri[i]);
    passport_clear(&passport);
    g_free(copy);
}

/* The input as it is, and as header and payload that are encoded already, the two separated by a line end. */
int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const unsigned char *end = size > 0 ? memchr(data, '\n', size) : NULL;
    char                *header, *payload, *value;

    read_value((const char *)data, size);
    if (end == NULL)
        return 0;
    header = g_base64_encode(data, (size_t)(end - data));
    payload = g_base64_encode(end + 1, size - (size_t)(end + 1 - data));
    value = g_strconcat(header, ".", payload, ".e30;info=<x>", NULL);
    read_value(value, strlen(value));
    g_free(value);
    g_free(payload);
    g_free(header);
    return 0;
}
