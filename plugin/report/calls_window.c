/* calls_window.c
 * The list of calls of the open capture in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/calls_window.h"
#include "desktop/window.h"
#include "report/print_calls.h"
#include "report/text.h"

#include <epan/tap.h>

typedef struct {
    unsigned  number;       /* no two windows have the same */
    window_t *window;
    calls_t  *calls;
    char     *printed;
} calls_window_t;

/* A question to one of them may be answered when it is closed. */
static GList   *open_windows;
static unsigned last_number;

static char *
print(const calls_window_t *list)
{
    if (list->calls->messages > 0 || window_has_capture())
        return print_calls(list->calls, WINDOW_COLUMNS);
    report_begin(WINDOW_COLUMNS);
    report_write("\n");
    report_print_text(0, "", label(LABEL_NO_CAPTURE));
    return report_take();
}

static void
calls_window_draw(void *tapdata)
{
    calls_window_t *list = (calls_window_t *)tapdata;
    char           *printed = print(list);
    bool            same = strcmp(printed, list->printed) == 0;

    g_free(list->printed);
    list->printed = printed;
    /* It is drawn again and again while packets come; whoever reads keeps the place. */
    if (!same)
        window_show(list->window, list->printed, 0);
}

static void
calls_window_reset(void *tapdata)
{
    calls_reset(((calls_window_t *)tapdata)->calls);
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

    open_windows = g_list_remove(open_windows, list);
    calls_free(list->calls);
    g_free(list->printed);
    g_free(list);
}

static void
closed(void *context)
{
    /* This calls calls_window_finish(). */
    remove_tap_listener(context);
}

static void
copy_pressed(void *context)
{
    window_copy(((const calls_window_t *)context)->printed);
}

/* Says in the window what is wrong, and leaves the list as it is. */
static void
show_error(const calls_window_t *list, const char *error)
{
    char *valid = g_utf8_make_valid(error, -1);
    char *text = g_strconcat("\n", valid, "\n", list->printed, NULL);

    window_show(list->window, text, 0);
    g_free(text);
    g_free(valid);
}

/* Whether the filter can be used; if not, the window says why, and the one before stays. */
static bool
use_filter(calls_window_t *list, const char *filter)
{
    GString *error = set_tap_dfilter(list, filter);

    if (error == NULL)
        return true;
    show_error(list, error->str);
    g_string_free(error, TRUE);
    error = set_tap_dfilter(list, list->calls->filter);
    if (error != NULL)
        g_string_free(error, TRUE);
    return false;
}

static void
filter_answered(unsigned number, const char *const *answers)
{
    const char     *filter = *answers[0] != '\0' ? answers[0] : NULL;
    calls_window_t *list = NULL;

    for (GList *item = open_windows; item != NULL; item = item->next) {
        if (((calls_window_t *)item->data)->number == number)
            list = (calls_window_t *)item->data;
    }
    if (list == NULL || !use_filter(list, filter))
        return;
    calls_free(list->calls);
    list->calls = calls_new(filter);
    window_read_again();
}

static void
filter_pressed(void *context)
{
    const calls_window_t *list = (const calls_window_t *)context;
    const char           *names[] = { report_text(TEXT_FILTER), NULL };
    const char           *values[] = { list->calls->filter != NULL ? list->calls->filter : "", NULL };

    window_ask(report_text(TEXT_CALLS_HEADING), names, values, filter_answered, list->number);
}

GString *
calls_window_open(const char *filter)
{
    calls_window_t *list = g_new0(calls_window_t, 1);
    GString        *error;

    list->calls = calls_new(filter);
    list->printed = g_strdup("");
    error = register_tap_listener("sipexplain", list, filter, TL_REQUIRES_NOTHING, calls_window_reset,
                                  calls_window_packet, calls_window_draw, calls_window_finish);
    if (error != NULL) {
        calls_window_finish(list);
        return error;
    }
    list->number = ++last_number;
    open_windows = g_list_prepend(open_windows, list);
    list->window = window_open(report_text(TEXT_CALLS_HEADING), closed, list);
    window_add_button(list->window, label(LABEL_BUTTON_FILTER), filter_pressed);
    window_add_button(list->window, label(LABEL_BUTTON_COPY), copy_pressed);
    /* Of the file that is open; with -z, too, it has been read by now. */
    if (window_has_capture())
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
