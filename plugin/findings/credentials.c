/* credentials.c
 * Credentials that are in order, and that a server need not take all the same
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/credentials.h"
#include "finding_sentences.h"

/* Whether a request with these credentials, which was accepted, is like the one that is refused. */
typedef bool (*is_alike_t)(const message_view_t *accepted, const digest_t *used, const finding_case_t *about);

static bool
is_accepted_in(const call_t *call, const finding_case_t *about, is_alike_t is_alike)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t request;
        sip_text_t     header;
        digest_t         used;

        if (item->final_code < 200 || item->final_code > 299 || item->leg.to != about->transaction->leg.to)
            continue;
        request = transaction_request(item);
        header = request.header;
        if (digest_next_credentials(&header, &used) && is_alike(&request, &used, about))
            return true;
    }
    return false;
}

/* Whether the same server accepted something like it before. */
static bool
is_accepted_elsewhere(const finding_case_t *about, is_alike_t is_alike)
{
    const call_t *call = calls_newest();

    if (is_accepted_in(about->call, about, is_alike))
        return true;
    for (unsigned seen = 0; call != NULL && seen < DIGEST_MAX_OTHER_CALLS; call = call->next, seen++) {
        if (is_accepted_in(call, about, is_alike))
            return true;
    }
    return false;
}

static bool
has_other_user(const message_view_t *accepted, const digest_t *used, const finding_case_t *about)
{
    return !sip_texts_equal(sip_user(view_value(accepted, "From", 'f')), digest_plain(used->auth.username))
        && case_is_about(about, "INVITE");
}

/* RFC 3323, Section 4.1.1.3: From is hidden on purpose, and the account stands elsewhere. */
static bool
is_hidden(sip_text_t from)
{
    sip_text_t written = sip_address(from);

    return g_strstr_len(written.bytes, (gssize)written.length, "anonymous") != NULL;
}

void
credentials_find_other_user(finding_case_t *about, const digest_answer_t *answer)
{
    bool        registers = case_is_about(about, "REGISTER");
    sip_text_t  value = registers ? view_value(&about->request, "To", 't') : view_value(&about->request, "From", 'f');
    sip_text_t  user = sip_user(value), name = digest_plain(answer->credentials.auth.username), account = name;
    const char *at = name.length > 0 ? memchr(name.bytes, '@', name.length) : NULL;

    if ((about->code != 403 && !case_has(about, FINDING_AUTH_REFUSED)) || user.length == 0 || name.length == 0)
        return;
    if (at != NULL)
        account.length = (size_t)(at - name.bytes);
    if (sip_texts_equal(user, account) || sip_texts_equal(user, name) || is_hidden(value))
        return;
    /* A phrase of its own says something else. */
    if (!case_phrase_is_registered(about) && !case_phrase_has(about, "from") && !case_phrase_has(about, "username")
        && case_words_for(about, FINDING_AUTH_USER_DIFFERS).length == 0 && !case_has(about, FINDING_AUTH_REFUSED))
        return;
    if (is_accepted_elsewhere(about, has_other_user))
        return;
    find_auth_user_differs(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame, name,
                           case_text(registers ? "To" : "From"), user);
}

/* Whether two URIs are the same as far as digests go: scheme and host in any letters (RFC 3261, Section 19.1.4). */
static bool
is_same_uri(sip_text_t a, sip_text_t b)
{
    /* An at sign before the first colon is no part of a SIP URI. */
    const char *at = a.length > 0 ? memchr(a.bytes, '@', a.length) : NULL;
    const char *colon = a.length > 0 ? memchr(a.bytes, ':', a.length) : NULL;
    size_t      user = colon != NULL ? (size_t)(colon - a.bytes) : 0;
    size_t      user_end = at != NULL && at > colon ? (size_t)(at - a.bytes) : user;

    if (a.length == 0 || b.length == 0)
        return a.length == b.length;
    return a.length == b.length && g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0
        && memcmp(a.bytes + user, b.bytes + user, user_end - user) == 0;
}

static bool
has_other_uri(const message_view_t *accepted, const digest_t *used, const finding_case_t *about)
{
    (void)about;
    return !is_same_uri(digest_plain(used->auth.uri), view_request_uri(accepted));
}

