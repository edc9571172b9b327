/* lengths.c
 * Requests whose length is wrong, or too much for the server
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/complaints.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* RFC 3261, Section 18.1.1: what is longer than this has to go over TCP, or another transport of that kind. */
#define MAX_DATAGRAM    1300

/* What may stand behind a message in a frame and be nothing of it, such as a checksum. */
#define MAX_TRAILER     8

/* A datagram of so many bytes fits into one packet nearly everywhere. A longer one may be the first fragment alone. */
#define MAX_WHOLE       1200

/* So many calls, and requests of each, are looked at. */
#define MAX_LOOKED_AT   64

/* All that follows the header. */
static sip_text_t
rest_of(const message_view_t *view)
{
    sip_text_t         rest = view->header;
    sip_header_field_t field;
    size_t             next;

    while (sip_next_header_field(&rest, &field))
        ;
    sip_line_length(rest, &next);
    rest.bytes += next;
    rest.length -= next;
    return rest;
}

bool
is_content(sip_text_t text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += g_ascii_isgraph(text.bytes[i]) ? 1 : 0;
    return count > MAX_TRAILER;
}

/* Whether there is anything but line ends and padding. */
static bool
is_anything(sip_text_t text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (g_ascii_isgraph(text.bytes[i]))
            return true;
    }
    return false;
}

/* Whether all of the message is in the capture. */
static bool
is_complete(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;

    return transaction->datagram && !transaction->cut && header_is_whole(&about->request)
        && (transaction->fragmented || about->request.header.length < MAX_WHOLE);
}

/* Whether a line of a session description, such as "a=sendrecv", begins in the text. */
static bool
has_description(sip_text_t text)
{
    for (size_t i = 0; i + 1 < text.length; i++) {
        if (text.bytes[i + 1] == '=' && g_ascii_islower(text.bytes[i])
            && (i == 0 || text.bytes[i - 1] == '\n' || text.bytes[i - 1] == '\r'))
            return true;
    }
    return false;
}

/*
 * How many bytes of a body follow behind the end that Content-Length sets, in a
 * stream; 0 if none do. What is there may be the beginning of the next message.
 */
static size_t
bytes_behind(const message_view_t *request, uint32_t *length)
{
    sip_text_t rest;

    if (!header_is_whole(request) || !view_number(request, "Content-Length", 'l', length)
        || !case_text_has(view_value(request, "Content-Type", 'c'), "application/sdp"))
        return 0;
    rest = rest_of(request);
    if (rest.length <= *length)
        return 0;
    rest.bytes += *length;
    rest.length -= *length;
    return has_description(rest) && !case_text_has(rest, "SIP/2.0") ? rest.length : 0;
}

/* Whether the code complains of what is in the body. */
static bool
is_about_body(unsigned code)
{
    return code == 415 || code == 488 || code == 606;
}

/* Whether the response can be about the length, by its code or by its words: most are not. */
static bool
may_be_about_length(const finding_case_t *about)
{
    return about->code == 400 || is_about_body(about->code) || case_words(about, "length").length > 0
        || case_words(about, "body").length > 0;
}

/* RFC 3261, Section 18.3: a datagram holds one message, so that its end is known. */
static void
find_length(finding_case_t *about)
{
    sip_text_t body, words;
    uint32_t   length, frame = about->transaction->request_frame;
    complaint_t    kind;

    if (!may_be_about_length(about) || !is_complete(about) || !view_number(&about->request, "Content-Length", 'l', &length))
        return;
    body = rest_of(&about->request);
    kind = words_about(about, "Content-Length", &words);
    if (kind == COMPLAINT_OTHER && (case_words(about, "length").length > 0 || case_words(about, "body").length > 0))
        kind = COMPLAINT_NAME;
    if (kind == COMPLAINT_OTHER || (kind != COMPLAINT_NAME && about->code != 400 && !is_about_body(about->code)))
        return;
    if (length > body.length) {
        find_content_length_wrong(about, CERTAINTY_SHOWN, about->method, frame, length, body.length);
        return;
    }
    /* What is too much has to be passed over, so that a server that refuses it may have other reasons. */
    body.bytes += length;
    body.length -= length;
    if (!(kind == COMPLAINT_NAME ? is_anything(body) : is_content(body)) || (kind != COMPLAINT_NAME && is_about_body(about->code) && !has_description(body)))
        return;
    if (kind == COMPLAINT_NAME)
        find_content_length_wrong_short_told(about, CERTAINTY_SHOWN, about->method, frame, length,
                                             length + body.length);
    else
        find_content_length_wrong_short(about, CERTAINTY_LIKELY, about->method, frame, length, length + body.length);
}

