/* media_side.c
 * What this capture shows of the side that refuses an offer: its own offers and answers
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/legs.h"
#include "findings/media.h"

/* So many calls, and transactions of each, are looked at, and so many descriptions are read. */
#define MAX_CALLS       64
#define MAX_REQUESTS    8
#define MAX_READ        8

typedef struct {
    const finding_case_t *about;
    const sdp_t          *offer;    /* that is refused */
    media_side_t          side;
    unsigned              read;
} search_t;

/*
 * Whether it is the host that refuses. Where one host is both sides, and over
 * UDP, where devices behind one address have ports of their own, the port tells.
 */
static bool
is_side(const search_t *search, const transaction_t *item, host_t host, uint16_t port)
{
    const leg_t *leg = &search->about->transaction->leg;

    return host == leg->to && (port == leg->to_port || (leg->from != leg->to && !item->datagram));
}

/* Whether the request was made by the host that it comes from, and was not passed on by it. */
static bool
is_own(const message_view_t *request)
{
    return view_branch(request, 0).length > 0 && view_branch(request, 1).length == 0;
}

static sip_text_t
keep(const search_t *search, sip_text_t text)
{
    char *copy = wmem_strndup(search->about->moment->pinfo->pool, text.length > 0 ? text.bytes : "", text.length);

    return (sip_text_t){ copy, text.length };
}

/* Whether two descriptions are alike in encryption and how its keys are made. */
static bool
is_as_secure(const sdp_t *offer, const sdp_t *other)
{
    if (media_are_plain(offer))
        return media_are_plain(other);
    return media_are_secure(offer) && media_are_secure(other) && media_are_webrtc(offer) == media_are_webrtc(other);
}

/* Whether two header fields name the same user. */
static bool
is_same_user(sip_text_t a, sip_text_t b)
{
    return sip_texts_equal(sip_user(a), sip_user(b));
}

/*
 * Whether who speaks is whom the refused request is for. What a PBX did for one
 * account does not show that its rules for another one are the same.
 */
static bool
is_party(const search_t *search, const message_view_t *view, bool offers)
{
    sip_text_t who = offers ? view_value(view, "From", 'f') : view_value(view, "To", 't');

    return is_same_user(who, view_value(&search->about->request, "To", 't'));
}

/* Whether the codecs that are refused now were all offered then, and so were not taken. SDP takes much of the stack: it is not inlined. */
static G_GNUC_NO_INLINE bool
was_offered(search_t *search, const transaction_t *answered)
{
    message_view_t view = transaction_request(answered);
    sdp_t          sdp;

    search->read++;
    return sdp_read(&view, &sdp) == SDP_THERE && media_has_codecs_of(&sdp, search->offer);
}

/*
 * What the side itself offers, or takes: answered is what it answered then, else
 * NULL. It may do more than that, and does at least what it takes.
 */
static G_GNUC_NO_INLINE void
look_at(search_t *search, const message_view_t *view, uint32_t frame, const transaction_t *answered)
{
    bool          offers = answered == NULL;
    media_side_t *side = &search->side;
    sdp_t         sdp;
    codecs_t      codecs;

    search->read++;
    if ((offers && !is_own(view)) || sdp_read(view, &sdp) != SDP_THERE)
        return;
    codecs = media_compare_codecs(search->offer, &sdp);
    side->uses_srtp = side->uses_srtp || media_any_secure(&sdp);
    side->shares_codec = side->shares_codec || codecs == CODECS_SHARED;
    if (media_are_plain(&sdp) && side->plain_frame == 0) {
        side->plain_frame = frame;
        side->plain = keep(search, media_profile(&sdp));
    }
    if (codecs == CODECS_SHARED && side->fits_frame == 0 && is_as_secure(search->offer, &sdp)
        && is_party(search, view, offers)) {
        side->fits_frame = frame;
        side->fits = media_line(search->about, &sdp);
    }
    /* An answer has to keep to the profile of its offer. */
    if (offers && media_are_secure(&sdp) && side->secure_frame == 0) {
        side->secure_frame = frame;
        side->secure = keep(search, media_profile(&sdp));
    }
    if (codecs == CODECS_APART && side->codecs_frame == 0 && (offers || was_offered(search, answered))) {
        side->codecs_frame = frame;
        side->codecs = media_codecs(search->about, &sdp);
        side->codecs_answered = !offers;
    }
}

static void
look_at_call(search_t *search, const call_t *call)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_REQUESTS && search->read < MAX_READ; item = item->next, seen++) {
        message_view_t view;

        /* What came after the refused request may be what the side made of it, for the one that it asked in turn. */
        if (item->method != METHOD_INVITE || item->request_frame >= search->about->transaction->request_frame)
            continue;
        if (is_side(search, item, item->leg.from, item->leg.from_port)) {
            view = transaction_request(item);
            look_at(search, &view, item->request_frame, NULL);
        } else if (transaction_is_answered_invite(item) && is_side(search, item, item->leg.to, item->leg.to_port)) {
            view = transaction_final(item);
            look_at(search, &view, item->final_frame, item);
        }
    }
}

media_side_t
media_side(const finding_case_t *about, const sdp_t *offer)
{
    search_t      search = { .about = about, .offer = offer };
    const call_t *call = calls_newest();

    /* This call tells most. */
    look_at_call(&search, about->call);
    for (unsigned seen = 0; call != NULL && seen < MAX_CALLS && search.read < MAX_READ; call = call->next, seen++) {
        if (call != about->call)
            look_at_call(&search, call);
    }
    return search.side;
}
