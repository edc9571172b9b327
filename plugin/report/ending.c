/* ending.c
 * What the end of the capture shows: requests that nothing came for, challenges
 * that nothing followed
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/ending.h"
#include "exchange/connections.h"
#include "exchange/fates.h"
#include "exchange/places.h"
#include "findings/diagnosis.h"

/* So many datagrams are looked at, each of which may be compared with all requests. */
#define MAX_FRAGMENTS   100

/* Something that is told of at the end. */
typedef struct {
    const call_t        *call;
    const transaction_t *transaction;
    open_kind_t          open;      /* what it is unless something is found about it; NUM_OPEN: nothing */
    bool                 asks;      /* whether that may be */
    uint32_t             frame;
} case_t;

static void
add_case(GArray *cases, const call_t *call, const transaction_t *transaction, open_kind_t open, bool asks, uint32_t frame)
{
    case_t item = { call, transaction, open, asks, frame };

    g_array_append_val(cases, item);
}

/* Whether the transaction before, on the way of the same request, is open too, and tells of both. */
static bool
is_told_before(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *before = transaction_before(transaction);

    return before != NULL && transaction_fate(call, before) == FATE_OPEN;
}

static bool
lacks_ack(const collection_t *collection, const transaction_t *transaction)
{
    const transaction_t *before;

    /* Who refuses, and has to say so again, did not get it either (RFC 3261, Section 17.2.1). */
    if (transaction->method == METHOD_INVITE && transaction->final_code >= 300)
        return transaction->final_again && transaction->ack_frame == 0;
    if (!transaction_lacks_ack(transaction) || g_hash_table_contains(collection->groups.by_transaction, transaction))
        return false;
    before = transaction_before(transaction);
    return before == NULL || !transaction_lacks_ack(before);
}

/* A transfer that was accepted, and of which nothing was heard any more. */
static bool
lacks_report(const transaction_t *transaction)
{
    return transaction->method == METHOD_REFER && transaction->final_code >= 200 && transaction->final_code <= 299
        && transaction->notify_frame == 0;
}

/* ICMP errors about what was answered all the same. */
static void
look_at_errors(const collection_t *collection, GArray *cases, const call_t *call, const transaction_t *transaction)
{
    if (transaction->icmp_frame != 0 && transaction->heard)
        add_case(cases, call, transaction, OPEN_ICMP, false, transaction->icmp_frame);
    if (transaction->lost_frame != 0 && !g_hash_table_contains(collection->groups.by_transaction, transaction))
        add_case(cases, call, transaction, OPEN_ICMP, false, transaction->lost_frame);
}

static void
look_at(const collection_t *collection, GArray *cases, const call_t *call, const transaction_t *transaction)
{
    look_at_errors(collection, cases, call, transaction);
    switch (transaction_fate(call, transaction)) {
    case FATE_SILENCE:
        add_case(cases, call, transaction, OPEN_UNSEEN, true, transaction->request_frame);
        break;
    case FATE_UNSEEN:
        add_case(cases, call, transaction, OPEN_UNSEEN, false, transaction->request_frame);
        break;
    case FATE_OPEN:
        if (!is_told_before(call, transaction))
            add_case(cases, call, transaction, OPEN_REQUESTS, true, transaction->request_frame);
        break;
    default:
        if (lacks_ack(collection, transaction))
            add_case(cases, call, transaction, OPEN_NO_ACK, false, transaction->final_frame);
        else if (lacks_report(transaction))
            add_case(cases, call, transaction, NUM_OPEN, true, transaction->final_frame);
        break;
    }
}

/* All requests that passed the filter. */
static void
look_at_calls(const collection_t *collection, GArray *cases)
{
    for (const call_t *call = calls_newest(); call != NULL; call = call->next) {
        for (const transaction_t *item = call->transactions; item != NULL; item = item->next) {
            if (frame_set_has(collection->passed, item->request_frame))
                look_at(collection, cases, call, item);
        }
    }
}

/* The challenges of a group, which are normal so far. */
static void
look_at_challenges(const group_t *group, GArray *cases)
{
    for (unsigned i = 0; i < group->items->len; i++) {
        const group_item_t *item = &g_array_index(group->items, group_item_t, i);

        if (!challenge_was_followed(item->call, item->transaction))
            add_case(cases, item->call, item->transaction, OPEN_CHALLENGES, true, item->transaction->final_frame);
    }
}

/* Those that the client overcame at once with the account that it has. */
static void
look_at_refusals(const group_t *group, GArray *cases)
{
    for (unsigned i = 0; i < group->items->len; i++) {
        const group_item_t *item = &g_array_index(group->items, group_item_t, i);

        if (item->transaction != NULL && transaction_was_retried_well(item->transaction))
            add_case(cases, item->call, item->transaction, NUM_OPEN, true, item->transaction->final_frame);
    }
}

