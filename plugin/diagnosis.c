/* diagnosis.c
 * What this very response and its exchange say, in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"
#include "diagnosis_list.h"
#include "escape.h"
#include "header_values.h"

/* Of a list in the message, so many values and so many bytes of each are put into a sentence. */
#define MAX_VALUES      12
#define MAX_VALUE_BYTES 120

typedef struct {
    packet_info          *pinfo;
    const message_text_t *text;
    unsigned              code;
    wmem_strbuf_t        *sentences;
} diagnosis_t;

/* Adds a sentence; behind its id, the value for each name in braces in the order of diagnosis_list.h. */
static void
say(diagnosis_t *diagnosis, diagnosis_id_t id, ...)
{
    static const char *const names[NUM_DIAGNOSES] = {
#define DIAGNOSIS_NAMES(id, group, names) names,
        DIAGNOSIS_LIST(DIAGNOSIS_NAMES)
#undef DIAGNOSIS_NAMES
    };
    const char *sentence = catalogue_diagnoses[id];
    const char *values[4] = { NULL };
    char      **name = g_strsplit(names[id], " ", 4);
    unsigned    count = *names[id] != '\0' ? g_strv_length(name) : 0;
    va_list     arguments;

    va_start(arguments, id);
    for (unsigned i = 0; i < count; i++)
        values[i] = va_arg(arguments, const char *);
    va_end(arguments);

    if (wmem_strbuf_get_len(diagnosis->sentences) > 0)
        wmem_strbuf_append_c(diagnosis->sentences, ' ');
    while (*sentence != '\0') {
        unsigned i = count;

        for (i = 0; *sentence == '{' && i < count; i++) {
            if (strncmp(sentence + 1, name[i], strlen(name[i])) == 0 && sentence[1 + strlen(name[i])] == '}')
                break;
        }
        if (*sentence == '{' && i < count) {
            wmem_strbuf_append(diagnosis->sentences, values[i]);
            sentence += strlen(name[i]) + 2;
        } else {
            wmem_strbuf_append_c(diagnosis->sentences, *sentence++);
        }
    }
    g_strfreev(name);
}

/* A part of the message without quotes and folds, escaped and not too long. */
static const char *
shown(const diagnosis_t *diagnosis, sip_text_t text)
{
    bool        cut = text.length > MAX_VALUE_BYTES;
    char        plain[MAX_VALUE_BYTES];
    char       *escaped;
    size_t      length;

    if (cut) {
        text.length = MAX_VALUE_BYTES;
        /* Not in the middle of a character. */
        while (text.length > 0 && ((unsigned char)text.bytes[text.length] & 0xc0) == 0x80)
            text.length--;
    }
    length = sip_unquote(plain, text);
    escaped = (char *)wmem_alloc(diagnosis->pinfo->pool, ESCAPE_MAX_BYTES(length) + strlen("..."));
    length = escape_text(escaped, (const unsigned char *)plain, length);
    if (cut)
        memcpy(escaped + length, "...", sizeof "...");
    return escaped;
}

static sip_text_t
token_of(sip_text_t value)
{
    return sip_take_token(&value);
}

static sip_text_t
whole(sip_text_t value)
{
    return value;
}

/*
 * The values of all header fields of this name, of each the part that is
 * asked for, with commas between them; NULL if there are none.
 */
static const char *
list_of(const diagnosis_t *diagnosis, const char *name, char compact, sip_text_t (*part)(sip_text_t))
{
    wmem_strbuf_t *list = wmem_strbuf_new(diagnosis->pinfo->pool, "");
    sip_values_t   values = { diagnosis->text->header, { NULL, 0 } };
    sip_text_t     value;
    unsigned       count = 0;

    while (count <= MAX_VALUES && sip_next_value(&values, name, compact, &value)) {
        value = part(value);
        if (value.length == 0)
            continue;
        if (count > 0)
            wmem_strbuf_append(list, ", ");
        wmem_strbuf_append(list, count < MAX_VALUES ? shown(diagnosis, value) : "...");
        count++;
    }
    return count > 0 ? wmem_strbuf_get_str(list) : NULL;
}

/* The first field of this name; false if there is none. */
static bool
find_field(const diagnosis_t *diagnosis, const char *name, sip_text_t *value)
{
    sip_text_t         header = diagnosis->text->header;
    sip_header_field_t field;

    while (sip_next_header_field(&header, &field)) {
        if (sip_header_field_is(&field, name, '\0')) {
            *value = field.value;
            return true;
        }
    }
    return false;
}

/* "90 s", "30 min", "1 h 30 min"; of the units that are not zero. */
static const char *
duration(const diagnosis_t *diagnosis, uint32_t seconds)
{
    wmem_strbuf_t *text = wmem_strbuf_new(diagnosis->pinfo->pool, "");

    if (seconds < 120)
        return wmem_strdup_printf(diagnosis->pinfo->pool, "%u s", seconds);
    if (seconds >= 3600)
        wmem_strbuf_append_printf(text, "%u h ", seconds / 3600);
    if (seconds / 60 % 60 != 0)
        wmem_strbuf_append_printf(text, "%u min ", seconds / 60 % 60);
    if (seconds % 60 != 0)
        wmem_strbuf_append_printf(text, "%u s ", seconds % 60);
    wmem_strbuf_truncate(text, wmem_strbuf_get_len(text) - 1);
    return wmem_strbuf_get_str(text);
}

