/* message_text.c
 * Where in the frame's bytes the text of a SIP message lies
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message/message_text.h"
#include "message/header_fields.h"
#include "message/missed_fields.h"

#include <stdlib.h>

#include <epan/charsets.h>

/* "SIP/2.0 200 ": version, blank, code, blank */
#define VERSION_LENGTH      7
#define CODE_OFFSET         (VERSION_LENGTH + 1)
#define PHRASE_OFFSET       MESSAGE_PHRASE_OFFSET

/*
 * How many bytes are looked at for one frame. A frame has 256 KiB at the most,
 * so this is reached only where somebody built one of thousands of beginnings
 * of messages; then the last of them have no place, and nothing else is lost.
 */
#define SCAN_BUDGET         (8 * 1024 * 1024)

/* So many beginnings are tried before all is looked at with care. */
#define MAX_TRIES           16

/* Most frames have no more data sources. */
#define FEW_SOURCES         4

/* A data source, and what lies behind the last message found in it. */
typedef struct {
    tvbuff_t  *tvb;
    sip_text_t whole;
    sip_text_t rest;
} source_t;

typedef struct {
    packet_info *pinfo;
    source_t    *sources;
    unsigned     num_sources;
    unsigned     last;          /* the source of the last message found */
    size_t       budget;
} search_t;

static sip_text_t
text_from(sip_text_t text, size_t offset)
{
    sip_text_t rest = { text.bytes + offset, text.length - offset };

    return rest;
}

static void
spend(search_t *search, size_t bytes)
{
    search->budget -= bytes < search->budget ? bytes : search->budget;
}

/* "SIP/", in any case of letters. */
static bool
is_version(const char *bytes)
{
    return memcmp(bytes, "SIP/", 4) == 0 || g_ascii_strncasecmp(bytes, "SIP/", 4) == 0;
}

/* Whether a Status-Line may begin here: "SIP/2.0 ddd ", the version being the
 * user's choice where SIP's preference strict_sip_version is off. */
