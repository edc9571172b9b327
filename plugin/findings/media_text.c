/* media_text.c
 * What a description offers, compared and in words
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/media.h"
#include "finding_sentences.h"

bool
media_is_live(const sdp_media_t *media)
{
    return media->port != 0 && (sip_text_is(media->medium, "audio") || sip_text_is(media->medium, "video"));
}

static unsigned
count_live(const sdp_t *sdp, bool (*is)(const sdp_media_t *media))
{
    unsigned count = 0;

    for (unsigned i = 0; i < sdp->num_media; i++)
        count += media_is_live(&sdp->media[i]) && is(&sdp->media[i]);
    return count;
}

bool
media_are_secure(const sdp_t *sdp)
{
    unsigned live = count_live(sdp, media_is_live);

    return !sdp->more_media && live > 0 && count_live(sdp, sdp_is_secure) == live;
}

bool
media_are_plain(const sdp_t *sdp)
{
    unsigned live = count_live(sdp, media_is_live);

    return !sdp->more_media && live > 0 && count_live(sdp, sdp_is_plain) == live;
}

bool
media_any_secure(const sdp_t *sdp)
{
    return count_live(sdp, sdp_is_secure) > 0;
}

bool
media_are_off(const sdp_t *sdp)
{
    for (unsigned i = 0; i < sdp->num_media; i++) {
        if (sdp->media[i].port != 0)
            return false;
    }
    return !sdp->more_media && sdp->num_media > 0;
}

/* Whether the name of a format is one of these. */
static bool
is_one_of(sip_text_t name, const char *const *names)
{
    while (*names != NULL && !sip_text_is(name, *names))
        names++;
    return *names != NULL;
}

/* What is no codec: tones, silence, repetition and repair. */
static bool
goes_along(sip_text_t name)
{
    static const char *const names[] = {
        "telephone-event", "tone", "CN", "red", "rtx", "ulpfec", "flexfec", "flexfec-03", "parityfec",
        "cisco-rtp-dtmf", NULL
    };

    return is_one_of(name, names);
}

bool
media_have_common_codec(const sdp_t *sdp)
{
    static const char *const names[] = { "PCMU", "PCMA", "G722", "G729", "GSM", NULL };

    for (unsigned i = 0; i < sdp->num_media; i++) {
        const sdp_media_t *media = &sdp->media[i];

        if (!media_is_live(media) || !sip_text_is(media->medium, "audio"))
            continue;
        for (unsigned j = 0; j < media->num_formats; j++) {
            if (is_one_of(media->formats[j].name, names))
                return true;
        }
    }
    return false;
}

bool
media_are_webrtc(const sdp_t *sdp)
{
    for (unsigned i = 0; i < sdp->num_media; i++) {
        const sdp_media_t *media = &sdp->media[i];

        if (media_is_live(media) && media->traits.fingerprint && media->traits.ice && sdp_is_secure(media)
            && (media->profile.bytes[media->profile.length - 1] | 0x20) == 'f')
            return true;
    }
    return false;
}

const sdp_media_t *
media_t38(const sdp_t *sdp)
{
    for (unsigned i = 0; i < sdp->num_media; i++) {
        const sdp_media_t *media = &sdp->media[i];

        if (media->port != 0 && sip_text_is(media->medium, "image") && media->num_formats > 0
            && sip_text_is(media->formats[0].payload, "t38"))
            return media;
    }
    return NULL;
}

static bool
begins(sip_text_t name, const char *with)
{
    return name.length >= strlen(with) && g_ascii_strncasecmp(name.bytes, with, strlen(with)) == 0;
}

/* Whether two names are those of one codec; the annexes of G.729 and the rates of G.726 are written in many ways. */
static bool
is_same_codec(sip_text_t a, sip_text_t b)
{
    if (a.length == b.length && g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0)
        return true;
    return (begins(a, "G729") && begins(b, "G729")) || (begins(a, "G726") && begins(b, "G726"))
        || (case_text_has(a, "G726") && case_text_has(b, "G726"));
}

