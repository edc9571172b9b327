/* fitting.c
 * Which texts of the catalogue fit a case
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/fitting.h"
#include "findings/case.h"
#include "findings/digest.h"
#include "findings/reasons.h"
#include "findings/request_facts.h"

static void
find_facts(fitting_case_t *facts, bool doubt)
{
    const moment_t *moment = facts->moment;

    facts->known = true;
    facts->doubt = doubt;
    facts->message = moment_view(moment);
    if (moment->transaction != NULL && moment->kind != MOMENT_ACK)
        facts->request = transaction_request(moment->transaction);
}

static sip_text_t
method_asked(fitting_case_t *facts)
{
    if (!facts->method_read && view_is_known(&facts->message))
        facts->method = facts->moment->code == 0 ? view_method(&facts->message) : view_cseq_method(&facts->message);
    facts->method_read = true;
    return facts->method;
}

/* Whether a list, its words separated by blanks, has this one; exactly: in the same case of letters. */
static bool
lists(const char *list, sip_text_t word, bool exactly)
{
    while (*list != '\0') {
        size_t length = strcspn(list, " ");

        if (length == word.length
            && (exactly ? memcmp(list, word.bytes, length) : g_ascii_strncasecmp(list, word.bytes, length)) == 0)
            return true;
        list += length;
        list += strspn(list, " ");
    }
    return false;
}

/* Methods have a case (RFC 3261, Section 7.1). */
static bool
method_fits(fitting_case_t *facts, const text_condition_t *condition)
{
    sip_text_t method;

    if (condition->methods == NULL && condition->other_methods == NULL)
        return true;
    method = method_asked(facts);
    if (method.length == 0)
        return facts->doubt;
    return (condition->methods == NULL || lists(condition->methods, method, true))
        && (condition->other_methods == NULL || !lists(condition->other_methods, method, true));
}

/* "SIP/2.0/UDP host": what stands behind the second slash. */
static bool
transport_fits(const fitting_case_t *facts, const char *transports)
{
    sip_text_t  via = view_value(&facts->message, "Via", 'v'), token = sip_take_token(&via);
    const char *slash = token.length > 0 ? g_strrstr_len(token.bytes, (gssize)token.length, "/") : NULL;

    if (slash == NULL)
        return facts->doubt;
    token.length -= (size_t)(slash + 1 - token.bytes);
    token.bytes = slash + 1;
    return lists(transports, token, false);
}

/* Of those that conditions ask for (RFC 3261, Section 7.3.3; RFC 6665; RFC 3515). */
static char
compact_form(const char *name)
{
    static const struct {
        const char *name;
        char        compact;
    } forms[] = { { "Contact", 'm' }, { "Content-Type", 'c' }, { "Event", 'o' }, { "Refer-To", 'r' } };

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (strcmp(name, forms[i].name) == 0)
            return forms[i].compact;
    }
    return '\0';
}

/* Whether a word begins somewhere in a text; a number also ends there. */
static bool
begins_in(sip_text_t text, const char *word, size_t length)
{
    for (size_t i = 0; i + length <= text.length; i++) {
        const char *at = text.bytes + i;

        if (g_ascii_strncasecmp(at, word, length) != 0 || (i > 0 && g_ascii_isalnum(at[-1])))
            continue;
        if (i + length == text.length || !g_ascii_isdigit(word[length - 1]) || !g_ascii_isdigit(at[length]))
            return true;
    }
    return false;
}

/* So much of a value is looked at: what is asked for is a type, a scheme or a number. */
#define MAX_VALUE_BYTES     1024

static bool
has_header(const message_view_t *view, const asked_header_t *asked)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   value;

    if (asked->words == NULL)
        return view_has(view, asked->name, compact_form(asked->name));
    while (sip_next_value(&values, asked->name, compact_form(asked->name), &value)) {
        value.length = MIN(value.length, MAX_VALUE_BYTES);
        for (const char *word = asked->words; *word != '\0'; word += strspn(word, " ")) {
            size_t length = strcspn(word, " ");

            if (begins_in(value, word, length))
                return true;
            word += length;
        }
    }
    return false;
}

