/* media.h
 * What rules about media ask of descriptions and of those who refuse them
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_MEDIA_H
#define SIPEXPLAIN_MEDIA_H

#include "findings/case.h"
#include "message/sdp.h"

/* Whether a medium of a description is sound or picture, and is not refused. */
bool media_is_live(const sdp_media_t *media);

/* Whether there are such media, and all of them are encrypted, or none is. */
bool media_are_secure(const sdp_t *sdp);
bool media_are_plain(const sdp_t *sdp);

/* Whether one of them is encrypted. */
bool media_any_secure(const sdp_t *sdp);

/* Whether all media have port 0, and there are some. */
bool media_are_off(const sdp_t *sdp);

/* Whether there is sound in a codec that most can do. */
bool media_have_common_codec(const sdp_t *sdp);

/* Whether it is an offer as browsers make it: DTLS, feedback and ICE (RFC 8827). */
bool media_are_webrtc(const sdp_t *sdp);

/* The first live medium for fax by T.38; NULL if there is none. */
const sdp_media_t *media_t38(const sdp_t *sdp);

typedef enum {
    CODECS_UNKNOWN,     /* not all of them have a name, or there is nothing to compare */
    CODECS_SHARED,
    CODECS_APART
} codecs_t;

/* Whether the live media of an offer have a codec in common with media of the same kind in another description. */
codecs_t media_compare_codecs(const sdp_t *offer, const sdp_t *other);

/* "audio RTP/SAVPF, opus PCMU PCMA, DTLS, ICE; video ...", in packet scope. */
sip_text_t media_line(const finding_case_t *about, const sdp_t *sdp);

/* The codecs of the live media, without what only goes along with them; in packet scope. */
sip_text_t media_codecs(const finding_case_t *about, const sdp_t *sdp);

/* The profile of the first live medium. */
sip_text_t media_profile(const sdp_t *sdp);

/* What this capture shows of the side that refuses an offer. Texts are in packet scope. */
typedef struct {
    bool       uses_srtp;       /* the host has offered or taken it, be it for another user */
    bool       uses_plain;      /* the same of plain RTP */
    bool       shares_codec;    /* and of one that is in the refused offer */
    /* The rest is of the very user that the refused request is for. */
    uint32_t   plain_frame;     /* in which he offered or took plain RTP; 0: none */
    sip_text_t plain;           /* the profile of that */
    uint32_t   secure_frame;    /* of an offer of his own with encrypted media alone; 0: none */
    sip_text_t secure;
    uint32_t   fits_frame;      /* in which he offered or took encryption as in the refused offer, and a codec of it; 0: none */
    sip_text_t fits;            /* all that he offered or took there */
    uint32_t   codecs_frame;    /* of an offer of his own that has no codec of the refused one; 0: none */
    sip_text_t codecs;
} media_side_t;

/* Looks at what the host that the refused request went to has offered and answered, as far as that takes little time. */
media_side_t media_side(const finding_case_t *about, const sdp_t *offer);

/* Rules with a file of their own. */
void find_in_bodies(finding_case_t *about);
void find_in_answers(finding_case_t *about);
void find_late_in_answers(finding_case_t *about);

#endif /* SIPEXPLAIN_MEDIA_H */
