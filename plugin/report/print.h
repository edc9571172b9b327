/* print.h
 * Writes the report to standard output
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINT_H
#define SIPEXPLAIN_PRINT_H

#include "report/collect.h"
#include "report/counts.h"
#include "report/ending.h"

void print_report(const collection_t *collection, const ending_t *ending, const counts_t *counts);

#endif /* SIPEXPLAIN_PRINT_H */
