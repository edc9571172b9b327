/* redirections.c
 * Redirections that nobody follows (RFC 3261, Sections 8.1.3.4 and 16.7)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/fates.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"
#include "message/uri.h"

/* So many transactions and later calls are looked at. */
#define MAX_LOOKED_AT   128

/* Who follows does so at once, or asks the user first. */
#define GIVEN_UP_MS     5000

/* What begins later than that has nothing to do with it. */
#define NEW_CALL_MS     32000

/* So many addresses to go to are looked at. */
#define MAX_CONTACTS    8

typedef struct {
    sip_text_t contacts[MAX_CONTACTS];
    unsigned   count;
    bool       more;        /* there are others, or some that are no SIP addresses */
} targets_t;

static targets_t
read_targets(const message_view_t *response)
{
    sip_values_t values = { response->header, { NULL, 0 } };
    targets_t    targets = { .count = 0 };
    sip_text_t   value;
    sip_uri_t    uri;

    while (sip_next_value(&values, "Contact", 'm', &value)) {
        sip_text_t written = sip_address(value);

        if (targets.count == MAX_CONTACTS || !sip_parse_uri(written, &uri))
            targets.more = true;
        else
            targets.contacts[targets.count++] = written;
    }
    return targets;
}

/* Whether a request goes to this address, or may do so in the words of another host. */
static bool
goes_to(const finding_case_t *about, const transaction_t *item, sip_text_t request_uri, sip_text_t contact)
{
    const char *host = host_text(about->moment->pinfo->pool, item->leg.to);
    sip_uri_t   target, uri;

    if (sip_uris_equal(request_uri, contact))
        return true;
    if (item->leg.to == about->transaction->leg.to || !sip_parse_uri(contact, &target))
        return false;
    /* 305 names the proxy to take, and a next hop may have its own address for the user. */
    return sip_text_is(target.host, host)
        || (sip_parse_uri(request_uri, &uri) && uri.user.length > 0 && sip_escaped_equal(uri.user, target.user, false));
}

/* Whether a transaction follows the redirection; true where that is not known. */
static bool
follows(const finding_case_t *about, const transaction_t *item, const targets_t *targets)
{
    message_view_t request;

    if (item->method != about->transaction->method || item->request_frame <= about->transaction->final_frame)
        return false;
    request = transaction_request(item);
    if (!view_is_known(&request))
        return true;
    for (unsigned i = 0; i < targets->count; i++) {
        if (goes_to(about, item, view_request_uri(&request), targets->contacts[i]))
            return true;
    }
    return false;
}

static bool
is_followed_in(const finding_case_t *about, const call_t *call, const targets_t *targets, unsigned *left)
{
    for (const transaction_t *item = call->transactions; item != NULL; item = item->next, (*left)--) {
        if (*left == 0 || follows(about, item, targets))
            return true;
    }
    return false;
}

/*
 * Whether the redirection is followed; true where that is not known. A client
 * may take another Call-ID (RFC 3261, Section 8.1.3.4), and what a B2BUA makes
 * of it has one, too.
 */
static bool
is_followed(const finding_case_t *about, const targets_t *targets)
{
    const call_t *call = about->call->newer;
    unsigned      left = MAX_LOOKED_AT;

    if (is_followed_in(about, about->call, targets, &left))
        return true;
    for (; call != NULL; call = call->newer) {
        if (left == 0)
            return true;
        left--;
        if (call->transactions != NULL && call->transactions->time > about->transaction->final_time + NEW_CALL_MS)
            return false;
        if (is_followed_in(about, call, targets, &left))
            return true;
    }
    return false;
}

/* RFC 3261, Section 8.1.3.4: what was tried already is not tried again, so that nobody can follow it there. */
static bool
leads_nowhere(const finding_case_t *about, const targets_t *targets)
{
    message_view_t request = transaction_request(about->transaction);

    return targets->count == 1 && view_is_known(&request)
        && sip_uris_equal(view_request_uri(&request), targets->contacts[0]);
}

static bool
names_places(unsigned code)
{
    return code == 300 || code == 301 || code == 302 || code == 305 || code == 380;
}

void
find_late_in_redirections(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    targets_t            targets;
    int64_t              left;

    if (about->moment->kind != MOMENT_FINAL || !names_places(about->code) || transaction->cancel_frame != 0
        || transaction->branch == 0 || !view_is_known(&about->message))
        return;
    targets = read_targets(&about->message);
    if (targets.count == 0 || targets.more)
        return;
    if (leads_nowhere(about, &targets)) {
        if (!transaction_was_retried_well(transaction) && !redirection_was_followed_well(about))
            find_redirect_in_circle(about, CERTAINTY_SHOWN, targets.contacts[0], about->method,
                                    transaction->request_frame);
        return;
    }
    left = exchange_last_time() - transaction->final_time;
    if (left < GIVEN_UP_MS || is_followed(about, &targets))
        return;
    if (targets.count == 1)
        find_redirect_not_followed(about, CERTAINTY_SHOWN, targets.contacts[0], about->method, left);
    else
        find_redirect_not_followed_list(about, CERTAINTY_SHOWN, targets.count, targets.contacts[0], about->method,
                                        left);
}

bool
redirection_was_followed_well(const finding_case_t *about)
{
    const call_t *call = about->call->newer;
    targets_t     targets;

    if (!names_places(about->code) || !view_is_known(&about->message))
        return false;
    targets = read_targets(&about->message);
    for (unsigned left = MAX_LOOKED_AT; call != NULL && left > 0; call = call->newer) {
        for (const transaction_t *item = call->transactions; item != NULL && left > 0; item = item->next, left--) {
            message_view_t request = transaction_request(item);

            /* Others may call there as well, so it has to be the same host, and at once. */
            if (view_is_known(&request) && follows(about, item, &targets) && transaction_succeeded(item)
                && item->leg.from == about->transaction->leg.from
                && item->time <= about->transaction->final_time + GIVEN_UP_MS)
                return true;
        }
    }
    return false;
}
