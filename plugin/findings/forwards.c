/* forwards.c
 * Requests whose hops are used up, or that go in a circle (482, 483)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/hops.h"
#include "exchange/other_leg.h"
#include "exchange/places.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

/* So many transactions and calls are looked at. */
#define MAX_LOOKED_AT   64

/* So many values of Via are looked at; Max-Forwards begins with 70 as a rule. */
#define MAX_VIAS        80

/* No way is longer, as a rule; some clients begin with 10, or 20. */
#define FEW_HOPS        5

/* A host that passes calls on does so within this time. */
#define PASSED_ON_MS    10000

/* A call in which nothing came for 3 minutes has nothing under way (RFC 3261, Section 16.6), nor have those before it. */
#define OVER_MS         180000

/* So many copies of a request on its way, as Max-Forwards is 255 at most, and so many legs that it may take again. */
#define MAX_COPIES      300
#define MAX_CIRCLES     8

/* A leg that a request took more than once, with fewer hops left each time. */
typedef struct {
    const transaction_t *first, *last;
    unsigned             times;
    uint32_t             hops;      /* that the first one has left */
} circle_t;

static bool
hops_left(const transaction_t *transaction, uint32_t *hops)
{
    message_view_t request = transaction_request(transaction);

    return view_is_known(&request) && view_number(&request, "Max-Forwards", '\0', hops);
}

/* Adds a copy of the request, which is older than those before, to the circle of its leg; longest: so far. */
static void
add_to_circles(circle_t *circles, unsigned *count, circle_t *longest, const transaction_t *item)
{
    circle_t *circle = circles;
    uint32_t  hops;

    if (!hops_left(item, &hops))
        return;
    while (circle < circles + *count && !legs_equal(&circle->first->leg, &item->leg))
        circle++;
    if (circle == circles + MAX_CIRCLES)
        return;
    if (circle == circles + *count || hops <= circle->hops) {
        *count += circle == circles + *count;
        *circle = (circle_t){ item, item, 1, hops };
    } else {
        circle->first = item;
        circle->times++;
        circle->hops = hops;
    }
    if (circle->times > longest->times)
        *longest = *circle;
}

/* The longest circle of the request, here or further on its way. */
static bool
find_circle(finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq);
    circle_t             circles[MAX_CIRCLES], longest = { NULL, NULL, 1, 0 };
    unsigned             count = 0;

    for (unsigned seen = 0; item != NULL && seen < MAX_COPIES; item = item->next_same, seen++) {
        if (item->method == about->transaction->method && item->request_frame <= about->moment->frame)
            add_to_circles(circles, &count, &longest, item);
    }
    if (longest.first == NULL)
        return false;
    find_loop(about, CERTAINTY_SHOWN, about->method, case_host(about, longest.first->leg.from),
              case_host(about, longest.first->leg.to), longest.first->request_frame, longest.times,
              longest.last->request_frame);
    return true;
}

/* The host and port, or the host alone, of a value of Via; without what its parameters say. */
static sip_text_t
sent_by(sip_text_t via)
{
    sip_text_t host, none = { NULL, 0 };

    sip_take_token(&via);
    host = sip_take_token(&via);
    /* This one is another host for each. */
    if (sip_text_is(host, "127.0.0.1") || case_text_has(host, "127.0.0.1:") || case_text_has(host, "localhost"))
        return none;
    /* With blanks around the slashes before it, it is not so easily found. */
    return host.length > 0 && (g_ascii_isalnum(host.bytes[0]) || host.bytes[0] == '[') ? host : none;
}

/* The host that Via lists most often; *times: how often. */
static sip_text_t
most_listed(const message_view_t *view, unsigned *times)
{
    sip_values_t values = { view->header, { NULL, 0 } };
    sip_text_t   hosts[MAX_VIAS], via, found = { NULL, 0 };
    unsigned     count = 0;

    *times = 0;
    while (count < MAX_VIAS && sip_next_value(&values, "Via", 'v', &via))
        hosts[count++] = sent_by(via);
    for (unsigned i = 0; i < count; i++) {
        unsigned same = 0;

        for (unsigned k = i; k < count; k++) {
            if (hosts[i].length > 0 && hosts[k].length == hosts[i].length
                && g_ascii_strncasecmp(hosts[k].bytes, hosts[i].bytes, hosts[i].length) == 0)
                same++;
        }
        if (same > *times) {
            *times = same;
            found = hosts[i];
        }
    }
    return found;
}

