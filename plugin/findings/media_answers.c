/* media_answers.c
 * Calls that end as soon as they are answered: is there an answer, and does it fit the offer?
 *
 * RFC 3261, Section 13.2.1 tells which messages have the two, RFC 3264, Section
 * 6 how an answer has to look. Each call has a BYE, so that times are looked at
 * before texts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/acks.h"
#include "findings/media.h"
#include "finding_sentences.h"

/* So long after the answer a BYE may be for the sake of it; a person who hangs up needs most often longer. */
#define SOON_MS         3000

/* And so long a side may wait for what is missing, as for an ACK (RFC 3261, Section 13.3.1.4). */
#define WAITING_MS      40000

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   32

/* The offer and the answer of an INVITE that got a 2xx. */
typedef struct {
    const transaction_t *invite;
    message_view_t       request;
    message_view_t       final;
    sip_text_t           early;         /* SDP of a provisional response */
    uint32_t             early_frame;
    bool                 soon;          /* it ended so soon that what differs may be why */
    bool                 known;         /* no text is missing, and no other request brought SDP */
} session_t;

static bool
may_be_why(const transaction_t *invite, const transaction_t *bye)
{
    return transaction_is_answered_invite(invite) && !invite->forked && invite->final_frame < bye->request_frame
        && bye->time >= invite->final_time && bye->time - invite->final_time <= WAITING_MS;
}

/* Whether they go between the same two hosts. */
static bool
are_on_one_leg(const transaction_t *a, const transaction_t *b)
{
    return legs_equal(&a->leg, &b->leg) || legs_cross(&a->leg, &b->leg);
}

/* Reads the session; with PRACK and UPDATE, offers and answers take other ways. */
static void
read_session(const finding_case_t *about, session_t *session)
{
    const transaction_t *item = about->call->transactions;
    unsigned             seen = 0;

    session->known = !session->invite->more_provisionals;
    for (; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++)
        session->known = session->known && item->method != METHOD_PRACK && item->method != METHOD_UPDATE;
    session->known = session->known && item == NULL;
    for (const provisional_t *early = session->invite->provisionals; early != NULL; early = early->next) {
        message_view_t view = message_view(texts_get(early->text));
        sip_text_t     text;

        switch (sdp_find(&view, &text)) {
        case SDP_THERE:
            if (session->early_frame == 0) {
                session->early = text;
                session->early_frame = early->frame;
            }
            break;
        case SDP_UNREADABLE:
            session->known = false;
            break;
        default:
            break;
        }
    }
}

static bool
is_same_word(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0);
}

/* The codecs of the sound; where there are none, the first format that goes along with codecs, as tones do. */
static sip_text_t
taken_formats(const finding_case_t *about, const sdp_t *answer)
{
    sip_text_t codecs = media_codecs(about, answer);

    for (unsigned i = 0; codecs.length == 0 && i < answer->num_media; i++) {
        const sdp_media_t *media = &answer->media[i];

        if (media_is_live(media) && sip_text_is(media->medium, "audio") && media->num_formats > 0)
            codecs = media->formats[0].name;
    }
    return codecs;
}

/* A medium whose two sides have addresses of IPv4 and IPv6, and nothing by which they could agree on one. */
static void
find_other_family(finding_case_t *about, const sdp_t *offer, uint32_t offer_frame, const sdp_t *answer,
                  uint32_t answer_frame)
{
    for (unsigned i = 0; i < offer->num_media && i < answer->num_media; i++) {
        const sdp_media_t *offered = &offer->media[i], *answered = &answer->media[i];

        if (media_is_live(offered) && media_is_live(answered) && media_are_families_apart(offer, offered, answered)) {
            find_media_answer_differs_family(about, CERTAINTY_LIKELY, offered->medium, offer_frame,
                                             offered->traits.connection, answer_frame, answered->traits.connection);
            return;
        }
    }
}

