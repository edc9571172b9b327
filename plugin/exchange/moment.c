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
