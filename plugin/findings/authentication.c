/* authentication.c
 * Causes in challenges and credentials: RFC 3261, Section 22; RFC 7616; RFC 8760
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "finding_sentences.h"

/* So many earlier transactions of the call are looked at. */
#define MAX_EARLIER     64

/* A request may be challenged by each proxy on its way and by the server; so many are no normal way any more. */
#define STORM           4

/*
 * A server that takes nonces for longer than this is usual; whoever answers
 * later may be refused for the age of the nonce, also where stale=true is left out.
 */
#define FRESH_MS        10000

/* RFC 3261, Section 17.1: who is still to answer a challenge does so at once, or asks its user. */
#define GIVEN_UP_MS     5000

/* A challenge, or credentials, and whether those of a proxy. */
typedef struct {
    sip_auth_t auth;
    bool       of_proxy;
} auth_t;

/* Credentials that a challenge asks for once more, and what was said before about their nonce. */
typedef struct {
    auth_t               credentials;
    auth_t               challenge;     /* empty where the response has none, such as a 403 */
    const transaction_t *given;         /* the challenge that brought their nonce; NULL if that was not seen */
    bool                 newest;        /* none came after it for this realm */
    const transaction_t *accepted;      /* the last request that was accepted with their nonce; NULL if there was none */
    bool                 replayed;      /* that had the same count */
} answer_t;

/* Without quotes around it. */
static sip_text_t
plain(sip_text_t text)
{
    if (text.length >= 2 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"') {
        text.bytes++;
        text.length -= 2;
    }
    return text;
}

static bool
same(sip_text_t a, sip_text_t b)
{
    return case_texts_equal(plain(a), plain(b));
}

/* Takes the next header field of credentials or challenges (initial: 'a' and 'p', or 'w' and 'p'). */
static bool
next_auth(sip_text_t *header, const char *name, const char *proxy_name, auth_t *found)
{
    const char         initials[] = { (char)(name[0] | 0x20), (char)(proxy_name[0] | 0x20), '\0' };
    sip_header_field_t field;

    while (sip_find_header_field(header, initials, &field)) {
        found->of_proxy = sip_header_field_is(&field, proxy_name, '\0');
        if (found->of_proxy || sip_header_field_is(&field, name, '\0')) {
            found->auth = sip_parse_auth(field.value);
            return true;
        }
    }
    return false;
}

static bool
next_challenge(sip_text_t *header, auth_t *found)
{
    return next_auth(header, "WWW-Authenticate", "Proxy-Authenticate", found);
}

/* A first REGISTER in an IMS network names user and realm, with an empty response: these are none. */
static bool
next_credentials(sip_text_t *header, auth_t *found)
{
    while (next_auth(header, "Authorization", "Proxy-Authorization", found)) {
        if (plain(found->auth.response).length > 0 || plain(found->auth.auts).length > 0)
            return true;
    }
    return false;
}

/* The credentials of a request for a realm. */
static bool
find_credentials(const message_view_t *request, const auth_t *realm, auth_t *found)
{
    sip_text_t header = request->header;

    while (next_credentials(&header, found)) {
        if (found->of_proxy == realm->of_proxy && same(found->auth.realm, realm->auth.realm))
            return true;
    }
    return false;
}

static bool
is_challenge(unsigned code)
{
    return code == 401 || code == 407;
}

/* Whether a transaction is an earlier one of the same client with the same server. */
static bool
is_before(const transaction_t *item, const transaction_t *transaction)
{
    return item != transaction && item->final_code != 0 && item->final_frame < transaction->request_frame
        && legs_equal(&item->leg, &transaction->leg);
}