/* Whether Reason gives one of these causes of Q.850. */
static bool
has_cause(const message_view_t *view, const char *causes)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    while (sip_next_value(&values, "Reason", '\0', &value)) {
        char number[16];

        if (!sip_parse_reason(value, &reason) || !reason.has_cause || !sip_text_is(reason.protocol, "Q.850"))
            continue;
        snprintf(number, sizeof number, "%u", reason.cause);
        if (lists(causes, (sip_text_t){ number, strlen(number) }, true))
            return true;
    }
    return false;
}

static bool
answer_fits(uint8_t asked, bool answer)
{
    return asked == ASKED_NOTHING || (asked == ASKED_YES) == answer;
}

/* Whether the request has credentials; of a challenge, such as it asks for. */
static bool
find_credentials(const fitting_case_t *facts)
{
    sip_text_t header = facts->message.header;
    digest_t   challenge, used;

    if (!digest_is_challenge(facts->moment->code))
        return digest_has_credentials(&facts->request);
    while (digest_next_challenge(&header, &challenge)) {
        if (digest_find_credentials(&facts->request, &challenge, &used))
            return true;
    }
    return false;
}

/* The same, looked for once, as several texts ask for it. */
static bool
has_credentials(fitting_case_t *facts)
{
    if (facts->credentials == ASKED_NOTHING)
        facts->credentials = find_credentials(facts) ? ASKED_YES : ASKED_NO;
    return facts->credentials == ASKED_YES;
}

/* Clocks of two machines do not matter here, but those who set a timer are a little early at times. */
#define EARLY_MS    500

/* Whether the time in Expires of the request had run out (RFC 3261, Section 13.3.1). */
static bool
has_expired(const fitting_case_t *facts)
{
    uint32_t seconds;

    return view_number(&facts->request, "Expires", '\0', &seconds)
        && facts->moment->now - facts->moment->transaction->time + EARLY_MS >= (int64_t)seconds * 1000;
}

static bool
asks_request(const text_condition_t *condition)
{
    return condition->request_header.name != NULL || condition->no_request_header.name != NULL
        || condition->inside != ASKED_NOTHING || condition->credentials != ASKED_NOTHING || condition->expired != ASKED_NOTHING
        || condition->schemes != NULL || condition->offered != ASKED_NOTHING || condition->anonymous != ASKED_NOTHING;
}

/* What the request itself tells. */
static bool
request_fits(fitting_case_t *facts, const text_condition_t *condition)
{
    if (!view_is_known(&facts->request))
        return facts->doubt || !asks_request(condition);
    if (condition->request_header.name != NULL && !has_header(&facts->request, &condition->request_header))
        return false;
    if (condition->no_request_header.name != NULL && has_header(&facts->request, &condition->no_request_header))
        return false;
    if (condition->expired != ASKED_NOTHING && !answer_fits(condition->expired, has_expired(facts)))
        return false;
    if (condition->schemes != NULL && !request_has_scheme(&facts->request, condition->schemes))
        return false;
    if (condition->offered != ASKED_NOTHING
        && !answer_fits(condition->offered, request_offers(&facts->request, &facts->message)))
        return false;
    if (condition->anonymous != ASKED_NOTHING
        && !answer_fits(condition->anonymous, request_is_anonymous(&facts->request)))
        return false;
    if (condition->inside != ASKED_NOTHING
        && !answer_fits(condition->inside, view_to_tag(&facts->request).length > 0))
        return false;
    return condition->credentials == ASKED_NOTHING
        || answer_fits(condition->credentials, has_credentials(facts));
}

