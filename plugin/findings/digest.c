/* digest.c
 * Challenges and credentials, and what was said of a nonce before
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/strays.h"
#include "findings/digest.h"

/* Without quotes around it. */
sip_text_t
digest_plain(sip_text_t text)
{
    if (text.length >= 2 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"') {
        text.bytes++;
        text.length -= 2;
    }
    return text;
}

bool
digest_same(sip_text_t a, sip_text_t b)
{
    return sip_texts_equal(digest_plain(a), digest_plain(b));
}

/* Takes the next header field of credentials or challenges (initial: 'a' and 'p', or 'w' and 'p'). */
static bool
next_auth(sip_text_t *header, const char *name, const char *proxy_name, digest_t *found)
{
    sip_initials_t     initials = sip_initials_of(name, proxy_name[0]);
    sip_header_field_t field;

    while (sip_find_header_field_of(header, initials, &field)) {
        found->of_proxy = sip_header_field_is(&field, proxy_name, '\0');
        if (found->of_proxy || sip_header_field_is(&field, name, '\0')) {
            found->auth = sip_parse_auth(field.value);
            return true;
        }
    }
    return false;
}

bool
digest_next_challenge(sip_text_t *header, digest_t *found)
{
    return next_auth(header, "WWW-Authenticate", "Proxy-Authenticate", found);
}

/* A first REGISTER in an IMS network names user and realm, with an empty response: these are none. */
bool
digest_next_credentials(sip_text_t *header, digest_t *found)
{
    while (next_auth(header, "Authorization", "Proxy-Authorization", found)) {
        if (digest_plain(found->auth.response).length > 0 || digest_plain(found->auth.auts).length > 0)
            return true;
    }
    return false;
}

bool
digest_next_token(sip_text_t *header, digest_t *found)
{
    while (next_auth(header, "Authorization", "Proxy-Authorization", found)) {
        if (sip_text_is(found->auth.scheme, "Bearer"))
            return true;
    }
    return false;
}

/*
 * Whether "iza" is somewhere, which both header fields have: most requests that
 * are challenged have neither, and are passed over so at a tenth of the cost of
 * their lines.
 */
static bool
may_have_fields(sip_text_t text)
{
    static const char both[] = { 'z', 'Z' };

    for (size_t i = 0; i < sizeof both; i++) {
        const char *at = text.bytes, *end = at + text.length;

        while (end - at > 1 && (at = memchr(at + 1, both[i], (size_t)(end - at) - 1)) != NULL) {
            if (end - at > 1 && (at[-1] | 0x20) == 'i' && (at[1] | 0x20) == 'a')
                return true;
        }
    }
    return false;
}

bool
digest_has_fields(const message_view_t *request, sip_text_t *first)
{
    sip_text_t         rest = request->header;
    sip_header_field_t field;

    if (rest.length == 0 || !may_have_fields(rest))
        return false;
    while (sip_find_header_field(&rest, "ap", &field)) {
        if (sip_header_field_is(&field, "Authorization", '\0')
            || sip_header_field_is(&field, "Proxy-Authorization", '\0')) {
            first->bytes = field.name.bytes;
            first->length = request->header.length - (size_t)(field.name.bytes - request->header.bytes);
            return true;
        }
    }
    return false;
}

bool
digest_has_credentials(const message_view_t *request)
{
    sip_text_t header = request->header;
    digest_t     found;

    return digest_next_credentials(&header, &found);
}

/* The credentials of a request for a realm. */
bool
digest_find_credentials(const message_view_t *request, const digest_t *realm, digest_t *found)
{
    sip_text_t header = request->header;

    while (digest_next_credentials(&header, found)) {
        if (found->of_proxy == realm->of_proxy && digest_same(found->auth.realm, realm->auth.realm))
            return true;
    }
    return false;
}

bool
digest_is_challenge(unsigned code)
{
    return code == 401 || code == 407;
}

/* Whether a transaction is an earlier one of the same client with the same server. */
bool
digest_is_before(const transaction_t *item, const transaction_t *transaction)
{
    return item != transaction && item->final_code != 0 && item->final_frame < transaction->request_frame
        && legs_equal(&item->leg, &transaction->leg);
}

/* Whether a challenge may take what credentials have as qop; without quotes, a list may go on behind what was read. */
static bool
may_take_qop(const sip_auth_t *challenge, const sip_auth_t *credentials)
{
    sip_text_t offered = digest_plain(challenge->qop), used = digest_plain(credentials->qop), value;

    if (challenge->qop.length == 0 || challenge->qop.bytes[0] != '"')
        return true;
    while (sip_next_list_value(&offered, &value)) {
        if (value.length == used.length && g_ascii_strncasecmp(value.bytes, used.bytes, used.length) == 0)
            return true;
    }
    return false;
}

