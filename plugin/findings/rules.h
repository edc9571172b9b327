/* rules.h
 * The rules, by subject
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_RULES_H
#define SIPEXPLAIN_RULES_H

#include "findings/finding.h"

/*
 * The rules, by subject: each function looks whether its occasion is there, and
 * leaves what it finds by the functions of finding_sentences.h, the strongest
 * first. Rules see this message and earlier ones only. Where a text that they
 * need is not known, they find nothing.
 */
void find_in_authentication(finding_case_t *about);
void find_in_conditions(finding_case_t *about);
void find_in_identity(finding_case_t *about);
void find_in_extensions(finding_case_t *about);
void find_in_forwards(finding_case_t *about);
void find_in_lengths(finding_case_t *about);
void find_in_limits(finding_case_t *about);
void find_in_media(finding_case_t *about);
void find_in_references(finding_case_t *about);
void find_in_sequence(finding_case_t *about);
void find_in_targets(finding_case_t *about);
void find_in_tags(finding_case_t *about);       /* what the four before it do not explain */
void find_in_bindings(finding_case_t *about);
void find_in_malformed(finding_case_t *about);
void find_in_missing(finding_case_t *about);
void find_in_dialogs(finding_case_t *about);
void find_in_acknowledgements(finding_case_t *about);
void find_in_endings(finding_case_t *about);
void find_in_subscriptions(finding_case_t *about);
void find_in_transfers(finding_case_t *about);
void find_in_addressing(finding_case_t *about);     /* what no dialog and no credentials explain */
void find_in_provisionals(finding_case_t *about);
void find_in_hops(finding_case_t *about);
void find_in_hangup(finding_case_t *about);
void find_in_network(finding_case_t *about);
void find_in_other_leg(finding_case_t *about);
void find_in_unnamed_identity(finding_case_t *about);   /* where nothing else explains a refusal */
void find_in_ringing(finding_case_t *about);
void find_in_pings(finding_case_t *about);
void find_in_silence(finding_case_t *about);
void find_in_words(finding_case_t *about);      /* what no rule before it quotes */
void find_in_diversions(finding_case_t *about);     /* no cause, so it comes last */

/*
 * Rules that need what came later, or that nothing did. They run when the
 * capture has been read, and their findings are not kept.
 */
void find_late_in_authentication(finding_case_t *about);
void find_late_in_hops(finding_case_t *about);
void find_late_in_overlap(finding_case_t *about);
void find_late_in_dialogs(finding_case_t *about);
void find_late_in_silence(finding_case_t *about);
void find_late_in_lengths(finding_case_t *about);
void find_late_in_references(finding_case_t *about);
void find_late_in_targets(finding_case_t *about);
void find_late_in_acknowledgements(finding_case_t *about);
void find_late_in_endings(finding_case_t *about);
void find_late_in_transfers(finding_case_t *about);
void find_late_in_connections(finding_case_t *about);
void find_late_in_redirections(finding_case_t *about);
void find_late_in_registrations(finding_case_t *about);
void find_late_in_media(finding_case_t *about);
void find_late_in_provisionals(finding_case_t *about);

/* Whether who got this 3xx went on in another call, which was answered (RFC 3261, Section 8.1.3.4). */
bool redirection_was_followed_well(const finding_case_t *about);

#endif /* SIPEXPLAIN_RULES_H */
