/* case.c
 * The case that the rules look at: what they ask of it, and what they leave
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "catalogue/catalogue.h"
#include "catalogue/words.h"

/* So much is kept of a text that is quoted. */
#define MAX_TEXT_BYTES  160

sip_text_t
case_text(const char *string)
{
    sip_text_t text = { string, strlen(string) };

    return text;
}

bool
case_is_about(const finding_case_t *about, const char *method)
{
    return sip_texts_equal(about->method, case_text(method));
}

bool
case_is_whole(const finding_case_t *about)
{
    case_said_t *said = about->said;

    if (about->transaction == NULL || !view_is_known(&about->request) || !view_is_known(&about->message))
        return false;
    if (!said->compared)
        said->whole = about->code == 0
            || sip_texts_equal(view_cseq_method(&about->message), view_method(&about->request));
    said->compared = true;
    return said->whole;
}

/* FreePBX and others that are made of Asterisk say FPBX. */
bool
case_is_from_asterisk(const finding_case_t *about)
{
    static const char *const fields[] = { "Server", "User-Agent" };

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        sip_text_t product = view_value(&about->message, fields[i], '\0');

        if (case_text_has(product, "asterisk") || case_text_has(product, "fpbx"))
            return true;
    }
    return false;
}

other_leg_t
case_other_leg(const finding_case_t *about)
{
    case_said_t *said = about->said;

    if (!said->sought)
        said->other_leg = call_other_leg(about->call, about->transaction,
                                         about->transaction->final_frame == about->moment->frame);
    said->sought = true;
    return said->other_leg;
}

const transaction_t *
case_failed_before(const finding_case_t *about)
{
    other_leg_t other;

    if (about->transaction == NULL || about->transaction->method != METHOD_INVITE)
        return NULL;
    other = case_other_leg(about);
    return other.transaction != NULL && other.transaction->final_code == about->code ? other.transaction : NULL;
}

bool
finding_is_among(const finding_t *item, unsigned finding)
{
    while (item != NULL && item->finding != finding)
        item = item->next;
    return item != NULL;
}

bool
case_has(const finding_case_t *about, unsigned finding)
{
    return finding_is_among(about->found, finding);
}

bool
case_had(const finding_case_t *about, unsigned finding)
{
    return finding_is_among(about->before, finding);
}

bool
case_has_cause(const finding_case_t *about)
{
    return about->found != NULL && catalogue_findings[about->found->finding].level != LEVEL_CONTEXT;
}

static bool
contains(sip_text_t text, const char *words)
{
    size_t length = strlen(words);
    char   first = words[0] | 0x20;

    for (size_t i = 0; i + length <= text.length; i++) {
        /* Most bytes are not the first one in any case of letters, which is but one bit. */
        if ((text.bytes[i] | 0x20) == first && g_ascii_strncasecmp(text.bytes + i, words, length) == 0)
            return true;
    }
    return false;
}

bool
case_text_has(sip_text_t text, const char *words)
{
    return contains(text, words);
}

bool
case_text_has_one_of(sip_text_t text, const char *const *words)
{
    while (*words != NULL && !case_text_has(text, *words))
        words++;
    return *words != NULL;
}

bool
case_is_registered_phrase(const finding_case_t *about, sip_text_t text)
{
    const sip_response_record_t *record = catalogue_find_response(about->code);

    return record != NULL && words_match(record->phrase, text.bytes, text.length);
}

bool
case_phrase_has(const finding_case_t *about, const char *words)
{
    return contains(view_phrase(&about->message), words);
}

static void
gather(case_said_t *said, sip_text_t text)
{
    text.length = MIN(text.length, CASE_MAX_SAID_BYTES);
    if (text.length == 0 || said->count == CASE_MAX_SAID)
        return;
    said->keys[said->count] = words_key(text.bytes, text.length);
    said->texts[said->count++] = text;
}

/* Whether it is a field in which products tell the cause in words. */
static bool
is_of_product(const sip_header_field_t *field)
{
    static const char *const names[] = {
        "P-Registrar-Error", "X-Asterisk-HangupCause", "X-Twilio-Error", "X-Error", "ms-diagnostics", "ms-diagnostics-public"
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (sip_header_field_is(field, names[i], '\0'))
            return true;
    }
    return false;
}

