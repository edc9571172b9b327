/* digest.h
 * Challenges and credentials, and what was said of a nonce before
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DIGEST_H
#define SIPEXPLAIN_DIGEST_H

#include "findings/case.h"

/* So many earlier transactions of the call are looked at, and so many calls beside it. */
#define DIGEST_MAX_EARLIER      64
#define DIGEST_MAX_OTHER_CALLS  16

/* A challenge, or credentials, and whether those of a proxy. */
typedef struct {
    sip_auth_t auth;
    bool       of_proxy;
} digest_t;

/* Credentials that a challenge asks for once more, and what was said before about their nonce. */
typedef struct {
    digest_t             credentials;
    digest_t             challenge;     /* empty where the response has none, such as a 403 */
    const transaction_t *given;         /* the challenge that brought their nonce; NULL if that was not seen */
    uint32_t             given_frame;   /* of that challenge */
    int64_t              given_time;    /* ms since the epoch; 0 if not known */
    bool                 newest;        /* none was seen after it for this realm */
    bool                 doubtful;      /* but there may be one */
    bool                 with_qop;      /* it offered qop */
    sip_text_t           qop;           /* which */
    bool                 takes_qop;     /* and may take the one that the credentials have */
    const transaction_t *accepted;      /* the last request that was accepted with their nonce; NULL if there was none */
    bool                 replayed;      /* that had the same count */
} digest_answer_t;

/* Without quotes around it, and whether two texts are the same so. */
sip_text_t digest_plain(sip_text_t text);
bool digest_same(sip_text_t a, sip_text_t b);

/* Takes the next challenge from a header, or the next credentials that answer one. */
bool digest_next_challenge(sip_text_t *header, digest_t *found);
bool digest_next_credentials(sip_text_t *header, digest_t *found);

/* Takes the next token from the header of a request: credentials of the scheme Bearer (RFC 8898), which are none of Digest. */
bool digest_next_token(sip_text_t *header, digest_t *found);

/* Whether there is one of the fields in which credentials and tokens are; sets *first to the header from there on. */
bool digest_has_fields(const message_view_t *request, sip_text_t *first);

/* Whether the request has credentials, and those for a realm. */
bool digest_has_credentials(const message_view_t *request);
bool digest_find_credentials(const message_view_t *request, const digest_t *realm, digest_t *found);

/* 401 or 407. */
bool digest_is_challenge(unsigned code);

/* Whether a transaction is an earlier one of the same client with the same server. */
bool digest_is_before(const transaction_t *item, const transaction_t *transaction);

/*
 * The credentials that the response refuses, or asks for anew, and what was said
 * of their nonce before; false if the request had none for it.
 */
bool digest_find_answer(const finding_case_t *about, digest_answer_t *answer);

#endif /* SIPEXPLAIN_DIGEST_H */
