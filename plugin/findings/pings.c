/* pings.c
 * Refusals of an OPTIONS that only asks whether a host is there
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "findings/addressing.h"
#include "findings/rules.h"
#include "findings/ways.h"
#include "finding_sentences.h"

/*
 * Codes by which a host says that it has nobody or nothing of that address, or
 * does not take the method: it lives, and decides about no call.
 */
static bool
is_sign_of_life(unsigned code)
{
    switch (code) {
    case 404: case 405: case 480: case 481: case 484: case 501: case 604:
        return true;
    default:
        return false;
    }
}

/* Whether the response says nothing of its own beside the code. */
static bool
says_no_more(const finding_case_t *about)
{
    return case_phrase_is_registered(about) && !view_has(&about->message, "Warning", '\0')
        && !view_has(&about->message, "Reason", '\0') && !view_has(&about->message, "Error-Info", '\0')
        && words_of_server(about).count == 0;
}

/*
 * Whether another host than the one that it came to is asked for: by a Route, by
 * another address, or as it was passed on (RFC 3261, Section 16.6). That the one
 * in between lives says nothing of it.
 */
static bool
is_for_another(const finding_case_t *about, const refused_t *refused)
{
    const transaction_t *transaction = about->transaction;
    unsigned             seen = 0;

    return view_has(&about->request, "Route", '\0')
        || (host_is_address(refused->host) && !way_is_at_host(about, refused->uri, transaction->leg.to))
        || transaction_next_hop(transactions_with(about->call, transaction->cseq), transaction, &seen) != NULL;
}

/* RFC 3261, Section 11.1: without a user the Request-URI is that of a server. */
void
find_in_pings(finding_case_t *about)
{
    refused_t refused;

    if (about->moment->kind != MOMENT_FINAL || about->transaction->method != METHOD_OPTIONS
        || !is_sign_of_life(about->code) || !case_is_whole(about) || view_to_tag(&about->request).length > 0
        || !says_no_more(about))
        return;
    refused = refused_of(&about->request, about->transaction);
    if (refused.number.length == 0 && refused.host.length > 0 && !is_for_another(about, &refused))
        find_ping_answered(about, CERTAINTY_SHOWN, refused.frame, case_host(about, about->transaction->leg.to));
}
