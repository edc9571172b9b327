/* print_group.h
 * Writes a group of messages that have the same cause
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINT_GROUP_H
#define SIPEXPLAIN_PRINT_GROUP_H

#include "report/groups.h"

/* Something that went wrong: the one with this number, counted from 0, in a list of groups. */
void print_wrong(const GPtrArray *groups, unsigned number);

/* Something that is normal. */
void print_normal(const group_t *group);

/* A filter that shows the frames; the caller owns it. */
char *frames_filter(const uint32_t *frames, unsigned count);

/* Writes such a filter. more: there are others */
void print_frames(unsigned indent, const uint32_t *frames, unsigned count, bool more);

#endif /* SIPEXPLAIN_PRINT_GROUP_H */