static void
say_list(diagnosis_t *diagnosis, diagnosis_id_t id, const char *name, char compact)
{
    const char *list = list_of(diagnosis, name, compact, whole);

    if (list != NULL)
        say(diagnosis, id, list);
}

static void
say_seconds(diagnosis_t *diagnosis, diagnosis_id_t id, const char *name)
{
    sip_text_t value;
    uint32_t   seconds;

    if (find_field(diagnosis, name, &value) && sip_parse_number(token_of(value), &seconds))
        say(diagnosis, id, duration(diagnosis, seconds));
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
    if (!sip_parse_number(token_of(value), &seconds))
        return;
    when = g_date_time_new_from_unix_utc((gint64)diagnosis->pinfo->abs_ts.secs + seconds);
    if (when == NULL)
        return;
    clock = g_date_time_format(when, seconds < 86400 ? "%H:%M:%S" : "%Y-%m-%d %H:%M:%S");
    say(diagnosis, DIAGNOSIS_RETRY_AFTER, duration(diagnosis, seconds), clock != NULL ? clock : "?");
    g_free(clock);
    g_date_time_unref(when);
}

/* For whom a challenge wants credentials, and of which kind. */
static void
say_challenge(diagnosis_t *diagnosis, sip_text_t challenge)
{
    sip_auth_t  auth = sip_parse_auth(challenge);
    const char *how;

    if (auth.realm.length == 0)
        return;
    how = shown(diagnosis, auth.scheme);
    if (auth.algorithm.length > 0)
        how = wmem_strdup_printf(diagnosis->pinfo->pool, "%s, %s", how, shown(diagnosis, auth.algorithm));
    say(diagnosis, DIAGNOSIS_CHALLENGE, shown(diagnosis, auth.realm), how);
    if (auth.stale)
        say(diagnosis, DIAGNOSIS_STALE);
}

static void
say_challenges(diagnosis_t *diagnosis)
{
    sip_text_t         header = diagnosis->text->header;
    sip_header_field_t field;
    unsigned           count = 0;

    while (count < MAX_VALUES && sip_next_header_field(&header, &field)) {
        if (sip_header_field_is(&field, "WWW-Authenticate", '\0')
            || sip_header_field_is(&field, "Proxy-Authenticate", '\0')) {
            say_challenge(diagnosis, field.value);
            count++;
        }
    }
}

/* RFC 3312, Section 8: the a=des line of what failed has the strength tag "failure" or "unknown". */
static void
say_precondition(diagnosis_t *diagnosis)
{
    sip_text_t         text = diagnosis->text->header, medium = { "", 0 };
    sip_header_field_t field;
    size_t             length, next;

    while (sip_next_header_field(&text, &field))
        ;
    while (text.length > 0) {
        sip_text_t line = { text.bytes, 0 };

        length = line.length = sip_line_length(text, &next);
        if (length > 2 && memcmp(line.bytes, "m=", 2) == 0)
            medium = line;
        if (length > 6 && memcmp(line.bytes, "a=des:", 6) == 0
            && (g_strstr_len(line.bytes, (gssize)length, " failure") != NULL
                || g_strstr_len(line.bytes, (gssize)length, " unknown") != NULL)) {
            say(diagnosis, DIAGNOSIS_PRECONDITION, shown(diagnosis, line), shown(diagnosis, medium));
            return;
        }
        text.bytes += next;
        text.length -= next;
    }
}

/* Whether the phrase of the response is this one. */
static bool
phrase_is(const diagnosis_t *diagnosis, const char *phrase)
{
    const message_text_t *text = diagnosis->text;
    int                   length = (int)strlen(phrase);

    return text->line_length == MESSAGE_PHRASE_OFFSET + length
        && tvb_strncaseeql(text->tvb, text->offset + MESSAGE_PHRASE_OFFSET, phrase, length) == 0;
}

static void
say_reason(diagnosis_t *diagnosis, const sip_reason_t *reason)
{
    const reason_cause_record_t *cause;
    wmem_strbuf_t               *codes;
    packet_info                 *pinfo = diagnosis->pinfo;

    cause = reason->has_cause ? catalogue_find_reason_cause(shown(diagnosis, reason->protocol), reason->cause) : NULL;
    if (cause == NULL)
        return;
    if (strcmp(cause->protocol, "STIR") == 0 && diagnosis->code < 300)
        say(diagnosis, DIAGNOSIS_IDENTITY_FAILED, cause->name);
    if (cause->responses[0] == 0 || diagnosis->code < 300)
        return;
    codes = wmem_strbuf_new(pinfo->pool, "");
    for (const uint16_t *code = cause->responses; *code != 0; code++) {
        if (*code == diagnosis->code)
            return;
        wmem_strbuf_append_printf(codes, "%s%u", code == cause->responses ? "" : code[1] != 0 ? ", " : " or ", *code);
    }
    say(diagnosis, DIAGNOSIS_CAUSE_DIFFERS, wmem_strdup_printf(pinfo->pool, "%u", cause->cause), cause->name,
        wmem_strbuf_get_str(codes), wmem_strdup_printf(pinfo->pool, "%u", diagnosis->code));
}