/* Whether the server says that the message is too long, and not its URI, a header field or the time that it takes. */
static bool
says_too_large(const finding_case_t *about)
{
    static const char *const sizes[] = { "too large", "too long", "too big" };
    static const char *const things[] = {
        "message too", "message is too", "request too", "request is too", "packet too", "packet is too", "datagram too",
        "body too", "body is too", "entity too", "content too", "payload too",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        sip_text_t words = case_words(about, sizes[i]);

        for (size_t k = 0; k < G_N_ELEMENTS(things); k++) {
            if (words_have(words, things[k]))
                return true;
        }
    }
    return false;
}

/* The length of the message, without what stands behind it in the frame. */
static size_t
size_of(const message_view_t *view)
{
    sip_text_t body = view_body(view);

    return (size_t)(body.bytes + body.length - view->start_line.bytes);
}

static void
find_size(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    size_t               size;

    if (about->code != 413 && about->code != 513 && !says_too_large(about))
        return;
    if (transaction->cut || !header_is_whole(&about->request))
        return;
    size = size_of(&about->request);
    if (transaction->datagram && size > MAX_DATAGRAM)
        find_too_large_datagram(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, size,
                                view_body(&about->request).length);
    else
        find_too_large(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, size,
                       view_body(&about->request).length);
}

/* What the server made of the session description, of which it got a part. */
static void
find_length_in_stream(finding_case_t *about)
{
    uint32_t length;
    size_t   behind;

    if (about->transaction->datagram || (about->code != 400 && !is_about_body(about->code)))
        return;
    behind = bytes_behind(&about->request, &length);
    if (behind > 0)
        find_content_length_wrong_short(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame,
                                        length, length + behind);
}

/* The last request on the same connection before the first one of a call; NULL if there is none in the calls before. */
static const transaction_t *
find_before(const call_t *call, const transaction_t *transaction)
{
    const transaction_t *before = NULL;

    for (unsigned seen = 0; call != NULL && seen < MAX_LOOKED_AT; call = call->next, seen++) {
        const transaction_t *item = call->transactions;

        for (unsigned known = 0; item != NULL && known < MAX_LOOKED_AT; item = item->next, known++) {
            if (item->request_frame < transaction->request_frame && legs_have_same_hosts(&item->leg, &transaction->leg)
                && legs_have_same_ports(&item->leg, &transaction->leg)
                && (before == NULL || item->request_frame > before->request_frame))
                before = item;
        }
    }
    return before;
}

/* A request in a stream that nobody answers, as the one before it does not end where it says. */
static void
find_behind(finding_case_t *about)
{
    const transaction_t *before = find_before(about->call, about->transaction);
    message_view_t       request;
    uint32_t             length;
    size_t               behind;

    if (before == NULL || before->datagram)
        return;
    request = transaction_request(before);
    behind = bytes_behind(&request, &length);
    if (behind > 0)
        find_content_length_wrong_before(about, CERTAINTY_SHOWN, case_text(method_name(before->method)),
                                         before->request_frame, length, behind, about->method);
}

/* A datagram that nobody answers, as it seems not to be all of the message. */
static void
find_dropped(finding_case_t *about)
{
    uint32_t length;
    size_t   size;

    if (about->transaction->requests < 2 || about->transaction->icmp_frame != 0 || !is_complete(about)
        || !view_number(&about->request, "Content-Length", 'l', &length))
        return;
    size = rest_of(&about->request).length;
    if (length > size)
        find_content_length_wrong_dropped(about, CERTAINTY_LIKELY, about->method, length, size);
}

void
find_late_in_lengths(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_REQUEST || about->transaction == NULL || about->transaction->heard
        || about->call == NULL)
        return;
    if (about->transaction->datagram)
        find_dropped(about);
    else if (about->transaction->next == NULL)
        find_behind(about);
}

void
find_in_lengths(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || !case_may_complain(about) || !case_is_whole(about)
        || about->transaction->method == METHOD_CANCEL || case_failed_before(about) != NULL)
        return;
    find_size(about);
    find_length(about);
    find_length_in_stream(about);
}
