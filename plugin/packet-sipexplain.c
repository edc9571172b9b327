/* packet-sipexplain.c
 * Explains the SIP responses of a frame: tree items and expert info
 *
 * A post-dissector that runs on every frame of every capture. It asks for no
 * fields and has no tap, so a frame without SIP costs a walk through its few
 * layers, and one with SIP in it a look-up and the expert info; text is put
 * together only where somebody looks at it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "compat.h"

#include <epan/column-info.h>
#include <epan/expert.h>
#include <epan/prefs.h>
#include <epan/tap.h>

#include "exchange/finals.h"
#include "findings/diagnosis.h"
#include "message/escape.h"
#include "pane/evidence.h"
#include "exchange/connections.h"
#include "exchange/exchange.h"
#include "findings/findings.h"
#include "findings/fitting.h"
#include "catalogue/explanation.h"
#include "catalogue/language.h"
#include "desktop/questions.h"
#include "message/message_text.h"
#include "message/messages.h"
#include "own_codes.h"
#include "packet-sipexplain.h"
#include "pane/pane.h"
#include "pane/reason_display.h"
#include "catalogue/reference.h"
#include "report/calls_tap.h"
#include "report/export.h"
#include "report/html_tap.h"
#include "report/report.h"
#include "report/statistics.h"

static int proto_sipexplain = -1;
static protocol_t *protocol;
static int expert_tap;  /* 0 until it is registered, which happens with the first capture */

static int hf_sipexplain_code = -1;
static int hf_sipexplain_phrase = -1;
static int hf_sipexplain_phrase_received = -1;
static int hf_sipexplain_quoted = -1;
static int hf_sipexplain_class = -1;
static int hf_sipexplain_outcome = -1;
static int hf_sipexplain_diagnosis = -1;
static int hf_sipexplain_finding = -1;
static int hf_sipexplain_certainty = -1;
static int hf_sipexplain_related_frame = -1;
static int hf_sipexplain_summary = -1;
static int hf_sipexplain_description = -1;
static int hf_sipexplain_cause = -1;
static int hf_sipexplain_remedy = -1;
static int hf_sipexplain_reference = -1;
static int hf_sipexplain_reference_url = -1;
static int hf_sipexplain_confused_with = -1;

static int ett_sipexplain = -1;
static int ett_sipexplain_finding = -1;

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

static const value_string class_vals[] = {
    { 1, "Provisional" },
    { 2, "Success" },
    { 3, "Redirection" },
    { 4, "Client Failure" },
    { 5, "Server Failure" },
    { 6, "Global Failure" },
    { 0, NULL }
};

static const value_string outcome_vals[] = {
#define OUTCOME_VALUE(id, value, name) { id, name },
    SIP_OUTCOME_LIST(OUTCOME_VALUE)
#undef OUTCOME_VALUE
    { 0, NULL }
};

static const value_string certainty_vals[] = {
    { CERTAINTY_SHOWN,  "shown" },
    { CERTAINTY_LIKELY, "likely" },
    { 0, NULL }
};

static ws_bool_pref_t explain_success = true;

#define MAX_LANGUAGES   16

/* Values of the preference; those of the catalogue follow. */
static enum_val_t language_values[MAX_LANGUAGES + 1] = {
    { "auto", "auto (that of the system)", 0 },
    { "en", "en", 1 },
};
static int language;             /* the value that is chosen */
static int applied_language;     /* the value that all texts are in */

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

/* The status codes whose expert info is among them: see is_noted(). */
static bool noted_codes[SIP_CODE_MAX + 1];

static void
forget_severities(void)
{
    noted_severities = 0;
    memset(noted_codes, 0, sizeof noted_codes);
}

static uint32_t
severity_bit(const expert_field *field)
{
    return UINT32_C(1) << (field->ei - ei_sipexplain_progress.ei);
}

/* Whether expert info that has no item is read nevertheless. */
static bool
is_expert_info_read(const packet_info *pinfo)
{
    return expert_tap == 0 || have_tap_listener(expert_tap)
        || (pinfo->cinfo != NULL && pinfo->cinfo->col_first[COL_EXPERT] >= 0);
}

