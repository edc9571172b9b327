/* media_glance.c
 * Offers and answers that fit, as nearly all do, seen without reading them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/media.h"
#include "message/sdp_lines.h"

/*
 * Moves *at to the next line that begins with "m=", of which few in a message do;
 * false if there is none. *six: whether the last address on the way is IPv6.
 */
static bool
pass_to_media(const char **at, const char *end, bool *six)
{
    static const char connection[] = "c=IN IP";

    while (end - *at > 2) {
        const char *line_end;

        if ((*at)[0] == 'm' && (*at)[1] == '=')
            return true;
        if ((*at)[0] == 'c' && end - *at > (ptrdiff_t)strlen(connection) && memcmp(*at, connection, strlen(connection)) == 0)
            *six = (*at)[strlen(connection)] == '6';
        line_end = memchr(*at, '\n', (size_t)(end - *at));
        if (line_end == NULL)
            return false;
        *at = line_end + 1;
    }
    return false;
}

/* Takes the medium, the profile and the formats of the m= line at *at; false where the port between them is 0. */
static bool
take_media(const char **at, const char *end, sip_text_t *medium, sip_text_t *profile, sip_text_t *formats)
{
    const char *line_end = memchr(*at, '\n', (size_t)(end - *at));
    sip_text_t  line = { *at, (size_t)((line_end != NULL ? line_end : end) - *at) }, port;

    if (line.length > 0 && line.bytes[line.length - 1] == '\r')
        line.length--;
    *medium = sdp_take_word(&line);
    port = sdp_take_word(&line);
    *profile = sdp_take_word(&line);
    *formats = line;
    *at += medium->length;
    return port.length > 0 && port.bytes[0] != '0';
}

/*
 * Whether the first format that is taken is one of those that are offered, by its
 * number. A dynamic one alone may be that of tones, which are no codec.
 */
static bool
takes_one_of(sip_text_t taken, sip_text_t offered)
{
    sip_text_t first = sdp_take_word(&taken), next, rest = taken;
    bool       dynamic = first.length > 2 || (first.length == 2 && first.bytes[0] == '9' && first.bytes[1] >= '6');

    if (dynamic && sdp_take_word(&rest).length == 0)
        return false;
    while ((next = sdp_take_word(&offered)).length > 0) {
        if (sip_texts_equal(first, next))
            return true;
    }
    return false;
}

bool
media_fit_at_a_glance(const message_view_t *request, const message_view_t *final)
{
    const char *offer = request->header.bytes, *answer = final->header.bytes;
    const char *offer_end = offer + request->header.length, *answer_end = answer + final->header.length;
    bool        offers_six = false, takes_six = false;

    for (;;) {
        bool       more = pass_to_media(&offer, offer_end, &offers_six);
        sip_text_t medium, profile, formats, answered, by, taken;

        if (more != pass_to_media(&answer, answer_end, &takes_six))
            return false;
        if (!more)
            return offers_six == takes_six;
        if (!take_media(&offer, offer_end, &medium, &profile, &formats)
            || !take_media(&answer, answer_end, &answered, &by, &taken)
            || !sip_texts_equal(medium, answered) || !sip_texts_equal(profile, by) || case_text_has(by, "SAVP")
            || !takes_one_of(taken, formats))
            return false;
    }
}
