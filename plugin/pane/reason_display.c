/* reason_display.c
 * Explains the values of the Reason and Warning header fields in the tree
 *
 * Wireshark's own Reason fields miss values with a blank before the semicolon,
 * in lower case or behind a comma, so the header is read anew.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "message/escape.h"
#include "catalogue/explanation.h"
#include "message/header_values.h"
#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "pane/reason_display.h"

/* A message can have thousands of values; so many are explained of each header. */
#define MAX_VALUES  32

static int hf_sipexplain_reason = -1;
static int hf_sipexplain_reason_protocol = -1;
static int hf_sipexplain_reason_cause = -1;
static int hf_sipexplain_reason_meaning = -1;
static int hf_sipexplain_reason_text = -1;
static int hf_sipexplain_reason_location = -1;
static int hf_sipexplain_warning = -1;
static int hf_sipexplain_warning_code = -1;
static int hf_sipexplain_warning_meaning = -1;
static int hf_sipexplain_warning_text = -1;

void
reason_display_register(int proto)
{
    static hf_register_info hf[] = {
        { &hf_sipexplain_reason,
          { "Reason", "sipexplain.reason", FT_STRING, BASE_NONE, NULL, 0x0,
            "A value of the Reason header field, explained", HFILL } },
        { &hf_sipexplain_reason_protocol,
          { "Protocol", "sipexplain.reason.protocol", FT_STRING, BASE_NONE, NULL, 0x0,
            "Whose cause it is", HFILL } },
        { &hf_sipexplain_reason_cause,
          { "Cause", "sipexplain.reason.cause", FT_UINT32, BASE_DEC, NULL, 0x0,
            "The cause in that protocol", HFILL } },
        { &hf_sipexplain_reason_meaning,
          { "Meaning", "sipexplain.reason.meaning", FT_STRING, BASE_NONE, NULL, 0x0,
            "What the cause says", HFILL } },
        { &hf_sipexplain_reason_text,
          { "Text", "sipexplain.reason.text", FT_STRING, BASE_NONE, NULL, 0x0,
            "The text that came with it", HFILL } },
        { &hf_sipexplain_reason_location,
          { "Location", "sipexplain.reason.location", FT_STRING, BASE_NONE, NULL, 0x0,
            "Where the cause was set (RFC 8606)", HFILL } },
        { &hf_sipexplain_warning,
          { "Warning", "sipexplain.warning", FT_STRING, BASE_NONE, NULL, 0x0,
            "A value of the Warning header field, explained", HFILL } },
        { &hf_sipexplain_warning_code,
          { "Code", "sipexplain.warning.code", FT_UINT16, BASE_DEC, NULL, 0x0,
            "The code of the warning", HFILL } },
        { &hf_sipexplain_warning_meaning,
          { "Meaning", "sipexplain.warning.meaning", FT_STRING, BASE_NONE, NULL, 0x0,
            "What the warning says", HFILL } },
        { &hf_sipexplain_warning_text,
          { "Text", "sipexplain.warning.text", FT_STRING, BASE_NONE, NULL, 0x0,
            "The text that came with it", HFILL } },
    };

    proto_register_field_array(proto, hf, array_length(hf));
}

bool
reason_is_wanted(const pane_t *pane)
{
    return pane_wants(pane, hf_sipexplain_reason) || pane_wants(pane, hf_sipexplain_reason_protocol)
        || pane_wants(pane, hf_sipexplain_reason_cause) || pane_wants(pane, hf_sipexplain_reason_meaning)
        || pane_wants(pane, hf_sipexplain_reason_text) || pane_wants(pane, hf_sipexplain_reason_location);
}

static bool
wants_warning(const pane_t *pane)
{
    return pane_wants(pane, hf_sipexplain_warning) || pane_wants(pane, hf_sipexplain_warning_code)
        || pane_wants(pane, hf_sipexplain_warning_meaning) || pane_wants(pane, hf_sipexplain_warning_text);
}

