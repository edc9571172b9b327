/* challenges.c
 * Challenges that the client left unanswered, and what its next try shows
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/places.h"
#include "findings/addressing.h"
#include "findings/complaints.h"
#include "findings/digest.h"
#include "findings/findings.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* RFC 3261, Section 17.1: who is still to answer a challenge does so at once, or asks its user. */
#define GIVEN_UP_MS     5000

/* Nobody enters a password in less time: what is sent by then has the one that the client has. */
#define AT_ONCE_MS      2000

/* RFC 3261, Section 17.1: a request that comes again so much later, twice at least, is that of a client without an answer. */
#define NOT_HEARD_MS    1000

/* Whether a client that knows MD5 alone can answer one of the challenges. */
static bool
offers_md5(const message_view_t *response, sip_text_t *other)
{
    sip_text_t header = response->header;
    digest_t     challenge;

    while (digest_next_challenge(&header, &challenge)) {
        sip_text_t algorithm = digest_plain(challenge.auth.algorithm);

        if (algorithm.length == 0 || sip_text_is(algorithm, "MD5") || sip_text_is(algorithm, "MD5-sess")
            || (algorithm.length >= 4 && g_ascii_strncasecmp(algorithm.bytes, "AKAv", 4) == 0))
            return true;
        *other = algorithm;
    }
    return other->length == 0;
}

/* Whether a proxy made something else of the challenge, such as a call to somebody else. */
static bool
went_on_elsewhere(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next_same, seen++) {
        if (item == about->transaction || !transactions_are_of_one_request(item, about->transaction))
            continue;
        if (item->final_code >= 200 && item->final_code <= 299)
            return true;
        if (transaction_is_next_hop(about->transaction, item) && !digest_is_challenge(item->final_code))
            return true;
    }
    return false;
}

/* Whether the request has credentials for one of the realms that the response challenges for. */
static bool
is_answer(const message_view_t *request, const message_view_t *response)
{
    sip_text_t header = response->header;
    digest_t     challenge, used;

    while (digest_next_challenge(&header, &challenge)) {
        if (digest_find_credentials(request, &challenge, &used))
            return true;
    }
    return false;
}

/* Whether what the client tried next, if anything, had no credentials for the challenge. */
static bool
is_left(const finding_case_t *about)
{
    const transaction_t *item = about->transaction->retry;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->retry, seen++) {
        message_view_t request = transaction_request(item);

        if (!view_is_known(&request) || is_answer(&request, &about->message))
            return false;
    }
    return true;
}

/* Whether the client answered the challenge under another Call-ID, which is not what RFC 3261, Section 8.1.3.5 has. */
static bool
is_answered_elsewhere(const finding_case_t *about)
{
    const call_t *call = about->call->newer;
    sip_text_t    from = sip_address(view_value(&about->request, "From", 'f'));

    for (unsigned seen = 0; call != NULL && seen < DIGEST_MAX_OTHER_CALLS; call = call->newer, seen++) {
        const transaction_t *item = call->transactions;

        for (unsigned number = 0; item != NULL && number < DIGEST_MAX_EARLIER; item = item->next, number++) {
            message_view_t request;

            if (item->method != about->transaction->method || !legs_have_one_sender(&item->leg, &about->transaction->leg))
                continue;
            request = transaction_request(item);
            if (!view_is_known(&request)
                || (sip_texts_equal(sip_address(view_value(&request, "From", 'f')), from)
                    && is_answer(&request, &about->message)))
                return true;
        }
    }
    return false;
}

/* Another BYE of the call that came after the challenge, within so many milliseconds; NULL if there is none. */
static const transaction_t *
bye_within(const finding_case_t *about, int64_t milliseconds)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        if (item->method == METHOD_BYE && item != about->transaction && item->time >= about->transaction->final_time
            && item->time - about->transaction->final_time < milliseconds)
            return item;
    }
    return NULL;
}

/*
 * Whether nothing was to be tried again: the call was ended at once, or the
 * caller gave it up, and the challenge came in answer to the end of it.
 */
static bool
was_given_up(const finding_case_t *about)
{
    return about->transaction->cancel_frame != 0 || bye_within(about, GIVEN_UP_MS) != NULL;
}

/*
 * Whether the client answered the challenge before, and the server did not take
 * that, so that it is no matter of having no credentials.
 */
static bool
had_credentials(const finding_case_t *about)
{
    digest_answer_t answer;

    return digest_find_answer(about, &answer) && answer.given != NULL && answer.newest && !answer.doubtful
        && !answer.challenge.auth.stale && case_words_for(about, FINDING_AUTH_NONCE_EXPIRED).length == 0;
}

