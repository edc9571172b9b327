/* html_ladder.h
 * The messages of one call as a drawing in a page
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HTML_LADDER_H
#define SIPEXPLAIN_HTML_LADDER_H

#include "report/ladder.h"

/* Adds the ladder of the example, unless it is empty. number: of the problem, for names of elements */
void html_add_ladder(GString *page, const ladder_t *ladder, unsigned number);

#endif /* SIPEXPLAIN_HTML_LADDER_H */