/* The text without its quotes and folds, escaped, in packet scope. */
static const char *
shown(packet_info *pinfo, sip_text_t text)
{
    char  *plain = (char *)wmem_alloc(pinfo->pool, text.length + 1);
    size_t length = sip_unquote(plain, text);
    char  *escaped = (char *)wmem_alloc(pinfo->pool, ESCAPE_MAX_BYTES(length));

    escape_text(escaped, (const unsigned char *)plain, length);
    return escaped;
}

/* What is to be said about a Reason value. The strings are static or in packet scope. */
typedef struct {
    const char *protocol;
    const char *cause;      /* as text, behind a blank; "" where there is none */
    const char *name;
    const char *meaning;
} reason_words_t;

/*
 * Whether a Reason with a failure code of SIP has words of its own. Products take
 * the code that is nearest, which may usually mean something else: with 603, that
 * the user declines, and not that the network blocks the call.
 */
static bool
has_own_words(packet_info *pinfo, const sip_reason_t *reason, const char *phrase)
{
    const char *text = reason->cause >= 300 && reason->text.length > 0 ? shown(pinfo, reason->text) : "";

    return *text != '\0' && g_ascii_strcasecmp(text, phrase) != 0;
}

static reason_words_t
explain_reason(packet_info *pinfo, const sip_reason_t *reason, bool cancel)
{
    reason_words_t                  words;
    const reason_protocol_record_t *protocol;
    const reason_cause_record_t    *cause = NULL;
    explanation_t                   response = { 0 };
    bool                            is_response;

    words.protocol = shown(pinfo, reason->protocol);
    words.cause = reason->has_cause ? wmem_strdup_printf(pinfo->pool, " %u", reason->cause) : "";
    protocol = catalogue_find_reason_protocol(words.protocol);
    if (protocol == NULL)
        protocol = catalogue_find_reason_protocol("other");
    else
        words.protocol = protocol->protocol;    /* in its registered spelling */
    words.name = translated(protocol->name);
    words.meaning = translated(protocol->meaning);
    if (!reason->has_cause)
        return words;

    is_response = strcmp(words.protocol, "SIP") == 0;
    /* The causes of SIP say what a response of another branch means for the one that is cancelled. */
    if (!is_response || cancel)
        cause = catalogue_find_reason_cause(words.protocol, reason->cause);
    if (cause == NULL && is_response)
        response = explanation_of(reason->cause, false);
    if (cause != NULL) {
        words.name = cause->name;
        words.meaning = translated(cause->meaning);
    } else if (response.in_catalogue) {
        words.name = response.record->phrase;
        words.meaning = translated(response.summary);
        if (!cancel && has_own_words(pinfo, reason, response.record->phrase))
            words.meaning = label(LABEL_REASON_TOLD);
    } else if (protocol->unknown != NULL) {
        words.meaning = translated(protocol->unknown);
    }
    return words;
}

static void
add_reason(const pane_t *pane, const sip_reason_t *reason, bool cancel)
{
    packet_info   *pinfo = pane->pinfo;
    reason_words_t words = explain_reason(pinfo, reason, cancel);
    proto_item    *item;
    pane_t         below;

    item = pane_add_text(pane, hf_sipexplain_reason, label(LABEL_REASON),
                         wmem_strdup_printf(pinfo->pool, "%s%s %s%s%s", words.protocol, words.cause, words.name,
                                            label_separator(), words.meaning), PANE_PACKET_LINES);
    below = pane_below(pane, item);
    pane_add_text(&below, hf_sipexplain_reason_protocol, label(LABEL_REASON_PROTOCOL), words.protocol, PANE_PACKET_LINES);
    if (reason->has_cause)
        pane_add_uint(&below, hf_sipexplain_reason_cause, reason->cause, label(LABEL_REASON_CAUSE), NULL);
    proto_item_set_hidden(pane_add_text(&below, hf_sipexplain_reason_meaning, label(LABEL_MEANING), words.meaning,
                                        PANE_ALL_LINES));
    if (reason->text.length > 0)
        pane_add_text(&below, hf_sipexplain_reason_text, label(LABEL_TEXT), shown(pinfo, reason->text), PANE_PACKET_LINES);
    if (reason->location.length > 0) {
        const char                     *code = shown(pinfo, reason->location);
        const reason_location_record_t *location = catalogue_find_reason_location(code);
        const char                     *where = label(LABEL_REASON_LOCATION);

        if (location != NULL)
            where = wmem_strdup_printf(pinfo->pool, "%s (%s)", where, translated(location->meaning));
        pane_add_text(&below, hf_sipexplain_reason_location, where, code, PANE_PACKET_LINES);
    }
}

