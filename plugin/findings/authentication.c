/* authentication.c
 * Causes in challenges and credentials: RFC 3261, Section 22; RFC 7616; RFC 8760
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "finding_sentences.h"

void
find_in_authentication(finding_case_t *about)
{
    (void)about;
}

void
find_late_in_authentication(finding_case_t *about)
{
    (void)about;
}

bool
findings_refuse_credentials(const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        if (found->finding == FINDING_AUTH_REFUSED)
            return true;
    }
    return false;
}
