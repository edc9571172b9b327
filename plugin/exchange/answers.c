/* answers.c
 * Which hosts answered which others, and when they last did
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/answers.h"
#include "exchange/hash.h"

/* So many ports of a host are told apart, which is one as a rule. */
#define MAX_PORTS   8

typedef struct {
    host_t    from, to;
    answer_t *answers;
} pair_t;

static wmem_map_t *pairs;       /* in file scope; by themselves */
static pair_t     *last_pair;   /* many answers in a row are of the same hosts */

static void
forget(void)
{
    pairs = NULL;
    last_pair = NULL;
}

void
answers_register(void)
{
    register_cleanup_routine(forget);
}

static unsigned
pair_hash(const void *key)
{
    const pair_t *pair = (const pair_t *)key;
    uint64_t      mixed = (pair->from * UINT64_C(0x9e3779b97f4a7c15)) ^ (pair->to * UINT64_C(0xc2b2ae3d27d4eb4f));

    return (unsigned)(mixed >> 32);
}

static gboolean
pair_equal(const void *a, const void *b)
{
    const pair_t *first = (const pair_t *)a, *second = (const pair_t *)b;

    return first->from == second->from && first->to == second->to;
}

static pair_t *
find_pair(const leg_t *leg)
{
    pair_t key = { leg->from, leg->to, NULL };

    if (last_pair != NULL && pair_equal(last_pair, &key))
        return last_pair;
    return pairs != NULL ? (pair_t *)wmem_map_lookup(pairs, &key) : NULL;
}

static pair_t *
add_pair(const leg_t *leg)
{
    pair_t *pair = wmem_new0(wmem_file_scope(), pair_t);

    pair->from = leg->from;
    pair->to = leg->to;
    if (pairs == NULL)
        pairs = wmem_map_new(wmem_file_scope(), pair_hash, pair_equal);
    wmem_map_insert(pairs, pair, pair);
    return pair;
}

void
answers_learn(const leg_t *leg, bool fragmented, uint32_t frame, int64_t now)
{
    pair_t   *pair = find_pair(leg);
    answer_t *answer;
    unsigned  count = 0;

    last_pair = pair != NULL ? pair : add_pair(leg);
    for (answer = last_pair->answers; answer != NULL && answer->port != leg->to_port; answer = answer->next)
        count++;
    if (answer == NULL) {
        if (count >= MAX_PORTS)
            return;
        answer = wmem_new0(wmem_file_scope(), answer_t);
        answer->port = leg->to_port;
        answer->next = last_pair->answers;
        last_pair->answers = answer;
    }
    answer->frame = frame;
    answer->time = now;
    answer->fragments = answer->fragments || fragmented;
}

void
answers_note(const leg_t *leg)
{
    if (find_pair(leg) == NULL)
        add_pair(leg);
}

const answer_t *
answers_last(const leg_t *leg)
{
    const pair_t   *pair = find_pair(leg);
    const answer_t *answer = pair != NULL ? pair->answers : NULL;

    while (answer != NULL && answer->port != leg->to_port)
        answer = answer->next;
    return answer;
}

bool
answers_any(const leg_t *leg)
{
    return find_pair(leg) != NULL;
}
