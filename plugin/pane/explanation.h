/* explanation.h
 * What is explained of a response or request, in the packet details
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PANE_EXPLANATION_H
#define SIPEXPLAIN_PANE_EXPLANATION_H

#include "catalogue/explanation.h"
#include "exchange/exchange.h"
#include "findings/findings.h"
#include "message/message_text.h"

/* Registers the fields, trees and expert infos for this protocol. */
void explanation_register(int proto);

/*
 * Adds the item of a response with its expert info and, if text is given, all
 * fields that somebody looks at. text: where the message lies, or NULL where
 * nobody looks at our fields; tree: NULL if there is none
 */
void explanation_add_of_response(const moment_t *moment, proto_tree *tree, tvbuff_t *frame, const message_text_t *text,
                                 const explanation_t *explanation, const finding_t *found);

/*
 * The same of a request, which is explained where it says why it was sent, as a
 * BYE or CANCEL with Reason, and where something was found about it.
 */
void explanation_add_of_request(const moment_t *moment, proto_tree *tree, tvbuff_t *frame, const message_text_t *text,
                                const finding_t *found);

/* Whether somebody looks at a field that what is found only later has a part in. Code and outcome have none. */
bool explanation_wants_late(proto_tree *tree);

/* Whether somebody looks at what requests have, too. */
bool explanation_wants_requests(proto_tree *tree);

#endif /* SIPEXPLAIN_PANE_EXPLANATION_H */
