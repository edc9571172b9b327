/* reason_words.h
 * What the causes in a Reason say (RFC 3326), where nothing else that a server says is known
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REASON_WORDS_H
#define SIPEXPLAIN_REASON_WORDS_H

#include "findings/case.h"

/* Says what the first one that names a cause means. */
void find_reason_words(finding_case_t *about);

#endif /* SIPEXPLAIN_REASON_WORDS_H */
