/* experts.c
 * The expert info of responses and requests
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pane/experts.h"
#include "catalogue/language.h"
#include "exchange/finals.h"
#include "pane/pane.h"

#include <epan/column-info.h>
#include <epan/expert.h>
#include <epan/tap.h>

static expert_field ei_sipexplain_progress = EI_INIT;
static expert_field ei_sipexplain_success = EI_INIT;
static expert_field ei_sipexplain_redirection = EI_INIT;
static expert_field ei_sipexplain_challenge = EI_INIT;
static expert_field ei_sipexplain_adjust = EI_INIT;
static expert_field ei_sipexplain_unavailable = EI_INIT;
static expert_field ei_sipexplain_busy = EI_INIT;
static expert_field ei_sipexplain_declined = EI_INIT;
static expert_field ei_sipexplain_cancelled = EI_INIT;
static expert_field ei_sipexplain_failure = EI_INIT;
static expert_field ei_sipexplain_server_failure = EI_INIT;
static expert_field ei_sipexplain_finding = EI_INIT;
static expert_field ei_sipexplain_no_ack = EI_INIT;
static expert_field ei_sipexplain_unregistered = EI_INIT;

static expert_field *const outcome_experts[NUM_OUTCOMES + 1] = {
    [OUTCOME_PROGRESS]       = &ei_sipexplain_progress,
    [OUTCOME_SUCCESS]        = &ei_sipexplain_success,
    [OUTCOME_REDIRECTION]    = &ei_sipexplain_redirection,
    [OUTCOME_CHALLENGE]      = &ei_sipexplain_challenge,
    [OUTCOME_ADJUST]         = &ei_sipexplain_adjust,
    [OUTCOME_UNAVAILABLE]    = &ei_sipexplain_unavailable,
    [OUTCOME_BUSY]           = &ei_sipexplain_busy,
    [OUTCOME_DECLINED]       = &ei_sipexplain_declined,
    [OUTCOME_CANCELLED]      = &ei_sipexplain_cancelled,
    [OUTCOME_FAILURE]        = &ei_sipexplain_failure,
    [OUTCOME_SERVER_FAILURE] = &ei_sipexplain_server_failure,
};

static int expert_tap;         /* 0 until it is registered, which happens with the first capture */

/*
 * The severity that the frame's Expert Info column shows, or 0. (Wireshark
 * offers the text alone.)
 */
static int
column_severity(packet_info *pinfo)
{
    const char *text = col_get_text(pinfo->cinfo, COL_EXPERT);

    if (text != NULL && *text != '\0') {
        for (const value_string *severity = expert_severity_vals; severity->strptr != NULL; severity++) {
            if (strcmp(severity->strptr, text) == 0)
                return (int)severity->value;
        }
    }
    return 0;
}

/* Which expert infos this file has had, by their number behind the first of ours: see note_severity(). */
static uint32_t noted_severities;

bool experts_noted[SIP_CODE_MAX + 1];

void
experts_forget(void)
{
    noted_severities = 0;
    memset(experts_noted, 0, sizeof experts_noted);
}

static uint32_t
severity_bit(const expert_field *field)
{
    return UINT32_C(1) << (field->ei - ei_sipexplain_progress.ei);
}

bool
experts_are_read(const packet_info *pinfo)
{
    return expert_tap == 0 || have_tap_listener(expert_tap)
        || (pinfo->cinfo != NULL && pinfo->cinfo->col_first[COL_EXPERT] >= 0);
}

/* Whether there is nothing left to tell of an expert info that has no item: nobody reads it, and its severity was told. */
static bool
is_severity_noted(const packet_info *pinfo, const expert_field *field)
{
    return (noted_severities & severity_bit(field)) != 0 && !experts_are_read(pinfo);
}

/*
 * Adds expert info whose text nobody reads. All that is left of it are the
 * Expert Info column, if there is one, and the highest severity in the file,
 * which is told once.
 */
