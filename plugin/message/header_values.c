/* header_values.c
 * The values of SIP header fields: lists, parameters, quoted strings
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/header_values.h"

/* Blanks, and the line ends of folds. */
static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
skip(sip_text_t *text, size_t count)
{
    /* C knows no place behind NULL, where a text is that is not there. */
    if (count == 0)
        return;
    text->bytes += count;
    text->length -= count;
}

static void
skip_spaces(sip_text_t *text)
{
    while (text->length > 0 && is_space(text->bytes[0]))
        skip(text, 1);
}

static sip_text_t
trimmed(const char *bytes, size_t length)
{
    sip_text_t text = { bytes, length };

    skip_spaces(&text);
    while (text.length > 0 && is_space(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* The length of the quoted string at the beginning of text; an open end takes all. */
static size_t
quoted_length(sip_text_t text)
{
    const char *from = text.bytes + 1, *end = text.bytes + text.length, *quote, *backslash;

    while ((quote = memchr(from, '"', (size_t)(end - from))) != NULL) {
        /* Behind an odd number of backslashes it is part of the string. */
        for (backslash = quote; backslash > from && backslash[-1] == '\\'; backslash--)
            ;
        from = quote + 1;
        if ((quote - backslash) % 2 == 0)
            return (size_t)(from - text.bytes);
    }
    return text.length;
}

/* The length of what comes before the separator, outside of quotes and angle brackets. */
static size_t
length_to(sip_text_t text, char separator)
{
    size_t i = 0;
    bool   unclosed = false;

    while (i < text.length && text.bytes[i] != separator) {
        char c = text.bytes[i];

        /* Most are letters and digits. */
        if (c > '<') {
            i++;
            continue;
        }
        if (c == '"') {
            sip_text_t rest = { text.bytes + i, text.length - i };

            i += quoted_length(rest);
            continue;
        }
        if (c == '<' && !unclosed) {
            const char *close = memchr(text.bytes + i, '>', text.length - i);

            /* A bracket that is never closed hides nothing. */
            unclosed = close == NULL;
            if (close != NULL)
                i = (size_t)(close - text.bytes);
        }
        i++;
    }
    return i;
}

bool
sip_next_list_value(sip_text_t *list, sip_text_t *value)
{
    while (list->length > 0) {
        size_t length = length_to(*list, ',');

        *value = trimmed(list->bytes, length);
        skip(list, length < list->length ? length + 1 : length);
        if (value->length > 0)
            return true;
    }
    return false;
}

bool
sip_next_value(sip_values_t *values, const char *name, char compact, sip_text_t *value)
{
    sip_initials_t     initials = sip_initials_of(name, compact);
    sip_header_field_t field;

    while (!sip_next_list_value(&values->list, value)) {
        do {
            if (!sip_find_header_field_of(&values->header, initials, &field))
                return false;
        } while (!sip_header_field_is(&field, name, compact));
        values->list = field.value;
    }
    return true;
}

static bool
ends_token(char c)
{
    switch (c) {
    case ' ': case '\t': case '\r': case '\n':
    case ';': case ',': case '=': case '"': case '<': case '>': case '\0':
        return true;
    default:
        return false;
    }
}

sip_text_t
sip_take_token(sip_text_t *text)
{
    sip_text_t token;
    size_t     length = 0;

    skip_spaces(text);
    while (length < text->length && !ends_token(text->bytes[length]))
        length++;
    token.bytes = text->bytes;
    token.length = length;
    skip(text, length);
    return token;
}

bool
sip_next_parameter(sip_text_t *text, sip_text_t *name, sip_text_t *value)
{
    skip(text, length_to(*text, ';'));
    if (text->length == 0)
        return false;
    skip(text, 1);
    *name = sip_take_token(text);
    *value = *text;
    value->length = 0;
    skip_spaces(text);
    if (text->length > 0 && text->bytes[0] == '=') {
        skip(text, 1);
        *value = trimmed(text->bytes, length_to(*text, ';'));
        skip(text, length_to(*text, ';'));
    }
    return true;
}

/* The parameter at the beginning of *text, which commas separate: "name=value". Moves *text behind it. */
static void
take_auth_parameter(sip_text_t *text, sip_text_t *name, sip_text_t *value)
{
    size_t length;

    *name = sip_take_token(text);
    skip_spaces(text);
    value->bytes = text->bytes;
    value->length = 0;
    if (text->length > 0 && text->bytes[0] == '=') {
        skip(text, 1);
        skip_spaces(text);
        if (text->length > 0 && text->bytes[0] == '"')
            length = quoted_length(*text);
        else
            length = length_to(*text, ',');
        *value = trimmed(text->bytes, length);
        skip(text, length);
    }
    length = length_to(*text, ',');
    skip(text, MIN(length + 1, text->length));
}

/* Where the value of a parameter of this name belongs; NULL if it is none that is read. */
static sip_text_t *
auth_parameter(sip_auth_t *auth, sip_text_t name)
{
    const struct {
        const char *name;
        sip_text_t *value;
    } known[] = {
        { "realm", &auth->realm }, { "algorithm", &auth->algorithm }, { "nonce", &auth->nonce }, { "qop", &auth->qop },
        { "username", &auth->username }, { "uri", &auth->uri }, { "nc", &auth->nc }, { "cnonce", &auth->cnonce },
        { "response", &auth->response }, { "auts", &auth->auts },
        { "opaque", &auth->opaque },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (name.length > 0 && (name.bytes[0] | 0x20) == known[i].name[0] && sip_text_is(name, known[i].name))
            return known[i].value;
    }
    return NULL;
}

sip_auth_t
sip_parse_auth(sip_text_t value)
{
    sip_auth_t  auth = { .stale = false };
    sip_text_t  parameter, name;
    sip_text_t *place;

    auth.scheme = sip_take_token(&value);
    while (value.length > 0) {
        take_auth_parameter(&value, &name, &parameter);
        place = auth_parameter(&auth, name);
        if (place != NULL)
            *place = parameter;
        else if (sip_text_is(name, "stale"))
            auth.stale = sip_text_is(parameter, "true") || sip_text_is(parameter, "\"true\"");
    }
    return auth;
}

sip_text_t
sip_address(sip_text_t value)
{
    const char *open, *end;

    skip_spaces(&value);
    if (value.length > 0 && value.bytes[0] == '"')
        skip(&value, quoted_length(value));
    if (value.length == 0)
        return value;
    open = memchr(value.bytes, '<', value.length);
    if (open != NULL)
        skip(&value, (size_t)(open + 1 - value.bytes));
    end = memchr(value.bytes, open != NULL ? '>' : ';', value.length);
    return trimmed(value.bytes, end != NULL ? (size_t)(end - value.bytes) : value.length);
}

sip_text_t
sip_user(sip_text_t value)
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

bool
sip_text_is(sip_text_t text, const char *token)
{
    return text.length == strlen(token) && g_ascii_strncasecmp(text.bytes, token, text.length) == 0;
}

bool
sip_parse_number(sip_text_t text, uint32_t *number)
{
    uint64_t sum = 0;

    if (text.length >= 2 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"') {
        skip(&text, 1);
        text.length--;
    }
    if (text.length == 0)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        if (!g_ascii_isdigit(text.bytes[i]))
            return false;
        sum = sum * 10 + (uint64_t)(text.bytes[i] - '0');
        if (sum > UINT32_MAX)
            return false;
    }
    *number = (uint32_t)sum;
    return true;
}

static size_t
copy_text(char *out, sip_text_t text, bool unquote)
{
    bool   quoted = unquote && text.length >= 1 && text.bytes[0] == '"';
    size_t length = 0;

    for (size_t i = quoted ? 1 : 0; i < text.length; i++) {
        char c = text.bytes[i];

        if (quoted && c == '"')
            break;
        if (quoted && c == '\\' && i + 1 < text.length)
            c = text.bytes[++i];
        if (c == '\r' || c == '\n') {
            while (i + 1 < text.length && is_space(text.bytes[i + 1]))
                i++;
            while (length > 0 && (out[length - 1] == ' ' || out[length - 1] == '\t'))
                length--;
            c = ' ';
        }
        out[length++] = c;
    }
    return length;
}

size_t
sip_unfold(char *out, sip_text_t text)
{
    return copy_text(out, text, false);
}

size_t
sip_unquote(char *out, sip_text_t text)
{
    return copy_text(out, text, true);
}

bool
sip_parse_reason(sip_text_t value, sip_reason_t *reason)
{
    sip_text_t name, parameter;

    memset(reason, 0, sizeof *reason);
    reason->protocol = sip_take_token(&value);
    if (reason->protocol.length == 0)
        return false;
    while (sip_next_parameter(&value, &name, &parameter)) {
        if (sip_text_is(name, "cause"))
            reason->has_cause = sip_parse_number(parameter, &reason->cause);
        else if (sip_text_is(name, "text"))
            reason->text = parameter;
        else if (sip_text_is(name, "location"))
            reason->location = parameter;
    }
    return true;
}

bool
sip_parse_warning(sip_text_t value, sip_warning_t *warning)
{
    memset(warning, 0, sizeof *warning);
    if (!sip_parse_number(sip_take_token(&value), &warning->code))
        return false;
    /* The agent may be an IPv6 address or a pseudonym; it ends at the blank. */
    skip_spaces(&value);
    warning->agent = value;
    warning->agent.length = 0;
    while (value.length > 0 && !is_space(value.bytes[0]) && value.bytes[0] != '"') {
        warning->agent.length++;
        skip(&value, 1);
    }
    warning->text = trimmed(value.bytes, value.length);
    return true;
}
