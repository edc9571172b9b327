/* parts.h
 * What report_print() is made of
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REPORT_PARTS_H
#define SIPEXPLAIN_REPORT_PARTS_H

#include "report/report.h"

/* Writes how much there is of what, and how it ended (RFC 6076, Section 4). */
void report_print_overview(const report_t *report);

/* How long the capture goes on after the request was first seen, in ms. */
uint32_t report_time_left(const report_t *report, const report_request_t *request);

/* Whether nothing came back for a request that was sent again, or for long, or that an ICMP error came back for. */
bool report_is_unanswered(const report_t *report, const report_request_t *request);

/* Makes groups of such requests; they belong to *made, by a text of its own for each. */
void report_group_unanswered(const report_t *report, GHashTable *made);

/* How many of the responses were followed by a try that succeeded, or by none at all. */
void report_count_tries(const report_group_t *group, unsigned *succeeded, unsigned *none);

/* Of how many of the responses that came again for want of an ACK it was seen after all. */
unsigned report_count_acked(const report_group_t *group);

/* How many calls, or other exchanges, it is about. */
unsigned report_calls_of(const report_group_t *group);

/* 0 for what is normal; else the worse, the higher. */
unsigned report_badness(const report_group_t *group);

/* Compares pointers to groups, for g_ptr_array_sort(). */
int report_worst_first(const void *a, const void *b);

#endif /* SIPEXPLAIN_REPORT_PARTS_H */