static void
note_severity(packet_info *pinfo, expert_field *field)
{
    noted_severities |= severity_bit(field);
    expert_add_info(pinfo, NULL, field);
}

/* Whether somebody looks at the item of an expert info, and does not only filter or show other fields. */
static bool
wants_item(proto_item *item, const expert_field *field)
{
    return pane_is_whole(item) || proto_field_is_referenced(item, field->hf)
        || proto_field_is_referenced(item, proto_expert);
}

/*
 * Whether somebody reads the text of an expert info. In list mode nobody does,
 * and to put it together would be most of what we cost.
 */
static bool
is_text_read(proto_item *item, const expert_field *field)
{
    if (expert_tap == 0)
        expert_tap = find_tap_id("expert");
    return (item != NULL && wants_item(item, field)) || have_tap_listener(expert_tap);
}

/*
 * Adds expert info; text: NULL where nobody reads it. Wireshark lets the last
 * one added decide what the Expert Info column shows; as we always come last, an
 * error that another dissector reported would disappear behind our chat.
 */
static void
add_expert_text(packet_info *pinfo, proto_item *item, expert_field *field, const char *text)
{
    int before;

    if (text == NULL && is_severity_noted(pinfo, field))
        return;
    before = column_severity(pinfo);
    if (text == NULL)
        note_severity(pinfo, field);
    else
        expert_add_info_format(pinfo, item != NULL && wants_item(item, field) ? item : NULL, field, "%s", text);
    if (before > column_severity(pinfo))
        col_add_str(pinfo->cinfo, COL_EXPERT, val_to_str_const((uint32_t)before, expert_severity_vals, ""));
}