/* What a challenge of an earlier transaction says about the nonce. */
static void
note_challenge(answer_t *answer, const transaction_t *item, bool *first)
{
    message_view_t final = transaction_final(item);
    sip_text_t     header = final.header;
    auth_t         challenge;

    while (next_challenge(&header, &challenge)) {
        if (challenge.of_proxy != answer->credentials.of_proxy
            || !same(challenge.auth.realm, answer->credentials.auth.realm))
            continue;
        if (answer->given == NULL && same(challenge.auth.nonce, answer->credentials.auth.nonce)) {
            answer->given = item;
            answer->newest = *first;
        }
        *first = false;
    }
}

/* What the success of an earlier transaction says about the nonce. */
static void
note_success(answer_t *answer, const transaction_t *item)
{
    message_view_t request = transaction_request(item);
    auth_t         used;

    if (answer->accepted != NULL || !find_credentials(&request, &answer->credentials, &used)
        || !same(used.auth.nonce, answer->credentials.auth.nonce))
        return;
    answer->accepted = item;
    answer->replayed = used.auth.nc.length > 0 && same(used.auth.nc, answer->credentials.auth.nc)
        && same(used.auth.cnonce, answer->credentials.auth.cnonce);
}

/* What was said of the nonce before; the newest transactions come first. */
static void
look_back(const finding_case_t *about, answer_t *answer)
{
    const transaction_t *item = about->call->transactions;
    bool                 first = true;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        if (!is_before(item, about->transaction))
            continue;
        if (is_challenge(item->final_code))
            note_challenge(answer, item, &first);
        else if (item->final_code < 300)
            note_success(answer, item);
    }
}

/* The credentials that the response refuses, or asks for anew; false if the request had none for it. */
static bool
find_answer(const finding_case_t *about, answer_t *answer)
{
    sip_text_t header = about->message.header;

    memset(answer, 0, sizeof *answer);
    while (next_challenge(&header, &answer->challenge)) {
        if (find_credentials(&about->request, &answer->challenge, &answer->credentials)) {
            look_back(about, answer);
            return true;
        }
    }
    memset(&answer->challenge, 0, sizeof answer->challenge);
    header = about->request.header;
    if (is_challenge(about->code) || !next_credentials(&header, &answer->credentials))
        return false;
    look_back(about, answer);
    return true;
}

static bool
phrase_says_expired(const finding_case_t *about)
{
    return case_phrase_has(about, "nonce has changed") || case_phrase_has(about, "stale nonce")
        || case_phrase_has(about, "nonce expired") || case_phrase_has(about, "nonce is stale")
        || case_phrase_has(about, "nonce has expired");
}

/* The nonce was too old, which is no fault of user name or password. */
static bool
find_expired(finding_case_t *about, const answer_t *answer)
{
    const transaction_t *transaction = about->transaction, *from = answer->accepted != NULL ? answer->accepted : answer->given;
    int64_t              age = from != NULL ? transaction->time - from->final_time : 0;
    bool                 known = from != NULL && age > 0;

    if (answer->challenge.auth.stale) {
        if (known)
            find_auth_nonce_expired_aged(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, age,
                                         from->final_frame);
        else
            find_auth_nonce_expired(about, CERTAINTY_SHOWN, about->method, transaction->request_frame);
    } else if (phrase_says_expired(about)) {
        if (known)
            find_auth_nonce_expired_phrase_aged(about, CERTAINTY_SHOWN, view_phrase(&about->message), about->method,
                                                transaction->request_frame, age, from->final_frame);
        else
            find_auth_nonce_expired_phrase(about, CERTAINTY_SHOWN, view_phrase(&about->message));
    } else if (answer->challenge.auth.nonce.length > 0 && !answer->replayed
               && !same(answer->challenge.auth.nonce, answer->credentials.auth.nonce)
               && (answer->accepted != NULL || (answer->given != NULL && !answer->newest))) {
        if (answer->accepted != NULL)
            find_auth_nonce_expired_used(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, age,
                                         from->request_frame);
        else
            find_auth_nonce_expired_older(about, CERTAINTY_SHOWN, about->method, transaction->request_frame,
                                          from->final_frame);
    } else {
        return false;
    }
    return true;
}

