/* diagnosis.c
 * What this very response says, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/diagnosis.h"
#include "findings/diagnosis_exchange.h"
#include "catalogue/catalogue.h"
#include "catalogue/language.h"
#include "findings/case.h"
#include "finding_sentences.h"

#include <wsutil/str_util.h>

/* So many challenges and Reason values of a message are put into sentences. */
#define MAX_VALUES      12

/* The first field of this name; false if there is none. */
static bool
find_field(const diagnosis_t *diagnosis, const char *name, sip_text_t *value)
{
    bool               last;
    sip_text_t         header = message_text_from(diagnosis->text, name[0], '\0', &last);
    sip_header_field_t field;

    while (sip_find_header_field_of(&header, sip_initials_of(name, '\0'), &field)) {
        if (sip_header_field_is(&field, name, '\0')) {
            *value = field.value;
            return true;
        }
        if (last)
            break;
    }
    return false;
}

static void
say_list(diagnosis_t *diagnosis, diagnosis_id_t id, const char *name, char compact)
{
    const char *list = list_text(diagnosis, name, compact, whole_value);

    if (list != NULL)
        say(diagnosis, id, list);
}

static void
say_seconds(diagnosis_t *diagnosis, diagnosis_id_t id, const char *name)
{
    sip_text_t value;
    uint32_t   seconds;

    if (find_field(diagnosis, name, &value) && sip_parse_number(first_token(value), &seconds))
        say(diagnosis, id, seconds_text(diagnosis, seconds));
}

/* RFC 3261, Section 20.33: seconds, then a comment and parameters. */
static void
say_retry_after(diagnosis_t *diagnosis)
{
    sip_text_t value;
    uint32_t   seconds;
    GDateTime *when;
    char      *clock;

    if (!find_field(diagnosis, "Retry-After", &value))
        return;
    for (size_t i = 0; i < value.length; i++) {
        if (value.bytes[i] == '(')
            value.length = i;
    }
    if (!sip_parse_number(first_token(value), &seconds) || seconds == 0)
        return;
    when = g_date_time_new_from_unix_utc((gint64)diagnosis->pinfo->abs_ts.secs + seconds);
    if (when == NULL)
        return;
    clock = g_date_time_format(when, seconds < 86400 ? "%H:%M:%S" : "%Y-%m-%d %H:%M:%S");
    say(diagnosis, DIAGNOSIS_RETRY_AFTER, seconds_text(diagnosis, seconds), clock != NULL ? clock : "?");
    g_free(clock);
    g_date_time_unref(when);
}

/* For whom a challenge wants credentials, and of which kind. */
static void
say_challenge(diagnosis_t *diagnosis, const moment_t *moment, sip_text_t challenge)
{
    sip_auth_t  auth = sip_parse_auth(challenge);
    const char *how;

    if (auth.realm.length == 0)
        return;
    how = value_text(diagnosis, auth.scheme);
    if (auth.algorithm.length > 0)
        how = wmem_strconcat(diagnosis->pinfo->pool, how, list_separator(), value_text(diagnosis, auth.algorithm), NULL);
    say(diagnosis, DIAGNOSIS_CHALLENGE, value_text(diagnosis, auth.realm), how);
    /* Where the request was seen, it is a finding if it had credentials, and not true if it had none. */
    if (auth.stale && moment->transaction == NULL)
        say(diagnosis, DIAGNOSIS_STALE);
}

static void
say_challenges(diagnosis_t *diagnosis, const moment_t *moment)
{
    bool               last;
    sip_text_t         header = message_text_from(diagnosis->text, 'w', 'p', &last);
    sip_header_field_t field;
    unsigned           count = 0;

    while (count < MAX_VALUES && sip_find_header_field(&header, "wp", &field)) {
        if (sip_header_field_is(&field, "WWW-Authenticate", '\0')
            || sip_header_field_is(&field, "Proxy-Authenticate", '\0')) {
            say_challenge(diagnosis, moment, field.value);
            count++;
        }
        if (last)
            break;
    }
}

static void
say_reason(diagnosis_t *diagnosis, const sip_reason_t *reason)
{
    const reason_cause_record_t *cause = NULL;

    if (reason->has_cause)
        cause = catalogue_find_reason_cause(value_text(diagnosis, reason->protocol), reason->cause);
    if (cause != NULL && strcmp(cause->protocol, "STIR") == 0 && diagnosis->code < 300)
        say(diagnosis, DIAGNOSIS_IDENTITY_FAILED, cause->name);
}

