/* acks.c
 * The ACKs that a 2xx to an INVITE got
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/acks.h"

/* So many texts are read to find the ACKs of one 2xx. */
#define MAX_READ    64

bool
leg_may_acknowledge(const leg_t *ack, const transaction_t *invite)
{
    leg_t back = leg_back(&invite->leg);

    return invite->method == METHOD_INVITE && invite->final_code != 0
        && (!legs_equal(ack, &back) || legs_equal(ack, &invite->leg));
}

static bool
is_same_tag(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && (a.length == 0 || g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0);
}

static bool
is_tagged(const message_view_t *answer, const message_view_t *ack)
{
    return is_same_tag(view_to_tag(answer), view_to_tag(ack)) && is_same_tag(view_from_tag(answer), view_from_tag(ack));
}

/* Whether a response is a 2xx that has the tags of the ACK, or may be one. */
static bool
may_be_for(uint16_t code, text_ref_t text, const message_view_t *ack, unsigned *left)
{
    message_view_t answer;

    if (code < 200 || code > 299)
        return false;
    answer = message_view(texts_get(text));
    if (*left == 0 || !view_is_known(&answer))
        return true;
    (*left)--;
    return is_tagged(&answer, ack);
}

/* Whether the ACK is for another 2xx, of a fork or on another leg; true where that is not known. */
static bool
is_for_another(const call_t *call, uint32_t cseq, const message_view_t *ack, unsigned *left)
{
    for (const transaction_t *item = transactions_with(call, cseq); item != NULL; item = item->next_same) {
        if (*left == 0)
            return true;
        (*left)--;
        if (item->method != METHOD_INVITE)
            continue;
        if (may_be_for(item->final_code, item->final_text, ack, left))
            return true;
        for (const other_final_t *other = item->other_finals; other != NULL; other = other->next) {
            if (*left == 0 || may_be_for(other->code, other->text, ack, left))
                return true;
        }
    }
    return false;
}

static ack_way_t
way_of(const leg_t *ack, const leg_t *invite)
{
    leg_t back = leg_back(invite);

    if (legs_equal(ack, invite))
        return ACK_OF_LEG;
    if (legs_have_one_sender(ack, invite))
        return ACK_OF_SENDER;
    /* To the side that sent the INVITE on this leg. */
    if (ack->to == back.to && (ack->to_port == back.to_port || (ack->from != ack->to && back.from != back.to)))
        return ACK_ARRIVED;
    return ACK_ELSEWHERE;
}

static void
add(acks_t *acks, const ack_t *ack, ack_way_t way)
{
    if (acks->last == NULL || way > acks->way) {
        acks->last = ack;
        acks->way = way;
        acks->count = 0;
    }
    if (way == acks->way) {
        acks->first = ack;
        acks->count++;
    }
}

acks_t
acks_of(const call_t *call, const transaction_t *invite, const message_view_t *answer, uint32_t frame)
{
    const ack_t *item = call->acks;
    acks_t       acks = { .complete = true };
    unsigned     left = MAX_READ;

    /* Those to earlier ones stand behind them. */
    for (; item != NULL && item->frame > invite->final_frame && left > 0; item = item->next, left--) {
        message_view_t view;

        if (item->frame >= frame || !leg_may_acknowledge(&item->leg, invite))
            continue;
        view = ack_view(item);
        if (item->cseq != invite->cseq) {
            if (acks.misnumbered == NULL && view_is_known(&view) && is_tagged(answer, &view)
                && way_of(&item->leg, &invite->leg) >= ACK_OF_SENDER && transactions_with(call, item->cseq) == NULL)
                acks.misnumbered = item;
            continue;
        }
        if (!view_is_known(&view))
            acks.complete = false;
        else if (is_tagged(answer, &view))
            add(&acks, item, way_of(&item->leg, &invite->leg));
        else if (acks.stranger == NULL && !is_for_another(call, item->cseq, &view, &left))
            acks.stranger = item;
        if (left == 0)
            break;
    }
    if (item != NULL && item->frame > invite->final_frame)
        acks.complete = false;
    return acks;
}
