/* finals.c
 * Final responses that repeat each other
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/finals.h"

/* Whether two final responses to one request are the same one; what is not known any more does not differ. */
static bool
is_same_final(const message_view_t *a, const message_view_t *b)
{
    if (!view_is_known(a) || !view_is_known(b))
        return true;
    return sip_texts_equal(a->start_line, b->start_line) && sip_texts_equal(view_to_tag(a), view_to_tag(b));
}

uint32_t
moment_same_final(const moment_t *moment)
{
    const transaction_t *transaction = moment->transaction;
    message_view_t       view = moment_view(moment), other = transaction_final(transaction);

    if (transaction->final_code == moment->code && transaction->final_frame <= moment->frame
        && is_same_final(&view, &other))
        return transaction->final_frame;
    for (const other_final_t *item = transaction->other_finals; item != NULL; item = item->next) {
        other = message_view(texts_get(item->text));
        if (item->code == moment->code && item->frame <= moment->frame && is_same_final(&view, &other))
            return item->frame;
    }
    return 0;
}

uint32_t
moment_first_frame(const moment_t *moment)
{
    uint32_t frame = moment_same_final(moment);

    return frame != 0 ? frame : moment->transaction->final_frame;
}

message_view_t
moment_first_final(const moment_t *moment)
{
    uint32_t frame = moment_first_frame(moment);

    for (const other_final_t *other = moment->transaction->other_finals; other != NULL; other = other->next) {
        if (other->frame == frame)
            return message_view(texts_get(other->text));
    }
    return transaction_final(moment->transaction);
}

bool
moment_is_identical(const moment_t *moment)
{
    sip_text_t first = texts_get(moment->transaction->final_text);

    /* A 2xx is sent again by who made it, not by its transaction, and may be made anew (RFC 3261, Section 13.3.1.4). */
    return moment->code < 300 || first.bytes == NULL || moment_first_frame(moment) != moment->transaction->final_frame
        || sip_texts_equal(first, message_texts_get(moment->texts)[moment->number].whole);
}

bool
moment_is_captured_twice(const moment_t *moment)
{
    const transaction_t *transaction = moment->transaction;
    int64_t              apart;

    if (moment->kind != MOMENT_FINAL_AGAIN || moment_first_frame(moment) != transaction->final_frame)
        return false;
    apart = moment->now - transaction->final_time;
    return apart >= 0 && apart < CAPTURED_TWICE_MS && moment_is_identical(moment);
}
