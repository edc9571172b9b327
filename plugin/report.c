/* report.c
 * Collects what -z sipexplain,report tells
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"
#include "diagnosis.h"
#include "statistics.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <epan/to_str.h>

/* A message that is told of. */
typedef struct {
    report_t                    *report;
    packet_info                 *pinfo;
    const sipexplain_tap_info_t *info;
    const sip_info_value_t      *record;
    const message_text_t        *text;
    sip_text_t                   method;    /* of the request, or of the CSeq of the response */
} item_t;

static void
group_free(void *data)
{
    report_group_t *group = (report_group_t *)data;

    g_free(group->method);
    g_free(group->diagnosis);
    for (unsigned i = 0; i < REPORT_MAX_WHO; i++)
        g_free(group->who[i]);
    g_hash_table_destroy(group->calls);
    g_ptr_array_free(group->facts, TRUE);
    g_free(group);
}

static void
report_clear(report_t *report)
{
    seen_responses_free(report->seen);
    if (report->requests != NULL) {
        g_hash_table_destroy(report->requests);
        g_hash_table_destroy(report->calls);
        g_hash_table_destroy(report->others);
        g_hash_table_destroy(report->groups);
    }
}

static void
report_reset(void *tapdata)
{
    report_t *report = (report_t *)tapdata;

    report_clear(report);
    report->messages = 0;
    report->seen = seen_responses_new();
    report->requests = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    report->calls = g_hash_table_new(g_direct_hash, g_direct_equal);
    report->others = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    report->groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, group_free);
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
hash_of(const char *call_id, uint32_t cseq, sip_text_t method)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ cseq;

    for (; *call_id != '\0'; call_id++)
        hash = (hash ^ (uint8_t)*call_id) * UINT64_C(0x100000001b3);
    for (size_t i = 0; i < method.length; i++)
        hash = (hash ^ (uint8_t)method.bytes[i]) * UINT64_C(0x100000001b3);
    return GSIZE_TO_POINTER((size_t)(hash ^ hash >> 32));
}

static void *
call_hash(const item_t *item)
{
    sip_text_t none = { NULL, 0 };

    return hash_of(item->record->tap_call_id, 0, none);
}

static bool
method_is(const item_t *item, const char *method)
{
    return item->method.length == strlen(method) && memcmp(item->method.bytes, method, item->method.length) == 0;
}

/* A part of the message for a person to read; owned by the caller. */
static char *
readable(const item_t *item, sip_text_t text)
{
    diagnosis_t diagnosis = { .pinfo = item->pinfo, .text = item->text };

    return g_strdup(value_text(&diagnosis, text));
}

static bool
has_parameter(sip_text_t value, const char *name)
{
    sip_text_t parameter, unused;

    while (sip_next_parameter(&value, &parameter, &unused)) {
        if (sip_text_is(parameter, name))
            return true;
    }
    return false;
}

static void
collect_request(const item_t *item)
{
    bool              invite = method_is(item, "INVITE"), registration = method_is(item, "REGISTER");
    void             *key;
    report_request_t *request;
    char             *method;

    if (has_parameter(item->text->to, "tag") || method_is(item, "ACK") || method_is(item, "CANCEL"))
        return;
    /* Once, however often and on how many legs it is in the capture. */
    key = hash_of(item->record->tap_call_id, item->record->tap_cseq_number, item->method);
    if (g_hash_table_contains(item->report->requests, key))
        return;
    request = g_new0(report_request_t, 1);
    request->is_invite = invite;
    request->time = nstime_to_sec(&item->pinfo->abs_ts);
    g_hash_table_insert(item->report->requests, key, request);
    if (invite && !g_hash_table_contains(item->report->calls, call_hash(item)))
        g_hash_table_insert(item->report->calls, call_hash(item), NULL);
    if (!invite && !registration) {
        request->final_code = UINT_MAX;     /* counted below, and of no further interest */
        method = readable(item, item->method);
        g_hash_table_insert(item->report->others, method,
                            GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(item->report->others, method)) + 1));
    }
}

/* How a request that was seen ended: of a forked one the success, and else what came last, to the client. */
static void
collect_final(const item_t *item)
{
    unsigned          code = item->record->response_code;
    report_request_t *request;

    if (code < 200)
        return;
    request = (report_request_t *)g_hash_table_lookup(
        item->report->requests, hash_of(item->record->tap_call_id, item->record->tap_cseq_number, item->method));
    if (request == NULL || request->final_code == UINT_MAX)
        return;
    if (request->final_code < 200 || request->final_code > 299)
        request->final_code = code;
    if (request->is_invite && code <= 299)
        g_hash_table_insert(item->report->calls, call_hash(item), GUINT_TO_POINTER(1));
}

/* The value of the first field of this name; empty if there is none. */
static sip_text_t
first_value(const item_t *item, const char *name)
{
    sip_values_t values = { item->text->header, { NULL, 0 } };
    sip_text_t   value = { NULL, 0 };

    if (!sip_next_value(&values, name, '\0', &value))
        value.length = 0;
    return value;
}