/* What a challenge to an earlier transaction says about the nonce; last: the frame of the last one for the realm so far. */
static void
note_challenge(digest_answer_t *answer, const transaction_t *item, sip_text_t header, uint32_t frame, uint32_t *last)
{
    digest_t challenge;
    bool     same;

    while (digest_next_challenge(&header, &challenge)) {
        if (challenge.of_proxy != answer->credentials.of_proxy
            || !digest_same(challenge.auth.realm, answer->credentials.auth.realm))
            continue;
        same = digest_same(challenge.auth.nonce, answer->credentials.auth.nonce);
        if (answer->given == NULL && same) {
            answer->given = item;
            answer->given_frame = frame;
            answer->given_time = frame == item->final_frame ? item->final_time : 0;
            answer->with_qop = challenge.auth.qop.length > 0;
            answer->qop = challenge.auth.qop;
        }
        /* Two challenges may have one nonce, as with two algorithms. */
        if (same)
            answer->takes_qop = answer->takes_qop || may_take_qop(&challenge.auth, &answer->credentials.auth);
        if (frame >= *last) {
            answer->newest = same || (frame == *last && answer->newest);
            *last = frame;
        }
    }
}

/* What the success of an earlier transaction says about the nonce. */
static void
note_success(digest_answer_t *answer, const transaction_t *item)
{
    message_view_t request = transaction_request(item);
    digest_t         used;
    bool           replayed;

    /* That somebody else got in with the same nonce says nothing of this account. */
    if (!digest_find_credentials(&request, &answer->credentials, &used)
        || !digest_same(used.auth.nonce, answer->credentials.auth.nonce)
        || !digest_same(used.auth.username, answer->credentials.auth.username))
        return;
    replayed = used.auth.nc.length > 0 && digest_same(used.auth.nc, answer->credentials.auth.nc);
    if (answer->accepted == NULL || (replayed && !answer->replayed))
        answer->accepted = item;
    answer->replayed = answer->replayed || replayed;
}

/* The same for all its challenges: a second one does not replace the first for who sent both. */
static void
note_challenges(const finding_case_t *about, digest_answer_t *answer, const transaction_t *item, uint32_t *last)
{
    message_view_t final;

    for (const other_final_t *other = item->other_finals; other != NULL; other = other->next) {
        final = message_view(texts_get(other->text));
        if (digest_is_challenge(other->code) && other->frame < about->transaction->request_frame)
            note_challenge(answer, item, final.header, other->frame, last);
    }
    final = transaction_final(item);
    if (digest_is_challenge(item->final_code))
        note_challenge(answer, item, final.header, item->final_frame, last);
}

static void
look_back_in(const finding_case_t *about, const call_t *call, digest_answer_t *answer, uint32_t *last)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        if (!digest_is_before(item, about->transaction))
            continue;
        note_challenges(about, answer, item, last);
        if (item->final_code < 300)
            note_success(answer, item);
    }
}

/* What was said of the nonce before, the newest first: in the call, or where clients carry a nonce over from another one. */
static void
look_back(const finding_case_t *about, digest_answer_t *answer)
{
    const call_t *call = calls_newest();
    uint32_t      last = 0;

    look_back_in(about, about->call, answer, &last);
    /* One whose request was not seen may be newer. */
    if (answer->given != NULL && strays_challenge(view_value(&about->request, "Call-ID", 'i'), &about->transaction->leg,
                                           answer->given_frame, about->transaction->request_frame))
        answer->doubtful = true;
    if (answer->given != NULL)
        return;
    for (unsigned seen = 0; call != NULL && seen < DIGEST_MAX_OTHER_CALLS; call = call->next, seen++) {
        if (call != about->call)
            look_back_in(about, call, answer, &last);
    }
    answer->doubtful = true;
}

/* The credentials that the response refuses, or asks for anew; false if the request had none for it. */
bool
digest_find_answer(const finding_case_t *about, digest_answer_t *answer)
{
    sip_text_t header = about->message.header;

    memset(answer, 0, sizeof *answer);
    while (digest_next_challenge(&header, &answer->challenge)) {
        if (digest_find_credentials(&about->request, &answer->challenge, &answer->credentials)) {
            look_back(about, answer);
            return true;
        }
    }
    memset(&answer->challenge, 0, sizeof answer->challenge);
    header = about->request.header;
    if (digest_is_challenge(about->code) || !digest_next_credentials(&header, &answer->credentials))
        return false;
    look_back(about, answer);
    return true;
}
