/* print.h
 * The report as text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINT_H
#define SIPEXPLAIN_PRINT_H

#include "report/collect.h"
#include "report/printed.h"

/* What was collected so far, in lines of so many columns at most; its parts are the problems. To be freed with printed_free(). */
printed_t print_report(const collection_t *collection, unsigned columns);

#endif /* SIPEXPLAIN_PRINT_H */
