/* record.c
 * What a machine is told of a message: named values, the same for every format
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/record.h"
#include "catalogue/language.h"
#include "findings/diagnosis.h"
#include "findings/evidence_fields.h"
#include "findings/fitting.h"
#include "message/escape.h"
#include "message/header_values.h"

#include <epan/to_str.h>

/* A message can have thousands of them; so many values of Reason, and of Warning, are told. */
#define MAX_VALUES  32

const char *const record_names[NUM_RECORD_FIELDS] = {
#define RECORD_NAME(id, name, kind) name,
    RECORD_LIST(RECORD_NAME)
#undef RECORD_NAME
};

const record_kind_t record_kinds[NUM_RECORD_FIELDS] = {
#define RECORD_KIND(id, name, kind) kind,
    RECORD_LIST(RECORD_KIND)
#undef RECORD_KIND
};

/* The first value of each header field that is told of, or that tells that there is more to be read. */
typedef struct {
    sip_text_t via, call_id, cseq, from, to, user_agent, server, reason, warning;
} fields_t;

/* A message that is told of. */
typedef struct {
    const sipexplain_tap_info_t *info;
    const moment_t              *moment;
    const message_text_t        *text;
    message_view_t               view;
    fields_t                     fields;
    record_t                    *record;
} item_t;

/* value: in packet scope, or static */
static void
add(record_t *record, record_field_t field, const char *value)
{
    record_values_t *values = &record->fields[field];

    if (values->count == 0) {
        values->values = &values->first;
        values->room = 1;
    } else if (values->count == values->room) {
        const char **more = wmem_alloc_array(record->scope, const char *, 2 * values->room);

        memcpy(more, values->values, values->count * sizeof *more);
        values->values = more;
        values->room *= 2;
    }
    values->values[values->count++] = value;
}

/*
 * Writes the digits of a number, at least so many, before the end. Most values
 * are numbers, and formatted output takes hundreds of instructions for each.
 */
static char *
write_digits(char *end, uint64_t number, unsigned least)
{
    char *first = end;

    while (number > 0 || (size_t)(end - first) < least) {
        *--first = (char)('0' + number % 10);
        number /= 10;
    }
    return first;
}

/* A number that was written; it is kept in the record while there is room. */
static void
add_digits(record_t *record, record_field_t field, const char *digits, size_t length)
{
    char *kept = record->digits + record->used;

    if (length >= sizeof record->digits - record->used) {
        add(record, field, wmem_strndup(record->scope, digits, length));
        return;
    }
    memcpy(kept, digits, length);
    kept[length] = '\0';
    record->used += length + 1;
    add(record, field, kept);
}

static void
add_number(record_t *record, record_field_t field, uint64_t number)
{
    char  digits[20], *end = digits + sizeof digits;
    char *first = write_digits(end, number, 1);

    add_digits(record, field, first, (size_t)(end - first));
}

/* Packet text, escaped as the details pane shows it; nothing where it is empty. */
static void
add_bytes(record_t *record, record_field_t field, const char *bytes, size_t length)
{
    char *escaped;

    if (length == 0)
        return;
    if (escape_is_plain(bytes, length)) {
        add(record, field, wmem_strndup(record->scope, bytes, length));
        return;
    }
    escaped = (char *)wmem_alloc(record->scope, ESCAPE_MAX_BYTES(length));
    escape_text(escaped, (const unsigned char *)bytes, length);
    add(record, field, escaped);
}

/* A part of a header field, without its folds. */
static void
add_part(record_t *record, record_field_t field, sip_text_t text)
{
    char *unfolded;

    if (text.length == 0)
        return;
    if (escape_is_plain(text.bytes, text.length)) {
        add(record, field, wmem_strndup(record->scope, text.bytes, text.length));
        return;
    }
    unfolded = (char *)wmem_alloc(record->scope, text.length);
    add_bytes(record, field, unfolded, sip_unfold(unfolded, text));
}

