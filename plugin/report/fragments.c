/* fragments.c
 * Datagrams of which an IP fragment is missing, so that nothing of them could be read
 *
 * A long SIP message goes over UDP in several IP fragments. Where one of them was
 * lost, or is not in the capture, no dissector sees any of it; the fragments that
 * are there end in text where they were one of SIP, and media does not.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/fragments.h"
#include "message/ip_packet.h"

#include <epan/dissectors/packet-ip.h>
#include <epan/epan_dissect.h>
#include <epan/ipproto.h>
#include <epan/tap.h>

/* RFC 791, Section 3.1: the length of a header without options, and what stands beside the offset, in units. */
#define HEADER_BYTES    20
#define MORE_FRAGMENTS  0x2000
#define OFFSET          0x1fff
#define OFFSET_UNIT     8

/* So much of the end of a fragment is looked at, and has to be text; what is shorter than the latter tells nothing. */
#define MAX_LOOKED_AT   32
#define MIN_LOOKED_AT   4

/* The least length of a frame of Ethernet: so many zeros at most fill it. */
#define MAX_FILLING     60

/* So many datagrams are kept: they are forgotten with the capture only, as their numbers come again. */
#define MAX_DATAGRAMS   100000

/* The pieces of one datagram, or of several with one number, of which nothing is said then. */
typedef struct {
    host_t   from, to;
    uint32_t number;            /* Identification */
    uint32_t frame;             /* the first one with a piece */
    uint32_t bytes;             /* in all pieces so far */
    uint32_t end;               /* behind the last piece; 0 if that has not come */
    bool     begun;             /* the first piece has come */
    bool     text;              /* a piece ends in text */
} datagram_t;

typedef struct {
    fragments_t *fragments;
} ipv6_t;

struct fragments {
    GHashTable *datagrams;      /* a set of datagram_t */
    ipv6_t      ipv6;           /* what the second listener has, as Wireshark tells them apart by that */
};

static unsigned
datagram_hash(const void *key)
{
    const datagram_t *datagram = (const datagram_t *)key;

    return (unsigned)(datagram->from * 31 + datagram->to) * 65599u + datagram->number;
}

static gboolean
datagrams_equal(const void *a, const void *b)
{
    const datagram_t *first = (const datagram_t *)a, *second = (const datagram_t *)b;

    return first->from == second->from && first->to == second->to && first->number == second->number;
}

static void
fragments_reset(void *tapdata)
{
    g_hash_table_remove_all(((fragments_t *)tapdata)->datagrams);
}

static void
fragments_finish(void *tapdata)
{
    fragments_t *fragments = (fragments_t *)tapdata;

    g_hash_table_destroy(fragments->datagrams);
    g_free(fragments);
}

/* Whether the frame ends in text, behind which there may be zeros that fill the frame. length: of the piece */
static bool
ends_in_text(tvbuff_t *frame, uint32_t length)
{
    unsigned       captured = tvb_captured_length(frame), count = MIN(length, MAX_LOOKED_AT);
    unsigned       known = MIN(captured, count + MAX_FILLING);
    const uint8_t *bytes = tvb_get_ptr(frame, (int)(captured - known), (int)known);

    while (known > 0 && bytes[known - 1] == 0)
        known--;
    if (count < MIN_LOOKED_AT || known < count)
        return false;
    for (unsigned i = known - count; i < known; i++) {
        if (!g_ascii_isprint(bytes[i]) && !g_ascii_isspace(bytes[i]))
            return false;
    }
    return true;
}

/* The datagram that a piece is of; NULL if there are too many. */
static datagram_t *
datagram_of(fragments_t *fragments, const datagram_t *key)
{
    datagram_t *datagram = (datagram_t *)g_hash_table_lookup(fragments->datagrams, key);

    if (datagram == NULL && g_hash_table_size(fragments->datagrams) < MAX_DATAGRAMS) {
        datagram = g_new(datagram_t, 1);
        *datagram = *key;
        g_hash_table_add(fragments->datagrams, datagram);
    }
    return datagram;
}

