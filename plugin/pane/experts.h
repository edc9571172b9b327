/* experts.h
 * The expert info of responses and requests
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_EXPERTS_H
#define SIPEXPLAIN_EXPERTS_H

#include "catalogue/explanation.h"
#include "exchange/exchange.h"
#include "findings/findings.h"

/* Registers the expert infos for this protocol. */
void experts_register(int proto);

/* Forgets what was told of the capture, as another one begins or another language is chosen. */
void experts_forget(void);

/* Adds the expert info of a response; item: the one that it belongs to, or NULL where there is no tree. */
void experts_add_of_response(const moment_t *moment, proto_item *item, const explanation_t *explanation,
                             const finding_t *found);

/* The same of a request about which something was found. */
void experts_add_of_request(const moment_t *moment, proto_item *item, const finding_t *found);

/* Whether expert info that has no item is read nevertheless. */
bool experts_are_read(const packet_info *pinfo);

/*
 * The status codes of responses that leave nothing but a severity, which was
 * told: set and read by who explains messages, as this is asked for each of them.
 */
extern bool experts_noted[SIP_CODE_MAX + 1];

#endif /* SIPEXPLAIN_EXPERTS_H */
