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

/* Whether a description has all codecs of the sound that another one offers. */
bool media_has_codecs_of(const sdp_t *sdp, const sdp_t *other);

/* "audio RTP/SAVPF, opus PCMU PCMA, DTLS, ICE; video ...", in packet scope. */
sip_text_t media_line(const finding_case_t *about, const sdp_t *sdp);

/*
 * Whether an answer has the profile of the offer (RFC 3264, Section 6.1). Who
 * offers DTLS has to take the older name of it as well (RFC 8829, Section 5.1.2).
 */
bool media_keep_profile(const sdp_media_t *offered, const sdp_media_t *answered);

/*
 * Whether a medium that is answered as encrypted has no key of the side that
 * answers, though that of the offer has one (RFC 4568, Section 6.1; RFC 5763).
 * answer: that the medium is in
 */
bool media_lack_key(const sdp_media_t *offered, const sdp_media_t *answered, const sdp_t *answer);

/*
 * Whether the addresses of a medium are one of IPv4 and one of IPv6, and neither
 * ICE nor a choice of addresses in the offer (RFC 4091, RFC 6947) makes up for it.
 */
bool media_are_families_apart(const sdp_t *offer, const sdp_media_t *offered, const sdp_media_t *answered);

/*
 * Whether it is seen at a glance that the descriptions of two messages fit, as
 * their m= lines do and need no keys, or that there are none: nearly all calls
 * are such ones.
 */
bool media_fit_at_a_glance(const message_view_t *request, const message_view_t *final);

/* The codecs of the live media, without what only goes along with them; in packet scope. */
sip_text_t media_codecs(const finding_case_t *about, const sdp_t *sdp);

/* The profile of the first live medium. */
sip_text_t media_profile(const sdp_t *sdp);

/* What this capture shows of the side that refuses an offer. Texts are in packet scope. */
typedef struct {
    bool       uses_srtp;       /* it has offered or taken it */
    bool       shares_codec;    /* and one that is in the refused offer */
    uint32_t   plain_frame;     /* in which it offered or took plain RTP; 0: none */
    sip_text_t plain;           /* the profile of that */
    uint32_t   secure_frame;    /* of an offer or answer of it with encrypted media alone; 0: none */
    sip_text_t secure;
    uint32_t   fits_frame;      /* in which the very user has a codec of the refused offer, encrypted or not as there */
    sip_text_t fits;            /* all that he has there */
    uint32_t   codecs_frame;    /* of an offer of it without a codec of the refused one, or of an answer that took none */
    bool       codecs_answered; /* it is an answer */
    sip_text_t codecs;
} media_side_t;

/* Looks at what the host that the refused request went to offered and answered before, as far as that is little work. */
media_side_t media_side(const finding_case_t *about, const sdp_t *offer);

/* What a refusal says of media, beside its code. */
typedef struct {
    bool       strong;      /* 488 or 606, which are for nothing else (RFC 3261, Sections 21.4.26 and 21.6.4) */
    bool       of_body;     /* 415, which some send for codecs, too */
    bool       within;      /* the request is one inside a call that is up */
    uint32_t   warning;     /* the first code of Warning about the session (RFC 3261, Section 20.43); 0: none */
    sip_text_t warned;      /* and its text */
    sip_text_t srtp;        /* what the server says of encryption */
    sip_text_t codec;       /* and of codecs */
    sip_text_t sdp;         /* and of the description */
    sip_text_t media;       /* and of the media as such */
} media_refusal_t;

media_refusal_t media_refusal(const finding_case_t *about);

/* Whether the refusal is about media, or speaks of them. */
bool media_is_spoken_of(const media_refusal_t *refusal);

/* Whether the code may refuse what a request inside a call offers, and not the request or the call itself. */
bool media_may_refuse(unsigned code);

/* Rules with a file of their own. */
void media_find_malformed(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer);
void media_find_missing(finding_case_t *about, const media_refusal_t *refusal);

/* The server names encryption: it wants it, or it does not take it. */
void media_find_encryption_said(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer);

/* Whether the server says that it takes no DTLS, which the offer of a browser has. */
bool media_is_webrtc_refused(const media_refusal_t *refusal, const sdp_t *offer);

/* Nothing else is to be objected to in an offer of encrypted media alone, or of plain ones. */
void media_find_secure(finding_case_t *about, const sdp_t *offer, const media_side_t *side);
void media_find_plain(finding_case_t *about, const sdp_t *offer, const media_side_t *side);
void find_in_bodies(finding_case_t *about);
void find_in_answers(finding_case_t *about);
void find_in_early_answers(finding_case_t *about);
void find_late_in_answers(finding_case_t *about);

/*
 * Says so where the answer to an INVITE inside a call does not take the fax that was
 * all that was offered (RFC 3264, Section 6).
 */
bool media_find_fax_not_taken(finding_case_t *about, const transaction_t *invite, const message_view_t *request,
                              const sdp_t *offer, const sdp_t *answer);

#endif /* SIPEXPLAIN_MEDIA_H */