/* Whether there is nothing left to tell of an expert info that has no item: nobody reads it, and its severity was told. */
static bool
is_severity_noted(const packet_info *pinfo, const expert_field *field)
{
    return (noted_severities & severity_bit(field)) != 0 && !is_expert_info_read(pinfo);
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

/*
 * Adds expert info. Wireshark lets the last one added decide what the Expert
 * Info column shows; as we always come last, an error that another dissector
 * reported would disappear behind our chat.
 *
 * In list mode nobody reads the text, and adding it would be most of what we
 * cost.
 */
static void add_expert_info(packet_info *pinfo, proto_item *item, expert_field *field, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static void
add_expert_info(packet_info *pinfo, proto_item *item, expert_field *field, const char *format, ...)
{
    int     before;
    char    text[ITEM_LABEL_LENGTH];
    va_list arguments;

    if (item == NULL && is_severity_noted(pinfo, field))
        return;
    before = column_severity(pinfo);
    if (expert_tap == 0)
        expert_tap = find_tap_id("expert");
    if (item == NULL && !have_tap_listener(expert_tap)) {
        note_severity(pinfo, field);
    } else {
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
        expert_add_info_format(pinfo, item, field, "%s", text);
    }
    if (before > column_severity(pinfo))
        col_add_str(pinfo->cinfo, COL_EXPERT, val_to_str_const((uint32_t)before, expert_severity_vals, ""));
}

/* The same with a text that is freed here. */
static void
add_expert_label(packet_info *pinfo, proto_item *item, expert_field *field, char *text)
{
    add_expert_info(pinfo, item, field, "%s", text);
    g_free(text);
}

static const char *
code_text(packet_info *pinfo, unsigned code)
{
    return wmem_strdup_printf(pinfo->pool, "%03u", code);
}

/*
 * What leads the diagnosis, if it is a cause: what later frames show does not
 * count, as summary and expert info are the same on every pass.
 */
static const finding_record_t *
leading_cause(const finding_t *found)
{
    if (found == NULL || found->late || catalogue_findings[found->finding].level == LEVEL_CONTEXT)
        return NULL;
    return &catalogue_findings[found->finding];
}

static const char *
summary_of(const explanation_t *explanation, const finding_t *found)
{
    const finding_record_t *cause = leading_cause(found);

    return translated(cause != NULL ? cause->title : explanation->summary);
}

static void
add_expert_infos(const moment_t *moment, proto_item *item, const explanation_t *explanation, const finding_t *found)
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
                             label_filled(LABEL_NO_ACK, "code", code_text(pinfo, code), NULL));
        return;
    }
    if (record == NULL) {
        add_expert_label(pinfo, item, &ei_sipexplain_unregistered,
                         label_filled(LABEL_OUT_OF_RANGE, "code", code_text(pinfo, code),
                                      "first", code_text(pinfo, SIP_CODE_MIN),
                                      "last", code_text(pinfo, SIP_CODE_MAX), NULL));
    } else if (explanation->in_catalogue) {
        add_expert_info(pinfo, item, outcome_experts[explanation->outcome], "%u %s%s%s", code, record->phrase,
                        label_separator(), summary_of(explanation, found));
    } else {
        add_expert_label(pinfo, item, &ei_sipexplain_unregistered,
                         label_filled(LABEL_IN_NO_CATALOGUE, "code", code_text(pinfo, code),
                                      "treated", code_text(pinfo, record->treat_as), NULL));
        add_expert_info(pinfo, item, outcome_experts[explanation->outcome], "%u%s%s", code,
                        label_separator(), summary_of(explanation, found));
    }
}

static void
add_texts(const pane_t *pane, int hf, label_id_t id, const char *const *texts)
{
    for (; *texts != NULL; texts++)
        pane_add_text(pane, hf, label(id), translated(*texts), PANE_ALL_LINES);
}

/* The phrase as it stands in the message, where it is not the expected one. */
static void
add_received_phrase(const pane_t *pane, const sip_message_t *message, const message_text_t *text,
                    const char *expected)
{
    const char *bytes = message->info->reason_phrase;
    size_t      length = strlen(bytes);
    char       *escaped;

    /* The record has lost what is not UTF-8. */
    if (text->tvb != NULL) {
        length = (size_t)MAX(text->line_length - MESSAGE_PHRASE_OFFSET, 0);
        bytes = (const char *)tvb_get_ptr(text->tvb, text->offset + MESSAGE_PHRASE_OFFSET, (int)length);
    }
    if (expected != NULL && strlen(expected) == length && memcmp(bytes, expected, length) == 0)
        return;

    escaped = (char *)wmem_alloc(pane->pinfo->pool, ESCAPE_MAX_BYTES(length));
    escape_text(escaped, (const unsigned char *)bytes, length);
    pane_add_text(pane, hf_sipexplain_phrase_received, label(LABEL_PHRASE_RECEIVED), escaped, PANE_PACKET_LINES);
}

