/* authentication.c
 * Causes in challenges and credentials: RFC 3261, Section 22; RFC 7616; RFC 8760
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "findings/findings.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many earlier transactions of the call are looked at, and so many calls beside it. */
#define MAX_EARLIER     64
#define MAX_OTHER_CALLS 16

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
    bool                 with_qop;      /* it offered qop */
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

static bool
has_credentials(const message_view_t *request)
{
    sip_text_t header = request->header;
    auth_t     found;

    return next_credentials(&header, &found);
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

/* What a challenge of an earlier transaction says about the nonce; first: none came after it. */
static void
note_challenge(answer_t *answer, const transaction_t *item, bool *first)
{
    message_view_t final = transaction_final(item);
    sip_text_t     header = final.header;
    auth_t         challenge;
    bool           for_realm = false;

    while (next_challenge(&header, &challenge)) {
        if (challenge.of_proxy != answer->credentials.of_proxy
            || !same(challenge.auth.realm, answer->credentials.auth.realm))
            continue;
        if (answer->given == NULL && same(challenge.auth.nonce, answer->credentials.auth.nonce)) {
            answer->given = item;
            answer->newest = *first;
            answer->with_qop = challenge.auth.qop.length > 0;
        }
        for_realm = true;
    }
    *first = *first && !for_realm;
}

/* What the success of an earlier transaction says about the nonce. */
static void
note_success(answer_t *answer, const transaction_t *item)
{
    message_view_t request = transaction_request(item);
    auth_t         used;
    bool           replayed;

    if (!find_credentials(&request, &answer->credentials, &used)
        || !same(used.auth.nonce, answer->credentials.auth.nonce))
        return;
    replayed = used.auth.nc.length > 0 && same(used.auth.nc, answer->credentials.auth.nc);
    if (answer->accepted == NULL || (replayed && !answer->replayed))
        answer->accepted = item;
    answer->replayed = answer->replayed || replayed;
}

static void
look_back_in(const finding_case_t *about, const call_t *call, answer_t *answer, bool *first)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        if (!is_before(item, about->transaction))
            continue;
        if (is_challenge(item->final_code))
            note_challenge(answer, item, first);
        else if (item->final_code < 300)
            note_success(answer, item);
    }
}

/* What was said of the nonce before, the newest first: in the call, or where clients carry a nonce over from another one. */
static void
look_back(const finding_case_t *about, answer_t *answer)
{
    const call_t *call = calls_newest();
    bool          first = true;

    look_back_in(about, about->call, answer, &first);
    if (answer->given != NULL)
        return;
    for (unsigned seen = 0; call != NULL && seen < MAX_OTHER_CALLS; call = call->next, seen++) {
        if (call != about->call)
            look_back_in(about, call, answer, &first);
    }
    answer->newest = false;
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

/* What the server says in its own words, if it is one of these; else empty. */
static sip_text_t
says_one_of(const finding_case_t *about, const char *const *words)
{
    sip_text_t said = { NULL, 0 };

    for (; *words != NULL && said.length == 0; words++)
        said = case_words(about, *words);
    return said;
}

static sip_text_t
says_expired(const finding_case_t *about)
{
    static const char *const words[] = {
        "nonce has changed", "stale nonce", "nonce expired", "nonce is stale", "nonce has expired", NULL
    };

    return says_one_of(about, words);
}

/* The nonce was too old, which is no fault of user name or password. */
static bool
find_expired(finding_case_t *about, const answer_t *answer)
{
    const transaction_t *transaction = about->transaction, *from = answer->accepted != NULL ? answer->accepted : answer->given;
    int64_t              age = from != NULL ? transaction->time - from->final_time : 0;
    bool                 known = from != NULL && age > 0;
    sip_text_t           said = says_expired(about);

    if (answer->challenge.auth.stale) {
        if (known)
            find_auth_nonce_expired_aged(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, age,
                                         from->final_frame);
        else
            find_auth_nonce_expired(about, CERTAINTY_SHOWN, about->method, transaction->request_frame);
    } else if (said.length > 0) {
        if (known)
            find_auth_nonce_expired_phrase_aged(about, CERTAINTY_SHOWN, said, about->method,
                                                transaction->request_frame, age, from->final_frame);
        else
            find_auth_nonce_expired_phrase(about, CERTAINTY_SHOWN, said);
    } else if (answer->challenge.auth.nonce.length > 0 && !answer->replayed
               && !same(answer->challenge.auth.nonce, answer->credentials.auth.nonce)
               && (answer->accepted != NULL || (answer->given != NULL && !answer->newest))) {
        if (answer->accepted != NULL)
            find_auth_nonce_expired_used(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, age,
                                         from->request_frame);
        else
            find_auth_nonce_expired_older(about, CERTAINTY_LIKELY, about->method, transaction->request_frame,
                                          from->final_frame);
    } else {
        return false;
    }
    return true;
}

static bool
find_replayed(finding_case_t *about, const answer_t *answer)
{
    sip_text_t said = case_words(about, "replay");

    if (answer->replayed && said.length > 0) {
        find_auth_nonce_replayed_told(about, CERTAINTY_SHOWN, said, about->method,
                                      about->transaction->request_frame, plain(answer->credentials.auth.nonce),
                                      answer->credentials.auth.nc, answer->accepted->request_frame);
        return true;
    }
    if (answer->replayed) {
        find_auth_nonce_replayed(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                 plain(answer->credentials.auth.nonce), answer->credentials.auth.nc,
                                 answer->accepted->request_frame);
        return true;
    }
    if (said.length > 0) {
        find_auth_nonce_replayed_phrase(about, CERTAINTY_SHOWN, said);
        return true;
    }
    return false;
}

/* RFC 7616, Section 3.4: qop, nc and cnonce come together. */
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
    if (missing != NULL) {
        find_auth_qop_fields_missing(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                     plain(auth->qop), case_text(missing));
        return true;
    }
    if (!answer->with_qop || auth->qop.length > 0)
        return false;
    /* Without any of the three it is the form of RFC 2069, which servers may take. */
    if (about->code == 400 || auth->nc.length > 0 || auth->cnonce.length > 0) {
        find_auth_qop_fields_missing_qop(about, CERTAINTY_SHOWN, answer->given->final_frame, about->method,
                                         about->transaction->request_frame);
        return true;
    }
    return false;
}

