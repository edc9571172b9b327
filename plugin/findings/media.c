/* media.c
 * Causes in the offer of a request that is refused: what its SDP offers, and what the other side takes
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "findings/findings.h"
#include "findings/media.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* The frame of the request. */
static uint32_t
asked_in(const finding_case_t *about)
{
    return about->transaction->request_frame;
}

/*
 * Whether the refusal can be for T.38: it is none for a while, or for addresses and
 * bandwidth, and its own SDP has no T.38 either.
 */
static G_GNUC_NO_INLINE bool
is_about_fax(const finding_case_t *about, const media_refusal_t *refusal)
{
    sdp_t response;

    switch (about->code) {
    case 415: case 488: case 501: case 606:
        break;
    case 500:
        if (view_has(&about->message, "Retry-After", '\0'))
            return false;
        break;
    default:
        return false;
    }
    switch (refusal->warning) {
    case 300: case 301: case 330: case 331: case 370:
        return false;
    default:
        return sdp_read(&about->message, &response) != SDP_THERE || media_t38(&response) == NULL;
    }
}

static void
find_fax(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer)
{
    const sdp_media_t *fax = media_t38(offer);
    bool               alone = true;

    for (unsigned i = 0; i < offer->num_media; i++)
        alone = alone && !media_is_live(&offer->media[i]);
    if (fax == NULL || offer->more_media || !is_about_fax(about, refusal))
        return;
    if (refusal->within && refusal->strong && alone)
        find_media_t38_refused(about, CERTAINTY_SHOWN, about->method, asked_in(about), fax->line);
    else if (refusal->within)
        find_media_t38_refused_likely(about, CERTAINTY_LIKELY, about->method, asked_in(about), fax->line);
    else if (refusal->strong && alone)
        find_media_t38_refused_call(about, CERTAINTY_SHOWN, about->method, asked_in(about), fax->line);
}

/* Whether all sound and picture of a list has such a profile. A list of what one can do has port 0 (RFC 3264, Section 9). */
static bool
all_are(const sdp_t *listed, bool (*is)(const sdp_media_t *media))
{
    unsigned count = 0;

    for (unsigned i = 0; i < listed->num_media; i++) {
        const sdp_media_t *media = &listed->media[i];

        if (!sip_text_is(media->medium, "audio") && !sip_text_is(media->medium, "video"))
            continue;
        if (!is(media))
            return false;
        count++;
    }
    return count > 0 && !listed->more_media;
}

/* RFC 3261, Section 21.4.26: the response may list what its sender can do. */
static void
find_by_response(finding_case_t *about, const sdp_t *offer, const sdp_t *response)
{
    if (media_compare_codecs(offer, response) == CODECS_APART)
        find_media_no_common_codec(about, CERTAINTY_SHOWN, about->method, asked_in(about), media_codecs(about, offer),
                                   media_codecs(about, response));
    else if (media_are_secure(offer) && all_are(response, sdp_is_plain))
        find_media_srtp_refused_response(about, CERTAINTY_SHOWN, about->method, asked_in(about), media_profile(offer),
                                         response->media[0].profile);
    else if (media_are_plain(offer) && all_are(response, sdp_is_secure))
        find_media_srtp_required_response(about, CERTAINTY_SHOWN, about->method, asked_in(about), media_profile(offer),
                                          response->media[0].profile);
}

/*
 * Whether who refuses the offer saw it as it is here. A PBX makes an offer of its
 * own for its other leg, which can be refused for another reason.
 */
static G_GNUC_NO_INLINE bool
is_first_hand(const finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer)
{
    const transaction_t *origin = transaction_passed_on(about->call, about->transaction);
    message_view_t       view;
    sdp_t                passed;

    if (origin != NULL) {
        view = transaction_request(origin);
        return sdp_read(&view, &passed) == SDP_THERE && sip_texts_equal(media_profile(offer), media_profile(&passed))
            && media_compare_codecs(offer, &passed) != CODECS_APART;
    }
    return refusal->within || about->transaction->method != METHOD_INVITE
        || case_other_leg(about).transaction == NULL;
}

/* Whether Warning 305 can be about the codecs of the audio: where encryption is offered, it may be about that. */
static bool
may_be_about_codecs(const media_refusal_t *refusal, const sdp_t *offer)
{
    return !case_text_has(refusal->warned, "video") && !case_text_has(refusal->warned, "h26")
        && (!media_any_secure(offer) || !media_have_common_codec(offer));
}

