/* network.c
 * What the network shows: who spoke, who was silent, and when
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "finding_sentences.h"

void
find_in_network(finding_case_t *about)
{
    (void)about;
}

void
find_late_in_network(finding_case_t *about)
{
    (void)about;
}
