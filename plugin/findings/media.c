/* media.c
 * Causes in the offer of a request that is refused: what its SDP offers, and what the other side takes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/other_leg.h"
#include "findings/findings.h"
#include "findings/media.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* What a refusal says of media, beside its code. */
typedef struct {
    bool       strong;      /* 488 or 606, which are for nothing else (RFC 3261, Sections 21.4.26 and 21.6.4) */
    bool       within;      /* the request is one inside a call that is up */
    uint32_t   warning;     /* the first code of Warning about the session (RFC 3261, Section 20.43); 0: none */
    sip_text_t warned;      /* and its text */
    sip_text_t srtp;        /* what the server says of encryption */
    sip_text_t codec;       /* and of codecs */
    sip_text_t sdp;         /* and of the description */
} refusal_t;

/* Warnings 300 to 399 are about the session, but for 399, which may be about anything. */
static void
read_warnings(const finding_case_t *about, refusal_t *refusal)
{
    sip_values_t  values = { about->message.header, { NULL, 0 } };
    sip_text_t    value;
    sip_warning_t warning;

    while (refusal->warning == 0 && sip_next_value(&values, "Warning", '\0', &value)) {
        if (sip_parse_warning(value, &warning) && warning.code >= 300 && warning.code < 399) {
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

static bool
has_one_of(sip_text_t text, const char *const *words)
{
    while (*words != NULL && !case_text_has(text, *words))
        words++;
    return *words != NULL;
}

static refusal_t
read_refusal(const finding_case_t *about)
{
    static const char *const srtp[] = {
        "srtp", "savp", "encrypt", "crypto", "secure media", "secure rtp", "secure call", "dtls", NULL
    };
    static const char *const codec[] = { "codec", NULL };
    static const char *const sdp[] = {
        "sdp", "session description", "no offer", "missing offer", "no body", "missing body", "empty body", "no content",
        "bad content", "bad body", "invalid body", "missing content", NULL
    };
    refusal_t refusal = {
        .strong = about->code == 488 || about->code == 606, .within = view_to_tag(&about->request).length > 0,
        .srtp = says_one_of(about, srtp), .codec = says_one_of(about, codec), .sdp = says_one_of(about, sdp),
    };

    read_warnings(about, &refusal);
    return refusal;
}

static bool
speaks_of_media(const refusal_t *refusal)
{
    return refusal->strong || refusal->warning != 0 || refusal->srtp.length > 0 || refusal->codec.length > 0
        || refusal->sdp.length > 0;
}

/* Whether the code may refuse what a request inside a call offers, and not the request or the call itself. */
static bool
may_refuse_offer(unsigned code)
{
    switch (code) {
    case 401: case 407: case 408: case 420: case 421: case 422: case 481: case 482: case 483: case 487: case 491: case 494:
    case 504: case 580:
        return false;
    default:
        return code >= 400;
    }
}

static uint32_t
request_frame(const finding_case_t *about)
{
    return about->transaction->request_frame;
}

/* The first live medium that has no c= line. */
static sip_text_t
unconnected_line(const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        if (offer->media[i].port != 0 && offer->media[i].traits.connection.length == 0)
            return offer->media[i].line;
    }
    return (sip_text_t){ NULL, 0 };
}

/* What no parser can use, or many refuse. A 400 may be for any other part of the request, too. */
static void
find_malformed(finding_case_t *about, const refusal_t *refusal, const sdp_t *offer)
{
    bool spoken = refusal->strong || refusal->sdp.length > 0;

    if (offer->bad_line.length > 0 && spoken) {
        find_media_sdp_malformed(about, CERTAINTY_SHOWN, about->method, request_frame(about), offer->bad_line);
    } else if (offer->bad_line.length > 0 && about->code == 400) {
        find_media_sdp_malformed_likely(about, CERTAINTY_LIKELY, about->method, request_frame(about), offer->bad_line);
    } else if (spoken && offer->num_media == 0) {
        find_media_sdp_malformed_no_media(about, CERTAINTY_SHOWN, about->method, request_frame(about));
    } else if ((spoken || about->code == 400) && !offer->connected) {
        find_media_sdp_malformed_no_connection(about, CERTAINTY_SHOWN, about->method, request_frame(about),
                                               unconnected_line(offer));
    } else if (spoken && offer->missing != '\0') {
        char line[] = { offer->missing, '=', '\0' };

        find_media_sdp_malformed_no_line(about, CERTAINTY_SHOWN, about->method, request_frame(about), case_text(line));
    }
}

static void
find_fax(finding_case_t *about, const refusal_t *refusal, const sdp_t *offer)
{
    const sdp_media_t *fax = media_t38(offer);
    bool               alone = true;

    for (unsigned i = 0; i < offer->num_media; i++)
        alone = alone && !media_is_live(&offer->media[i]);
    if (fax == NULL || offer->more_media)
        return;
    if (refusal->within && refusal->strong && alone)
        find_media_t38_refused(about, CERTAINTY_SHOWN, about->method, request_frame(about), fax->line);
    else if (refusal->within)
        find_media_t38_refused_likely(about, CERTAINTY_LIKELY, about->method, request_frame(about), fax->line);
    else if (refusal->strong && alone)
        find_media_t38_refused_call(about, CERTAINTY_SHOWN, about->method, request_frame(about), fax->line);
}

/* The server names encryption: it wants it, or it does not take it. */
static void
find_srtp_by_words(finding_case_t *about, const refusal_t *refusal, const sdp_t *offer)
{
    static const char *const refused[] = {
        "not support", "unsupport", "not allow", "not accept", "not enabled", "disabled", "not permit", "unavailable",
        "not available", "not configured", "reject", NULL
    };
    static const char *const required[] = { "requir", "mandat", "must", "need", "only", "expect", "enforce", NULL };
    static const char *const waived[] = { "not required", "not mandatory", "not need", "unexpected", NULL };
    sip_text_t               said = refusal->srtp, profile = media_profile(offer);
    media_side_t             side;

    if (has_one_of(said, refused)) {
        if (media_any_secure(offer))
            find_media_srtp_refused_words(about, CERTAINTY_SHOWN, said, about->method, request_frame(about), profile);
        return;
    }
    if (!has_one_of(said, required) || has_one_of(said, waived) || !media_are_plain(offer))
        return;
    side = media_side(about, offer);
    if (side.secure_frame != 0)
        find_media_srtp_required_words_elsewhere(about, CERTAINTY_SHOWN, said, about->method, request_frame(about), profile,
                                                 side.secure, side.secure_frame);
    else
        find_media_srtp_required_words(about, CERTAINTY_SHOWN, said, about->method, request_frame(about), profile);
}

/* RFC 3261, Section 21.4.26: the response may list what its sender can do. */
static void
find_by_response(finding_case_t *about, const sdp_t *offer, const sdp_t *response)
{
    if (media_compare_codecs(offer, response) == CODECS_APART)
        find_media_no_common_codec(about, CERTAINTY_SHOWN, about->method, request_frame(about), media_codecs(about, offer),
                                   media_codecs(about, response));
    else if (media_are_secure(offer) && media_are_plain(response))
        find_media_srtp_refused_response(about, CERTAINTY_SHOWN, about->method, request_frame(about), media_profile(offer),
                                         media_profile(response));
    else if (media_are_plain(offer) && media_are_secure(response))
        find_media_srtp_required_response(about, CERTAINTY_SHOWN, about->method, request_frame(about), media_profile(offer),
                                          media_profile(response));
}

/* Whether the refusing side is asked over a WebSocket, as browsers are (RFC 7118). */
static bool
is_asked_by_websocket(const finding_case_t *about)
{
    sip_text_t via = view_value(&about->request, "Via", 'v'), protocol = sip_take_token(&via);

    return sip_text_is(protocol, "SIP/2.0/WS") || sip_text_is(protocol, "SIP/2.0/WSS");
}

static bool
has_key(const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        if (media_is_live(&offer->media[i]) && (offer->media[i].traits.crypto || offer->media[i].traits.fingerprint))
            return true;
    }
    return false;
}

/* Encryption alone is offered, in an offer that has nothing else to object to. */
static void
find_secure_offer(finding_case_t *about, const sdp_t *offer, const media_side_t *side)
{
    sip_text_t profile = media_profile(offer);

    if (side->uses_srtp || is_asked_by_websocket(about) || !media_have_common_codec(offer))
        return;
    if (!has_key(offer))
        find_media_srtp_refused_keyless(about, CERTAINTY_LIKELY, about->method, request_frame(about), profile);
    else if (media_are_webrtc(offer) && side->plain_frame != 0)
        find_media_webrtc_refused_plain(about, CERTAINTY_LIKELY, about->method, request_frame(about), profile, side->plain,
                                        side->plain_frame);
    else if (media_are_webrtc(offer))
        find_media_webrtc_refused(about, CERTAINTY_LIKELY, about->method, request_frame(about), profile,
                                  media_codecs(about, offer));
    else if (side->plain_frame != 0)
        find_media_srtp_refused_plain(about, CERTAINTY_LIKELY, about->method, request_frame(about), profile, side->plain,
                                      side->plain_frame);
    else
        find_media_srtp_refused(about, CERTAINTY_LIKELY, about->method, request_frame(about), profile,
                                media_codecs(about, offer));
}

static void
find_plain_offer(finding_case_t *about, const sdp_t *offer, const media_side_t *side)
{
    if (side->uses_plain)
        return;
    if (is_asked_by_websocket(about))
        find_media_srtp_required_browser(about, CERTAINTY_LIKELY, about->method, request_frame(about), media_profile(offer));
    else if (side->secure_frame != 0)
        find_media_srtp_required(about, CERTAINTY_LIKELY, about->method, request_frame(about), media_profile(offer),
                                 side->secure, side->secure_frame);
}

/*
 * Whether who refuses the offer saw it as it is here. A PBX makes an offer of its
 * own for its other leg, which can be refused for another reason.
 */
static bool
is_first_hand(const finding_case_t *about, const refusal_t *refusal, const sdp_t *offer)
{
    const transaction_t *origin = transaction_passed_on(about->call, about->transaction);
    message_view_t       view;
    sdp_t                passed;

    if (origin != NULL) {
        view = transaction_request(origin);
        return sdp_read(&view, &passed) == SDP_THERE && case_texts_equal(media_profile(offer), media_profile(&passed))
            && media_compare_codecs(offer, &passed) != CODECS_APART;
    }
    return refusal->within || about->transaction->method != METHOD_INVITE
        || call_other_leg(about->call, about->transaction).transaction == NULL;
}

/* Nothing says it; what is unusual in the offer, or what the side does elsewhere, points to it. */
static void
find_likely(finding_case_t *about, const refusal_t *refusal, const sdp_t *offer)
{
    media_side_t side = media_side(about, offer);
    sip_text_t   codecs = media_codecs(about, offer);

    if (refusal->warning == 305) {
        if (!side.shares_codec && (!media_any_secure(offer) || !media_have_common_codec(offer)) && codecs.length > 0)
            find_media_no_common_codec_warning(about, CERTAINTY_LIKELY, refusal->warning, refusal->warned, about->method,
                                               request_frame(about), codecs);
        return;
    }
    /* 302 is about transport, and for 304 products take any medium that they cannot do. The others are about something else. */
    if (refusal->warning != 0 && refusal->warning != 302 && refusal->warning != 304)
        return;
    if (side.codecs_frame != 0 && !side.shares_codec)
        find_media_no_common_codec_elsewhere(about, CERTAINTY_LIKELY, about->method, request_frame(about), codecs,
                                             side.codecs, side.codecs_frame);
    else if (media_are_secure(offer))
        find_secure_offer(about, offer, &side);
    else if (media_are_plain(offer))
        find_plain_offer(about, offer, &side);
    if (!case_has_cause(about) && side.fits_frame != 0)
        find_media_fits(about, CERTAINTY_LIKELY, side.fits, side.fits_frame);
}

/* One cause of a refusal is enough: the first that holds, the plainest before the others. */
static void
find_cause(finding_case_t *about, const refusal_t *refusal, const sdp_t *offer)
{
    sdp_t response;

    find_malformed(about, refusal, offer);
    if (case_has_cause(about))
        return;
    if (media_are_off(offer) && speaks_of_media(refusal)) {
        find_media_port_zero(about, CERTAINTY_SHOWN, about->method, request_frame(about), offer->media[0].line);
        return;
    }
    if (refusal->srtp.length > 0)
        find_srtp_by_words(about, refusal, offer);
    if (!case_has_cause(about))
        find_fax(about, refusal, offer);
    if (case_has_cause(about))
        return;
    if (sdp_read(&about->message, &response) == SDP_THERE && response.num_media > 0) {
        find_by_response(about, offer, &response);
        return;
    }
    if (refusal->codec.length > 0) {
        static const char *const no[] = {
            "no ", "not ", "mismatch", "incompatib", "unsupport", "unavail", "fail", "unknown", "invalid", NULL
        };

        if (has_one_of(refusal->codec, no) && !media_side(about, offer).shares_codec)
            find_media_no_common_codec_words(about, CERTAINTY_SHOWN, refusal->codec, about->method, request_frame(about),
                                             media_codecs(about, offer));
        return;
    }
    /* What is said of encryption, and does not fit this offer, leads nowhere. */
    if (refusal->strong && refusal->srtp.length == 0 && media_profile(offer).length > 0
        && is_first_hand(about, refusal, offer))
        find_likely(about, refusal, offer);
}

/* An INVITE without an offer wants the other side to make it (RFC 3261, Section 13.2.1), which not all do. */
static void
find_missing_offer(finding_case_t *about, const refusal_t *refusal)
{
    if (about->transaction->method != METHOD_INVITE || case_has_cause(about)
        || transaction_passed_on(about->call, about->transaction) != NULL)
        return;
    if (refusal->sdp.length > 0)
        find_media_sdp_missing_words(about, CERTAINTY_SHOWN, refusal->sdp, about->method, request_frame(about));
    else if (refusal->strong && refusal->warning == 0)
        find_media_sdp_missing(about, CERTAINTY_LIKELY, about->method, request_frame(about));
}

/* Whether there are media, and what is said of them makes sense. */
static bool
can_be_told(const sdp_t *offer)
{
    return offer->num_media > 0 && (offer->bad_line.length == 0 || (offer->bad_line.bytes[0] | 0x20) != 'm');
}

static void
find_in_offer(finding_case_t *about)
{
    refusal_t refusal = read_refusal(about);
    bool      spoken = speaks_of_media(&refusal), caused;
    sdp_t     offer;

    if (!spoken && about->code != 400 && !(refusal.within && may_refuse_offer(about->code)))
        return;
    switch (sdp_read(&about->request, &offer)) {
    case SDP_NOT_THERE:
        find_missing_offer(about, &refusal);
        return;
    case SDP_UNREADABLE:
        return;
    default:
        break;
    }
    caused = case_has_cause(about);
    if (!caused)
        find_cause(about, &refusal, &offer);
    /* Of what no one speaks, it is only worth a word where nothing else is known. */
    if (can_be_told(&offer) && (spoken || (!caused && refusal.within && may_refuse_offer(about->code))))
        find_media_offer(about, CERTAINTY_SHOWN, about->method, request_frame(about), media_line(about, &offer));
}

void
find_in_media(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_REQUEST) {
        if (about->moment->method == METHOD_BYE)
            find_in_answers(about);
        return;
    }
    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || !case_is_whole(about))
        return;
    if (about->code == 415)
        find_in_bodies(about);
    else if (about->transaction->method == METHOD_INVITE || about->transaction->method == METHOD_UPDATE)
        find_in_offer(about);
}

