/* explanation.c
 * What is explained of a response or request, in the packet details
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pane/explanation.h"
#include "catalogue/language.h"
#include "catalogue/reference.h"
#include "findings/fitting.h"
#include "message/escape.h"
#include "pane/diagnosis_display.h"
#include "pane/evidence.h"
#include "pane/experts.h"
#include "pane/pane.h"
#include "pane/reason_display.h"

#include <wsutil/str_util.h>

static int proto_sipexplain = -1;

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
static int hf_sipexplain_reference_url = -1;
static int hf_sipexplain_confused_with = -1;

static int ett_sipexplain = -1;

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

static void
add_texts(const pane_t *pane, int hf, label_id_t id, const char *const *texts)
{
    for (; *texts != NULL; texts++)
        pane_add_known(pane, hf, label(id), translated(*texts));
}

/* The phrase as it stands in the message, where it is not the expected one. */
static void
add_received_phrase(const pane_t *pane, const sip_message_t *message, const message_text_t *text,
                    const char *expected)
{
    const char *bytes = message->info->reason_phrase;
    size_t      length = strlen(bytes);
    char       *escaped;

    if (!pane_wants(pane, hf_sipexplain_phrase_received))
        return;
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
    const known_reference_t *known;
    proto_item              *item;
    pane_t                   below;

    if (!pane_wants(pane, hf_sipexplain_reference) && !pane_wants(pane, hf_sipexplain_reference_url))
        return;
    known = reference_known(reference);
    item = pane_add_known_value(pane, hf_sipexplain_reference, reference, label(LABEL_REFERENCE), known->text);
    if (known->urls[0] != NULL) {
        below = pane_below(pane, item);
        for (unsigned i = 0; known->urls[i] != NULL; i++)
            proto_item_set_url(pane_add_known(&below, hf_sipexplain_reference_url, label(LABEL_URL), known->urls[i]));
    }
}

static void
add_neighbours(const pane_t *pane, const sip_neighbour_t *neighbour)
{
    if (!pane_wants(pane, hf_sipexplain_confused_with))
        return;
    for (; neighbour->code != 0; neighbour++) {
        /* Its phrase may be the user's own. */
        const char *phrase = explanation_of(neighbour->code, false).record->phrase;

        pane_add_known_uint(pane, hf_sipexplain_confused_with, neighbour->code, label(LABEL_CONFUSED), phrase,
                            translated(neighbour->difference));
    }
}

/* Whether a cause was found, if only by what later frames show: then what is usual does not matter. */
static bool
has_cause(const finding_t *found)
{
    while (found != NULL && catalogue_findings[found->finding].level == LEVEL_CONTEXT)
        found = found->next;
    return found != NULL;
}

/* Where the packets show the cause, or that it is none of these, or the server names another, what is usual does not matter. */
static bool
is_usual(const moment_t *moment, const finding_t *found)
{
    return !has_cause(found) && findings_repeated_cause(moment) == NULL && !findings_rule_out_usual(found)
        && !server_says_more(moment);
}

/*
 * What to do: about the causes that were found, or else about what the code
 * usually has as its cause. record, about: NULL for a request
 */
static void
add_advice(const pane_t *pane, fitting_case_t *about, const finding_t *found, const sip_response_record_t *record)
{
    const finding_record_t *repeated = about != NULL ? findings_repeated_cause(about->moment) : NULL;

    if (!pane_wants(pane, hf_sipexplain_remedy))
        return;
    for (const finding_t *item = found; item != NULL; item = item->next)
        add_texts(pane, hf_sipexplain_remedy, LABEL_REMEDY, catalogue_findings[item->finding].remedies);
    if (repeated != NULL)
        add_texts(pane, hf_sipexplain_remedy, LABEL_REMEDY, repeated->remedies);
    if (record != NULL && is_usual(about->moment, found))
        add_texts(pane, hf_sipexplain_remedy, LABEL_REMEDY,
                  fitting_texts(about, record->remedies, record->remedy_conditions));
}

