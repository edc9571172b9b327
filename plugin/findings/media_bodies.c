/* media_bodies.c
 * Bodies of a type that the far end does not take (RFC 3261, Section 21.4.13)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalogue/language.h"
#include "findings/media.h"
#include "finding_sentences.h"
#include "message/body.h"

/* So many parts of a body, and values of Accept, are named. */
#define MAX_NAMED   8

static void
append(wmem_strbuf_t *out, sip_text_t text, const char *between)
{
    if (wmem_strbuf_get_len(out) > 0)
        wmem_strbuf_append(out, between);
    if (text.length > 0)
        wmem_strbuf_append_len(out, text.bytes, text.length);
}

static sip_text_t
text_of(const wmem_strbuf_t *out)
{
    return (sip_text_t){ wmem_strbuf_get_str(out), wmem_strbuf_get_len(out) };
}

/* Whether a value of Accept has this type in it; an asterisk in it stands for all types, or all of a kind. */
static bool
takes(sip_text_t value, sip_text_t type)
{
    sip_text_t range = sip_take_token(&value);
    size_t     length = range.length;

    if (length > 0 && range.bytes[length - 1] == '*')
        length--;
    else if (length != type.length)
        return false;
    return (length == 2 && range.bytes[0] == '*')
        || (length <= type.length && (length == 0 || g_ascii_strncasecmp(range.bytes, type.bytes, length) == 0));
}

static bool
accepts(const finding_case_t *about, sip_text_t type)
{
    sip_values_t values = { about->message.header, { NULL, 0 } };
    sip_text_t   value;

    while (sip_next_value(&values, "Accept", '\0', &value)) {
        if (takes(value, type))
            return true;
    }
    return false;
}

/* The types that the response names; empty if it names none. */
static sip_text_t
accepted_types(const finding_case_t *about)
{
    wmem_strbuf_t *out = wmem_strbuf_new(about->moment->pinfo->pool, "");
    sip_values_t   values = { about->message.header, { NULL, 0 } };
    sip_text_t     value;

    for (unsigned count = 0; count < MAX_NAMED && sip_next_value(&values, "Accept", '\0', &value); count++)
        append(out, sip_take_token(&value), list_separator());
    return text_of(out);
}

/* The type of the body, and of one in parts those of its parts. */
static sip_text_t
type_in_words(const finding_case_t *about, const body_parts_t *whole, bool *parts_accepted)
{
    wmem_strbuf_t *out = wmem_strbuf_new(about->moment->pinfo->pool, "");
    body_parts_t   parts = *whole;
    sip_text_t     type, content;
    unsigned       count = 0;

    *parts_accepted = true;
    append(out, whole->type, "");
    for (; whole->in_parts && count < MAX_NAMED && body_next_part(&parts, &type, &content); count++) {
        append(out, type, count == 0 ? " (" : list_separator());
        *parts_accepted = *parts_accepted && accepts(about, type);
    }
    if (count > 0)
        wmem_strbuf_append_c(out, ')');
    return text_of(out);
}

void
find_in_bodies(finding_case_t *about)
{
    uint32_t     frame = about->transaction->request_frame;
    body_parts_t parts = body_parts(&about->request);
    sip_text_t   encoding = view_value(&about->request, "Content-Encoding", 'e'), type, accepted;
    bool         parts_accepted;

    /* Who asks for a description of media gets it in the response, and may say so without a body. */
    if (parts.rest.length == 0)
        return;
    if (parts.type.length == 0) {
        if (!view_has(&about->request, "Content-Type", 'c'))
            find_media_body_unsupported_untyped(about, CERTAINTY_SHOWN, about->method, frame);
        return;
    }
    type = type_in_words(about, &parts, &parts_accepted);
    accepted = accepted_types(about);
    if (encoding.length > 0 && !sip_text_is(encoding, "identity")
        && (accepted.length == 0 || accepts(about, parts.type) || view_has(&about->message, "Accept-Encoding", '\0')))
        find_media_body_unsupported_encoding(about, CERTAINTY_SHOWN, about->method, frame, type, encoding);
    else if (accepted.length == 0 && view_has(&about->message, "Accept-Language", '\0'))
        return;     /* which is what the response speaks of */
    else if (accepted.length == 0 && !sip_text_is(parts.type, "application/sdp"))
        find_media_body_unsupported_alone(about, CERTAINTY_SHOWN, about->method, frame, type);
    else if (accepted.length > 0 && (!accepts(about, parts.type) || !parts_accepted))
        find_media_body_unsupported(about, CERTAINTY_SHOWN, about->method, frame, type, accepted);
}