/* Whether another copy went to the same host, which that one may have been merged with. */
static bool
has_copy(const finding_case_t *about)
{
    const transaction_t *transaction = about->transaction, *item;

    if (transaction == NULL)
        return false;
    item = transactions_with(about->call, transaction->cseq);
    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item != transaction && item->leg.to == transaction->leg.to
            && transactions_are_of_one_request(item, transaction))
            return true;
    }
    return false;
}

/* RFC 3261, Section 16.3, step 4: who finds itself in Via has sent the request on before. */
static bool
find_back(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    sip_values_t         values = { about->request.header, { NULL, 0 } };
    sip_text_t           via, host = case_host(about, transaction->leg.to), place;
    bool                 usual = transaction->leg.to_port == 5060;

    place = case_host_port(about, transaction->leg.to, transaction->leg.to_port);
    for (unsigned seen = 0; seen < MAX_VIAS && sip_next_value(&values, "Via", 'v', &via); seen++) {
        via = sent_by(via);
        if (sip_texts_equal(via, place) || (usual && sip_texts_equal(via, host))) {
            find_loop_back(about, CERTAINTY_SHOWN, about->method, transaction->request_frame, place);
            return true;
        }
    }
    return false;
}

/*
 * RFC 3261, Section 16.3: each proxy writes itself into Via. A request may pass
 * the same host twice and mean it, as with a host that has several parts.
 */
static void
find_listed_again(finding_case_t *about)
{
    unsigned   times;
    sip_text_t host = most_listed(&about->message, &times);

    /* A host with several parts may pass the same request on three times, and mean it. */
    if (times > 3)
        find_loop_via(about, CERTAINTY_SHOWN, host, times);
    else if (times == 3)
        find_loop_via_likely(about, CERTAINTY_LIKELY, host, times);
    else if (times == 2 && about->code == 482 && case_phrase_is_registered(about) && !has_copy(about))
        find_loop_via_likely(about, CERTAINTY_LIKELY, host, times);
}

/* Whether the sender may have made the request of another one, as a B2BUA does, and taken Max-Forwards from there. */
static bool
may_pass_on(const transaction_t *transaction)
{
    const call_t *call = calls_newest();

    /* These nobody makes of another one, and those who watch each other send them both ways. */
    if (transaction->method == METHOD_OPTIONS || transaction->method == METHOD_REGISTER)
        return false;
    for (unsigned seen = 0; call != NULL; call = call->next, seen++) {
        const transaction_t *item = call->transactions;

        if (seen == MAX_LOOKED_AT)
            return true;
        if (item != NULL && transaction->time - item->time > OVER_MS)
            return false;
        for (unsigned known = 0; item != NULL; item = item->next, known++) {
            if (known == MAX_LOOKED_AT)
                return true;
            if (item->method == transaction->method && item->leg.to == transaction->leg.from
                && !legs_equal(&item->leg, &transaction->leg) && item->request_frame < transaction->request_frame
                && transaction->time - item->time < PASSED_ON_MS)
                return true;
        }
    }
    return false;
}

/* RFC 3261, Section 8.1.1.6. With one Via, nobody has counted before. */
static void
find_zero(finding_case_t *about)
{
    const transaction_t *transaction = about->transaction;
    uint32_t             hops;

    if (!view_number(&about->request, "Max-Forwards", '\0', &hops) || hops != 0 || !view_has_one_via(&about->request)
        || !view_has_one_via(&about->message) || transaction_previous_hop(about->call, transaction) != NULL
        || may_pass_on(transaction))
        return;
    if (transaction->method == METHOD_OPTIONS)
        find_max_forwards_zero_ping(about, CERTAINTY_SHOWN, transaction->request_frame,
                                    case_host(about, transaction->leg.to));
    else
        find_max_forwards_zero(about, CERTAINTY_SHOWN, about->method, transaction->request_frame,
                               case_host(about, transaction->leg.from));
}

