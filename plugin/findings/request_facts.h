/* request_facts.h
 * What a request itself says of the usual causes of a code
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_REQUEST_FACTS_H
#define SIPEXPLAIN_REQUEST_FACTS_H

#include "message/view.h"

/* Whether it lists all that Require of the response names, and that names something (RFC 3261, Section 21.4.16). */
bool request_offers(const message_view_t *request, const message_view_t *response);

/* Whether it hides who sends it, in From or by Privacy (RFC 3323), or may be said to. */
bool request_is_anonymous(const message_view_t *request);

/* Whether its Request-URI has one of these schemes, which are separated by blanks. */
bool request_has_scheme(const message_view_t *request, const char *schemes);

#endif /* SIPEXPLAIN_REQUEST_FACTS_H */
