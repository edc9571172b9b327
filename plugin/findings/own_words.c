/* own_words.c
 * Whether a server says more than its code does, though nobody here knows what it means
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/catalogue.h"
#include "exchange/moment.h"
#include "findings/case.h"
#include "findings/findings.h"

/* Warnings with other codes have a meaning of their own (RFC 3261, Section 20.43). */
#define WARNING_OF_ITS_OWN  399

/* Words shorter than this tell nothing by themselves. */
#define MIN_WORD            3

/* So many bytes at their beginning two words have to have in common, to be forms of one; or all but an ending. */
#define MIN_STEM            4
#define MAX_ENDING          2

/* What any server may say with any code without naming a cause. */
static const char said_by_all[] =
    "the this that and for from with your you are was been has have had please sorry try again later now here currently "
    "temporarily moment sip code status error failure failed request call called party user subscriber client server proxy "
    "service reason cause unknown unspecified general normal not cannot could unable allowed permitted available "
    "unavailable rejected refused denied declined forbidden prohibited policy bad internal out does such exist found "
    "number line phrase process processing";

/* The same, with one code. */
static const struct {
    unsigned    code;
    const char *words;
} said_by_some[] = {
    { 403, "access" },
    { 404, "destination subscriber extension" },
    { 406, "media" },
    { 480, "offline absent answer disturb" },
    { 481, "leg dialog subscription matching session" },
    { 482, "merged" },
    { 484, "digits short" },
    { 486, "engaged disturb" },
    { 487, "cancelled canceled" },
    { 488, "media" },
    { 504, "gateway" },
    { 603, "busy disturb" },
    { 606, "media" },
};

static bool
is_letter(char c)
{
    return g_ascii_isalnum(c) || (unsigned char)c >= 0x80;
}

/* Takes the next word of the text; empty if there is none. */
static sip_text_t
take_word(sip_text_t *text)
{
    sip_text_t word;

    while (text->length > 0 && !is_letter(text->bytes[0])) {
        text->bytes++;
        text->length--;
    }
    word = *text;
    while (text->length > 0 && is_letter(text->bytes[0])) {
        text->bytes++;
        text->length--;
    }
    word.length -= text->length;
    return word;
}

static bool
is_form_of(sip_text_t word, sip_text_t other)
{
    size_t shorter = MIN(word.length, other.length), common = 0;

    while (common < shorter && g_ascii_tolower(word.bytes[common]) == g_ascii_tolower(other.bytes[common]))
        common++;
    return (common == word.length && common == other.length)
        || (common >= MIN_STEM && common + MAX_ENDING >= shorter);
}

static bool
is_among(sip_text_t word, const char *words)
{
    sip_text_t text = case_text(words), other;

    while ((other = take_word(&text)).length > 0) {
        if (is_form_of(word, other))
            return true;
    }
    return false;
}

static bool
is_number(sip_text_t word)
{
    while (word.length > 0 && g_ascii_isdigit(word.bytes[word.length - 1]))
        word.length--;
    return word.length == 0;
}

/* Whether the word only says once more what the code does. */
static bool
is_of_code(sip_text_t word, const sip_response_record_t *record)
{
    for (size_t i = 0; i < G_N_ELEMENTS(said_by_some); i++) {
        if (said_by_some[i].code == record->code && is_among(word, said_by_some[i].words))
            return true;
    }
    return is_among(word, record->phrase) || is_among(word, record->summary);
}

/* same: other words that name the cause already; "" if there are none */
static bool
says_more(sip_text_t text, const sip_response_record_t *record, const char *same)
{
    sip_text_t word;

    text.length = MIN(text.length, CASE_MAX_SAID_BYTES);
    while ((word = take_word(&text)).length > 0) {
        if (word.length >= MIN_WORD && !is_number(word) && !is_among(word, said_by_all) && !is_of_code(word, record)
            && !is_among(word, same))
            return true;
    }
    return false;
}

static bool
warning_says_more(const message_view_t *message, const sip_response_record_t *record)
{
    sip_values_t  values = { message->header, { NULL, 0 } };
    sip_text_t    value;
    sip_warning_t warning;

    while (sip_next_value(&values, "Warning", '\0', &value)) {
        if (sip_parse_warning(value, &warning) && warning.code == WARNING_OF_ITS_OWN
            && says_more(warning.text, record, ""))
            return true;
    }
    return false;
}

/* The name of a cause of Q.850 is no word of the server's own. */
static bool
reason_says_more(const message_view_t *message, const sip_response_record_t *record)
{
    sip_values_t                 values = { message->header, { NULL, 0 } };
    sip_text_t                   value;
    sip_reason_t                 reason;
    const reason_cause_record_t *cause;

    while (sip_next_value(&values, "Reason", '\0', &value)) {
        if (!sip_parse_reason(value, &reason))
            continue;
        cause = reason.has_cause && sip_text_is(reason.protocol, "Q.850") ? catalogue_find_reason_cause("Q.850", reason.cause) : NULL;
        if (says_more(reason.text, record, cause != NULL ? cause->name : ""))
            return true;
    }
    return false;
}

bool
server_says_more(const moment_t *moment)
{
    const sip_response_record_t *record = moment->code >= 400 ? catalogue_find_response(moment->code) : NULL;
    message_view_t               message;

    /* What a challenge says is a rule's to judge: it has few causes. */
    if (record == NULL || moment->code == 401 || moment->code == 407)
        return false;
    message = moment_view(moment);
    return view_is_known(&message)
        && (says_more(view_phrase(&message), record, "") || warning_says_more(&message, record)
            || reason_says_more(&message, record));
}
