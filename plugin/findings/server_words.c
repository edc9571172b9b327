/* server_words.c
 * What servers say in their own words, and what it means: data/phrases.ini, data/vendors.ini
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "catalogue/words.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many header fields of products are looked at in a message. */
#define MAX_FIELDS      8

/* Causes of Q.850 that name none; interworking is with a network that gives none. */
#define NORMAL_CLEARING     16
#define NO_USER_RESPONDING  18
#define CALL_REJECTED       21
#define NORMAL_UNSPECIFIED  31
#define INTERWORKING        127

/* RELEASE_CAUSE, 3GPP TS 24.229, Section 7.2A.18. */
#define USER_ENDS_CALL      1

/* Words of a product that are no longer than this, such as "D2", may be of anybody. */
#define SHORT_WORDS     4

/* A finding that quotes so much of a text quotes it. */
#define QUOTED_BYTES    160

static bool
is_for_code(const phrase_record_t *phrase, unsigned code)
{
    const uint16_t *item = phrase->codes;

    if (*item == 0)
        return code >= 300;
    while (*item != 0 && *item != code && *item != code / 100 && !(*item == PHRASE_IN_REQUESTS && code == 0))
        item++;
    return *item != 0;
}

static bool
is_for_method(const phrase_record_t *phrase, sip_text_t method)
{
    const char *const *item = phrase->methods;

    while (*item != NULL && !sip_texts_equal(method, case_text(*item)))
        item++;
    return *item != NULL || phrase->methods[0] == NULL;
}

static bool
is_for_case(const phrase_record_t *phrase, const finding_case_t *about)
{
    return is_for_code(phrase, about->code) && is_for_method(phrase, about->method);
}

sip_text_t
case_words_for(const finding_case_t *about, unsigned finding)
{
    const case_said_t *said = case_said(about);
    sip_text_t         none = { NULL, 0 };

    for (size_t i = 0; said->count > 0 && i < catalogue_num_phrases; i++) {
        const phrase_record_t *phrase = &catalogue_phrases[i];

        if (phrase->finding != (int)finding || !is_for_case(phrase, about))
            continue;
        for (const char *const *words = phrase->words; *words != NULL; words++) {
            for (unsigned j = 0; j < said->count; j++) {
                if (words_may_match(*words, said->keys[j])
                    && words_match(*words, said->texts[j].bytes, said->texts[j].length))
                    return said->texts[j];
            }
        }
    }
    return none;
}

/* The phrase that a text is; of several the one that says most. NULL if none is known. *weight: how much it says */
static const phrase_record_t *
find_phrase(const finding_case_t *about, sip_text_t text, size_t *weight)
{
    const phrase_record_t *best = NULL;
    size_t                 most = 0;
    words_key_t            key = words_key(text.bytes, text.length);

    *weight = 0;
    for (size_t i = 0; text.length > 0 && i < catalogue_num_phrases; i++) {
        const phrase_record_t *phrase = &catalogue_phrases[i];

        if (!is_for_case(phrase, about))
            continue;
        for (const char *const *words = phrase->words; *words != NULL; words++) {
            if (words_may_match(*words, key) && words_match(*words, text.bytes, text.length)
                && words_weight(*words) > most) {
                *weight = most = words_weight(*words);
                best = phrase;
            }
        }
    }
    return best;
}

bool
case_is_phrase_of(const finding_case_t *about, sip_text_t text, unsigned finding)
{
    size_t                 weight;
    const phrase_record_t *phrase = find_phrase(about, text, &weight);

    return phrase != NULL && phrase->finding == (int)finding;
}

/* The text without quotes around it. */
static sip_text_t
unquoted(sip_text_t text)
{
    if (text.length > 0 && text.bytes[0] == '"') {
        text.bytes++;
        text.length--;
        text.length -= text.length > 0 && text.bytes[text.length - 1] == '"';
    }
    return text;
}

/* Whether a finding quotes this text already. */
static bool
is_quoted(const finding_case_t *about, sip_text_t text)
{
    text = unquoted(text);
    for (const finding_t *item = about->found; item != NULL; item = item->next) {
        for (unsigned i = 0; i < item->num_values; i++) {
            sip_text_t value = item->values[i].kind == VALUE_TEXT ? unquoted(item->values[i].text) : (sip_text_t){ NULL, 0 };

            /* What is kept of a long text is its beginning. */
            if (value.length > 0 && value.length <= text.length
                && memcmp(value.bytes, text.bytes, value.length) == 0 && value.length >= MIN(text.length, QUOTED_BYTES))
                return true;
        }
    }
    return false;
}

static bool
is_found(const finding_case_t *about, int finding)
{
    return finding != NO_FINDING && case_has(about, (unsigned)finding);
}