/* Nothing says it; what is unusual in the offer, or what the side does elsewhere, points to it. */
static void
find_likely(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer)
{
    media_side_t side = media_side(about, offer);
    sip_text_t   codecs = media_codecs(about, offer);

    if (refusal->warning == 305) {
        if (codecs.length > 0 && !side.shares_codec && may_be_about_codecs(refusal, offer))
            find_media_no_common_codec_warning(about, CERTAINTY_LIKELY, refusal->warning, refusal->warned,
                                               about->method, asked_in(about), codecs);
        return;
    }
    /* 302 is about transport, and products send 304 for whatever they cannot do. The others are about other things. */
    if (refusal->warning != 0 && refusal->warning != 302 && refusal->warning != 304)
        return;
    if (side.codecs_frame != 0 && !side.shares_codec && side.codecs_answered)
        find_media_no_common_codec_answered(about, CERTAINTY_LIKELY, about->method, asked_in(about),
                                            codecs, side.codecs, side.codecs_frame);
    else if (side.codecs_frame != 0 && !side.shares_codec)
        find_media_no_common_codec_elsewhere(about, CERTAINTY_LIKELY, about->method, asked_in(about), codecs,
                                             side.codecs, side.codecs_frame);
    else if (media_are_secure(offer))
        media_find_secure(about, offer, &side);
    else if (media_are_plain(offer))
        media_find_plain(about, offer, &side);
    if (!case_has_cause(about) && side.fits_frame != 0)
        find_media_fits(about, CERTAINTY_LIKELY, side.fits, side.fits_frame);
}

/* One cause of a refusal is enough: the first that holds, the plainest before the others. */
static G_GNUC_NO_INLINE void
find_cause(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer)
{
    sip_text_t codecs = media_codecs(about, offer);
    sdp_t      response;

    /* Who lists what it can do has read the offer. */
    if (sdp_read(&about->message, &response) == SDP_THERE && response.num_media > 0)
        find_by_response(about, offer, &response);
    if (case_has_cause(about))
        return;
    /* Where the server says what it objects to, a line that it may well pass over is not it. */
    if (refusal->sdp.length > 0 || (refusal->srtp.length == 0 && refusal->codec.length == 0 && refusal->warning == 0))
        media_find_malformed(about, refusal, offer);
    if (case_has_cause(about))
        return;
    if (media_are_off(offer) && media_is_spoken_of(refusal)) {
        find_media_port_zero(about, CERTAINTY_SHOWN, about->method, asked_in(about), offer->media[0].line);
        return;
    }
    if (refusal->srtp.length > 0)
        media_find_encryption_said(about, refusal, offer);
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

        static const char *const other[] = {
            "licen", "resource", "transcod", "change", "capacity", "video", "h26", "h.26", NULL
        };

        if (case_text_has_one_of(refusal->codec, no) && !case_text_has_one_of(refusal->codec, other) && codecs.length > 0
            && !media_side(about, offer).shares_codec)
            find_media_no_common_codec_words(about, CERTAINTY_SHOWN, refusal->codec, about->method, asked_in(about),
                                             codecs);
        return;
    }
    /* What is said of encryption, and does not fit this offer, leads nowhere. */
    if (refusal->strong && (refusal->srtp.length == 0 || media_is_webrtc_refused(refusal, offer)) && media_profile(offer).length > 0
        && is_first_hand(about, refusal, offer))
        find_likely(about, refusal, offer);
}

/* Whether there are media, and what is said of them makes sense. */
static bool
can_be_told(const sdp_t *offer)
{
    return offer->num_media > 0 && (offer->bad_line.length == 0 || (offer->bad_line.bytes[0] | 0x20) != 'm');
}

/* Whether the refusal may be about media: most are by codes that are not, and in no words of their own. */
static bool
may_be_about_media(const finding_case_t *about)
{
    switch (about->code) {
    case 400: case 415: case 488: case 606:
        return true;
    default:
        return media_may_refuse(about->code)
            && (case_said(about)->count > 0 || case_has_reason(about) || view_to_tag(&about->request).length > 0);
    }
}

