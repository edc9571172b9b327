/* server_words.c
 * What servers say in their own words, and what it means: data/phrases.ini, data/vendors.ini
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "findings/causes.h"
#include "findings/findings.h"
#include "findings/phrases.h"
#include "findings/reason_words.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many header fields of products are looked at in a message. */
#define MAX_FIELDS      8

/* Words of a product that are no longer than this, such as "D2", may be of anybody. */
#define SHORT_WORDS     4

/* The cause of Q.850 that says that somebody hung up. */
#define NORMAL_CLEARING 16

/* A finding that quotes so much of a text quotes it. */
#define QUOTED_BYTES    160

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

/* Whether a cause of Q.850 that does not go with the code says already that there is no room for more. */
static bool
is_told_by_cause(const finding_case_t *about, int finding)
{
    const finding_t *cause = finding == FINDING_OVERLOADED ? findings_contradiction(about->found) : NULL;

    return cause != NULL && cause_is_lack_of_room((uint32_t)cause->values[0].number);
}

/* Whether what the words mean is told by a rule that has looked at more than them. */
static bool
is_told(const finding_case_t *about, int finding, sip_text_t text)
{
    return is_found(about, finding) || is_quoted(about, text) || is_told_by_cause(about, finding);
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
        size_t                 weight;
        const phrase_record_t *phrase = phrase_of_said(about, i, &weight);

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
        phrase = phrase_of(about, value, &weight);
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

void
find_in_words(finding_case_t *about)
{
    moment_kind_t kind = about->moment->kind;

    if ((kind != MOMENT_FINAL && kind != MOMENT_STRAY && kind != MOMENT_FINAL_OTHER) || about->code < 300
        || about->code == 401 || about->code == 407 || !view_is_known(&about->message))
        return;
    if (!find_said(about) && !find_fields(about) && !case_has_cause(about) && !case_has(about, FINDING_CAUSE_DIFFERS))
        find_reason_words(about);
}
