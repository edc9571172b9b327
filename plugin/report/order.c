/* order.c
 * The order of the groups of the report: the worst first
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "exchange/exchange.h"
#include "report/parts.h"

void
report_count_tries(const report_group_t *group, unsigned *succeeded, unsigned *none)
{
    *succeeded = *none = 0;
    for (unsigned i = 0; i < group->facts->len; i++) {
        const exchange_facts_t *facts = (const exchange_facts_t *)g_ptr_array_index(group->facts, i);

        if (facts->retry_final_code >= 200 && facts->retry_final_code <= 299)
            (*succeeded)++;
        else if (facts->retry_frame == 0 && facts->complete && facts->request_frame != 0)
            (*none)++;
    }
}

unsigned
report_count_acked(const report_group_t *group)
{
    unsigned acked = 0;

    for (unsigned i = 0; i < group->acks->len; i++)
        acked += *(const bool *)g_ptr_array_index(group->acks, i);
    return acked;
}

enum {
    NORMAL,
    OVERCOME,       /* it went on all the same */
    DECLINED,       /* by somebody who may have wanted to */
    NOT_REACHED,
    FAILED
};

static unsigned
grade_of_response(const report_group_t *group)
{
    unsigned succeeded, none;

    report_count_tries(group, &succeeded, &none);
    switch (group->explanation.record != NULL ? group->explanation.outcome : OUTCOME_FAILURE) {
    case OUTCOME_SERVER_FAILURE:
    case OUTCOME_FAILURE:
        return succeeded < group->count ? FAILED : OVERCOME;
    case OUTCOME_UNAVAILABLE:
        return succeeded < group->count ? NOT_REACHED : OVERCOME;
    case OUTCOME_DECLINED:
        return DECLINED;
    case OUTCOME_ADJUST:
    case OUTCOME_REDIRECTION:
        return succeeded < group->count ? OVERCOME : NORMAL;
    default:
        return NORMAL;
    }
}

static unsigned
grade_of(const report_group_t *group)
{
    switch (group->kind) {
    case REPORT_NO_ACK:
        return report_count_acked(group) < group->count ? FAILED : OVERCOME;
    case REPORT_UNANSWERED:
    case REPORT_UNDELIVERED:
        return FAILED;
    default:
        return grade_of_response(group);
    }
}

/* What ends a call or registration comes before all else. */
unsigned
report_badness(const report_group_t *group)
{
    unsigned grade = grade_of(group);
    bool     vital = strcmp(group->method, "INVITE") == 0 || strcmp(group->method, "REGISTER") == 0;

    return grade > OVERCOME && vital ? grade + FAILED : grade;
}

unsigned
report_calls_of(const report_group_t *group)
{
    unsigned calls = g_hash_table_size(group->calls);

    return calls > 0 ? calls : group->count;
}

static int
compare(unsigned a, unsigned b)
{
    return a < b ? -1 : a > b;
}

int
report_worst_first(const void *a, const void *b)
{
    const report_group_t *first = *(report_group_t *const *)a, *second = *(report_group_t *const *)b;
    int                   order = compare(report_badness(second), report_badness(first));

    if (order == 0)
        order = compare(report_calls_of(second), report_calls_of(first));
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

