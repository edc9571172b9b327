/* conditions.c
 * Causes in what a request makes its success depend on: entity tags and preconditions
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* RFC 3903, Section 6: SIP-If-Match names what was published before. */
static void
find_entity(finding_case_t *about)
{
    sip_text_t tag = view_value(&about->request, "SIP-If-Match", '\0');

    if (tag.length > 0)
        find_etag_unknown(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, tag);
}

static bool
begins(sip_text_t line, const char *with)
{
    return line.length >= strlen(with) && memcmp(line.bytes, with, strlen(with)) == 0;
}

/* Finds the first a=des line with this strength (RFC 3312, Section 4), and the m= line that it belongs to. */
static bool
find_precondition(const message_view_t *view, const char *strength, sip_text_t *line, sip_text_t *medium)
{
    sip_text_t body = view_body(view);

    memset(medium, 0, sizeof *medium);
    while (body.length > 0) {
        sip_text_t words;

        *line = sip_take_line(&body);
        if (begins(*line, "m="))
            *medium = *line;
        if (!begins(*line, "a=des:"))
            continue;
        /* "a=des:qos mandatory local sendrecv" */
        words = *line;
        sip_take_token(&words);
        /* The first token ends at the equals sign. */
        while (words.length > 0 && words.bytes[0] == '=') {
            words.bytes++;
            words.length--;
        }
        sip_take_token(&words);
        if (sip_text_is(sip_take_token(&words), strength))
            return true;
    }
    return false;
}

/* RFC 3312, Section 8: the SDP of the response marks what failed or is not known. */
static void
find_failed_precondition(finding_case_t *about)
{
    sip_text_t line, medium;

    if (find_precondition(&about->message, "failure", &line, &medium)
        || find_precondition(&about->message, "unknown", &line, &medium))
        find_precondition_failed(about, CERTAINTY_SHOWN, line, medium);
    else if (about->moment->kind == MOMENT_STRAY)
        return;
    else if (about->code == 580 && find_precondition(&about->request, "mandatory", &line, &medium))
        find_precondition_failed_demanded(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame, line,
                                          medium);
    else if (about->code == 580)
        find_precondition_failed_code(about, CERTAINTY_SHOWN, about->method, about->transaction->request_frame);
}

void
find_in_conditions(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_STRAY && about->code == 580)
        find_failed_precondition(about);
    if (about->moment->kind != MOMENT_FINAL || !case_is_whole(about))
        return;
    if (about->code == 412)
        find_entity(about);
    else if (about->code == 580 || about->code == 488 || about->code == 606)
        find_failed_precondition(about);
}
