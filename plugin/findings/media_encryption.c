/* media_encryption.c
 * Offers with encryption to those who take none, and the other way round
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/media.h"
#include "finding_sentences.h"

static const char *const refused[] = {
    "not support", "unsupport", "not allow", "not accept", "not enabled", "disabled", "not permit", "unavailable",
    "not available", "not configured", "reject", "no srtp", "no encryption", "no crypto", "turned off", NULL
};
static const char *const required[] = { "requir", "mandat", "must", "need", "only", "expect", "enforce", "missing",
    "not offered", NULL };
static const char *const waived[] = { "not required", "not mandatory", "not need", "unexpected", NULL };

/* What the server says that it wants, where it names a profile or encryption. */
typedef enum {
    WANTS_UNKNOWN,
    WANTS_PLAIN,
    WANTS_SECURE
} wants_t;

static wants_t
clause_wants(sip_text_t said, const sdp_t *offer)
{
    /* One way of encryption among several, or that of the signalling. */
    static const char *const other[] = {
        "suite", "cipher", "dtls", "sdes", "fingerprint", "mki", "attribute", "aes", " key", "tls", "sips", "signal", NULL
    };
    static const char *const about[] = { "rtp", "savp", "encrypt", "crypto", "secure", "dtls", "sdes", NULL };
    static const char *const ways[] = { "dtls-srtp", "dtls srtp", "dtls/srtp", "dtls fingerprint", "sdes", NULL };
    static const char *const without[] = { "unencrypted", "non-encrypted", "not encrypted", "non-srtp", "plain", NULL };
    /* Words about the plain profile mean the opposite. */
    bool plain = case_text_has_one_of(said, without)
        || (case_text_has(said, "rtp/avp") && !case_text_has(said, "srtp") && !case_text_has(said, "savp"));

    if (!case_text_has_one_of(said, about))
        return WANTS_UNKNOWN;
    /* Whichever way is demanded, plain media have none. */
    if (case_text_has_one_of(said, ways) && media_are_plain(offer)
        && (case_text_has_one_of(said, required) || case_text_has(said, "without dtls"))
        && !case_text_has_one_of(said, waived) && !case_text_has_one_of(said, refused))
        return WANTS_SECURE;
    if (case_text_has_one_of(said, other))
        return WANTS_UNKNOWN;

    /* Whether that has encryption or not is not what is said of feedback. */
    if (case_text_has(said, "rtp/avpf"))
        return WANTS_UNKNOWN;
    if (case_text_has_one_of(said, refused))
        return plain ? WANTS_SECURE : WANTS_PLAIN;
    if (!case_text_has_one_of(said, required) || case_text_has_one_of(said, waived))
        return WANTS_UNKNOWN;
    return plain ? WANTS_PLAIN : WANTS_SECURE;
}

/* Of several clauses each may say something; what they do not agree on is not known. */
static wants_t
wants(sip_text_t said, const sdp_t *offer)
{
    wants_t wanted = WANTS_UNKNOWN;

    while (said.length > 0) {
        sip_text_t clause = said;
        wants_t    one;

        for (clause.length = 0; clause.length < said.length; clause.length++) {
            if (said.bytes[clause.length] == ',' || said.bytes[clause.length] == ';')
                break;
        }
        one = clause_wants(clause, offer);
        if (one != WANTS_UNKNOWN && wanted != WANTS_UNKNOWN && one != wanted)
            return WANTS_UNKNOWN;
        wanted = one != WANTS_UNKNOWN ? one : wanted;
        said.bytes += MIN(clause.length + 1, said.length);
        said.length -= MIN(clause.length + 1, said.length);
    }
    return wanted;
}