static void
add_fields(const pane_t *pane, const moment_t *moment, const message_text_t *text, const explanation_t *explanation,
           const finding_t *found)
{
    const sip_response_record_t *record = explanation->record;
    fitting_case_t               about = { .moment = moment };
    const char                  *phrase = explanation->in_catalogue ? record->phrase : NULL;
    bool                         says_more = record != NULL && text->tvb != NULL && server_says_more(moment);

    /* What is no status code is not explained. */
    if (text->tvb != NULL && (record != NULL || found != NULL))
        diagnosis_display_add(pane, moment, text, found);
    /* Words that tell more than the code come before all that goes by the code. */
    if (says_more)
        add_received_phrase(pane, moment->message, text, phrase);
    if (record != NULL && text->tvb != NULL) {
        evidence_add_all(pane, text, record);
        reason_add_all(pane, text, false);
        warning_add_all(pane, text);
    }
    if (record != NULL) {
        add_advice(pane, &about, found, record);
        pane_add_known(pane, hf_sipexplain_description, label(LABEL_DESCRIPTION), translated(record->description));
        if (pane_wants(pane, hf_sipexplain_cause) && is_usual(moment, found))
            add_texts(pane, hf_sipexplain_cause, LABEL_CAUSE,
                      fitting_texts(&about, record->causes, record->cause_conditions));
    }
    pane_add_known_uint(pane, hf_sipexplain_code, explanation->code, label(LABEL_STATUS_CODE), NULL, NULL);
    if (explanation->in_catalogue)
        pane_add_known(pane, hf_sipexplain_phrase, label(record->registered ? LABEL_PHRASE : LABEL_PHRASE_USUAL),
                       record->phrase);
    if (!says_more)
        add_received_phrase(pane, moment->message, text, phrase);
    if (moment->message->quoted)
        proto_tree_add_boolean_format(pane->tree, hf_sipexplain_quoted, pane->tvb, pane->offset, pane->length, true,
                                      "%s%s%s", label(LABEL_QUOTED), label_separator(), label(LABEL_TRUE));
    if (record == NULL)
        return;
    pane_add_known_uint(pane, hf_sipexplain_class, explanation->code / 100, label(LABEL_CLASS),
                        val_to_str_const(explanation->code / 100, class_vals, ""), NULL);
    pane_add_known_uint(pane, hf_sipexplain_outcome, explanation->outcome, label(LABEL_OUTCOME),
                        catalogue_outcome_name(explanation->outcome), NULL);
    add_reference(pane, record->reference);
    add_neighbours(pane, record->neighbours);
    /* The item's own line shows it already. */
    proto_item_set_hidden(pane_add_known(pane, hf_sipexplain_summary, label(LABEL_SUMMARY),
                                         findings_summary(explanation, found)));
}

/* text: where the message lies, or NULL where nobody looks at our fields */
static pane_t
pane_of(packet_info *pinfo, tvbuff_t *frame, const message_text_t *text)
{
    pane_t pane = { pinfo, NULL, frame, 0, 0, 1, NULL, false };

    if (text != NULL && text->tvb != NULL) {
        pane.tvb = text->tvb;
        pane.offset = text->offset;
        pane.length = text->line_length;
        pane.bytes = text->whole.bytes;
    }
    return pane;
}

/* The same for what stands below the item of the protocol. */
static pane_t
pane_of_item(const pane_t *pane, proto_item *item)
{
    pane_t below = *pane;

    below.tree = proto_item_add_subtree(item, ett_sipexplain);
    below.whole = pane_is_whole(below.tree);
    return below;
}

/* The item that all others stand below: "SIP Explanation (WHAT): NAME". */
static proto_item *
add_protocol(const pane_t *pane, proto_tree *tree, const char *what, const char *name)
{
    const char *text = "";

    if (WS_PROTOCOL_HAS_TEXT(tree))
        text = wmem_strconcat(pane->pinfo->pool, "SIP Explanation (", what, ")", label_separator(), name, NULL);
    return ws_add_protocol(tree, proto_sipexplain, pane->tvb, pane->offset, pane->length, text);
}

void
explanation_add_of_response(const moment_t *moment, proto_tree *tree, tvbuff_t *frame, const message_text_t *text,
                            const explanation_t *explanation, const finding_t *found)
{
    pane_t      pane = pane_of(moment->pinfo, frame, text);
    proto_item *item = NULL;

    if (tree != NULL)
        item = add_protocol(&pane, tree, pane_code_text(moment->pinfo, explanation->code),
                            explanation->record != NULL ? findings_summary(explanation, found) : label(LABEL_NO_STATUS_CODE));
    if (!moment->message->quoted)
        experts_add_of_response(moment, item, explanation, found);
    if (text != NULL) {
        pane = pane_of_item(&pane, item);
        add_fields(&pane, moment, text, explanation, found);
    }
}

