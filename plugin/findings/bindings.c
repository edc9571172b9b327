/* bindings.c
 * What a REGISTER asks to do with bindings, where no registrar may take it
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/complaints.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* The contacts of a request. */
typedef struct {
    bool       star;        /* one of them is "*" */
    sip_text_t other;       /* the first that is not; empty if there is none */
} contacts_t;

static contacts_t
contacts_of(const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    contacts_t   contacts = { false, { NULL, 0 } };
    sip_text_t   value;

    while (sip_next_value(&values, "Contact", 'm', &value)) {
        if (sip_text_is(value, "*"))
            contacts.star = true;
        else if (contacts.other.length == 0)
            contacts.other = value;
    }
    return contacts;
}

/* Whether the server refuses something else by its words. */
static bool
is_about_another_field(const finding_case_t *about)
{
    sip_text_t words;

    return words_about(about, "Contact", &words) == COMPLAINT_OTHER && words_about(about, "Expires", &words) != COMPLAINT_NAME
        && case_words(about, "wildcard").length == 0 && case_words(about, "binding").length == 0;
}

/* RFC 3261, Section 10.2.2: a star is there to remove all bindings, and for nothing else. Section 10.3, step 6: else 400. */
void
find_in_bindings(finding_case_t *about)
{
    contacts_t contacts;
    uint32_t   seconds, frame;

    if (about->moment->kind != MOMENT_FINAL || about->code != 400 || !case_is_whole(about)
        || about->transaction->method != METHOD_REGISTER)
        return;
    contacts = contacts_of(&about->request);
    frame = about->transaction->request_frame;
    if (!contacts.star || is_about_another_field(about))
        return;
    if (contacts.other.length > 0)
        find_contact_star_more(about, CERTAINTY_SHOWN, frame, contacts.other);
    else if (!view_has(&about->request, "Expires", '\0'))
        find_contact_star_none(about, CERTAINTY_SHOWN, frame);
    else if (!view_number(&about->request, "Expires", '\0', &seconds) || seconds != 0)
        find_contact_star(about, CERTAINTY_SHOWN, frame, view_value(&about->request, "Expires", '\0'));
}
