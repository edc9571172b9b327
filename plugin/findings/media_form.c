/* media_form.c
 * Offers that are malformed, or not there
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "findings/media.h"
#include "finding_sentences.h"

/* The first live medium that has no c= line. */
static sip_text_t
unconnected_line(const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        if (offer->media[i].port != 0 && offer->media[i].traits.connection.length == 0)
            return offer->media[i].line;
    }
    return (sip_text_t){ NULL, 0 };
}

/* The first live medium that has nothing but payload types which no a=rtpmap line names and no table has. */
static const sdp_media_t *
first_nameless(const sdp_t *offer)
{
    for (unsigned i = 0; i < offer->num_media; i++) {
        const sdp_media_t *media = &offer->media[i];
        unsigned           named = 0;

        for (unsigned j = 0; j < media->num_formats; j++)
            named += media->formats[j].name.length > 0;
        if (media_is_live(media) && named == 0 && !media->more_formats)
            return media;
    }
    return NULL;
}

/* What no parser can use, or many refuse. A 400 may be for any other part of the request, too. */
void
media_find_malformed(finding_case_t *about, const media_refusal_t *refusal, const sdp_t *offer)
{
    uint32_t           frame = about->transaction->request_frame;
    bool               spoken = refusal->strong || refusal->sdp.length > 0;
    const sdp_media_t *nameless = first_nameless(offer);

    if (offer->bad_line.length > 0 && spoken) {
        find_media_sdp_malformed(about, CERTAINTY_SHOWN, about->method, frame, offer->bad_line);
    } else if (offer->bad_line.length > 0 && about->code == 400) {
        find_media_sdp_malformed_likely(about, CERTAINTY_LIKELY, about->method, frame, offer->bad_line);
    } else if ((spoken || about->code == 400) && offer->num_media == 0) {
        find_media_sdp_malformed_no_media(about, CERTAINTY_SHOWN, about->method, frame);
    } else if ((spoken || about->code == 400) && !offer->connected) {
        find_media_sdp_malformed_no_connection(about, CERTAINTY_SHOWN, about->method, frame,
                                               unconnected_line(offer));
    } else if (refusal->sdp.length > 0 && offer->missing != '\0') {
        char line[] = { offer->missing, '=', '\0' };

        find_media_sdp_malformed_no_line(about, CERTAINTY_SHOWN, about->method, frame, case_text(line));
    } else if (spoken && nameless != NULL) {
        find_media_sdp_malformed_no_rtpmap(about, CERTAINTY_SHOWN, about->method, frame, nameless->line);
    }
}

/* Whether the other side made an offer already, in a provisional response (RFC 3262, Section 5). */
static bool
made_offer(const finding_case_t *about)
{
    for (const provisional_t *item = about->transaction->provisionals; item != NULL; item = item->next) {
        message_view_t view = message_view(texts_get(item->text));
        sip_text_t     text;

        if (sdp_find(&view, &text) != SDP_NOT_THERE)
            return true;
    }
    return false;
}

/* An INVITE without an offer wants the other side to make it (RFC 3261, Section 13.2.1), which not all do. */
void
media_find_missing(finding_case_t *about, const media_refusal_t *refusal)
{
    static const char *const absent[] = { "no ", "missing", "empty", "without", "not found", "requir", NULL };
    static const char *const other[] = { "200", " ack", "answer", "version", NULL };
    uint32_t                 frame = about->transaction->request_frame;

    if (about->transaction->method != METHOD_INVITE || case_has_cause(about)
        || transaction_passed_on(about->call, about->transaction) != NULL || made_offer(about)
        || case_other_leg(about).transaction != NULL)
        return;
    if (refusal->sdp.length > 0 && (!case_text_has_one_of(refusal->sdp, absent) || case_text_has_one_of(refusal->sdp, other)))
        return;
    if (refusal->sdp.length > 0)
        find_media_sdp_missing_words(about, CERTAINTY_SHOWN, refusal->sdp, about->method, frame);
    else if ((refusal->strong || about->code == 415) && refusal->warning == 0)
        find_media_sdp_missing(about, CERTAINTY_LIKELY, about->method, frame);
}
