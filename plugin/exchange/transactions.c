/* transactions.c
 * The requests of each Call-ID that a response may still come for
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/transactions.h"
#include "exchange/exchange.h"

/* What a Call-ID costs, whatever it does; its string comes on top. */
G_STATIC_ASSERT(sizeof(call_t) + MAX_TRANSACTIONS * sizeof(transaction_t) <= 200);

#define ENDED_BITS  (1u << 20)

static wmem_map_t *calls;       /* call_t by Call-ID; in file scope, as all here */
static wmem_map_t *required;    /* option tags by transaction_t; few requests have any */
static uint8_t    *ended;       /* a bit for each of ENDED_BITS hashes of Call-IDs */
static call_t     *latest;      /* the call that was last asked for: its messages often follow one another */

static void
forget(void)
{
    calls = required = NULL;    /* their memory goes with the file scope */
    ended = NULL;
    latest = NULL;
}

void
transactions_register(void)
{
    register_cleanup_routine(forget);
}

call_t *
call_find(const char *call_id)
{
    call_t *call;

    if (latest != NULL && strcmp(latest->call_id, call_id) == 0)
        return latest;
    call = calls != NULL ? (call_t *)wmem_map_lookup(calls, call_id) : NULL;
    if (call != NULL)
        latest = call;
    return call;
}

call_t *
call_add(const char *call_id)
{
    call_t *call = wmem_new0(wmem_file_scope(), call_t);

    if (calls == NULL)
        calls = wmem_map_new(wmem_file_scope(), wmem_str_hash, g_str_equal);
    call->forgot = call_may_have_ended(call_id);
    call->call_id = wmem_strdup(wmem_file_scope(), call_id);
    wmem_map_insert(calls, call->call_id, call);
    latest = call;
    return call;
}

/* Whether it is a failure that no retry was seen for. */
static bool
waits_for_retry(const transaction_t *transaction)
{
    return transaction->final_code >= 300 && transaction->facts != NULL && transaction->facts->retry_frame == 0;
}

static void
release(call_t *call, transaction_t *transaction)
{
    transaction_t **link = &call->transactions;

    /* What can come is not noticed any more. */
    if (waits_for_retry(transaction))
        transaction->facts->retry_doubtful = true;
    if (transaction->final_code == 0) {
        for (exchange_facts_t *facts = transaction->facts; facts != NULL; facts = facts->earlier)
            facts->retry_final_lost = true;
    }
    while (*link != transaction)
        link = &(*link)->next;
    *link = transaction->next;
    if (required != NULL)
        wmem_map_remove(required, transaction);
    wmem_free(wmem_file_scope(), transaction);
}

/* The oldest one, and rather one that is over. */
static transaction_t *
least_needed(const call_t *call)
{
    transaction_t *over = NULL, *oldest = NULL;

    for (transaction_t *item = call->transactions; item != NULL; item = item->next) {
        oldest = item;
        if (item->final_code != 0)
            over = item;
    }
    return over != NULL ? over : oldest;
}

transaction_t *
transaction_add(call_t *call)
{
    transaction_t *added;
    unsigned       count = 0;

    for (added = call->transactions; added != NULL; added = added->next)
        count++;
    if (count >= MAX_TRANSACTIONS) {
        release(call, least_needed(call));
        call->forgot = true;
    }
    call->several = call->began;
    call->began = true;
    added = wmem_new0(wmem_file_scope(), transaction_t);
    added->next = call->transactions;
    call->transactions = added;
    return added;
}

/*
 * Forgets a call that nothing is open in, but for a bit: should something come
 * for it after all, it was not the first to be seen of it. Another Call-ID may
 * share the bit; then less is said than could be.
 */
static void
end_if_nothing_is_open(call_t *call)
{
    unsigned bit;

    if (call->transactions != NULL || call->refer != NULL)
        return;
    if (call->had_invite || call->forgot) {
        if (ended == NULL)
            ended = (uint8_t *)wmem_alloc0(wmem_file_scope(), ENDED_BITS / 8);
        bit = wmem_str_hash(call->call_id) % ENDED_BITS;
        ended[bit / 8] |= (uint8_t)(1 << bit % 8);
    }
    latest = NULL;
    wmem_map_remove(calls, call->call_id);
    wmem_free(wmem_file_scope(), call->call_id);
    wmem_free(wmem_file_scope(), call);
}

bool
call_may_have_ended(const char *call_id)
{
    unsigned bit;

    if (ended == NULL)
        return false;
    bit = wmem_str_hash(call_id) % ENDED_BITS;
    return (ended[bit / 8] & 1 << bit % 8) != 0;
}

void
transaction_remove(call_t *call, transaction_t *transaction)
{
    release(call, transaction);
    end_if_nothing_is_open(call);
}

void
call_remove_done(call_t *call)
{
    transaction_t *item = call->transactions, *next;

    for (; item != NULL; item = next) {
        next = item->next;
        if (item->final_code != 0 && !waits_for_retry(item)) {
            release(call, item);
            call->forgot = true;
        }
    }
    end_if_nothing_is_open(call);
}

void
transaction_set_required(const transaction_t *transaction, const char *tags)
{
    if (required == NULL)
        required = wmem_map_new(wmem_file_scope(), g_direct_hash, g_direct_equal);
    wmem_map_insert(required, transaction, (void *)tags);
}

