/* other_leg.c
 * The other leg of a call, which a PBX or another B2BUA makes of it under a Call-ID of its own
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/other_leg.h"

/*
 * So many calls that were first seen after it are looked at, and so many INVITEs
 * of them are read: a B2BUA dials at once.
 */
#define MAX_CALLS   64
#define MAX_READ    8
#define AT_ONCE_MS  1000

/* In this time a failure is passed back from leg to leg. */
#define PASSED_BACK_MS  500

/* Who has not answered in this time, over any transport, is silent. */
#define SILENT_MS   2000

/* By what an INVITE can be known under another Call-ID; empty texts where it is not said. */
typedef struct {
    sip_text_t session[2];  /* RFC 7989: its own half, and that of the other end */
    sip_text_t icid;        /* RFC 7315, Section 5.6 */
    sip_text_t guid;        /* Cisco-Guid */
    sip_text_t caller;      /* the users of From and To */
    sip_text_t callee;
    bool       names_call;  /* X-CID or In-Reply-To has the Call-ID of the other one */
} identity_t;

/* How surely one is made of the other. */
typedef enum {
    STRANGERS,
    MAYBE,
    KIN
} kinship_t;

/* Zeros are said where there is nothing to say. */
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
texts_equal(sip_text_t a, sip_text_t b)
{
    return a.length > 0 && a.length == b.length && g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0 && says_something(a);
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

/* A list of parameters, of which the first one has no semicolon before it. */
static sip_text_t
find_icid(sip_text_t value)
{
    static const char name[] = "icid-value=";
    sip_text_t        parameter, found, none = { NULL, 0 };

    if (value.length > strlen(name) && g_ascii_strncasecmp(value.bytes, name, strlen(name)) == 0) {
        found.bytes = value.bytes + strlen(name);
        for (found.length = 0; found.bytes + found.length < value.bytes + value.length; found.length++) {
            if (found.bytes[found.length] == ';')
                break;
        }
        return unquoted(found);
    }
    while (sip_next_parameter(&value, &parameter, &found)) {
        if (sip_text_is(parameter, "icid-value"))
            return unquoted(found);
    }
    return none;
}

static void
read_session(identity_t *identity, sip_text_t value)
{
    sip_text_t rest = value, name, found;

    identity->session[0] = sip_take_token(&rest);
    while (sip_next_parameter(&value, &name, &found)) {
        if (sip_text_is(name, "remote"))
            identity->session[1] = found;
    }
}

static bool
lists_call(sip_text_t list, const call_t *call)
{
    sip_text_t value;

    while (sip_next_list_value(&list, &value)) {
        if (hash_equal(hash_wide(value.bytes, value.length), call->call_id))
            return true;
    }
    return false;
}

/* In one go, as it is done for several INVITEs at a failure. call: the other one */
static identity_t
read_identity(const message_view_t *request, const call_t *call)
{
    identity_t         identity = { .names_call = false };
    sip_text_t         header = request->header;
    sip_header_field_t field;

    while (sip_find_header_field(&header, "fstpcxi", &field)) {
        if (sip_header_field_is(&field, "From", 'f'))
            identity.caller = sip_user(field.value);
        else if (sip_header_field_is(&field, "To", 't'))
            identity.callee = sip_user(field.value);
        else if (sip_header_field_is(&field, "Session-ID", '\0'))
            read_session(&identity, field.value);
        else if (sip_header_field_is(&field, "P-Charging-Vector", '\0'))
            identity.icid = find_icid(field.value);
        else if (sip_header_field_is(&field, "Cisco-Guid", '\0'))
            identity.guid = field.value;
        else if (sip_header_field_is(&field, "X-CID", '\0') || sip_header_field_is(&field, "In-Reply-To", '\0'))
            identity.names_call = identity.names_call || lists_call(field.value, call);
    }
    return identity;
}

static bool
is_one_call(const identity_t *invite, const identity_t *other)
{
    if (other->names_call || texts_equal(invite->icid, other->icid) || texts_equal(invite->guid, other->guid))
        return true;
    for (unsigned i = 0; i < 4; i++) {
        if (texts_equal(invite->session[i & 1], other->session[i >> 1]))
            return true;
    }
    return false;
}

/* The last INVITE of a call; NULL if there is none. */
static const transaction_t *
last_invite(const call_t *call)
{
    const transaction_t *item = call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_READ; item = item->next, seen++) {
        if (item->method == METHOD_INVITE)
            return item;
    }
    return NULL;
}