static void add_expert_info(packet_info *pinfo, proto_item *item, expert_field *field, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static void
add_expert_info(packet_info *pinfo, proto_item *item, expert_field *field, const char *format, ...)
{
    char    text[ITEM_LABEL_LENGTH];
    va_list arguments;

    if (!is_text_read(item, field)) {
        add_expert_text(pinfo, NULL, field, NULL);
        return;
    }
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    add_expert_text(pinfo, item, field, text);
}

/* The same with a text that is freed here. */
static void
add_expert_label(packet_info *pinfo, proto_item *item, expert_field *field, char *text)
{
    add_expert_text(pinfo, item, field, is_text_read(item, field) ? text : NULL);
    g_free(text);
}

void
experts_add_of_response(const moment_t *moment, proto_item *item, const explanation_t *explanation, const finding_t *found)
{
    packet_info                 *pinfo = moment->pinfo;
    const sip_response_record_t *record = explanation->record;
    const transaction_t         *transaction = moment->transaction;
    unsigned                     code = explanation->code;

    /* A response that comes again is no new failure. */
    if (moment->kind == MOMENT_FINAL_AGAIN) {
        /* Of another 2xx than the first one it is not known. */
        if (transaction->method == METHOD_INVITE && code < 300 && !moment_is_captured_twice(moment)
            && moment_first_frame(moment) == transaction->final_frame
            && (transaction->ack_frame == 0 || transaction->ack_frame > moment->frame))
            add_expert_label(pinfo, item, &ei_sipexplain_no_ack,
                             label_filled(LABEL_NO_ACK, "code", pane_code_text(pinfo, code), NULL));
        return;
    }
    if (record == NULL) {
        add_expert_label(pinfo, item, &ei_sipexplain_unregistered,
                         label_filled(LABEL_OUT_OF_RANGE, "code", pane_code_text(pinfo, code),
                                      "first", pane_code_text(pinfo, SIP_CODE_MIN),
                                      "last", pane_code_text(pinfo, SIP_CODE_MAX), NULL));
    } else if (explanation->in_catalogue && item != NULL && pane_is_whole(item)) {
        add_expert_text(pinfo, item, outcome_experts[explanation->outcome],
                        known_lines(&(known_text_t){ "", record->phrase, findings_summary(explanation, found), code, 0 })->said);
    } else if (explanation->in_catalogue) {
        add_expert_info(pinfo, item, outcome_experts[explanation->outcome], "%u %s%s%s", code, record->phrase,
                        label_separator(), findings_summary(explanation, found));
    } else {
        add_expert_label(pinfo, item, &ei_sipexplain_unregistered,
                         label_filled(LABEL_IN_NO_CATALOGUE, "code", pane_code_text(pinfo, code),
                                      "treated", pane_code_text(pinfo, record->treat_as), NULL));
        add_expert_info(pinfo, item, outcome_experts[explanation->outcome], "%u%s%s", code,
                        label_separator(), findings_summary(explanation, found));
    }
}

void
experts_add_of_request(const moment_t *moment, proto_item *item, const finding_t *found)
{
    add_expert_info(moment->pinfo, item, &ei_sipexplain_finding, "%s%s%s",
                    (const char *)moment->message->info->request_method, label_separator(),
                    translated(catalogue_findings[found->finding].title));
}

void
experts_register(int proto)
{
    static ei_register_info ei[] = {
        { &ei_sipexplain_progress,
          { "sipexplain.expert.progress", PI_RESPONSE_CODE, PI_CHAT,
            "SIP: the request is being worked on", EXPFILL } },
        { &ei_sipexplain_success,
          { "sipexplain.expert.success", PI_RESPONSE_CODE, PI_CHAT,
            "SIP: the request succeeded", EXPFILL } },
        { &ei_sipexplain_redirection,
          { "sipexplain.expert.redirection", PI_RESPONSE_CODE, PI_NOTE,
            "SIP: the request is to go elsewhere", EXPFILL } },
        { &ei_sipexplain_challenge,
          { "sipexplain.expert.challenge", PI_RESPONSE_CODE, PI_CHAT,
            "SIP: the client is asked to authenticate", EXPFILL } },
        { &ei_sipexplain_adjust,
          { "sipexplain.expert.adjust", PI_RESPONSE_CODE, PI_NOTE,
            "SIP: the request is to be changed and sent again", EXPFILL } },
        { &ei_sipexplain_unavailable,
          { "sipexplain.expert.unavailable", PI_RESPONSE_CODE, PI_NOTE,
            "SIP: nobody could be reached", EXPFILL } },
        { &ei_sipexplain_busy,
          { "sipexplain.expert.busy", PI_RESPONSE_CODE, PI_NOTE,
            "SIP: the called party is busy", EXPFILL } },
        { &ei_sipexplain_declined,
          { "sipexplain.expert.declined", PI_RESPONSE_CODE, PI_NOTE,
            "SIP: the call was declined", EXPFILL } },
        { &ei_sipexplain_cancelled,
          { "sipexplain.expert.cancelled", PI_RESPONSE_CODE, PI_CHAT,
            "SIP: the request was cancelled", EXPFILL } },
        { &ei_sipexplain_failure,
          { "sipexplain.expert.failure", PI_RESPONSE_CODE, PI_WARN,
            "SIP: the request failed", EXPFILL } },
        { &ei_sipexplain_server_failure,
          { "sipexplain.expert.server_failure", PI_RESPONSE_CODE, PI_ERROR,
            "SIP: a server failed with the request", EXPFILL } },
        { &ei_sipexplain_finding,
          { "sipexplain.expert.finding", PI_RESPONSE_CODE, PI_WARN,
            "SIP: there is something wrong with the request", EXPFILL } },
        { &ei_sipexplain_no_ack,
          { "sipexplain.expert.no_ack", PI_RESPONSE_CODE, PI_WARN,
            "A 2xx to an INVITE comes again, and no ACK was seen", EXPFILL } },
        { &ei_sipexplain_unregistered,
          { "sipexplain.expert.unregistered", PI_RESPONSE_CODE, PI_NOTE,
            "SIP: the status code is in no catalogue", EXPFILL } },
    };
    expert_module_t *expert = expert_register_protocol(proto);

    expert_register_field_array(expert, ei, array_length(ei));
    register_init_routine(experts_forget);
}
