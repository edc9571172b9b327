/* registrations.c
 * Causes in registrations: who is not registered, and why a REGISTER is refused
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/registrations.h"
#include "findings/addressing.h"
#include "findings/phrases.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many requests are looked at. */
#define MAX_LOOKED_AT   1024

/* Clocks differ, and registrars may wait a little before they forget. */
#define GRACE_MS    1000

/* A server that has nowhere to go says so in less time. */
#define AT_ONCE_MS  2000

static bool
is_register(const finding_case_t *about)
{
    return about->transaction->method == METHOD_REGISTER;
}

/* The address-of-record, which To names (RFC 3261, Section 10.2). */
static sip_text_t
address_of_record(const refused_t *refused)
{
    return sip_address(view_value(&refused->view, "To", 't'));
}

/* Whether the words may be about somebody else than the user who is called or registers. */
static bool
is_about_others(const words_t *words)
{
    static const char *const others[] = {
        "trunk", "gateway", "peer", "carrier", "caller", "calling", "origination", "originating", "originator", "sender",
        "source", "from", NULL
    };

    return words_find(words, others).length > 0;
}

static bool
find_full(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const full[] = {
        "too many contacts", "too many registered contacts", "too many registrations", "too many bindings",
        "too many devices", "too many endpoints", "maximum contacts", "max contacts", "maximum number of contacts",
        "maximum number of registrations", "maximum number of bindings", "maximum registrations", "max registrations",
        "contact limit", "contacts limit", "registration limit", "registrations limit", "binding limit",
        "number of contacts exceeded", "registration quota", "simultaneous registrations", "device limit",
        "maximum devices", "maximum number of devices", "maximum number of registered", NULL
    };
    /* How often one registers is another matter than how often one is registered. */
    static const char *const rates[] = {
        "per second", "per minute", "per hour", "rate", "frequent", "frequently", "often", "attempts", NULL
    };
    sip_text_t said = words_blame(words, full);

    if (said.length == 0 || words_find(words, rates).length > 0)
        return false;
    find_contacts_full(about, CERTAINTY_SHOWN, said, refused->frame, address_of_record(refused));
    return true;
}

/* The server says that it has no such subscriber. */
static bool
find_no_subscriber(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const subscribers[] = {
        "hss user unknown", "unknown subscriber", "subscriber unknown", "subscriber not found", "no such subscriber",
        "subscriber does not exist", "unknown account", "unknown user account", "account unknown", "account not found",
        "no such account", "account does not exist", "user account not found", "not provisioned", "not a subscriber",
        "unknown endpoint", "endpoint not found", "no matching peer", "no matching endpoint", "no such peer",
        "user not in database", "unknown impu", "unknown impi", NULL
    };
    /* What is missing there is something of a user, or of somebody else. */
    static const char *const others[] = {
        "service", "feature", "video", "fax", "did", "number", "media", "codec", "conference", "room", "queue", "agent",
        "parameter", "carrier", "gateway", "upstream", NULL
    };
    sip_text_t said = words_blame(words, subscribers);
    bool       called = about->code == 404 || about->code == 604 || about->code == 410 || about->code == 480;

    if (said.length == 0 && (is_register(about) || !called))
        said = words_blame(words, words_of_unknown_users);
    if (said.length == 0 || words_find(words, others).length > 0 || (!is_register(about) && called && is_about_others(words)))
        return false;
    if (is_register(about) || about->transaction->method == METHOD_PUBLISH)
        find_subscriber_unknown(about, CERTAINTY_SHOWN, said, about->method, refused->frame, address_of_record(refused));
    else if (called)
        find_subscriber_unknown(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->uri);
    else
        find_subscriber_unknown_either(about, CERTAINTY_SHOWN, said, about->method, refused->frame,
                                       sip_address(view_value(&refused->view, "From", 'f')), refused->uri);
    return true;
}

/* The server says that the called user is not registered; of a 403 it may mean who calls. */
static void
find_told(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    static const char *const told[] = {
        "not registered", "user not registered", "unregistered", "no registration", "not logged in", "logged out", "logged off", "subscriber absent",
        "user offline", "subscriber offline", "registration expired",
        "no registered contacts", "no contacts registered", "no registered contact", "no contact registered",
        "no contacts found", "no contacts for", "no contact for", "no active registration", "no active registrations",
        "no registered endpoints", NULL
    };
    static const char *const others[] = { "agent", "queue", "upstream", "provider", "domain", NULL };
    static const char *const users[] = {
        "user", "users", "subscriber", "contact", "contacts", "endpoint", "endpoints", "extension", "device", "phone",
        "logged in", "logged out", NULL
    };
    sip_text_t said = words_blame(words, told);

    if (said.length == 0 || is_about_others(words) || words_find(words, others).length > 0)
        return;
    /* A server that does not work may miss its own registration with the next one. */
    if (about->code == 404 || about->code == 408 || about->code == 410 || about->code == 480
        || (about->code == 503 && words_find(words, users).length > 0))
        find_not_registered_words(about, CERTAINTY_SHOWN, said, about->method, refused->frame, refused->uri);
}

