/* report_window.c
 * The report of the open capture in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/report_window.h"
#include "desktop/window.h"
#include "report/html_page.h"
#include "report/print.h"
#include "report/save.h"
#include "report/text.h"

#include <epan/plugin_if.h>
#include <epan/tap.h>

/* Before the problem that the buttons are about. */
#define MARK    "=> "

/* Of a window that nobody has made larger. */
#define LINES_IN_SIGHT  18

typedef struct {
    unsigned      number;       /* no two windows have the same */
    window_t     *window;
    collection_t *collection;
    calls_t      *calls;        /* this and the next one are for the page that can be saved */
    steps_t      *steps;        /* not owned; may be NULL */
    printed_t     printed;
    unsigned      chosen;       /* of the problems, counted from 1; 0: none yet, so the buttons are about the first one */
} report_window_t;

/* A question to one of them may be answered when it is closed. */
static GList   *open_windows;
static unsigned last_number;

static void
show(report_window_t *report, size_t before)
{
    const problem_t *problem;
    char            *marked;

    if (report->chosen == 0) {
        window_show(report->window, report->printed.text, before);
        return;
    }
    problem = &g_array_index(report->printed.problems, problem_t, report->chosen - 1);
    marked = g_strdup_printf("%.*s" MARK "%s", (int)problem->begin, report->printed.text,
                             report->printed.text + problem->begin);
    window_show(report->window, marked, before + strlen(MARK));
    g_free(marked);
}

static printed_t
print(const report_window_t *report)
{
    printed_t printed = { NULL, NULL };

    if (report->collection->messages > 0 || window_has_capture())
        return print_report(report->collection, WINDOW_COLUMNS);
    report_begin(WINDOW_COLUMNS);
    report_write("\n");
    report_print_text(0, "", label(LABEL_NO_CAPTURE));
    printed.text = report_take();
    printed.problems = g_array_new(FALSE, FALSE, sizeof(problem_t));
    return printed;
}

static void
report_window_draw(void *tapdata)
{
    report_window_t *report = (report_window_t *)tapdata;
    printed_t        printed = print(report);
    bool             same = strcmp(printed.text, report->printed.text) == 0;

    printed_free(&report->printed);
    report->printed = printed;
    /* It is drawn again and again while packets come; whoever reads keeps the place. */
    if (same)
        return;
    report->chosen = 0;
    show(report, 0);
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
    collection_free(report->collection);
    calls_free(report->calls);
    printed_free(&report->printed);
    g_free(report);
}

static void
closed(void *context)
{
    report_window_t *report = (report_window_t *)context;

    if (report->collection->unread != NULL)
        remove_tap_listener(report->collection->unread);
    steps_end(report->steps);
    /* This calls report_window_finish(). */
    remove_tap_listener(report);
}

/* The problem that the buttons are about; NULL if there is none. */
static const problem_t *
chosen_problem(const report_window_t *report)
{
    unsigned number = MAX(report->chosen, 1);

    return number <= report->printed.problems->len ? &g_array_index(report->printed.problems, problem_t, number - 1)
                                                   : NULL;
}

/* Where the problem ends, or the part of it that a window has room for, so that its heading is in sight. */
static size_t
end_in_sight(const printed_t *printed, const problem_t *problem)
{
    const char *text = printed->text + problem->begin, *end = printed->text + problem->end, *line_end;

    for (unsigned i = 0; i < LINES_IN_SIGHT && (line_end = memchr(text, '\n', (size_t)(end - text))) != NULL; i++)
        text = line_end + 1;
    return (size_t)(text - printed->text);
}

static void
next_pressed(void *context)
{
    report_window_t *report = (report_window_t *)context;

    if (report->printed.problems->len == 0)
        return;
    report->chosen = report->chosen % report->printed.problems->len + 1;
    show(report, end_in_sight(&report->printed, chosen_problem(report)));
}

static void
frame_pressed(void *context)
{
    const problem_t *problem = chosen_problem((const report_window_t *)context);

    if (problem != NULL)
        plugin_if_goto_frame(problem->frame);
}