/* RFC 3264, Section 6: the answer has an m= line for each of the offer, in its order, and with its profile. */
static void
find_differing(finding_case_t *about, const sdp_t *offer, uint32_t offer_frame, const sdp_t *answer,
               uint32_t answer_frame)
{
    /* Who negotiates capabilities may answer with another profile (RFC 5939). */
    if (offer->num_media == 0 || offer->more_media || answer->more_media || case_text_has(answer->text, "a=acfg:"))
        return;
    if (offer->num_media != answer->num_media) {
        find_media_answer_differs_number(about, CERTAINTY_SHOWN, offer->num_media, offer_frame, answer->num_media,
                                         answer_frame);
        return;
    }
    for (unsigned i = 0; i < offer->num_media; i++) {
        const sdp_media_t *offered = &offer->media[i], *answered = &answer->media[i];

        if (!is_same_word(offered->medium, answered->medium)) {
            find_media_answer_differs_medium(about, CERTAINTY_SHOWN, offered->line, offer_frame, answered->line,
                                             answer_frame);
            return;
        }
        /* What is refused has no profile to keep to. */
        if (answered->port != 0 && !media_keep_profile(offered, answered)) {
            find_media_answer_differs(about, CERTAINTY_SHOWN, offered->medium, offered->profile, offer_frame,
                                      answered->profile, answer_frame);
            return;
        }
        if (answered->port != 0 && media_lack_key(offered, answered, answer)) {
            find_media_answer_differs_keys(about, CERTAINTY_SHOWN, offered->medium, answered->profile, offer_frame,
                                           answer_frame);
            return;
        }
    }
    if (media_are_off(answer) && !media_are_off(offer))
        find_media_port_zero_answer(about, CERTAINTY_SHOWN, offer_frame, answer_frame, answer->media[0].line);
    else if (media_compare_codecs(answer, offer) == CODECS_APART && taken_formats(about, answer).length > 0)
        find_media_answer_differs_codecs(about, CERTAINTY_SHOWN, media_codecs(about, offer), offer_frame,
                                         taken_formats(about, answer), answer_frame);
    else
        find_other_family(about, offer, offer_frame, answer, answer_frame);
}

/* The INVITE has the offer. */
static G_GNUC_NO_INLINE void
find_in_early_offer(finding_case_t *about, const session_t *session, const sdp_t *offer)
{
    const transaction_t *invite = session->invite;
    sdp_t                answer;

    switch (sdp_read(&session->final, &answer)) {
    case SDP_THERE:
        if (!media_find_fax_not_taken(about, invite, &session->request, offer, &answer) && session->soon)
            find_differing(about, offer, invite->request_frame, &answer, invite->final_frame);
        break;
    case SDP_NOT_THERE:
        if (session->early_frame != 0 && !session->soon)
            break;
        if (session->early_frame != 0) {
            sdp_parse(session->early, &answer);
            find_differing(about, offer, invite->request_frame, &answer, session->early_frame);
        } else {
            find_media_sdp_missing_answer(about, CERTAINTY_SHOWN, invite->request_frame, invite->final_code,
                                          invite->final_frame);
        }
        break;
    default:
        break;
    }
}

/* The 2xx has to have the offer, and the ACK the answer. */
static G_GNUC_NO_INLINE void
find_in_late_offer(finding_case_t *about, const session_t *session, uint32_t before)
{
    const transaction_t *invite = session->invite;
    sdp_t                offer, *answer;
    acks_t               acks;
    message_view_t       ack;

    if (session->early_frame != 0)
        return;
    /* Where neither has SDP, it may be a call that was never meant to have media, as tests of servers have them. */
    if (sdp_read(&session->final, &offer) != SDP_THERE)
        return;
    acks = acks_of(about->call, invite, &session->final, before);
    if (acks.last == NULL || !acks.complete)
        return;
    ack = ack_view(acks.last);
    answer = wmem_new(about->moment->pinfo->pool, sdp_t);   /* two are much for the stack */
    switch (sdp_read(&ack, answer)) {
    case SDP_NOT_THERE:
        find_media_sdp_missing_ack(about, CERTAINTY_SHOWN, invite->request_frame, invite->final_code,
                                   invite->final_frame, acks.last->frame);
        break;
    case SDP_THERE:
        if (session->soon)
            find_differing(about, &offer, invite->final_frame, answer, acks.last->frame);
        break;
    default:
        break;
    }
}

/* Whether the Reason of a BYE is another one than that somebody hung up. */
static bool
is_abnormal(const transaction_t *bye)
{
    message_view_t view = transaction_request(bye);
    sip_values_t   values = { view.header, { NULL, 0 } };
    sip_text_t     value;
    sip_reason_t   reason;

    while (view_is_known(&view) && sip_next_value(&values, "Reason", '\0', &value)) {
        if (sip_parse_reason(value, &reason) && reason.has_cause && sip_text_is(reason.protocol, "Q.850")
            && reason.cause != 16)
            return true;
    }
    return false;
}

