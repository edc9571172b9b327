/* misfits.h
 * Credentials that are not what the challenge asks for
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MISFITS_H
#define SIPEXPLAIN_MISFITS_H

#include "findings/digest.h"

/* Looks whether nc has not the form that RFC 7616 gives it; returns whether that is so. */
bool misfits_find_in_form(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether the credentials of a request that is challenged leave out a realm that they had before. */
void misfits_find_in_answer(finding_case_t *about);

#endif /* SIPEXPLAIN_MISFITS_H */
