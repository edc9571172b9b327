/* findings.h
 * The causes that the packets themselves show
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FINDINGS_H
#define SIPEXPLAIN_FINDINGS_H

#include "catalogue/catalogue.h"
#include "catalogue/explanation.h"
#include "exchange/exchange.h"
#include "findings/finding.h"

/* proto: whose data the findings of a frame are */
void findings_register(int proto);

/*
 * What is found about a message, the strongest first; NULL if nothing is. On the
 * first pass the rules look at it, and what they find is kept.
 */
const finding_t *findings_of(const moment_t *moment);

/*
 * The same, and behind it, when the capture has been read, what later frames
 * show. first: what findings_of() gave. The latter are in packet scope.
 */
const finding_t *findings_with_late(const moment_t *moment, const finding_t *first);

/*
 * What later frames, or that nothing came, show about a request without a final
 * response, or else about that response, without the message: for who tells of
 * all when the capture has been read. In packet scope of pinfo.
 */
const finding_t *findings_of_transaction(packet_info *pinfo, const call_t *call, const transaction_t *transaction);

/*
 * What the end of the capture shows about a final response in place of this finding
 * (FINDING_..., or -1 for none); NULL if it stands. In packet scope of pinfo.
 */
const finding_t *findings_at_end(packet_info *pinfo, const call_t *call, const transaction_t *transaction, int finding);

/*
 * The finding (FINDING_..., or -1 for none) that is to be told of a transaction
 * instead of this one when the capture has been read: an ACK that is missing may
 * have come late. The same one where nothing is better known.
 */
int finding_at_end(packet_info *pinfo, const call_t *call, const transaction_t *transaction, int finding);

/* Whether who got a redirection called the other address in another call, and that was answered. */
bool redirection_went_well(packet_info *pinfo, const call_t *call, const transaction_t *transaction);

/*
 * What leads the findings, if it is a cause; NULL if it is not. What later frames
 * show does not count, as summary and expert info are the same on every pass.
 */
const finding_record_t *findings_leading_cause(const finding_t *found);

/*
 * The cause that was found of the final response that this one repeats, of which
 * nothing is found once more; NULL if it repeats none, or there is no cause.
 */
const finding_record_t *findings_repeated_cause(const moment_t *moment);

/* The summary of a response, in the language: its cause, where one was found, or else what the code says. */
const char *findings_summary(const explanation_t *explanation, const finding_t *found);

/*
 * That a cause of Q.850 in a Reason says something else than the code, and is the
 * more exact one of the two; its first value is the cause. NULL if there is none.
 */
const finding_t *findings_contradiction(const finding_t *found);

/*
 * What is said of a response that such a cause contradicts: its name, which is
 * English in every language, and number. It lives forever.
 */
const char *findings_cause_heading(uint32_t number);

/*
 * Whether a response with this code follows from the failure of another leg, and
 * has another code than that, which the host here chose.
 */
bool findings_failed_elsewhere(const finding_t *found, unsigned code);

/* The English text of that summary. */
const char *findings_summary_text(const explanation_t *explanation, const finding_t *found);

/* Whether the findings show that what the code usually has as its cause is not the cause here. */
bool findings_rule_out_usual(const finding_t *found);

/*
 * Whether a response gives a cause in words of the server's own, in its phrase,
 * a Warning or a Reason, be they known or not: what the code usually has as its
 * cause is no more than a guess beside them. It reads the message.
 */
bool server_says_more(const moment_t *moment);

/* Whether the findings of a challenge say that it refuses the credentials of the request. */
bool findings_refuse_credentials(const finding_t *found);

/* The same of a message, also where it repeats a challenge, about which nothing is found once more. */
bool moment_refuses_credentials(const moment_t *moment, const finding_t *found);

/* Whether a finding (FINDING_..., or -1 for none) says that the account is wrong, which a later success disproves. */
bool finding_blames_account(int finding);

/* Whether this (FINDING_...) says that the same call failed on its other leg first, so that the root cause is there. */
bool finding_is_of_other_leg(int finding);

/* Whether it says that a request of this method only asked whether a host is there, and it is. */
bool finding_is_of_living_host(int finding, const char *method);

/* Whether credentials that were refused were followed at once by ones that were accepted, as far as the capture goes. */
bool refusal_was_overcome(const transaction_t *transaction);

/* Whether a later frame may disprove one of the findings that the first pass made of a response with this code. */
bool findings_may_be_taken_back(const finding_t *found, unsigned code);

/* Whether one of the late findings disproves a finding of the first pass (FINDING_...), which is not shown any more then. */
bool finding_is_taken_back(unsigned finding, const finding_t *late);

#endif /* SIPEXPLAIN_FINDINGS_H */
