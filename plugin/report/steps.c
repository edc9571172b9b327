/* steps.c
 * The messages of all calls in their order, as they pass by, to be drawn
 *
 * What the exchange keeps of a transaction has no place for each repetition, nor
 * for the time of each ACK.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/steps.h"

#include <epan/tap.h>

static void
steps_reset(void *tapdata)
{
    steps_t *steps = (steps_t *)tapdata;

    g_array_set_size(steps->steps, 0);
    steps->timed = false;
}

/* A response whose request is not in the capture has a Call-ID, but no call. */
static hash128_t
call_id_of(const moment_t *moment)
{
    sip_text_t call_id;

    if (moment->call != NULL)
        return moment->call->call_id;
    call_id = moment_call_id(moment);
    return hash_wide(call_id.bytes, call_id.length);
}

static tap_packet_status
steps_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    steps_t        *steps = (steps_t *)tapdata;
    const moment_t *moment = &((const sipexplain_tap_info_t *)data)->moment;
    bool            response = message_is_response(moment->message);
    bool            quoted = moment->message->quoted;
    step_t          step = { .transaction = moment->transaction, .time = moment->now, .way = leg_of_request(pinfo),
                             .frame = moment->frame, .code = moment->code & 0x3fffff, .response = response,
                             .quoted = quoted, .method = moment->method };

    if (moment->message->info->tap_call_id == NULL)
        return TAP_PACKET_DONT_REDRAW;
    step.call_id = call_id_of(moment);
    /* An ICMP error goes to where what it quotes came from. It has no ports, and Wireshark 4.4 forgets those of the latter. */
    if (quoted && moment->transaction != NULL) {
        const leg_t *leg = &moment->transaction->leg;

        step.way.from_port = response ? leg->from_port : leg->to_port;
        step.way.to_port = response ? leg->to_port : leg->from_port;
    }
    if (response)
        step.method = moment->transaction != NULL ? moment->transaction->method : METHOD_UNKNOWN;
    g_array_append_val(steps->steps, step);
    steps->timed = steps->timed || pinfo->fd->has_ts;
    return TAP_PACKET_DONT_REDRAW;
}

static void
steps_finish(void *tapdata)
{
    steps_t *steps = (steps_t *)tapdata;

    g_array_free(steps->steps, TRUE);
    g_free(steps);
}

steps_t *
steps_listen(void)
{
    steps_t *steps = g_new0(steps_t, 1);
    GString *error;

    steps->steps = g_array_new(FALSE, FALSE, sizeof(step_t));
    error = register_tap_listener("sipexplain", steps, NULL, TL_REQUIRES_NOTHING, steps_reset, steps_packet, NULL,
                                  steps_finish);
    if (error == NULL)
        return steps;
    g_string_free(error, TRUE);
    steps_finish(steps);
    return NULL;
}

void
steps_end(steps_t *steps)
{
    /* This calls steps_finish(). */
    if (steps != NULL)
        remove_tap_listener(steps);
}