/* What tells one cause from another: the code, what it answers, and what the message gives as the reason. */
static char *
cause_of(const item_t *item, bool no_ack)
{
    const exchange_facts_t *facts = item->info->facts;
    sip_text_t              unsupported = first_value(item, "Unsupported"), require = first_value(item, "Require");
    sip_reason_t            reason = { .has_cause = false };
    sip_warning_t           warning = { .code = 0 };

    sip_parse_reason(first_value(item, "Reason"), &reason);
    sip_parse_warning(first_value(item, "Warning"), &warning);
    return g_strdup_printf("%u %.*s|%d%d%d|%.*s %u|%u|%.*s|%.*s|%.*s", item->record->response_code,
                           (int)item->method.length, item->method.bytes, no_ack,
                           item->info->explanation.outcome, facts != NULL && facts->credentials,
                           (int)reason.protocol.length, reason.protocol.bytes, reason.cause, warning.code,
                           item->record->response_code == 420 ? (int)unsupported.length : 0, unsupported.bytes,
                           item->record->response_code == 421 ? (int)require.length : 0, require.bytes,
                           item->record->response_code == 603 ? (int)strlen(item->record->reason_phrase) : 0,
                           item->record->reason_phrase);
}

/* Who sent the response: its address, and the product that it names. */
static char *
answerer(const item_t *item)
{
    const char *host = address_to_str(item->pinfo->pool, &item->pinfo->src);
    sip_text_t  header = item->text->header, product = { NULL, 0 };
    sip_header_field_t field;
    char       *name, *who;

    while (product.length == 0 && sip_find_header_field(&header, "su", &field)) {
        if (sip_header_field_is(&field, "Server", '\0') || sip_header_field_is(&field, "User-Agent", '\0'))
            product = field.value;
    }
    if (product.length == 0)
        return g_strdup(host);
    name = readable(item, product);
    who = g_strdup_printf("%s (%s)", host, name);
    g_free(name);
    return who;
}

static void
add_answerer(const item_t *item, report_group_t *group)
{
    char *who = answerer(item);

    for (unsigned i = 0; i < REPORT_MAX_WHO; i++) {
        if (group->who[i] == NULL || strcmp(group->who[i], who) == 0) {
            if (group->who[i] == NULL)
                group->who[i] = g_strdup(who);
            group->who_count[i]++;
            g_free(who);
            return;
        }
    }
    group->who_else++;
    g_free(who);
}

static report_group_t *
find_group(const item_t *item, bool no_ack)
{
    char           *cause = cause_of(item, no_ack);
    report_group_t *group = (report_group_t *)g_hash_table_lookup(item->report->groups, cause);
    diagnosis_t     diagnosis;

    if (group != NULL) {
        g_free(cause);
        return group;
    }
    diagnosis = diagnosis_of(item->pinfo, item->text, &item->info->explanation, item->info->facts,
                             item->info->whole);
    group = g_new0(report_group_t, 1);
    group->explanation = item->info->explanation;
    group->method = readable(item, item->method);
    group->no_ack = no_ack;
    group->calls = g_hash_table_new(g_direct_hash, g_direct_equal);
    group->facts = g_ptr_array_new();
    group->diagnosis = g_strdup(wmem_strbuf_get_str(diagnosis.sentences));
    g_hash_table_insert(item->report->groups, cause, group);
    return group;
}

static void
collect_response(const item_t *item)
{
    const exchange_facts_t *facts = item->info->facts;
    unsigned                code = item->record->response_code;
    bool                    again = facts != NULL && facts->first_frame != 0;
    bool                    no_ack = again && code < 300 && facts->ack_frame == 0 && !facts->captured_twice;
    report_group_t         *group;

    collect_final(item);
    if (!seen_responses_add(item->report->seen, item->pinfo, item->record, item->text) && !no_ack)
        return;
    if (code < 300 && !no_ack)
        return;
    group = find_group(item, no_ack);
    if (group->count < REPORT_MAX_FRAMES)
        group->frames[group->count] = item->pinfo->num;
    group->count++;
    g_hash_table_add(group->calls, call_hash(item));
    add_answerer(item, group);
    if (facts != NULL)
        g_ptr_array_add(group->facts, (void *)facts);
}

static tap_packet_status
report_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    const sipexplain_tap_info_t *info = (const sipexplain_tap_info_t *)data;
    const sip_message_t         *message = &info->texts->messages[info->number];
    item_t                       item = { (report_t *)tapdata, pinfo, info, message->info,
                                          &message_texts_get(info->texts)[info->number], { NULL, 0 } };
    sip_text_t                   cseq;
    double                       now = nstime_to_sec(&pinfo->abs_ts);

    if (item.text->tvb == NULL || item.record->tap_call_id == NULL)
        return TAP_PACKET_DONT_REDRAW;
    if (item.report->messages++ == 0)
        item.report->first = now;
    item.report->last = now;
    if (message_is_response(message)) {
        cseq = item.text->cseq;
        sip_take_token(&cseq);
        item.method = sip_take_token(&cseq);
        collect_response(&item);
    } else {
        item.method.bytes = (const char *)item.record->request_method;
        item.method.length = strlen(item.method.bytes);
        collect_request(&item);
    }
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
        REGISTER_TELEPHONY_GROUP_UNSORTED,
        "SIP Explanation Report",
        "sipexplain,report",
        report_init,
        array_length(parameters), parameters
    };

    register_stat_tap_ui(&ui, NULL);
}
