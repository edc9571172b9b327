/* diversions.c
 * Calls that were forwarded before they came to where they fail (RFC 5806, RFC 7044)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"
#include "message/uri.h"

/* So many values of History-Info are looked at. */
#define MAX_ENTRIES     16

/* Whom the call was for at first, by History-Info; empty if it was not forwarded to somebody else, as far as that tells. */
static sip_text_t
first_called(const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   value, first = { NULL, 0 }, none = { NULL, 0 };
    sip_uri_t    before, now;
    unsigned     count = 0;

    while (count < MAX_ENTRIES && sip_next_value(&values, "History-Info", '\0', &value)) {
        if (count++ == 0)
            first = sip_address(value);
    }
    /* Each proxy may add an entry, so that the user tells. */
    if (count < 2 || !sip_parse_uri(first, &before) || !sip_parse_uri(view_request_uri(request), &now)
        || before.user.length == 0 || sip_texts_equal(before.user, now.user))
        return none;
    first.length = (size_t)(before.host.bytes + before.host.length - first.bytes);
    return first;
}

void
find_in_diversions(finding_case_t *about)
{
    sip_text_t who, reason;

    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || about->code == 487
        || about->transaction->method != METHOD_INVITE || !view_is_known(&about->request))
        return;
    who = sip_address(view_value(&about->request, "Diversion", '\0'));
    reason = view_parameter(&about->request, "Diversion", '\0', "reason");
    if (who.length > 0 && reason.length > 0)
        find_call_forwarded_reason(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, who, reason);
    else if (who.length > 0)
        find_call_forwarded(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, who);
    else if ((who = first_called(&about->request)).length > 0)
        find_call_forwarded_history(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, who);
}