/* Whether what the words mean is told by a rule that has looked at more than them. */
static bool
is_told(const finding_case_t *about, int finding, sip_text_t text)
{
    return is_found(about, finding) || is_quoted(about, text);
}

sip_initials_t
case_vendor_initials(void)
{
    static sip_initials_t initials;

    if (initials == 0) {
        for (size_t i = 0; i < catalogue_num_vendors; i++)
            initials |= sip_initial(catalogue_vendors[i].field, 0);
    }
    return initials;
}

/* Whether a text is the value of a header field of a product, of which more is told with its name. */
static bool
is_of_vendor(const finding_case_t *about, sip_text_t text)
{
    sip_text_t         header = about->message.header;
    sip_header_field_t field;

    while (sip_find_header_field_of(&header, case_vendor_initials(), &field)) {
        if (field.value.bytes == text.bytes
            && catalogue_vendor_of(field.name.bytes, field.name.length) < catalogue_num_vendors)
            return true;
    }
    return false;
}

/* The phrase, or the text of a Warning or Reason; returns whether one of them is known. */
static bool
find_said(finding_case_t *about)
{
    const case_said_t *said = case_said(about);

    for (unsigned i = 0; i < said->count; i++) {
        bool                   registered = case_is_registered_phrase(about, said->texts[i]);
        size_t                 weight = 0;
        const phrase_record_t *phrase = registered ? NULL : find_phrase(about, said->texts[i], &weight);

        if (phrase == NULL || is_of_vendor(about, said->texts[i]))
            continue;
        if (is_told(about, phrase->finding, said->texts[i]))
            return true;
        if (phrase->product != NULL && weight <= SHORT_WORDS)
            find_server_words_if(about, CERTAINTY_SHOWN, said->texts[i], case_text(phrase->product), phrase->meaning);
        else
            find_server_words(about, CERTAINTY_SHOWN, said->texts[i], phrase->meaning);
        return true;
    }
    return false;
}

/* What the value of a header field of a product means, and what it is a sign of; NULL if that is not known. */
static const char *
meaning_of_value(const finding_case_t *about, size_t vendor, sip_text_t value, int *finding)
{
    const vendor_value_record_t *record = catalogue_find_vendor_value(vendor, value.bytes, value.length);
    const reason_cause_record_t *cause;
    const phrase_record_t       *phrase;
    uint32_t                     number;
    size_t                       weight;

    *finding = NO_FINDING;
    if (record != NULL) {
        *finding = record->finding;
        return record->meaning;
    }
    switch (catalogue_vendors[vendor].read) {
    case READ_Q850:
        if (!catalogue_leading_number(value.bytes, value.length, &number))
            return NULL;
        /* It says that somebody hung up, which no failure is; who sends it with one has no other cause. */
        cause = number != NORMAL_CLEARING ? catalogue_find_reason_cause("Q.850", number) : NULL;
        return cause != NULL ? cause->meaning : NULL;
    case READ_TEXT:
        phrase = find_phrase(about, value, &weight);
        if (phrase == NULL)
            return NULL;
        *finding = phrase->finding;
        return phrase->meaning;
    default:
        return NULL;
    }
}

static void
find_vendor(finding_case_t *about, size_t vendor, sip_text_t value, const char *meaning, int finding)
{
    const vendor_record_t *record = &catalogue_vendors[vendor];

    /* Who quotes a number does not tell what it means. */
    if (record->read == READ_TEXT || meaning == record->meaning ? is_told(about, finding, value) : is_found(about, finding))
        return;
    if (record->product != NULL)
        find_server_words_field(about, CERTAINTY_SHOWN, case_text(record->field), case_text(record->product), value,
                                meaning);
    else
        find_server_words_plain_field(about, CERTAINTY_SHOWN, case_text(record->field), value, meaning);
}

/* The header fields of products: the first value that is known, or else the first field that is; returns whether a value was. */
static bool
find_fields(finding_case_t *about)
{
    sip_text_t         header = about->message.header, first = { NULL, 0 };
    sip_header_field_t field;
    size_t             first_vendor = 0;
    unsigned           seen = 0;

    while (seen < MAX_FIELDS && sip_find_header_field_of(&header, case_vendor_initials(), &field)) {
        size_t      vendor = catalogue_vendor_of(field.name.bytes, field.name.length);
        const char *meaning;
        int         finding;

        if (vendor == catalogue_num_vendors || field.value.length == 0)
            continue;
        seen++;
        meaning = meaning_of_value(about, vendor, field.value, &finding);
        if (meaning != NULL) {
            find_vendor(about, vendor, field.value, meaning, finding);
            return true;
        }
        if (first.length == 0) {
            first = field.value;
            first_vendor = vendor;
        }
    }
    /* What anybody sends says nothing more by its name. */
    if (first.length > 0 && catalogue_vendors[first_vendor].product != NULL)
        find_vendor(about, first_vendor, first, catalogue_vendors[first_vendor].meaning, NO_FINDING);
    return false;
}

