/* report.c
 * -z sipexplain,report: collect, look at the end, print; in desktop Wireshark a window
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/report.h"
#include "desktop/window.h"
#include "report/collect.h"
#include "report/print.h"
#include "report/report_window.h"
#include "report/text.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

#include <stdio.h>

static void
report_reset(void *tapdata)
{
    collection_reset((collection_t *)tapdata);
}

static tap_packet_status
report_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    collect_message((collection_t *)tapdata, (const sipexplain_tap_info_t *)data);
    return TAP_PACKET_REDRAW;
}

static void
report_draw(void *tapdata)
{
    printed_t printed = print_report((const collection_t *)tapdata, REPORT_COLUMNS);

    fputs(printed.text, stdout);
    /* Where another program reads it. */
    fflush(stdout);
    printed_free(&printed);
}

static void
report_finish(void *tapdata)
{
    collection_free((collection_t *)tapdata);
}

static WS_STAT_INIT_RESULT
report_init(const char *argument, void *userdata _U_)
{
    static const char with_filter[] = "sipexplain,report,";
    const char       *filter = g_str_has_prefix(argument, with_filter) ? argument + strlen(with_filter) : NULL;
    collection_t     *collection;
    GString          *error;

    if (window_is_possible()) {
        error = report_window_open(filter);
        if (error == NULL)
            WS_STAT_INIT_RETURN(true);
        fprintf(stderr, "sipexplain: -z %s: %s\n", argument, error->str);
        g_string_free(error, TRUE);
        WS_STAT_INIT_RETURN(false);
    }
    collection = collection_new(filter);
    error = register_tap_listener("sipexplain", collection, collection->filter, TL_REQUIRES_NOTHING, report_reset,
                                  report_packet, report_draw, report_finish);
    if (error != NULL) {
        fprintf(stderr, "sipexplain: -z %s: %s\n", argument, error->str);
        g_string_free(error, TRUE);
        collection_free(collection);
        WS_STAT_INIT_RETURN(false);
    }
    collection->unread = unread_listen(collection->filter);
    WS_STAT_INIT_RETURN(true);
}

void
report_register(void)
{
    static tap_param   parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_ui ui = {
        WS_STAT_GROUP_TELEPHONY,
        "SIP Explanation Report",
        "sipexplain,report",
        report_init,
        array_length(parameters), parameters
    };

    register_stat_tap_ui(&ui, NULL);
    report_window_register();
}