/*
 * Whether a call is of the same caller and came to the same host at the same
 * time. What came after the failure does not count, as it is not known on a first
 * pass.
 */
static bool
is_rival(const call_t *call, const transaction_t *invite, sip_text_t caller)
{
    const transaction_t *item = call->had_invite ? call->transactions : NULL;
    message_view_t       request;

    for (unsigned seen = 0; item != NULL && seen < MAX_READ; item = item->next, seen++) {
        if (item->method != METHOD_INVITE || item->request_frame > invite->final_frame
            || item->leg.to != invite->leg.to || ABS(item->time - invite->time) > AT_ONCE_MS)
            continue;
        request = transaction_request(item);
        if (!view_is_known(&request) || texts_equal(caller, sip_user(view_value(&request, "From", 'f'))))
            return true;
    }
    return false;
}

/* Whether a call that is not looked at any more, nor those behind it, may have begun at the same time. */
static bool
may_be_near(const call_t *call, const transaction_t *invite)
{
    const transaction_t *item = call != NULL ? call->transactions : NULL;

    for (unsigned seen = 0; item != NULL && item->next != NULL && seen < MAX_READ; seen++)
        item = item->next;
    return item != NULL && (item->next != NULL || ABS(item->time - invite->time) <= AT_ONCE_MS);
}

/* Whether the host that an INVITE went to had no other call of this caller at that time. */
static bool
is_alone(const call_t *call, const transaction_t *invite, sip_text_t caller)
{
    const call_t *other = call->newer;

    for (unsigned seen = 0; other != NULL && seen < MAX_CALLS; other = other->newer, seen++) {
        if (is_rival(other, invite, caller))
            return false;
    }
    if (may_be_near(other, invite))
        return false;
    other = call->next;
    for (unsigned seen = 0; other != NULL && seen < MAX_CALLS; other = other->next, seen++) {
        if (is_rival(other, invite, caller))
            return false;
    }
    return !may_be_near(other, invite);
}

/*
 * Whether a PBX dialled somebody else for the number that was asked for: it was
 * asked by this caller once, and gave up as soon as the one that it dialled had
 * failed, if that failed at all.
 */
static bool
is_dialled_for(const call_t *call, const transaction_t *invite, const identity_t *identity, const transaction_t *other)
{
    int64_t apart = invite->final_time - (other->final_code != 0 ? other->final_time : invite->final_time);

    return other->final_frame < invite->final_frame && apart >= 0 && apart <= PASSED_BACK_MS
        && is_alone(call, invite, identity->caller);
}

/* failed: the first one has failed, and it is asked why. */
static kinship_t
kinship(const call_t *call, const transaction_t *invite, const identity_t *identity, const transaction_t *other,
        bool failed)
{
    message_view_t request = transaction_request(other);
    identity_t     later;

    if (!view_is_known(&request) || view_to_tag(&request).length > 0)
        return STRANGERS;
    later = read_identity(&request, call);
    if (is_one_call(identity, &later))
        return KIN;
    return other->leg.from == invite->leg.to && other->time - invite->time <= AT_ONCE_MS
        && texts_equal(identity->caller, later.caller)
        && (texts_equal(identity->callee, later.callee) || (failed && is_dialled_for(call, invite, identity, other)))
        ? MAYBE : STRANGERS;
}

/* Whether an INVITE has failed for good: nobody asks for something else, or took it back. */
static bool
has_failed(const transaction_t *invite)
{
    return invite->final_code == 0 ? invite->icmp_frame != 0 && !invite->heard
                                   : invite->final_code >= 400 && invite->final_code != 487;
}

/*
 * Whether nothing at all came back for an INVITE by the time when the one that it
 * was made of failed. Who was asked once, and not long before, may not have had
 * the time; and an ACK is for a response that the capture does not have.
 */
static bool
is_silent(const transaction_t *invite, const transaction_t *first)
{
    return invite->final_code == 0 && !invite->heard && !invite->acknowledged && first->final_code != 0
        && (invite->requests > 1 || first->final_time - invite->time >= SILENT_MS);
}

static uint32_t
frame_of_failure(const transaction_t *invite)
{
    return invite->final_code == 0 ? invite->icmp_frame : invite->final_frame;
}

