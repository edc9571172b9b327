/* exchange_header.c
 * What the headers of requests and responses say about their exchange
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/exchange_header.h"
#include "message/header_values.h"

/* So much is kept of Require, which is a few words. */
#define MAX_REQUIRED        200

/* A hash of the realm without its quotes; that of a proxy and that of a server differ. Never 0. */
static uint16_t
realm_hash(sip_text_t realm, bool of_proxy)
{
    char       bytes[128];
    sip_text_t plain = { bytes, 0 };

    bytes[plain.length++] = of_proxy ? 'p' : 's';
    realm.length = MIN(realm.length, sizeof bytes - 1);
    for (size_t i = 0; i < realm.length; i++) {
        if (realm.bytes[i] != '"')
            bytes[plain.length++] = realm.bytes[i];
    }
    return text_hash(plain);
}

/*
 * A hash of the parameter with this name ("branch", "tag") behind an address;
 * 0 if there is none. It is looked for in most frames, so only where the
 * address can hide semicolons is it looked for with all care.
 */
static uint16_t
parameter_hash(sip_text_t value, const char *name)
{
    size_t      length = strlen(name);
    const char *at = value.bytes, *end = value.bytes + value.length, *stop;
    sip_text_t  found, parameter;

    if (value.length == 0)
        return 0;
    if (*at == '"') {
        while (sip_next_parameter(&value, &parameter, &found)) {
            if (sip_text_is(parameter, name))
                return text_hash(found);
        }
        return 0;
    }
    stop = memchr(at, '>', value.length);
    if (stop != NULL)
        at = stop;
    while ((at = memchr(at, ';', (size_t)(end - at))) != NULL) {
        at++;
        while (at < end && (*at == ' ' || *at == '\t'))
            at++;
        if ((size_t)(end - at) > length && (*at | 0x20) == *name && g_ascii_strncasecmp(at, name, length) == 0
            && (at[length] == '=' || at[length] == ' ' || at[length] == '\t')) {
            found.bytes = at + length;
            stop = memchr(found.bytes, ';', (size_t)(end - found.bytes));
            found.length = (size_t)((stop != NULL ? stop : end) - found.bytes);
            return text_hash(found);
        }
    }
    return 0;
}

uint16_t
to_tag_of(const message_text_t *text)
{
    return parameter_hash(text->to, "tag");
}

uint16_t
branch_of(sip_text_t via)
{
    const char *end;
    uint16_t    branch;

    if (via.length == 0)
        return 0;
    end = memchr(via.bytes, ',', via.length);
    if (end != NULL)
        via.length = (size_t)(end - via.bytes);
    branch = parameter_hash(via, "branch");
    if (branch != 0)
        return branch;
    /* The server adds parameters for the way back. */
    end = memchr(via.bytes, ';', via.length);
    if (end != NULL)
        via.length = (size_t)(end - via.bytes);
    return text_hash(via);
}

/* Remembers a header field, as a line of a header, for the transaction. */
static void
remember_required(transaction_t *transaction, const sip_header_field_t *field)
{
    const char *before = transaction_required(transaction);
    char        value[MAX_REQUIRED];
    size_t      length;

    if (field->value.length > sizeof value || (before != NULL && strlen(before) > sizeof value))
        return;
    length = sip_unfold(value, field->value);
    transaction_set_required(transaction,
                             wmem_strdup_printf(wmem_file_scope(), "%s%.*s: %.*s\n", before != NULL ? before : "",
                                                (int)field->name.length, field->name.bytes, (int)length, value));
}

static void
read_credentials(transaction_t *transaction, sip_text_t value, bool of_proxy)
{
    sip_auth_t credentials = sip_parse_auth(value);

    /* A first REGISTER in an IMS network names user and realm, with an empty response. */
    if (credentials.response.length <= strlen("\"\""))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(transaction->realms); i++) {
        if (transaction->realms[i] == 0) {
            transaction->realms[i] = realm_hash(credentials.realm, of_proxy);
            return;
        }
    }
}

