/* authentication.c
 * Causes in challenges and credentials: RFC 3261, Section 22; RFC 7616; RFC 8760
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/complaints.h"
#include "findings/credentials.h"
#include "findings/findings.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* A request may be challenged by each proxy on its way and by the server; so many are no normal way any more. */
#define STORM           4

/* The nonce was too old, which is no fault of user name or password. */
static bool
find_expired(finding_case_t *about, const digest_answer_t *answer)
{
    const transaction_t *transaction = about->transaction;
    const transaction_t *accepted = answer->accepted;
    uint32_t             from = accepted != NULL ? accepted->final_frame : answer->given_frame;
    int64_t              since = accepted != NULL ? accepted->final_time : answer->given_time;
    int64_t              age = since != 0 ? transaction->time - since : 0;
    bool                 known = age > 0;
    sip_text_t           said = case_words_for(about, FINDING_AUTH_NONCE_EXPIRED);

    if (answer->challenge.auth.stale && credentials_find_always_stale(about, answer)) {
        /* To use the new nonce, as is right for one that was too old, is what each try did. */
        return true;
    } else if (answer->challenge.auth.stale) {
        if (known)
            find_auth_nonce_expired_aged(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, age,
                                         from);
        else
            find_auth_nonce_expired(about, CERTAINTY_SHOWN, about->method, transaction->request_frame);
    } else if (said.length > 0) {
        if (known)
            find_auth_nonce_expired_phrase_aged(about, CERTAINTY_SHOWN, said, about->method,
                                                transaction->request_frame, age, from);
        else
            find_auth_nonce_expired_phrase(about, CERTAINTY_SHOWN, said);
    } else if (answer->challenge.auth.nonce.length > 0 && !answer->replayed
               && !digest_same(answer->challenge.auth.nonce, answer->credentials.auth.nonce)
               && (answer->accepted != NULL || (answer->given != NULL && !answer->newest))) {
        if (answer->accepted != NULL)
            find_auth_nonce_expired_used(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, age,
                                         accepted->request_frame);
        else
            find_auth_nonce_expired_older(about, CERTAINTY_LIKELY, about->method, transaction->request_frame,
                                          from);
    } else {
        return false;
    }
    return true;
}

static bool
find_replayed(finding_case_t *about, const digest_answer_t *answer)
{
    sip_text_t said = case_words_for(about, FINDING_AUTH_NONCE_REPLAYED);

    if (answer->replayed && said.length > 0) {
        find_auth_nonce_replayed_told(about, CERTAINTY_SHOWN, said, about->method,
                                      about->transaction->request_frame, digest_plain(answer->credentials.auth.nonce),
                                      answer->credentials.auth.nc, answer->accepted->request_frame);
        return true;
    }
    if (said.length > 0) {
        find_auth_nonce_replayed_phrase(about, CERTAINTY_SHOWN, said);
        return true;
    }
    /* Who counts nc asks for new credentials then; not all do count, and what is forbidden is so for another reason. */
    if (answer->replayed && digest_is_challenge(about->code)) {
        find_auth_nonce_replayed(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame,
                                 digest_plain(answer->credentials.auth.nonce), answer->credentials.auth.nc,
                                 answer->accepted->request_frame);
        return true;
    }
    return false;
}

/* RFC 7616, Section 3.4: qop, nc and cnonce come together. */
static bool
find_incomplete(finding_case_t *about, const digest_answer_t *answer)
{
    const sip_auth_t *auth = &answer->credentials.auth;
    const char       *missing = NULL;

    if (auth->qop.length > 0 && auth->nc.length == 0 && auth->cnonce.length == 0) {
        find_auth_qop_fields_missing_both(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                          digest_plain(auth->qop));
        return true;
    }
    if (auth->qop.length > 0 && auth->nc.length == 0)
        missing = "nc";
    else if (auth->qop.length > 0 && auth->cnonce.length == 0)
        missing = "cnonce";
    if (missing != NULL) {
        find_auth_qop_fields_missing(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                     digest_plain(auth->qop), case_text(missing));
        return true;
    }
    if (!answer->with_qop || auth->qop.length > 0)
        return false;
    /* Without any of the three it is the form of RFC 2069, which servers may take. */
    if (about->code == 400 || auth->nc.length > 0 || auth->cnonce.length > 0) {
        find_auth_qop_fields_missing_qop(about, CERTAINTY_SHOWN, answer->given_frame, about->method,
                                         about->transaction->request_frame);
        return true;
    }
    return false;
}

static void
find_old_form(finding_case_t *about, const digest_answer_t *answer)
{
    if (answer->with_qop && answer->credentials.auth.qop.length == 0 && case_has(about, FINDING_AUTH_REFUSED))
        find_auth_qop_fields_missing_all(about, CERTAINTY_LIKELY, answer->given_frame, about->method,
                                         about->transaction->request_frame);
}

