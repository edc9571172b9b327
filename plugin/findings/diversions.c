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

/*
 * Whether an entry tells that somebody forwarded the call: the new address has
 * the cause of that (RFC 4458, Section 2; RFC 7544, Section 6), or the old one
 * the redirection that came from there (RFC 7044, Section 5). A proxy also
 * changes the user where it puts in the Contact of a registration, or writes a
 * number otherwise.
 */
static bool
tells_of_forwarding(sip_text_t entry)
{
    sip_text_t parameters = sip_address(entry), name, value;

    if (case_text_has(parameters, "reason=sip%3bcause%3d302"))
        return true;
    while (sip_next_parameter(&parameters, &name, &value)) {
        if (sip_text_is(name, "cause"))
            return true;
    }
    return false;
}

/* Whom the call was for at first, by History-Info; empty if it was not forwarded to somebody else, as far as that tells. */
static sip_text_t
first_called(const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   value, first = { NULL, 0 }, none = { NULL, 0 };
    sip_uri_t    before, now;
    unsigned     count = 0;
    bool         forwarded = false;

    while (count < MAX_ENTRIES && sip_next_value(&values, "History-Info", '\0', &value)) {
        if (count++ == 0)
            first = sip_address(value);
        forwarded = forwarded || tells_of_forwarding(value);
    }
    if (count < 2 || !forwarded || !sip_parse_uri(first, &before) || !sip_parse_uri(view_request_uri(request), &now)
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