static void
find_old_form(finding_case_t *about, const answer_t *answer)
{
    if (answer->with_qop && answer->credentials.auth.qop.length == 0 && case_has(about, FINDING_AUTH_REFUSED))
        find_auth_qop_fields_missing_all(about, CERTAINTY_LIKELY, answer->given->final_frame, about->method,
                                         about->transaction->request_frame);
}

/* What the server says of a wrong password and the like. */
static sip_text_t
says_refused(const finding_case_t *about)
{
    static const char *const words[] = {
        "password", "authentication fail", "bad credentials", "invalid credentials", NULL
    };

    return says_one_of(about, words);
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
    sip_text_t           user = plain(auth->username), realm = plain(auth->realm), said;
    bool                 fresh = answer->given != NULL && answer->newest
        && transaction->time - answer->given->final_time < FRESH_MS;

    if (is_challenge(about->code)) {
        /* Where the server gives the same nonce again, it is not the nonce that it dislikes. */
        if (answer->accepted == NULL && (same(answer->challenge.auth.nonce, auth->nonce) || fresh))
            find_auth_refused(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, user, realm);
        return;
    }
    if (about->code != 403)
        return;
    said = says_refused(about);
    before = refused_before(about, answer);
    if (said.length > 0)
        find_auth_refused_phrase(about, CERTAINTY_SHOWN, said, about->method,
                                 transaction->request_frame, user, realm);
    else if (before != NULL && fresh)
        find_auth_refused_again(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, user, realm,
                                before->final_frame);
}

/* Whether a request with these credentials, which was accepted, is like the one that is refused. */
typedef bool (*is_alike_t)(const message_view_t *accepted, const auth_t *used, const finding_case_t *about);

static bool
is_accepted_in(const call_t *call, const finding_case_t *about, is_alike_t is_alike)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        message_view_t request;
        sip_text_t     header;
        auth_t         used;

        if (item->final_code < 200 || item->final_code > 299 || item->leg.to != about->transaction->leg.to)
            continue;
        request = transaction_request(item);
        header = request.header;
        if (next_credentials(&header, &used) && is_alike(&request, &used, about))
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
    for (unsigned seen = 0; call != NULL && seen < MAX_OTHER_CALLS; call = call->next, seen++) {
        if (is_accepted_in(call, about, is_alike))
            return true;
    }
    return false;
}

