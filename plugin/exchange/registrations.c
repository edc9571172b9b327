/* registrations.c
 * Which users were registered where, and until when
 *
 * On the way only the transactions are noted. They are read when somebody asks,
 * each of them once, so that captures without such a failure do not pay for it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/registrations.h"
#include "message/uri.h"

/* No longer users and hosts are told apart. */
#define MAX_BYTES   256

/* So many registrars of a user are told apart; a capture has few. */
#define MAX_REGISTRARS  8

typedef struct noted {
    struct noted        *next;      /* that came after it */
    const transaction_t *transaction;
} noted_t;

/* A user, or a host that a registrar accepts. */
typedef struct {
    hash128_t       key;
    registration_t *registrations;
} entry_t;

static noted_t    *first, *last;    /* that were not read yet; in file scope, as all of it */
static wmem_map_t *entries;         /* entry_t, by themselves */
static bool        incomplete;      /* some of them could not be read any more */

static void
forget(void)
{
    first = last = NULL;
    entries = NULL;
    incomplete = false;
}

void
registrations_register(void)
{
    register_cleanup_routine(forget);
}

static bool
is_zero(sip_text_t value)
{
    uint32_t number;

    return sip_parse_number(sip_take_token(&value), &number) && number == 0;
}

bool
register_removes_only(const message_view_t *request)
{
    sip_values_t values = { request->header, { NULL, 0 } };
    sip_text_t   contact, expires = view_value(request, "Expires", '\0');
    bool         removes = false;   /* without Contact it is a question */

    while (sip_next_value(&values, "Contact", 'm', &contact)) {
        sip_text_t name, value, own = expires;

        if (sip_text_is(contact, "*"))
            return true;
        while (sip_next_parameter(&contact, &name, &value)) {
            if (sip_text_is(name, "expires"))
                own = value;
        }
        removes = is_zero(own);
        if (!removes)
            return false;
    }
    return removes;
}

void
registrations_note(const transaction_t *transaction)
{
    noted_t *added;

    /* One challenge is a step of most registrations. */
    if ((transaction->final_code == 401 || transaction->final_code == 407) && transaction->challenges < 2)
        return;
    added = wmem_new(wmem_file_scope(), noted_t);
    added->transaction = transaction;
    added->next = NULL;
    if (last != NULL)
        last->next = added;
    else
        first = added;
    last = added;
}

static unsigned
entry_hash(const void *entry)
{
    return (unsigned)((const entry_t *)entry)->key.a;
}

static gboolean
entries_equal(const void *a, const void *b)
{
    return hash_equal(((const entry_t *)a)->key, ((const entry_t *)b)->key);
}

/* The name of a user at a host, or that of a host at a registrar, whose letters have no case; false if it is too long. */
static bool
make_key(const void *before, size_t length, sip_text_t host, hash128_t *key)
{
    char   bytes[2 * MAX_BYTES + 1];
    size_t count = 0;

    if (length == 0 || length > MAX_BYTES || host.length == 0 || host.length > MAX_BYTES)
        return false;
    memcpy(bytes, before, length);
    count = length;
    bytes[count++] = '@';
    for (size_t i = 0; i < host.length; i++)
        bytes[count++] = g_ascii_tolower(host.bytes[i]);
    *key = hash_wide(bytes, count);
    return true;
}

static entry_t *
get_entry(hash128_t key)
{
    entry_t *entry = (entry_t *)wmem_map_lookup(entries, &key);

    if (entry != NULL)
        return entry;
    entry = wmem_new0(wmem_file_scope(), entry_t);
    entry->key = key;
    wmem_map_insert(entries, entry, entry);
    return entry;
}

static registration_t *
get_registration(entry_t *entry, host_t registrar)
{
    registration_t *item = entry->registrations;
    unsigned        count = 0;

    for (; item != NULL && item->registrar != registrar; item = item->next)
        count++;
    if (item != NULL || count >= MAX_REGISTRARS)
        return item;
    item = wmem_new0(wmem_file_scope(), registration_t);
    item->registrar = registrar;
    item->next = entry->registrations;
    entry->registrations = item;
    return item;
}