void
find_in_registration_words(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    if (is_register(about) && find_full(about, refused, words))
        return;
    if (!find_no_subscriber(about, refused, words) && !is_register(about))
        find_told(about, refused, words);
}

/*
 * What the registrar that refused the request said last of a user; NULL if that
 * is not known, or if some registrar has a binding, or may have one.
 */
static const registration_t *
unbound_at(const registration_t *item, host_t registrar, int64_t now)
{
    const registration_t *found = NULL;

    for (; item != NULL; item = item->next) {
        if (item->frame != 0 && (item->until == INT64_MAX || item->until + GRACE_MS > now))
            return NULL;
        if (item->registrar == registrar)
            found = item;
    }
    return found;
}

/* What is known of whom the request is for: of the Request-URI, or else of To, if that names the same user. */
static const registration_t *
registrations_of_called(const refused_t *refused)
{
    const registration_t *found = registrations_of(refused->number, refused->host);
    sip_uri_t             to;

    if (found != NULL || !sip_parse_uri(address_of_record(refused), &to)
        || !sip_texts_equal(to.user, refused->number))
        return found;
    return registrations_of(to.user, to.host);
}

/* The capture shows that the called user had no registration when the request came. */
static void
find_unregistered_user(finding_case_t *about, const refused_t *refused)
{
    const transaction_t  *transaction = about->transaction;
    const registration_t *item = unbound_at(registrations_of_called(refused), refused->host_asked, transaction->time);

    /* What was passed on had somewhere to go. */
    if (item == NULL || (transaction->method == METHOD_INVITE && case_other_leg(about).transaction != NULL))
        return;
    if (item->frame == 0)
        find_not_registered_refused(about, CERTAINTY_LIKELY, refused->uri, item->refused_request_frame,
                                    item->refused_code, item->refused_frame);
    else if (item->until != 0)
        find_not_registered(about, CERTAINTY_SHOWN, refused->uri, item->frame,
                            (uint64_t)(item->until - item->time) / 1000, transaction->time - item->until, about->method,
                            transaction->request_frame);
    else if (item->removed)
        find_not_registered_removed(about, CERTAINTY_SHOWN, refused->uri, item->request_frame,
                                    transaction->time - item->time, about->method, transaction->request_frame);
}

/*
 * Whether the response can say that: where something rang, or the server had to
 * wait for its answer, it knew where to go.
 */
static bool
means_absence(const finding_case_t *about)
{
    return (about->code == 404 || about->code == 410 || about->code == 480 || about->code == 604)
        && about->transaction->rang_frame == 0 && about->moment->now - about->transaction->time < AT_ONCE_MS
        && !case_says_why(about);
}

/* What a proxy passes on to where the user is registered; a subscription is the server's own matter. */
static bool
is_for_bindings(const finding_case_t *about)
{
    uint8_t method = about->transaction->method;

    return method == METHOD_INVITE || method == METHOD_MESSAGE || method == METHOD_OPTIONS;
}

/* RFC 2606, Section 2. */
static bool
is_invalid(sip_text_t host)
{
    static const char name[] = ".invalid";
    size_t            length = strlen(name);

    return host.length > length && g_ascii_strncasecmp(host.bytes + host.length - length, name, length) == 0;
}

/*
 * Registrars of some products tell phones apart by the user of Contact. Where
 * credentials were sent, a 403 is about those.
 */
static void
find_contact_user(finding_case_t *about, const refused_t *refused)
{
    sip_text_t user = sip_user(view_value(&refused->view, "To", 't'));
    sip_text_t contact = sip_user(view_value(&refused->view, "Contact", 'm'));
    bool       credentials = view_has(&refused->view, "Authorization", '\0');
    sip_uri_t  uri;

    if (!case_phrase_is_registered(about) || (about->code != 404 && (about->code != 403 || credentials)))
        return;
    /* Browsers have random users at hosts that are none. */
    if (user.length > 0 && contact.length > 0 && !sip_escaped_equal(user, contact, false)
        && (!sip_parse_uri(sip_address(view_value(&refused->view, "Contact", 'm')), &uri) || !is_invalid(uri.host))
        && !registrations_accept_contact(refused->host_asked))
        find_contact_user_differs(about, CERTAINTY_LIKELY, refused->frame, contact, user);
}

