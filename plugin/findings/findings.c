/* findings.c
 * Runs the rules where there is an occasion, and keeps what they find
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "findings/findings.h"
#include "exchange/hops.h"
#include "findings/acknowledgements.h"
#include "findings/case.h"
#include "findings/rules.h"
#include "finding_sentences.h"

#include <epan/proto_data.h>

static int proto_sipexplain = -1;

void
findings_register(int proto)
{
    proto_sipexplain = proto;
}

static finding_case_t
make_case(const moment_t *moment, wmem_allocator_t *scope, case_said_t *said)
{
    finding_case_t about = { .moment = moment, .call = moment->call, .transaction = moment->transaction,
                             .code = moment->code, .scope = scope, .said = said };

    about.text = &message_texts_get(moment->texts)[moment->number];
    about.message = moment_view(moment);
    if (moment->code == 0)
        about.request = about.message;
    else if (moment->transaction != NULL)
        about.request = transaction_request(moment->transaction);
    /* The transaction of an ACK is that of its INVITE. */
    if (moment->kind != MOMENT_ACK && moment->transaction != NULL && moment->transaction->method != METHOD_UNKNOWN)
        about.method = case_text(method_name(moment->transaction->method));
    else
        about.method = moment->code == 0 ? view_method(&about.message) : view_cseq_method(&about.message);
    return about;
}

/* So many other transactions with the CSeq number of a success are looked at. */
#define MAX_LEGS    8

/* Whether the same request failed on another leg before it succeeded here. */
static bool
failed_elsewhere(const moment_t *moment)
{
    const transaction_t *item = moment->transaction->next_same;

    for (unsigned seen = 0; item != NULL && seen < MAX_LEGS; item = item->next_same, seen++) {
        if (item->final_code >= 400)
            return true;
    }
    return false;
}

/* Whether something may be to be said of the message; most are an ordinary step of an ordinary call. */
static inline bool
is_occasion(const moment_t *moment)
{
    switch (moment->kind) {
    case MOMENT_REQUEST:
        return moment->method == METHOD_BYE || moment->method == METHOD_CANCEL || moment->method == METHOD_NOTIFY;
    case MOMENT_PROVISIONAL:
        /* One that comes again may wait for its PRACK. */
        return moment->transaction->rang_frame != 0 && moment->transaction->rang_frame != moment->frame
            && moment->code > 100;
    case MOMENT_REQUEST_AGAIN:
        return moment->transaction->heard || transaction_translated(moment->call, moment->transaction) != NULL;
    case MOMENT_FINAL:
        return moment->code >= 300 || failed_elsewhere(moment);
    case MOMENT_STRAY:
        return moment->code >= 300;
    case MOMENT_FINAL_AGAIN:
        return moment->transaction->method == METHOD_INVITE && moment->code < 300;
    case MOMENT_FINAL_OTHER:
    case MOMENT_QUOTED:
        return true;
    default:
        return false;
    }
}

/*
 * A challenge is a step of most calls, so only those rules run that have
 * something to say about one.
 */
static void
find_in_challenge(finding_case_t *about)
{
    find_in_authentication(about);
    find_in_hops(about);
}

/* How a call, a transfer or a subscription ends is told by a request, and each call has one of those. */
static void
find_in_request(finding_case_t *about)
{
    find_in_media(about);
    find_in_endings(about);
    find_in_transfers(about);
    find_in_subscriptions(about);
}

static void
find_in_all(finding_case_t *about)
{
    find_in_authentication(about);
    find_in_conditions(about);
    find_in_identity(about);
    find_in_limits(about);
    find_in_forwards(about);
    find_in_media(about);
    find_in_references(about);
    find_in_sequence(about);
    find_in_targets(about);
    find_in_tags(about);
    find_in_bindings(about);
    find_in_malformed(about);
    find_in_addressing(about);
    find_in_missing(about);
    find_in_lengths(about);
    find_in_extensions(about);      /* which goes by what is missing */
    find_in_dialogs(about);
    find_in_acknowledgements(about);
    find_in_subscriptions(about);
    find_in_provisionals(about);
    find_in_silence(about);
    find_in_hops(about);
    find_in_other_leg(about);
    find_in_hangup(about);
    find_in_network(about);
    find_in_ringing(about);
    find_in_pings(about);
    find_in_words(about);
    find_in_unnamed_identity(about);    /* of which the server need not speak */
    find_in_diversions(about);
}