static void
add_warning(const pane_t *pane, const sip_warning_t *warning)
{
    packet_info            *pinfo = pane->pinfo;
    const warning_record_t *record = catalogue_find_warning(warning->code);
    const char             *text = shown(pinfo, warning->text);
    proto_item             *item;
    pane_t                  below;

    if (record == NULL)
        record = catalogue_find_warning(0);
    item = pane_add_text(pane, hf_sipexplain_warning, label(LABEL_WARNING),
                         wmem_strdup_printf(pinfo->pool, "%u %s%s%s", warning->code, record->name, label_separator(),
                                            translated(record->meaning)),
                         PANE_ALL_LINES);
    below = pane_below(pane, item);
    pane_add_uint(&below, hf_sipexplain_warning_code, warning->code, label(LABEL_WARNING_CODE), NULL);
    proto_item_set_hidden(pane_add_text(&below, hf_sipexplain_warning_meaning, label(LABEL_MEANING), translated(record->meaning),
                                        PANE_ALL_LINES));
    /* In full: the text of a 399 is all there is, and that of others names the place. */
    pane_add_text(&below, hf_sipexplain_warning_text, label(LABEL_TEXT), text, PANE_ALL_LINES);
}

const char *
reason_first(packet_info *pinfo, const message_text_t *text, bool cancel, const char **name, unsigned columns)
{
    sip_values_t   values = { text->header, { NULL, 0 } };
    sip_text_t     value;
    sip_reason_t   reason;
    reason_words_t words;
    const char    *what, *line, *rest;
    size_t         length;

    if (!message_text_may_have(text, "Reason", '\0'))
        return NULL;
    while (sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason))
            continue;
        words = explain_reason(pinfo, &reason, cancel);
        what = rest = wmem_strdup_printf(pinfo->pool, "%s%s", words.protocol, words.cause);
        length = layout_next_line(&rest, columns / 2);
        what = wmem_strndup(pinfo->pool, what, length);
        line = rest = words.name;
        length = layout_next_line(&rest, columns - layout_columns(what, strlen(what)));
        *name = wmem_strndup(pinfo->pool, line, length);
        return what;
    }
    return NULL;
}

void
reason_add_all(const pane_t *pane, const message_text_t *text, bool cancel)
{
    sip_text_t         header = text->header;
    sip_header_field_t field;
    unsigned           count = 0;

    if (!message_text_may_have(text, "Reason", '\0') || !reason_is_wanted(pane))
        return;
    while (count < MAX_VALUES && sip_find_header_field(&header, "r", &field)) {
        pane_t       at;
        sip_text_t   value;
        sip_reason_t reason;

        if (!sip_header_field_is(&field, "Reason", '\0'))
            continue;
        at = pane_at_field(pane, &field);
        while (count < MAX_VALUES && sip_next_list_value(&field.value, &value)) {
            if (sip_parse_reason(value, &reason)) {
                add_reason(&at, &reason, cancel);
                count++;
            }
        }
    }
}

void
warning_add_all(const pane_t *pane, const message_text_t *text)
{
    sip_text_t         header = text->header;
    sip_header_field_t field;
    unsigned           count = 0;

    if (!message_text_may_have(text, "Warning", '\0') || !wants_warning(pane))
        return;
    while (count < MAX_VALUES && sip_find_header_field(&header, "w", &field)) {
        pane_t        at;
        sip_text_t    value;
        sip_warning_t warning;

        if (!sip_header_field_is(&field, "Warning", '\0'))
            continue;
        at = pane_at_field(pane, &field);
        while (count < MAX_VALUES && sip_next_list_value(&field.value, &value)) {
            if (sip_parse_warning(value, &warning)) {
                add_warning(&at, &warning);
                count++;
            }
        }
    }
}
