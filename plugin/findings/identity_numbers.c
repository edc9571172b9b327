/* identity_numbers.c
 * Whether the numbers that were signed are those that the request shows
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "findings/identity.h"
#include "finding_sentences.h"
#include "message/uri.h"

/* No number is longer (ITU-T E.164: 15 digits), also not with a prefix. */
#define MAX_NUMBER      24

/* So many values of P-Asserted-Identity are looked at. */
#define MAX_ASSERTED    8

typedef struct {
    char   digits[MAX_NUMBER];
    size_t length;
} number_t;

/*
 * The number that a text is, without plus and visual separators (RFC 8224,
 * Section 8.3), and without the zeros before it that are no part of a number
 * with country code; false if it is none.
 */
static bool
read_number(sip_text_t text, number_t *number)
{
    size_t from = 0;

    number->length = 0;
    if (text.length >= 3 && g_ascii_strncasecmp(text.bytes, "%2b", 3) == 0)
        from = 3;
    else if (text.length >= 1 && text.bytes[0] == '+')
        from = 1;
    if (from == text.length)
        return false;
    for (size_t i = from; i < text.length; i++) {
        char c = text.bytes[i];

        if (c == '-' || c == '.' || c == '(' || c == ')' || c == ' ' || (c == '0' && number->length == 0))
            continue;
        if ((!g_ascii_isdigit(c) && c != '*' && c != '#') || number->length == MAX_NUMBER)
            return false;
        number->digits[number->length++] = c;
    }
    return true;
}

/* Whether one ends with the other: a national number, or an extension, may be the same one. */
static bool
may_be_same(const number_t *a, const number_t *b)
{
    const number_t *shorter = a->length < b->length ? a : b, *longer = shorter == a ? b : a;

    return memcmp(longer->digits + longer->length - shorter->length, shorter->digits, shorter->length) == 0;
}

/* The user of a SIP URI or the number of a tel: URI in a value such as that of From. */
static sip_text_t
user_of(sip_text_t value)
{
    sip_text_t number = sip_address(value), none = { NULL, 0 };
    size_t     length = 0;

    if (case_text_has(number, "phone-context"))
        return none;
    if (number.length < 4 || g_ascii_strncasecmp(number.bytes, "tel:", 4) != 0)
        return sip_user(value);
    number.bytes += 4;
    number.length -= 4;
    while (length < number.length && number.bytes[length] != ';')
        length++;
    number.length = length;
    return number;
}

/* How what was signed and what the request says go together. */
typedef enum {
    UNKNOWN,        /* they cannot be compared */
    SAME,           /* or may be */
    DIFFERENT
} relation_t;

static relation_t
compare_numbers(sip_text_t tn, sip_text_t value)
{
    number_t signed_number, number;

    if (!read_number(tn, &signed_number) || !read_number(user_of(value), &number))
        return UNKNOWN;
    return may_be_same(&signed_number, &number) ? SAME : DIFFERENT;
}

/* RFC 8224, Section 8.5: parameters do not count. Where From has a number, a verifier does not look at its URI. */
static relation_t
compare_uris(sip_text_t uri, sip_text_t value)
{
    sip_uri_t signed_uri, shown;
    number_t  number;

    if (read_number(user_of(value), &number) || !sip_parse_uri(uri, &signed_uri)
        || !sip_parse_uri(sip_address(value), &shown))
        return UNKNOWN;
    return sip_escaped_equal(signed_uri.user, shown.user, true) && sip_escaped_equal(signed_uri.host, shown.host, true)
        ? SAME : DIFFERENT;
}

static relation_t
compare(sip_text_t tn, sip_text_t uri, sip_text_t value)
{
    if (value.length == 0)
        return UNKNOWN;
    return tn.length > 0 ? compare_numbers(tn, value) : compare_uris(uri, value);
}

static sip_text_t
shown_of(sip_text_t value)
{
    sip_text_t user = user_of(value);

    return user.length > 0 ? user : sip_address(value);
}