/* Whether an earlier try with credentials of this user was refused by another challenge. */
static const transaction_t *
refused_before(const finding_case_t *about, const digest_answer_t *answer)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t request, final;
        sip_text_t     header;
        digest_t         used, challenge;

        if (!digest_is_before(item, about->transaction) || !digest_is_challenge(item->final_code))
            continue;
        request = transaction_request(item);
        final = transaction_final(item);
        if (!digest_find_credentials(&request, &answer->credentials, &used)
            || !digest_same(used.auth.username, answer->credentials.auth.username))
            continue;
        header = final.header;
        while (digest_next_challenge(&header, &challenge)) {
            if (digest_same(challenge.auth.realm, used.auth.realm) && !challenge.auth.stale)
                return item;
        }
    }
    return NULL;
}

static void
find_refused(finding_case_t *about, const digest_answer_t *answer)
{
    const transaction_t *transaction = about->transaction, *before;
    const sip_auth_t    *auth = &answer->credentials.auth;
    sip_text_t           user = digest_plain(auth->username), realm = digest_plain(auth->realm), said;
    bool                 fresh = answer->given != NULL && answer->newest && !answer->doubtful
        && transaction->time - answer->given_time < CREDENTIALS_FRESH_MS;

    if (digest_is_challenge(about->code)) {
        /* Where the server gives the same nonce again, it is not the nonce that it dislikes. */
        if (answer->accepted == NULL && (digest_same(answer->challenge.auth.nonce, auth->nonce) || fresh))
            find_auth_refused(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, user, realm);
        return;
    }
    if (about->code != 403)
        return;
    said = credentials_refusing_words(about);
    before = refused_before(about, answer);
    if (said.length > 0)
        find_auth_refused_phrase(about, CERTAINTY_SHOWN, said, about->method,
                                 transaction->request_frame, user, realm);
    else if (before != NULL && fresh)
        find_auth_refused_again(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, user, realm,
                                before->final_frame);
}

/* RFC 8760, Section 2.4: a challenge is answered with its own algorithm, or not at all. */
static bool
find_other_algorithm(finding_case_t *about, const digest_answer_t *answer)
{
    sip_text_t asked = digest_plain(answer->challenge.auth.algorithm), other;
    sip_text_t used = digest_plain(answer->credentials.auth.algorithm);
    sip_text_t header = about->message.header;
    digest_t     challenge;

    if (asked.length == 0)
        return false;
    if (used.length == 0)
        used = case_text("MD5");
    while (digest_next_challenge(&header, &challenge)) {
        other = digest_plain(challenge.auth.algorithm);
        if (other.length == 0)
            other = case_text("MD5");
        if (other.length == used.length && g_ascii_strncasecmp(other.bytes, used.bytes, used.length) == 0)
            return false;
    }
    find_auth_algorithm_unanswered_other(about, CERTAINTY_SHOWN, asked, about->method,
                                         about->transaction->request_frame, used);
    return true;
}

/*
 * Whether the request answers an earlier challenge with a realm of its own: the
 * realm was not in the request that was challenged, no challenge ever named it,
 * and the realm of the challenge has no credentials.
 */
static void
find_wrong_realm(finding_case_t *about)
{
    sip_text_t           header = about->request.header, realm, asked_realm;
    const transaction_t *item, *challenged = NULL;
    digest_t               credentials, challenge, asked = { .of_proxy = false }, other;

    if (!digest_next_credentials(&header, &credentials))
        return;
    item = about->call->transactions;
    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t final;
        sip_text_t     rest;

        if (!digest_is_before(item, about->transaction) || !digest_is_challenge(item->final_code))
            continue;
        final = transaction_final(item);
        if (!view_is_known(&final))
            return;
        rest = final.header;
        while (digest_next_challenge(&rest, &challenge)) {
            if (challenge.of_proxy != credentials.of_proxy)
                continue;
            if (digest_same(challenge.auth.realm, credentials.auth.realm))
                return;
            if (challenged == NULL) {
                challenged = item;
                asked = challenge;
            }
        }
    }
    if (challenged == NULL || digest_find_credentials(&about->request, &asked, &other))
        return;
    realm = digest_plain(credentials.auth.realm);
    asked_realm = digest_plain(asked.auth.realm);
    if (!digest_same(asked.auth.nonce, credentials.auth.nonce)) {
        message_view_t request = transaction_request(challenged);

        if (!view_is_known(&request) || digest_find_credentials(&request, &credentials, &other))
            return;
        find_auth_realm_wrong_likely(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame,
                                     realm, challenged->final_frame, asked_realm);
        return;
    }
    find_auth_realm_wrong(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                          realm, challenged->final_frame, asked_realm);
}

