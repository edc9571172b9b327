/* errors.c
 * The requests and responses that ICMP errors are about
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/errors.h"
#include "exchange/answers.h"
#include "exchange/branch.h"
#include "message/icmp.h"

/* Nothing is sent again for longer than 64*T1 (RFC 3261, Section 17.1.1.2), and its error comes soon after. */
#define MAX_AGE_MS      40000

/* So many calls are looked at, and of each so many requests: what an error is about was sent just before. */
#define MAX_CALLS       1000
#define MAX_REQUESTS    16

/* Media that nobody takes have an error for each packet: only now and then is a request looked for that is as long. */
#define MAX_MISSED      64
#define MISSED_MS       1000

/* What no request was found for, by a hash of it; such a place holds the last one. */
typedef struct {
    leg_t    leg;
    uint32_t length;
    int64_t  time;
} missed_t;

/* A datagram that an ICMP error quotes the head of. */
typedef struct {
    leg_t    leg;
    uint32_t length;        /* of its text, in bytes */
    uint32_t frame;         /* of the error */
    int64_t  now;
    uint8_t  method;        /* METHOD_UNKNOWN: the quotation does not say */
    bool     first_pass;
} head_t;

static missed_t missed[MAX_MISSED];
static int      proto_icmp = -1;
static int      proto_icmpv6 = -1;

static void
forget(void)
{
    memset(missed, 0, sizeof missed);
}

void
errors_register(void)
{
    register_cleanup_routine(forget);
}

static missed_t *
place_of(const head_t *head)
{
    uint64_t mixed = head->leg.from ^ (head->leg.to << 7) ^ ((uint64_t)head->leg.from_port << 20) ^ head->leg.to_port;

    return &missed[(mixed * UINT64_C(0x9e3779b97f4a7c15)) >> 58];
}

static bool
legs_are_one(const leg_t *a, const leg_t *b)
{
    return legs_have_same_hosts(a, b) && legs_have_same_ports(a, b);
}

static bool
was_missed(const head_t *head)
{
    const missed_t *place = place_of(head);

    return head->first_pass && place->length == head->length && legs_are_one(&place->leg, &head->leg)
        && head->now >= place->time && head->now < place->time + MISSED_MS;
}

/*
 * Whether the error can be about this request: from and to the same hosts and
 * ports, as long, sent before it, and not answered by then. That is asked of
 * frames, so that the answer is the same on every pass.
 */
static bool
is_about(const head_t *head, const transaction_t *item)
{
    size_t length;

    if (!item->datagram || item->cut || item->request_frame >= head->frame || !legs_are_one(&head->leg, &item->leg)
        || (item->heard_frame != 0 && item->heard_frame < head->frame)
        || (head->method != METHOD_UNKNOWN && head->method != item->method)
        || head->now < item->time || head->now - item->time > MAX_AGE_MS)
        return false;
    length = texts_get(item->request_text).length;
    /* It may have been overwritten since. */
    return length == head->length || (length == 0 && !head->first_pass);
}

/* The request that the error is about, the last one if there are several; sets *call. NULL if there is none. */
static transaction_t *
find_request(const head_t *head, call_t **call)
{
    transaction_t *found = NULL;
    leg_t          back = leg_back(&head->leg);
    unsigned       calls = 0;

    /* Who sent a request to another one is noted as if that had been asked. */
    if (!answers_any(&back) || was_missed(head))
        return NULL;
    for (call_t *item = calls_newest(); item != NULL && calls < MAX_CALLS; item = item->next, calls++) {
        transaction_t *request = item->transactions;

        for (unsigned seen = 0; request != NULL && seen < MAX_REQUESTS; request = request->next, seen++) {
            if (is_about(head, request) && (found == NULL || request->request_frame > found->request_frame)) {
                found = request;
                *call = item;
            }
        }
    }
    if (found == NULL && head->first_pass)
        *place_of(head) = (missed_t){ head->leg, head->length, head->now };
    return found;
}