/* Seconds in the parameter expires of a Contact, or else in a header field; false if there are none. */
static bool
read_expires(sip_text_t contact, const message_view_t *response, const message_view_t *request, uint32_t *seconds)
{
    sip_text_t name, value;

    while (sip_next_parameter(&contact, &name, &value)) {
        if (sip_text_is(name, "expires"))
            return sip_parse_number(value, seconds);
    }
    return view_number(response, "Expires", '\0', seconds) || view_number(request, "Expires", '\0', seconds);
}

/* When the last of the bindings runs out that a 200 lists (RFC 3261, Section 10.3, step 8). */
static int64_t
bound_until(const transaction_t *transaction, const message_view_t *request, const message_view_t *response,
            bool removed)
{
    sip_values_t values = { response->header, { NULL, 0 } };
    sip_text_t   contact;
    int64_t      until = 0;
    bool         any = false;

    while (sip_next_value(&values, "Contact", 'm', &contact)) {
        uint32_t seconds;

        any = true;
        if (!read_expires(contact, response, request, &seconds))
            return INT64_MAX;
        if (seconds > 0)
            until = MAX(until, transaction->final_time + (int64_t)seconds * 1000);
    }
    /* A registrar that lists none, and was not asked to remove any, does not list them. */
    return any || removed ? until : INT64_MAX;
}

static void
learn(registration_t *item, const transaction_t *transaction, const message_view_t *request,
      const message_view_t *response)
{
    int64_t until;
    bool    removed;

    if (transaction->final_code >= 300) {
        item->refused_frame = transaction->final_frame;
        item->refused_request_frame = transaction->request_frame;
        item->refused_code = transaction->final_code;
        return;
    }
    removed = register_removes_only(request);
    until = bound_until(transaction, request, response, removed);
    /* A registrar may list only what this REGISTER was about: another binding lasts as long as it was told to. */
    if (!removed && item->frame != 0 && item->until > until)
        return;
    item->removed = removed;
    item->until = until;
    item->time = transaction->final_time;
    item->frame = transaction->final_frame;
    item->request_frame = transaction->request_frame;
}

/* Stands for a host that a registrar accepts, and is none, where it accepts any user in Contact. */
static const sip_text_t other_user = { "@", 1 };

static void
read_noted(const transaction_t *transaction)
{
    message_view_t  request = transaction_request(transaction), response = transaction_final(transaction);
    registration_t *item;
    sip_text_t      contact;
    sip_uri_t       uri;
    hash128_t       key;

    if (!view_is_known(&request) || !view_is_known(&response)) {
        incomplete = true;
        return;
    }
    if (!sip_parse_uri(sip_address(view_value(&request, "To", 't')), &uri))
        return;
    if (make_key(uri.user.bytes, uri.user.length, uri.host, &key)) {
        item = get_registration(get_entry(key), transaction->leg.to);
        if (item != NULL)
            learn(item, transaction, &request, &response);
        else
            incomplete = true;
    }
    if (transaction->final_code >= 300)
        return;
    if (make_key(&transaction->leg.to, sizeof transaction->leg.to, uri.host, &key))
        get_entry(key);
    contact = sip_user(view_value(&request, "Contact", 'm'));
    if (contact.length > 0 && !sip_escaped_equal(contact, uri.user, false)
        && make_key(&transaction->leg.to, sizeof transaction->leg.to, other_user, &key))
        get_entry(key);
}

static void
read_all(void)
{
    if (entries == NULL)
        entries = wmem_map_new(wmem_file_scope(), entry_hash, entries_equal);
    for (; first != NULL; first = first->next)
        read_noted(first->transaction);
    last = NULL;
}

const registration_t *
registrations_of(sip_text_t user, sip_text_t host)
{
    entry_t *entry;
    hash128_t key;

    read_all();
    if (incomplete || !make_key(user.bytes, user.length, host, &key))
        return NULL;
    entry = (entry_t *)wmem_map_lookup(entries, &key);
    return entry != NULL ? entry->registrations : NULL;
}

bool
registrations_accept_host(host_t registrar, sip_text_t host)
{
    hash128_t key;

    read_all();
    return incomplete || !make_key(&registrar, sizeof registrar, host, &key) || wmem_map_contains(entries, &key);
}

bool
registrations_accept_contact(host_t registrar)
{
    return registrations_accept_host(registrar, other_user);
}
