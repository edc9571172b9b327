/* targets.c
 * Causes in where requests inside a call go: Contact, Record-Route and Route
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/dialogs.h"
#include "exchange/finals.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"
#include "message/uri.h"

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* The value of a Via or Record-Route with this number, 0 being the top one; empty if there is none. */
static sip_text_t
value_number(const message_view_t *view, const char *name, char compact, unsigned number)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   value = { NULL, 0 };

    do {
        if (!sip_next_value(&values, name, compact, &value))
            return (sip_text_t){ NULL, 0 };
    } while (number-- > 0);
    return value;
}

/* Whether it comes from who made it, and no proxy passed it on; a B2BUA makes its own. */
static bool
is_first_hand(const message_view_t *request)
{
    return value_number(request, "Via", 'v', 0).length > 0 && value_number(request, "Via", 'v', 1).length == 0;
}

/* The host of "sip:user@host:port;parameters" or "host:port", a literal one in IPv6 with its brackets. */
static sip_text_t
host_of(sip_text_t uri)
{
    sip_text_t host = uri;

    for (size_t i = 0; i < host.length; i++) {
        if (host.bytes[i] == ';' || host.bytes[i] == '?')
            host.length = i;
    }
    for (size_t i = host.length; i > 0; i--) {
        if (host.bytes[i - 1] == '@') {
            host.bytes += i;
            host.length -= i;
            break;
        }
    }
    if (host.length > 4 && g_ascii_strncasecmp(host.bytes, "sip:", 4) == 0) {
        host.bytes += 4;
        host.length -= 4;
    } else if (host.length > 5 && g_ascii_strncasecmp(host.bytes, "sips:", 5) == 0) {
        host.bytes += 5;
        host.length -= 5;
    }
    for (size_t i = 0; i < host.length; i++) {
        if (host.bytes[i] == ']')
            host.length = i + 1;
        else if (host.bytes[i] == ':' && host.bytes[0] != '[')
            host.length = i;
    }
    return host;
}

static bool
hosts_equal(sip_text_t a, sip_text_t b)
{
    return a.length == b.length && a.length > 0 && g_ascii_strncasecmp(a.bytes, b.bytes, a.length) == 0;
}

/* Whether a URI names this host of the capture by its address. */
static bool
is_address_of(const finding_case_t *about, sip_text_t uri, host_t host)
{
    sip_text_t name = host_of(uri), where = case_host(about, host);

    if (name.length > 2 && name.bytes[0] == '[') {
        name.bytes++;
        name.length -= 2;
    }
    return hosts_equal(name, where);
}

/* The host in the top Via of a request: "SIP/2.0/UDP host:port;branch=...". */
static sip_text_t
sent_by(const message_view_t *request)
{
    sip_text_t  via = value_number(request, "Via", 'v', 0);
    const char *blank = via.length > 0 ? memchr(via.bytes, ' ', via.length) : NULL;

    if (blank == NULL)
        return (sip_text_t){ NULL, 0 };
    via.length -= (size_t)(blank + 1 - via.bytes);
    via.bytes = blank + 1;
    return host_of(via);
}

/* A request inside a dialog, by who sent it, and the message that told him where to send it. */
typedef struct {
    const dialog_t       *dialog;
    const message_view_t *told;
    uint32_t              frame;        /* of that message */
    bool                  of_caller;
} sender_t;

/* Whether the sender of a request on this leg got the INVITE of a dialog, and sent it on. */
static bool
is_sender_between(const dialogs_t *dialogs, const dialog_t *dialog, const leg_t *leg)
{
    bool got = false, sent = false;

    for (unsigned i = 0; i < dialogs->count; i++) {
        if (dialogs_are_one(&dialogs->items[i], dialog)) {
            got = got || dialog_ends_at_sender(&dialogs->items[i], leg);
            sent = sent || dialog_begins_at_sender(&dialogs->items[i], leg);
        }
    }
    return got && sent;
}

/*
 * Whether the sender of a request is a party of the dialog itself, by what the
 * capture has of how it was set up.
 */
static bool
find_sender(const finding_case_t *about, const dialogs_t *dialogs, const dialog_t *dialog, sender_t *sender)
{
    const leg_t *leg = &about->transaction->leg;
    sip_text_t   from = view_from_tag(&about->request);

    if (dialog->setup->method != METHOD_INVITE || !dialog_has_tags(dialog, leg, from, view_to_tag(&about->request))
        || is_sender_between(dialogs, dialog, leg))
        return false;
    sender->dialog = dialog;
    sender->of_caller = tags_equal(from, dialog->caller_tag);
    sender->told = sender->of_caller ? &dialog->answer : &dialog->request;
    sender->frame = sender->of_caller ? dialog->frame : dialog->setup->request_frame;
    if (sender->of_caller)
        return dialog_begins_at_sender(dialog, leg) && is_first_hand(&dialog->request);
    return dialog_ends_at_sender(dialog, leg);
}

/* The proxy of Record-Route that the sender has to go to first (RFC 3261, Section 12.1); empty if there is none. */
static sip_text_t
first_route(const sender_t *sender)
{
    sip_text_t value = value_number(sender->told, "Record-Route", '\0', 0), next;

    for (unsigned i = 1; sender->of_caller && i < MAX_LOOKED_AT; i++) {
        next = value_number(sender->told, "Record-Route", '\0', i);
        if (next.length == 0)
            break;
        value = next;
    }
    return sip_address(value);
}

/* Whether a later request, or the response to one, may have changed where the other side is to be reached. */
static bool
was_refreshed(const finding_case_t *about)
{
    const transaction_t *item = about->call->transactions;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        message_view_t view;

        if (item == about->transaction || (item->method != METHOD_INVITE && item->method != METHOD_UPDATE))
            continue;
        view = transaction_request(item);
        if (!view_is_known(&view) || view_to_tag(&view).length > 0)
            return true;
    }
    return false;
}

