/* misfits.c
 * Credentials that are not what the challenge asks for
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/misfits.h"
#include "finding_sentences.h"

/* RFC 7616, Section 3.4: nc has so many hexadecimal digits. */
#define NC_DIGITS   8

static bool
is_count(sip_text_t nc)
{
    for (size_t i = 0; i < nc.length; i++) {
        if (!g_ascii_isxdigit(nc.bytes[i]))
            return false;
    }
    return nc.length == NC_DIGITS;
}

/* RFC 7616, Section 3.4: nc goes into the digest as it is, with all of its digits. */
bool
misfits_find_in_form(finding_case_t *about, const digest_answer_t *answer)
{
    sip_text_t nc = digest_plain(answer->credentials.auth.nc);

    if (nc.length > 0 && !is_count(nc)) {
        find_auth_answer_differs_nc(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame, nc);
        return true;
    }
    return false;
}

/* RFC 3261, Section 22.3: the request has to carry the credentials for all who asked, not for the last of them alone. */
static void
find_left_out(finding_case_t *about, const digest_t *challenge)
{
    const transaction_t *item = about->call->transactions;
    digest_t             used;

    for (unsigned seen = 0; item != NULL && seen < DIGEST_MAX_EARLIER; item = item->next, seen++) {
        message_view_t request;

        if (!digest_is_before(item, about->transaction) || !digest_is_challenge(item->final_code)
            || item->method != about->transaction->method)
            continue;
        request = transaction_request(item);
        if (view_is_known(&request) && digest_find_credentials(&request, challenge, &used)) {
            find_auth_answer_differs_realm(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame,
                                           digest_plain(challenge->auth.realm), item->request_frame);
            return;
        }
    }
}

void
misfits_find_in_answer(finding_case_t *about)
{
    sip_text_t header = about->message.header;
    digest_t   challenge, used;

    while (digest_next_challenge(&header, &challenge)) {
        if (digest_find_credentials(&about->request, &challenge, &used))
            return;
    }
    header = about->message.header;
    if (digest_next_challenge(&header, &challenge) && digest_has_credentials(&about->request))
        find_left_out(about, &challenge);
}
