/* acknowledgements.h
 * Whether an INVITE got the ACK that it needs, for other rules
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ACKNOWLEDGEMENTS_H
#define SIPEXPLAIN_ACKNOWLEDGEMENTS_H

#include "findings/case.h"

/*
 * Whether its 2xx came again for want of an ACK: none was seen before this
 * frame, or none that is right, which *wrong is set to then. False where that is
 * not known.
 */
bool invite_lacks_ack(const finding_case_t *about, const transaction_t *invite, const ack_t **wrong);

/* Whether the transaction is an INVITE whose 2xx got an ACK that is right, as far as the capture has been read. */
bool invite_got_ack(const finding_case_t *about);

#endif /* SIPEXPLAIN_ACKNOWLEDGEMENTS_H */