static bool
find_replayed(finding_case_t *about, const answer_t *answer)
{
    if (answer->replayed) {
        find_auth_nonce_replayed(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                 plain(answer->credentials.auth.nonce), answer->credentials.auth.nc,
                                 answer->accepted->request_frame);
        return true;
    }
    if (case_phrase_has(about, "replay")) {
        find_auth_nonce_replayed_phrase(about, CERTAINTY_SHOWN, view_phrase(&about->message));
        return true;
    }
    return false;
}

/* RFC 7616, Section 3.4: where there is a qop, nc and cnonce have to be there too. */
static bool
find_incomplete(finding_case_t *about, const answer_t *answer)
{
    const sip_auth_t *auth = &answer->credentials.auth;
    const char       *missing = NULL;

    if (auth->qop.length > 0 && auth->nc.length == 0 && auth->cnonce.length == 0)
        missing = "nc, cnonce";
    else if (auth->qop.length > 0 && auth->nc.length == 0)
        missing = "nc";
    else if (auth->qop.length > 0 && auth->cnonce.length == 0)
        missing = "cnonce";
    if (missing == NULL)
        return false;
    find_auth_qop_fields_missing(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                 plain(auth->qop), case_text(missing));
    return true;
}

/* Whether the phrase says that the password or the like is wrong. */
static bool
phrase_says_refused(const finding_case_t *about)
{
    return case_phrase_has(about, "password") || case_phrase_has(about, "authentication fail")
        || case_phrase_has(about, "bad credentials") || case_phrase_has(about, "invalid credentials");
}

/* Whether an earlier try with credentials of this user was refused by another challenge. */
static const transaction_t *
refused_before(const finding_case_t *about, const answer_t *answer)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        message_view_t request, final;
        sip_text_t     header;
        auth_t         used, challenge;

        if (!is_before(item, about->transaction) || !is_challenge(item->final_code))
            continue;
        request = transaction_request(item);
        final = transaction_final(item);
        if (!find_credentials(&request, &answer->credentials, &used)
            || !same(used.auth.username, answer->credentials.auth.username))
            continue;
        header = final.header;
        while (next_challenge(&header, &challenge)) {
            if (same(challenge.auth.realm, used.auth.realm) && !challenge.auth.stale)
                return item;
        }
    }
    return NULL;
}

static void
find_refused(finding_case_t *about, const answer_t *answer)
{
    const transaction_t *transaction = about->transaction, *before;
    const sip_auth_t    *auth = &answer->credentials.auth;
    sip_text_t           user = plain(auth->username), realm = plain(auth->realm);
    bool                 fresh = answer->given != NULL && answer->newest
        && transaction->time - answer->given->final_time < FRESH_MS;

    if (is_challenge(about->code)) {
        /* Where the server gives the same nonce again, it is not the nonce that it dislikes. */
        if (same(answer->challenge.auth.nonce, auth->nonce) || (fresh && answer->accepted == NULL))
            find_auth_refused(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, user, realm);
        return;
    }
    if (about->code != 403)
        return;
    before = refused_before(about, answer);
    if (phrase_says_refused(about))
        find_auth_refused_phrase(about, CERTAINTY_SHOWN, view_phrase(&about->message), about->method,
                                 transaction->request_frame, user, realm);
    else if (before != NULL && fresh)
        find_auth_refused_again(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, user, realm,
                                before->final_frame);
}

/* The user part of an address; empty if there is none. */
static sip_text_t
user_of(sip_text_t value)
{
    sip_text_t  address = sip_address(value), user = { NULL, 0 };
    const char *colon = address.length > 0 ? memchr(address.bytes, ':', address.length) : NULL, *at, *end;

    if (colon == NULL)
        return user;
    end = address.bytes + address.length;
    at = memchr(colon, '@', (size_t)(end - colon));
    if (at == NULL)
        return user;
    user.bytes = colon + 1;
    user.length = (size_t)(at - colon - 1);
    /* Parameters of a number (RFC 3966) and a password are no part of the name. */
    for (size_t i = 0; i < user.length; i++) {
        if (user.bytes[i] == ';' || user.bytes[i] == ':')
            user.length = i;
    }
    return user;
}