bool
media_keep_profile(const sdp_media_t *offered, const sdp_media_t *answered)
{
    sip_text_t a = offered->profile, b = answered->profile;

    return (a.length == b.length && (a.length == 0 || g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0))
        || (offered->traits.fingerprint && sip_text_is(a, "UDP/TLS/RTP/SAVPF") && sip_text_is(b, "RTP/SAVPF"));
}

static codecs_t
compare_media(const sdp_media_t *media, const sdp_media_t *other)
{
    codecs_t result = media->more_formats || other->more_formats ? CODECS_UNKNOWN : CODECS_APART;

    for (unsigned i = 0; i < media->num_formats; i++) {
        sip_text_t name = media->formats[i].name;

        if (name.length == 0)
            result = CODECS_UNKNOWN;
        if (name.length == 0 || goes_along(name))
            continue;
        for (unsigned j = 0; j < other->num_formats; j++) {
            sip_text_t taken = other->formats[j].name;

            if (taken.length == 0)
                result = CODECS_UNKNOWN;
            else if (is_same_codec(name, taken))
                return CODECS_SHARED;
        }
    }
    return result;
}

codecs_t
media_compare_codecs(const sdp_t *offer, const sdp_t *other)
{
    bool apart = false, unknown = offer->more_media || other->more_media;

    for (unsigned i = 0; i < offer->num_media; i++) {
        const sdp_media_t *media = &offer->media[i];

        for (unsigned j = 0; media_is_live(media) && j < other->num_media; j++) {
            codecs_t result;

            if (!sip_text_is(media->medium, "audio") || !sip_text_is(other->media[j].medium, "audio"))
                continue;
            result = compare_media(media, &other->media[j]);
            if (result == CODECS_SHARED)
                return CODECS_SHARED;
            unknown = unknown || result == CODECS_UNKNOWN;
            apart = true;
        }
    }
    return apart && !unknown ? CODECS_APART : CODECS_UNKNOWN;
}

/* Whether a medium has a format of this name. */
static bool
has_codec(const sdp_t *sdp, sip_text_t name)
{
    for (unsigned i = 0; i < sdp->num_media; i++) {
        const sdp_media_t *media = &sdp->media[i];

        for (unsigned j = 0; sip_text_is(media->medium, "audio") && j < media->num_formats; j++) {
            if (media->formats[j].name.length > 0 && is_same_codec(media->formats[j].name, name))
                return true;
        }
    }
    return false;
}

bool
media_has_codecs_of(const sdp_t *sdp, const sdp_t *other)
{
    for (unsigned i = 0; i < other->num_media; i++) {
        const sdp_media_t *media = &other->media[i];

        for (unsigned j = 0; sip_text_is(media->medium, "audio") && j < media->num_formats; j++) {
            if (!goes_along(media->formats[j].name) && !has_codec(sdp, media->formats[j].name))
                return false;
        }
    }
    return true;
}

static void
append(wmem_strbuf_t *out, sip_text_t text)
{
    if (text.length > 0)
        wmem_strbuf_append_len(out, text.bytes, text.length);
}

static sip_text_t
text_of(const wmem_strbuf_t *out)
{
    return (sip_text_t){ wmem_strbuf_get_str(out), wmem_strbuf_get_len(out) };
}

/* Whether a format before this one has its name. */
static bool
was_named(const sdp_media_t *media, unsigned number)
{
    for (unsigned i = 0; i < number; i++) {
        if (sip_texts_equal(media->formats[i].name, media->formats[number].name))
            return true;
    }
    return false;
}

/* The codecs of a medium; a format without a name is told by its number. first: stands before them if there is text. */
static void
append_codecs(wmem_strbuf_t *out, const sdp_media_t *media, const char *first)
{
    const char *between = wmem_strbuf_get_len(out) > 0 ? first : "";

    for (unsigned i = 0; i < media->num_formats; i++) {
        sip_text_t name = media->formats[i].name;

        if (goes_along(name) || (name.length > 0 && was_named(media, i)))
            continue;
        wmem_strbuf_append(out, between);
        between = " ";
        append(out, name.length > 0 ? name : media->formats[i].payload);
    }
    if (media->more_formats)
        wmem_strbuf_append(out, " ...");
}

