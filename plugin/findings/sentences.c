/* sentences.c
 * Puts the values of a message into the sentences of the catalogue
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/sentences.h"
#include "catalogue/catalogue.h"
#include "catalogue/duration.h"
#include "message/escape.h"
#include "catalogue/explanation.h"
#include "catalogue/language.h"
#include "catalogue/layout.h"
#include "catalogue/reference.h"

/* Of a list in the message, so many values and so many bytes of each are put into a sentence. */
#define MAX_VALUES      12
#define MAX_VALUE_BYTES 120

/* So many names in braces a sentence has at the most. */
#define MAX_NAMES       4

void
say(diagnosis_t *diagnosis, diagnosis_id_t id, ...)
{
    static const char *const names[NUM_DIAGNOSES] = {
#define DIAGNOSIS_NAMES(id, group, names) names,
        DIAGNOSIS_LIST(DIAGNOSIS_NAMES)
#undef DIAGNOSIS_NAMES
    };
    const char *values[MAX_NAMES] = { NULL };
    char      **name = g_strsplit(names[id], " ", MAX_NAMES);
    char       *sentence;
    va_list     arguments;

    va_start(arguments, id);
    for (unsigned i = 0; name[i] != NULL; i++)
        values[i] = va_arg(arguments, const char *);
    va_end(arguments);

    sentence = fill_names(translated(catalogue_diagnoses[id]), (const char *const *)name, values);
    wmem_strbuf_append(diagnosis->sentences, layout_blank_after(wmem_strbuf_get_str(diagnosis->sentences)));
    wmem_strbuf_append(diagnosis->sentences, sentence);
    g_free(sentence);
    g_strfreev(name);
}

/* A text that was made elsewhere, in packet scope. */
static const char *
in_packet_scope(const diagnosis_t *diagnosis, char *text)
{
    const char *copy = wmem_strdup(diagnosis->pinfo->pool, text);

    g_free(text);
    return copy;
}

/* A value of a finding as the sentence has it. */
static const char *
finding_value_text(diagnosis_t *diagnosis, const finding_value_t *value)
{
    switch (value->kind) {
    case VALUE_FRAME:
        return frame_text(diagnosis, (uint32_t)value->number);
    case VALUE_NUMBER:
        return number_text(diagnosis, value->number);
    case VALUE_DURATION:
        return milliseconds_text(diagnosis, value->milliseconds);
    case VALUE_RESPONSE:
        return response_text(diagnosis, (unsigned)value->number);
    case VALUE_MEANING:
        return translated(value->meaning);
    case VALUE_REFERENCE:
        return in_packet_scope(diagnosis, reference_text(value->reference));
    default:
        return value_text(diagnosis, value->text);
    }
}

void
say_finding(diagnosis_t *diagnosis, const finding_t *finding)
{
    const finding_sentence_record_t *record = &catalogue_finding_sentences[finding->sentence];
    const char                      *values[FINDING_MAX_VALUES] = { NULL };
    char                           **names = g_strsplit(record->names, " ", FINDING_MAX_VALUES);
    char                            *sentence;

    for (unsigned i = 0; i < finding->num_values; i++)
        values[i] = finding_value_text(diagnosis, &finding->values[i]);
    sentence = fill_names(translated(record->text), (const char *const *)names, values);
    wmem_strbuf_append(diagnosis->sentences, layout_blank_after(wmem_strbuf_get_str(diagnosis->sentences)));
    wmem_strbuf_append(diagnosis->sentences, sentence);
    g_free(sentence);
    g_strfreev(names);
}

const char *
value_text(const diagnosis_t *diagnosis, sip_text_t text)
{
    bool        cut = text.length > MAX_VALUE_BYTES;
    char        plain[MAX_VALUE_BYTES];
    char       *escaped;
    size_t      length;

    if (cut) {
        text.length = MAX_VALUE_BYTES;
        /* Not in the middle of a character. */
        while (text.length > 0 && ((unsigned char)text.bytes[text.length] & 0xc0) == 0x80)
            text.length--;
    }
    length = sip_unquote(plain, text);
    escaped = (char *)wmem_alloc(diagnosis->pinfo->pool, ESCAPE_MAX_BYTES(length) + strlen("..."));
    length = escape_text(escaped, (const unsigned char *)plain, length);
    if (cut)
        memcpy(escaped + length, "...", sizeof "...");
    return escaped;
}

sip_text_t
first_token(sip_text_t value)
{
    return sip_take_token(&value);
}

sip_text_t
whole_value(sip_text_t value)
{
    return value;
}

const char *
list_text(const diagnosis_t *diagnosis, const char *name, char compact,
               sip_text_t (*part)(sip_text_t))
{
    wmem_strbuf_t *list = wmem_strbuf_new(diagnosis->pinfo->pool, "");
    sip_values_t   values = { diagnosis->text->header, { NULL, 0 } };
    sip_text_t     value;
    unsigned       count = 0;

    while (count <= MAX_VALUES && sip_next_value(&values, name, compact, &value)) {
        value = part(value);
        if (value.length == 0)
            continue;
        if (count > 0)
            wmem_strbuf_append(list, list_separator());
        wmem_strbuf_append(list, count < MAX_VALUES ? value_text(diagnosis, value) : "...");
        count++;
    }
    return count > 0 ? wmem_strbuf_get_str(list) : NULL;
}

const char *
seconds_text(const diagnosis_t *diagnosis, uint32_t seconds)
{
    return in_packet_scope(diagnosis, duration_of_seconds(seconds));
}

const char *
milliseconds_text(const diagnosis_t *diagnosis, int64_t milliseconds)
{
    return in_packet_scope(diagnosis, duration_of_milliseconds(milliseconds));
}

const char *
number_text(const diagnosis_t *diagnosis, uint64_t number)
{
    return wmem_strdup_printf(diagnosis->pinfo->pool, "%" PRIu64, number);
}

const char *
frame_text(diagnosis_t *diagnosis, uint32_t frame)
{
    unsigned i = 0;

    while (i < diagnosis->num_frames && diagnosis->frames[i] != frame)
        i++;
    if (i == diagnosis->num_frames && i < MAX_RELATED_FRAMES)
        diagnosis->frames[diagnosis->num_frames++] = frame;
    return number_text(diagnosis, frame);
}

const char *
response_text(const diagnosis_t *diagnosis, unsigned code)
{
    explanation_t explanation = explanation_of(code, false);

    if (!explanation.in_catalogue)
        return number_text(diagnosis, code);
    return wmem_strdup_printf(diagnosis->pinfo->pool, "%u %s", code, explanation.record->phrase);
}
