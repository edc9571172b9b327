/* own_codes.h
 * The preference sipexplain.codes: codes and meanings of the reader's own
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_OWN_CODES_H
#define SIPEXPLAIN_OWN_CODES_H

#include "compat.h"

#include <epan/prefs.h>

/*
 * Registers the table. A row of it comes before what the catalogue has for its
 * code, where it fills a column; it may also be of a code that the catalogue
 * lacks. A row that cannot be right is refused with a sentence that says why.
 */
void own_codes_register(module_t *module);

#endif /* SIPEXPLAIN_OWN_CODES_H */