/* The phrase, then the texts of Warning, those of Reason, and what products have of their own. */
static void
gather_words(const finding_case_t *about)
{
    sip_values_t       warnings = { about->message.header, { NULL, 0 } }, reasons = warnings;
    sip_text_t         value, header = about->message.header;
    sip_header_field_t field;
    sip_warning_t      warning;
    sip_reason_t       reason;
    sip_text_t         own[2];
    unsigned           own_count = 0;
    bool               warns = false, reasoned = false;

    about->said->gathered = true;
    /* The registered phrase is none of the server's own. */
    if (!case_phrase_is_registered(about))
        gather(about->said, view_phrase(&about->message));
    while (sip_find_header_field(&header, "wrpxm", &field)) {
        warns = warns || sip_header_field_is(&field, "Warning", '\0');
        reasoned = reasoned || sip_header_field_is(&field, "Reason", '\0');
        if (is_of_product(&field) && own_count < G_N_ELEMENTS(own))
            own[own_count++] = field.value;
    }
    about->said->reasoned = reasoned;
    while (warns && sip_next_value(&warnings, "Warning", '\0', &value)) {
        if (sip_parse_warning(value, &warning))
            gather(about->said, warning.text);
    }
    while (reasoned && sip_next_value(&reasons, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason))
            gather(about->said, reason.text);
    }
    for (unsigned i = 0; i < own_count; i++)
        gather(about->said, own[i]);
}

const case_said_t *
case_said(const finding_case_t *about)
{
    if (!about->said->gathered)
        gather_words(about);
    return about->said;
}

bool
case_has_reason(const finding_case_t *about)
{
    return case_said(about)->reasoned;
}

bool
case_may_complain(const finding_case_t *about)
{
    switch (about->code) {
    case 404: case 408: case 410: case 480: case 486: case 487: case 491: case 503: case 504: case 600: case 603:
    case 604: case 607: case 608:
        return case_said(about)->count > 0;
    default:
        return true;
    }
}

sip_text_t
case_words(const finding_case_t *about, const char *words)
{
    const case_said_t *said = case_said(about);
    sip_text_t         none = { NULL, 0 };

    for (unsigned i = 0; i < said->count; i++) {
        if (words_may_be_in(words, said->keys[i]) && contains(said->texts[i], words))
            return said->texts[i];
    }
    return none;
}

uint32_t
case_q850_cause(const finding_case_t *about)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    while (case_has_reason(about) && sip_next_value(&values, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason) && reason.has_cause && sip_text_is(reason.protocol, "Q.850"))
            return reason.cause;
    }
    return 0;
}

bool
case_phrase_is(const finding_case_t *about, unsigned code)
{
    const sip_response_record_t *record = catalogue_find_response(code);
    sip_text_t                   phrase = view_phrase(&about->message), registered;

    if (record == NULL)
        return false;
    registered = case_text(record->phrase);
    return phrase.length == registered.length
        && g_ascii_strncasecmp(phrase.bytes, registered.bytes, phrase.length) == 0;
}

bool
case_phrase_is_registered(const finding_case_t *about)
{
    return case_phrase_is(about, about->code);
}

sip_text_t
case_host(const finding_case_t *about, host_t host)
{
    return case_text(host_text(about->moment->pinfo->pool, host));
}

sip_text_t
case_host_port(const finding_case_t *about, host_t host, uint16_t port)
{
    return case_text(host_port_text(about->moment->pinfo->pool, host, port));
}

/* The less, the stronger. */
static unsigned
weight(const finding_t *item)
{
    return (unsigned)catalogue_findings[item->finding].level * 4 + item->certainty;
}

static sip_text_t
keep_text(wmem_allocator_t *scope, sip_text_t text)
{
    sip_text_t kept = { "", MIN(text.length, MAX_TEXT_BYTES) };

    if (kept.length > 0)
        kept.bytes = (const char *)wmem_memdup(scope, text.bytes, kept.length);
    return kept;
}

void
finding_add(finding_case_t *about, unsigned finding, unsigned sentence, certainty_t certainty,
            const finding_value_t *values, size_t count)
{
    finding_t  *added;
    finding_t **link = &about->found;

    if (case_has(about, finding))
        return;
    added = (finding_t *)wmem_alloc0(about->scope, sizeof *added + count * sizeof *values);
    added->finding = (uint16_t)finding;
    added->sentence = (uint16_t)sentence;
    added->certainty = certainty;
    added->num_values = (unsigned)count;
    for (size_t i = 0; i < count; i++) {
        added->values[i] = values[i];
        if (values[i].kind == VALUE_TEXT)
            added->values[i].text = keep_text(about->scope, values[i].text);
    }
    while (*link != NULL && weight(*link) <= weight(added))
        link = &(*link)->next;
    added->next = *link;
    *link = added;
}