/* What the registrar that refuses it last took for this address; NULL if nothing is known of that. */
static const registration_t *
last_taken(const refused_t *refused, sip_text_t record)
{
    const registration_t *item;
    sip_uri_t             uri;

    if (!sip_parse_uri(record, &uri))
        return NULL;
    item = registrations_of(uri.user, uri.host);
    while (item != NULL && (item->registrar != refused->host_asked || item->frame == 0))
        item = item->next;
    return item;
}

/* The REGISTER in this frame; NULL if it is not among those of the newest calls. */
static const transaction_t *
register_in(uint32_t frame)
{
    unsigned seen = 0;

    for (const call_t *call = calls_newest(); call != NULL; call = call->next) {
        for (const transaction_t *item = call->transactions; item != NULL; item = item->next) {
            if (item->method == METHOD_REGISTER && item->request_frame == frame)
                return item;
            if (++seen == MAX_LOOKED_AT)
                return NULL;
        }
    }
    return NULL;
}

/* How many bindings the answer of a registrar lists; 0 if this contact, or one that cannot be read, is among them. */
static unsigned
count_others(const message_view_t *answer, sip_text_t contact)
{
    sip_values_t values = { answer->header, { NULL, 0 } };
    sip_text_t   value;
    sip_uri_t    uri;
    unsigned     count = 0;

    while (sip_next_value(&values, "Contact", 'm', &value)) {
        if (!sip_parse_uri(sip_address(value), &uri) || sip_uris_equal(sip_address(value), contact))
            return 0;
        count++;
    }
    return count;
}

/*
 * Asterisk (res_pjsip_registrar) refuses a contact above max_contacts with 403 and no
 * words, while it asks for other credentials with 401. So it is most likely that, where
 * the same host was let register another contact for this user, which still holds. The
 * older chan_sip, which refuses credentials that way, has Allow in all of its answers
 * (respprep() in channels/chan_sip.c).
 */
static void
find_one_more_contact(finding_case_t *about, const refused_t *refused)
{
    sip_text_t            record = address_of_record(refused);
    sip_text_t            contact = sip_address(view_value(&refused->view, "Contact", 'm'));
    const registration_t *held;
    const transaction_t  *taken;
    message_view_t        answer;
    unsigned              count;
    sip_uri_t             uri;

    if (about->code != 403 || !case_phrase_is_registered(about) || !case_is_from_asterisk(about)
        || view_has(&about->message, "Allow", '\0') || register_removes_only(&about->request)
        || !sip_parse_uri(contact, &uri))
        return;
    held = last_taken(refused, record);
    if (held == NULL || held->until == INT64_MAX || held->until <= about->transaction->time)
        return;
    taken = register_in(held->request_frame);
    if (taken == NULL || !legs_have_one_sender(&taken->leg, &about->transaction->leg))
        return;
    answer = transaction_final(taken);
    /* chan_sip has Allow in its other answers as well. */
    count = view_is_known(&answer) && !view_has(&answer, "Allow", '\0') ? count_others(&answer, contact) : 0;
    if (count > 0)
        find_contacts_full_likely(about, CERTAINTY_LIKELY, refused->frame, contact, record, count, held->frame);
}

/* RFC 3261, Section 10.3, step 5: a registrar says 404 where To is no address of its domain. */
void
find_unknown_record(finding_case_t *about, const refused_t *refused, const words_t *words)
{
    sip_text_t record = address_of_record(refused);

    if (is_register(about) && about->code == 404 && words->count == 0 && record.length > 0
        && last_taken(refused, record) == NULL)
        find_subscriber_unknown_likely(about, CERTAINTY_LIKELY, about->method, refused->frame, record);
}

void
find_in_registrations(finding_case_t *about, const refused_t *refused)
{
    if (is_register(about)) {
        find_contact_user(about, refused);
        if (!case_has_cause(about))
            find_one_more_contact(about, refused);
    } else if (is_for_bindings(about) && means_absence(about) && refused->host.length > 0 && refused->number.length > 0)
        find_unregistered_user(about, refused);
}

/* It succeeds like one that registers, and means the contrary. */
void
find_late_in_registrations(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_FINAL || about->code >= 300 || about->transaction->method != METHOD_REGISTER
        || !view_is_known(&about->request))
        return;
    if (register_removes_only(&about->request))
        find_unregistered(about, CERTAINTY_SHOWN, about->transaction->request_frame,
                          sip_address(view_value(&about->request, "To", 't')));
}
