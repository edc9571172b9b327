/* acknowledgements.c
 * Causes of a 2xx that comes again: ACKs that are missing, late or for the wrong target
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "finding_sentences.h"

void
find_in_acknowledgements(finding_case_t *about)
{
    (void)about;
}
