/* print_calls.h
 * The list of calls as text
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINT_CALLS_H
#define SIPEXPLAIN_PRINT_CALLS_H

#include "report/calls_model.h"
#include "report/printed.h"

/* What was collected so far, in lines of at most so many columns; its parts are the calls. To be freed with printed_free(). */
printed_t print_calls(const calls_t *calls, unsigned columns);

/* Writes lines of the list, call_line_t, and adds them as parts. */
void print_call_lines(const GArray *lines, unsigned columns, printed_t *printed);

#endif /* SIPEXPLAIN_PRINT_CALLS_H */
