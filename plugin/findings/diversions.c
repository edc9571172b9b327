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

/* The first of the two header fields, Diversion before History-Info; looked for in one go, as few calls have either. */
static bool
find_field(const message_view_t *request, sip_header_field_t *found, bool *history)
{
    sip_text_t         header = request->header;
    sip_header_field_t field;

    *history = false;
    while (sip_find_header_field(&header, "dh", &field)) {
        if (sip_header_field_is(&field, "Diversion", '\0')) {
            *found = field;
            *history = false;
            return true;
        }
        *history = *history || sip_header_field_is(&field, "History-Info", '\0');
    }
    return *history;
}

void
find_in_diversions(finding_case_t *about)
{
    sip_header_field_t field;
    sip_text_t         who, reason;
    uint32_t           frame;
    bool               history;

    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || about->code == 487
        || about->transaction->method != METHOD_INVITE || !view_is_known(&about->request)
        || !find_field(&about->request, &field, &history))
        return;
    frame = about->transaction->request_frame;
    who = history ? first_called(&about->request) : sip_address(field.value);
    reason = history ? who : view_parameter(&about->request, "Diversion", '\0', "reason");
    if (who.length == 0)
        return;
    if (history)
        find_call_forwarded_history(about, CERTAINTY_SHOWN, about->method, frame, who);
    else if (reason.length > 0)
        find_call_forwarded_reason(about, CERTAINTY_SHOWN, about->method, frame, who, reason);
    else
        find_call_forwarded(about, CERTAINTY_SHOWN, about->method, frame, who);
}
