/* report.c
 * Collects what -z sipexplain,report tells
 *
 * Runs on every SIP message, so the text of a message is looked at only where
 * something is to be told of it: requests that begin something, and final
 * responses that are no success.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/report.h"
#include "findings/diagnosis.h"
#include "report/statistics.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <epan/to_str.h>

/* What is seen again in less time was captured twice, or on the next leg. */
#define SENT_AGAIN_MS   50

/* A message that is told of. */
typedef struct {
    report_t                    *report;
    packet_info                 *pinfo;
    const sipexplain_tap_info_t *info;
    const sip_info_value_t      *record;
    uint32_t                     now;       /* in ms since the first message */
} item_t;

report_group_t *
report_group_new(report_kind_t kind, const char *method)
{
    report_group_t *group = g_new0(report_group_t, 1);

    group->kind = kind;
    group->method = g_strdup(method);
    group->calls = g_hash_table_new(g_direct_hash, g_direct_equal);
    group->facts = g_ptr_array_new();
    group->acks = g_ptr_array_new();
    return group;
}

void
report_group_free(void *data)
{
    report_group_t *group = (report_group_t *)data;

    g_free(group->method);
    g_free(group->diagnosis);
    for (unsigned i = 0; i < REPORT_MAX_WHO; i++)
        g_free(group->who[i]);
    g_hash_table_destroy(group->calls);
    g_ptr_array_free(group->facts, TRUE);
    g_ptr_array_free(group->acks, TRUE);
    g_free(group);
}

void
report_group_add_who(report_group_t *group, const char *who)
{
    for (unsigned i = 0; i < REPORT_MAX_WHO; i++) {
        if (group->who[i] == NULL)
            group->who[i] = g_strdup(who);
        if (strcmp(group->who[i], who) == 0) {
            group->who_count[i]++;
            return;
        }
    }
    group->who_else++;
}

void
report_group_add_frame(report_group_t *group, uint32_t frame)
{
    /* Several of them can be in one frame. */
    for (unsigned i = 0; i < group->num_frames; i++) {
        if (group->frames[i] == frame)
            return;
    }
    if (group->num_frames < REPORT_MAX_FRAMES)
        group->frames[group->num_frames++] = frame;
    else
        group->more_frames = true;
}

static void
report_clear(report_t *report)
{
    if (report->requests == NULL)
        return;
    seen_responses_free(report->seen);
    g_hash_table_destroy(report->requests);
    g_hash_table_destroy(report->calls);
    g_hash_table_destroy(report->groups);
    g_hash_table_destroy(report->acks);
    g_string_chunk_free(report->strings);
}

static void
report_reset(void *tapdata)
{
    report_t *report = (report_t *)tapdata;

    report_clear(report);
    report->messages = 0;
    report->timed = false;
    report->seen = seen_responses_new();
    report->requests = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    report->calls = g_hash_table_new(g_direct_hash, g_direct_equal);
    report->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, report_group_free);
    report->acks = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    report->strings = g_string_chunk_new(4096);
}

static void
report_finish(void *tapdata)
{
    report_t *report = (report_t *)tapdata;

    report_clear(report);
    g_free(report->filter);
    g_free(report);
}

static void
report_draw(void *tapdata)
{
    report_print((report_t *)tapdata);
}

/* As much of a hash as a pointer can hold. */
static void *
hash_of(const char *call_id, uint32_t cseq)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ cseq;

    for (; *call_id != '\0'; call_id++)
        hash = (hash ^ (uint8_t)*call_id) * UINT64_C(0x100000001b3);
    return GSIZE_TO_POINTER((size_t)(hash ^ hash >> 32));
}

static void *
call_hash(const item_t *item)
{
    return hash_of(item->record->tap_call_id, 0);
}

static void *
request_hash(const item_t *item)
{
    return hash_of(item->record->tap_call_id, item->record->tap_cseq_number);
}

static report_request_t *
find_request(const item_t *item)
{
    /* A message without Call-ID belongs to nothing else. */
    if (item->record->tap_call_id == NULL)
        return NULL;
    return (report_request_t *)g_hash_table_lookup(item->report->requests, request_hash(item));
}

/* The text of the message; its tvb is NULL if it was not found. */
static const message_text_t *
find_text(const item_t *item)
{
    return &message_texts_get(item->info->texts)[item->info->number];
}

/* A part of the message for a person to read; in packet scope. */
static const char *
readable(const item_t *item, sip_text_t text)
{
    diagnosis_t diagnosis = { .pinfo = item->pinfo };

    return value_text(&diagnosis, text);
}

