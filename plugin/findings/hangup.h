/* hangup.h
 * Whether a PBX ended a call by itself
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HANGUP_H
#define SIPEXPLAIN_HANGUP_H

#include "catalogue/catalogue.h"
#include "findings/case.h"

/*
 * The cause of Q.850 with which the dial plan of Asterisk ended a new call that
 * nobody took, where it has no code for that cause and sends 603; NULL if the
 * response is none of those.
 */
const reason_cause_record_t *pbx_hangup_cause(const finding_case_t *about);

#endif /* SIPEXPLAIN_HANGUP_H */
