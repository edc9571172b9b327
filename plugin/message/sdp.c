/* sdp.c
 * What an SDP description offers or answers, line by line
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/body.h"
#include "message/sdp.h"
#include "message/sdp_lines.h"

/* So many parts of a body are looked at. */
#define MAX_PARTS   16

/* RFC 3551, Section 6, Tables 4 and 5. */
static const struct {
    uint8_t     payload;
    const char *name;
    uint32_t    rate;
} static_formats[] = {
    { 0, "PCMU", 8000 },   { 3, "GSM", 8000 },    { 4, "G723", 8000 },   { 5, "DVI4", 8000 },   { 6, "DVI4", 16000 },
    { 7, "LPC", 8000 },    { 8, "PCMA", 8000 },   { 9, "G722", 8000 },   { 10, "L16", 44100 },  { 11, "L16", 44100 },
    { 12, "QCELP", 8000 }, { 13, "CN", 8000 },    { 14, "MPA", 90000 },  { 15, "G728", 8000 },  { 16, "DVI4", 11025 },
    { 17, "DVI4", 22050 }, { 18, "G729", 8000 },  { 25, "CelB", 90000 }, { 26, "JPEG", 90000 }, { 28, "nv", 90000 },
    { 31, "H261", 90000 }, { 32, "MPV", 90000 },  { 33, "MP2T", 90000 }, { 34, "H263", 90000 },
};

/* Whether the text ends with these letters, in any case. */
static bool
ends(sip_text_t text, const char *with)
{
    size_t length = strlen(with);

    return text.length >= length && g_ascii_strncasecmp(text.bytes + text.length - length, with, length) == 0;
}

bool
sdp_is_secure(const sdp_media_t *media)
{
    return ends(media->profile, "/SAVP") || ends(media->profile, "/SAVPF");
}

bool
sdp_is_plain(const sdp_media_t *media)
{
    return sip_text_is(media->profile, "RTP/AVP") || sip_text_is(media->profile, "RTP/AVPF");
}

static void
name_format(const sdp_media_t *media, sdp_format_t *format)
{
    uint32_t number;

    if (!sdp_is_secure(media) && !ends(media->profile, "/AVP") && !ends(media->profile, "/AVPF")) {
        format->name = format->payload;
        return;
    }
    for (size_t i = 0; sip_parse_number(format->payload, &number) && i < G_N_ELEMENTS(static_formats); i++) {
        if (static_formats[i].payload == number) {
            format->name.bytes = static_formats[i].name;
            format->name.length = strlen(static_formats[i].name);
            format->rate = static_formats[i].rate;
        }
    }
}

/* "audio 49170/2 RTP/AVP 0 8": RFC 4566, Section 5.14 */
static void
take_media(sdp_t *sdp, sip_text_t line)
{
    sip_text_t   rest = sdp_value(line), port, payload;
    sdp_media_t *media = &sdp->media[sdp->num_media];

    if (sdp->num_media == SDP_MAX_MEDIA) {
        sdp->more_media = true;
        return;
    }
    sdp->num_media++;
    media->line = line;
    media->traits = sdp->session;
    media->medium = sdp_take_word(&rest);
    port = sdp_take_word(&rest);
    media->profile = sdp_take_word(&rest);
    media->port = 0;
    media->num_formats = 0;
    media->more_formats = false;
    for (size_t i = 0; i < port.length; i++) {
        if (port.bytes[i] == '/')
            port.length = i;
    }
    /* What is no number is a bad line, and no medium that is refused. */
    if (!sip_parse_number(port, &media->port))
        media->port = UINT32_MAX;
    while ((payload = sdp_take_word(&rest)).length > 0) {
        sdp_format_t *format = &media->formats[media->num_formats];

        if (media->num_formats == SDP_MAX_FORMATS) {
            media->more_formats = true;
            return;
        }
        memset(format, 0, sizeof *format);
        format->payload = payload;
        name_format(media, format);
        media->num_formats++;
    }
}

/* "96 opus/48000/2": RFC 4566, Section 6 */
static void
take_rtpmap(sdp_media_t *media, sip_text_t value)
{
    sip_text_t  payload = sdp_take_word(&value), name = sdp_take_word(&value), rate = { NULL, 0 };
    const char *slash = name.length > 0 ? memchr(name.bytes, '/', name.length) : NULL;

    if (slash != NULL) {
        rate.bytes = slash + 1;
        while (rate.bytes + rate.length < name.bytes + name.length && g_ascii_isdigit(rate.bytes[rate.length]))
            rate.length++;
        name.length = (size_t)(slash - name.bytes);
    }
    for (unsigned i = 0; name.length > 0 && i < media->num_formats; i++) {
        sdp_format_t *format = &media->formats[i];

        if (format->payload.length != payload.length
            || memcmp(format->payload.bytes, payload.bytes, payload.length) != 0)
            continue;
        format->name = name;
        if (!sip_parse_number(rate, &format->rate))
            format->rate = 0;
    }
}