static bool
text_is(sip_text_t text, const char *token)
{
    return text.length == strlen(token) && memcmp(text.bytes, token, text.length) == 0;
}

/* The method that a response answers; empty if that is not known. */
static sip_text_t
method_answered(const item_t *item)
{
    const message_text_t *text = find_text(item);
    sip_text_t            cseq = { NULL, 0 };

    if (text->tvb != NULL)
        cseq = text->cseq;
    sip_take_token(&cseq);
    return sip_take_token(&cseq);
}

static bool
has_tag(sip_text_t to)
{
    sip_text_t parameter, unused;

    while (sip_next_parameter(&to, &parameter, &unused)) {
        if (sip_text_is(parameter, "tag"))
            return true;
    }
    return false;
}

static void
collect_repetition(const item_t *item, report_request_t *request)
{
    if (item->now >= request->last + SENT_AGAIN_MS && request->sent < UINT8_MAX) {
        request->sent++;
        request->last = item->now;
    }
}

/* "192.0.2.10:5060"; in packet scope. */
static const char *
destination_of(packet_info *pinfo)
{
    const char *host = address_to_str(pinfo->pool, &pinfo->dst);

    if (pinfo->destport == 0)
        return host;
    return wmem_strdup_printf(pinfo->pool, pinfo->dst.type == AT_IPv6 ? "[%s]:%u" : "%s:%u", host, pinfo->destport);
}

/* A 2xx to an INVITE, within a call or not, was sent again before its ACK was seen; returns whether it is seen yet. */
static const bool *
await_ack(const item_t *item)
{
    bool *acked = (bool *)g_hash_table_lookup(item->report->acks, request_hash(item));

    if (acked == NULL) {
        acked = g_new0(bool, 1);
        g_hash_table_insert(item->report->acks, request_hash(item), acked);
    }
    return acked;
}

static void
collect_ack(const item_t *item)
{
    bool *acked = NULL;

    if (item->record->tap_call_id != NULL)
        acked = (bool *)g_hash_table_lookup(item->report->acks, request_hash(item));
    if (acked != NULL)
        *acked = true;
}

/* Requests that begin something, and ACKs. One without Call-ID cannot be told from others, and is a message among all. */
static void
collect_request(const item_t *item)
{
    static const char *const within_calls[] = { "ACK", "CANCEL", "BYE", "PRACK", "UPDATE", "INFO" };
    sip_text_t               method = { (const char *)item->record->request_method, 0 };
    const message_text_t    *text;
    report_request_t        *request = NULL;

    method.length = strlen(method.bytes);
    if (strcmp(method.bytes, "ACK") == 0) {
        collect_ack(item);
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(within_calls); i++) {
        if (strcmp(method.bytes, within_calls[i]) == 0)
            return;
    }
    text = find_text(item);
    if (item->record->tap_call_id == NULL || text->tvb == NULL || has_tag(text->to))
        return;
    request = find_request(item);
    if (request != NULL) {
        collect_repetition(item, request);
        return;
    }
    request = g_new0(report_request_t, 1);
    request->method = g_string_chunk_insert_const(item->report->strings, readable(item, method));
    request->target = g_string_chunk_insert_const(item->report->strings, destination_of(item->pinfo));
    request->frame = item->pinfo->num;
    request->time = request->last = item->now;
    request->sent = 1;
    g_hash_table_insert(item->report->requests, request_hash(item), request);
    if (text_is(method, "INVITE") && !g_hash_table_contains(item->report->calls, call_hash(item)))
        g_hash_table_insert(item->report->calls, call_hash(item), NULL);
}

/* The request that a response is for; NULL if it was not seen, or is one within a dialog. */
static report_request_t *
request_answered(const item_t *item)
{
    report_request_t *request = find_request(item);

    /* A CANCEL has the CSeq number of its INVITE. */
    if (request != NULL && item->record->response_code >= 200 && strcmp(request->method, "INVITE") == 0
        && !text_is(method_answered(item), "INVITE"))
        return NULL;
    return request;
}

static void
collect_final(const item_t *item, report_request_t *request)
{
    unsigned code = item->record->response_code;

    if (request->final_code >= 200 && request->final_code <= 299)
        return;
    if (code < 300 && strcmp(request->method, "INVITE") == 0) {
        const report_request_t *answered = (report_request_t *)g_hash_table_lookup(item->report->calls,
                                                                                   call_hash(item));

        /* The other side counts its requests within the call for itself, and may have got to the same number. */
        if (request->final_code != 0 && answered != NULL && answered != request)
            return;
        g_hash_table_insert(item->report->calls, call_hash(item), request);
    }
    request->final_code = (uint16_t)code;
    request->refused = item->info->explanation.outcome == OUTCOME_FAILURE;
}