static head_t
head_of(const icmp_error_t *error, const packet_info *pinfo)
{
    head_t head = {
        .leg = { host_of_address(&error->from), host_of_address(&error->to), error->from_port, error->to_port },
        .length = error->length, .frame = pinfo->num,
        .now = (int64_t)pinfo->abs_ts.secs * 1000 + pinfo->abs_ts.nsecs / 1000000,
        .method = METHOD_UNKNOWN, .first_pass = !pinfo->fd->visited,
    };

    return head;
}

static void
note_request(transaction_t *item, uint32_t frame, icmp_kind_t kind, bool head)
{
    if (item->icmp_frame != 0)
        return;
    item->icmp_frame = frame;
    item->icmp_kind = (uint8_t)kind;
    item->icmp_head = head;
}

static void
note_response(const moment_t *moment)
{
    transaction_t *item = moment->transaction;

    if (item->lost_frame != 0)
        return;
    item->lost_frame = moment->frame;
    item->lost_again = item->final_again && moment->code == item->final_code;
}

static sip_text_t
method_of_quoted(const moment_t *moment, const message_view_t *view)
{
    const char *name = (const char *)moment->message->info->request_method;

    return name != NULL ? (sip_text_t){ name, strlen(name) } : view_cseq_method(view);
}

/* The transaction of what is quoted up to its CSeq and its branch. */
static transaction_t *
find_by_text(moment_t *moment, const message_view_t *view, uint8_t method)
{
    sip_text_t     call_id = moment_call_id(moment);
    uint64_t       branch = branch_of(view->header);
    transaction_t *item;

    moment->call = call_find(call_id.bytes, call_id.length);
    if (moment->call == NULL || branch == 0)
        return NULL;
    item = transactions_with(moment->call, moment->message->info->tap_cseq_number);
    while (item != NULL && (item->branch != branch || item->method != method || item->request_frame > moment->frame))
        item = item->next_same;
    return item;
}

/* The frame itself, not what was put together of several; NULL if there is none. */
static tvbuff_t *
frame_of(const packet_info *pinfo)
{
    return pinfo->data_src != NULL ? get_data_source_tvb((const struct data_source *)pinfo->data_src->data) : NULL;
}

void
errors_find_quoted(moment_t *moment)
{
    tvbuff_t      *frame = frame_of(moment->pinfo);
    icmp_error_t   error = { .kind = ICMP_NONE };
    message_view_t view = moment_view(moment);
    uint8_t        method = method_of(method_of_quoted(moment, &view));
    bool           by_head = moment->message->info->tap_call_id == NULL;

    if (frame != NULL)
        error = icmp_error_of(frame, moment->pinfo);
    moment->kind = error.harmless ? MOMENT_QUOTED_ON : MOMENT_QUOTED;
    moment->method = moment->code == 0 ? method : METHOD_UNKNOWN;
    if (!by_head) {
        moment->transaction = find_by_text(moment, &view, method);
    } else if (error.datagram && moment->code == 0) {
        head_t head = head_of(&error, moment->pinfo);

        head.method = method;
        moment->transaction = find_request(&head, &moment->call);
    }
    if (moment->transaction == NULL || !moment->first_pass || error.harmless)
        return;
    if (moment->code == 0)
        note_request(moment->transaction, moment->frame, error.kind, by_head);
    else
        note_response(moment);
}

void
errors_note(tvbuff_t *tvb, packet_info *pinfo)
{
    icmp_error_t   error;
    head_t         head;
    call_t        *call;
    transaction_t *item;
    int            proto;

    if (proto_icmp < 0) {
        proto_icmp = proto_get_id_by_filter_name("icmp");
        proto_icmpv6 = proto_get_id_by_filter_name("icmpv6");
    }
    proto = pinfo->src.type == AT_IPv6 ? proto_icmpv6 : proto_icmp;
    if (pinfo->proto_layers == NULL || wmem_map_lookup(pinfo->proto_layers, GINT_TO_POINTER(proto)) == NULL)
        return;
    error = icmp_error_of(tvb, pinfo);
    if (!error.datagram)
        return;
    head = head_of(&error, pinfo);
    item = find_request(&head, &call);
    if (item != NULL)
        note_request(item, pinfo->num, error.kind, true);
}
