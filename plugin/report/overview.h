/* overview.h
 * The beginning of the report: how much there is of what, and how it ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OVERVIEW_H
#define SIPEXPLAIN_OVERVIEW_H

#include "report/collect.h"
#include "report/counts.h"

/* The ratios are those of RFC 6076, Section 4. */
void print_overview(const collection_t *collection, const counts_t *counts);

#endif /* SIPEXPLAIN_OVERVIEW_H */