/* The header fields that groups are made of; empty where there is none. */
typedef struct {
    sip_text_t reason, warning, unsupported, require, server, user_agent;
} told_t;

static void
take_first(const sip_header_field_t *field, const char *name, sip_text_t *value)
{
    sip_text_t list = field->value;

    if (value->length == 0 && sip_header_field_is(field, name, '\0') && !sip_next_list_value(&list, value))
        value->length = 0;
}

static told_t
read_told(const message_text_t *text)
{
    told_t             told = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    sip_text_t         header = text->header;
    sip_header_field_t field;

    while (text->tvb != NULL && sip_find_header_field(&header, "rwus", &field)) {
        take_first(&field, "Reason", &told.reason);
        take_first(&field, "Warning", &told.warning);
        if (told.unsupported.length == 0 && sip_header_field_is(&field, "Unsupported", '\0'))
            told.unsupported = field.value;
        if (told.require.length == 0 && sip_header_field_is(&field, "Require", '\0'))
            told.require = field.value;
        if (told.server.length == 0 && sip_header_field_is(&field, "Server", '\0'))
            told.server = field.value;
        if (told.user_agent.length == 0 && sip_header_field_is(&field, "User-Agent", '\0'))
            told.user_agent = field.value;
    }
    return told;
}

/* What tells one cause from another: the code, what it answers, and what the message gives as the reason. */
static char *
cause_of(const item_t *item, report_kind_t kind, sip_text_t method, const told_t *told)
{
    const exchange_facts_t *facts = item->info->facts;
    unsigned                code = item->record->response_code;
    sip_reason_t            reason;
    sip_warning_t           warning;

    sip_parse_reason(told->reason, &reason);
    sip_parse_warning(told->warning, &warning);
    return g_strdup_printf("%d %u %.*s|%d%d%d|%.*s %u|%u|%.*s|%.*s|%s", kind, code, (int)method.length,
                           method.length > 0 ? method.bytes : "", item->info->explanation.outcome,
                           facts != NULL && facts->credentials, facts != NULL && facts->in_dialog,
                           (int)reason.protocol.length, reason.protocol.length > 0 ? reason.protocol.bytes : "",
                           reason.cause, warning.code,
                           code == 420 ? (int)told->unsupported.length : 0, told->unsupported.bytes,
                           code == 421 ? (int)told->require.length : 0, told->require.bytes,
                           code == 603 ? item->record->reason_phrase : "");
}

/* Whether it is an ordinary step or end of a request, so that nobody asks who sent it and why. */
static bool
is_ordinary(const item_t *item)
{
    switch (item->info->explanation.outcome) {
    case OUTCOME_CHALLENGE:
    case OUTCOME_BUSY:
    case OUTCOME_CANCELLED:
        return item->info->explanation.record != NULL;
    default:
        return false;
    }
}

static report_group_t *
find_group(const item_t *item, report_kind_t kind, sip_text_t method, const told_t *told)
{
    char           *cause = cause_of(item, kind, method, told);
    report_group_t *group = (report_group_t *)g_hash_table_lookup(item->report->groups, cause);

    if (group != NULL) {
        g_free(cause);
        return group;
    }
    group = report_group_new(kind, readable(item, method));
    group->explanation = item->info->explanation;
    group->in_call = item->info->facts != NULL && item->info->facts->in_dialog && text_is(method, "INVITE");
    if (!is_ordinary(item) && find_text(item)->tvb != NULL) {
        diagnosis_t diagnosis = diagnosis_of(item->pinfo, find_text(item), &item->info->explanation,
                                             item->info->facts, item->info->whole);

        group->diagnosis = g_strdup(wmem_strbuf_get_str(diagnosis.sentences));
    }
    g_hash_table_insert(item->report->groups, cause, group);
    return group;
}

/* Who sent the response: its address, and the product that it names. */
static void
collect_answerer(const item_t *item, report_group_t *group, const told_t *told)
{
    const char *who = address_to_str(item->pinfo->pool, &item->pinfo->src);
    sip_text_t  product = told->server.length > 0 ? told->server : told->user_agent;

    if (product.length > 0)
        who = wmem_strdup_printf(item->pinfo->pool, "%s (%s)", who, readable(item, product));
    report_group_add_who(group, who);
}

