/* messages.c
 * The SIP messages that a frame holds
 *
 * The SIP dissector leaves a sip_info_value_t in packet scope for each message,
 * under its protocol id and the number of the layer. Reading it costs next to
 * nothing and forces no protocol tree, unlike asking for sip.Status-Code.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/messages.h"

#include <epan/proto_data.h>

int messages_protocol = -1;
static int proto_icmp = -1;
static int proto_icmpv6 = -1;
static int proto_udp = -1;

void
messages_handoff(void)
{
    messages_protocol = proto_get_id_by_filter_name("sip");
    proto_icmp = proto_get_id_by_filter_name("icmp");
    proto_icmpv6 = proto_get_id_by_filter_name("icmpv6");
    proto_udp = proto_get_id_by_filter_name("udp");
}

/* The messages that were collected so far; in packet scope. */
typedef struct {
    wmem_allocator_t *scope;
    sip_message_t    *list;
    unsigned          count;
    unsigned          room;
} collection_t;

static void
append_message(collection_t *collection, const sip_info_value_t *info, bool quoted)
{
    if (collection->count == collection->room) {
        collection->room = MAX(4, 2 * collection->room);
        collection->list = wmem_realloc(collection->scope, collection->list,
                                        collection->room * sizeof *collection->list);
    }
    collection->list[collection->count].info = info;
    collection->list[collection->count].quoted = quoted;
    collection->list[collection->count].alone = false;
    collection->count++;
}

/*
 * Adds all records of a layer, in order. Messages in one TCP segment can share a
 * layer number, and a get returns the newest one alone, so the records have to
 * be taken out one by one; they are put back as they were.
 */
static void
collect_layer(packet_info *pinfo, collection_t *collection, unsigned layer, bool quoted)
{
    unsigned          first = collection->count, last, i;
    sip_info_value_t *info;

    while ((info = (sip_info_value_t *)p_get_proto_data(pinfo->pool, pinfo, messages_protocol, layer)) != NULL) {
        p_remove_proto_data(pinfo->pool, pinfo, messages_protocol, layer);
        append_message(collection, info, quoted);
    }
    /* They came newest first. */
    for (i = first, last = collection->count; i + 1 < last; i++, last--) {
        const sip_info_value_t *other = collection->list[i].info;

        collection->list[i].info = collection->list[last - 1].info;
        collection->list[last - 1].info = other;
    }
    for (i = first; i < collection->count; i++)
        p_add_proto_data(pinfo->pool, pinfo, messages_protocol, layer, (void *)collection->list[i].info);
}

/* Where SIP is among the layers of the frame. */
typedef struct {
    unsigned first;     /* the place of its first layer, counted from 1; 0 if there is none */
    bool     quoted;    /* in an ICMP error */
    bool     single;    /* there is one layer, and one message in it */
} sip_layers_t;

/* Whether there is SIP among the layers from this one on. */
static bool
is_sip_among(wmem_list_frame_t *layer)
{
    while (layer != NULL && GPOINTER_TO_INT(wmem_list_frame_data(layer)) != messages_protocol)
        layer = wmem_list_frame_next(layer);
    return layer != NULL;
}

static sip_layers_t
find_layers(const packet_info *pinfo)
{
    sip_layers_t       found = { 0, false, false };
    wmem_list_frame_t *layer = wmem_list_head(pinfo->layers);
    unsigned           number = 1;
    int                proto, before = 0;

    while (layer != NULL && (proto = GPOINTER_TO_INT(wmem_list_frame_data(layer))) != messages_protocol) {
        if (proto == proto_icmp || proto == proto_icmpv6)
            found.quoted = true;
        before = proto;
        number++;
        layer = wmem_list_frame_next(layer);
    }
    if (layer == NULL)
        return found;
    found.first = number;
    /* A datagram holds one message (RFC 3261, Section 18.3), and so SIP's dissector has it. */
    found.single = before == proto_udp && !is_sip_among(wmem_list_frame_next(layer));
    return found;
}

static bool
is_message(const sip_info_value_t *info)
{
    return info->reason_phrase != NULL || info->request_method != NULL;
}

/*
 * The record of the one message of a frame. As there is no other, it need not
 * be taken out, which is most of what collecting costs. NULL if there is none.
 */
static const sip_message_t *
collect_single(packet_info *pinfo, const sip_layers_t *layers, sip_message_t *only)
{
    const sip_info_value_t *info = NULL;

    for (unsigned number = layers->first; info == NULL && number <= pinfo->curr_layer_num; number++)
        info = (sip_info_value_t *)p_get_proto_data(pinfo->pool, pinfo, messages_protocol, number);
    if (info == NULL || !is_message(info))
        return NULL;
    only->info = info;
    only->quoted = layers->quoted;
    only->alone = true;
    return only;
}

const sip_message_t *
messages_collect(packet_info *pinfo, sip_message_t *only, unsigned *count)
{
    collection_t collection = { pinfo->pool, NULL, 0, 0 };
    sip_layers_t layers = find_layers(pinfo);
    unsigned     number;

    *count = 0;
    if (layers.first == 0)
        return NULL;

    /*
     * The place of a layer in the list is the least number it can have: a layer
     * that is taken off the list may stay counted, and a message behind one
     * with a body has a number of its own, without a layer of its own. What
     * follows an ICMP header is quoted by it.
     */
    if (layers.single && wmem_list_count(pinfo->layers) <= UINT8_MAX) {
        const sip_message_t *single = collect_single(pinfo, &layers, only);

        *count = single != NULL;
        return single;
    }
    if (wmem_list_count(pinfo->layers) > UINT8_MAX) {
        /* The number is a byte and has begun anew from 0; messages that are 256
         * layers apart share one, and their order is lost. */
        for (number = 0; number <= UINT8_MAX; number++)
            collect_layer(pinfo, &collection, (layers.first + number) % (UINT8_MAX + 1), layers.quoted);
    } else {
        for (number = layers.first; number <= pinfo->curr_layer_num; number++)
            collect_layer(pinfo, &collection, number, layers.quoted);
    }

    for (unsigned i = 0; i < collection.count; i++) {
        if (is_message(collection.list[i].info))
            collection.list[(*count)++] = collection.list[i];
    }
    return collection.list;
}