static bool
has_other_user(const message_view_t *accepted, const auth_t *used, const finding_case_t *about)
{
    return !case_texts_equal(sip_user(view_value(accepted, "From", 'f')), plain(used->auth.username))
        && case_is_about(about, "INVITE");
}

/* RFC 3323, Section 4.1.1.3: From is hidden on purpose, and the account stands elsewhere. */
static bool
is_hidden(sip_text_t from)
{
    sip_text_t address = sip_address(from);

    return g_strstr_len(address.bytes, (gssize)address.length, "anonymous") != NULL;
}

static void
find_other_user(finding_case_t *about, const answer_t *answer)
{
    bool        registers = case_is_about(about, "REGISTER");
    sip_text_t  value = registers ? view_value(&about->request, "To", 't') : view_value(&about->request, "From", 'f');
    sip_text_t  user = sip_user(value), name = plain(answer->credentials.auth.username), account = name;
    const char *at = name.length > 0 ? memchr(name.bytes, '@', name.length) : NULL;

    if ((about->code != 403 && !case_has(about, FINDING_AUTH_REFUSED)) || user.length == 0 || name.length == 0)
        return;
    if (at != NULL)
        account.length = (size_t)(at - name.bytes);
    if (case_texts_equal(user, account) || case_texts_equal(user, name) || is_hidden(value))
        return;
    /* A phrase of its own says something else. */
    if (!case_phrase_is_registered(about) && !case_phrase_has(about, "from") && !case_has(about, FINDING_AUTH_REFUSED))
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
    const char *at = a.length > 0 ? memchr(a.bytes, '@', a.length) : NULL;
    const char *colon = a.length > 0 ? memchr(a.bytes, ':', a.length) : NULL;
    size_t      user = colon != NULL ? (size_t)(colon - a.bytes) : 0, user_end = at != NULL ? (size_t)(at - a.bytes) : user;

    return a.length == b.length && g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0
        && memcmp(a.bytes + user, b.bytes + user, user_end - user) == 0;
}

static bool
has_other_uri(const message_view_t *accepted, const auth_t *used, const finding_case_t *about)
{
    (void)about;
    return !is_same_uri(plain(used->auth.uri), view_request_uri(accepted));
}

/* RFC 7616, Section 3.4.6: the server may answer 400 where the uri of the credentials is not that of the request. */
static void
find_other_uri(finding_case_t *about, const answer_t *answer)
{
    sip_text_t uri = plain(answer->credentials.auth.uri), request_uri = view_request_uri(&about->request);
    bool       complains = about->code == 400;

    if (uri.length == 0 || is_same_uri(uri, request_uri) || is_accepted_elsewhere(about, has_other_uri)
        || (!complains && !case_has(about, FINDING_AUTH_REFUSED)))
        return;
    find_auth_uri_differs(about, complains && view_branch(&about->request, 1).length == 0 ? CERTAINTY_SHOWN
                                                                                          : CERTAINTY_LIKELY,
                          about->method, about->transaction->request_frame, uri, request_uri);
}

/* RFC 8760, Section 2.4: a challenge is answered with its own algorithm, or not at all. */
static bool
find_other_algorithm(finding_case_t *about, const answer_t *answer)
{
    sip_text_t asked = plain(answer->challenge.auth.algorithm), used = plain(answer->credentials.auth.algorithm), other;
    sip_text_t header = about->message.header;
    auth_t     challenge;

    if (asked.length == 0)
        return false;
    if (used.length == 0)
        used = case_text("MD5");
    while (next_challenge(&header, &challenge)) {
        other = plain(challenge.auth.algorithm);
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
        find_auth_realm_wrong_likely(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame,
                                     plain(credentials.auth.realm), challenged->final_frame, plain(asked.auth.realm));
        return;
    }
    find_auth_realm_wrong(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                          plain(credentials.auth.realm), challenged->final_frame, plain(asked.auth.realm));
}

/* What is wrong with credentials that a server does not take. */
static void
find_fault(finding_case_t *about, const answer_t *answer)
{
    if (find_expired(about, answer) || find_replayed(about, answer) || find_incomplete(about, answer)
        || find_other_algorithm(about, answer))
        return;
    find_refused(about, answer);
    find_old_form(about, answer);
    find_other_user(about, answer);
    find_other_uri(about, answer);
}