static void
find_in_offer(finding_case_t *about)
{
    media_refusal_t refusal = media_refusal(about);
    bool            spoken = media_is_spoken_of(&refusal), caused;
    sdp_t           offer;

    if (!spoken && about->code != 400 && !refusal.within)
        return;
    /* Another change is under way (RFC 3261, Section 14.2; RFC 3311, Section 5.2), or the server is busy. */
    if (!spoken && about->code == 500 && view_has(&about->message, "Retry-After", '\0'))
        return;
    switch (sdp_read(&about->request, &offer)) {
    case SDP_NOT_THERE:
        media_find_missing(about, &refusal);
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
    spoken = spoken && !(caused && refusal.of_body);
    if (can_be_told(&offer) && (spoken || (!caused && refusal.within)))
        find_media_offer(about, CERTAINTY_SHOWN, about->method, asked_in(about), media_line(about, &offer));
}

void
find_in_media(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_REQUEST) {
        if (about->moment->method == METHOD_BYE)
            find_in_answers(about);
        else if (about->moment->method == METHOD_CANCEL)
            find_in_early_answers(about);
        return;
    }
    if (about->moment->kind != MOMENT_FINAL || about->code < 400 || !case_is_whole(about))
        return;
    if (about->code == 415)
        find_in_bodies(about);
    if ((about->transaction->method == METHOD_INVITE || about->transaction->method == METHOD_UPDATE)
        && may_be_about_media(about))
        find_in_offer(about);
}

bool
findings_rule_out_usual(const finding_t *found)
{
    for (; found != NULL; found = found->next) {
        /* Words that are known tell more than the code. */
        if (found->finding == FINDING_MEDIA_FITS || found->sentence == SENTENCE_CAUSE_DIFFERS
            || (found->finding == FINDING_SERVER_WORDS
                && (found->sentence == SENTENCE_SERVER_WORDS || found->sentence == SENTENCE_SERVER_WORDS_IF)))
            return true;
    }
    return false;
}

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   32

/* Who goes on in G.711 does so at once; what comes later refreshes the session. */
#define FAX_GOES_ON_MS  10000

/* The next INVITE of the same side; NULL if there is none. */
static const transaction_t *
next_invite(const finding_case_t *about)
{
    const transaction_t *item = about->call->transactions, *next = NULL;
    const leg_t         *leg = &about->transaction->leg;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->request_frame <= about->transaction->final_frame)
            return next;
        if (item->method == METHOD_INVITE && legs_equal(&item->leg, leg))
            next = item;
    }
    return item == NULL ? next : NULL;
}

static bool
has_g711(const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        const sdp_media_t *media = &offer->media[i];

        for (unsigned j = 0; media_is_live(media) && j < media->num_formats; j++) {
            if (sip_text_is(media->formats[j].name, "PCMU") || sip_text_is(media->formats[j].name, "PCMA"))
                return true;
        }
    }
    return false;
}

/* After T.38 was refused, the fax goes on as sound. */
static void
find_fax_as_sound(finding_case_t *about)
{
    const transaction_t *next = next_invite(about);
    message_view_t       view;
    sdp_t                refused, *offer;

    if (next == NULL || next->final_code < 200 || next->final_code > 299
        || next->time - about->transaction->final_time > FAX_GOES_ON_MS || view_to_tag(&about->request).length == 0)
        return;
    view = transaction_request(next);
    offer = wmem_new(about->moment->pinfo->pool, sdp_t);    /* two are much for the stack */
    if (sdp_read(&about->request, &refused) != SDP_THERE || media_t38(&refused) == NULL
        || sdp_read(&view, offer) != SDP_THERE || media_t38(offer) != NULL || !has_g711(offer))
        return;
    find_media_fax_g711(about, CERTAINTY_SHOWN, about->method, next->request_frame, media_codecs(about, offer),
                        next->final_frame);
}

/* In the 2xx itself. */
static void
find_fax_not_taken(finding_case_t *about)
{
    sdp_t offer, *answer;

    if (case_has(about, FINDING_MEDIA_T38_REFUSED) || sdp_read(&about->request, &offer) != SDP_THERE
        || media_t38(&offer) == NULL)
        return;
    answer = wmem_new(about->moment->pinfo->pool, sdp_t);
    if (sdp_read(&about->message, answer) == SDP_THERE
        && media_find_fax_not_taken(about, about->transaction, &about->request, &offer, answer))
        find_fax_as_sound(about);
}

void
find_late_in_media(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || about->call == NULL || !case_is_whole(about)
        || about->transaction->method != METHOD_INVITE)
        return;
    if (about->code < 300) {
        find_late_in_answers(about);
        find_fax_not_taken(about);
    } else if (media_may_refuse(about->code))
        find_fax_as_sound(about);
}