/* What is wrong with credentials that a server does not take. */
static void
find_fault(finding_case_t *about, const digest_answer_t *answer)
{
    if (find_expired(about, answer) || find_replayed(about, answer) || find_incomplete(about, answer)
        || credentials_find_other_qop(about, answer) || find_other_algorithm(about, answer)
        || credentials_find_wrong_count(about, answer) || credentials_find_other_opaque(about, answer))
        return;
    find_refused(about, answer);
    find_old_form(about, answer);
    credentials_find_other_user(about, answer);
    credentials_find_other_uri(about, answer);
}

/* RFC 8898, Section 2: a token that is not good any more gets a challenge that names the server to get another from. */
static void
find_refused_token(finding_case_t *about)
{
    sip_text_t header = about->request.header;
    digest_t   token, challenge;

    while (digest_next_token(&header, &token)) {
        sip_text_t asked = about->message.header;

        while (digest_next_challenge(&asked, &challenge)) {
            if (challenge.of_proxy == token.of_proxy && sip_text_is(challenge.auth.scheme, "Bearer")) {
                find_auth_token_refused(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame);
                return;
            }
        }
    }
}

/* What is wrong with the credentials of a request; first: the header from the first of them on. */
static void
find_in_credentials(finding_case_t *about, sip_text_t first)
{
    digest_answer_t answer;
    digest_t        credentials;
    bool            answered;

    if (!digest_next_credentials(&first, &credentials)) {
        if (digest_is_challenge(about->code))
            find_refused_token(about);
        return;
    }
    answered = digest_find_answer(about, &answer);
    if (!answered)
        credentials_find_other_field(about);
    if ((!answered || !digest_is_challenge(about->code)) && !case_has(about, FINDING_AUTH_FIELD_WRONG))
        find_wrong_realm(about);
    if (!answered && about->found == NULL && digest_is_challenge(about->code))
        credentials_find_left_out(about);
    if (answered && digest_plain(answer.credentials.auth.auts).length > 0)
        find_auth_aka_resync(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame);
    else if (answered && !case_has(about, FINDING_AUTH_REALM_WRONG))
        find_fault(about, &answer);
}

/* Whether neither the request nor any of those that were challenged before it has credentials. */
static bool
answered_none(const finding_case_t *about)
{
    const transaction_t *item = about->call->transactions;
    unsigned             seen = 0;
    sip_text_t           first, header = about->message.header;
    digest_t             challenge;

    /* Some challenges ask for nothing. */
    if (!digest_next_challenge(&header, &challenge) || !header_is_whole(&about->request)
        || digest_has_fields(&about->request, &first))
        return false;
    for (; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t request = transaction_request(item);

        if (digest_is_before(item, about->transaction) && digest_is_challenge(item->final_code)
            && (!header_is_whole(&request) || digest_has_fields(&request, &first)))
            return false;
    }
    return item == NULL;
}

void
find_in_authentication(finding_case_t *about)
{
    sip_text_t first;

    if (about->moment->kind != MOMENT_FINAL || !view_is_known(&about->request)
        || (about->code != 400 && about->code != 403 && about->code != 494 && !digest_is_challenge(about->code)))
        return;
    /* RFC 3261, Section 22.1: nobody can send a CANCEL again with credentials. */
    if (about->transaction->method == METHOD_CANCEL && digest_is_challenge(about->code))
        find_cancel_challenged(about, CERTAINTY_SHOWN, about->transaction->request_frame);
    /* Most challenges are for requests without any. */
    if (digest_has_fields(&about->request, &first))
        find_in_credentials(about, first);
    /* A nonce that is too old each time is a cause by itself, and no matter of the account. */
    if (about->transaction->challenges < STORM || case_has(about, FINDING_AUTH_NONCE_EXPIRED)
        || case_has(about, FINDING_AUTH_NONCE_ALWAYS_STALE))
        return;
    if (answered_none(about))
        find_auth_storm_bare(about, CERTAINTY_SHOWN, about->transaction->challenges, about->method,
                             about->transaction->request_frame);
    else
        find_auth_storm(about, CERTAINTY_SHOWN, about->transaction->challenges);
}

bool
findings_refuse_credentials(const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        switch (found->finding) {
        case FINDING_AUTH_REFUSED:
        case FINDING_AUTH_REALM_WRONG:
        case FINDING_AUTH_FIELD_WRONG:
        case FINDING_AUTH_QOP_FIELDS_MISSING:
        case FINDING_AUTH_QOP_DIFFERS:
        case FINDING_AUTH_ANSWER_DIFFERS:
        case FINDING_AUTH_NONCE_REPLAYED:
        case FINDING_AUTH_NONCE_ALWAYS_STALE:
        case FINDING_AUTH_ALGORITHM_UNANSWERED:
        case FINDING_AUTH_TOKEN_REFUSED:
            return !found->late;
        default:
            break;
        }
    }
    return false;
}

bool
finding_blames_account(int finding)
{
    return finding == FINDING_AUTH_REFUSED;
}
