/* domains.c
 * IP addresses where a server wants a name
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/registrations.h"
#include "findings/addressing.h"
#include "finding_sentences.h"
#include "message/addresses.h"

static sip_text_t
host_of(sip_text_t value)
{
    sip_text_t none = { NULL, 0 };
    sip_uri_t  uri;

    return sip_parse_uri(sip_address(value), &uri) ? uri.host : none;
}

/* Whether a host is this domain or below it. */
static bool
is_within(sip_text_t host, const char *domain)
{
    size_t length = strlen(domain);

    return host.length >= length && g_ascii_strncasecmp(host.bytes + host.length - length, domain, length) == 0
        && (host.length == length || host.bytes[host.length - length - 1] == '.');
}

/* Whether a text has a host name, with letters around a full stop. */
static bool
has_host_name(sip_text_t text)
{
    for (size_t i = 1; i + 1 < text.length; i++) {
        if (text.bytes[i] == '.' && g_ascii_isalpha(text.bytes[i - 1]) && g_ascii_isalpha(text.bytes[i + 1]))
            return true;
    }
    return false;
}

/*
 * The documentation of Microsoft's Direct Routing demands that the host of
 * Contact is the name of the SBC, by which the hub finds the customer. A name in
 * Record-Route does, too.
 */
static bool
find_hub(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const names[] = { "fqdn", NULL };
    sip_text_t contact, route, said = words_find(words, names);

    if ((about->code != 400 && about->code != 403)
        || (!is_within(refused->host, "pstnhub.microsoft.com")
            && !case_text_has(view_value(&about->message, "Server", '\0'), "Microsoft.PSTNHub")))
        return false;
    contact = host_of(view_value(&refused->view, "Contact", 'm'));
    route = host_of(view_value(&refused->view, "Record-Route", '\0'));
    if (!host_is_address(contact) || (route.length > 0 && !host_is_address(route)))
        return false;
    /* It has got the name from elsewhere, and says so. */
    if (has_host_name(said))
        return false;
    find_contact_is_address(about, CERTAINTY_LIKELY, about->method, refused->frame, contact);
    return true;
}

/*
 * Where the request has an address as its domain, and what it is; empty if
 * nowhere. of_caller: the server speaks of the caller's domain
 */
static sip_text_t
find_address(const finding_case_t *about, const refused_t *refused, bool of_caller, const char **header)
{
    sip_text_t to = host_of(view_value(&refused->view, "To", 't'));
    sip_text_t from = host_of(view_value(&refused->view, "From", 'f')), none = { NULL, 0 };

    *header = "From";
    if (of_caller)
        return host_is_address(from) ? from : none;
    *header = "To";
    if (about->transaction->method == METHOD_REGISTER && host_is_address(to))
        return to;
    *header = "Request-URI";
    if (host_is_address(refused->host))
        return refused->host;
    *header = "To";
    if (host_is_address(to))
        return to;
    *header = "From";
    return host_is_address(from) ? from : none;
}

/*
 * A server that serves domains refuses what is addressed to its IP address.
 * Trunks have such addresses as a rule, so that more than those says it is the
 * domain: the words of the server, or that nobody was asked for a password. PBXs
 * in private networks are addressed by IP.
 */
static void
find_domain(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const domains[] = {
        "domain", "domain forbidden", "unknown realm", "not relaying", "relaying denied", "relay denied",
        "relaying forbidden", "not my domain", NULL
    };
    static const char *const callers[] = { "from", "caller", "calling", "sender", "source", "originating", NULL };
    const char *header;
    bool        of_caller = words_find(words, callers).length > 0;
    sip_text_t  said = words_find(words, domains), host = find_address(about, refused, of_caller, &header);

    if ((about->code != 403 && about->code != 404) || host.length == 0)
        return;
    if (said.length > 0)
        find_domain_is_address_words(about, CERTAINTY_LIKELY, said, about->method, refused->frame, host,
                                     case_text(header));
    else if (about->transaction->method == METHOD_REGISTER && words->count == 0
             && address_kind(host) == ADDRESS_PUBLIC && !view_has(&refused->view, "Authorization", '\0')
             && !view_has(&refused->view, "Proxy-Authorization", '\0')
             && !registrations_accept_host(about->transaction->leg.to, host))
        find_domain_is_address(about, CERTAINTY_LIKELY, about->method, refused->frame, host, case_text(header));
}

void
find_in_domains(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    if (!find_hub(about, refused, words))
        find_domain(about, refused, words);
}
