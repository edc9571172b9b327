/* html_tap.c
 * -z sipexplain,html: the report as a page, to attach to a ticket; in desktop
 * Wireshark the window of the report, which saves one
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/html_tap.h"
#include "desktop/window.h"
#include "report/html_page.h"
#include "report/report_window.h"

#include <epan/stat_tap_ui.h>
#include <epan/tap.h>
#include <wsutil/report_message.h>

#include <stdio.h>

typedef struct {
    collection_t *collection;
    calls_t      *calls;
    steps_t      *steps;    /* not owned; may be NULL */
    bool          failed;   /* to be written to its end, and that was told */
} html_tap_t;

static void
html_tap_reset(void *tapdata)
{
    html_tap_t *tap = (html_tap_t *)tapdata;

    collection_reset(tap->collection);
    calls_reset(tap->calls);
}

static tap_packet_status
html_tap_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    html_tap_t *tap = (html_tap_t *)tapdata;

    collect_message(tap->collection, (const sipexplain_tap_info_t *)data);
    calls_message(tap->calls, (const sipexplain_tap_info_t *)data);
    return TAP_PACKET_REDRAW;
}

/* Half of a page must not pass for all of it. */
static void
html_tap_draw(void *tapdata)
{
    html_tap_t *tap = (html_tap_t *)tapdata;
    char       *page = html_page(tap->collection, tap->calls, tap->steps);

    fputs(page, stdout);
    g_free(page);
    if ((fflush(stdout) != 0 || ferror(stdout)) && !tap->failed) {
        tap->failed = true;
        report_failure("sipexplain: -z sipexplain,html: The output could not be written to its end.");
    }
}

static void
html_tap_finish(void *tapdata)
{
    html_tap_t *tap = (html_tap_t *)tapdata;

    collection_free(tap->collection);
    calls_free(tap->calls);
    g_free(tap);
}

/* Returns NULL, or what is wrong with the filter. */
static GString *
html_listen(const char *filter)
{
    html_tap_t *tap = g_new0(html_tap_t, 1);
    GString    *error;

    tap->collection = collection_new(filter);
    tap->calls = calls_new(filter);
    error = register_tap_listener("sipexplain", tap, filter, TL_REQUIRES_NOTHING, html_tap_reset, html_tap_packet,
                                  html_tap_draw, html_tap_finish);
    if (error != NULL) {
        html_tap_finish(tap);
        return error;
    }
    tap->collection->unread = unread_listen(filter);
    tap->steps = steps_listen();
    return NULL;
}

static WS_STAT_INIT_RESULT
html_tap_init(const char *argument, void *userdata _U_)
{
    static const char with_filter[] = "sipexplain,html,";
    const char       *filter = g_str_has_prefix(argument, with_filter) ? argument + strlen(with_filter) : NULL;
    GString          *error = window_is_possible() ? report_window_open(filter) : html_listen(filter);

    if (error == NULL)
        WS_STAT_INIT_RETURN(true);
    fprintf(stderr, "sipexplain: -z %s: %s\n", argument, error->str);
    g_string_free(error, TRUE);
    WS_STAT_INIT_RETURN(false);
}

void
html_tap_register(void)
{
    static tap_param   parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_ui ui = {
        WS_STAT_GROUP_TELEPHONY,
        "SIP Explanation Report as HTML",
        "sipexplain,html",
        html_tap_init,
        array_length(parameters), parameters
    };

    register_stat_tap_ui(&ui, NULL);
}
