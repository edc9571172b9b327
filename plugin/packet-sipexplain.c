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

#include <epan/expert.h>
#include <epan/prefs.h>
#include <epan/tap.h>

#include "escape.h"
#include "explanation.h"
#include "layout.h"
#include "message_text.h"
#include "messages.h"
#include "packet-sipexplain.h"

/* The details pane shows about so many columns; each level is indented by four. */
#define PANE_COLUMNS    80
#define INDENT_COLUMNS  4

/* A phrase can have any length. This many lines of it are shown. */
#define PHRASE_LINES    8

static int proto_sipexplain = -1;
static protocol_t *protocol;
static int expert_tap;  /* 0 until it is registered, which happens with the first capture */

static int hf_sipexplain_code = -1;
static int hf_sipexplain_phrase = -1;
static int hf_sipexplain_phrase_received = -1;
static int hf_sipexplain_quoted = -1;
static int hf_sipexplain_class = -1;
static int hf_sipexplain_outcome = -1;
static int hf_sipexplain_summary = -1;
static int hf_sipexplain_description = -1;
static int hf_sipexplain_cause = -1;
static int hf_sipexplain_remedy = -1;
static int hf_sipexplain_reference = -1;
static int hf_sipexplain_confused_with = -1;

static int ett_sipexplain = -1;
static int ett_sipexplain_text = -1;

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
    { OUTCOME_PROGRESS,       "progress" },
    { OUTCOME_SUCCESS,        "success" },
    { OUTCOME_REDIRECTION,    "redirection" },
    { OUTCOME_CHALLENGE,      "challenge" },
    { OUTCOME_ADJUST,         "adjust" },
    { OUTCOME_UNAVAILABLE,    "unavailable" },
    { OUTCOME_BUSY,           "busy" },
    { OUTCOME_DECLINED,       "declined" },
    { OUTCOME_CANCELLED,      "cancelled" },
    { OUTCOME_FAILURE,        "failure" },
    { OUTCOME_SERVER_FAILURE, "server failure" },
    { 0, NULL }
};

static ws_bool_pref_t explain_success = true;

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

/*
 * Adds expert info. Wireshark lets the last one added decide what the Expert
 * Info column shows; as we always come last, an error that another dissector
 * reported would disappear behind our chat.
 *
 * In list mode nobody reads the text, and formatting it would be most of what
 * we cost; the severity is noted all the same.
 */