/* A PBX that follows a redirection does so in a call of its own. */
static void
look_at_redirections(const group_t *group, packet_info *pinfo)
{
    for (unsigned i = 0; i < group->items->len; i++) {
        group_item_t *item = &g_array_index(group->items, group_item_t, i);

        item->went_on = redirection_went_well(pinfo, item->call, item->transaction);
    }
}

/* Where the end of the capture shows of all items of a group that something else is to be told, the group tells it. */
static bool
tell_what_came(group_t *group, packet_info *pinfo)
{
    const message_text_t none = { 0 };
    moment_t             moment = { .pinfo = pinfo };
    const group_item_t  *first;
    const finding_t     *found;
    int                  now = group->finding;
    uint16_t             finding;

    for (unsigned i = 0; i < group->items->len; i++) {
        const group_item_t *item = &g_array_index(group->items, group_item_t, i);

        now = finding_at_end(pinfo, item->call, item->transaction, group->finding);
        if (now == group->finding)
            return false;
    }
    if (now == group->finding)
        return false;
    first = &g_array_index(group->items, group_item_t, 0);
    found = findings_at_end(pinfo, first->call, first->transaction, group->finding);
    if (found != NULL) {
        g_free(group->diagnosis);
        group->diagnosis = g_strdup(wmem_strbuf_get_str(diagnosis_of(&moment, &none, found).sentences));
    }
    group->finding = now;
    finding = (uint16_t)now;
    g_array_set_size(group->found, 0);
    g_array_append_val(group->found, finding);
    return true;
}

/* The group that tells the same as this one, which told something else so far; NULL if there is none. */
static group_t *
twin_of(const collection_t *collection, const group_t *group)
{
    GHashTableIter iterator;
    void          *value;

    g_hash_table_iter_init(&iterator, collection->groups.by_cause);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        group_t *other = (group_t *)value;

        if (other != group && other->kind == group->kind && other->finding == group->finding
            && other->explanation.code == group->explanation.code && other->in_call == group->in_call
            && strcmp(other->method, group->method) == 0)
            return other;
    }
    return NULL;
}

/* Those that tell the same now are one, with the text of whichever came first. */
static void
join_twins(const collection_t *collection, GPtrArray *changed)
{
    groups_t groups = collection->groups;

    while (changed->len > 0) {
        group_t *group = (group_t *)g_ptr_array_index(changed, 0), *twin = twin_of(collection, group);
        bool     is_first = twin != NULL && group->frames[0] <= twin->frames[0];

        if (!is_first)
            g_ptr_array_remove_index(changed, 0);
        if (twin == NULL)
            continue;
        if (is_first)
            g_ptr_array_remove(changed, twin);
        group_join(&groups, is_first ? group : twin, is_first ? twin : group);
    }
}

static void
look_at_groups(const collection_t *collection, GArray *cases, packet_info *pinfo)
{
    GHashTableIter iterator;
    void          *value;
    GPtrArray     *changed = g_ptr_array_new();

    g_hash_table_iter_init(&iterator, collection->groups.by_cause);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        group_t *group = (group_t *)value;

        group->left = 0;
        if (tell_what_came(group, pinfo))
            g_ptr_array_add(changed, group);
        if (group->explanation.outcome == OUTCOME_REDIRECTION && group->kind == GROUP_RESPONSES)
            look_at_redirections(group, pinfo);
        wmem_free_all(pinfo->pool);
        /* Also of one with a finding that is normal, such as a nonce that was too old. */
        if (group->kind == GROUP_RESPONSES && group->explanation.outcome == OUTCOME_CHALLENGE
            && (group->finding < 0 || catalogue_findings[group->finding].level == LEVEL_NORMAL))
            look_at_challenges(group, cases);
        if (finding_blames_account(group->finding))
            look_at_refusals(group, cases);
    }
    join_twins(collection, changed);
    g_ptr_array_free(changed, TRUE);
}

/* The first that says more than where to look; NULL if there is none. */
static const finding_t *
leading(const finding_t *found)
{
    while (found != NULL && catalogue_findings[found->finding].level == LEVEL_CONTEXT)
        found = found->next;
    return found;
}

