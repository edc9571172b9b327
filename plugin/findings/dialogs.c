/* dialogs.c
 * Causes in dialogs and transactions: tags, CSeq, CANCEL, PRACK, Replaces
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "finding_sentences.h"

void
find_in_dialogs(finding_case_t *about)
{
    (void)about;
}

void
find_late_in_dialogs(finding_case_t *about)
{
    (void)about;
}
