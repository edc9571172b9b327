/* html_calls.h
 * The list of calls as a part of a page
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HTML_CALLS_H
#define SIPEXPLAIN_HTML_CALLS_H

#include "report/calls_collect.h"

/* Adds what was collected so far. */
void html_add_calls(GString *page, const calls_t *calls);

#endif /* SIPEXPLAIN_HTML_CALLS_H */