/* Its value is the same in every language. */
static void
add_reference(const pane_t *pane, const char *reference)
{
    char       *text = reference_text(reference);
    char      **urls = reference_urls(reference);
    proto_item *item;
    pane_t      below;

    item = pane_add_value(pane, hf_sipexplain_reference, reference, label(LABEL_REFERENCE), text, PANE_ALL_LINES);
    if (urls[0] != NULL) {
        below = pane_below(pane, item);
        for (unsigned i = 0; urls[i] != NULL; i++)
            proto_item_set_url(pane_add_text(&below, hf_sipexplain_reference_url, label(LABEL_URL), urls[i],
                                             PANE_ALL_LINES));
    }
    g_strfreev(urls);
    g_free(text);
}

static void
add_neighbours(const pane_t *pane, const sip_neighbour_t *neighbour)
{
    for (; neighbour->code != 0; neighbour++) {
        /* Its phrase may be the user's own. */
        const char *phrase = explanation_of(neighbour->code, false).record->phrase;
        const char *text = wmem_strdup_printf(pane->pinfo->pool, "%u %s%s%s", neighbour->code, phrase,
                                              label_separator(), translated(neighbour->difference));

        pane_add_uint_text(pane, hf_sipexplain_confused_with, neighbour->code, label(LABEL_CONFUSED), text);
    }
}

/* What was found, below the diagnosis that tells it. */
static void
add_findings(const pane_t *below, const diagnosis_t *diagnosis, const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        proto_item *item = pane_add_text(below, hf_sipexplain_finding, label(LABEL_FINDING),
                                         catalogue_findings[found->finding].name, PANE_ALL_LINES);
        pane_t      certainty = *below;

        certainty.tree = proto_item_add_subtree(item, ett_sipexplain_finding);
        certainty.level++;
        pane_add_uint(&certainty, hf_sipexplain_certainty, found->certainty, label(LABEL_CERTAINTY),
                      val_to_str_const(found->certainty, certainty_vals, ""));
    }
    for (unsigned i = 0; i < diagnosis->num_frames; i++)
        pane_add_uint(below, hf_sipexplain_related_frame, diagnosis->frames[i], label(LABEL_RELATED_FRAME), NULL);
}

static void
add_diagnosis(const pane_t *pane, const moment_t *moment, const message_text_t *text, const finding_t *found)
{
    diagnosis_t diagnosis = diagnosis_of(moment, text, found);
    proto_item *item;
    pane_t      below;

    if (wmem_strbuf_get_len(diagnosis.sentences) == 0)
        return;
    item = pane_add_text(pane, hf_sipexplain_diagnosis, label(LABEL_DIAGNOSIS),
                         wmem_strbuf_get_str(diagnosis.sentences), PANE_ALL_LINES);
    below = pane_below(pane, item);
    add_findings(&below, &diagnosis, found);
}

/* Whether a cause was found, if only by what later frames show: then what is usual does not matter. */
static bool
has_cause(const finding_t *found)
{
    while (found != NULL && catalogue_findings[found->finding].level == LEVEL_CONTEXT)
        found = found->next;
    return found != NULL;
}

/* What to do: about the causes that were found, or else about what the code usually has as its cause. */
static void
add_advice(const pane_t *pane, const moment_t *moment, const finding_t *found, const sip_response_record_t *record)
{
    for (const finding_t *item = found; item != NULL; item = item->next)
        add_texts(pane, hf_sipexplain_remedy, LABEL_REMEDY, catalogue_findings[item->finding].remedies);
    if (record != NULL && !has_cause(found) && !findings_rule_out_usual(found))
        add_texts(pane, hf_sipexplain_remedy, LABEL_REMEDY,
                  fitting_texts(moment, record->remedies, record->remedy_conditions));
}

