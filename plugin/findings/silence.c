/* silence.c
 * Causes of answers that are missing or do not arrive
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/answers.h"
#include "exchange/connections.h"
#include "exchange/hops.h"
#include "exchange/silence.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "message/addresses.h"
#include "message/icmp.h"
#include "message/uri.h"
#include "finding_sentences.h"

/*
 * A response and a repeated request may cross each other. What is sent so much
 * later is sent because the response is not there yet.
 */
#define CROSSING_MS     400

/* A host that answered longer ago may have been gone for other reasons since. */
#define RECENT_MS       3600000

/* So many transactions of a call are looked at. */
#define MAX_LOOKED_AT   64

/* The host and port that a request was sent to. */
static sip_text_t
target_of(const finding_case_t *about, const transaction_t *transaction)
{
    return case_host_port(about, transaction->leg.to, transaction->leg.to_port);
}

/* The first value of Via; empty if there is none. */
static sip_text_t
first_via(const message_view_t *view)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   via, none = { NULL, 0 };

    return sip_next_value(&values, "Via", 'v', &via) ? via : none;
}

/* Where it says that the answer is to go (RFC 3261, Section 18.2.2). */
static sip_text_t
sent_by(const message_view_t *request)
{
    sip_text_t via = first_via(request);

    sip_take_token(&via);
    return sip_take_token(&via);
}

/*
 * Whether the answer goes to another port than the request came from: the port of
 * Via, where neither side adds rport (RFC 3261, Section 18.2.2; RFC 3581).
 */
static bool
goes_to_another_port(const transaction_t *transaction, const message_view_t *request, sip_text_t via)
{
    message_view_t answer = transaction_final(transaction);
    sip_text_t     host = via;
    uint32_t       port = PORT_SIP;
    size_t         end = via.length;

    while (end > 0 && g_ascii_isdigit(via.bytes[end - 1]))
        end--;
    if (end > 0 && end < via.length && via.bytes[end - 1] == ':') {
        sip_text_t digits = { via.bytes + end, via.length - end };

        host.length = end - 1;
        if (!sip_parse_number(digits, &port))
            return false;
    }
    /* An IPv6 address has its brackets. */
    return transaction->datagram && host.length > 0
        && (memchr(host.bytes, ':', host.length) == NULL || host.bytes[host.length - 1] == ']')
        && port != transaction->leg.from_port && view_is_known(&answer)
        && !case_text_has(first_via(request), "rport") && !case_text_has(first_via(&answer), "rport");
}

/* The request itself, or what a device that translates addresses made of it, where that alone was answered. */
static const transaction_t *
answered_one(const finding_case_t *about)
{
    const transaction_t *behind = about->transaction->heard ? NULL : transaction_translated(about->call, about->transaction);

    return behind != NULL ? behind : about->transaction;
}

/*
 * A request that comes again after its answer (RFC 3261, Section 17.1): of an
 * INVITE 100 is enough to stop it, of another one only the final response.
 */
static void
find_lost(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *behind = answered_one(about);
    bool                 invite = transaction->method == METHOD_INVITE;
    uint32_t             frame = invite ? behind->heard_frame : behind->final_frame;
    int64_t              time = invite ? behind->heard_time : behind->final_time;
    message_view_t       request;
    sip_text_t           via;

    if (transaction->ack_frame != 0)
        return;
    request = transaction_request(transaction);
    via = sent_by(&request);
    if (transaction->lost_frame != 0 && via.length > 0)
        find_response_undelivered(about, CERTAINTY_SHOWN, about->method, transaction->lost_frame,
                                  case_host_port(about, transaction->leg.from, transaction->leg.from_port), via);
    else if (frame == 0 || about->moment->now - time < CROSSING_MS)
        return;
    else if (behind == transaction && goes_to_another_port(transaction, &request, via))
        find_responses_lost_port(about, CERTAINTY_SHOWN, about->method, frame, about->moment->now - time,
                                 case_host_port(about, transaction->leg.from, transaction->leg.from_port), via);
    else
        find_responses_lost(about, CERTAINTY_SHOWN, about->method, frame, about->moment->now - time);
}

/* The ICMP error itself. */
static void
find_error(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;

    if (about->code != 0 && transaction != NULL && transaction->lost_again && about->code == transaction->final_code)
        find_icmp_response_again(about, CERTAINTY_SHOWN, about->code, about->method, transaction->request_frame,
                                 transaction->final_frame);
    else if (about->code != 0 && transaction != NULL)
        find_icmp_response(about, CERTAINTY_SHOWN, about->code, about->method, transaction->request_frame);
    else if (about->code != 0)
        find_icmp_response_alone(about, CERTAINTY_SHOWN, about->code);
    else if (transaction != NULL)
        find_icmp(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, target_of(about, transaction));
    else
        find_icmp_alone(about, CERTAINTY_SHOWN, about->method);
}

void
find_in_silence(finding_case_t *about)
{
    if (about->moment->kind == MOMENT_REQUEST_AGAIN)
        find_lost(about);
    else if (about->moment->kind == MOMENT_QUOTED)
        find_error(about);
}

/* Firewalls and NAT often drop IP fragments. Requests that are whole arrive, as their answers show. */
static bool
find_lost_fragments(finding_case_t *about, const answer_t *answer)
{
    const transaction_t *transaction = about->transaction;

    if (!transaction->fragmented || transaction->requests < 2 || answer == NULL || answer->fragments)
        return false;
    find_fragment_lost(about, CERTAINTY_LIKELY, about->method, target_of(about, transaction), transaction->requests,
                       transaction->last_time - transaction->time, answer->frame);
    return true;
}