/*
 * Whether a failed INVITE tells more of why the first one failed than another
 * one. A B2BUA that tries one way after the other says what the last one said, or
 * the one with the code that it passes on. Of legs one behind the other, that
 * which failed first is the deepest; and one that goes back to where the call came
 * from is what the failure before it led to.
 */
static bool
tells_more(const transaction_t *invite, const transaction_t *item, const transaction_t *than)
{
    bool same = item->final_code == invite->final_code;

    if (item->leg.from != than->leg.from || item->leg.to == invite->leg.from || than->leg.to == invite->leg.from
        || (item->request_frame < frame_of_failure(than) && than->request_frame < frame_of_failure(item)))
        return frame_of_failure(item) < frame_of_failure(than);
    if (same != (than->final_code == invite->final_code))
        return same;
    return frame_of_failure(item) > frame_of_failure(than);
}

/*
 * Whether an INVITE can be made of another one. Without an identifier it comes
 * from where that one went to; with one also from another address of that host.
 */
static bool
may_be_kin(const transaction_t *invite, const identity_t *identity, const transaction_t *other)
{
    if (other->request_frame < invite->request_frame || other->time < invite->time)
        return false;
    return other->leg.from == invite->leg.to
        || ((identity->icid.length > 0 || identity->guid.length > 0 || identity->session[0].length > 0)
            && !legs_equal(&other->leg, &invite->leg));
}

other_leg_t
call_other_leg(const call_t *call, const transaction_t *invite, bool failed)
{
    message_view_t request = transaction_request(invite);
    other_leg_t    found = { NULL, false }, silent = { NULL, false }, none = { NULL, false };
    const call_t  *other = call->newer;
    identity_t     identity;
    unsigned       read = 0;

    if (!view_is_known(&request) || other == NULL)
        return none;
    identity = read_identity(&request, call);
    for (unsigned seen = 0; other != NULL && seen < MAX_CALLS && read < MAX_READ; other = other->newer, seen++) {
        const transaction_t *item = other->had_invite ? last_invite(other) : NULL;
        kinship_t            kin;

        if (item == NULL || !may_be_kin(invite, &identity, item))
            continue;
        read++;
        kin = kinship(call, invite, &identity, item, failed);
        if (kin == STRANGERS)
            continue;
        if (!has_failed(item)) {
            /* It went on there. */
            if (!is_silent(item, invite))
                return none;
            silent = (other_leg_t){ item, kin == KIN };
        } else if (found.transaction == NULL || tells_more(invite, item, found.transaction)) {
            found.transaction = item;
            found.certain = kin == KIN;
        }
    }
    return found.transaction != NULL ? found : silent;
}

bool
call_gave_up_ringing(const call_t *call, const transaction_t *invite)
{
    message_view_t request = transaction_request(invite), other_request;
    const call_t  *other = call->newer;
    sip_text_t     caller;

    if (!view_is_known(&request))
        return false;
    caller = sip_user(view_value(&request, "From", 'f'));
    for (unsigned seen = 0; other != NULL && seen < MAX_CALLS; other = other->newer, seen++) {
        const transaction_t *item = other->had_invite ? last_invite(other) : NULL;

        if (item == NULL || item->leg.from != invite->leg.to || item->rang_frame == 0 || item->cancel_frame == 0
            || item->cancel_frame > invite->final_frame || item->request_frame < invite->request_frame)
            continue;
        other_request = transaction_request(item);
        if (view_is_known(&other_request)
            && texts_equal(caller, sip_user(view_value(&other_request, "From", 'f'))))
            return true;
    }
    return false;
}

other_leg_t
call_leg_before(const call_t *call, const transaction_t *invite)
{
    other_leg_t   found = { NULL, false };
    const call_t *other = call->next;
    unsigned      read = 0;

    for (unsigned seen = 0; other != NULL && seen < MAX_CALLS && read < MAX_READ; other = other->next, seen++) {
        const transaction_t *item = other->had_invite ? last_invite(other) : NULL;
        message_view_t       request;
        identity_t           identity;
        kinship_t            kin;

        if (item == NULL || item->time > invite->time)
            continue;
        request = transaction_request(item);
        if (!view_is_known(&request))
            continue;
        read++;
        identity = read_identity(&request, other);
        if (!may_be_kin(item, &identity, invite))
            continue;
        kin = kinship(other, item, &identity, invite, false);
        if (kin == KIN)
            return (other_leg_t){ item, true };
        if (kin == MAYBE && found.transaction == NULL)
            found.transaction = item;
    }
    return found;
}
