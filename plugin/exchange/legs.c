/* legs.c
 * Between which hosts a request goes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hash.h"
#include "exchange/legs.h"

#include <epan/to_str.h>

/* Hosts that are hashes have this bit. */
#define HASHED  (UINT64_C(1) << 63)

static wmem_map_t *names;       /* of the hosts that are hashes, as text; in file scope */
static host_t      last_named;  /* most frames are from a host that was seen before */

static void
forget(void)
{
    names = NULL;
    last_named = 0;
}

void
legs_register(void)
{
    register_cleanup_routine(forget);
}

static void
remember_name(host_t host, const address *addr)
{
    host_t *key;

    if (host == last_named)
        return;
    last_named = host;
    if (names == NULL)
        names = wmem_map_new(wmem_file_scope(), g_int64_hash, g_int64_equal);
    if (wmem_map_contains(names, &host))
        return;
    key = wmem_new(wmem_file_scope(), host_t);
    *key = host;
    wmem_map_insert(names, key, address_to_str(wmem_file_scope(), addr));
}

host_t
host_hashed(const address *addr)
{
    uint8_t bytes[64];
    size_t  length = (size_t)CLAMP(addr->len, 0, (int)sizeof bytes - 1);
    host_t  host;

    if (length == 0)
        return 0;
    /* Addresses of different types are different hosts. */
    bytes[0] = (uint8_t)addr->type;
    memcpy(bytes + 1, addr->data, length);
    host = hash_short(bytes, length + 1) | HASHED;
    remember_name(host, addr);
    return host;
}

bool
legs_cross(const leg_t *a, const leg_t *b)
{
    leg_t back = leg_back(b);

    return legs_equal(a, &back) && !legs_equal(a, b);
}

bool
legs_have_one_sender(const leg_t *a, const leg_t *b)
{
    return a->from == b->from && (a->from_port == b->from_port || (a->from != a->to && b->from != b->to));
}

bool
host_is_private(host_t host)
{
    return host >> 24 == 10 || host >> 20 == (172u << 4 | 1) || host >> 16 == (192u << 8 | 168)
        || host >> 22 == (100u << 2 | 1);
}

const char *
host_text(wmem_allocator_t *scope, host_t host)
{
    const char *name;

    if ((host & HASHED) == 0)
        return wmem_strdup_printf(scope, "%u.%u.%u.%u", (unsigned)(host >> 24 & 0xff), (unsigned)(host >> 16 & 0xff),
                                  (unsigned)(host >> 8 & 0xff), (unsigned)(host & 0xff));
    name = names != NULL ? (const char *)wmem_map_lookup(names, &host) : NULL;
    return name != NULL ? name : "?";
}

const char *
host_port_text(wmem_allocator_t *scope, host_t host, uint16_t port)
{
    const char *name = host_text(scope, host);

    if (port == 0)
        return name;
    return wmem_strdup_printf(scope, strchr(name, ':') != NULL ? "[%s]:%u" : "%s:%u", name, port);
}
