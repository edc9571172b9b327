/* ending.c
 * What the end of the capture shows: requests that nothing came for, challenges
 * that nothing followed
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/ending.h"
#include "catalogue/duration.h"
#include "exchange/fates.h"
#include "exchange/places.h"
#include "findings/diagnosis.h"
#include "report/text.h"

/* A request whose story is told at the end. */
typedef struct {
    const call_t        *call;
    const transaction_t *transaction;
    group_kind_t         kind;
} case_t;

static int
by_frame(const void *a, const void *b)
{
    uint32_t first = ((const case_t *)a)->transaction->request_frame;
    uint32_t second = ((const case_t *)b)->transaction->request_frame;

    return first < second ? -1 : first > second;
}

/* Whether the transaction before, on the way of the same request, ended so too, and tells of both. */
static bool
is_told_before(const transaction_t *transaction, bool (*ended_so)(const transaction_t *))
{
    const transaction_t *before = transaction_before(transaction);

    return before != NULL && ended_so(before);
}

static bool
is_open(const transaction_t *transaction)
{
    return transaction_fate(transaction) == FATE_OPEN;
}

/* ICMP errors about what was answered all the same. */
static void
look_at_errors(const collection_t *collection, ending_t *ending, const transaction_t *transaction)
{
    if (transaction->icmp_frame != 0 && transaction->heard)
        open_add(&ending->open[OPEN_ICMP], transaction->icmp_frame);
    if (transaction->lost_frame != 0 && !g_hash_table_contains(collection->groups.by_transaction, transaction))
        open_add(&ending->open[OPEN_ICMP], transaction->lost_frame);
}

static void
look_at(const collection_t *collection, ending_t *ending, GArray *cases, const call_t *call,
        const transaction_t *transaction)
{
    case_t item = { call, transaction, GROUP_UNANSWERED };

    look_at_errors(collection, ending, transaction);
    switch (transaction_fate(transaction)) {
    case FATE_UNDELIVERED:
        item.kind = GROUP_UNDELIVERED;
        g_array_append_val(cases, item);
        break;
    case FATE_UNANSWERED:
        g_array_append_val(cases, item);
        break;
    case FATE_OPEN:
        if (!is_told_before(transaction, is_open))
            open_add(&ending->open[OPEN_REQUESTS], transaction->request_frame);
        break;
    default:
        if (transaction_lacks_ack(transaction) && !is_told_before(transaction, transaction_lacks_ack)
            && !g_hash_table_contains(collection->groups.by_transaction, transaction))
            open_add(&ending->open[OPEN_NO_ACK], transaction->final_frame);
        break;
    }
}

/* All requests that passed the filter. */
static void
look_at_calls(const collection_t *collection, ending_t *ending, GArray *cases)
{
    for (const call_t *call = calls_newest(); call != NULL; call = call->next) {
        for (const transaction_t *item = call->transactions; item != NULL; item = item->next) {
            if (frame_set_has(collection->passed, item->request_frame))
                look_at(collection, ending, cases, call, item);
        }
    }
}

/* The challenges of a group, which are normal so far. */
static void
look_at_challenges(group_t *group, ending_t *ending, GArray *cases)
{
    group->left = 0;
    for (unsigned i = 0; i < group->items->len; i++) {
        const group_item_t *item = &g_array_index(group->items, group_item_t, i);
        case_t              left = { item->call, item->transaction, GROUP_CHALLENGES_LEFT };

        switch (transaction_challenge(item->call, item->transaction)) {
        case CHALLENGE_LEFT:
            g_array_append_val(cases, left);
            group->left++;
            break;
        case CHALLENGE_OPEN:
            open_add(&ending->open[OPEN_CHALLENGES], item->transaction->final_frame);
            break;
        default:
            break;
        }
    }
}

static void
look_at_groups(const collection_t *collection, ending_t *ending, GArray *cases)
{
    GHashTableIter iterator;
    void          *value;

    g_hash_table_iter_init(&iterator, collection->groups.by_cause);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        group_t *group = (group_t *)value;

        if (group->kind == GROUP_RESPONSES && group->finding < 0 && group->explanation.outcome == OUTCOME_CHALLENGE)
            look_at_challenges(group, ending, cases);
    }
}

/* What no rule has a sentence for. */
static char *
own_diagnosis(const case_t *item)
{
    const transaction_t *transaction = item->transaction;
    bool                 repeated = transaction->requests > 1;
    report_text_id_t     id = repeated ? TEXT_UNANSWERED_REPEATED : TEXT_UNANSWERED;
    char                *frame, *count, *duration, *diagnosis;

    if (item->kind == GROUP_CHALLENGES_LEFT)
        return g_strdup(report_text(TEXT_NONE_FOLLOWS));
    if (item->kind == GROUP_UNDELIVERED)
        id = TEXT_UNDELIVERED;
    frame = g_strdup_printf("%u", transaction->icmp_frame);
    count = g_strdup_printf("%u", transaction->requests);
    duration = duration_of_milliseconds(repeated ? transaction->last_time - transaction->time
                                                 : time_left_after(transaction->time));
    diagnosis = report_text_filled(id, "frame", frame, "method", method_name(transaction->method), "count", count,
                                   "duration", duration, NULL);
    g_free(duration);
    g_free(count);
    g_free(frame);
    return diagnosis;
}

static void
describe(group_t *group, packet_info *pinfo, const case_t *item, const finding_t *found, const finding_t *first)
{
    const message_text_t none = { 0 };
    moment_t             moment = { .pinfo = pinfo };
    char                *own;

    if (item->kind == GROUP_CHALLENGES_LEFT)
        group->explanation = explanation_of(item->transaction->final_code, false);
    if (found != NULL) {
        group_describe(group, found, first, wmem_strbuf_get_str(diagnosis_of(&moment, &none, found).sentences));
        return;
    }
    own = own_diagnosis(item);
    group_describe(group, NULL, NULL, own);
    g_free(own);
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
add_case(ending_t *ending, packet_info *pinfo, const case_t *item)
{
    const transaction_t *transaction = item->transaction;
    const finding_t     *found, *first;
    const char          *method = method_name(transaction->method);
    group_t             *group;
    bool                 made;

    pinfo->num = transaction->request_frame;
    found = findings_of_transaction(pinfo, item->call, transaction);
    first = leading(found);
    /* Where all that was found says where to look, nothing is known to be wrong. */
    if (found != NULL && first == NULL) {
        open_add(&ending->open[OPEN_ONE_SIDED], transaction->request_frame);
        return;
    }
    group = group_for(&ending->groups,
                      g_strdup_printf("%d %d %u %s", item->kind, first != NULL ? first->finding : -1,
                                      item->kind == GROUP_CHALLENGES_LEFT ? transaction->final_code : 0, method),
                      item->kind, method, &made);
    if (group == NULL)
        return;
    if (made)
        describe(group, pinfo, item, found, first);
    group_add(&ending->groups, group, item->call, item->call, transaction,
              item->kind == GROUP_CHALLENGES_LEFT ? transaction->final_frame : transaction->request_frame);
    tally_add(&group->hosts, host_port_text(pinfo->pool, transaction->leg.to, transaction->leg.to_port));
}

static void
add_unread(void *open, uint32_t frame)
{
    open_add((open_t *)open, frame);
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
    look_at_calls(collection, &ending, cases);
    look_at_groups(collection, &ending, cases);
    g_array_sort(cases, by_frame);
    for (unsigned i = 0; i < cases->len; i++) {
        add_case(&ending, &pinfo, &g_array_index(cases, case_t, i));
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
