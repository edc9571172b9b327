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
            wmem_strbuf_append(list, ", ");
        wmem_strbuf_append(list, count < MAX_VALUES ? value_text(diagnosis, value) : "...");
        count++;
    }
    return count > 0 ? wmem_strbuf_get_str(list) : NULL;
}

/* A text that was made elsewhere, in packet scope. */
static const char *
in_packet_scope(const diagnosis_t *diagnosis, char *text)
{
    const char *copy = wmem_strdup(diagnosis->pinfo->pool, text);

    g_free(text);
    return copy;
}

const char *
seconds_text(const diagnosis_t *diagnosis, uint32_t seconds)
{
    return in_packet_scope(diagnosis, duration_of_seconds(seconds));
}

const char *
milliseconds_text(const diagnosis_t *diagnosis, uint32_t milliseconds)
{
    return in_packet_scope(diagnosis, duration_of_milliseconds(milliseconds));
}

const char *
number_text(const diagnosis_t *diagnosis, uint32_t number)
{
    return wmem_strdup_printf(diagnosis->pinfo->pool, "%u", number);
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
