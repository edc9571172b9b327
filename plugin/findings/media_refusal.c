/* media_refusal.c
 * What a refusal says of the offer, in codes and in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/media.h"

/* Whether a Warning is about the description. 392, which SER puts into each response, and 399 may be about anything. */
static bool
is_about_session(uint32_t code)
{
    return (code >= 300 && code <= 307) || code == 330 || code == 331 || code == 370;
}

static void
read_warnings(const finding_case_t *about, media_refusal_t *refusal)
{
    sip_values_t  values = { about->message.header, { NULL, 0 } };
    sip_text_t    value;
    sip_warning_t warning;

    while (refusal->warning == 0 && sip_next_value(&values, "Warning", '\0', &value)) {
        if (sip_parse_warning(value, &warning) && is_about_session(warning.code)) {
            refusal->warning = warning.code;
            refusal->warned = warning.text;
        }
    }
}

static sip_text_t
says_one_of(const finding_case_t *about, const char *const *words)
{
    sip_text_t said = { NULL, 0 };

    for (; *words != NULL && said.length == 0; words++)
        said = case_words(about, *words);
    return said;
}

media_refusal_t
media_refusal(const finding_case_t *about)
{
    static const char *const srtp[] = {
        "srtp", "savp", "encrypt", "crypto", "secure media", "secure rtp", "secure call", "dtls", "rtp/avp", NULL
    };
    static const char *const codec[] = { "codec", NULL };
    static const char *const sdp[] = {
        "sdp", "session description", "no offer", "missing offer", "no body", "missing body", "empty body",
        "no content", "bad content", "bad body", "invalid body", "missing content",
        "invalid content", "malformed body", "body parse", "parse body", "media description", NULL
    };
    static const char *const media[] = {
        "media negotiation", "incompatible media", "media incompatib", "media not support", "media is not support",
        "unsupported media", "media mismatch", "no common media", "media capabilit", "media type", NULL
    };
    media_refusal_t refusal = {
        .strong = about->code == 488 || about->code == 606, .of_body = about->code == 415,
        .within = view_to_tag(&about->request).length > 0,
        .srtp = says_one_of(about, srtp), .codec = says_one_of(about, codec), .sdp = says_one_of(about, sdp),
        .media = says_one_of(about, media),
    };

    read_warnings(about, &refusal);
    return refusal;
}

bool
media_is_spoken_of(const media_refusal_t *refusal)
{
    return refusal->strong || refusal->of_body || refusal->warning != 0 || refusal->srtp.length > 0
        || refusal->codec.length > 0 || refusal->sdp.length > 0
        || refusal->media.length > 0;
}

bool
media_may_refuse(unsigned code)
{
    switch (code) {
    case 401: case 407: case 408: case 420: case 421: case 422: case 481: case 482: case 483: case 487: case 491:
    case 494: case 504: case 580:
        return false;
    default:
        return code >= 400;
    }
}
