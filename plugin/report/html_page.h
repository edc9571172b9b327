/* html_page.h
 * The report, and the list of calls below it, as a page
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HTML_PAGE_H
#define SIPEXPLAIN_HTML_PAGE_H

#include "report/calls_collect.h"
#include "report/collect.h"
#include "report/steps.h"

/*
 * What was collected so far as one page, without scripts, and with nothing that
 * would have to be loaded. steps: for drawings of the worst problems; may be
 * NULL. The caller owns the page.
 */
char *html_page(const collection_t *collection, const calls_t *calls, const steps_t *steps);

#endif /* SIPEXPLAIN_HTML_PAGE_H */