void
media_find_encryption_said(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer)
{
    sip_text_t   said = refusal->srtp, profile = media_profile(offer);
    uint32_t     frame = about->transaction->request_frame;
    wants_t      wanted = wants(said, offer);
    media_side_t side;

    if (wanted == WANTS_PLAIN && media_are_secure(offer)) {
        find_media_srtp_refused_words(about, CERTAINTY_SHOWN, said, about->method, frame, profile);
    } else if (wanted == WANTS_SECURE && media_are_plain(offer)) {
        side = media_side(about, offer);
        if (side.secure_frame != 0)
            find_media_srtp_required_words_elsewhere(about, CERTAINTY_SHOWN, said, about->method, frame, profile,
                                                     side.secure, side.secure_frame);
        else
            find_media_srtp_required_words(about, CERTAINTY_SHOWN, said, about->method, frame, profile);
    }
}

bool
media_is_webrtc_refused(const media_refusal_t *refusal, const sdp_t *offer)
{
    return media_are_webrtc(offer) && case_text_has(refusal->srtp, "dtls") && case_text_has_one_of(refusal->srtp, refused);
}

/*
 * Whether the refusing side is a browser, which is reached over a WebSocket and
 * has no address of its own (RFC 7118, Section 5). A server that a browser asks
 * is none.
 */
static bool
is_browser(const finding_case_t *about)
{
    sip_text_t via = view_value(&about->request, "Via", 'v'), protocol = sip_take_token(&via);
    sip_text_t uri = view_request_uri(&about->request);

    return (sip_text_is(protocol, "SIP/2.0/WS") || sip_text_is(protocol, "SIP/2.0/WSS"))
        && (case_text_has(uri, ".invalid") || case_text_has(uri, "transport=ws"));
}

static bool
medium_has_key(const sdp_media_t *media)
{
    return media->traits.crypto || media->traits.fingerprint;
}

static bool
has_key(const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        if (media_is_live(&offer->media[i]) && medium_has_key(&offer->media[i]))
            return true;
    }
    return false;
}

bool
media_lack_key(const sdp_media_t *offered, const sdp_media_t *answered, const sdp_t *answer)
{
    /* An older way to give a key (RFC 4566, Section 5.12), and one that agrees on it within the media (RFC 6189). */
    return sdp_is_secure(answered) && medium_has_key(offered) && !medium_has_key(answered)
        && !case_text_has(answer->text, "\nk=") && !case_text_has(answer->text, "a=zrtp-hash");
}

/* Encryption alone is offered, in an offer that has nothing else to object to. */
void
media_find_secure(finding_case_t *about, const sdp_t *offer, const media_side_t *side)
{
    sip_text_t profile = media_profile(offer);
    uint32_t   frame = about->transaction->request_frame;

    if (side->uses_srtp || is_browser(about) || !media_have_common_codec(offer))
        return;
    if (!has_key(offer))
        find_media_srtp_refused_keyless(about, CERTAINTY_LIKELY, about->method, frame, profile);
    else if (media_are_webrtc(offer) && side->plain_frame != 0)
        find_media_webrtc_refused_plain(about, CERTAINTY_LIKELY, about->method, frame, profile, side->plain,
                                        side->plain_frame);
    else if (media_are_webrtc(offer))
        find_media_webrtc_refused(about, CERTAINTY_LIKELY, about->method, frame, profile,
                                  media_codecs(about, offer));
    else if (side->plain_frame != 0)
        find_media_srtp_refused_plain(about, CERTAINTY_LIKELY, about->method, frame, profile, side->plain,
                                      side->plain_frame);
    else
        find_media_srtp_refused(about, CERTAINTY_LIKELY, about->method, frame, profile,
                                media_codecs(about, offer));
}

void
media_find_plain(finding_case_t *about, const sdp_t *offer, const media_side_t *side)
{
    sip_text_t profile = media_profile(offer);
    uint32_t   frame = about->transaction->request_frame;

    if (side->plain_frame != 0)
        return;
    if (is_browser(about))
        find_media_srtp_required_browser(about, CERTAINTY_LIKELY, about->method, frame, profile);
    else if (side->secure_frame != 0 && media_have_common_codec(offer))
        find_media_srtp_required(about, CERTAINTY_LIKELY, about->method, frame, profile, side->secure,
                                 side->secure_frame);
}