static void
add_fields(const pane_t *pane, const moment_t *moment, const message_text_t *text, const explanation_t *explanation,
           const finding_t *found)
{
    const sip_response_record_t *record = explanation->record;

    /* What is no status code is not explained. */
    if (text->tvb != NULL && (record != NULL || found != NULL))
        add_diagnosis(pane, moment, text, found);
    if (record != NULL && text->tvb != NULL) {
        evidence_add_all(pane, text->header, record);
        reason_add_all(pane, text->header, false);
        warning_add_all(pane, text->header);
    }
    if (record != NULL) {
        add_advice(pane, moment, found, record);
        pane_add_text(pane, hf_sipexplain_description, label(LABEL_DESCRIPTION), translated(record->description),
                      PANE_ALL_LINES);
        /* Where the packets show the cause, or that it is none of these, what is usual does not matter. */
        if (!has_cause(found) && !findings_rule_out_usual(found))
            add_texts(pane, hf_sipexplain_cause, LABEL_CAUSE,
                      fitting_texts(moment, record->causes, record->cause_conditions));
    }
    pane_add_uint(pane, hf_sipexplain_code, explanation->code, label(LABEL_STATUS_CODE), NULL);
    if (explanation->in_catalogue)
        pane_add_text(pane, hf_sipexplain_phrase, label(record->registered ? LABEL_PHRASE : LABEL_PHRASE_USUAL),
                      record->phrase, PANE_ALL_LINES);
    add_received_phrase(pane, moment->message, text, explanation->in_catalogue ? record->phrase : NULL);
    if (moment->message->quoted)
        proto_tree_add_boolean_format(pane->tree, hf_sipexplain_quoted, pane->tvb, pane->offset, pane->length, true,
                                      "%s%s%s", label(LABEL_QUOTED), label_separator(), label(LABEL_TRUE));
    if (record == NULL)
        return;
    pane_add_uint(pane, hf_sipexplain_class, explanation->code / 100, label(LABEL_CLASS),
                  val_to_str_const(explanation->code / 100, class_vals, ""));
    pane_add_uint(pane, hf_sipexplain_outcome, explanation->outcome, label(LABEL_OUTCOME),
                  catalogue_outcome_name(explanation->outcome));
    add_reference(pane, record->reference);
    add_neighbours(pane, record->neighbours);
    /* The item's own line shows it already. */
    proto_item_set_hidden(pane_add_text(pane, hf_sipexplain_summary, label(LABEL_SUMMARY),
                                        summary_of(explanation, found), PANE_ALL_LINES));
}

/* text: where the message lies, or NULL where nobody looks at our fields */
static pane_t
pane_of(packet_info *pinfo, tvbuff_t *frame, const message_text_t *text)
{
    pane_t pane = { pinfo, NULL, frame, 0, 0, 1, NULL };

    if (text != NULL && text->tvb != NULL) {
        pane.tvb = text->tvb;
        pane.offset = text->offset;
        pane.length = text->line_length;
        pane.bytes = text->whole.bytes;
    }
    return pane;
}

/* text: where the message lies, or NULL where nobody looks at our fields */
static void
explain_response(const moment_t *moment, proto_tree *tree, tvbuff_t *frame, const message_text_t *text,
                 const explanation_t *explanation, const finding_t *found)
{
    pane_t      pane = pane_of(moment->pinfo, frame, text);
    proto_item *item;

    item = proto_tree_add_protocol_format(tree, proto_sipexplain, pane.tvb, pane.offset, pane.length,
                                          "SIP Explanation (%03u)%s%s", explanation->code, label_separator(),
                                          explanation->record != NULL ? summary_of(explanation, found)
                                                                      : label(LABEL_NO_STATUS_CODE));
    if (!moment->message->quoted)
        add_expert_infos(moment, item, explanation, found);
    if (text != NULL) {
        pane.tree = proto_item_add_subtree(item, ett_sipexplain);
        add_fields(&pane, moment, text, explanation, found);
    }
}

/* Whether a request has a fault that this frame and earlier ones show. */
static bool
is_faulty(const finding_t *found)
{
    return found != NULL && !found->late && catalogue_findings[found->finding].level == LEVEL_FAULT;
}

/*
 * A request is explained where it says why it was sent, as a BYE or CANCEL with
 * Reason, and where something was found about it.
 */
