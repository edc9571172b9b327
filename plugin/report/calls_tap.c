/* calls_tap.c
 * -z sipexplain,calls: collect, look at the end, print; in desktop Wireshark a window
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/calls_tap.h"
#include "desktop/window.h"
#include "report/call_window.h"
#include "report/calls_window.h"
#include "report/print_calls.h"
#include "report/text.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

#include <stdio.h>

static void
calls_tap_reset(void *tapdata)
{
    calls_reset((calls_t *)tapdata);
}

static tap_packet_status
calls_tap_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    calls_message((calls_t *)tapdata, (const sipexplain_tap_info_t *)data);
    return TAP_PACKET_REDRAW;
}

static void
calls_tap_draw(void *tapdata)
{
    printed_t printed = print_calls((const calls_t *)tapdata, REPORT_COLUMNS);

    fputs(printed.text, stdout);
    /* Where another program reads it. */
    fflush(stdout);
    printed_free(&printed);
}

static void
calls_tap_finish(void *tapdata)
{
    calls_free((calls_t *)tapdata);
}

static WS_STAT_INIT_RESULT
calls_tap_init(const char *argument, void *userdata _U_)
{
    static const char with_filter[] = "sipexplain,calls,";
    const char       *filter = g_str_has_prefix(argument, with_filter) ? argument + strlen(with_filter) : NULL;
    calls_t          *calls = NULL;
    GString          *error;

    if (window_is_possible()) {
        error = calls_window_open(filter);
    } else {
        calls = calls_new(filter);
        error = register_tap_listener("sipexplain", calls, calls->filter, TL_REQUIRES_NOTHING, calls_tap_reset,
                                      calls_tap_packet, calls_tap_draw, calls_tap_finish);
    }
    if (error == NULL)
        WS_STAT_INIT_RETURN(true);
    fprintf(stderr, "sipexplain: -z %s: %s\n", argument, error->str);
    g_string_free(error, TRUE);
    if (calls != NULL)
        calls_free(calls);
    WS_STAT_INIT_RETURN(false);
}

void
calls_tap_register(void)
{
    static tap_param   parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_ui ui = {
        WS_STAT_GROUP_TELEPHONY,
        "SIP Explanation Calls",
        "sipexplain,calls",
        calls_tap_init,
        array_length(parameters), parameters
    };

    register_stat_tap_ui(&ui, NULL);
    calls_window_register();
    call_window_register();
}