/* Whether the client sent the request again and again after the challenge, so that it had not got that. */
static bool
was_not_heard(const transaction_t *transaction)
{
    return transaction->last_frame > transaction->final_frame
        && transaction->last_time - transaction->final_time >= NOT_HEARD_MS;
}

/* Whether there is a challenge in the response; also where the capture has not all of its header. */
static bool
asks_anything(const message_view_t *response)
{
    sip_text_t header = response->header;
    digest_t   challenge;

    return digest_next_challenge(&header, &challenge) || !header_is_whole(response);
}

static void
find_left(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    int64_t              left = exchange_last_time() - transaction->final_time;
    sip_text_t           algorithm = { NULL, 0 };

    if (transaction->retry_doubtful || left < GIVEN_UP_MS || !view_is_known(&about->request)
        || !view_is_known(&about->message)
        || findings_refuse_credentials(about->before) || case_had(about, FINDING_AUTH_URI_DIFFERS)
        || case_had(about, FINDING_CANCEL_CHALLENGED)
        || was_not_heard(transaction) || went_on_elsewhere(about) || was_given_up(about) || had_credentials(about) || is_answered_elsewhere(about))
        return;
    /* Who searches for open PBXs should not be helped to get in. */
    if (scanner_name(about).length > 0)
        find_scan(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, scanner_name(about));
    else if (!offers_md5(&about->message, &algorithm) && is_left(about))
        find_auth_algorithm_unanswered(about, CERTAINTY_SHOWN, algorithm, about->method, left);
    else if (transaction->retry != NULL)
        return;
    else if (!asks_anything(&about->message))
        find_auth_not_retried_unasked(about, CERTAINTY_SHOWN,
                                      case_text(about->code == 407 ? "Proxy-Authenticate" : "WWW-Authenticate"),
                                      about->method, left);
    else if (case_is_about(about, "BYE") && bye_within(about, INT64_MAX) == NULL)
        find_auth_not_retried_bye(about, CERTAINTY_SHOWN, left);
    else
        find_auth_not_retried(about, CERTAINTY_SHOWN, about->method, left);
}

bool
refusal_was_overcome(const transaction_t *transaction)
{
    const transaction_t *retry = transaction->retry;

    return transaction->refused && retry != NULL && retry->final_code >= 200 && retry->final_code <= 299
        && retry->time - transaction->final_time <= AT_ONCE_MS;
}

/* Whether it was said that the opaque of the challenge is missing. */
static bool
lacked_opaque(const finding_t *found)
{
    while (found != NULL && found->sentence != SENTENCE_AUTH_ANSWER_DIFFERS_OPAQUE)
        found = found->next;
    return found != NULL;
}

/* The same user was accepted by the next try, so that the credentials were right and only their nonce was not. */
static void
find_accepted_later(finding_case_t *about)
{
    const transaction_t *retry = about->transaction->retry, *from;
    bool                 refused = about->transaction->refused, opaque = lacked_opaque(about->before);
    message_view_t       request;
    digest_answer_t      answer;
    digest_t             used;

    /* Of what was thought wrong at first, the account is right after all; a wrong form stays one. */
    if (retry == NULL || retry->final_code < 200 || retry->final_code > 299
        || (about->before != NULL && !finding_is_among(about->before, FINDING_AUTH_REFUSED) && !opaque)
        || (refused && !refusal_was_overcome(about->transaction))
        || !view_is_known(&about->request) || !digest_find_answer(about, &answer))
        return;
    request = transaction_request(retry);
    if (!digest_find_credentials(&request, &answer.credentials, &used)
        || !digest_same(used.auth.username, answer.credentials.auth.username)
        || digest_same(used.auth.nonce, answer.credentials.auth.nonce)
        || (opaque && digest_plain(used.auth.opaque).length > 0))
        return;
    if (refused) {
        find_auth_nonce_expired_overcome(about, CERTAINTY_SHOWN, retry->time - about->transaction->final_time,
                                         retry->request_frame, retry->final_frame);
        return;
    }
    from = answer.accepted != NULL ? answer.accepted : answer.given;
    if (from != NULL && about->transaction->time > from->final_time)
        find_auth_nonce_expired_accepted_aged(about, CERTAINTY_SHOWN, retry->request_frame, retry->final_frame,
                                              about->transaction->time - from->final_time);
    else
        find_auth_nonce_expired_accepted(about, CERTAINTY_SHOWN, retry->request_frame, retry->final_frame);
}

void
find_late_in_authentication(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || !digest_is_challenge(about->code))
        return;
    find_left(about);
    find_accepted_later(about);
}