static void
take_attribute(sdp_t *sdp, sip_text_t value)
{
    sdp_media_t  *media = sdp->num_media > 0 ? &sdp->media[sdp->num_media - 1] : NULL;
    sdp_traits_t *traits = media != NULL ? &media->traits : &sdp->session;
    sip_text_t    name = sdp_take_name(&value);

    if (sip_text_is(name, "rtpmap")) {
        if (media != NULL && !sdp->more_media)
            take_rtpmap(media, value);
    } else if (sip_text_is(name, "sendrecv")) {
        traits->direction = SDP_SENDRECV;
    } else if (sip_text_is(name, "sendonly")) {
        traits->direction = SDP_SENDONLY;
    } else if (sip_text_is(name, "recvonly")) {
        traits->direction = SDP_RECVONLY;
    } else if (sip_text_is(name, "inactive")) {
        traits->direction = SDP_INACTIVE;
    } else if (sip_text_is(name, "crypto") || sip_text_is(name, "key-mgmt")) {
        traits->crypto = true;
    } else if (sip_text_is(name, "fingerprint")) {
        traits->fingerprint = true;
    } else if (sip_text_is(name, "ice-ufrag") || sip_text_is(name, "candidate")) {
        traits->ice = true;
    } else if (sip_text_is(name, "setup")) {
        traits->setup = value;
    }
}

static void
take_connection(sdp_t *sdp, sip_text_t value)
{
    sdp_traits_t *traits = sdp->num_media > 0 ? &sdp->media[sdp->num_media - 1].traits : &sdp->session;

    traits->connection = value;
    sdp_take_word(&value);
    traits->family = sip_text_is(sdp_take_word(&value), "IP6") ? SDP_IPV6 : SDP_IPV4;
}

static void
take_line(sdp_t *sdp, sip_text_t line)
{
    sip_text_t value;

    if (sdp->bad_line.length == 0 && !sdp_line_is_good(line))
        sdp->bad_line = line;
    if (line.length < 2 || line.bytes[1] != '=')
        return;
    value = sdp_value(line);
    switch (line.bytes[0]) {
    case 'm':
        take_media(sdp, line);
        break;
    case 'c':
        if (!sdp->more_media)
            take_connection(sdp, value);
        break;
    case 'a':
        if (!sdp->more_media)
            take_attribute(sdp, value);
        break;
    default:
        break;
    }
}

/* The first of the lines that each description has which was not seen; those with their bits in seen were. */
static char
missing_line(unsigned seen)
{
    static const char demanded[] = "vost";

    for (const char *type = demanded; *type != '\0'; type++) {
        if ((seen & (1u << (*type - 'a'))) == 0)
            return *type;
    }
    return '\0';
}

void
sdp_parse(sip_text_t text, sdp_t *sdp)
{
    unsigned seen = 0;

    memset(sdp, 0, offsetof(sdp_t, media));
    sdp->text = text;
    while (text.length > 0) {
        sip_text_t line = text;
        size_t     next;

        line.length = sip_line_length(text, &next);
        text.bytes += next;
        text.length -= next;
        while (line.length > 0 && (line.bytes[line.length - 1] == ' ' || line.bytes[line.length - 1] == '\t'))
            line.length--;
        if (line.length == 0)
            continue;
        if (g_ascii_islower(line.bytes[0]))
            seen |= 1u << (line.bytes[0] - 'a');
        take_line(sdp, line);
    }
    sdp->missing = missing_line(seen);
    sdp->connected = true;
    for (unsigned i = 0; i < sdp->num_media; i++)
        sdp->connected = sdp->connected && (sdp->media[i].port == 0 || sdp->media[i].traits.connection.length > 0);
}

/* Whether a description may be in what is of this type, and is not looked for. */
static bool
may_hide(sip_text_t type)
{
    static const char *const types[] = { "multipart/", "application/pkcs7", "application/x-gzip", "message/" };

    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if (type.length >= strlen(types[i]) && g_ascii_strncasecmp(type.bytes, types[i], strlen(types[i])) == 0)
            return true;
    }
    return false;
}

sdp_presence_t
sdp_find(const message_view_t *view, sip_text_t *text)
{
    sdp_presence_t presence = SDP_NOT_THERE;
    body_parts_t   parts;
    sip_text_t     type;

    text->bytes = NULL;
    text->length = 0;
    if (!view_is_known(view) || !body_is_whole(view))
        return SDP_UNREADABLE;
    parts = body_parts(view);
    if (parts.rest.length == 0)
        return SDP_NOT_THERE;
    if (view_has(view, "Content-Encoding", 'e'))
        return SDP_UNREADABLE;
    if (parts.in_parts && parts.boundary.length == 0)
        return SDP_UNREADABLE;
    for (unsigned seen = 0; body_next_part(&parts, &type, text); seen++) {
        bool early = sip_text_is(parts.disposition, "early-session");
        bool looks_like_one = text->length >= 2 && memcmp(text->bytes, "v=", 2) == 0;

        /* RFC 3959: that of the media before the call is answered is another session. */
        if (!early && (sip_text_is(type, "application/sdp") || (looks_like_one && type.length == 0)))
            return SDP_THERE;
        /* Some take it for what it is, whatever its type says. */
        if (may_hide(type) || looks_like_one || early || seen == MAX_PARTS)
            presence = SDP_UNREADABLE;
        if (seen == MAX_PARTS)
            break;
    }
    text->bytes = NULL;
    text->length = 0;
    return presence;
}

sdp_presence_t
sdp_read(const message_view_t *view, sdp_t *sdp)
{
    sip_text_t     text;
    sdp_presence_t presence = sdp_find(view, &text);

    sdp_parse(text, sdp);
    return presence;
}