/*
 * Whether the Reason with this cause has a text that speaks of something else:
 * servers give the cause of a call that was rejected for whatever they refuse.
 */
static bool
is_rejected_for(const finding_case_t *about, uint32_t number)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    while (number == CALL_REJECTED && sip_next_value(&values, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason) && reason.has_cause && reason.cause == number && reason.text.length > 0)
            return !case_text_has(reason.text, "reject") && !case_text_has(reason.text, "decline");
    }
    return false;
}

static bool
has_one_of(sip_text_t text, const char *const *words)
{
    while (*words != NULL && !case_text_has(text, *words))
        words++;
    return *words != NULL;
}

sip_text_t
case_q850_text(const finding_case_t *about)
{
    static const char *const same[] = {
        "circuit", "channel", "congest", "capacity", "resource", "overload", "limit", "busy", "licen", "too many", NULL
    };
    static const char *const other[] = {
        "unhealthy", "down", "unreach", "fail", "regist", "route", "unknown", "invalid", "reject", "refus", "timeout",
        "timed out", "not found", "offline", "unavailable", "respon", "answer", "denied", "forbidden", "allowed", "dns",
        "error", NULL
    };
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value, none = { NULL, 0 };
    sip_reason_t reason;

    while (case_has_reason(about) && sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason) || !sip_text_is(reason.protocol, "Q.850") || !reason.has_cause)
            continue;
        return has_one_of(reason.text, other) && !has_one_of(reason.text, same)
            && !case_is_registered_phrase(about, reason.text) ? reason.text : none;
    }
    return none;
}

/* Whether it is a cause that says that there is no room for more. */
static bool
is_lack_of_room(uint32_t number)
{
    return number == 34 || number == 42 || number == 47;
}

/* The cause in a Reason, by which gateways say more than by the code (RFC 3326, Section 2). */
static void
find_reason(finding_case_t *about)
{
    uint32_t                     number = case_q850_cause(about);
    const reason_cause_record_t *cause = catalogue_find_reason_cause("Q.850", number);

    /* Some give this cause for whatever nobody answers, and not only where nothing rang. */
    if (number == NO_USER_RESPONDING && about->transaction != NULL && about->transaction->rang_frame != 0)
        return;
    if (cause != NULL && is_lack_of_room(number) && case_q850_text(about).length > 0)
        find_server_words_reason_text(about, CERTAINTY_SHOWN, number, case_text(cause->name), case_q850_text(about));
    else if (cause != NULL && number != NORMAL_CLEARING && number != NORMAL_UNSPECIFIED && number != INTERWORKING
        && !is_rejected_for(about, number))
        find_server_words_reason(about, CERTAINTY_SHOWN, number, case_text(cause->name), cause->meaning);
}

/* The same of what IMS networks say, and of calls that had to make room; that the user hung up is no failure. */
static void
find_other_reason(finding_case_t *about)
{
    static const char *const protocols[] = { "FAILURE_CAUSE", "RELEASE_CAUSE", "Preemption" };
    sip_values_t             values = { about->message.header, { NULL, 0 } };
    sip_text_t               value;
    sip_reason_t             reason;

    while (case_has_reason(about) && sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason) || !reason.has_cause)
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(protocols); i++) {
            const reason_cause_record_t *cause = catalogue_find_reason_cause(protocols[i], reason.cause);

            if (!sip_text_is(reason.protocol, protocols[i]) || cause == NULL || (i == 1 && reason.cause == USER_ENDS_CALL))
                continue;
            find_server_words_reason_other(about, CERTAINTY_SHOWN, reason.cause, case_text(protocols[i]),
                                           case_text(cause->name), cause->meaning);
            return;
        }
    }
}

void
find_in_words(finding_case_t *about)
{
    moment_kind_t kind = about->moment->kind;

    if ((kind != MOMENT_FINAL && kind != MOMENT_STRAY && kind != MOMENT_FINAL_OTHER) || about->code < 300
        || about->code == 401 || about->code == 407 || !view_is_known(&about->message))
        return;
    if (!find_said(about) && !find_fields(about) && !case_has_cause(about) && !case_has(about, FINDING_CAUSE_DIFFERS)) {
        find_reason(about);
        if (!case_has(about, FINDING_SERVER_WORDS))
            find_other_reason(about);
    }
}