static void
say_reasons(diagnosis_t *diagnosis)
{
    sip_values_t values = { diagnosis->text->header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    if (!message_text_may_have(diagnosis->text, "Reason", '\0'))
        return;
    for (unsigned count = 0; count < MAX_VALUES && sip_next_value(&values, "Reason", '\0', &value); count++) {
        if (sip_parse_reason(value, &reason))
            say_reason(diagnosis, &reason);
    }
}

/* Whether this answers a request of this method for good. */
static bool
is_final_to(const moment_t *moment, uint8_t method)
{
    return moment->code >= 200 && moment->transaction != NULL && moment->transaction->method == method;
}

static void
say_redirection(diagnosis_t *diagnosis, const moment_t *moment)
{
    const char *targets = list_text(diagnosis, "Contact", 'm', sip_address);

    if (targets != NULL)
        say(diagnosis, DIAGNOSIS_REDIRECT, targets);
    /* A 305 to REGISTER needs none in IMS: the device looks for another P-CSCF (3GPP TS 24.229, Section 5.1.1.2). */
    else if (diagnosis->code != 305 || !is_final_to(moment, METHOD_REGISTER))
        say(diagnosis, DIAGNOSIS_NO_TARGET);
}

/* RFC 6442, Section 4.3, and RFC 8876, Section 4: the header field begins with a number. */
typedef struct {
    uint32_t       number;
    diagnosis_id_t sentence;
} numbered_sentence_t;

static const numbered_sentence_t geolocation_errors[] = {
    { 100, DIAGNOSIS_GEOLOCATION_100 },
    { 200, DIAGNOSIS_GEOLOCATION_200 },
    { 201, DIAGNOSIS_GEOLOCATION_201 },
    { 202, DIAGNOSIS_GEOLOCATION_202 },
    { 300, DIAGNOSIS_GEOLOCATION_300 },
};

static const numbered_sentence_t alert_errors[] = {
    { 100, DIAGNOSIS_ALERT_100 },
    { 101, DIAGNOSIS_ALERT_101 },
    { 102, DIAGNOSIS_ALERT_102 },
    { 103, DIAGNOSIS_ALERT_103 },
};

static void
say_numbered(diagnosis_t *diagnosis, const char *name, const numbered_sentence_t *sentences, size_t count)
{
    sip_text_t value;
    uint32_t   number;

    if (!find_field(diagnosis, name, &value) || !sip_parse_number(first_token(value), &number))
        return;
    for (size_t i = 0; i < count; i++) {
        if (sentences[i].number == number)
            say(diagnosis, sentences[i].sentence);
    }
}

/* The same where no finding says it, with the request beside it. */
static void
say_list_unless(diagnosis_t *diagnosis, const finding_t *found, unsigned finding, diagnosis_id_t id, const char *name,
                char compact)
{
    if (!finding_is_among(found, finding))
        say_list(diagnosis, id, name, compact);
}

/* RFC 3261, Section 21.4.15. */
static void
say_unsupported(diagnosis_t *diagnosis, const finding_t *found)
{
    if (finding_is_among(found, FINDING_EXTENSION_UNSUPPORTED))
        return;
    if (list_text(diagnosis, "Unsupported", '\0', whole_value) != NULL)
        say_list(diagnosis, DIAGNOSIS_UNSUPPORTED, "Unsupported", '\0');
    else
        say(diagnosis, DIAGNOSIS_UNSUPPORTED_UNNAMED);
}

/* Whether something is found with this sentence (SENTENCE_... of finding_sentences.h). */
static bool
is_said(const finding_t *found, unsigned sentence)
{
    while (found != NULL && found->sentence != sentence)
        found = found->next;
    return found != NULL;
}

/*
 * What the response lists in place of what the request has. It lists all that its
 * sender takes, also what is not the matter: the encoding where that is the type,
 * and the type of a description whose fax it refuses.
 */
static void
say_accepted(diagnosis_t *diagnosis, const finding_t *found)
{
    bool encoding = is_said(found, SENTENCE_MEDIA_BODY_UNSUPPORTED_ENCODING);
    bool other = finding_is_among(found, FINDING_MEDIA_T38_REFUSED) || finding_is_among(found, FINDING_MEDIA_OFFER);

    if (!is_said(found, SENTENCE_MEDIA_BODY_UNSUPPORTED) && !encoding && !other)
        say_list(diagnosis, DIAGNOSIS_ACCEPTED, "Accept", '\0');
    if (encoding || !(finding_is_among(found, FINDING_MEDIA_BODY_UNSUPPORTED) || other))
        say_list(diagnosis, DIAGNOSIS_ACCEPTED, "Accept-Encoding", '\0');
    say_list(diagnosis, DIAGNOSIS_ACCEPTED, "Accept-Language", '\0');
}

/* What the header fields that belong to the code say. */
static void
say_by_code(diagnosis_t *diagnosis, const moment_t *moment, const finding_t *found)
{
    const char *list;

    switch (diagnosis->code) {
    case 300: case 301: case 302: case 305:
        say_redirection(diagnosis, moment);
        break;
    case 401: case 407:
        say_challenges(diagnosis, moment);
        break;
    case 405: case 501:
        say_list_unless(diagnosis, found, FINDING_METHOD_NOT_ALLOWED, DIAGNOSIS_ALLOWED, "Allow", '\0');
        break;
    case 406: case 415:
        say_accepted(diagnosis, found);
        break;
    case 417:
        say_list(diagnosis, DIAGNOSIS_PRIORITIES, "Accept-Resource-Priority", '\0');
        break;
    case 420:
        say_unsupported(diagnosis, found);
        break;
    case 421:
        say_list_unless(diagnosis, found, FINDING_EXTENSION_REQUIRED, DIAGNOSIS_REQUIRED, "Require", '\0');
        break;
    case 422:
        if (!finding_is_among(found, FINDING_SESSION_EXPIRES_LOW))
            say_seconds(diagnosis, DIAGNOSIS_MIN_SE, "Min-SE");
        break;
    case 423:
        if (!finding_is_among(found, FINDING_EXPIRES_LOW))
            say_seconds(diagnosis, DIAGNOSIS_MIN_EXPIRES, "Min-Expires");
        break;
    case 469:
        say_list(diagnosis, DIAGNOSIS_INFO_PACKAGES, "Recv-Info", '\0');
        break;
    case 470:
        list = list_text(diagnosis, "Permission-Missing", '\0', sip_address);
        if (list != NULL)
            say(diagnosis, DIAGNOSIS_PERMISSION, list);
        break;
    case 489:
        say_list_unless(diagnosis, found, FINDING_EVENT_UNSUPPORTED, DIAGNOSIS_EVENTS, "Allow-Events", 'u');
        break;
    case 494:
        list = list_text(diagnosis, "Security-Server", '\0', first_token);
        if (list != NULL)
            say(diagnosis, DIAGNOSIS_MECHANISMS, list);
        say_challenges(diagnosis, moment);
        break;
    default:
        break;
    }
}

/* What was wrong with something that came with the request, be the request refused for it or not (RFC 6442, Section 4.4). */
static void
say_errors(diagnosis_t *diagnosis, const moment_t *moment)
{
    bool may_have = is_final_to(moment, METHOD_INVITE) || is_final_to(moment, METHOD_MESSAGE);

    if (diagnosis->code == 424 || may_have)
        say_numbered(diagnosis, "Geolocation-Error", geolocation_errors, G_N_ELEMENTS(geolocation_errors));
    if (diagnosis->code == 425 || may_have)
        say_numbered(diagnosis, "AlertMsg-Error", alert_errors, G_N_ELEMENTS(alert_errors));
}

static void
say_findings(diagnosis_t *diagnosis, const finding_t *found, bool late)
{
    for (; found != NULL; found = found->next) {
        if (found->late == late)
            say_finding(diagnosis, found);
    }
}

/* Whether a cause was found on the first pass: something that only says where to look, or that came later, is none. */
static bool
is_explained(const finding_t *found)
{
    return found != NULL && !found->late && catalogue_findings[found->finding].level != LEVEL_CONTEXT;
}

diagnosis_t
diagnosis_of(const moment_t *moment, const message_text_t *text, const finding_t *found)
{
    diagnosis_t diagnosis = {
        .pinfo = moment->pinfo, .text = text, .code = moment->code, .whole = !moment->first_pass,
        .sentences = wmem_strbuf_new(moment->pinfo->pool, ""),
    };

    say_findings(&diagnosis, found, false);
    if (moment->code != 0) {
        say_by_code(&diagnosis, moment, found);
        say_exchange(&diagnosis, moment, found);
        if (moment->code >= 400)
            say_retry_after(&diagnosis);
        say_reasons(&diagnosis);
        say_errors(&diagnosis, moment);
        if (!is_explained(found))
            say_request_unseen(&diagnosis, moment);
    }
    say_findings(&diagnosis, found, true);
    if (moment->code != 0)
        say_what_followed(&diagnosis, moment);
    return diagnosis;
}