sip_text_t
media_codecs(const finding_case_t *about, const sdp_t *sdp)
{
    wmem_strbuf_t *out = wmem_strbuf_new(about->moment->pinfo->pool, "");

    for (unsigned i = 0; i < sdp->num_media; i++) {
        if (sip_text_is(sdp->media[i].medium, "audio"))
            append_codecs(out, &sdp->media[i], " ");
    }
    return text_of(out);
}

sip_text_t
media_profile(const sdp_t *sdp)
{
    for (unsigned i = 0; i < sdp->num_media; i++) {
        if (media_is_live(&sdp->media[i]))
            return sdp->media[i].profile;
    }
    return sdp->num_media > 0 ? sdp->media[0].profile : (sip_text_t){ NULL, 0 };
}

static void
append_medium(wmem_strbuf_t *out, const sdp_media_t *media)
{
    static const char *const directions[] = {
        [SDP_SENDRECV] = "", [SDP_SENDONLY] = ", sendonly", [SDP_RECVONLY] = ", recvonly", [SDP_INACTIVE] = ", inactive"
    };

    append(out, media->medium);
    wmem_strbuf_append_c(out, ' ');
    append(out, media->profile);
    append_codecs(out, media, ", ");
    if (media->port == 0)
        wmem_strbuf_append(out, ", port 0");
    wmem_strbuf_append(out, directions[media->traits.direction]);
    if (media->traits.crypto)
        wmem_strbuf_append(out, ", SDES");
    if (media->traits.fingerprint)
        wmem_strbuf_append(out, ", DTLS");
    if (media->traits.ice)
        wmem_strbuf_append(out, ", ICE");
    if (media->traits.family == SDP_IPV6)
        wmem_strbuf_append(out, ", IPv6");
}

sip_text_t
media_line(const finding_case_t *about, const sdp_t *sdp)
{
    wmem_strbuf_t *out = wmem_strbuf_new(about->moment->pinfo->pool, "");

    for (unsigned i = 0; i < sdp->num_media; i++) {
        if (i > 0)
            wmem_strbuf_append(out, "; ");
        append_medium(out, &sdp->media[i]);
    }
    if (sdp->more_media)
        wmem_strbuf_append(out, "; ...");
    return text_of(out);
}

/* Whether a c= line has no address of a host: 0.0.0.0 and :: stand for none, as of media that are on hold. */
static bool
is_unspecified(sip_text_t connection)
{
    for (size_t i = connection.length; i > 0 && connection.bytes[i - 1] != ' '; i--) {
        if (connection.bytes[i - 1] != '0' && connection.bytes[i - 1] != '.' && connection.bytes[i - 1] != ':')
            return false;
    }
    return true;
}

bool
media_are_families_apart(const sdp_t *offer, const sdp_media_t *offered, const sdp_media_t *answered)
{
    sdp_family_t here = offered->traits.family, there = answered->traits.family;

    return here != SDP_NO_ADDRESS && there != SDP_NO_ADDRESS && here != there
        && !is_unspecified(offered->traits.connection) && !is_unspecified(answered->traits.connection)
        && !(offered->traits.ice && answered->traits.ice) && !case_text_has(offer->text, "ANAT")
        && !case_text_has(offer->text, "a=altc:") && !case_text_has(offer->text, "a=ccap:");
}

bool
media_find_fax_not_taken(finding_case_t *about, const transaction_t *invite, const message_view_t *request,
                         const sdp_t *offer, const sdp_t *answer)
{
    const sdp_media_t *fax = media_t38(offer);
    bool               alone = fax != NULL && !offer->more_media && view_to_tag(request).length > 0;

    for (unsigned i = 0; alone && i < offer->num_media; i++)
        alone = &offer->media[i] == fax || offer->media[i].port == 0;
    if (!alone || answer->num_media == 0 || answer->more_media || media_t38(answer) != NULL)
        return false;
    find_media_t38_refused_answer(about, CERTAINTY_SHOWN, case_text(method_name(invite->method)), invite->request_frame,
                                  fax->line, invite->final_frame, media_line(about, answer));
    return true;
}
