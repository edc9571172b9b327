/* calls_window.c
 * The list of calls of the open capture in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/calls_window.h"
#include "report/print_calls.h"
#include "report/printed_window.h"

#include <epan/tap.h>

typedef struct {
    printed_window_t shown;
    calls_t         *calls;
} calls_window_t;

static void
calls_window_draw(void *tapdata)
{
    calls_window_t *list = (calls_window_t *)tapdata;
    bool            any = list->calls->messages > 0 || window_has_capture();

    printed_window_show(&list->shown, any ? print_calls(list->calls, WINDOW_COLUMNS) : printed_window_no_capture());
}

static void
calls_window_reset(void *tapdata)
{
    calls_window_t *list = (calls_window_t *)tapdata;

    calls_reset(list->calls);
}

static tap_packet_status
calls_window_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    calls_message(((calls_window_t *)tapdata)->calls, (const sipexplain_tap_info_t *)data);
    return TAP_PACKET_REDRAW;
}

static void
calls_window_finish(void *tapdata)
{
    calls_window_t *list = (calls_window_t *)tapdata;

    printed_window_clear(&list->shown);
    calls_free(list->calls);
    g_free(list);
}

static void
closed(void *context)
{
    /* This calls calls_window_finish(). */
    remove_tap_listener(context);
}

static void
filtered(void *context, const char *filter)
{
    calls_window_t *list = (calls_window_t *)context;

    calls_free(list->calls);
    list->calls = calls_new(filter);
}

GString *
calls_window_open(const char *filter)
{
    calls_window_t *list = g_new0(calls_window_t, 1);
    GString        *error;

    list->calls = calls_new(filter);
    error = register_tap_listener("sipexplain", list, filter, TL_REQUIRES_NOTHING, calls_window_reset,
                                  calls_window_packet, calls_window_draw, calls_window_finish);
    if (error != NULL) {
        calls_window_finish(list);
        return error;
    }
    printed_window_open(&list->shown, report_text(TEXT_CALLS_HEADING), filter, calls_window_draw, closed);
    printed_window_add_steps(&list->shown, LABEL_BUTTON_NEXT_ENTRY);
    printed_window_add_filter(&list->shown, filtered);
    printed_window_add_copy(&list->shown);
    /* Of the file that is open; with -z, too, it has been read by now. */
    if (window_has_capture() && !window_is_reading())
        window_read_again();
    else
        calls_window_draw(list);
    return NULL;
}

static void
chosen_in_menu(void)
{
    /* Without a filter there is nothing to be wrong. */
    calls_window_open(NULL);
}

void
calls_window_register(void)
{
    window_add_to_telephony("SIP Explain Calls", chosen_in_menu);
}