/* Whether it came from a public address and its Contact names the private one that this request goes to. */
static bool
is_hidden(const finding_case_t *about, const message_view_t *view, host_t source)
{
    sip_text_t host = case_host(about, about->transaction->leg.to);
    sip_uri_t  uri;

    return view_is_known(view) && source != about->transaction->leg.to
        && sip_parse_uri(sip_address(view_value(view, "Contact", 'm')), &uri) && sip_texts_equal(uri.host, host)
        && address_kind(case_host(about, source)) == ADDRESS_PUBLIC;
}

/*
 * RFC 3261, Section 12.2.1.1: a request of a call goes to the Contact of the other
 * side. That may be an address behind NAT, as the source of what had it shows.
 */
static bool
find_behind_nat(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item = about->call->transactions;
    address_kind_t       kind = address_kind(case_host(about, transaction->leg.to));

    if (view_to_tag(&about->request).length == 0 || view_has(&about->request, "Route", '\0')
        || kind == ADDRESS_NONE || kind == ADDRESS_PUBLIC || kind == ADDRESS_LOOPBACK)
        return false;
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next, seen++) {
        bool           asked = item->leg.to == transaction->leg.from;
        message_view_t view;
        host_t         source = asked ? item->leg.from : item->leg.to;

        if (item->method != METHOD_INVITE || (!asked && item->leg.from != transaction->leg.from))
            continue;
        view = asked ? transaction_request(item) : transaction_final(item);
        if (is_hidden(about, &view, source)) {
            find_no_response_nat(about, CERTAINTY_SHOWN, about->method, target_of(about, transaction),
                                 asked ? item->request_frame : item->final_frame, case_host(about, source));
            return true;
        }
    }
    return false;
}

static void
find_no_answer(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    sip_text_t           target = target_of(about, transaction);
    const answer_t      *last = answers_last(&transaction->leg);
    bool                 silent = last != NULL && last->frame < transaction->request_frame
        && last->time <= transaction->time && transaction->time - last->time <= RECENT_MS;
    int64_t              left = exchange_last_time() - transaction->time;
    uint32_t             reset = 0;

    if (find_lost_fragments(about, last) || find_behind_nat(about))
        return;
    if (!transaction->datagram && (last == NULL || last->time <= transaction->time))
        reset = connection_was_reset(about->moment->pinfo->pool, &transaction->leg, transaction->time,
                                     transaction->request_frame);
    if (reset != 0) {
        find_no_response_reset(about, CERTAINTY_SHOWN, about->method, target, reset);
        return;
    }
    if (silent && transaction->requests > 1)
        find_went_silent(about, CERTAINTY_SHOWN, target, last->frame, transaction->time - last->time, about->method,
                         transaction->requests, transaction->last_time - transaction->time);
    else if (silent)
        find_went_silent_once(about, CERTAINTY_SHOWN, target, last->frame, transaction->time - last->time,
                              about->method, left);
    else if (transaction->requests > 1)
        find_no_response(about, CERTAINTY_SHOWN, about->method, target, transaction->requests,
                         transaction->last_time - transaction->time);
    else
        find_no_response_once(about, CERTAINTY_SHOWN, about->method, target, left);
}

/*
 * Whether nobody can know what was answered, as the capture has nothing of the
 * other side. Who repeats a request has no answer, whatever the capture lacks;
 * and a datagram that is not repeated has had one, or its sender does not repeat.
 */
static bool
is_one_sided(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;

    return transaction->requests == 1 && (transaction->datagram || view_to_tag(&about->request).length > 0)
        && leg_is_one_sided(&transaction->leg);
}

/* An ICMP error came for the request, and nothing else did. */
static void
find_undelivered(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    sip_text_t           target = target_of(about, transaction);
    sip_text_t           kind = case_text(icmp_kind_name((icmp_kind_t)transaction->icmp_kind));
    uint32_t             frame = transaction->icmp_frame;

    if (transaction->icmp_kind == ICMP_TOO_LONG)
        find_icmp_request_long(about, CERTAINTY_SHOWN, frame, about->method, target);
    else if (transaction->icmp_head)
        find_icmp_request_head(about, CERTAINTY_SHOWN, frame, kind, target, about->method);
    else if (kind.length > 0)
        find_icmp_request_kind(about, CERTAINTY_SHOWN, frame, kind, about->method, target);
    else
        find_icmp_request(about, CERTAINTY_SHOWN, about->method, target, frame);
}

static void
find_silence(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;

    if (transaction->icmp_frame != 0 && !transaction->heard) {
        find_undelivered(about);
    } else if (transaction_is_unanswered(about->call, transaction)) {
        if (is_one_sided(about))
            find_one_sided(about, CERTAINTY_SHOWN, about->method, case_host(about, transaction->leg.to),
                           case_host(about, transaction->leg.from));
        else
            find_no_answer(about);
    }
}

/* RFC 3261, Section 12.1.2: without the 2xx, which the capture lacks, there could be no ACK with a tag in To. */
static void
find_answer_behind(finding_case_t *about)
{
    const leg_t         *leg = &about->moment->leg;
    const transaction_t *item = transactions_with(about->call, about->moment->message->info->tap_cseq_number);

    while (item != NULL && !(item->acknowledged && !item->heard && legs_equal(&item->leg, leg)))
        item = item->next_same;
    if (item != NULL && view_to_tag(&about->message).length > 0 && leg_is_one_sided(leg))
        find_one_sided_ack(about, CERTAINTY_SHOWN, item->request_frame, case_host(about, leg->to),
                           case_host(about, leg->from));
}

void
find_late_in_silence(finding_case_t *about)
{
    if (about->call == NULL)
        return;
    if (about->moment->kind == MOMENT_REQUEST)
        find_silence(about);
    else if (about->moment->kind == MOMENT_ACK)
        find_answer_behind(about);
}