static void
explain_request(const moment_t *moment, proto_tree *tree, tvbuff_t *frame, const message_text_t *text,
                const finding_t *found)
{
    packet_info *pinfo = moment->pinfo;
    pane_t       pane = pane_of(pinfo, frame, text);
    const char  *what, *name = NULL;
    proto_item  *item = NULL;
    bool         cancel = strcmp((const char *)moment->message->info->request_method, "CANCEL") == 0;

    what = text != NULL ? reason_first(pinfo, text->header, cancel, &name,
                                       PANE_COLUMNS - (unsigned)strlen("SIP Explanation (): "))
                        : NULL;
    if (found != NULL && (what == NULL || leading_cause(found) != NULL)) {
        what = wmem_strdup(pinfo->pool, (const char *)moment->message->info->request_method);
        name = translated(catalogue_findings[found->finding].title);
    }
    if (what != NULL && text != NULL) {
        item = proto_tree_add_protocol_format(tree, proto_sipexplain, pane.tvb, pane.offset, pane.length,
                                              "SIP Explanation (%s)%s%s", what, label_separator(), name);
        pane.tree = proto_item_add_subtree(item, ett_sipexplain);
    }
    if (is_faulty(found) && !moment->message->quoted)
        add_expert_info(pinfo, item, &ei_sipexplain_finding, "%s%s%s",
                        (const char *)moment->message->info->request_method, label_separator(),
                        translated(catalogue_findings[found->finding].title));
    if (item == NULL)
        return;
    if (found != NULL) {
        add_diagnosis(&pane, moment, text, found);
        add_advice(&pane, moment, found, NULL);
    }
    reason_add_all(&pane, text->header, cancel);
}

static bool
is_explained_response(const sip_message_t *message)
{
    unsigned code = message->info->response_code;

    return message_is_response(message) && (explain_success || code < 100 || code > 299);
}

/* A code can mean something else in such a case. */
static void
fit_explanation(const moment_t *moment, explanation_t *explanation)
{
    const char *summary = explanation->record != NULL ? fitting_summary(moment, explanation->record) : NULL;

    if (summary != NULL)
        explanation->summary = summary;
}

/* Whoever listens is told when the dissection of the frame is over, so all is kept until then. */
static void
tell_statistics(const moment_t *moment, const explanation_t *explanation, const finding_t *found, bool explained)
{
    packet_info          *pinfo = moment->pinfo;
    sipexplain_tap_info_t info = { *moment, *explanation, found, explained };

    info.moment.texts = message_texts_copy(moment->texts);
    info.moment.message = &info.moment.texts->messages[moment->number];
    statistics_tell(pinfo, (sipexplain_tap_info_t *)wmem_memdup(pinfo->pool, &info, sizeof info));
}

/* Preferences have changed, or were read for the first time. */
static void
apply_preferences(void)
{
    forget_severities();
    language_choose(language_values[language].name);
    statistics_use_language();
    applied_language = language;
}

/* What is wanted of the messages of a frame. */
typedef struct {
    tvbuff_t   *tvb;
    proto_tree *tree;
    bool        shown;  /* in the packet details, or as fields */
    bool        told;   /* to the listeners of the tap */
} wanted_t;

/* Not in line, as most messages of most captures have nothing that is to be explained. */
static G_GNUC_NO_INLINE void
explain_message(const wanted_t *wanted, const moment_t *moment, const finding_t *found)
{
    bool                  explained = is_explained_response(moment->message);
    const message_text_t *text = NULL;
    explanation_t         explanation = { 0 };

    /* Whose expert info it is; the caller restores it. */
    moment->pinfo->current_proto = proto_get_protocol_short_name(protocol);
    if (wanted->shown || wanted->told)
        found = findings_with_late(moment, found);
    if (wanted->shown)
        text = &message_texts_get(moment->texts)[moment->number];
    if (explained) {
        explanation = explanation_of(moment->code, moment_refuses_credentials(moment, found));
        fit_explanation(moment, &explanation);
        explain_response(moment, wanted->tree, wanted->tvb, text, &explanation, found);
    } else if (!message_is_response(moment->message) && (found != NULL || (text != NULL && text->tvb != NULL))) {
        explain_request(moment, wanted->tree, wanted->tvb, text != NULL && text->tvb != NULL ? text : NULL, found);
    }
    if (wanted->told)
        tell_statistics(moment, &explanation, found, explained);
    if (explained && wanted->tree == NULL && found == NULL && !moment->message->quoted
        && moment->kind != MOMENT_FINAL_AGAIN && moment->code <= SIP_CODE_MAX)
        noted_codes[moment->code] = true;
}

/*
 * Whether a response that nothing was found about leaves nothing but its
 * severity, as it does in list mode, and another one with its code has left the
 * same. One that comes again has expert info of its own.
 */