static bool
is_status_line(sip_text_t text, unsigned *code)
{
    const char *digits = text.bytes + CODE_OFFSET;

    if (text.length < PHRASE_OFFSET || !is_version(text.bytes) || text.bytes[VERSION_LENGTH] != ' '
        || !g_ascii_isdigit(digits[0]) || !g_ascii_isdigit(digits[1]) || !g_ascii_isdigit(digits[2])
        || digits[3] != ' ')
        return false;
    *code = (unsigned)((digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0'));
    return true;
}

/*
 * Whether a request with this method begins here:
 * "INVITE sip:bob@example.com SIP/2.0". Sets the length of its line.
 */
static bool
is_request_line(sip_text_t text, const char *method, size_t length, size_t *line_length, size_t *next)
{
    if (text.length <= length || memcmp(text.bytes, method, length) != 0 || text.bytes[length] != ' ')
        return false;
    *line_length = sip_line_length(text, next);
    return *line_length > length + 1 + VERSION_LENGTH && is_version(text.bytes + *line_length - VERSION_LENGTH);
}

static bool
call_id_is(search_t *search, sip_text_t value, const char *recorded)
{
    size_t      length = strlen(recorded);
    const char *decoded;

    if (value.length == length && memcmp(value.bytes, recorded, length) == 0)
        return true;
    /* What is not UTF-8 was replaced in the record. */
    decoded = (const char *)get_utf_8_string(search->pinfo->pool, (const uint8_t *)value.bytes, (int)value.length);
    if (length == RECORD_CALL_ID_MAX)
        return strncmp(decoded, recorded, length) == 0;
    return strcmp(decoded, recorded) == 0;
}

static bool
cseq_is(sip_text_t value, uint32_t recorded)
{
    char   number[32] = "";
    size_t length = MIN(value.length, sizeof number - 1);

    /* Read as the SIP dissector does it, with whatever it makes of too large a number. */
    memcpy(number, value.bytes, length);
    return (uint32_t)strtoul(number, NULL, 10) == recorded;
}

/*
 * Whether the header behind the start line is that of the message. What the
 * record lacks (a header field that is missing, or lies behind an error) is not
 * compared.
 */
static bool
is_header_of(search_t *search, sip_text_t header, const sip_info_value_t *info)
{
    sip_header_field_t field;
    size_t             before = header.length;
    bool               call_id = info->tap_call_id == NULL, cseq = info->tap_cseq_number == 0;

    while (!(call_id && cseq) && sip_find_header_field(&header, "ci", &field)) {
        if (!call_id && sip_header_field_is(&field, "Call-ID", 'i'))
            call_id = call_id_is(search, field.value, info->tap_call_id);
        else if (!cseq && sip_header_field_is(&field, "CSeq", '\0'))
            cseq = cseq_is(field.value, info->tap_cseq_number);
    }
    spend(search, before - header.length);
    return call_id && cseq;
}

/* Where a start line may begin next; text.length if nowhere. What tells it from other
 * text is the slash of "SIP/2.0", or else the first letter of the method. */
static size_t
next_candidate(sip_text_t text, const sip_info_value_t *info)
{
    size_t      distance = info->reason_phrase != NULL ? 3 : 0;
    int         mark = info->reason_phrase != NULL ? '/' : info->request_method[0];
    const char *found = text.length > distance ? memchr(text.bytes + distance, mark, text.length - distance) : NULL;

    return found != NULL ? (size_t)(found - text.bytes) - distance : text.length;
}

/* Whether the start line of the message is here; sets its length. */
static bool
is_start_line(sip_text_t text, const sip_info_value_t *info, size_t *line_length, size_t *next)
{
    unsigned code;

    if (info->reason_phrase == NULL)
        return is_request_line(text, (const char *)info->request_method, strlen((const char *)info->request_method),
                               line_length, next);
    if (!is_status_line(text, &code) || code != info->response_code)
        return false;
    *line_length = sip_line_length(text, next);
    return true;
}

static bool
find_in_source(search_t *search, source_t *source, const sip_message_t *message, message_text_t *found)
{
    const sip_info_value_t *info = message->info;
    sip_text_t text = source->rest;
    size_t     skipped, line_length, next;

    while (search->budget > 0) {
        skipped = next_candidate(text, info);
        spend(search, skipped + 1);
        text = text_from(text, skipped);
        if (text.length == 0)
            return false;
        if (is_start_line(text, info, &line_length, &next)) {
            spend(search, next);
            found->header = text_from(text, next);
            if (message->alone || is_header_of(search, found->header, info)) {
                found->tvb = source->tvb;
                found->whole = text;
                found->offset = (int)(tvb_captured_length(source->tvb) - text.length);
                found->line_length = (int)line_length;
                found->index.initials = 0;
                source->rest = found->header;
                return true;
            }
        }
        text = text_from(text, 1);
    }
    return false;
}

static void
find_message(search_t *search, const sip_message_t *message, message_text_t *found)
{
    unsigned count = search->num_sources;

    /* Messages of a segment lie one behind the other: go on where the last was.
     * One in the body of another one does not, so look at all once more. */
    for (unsigned i = 0; i < 2 * count; i++) {
        unsigned  number = (search->last + i) % count;
        source_t *source = &search->sources[number];

        if (i >= count)
            source->rest = source->whole;
        if (find_in_source(search, source, message, found)) {
            search->last = number;
            return;
        }
    }
    found->tvb = NULL;
    found->index.initials = 0;
    found->whole.bytes = found->header.bytes = NULL;
    found->whole.length = found->header.length = 0;
}

/* A message ends where the next one begins. */
static void
end_at(message_text_t *found, const message_text_t *next)
{
    if (found->tvb == NULL || found->tvb != next->tvb || next->offset <= found->offset)
        return;
    found->whole.length = (size_t)(next->offset - found->offset);
    found->header.length = found->whole.length - (size_t)(found->header.bytes - found->whole.bytes);
}

static const message_text_t *
find_messages(packet_info *pinfo, const sip_message_t *messages, unsigned count)
{
    message_text_t *texts = wmem_alloc_array(pinfo->pool, message_text_t, count);
    search_t        search = { pinfo, NULL, 0, 0, SCAN_BUDGET };
    source_t        few[FEW_SOURCES];
    GSList         *item;
    unsigned        num_sources = g_slist_length(pinfo->data_src);

    search.sources = num_sources <= FEW_SOURCES ? few : wmem_alloc_array(pinfo->pool, source_t, num_sources);
    for (item = pinfo->data_src; item != NULL; item = item->next) {
        source_t *source = &search.sources[search.num_sources];

        source->tvb = get_data_source_tvb((const struct data_source *)item->data);
        source->whole.length = source->tvb != NULL ? tvb_captured_length(source->tvb) : 0;
        if (source->whole.length == 0)
            continue;
        source->whole.bytes = (const char *)tvb_get_ptr(source->tvb, 0, (int)source->whole.length);
        source->rest = source->whole;
        search.num_sources++;
    }
    for (unsigned i = 0; i < count; i++)
        find_message(&search, &messages[i], &texts[i]);
    for (unsigned i = 0; i + 1 < count; i++)
        end_at(&texts[i], &texts[i + 1]);
    return texts;
}

/* Of the header of a datagram: the two ports, each of two bytes, and four more (RFC 768). */
#define UDP_PORTS_BYTES     4
#define UDP_HEADER_BYTES    8

/* Where the last message lay in its frame that was alone: the headers before it are mostly the same ones. */
static size_t usual_offset;

/* Whether a datagram with the ports of this one begins there. */
static bool
is_datagram(const packet_info *pinfo, sip_text_t text, size_t offset)
{
    uint32_t ports = GUINT32_TO_BE(pinfo->srcport << 16 | (pinfo->destport & UINT16_MAX));

    return offset >= UDP_HEADER_BYTES && offset < text.length
        && memcmp(text.bytes + offset - UDP_HEADER_BYTES, &ports, UDP_PORTS_BYTES) == 0;
}

/* Moves *text to the start line of the message; false if it is not found. */
static bool
find_start_line(packet_info *pinfo, const sip_info_value_t *info, sip_text_t *text, size_t *line_length, size_t *next)
{
    sip_text_t whole = *text;

    if (is_datagram(pinfo, whole, usual_offset)) {
        *text = text_from(whole, usual_offset);
        if (is_start_line(*text, info, line_length, next))
            return true;
        *text = whole;
    }
    /* The letter that a method begins with can be in an address, too. */
    for (unsigned tries = 0; tries < MAX_TRIES; tries++) {
        *text = text_from(*text, next_candidate(*text, info));
        if (text->length == 0)
            return false;
        if (is_start_line(*text, info, line_length, next)) {
            usual_offset = whole.length - text->length;
            return true;
        }
        *text = text_from(*text, 1);
    }
    return false;
}

/*
 * The one message of a datagram, where it lies in the frame itself, as most do:
 * NULL if it has to be looked for.
 */
static const message_text_t *
find_alone(packet_info *pinfo, const sip_info_value_t *info, message_text_t *found)
{
    tvbuff_t       *tvb = pinfo->data_src != NULL && pinfo->data_src->next == NULL
        ? get_data_source_tvb((const struct data_source *)pinfo->data_src->data) : NULL;
    sip_text_t      text;
    size_t          line_length, next, whole_length;

    if (tvb == NULL || (text.length = tvb_captured_length(tvb)) == 0)
        return NULL;
    text.bytes = (const char *)tvb_get_ptr(tvb, 0, (int)text.length);
    whole_length = text.length;
    if (!find_start_line(pinfo, info, &text, &line_length, &next))
        return NULL;
    found->tvb = tvb;
    found->offset = (int)(whole_length - text.length);
    found->line_length = (int)line_length;
    found->whole = text;
    found->header = text_from(text, next);
    found->index.initials = 0;
    return found;
}

message_texts_t *
message_texts_copy(const message_texts_t *texts)
{
    message_texts_t *copy = (message_texts_t *)wmem_memdup(texts->pinfo->pool, texts, sizeof *texts);

    if (texts->messages == &texts->only)
        copy->messages = &copy->only;
    if (texts->found == &texts->only_text)
        copy->found = &copy->only_text;
    return copy;
}

const message_text_t *
message_texts_get(message_texts_t *texts)
{
    if (texts->found == NULL && texts->count == 1 && texts->messages[0].alone)
        texts->found = find_alone(texts->pinfo, texts->messages[0].info, &texts->only_text);
    if (texts->found == NULL)
        texts->found = find_messages(texts->pinfo, texts->messages, texts->count);
    return texts->found;
}

void
message_texts_complete(message_texts_t *texts)
{
    const message_text_t *found = message_texts_get(texts);
    sip_message_t        *messages = (sip_message_t *)wmem_memdup(texts->pinfo->pool, texts->messages,
                                                                  texts->count * sizeof *texts->messages);

    for (unsigned i = 0; i < texts->count; i++)
        messages[i].info = missed_fields_add(texts->pinfo, messages[i].info, found[i].header);
    texts->messages = messages;
}

sip_text_t
message_text_from(const message_text_t *text, char letter, char other, bool *last)
{
    sip_initials_t     wanted[] = { UINT64_C(1) << (letter & 0x1f), other != '\0' ? UINT64_C(1) << (other & 0x1f) : 0 };
    sip_initials_t     there = message_text_initials(text);
    const sip_index_t *index = &text->index;
    sip_text_t         header = { NULL, 0 };
    size_t             from;

    *last = true;
    if ((there & (wanted[0] | wanted[1])) == 0)
        return header;
    from = (there & wanted[0]) != 0 ? index->first[letter & 0x1f] : index->first[other & 0x1f];
    if ((there & wanted[0]) != 0 && (there & wanted[1]) != 0 && wanted[0] != wanted[1]) {
        from = MIN(from, index->first[other & 0x1f]);
        *last = false;
    }
    *last = *last && (index->repeated & (wanted[0] | wanted[1])) == 0;
    header.bytes = text->header.bytes + from;
    header.length = text->header.length - from;
    return header;
}