static void
say_reasons(diagnosis_t *diagnosis)
{
    sip_values_t values = { diagnosis->text->header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    for (unsigned count = 0; count < MAX_VALUES && sip_next_value(&values, "Reason", '\0', &value); count++) {
        if (sip_parse_reason(value, &reason))
            say_reason(diagnosis, &reason);
    }
}

static void
say_redirection(diagnosis_t *diagnosis)
{
    const char *targets = list_of(diagnosis, "Contact", 'm', sip_address);

    if (targets != NULL)
        say(diagnosis, DIAGNOSIS_REDIRECT, targets);
    else
        say(diagnosis, DIAGNOSIS_NO_TARGET);
}

/* What the header fields that belong to the code say. */
static void
say_by_code(diagnosis_t *diagnosis)
{
    const char *list;

    switch (diagnosis->code) {
    case 300: case 301: case 302: case 305:
        say_redirection(diagnosis);
        break;
    case 401: case 407:
        say_challenges(diagnosis);
        break;
    case 403:
        if (phrase_is(diagnosis, "Stale Date"))
            say(diagnosis, DIAGNOSIS_STALE_DATE);
        break;
    case 405: case 501:
        say_list(diagnosis, DIAGNOSIS_ALLOWED, "Allow", '\0');
        break;
    case 415:
        say_list(diagnosis, DIAGNOSIS_ACCEPTED, "Accept", '\0');
        say_list(diagnosis, DIAGNOSIS_ACCEPTED, "Accept-Encoding", '\0');
        say_list(diagnosis, DIAGNOSIS_ACCEPTED, "Accept-Language", '\0');
        break;
    case 417:
        say_list(diagnosis, DIAGNOSIS_PRIORITIES, "Accept-Resource-Priority", '\0');
        break;
    case 420:
        list = list_of(diagnosis, "Unsupported", '\0', whole);
        if (list != NULL)
            say(diagnosis, DIAGNOSIS_UNSUPPORTED, list);
        else
            say(diagnosis, DIAGNOSIS_UNSUPPORTED_UNNAMED);
        break;
    case 421:
        say_list(diagnosis, DIAGNOSIS_REQUIRED, "Require", '\0');
        break;
    case 422:
        say_seconds(diagnosis, DIAGNOSIS_MIN_SE, "Min-SE");
        break;
    case 423:
        say_seconds(diagnosis, DIAGNOSIS_MIN_EXPIRES, "Min-Expires");
        break;
    case 469:
        say_list(diagnosis, DIAGNOSIS_INFO_PACKAGES, "Recv-Info", '\0');
        break;
    case 470:
        list = list_of(diagnosis, "Permission-Missing", '\0', sip_address);
        if (list != NULL)
            say(diagnosis, DIAGNOSIS_PERMISSION, list);
        break;
    case 489:
        say_list(diagnosis, DIAGNOSIS_EVENTS, "Allow-Events", 'u');
        break;
    case 494:
        list = list_of(diagnosis, "Security-Server", '\0', token_of);
        if (list != NULL)
            say(diagnosis, DIAGNOSIS_MECHANISMS, list);
        say_challenges(diagnosis);
        break;
    case 580:
        say_precondition(diagnosis);
        break;
    case 603:
        if (phrase_is(diagnosis, "Network Blocked"))
            say(diagnosis, DIAGNOSIS_NETWORK_BLOCKED);
        break;
    default:
        break;
    }
}

/* What became of the credentials that the request had. */
static void
say_credentials(diagnosis_t *diagnosis, const exchange_facts_t *facts)
{
    const char *frame;
    sip_text_t  method;

    if (facts->credentials_frame == 0)
        return;
    frame = wmem_strdup_printf(diagnosis->pinfo->pool, "%u", facts->credentials_frame);
    method.bytes = facts->method;
    method.length = strlen(facts->method);
    if (facts->refused)
        say(diagnosis, DIAGNOSIS_CREDENTIALS_REFUSED, shown(diagnosis, method), frame);
    else if (diagnosis->code == 403)
        say(diagnosis, DIAGNOSIS_CREDENTIALS_FORBIDDEN, shown(diagnosis, method), frame);
}

const char *
diagnosis_of(packet_info *pinfo, const message_text_t *text, const explanation_t *explanation,
             const exchange_facts_t *facts)
{
    diagnosis_t diagnosis = { pinfo, text, explanation->code, wmem_strbuf_new(pinfo->pool, "") };

    say_by_code(&diagnosis);
    say_credentials(&diagnosis, facts);
    if (explanation->code >= 400)
        say_retry_after(&diagnosis);
    say_reasons(&diagnosis);
    return wmem_strbuf_get_str(diagnosis.sentences);
}