/* What of later frames disproves it (FINDING_...): a success, another digit, another request; -1 if nothing does. */
static int
disproof_of(unsigned finding)
{
    switch (finding) {
    /* The account was right, so that it, and what is said along with it, was not the obstacle. */
    case FINDING_AUTH_REFUSED:
    case FINDING_AUTH_USER_DIFFERS:
    case FINDING_AUTH_URI_DIFFERS:
    case FINDING_AUTH_QOP_FIELDS_MISSING:
    case FINDING_AUTH_QOP_DIFFERS:
    case FINDING_AUTH_ANSWER_DIFFERS:
        return FINDING_AUTH_NONCE_EXPIRED;
    case FINDING_NUMBER_UNKNOWN:
        return FINDING_OVERLAP_DIALLING;
    case FINDING_DIALOG_LOST:
        return FINDING_DIALOG_KNOWN;
    case FINDING_PRACK_MISSING:
        return FINDING_PRACK_LATE;
    default:
        return -1;
    }
}

typedef void late_rule_t(finding_case_t *about);

/* What looks for that at the end of the capture; NULL where the report tells it by what became of the request. */
static late_rule_t *
disproving_rule(unsigned finding)
{
    switch (disproof_of(finding)) {
    case FINDING_OVERLAP_DIALLING:
        return find_late_in_overlap;
    case FINDING_DIALOG_KNOWN:
        return find_late_in_dialogs;
    case FINDING_PRACK_LATE:
        return find_late_in_provisionals;
    default:
        return NULL;
    }
}

static bool
may_be_taken_back(unsigned finding, unsigned code)
{
    /* No more digits are waited for with other codes. */
    return disproof_of(finding) >= 0 && (finding != FINDING_NUMBER_UNKNOWN || code == 484);
}

bool
findings_may_be_taken_back(const finding_t *found, unsigned code)
{
    while (found != NULL && !may_be_taken_back(found->finding, code))
        found = found->next;
    return found != NULL;
}

/* For when the response comes again. What a later frame may disprove is not kept. */
static void
keep_cause(transaction_t *transaction, const finding_t *found)
{
    if (findings_leading_cause(found) != NULL && !may_be_taken_back(found->finding, transaction->final_code))
        transaction->cause = (uint16_t)(found->finding + 1);
}

/* Not in line, so that messages that are no occasion pay for none of it. */
static G_GNUC_NO_INLINE const finding_t *
find_first(const moment_t *moment)
{
    case_said_t    said = { .gathered = false };
    finding_case_t about;

    about = make_case(moment, wmem_file_scope(), &said);
    if (moment->kind == MOMENT_REQUEST)
        find_in_request(&about);
    else if (moment->kind == MOMENT_FINAL && (moment->code == 401 || moment->code == 407))
        find_in_challenge(&about);
    else
        find_in_all(&about);
    if (about.found != NULL)
        p_add_proto_data(wmem_file_scope(), moment->pinfo, proto_sipexplain, moment->number, about.found);
    if (moment->kind == MOMENT_FINAL) {
        moment->transaction->refused = findings_refuse_credentials(about.found);
        keep_cause(moment->transaction, about.found);
    }
    return about.found;
}

static void
find_late(finding_case_t *about)
{
    find_late_in_authentication(about);
    find_late_in_references(about);
    find_late_in_targets(about);
    find_late_in_overlap(about);
    find_late_in_dialogs(about);
    find_late_in_lengths(about);
    find_late_in_silence(about);
    find_late_in_connections(about);
    find_late_in_hops(about);
    find_late_in_acknowledgements(about);
    find_late_in_endings(about);
    find_late_in_transfers(about);
    find_late_in_redirections(about);
    find_late_in_registrations(about);
    find_late_in_media(about);
    find_late_in_provisionals(about);
    for (finding_t *item = about->found; item != NULL; item = item->next)
        item->late = true;
}

const finding_t *
findings_with_late(const moment_t *moment, const finding_t *first)
{
    case_said_t       said = { .gathered = false };
    finding_case_t    about;
    const finding_t  *all = NULL;
    const finding_t **link = &all;

    if (moment->first_pass)
        return first;
    about = make_case(moment, moment->pinfo->pool, &said);
    about.before = first;
    find_late(&about);
    if (about.found == NULL)
        return first;
    /* The first ones are kept as they are, so that the late ones go on from copies. */
    for (const finding_t *item = first; item != NULL; item = item->next) {
        size_t     size = sizeof *item + item->num_values * sizeof *item->values;
        finding_t *copy;

        if (finding_is_taken_back(item->finding, about.found))
            continue;
        copy = (finding_t *)wmem_memdup(moment->pinfo->pool, item, size);
        copy->next = NULL;
        *link = copy;
        link = (const finding_t **)&copy->next;
    }
    for (finding_t *item = about.found, *next; item != NULL; item = next) {
        next = item->next;
        item->next = NULL;
        if (!finding_is_among(first, item->finding)) {
            *link = item;
            link = (const finding_t **)&item->next;
        }
    }
    return all;
}

