/* sequence.h
 * What other rules ask about the order of requests
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SEQUENCE_H
#define SIPEXPLAIN_SEQUENCE_H

#include "findings/case.h"

/*
 * The earlier request of the same side in the dialog with the highest CSeq number, if
 * that is above the number of this one (RFC 3261, Section 12.2.2); NULL if there is none.
 */
const transaction_t *request_numbered_higher(const finding_case_t *about);

#endif /* SIPEXPLAIN_SEQUENCE_H */
