/* endings.c
 * How a call ended: BYE and CANCEL with their reasons, session timers, transfers
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "finding_sentences.h"

void
find_in_endings(finding_case_t *about)
{
    (void)about;
}

void
find_late_in_endings(finding_case_t *about)
{
    (void)about;
}
