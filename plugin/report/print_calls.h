/* print_calls.h
 * The list of calls as text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINT_CALLS_H
#define SIPEXPLAIN_PRINT_CALLS_H

#include "report/calls_collect.h"

/* What was collected so far, in lines of at most so many columns; the caller owns it. */
char *print_calls(const calls_t *calls, unsigned columns);

#endif /* SIPEXPLAIN_PRINT_CALLS_H */