/* Whether a message ends with its header. */
static bool
has_no_body(const message_view_t *view)
{
    return view->header.length >= 4 && memcmp(view->header.bytes + view->header.length - 4, "\r\n\r\n", 4) == 0;
}

/* Whether the call was answered before; quicker than the tag of To, as each call has a BYE. */
static bool
changes_call(const transaction_t *invite)
{
    const transaction_t *item = invite->next;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_INVITE && item->final_code >= 200 && item->final_code <= 299)
            return true;
    }
    return false;
}

/* Who cannot send a fax, for which a call is changed, needs some time to give up. */
static bool
speaks_of_fax(const message_view_t *view)
{
    sip_text_t body = view_body(view);

    return body.length > 0 && g_strstr_len(body.bytes, (gssize)body.length, "m=image") != NULL;
}

static void
find_in_session(finding_case_t *about, const transaction_t *invite, const transaction_t *bye)
{
    session_t session = {
        .invite = invite, .request = transaction_request(invite), .final = transaction_final(invite),
    };
    uint32_t  before = bye->request_frame;
    bool      soon = bye->time - invite->final_time <= SOON_MS;
    sdp_t     offer;

    if (!view_is_known(&session.request) || !view_is_known(&session.final))
        return;
    /* Each call has a BYE, so its Reason is read on later passes alone. */
    session.soon = soon || (!about->moment->first_pass && is_abnormal(bye));
    /* Who waits so long waits for what is not there. */
    if (!session.soon && !has_no_body(&session.request) && !has_no_body(&session.final)
        && !(changes_call(invite) && speaks_of_fax(&session.request)))
        return;
    if (media_fit_at_a_glance(&session.request, &session.final))
        return;
    read_session(about, &session);
    if (!session.known)
        return;
    switch (sdp_read(&session.request, &offer)) {
    case SDP_THERE:
        find_in_early_offer(about, &session, &offer);
        break;
    case SDP_NOT_THERE:
        find_in_late_offer(about, &session, before);
        break;
    default:
        break;
    }
}

void
find_in_answers(finding_case_t *about)
{
    const transaction_t *item;

    if (about->transaction == NULL || about->call == NULL)
        return;
    /* The newest answer alone: the one before it was good enough to go on. */
    item = about->call->transactions;
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (transaction_is_answered_invite(item) && item->final_frame < about->moment->frame
            && are_on_one_leg(item, about->transaction)) {
            if (may_be_why(item, about->transaction))
                find_in_session(about, item, about->transaction);
            return;
        }
    }
}

/* The same, said of the 2xx, where the call ended soon after it. */
void
find_late_in_answers(finding_case_t *about)
{
    const transaction_t *item, *bye = NULL;
    unsigned             seen = 0;

    if (about->call == NULL)
        return;
    for (item = about->call->transactions; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        if (item->method == METHOD_BYE && are_on_one_leg(about->transaction, item)
            && may_be_why(about->transaction, item))
            bye = item;
        /* A later INVITE was answered: this one was good enough. */
        if (item != about->transaction && transaction_is_answered_invite(item)
            && item->final_frame > about->transaction->final_frame && are_on_one_leg(item, about->transaction))
            return;
    }
    if (bye != NULL)
        find_in_session(about, about->transaction, bye);
}

/* The same of a call that is given up: the answer came in a provisional response. */
void
find_in_early_answers(finding_case_t *about)
{
    const transaction_t *item;
    message_view_t       request, response;
    sdp_t                offer, *answer;

    if (about->transaction == NULL || about->call == NULL)
        return;
    item = transactions_with(about->call, about->transaction->cseq);
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->method != METHOD_INVITE || item->branch != about->transaction->branch || item->provisionals == NULL
            || !legs_equal(&item->leg, &about->transaction->leg)
            || about->transaction->time - item->provisionals->time > SOON_MS)
            continue;
        answer = wmem_new(about->moment->pinfo->pool, sdp_t);   /* two are much for the stack */
        response = message_view(texts_get(item->provisionals->text));
        if (sdp_read(&response, answer) != SDP_THERE)
            return;
        request = transaction_request(item);
        if (sdp_read(&request, &offer) == SDP_THERE)
            find_differing(about, &offer, item->request_frame, answer, item->provisionals->frame);
        return;
    }
}
