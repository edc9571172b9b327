/* unread.c
 * What may be SIP and could not be read: TLS without keys, messages over TCP whose
 * rest never came, and datagrams that lack an IP fragment
 *
 * SIP's dissector tells nobody of these. What TCP's tells shows that there was
 * data on a port of SIP and no message came of it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/unread.h"
#include "exchange/legs.h"

#include <epan/dissectors/packet-tcp.h>
#include <epan/tap.h>

/* What a client sends to keep a connection open (RFC 5626, Section 4.4.1). */
#define MAX_KEEP_ALIVE  4

/* A connection to such a port. */
typedef struct {
    uint32_t frame;             /* the first one with data */
    bool     tls;
    bool     read;              /* there was a message */
    struct {
        uint32_t next;          /* the sequence number behind all data so far */
        bool     begun;
        uint32_t waiting;       /* the first frame with data since the last message; 0 if there is none */
    } ways[2];
} stream_t;

struct unread {
    GHashTable  *streams;       /* stream_t by TCP's number of it */
    stream_t    *latest;        /* whose segment was the last one */
    unsigned     way;
    uint32_t     frame;         /* that it was in */
    fragments_t *fragments;     /* not owned; may be NULL */
};

static void
unread_reset(void *tapdata)
{
    unread_t *unread = (unread_t *)tapdata;

    g_hash_table_remove_all(unread->streams);
    unread->latest = NULL;
    unread->frame = 0;
}

static void
unread_finish(void *tapdata)
{
    unread_t *unread = (unread_t *)tapdata;

    g_hash_table_destroy(unread->streams);
    g_free(unread);
}

static stream_t *
stream_of(unread_t *unread, const struct tcpheader *segment)
{
    stream_t *stream = (stream_t *)g_hash_table_lookup(unread->streams, GUINT_TO_POINTER(segment->th_stream));

    if (stream == NULL) {
        stream = g_new0(stream_t, 1);
        stream->tls = segment->th_sport == PORT_SIP_TLS || segment->th_dport == PORT_SIP_TLS;
        g_hash_table_insert(unread->streams, GUINT_TO_POINTER(segment->th_stream), stream);
    }
    return stream;
}

static bool
is_port_of_sip(uint16_t port)
{
    return port == PORT_SIP || port == PORT_SIP_TLS;
}

/* Whether the segment has data that was not there before. */
static bool
has_new_data(stream_t *stream, unsigned way, const struct tcpheader *segment)
{
    uint32_t end = segment->th_seq + segment->th_seglen;

    if (stream->ways[way].begun && (int32_t)(end - stream->ways[way].next) <= 0)
        return false;
    stream->ways[way].begun = true;
    stream->ways[way].next = end;
    return segment->th_seglen > MAX_KEEP_ALIVE;
}

static tap_packet_status
unread_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    unread_t               *unread = (unread_t *)tapdata;
    const struct tcpheader *segment = (const struct tcpheader *)data;
    stream_t               *stream;
    int                     order;

    if (pinfo->flags.in_error_pkt || !(is_port_of_sip(segment->th_sport) || is_port_of_sip(segment->th_dport)) || !segment->th_have_seglen
        || segment->th_seglen == 0)
        return TAP_PACKET_DONT_REDRAW;
    stream = stream_of(unread, segment);
    order = cmp_address(&pinfo->src, &pinfo->dst);
    unread->latest = stream;
    unread->frame = pinfo->num;
    unread->way = order != 0 ? order > 0 : segment->th_sport > segment->th_dport;
    if (!has_new_data(stream, unread->way, segment))
        return TAP_PACKET_DONT_REDRAW;
    if (stream->frame == 0)
        stream->frame = pinfo->num;
    if (stream->ways[unread->way].waiting == 0)
        stream->ways[unread->way].waiting = pinfo->num;
    return TAP_PACKET_DONT_REDRAW;
}

unread_t *
unread_listen(const char *filter)
{
    unread_t *unread = g_new0(unread_t, 1);
    GString  *error;

    unread->streams = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    error = register_tap_listener("tcp", unread, filter, TL_REQUIRES_NOTHING, unread_reset, unread_packet, NULL,
                                  unread_finish);
    if (error == NULL) {
        unread->fragments = fragments_listen();
        return unread;
    }
    g_string_free(error, TRUE);
    unread_finish(unread);
    return NULL;
}

void
unread_end(unread_t *unread)
{
    if (unread == NULL)
        return;
    fragments_end(unread->fragments);
    remove_tap_listener(unread);
}

GArray *
unread_fragments(const unread_t *unread)
{
    return fragments_alone(unread != NULL ? unread->fragments : NULL);
}

void
unread_note_message(unread_t *unread, uint32_t frame)
{
    /* Of a frame, TCP's dissector tells before SIP's. */
    if (unread == NULL || unread->latest == NULL || unread->frame != frame)
        return;
    unread->latest->read = true;
    unread->latest->ways[unread->way].waiting = 0;
}

static void
each_of_stream(const stream_t *stream, unread_kind_t kind, void (*add)(void *context, uint32_t frame), void *context)
{
    if (kind == UNREAD_TLS && stream->tls && !stream->read && stream->frame != 0)
        add(context, stream->frame);
    /* What TLS has beside messages, such as the handshake, is not looked at. */
    if (kind != UNREAD_REST || stream->tls)
        return;
    for (unsigned way = 0; way < G_N_ELEMENTS(stream->ways); way++) {
        if (stream->ways[way].waiting != 0)
            add(context, stream->ways[way].waiting);
    }
}

static int
by_first_frame(const void *a, const void *b)
{
    const stream_t *first = *(stream_t *const *)a, *second = *(stream_t *const *)b;

    return first->frame < second->frame ? -1 : first->frame > second->frame;
}

void
unread_each(const unread_t *unread, unread_kind_t kind, void (*add)(void *context, uint32_t frame), void *context)
{
    GPtrArray     *streams;
    GHashTableIter iterator;
    void          *value;

    if (unread == NULL)
        return;
    streams = g_ptr_array_new();
    g_hash_table_iter_init(&iterator, unread->streams);
    while (g_hash_table_iter_next(&iterator, NULL, &value))
        g_ptr_array_add(streams, value);
    g_ptr_array_sort(streams, by_first_frame);
    for (unsigned i = 0; i < streams->len; i++)
        each_of_stream((const stream_t *)g_ptr_array_index(streams, i), kind, add, context);
    g_ptr_array_free(streams, TRUE);
}