static void
collect_in_group(const item_t *item, report_kind_t kind, sip_text_t method)
{
    told_t          told = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    report_group_t *group;

    if (!is_ordinary(item))
        told = read_told(find_text(item));
    group = find_group(item, kind, method, &told);
    group->count++;
    if (item->record->tap_call_id != NULL)
        g_hash_table_add(group->calls, call_hash(item));
    if (item->info->facts != NULL)
        g_ptr_array_add(group->facts, (void *)item->info->facts);
    if (is_ordinary(item))
        return;
    report_group_add_frame(group, item->pinfo->num);
    collect_answerer(item, group, &told);
    if (kind == REPORT_NO_ACK && item->record->tap_call_id != NULL)
        g_ptr_array_add(group->acks, (void *)await_ack(item));
}

/* The first challenge to a request that was seen, for which no text is needed; false if it is none. */
static bool
collect_challenge(const item_t *item, report_request_t *request)
{
    sip_text_t method = { NULL, 0 };

    if (item->info->explanation.outcome != OUTCOME_CHALLENGE || request == NULL
        || (request->final_code != 0 && request->final_code != item->record->response_code))
        return false;
    if (request->final_code == 0) {
        request->heard = true;
        collect_final(item, request);
        method.bytes = request->method;
        method.length = strlen(request->method);
        collect_in_group(item, REPORT_RESPONSE, method);
    }
    return true;
}

static void
collect_response(const item_t *item)
{
    const exchange_facts_t *facts = item->info->facts;
    unsigned                code = item->record->response_code;
    report_request_t       *request;

    if (code >= SIP_CODE_MIN && code < 200) {
        request = find_request(item);
        if (request != NULL)
            request->heard = true;
        return;
    }
    if (collect_challenge(item, find_request(item)))
        return;
    request = request_answered(item);
    if (request != NULL) {
        request->heard = true;
        collect_final(item, request);
    }
    if (!item->info->explained)
        return;
    if (code >= 200 && code < 300) {
        if (facts != NULL && facts->first_frame != 0 && facts->ack_frame == 0 && !facts->captured_twice)
            collect_in_group(item, REPORT_NO_ACK, method_answered(item));
        return;
    }
    if (seen_responses_add(item->report->seen, item->pinfo, item->record, find_text(item)))
        collect_in_group(item, REPORT_RESPONSE, method_answered(item));
}

/* What an ICMP error quotes was sent before, and did not arrive. */
static void
collect_quoted(const item_t *item)
{
    report_request_t *request = find_request(item);

    if (request != NULL && request->icmp_frame == 0 && item->record->request_method != NULL
        && strcmp((const char *)item->record->request_method, request->method) == 0)
        request->icmp_frame = item->pinfo->num;
}

static void
collect_time(item_t *item)
{
    report_t *report = item->report;
    double    now;

    if (!item->pinfo->fd->has_ts)
        return;
    now = nstime_to_sec(&item->pinfo->abs_ts);
    if (!report->timed) {
        report->timed = true;
        report->first = report->last = now;
    }
    /* Frames need not be in the order of their times. */
    report->first = MIN(report->first, now);
    report->last = MAX(report->last, now);
    item->now = (uint32_t)CLAMP((now - report->first) * 1000, 0, UINT32_MAX / 2);
}

static tap_packet_status
report_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    const sipexplain_tap_info_t *info = (const sipexplain_tap_info_t *)data;
    const sip_message_t         *message = &info->texts->messages[info->number];
    item_t                       item = { (report_t *)tapdata, pinfo, info, message->info, 0 };

    if (message->quoted) {
        collect_quoted(&item);
        return TAP_PACKET_REDRAW;
    }
    item.report->messages++;
    collect_time(&item);
    if (message_is_response(message))
        collect_response(&item);
    else
        collect_request(&item);
    return TAP_PACKET_REDRAW;
}

static WS_STAT_INIT_RESULT
report_init(const char *argument, void *userdata _U_)
{
    report_t *report = g_new0(report_t, 1);
    GString  *error;

    if (strncmp(argument, "sipexplain,report,", strlen("sipexplain,report,")) == 0)
        report->filter = g_strdup(argument + strlen("sipexplain,report,"));
    report_reset(report);
    error = register_tap_listener("sipexplain", report, report->filter, TL_REQUIRES_NOTHING, report_reset, report_packet,
                                  report_draw, report_finish);
    if (error != NULL) {
        fprintf(stderr, "sipexplain: -z %s: %s\n", argument, error->str);
        g_string_free(error, TRUE);
        report_finish(report);
        WS_STAT_INIT_RETURN(false);
    }
    WS_STAT_INIT_RETURN(true);
}

void
report_register(void)
{
    static tap_param   parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_ui ui = {
        WS_STAT_GROUP_TELEPHONY,
        "SIP Explanation Report",
        "sipexplain,report",
        report_init,
        array_length(parameters), parameters
    };

    register_stat_tap_ui(&ui, NULL);
}
