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

/* So many keys of a description are looked at. */
#define MAX_SUITES      16

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

/* Takes the next line of a key for SRTP, of which it gives the suite: "1 AES_CM_128_HMAC_SHA1_80 inline:..." (RFC 4568). */
static bool
next_suite(sip_text_t *text, sip_text_t *suite)
{
    static const char name[] = "a=crypto:";

    while (text->length > 0) {
        sip_text_t line = *text;
        size_t     next;

        line.length = sip_line_length(*text, &next);
        text->bytes += next;
        text->length -= next;
        if (line.length <= strlen(name) || g_ascii_strncasecmp(line.bytes, name, strlen(name)) != 0)
            continue;
        line.bytes += strlen(name);
        line.length -= strlen(name);
        sip_take_token(&line);
        *suite = sip_take_token(&line);
        return true;
    }
    return false;
}

/* Whether keys that two descriptions give are for the same ciphers, one of them at least; also where either gives none. */
static bool
shares_suite(const sdp_t *offer, const sdp_t *other)
{
    sip_text_t rest = offer->text, wanted, suite = { NULL, 0 };
    bool       any = false;

    for (unsigned seen = 0; seen < MAX_SUITES && next_suite(&rest, &wanted); seen++) {
        sip_text_t theirs = other->text;

        for (unsigned known = 0; known < MAX_SUITES && next_suite(&theirs, &suite); known++) {
            any = true;
            if (sip_texts_equal(wanted, suite))
                return true;
        }
    }
    return !any;
}

/* Whether each medium of the offer is of a kind that the other description has, too. */
static bool
has_kinds_of(const sdp_t *other, const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        bool found = offer->media[i].port == 0;

        for (unsigned j = 0; j < other->num_media && !found; j++)
            found = other->media[j].port != 0 && sip_texts_equal(other->media[j].medium, offer->media[i].medium);
        if (!found)
            return false;
    }
    return true;
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
        && shares_suite(search->offer, &sdp) && has_kinds_of(&sdp, search->offer) && is_party(search, view, offers)) {
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
