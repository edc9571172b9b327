/* groups.c
 * Messages that have the same cause, in groups
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/groups.h"

/* So many causes are kept apart: nobody reads more, and a capture can be made to have millions. */
#define MAX_GROUPS  1000

static void
tally_clear(tally_t *tally)
{
    for (unsigned i = 0; i < GROUP_MAX_HOSTS; i++)
        g_free(tally->names[i]);
}

static void
group_free(void *data)
{
    group_t *group = (group_t *)data;

    g_free(group->method);
    g_free(group->words);
    g_free(group->parties);
    g_free(group->diagnosis);
    tally_clear(&group->hosts);
    tally_clear(&group->passed_on);
    g_hash_table_destroy(group->calls);
    g_array_free(group->items, TRUE);
    g_array_free(group->found, TRUE);
    g_free(group);
}

groups_t
groups_new(void)
{
    groups_t groups = {
        .by_cause = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, group_free),
        .by_transaction = g_hash_table_new(g_direct_hash, g_direct_equal),
    };

    return groups;
}

void
groups_free(groups_t *groups)
{
    g_hash_table_destroy(groups->by_transaction);
    g_hash_table_destroy(groups->by_cause);
}

group_t *
group_for(groups_t *groups, char *cause, group_kind_t kind, bool *made)
{
    group_t *group = (group_t *)g_hash_table_lookup(groups->by_cause, cause);

    *made = false;
    if (group != NULL || g_hash_table_size(groups->by_cause) >= MAX_GROUPS) {
        groups->others += group == NULL;
        g_free(cause);
        return group;
    }
    group = g_new0(group_t, 1);
    group->kind = kind;
    group->finding = -1;
    group->calls = g_hash_table_new(g_direct_hash, g_direct_equal);
    group->items = g_array_new(FALSE, FALSE, sizeof(group_item_t));
    group->found = g_array_new(FALSE, FALSE, sizeof(uint16_t));
    g_hash_table_insert(groups->by_cause, cause, group);
    *made = true;
    return group;
}

void
group_describe(group_t *group, const char *method, const finding_t *found, const finding_t *leading, const char *diagnosis)
{
    group->method = g_strdup(method);
    group->finding = leading != NULL ? leading->finding : -1;
    for (; found != NULL; found = found->next)
        g_array_append_val(group->found, found->finding);
    group->diagnosis = g_strdup(diagnosis);
}

/* Several messages can be in one frame. */
static void
add_frame(group_t *group, uint32_t frame)
{
    for (unsigned i = 0; i < group->num_frames; i++) {
        if (group->frames[i] == frame)
            return;
    }
    if (group->num_frames < GROUP_MAX_FRAMES)
        group->frames[group->num_frames++] = frame;
    else
        group->more_frames = true;
}

void
group_add(groups_t *groups, group_t *group, const void *key, const call_t *call, const transaction_t *transaction,
          uint32_t frame)
{
    group_item_t item = { call, transaction, false };

    if (group->count++ == 0)
        group->call = call;
    add_frame(group, frame);
    if (key != NULL)
        g_hash_table_add(group->calls, (void *)key);
    if (transaction != NULL) {
        g_array_append_val(group->items, item);
        g_hash_table_insert(groups->by_transaction, (void *)transaction, group);
    }
}

static int
compare_frames(const void *a, const void *b)
{
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;

    return first < second ? -1 : first > second;
}

/* The first of both. */
static void
join_frames(group_t *group, const group_t *other)
{
    uint32_t frames[2 * GROUP_MAX_FRAMES];
    unsigned count = group->num_frames, kept = 0;

    memcpy(frames, group->frames, count * sizeof *frames);
    memcpy(frames + count, other->frames, other->num_frames * sizeof *frames);
    count += other->num_frames;
    qsort(frames, count, sizeof *frames, compare_frames);
    for (unsigned i = 0; i < count && kept < GROUP_MAX_FRAMES; i++) {
        if (kept == 0 || frames[i] != group->frames[kept - 1])
            group->frames[kept++] = frames[i];
    }
    group->more_frames = group->more_frames || other->more_frames || count > GROUP_MAX_FRAMES;
    group->num_frames = kept;
}

static void
join_tally(tally_t *tally, const tally_t *other)
{
    for (unsigned i = 0; i < GROUP_MAX_HOSTS && other->names[i] != NULL; i++)
        tally_add(tally, other->names[i], other->counts[i]);
    tally->others += other->others;
}

static gboolean
is_group(void *key, void *value, void *group)
{
    (void)key;
    return value == group;
}

void
group_join(groups_t *groups, group_t *group, group_t *other)
{
    GHashTableIter calls;
    void          *key;

    group->count += other->count;
    join_frames(group, other);
    join_tally(&group->hosts, &other->hosts);
    join_tally(&group->passed_on, &other->passed_on);
    g_hash_table_iter_init(&calls, other->calls);
    while (g_hash_table_iter_next(&calls, &key, NULL))
        g_hash_table_add(group->calls, key);
    for (unsigned i = 0; i < other->items->len; i++) {
        const group_item_t *item = &g_array_index(other->items, group_item_t, i);

        g_array_append_val(group->items, *item);
        if (g_hash_table_lookup(groups->by_transaction, item->transaction) == other)
            g_hash_table_insert(groups->by_transaction, (void *)item->transaction, group);
    }
    g_hash_table_foreach_remove(groups->by_cause, is_group, other);
}

void
tally_add(tally_t *tally, const char *name, unsigned count)
{
    for (unsigned i = 0; i < GROUP_MAX_HOSTS; i++) {
        if (tally->names[i] == NULL)
            tally->names[i] = g_strdup(name);
        if (strcmp(tally->names[i], name) == 0) {
            tally->counts[i] += count;
            return;
        }
    }
    tally->others += count;
}

unsigned
group_calls(const group_t *group)
{
    unsigned calls = g_hash_table_size(group->calls);

    return calls > 0 ? calls : group->count;
}
