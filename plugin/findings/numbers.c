/* numbers.c
 * Whom a request is for, and how a number is written
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/addressing.h"
#include "finding_sentences.h"
#include "message/addresses.h"

bool
host_is_address(sip_text_t host)
{
    return host.length > 0 && address_kind(host) != ADDRESS_NONE;
}

static bool
begins(sip_text_t text, const char *with)
{
    return text.length >= strlen(with) && g_ascii_strncasecmp(text.bytes, with, strlen(with)) == 0;
}

/* RFC 3966: a number may have parameters behind it, and that of a sip: URI, too. */
static sip_text_t
without_parameters(sip_text_t number)
{
    const char *end = number.length > 0 ? memchr(number.bytes, ';', number.length) : NULL;

    if (end != NULL)
        number.length = (size_t)(end - number.bytes);
    return number;
}

refused_t
refused_of(const message_view_t *request, const transaction_t *transaction)
{
    refused_t refused = { .view = *request, .frame = transaction->request_frame,
                          .uri = view_request_uri(request), .host_asked = transaction->leg.to };
    sip_uri_t uri;

    refused.tel = begins(refused.uri, "tel:");
    refused.secure = begins(refused.uri, "sips:");
    refused.sip = refused.secure || begins(refused.uri, "sip:");
    if (refused.tel) {
        sip_text_t number = { refused.uri.bytes + strlen("tel:"), refused.uri.length - strlen("tel:") };

        refused.number = without_parameters(number);
    } else if (sip_parse_uri(refused.uri, &uri)) {
        refused.number = without_parameters(uri.user);
        refused.host = uri.host;
    }
    return refused;
}

/* RFC 3966, Section 3: what makes a number easier to read, and is no part of it. */
static const char separators[] = "-.()";

/* The digits of a number, and whether it consists of them, behind a plus sign if it has one. */
static bool
count_digits(sip_text_t number, unsigned *digits)
{
    size_t start = begins(number, "%2B") ? strlen("%2B") : number.length > 0 && number.bytes[0] == '+' ? 1 : 0;

    *digits = 0;
    for (size_t i = start; i < number.length; i++) {
        if (g_ascii_isdigit(number.bytes[i]))
            (*digits)++;
        else if (memchr(separators, number.bytes[i], sizeof separators - 1) == NULL)
            return false;
    }
    return *digits > 0;
}

/* How many characters a text has, of which some may be escaped: RFC 3261, Section 19.1.2. */
static uint64_t
count_characters(sip_text_t text)
{
    uint64_t count = 0;

    for (size_t i = 0; i < text.length; i++, count++) {
        if (text.bytes[i] == '%' && i + 2 < text.length && g_ascii_isxdigit(text.bytes[i + 1])
            && g_ascii_isxdigit(text.bytes[i + 2]))
            i += 2;
    }
    return count;
}

void
find_number_by_form(finding_case_t *about, const refused_t *refused)
{
    sip_text_t number = refused->number, method = about->method;
    unsigned   digits;

    if (number.length == 1)
        find_number_unknown_single(about, CERTAINTY_SHOWN, method, refused->frame, number);
    else if (!count_digits(number, &digits))
        find_number_unknown_name(about, CERTAINTY_SHOWN, method, refused->frame, number,
                                 count_characters(number));
    else if (number.bytes[0] == '+' || number.bytes[0] == '%')
        find_number_unknown_plus(about, CERTAINTY_SHOWN, method, refused->frame, number, digits);
    else if (begins(number, "00"))
        find_number_unknown_zeros(about, CERTAINTY_SHOWN, method, refused->frame, number, digits);
    else if (number.bytes[0] == '0')
        find_number_unknown_zero(about, CERTAINTY_SHOWN, method, refused->frame, number, digits);
    else
        find_number_unknown(about, CERTAINTY_SHOWN, method, refused->frame, number, digits);
}