static void
add_texts(record_t *record, record_field_t field, const char *const *texts)
{
    for (; *texts != NULL; texts++)
        add(record, field, translated(*texts));
}

static void
add_time(record_t *record, const packet_info *pinfo)
{
    int64_t seconds = (int64_t)pinfo->abs_ts.secs;
    int     fraction = pinfo->abs_ts.nsecs;
    bool    before = seconds < 0;
    char    text[32], *end = text + sizeof text, *first;

    if (!pinfo->fd->has_ts)
        return;
    /* A time before the epoch is counted back from it. */
    if (before && fraction > 0) {
        seconds++;
        fraction = 1000000000 - fraction;
    }
    first = write_digits(end, (uint64_t)fraction, 9);
    *--first = '.';
    first = write_digits(first, (uint64_t)(before ? -seconds : seconds), 1);
    if (before)
        *--first = '-';
    add_digits(record, RECORD_TIME, first, (size_t)(end - first));
}

static void
add_address(record_t *record, record_field_t field, const address *addr)
{
    const char *text = address_to_str(record->scope, addr);

    if (text != NULL)
        add_bytes(record, field, text, strlen(text));
}

static void
take(const sip_header_field_t *field, const char *name, char compact, sip_text_t *value)
{
    if (value->bytes == NULL && sip_header_field_is(field, name, compact))
        *value = field->value;
}

/* All in one go, as most of the work is to go through the header. */
static fields_t
read_fields(const message_view_t *view)
{
    fields_t           fields = { .via = { NULL, 0 } };
    sip_text_t         header = view->header;
    sip_header_field_t field;

    while (sip_find_header_field(&header, "vicftusrw", &field)) {
        switch (field.name.bytes[0] | 0x20) {
        case 'v':
            take(&field, "Via", 'v', &fields.via);
            break;
        case 'i':
            take(&field, "Call-ID", 'i', &fields.call_id);
            break;
        case 'c':
            take(&field, "Call-ID", 'i', &fields.call_id);
            take(&field, "CSeq", '\0', &fields.cseq);
            break;
        case 'f':
            take(&field, "From", 'f', &fields.from);
            break;
        case 't':
            take(&field, "To", 't', &fields.to);
            break;
        case 'u':
            take(&field, "User-Agent", '\0', &fields.user_agent);
            break;
        case 's':
            take(&field, "Server", '\0', &fields.server);
            break;
        case 'r':
            take(&field, "Reason", '\0', &fields.reason);
            break;
        default:
            take(&field, "Warning", '\0', &fields.warning);
            break;
        }
    }
    return fields;
}

/* RFC 3261, Section 20.42: the third part of the protocol, which may have blanks around its slashes. */
static sip_text_t
transport_of(sip_text_t via)
{
    for (unsigned slashes = 0; via.length > 0 && slashes < 2; via.bytes++, via.length--) {
        if (*via.bytes == '/')
            slashes++;
    }
    while (via.length > 0 && (*via.bytes == ' ' || *via.bytes == '\t')) {
        via.bytes++;
        via.length--;
    }
    return first_token(via);
}

static void
add_place(const item_t *item)
{
    const packet_info *pinfo = item->moment->pinfo;
    record_t          *record = item->record;

    add_number(record, RECORD_FRAME, item->moment->frame);
    add_time(record, pinfo);
    add_address(record, RECORD_SOURCE, &pinfo->src);
    add_address(record, RECORD_DESTINATION, &pinfo->dst);
    if (pinfo->ptype != PT_NONE) {
        add_number(record, RECORD_SOURCE_PORT, pinfo->srcport);
        add_number(record, RECORD_DESTINATION_PORT, pinfo->destport);
    }
}

