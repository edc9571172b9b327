/* other_leg.c
 * The other leg of a call, which a PBX or another B2BUA makes of it under a Call-ID of its own
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/other_leg.h"

/* So many calls that were first seen after it are looked at, and so many INVITEs of them are read. */
#define MAX_CALLS   64
#define MAX_READ    24

/* A B2BUA dials at once. */
#define AT_ONCE_MS  1000

static bool
texts_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && a.length > 0 && g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0;
}

/* Whether it consists of something else than zeros and hyphens. */
static bool
says_something(sip_text_t text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '0' && text.bytes[i] != '-')
            return true;
    }
    return false;
}

static bool
have_same(const message_view_t *a, const message_view_t *b, const char *name)
{
    sip_text_t value = view_value(a, name, '\0');

    return says_something(value) && texts_equal(value, view_value(b, name, '\0'));
}

static sip_text_t
unquoted(sip_text_t text)
{
    if (text.length >= 2 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"') {
        text.bytes++;
        text.length -= 2;
    }
    return text;
}

/* RFC 7315, Section 5.6 */
static sip_text_t
icid_value(const message_view_t *view)
{
    sip_text_t value = view_value(view, "P-Charging-Vector", '\0'), name, icid, none = { NULL, 0 };

    if (value.length == 0)
        return none;
    /* Its first parameter has no semicolon before it. */
    name = sip_take_token(&value);
    if (sip_text_is(name, "icid-value") && value.length > 0 && value.bytes[0] == '=') {
        icid = value;
        icid.bytes++;
        icid.length--;
        if (icid.length > 0 && icid.bytes[0] == '"') {
            const char *end = memchr(icid.bytes + 1, '"', icid.length - 1);

            icid.length = end != NULL ? (size_t)(end - icid.bytes) + 1 : 0;
            return unquoted(icid);
        }
        return sip_take_token(&icid);
    }
    while (sip_next_parameter(&value, &name, &icid)) {
        if (sip_text_is(name, "icid-value"))
            return unquoted(icid);
    }
    return none;
}

/* RFC 7989, Section 5: the own half and that of the other end, which is nil as long as it is not known. */
static bool
have_same_session(const message_view_t *a, const message_view_t *b)
{
    const message_view_t *views[] = { a, b };
    sip_text_t            halves[2][2];

    for (unsigned i = 0; i < 2; i++) {
        sip_text_t value = view_value(views[i], "Session-ID", '\0');

        halves[i][1] = view_parameter(views[i], "Session-ID", '\0', "remote");
        halves[i][0] = sip_take_token(&value);
    }
    for (unsigned i = 0; i < 4; i++) {
        if (says_something(halves[0][i & 1]) && texts_equal(halves[0][i & 1], halves[1][i >> 1]))
            return true;
    }
    return false;
}

static bool
names_call(const message_view_t *view, const char *name, const call_t *call)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   value;

    while (sip_next_value(&values, name, '\0', &value)) {
        if (hash_equal(hash_wide(value.bytes, value.length), call->call_id))
            return true;
    }
    return false;
}

static bool
have_same_numbers(const message_view_t *a, const message_view_t *b)
{
    return texts_equal(sip_user(view_value(a, "From", 'f')), sip_user(view_value(b, "From", 'f')))
        && texts_equal(sip_user(view_value(a, "To", 't')), sip_user(view_value(b, "To", 't')));
}

/* How surely one is made of the other. */
typedef enum {
    STRANGERS,
    MAYBE,
    KIN
} kinship_t;

static kinship_t
kinship(const call_t *call, const transaction_t *invite, const message_view_t *request, const transaction_t *other)
{
    message_view_t later = transaction_request(other);

    if (!view_is_known(&later) || view_to_tag(&later).length > 0)
        return STRANGERS;
    if (have_same_session(request, &later) || texts_equal(icid_value(request), icid_value(&later))
        || have_same(request, &later, "Cisco-Guid") || names_call(&later, "X-CID", call)
        || names_call(&later, "In-Reply-To", call))
        return KIN;
    return other->leg.from == invite->leg.to && other->time - invite->time <= AT_ONCE_MS
        && have_same_numbers(request, &later) ? MAYBE : STRANGERS;
}

/* Whether an INVITE has failed for good: nobody asks for something else, or took it back. */
static bool
has_failed(const transaction_t *invite)
{
    return invite->final_code == 0 ? invite->icmp_frame != 0 && !invite->heard
                                   : invite->final_code >= 400 && invite->final_code != 487;
}

static uint32_t
frame_of_failure(const transaction_t *invite)
{
    return invite->final_code == 0 ? invite->icmp_frame : invite->final_frame;
}

/* The last INVITE of a call; NULL if there is none. */
static const transaction_t *
last_invite(const call_t *call)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_CALLS; item = item->next, seen++) {
        if (item->method == METHOD_INVITE)
            return item;
    }
    return NULL;
}

/* Whether it says of itself which session it is of, by one of the fields that other legs have too. */
static bool
names_session(const message_view_t *request)
{
    return view_has(request, "Session-ID", '\0') || view_has(request, "P-Charging-Vector", '\0')
        || view_has(request, "Cisco-Guid", '\0');
}

other_leg_t
call_other_leg(const call_t *call, const transaction_t *invite)
{
    message_view_t request = transaction_request(invite);
    other_leg_t    found = { NULL, false }, none = { NULL, false };
    const call_t  *other = call->newer;
    unsigned       read = 0;
    bool           named;

    if (!view_is_known(&request))
        return none;
    named = names_session(&request);
    for (unsigned seen = 0; other != NULL && seen < MAX_CALLS && read < MAX_READ; other = other->newer, seen++) {
        const transaction_t *item = last_invite(other);
        kinship_t            kin;

        if (item == NULL || item->request_frame < invite->request_frame || item->time < invite->time)
            continue;
        /* Without such a name only what the host that was asked sent itself can be its other leg. */
        if (!named && item->leg.from != invite->leg.to)
            continue;
        read++;
        kin = kinship(call, invite, &request, item);
        if (kin == STRANGERS)
            continue;
        /* It went on there. */
        if (!has_failed(item))
            return none;
        if (found.transaction == NULL || frame_of_failure(item) < frame_of_failure(found.transaction)) {
            found.transaction = item;
            found.certain = kin == KIN;
        }
    }
    return found;
}
