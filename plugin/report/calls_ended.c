/* calls_ended.c
 * How each call and registration ended
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/calls_ended.h"
#include "exchange/dialogs.h"
#include "exchange/fates.h"
#include "exchange/hops.h"
#include "exchange/places.h"

/* So many transactions of one request are looked at. */
#define MAX_LOOKED_AT   64

/* Whether the request was first seen here, of all that passed the filter. */
static bool
is_first(const calls_t *calls, const transaction_t *transaction)
{
    for (unsigned seen = 0; seen < MAX_LOOKED_AT; seen++) {
        transaction = transaction_before(transaction);
        if (transaction == NULL)
            return true;
        if (frame_set_has(calls->passed, transaction->request_frame))
            return false;
    }
    return true;
}

static bool
is_fault(int finding)
{
    return finding >= 0 && catalogue_findings[finding].level == LEVEL_FAULT;
}

/* How it ended, from what the final response means. */
static call_end_t
end_of_outcome(const explanation_t *explanation)
{
    if (explanation->record == NULL)
        return CALL_FAILED;
    switch (explanation->outcome) {
    case OUTCOME_REDIRECTION:
    case OUTCOME_CHALLENGE:
    case OUTCOME_ADJUST:
        return CALL_LEFT;
    case OUTCOME_UNAVAILABLE:
        return CALL_UNAVAILABLE;
    case OUTCOME_BUSY:
    case OUTCOME_DECLINED:
        return CALL_BUSY;
    case OUTCOME_CANCELLED:
        return CALL_CANCELLED;
    default:
        return CALL_FAILED;
    }
}

/* The CANCEL that was seen first, where the final response says that there was one. */
static const transaction_t *
find_cancel(const call_entry_t *entry)
{
    const transaction_t *item = transactions_with(entry->call, entry->request->cseq), *first = NULL;

    for (unsigned seen = 0; item != NULL && seen < MAX_LOOKED_AT; item = item->next_same, seen++) {
        if (item->method == METHOD_CANCEL && (first == NULL || item->request_frame < first->request_frame))
            first = item;
    }
    return first;
}

static void
judge_failure(packet_info *pinfo, const calls_t *calls, call_entry_t *entry)
{
    told_of_call_t at_source, at_end = calls_told(calls, entry->end);

    entry->source = transaction_passed_on(entry->call, entry->end);
    if (entry->source == NULL)
        entry->source = entry->end;
    at_source = calls_told(calls, entry->source);
    entry->finding = finding_at_end(pinfo, entry->call, at_source.finding >= 0 ? entry->source : entry->end,
                                    at_source.finding >= 0 ? at_source.finding : at_end.finding);
    entry->cause = at_source.finding >= 0 ? at_source.cause : at_end.cause;
    entry->explanation = explanation_of(entry->end->final_code, at_source.refused || at_end.refused);
    entry->host = entry->source->leg.to;
    entry->how = end_of_outcome(&entry->explanation);
    if (entry->how != CALL_CANCELLED)
        return;
    entry->bye = find_cancel(entry);
    if (entry->bye != NULL)
        entry->host = entry->bye->leg.from;
}

static void
judge_success(const calls_t *calls, call_entry_t *entry)
{
    const transaction_t *bye = entry->bye != NULL ? entry->bye : entry->tried;
    int                  at_bye = calls_told(calls, bye).finding, at_end = calls_told(calls, entry->end).finding;

    entry->explanation = explanation_of(entry->end->final_code, false);
    /* A failure before the answer came to nothing. */
    if (entry->end->final_code >= 300) {
        entry->explanation = explanation_of(200, false);
        at_end = -1;
    }
    if (entry->request->method == METHOD_REGISTER) {
        entry->how = entry->request->removes ? CALL_REMOVED : CALL_REGISTERED;
        return;
    }
    entry->finding = is_fault(at_end) || at_bye < 0 ? at_end : at_bye;
    /* Of two that answered, one may go on when the other is left. */
    entry->how = entry->bye != NULL && !entry->end->forked ? CALL_ENDED : CALL_UP;
    if (entry->bye != NULL)
        entry->host = entry->bye->leg.from;
}

/* What later frames, or that nothing came, show about how it ended; -1 if that is nothing. */
static int
late_finding(packet_info *pinfo, const call_entry_t *entry, const transaction_t *transaction)
{
    const finding_t *found;

    pinfo->num = transaction->final_code != 0 ? transaction->final_frame : transaction->request_frame;
    found = findings_of_transaction(pinfo, entry->call, transaction);
    while (found != NULL && catalogue_findings[found->finding].level == LEVEL_CONTEXT)
        found = found->next;
    return found != NULL ? found->finding : -1;
}

/* That nothing came is no proof by itself: the capture may lack that direction. */
static void
judge_no_end(packet_info *pinfo, const calls_t *calls, call_entry_t *entry)
{
    entry->finding = finding_at_end(pinfo, entry->call, entry->request, calls_told(calls, entry->request).finding);
    entry->bye = find_cancel(entry);
    if (entry->finding < 0)
        entry->finding = calls_told(calls, entry->bye).finding;
    switch (transaction_fate(entry->call, entry->request)) {
    case FATE_SILENCE:
        if (entry->finding < 0)
            entry->finding = late_finding(pinfo, entry, entry->request);
        entry->how = entry->finding >= 0 ? CALL_SILENT : CALL_UNSEEN;
        break;
    case FATE_UNSEEN:
        entry->how = CALL_UNSEEN;
        break;
    default:
        entry->how = CALL_OPEN;
        break;
    }
}