static void
find_other_user(finding_case_t *about, const answer_t *answer)
{
    bool        registers = case_is_about(about, "REGISTER");
    sip_text_t  user = registers ? user_of(view_value(&about->request, "To", 't'))
                                 : user_of(view_value(&about->request, "From", 'f'));
    sip_text_t  name = plain(answer->credentials.auth.username), account = name;
    const char *at = name.length > 0 ? memchr(name.bytes, '@', name.length) : NULL;

    if (about->code != 403 || case_has(about, FINDING_AUTH_REFUSED) || user.length == 0 || name.length == 0)
        return;
    if (at != NULL)
        account.length = (size_t)(at - name.bytes);
    if (case_texts_equal(user, account) || case_texts_equal(user, name))
        return;
    /* A phrase of its own says something else. */
    if (!case_phrase_is_registered(about) && !case_phrase_has(about, "from"))
        return;
    find_auth_user_differs(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame, name,
                           case_text(registers ? "To" : "From"), user);
}

/* Whether another request of the call was accepted though its digest uri was another one than its Request-URI. */
static bool
is_accepted_elsewhere(const finding_case_t *about)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        message_view_t request;
        sip_text_t     header;
        auth_t         used;

        if (item->final_code < 200 || item->final_code > 299)
            continue;
        request = transaction_request(item);
        header = request.header;
        if (next_credentials(&header, &used) && !same(used.auth.uri, view_request_uri(&request)))
            return true;
    }
    return false;
}

/* RFC 7616, Section 3.4.6: the server may answer 400 where the uri of the credentials is not that of the request. */
static void
find_other_uri(finding_case_t *about, const answer_t *answer)
{
    sip_text_t uri = plain(answer->credentials.auth.uri), request_uri = view_request_uri(&about->request);
    bool       complains = about->code == 400;

    if (uri.length == 0 || case_texts_equal(uri, request_uri) || is_accepted_elsewhere(about)
        || (!complains && !case_has(about, FINDING_AUTH_REFUSED)))
        return;
    find_auth_uri_differs(about, complains && view_branch(&about->request, 1).length == 0 ? CERTAINTY_SHOWN
                                                                                          : CERTAINTY_LIKELY,
                          about->method, about->transaction->request_frame, uri, request_uri);
}

/*
 * Whether the request answers an earlier challenge with a realm of its own: the
 * realm was not in the request that was challenged, no challenge ever named it,
 * and the realm of the challenge has no credentials.
 */
static void
find_wrong_realm(finding_case_t *about)
{
    sip_text_t           header = about->request.header;
    const transaction_t *item, *challenged = NULL;
    auth_t               credentials, challenge, asked = { .of_proxy = false }, other;

    if (!next_credentials(&header, &credentials))
        return;
    item = about->call->transactions;
    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        message_view_t final;
        sip_text_t     rest;

        if (!is_before(item, about->transaction) || !is_challenge(item->final_code))
            continue;
        final = transaction_final(item);
        if (!view_is_known(&final))
            return;
        rest = final.header;
        while (next_challenge(&rest, &challenge)) {
            if (challenge.of_proxy != credentials.of_proxy)
                continue;
            if (same(challenge.auth.realm, credentials.auth.realm))
                return;
            if (challenged == NULL) {
                challenged = item;
                asked = challenge;
            }
        }
    }
    if (challenged == NULL || find_credentials(&about->request, &asked, &other))
        return;
    if (!same(asked.auth.nonce, credentials.auth.nonce)) {
        message_view_t request = transaction_request(challenged);

        if (!view_is_known(&request) || find_credentials(&request, &credentials, &other))
            return;
    }
    find_auth_realm_wrong(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                          plain(credentials.auth.realm), challenged->final_frame, plain(asked.auth.realm));
}