static void add_expert_info(packet_info *pinfo, proto_item *item, expert_field *field, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static void
add_expert_info(packet_info *pinfo, proto_item *item, expert_field *field, const char *format, ...)
{
    int     before = column_severity(pinfo);
    char    text[ITEM_LABEL_LENGTH];
    va_list arguments;

    if (expert_tap == 0)
        expert_tap = find_tap_id("expert");
    if (item == NULL && !have_tap_listener(expert_tap)) {
        expert_add_info(pinfo, item, field);
    } else {
        va_start(arguments, format);
        vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
        expert_add_info_format(pinfo, item, field, "%s", text);
    }
    if (before > column_severity(pinfo))
        col_add_str(pinfo->cinfo, COL_EXPERT, val_to_str_const((uint32_t)before, expert_severity_vals, ""));
}

static void
add_expert_infos(packet_info *pinfo, proto_item *item, const explanation_t *explanation)
{
    const sip_response_record_t *record = explanation->record;
    unsigned                     code = explanation->code;

    if (record == NULL) {
        add_expert_info(pinfo, item, &ei_sipexplain_unregistered,
                        "%03u is outside %d to %d, where the SIP status codes are", code, SIP_CODE_MIN, SIP_CODE_MAX);
    } else if (explanation->in_catalogue) {
        add_expert_info(pinfo, item, outcome_experts[explanation->outcome], "%u %s: %s", code, record->phrase,
                        record->summary);
    } else {
        add_expert_info(pinfo, item, &ei_sipexplain_unregistered,
                        "%u is in no catalogue of SIP codes; RFC 3261 has it treated as %u", code, record->treat_as);
        add_expert_info(pinfo, item, outcome_experts[explanation->outcome], "%u: %s", code, record->summary);
    }
}

/*
 * Where the item of a response stands, and the bytes of the frame that it and
 * its parts speak of: the Status-Line, or nothing where that was not found.
 */
typedef struct {
    packet_info *pinfo;
    proto_tree  *tree;
    tvbuff_t    *tvb;
    int          offset;
    int          length;
} place_t;

/* The columns that are left behind the label of a part of the item. */
static unsigned
columns_behind(const char *label)
{
    return PANE_COLUMNS - INDENT_COLUMNS - (unsigned)strlen(label) - (unsigned)strlen(": ");
}

/*
 * Shows what is left of a text whose first line an item has, in at most so many
 * lines below it.
 */
static void
add_more_lines(const place_t *place, proto_item *item, const char *text, unsigned max_lines)
{
    proto_tree *tree;
    const char *line = text;
    size_t      length;

    if (*text == '\0')
        return;
    tree = proto_item_add_subtree(item, ett_sipexplain_text);
    while ((length = layout_next_line(&text, PANE_COLUMNS - 2 * INDENT_COLUMNS)) > 0) {
        if (--max_lines == 0 && *text != '\0') {
            proto_tree_add_subtree_format(tree, place->tvb, place->offset, place->length, ett_sipexplain_text, NULL,
                                          "... and %zu more bytes", length + strlen(text));
            return;
        }
        proto_tree_add_subtree_format(tree, place->tvb, place->offset, place->length, ett_sipexplain_text, NULL,
                                      "%.*s", (int)length, line);
        line = text;
    }
}

/*
 * Adds a field whose value is the whole text, and whose label has the first
 * line of it, as neither pane nor terminal breaks lines; the others follow
 * below.
 */
static proto_item *
add_text(const place_t *place, int hf, const char *label, const char *text, unsigned max_lines)
{
    const char *line = text + strspn(text, " "), *rest = line;
    size_t      length = layout_next_line(&rest, columns_behind(label));
    proto_item *item;

    item = proto_tree_add_string_format(place->tree, hf, place->tvb, place->offset, place->length, text,
                                        "%s: %.*s", label, length > 0 ? (int)length : INT_MAX,
                                        length > 0 ? line : "(none)");
    add_more_lines(place, item, rest, max_lines);
    return item;
}

static void
add_texts(const place_t *place, int hf, const char *label, const char *const *texts)
{
    for (; *texts != NULL; texts++)
        add_text(place, hf, label, *texts, UINT_MAX);
}

static void
add_uint(const place_t *place, int hf, unsigned value)
{
    proto_tree_add_uint(place->tree, hf, place->tvb, place->offset, place->length, value);
}

/* The phrase as it stands in the message, where it is not the expected one. */
static void
add_received_phrase(const place_t *place, const sip_message_t *message, const message_text_t *text,
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

    escaped = (char *)wmem_alloc(place->pinfo->pool, ESCAPE_MAX_BYTES(length));
    escape_text(escaped, (const unsigned char *)bytes, length);
    add_text(place, hf_sipexplain_phrase_received, "Phrase in this message", escaped, PHRASE_LINES);
}

static void
add_neighbours(const place_t *place, const sip_neighbour_t *neighbour)
{
    static const char label[] = "Not to be confused with";

    for (; neighbour->code != 0; neighbour++) {
        const char *text = wmem_strdup_printf(place->pinfo->pool, "%u %s: %s", neighbour->code,
                                              catalogue_find_response(neighbour->code)->phrase,
                                              neighbour->difference);
        const char *rest = text;
        size_t      length = layout_next_line(&rest, columns_behind(label));
        proto_item *item;

        item = proto_tree_add_uint_format(place->tree, hf_sipexplain_confused_with, place->tvb, place->offset,
                                          place->length, neighbour->code, "%s: %.*s", label, (int)length, text);
        add_more_lines(place, item, rest, UINT_MAX);
    }
}

static void
add_fields(const place_t *place, const sip_message_t *message, const message_text_t *text,
           const explanation_t *explanation)
{
    const sip_response_record_t *record = explanation->record;

    add_uint(place, hf_sipexplain_code, explanation->code);
    if (explanation->in_catalogue)
        add_text(place, hf_sipexplain_phrase,
                 record->registered ? "Registered phrase" : "Usual phrase, not registered", record->phrase, UINT_MAX);
    add_received_phrase(place, message, text, explanation->in_catalogue ? record->phrase : NULL);
    if (message->quoted)
        proto_tree_add_boolean(place->tree, hf_sipexplain_quoted, place->tvb, place->offset, place->length, true);
    if (record == NULL)
        return;
    add_uint(place, hf_sipexplain_class, explanation->code / 100);
    add_uint(place, hf_sipexplain_outcome, explanation->outcome);
    add_text(place, hf_sipexplain_description, "Description", record->description, UINT_MAX);
    add_texts(place, hf_sipexplain_cause, "Typical cause", record->causes);
    add_texts(place, hf_sipexplain_remedy, "Remedy", record->remedies);
    add_text(place, hf_sipexplain_reference, "Reference", record->reference, UINT_MAX);
    add_neighbours(place, record->neighbours);
    /* The item's own line shows it already. */
    proto_item_set_hidden(add_text(place, hf_sipexplain_summary, "Summary", record->summary, UINT_MAX));
}

/* text: where the message lies, or NULL where nobody looks at our fields */
static void
explain_response(packet_info *pinfo, proto_tree *tree, tvbuff_t *frame, const sip_message_t *message,
                 const message_text_t *text)
{
    unsigned      code = message->info->response_code;
    explanation_t explanation = explanation_of(code);
    place_t       place = { pinfo, NULL, frame, 0, 0 };
    proto_item   *item;

    if (!explain_success && code >= 100 && code < 300)
        return;
    if (text != NULL && text->tvb != NULL) {
        place.tvb = text->tvb;
        place.offset = text->offset;
        place.length = text->line_length;
    }
    item = proto_tree_add_protocol_format(tree, proto_sipexplain, place.tvb, place.offset, place.length,
                                          "SIP Explanation (%03u): %s", code,
                                          explanation.record != NULL ? explanation.record->summary
                                                                     : "not a SIP status code");
    if (!message->quoted)
        add_expert_infos(pinfo, item, &explanation);
    if (text != NULL) {
        place.tree = proto_item_add_subtree(item, ett_sipexplain);
        add_fields(&place, message, text, &explanation);
    }
}

static int
dissect_sipexplain(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    unsigned              count;
    const sip_message_t  *messages;
    const message_text_t *texts = NULL;
    bool                  explained = false;

    /* The handle is anonymous, so this is for us to do. */
    if (!proto_is_protocol_enabled(protocol))
        return 0;
    messages = messages_collect(pinfo, &count);
    if (messages == NULL)
        return 0;
    /* Whose expert info it is; the caller restores it. */
    pinfo->current_proto = proto_get_protocol_short_name(protocol);

    for (unsigned i = 0; i < count; i++) {
        if (!message_is_response(&messages[i]))
            continue;
        if (!explained && tree != NULL && proto_field_is_referenced(tree, proto_sipexplain))
            texts = message_text_find(pinfo, messages, count);
        explained = true;
        explain_response(pinfo, tree, tvb, &messages[i], texts != NULL ? &texts[i] : NULL);
    }
    return explained ? (int)tvb_captured_length(tvb) : 0;
}

/*
 * The explanation is open at first sight; whoever folds it keeps it folded.
 * The flags exist only when all protocols are registered.
 */
static void
expand_at_first_sight(void)
{
    tree_expanded_set(ett_sipexplain, true);
    tree_expanded_set(ett_sipexplain_text, true);
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
        { &hf_sipexplain_confused_with,
          { "Not to be confused with", "sipexplain.confused_with", FT_UINT16, BASE_DEC, NULL, 0x0,
            "A code that is often taken for this one", HFILL } },
    };
    static int *ett[] = {
        &ett_sipexplain,
        &ett_sipexplain_text,
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

    module = prefs_register_protocol(proto_sipexplain, NULL);
    prefs_register_bool_preference(module, "explain_success", "Explain 1xx and 2xx responses too",
                                   "Whether provisional and successful responses are explained, "
                                   "and not only redirections and failures", &explain_success);

    register_final_registration_routine(expand_at_first_sight);
}

void
proto_reg_handoff_sipexplain(void)
{
    messages_handoff();
    protocol = find_protocol_by_id(proto_sipexplain);
    /*
     * With a handle that has a protocol, Wireshark adds a layer to each frame
     * and takes it off again when there was no SIP in it: two thirds of what
     * we would cost on other traffic. An anonymous one leaves the layers alone.
     */
    register_postdissector(create_dissector_handle(dissect_sipexplain, -1));
}
