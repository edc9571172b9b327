/* reasons.h
 * What the Reason of a BYE or CANCEL says, for the rules of how calls end
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REASONS_H
#define SIPEXPLAIN_REASONS_H

#include "findings/case.h"

/* Where a BYE or CANCEL tells why it was sent. */
#define TOLD_IN_REASON      1u
#define TOLD_BY_ASTERISK    2u  /* in a field of its own */

/* The places in which the message does; 0 if in none, which costs little. */
unsigned told_why(const finding_case_t *about);

/* Whether a CANCEL says that another device took the call (RFC 3326, Section 3.1), or what else became of another branch. */
bool tells_of_elsewhere(const message_view_t *cancel);

/* The Reason by which another branch failed, or a proxy gave up; empty if the CANCEL has none. */
sip_text_t failure_elsewhere(const message_view_t *cancel);

/* Finds what the Reason of a BYE or CANCEL says, and what was not found before. */
void find_in_reasons(finding_case_t *about);

/* The same of the field in which Asterisk has its cause. */
void find_in_hangup_cause(finding_case_t *about);

#endif /* SIPEXPLAIN_REASONS_H */
