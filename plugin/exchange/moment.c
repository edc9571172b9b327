/* moment.c
 * A message, and its place in its exchange
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/moment.h"

message_view_t
moment_view(const moment_t *moment)
{
    const message_text_t *text = &message_texts_get(moment->texts)[moment->number];
    message_view_t        view = { text->whole, text->header };

    view.start_line.length = text->tvb != NULL ? (size_t)text->line_length : 0;
    return view;
}

sip_text_t
moment_call_id(const moment_t *moment)
{
    const char    *recorded = moment->message->info->tap_call_id;
    sip_text_t     call_id = { recorded, strlen(recorded) }, whole;
    message_view_t view;

    if (call_id.length != RECORD_CALL_ID_MAX)
        return call_id;
    view = moment_view(moment);
    whole = view_value(&view, "Call-ID", 'i');
    return whole.length > call_id.length ? whole : call_id;
}
