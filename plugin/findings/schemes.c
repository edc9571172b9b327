/* schemes.c
 * Addresses whose scheme is not served: tel:, sip: where sips: is asked for, and the other way round (RFC 5630)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/addressing.h"
#include "finding_sentences.h"

/* RFC 5630, Section 9. */
#define SIPS_NOT_ALLOWED    380
#define SIPS_REQUIRED       381

/* The Warning with this code, as its text or else whole; empty if there is none. */
static sip_text_t
warning_of(const finding_case_t *about, uint32_t code)
{
    sip_values_t  values = { about->message.header, { NULL, 0 } };
    sip_text_t    value, none = { NULL, 0 };
    sip_warning_t warning;

    while (sip_next_value(&values, "Warning", '\0', &value)) {
        if (!sip_parse_warning(value, &warning) || warning.code != code)
            continue;
        if (warning.text.length > 2 && warning.text.bytes[0] == '"') {
            warning.text.bytes++;
            warning.text.length -= 2;
            return warning.text;
        }
        return value;
    }
    return none;
}

static bool
is_secure(sip_text_t uri)
{
    return uri.length >= 5 && g_ascii_strncasecmp(uri.bytes, "sips:", 5) == 0;
}

static bool
is_tel(sip_text_t uri)
{
    return uri.length >= 4 && g_ascii_strncasecmp(uri.bytes, "tel:", 4) == 0;
}

static bool
find_required(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const required[] = {
        "sips required", "sips only", "sips uri required", "requires sips", "use sips", "tls required", "requires tls",
        "tls only", "use tls", "tls is required", "sips is required", "secure transport required",
        "tls transport required", "only tls", NULL
    };
    sip_text_t said = warning_of(about, SIPS_REQUIRED);

    if (said.length == 0)
        said = words_find(words, required);
    if (said.length == 0 || refused->secure)
        return false;
    find_sips_required(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->uri);
    return true;
}

/* Where the request has sips:; empty if nowhere. */
static sip_text_t
secure_address(const refused_t *refused, const char **header)
{
    sip_text_t contact = sip_address(view_value(&refused->view, "Contact", 'm')), none = { NULL, 0 };

    *header = "Request-URI";
    if (refused->secure)
        return refused->uri;
    *header = "Contact";
    return is_secure(contact) ? contact : none;
}

static bool
find_unsupported(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const refusing[] = {
        "sips not allowed", "sips not supported", "sips is not supported", "sips uri not supported", "sips unsupported",
        "no sips", "unsupported sips", "sips uris not supported", "sips scheme not supported", "tls not supported",
        "tls is not supported", NULL
    };
    const char *header;
    sip_text_t  said = warning_of(about, SIPS_NOT_ALLOWED), uri = secure_address(refused, &header);

    if (uri.length == 0)
        return false;
    if (said.length == 0)
        said = words_find(words, refusing);
    if (said.length > 0)
        find_sips_unsupported_said(about, CERTAINTY_SHOWN, said, case_text(header), about->method, refused->frame, uri);
    else if (about->code == 416 && refused->secure)
        find_sips_unsupported(about, CERTAINTY_SHOWN, about->method, refused->frame, uri);
    else
        return false;
    return true;
}

/* A tel: URI in From or To, where the Request-URI is none. */
static void
find_other_header(finding_case_t *about, const refused_t *refused)
{
    sip_text_t from = sip_address(view_value(&refused->view, "From", 'f'));
    sip_text_t to = sip_address(view_value(&refused->view, "To", 't'));

    if (is_tel(from) || is_tel(to))
        find_scheme_unsupported_header(about, CERTAINTY_LIKELY, case_text(is_tel(to) ? "To" : "From"), about->method,
                                       refused->frame, is_tel(to) ? to : from);
}

static void
find_scheme(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const schemes[] = {
        "uri scheme", "unsupported scheme", "scheme not supported", "unknown scheme", "invalid scheme", "bad scheme",
        "url scheme", "tel uri", "tel uris", "tel url", "tel scheme", "unsupported uri", NULL
    };
    static const char *const elsewhere[] = { "contact", "from", "refer to", "route", "record route", NULL };
    sip_text_t said = words_find(words, schemes);

    if (refused->uri.length == 0)
        return;
    if (words_find(words, elsewhere).length > 0)
        said.length = 0;
    if (about->code == 416 && !refused->sip)
        find_scheme_unsupported(about, CERTAINTY_SHOWN, about->method, refused->frame, refused->uri);
    else if (about->code == 478 && refused->tel)
        find_scheme_unsupported_unresolved(about, CERTAINTY_LIKELY, about->method, refused->frame, refused->uri);
    else if (said.length > 0 && !refused->sip)
        find_scheme_unsupported_said(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->uri);
    else if (about->code == 416 || said.length > 0)
        find_other_header(about, refused);
}

void
find_in_schemes(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    if (!find_required(about, refused, words) && !find_unsupported(about, refused, words))
        find_scheme(about, refused, words);
}
