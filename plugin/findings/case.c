/* case.c
 * The case that the rules look at: what they ask of it, and what they leave
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "catalogue/catalogue.h"

/* So much is kept of a text that is quoted. */
#define MAX_TEXT_BYTES  160

bool
case_texts_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

sip_text_t
case_text(const char *string)
{
    sip_text_t text = { string, strlen(string) };

    return text;
}

bool
case_is_about(const finding_case_t *about, const char *method)
{
    return case_texts_equal(about->method, case_text(method));
}

bool
case_is_whole(const finding_case_t *about)
{
    return about->transaction != NULL && view_is_known(&about->request) && view_is_known(&about->message)
        && (about->code == 0
            || case_texts_equal(view_cseq_method(&about->message), view_method(&about->request)));
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

    for (size_t i = 0; i + length <= text.length; i++) {
        if (g_ascii_strncasecmp(text.bytes + i, words, length) == 0)
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
case_phrase_has(const finding_case_t *about, const char *words)
{
    return contains(view_phrase(&about->message), words);
}

static void
gather(case_said_t *said, sip_text_t text)
{
    if (text.length > 0 && said->count < CASE_MAX_SAID)
        said->texts[said->count++] = text;
}

/* The phrase, then the texts of Warning, then those of Reason. */
static void
gather_words(const finding_case_t *about)
{
    sip_values_t       warnings = { about->message.header, { NULL, 0 } }, reasons = warnings;
    sip_text_t         value, header = about->message.header;
    sip_header_field_t field;
    sip_warning_t      warning;
    sip_reason_t       reason;
    bool               warns = false, reasoned = false;

    about->said->gathered = true;
    gather(about->said, view_phrase(&about->message));
    while (sip_find_header_field(&header, "wr", &field)) {
        warns = warns || sip_header_field_is(&field, "Warning", '\0');
        reasoned = reasoned || sip_header_field_is(&field, "Reason", '\0');
    }
    while (warns && sip_next_value(&warnings, "Warning", '\0', &value)) {
        if (sip_parse_warning(value, &warning))
            gather(about->said, warning.text);
    }
    while (reasoned && sip_next_value(&reasons, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason))
            gather(about->said, reason.text);
    }
}

const case_said_t *
case_said(const finding_case_t *about)
{
    if (!about->said->gathered)
        gather_words(about);
    return about->said;
}

sip_text_t
case_words(const finding_case_t *about, const char *words)
{
    const case_said_t *said = case_said(about);
    sip_text_t         none = { NULL, 0 };

    for (unsigned i = 0; i < said->count; i++) {
        if (contains(said->texts[i], words))
            return said->texts[i];
    }
    return none;
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