const finding_t *
findings_of(const moment_t *moment)
{
    if (moment->first_pass)
        return is_occasion(moment) ? find_first(moment) : NULL;
    return (const finding_t *)p_get_proto_data(wmem_file_scope(), moment->pinfo, proto_sipexplain, moment->number);
}

bool
moment_refuses_credentials(const moment_t *moment, const finding_t *found)
{
    return findings_refuse_credentials(found)
        || (moment->kind == MOMENT_FINAL_AGAIN && moment->transaction->refused
            && moment->transaction->final_code == moment->code);
}

/* The case of a transaction as it stands, with nothing of its messages but what is kept; said and moment are filled in. */
static finding_case_t
make_case_of(packet_info *pinfo, const call_t *call, const transaction_t *transaction, moment_t *moment, case_said_t *said)
{
    bool           ended = transaction->final_code != 0;
    finding_case_t about = {
        .moment = moment, .call = call, .transaction = transaction, .code = transaction->final_code,
        .scope = pinfo->pool, .said = said,
    };

    *moment = (moment_t){
        .pinfo = pinfo, .kind = ended ? MOMENT_FINAL : MOMENT_REQUEST, .method = ended ? METHOD_UNKNOWN : transaction->method,
        .code = transaction->final_code, .frame = ended ? transaction->final_frame : transaction->request_frame,
        .now = ended ? transaction->final_time : transaction->time, .leg = transaction->leg, .call = (call_t *)call,
        .transaction = (transaction_t *)transaction,
    };
    *said = (case_said_t){ .gathered = false };
    about.request = transaction_request(transaction);
    about.message = ended ? transaction_final(transaction) : about.request;
    about.method = case_text(method_name(transaction->method));
    return about;
}

const finding_t *
findings_of_transaction(packet_info *pinfo, const call_t *call, const transaction_t *transaction)
{
    case_said_t    said;
    moment_t       moment;
    finding_case_t about = make_case_of(pinfo, call, transaction, &moment, &said);

    find_late(&about);
    return about.found;
}

bool
finding_is_taken_back(unsigned finding, const finding_t *late)
{
    int disproof = disproof_of(finding);

    return disproof >= 0 && finding_is_among(late, (unsigned)disproof);
}

const finding_t *
findings_at_end(packet_info *pinfo, const call_t *call, const transaction_t *transaction, int finding)
{
    case_said_t    said;
    moment_t       moment;
    finding_case_t about;
    finding_t      first = { .finding = (uint16_t)finding };
    late_rule_t   *rule;

    rule = finding >= 0 && call != NULL && transaction != NULL ? disproving_rule((unsigned)finding) : NULL;
    if (rule == NULL)
        return NULL;
    about = make_case_of(pinfo, call, transaction, &moment, &said);
    about.before = &first;
    rule(&about);
    return about.found != NULL && finding_is_taken_back(first.finding, about.found) ? about.found : NULL;
}

int
finding_at_end(packet_info *pinfo, const call_t *call, const transaction_t *transaction, int finding)
{
    case_said_t      said;
    moment_t         moment;
    finding_case_t   about;
    const finding_t *found;

    if (call == NULL || transaction == NULL)
        return finding;
    if (finding == FINDING_ACK_MISSING) {
        about = make_case_of(pinfo, call, transaction, &moment, &said);
        return invite_got_ack(&about) ? FINDING_ACK_LATE : finding;
    }
    found = findings_at_end(pinfo, call, transaction, finding);
    return found != NULL ? found->finding : finding;
}

bool
redirection_went_well(packet_info *pinfo, const call_t *call, const transaction_t *transaction)
{
    case_said_t    said;
    moment_t       moment;
    finding_case_t about;

    if (call == NULL || transaction == NULL)
        return false;
    about = make_case_of(pinfo, call, transaction, &moment, &said);
    return redirection_was_followed_well(&about);
}

bool
finding_is_of_other_leg(int finding)
{
    return finding == FINDING_OTHER_LEG;
}

bool
finding_is_of_living_host(int finding, const char *method)
{
    return finding == FINDING_PING_ANSWERED
        || (finding == FINDING_MAX_FORWARDS_ZERO && strcmp(method, "OPTIONS") == 0);
}
