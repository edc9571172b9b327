/* identity.h
 * The signed caller identity of a request, for the rules about it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_IDENTITY_H
#define SIPEXPLAIN_IDENTITY_H

#include "findings/case.h"
#include "message/passport.h"

/* What the Identity header fields of a request say. */
typedef struct {
    passport_t passport;        /* the one that is about the caller; passport_clear() has to follow */
    unsigned   count;           /* how many there are; 0: the rest is not known */
    bool       diverted;        /* one tells of a diversion (RFC 8946), by which numbers may differ */
} identity_t;

void identity_read(identity_t *identity, const message_view_t *request);

bool identity_is_there(const message_view_t *request);

/*
 * Rules about what such a request says, each with its findings, where the server
 * found fault with it. certificate: only what keeps it from the certificate
 */
void find_malformed_identity(finding_case_t *about, const identity_t *identity, bool certificate);
void find_algorithm_of_identity(finding_case_t *about, const identity_t *identity);
void find_time_of_identity(finding_case_t *about, const identity_t *identity);
void find_numbers_of_identity(finding_case_t *about, const identity_t *identity);

/* What it says, as evidence. words: of the server, where they say that it is too old, though it is not; else empty */
void find_shown_identity(finding_case_t *about, const identity_t *identity, sip_text_t words);

/* Whether iat and Date are near the time of the request, as far as they are known. */
bool identity_is_fresh(const finding_case_t *about, const identity_t *identity);

#endif /* SIPEXPLAIN_IDENTITY_H */