static void
add_identity(const item_t *item)
{
    const sip_info_value_t *info = item->moment->message->info;
    const transaction_t    *transaction = item->moment->transaction;
    bool                    is_response = message_is_response(item->moment->message);
    record_t               *record = item->record;
    sip_text_t              cseq = item->fields.cseq, first = sip_take_token(&cseq);
    uint32_t                number;

    add_part(record, RECORD_TRANSPORT, transport_of(item->fields.via));
    add_part(record, RECORD_CALL_ID, item->fields.call_id);
    if (record->fields[RECORD_CALL_ID].count == 0 && info->tap_call_id != NULL)
        add_bytes(record, RECORD_CALL_ID, info->tap_call_id, strlen(info->tap_call_id));
    if (item->fields.cseq.bytes != NULL && sip_parse_number(first, &number))
        add_number(record, RECORD_CSEQ, number);
    add_part(record, RECORD_METHOD, is_response ? sip_take_token(&cseq) : view_method(&item->view));
    add_part(record, RECORD_FROM, sip_address(item->fields.from));
    add_part(record, RECORD_TO, sip_address(item->fields.to));
    add_part(record, RECORD_USER_AGENT, item->fields.user_agent.length > 0 ? item->fields.user_agent
                                                                          : item->fields.server);
    if (is_response && transaction != NULL && !item->moment->message->quoted && item->moment->now >= transaction->time)
        add_number(record, RECORD_RESPONSE_MS, (uint64_t)(item->moment->now - transaction->time));
}

/* The phrase, where it is not the expected one. */
static void
add_received_phrase(const item_t *item, const char *expected)
{
    const char *bytes = item->moment->message->info->reason_phrase;
    size_t      length = bytes != NULL ? strlen(bytes) : 0;

    /* The record has lost what is not UTF-8. */
    if (item->text->tvb != NULL) {
        length = (size_t)MAX(item->text->line_length - MESSAGE_PHRASE_OFFSET, 0);
        bytes = (const char *)tvb_get_ptr(item->text->tvb, item->text->offset + MESSAGE_PHRASE_OFFSET, (int)length);
    }
    if (expected == NULL || strlen(expected) != length || memcmp(bytes, expected, length) != 0)
        add_bytes(item->record, RECORD_PHRASE_RECEIVED, bytes, length);
}

static void
add_findings(const item_t *item)
{
    diagnosis_t diagnosis = diagnosis_of(item->moment, item->text, item->info->found);

    if (wmem_strbuf_get_len(diagnosis.sentences) == 0)
        return;
    add(item->record, RECORD_DIAGNOSIS, wmem_strbuf_get_str(diagnosis.sentences));
    for (const finding_t *found = item->info->found; found != NULL; found = found->next) {
        add(item->record, RECORD_FINDING, catalogue_findings[found->finding].name);
        add(item->record, RECORD_CERTAINTY, found->certainty == CERTAINTY_SHOWN ? "shown" : "likely");
        add_texts(item->record, RECORD_REMEDY, catalogue_findings[found->finding].remedies);
    }
    for (unsigned i = 0; i < diagnosis.num_frames; i++)
        add_number(item->record, RECORD_RELATED_FRAME, diagnosis.frames[i]);
}

/* False if it has no value that can be read. */
static bool
add_reasons(const item_t *item)
{
    sip_values_t values = { item->view.header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;
    unsigned     count = 0;

    if (item->fields.reason.bytes == NULL)
        return false;
    while (count < MAX_VALUES && sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason))
            continue;
        add_part(item->record, RECORD_REASON_PROTOCOL, reason.protocol);
        if (reason.has_cause)
            add_number(item->record, RECORD_REASON_CAUSE, reason.cause);
        add_part(item->record, RECORD_REASON_TEXT, reason.text);
        count++;
    }
    return count > 0;
}

static void
add_warnings(const item_t *item)
{
    sip_values_t  values = { item->view.header, { NULL, 0 } };
    sip_text_t    value;
    sip_warning_t warning;
    unsigned      count = 0;

    if (item->fields.warning.bytes == NULL)
        return;
    while (count < MAX_VALUES && sip_next_value(&values, "Warning", '\0', &value)) {
        if (!sip_parse_warning(value, &warning))
            continue;
        add_number(item->record, RECORD_WARNING_CODE, warning.code);
        add_part(item->record, RECORD_WARNING_TEXT, warning.text);
        count++;
    }
}

