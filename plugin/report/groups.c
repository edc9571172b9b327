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
    group_item_t item = { call, transaction };

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

void
tally_add(tally_t *tally, const char *name)
{
    for (unsigned i = 0; i < GROUP_MAX_HOSTS; i++) {
        if (tally->names[i] == NULL)
            tally->names[i] = g_strdup(name);
        if (strcmp(tally->names[i], name) == 0) {
            tally->counts[i]++;
            return;
        }
    }
    tally->others++;
}

unsigned
group_calls(const group_t *group)
{
    unsigned calls = g_hash_table_size(group->calls);

    return calls > 0 ? calls : group->count;
}
