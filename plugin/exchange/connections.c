/* connections.c
 * Connections for SIP that were not made: TCP that was refused or not answered, TLS that an alert ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/connections.h"
#include "exchange/exchange.h"

#include <epan/conversation.h>
#include <epan/dissectors/packet-tcp.h>
#include <wsutil/inet_addr.h>

#define MAX_REFUSED     4096

/* What TCP's dissector saw of a connection, as tcp.completeness has it. */
#define SEEN_SYN        0x01
#define SEEN_SYN_ACK    0x02
#define SEEN_DATA       0x08
#define SEEN_RESET      0x20

/* What resets a connection for the sake of a request does so at once; later it may be that of a client that waited in vain. */
#define RESET_MS        5000

#define MAX_BROKEN      1024

/* A record with an alert that is not encrypted (RFC 8446, Section 5.1): type, version, length, level, description. */
#define ALERT_LENGTH    7
#define ALERT_TYPE      21
#define ALERT_FATAL     2

static GArray  *broken;     /* of broken_t */
static GArray  *refused;    /* of refused_t */
static int64_t  read_at;    /* the time of the last message when it was made */
static int      proto_tcp = -1;

static void
forget_refused(void)
{
    if (refused != NULL)
        g_array_free(refused, TRUE);
    refused = NULL;
}

static void
forget(void)
{
    forget_refused();
    if (broken != NULL)
        g_array_free(broken, TRUE);
    broken = NULL;
}

void
connections_register(void)
{
    register_cleanup_routine(forget);
}

/* Such a segment has nothing else in it, and is the end of its frame. */
static bool
is_alert(tvbuff_t *tvb, uint8_t *alert)
{
    int     length = (int)tvb_captured_length(tvb);
    uint8_t record[ALERT_LENGTH];

    if (length < ALERT_LENGTH || (unsigned)length != tvb_reported_length(tvb))
        return false;
    tvb_memcpy(tvb, record, length - ALERT_LENGTH, ALERT_LENGTH);
    *alert = record[6];
    return record[0] == ALERT_TYPE && record[1] == 3 && record[2] <= 4 && record[3] == 0 && record[4] == 2
        && record[5] == ALERT_FATAL && connections_alert_name(*alert) != NULL;
}

void
connections_note(tvbuff_t *tvb, const packet_info *pinfo)
{
    broken_t added = { .frame = pinfo->num, .by_server = pinfo->srcport == PORT_SIP_TLS };

    if (pinfo->fd->visited || pinfo->ptype != PT_TCP || !is_alert(tvb, &added.alert))
        return;
    if (broken == NULL)
        broken = g_array_new(FALSE, FALSE, sizeof(broken_t));
    if (broken->len >= MAX_BROKEN)
        return;
    added.client = host_of_address(added.by_server ? &pinfo->dst : &pinfo->src);
    added.server = host_of_address(added.by_server ? &pinfo->src : &pinfo->dst);
    g_array_append_val(broken, added);
}

const broken_t *
connections_broken(unsigned *count)
{
    *count = broken != NULL ? broken->len : 0;
    return broken != NULL ? (const broken_t *)(const void *)broken->data : NULL;
}

const char *
connections_alert_name(uint8_t alert)
{
    switch (alert) {
    case 40:  return "handshake_failure";
    case 42:  return "bad_certificate";
    case 43:  return "unsupported_certificate";
    case 44:  return "certificate_revoked";
    case 45:  return "certificate_expired";
    case 46:  return "certificate_unknown";
    case 47:  return "illegal_parameter";
    case 48:  return "unknown_ca";
    case 49:  return "access_denied";
    case 50:  return "decode_error";
    case 51:  return "decrypt_error";
    case 70:  return "protocol_version";
    case 71:  return "insufficient_security";
    case 80:  return "internal_error";
    case 86:  return "inappropriate_fallback";
    case 109: return "missing_extension";
    case 112: return "unrecognized_name";
    case 116: return "certificate_required";
    case 120: return "no_application_protocol";
    default:  return NULL;
    }
}