void
find_in_authentication(finding_case_t *about)
{
    answer_t answer;
    bool     answered;

    if (about->moment->kind != MOMENT_FINAL || !view_is_known(&about->request)
        || (about->code != 400 && about->code != 403 && about->code != 494 && !is_challenge(about->code)))
        return;
    /* Most challenges are for requests without any. */
    if (has_credentials(&about->request)) {
        answered = find_answer(about, &answer);
        if (!answered || !is_challenge(about->code))
            find_wrong_realm(about);
        if (answered && plain(answer.credentials.auth.auts).length > 0)
            find_auth_aka_resync(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame);
        else if (answered && !case_has(about, FINDING_AUTH_REALM_WRONG))
            find_fault(about, &answer);
    }
    /* A nonce that is too old each time is a cause by itself, and no matter of the account. */
    if (about->transaction->challenges >= STORM && !case_has(about, FINDING_AUTH_NONCE_EXPIRED))
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
        case FINDING_AUTH_ALGORITHM_UNANSWERED:
            return !found->late;
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

/* Whether the request has credentials for one of the realms that the response challenges for. */
static bool
is_answer(const message_view_t *request, const message_view_t *response)
{
    sip_text_t header = response->header;
    auth_t     challenge, used;

    while (next_challenge(&header, &challenge)) {
        if (find_credentials(request, &challenge, &used))
            return true;
    }
    return false;
}

/* Whether what the client tried next, if anything, had no credentials for the challenge. */
static bool
is_left(const finding_case_t *about)
{
    const transaction_t *item = about->transaction->retry;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->retry, seen++) {
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

    for (unsigned seen = 0; call != NULL && seen < MAX_OTHER_CALLS; call = call->newer, seen++) {
        const transaction_t *item = call->transactions;

        for (unsigned number = 0; item != NULL && number < MAX_EARLIER; item = item->next, number++) {
            message_view_t request;

            if (item->method != about->transaction->method || !legs_have_one_sender(&item->leg, &about->transaction->leg))
                continue;
            request = transaction_request(item);
            if (!view_is_known(&request)
                || (case_texts_equal(sip_address(view_value(&request, "From", 'f')), from)
                    && is_answer(&request, &about->message)))
                return true;
        }
    }
    return false;
}

/* Whether the call was ended so soon that nothing inside it was to be tried again. */
static bool
ended_soon(const finding_case_t *about)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_EARLIER; item = item->next, seen++) {
        if (item->method == METHOD_BYE && item != about->transaction && item->time >= about->transaction->final_time
            && item->time < about->transaction->final_time + GIVEN_UP_MS)
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

    if (transaction->retry_doubtful || left < GIVEN_UP_MS || !view_is_known(&about->request)
        || !view_is_known(&about->message)
        || findings_refuse_credentials(about->before) || case_had(about, FINDING_AUTH_URI_DIFFERS)
        || went_on_elsewhere(about) || ended_soon(about) || is_answered_elsewhere(about))
        return;
    if (!offers_md5(&about->message, &algorithm) && is_left(about))
        find_auth_algorithm_unanswered(about, CERTAINTY_SHOWN, algorithm, about->method, left);
    else if (transaction->retry != NULL)
        return;
    else if (case_is_about(about, "BYE"))
        find_auth_not_retried_bye(about, CERTAINTY_SHOWN, left);
    else
        find_auth_not_retried(about, CERTAINTY_SHOWN, about->method, left);
}

/* The same user was accepted by the next try, so that the credentials were right and only their nonce was not. */
static void
find_accepted_later(finding_case_t *about)
{
    const transaction_t *retry = about->transaction->retry, *from;
    message_view_t       request;
    answer_t             answer;
    auth_t               used;

    if (retry == NULL || retry->final_code < 200 || retry->final_code > 299 || about->before != NULL
        || !view_is_known(&about->request) || !find_answer(about, &answer))
        return;
    request = transaction_request(retry);
    if (!find_credentials(&request, &answer.credentials, &used)
        || !same(used.auth.username, answer.credentials.auth.username)
        || same(used.auth.nonce, answer.credentials.auth.nonce))
        return;
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
    if (about->moment->kind != MOMENT_FINAL || !is_challenge(about->code))
        return;
    find_left(about);
    if (about->text != NULL)
        find_accepted_later(about);
}