void
find_in_authentication(finding_case_t *about)
{
    answer_t answer;

    if (about->moment->kind != MOMENT_FINAL || !view_is_known(&about->request)
        || (about->code != 400 && about->code != 403 && about->code != 494 && !is_challenge(about->code)))
        return;
    if (find_answer(about, &answer)) {
        if (plain(answer.credentials.auth.auts).length > 0) {
            find_auth_aka_resync(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame);
        } else if (!find_expired(about, &answer) && !find_replayed(about, &answer)
                   && !find_incomplete(about, &answer)) {
            find_refused(about, &answer);
            find_other_user(about, &answer);
            find_other_uri(about, &answer);
        }
    } else if (is_challenge(about->code)) {
        find_wrong_realm(about);
    }
    if (about->transaction->challenges >= STORM)
        find_auth_storm(about, CERTAINTY_SHOWN, about->transaction->challenges);
}

bool
findings_refuse_credentials(const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        switch (found->finding) {
        case FINDING_AUTH_REFUSED:
        case FINDING_AUTH_REALM_WRONG:
        case FINDING_AUTH_QOP_FIELDS_MISSING:
        case FINDING_AUTH_NONCE_REPLAYED:
            return true;
        default:
            break;
        }
    }
    return false;
}

/* Whether a client that knows MD5 alone can answer one of the challenges. */
static bool
offers_md5(const message_view_t *response, sip_text_t *other)
{
    sip_text_t header = response->header;
    auth_t     challenge;

    while (next_challenge(&header, &challenge)) {
        sip_text_t algorithm = plain(challenge.auth.algorithm);

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

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next_same, seen++) {
        if (item == about->transaction || item->method != about->transaction->method)
            continue;
        if (item->final_code >= 200 && item->final_code <= 299)
            return true;
        if (transaction_is_next_hop(about->transaction, item) && !is_challenge(item->final_code))
            return true;
    }
    return false;
}

static void
find_left(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    int64_t              left = exchange_last_time() - transaction->final_time;
    sip_text_t           algorithm = { NULL, 0 };
    auth_t               used;
    sip_text_t           header = about->request.header;

    if (transaction->retry != NULL || transaction->retry_doubtful || left < GIVEN_UP_MS
        || !view_is_known(&about->request) || !view_is_known(&about->message) || next_credentials(&header, &used)
        || went_on_elsewhere(about))
        return;
    if (!offers_md5(&about->message, &algorithm))
        find_auth_algorithm_unanswered(about, CERTAINTY_SHOWN, algorithm, about->method, left);
    if (case_is_about(about, "BYE"))
        find_auth_not_retried_bye(about, CERTAINTY_SHOWN, left);
    else
        find_auth_not_retried(about, CERTAINTY_SHOWN, about->method, left);
}

/* The same user was accepted by the next try, so that the credentials were right and only their nonce was not. */
static void
find_accepted_later(finding_case_t *about)
{
    const transaction_t *retry = about->transaction->retry;
    message_view_t       request;
    answer_t             answer;
    auth_t               used;

    if (retry == NULL || retry->final_code < 200 || retry->final_code > 299 || about->before != NULL
        || !view_is_known(&about->request) || !find_answer(about, &answer))
        return;
    request = transaction_request(retry);
    if (find_credentials(&request, &answer.credentials, &used)
        && same(used.auth.username, answer.credentials.auth.username)
        && !same(used.auth.nonce, answer.credentials.auth.nonce))
        find_auth_nonce_expired_accepted(about, CERTAINTY_SHOWN, retry->request_frame, retry->final_frame);
}

void
find_late_in_authentication(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || !is_challenge(about->code) || about->text == NULL)
        return;
    find_left(about);
    find_accepted_later(about);
}