static void
add_to_group(const collection_t *collection, ending_t *ending, packet_info *pinfo, const case_t *item,
             const finding_t *found)
{
    const transaction_t *transaction = item->transaction;
    const message_text_t none = { 0 };
    moment_t             moment = { .pinfo = pinfo };
    const finding_t     *first = leading(found);
    const char          *method = method_name(transaction->method);
    group_kind_t         kind = transaction->final_code != 0 ? GROUP_CHALLENGES : GROUP_UNANSWERED;
    group_t             *group, *before;
    bool                 made;

    group = group_for(&ending->groups,
                      g_strdup_printf("%u %u %s", transaction->final_code, first->finding, method), kind, &made);
    if (group == NULL)
        return;
    if (made) {
        group->explanation = explanation_of(transaction->final_code, false);
        group_describe(group, method, found, first, wmem_strbuf_get_str(diagnosis_of(&moment, &none, found).sentences));
    }
    group_add(&ending->groups, group, item->call, item->call, transaction, item->frame);
    if (kind == GROUP_UNANSWERED)
        tally_add(&group->hosts, host_port_text(pinfo->pool, transaction->leg.to, transaction->leg.to_port), 1);
    else
        tally_add(&group->hosts, host_text(pinfo->pool, transaction->leg.to), 1);
    before = (group_t *)g_hash_table_lookup(collection->groups.by_transaction, transaction);
    if (kind == GROUP_CHALLENGES && before != NULL)
        before->left++;
}

static void
tell(const collection_t *collection, ending_t *ending, packet_info *pinfo, const case_t *item)
{
    const finding_t *found = NULL;

    pinfo->num = item->frame;
    if (item->asks)
        found = findings_of_transaction(pinfo, item->call, item->transaction);
    if (leading(found) != NULL)
        add_to_group(collection, ending, pinfo, item, found);
    else if (item->open < NUM_OPEN)
        open_add(&ending->open[item->open], item->frame);
}

static int
by_frame(const void *a, const void *b)
{
    uint32_t first = ((const case_t *)a)->frame, second = ((const case_t *)b)->frame;

    return first < second ? -1 : first > second;
}

static void
add_unread(void *open, uint32_t frame)
{
    open_add((open_t *)open, frame);
}

/* Which of them pass the report's filter is not known, as they have no SIP in them. */
static void
look_at_connections(const collection_t *collection, open_t *open)
{
    unsigned         num_refused, num_broken;
    const refused_t *refused = connections_refused(&num_refused);
    const broken_t  *broken = connections_broken(&num_broken);

    if (collection->filter != NULL)
        return;
    for (unsigned i = 0; i < num_refused; i++) {
        if (refused[i].port == PORT_SIP || refused[i].port == PORT_SIP_TLS)
            open_add(&open[refused[i].silent ? OPEN_UNANSWERED : OPEN_REFUSED], refused[i].frame);
    }
    for (unsigned i = 0; i < num_broken; i++)
        open_add(&open[OPEN_BROKEN], broken[i].frame);
}

/* Whether two hosts exchange SIP over UDP. */
static bool
are_peers(host_t one, host_t other)
{
    for (const call_t *call = calls_newest(); call != NULL; call = call->next) {
        for (const transaction_t *item = call->transactions; item != NULL; item = item->next) {
            if (item->datagram && ((item->leg.from == one && item->leg.to == other)
                                   || (item->leg.from == other && item->leg.to == one)))
                return true;
        }
    }
    return false;
}

/* The same holds of fragments. */
static void
look_at_fragments(const collection_t *collection, open_t *open)
{
    GArray           *alone = unread_fragments(collection->unread);
    const fragment_t *last = NULL;
    bool              peers = false;

    for (unsigned i = 0; collection->filter == NULL && i < MIN(alone->len, MAX_FRAGMENTS); i++) {
        const fragment_t *fragment = &g_array_index(alone, fragment_t, i);

        /* Those of the same two hosts follow one another. */
        if (last == NULL || last->from != fragment->from || last->to != fragment->to)
            peers = are_peers(fragment->from, fragment->to);
        last = fragment;
        if (peers)
            open_add(open, fragment->frame);
    }
    g_array_free(alone, TRUE);
}

ending_t
ending_new(const collection_t *collection)
{
    ending_t    ending = { .groups = groups_new() };
    GArray     *cases = g_array_new(FALSE, FALSE, sizeof(case_t));
    packet_info pinfo = { .pool = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK) };

    memcpy(ending.open, collection->open, sizeof ending.open);
    unread_each(collection->unread, UNREAD_TLS, add_unread, &ending.open[OPEN_TLS]);
    unread_each(collection->unread, UNREAD_REST, add_unread, &ending.open[OPEN_REST]);
    look_at_connections(collection, ending.open);
    look_at_fragments(collection, &ending.open[OPEN_FRAGMENTS]);
    look_at_calls(collection, cases);
    look_at_groups(collection, cases, &pinfo);
    g_array_sort(cases, by_frame);
    for (unsigned i = 0; i < cases->len; i++) {
        tell(collection, &ending, &pinfo, &g_array_index(cases, case_t, i));
        wmem_free_all(pinfo.pool);
    }
    wmem_destroy_allocator(pinfo.pool);
    g_array_free(cases, TRUE);
    return ending;
}

void
ending_free(ending_t *ending)
{
    groups_free(&ending->groups);
}
