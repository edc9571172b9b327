/* printed_window.c
 * A window of desktop Wireshark with a printed text, whose parts its buttons are about
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/printed_window.h"

#include <epan/tap.h>

/* Before the part that the buttons are about. */
#define MARK    "=> "

/* Of a window that nobody has made larger. */
#define LINES_IN_SIGHT  18

/* So often packets are read again, the last time when no more are captured, before it says that a part of them is known. */
#define MAX_TRIES   2

static void
window_closed(void *context)
{
    printed_window_t *window = (printed_window_t *)context;

    pass_end(window->pass);
    window->closed(window);
}

void
printed_window_open(printed_window_t *window, const char *title, const char *filter, void (*draw)(void *context),
                    void (*closed)(void *context))
{
    window->printed = printed_new();
    window->printed.text = g_strdup("");
    window->filter = g_strdup(filter);
    window->pass = pass_listen();
    window->draw = draw;
    window->closed = closed;
    window->window = window_open(title, window_closed, window);
}

void
printed_window_clear(printed_window_t *window)
{
    if (window->window == NULL)
        return;
    printed_free(&window->printed);
    g_free(window->filter);
}

/* The part that the buttons are about; NULL if there is none. */
static const printed_part_t *
chosen_part(const printed_window_t *window)
{
    unsigned number = MAX(window->chosen, 1);

    return number <= window->printed.parts->len ? &g_array_index(window->printed.parts, printed_part_t, number - 1) : NULL;
}

/* Where the part ends, or what of it a window has room for, so that its first line is in sight. */
static size_t
end_in_sight(const printed_t *printed, const printed_part_t *part)
{
    const char *text = printed->text + part->begin, *end = printed->text + part->end, *line_end;

    for (unsigned i = 0; i < LINES_IN_SIGHT && (line_end = memchr(text, '\n', (size_t)(end - text))) != NULL; i++)
        text = line_end + 1;
    return (size_t)(text - printed->text);
}

static void
show_chosen(const printed_window_t *window)
{
    const printed_part_t *part = chosen_part(window);
    const char           *text = window->printed.text;
    char                 *marked = g_strdup_printf("%.*s" MARK "%s", (int)part->begin, text, text + part->begin);

    window_show(window->window, marked, end_in_sight(&window->printed, part) + strlen(MARK));
    g_free(marked);
}

/* One line instead of all that it has to say. */
static printed_t
message_of(const char *text)
{
    printed_t printed = printed_new();

    report_begin(WINDOW_COLUMNS);
    report_write("\n");
    report_print_text(0, "", text);
    printed.text = report_take();
    return printed;
}

printed_t
printed_window_no_capture(void)
{
    return message_of(label(LABEL_NO_CAPTURE));
}

/* Whether packets are read or have to be read again, which somebody who stopped that does not want. */
static bool
is_to_come(const printed_window_t *window)
{
    return window_is_reading()
        || (window_has_capture() && pass_state(window->pass) == PASS_BROKEN && window->tries < MAX_TRIES);
}

const char *
printed_window_excuse(const printed_window_t *window)
{
    if (is_to_come(window))
        return label(LABEL_READING);
    return pass_state(window->pass) != PASS_WHOLE ? label(LABEL_READ_IN_PART) : NULL;
}

static void
has_been_read(void *context)
{
    printed_window_t *window = (printed_window_t *)context;

    if (!is_to_come(window)) {
        window->draw(window);
    } else if (window_is_capturing() && window->tries == MAX_TRIES - 1) {
        /* What is captured comes between again. */
        window_when_read(window->window, has_been_read);
    } else {
        window->tries++;
        window_read_again();
    }
}

void
printed_window_show(printed_window_t *window, printed_t printed)
{
    const char *excuse = printed_window_excuse(window);
    bool        same;

    /* Half of a capture must not pass for all of it: its last call has no answer yet. */
    if (excuse != NULL) {
        printed_free(&printed);
        printed = message_of(excuse);
        if (is_to_come(window))
            window_when_read(window->window, has_been_read);
    } else {
        window->tries = 0;
    }
    /* It is drawn again and again while packets come. */
    same = strcmp(printed.text, window->printed.text) == 0;
    printed_free(&window->printed);
    window->printed = printed;
    if (same)
        return;
    window->chosen = 0;
    window->complains = false;
    window_show(window->window, window->printed.text, 0);
}

/* Whether the packets are being read, which the window then says instead of what was known before. */
static bool
has_to_wait(printed_window_t *window)
{
    if (!window_is_reading())
        return false;
    printed_window_show(window, printed_new());
    return true;
}

static void
next_pressed(void *context)
{
    printed_window_t *window = (printed_window_t *)context;

    if (has_to_wait(window) || window->printed.parts->len == 0)
        return;
    window->chosen = window->chosen % window->printed.parts->len + 1;
    show_chosen(window);
}

static void
frame_pressed(void *context)
{
    printed_window_t     *window = (printed_window_t *)context;
    const printed_part_t *part;

    if (has_to_wait(window))
        return;
    part = chosen_part(window);
    if (part != NULL)
        window_go_to_frame(part->frame);
}

static void
frames_pressed(void *context)
{
    printed_window_t     *window = (printed_window_t *)context;
    const printed_part_t *part;

    if (has_to_wait(window))
        return;
    part = chosen_part(window);
    if (part != NULL)
        window_apply_filter(part->filter);
}

void
printed_window_add_steps(const printed_window_t *window, label_id_t next)
{
    window_add_button(window->window, label(next), next_pressed);
    window_add_button(window->window, label(LABEL_BUTTON_FRAME), frame_pressed);
    window_add_button(window->window, label(LABEL_BUTTON_FRAMES), frames_pressed);
}

static void
copy_pressed(void *context)
{
    printed_window_t *window = (printed_window_t *)context;

    if (!has_to_wait(window))
        window_copy(window->printed.text);
}

void
printed_window_add_copy(const printed_window_t *window)
{
    window_add_button(window->window, label(LABEL_BUTTON_COPY), copy_pressed);
}

/* Says in the window what is wrong, and leaves the text as it is. */
static void
show_error(printed_window_t *window, const char *error)
{
    char *valid = g_utf8_make_valid(error, -1);
    char *text = g_strconcat("\n", valid, "\n", window->printed.text, NULL);

    window_show(window->window, text, 0);
    window->complains = true;
    g_free(text);
    g_free(valid);
}

/* Whether the filter can be used; if not, the window says why, and the one before stays. */
static bool
use_filter(printed_window_t *window, const char *filter)
{
    GString *error = set_tap_dfilter(window, filter);

    if (error == NULL)
        return true;
    show_error(window, error->str);
    g_string_free(error, TRUE);
    error = set_tap_dfilter(window, window->filter);
    if (error != NULL)
        g_string_free(error, TRUE);
    return false;
}

static void
filter_pressed(void *context)
{
    printed_window_t *window = (printed_window_t *)context;
    char             *filter;

    /* What was collected so far could not be collected again. */
    if (has_to_wait(window))
        return;
    filter = g_strdup(window_display_filter());
    if (!use_filter(window, filter)) {
        g_free(filter);
        return;
    }
    if (window->complains)
        window_show(window->window, window->printed.text, 0);
    window->complains = false;
    g_free(window->filter);
    window->filter = filter;
    window->filtered(window, filter);
    window_read_again();
}

void
printed_window_add_filter(printed_window_t *window, void (*filtered)(void *context, const char *filter))
{
    window->filtered = filtered;
    window_add_button(window->window, label(LABEL_BUTTON_FILTER), filter_pressed);
}