/* Whether the host that a request of this sender went to is a proxy, by what it did with the INVITE. */
static bool
went_to_proxy(const finding_case_t *about, const dialogs_t *dialogs, const sender_t *sender)
{
    leg_t back = leg_back(&about->transaction->leg);

    return is_sender_between(dialogs, sender->dialog, &back)
        || (!sender->of_caller && dialog_begins_at_sender(sender->dialog, &back)
            && !is_first_hand(&sender->dialog->request));
}

/*
 * Whether the request came to the other side and is for another address there
 * than its Contact, such as the one that was called. Those who are behind NAT are
 * reached by another host than they know.
 */
static bool
find_other_target(finding_case_t *about, const sender_t *sender, sip_text_t contact, sip_text_t uri)
{
    const leg_t *leg = &about->transaction->leg;
    bool         other_host = !hosts_equal(host_of(contact), host_of(uri)) && !is_address_of(about, uri, leg->to);

    if ((about->code != 404 && about->code != 416 && about->code != 481) || host_of(uri).length == 0
        || !is_address_of(about, contact, leg->to) || !dialog_is_at_receiver(sender->dialog, leg) || was_refreshed(about)
        || (!other_host && sip_escaped_equal(sip_user(contact), sip_user(uri), false)))
        return false;
    find_route_missing_contact(about, CERTAINTY_LIKELY, about->method, about->transaction->request_frame, uri,
                               sender->frame, contact);
    return true;
}

/* Without Record-Route, the request goes to the Contact of the other side (RFC 3261, Section 12.2.1.1). */
static bool
find_wrong_target(finding_case_t *about, const dialogs_t *dialogs, const sender_t *sender)
{
    const transaction_t *transaction = about->transaction;
    sip_text_t           list = view_value(sender->told, "Contact", 'm'), contact, uri = view_request_uri(&about->request);

    if (!sip_next_list_value(&list, &contact))
        return false;
    contact = sip_address(contact);
    if (find_other_target(about, sender, contact, uri))
        return true;
    if (hosts_equal(host_of(contact), host_of(uri)) || is_address_of(about, contact, transaction->leg.to)
        || host_of(contact).length == 0 || !went_to_proxy(about, dialogs, sender) || was_refreshed(about))
        return false;
    find_route_missing_target(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, uri,
                              case_host(about, transaction->leg.to), sender->frame, contact);
    return true;
}

static bool
find_wrong_way(finding_case_t *about, const dialogs_t *dialogs, const sender_t *sender)
{
    const transaction_t *transaction = about->transaction;
    sip_text_t           route = first_route(sender);

    if (route.length == 0)
        return find_wrong_target(about, dialogs, sender);
    /* A host between the two that hides them counts itself a party; its own Record-Route is not for itself. */
    if (is_address_of(about, route, transaction->leg.from) || hosts_equal(host_of(route), sent_by(&about->request)))
        return false;
    find_route_missing(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, sender->frame, route);
    return true;
}

static void
find_way(finding_case_t *about)
{
    dialogs_t dialogs;
    sender_t  sender;

    if (view_to_tag(&about->request).length == 0 || view_has(&about->request, "Route", '\0')
        || !is_first_hand(&about->request))
        return;
    dialogs_of_call(about->call, about->moment->frame, &dialogs);
    for (unsigned i = 0; i < dialogs.count; i++) {
        if (find_sender(about, &dialogs, &dialogs.items[i], &sender) && find_wrong_way(about, &dialogs, &sender))
            return;
    }
}

/* RFC 3261, Sections 8.1.1.8 and 12.1.1. */
static void
find_contact(finding_case_t *about)
{
    if (view_has(&about->request, "Contact", 'm') || case_failed_before(about) != NULL)
        return;
    if (about->code == 400 || case_phrase_has(about, "contact"))
        find_contact_missing(about, CERTAINTY_SHOWN, about->transaction->request_frame);
}

/* Whether a response with this code can be because a request did not come to where the call is. */
static bool
is_about_ways(unsigned code)
{
    switch (code) {
    case 403: case 404: case 405: case 408: case 416: case 477: case 478: case 481: case 483: case 500: case 501:
    case 503: case 504:
        return true;
    default:
        return false;
    }
}

/* An answer that comes again and again, since its ACK cannot find the way. */
static void
find_contact_of_answer(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    message_view_t       first;

    if (about->code >= 300 || transaction->method != METHOD_INVITE || moment_is_captured_twice(about->moment)
        || transaction->ack_frame != 0 || view_to_tag(&about->request).length > 0)
        return;
    first = moment_first_final(about->moment);
    if (view_is_known(&first) && !view_has(&first, "Contact", 'm') && !view_has(&about->message, "Contact", 'm'))
        find_contact_missing_answer(about, CERTAINTY_SHOWN);
}

void
find_in_targets(finding_case_t *about)
{
    if (!case_is_whole(about) || about->transaction->method == METHOD_CANCEL)
        return;
    if (about->moment->kind == MOMENT_FINAL_AGAIN)
        find_contact_of_answer(about);
    if (about->moment->kind != MOMENT_FINAL)
        return;
    if (about->transaction->method == METHOD_INVITE)
        find_contact(about);
    if (is_about_ways(about->code))
        find_way(about);
}

/* A request that nothing came for may have taken a way on which nobody knows the call. */
void
find_late_in_targets(finding_case_t *about)
{
    if (about->moment->kind != MOMENT_REQUEST || about->transaction == NULL || about->transaction->heard
        || about->moment->method == METHOD_CANCEL || !view_is_known(&about->request))
        return;
    find_way(about);
}
