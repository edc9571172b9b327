/* calls_collect.c
 * What the list of calls needs of each message, as it passes by
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/calls_collect.h"
#include "exchange/places.h"

/* Beside a finding, which is kept as its place and one more. */
#define TOLD_EARLY      0x8000u     /* by a provisional response */
#define TOLD_REFUSED    0x10000u
#define TOLD_CAUSE      17

static void
calls_begin(calls_t *calls)
{
    calls->passed = calls->filter != NULL ? frame_set_new() : NULL;
    calls->told = g_hash_table_new(NULL, NULL);
    calls->messages = 0;
    calls->timed = false;
}

static void
calls_clear(calls_t *calls)
{
    frame_set_free(calls->passed);
    g_hash_table_destroy(calls->told);
}

calls_t *
calls_new(const char *filter)
{
    calls_t *calls = g_new0(calls_t, 1);

    calls->filter = g_strdup(filter);
    calls_begin(calls);
    return calls;
}

void
calls_free(calls_t *calls)
{
    calls_clear(calls);
    g_free(calls->filter);
    g_free(calls);
}

void
calls_reset(calls_t *calls)
{
    calls_clear(calls);
    calls_begin(calls);
}

/* The strongest finding that says more than where to look; what later frames show is asked for at the end. */
static const finding_t *
leading(const finding_t *found)
{
    while (found != NULL && (found->late || catalogue_findings[found->finding].level == LEVEL_CONTEXT))
        found = found->next;
    return found;
}

static unsigned
told_of(const calls_t *calls, const transaction_t *transaction)
{
    return transaction != NULL ? GPOINTER_TO_UINT(g_hash_table_lookup(calls->told, transaction)) : 0;
}

/* What is found about the first message of a transaction that something is found about. */
static void
note_found(calls_t *calls, const sipexplain_tap_info_t *info)
{
    const explanation_t *explanation = &info->explanation;
    const finding_t     *found = leading(info->found);
    const finding_t     *contradiction = found == NULL ? findings_contradiction(info->found) : NULL;
    unsigned             told = found != NULL ? found->finding + 1u : 0;

    if (contradiction != NULL)
        told = (contradiction->finding + 1u) | (unsigned)(contradiction->values[0].number & 0x7f) << TOLD_CAUSE;
    if (info->moment.kind == MOMENT_FINAL && explanation->record != NULL
        && explanation->record->outcome == OUTCOME_CHALLENGE && explanation->outcome != OUTCOME_CHALLENGE)
        told |= TOLD_REFUSED;
    if (told != 0 && info->moment.kind == MOMENT_PROVISIONAL)
        told |= TOLD_EARLY;
    /* What was missing while it rang does not tell how it ended. */
    if (info->moment.kind == MOMENT_FINAL && (told_of(calls, info->moment.transaction) & TOLD_EARLY) != 0)
        g_hash_table_remove(calls->told, info->moment.transaction);
    if (told != 0 && !g_hash_table_contains(calls->told, info->moment.transaction))
        g_hash_table_insert(calls->told, info->moment.transaction, GUINT_TO_POINTER(told));
}

void
calls_message(calls_t *calls, const sipexplain_tap_info_t *info)
{
    const moment_t *moment = &info->moment;

    if (moment->message->quoted)
        return;
    calls->messages++;
    calls->timed = calls->timed || moment->pinfo->fd->has_ts;
    frame_set_add(calls->passed, moment->frame);
    if (moment->transaction == NULL)
        return;
    if (moment->kind == MOMENT_REQUEST && !moment->transaction->placed) {
        message_view_t view = moment_view(moment);

        place_request(moment->transaction, &view);
    }
    note_found(calls, info);
}

told_of_call_t
calls_told(const calls_t *calls, const transaction_t *transaction)
{
    unsigned told = told_of(calls, transaction);

    return (told_of_call_t){ (int)(told & (TOLD_EARLY - 1)) - 1, told >> TOLD_CAUSE, (told & TOLD_REFUSED) != 0 };
}
