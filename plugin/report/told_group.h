/* told_group.h
 * What is told of a group of messages that have the same cause
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_TOLD_GROUP_H
#define SIPEXPLAIN_TOLD_GROUP_H

#include "report/groups.h"
#include "report/told.h"

/* Adds something that went wrong: the one with this number, counted from 0, in a list of groups. */
void tell_wrong(GArray *items, const GPtrArray *groups, unsigned number);

/* Adds something that is normal. */
void tell_normal(GArray *items, const group_t *group);

#endif /* SIPEXPLAIN_TOLD_GROUP_H */
