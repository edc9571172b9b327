/* moment.c
 * A message, and its place in its exchange
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/moment.h"

message_view_t
moment_view(const moment_t *moment)
{
    return message_view(message_texts_get(moment->texts)[moment->number].whole);
}
