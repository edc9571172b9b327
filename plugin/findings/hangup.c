/* hangup.c
 * A PBX that ends a call by itself, with a code that is elsewhere that of a person
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/causes.h"
#include "findings/hangup.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/*
 * Asterisk's table of codes for causes. Where it sends 603 with one of these, the
 * dial plan asked for that code, or somebody else said it.
 */
static bool
has_code_in_asterisk(uint32_t cause)
{
    switch (cause) {
    case 1: case 2: case 3: case 17: case 18: case 19: case 20: case 21: case 22: case 27: case 28: case 29: case 31:
    case 34: case 38: case 42: case 58: case 66: case 127:
        return true;
    default:
        return false;
    }
}

/*
 * Asterisk has 603 for each cause without a code of its own, among them 16, with
 * which a dial plan ends that dialled in vain. That somebody is busy is 486
 * there, and that somebody declined is 403.
 */
const reason_cause_record_t *
pbx_hangup_cause(const finding_case_t *about)
{
    uint32_t number;

    if (about->code != 603 || !case_is_about(about, "INVITE") || view_to_tag(&about->request).length > 0)
        return NULL;
    number = case_q850_cause(about);
    if (number == 0 || has_code_in_asterisk(number) || !case_is_from_asterisk(about))
        return NULL;
    return catalogue_find_reason_cause("Q.850", number);
}

void
find_in_hangup(finding_case_t *about)
{
    const reason_cause_record_t *cause = pbx_hangup_cause(about);

    if (cause == NULL)
        return;
    if (cause_says_little(cause->cause))
        find_pbx_hangup(about, CERTAINTY_LIKELY, cause->cause, case_text(cause->name));
    else
        find_pbx_hangup_cause(about, CERTAINTY_LIKELY, cause->cause, case_text(cause->name), cause->meaning);
}
