/* subscriptions.c
 * Subscriptions that their notifier does not permit (RFC 6665)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* RFC 6665, Section 4.1.3: of the reasons, this one alone says that asking again is of no use. */
void
find_in_subscriptions(finding_case_t *about)
{
    sip_text_t state, event;

    if (about->moment->kind != MOMENT_REQUEST || about->moment->method != METHOD_NOTIFY)
        return;
    state = view_value(&about->message, "Subscription-State", '\0');
    event = view_value(&about->message, "Event", 'o');
    event = sip_take_token(&event);
    /* What a REFER asked for is told of by the body. */
    if (event.length == 0 || sip_text_is(event, "refer") || !sip_text_is(sip_take_token(&state), "terminated")
        || !sip_text_is(view_parameter(&about->message, "Subscription-State", '\0', "reason"), "rejected"))
        return;
    find_subscription_rejected(about, CERTAINTY_SHOWN, event);
}
