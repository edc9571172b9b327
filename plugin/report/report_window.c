/* report_window.c
 * The report of the open capture in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/report_window.h"
#include "desktop/form.h"
#include "report/html_page.h"
#include "report/print.h"
#include "report/printed_window.h"
#include "report/save.h"

#include <epan/tap.h>

typedef struct {
    printed_window_t shown;
    unsigned         number;        /* no two windows have the same */
    collection_t    *collection;
    calls_t         *calls;         /* this and the next one are for the page that can be saved */
    steps_t         *steps;         /* not owned; may be NULL */
} report_window_t;

/* When a page is to be saved, its window may be closed. */
static GList   *open_windows;
static unsigned last_number;

static void
report_window_draw(void *tapdata)
{
    report_window_t *report = (report_window_t *)tapdata;
    bool             any = report->collection->messages > 0 || window_has_capture();

    printed_window_show(&report->shown, any ? print_report(report->collection, WINDOW_COLUMNS) : printed_window_no_capture());
}

static void
report_window_reset(void *tapdata)
{
    report_window_t *report = (report_window_t *)tapdata;

    collection_reset(report->collection);
    calls_reset(report->calls);
}

static tap_packet_status
report_window_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data,
                     tap_flags_t flags _U_)
{
    report_window_t *report = (report_window_t *)tapdata;

    collect_message(report->collection, (const sipexplain_tap_info_t *)data);
    calls_message(report->calls, (const sipexplain_tap_info_t *)data);
    return TAP_PACKET_REDRAW;
}

static void
report_window_finish(void *tapdata)
{
    report_window_t *report = (report_window_t *)tapdata;

    open_windows = g_list_remove(open_windows, report);
    printed_window_clear(&report->shown);
    collection_free(report->collection);
    calls_free(report->calls);
    g_free(report);
}

static void
closed(void *context)
{
    report_window_t *report = (report_window_t *)context;

    unread_end(report->collection->unread);
    steps_end(report->steps);
    /* This calls report_window_finish(). */
    remove_tap_listener(report);
}

static void
filtered(void *context, const char *filter)
{
    report_window_t *report = (report_window_t *)context;
    unread_t        *unread = report->collection->unread;
    GString         *error;

    collection_free(report->collection);
    report->collection = collection_new(filter);
    report->collection->unread = unread;
    calls_free(report->calls);
    report->calls = calls_new(filter);
    if (unread == NULL)
        return;
    error = set_tap_dfilter(unread, filter);
    if (error != NULL)
        g_string_free(error, TRUE);
}

/* The window with this number; NULL if it was closed. */
static report_window_t *
find_window(unsigned number)
{
    for (GList *item = open_windows; item != NULL; item = item->next) {
        if (((report_window_t *)item->data)->number == number)
            return (report_window_t *)item->data;
    }
    return NULL;
}

static char *
save_answer(unsigned number, const char *const *values)
{
    report_window_t *report = find_window(number);
    const char      *excuse;
    char            *suggestion, *page, *result;

    if (report == NULL || *values[0] == '\0')
        return g_strdup("");
    if (!window_has_capture())
        return g_strdup(label(LABEL_NO_CAPTURE));
    excuse = printed_window_excuse(&report->shown);
    if (excuse != NULL)
        return g_strdup(excuse);
    suggestion = save_suggestion(window_capture_file());
    page = html_page(report->collection, report->calls, report->steps);
    result = save_text(values[0], suggestion, page);
    g_free(page);
    g_free(suggestion);
    return result;
}

static void
save_pressed(void *context)
{
    char       *suggestion = save_suggestion(window_capture_file());
    const char *names[] = { report_text(TEXT_SAVE_FILE), NULL };
    const char *values[] = { suggestion };

    /* Without packets there is nothing to save, and the window says so. */
    if (window_has_capture())
        form_open(label(LABEL_BUTTON_SAVE), names, values, save_answer, ((const report_window_t *)context)->number);
    g_free(suggestion);
}

/* Of the file that is open; with -z, too, it has been read by now. */
static void
show_capture(report_window_t *report)
{
    if (window_has_capture() && !window_is_reading())
        window_read_again();
    else
        report_window_draw(report);
}

GString *
report_window_open(const char *filter)
{
    report_window_t *report = g_new0(report_window_t, 1);
    GString         *error;

    report->collection = collection_new(filter);
    report->calls = calls_new(filter);
    error = register_tap_listener("sipexplain", report, filter, TL_REQUIRES_NOTHING, report_window_reset,
                                  report_window_packet, report_window_draw, report_window_finish);
    if (error != NULL) {
        report_window_finish(report);
        return error;
    }
    report->collection->unread = unread_listen(filter);
    report->steps = steps_listen();
    report->number = ++last_number;
    open_windows = g_list_prepend(open_windows, report);
    printed_window_open(&report->shown, report_text(TEXT_HEADING), filter, report_window_draw, closed);
    printed_window_add_steps(&report->shown, LABEL_BUTTON_NEXT);
    printed_window_add_filter(&report->shown, filtered);
    window_add_button(report->shown.window, label(LABEL_BUTTON_SAVE), save_pressed);
    printed_window_add_copy(&report->shown);
    show_capture(report);
    return NULL;
}

static void
chosen_in_menu(void)
{
    /* Without a filter there is nothing to be wrong. */
    report_window_open(NULL);
}

void
report_window_register(void)
{
    window_add_to_telephony("SIP Explain Report", chosen_in_menu);
}
