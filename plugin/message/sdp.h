/* sdp.h
 * What an SDP description offers or answers, line by line
 *
 * RFC 4566 describes the lines, RFC 3264 what an offer and its answer mean.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SDP_H
#define SIPEXPLAIN_SDP_H

#include "message/view.h"

/* So many media, and so many formats of each, are looked at. */
#define SDP_MAX_MEDIA   16
#define SDP_MAX_FORMATS 32

/* A format of an m= line. */
typedef struct {
    sip_text_t payload;     /* as the m= line has it */
    sip_text_t name;        /* by a=rtpmap, or else that of the static payload type (RFC 3551); of what is no RTP the
                               format itself; empty if not known */
    uint32_t   rate;        /* in Hz; 0: not known */
} sdp_format_t;

typedef enum {
    SDP_SENDRECV,
    SDP_SENDONLY,
    SDP_RECVONLY,
    SDP_INACTIVE
} sdp_direction_t;

typedef enum {
    SDP_NO_ADDRESS,         /* there is no c= line */
    SDP_IPV4,
    SDP_IPV6
} sdp_family_t;

/* What describes a medium: what the session says, unless the medium says another thing. */
typedef struct {
    sip_text_t      connection; /* value of the c= line; empty if there is none */
    sip_text_t      setup;      /* RFC 4145, RFC 5763 */
    sdp_family_t    family;
    sdp_direction_t direction;
    bool            crypto;     /* a key for SRTP: a=crypto (RFC 4568) or a=key-mgmt (RFC 4567) */
    bool            fingerprint;    /* DTLS (RFC 8122) */
    bool            ice;        /* RFC 8839 */
} sdp_traits_t;

typedef struct {
    sip_text_t   line;      /* the m= line */
    sip_text_t   medium;    /* audio, video, image ... */
    sip_text_t   profile;   /* RTP/AVP, RTP/SAVPF, udptl ... */
    uint32_t     port;
    sdp_traits_t traits;
    unsigned     num_formats;
    bool         more_formats;
    sdp_format_t formats[SDP_MAX_FORMATS];
} sdp_media_t;

/* All texts point into the message. */
typedef struct {
    sip_text_t   text;
    sip_text_t   bad_line;      /* the first line that is none of SDP; empty if there is none */
    char         missing;       /* type of the first line that RFC 4566, Section 5 demands and that is not there; 0: none */
    bool         connected;     /* each medium that is not refused has an address */
    bool         more_media;
    sdp_traits_t session;
    unsigned     num_media;
    sdp_media_t  media[SDP_MAX_MEDIA];
} sdp_t;

typedef enum {
    SDP_THERE,
    SDP_NOT_THERE,
    SDP_UNREADABLE          /* it is encoded, not all there, or may be inside what is not looked at; or no message is known */
} sdp_presence_t;

/* Reads a description, whatever is wrong with it; each line is looked at once. */
void sdp_parse(sip_text_t text, sdp_t *sdp);

/* Finds the description in a message, also as a part of its body. */
sdp_presence_t sdp_find(const message_view_t *view, sip_text_t *text);

/* Finds and reads it. Where it is not there, it has no media. */
sdp_presence_t sdp_read(const message_view_t *view, sdp_t *sdp);

/* Whether the profile encrypts, as RTP/SAVP and its kin do, or is plain RTP. */
bool sdp_is_secure(const sdp_media_t *media);
bool sdp_is_plain(const sdp_media_t *media);

#endif /* SIPEXPLAIN_SDP_H */