/* The copy of the request that nobody has counted before, as it was seen to leave its sender; NULL if none was seen. */
static const transaction_t *
first_copy(const finding_case_t *about)
{
    const transaction_t *item = transactions_with(about->call, about->transaction->cseq), *first = NULL;

    for (unsigned seen = 0; item != NULL && seen < MAX_COPIES; item = item->next_same, seen++) {
        message_view_t view = transaction_request(item);

        if (view_is_known(&view) && view_has_one_via(&view) && item->request_frame <= about->moment->frame
            && transactions_are_of_one_request(item, about->transaction))
            first = item;
    }
    return first;
}

/* RFC 3261, Section 8.1.1.6: 70 at the start, which is enough for each way without a circle. */
static void
find_low(finding_case_t *about)
{
    const transaction_t *first = first_copy(about);
    uint32_t             hops;

    if (first == NULL || first->method == METHOD_OPTIONS || !hops_left(first, &hops) || hops == 0
        || hops > FEW_HOPS || may_pass_on(first))
        return;
    find_max_forwards_low(about, CERTAINTY_LIKELY, about->method, case_host(about, first->leg.from), hops,
                          first->request_frame);
}

/* A server that found a loop by itself says so under other codes, too. */
static void
find_words(finding_case_t *about)
{
    static const char *const sayings[] = { "routing loop", "loop detected", "call loop", "loop detection" };

    for (size_t i = 0; i < G_N_ELEMENTS(sayings); i++) {
        sip_text_t words = case_words(about, sayings[i]);

        if (words.length > 0
            && (!case_phrase_is_registered(about) || !sip_texts_equal(words, view_phrase(&about->message)))) {
            find_loop_told(about, CERTAINTY_SHOWN, words);
            return;
        }
    }
}

/* Q.850 25: an exchange released the call as its hop counter had run out. */
static bool
names_exchanges(const message_view_t *response)
{
    sip_values_t values = { response->header, { NULL, 0 } };
    sip_text_t   value;
    sip_reason_t reason;

    for (unsigned seen = 0; seen < MAX_LOOKED_AT && sip_next_value(&values, "Reason", '\0', &value); seen++) {
        if (sip_parse_reason(value, &reason) && sip_text_is(reason.protocol, "Q.850") && reason.has_cause
            && reason.cause == 25)
            return true;
    }
    return false;
}

/* The cause, in the response or in that of the leg which a B2BUA made of the call. */
static void
find_cause(finding_case_t *about)
{
    other_leg_t    other;
    message_view_t final;

    if (case_has_reason(about) && names_exchanges(&about->message)) {
        find_loop_cause(about, CERTAINTY_LIKELY);
        return;
    }
    if (about->code < 500 || about->code > 504 || about->moment->kind != MOMENT_FINAL || !case_is_whole(about)
        || about->transaction->method != METHOD_INVITE)
        return;
    other = case_other_leg(about);
    if (other.transaction == NULL || other.transaction->final_code == 0)
        return;
    final = transaction_final(other.transaction);
    if (view_is_known(&final) && names_exchanges(&final))
        find_loop_cause_leg(about, CERTAINTY_LIKELY, other.transaction->request_frame, other.transaction->final_frame);
}

void
find_in_forwards(finding_case_t *about)
{
    bool spoken = about->code == 482 || about->code == 483;

    if (about->code < 400 || about->moment->message->quoted)
        return;
    if (about->moment->kind == MOMENT_FINAL && spoken && case_is_whole(about)) {
        /* A merged request came by two ways, and need not have come back. */
        bool may_be_back = about->code == 482 && case_words(about, "merged").length == 0;

        if (about->code == 483)
            find_zero(about);
        if (case_has_cause(about) || find_circle(about) || (may_be_back && find_back(about)))
            return;
    }
    if (about->moment->kind != MOMENT_FINAL && about->moment->kind != MOMENT_STRAY)
        return;
    if (spoken)
        find_listed_again(about);
    if (!case_has(about, FINDING_LOOP))
        find_words(about);
    if (!case_has(about, FINDING_LOOP))
        find_cause(about);
    if (about->code == 483 && about->moment->kind == MOMENT_FINAL && case_is_whole(about) && !case_has_cause(about))
        find_low(about);
}