static bool
is_noted(const wanted_t *wanted, const moment_t *moment)
{
    return wanted->tree == NULL && moment->code <= SIP_CODE_MAX && noted_codes[moment->code]
        && moment->kind != MOMENT_FINAL_AGAIN && !is_expert_info_read(moment->pinfo);
}

/* Not in line, so that frames without SIP pay for none of it. */
static G_GNUC_NO_INLINE void
explain_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    message_texts_t texts;
    wanted_t        wanted;

    /* The handle is anonymous, so the first is for us to ask. */
    if (!proto_is_protocol_enabled(protocol) || !message_texts_begin(&texts, pinfo))
        return;
    /* sharkd changes preferences and tells nobody. */
    if (language != applied_language)
        apply_preferences();

    wanted.tvb = tvb;
    wanted.tree = tree;
    wanted.shown = tree != NULL && proto_field_is_referenced(tree, proto_sipexplain);
    wanted.told = statistics_wanted();
    for (unsigned i = 0; i < texts.count; i++) {
        moment_t         moment;
        const finding_t *found;

        exchange_moment(&moment, pinfo, &texts, i);
        found = findings_of(&moment);
        if (found != NULL || wanted.shown || wanted.told
            || (is_explained_response(moment.message) && !is_noted(&wanted, &moment)))
            explain_message(&wanted, &moment, found);
    }
}

static int
dissect_sipexplain(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    if (!messages_any(pinfo)) {
        if (connections_may_break(pinfo))
            connections_note(tvb, pinfo);
        return 0;
    }
    explain_frame(tvb, pinfo, tree);
    return (int)tvb_captured_length(tvb);
}

/* Other ways to write a language. They stand behind the names by which Wireshark keeps them. */
static void
add_language_aliases(unsigned count)
{
    static const struct {
        const char *alias;
        const char *name;
    } aliases[] = {
        { "ja_JP", "ja" }, { "pt", "pt_BR" }, { "pt-BR", "pt_BR" }, { "zh", "zh_CN" }, { "zh-CN", "zh_CN" },
    };
    unsigned last = count;

    for (size_t i = 0; i < array_length(aliases) && last < MAX_LANGUAGES; i++) {
        for (unsigned k = 0; k < count; k++) {
            if (strcmp(language_values[k].name, aliases[i].name) != 0)
                continue;
            language_values[last].name = language_values[last].description = aliases[i].alias;
            language_values[last++].value = language_values[k].value;
        }
    }
}

/* "auto", English, and what there are translations for, each in its own tongue. */
static void
register_language_preference(module_t *module)
{
    unsigned count = (unsigned)MIN(catalogue_num_languages, MAX_LANGUAGES - 2);

    for (unsigned i = 0; i < count; i++) {
        language_values[i + 2].name = catalogue_languages[i].name;
        language_values[i + 2].description = catalogue_languages[i].own_name;
        language_values[i + 2].value = (int)i + 2;
    }
    add_language_aliases(count + 2);
    prefs_register_enum_preference(module, "language", "Language of the explanations",
                                   "The language of all that is explained; names of fields and of outcomes stay "
                                   "English in every language, so that filters work", &language, language_values, false);
}

/*
 * The explanation is open at first sight; whoever folds it keeps it folded.
 * The flags exist only when all protocols are registered.
 */
static void
expand_at_first_sight(void)
{
    tree_expanded_set(ett_sipexplain, true);
}