static void
read_field(transaction_t *transaction, const sip_header_field_t *field)
{
    sip_text_t value = field->value;
    uint32_t   number;

    switch (field->name.bytes[0] | 0x20) {
    case 'm':
        if (sip_header_field_is(field, "Max-Forwards", '\0') && sip_parse_number(sip_take_token(&value), &number)
            && number < UINT8_MAX)
            transaction->max_forwards = (uint8_t)number;
        break;
    case 'a':
        if (sip_header_field_is(field, "Authorization", '\0'))
            read_credentials(transaction, value, false);
        break;
    case 'p':
        if (sip_header_field_is(field, "Proxy-Authorization", '\0'))
            read_credentials(transaction, value, true);
        else if (sip_header_field_is(field, "Proxy-Require", '\0'))
            remember_required(transaction, field);
        break;
    case 'r':
        if (sip_header_field_is(field, "Require", '\0'))
            remember_required(transaction, field);
        break;
    default:
        break;
    }
}

void
read_request(const message_text_t *text, transaction_t *transaction)
{
    sip_text_t         rest = text->rest;
    sip_header_field_t field;

    if (to_tag_of(text) != 0)
        transaction->in_dialog = true;
    for (unsigned i = 0; i < text->num_fields; i++)
        read_field(transaction, &text->fields[i]);
    while (sip_find_header_field(&rest, "mapr", &field))
        read_field(transaction, &field);
}

answer_t
read_response(const message_text_t *text)
{
    answer_t   answer = { 0, 0, METHOD_UNKNOWN };
    sip_text_t cseq = text->cseq;

    answer.branch = branch_of(text->via);
    answer.to_tag = to_tag_of(text);
    sip_take_token(&cseq);
    answer.method = sip_method_of(sip_take_token(&cseq));
    return answer;
}

bool
is_refusal(const transaction_t *transaction, sip_text_t header)
{
    sip_header_field_t field;
    bool               refused = false;

    while (sip_find_header_field(&header, "pw", &field)) {
        bool       of_proxy = sip_header_field_is(&field, "Proxy-Authenticate", '\0');
        sip_auth_t challenge;
        uint16_t   hash;

        if (!of_proxy && !sip_header_field_is(&field, "WWW-Authenticate", '\0'))
            continue;
        challenge = sip_parse_auth(field.value);
        hash = realm_hash(challenge.realm, of_proxy);
        for (size_t i = 0; i < G_N_ELEMENTS(transaction->realms); i++) {
            if (transaction->realms[i] != hash)
                continue;
            if (challenge.stale)
                return false;
            refused = true;
        }
    }
    return refused;
}

/* The code of the Status-Line that the body of a NOTIFY begins with (RFC 3515, Section 2.4.5); 0 if there is none. */
static unsigned
sipfrag_code(sip_text_t body)
{
    static const char version[] = "SIP/2.0 ";
    uint32_t          code;

    if (body.length < strlen(version) || g_ascii_strncasecmp(body.bytes, version, strlen(version)) != 0)
        return 0;
    body.bytes += strlen(version);
    body.length -= strlen(version);
    return sip_parse_number(sip_take_token(&body), &code) && code >= 100 && code <= 699 ? code : 0;
}

refer_report_t
read_report(const message_text_t *text)
{
    static const char  type[] = "message/sipfrag";
    refer_report_t     report = { 0, false, 0 };
    sip_text_t         body = text->header, name, value;
    sip_header_field_t field;
    bool               sipfrag = false;
    uint32_t           length = UINT32_MAX;
    size_t             next;

    while (sip_next_header_field(&body, &field)) {
        if (sip_header_field_is(&field, "Content-Type", 'c')) {
            sipfrag = field.value.length >= strlen(type)
                && g_ascii_strncasecmp(field.value.bytes, type, strlen(type)) == 0;
        } else if (sip_header_field_is(&field, "Content-Length", 'l')) {
            if (!sip_parse_number(sip_take_token(&field.value), &length))
                length = 0;
        } else if (sip_header_field_is(&field, "Event", 'o')) {
            while (sip_next_parameter(&field.value, &name, &value)) {
                if (sip_text_is(name, "id") && sip_parse_number(value, &report.id))
                    report.has_id = true;
            }
        }
    }
    if (sipfrag) {
        sip_line_length(body, &next);
        body.bytes += next;
        body.length = MIN(body.length - next, length);
        report.code = sipfrag_code(body);
    }
    return report;
}