/* RFC 7616, Section 3.4.6: the server may answer 400 where the uri of the credentials is not that of the request. */
void
credentials_find_other_uri(finding_case_t *about, const digest_answer_t *answer)
{
    sip_text_t uri = digest_plain(answer->credentials.auth.uri), request_uri = view_request_uri(&about->request);
    bool       complains = about->code == 400 || case_phrase_has(about, "digest uri")
        || case_phrase_has(about, "uri mismatch");

    if (uri.length == 0 || is_same_uri(uri, request_uri) || is_accepted_elsewhere(about, has_other_uri)
        || (!complains && !case_has(about, FINDING_AUTH_REFUSED)))
        return;
    find_auth_uri_differs(about, complains && view_branch(&about->request, 1).length == 0 ? CERTAINTY_SHOWN
                                                                                          : CERTAINTY_LIKELY,
                          about->method, about->transaction->request_frame, uri, request_uri);
}

/* Whether a response challenged with the nonce of the credentials for the field in which they are not. */
static bool
is_for_other_field(const message_view_t *response, const digest_t *credentials)
{
    sip_text_t header = response->header;
    digest_t   challenge;

    while (digest_next_challenge(&header, &challenge)) {
        if (challenge.of_proxy != credentials->of_proxy && digest_plain(challenge.auth.nonce).length > 0
            && digest_same(challenge.auth.nonce, credentials->auth.nonce))
            return true;
    }
    return false;
}

void
credentials_find_other_field(finding_case_t *about)
{
    sip_text_t header = about->request.header;
    digest_t   credentials;

    while (digest_next_credentials(&header, &credentials)) {
        const transaction_t *item = about->call->transactions;

        for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
            message_view_t final;

            if (!digest_is_before(item, about->transaction) || !digest_is_challenge(item->final_code))
                continue;
            final = transaction_final(item);
            if (!view_is_known(&final) || !is_for_other_field(&final, &credentials))
                continue;
            find_auth_field_wrong(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                  case_text(credentials.of_proxy ? "Proxy-Authorization" : "Authorization"),
                                  item->final_code, item->final_frame,
                                  case_text(credentials.of_proxy ? "Authorization" : "Proxy-Authorization"));
            return;
        }
    }
}

/* So many new nonces in a row that are called too old at once are no matter of time. */
#define STALE_IN_A_ROW  3

/* The challenge that gave this nonce to an earlier try; false if it is not that of this one. */
static bool
find_given(const transaction_t *item, sip_text_t nonce, digest_t *challenge)
{
    message_view_t final = transaction_final(item);
    sip_text_t     header = final.header;

    while (view_is_known(&final) && digest_next_challenge(&header, challenge)) {
        if (digest_same(challenge->auth.nonce, nonce))
            return true;
    }
    return false;
}

/*
 * A server that calls each nonce too old that it has just given lets nobody in. Each try has to carry what the one before it was given.
 */
bool
credentials_find_always_stale(finding_case_t *about, const digest_answer_t *answer)
{
    const transaction_t *item = about->call->transactions, *first = about->transaction;
    sip_text_t           nonce = answer->credentials.auth.nonce;
    unsigned             count = 1;

    if (answer->given == NULL || answer->given_time == 0 || !answer->newest || answer->doubtful || answer->accepted != NULL)
        return false;
    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t request;
        digest_t       challenge, used;

        if (!digest_is_before(item, about->transaction) || !digest_is_challenge(item->final_code))
            continue;
        request = transaction_request(item);
        if (about->transaction->time - item->time >= CREDENTIALS_FRESH_MS || !find_given(item, nonce, &challenge)
            || !challenge.auth.stale || !view_is_known(&request) || !digest_find_credentials(&request, &challenge, &used))
            break;
        nonce = used.auth.nonce;
        first = item;
        count++;
    }
    if (count < STALE_IN_A_ROW)
        return false;
    find_auth_nonce_always_stale(about, CERTAINTY_SHOWN, count, first->final_frame,
                                 about->transaction->time - answer->given_time);
    return true;
}

sip_text_t
credentials_refusing_words(const finding_case_t *about)
{
    sip_text_t said = case_words_for(about, FINDING_AUTH_REFUSED);

    /* That somebody failed too often is another matter. */
    if (said.length > 0 && !case_is_phrase_of(about, said, FINDING_AUTH_REFUSED))
        said.length = 0;
    return said;
}