/* Of which later frames may show more; NULL if there is nothing to ask for. */
static const transaction_t *
to_ask_for(const call_entry_t *entry)
{
    switch (entry->how) {
    case CALL_OPEN:
        return entry->request;
    case CALL_UP:
        return entry->bye == NULL ? entry->tried : NULL;
    case CALL_ENDED:
        return entry->bye->final_code == 0 ? entry->bye : NULL;
    default:
        return entry->source;
    }
}

/* Looks for what later frames show, where nothing was found before. */
static void
find_late(packet_info *pinfo, call_entry_t *entry)
{
    const transaction_t *asked = to_ask_for(entry);

    if (entry->finding < 0 && asked != NULL)
        entry->finding = late_finding(pinfo, entry, asked);
}

/* Whether another try says more of how it went: an answer to any, and else the last one. */
static bool
decides_more(const call_entry_t *entry, const transaction_t *request, const transaction_t *end)
{
    bool answered = entry->end != NULL && transaction_is_answered_invite(entry->end);

    if (answered != (end != NULL && transaction_is_answered_invite(end)))
        return !answered;
    return answered ? request->request_frame < entry->request->request_frame
                    : request->request_frame > entry->request->request_frame;
}

/* A request that begins a call or registration, or renews that. */
static void
add_try(call_entry_t *entry, const calls_t *calls, const call_t *call, const transaction_t *request)
{
    const transaction_t *end;

    if (!is_first(calls, request))
        return;
    end = request_end(call, request);
    if (entry->start == NULL || request->request_frame < entry->start->request_frame)
        entry->start = request;
    if (entry->request == NULL || decides_more(entry, request, end)) {
        entry->request = request;
        entry->end = end;
    }
}

static void
add_entry(GArray *entries, packet_info *pinfo, const calls_t *calls, call_entry_t *entry)
{
    if (entry->request == NULL)
        return;
    if (entry->end == NULL) {
        judge_no_end(pinfo, calls, entry);
    } else if (transaction_succeeded(entry->end)) {
        judge_success(calls, entry);
    } else {
        entry->bye = NULL;
        judge_failure(pinfo, calls, entry);
    }
    /* Of failures, the rank does not depend on it. */
    if (entry->source == NULL)
        find_late(pinfo, entry);
    entry->rank = entry->how > CALL_TROUBLE && is_fault(entry->finding) ? CALL_TROUBLE : entry->how;
    wmem_free_all(pinfo->pool);
    g_array_append_val(entries, *entry);
}

/* One Call-ID is one call, and one registration, on however many legs it is. */
static void
look_at_call(GArray *entries, packet_info *pinfo, const calls_t *calls, const call_t *call)
{
    call_entry_t invited = { .call = call, .finding = -1 }, registered = invited;

    for (const transaction_t *request = call->transactions; request != NULL; request = request->next) {
        if (!frame_set_has(calls->passed, request->request_frame))
            continue;
        /* The newest comes first. */
        if (request->method == METHOD_BYE && (request->final_code == 401 || request->final_code == 407))
            invited.tried = request;
        else if (request->method == METHOD_BYE)
            invited.bye = request;
        else if (request->method == METHOD_INVITE && transaction_is_outside(request))
            add_try(&invited, calls, call, request);
        else if (request->method == METHOD_REGISTER && transaction_is_outside(request))
            add_try(&registered, calls, call, request);
    }
    add_entry(entries, pinfo, calls, &invited);
    add_entry(entries, pinfo, calls, &registered);
}

static int
worst_first(const void *a, const void *b)
{
    const call_entry_t *first = (const call_entry_t *)a, *second = (const call_entry_t *)b;

    if (first->rank != second->rank)
        return first->rank < second->rank ? -1 : 1;
    if (first->start->request_frame != second->start->request_frame)
        return first->start->request_frame < second->start->request_frame ? -1 : 1;
    /* Two in one frame: by what is the same on every pass. */
    return first->start->cseq < second->start->cseq ? -1 : first->start->cseq > second->start->cseq;
}

GArray *
calls_ended(const calls_t *calls)
{
    GArray     *entries = g_array_new(FALSE, FALSE, sizeof(call_entry_t));
    packet_info pinfo = { .pool = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK) };

    for (const call_t *call = calls_newest(); call != NULL; call = call->next)
        look_at_call(entries, &pinfo, calls, call);
    wmem_destroy_allocator(pinfo.pool);
    g_array_sort(entries, worst_first);
    return entries;
}

GArray *
call_ended(const calls_t *calls, const call_t *call)
{
    GArray     *entries = g_array_new(FALSE, FALSE, sizeof(call_entry_t));
    packet_info pinfo = { .pool = wmem_allocator_new(WMEM_ALLOCATOR_BLOCK) };

    if (call != NULL)
        look_at_call(entries, &pinfo, calls, call);
    wmem_destroy_allocator(pinfo.pool);
    return entries;
}

static call_side_t
side_of_bye(const call_entry_t *entry)
{
    message_view_t view = transaction_request(entry->bye);

    if (!view_is_known(&view))
        return WHO_UNKNOWN;
    switch (dialog_side(&view, entry->request)) {
    case SIDE_SAME:
        return WHO_CALLER;
    case SIDE_OTHER:
        return WHO_CALLEE;
    default:
        return WHO_UNKNOWN;
    }
}

void
call_complete(packet_info *pinfo, call_entry_t *entry)
{
    if (entry->bye != NULL && entry->bye->method == METHOD_BYE)
        entry->side = side_of_bye(entry);
    if (entry->source != NULL)
        find_late(pinfo, entry);
}