bool
findings_rule_out_usual(const finding_t *found)
{
    return finding_is_among(found, FINDING_MEDIA_FITS);
}

/* The same side tries again after T.38 was refused, this time with the sound of the fax. */
static void
find_fax_as_sound(finding_case_t *about)
{
    const transaction_t *retry = about->transaction->retry;
    message_view_t       view;
    sdp_t                refused, offer;

    if (retry == NULL || retry->final_code < 200 || retry->final_code > 299 || retry->method != METHOD_INVITE
        || view_to_tag(&about->request).length == 0)
        return;
    view = transaction_request(retry);
    if (sdp_read(&about->request, &refused) != SDP_THERE || media_t38(&refused) == NULL
        || sdp_read(&view, &offer) != SDP_THERE || media_t38(&offer) != NULL || !media_have_common_codec(&offer))
        return;
    find_media_fax_g711(about, CERTAINTY_SHOWN, about->method, retry->request_frame, media_codecs(about, &offer),
                        retry->final_frame);
}

void
find_late_in_media(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || about->transaction == NULL || !case_is_whole(about)
        || about->transaction->method != METHOD_INVITE)
        return;
    if (about->code < 300)
        find_late_in_answers(about);
    else if (may_refuse_offer(about->code))
        find_fax_as_sound(about);
}