static void
frames_pressed(void *context)
{
    const problem_t *problem = chosen_problem((const report_window_t *)context);

    if (problem != NULL)
        plugin_if_apply_filter(problem->filter, true);
}

static void
copy_pressed(void *context)
{
    window_copy(((const report_window_t *)context)->printed.text);
}

/* Says something above the report. */
static void
show_remark(report_window_t *report, const char *remark)
{
    char *valid = g_utf8_make_valid(remark, -1);
    char *text = g_strconcat("\n", valid, "\n", report->printed.text, NULL);

    window_show(report->window, text, 0);
    g_free(text);
    g_free(valid);
}

/* Whether the filter can be used; if not, the window says why, and the one before stays. */
static bool
use_filter(report_window_t *report, const char *filter)
{
    GString *error = set_tap_dfilter(report, filter);

    if (error != NULL) {
        show_remark(report, error->str);
        g_string_free(error, TRUE);
        filter = report->collection->filter;
        error = set_tap_dfilter(report, filter);
        if (error != NULL)
            g_string_free(error, TRUE);
        return false;
    }
    if (report->collection->unread != NULL) {
        error = set_tap_dfilter(report->collection->unread, filter);
        if (error != NULL)
            g_string_free(error, TRUE);
    }
    return true;
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

static void
filter_answered(unsigned number, const char *const *answers)
{
    const char      *filter = *answers[0] != '\0' ? answers[0] : NULL;
    report_window_t *report = find_window(number);
    unread_t        *unread;

    if (report == NULL || !use_filter(report, filter))
        return;
    unread = report->collection->unread;
    collection_free(report->collection);
    report->collection = collection_new(filter);
    report->collection->unread = unread;
    calls_free(report->calls);
    report->calls = calls_new(filter);
    window_read_again();
}

static void
filter_pressed(void *context)
{
    const report_window_t *report = (const report_window_t *)context;
    const char            *names[] = { report_text(TEXT_FILTER), NULL };
    const char            *values[] = { report->collection->filter != NULL ? report->collection->filter : "", NULL };

    window_ask(report_text(TEXT_HEADING), names, values, filter_answered, report->number);
}

static void
save_answered(unsigned number, const char *const *answers)
{
    report_window_t *report = find_window(number);
    char            *suggestion, *page, *result;

    if (report == NULL || *answers[0] == '\0')
        return;
    suggestion = save_suggestion(window_capture_file());
    page = html_page(report->collection, report->calls, report->steps);
    result = save_text(answers[0], suggestion, page);
    show_remark(report, result);
    g_free(result);
    g_free(page);
    g_free(suggestion);
}

static void
save_pressed(void *context)
{
    char       *suggestion = save_suggestion(window_capture_file());
    const char *names[] = { report_text(TEXT_SAVE_FILE), NULL };
    const char *values[] = { suggestion, NULL };

    /* Without packets there is nothing to save, and the window says so. */
    if (window_has_capture())
        window_ask(label(LABEL_BUTTON_SAVE), names, values, save_answered, ((const report_window_t *)context)->number);
    g_free(suggestion);
}

/* Of the file that is open; with -z, too, it has been read by now. */
static void
show_capture(report_window_t *report)
{
    if (window_has_capture())
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
    report->printed.text = g_strdup("");
    report->printed.problems = g_array_new(FALSE, FALSE, sizeof(problem_t));
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
    report->window = window_open(report_text(TEXT_HEADING), closed, report);
    window_add_button(report->window, label(LABEL_BUTTON_NEXT), next_pressed);
    window_add_button(report->window, label(LABEL_BUTTON_FRAME), frame_pressed);
    window_add_button(report->window, label(LABEL_BUTTON_FRAMES), frames_pressed);
    window_add_button(report->window, label(LABEL_BUTTON_FILTER), filter_pressed);
    window_add_button(report->window, label(LABEL_BUTTON_COPY), copy_pressed);
    window_add_button(report->window, label(LABEL_BUTTON_SAVE), save_pressed);
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
