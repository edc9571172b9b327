/* passport.h
 * The signed caller identity: a value of the Identity header field (RFC 8224)
 * and the PASSporT in it (RFC 8225, RFC 8588)
 *
 * The signature is not checked: that needs the certificate.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PASSPORT_H
#define SIPEXPLAIN_PASSPORT_H

#include <stdint.h>

#include "message/header_fields.h"

/* A longer value is not read. */
#define PASSPORT_MAX_BYTES      (64u * 1024)

/* So many numbers, and as many URIs, of dest are read. */
#define PASSPORT_MAX_DEST       8

typedef enum {
    PASSPORT_UNREAD,        /* too long, of RFC 4474, or a JSON that readers read differently: nothing is known of it */
    PASSPORT_FULL,          /* header.payload.signature */
    PASSPORT_COMPACT        /* ..signature: the verifier makes the other parts itself (RFC 8224, Section 4) */
} passport_form_t;

/* What is wrong with the form; the first that is met. */
typedef enum {
    PASSPORT_GOOD,
    PASSPORT_PARTS,         /* not three parts: number says how many there are */
    PASSPORT_BASE64,        /* part number has a character that base64url has not: name */
    PASSPORT_JSON,          /* part number is no JSON object */
    PASSPORT_MISSING,       /* the claim, or parameter of the header field, that is called name is missing */
    PASSPORT_WRONG,         /* the claim name is of another type than it has to be */
    PASSPORT_DIFFERS,       /* the parameter name and the claim of the PASSporT are not the same */
    PASSPORT_SIGNATURE      /* the signature has number bytes; with ES256 it has 64 (RFC 7518, Section 3.4) */
} passport_fault_t;

/*
 * The texts point into the value or into memory of the PASSporT; they are empty
 * where something is missing.
 */
typedef struct {
    passport_form_t  form;
    passport_fault_t fault;
    unsigned         number;            /* see passport_fault_t */
    sip_text_t       name;
    sip_text_t       info;              /* parameters of the header field; of info what is between < and > */
    sip_text_t       info_alg;
    sip_text_t       info_ppt;
    sip_text_t       alg;               /* header of the PASSporT */
    sip_text_t       typ;
    sip_text_t       ppt;
    sip_text_t       x5u;
    sip_text_t       attest;            /* payload */
    sip_text_t       origid;
    sip_text_t       orig_tn;
    sip_text_t       orig_uri;
    sip_text_t       dest_tn[PASSPORT_MAX_DEST];
    sip_text_t       dest_uri[PASSPORT_MAX_DEST];
    unsigned         num_dest_tn;
    unsigned         num_dest_uri;
    bool             more_dest;         /* there are others */
    sip_text_t       div_tn;            /* RFC 8946: from where the call was diverted */
    bool             has_iat;
    int64_t          iat;               /* s since the epoch */
    char            *decoded[2];        /* header and payload, whose memory passport_clear() frees */
} passport_t;

/* Reads a value of Identity. passport_clear() has to follow, whatever is found. */
void passport_read(passport_t *passport, sip_text_t value);

void passport_clear(passport_t *passport);

#endif /* SIPEXPLAIN_PASSPORT_H */
