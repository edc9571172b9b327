/* registrations.h
 * Which users were registered where, and until when
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REGISTRATIONS_H
#define SIPEXPLAIN_REGISTRATIONS_H

#include "exchange/transactions.h"

/*
 * What a registrar last said of the bindings of an address-of-record (RFC 3261,
 * Section 10.3). Times in ms since the epoch; a frame is 0 where there is none.
 */
typedef struct registration {
    struct registration *next;          /* at another registrar */
    host_t               registrar;
    int64_t              time;          /* of the last success */
    int64_t              until;         /* when its last binding runs out; 0: it left none; INT64_MAX: not known */
    uint32_t             frame;         /* of the last success */
    uint32_t             request_frame;
    uint32_t             refused_frame; /* of the last failure but the first challenge */
    uint32_t             refused_request_frame;
    uint16_t             refused_code;
    bool                 removed;       /* the last success took bindings away */
} registration_t;

/* Whether a REGISTER takes bindings away, and adds none (RFC 3261, Section 10.2.2). */
bool register_removes_only(const message_view_t *request);

/* Registers that the memory ends with the capture. */
void registrations_register(void);

/* Notes the final response of a REGISTER; costs next to nothing until somebody asks. */
void registrations_note(const transaction_t *transaction);

/*
 * What is known of this address-of-record; NULL if nothing is, or if the text of
 * some REGISTER was overwritten before somebody asked, so that more may be.
 */
const registration_t *registrations_of(sip_text_t user, sip_text_t host);

/* Whether the registrar took a REGISTER whose To has this host; true where it is not known. */
bool registrations_accept_host(host_t registrar, sip_text_t host);

/* Whether it took one whose Contact has another user than To; true where it is not known. */
bool registrations_accept_contact(host_t registrar);

#endif /* SIPEXPLAIN_REGISTRATIONS_H */