const char *
transaction_required(const transaction_t *transaction)
{
    return required != NULL ? (const char *)wmem_map_lookup(required, transaction) : NULL;
}

static bool
same_hosts(leg_t a, leg_t b)
{
    return a.from == b.from && a.to == b.to;
}

static bool
same_ports(leg_t a, leg_t b)
{
    return a.from_port == b.from_port && a.to_port == b.to_port;
}

bool
legs_equal(leg_t a, leg_t b)
{
    return same_hosts(a, b) && (a.from != a.to || same_ports(a, b));
}

bool
legs_cross(leg_t a, leg_t b)
{
    leg_t back = { b.to, b.from, b.to_port, b.from_port };

    return legs_equal(a, back) && !legs_equal(a, b);
}

bool
legs_have_one_sender(leg_t a, leg_t b)
{
    return a.from == b.from && (a.from_port == b.from_port || (a.from != a.to && b.from != b.to));
}

transaction_t *
transaction_of_request(const call_t *call, uint32_t cseq, uint8_t method, leg_t leg, uint16_t branch)
{
    for (transaction_t *item = call->transactions; item != NULL; item = item->next) {
        if (item->cseq != cseq || item->method != method || !same_hosts(item->leg, leg))
            continue;
        /* Over another connection it has another port. */
        if (branch != 0 && item->branch != 0 ? branch == item->branch : same_ports(item->leg, leg))
            return item;
    }
    return NULL;
}

bool
transaction_shares_leg(const call_t *call, const transaction_t *transaction)
{
    for (const transaction_t *item = call->transactions; item != NULL; item = item->next) {
        if (item != transaction && item->cseq == transaction->cseq && legs_equal(item->leg, transaction->leg))
            return true;
    }
    return false;
}

/* Whether a request went the same way as its supposed response, which no response does. */
static bool
goes_along(leg_t request, leg_t leg)
{
    leg_t way = { leg.to, leg.from, leg.to_port, leg.from_port };

    if (!same_hosts(way, leg))
        return same_hosts(request, way);
    return !same_ports(way, leg) && same_hosts(request, way) && same_ports(request, way);
}

/* How well a response on this leg, with this branch, fits: 0 if not at all. */
static unsigned
fit(const transaction_t *transaction, leg_t leg, uint16_t branch)
{
    unsigned points = 1;

    if (branch != 0 && transaction->branch != 0) {
        if (branch != transaction->branch)
            return 0;
        points += 4;
    } else if (goes_along(transaction->leg, leg)) {
        return 0;
    }
    if (same_hosts(transaction->leg, leg))
        points += same_ports(transaction->leg, leg) ? 2 : 1;
    return points;
}

transaction_t *
transaction_of_response(const call_t *call, uint32_t cseq, uint8_t method, leg_t leg, uint16_t branch)
{
    transaction_t *best = NULL;
    unsigned       most = 0;

    for (transaction_t *item = call->transactions; item != NULL; item = item->next) {
        if (item->cseq == cseq
            && (method == METHOD_UNKNOWN ? item->method != METHOD_CANCEL : item->method == method)) {
            unsigned points = fit(item, leg, branch);

            if (points > most) {
                most = points;
                best = item;
            }
        }
    }
    return best;
}

uint8_t
sip_method_of(sip_text_t name)
{
    static const char *const names[] = {
        [METHOD_INVITE] = "INVITE",
        [METHOD_ACK]    = "ACK",
        [METHOD_CANCEL] = "CANCEL",
        [METHOD_BYE]    = "BYE",
        [METHOD_REFER]  = "REFER",
        [METHOD_NOTIFY] = "NOTIFY",
    };

    if (name.length == 0)
        return METHOD_UNKNOWN;
    for (unsigned i = METHOD_INVITE; i <= METHOD_NOTIFY; i++) {
        if (name.length == strlen(names[i]) && memcmp(name.bytes, names[i], name.length) == 0)
            return (uint8_t)i;
    }
    return (uint8_t)(METHOD_OTHER | text_hash(name));
}

static uint16_t
host_hash(const address *host)
{
    sip_text_t bytes = { (const char *)host->data, (size_t)MAX(host->len, 0) };

    return text_hash(bytes);
}

leg_t
leg_of_request(const packet_info *pinfo)
{
    leg_t leg = { host_hash(&pinfo->src), host_hash(&pinfo->dst), (uint8_t)(pinfo->srcport ^ pinfo->srcport >> 8),
                  (uint8_t)(pinfo->destport ^ pinfo->destport >> 8) };

    return leg;
}

leg_t
leg_of_response(const packet_info *pinfo)
{
    leg_t back = leg_of_request(pinfo);
    leg_t leg = { back.to, back.from, back.to_port, back.from_port };

    return leg;
}

uint16_t
text_hash(sip_text_t text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325), word;     /* as FNV-1a, but eight bytes at a time */

    for (; text.length >= sizeof word; text.bytes += sizeof word, text.length -= sizeof word) {
        memcpy(&word, text.bytes, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x100000001b3);
        hash ^= hash >> 32;
    }
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (uint8_t)text.bytes[i]) * UINT64_C(0x100000001b3);
    /* What differs in the last bytes alone is in the upper bits yet. */
    hash = (hash ^ hash >> 29) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
    hash ^= hash >> 16;
    return (uint16_t)hash != 0 ? (uint16_t)hash : 1;
}