void
proto_register_sipexplain(void)
{
    static hf_register_info hf[] = {
        { &hf_sipexplain_code,
          { "Status code", "sipexplain.code", FT_UINT16, BASE_DEC, NULL, 0x0,
            "The status code of the response", HFILL } },
        { &hf_sipexplain_phrase,
          { "Registered phrase", "sipexplain.phrase", FT_STRING, BASE_NONE, NULL, 0x0,
            "The reason phrase that belongs to the code", HFILL } },
        { &hf_sipexplain_phrase_received,
          { "Phrase in this message", "sipexplain.phrase_received", FT_STRING, BASE_NONE, NULL, 0x0,
            "The reason phrase of the response, where it is another one", HFILL } },
        { &hf_sipexplain_quoted,
          { "Quoted in an ICMP error", "sipexplain.quoted", FT_BOOLEAN, BASE_NONE, NULL, 0x0,
            "The response was not received: an ICMP error quotes it", HFILL } },
        { &hf_sipexplain_class,
          { "Class", "sipexplain.class", FT_UINT8, BASE_DEC, VALS(class_vals), 0x0,
            "The class of the status code", HFILL } },
        { &hf_sipexplain_outcome,
          { "Outcome", "sipexplain.outcome", FT_UINT8, BASE_DEC, VALS(outcome_vals), 0x0,
            "What the response means for the request", HFILL } },
        { &hf_sipexplain_diagnosis,
          { "Diagnosis", "sipexplain.diagnosis", FT_STRING, BASE_NONE, NULL, 0x0,
            "What this very response and its exchange say", HFILL } },
        { &hf_sipexplain_finding,
          { "Finding", "sipexplain.finding", FT_STRING, BASE_NONE, NULL, 0x0,
            "What the packets show, by its name: see \"sipexplain finding\"", HFILL } },
        { &hf_sipexplain_certainty,
          { "Certainty", "sipexplain.certainty", FT_UINT8, BASE_DEC, VALS(certainty_vals), 0x0,
            "Whether the packets prove it, or point to it", HFILL } },
        { &hf_sipexplain_related_frame,
          { "Related frame", "sipexplain.related_frame", FT_FRAMENUM, BASE_NONE, NULL, 0x0,
            "The frame that the diagnosis speaks of", HFILL } },
        { &hf_sipexplain_summary,
          { "Summary", "sipexplain.summary", FT_STRING, BASE_NONE, NULL, 0x0,
            "The gist of the explanation", HFILL } },
        { &hf_sipexplain_description,
          { "Description", "sipexplain.description", FT_STRING, BASE_NONE, NULL, 0x0,
            "What the response says", HFILL } },
        { &hf_sipexplain_cause,
          { "Typical cause", "sipexplain.cause", FT_STRING, BASE_NONE, NULL, 0x0,
            "When one sees this response", HFILL } },
        { &hf_sipexplain_remedy,
          { "Remedy", "sipexplain.remedy", FT_STRING, BASE_NONE, NULL, 0x0,
            "What to do about it", HFILL } },
        { &hf_sipexplain_reference,
          { "Reference", "sipexplain.reference", FT_STRING, BASE_NONE, NULL, 0x0,
            "The defining document and section", HFILL } },
        { &hf_sipexplain_reference_url,
          { "URL", "sipexplain.reference_url", FT_STRING, BASE_NONE, NULL, 0x0,
            "Where the document can be read, at the section", HFILL } },
        { &hf_sipexplain_confused_with,
          { "Not to be confused with", "sipexplain.confused_with", FT_UINT16, BASE_DEC, NULL, 0x0,
            "A code that is often taken for this one", HFILL } },
    };
    static int *ett[] = {
        &ett_sipexplain,
        &ett_sipexplain_finding,
    };
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
    expert_module_t *expert;
    module_t        *module;

    proto_sipexplain = proto_register_protocol("SIP Explanation", "SIP Explain", "sipexplain");
    proto_register_field_array(proto_sipexplain, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
    expert = expert_register_protocol(proto_sipexplain);
    expert_register_field_array(expert, ei, array_length(ei));

    module = prefs_register_protocol(proto_sipexplain, apply_preferences);
    register_language_preference(module);
    own_codes_register(module);
    prefs_register_bool_preference(module, "explain_success", "Explain 1xx and 2xx responses too",
                                   "Whether provisional and successful responses are explained, "
                                   "and not only redirections and failures", &explain_success);

    register_init_routine(forget_severities);
    register_final_registration_routine(expand_at_first_sight);
    pane_register();
    evidence_register(proto_sipexplain);
    reason_display_register(proto_sipexplain);
    exchange_register();
    connections_register();
    findings_register(proto_sipexplain);
    statistics_register();
    export_register();
    report_register();
    calls_tap_register();
    html_tap_register();
    questions_register();
}

void
proto_reg_handoff_sipexplain(void)
{
    messages_handoff();
    apply_preferences();
    protocol = find_protocol_by_id(proto_sipexplain);
    /*
     * With a handle that has a protocol, Wireshark adds a layer to each frame
     * and takes it off again when there was no SIP in it: two thirds of what
     * we would cost on other traffic. An anonymous one leaves the layers alone.
     */
    register_postdissector(create_dissector_handle(dissect_sipexplain, -1));
}
