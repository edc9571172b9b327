/* order.h
 * The order of the groups: the worst first
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ORDER_H
#define SIPEXPLAIN_ORDER_H

#include "report/groups.h"

/*
 * Fills in what has become of the messages of the group so far: how many of the
 * failures were followed by a try that succeeded; of how many that is so, or the
 * request got through elsewhere; and how bad it is: 0 for what is normal, else the
 * worse, the higher.
 */
void group_judge(group_t *group);

/* Compares pointers to groups that were judged, for g_ptr_array_sort(). */
int groups_worst_first(const void *a, const void *b);

#endif /* SIPEXPLAIN_ORDER_H */
