/* reason.c
 * sipexplain reason PROTOCOL CAUSE
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "arguments.h"
#include "card.h"
#include "commands.h"
#include "message/escape.h"
#include "catalogue/reference.h"
#include "words.h"

/* The protocol whose causes are response codes. */
#define STATUS_CODES    "SIP"

/* The record of the catalogue for all protocols that have none of their own. */
#define OTHER_PROTOCOLS "other"

/* What is known of one value of the header. */
typedef struct {
    const reason_protocol_record_t *protocol;   /* OTHER_PROTOCOLS for an unknown one */
    const reason_cause_record_t    *cause;      /* NULL where there is none */
    const sip_response_record_t    *response;   /* where the cause is a response code without a record as a cause */
    const char                     *meaning;
    char                           *spelling;   /* of the protocol: as registered, else as typed */
} value_t;

static bool
is_known(const reason_protocol_record_t *protocol)
{
    return protocol != NULL && !catalogue_is_other_protocols(protocol);
}

static value_t
look_up(const char *protocol, uint32_t cause)
{
    value_t value = { catalogue_find_reason_protocol(protocol), NULL, NULL, NULL, NULL };

    if (!is_known(value.protocol)) {
        value.protocol = catalogue_find_reason_protocol(OTHER_PROTOCOLS);
        value.meaning = value.protocol->meaning;
        value.spelling = g_malloc(ESCAPE_MAX_BYTES(strlen(protocol)));
        escape_text(value.spelling, (const unsigned char *)protocol, strlen(protocol));
        return value;
    }
    value.spelling = g_strdup(value.protocol->protocol);
    value.cause = catalogue_find_reason_cause(protocol, cause);
    if (value.cause == NULL && strcmp(value.spelling, STATUS_CODES) == 0)
        value.response = catalogue_find_response(cause);
    if (value.cause != NULL)
        value.meaning = value.cause->meaning;
    else if (value.response != NULL)
        value.meaning = value.response->description;
    else
        value.meaning = value.protocol->unknown;
    return value;
}

/* What the defining document calls the cause; NULL for one that is not in the catalogue. */
static const char *
name_of(const value_t *value)
{
    if (value->cause != NULL)
        return value->cause->name;
    return value->response != NULL ? value->response->phrase : NULL;
}

/* "486 Busy Here, 600 Busy Everywhere"; the caller owns it. */
static char *
list_responses(const uint16_t *responses)
{
    GString *list = g_string_new(NULL);

    for (; *responses != 0; responses++) {
        explanation_t explanation = explanation_of(*responses, false);
        char         *title = card_title(&explanation);

        g_string_append_printf(list, "%s%s", list->len > 0 ? list_separator() : "", title);
        g_free(title);
    }
    return g_string_free(list, FALSE);
}

/* Where the causes of a protocol are defined that the catalogue does not list; the caller owns it. */
static char *
elsewhere_text(const reason_protocol_record_t *protocol)
{
    char *reference = reference_text(protocol->reference);
    char *text = label_filled(LABEL_ELSEWHERE, "reference", reference, NULL);

    g_free(reference);
    return text;
}

static void
add_cause(page_t *page, const value_t *value, uint32_t cause)
{
    char       *reference;
    const char *name = name_of(value);
    char       *title = g_strdup_printf("%s %u%s%s", value->spelling, cause, name != NULL ? " " : "",
                                        name != NULL ? name : "");

    page_add_heading(page, 0, title);
    g_free(title);
    if (value->meaning != NULL) {
        page_add(page, 0, 0, STYLE_PLAIN, "", value->meaning);
    } else {
        char *elsewhere = elsewhere_text(value->protocol);

        page_add(page, 0, 0, STYLE_PLAIN, "", elsewhere);
        g_free(elsewhere);
    }
    page_add_gap(page);
    if (value->meaning != value->protocol->meaning)
        card_add_labelled(page, INDENT, label(LABEL_PROTOCOL), value->protocol->meaning);
    if (value->cause != NULL && value->cause->responses[0] != 0) {
        char *responses = list_responses(value->cause->responses);

        card_add_labelled(page, INDENT, label(LABEL_RESPONSES), responses);
        g_free(responses);
    }
    reference = reference_text(value->protocol->reference);
    card_add_labelled(page, INDENT, label(LABEL_REFERENCE), reference);
    g_free(reference);
    if (value->response != NULL) {
        char *more = g_strdup_printf("sipexplain %u", cause);

        card_add_labelled(page, INDENT, label(LABEL_MORE), more);
        g_free(more);
    }
}

static void
add_json_cause(json_t *json, uint32_t cause, const char *name, const char *meaning, const uint16_t *responses)
{
    json_add_number(json, "cause", cause);
    json_add_string(json, "name", name);
    json_add_string(json, "meaning", meaning);
    json_begin_array(json, "responses");
    for (; responses != NULL && *responses != 0; responses++)
        json_add_number(json, NULL, *responses);
    json_end_array(json);
}

static void
add_json_protocol(json_t *json, const char *spelling, const reason_protocol_record_t *protocol)
{
    json_add_string(json, "protocol", spelling);
    json_add_string(json, "protocol_name", translated(protocol->name));
    json_add_string(json, "protocol_meaning", protocol->meaning);
    json_add_string(json, "reference", protocol->reference);
}

static void
add_json_value(json_t *json, const value_t *value, uint32_t cause)
{
    json_begin_object(json, NULL);
    json_add_bool(json, "in_catalogue", name_of(value) != NULL);
    add_json_protocol(json, value->spelling, value->protocol);
    add_json_cause(json, cause, name_of(value), value->meaning,
                   value->cause != NULL ? value->cause->responses : NULL);
    json_end_object(json);
}