/* The leg before, on which the request had the same Identity; NULL if it is not known. */
static const transaction_t *
leg_before(const finding_case_t *about)
{
    const transaction_t *before = transaction_previous_hop(about->call, about->transaction);
    other_leg_t          other = { NULL, false };
    message_view_t       request;

    if (before == NULL && about->transaction->method == METHOD_INVITE)
        other = call_leg_before(about->call, about->transaction);
    if (other.certain)
        before = other.transaction;
    if (before == NULL)
        return NULL;
    request = transaction_request(before);
    return sip_texts_equal(view_value(&request, "Identity", 'y'), view_value(&about->request, "Identity", 'y')) ? before
                                                                                                                  : NULL;
}

/* The same, if what was signed still was in the header field of this name there. *value: what it had */
static const transaction_t *
leg_with(const finding_case_t *about, const passport_t *passport, const char *name, char compact, sip_text_t *value)
{
    const transaction_t *before = leg_before(about);
    bool                 callee = compact == 't';
    message_view_t       request;

    if (before == NULL)
        return NULL;
    request = transaction_request(before);
    *value = view_value(&request, name, compact);
    return compare(callee ? passport->dest_tn[0] : passport->orig_tn, callee ? passport->dest_uri[0] : passport->orig_uri,
                   *value) == SAME ? before : NULL;
}

/* The caller is who is in P-Asserted-Identity, or else in From (RFC 8224, Section 6.2; RFC 8588). */
static void
find_caller(finding_case_t *about, const passport_t *passport)
{
    const transaction_t *before;
    sip_values_t         values = { about->request.header, { NULL, 0 } };
    sip_text_t           from = view_value(&about->request, "From", 'f'), value, asserted = { NULL, 0 }, was;
    sip_text_t           orig = passport->orig_tn.length > 0 ? passport->orig_tn : passport->orig_uri;
    relation_t           relation = compare(passport->orig_tn, passport->orig_uri, from), other;
    uint32_t             frame = about->transaction->request_frame;
    unsigned             count = 0;

    while (relation != SAME && count++ < MAX_ASSERTED && sip_next_value(&values, "P-Asserted-Identity", '\0', &value)) {
        other = compare(passport->orig_tn, passport->orig_uri, value);
        if (other != UNKNOWN)
            relation = other;
        if (asserted.length == 0)
            asserted = value;
    }
    if (relation != DIFFERENT || count > MAX_ASSERTED)
        return;
    before = leg_with(about, passport, "From", 'f', &was);
    if (before != NULL)
        find_identity_orig_differs_changed(about, CERTAINTY_SHOWN, about->method, frame, orig, shown_of(from),
                                           before->request_frame, case_host(about, before->leg.to), shown_of(was));
    else if (asserted.length > 0)
        find_identity_orig_differs_asserted(about, CERTAINTY_SHOWN, about->method, frame, orig, shown_of(from),
                                            shown_of(asserted));
    else
        find_identity_orig_differs(about, CERTAINTY_SHOWN, about->method, frame, orig, shown_of(from));
}

static void
find_callee(finding_case_t *about, const passport_t *passport)
{
    const transaction_t *before;
    sip_text_t           to = view_value(&about->request, "To", 't'), none = { NULL, 0 }, was;
    sip_text_t           dest = passport->num_dest_tn > 0 ? passport->dest_tn[0] : passport->dest_uri[0];
    unsigned             count = passport->num_dest_tn > 0 ? passport->num_dest_tn : passport->num_dest_uri;
    uint32_t             frame = about->transaction->request_frame;

    for (unsigned i = 0; i < count; i++) {
        if (compare(passport->num_dest_tn > 0 ? passport->dest_tn[i] : none, passport->dest_uri[i], to) != DIFFERENT)
            return;
    }
    if (count == 0 || passport->more_dest)
        return;
    before = leg_with(about, passport, "To", 't', &was);
    if (before != NULL)
        find_identity_dest_differs_changed(about, CERTAINTY_SHOWN, about->method, frame, dest, shown_of(to),
                                           before->request_frame, case_host(about, before->leg.to), shown_of(was));
    else
        find_identity_dest_differs(about, CERTAINTY_SHOWN, about->method, frame, dest, shown_of(to));
}

void
find_numbers_of_identity(finding_case_t *about, const identity_t *identity)
{
    if (identity->passport.form != PASSPORT_FULL || identity->diverted)
        return;
    find_caller(about, &identity->passport);
    find_callee(about, &identity->passport);
}