/* from, to: of the packet; frame: that it is in, whose end is its own */
static void
add_piece(fragments_t *fragments, const address *from, const address *to, const ip_fragment_t *piece, tvbuff_t *frame,
          uint32_t number)
{
    datagram_t  key = {
        .from = host_of_address(from), .to = host_of_address(to), .number = piece->number, .frame = number,
    };
    datagram_t *datagram = piece->protocol == IP_PROTO_UDP ? datagram_of(fragments, &key) : NULL;

    if (datagram == NULL)
        return;
    datagram->bytes += piece->length;
    datagram->begun = datagram->begun || piece->offset == 0;
    if (!piece->more)
        datagram->end = piece->offset + piece->length;
    datagram->text = datagram->text || ends_in_text(frame, piece->length);
}

static tap_packet_status
fragments_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt, const void *data, tap_flags_t flags _U_)
{
    const ws_ip4 *packet = (const ws_ip4 *)data;
    ip_fragment_t piece = {
        .number = packet->ip_id, .offset = (packet->ip_off & OFFSET) * OFFSET_UNIT, .length = packet->ip_len - HEADER_BYTES,
        .protocol = packet->ip_proto, .more = (packet->ip_off & MORE_FRAGMENTS) != 0,
    };

    if ((piece.more || piece.offset > 0) && packet->ip_len > HEADER_BYTES && !pinfo->flags.in_error_pkt)
        add_piece((fragments_t *)tapdata, &packet->ip_src, &packet->ip_dst, &piece, edt->tvb, pinfo->num);
    return TAP_PACKET_DONT_REDRAW;
}

/* What IPv6's dissector tells leaves out the fragments, so that each frame is looked at. */
static tap_packet_status
fragments_frame(void *tapdata, packet_info *pinfo, epan_dissect_t *edt, const void *data _U_, tap_flags_t flags _U_)
{
    ip_fragment_t piece;

    if (pinfo->src.type == AT_IPv6 && ip_packet_fragment(ip_packet_find(edt->tvb, &pinfo->src, &pinfo->dst, 0), &piece)
        && (piece.more || piece.offset > 0))
        add_piece(((ipv6_t *)tapdata)->fragments, &pinfo->src, &pinfo->dst, &piece, edt->tvb, pinfo->num);
    return TAP_PACKET_DONT_REDRAW;
}

/* Whether that is possible. */
static bool
listen_to(const char *protocol, void *tapdata, tap_reset_cb reset, tap_packet_cb packet, tap_finish_cb finish)
{
    GString *error = register_tap_listener(protocol, tapdata, NULL, TL_REQUIRES_NOTHING, reset, packet, NULL, finish);

    if (error == NULL)
        return true;
    g_string_free(error, TRUE);
    return false;
}

fragments_t *
fragments_listen(void)
{
    fragments_t *fragments = g_new0(fragments_t, 1);

    fragments->datagrams = g_hash_table_new_full(datagram_hash, datagrams_equal, g_free, NULL);
    fragments->ipv6.fragments = fragments;
    if (!listen_to("ip", fragments, fragments_reset, fragments_packet, fragments_finish)) {
        fragments_finish(fragments);
        return NULL;
    }
    listen_to("frame", &fragments->ipv6, NULL, fragments_frame, NULL);
    return fragments;
}

void
fragments_end(fragments_t *fragments)
{
    if (fragments == NULL)
        return;
    /* It is part of the other one, which frees all. */
    remove_tap_listener(&fragments->ipv6);
    remove_tap_listener(fragments);
}

static bool
is_whole(const datagram_t *datagram)
{
    return datagram->begun && datagram->end != 0 && datagram->bytes >= datagram->end;
}

static int
by_frame(const void *a, const void *b)
{
    uint32_t first = ((const fragment_t *)a)->frame, second = ((const fragment_t *)b)->frame;

    return first < second ? -1 : first > second;
}

GArray *
fragments_alone(const fragments_t *fragments)
{
    GArray        *alone = g_array_new(FALSE, FALSE, sizeof(fragment_t));
    GHashTableIter iterator;
    void          *key;

    if (fragments == NULL)
        return alone;
    g_hash_table_iter_init(&iterator, fragments->datagrams);
    while (g_hash_table_iter_next(&iterator, &key, NULL)) {
        const datagram_t *datagram = (const datagram_t *)key;
        fragment_t        fragment = { datagram->from, datagram->to, datagram->frame };

        if (datagram->text && !is_whole(datagram))
            g_array_append_val(alone, fragment);
    }
    g_array_sort(alone, by_frame);
    return alone;
}