static bool
lacks_opaque(const message_view_t *accepted, const digest_t *used, const finding_case_t *about)
{
    (void)accepted;
    (void)about;
    return digest_plain(used->auth.opaque).length == 0;
}

/* Whether the server says nothing of its own, so that it may be the form that it dislikes. */
static bool
is_silent_about_account(const finding_case_t *about)
{
    return credentials_refusing_words(about).length == 0
        && (digest_is_challenge(about->code) || case_phrase_is_registered(about));
}

bool
credentials_find_other_opaque(finding_case_t *about, const digest_answer_t *answer)
{
    sip_text_t opaque, used = digest_plain(answer->credentials.auth.opaque);
    digest_t   challenge;

    if (answer->given == NULL || !answer->newest || answer->doubtful || answer->accepted != NULL
        || !find_given(answer->given, answer->credentials.auth.nonce, &challenge)
        /* Asterisk gives an opaque, and does not look at what comes back. */
        || case_is_from_asterisk(about)
        /* Who leaves out all that came with RFC 2617 guesses passwords, or talks to servers that do not mind. */
        || (answer->with_qop && answer->credentials.auth.qop.length == 0))
        return false;
    opaque = digest_plain(challenge.auth.opaque);
    if (opaque.length == 0 || sip_texts_equal(opaque, used) || !is_silent_about_account(about)
        || (used.length == 0 && is_accepted_elsewhere(about, lacks_opaque)))
        return false;
    if (used.length == 0)
        find_auth_answer_differs_opaque(about, CERTAINTY_LIKELY, answer->given_frame, opaque, about->method,
                                        about->transaction->request_frame);
    else
        find_auth_answer_differs_opaque_other(about, CERTAINTY_LIKELY, answer->given_frame, opaque, about->method,
                                              about->transaction->request_frame, used);
    return true;
}

bool
credentials_find_other_qop(finding_case_t *about, const digest_answer_t *answer)
{
    const sip_auth_t *auth = &answer->credentials.auth;

    if (answer->given == NULL || !answer->with_qop || auth->qop.length == 0 || answer->takes_qop || answer->accepted != NULL)
        return false;
    find_auth_qop_differs(about, CERTAINTY_SHOWN, answer->given_frame, digest_plain(answer->qop), about->method,
                          about->transaction->request_frame, digest_plain(auth->qop));
    return true;
}

/* RFC 7616, Section 3.4: nc has so many hexadecimal digits. */
#define NC_DIGITS   8

static bool
is_count(sip_text_t nc)
{
    for (size_t i = 0; i < nc.length; i++) {
        if (!g_ascii_isxdigit(nc.bytes[i]))
            return false;
    }
    return nc.length == NC_DIGITS;
}

/* RFC 7616, Section 3.4: nc goes into the digest as it is, with all of its digits. */
bool
credentials_find_wrong_count(finding_case_t *about, const digest_answer_t *answer)
{
    sip_text_t nc = digest_plain(answer->credentials.auth.nc);

    if (nc.length > 0 && !is_count(nc)) {
        find_auth_answer_differs_nc(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame, nc);
        return true;
    }
    return false;
}

/* RFC 3261, Section 22.3: the request has to carry the credentials for all who asked, not for the last of them alone. */
static void
find_left_out(finding_case_t *about, const digest_t *challenge)
{
    const transaction_t *item = about->call->transactions;
    digest_t             used;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t request;

        if (!digest_is_before(item, about->transaction) || !digest_is_challenge(item->final_code)
            || item->method != about->transaction->method)
            continue;
        request = transaction_request(item);
        if (view_is_known(&request) && digest_find_credentials(&request, challenge, &used)) {
            find_auth_answer_differs_realm(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                           digest_plain(challenge->auth.realm), item->request_frame);
            return;
        }
    }
}

void
credentials_find_left_out(finding_case_t *about)
{
    sip_text_t header = about->message.header;
    digest_t   challenge, used;

    while (digest_next_challenge(&header, &challenge)) {
        if (digest_find_credentials(&about->request, &challenge, &used))
            return;
    }
    header = about->message.header;
    if (digest_next_challenge(&header, &challenge) && digest_has_credentials(&about->request))
        find_left_out(about, &challenge);
}