static void
add_evidence(void *context, const char *name, const sip_header_field_t *field)
{
    record_t        *record = (record_t *)context;
    record_values_t *values = &record->fields[RECORD_EVIDENCE];
    unsigned         before = values->count;

    add_part(record, RECORD_EVIDENCE, field->value);
    if (values->count > before)
        name = wmem_strdup_printf(record->scope, "%s: %s", name, values->values[before]);
    else
        name = wmem_strdup_printf(record->scope, "%s: ", name);
    values->count = before;
    add(record, RECORD_EVIDENCE, name);
}

/* What a code says by itself is told of no ordinary step: most responses are one, and their code tells it. */
static void
add_advice(const item_t *item, const sip_response_record_t *code)
{
    sip_outcome_t  outcome = item->info->explanation.outcome;
    fitting_case_t about = { .moment = item->moment };

    if (outcome <= OUTCOME_SUCCESS || outcome == OUTCOME_CHALLENGE)
        return;
    if (findings_leading_cause(item->info->found) == NULL && findings_repeated_cause(item->moment) == NULL
        && !server_says_more(item->moment)) {
        add_texts(item->record, RECORD_REMEDY, fitting_texts(&about, code->remedies, code->remedy_conditions));
        if (!findings_rule_out_usual(item->info->found))
            add_texts(item->record, RECORD_CAUSE, fitting_texts(&about, code->causes, code->cause_conditions));
    }
    add(item->record, RECORD_REFERENCE, code->reference);
    if (item->text->tvb != NULL)
        evidence_each(item->text, code, add_evidence, item->record);
}

static void
add_response(const item_t *item)
{
    const explanation_t         *explanation = &item->info->explanation;
    const sip_response_record_t *code = explanation->record;

    add_number(item->record, RECORD_CODE, explanation->code);
    if (explanation->in_catalogue)
        add(item->record, RECORD_PHRASE, code->phrase);
    add_received_phrase(item, explanation->in_catalogue ? code->phrase : NULL);
    if (item->moment->message->quoted)
        add(item->record, RECORD_QUOTED, "true");
    if (item->text->tvb != NULL && (code != NULL || item->info->found != NULL))
        add_findings(item);
    if (code == NULL)
        return;
    add_number(item->record, RECORD_CLASS, explanation->code / 100);
    add(item->record, RECORD_OUTCOME, catalogue_outcome_name(explanation->outcome));
    add(item->record, RECORD_SUMMARY, findings_summary(explanation, item->info->found));
    add_advice(item, code);
    add_reasons(item);
    add_warnings(item);
}

/* False if there is nothing to tell of it. */
static bool
add_request(const item_t *item)
{
    const finding_t *found = item->info->found;

    if (item->text->tvb == NULL || (!add_reasons(item) && found == NULL))
        return false;
    if (item->moment->message->quoted)
        add(item->record, RECORD_QUOTED, "true");
    if (found == NULL)
        return true;
    add(item->record, RECORD_SUMMARY, translated(catalogue_findings[found->finding].title));
    add_findings(item);
    return true;
}

bool
record_of(const sipexplain_tap_info_t *info, record_t *record)
{
    item_t item = { info, &info->moment, &message_texts_get(info->moment.texts)[info->moment.number],
                    moment_view(&info->moment), { .via = { NULL, 0 } }, record };

    if (!message_is_response(info->moment.message)
        && (item.text->tvb == NULL || (info->found == NULL && !message_text_may_have(item.text, "Reason", '\0'))))
        return false;
    item.fields = read_fields(&item.view);
    memset(record->fields, 0, sizeof record->fields);
    record->scope = info->moment.pinfo->pool;
    record->used = 0;
    if (!message_is_response(info->moment.message)) {
        if (!add_request(&item))
            return false;
    } else if (info->explained) {
        add_response(&item);
    } else {
        return false;
    }
    add_place(&item);
    add_identity(&item);
    return true;
}
