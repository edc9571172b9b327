/* connections.c
 * TCP connections that were refused, as Wireshark's TCP dissector remembers them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/connections.h"
#include "exchange/exchange.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>

#define MAX_REFUSED     4096

/* What TCP's dissector saw of a connection, as tcp.completeness has it. */
#define SEEN_SYN        0x01
#define SEEN_SYN_ACK    0x02
#define SEEN_DATA       0x08
#define SEEN_RESET      0x20

static GArray  *refused;    /* of refused_t */
static int64_t  read_at;    /* the time of the last message when it was made */
static int      proto_tcp = -1;

static void
forget(void)
{
    if (refused != NULL)
        g_array_free(refused, TRUE);
    refused = NULL;
}

void
connections_register(void)
{
    register_cleanup_routine(forget);
}

static bool
is_tcp(const conversation_element_t *key)
{
    while (key->type != CE_CONVERSATION_TYPE)
        key++;
    return key->conversation_type_val == CONVERSATION_TCP;
}

static bool
is_refused(const conversation_t *conversation)
{
    const struct tcp_analysis *tcp;
    unsigned                   seen;

    if (conversation->key_ptr == NULL || !is_tcp(conversation->key_ptr))
        return false;
    tcp = (const struct tcp_analysis *)conversation_get_proto_data(conversation, proto_tcp);
    seen = tcp != NULL ? tcp->conversation_completeness : 0;
    return (seen & (SEEN_SYN | SEEN_RESET)) == (SEEN_SYN | SEEN_RESET) && (seen & (SEEN_SYN_ACK | SEEN_DATA)) == 0;
}

static void
add_connection(void *key _U_, void *value, void *user_data _U_)
{
    for (const conversation_t *item = (const conversation_t *)value; item != NULL; item = item->next) {
        const address *from = conversation_key_addr1(item->key_ptr), *to = conversation_key_addr2(item->key_ptr);
        refused_t      added;

        if (refused->len >= MAX_REFUSED || !is_refused(item) || from == NULL || to == NULL)
            continue;
        added.from = host_of_address(from);
        added.to = host_of_address(to);
        added.port = (uint16_t)conversation_key_port2(item->key_ptr);
        added.frame = item->setup_frame;
        g_array_append_val(refused, added);
    }
}

static void
add_connections(void *key _U_, void *value, void *user_data)
{
    wmem_map_foreach((wmem_map_t *)value, add_connection, user_data);
}

static int
by_frame(const void *a, const void *b)
{
    const refused_t *first = (const refused_t *)a, *second = (const refused_t *)b;

    return first->frame < second->frame ? -1 : first->frame > second->frame;
}

const refused_t *
connections_refused(unsigned *count)
{
    if (refused == NULL || read_at != exchange_last_time()) {
        forget();
        refused = g_array_new(FALSE, FALSE, sizeof(refused_t));
        read_at = exchange_last_time();
        proto_tcp = proto_get_id_by_filter_name("tcp");
        wmem_map_foreach(get_conversation_hashtables(), add_connections, NULL);
        g_array_sort(refused, by_frame);
    }
    *count = refused->len;
    return (const refused_t *)(const void *)refused->data;
}