/* Whether a request has a fault that this frame and earlier ones show. */
static bool
is_faulty(const finding_t *found)
{
    return found != NULL && !found->late && catalogue_findings[found->finding].level == LEVEL_FAULT;
}

void
explanation_add_of_request(const moment_t *moment, proto_tree *tree, tvbuff_t *frame, const message_text_t *text,
                           const finding_t *found)
{
    packet_info *pinfo = moment->pinfo;
    pane_t       pane = pane_of(pinfo, frame, text);
    const char  *what, *name = NULL;
    proto_item  *item = NULL;
    bool         cancel = strcmp((const char *)moment->message->info->request_method, "CANCEL") == 0;

    what = text != NULL ? reason_first(pinfo, text, cancel, &name,
                                       PANE_COLUMNS - (unsigned)strlen("SIP Explanation (): "))
                        : NULL;
    if (found != NULL && (what == NULL || findings_leading_cause(found) != NULL)) {
        what = wmem_strdup(pinfo->pool, (const char *)moment->message->info->request_method);
        name = translated(catalogue_findings[found->finding].title);
    }
    if (what != NULL && text != NULL)
        item = add_protocol(&pane, tree, what, name);
    if (is_faulty(found) && !moment->message->quoted)
        experts_add_of_request(moment, item, found);
    if (item == NULL)
        return;
    pane = pane_of_item(&pane, item);
    if (found != NULL) {
        diagnosis_display_add(&pane, moment, text, found);
        add_advice(&pane, NULL, found, NULL);
    }
    reason_add_all(&pane, text, cancel);
}

bool
explanation_wants_late(proto_tree *tree)
{
    const pane_t pane = { .tree = tree, .whole = pane_is_whole(tree) };

    return diagnosis_display_is_wanted(&pane) || pane_wants(&pane, hf_sipexplain_remedy)
        || pane_wants(&pane, hf_sipexplain_cause);
}

bool
explanation_wants_requests(proto_tree *tree)
{
    const pane_t pane = { .tree = tree, .whole = pane_is_whole(tree) };

    /* Somebody may ask for the protocol itself, and not only for one of its fields. */
    return proto_registrar_get_nth((unsigned)proto_sipexplain)->ref_type != HF_REF_TYPE_INDIRECT
        || !PTREE_DATA(tree)->fake_protocols || explanation_wants_late(tree) || reason_is_wanted(&pane);
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
explanation_register(int proto)
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
            "The reason phrase of the response, where it is another one; the number decides, never the phrase", HFILL } },
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
            "The gist, which is that of the finding where there is one", HFILL } },
        { &hf_sipexplain_description,
          { "Description", "sipexplain.description", FT_STRING, BASE_NONE, NULL, 0x0,
            "What the response says", HFILL } },
        { &hf_sipexplain_cause,
          { "Typical cause", "sipexplain.cause", FT_STRING, BASE_NONE, NULL, 0x0,
            "When one sees this response, the usual case first; not where a finding tells the true cause", HFILL } },
        { &hf_sipexplain_remedy,
          { "Remedy", "sipexplain.remedy", FT_STRING, BASE_NONE, NULL, 0x0,
            "What to do about it, the likeliest first: about the findings, or else about the code", HFILL } },
        { &hf_sipexplain_reference,
          { "Reference", "sipexplain.reference", FT_STRING, BASE_NONE, NULL, 0x0,
            "The defining document and section", HFILL } },
        { &hf_sipexplain_reference_url,
          { "URL", "sipexplain.reference_url", FT_STRING, BASE_NONE, NULL, 0x0,
            "Where the document can be read, at the section; a double click opens it", HFILL } },
        { &hf_sipexplain_confused_with,
          { "Not to be confused with", "sipexplain.confused_with", FT_UINT16, BASE_DEC, NULL, 0x0,
            "A code that is often taken for this one", HFILL } },
    };
    static int *ett[] = {
        &ett_sipexplain,
    };

    proto_sipexplain = proto;
    proto_register_field_array(proto, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
    register_final_registration_routine(expand_at_first_sight);
    pane_register();
    diagnosis_display_register(proto);
    evidence_register(proto);
    reason_display_register(proto);
    experts_register(proto);
}
