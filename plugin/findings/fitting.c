/* fitting.c
 * Which texts of the catalogue fit a case
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/fitting.h"
#include "findings/case.h"
#include "findings/digest.h"
#include "message/view.h"

/* What is asked of a case. */
typedef struct {
    const moment_t *moment;
    bool            doubt;      /* what counts where something is not known */
    message_view_t  message;
    message_view_t  request;
    sip_text_t      method;
} facts_t;

static facts_t
facts_of(const moment_t *moment, bool doubt)
{
    facts_t facts = { .moment = moment, .doubt = doubt, .message = moment_view(moment) };

    if (moment->transaction != NULL && moment->kind != MOMENT_ACK)
        facts.request = transaction_request(moment->transaction);
    if (view_is_known(&facts.message))
        facts.method = moment->code == 0 ? view_method(&facts.message) : view_cseq_method(&facts.message);
    return facts;
}

/* Whether a list, its words separated by blanks, has this one, in any case of letters. */
static bool
lists(const char *list, sip_text_t word)
{
    while (*list != '\0') {
        size_t length = strcspn(list, " ");

        if (length == word.length && g_ascii_strncasecmp(list, word.bytes, length) == 0)
            return true;
        list += length;
        list += strspn(list, " ");
    }
    return false;
}

static bool
method_fits(const facts_t *facts, const text_condition_t *condition)
{
    if (facts->method.length == 0)
        return facts->doubt || (condition->methods == NULL && condition->other_methods == NULL);
    return (condition->methods == NULL || lists(condition->methods, facts->method))
        && (condition->other_methods == NULL || !lists(condition->other_methods, facts->method));
}

/* "SIP/2.0/UDP host": what stands behind the second slash. */
static bool
transport_fits(const facts_t *facts, const char *transports)
{
    sip_text_t  via = view_value(&facts->message, "Via", 'v'), token = sip_take_token(&via);
    const char *slash = token.length > 0 ? g_strrstr_len(token.bytes, (gssize)token.length, "/") : NULL;

    if (slash == NULL)
        return facts->doubt;
    token.length -= (size_t)(slash + 1 - token.bytes);
    token.bytes = slash + 1;
    return lists(transports, token);
}

/* Of those that conditions ask for (RFC 3261, Section 7.3.3; RFC 6665). */
static char
compact_form(const char *name)
{
    if (strcmp(name, "Content-Type") == 0)
        return 'c';
    return strcmp(name, "Event") == 0 ? 'o' : '\0';
}

static bool
answer_fits(uint8_t asked, bool answer)
{
    return asked == ASKED_NOTHING || (asked == ASKED_YES) == answer;
}

/* Whether the request has credentials; of a challenge, such as it asks for. */
static bool
has_credentials(const facts_t *facts)
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

/* What the request itself tells. */
static bool
request_fits(const facts_t *facts, const text_condition_t *condition)
{
    if (!view_is_known(&facts->request))
        return facts->doubt || (condition->request_header == NULL && condition->inside == ASKED_NOTHING
                                && condition->credentials == ASKED_NOTHING);
    if (condition->request_header != NULL && !view_has(&facts->request, condition->request_header,
                                                         compact_form(condition->request_header)))
        return false;
    if (condition->inside != ASKED_NOTHING
        && !answer_fits(condition->inside, view_to_tag(&facts->request).length > 0))
        return false;
    return condition->credentials == ASKED_NOTHING
        || answer_fits(condition->credentials, has_credentials(facts));
}

/* Whether it rang. What 183 says is not known: it may be an announcement that nobody can be reached. */
static bool
ringing_fits(const facts_t *facts, uint8_t asked)
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

static bool
case_fits(const facts_t *facts, const text_condition_t *condition)
{
    if (!method_fits(facts, condition) || !request_fits(facts, condition) || !ringing_fits(facts, condition->rang))
        return false;
    if (!view_is_known(&facts->message))
        return facts->doubt || (condition->phrase == NULL && condition->header == NULL && condition->transports == NULL);
    if (condition->phrase != NULL && !case_text_has(view_phrase(&facts->message), condition->phrase))
        return false;
    if (condition->header != NULL && !view_has(&facts->message, condition->header, compact_form(condition->header)))
        return false;
    return condition->transports == NULL || transport_fits(facts, condition->transports);
}

const char *const *
fitting_texts(const moment_t *moment, const char *const *texts, const text_condition_t *conditions)
{
    facts_t      facts;
    const char **fitting;
    unsigned     count = 0, length = 0;

    if (conditions == NULL)
        return texts;
    while (texts[length] != NULL)
        length++;
    facts = facts_of(moment, true);
    fitting = wmem_alloc_array(moment->pinfo->pool, const char *, length + 1);
    for (unsigned i = 0; i < length; i++) {
        if (case_fits(&facts, &conditions[i]))
            fitting[count++] = texts[i];
    }
    fitting[count] = NULL;
    return fitting;
}

const char *
fitting_summary(const moment_t *moment, const sip_response_record_t *record)
{
    facts_t facts;

    if (record->summaries[0] == NULL)
        return NULL;
    facts = facts_of(moment, false);
    for (unsigned i = 0; record->summaries[i] != NULL; i++) {
        if (case_fits(&facts, &record->summary_conditions[i]))
            return record->summaries[i];
    }
    return NULL;
}
