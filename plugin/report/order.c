/* order.c
 * The order of the groups: the worst first
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/order.h"
#include "exchange/fates.h"
#include "findings/findings.h"

enum {
    NORMAL,
    OVERCOME,       /* it went on all the same */
    DECLINED,       /* by somebody who may have wanted to */
    NOT_REACHED,
    FAILED
};

static unsigned
grade_of_response(const group_t *group)
{
    bool overcome = group->overcome == group->count;

    switch (group->explanation.record != NULL ? group->explanation.outcome : OUTCOME_FAILURE) {
    case OUTCOME_SERVER_FAILURE:
    case OUTCOME_FAILURE:
        return overcome ? OVERCOME : FAILED;
    case OUTCOME_UNAVAILABLE:
        return overcome ? OVERCOME : NOT_REACHED;
    case OUTCOME_DECLINED:
        return DECLINED;
    case OUTCOME_BUSY:
        /* Nobody was busy where the network says that it had no line. */
        if (!group->contradicted)
            return NORMAL;
        return overcome ? OVERCOME : NOT_REACHED;
    case OUTCOME_ADJUST:
    case OUTCOME_REDIRECTION:
        return overcome ? NORMAL : OVERCOME;
    default:
        return NORMAL;
    }
}

/* Whether a host was only asked whether it is there, and says so by refusing. */
static bool
is_sign_of_life(const group_t *group)
{
    for (unsigned i = 0; i < group->found->len; i++) {
        if (finding_is_of_living_host(g_array_index(group->found, uint16_t, i), group->method))
            return true;
    }
    return false;
}

/*
 * A finding that something is to be put right makes a fault of what is no failure,
 * and one that nothing is wrong the reverse; though who had to repeat a response,
 * or could not be reached, is told of all the same.
 */
static unsigned
grade_of(const group_t *group)
{
    unsigned grade = grade_of_response(group);

    if (is_sign_of_life(group))
        return NORMAL;
    if (group->finding < 0)
        return grade;
    if (catalogue_findings[group->finding].level != LEVEL_NORMAL)
        return group->overcome == group->count ? grade : MAX(grade, FAILED);
    if (group->kind == GROUP_AGAIN)
        return OVERCOME;
    return grade == NOT_REACHED ? NOT_REACHED : NORMAL;
}

/* Whether nothing is known of it but that the call failed elsewhere first, which all of a group have in common. */
static bool
is_of_other_leg(const group_t *group)
{
    return group->finding < 0 && group->found->len > 0 && finding_is_of_other_leg(g_array_index(group->found, uint16_t, 0));
}

void
group_judge(group_t *group)
{
    unsigned grade;

    group->succeeded = group->overcome = 0;
    for (unsigned i = 0; i < group->items->len; i++) {
        const group_item_t *item = &g_array_index(group->items, group_item_t, i);
        bool                succeeded = item->went_on || transaction_was_retried_well(item->transaction);

        group->succeeded += succeeded;
        group->overcome += succeeded || transaction_got_through(item->call, item->transaction);
    }
    grade = grade_of(group);
    /* The cause comes before what follows from it. */
    if (is_of_other_leg(group))
        grade = MIN(grade, DECLINED);
    /* What ends a call or registration comes before all else. */
    group->badness = grade > OVERCOME && (strcmp(group->method, "INVITE") == 0 || strcmp(group->method, "REGISTER") == 0)
        ? grade + FAILED : grade;
}

static int
compare(unsigned a, unsigned b)
{
    return a < b ? -1 : a > b;
}

int
groups_worst_first(const void *a, const void *b)
{
    const group_t *first = *(group_t *const *)a, *second = *(group_t *const *)b;
    int            order = compare(second->badness, first->badness);

    if (order == 0)
        order = compare(group_calls(second), group_calls(first));
    if (order == 0)
        order = compare(second->count, first->count);
    if (order == 0)
        order = compare(second->kind, first->kind);
    if (order == 0)
        order = compare(second->explanation.outcome, first->explanation.outcome);
    if (order == 0)
        order = compare(first->frames[0], second->frames[0]);
    return order != 0 ? order : compare(first->explanation.code, second->explanation.code);
}
