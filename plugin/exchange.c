/* exchange.c
 * What earlier frames of an exchange tell about a response
 *
 * A challenge is normal once. Whether a second one is a refusal depends on
 * whether the request that it answers had credentials for the realm of the
 * challenge, so requests with credentials are remembered, by Call-ID and CSeq
 * number (RFC 3261, Section 22.2: a request that is tried again has a new CSeq
 * number). Only those are: other requests cost no memory.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange.h"
#include "header_values.h"

/* Credentials for several proxies on the path may be in one request. */
#define MAX_REALMS  4

typedef struct {
    const char *call_id;
    uint32_t    cseq;
    uint32_t    frame;
    const char *method;
    uint32_t    realms[MAX_REALMS]; /* hashes of who asks, and for what realm; 0 where there is none */
} request_t;

static wmem_map_t *requests;    /* request_t, by itself; in file scope */

static unsigned
request_hash(const void *key)
{
    const request_t *request = (const request_t *)key;

    return wmem_str_hash(request->call_id) ^ request->cseq;
}

static gboolean
request_equal(const void *a, const void *b)
{
    const request_t *first = (const request_t *)a, *second = (const request_t *)b;

    return first->cseq == second->cseq && strcmp(first->call_id, second->call_id) == 0;
}

static void
forget(void)
{
    requests = NULL;    /* its memory goes with the file scope */
}

void
exchange_register(void)
{
    register_cleanup_routine(forget);
}

/* FNV-1a of the realm without its quotes; a proxy's and a server's differ. Never 0. */
static uint32_t
realm_hash(sip_text_t realm, bool of_proxy)
{
    uint32_t hash = of_proxy ? 0x811c9dc5 : 0x811c9dc4;

    for (size_t i = 0; i < realm.length; i++) {
        if (realm.bytes[i] != '"')
            hash = (hash ^ (uint8_t)realm.bytes[i]) * 0x01000193;
    }
    return hash != 0 ? hash : 1;
}

/*
 * Whether the name of a header field with credentials may be in the frame.
 * Most requests have none and are done with this: what is looked for is the
 * one letter of "Authorization" that is rare.
 */
static bool
may_have_credentials(const packet_info *pinfo)
{
    static const char letters[] = "zZ";

    for (const GSList *item = pinfo->data_src; item != NULL; item = item->next) {
        tvbuff_t   *tvb = get_data_source_tvb((const struct data_source *)item->data);
        int         length = tvb != NULL ? (int)tvb_captured_length(tvb) : 0;
        const char *bytes, *end;

        if (length == 0)
            continue;
        bytes = (const char *)tvb_get_ptr(tvb, 0, length);
        end = bytes + length;
        for (unsigned i = 0; letters[i] != '\0'; i++) {
            for (const char *z = bytes; (z = memchr(z, letters[i], (size_t)(end - z))) != NULL; z++) {
                if (z - bytes >= 7 && end - z >= 6 && g_ascii_strncasecmp(z - 7, "Authorization", 13) == 0)
                    return true;
            }
        }
    }
    return false;
}

bool
exchange_needs_text(const packet_info *pinfo, const sip_message_t *message)
{
    unsigned code = message->info->response_code;

    if (message->quoted || message->info->tap_call_id == NULL)
        return false;
    if (message_is_response(message))
        return code == 401 || code == 403 || code == 407;
    /* An ACK repeats the credentials of its INVITE and gets no response. */
    return !pinfo->fd->visited && strcmp((const char *)message->info->request_method, "ACK") != 0
        && may_have_credentials(pinfo);
}

/* The request that a message is, or is the response to, if it is remembered. */
static request_t *
find_request(const sip_info_value_t *info)
{
    request_t key = { info->tap_call_id, info->tap_cseq_number, 0, NULL, { 0 } };

    return requests != NULL ? (request_t *)wmem_map_lookup(requests, &key) : NULL;
}

static void
remember(packet_info *pinfo, const sip_info_value_t *info, const uint32_t *realms)
{
    request_t *request = find_request(info);

    if (request != NULL)
        return;     /* the first one of a request that is repeated */
    if (requests == NULL)
        requests = wmem_map_new(wmem_file_scope(), request_hash, request_equal);
    request = wmem_new(wmem_file_scope(), request_t);
    request->call_id = wmem_strdup(wmem_file_scope(), info->tap_call_id);
    request->cseq = info->tap_cseq_number;
    request->frame = pinfo->num;
    request->method = wmem_strdup(wmem_file_scope(), (const char *)info->request_method);
    memcpy(request->realms, realms, sizeof request->realms);
    wmem_map_insert(requests, request, request);
}

void
exchange_learn(packet_info *pinfo, const sip_message_t *message, const message_text_t *text)
{
    sip_text_t         header = text->header;
    sip_header_field_t field;
    uint32_t           realms[MAX_REALMS] = { 0 };
    unsigned           count = 0;

    while (count < MAX_REALMS && sip_find_header_field(&header, "ap", &field)) {
        bool       of_proxy = sip_header_field_is(&field, "Proxy-Authorization", '\0');
        sip_auth_t credentials;

        if (!of_proxy && !sip_header_field_is(&field, "Authorization", '\0'))
            continue;
        credentials = sip_parse_auth(field.value);
        /* A first REGISTER in an IMS network names user and realm, with an empty response. */
        if (credentials.response.length > strlen("\"\""))
            realms[count++] = realm_hash(credentials.realm, of_proxy);
    }
    if (count > 0)
        remember(pinfo, message->info, realms);
}

/*
 * Whether a challenge in the response is for a realm that the request had
 * credentials for. With stale=true the credentials themselves were right.
 */
static bool
is_refusal(const request_t *request, sip_text_t header)
{
    sip_header_field_t field;
    bool               refused = false;

    while (sip_find_header_field(&header, "pw", &field)) {
        bool       of_proxy = sip_header_field_is(&field, "Proxy-Authenticate", '\0');
        sip_auth_t challenge;
        uint32_t   hash;

        if (!of_proxy && !sip_header_field_is(&field, "WWW-Authenticate", '\0'))
            continue;
        challenge = sip_parse_auth(field.value);
        hash = realm_hash(challenge.realm, of_proxy);
        for (unsigned i = 0; i < MAX_REALMS; i++) {
            if (request->realms[i] != hash)
                continue;
            if (challenge.stale)
                return false;
            refused = true;
        }
    }
    return refused;
}

exchange_facts_t
exchange_facts(packet_info *pinfo, const sip_message_t *message, const message_text_t *text)
{
    exchange_facts_t facts = { 0, NULL, false };
    request_t       *request;

    if (message->quoted || message->info->tap_call_id == NULL)
        return facts;
    request = find_request(message->info);
    if (request == NULL || request->frame > pinfo->num)
        return facts;
    facts.credentials_frame = request->frame;
    facts.method = request->method;
    if (message->info->response_code == 401 || message->info->response_code == 407)
        facts.refused = is_refusal(request, text->header);
    return facts;
}
