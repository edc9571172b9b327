/* other_leg.c
 * A call that failed because its other leg did
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/other_leg.h"
#include "findings/hangup.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* Whether that nothing came back from there can be why the code is what it is. */
static bool
may_be_of_silence(const finding_case_t *about)
{
    return about->code == 408 || about->code == 480 || about->code == 500 || (about->code >= 502 && about->code <= 504)
        || pbx_hangup_cause(about) != NULL;
}

/* The host that gave up had made a call of its own of this one, and nothing came back for that. */
static void
find_silent_leg(finding_case_t *about, const other_leg_t *other, sip_text_t target)
{
    const transaction_t *invite = other->transaction;
    int64_t              time = about->moment->now - invite->time;

    if (!may_be_of_silence(about))
        return;
    if (other->certain)
        find_next_hop_silent_leg(about, CERTAINTY_SHOWN, invite->request_frame, target, time);
    else
        find_next_hop_silent_leg_likely(about, CERTAINTY_LIKELY, invite->request_frame, target, time);
}

void
find_in_other_leg(finding_case_t *about)
{
    const transaction_t *invite;
    other_leg_t          other;
    sip_text_t           target;

    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || about->code == 487
        || about->transaction->method != METHOD_INVITE || view_to_tag(&about->request).length > 0
        || case_has(about, FINDING_PASSED_ON) || case_has(about, FINDING_OTHER_LEG))
        return;
    other = case_other_leg(about);
    invite = other.transaction;
    if (invite == NULL)
        return;
    target = case_host_port(about, invite->leg.to, invite->leg.to_port);
    if (invite->final_code == 0 && invite->icmp_frame == 0)
        find_silent_leg(about, &other, target);
    else if (invite->final_code == 0 && other.certain)
        find_other_leg_icmp(about, CERTAINTY_SHOWN, invite->request_frame, target, invite->icmp_frame);
    else if (invite->final_code == 0)
        find_other_leg_icmp_likely(about, CERTAINTY_LIKELY, invite->request_frame, target, invite->icmp_frame);
    else if (other.certain)
        find_other_leg(about, CERTAINTY_SHOWN, invite->request_frame, target, invite->final_code, invite->final_frame);
    else
        find_other_leg_likely(about, CERTAINTY_LIKELY, invite->request_frame, target, invite->final_code,
                              invite->final_frame);
}