static status_t
complain_of_protocol(output_t *output, const char *protocol)
{
    return output_complain(output, STATUS_NOT_FOUND,
                           command_text_filled(COMMAND_UNKNOWN_PROTOCOL, "protocol", protocol, NULL));
}

static status_t
complain_of_cause(output_t *output, const char *protocol, uint32_t cause)
{
    char *number = g_strdup_printf("%u", cause);

    output_complain(output, STATUS_NOT_FOUND,
                    command_text_filled(COMMAND_UNKNOWN_CAUSE, "cause", number, "protocol", protocol, NULL));
    g_free(number);
    return STATUS_NOT_FOUND;
}

static status_t
explain_cause(output_t *output, const char *protocol, uint32_t cause)
{
    value_t  value = look_up(protocol, cause);
    status_t status = STATUS_FOUND;

    if (output->json != NULL)
        add_json_value(output->json, &value, cause);
    else
        add_cause(output->page, &value, cause);
    if (!is_known(value.protocol))
        status = complain_of_protocol(output, protocol);
    else if (name_of(&value) == NULL && value.protocol->unknown == NULL)
        status = output_complain(output, STATUS_NOT_FOUND,
                                 command_text_filled(COMMAND_CAUSES_ELSEWHERE, "protocol", value.spelling, NULL));
    else if (name_of(&value) == NULL)
        status = complain_of_cause(output, value.spelling, cause);
    g_free(value.spelling);
    return status;
}

/* The causes of a protocol, each as a paragraph or as a JSON object. */
static void
list_causes(output_t *output, const reason_protocol_record_t *protocol)
{
    for (size_t i = 0; i < catalogue_num_reason_causes; i++) {
        const reason_cause_record_t *cause = &catalogue_reason_causes[i];

        if (strcmp(cause->protocol, protocol->protocol) != 0)
            continue;
        if (output->json != NULL) {
            json_begin_object(output->json, NULL);
            add_json_cause(output->json, cause->cause, cause->name, cause->meaning, cause->responses);
            json_end_object(output->json);
        } else {
            char *head = g_strdup_printf("%-4u%s", cause->cause, cause->name);
            char *meaning = g_strconcat(label_separator(), translated(cause->meaning), NULL);

            page_add(output->page, INDENT, 4, STYLE_BOLD, head, meaning);
            g_free(head);
            g_free(meaning);
        }
    }
}

static void
add_protocol(page_t *page, const reason_protocol_record_t *protocol)
{
    char *title = label_filled(LABEL_REMARK, "name", protocol->protocol, "remark", translated(protocol->name), NULL);

    page_add_heading(page, 0, title);
    page_add(page, 0, 0, STYLE_PLAIN, "", protocol->meaning);
    if (protocol->unknown == NULL) {
        char *elsewhere = elsewhere_text(protocol);

        page_add(page, 0, 0, STYLE_PLAIN, "", elsewhere);
        g_free(elsewhere);
    } else {
        page_add_gap(page);
    }
    g_free(title);
}

static status_t
explain_protocol(output_t *output, const char *name)
{
    const reason_protocol_record_t *protocol = catalogue_find_reason_protocol(name);

    if (!is_known(protocol)) {
        value_t value = look_up(name, 0);

        if (output->json != NULL) {
            json_begin_object(output->json, NULL);
            add_json_protocol(output->json, value.spelling, value.protocol);
            json_end_object(output->json);
        } else {
            page_add_heading(output->page, 0, value.spelling);
            page_add(output->page, 0, 0, STYLE_PLAIN, "", value.meaning);
        }
        g_free(value.spelling);
        return complain_of_protocol(output, name);
    }
    if (output->json != NULL) {
        json_begin_object(output->json, NULL);
        add_json_protocol(output->json, protocol->protocol, protocol);
        json_begin_array(output->json, "causes");
    } else {
        add_protocol(output->page, protocol);
    }
    list_causes(output, protocol);
    if (output->json != NULL) {
        json_end_array(output->json);
        json_end_object(output->json);
    } else if (strcmp(protocol->protocol, STATUS_CODES) == 0) {
        page_add(output->page, INDENT, 0, STYLE_PLAIN, "", label(LABEL_STATUS_CODES));
    }
    return STATUS_FOUND;
}

static void
list_protocols(output_t *output)
{
    if (output->json != NULL)
        json_begin_array(output->json, NULL);
    for (size_t i = 0; i < catalogue_num_reason_protocols; i++) {
        const reason_protocol_record_t *protocol = &catalogue_reason_protocols[i];

        if (!is_known(protocol))
            continue;
        if (output->json != NULL) {
            json_begin_object(output->json, NULL);
            add_json_protocol(output->json, protocol->protocol, protocol);
            json_end_object(output->json);
        } else {
            char *name = g_strconcat(label_separator(), translated(protocol->name), NULL);

            page_add(output->page, 0, INDENT, STYLE_BOLD, protocol->protocol, name);
            g_free(name);
        }
    }
    if (output->json != NULL)
        json_end_array(output->json);
}

status_t
command_reason(output_t *output, char *const *arguments)
{
    uint32_t cause;

    if (arguments[0] == NULL) {
        list_protocols(output);
        return STATUS_FOUND;
    }
    if (arguments[1] == NULL)
        return explain_protocol(output, arguments[0]);
    if (!argument_cause(output, arguments[1], &cause))
        return STATUS_WRONG_USAGE;
    return explain_cause(output, arguments[0], cause);
}