static bool
is_tcp(const conversation_element_t *key)
{
    while (key->type != CE_CONVERSATION_TYPE)
        key++;
    return key->conversation_type_val == CONVERSATION_TCP;
}

static int64_t
milliseconds(const nstime_t *time)
{
    return (int64_t)time->secs * 1000 + time->nsecs / 1000000;
}

/* Whether a connection was refused, or nobody answered its SYN; sets when it was begun, and which of the two. */
static bool
was_not_made(const conversation_t *conversation, refused_t *added)
{
    const struct tcp_analysis *tcp;
    unsigned                   seen;

    if (conversation->key_ptr == NULL || !is_tcp(conversation->key_ptr))
        return false;
    tcp = (const struct tcp_analysis *)conversation_get_proto_data(conversation, proto_tcp);
    seen = tcp != NULL ? tcp->conversation_completeness : 0;
    if (seen == 0)
        return false;
    added->time = milliseconds(&tcp->ts_first);
    added->silent = seen == SEEN_SYN && milliseconds(&tcp->ts_prev) - added->time >= CONNECTION_SILENT_MS;
    return added->silent || ((seen & (SEEN_SYN | SEEN_RESET)) == (SEEN_SYN | SEEN_RESET) && (seen & (SEEN_SYN_ACK | SEEN_DATA)) == 0);
}

static void
add_connection(void *key _U_, void *value, void *user_data _U_)
{
    for (const conversation_t *item = (const conversation_t *)value; item != NULL; item = item->next) {
        const address *from = conversation_key_addr1(item->key_ptr), *to = conversation_key_addr2(item->key_ptr);
        refused_t      added;

        if (refused->len >= MAX_REFUSED || !was_not_made(item, &added) || from == NULL || to == NULL)
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
        forget_refused();
        refused = g_array_new(FALSE, FALSE, sizeof(refused_t));
        read_at = exchange_last_time();
        proto_tcp = proto_get_id_by_filter_name("tcp");
        wmem_map_foreach(get_conversation_hashtables(), add_connections, NULL);
        g_array_sort(refused, by_frame);
    }
    *count = refused->len;
    return (const refused_t *)(const void *)refused->data;
}

/* The address of a host, whose bytes the caller keeps; false if that is of another kind than IP. */
static bool
address_of(wmem_allocator_t *scope, host_t host, uint8_t *bytes, address *addr)
{
    const char *text = host_text(scope, host);
    ws_in4_addr four;
    ws_in6_addr six;

    if (ws_inet_pton4(text, &four)) {
        memcpy(bytes, &four, sizeof four);
        set_address(addr, AT_IPv4, sizeof four, bytes);
        return true;
    }
    if (!ws_inet_pton6(text, &six))
        return false;
    memcpy(bytes, &six, sizeof six);
    set_address(addr, AT_IPv6, sizeof six, bytes);
    return true;
}

uint32_t
connection_was_reset(wmem_allocator_t *scope, const leg_t *leg, int64_t time, uint32_t frame)
{
    uint8_t                    from_bytes[sizeof(ws_in6_addr)], to_bytes[sizeof(ws_in6_addr)];
    address                    from, to;
    const conversation_t      *connection;
    const struct tcp_analysis *tcp;
    int64_t                    last;

    if (!address_of(scope, leg->from, from_bytes, &from) || !address_of(scope, leg->to, to_bytes, &to))
        return 0;
    connection = find_conversation(frame, &from, &to, CONVERSATION_TCP, leg->from_port, leg->to_port, 0);
    if (connection == NULL || connection->last_frame <= frame)
        return 0;
    proto_tcp = proto_get_id_by_filter_name("tcp");
    tcp = (const struct tcp_analysis *)conversation_get_proto_data(connection, proto_tcp);
    last = tcp != NULL ? milliseconds(&tcp->ts_prev) : 0;
    return tcp != NULL && (tcp->conversation_completeness & SEEN_RESET) != 0 && last >= time && last - time <= RESET_MS
        ? connection->last_frame : 0;
}
