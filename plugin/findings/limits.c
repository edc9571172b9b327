/* limits.c
 * Times that a request asks for, and that are too short for the server (422, 423)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions of a call, and bindings of a REGISTER, are looked at. */
#define MAX_LOOKED_AT   64

/* RFC 4028, Section 4. */
static bool
session_time(const message_view_t *request, uint32_t *seconds)
{
    return view_number(request, "Session-Expires", 'x', seconds);
}

static bool
session_minimum(const message_view_t *response, uint32_t *seconds)
{
    return view_number(response, "Min-SE", '\0', seconds);
}

/* The time that a value of Contact asks for; false if it leaves that to Expires. */
static bool
contact_time(sip_text_t contact, uint32_t *seconds)
{
    sip_text_t name, value;

    while (sip_next_parameter(&contact, &name, &value)) {
        if (sip_text_is(name, "expires") && sip_parse_number(value, seconds))
            return true;
    }
    return false;
}

/* RFC 3261, Section 10.2.1.1: the shortest time that is asked for, which is 0 for a binding that goes. */
static bool
binding_time(const message_view_t *request, uint32_t *seconds)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   contact;
    uint32_t     usual = 0, time;
    bool         given = view_number(request, "Expires", '\0', &usual), any = false;

    for (unsigned seen = 0; sip_next_value(&values, "Contact", 'm', &contact); seen++) {
        if (seen == MAX_LOOKED_AT)
            return false;
        if (!contact_time(contact, &time)) {
            if (!given)
                continue;
            time = usual;
        }
        if (time > 0 && (!any || time < *seconds)) {
            *seconds = time;
            any = true;
        }
    }
    if (!any && given)
        *seconds = usual;
    return any || given;
}

static bool
binding_minimum(const message_view_t *response, uint32_t *seconds)
{
    return view_number(response, "Min-Expires", '\0', seconds);
}

/*
 * An earlier request that asked for the same, and was told the minimum; NULL if
 * there is none, or if the client has learnt of it in between.
 */
static const transaction_t *
find_told(const finding_case_t *about, uint32_t sent, bool (*time_of)(const message_view_t *, uint32_t *),
          bool (*minimum_of)(const message_view_t *, uint32_t *))
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t request, final;
        uint32_t       time, minimum;

        if (item->method != transaction->method || item->final_code == 0
            || item->final_frame >= transaction->request_frame || !legs_equal(&item->leg, &transaction->leg))
            continue;
        if (item->final_code < 300)
            return NULL;
        if (item->final_code != about->code)
            continue;
        request = transaction_request(item);
        final = transaction_final(item);
        if (view_is_known(&request) && view_is_known(&final) && time_of(&request, &time) && time == sent
            && minimum_of(&final, &minimum) && minimum > sent)
            return item;
    }
    return NULL;
}

static void
find_session_time(finding_case_t *about)
{
    const transaction_t *told;
    uint32_t             sent, minimum;

    if (!session_time(&about->request, &sent))
        return;
    if (!view_has(&about->message, "Min-SE", '\0')) {
        find_session_expires_low_untold(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, sent);
        return;
    }
    if (!session_minimum(&about->message, &minimum) || sent >= minimum)
        return;
    told = find_told(about, sent, session_time, session_minimum);
    if (told != NULL)
        find_session_expires_low_again(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, sent,
                                       told->final_frame, minimum);
    else
        find_session_expires_low(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, sent,
                                 minimum);
}

static void
find_binding_time(finding_case_t *about)
{
    const transaction_t *told;
    uint32_t             sent, minimum;

    if (!binding_time(&about->request, &sent) || sent == 0)
        return;
    if (!view_has(&about->message, "Min-Expires", '\0')) {
        find_expires_low_untold(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, sent);
        return;
    }
    if (!binding_minimum(&about->message, &minimum) || sent >= minimum)
        return;
    told = find_told(about, sent, binding_time, binding_minimum);
    if (told != NULL)
        find_expires_low_again(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, sent,
                               told->final_frame, minimum);
    else
        find_expires_low(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, sent, minimum);
}

void
find_in_limits(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || (about->code != 422 && about->code != 423) || !case_is_whole(about))
        return;
    if (about->code == 422)
        find_session_time(about);
    else
        find_binding_time(about);
}