/* Whether it rang. What 183 says is not known: it may be an announcement that nobody can be reached. */
static bool
ringing_fits(const fitting_case_t *facts, uint8_t asked)
{
    const transaction_t *transaction = facts->moment->transaction;

    if (asked == ASKED_NOTHING)
        return true;
    if (transaction == NULL)
        return facts->doubt;
    for (const provisional_t *item = transaction->provisionals; item != NULL; item = item->next) {
        if (item->code == 180 && item->frame < facts->moment->frame)
            return asked == ASKED_YES;
    }
    if (transaction->rang_frame != 0 && transaction->rang_frame < facts->moment->frame)
        return facts->doubt;
    return asked == ASKED_NO;
}

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* Whether no earlier request of this side was seen in the call, so that it cannot be told what its number should be. */
static bool
first_fits(const fitting_case_t *facts, uint8_t asked)
{
    const transaction_t *transaction = facts->moment->transaction, *item;
    unsigned             seen = 0;

    if (asked == ASKED_NOTHING)
        return true;
    if (transaction == NULL || facts->moment->call == NULL)
        return facts->doubt;
    for (item = facts->moment->call->transactions; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->request_frame != 0 && item->request_frame < transaction->request_frame && item->cseq != transaction->cseq
            && legs_have_one_sender(&item->leg, &transaction->leg))
            return asked == ASKED_NO;
    }
    return item == NULL ? asked == ASKED_YES : facts->doubt;
}

/* Whether the CANCEL says that it is for what became of another branch (RFC 3326, Section 3.1). */
static bool
elsewhere_fits(const fitting_case_t *facts, uint8_t asked)
{
    const transaction_t *transaction = facts->moment->transaction, *item;
    unsigned             seen = 0;

    if (asked == ASKED_NOTHING)
        return true;
    if (transaction == NULL || facts->moment->call == NULL)
        return facts->doubt;
    item = transactions_with(facts->moment->call, transaction->cseq);
    for (; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        message_view_t cancel = item->method == METHOD_CANCEL ? transaction_request(item) : (message_view_t){ 0 };

        if (view_is_known(&cancel) && legs_equal(&item->leg, &transaction->leg))
            return answer_fits(asked, tells_of_elsewhere(&cancel));
    }
    return facts->doubt;
}

static bool
asks_message(const text_condition_t *condition)
{
    return condition->phrase != NULL || condition->other_phrase != NULL || condition->causes != NULL
        || condition->header.name != NULL || condition->no_header.name != NULL || condition->transports != NULL;
}

/* What the response itself tells. */
static bool
message_fits(const fitting_case_t *facts, const text_condition_t *condition)
{
    if (!view_is_known(&facts->message))
        return facts->doubt || !asks_message(condition);
    if (condition->phrase != NULL && !case_text_has(view_phrase(&facts->message), condition->phrase))
        return false;
    if (condition->other_phrase != NULL && case_text_has(view_phrase(&facts->message), condition->other_phrase))
        return false;
    if (condition->causes != NULL && !has_cause(&facts->message, condition->causes))
        return false;
    if (condition->header.name != NULL && !has_header(&facts->message, &condition->header))
        return false;
    if (condition->no_header.name != NULL && has_header(&facts->message, &condition->no_header))
        return false;
    return condition->transports == NULL || transport_fits(facts, condition->transports);
}

static bool
case_fits(fitting_case_t *facts, const text_condition_t *condition)
{
    return method_fits(facts, condition) && request_fits(facts, condition) && ringing_fits(facts, condition->rang)
        && first_fits(facts, condition->first_seen) && elsewhere_fits(facts, condition->elsewhere)
        && message_fits(facts, condition);
}

const char *const *
fitting_texts(fitting_case_t *about, const char *const *texts, const text_condition_t *conditions)
{
    const char **fitting;
    unsigned     count = 0, length = 0;

    if (conditions == NULL)
        return texts;
    while (texts[length] != NULL)
        length++;
    if (!about->known)
        find_facts(about, true);
    fitting = wmem_alloc_array(about->moment->pinfo->pool, const char *, length + 1);
    for (unsigned i = 0; i < length; i++) {
        if (case_fits(about, &conditions[i]))
            fitting[count++] = texts[i];
    }
    fitting[count] = NULL;
    return fitting;
}

const char *
fitting_summary(const moment_t *moment, const sip_response_record_t *record)
{
    fitting_case_t facts = { .moment = moment };

    if (record->summaries[0] == NULL)
        return NULL;
    find_facts(&facts, false);
    for (unsigned i = 0; record->summaries[i] != NULL; i++) {
        if (case_fits(&facts, &record->summary_conditions[i]))
            return record->summaries[i];
    }
    return NULL;
}
