/* credentials.h
 * Credentials that are in order, and that a server need not take all the same
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CREDENTIALS_H
#define SIPEXPLAIN_CREDENTIALS_H

#include "findings/digest.h"

/*
 * A server that takes nonces for longer than this is usual; whoever answers
 * later may be refused for the age of the nonce, also where stale=true is left out.
 */
#define CREDENTIALS_FRESH_MS    10000

/* Looks whether the server calls each nonce too old that it has just given; true if it is so. */
bool credentials_find_always_stale(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether the opaque of the challenge did not come back (RFC 7616, Section 3.4); true if it is so. */
bool credentials_find_other_opaque(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether their qop is none of those that the challenge has (RFC 7616, Section 3.4); true if it is so. */
bool credentials_find_other_qop(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether nc has not the form that RFC 7616 gives it; true if it is so. */
bool credentials_find_wrong_count(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether they leave out a realm that asks for them, and that had them before (RFC 3261, Section 22.3). */
void credentials_find_left_out(finding_case_t *about);

/* Looks whether they are for another user than the request speaks for. */
void credentials_find_other_user(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether they are made for another URI than the Request-URI. */
void credentials_find_other_uri(finding_case_t *about, const digest_answer_t *answer);

/* Looks whether they answer a challenge that is for the other header field: RFC 3261, Sections 22.2 and 22.3. */
void credentials_find_other_field(finding_case_t *about);

/* What the server says of credentials that it does not take, if it is that; else empty. */
sip_text_t credentials_refusing_words(const finding_case_t *about);

#endif /* SIPEXPLAIN_CREDENTIALS_H */
