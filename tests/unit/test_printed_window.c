/* test_printed_window.c
 * The buttons of a window, and what it shows while packets are being read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include <epan/tap.h>

#include "report/printed_window.h"

/* What stands in for Wireshark, and what was done to it. */
static struct {
    bool        reading;
    bool        capturing;
    bool        has_capture;
    pass_state_t pass;                      /* what is known of the capture */
    void      (*closed)(void *context);     /* to be called when somebody closes it */
    bool        ended;                      /* it listens no more */
    char       *shown;
    char       *copied;
    unsigned    read_again;
    unsigned    drawn;
    uint32_t    frame;                      /* gone to; 0 if none was */
    char       *applied;
    const char *field;                      /* what stands in the field for display filters */
    char       *filter;                     /* of the listener */
    void      (*read)(void *context);       /* to be called when packets have been read; NULL if nobody waits */
    GHashTable *buttons;                    /* their functions, by label */
} stood_in;

/* A listener. */
typedef struct {
    printed_window_t shown;
    const char      *text;
} listener_t;

/* What is passed on as the window and as what listens, which nobody but the stand-ins looks into. */
static char a_window, a_pass;

pass_t *
pass_listen(void)
{
    return (pass_t *)&a_pass;
}

void
pass_end(pass_t *pass)
{
    g_assert_true(pass == (pass_t *)&a_pass && !stood_in.ended);
    stood_in.ended = true;
}

pass_state_t
pass_state(const pass_t *pass)
{
    g_assert_true(pass == (const pass_t *)&a_pass);
    return stood_in.pass;
}

window_t *
window_open(const char *title _U_, void (*closed)(void *context), void *context _U_)
{
    stood_in.closed = closed;
    return (window_t *)&a_window;
}

typedef struct {
    void (*pressed)(void *context);
} button_t;

void
window_add_button(window_t *window _U_, const char *name, void (*pressed)(void *context))
{
    button_t *button = g_new(button_t, 1);

    button->pressed = pressed;
    g_hash_table_insert(stood_in.buttons, g_strdup(name), button);
}

void
window_show(window_t *window _U_, const char *text, size_t before _U_)
{
    g_free(stood_in.shown);
    stood_in.shown = g_strdup(text);
}

void
window_copy(const char *text)
{
    g_free(stood_in.copied);
    stood_in.copied = g_strdup(text);
}

const char *
window_display_filter(void)
{
    return stood_in.field;
}

bool
window_has_capture(void)
{
    return stood_in.has_capture;
}

bool
window_is_reading(void)
{
    return stood_in.reading;
}

bool
window_is_capturing(void)
{
    return stood_in.capturing;
}

void
window_when_read(window_t *window _U_, void (*read)(void *context))
{
    stood_in.read = read;
}

void
window_read_again(void)
{
    stood_in.read_again++;
}

void
window_go_to_frame(uint32_t frame)
{
    stood_in.frame = frame;
}

void
window_apply_filter(const char *filter)
{
    g_free(stood_in.applied);
    stood_in.applied = g_strdup(filter);
}

GString *
set_tap_dfilter(void *tapdata _U_, const char *filter)
{
    if (g_strcmp0(filter, "wrong") == 0)
        return g_string_new("That is wrong.");
    g_free(stood_in.filter);
    stood_in.filter = g_strdup(filter);
    return NULL;
}

static void
draw(void *context)
{
    listener_t *listener = (listener_t *)context;
    printed_t   printed = printed_new();

    printed.text = g_strdup(listener->text);
    printed_add(&printed, 0, strlen(listener->text), 7, g_strdup("frame.number in {7}"));
    stood_in.drawn++;
    printed_window_show(&listener->shown, printed);
}

static void
closed(void *context)
{
    /* What it listened to was ended before. */
    g_assert_true(stood_in.ended);
    g_assert_cmpstr(((listener_t *)context)->text, ==, "What went wrong\n");
    ((listener_t *)context)->text = NULL;
}

static void
filtered(void *context _U_, const char *filter _U_)
{
}

static void
open_window(listener_t *listener)
{
    listener->text = "What went wrong\n";
    printed_window_open(&listener->shown, "Title", NULL, draw, closed);
    printed_window_add_steps(&listener->shown, LABEL_BUTTON_NEXT);
    printed_window_add_filter(&listener->shown, filtered);
    printed_window_add_copy(&listener->shown);
}

static void
press(listener_t *listener, label_id_t name)
{
    const button_t *button = g_hash_table_lookup(stood_in.buttons, label(name));

    g_assert_nonnull(button);
    button->pressed(&listener->shown);
}

/* The time comes for which it waits. */
static void
have_been_read(listener_t *listener)
{
    void (*read)(void *context) = stood_in.read;

    g_assert_nonnull(read);
    stood_in.reading = false;
    stood_in.read = NULL;
    read(&listener->shown);
}

static void
assert_says_reading(void)
{
    g_assert_nonnull(strstr(stood_in.shown, "The capture is still being read."));
    g_assert_null(strstr(stood_in.shown, "What went wrong"));
}

static void
assert_nothing_done(void)
{
    g_assert_cmpuint(stood_in.frame, ==, 0);
    g_assert_null(stood_in.applied);
    g_assert_null(stood_in.copied);
    g_assert_null(stood_in.filter);
    g_assert_cmpuint(stood_in.read_again, ==, 0);
}

static void
set_up(listener_t *listener, const void *data _U_)
{
    memset(listener, 0, sizeof(*listener));
    memset(&stood_in, 0, sizeof(stood_in));
    stood_in.has_capture = true;
    stood_in.field = "sip";
    stood_in.buttons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void
tear_down(listener_t *listener, const void *data _U_)
{
    printed_window_clear(&listener->shown);
    g_free(stood_in.shown);
    g_free(stood_in.copied);
    g_free(stood_in.applied);
    g_free(stood_in.filter);
    g_hash_table_destroy(stood_in.buttons);
}

static void
test_buttons(listener_t *listener, const void *data _U_)
{
    open_window(listener);
    draw(listener);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
    press(listener, LABEL_BUTTON_FRAME);
    g_assert_cmpuint(stood_in.frame, ==, 7);
    press(listener, LABEL_BUTTON_FRAMES);
    g_assert_cmpstr(stood_in.applied, ==, "frame.number in {7}");
    press(listener, LABEL_BUTTON_NEXT);
    g_assert_cmpstr(stood_in.shown, ==, "=> What went wrong\n");
    press(listener, LABEL_BUTTON_COPY);
    g_assert_cmpstr(stood_in.copied, ==, "What went wrong\n");
    press(listener, LABEL_BUTTON_FILTER);
    g_assert_cmpstr(stood_in.filter, ==, "sip");
    g_assert_cmpuint(stood_in.read_again, ==, 1);
    g_assert_null(stood_in.read);
}

static void
test_wrong_filter(listener_t *listener, const void *data _U_)
{
    open_window(listener);
    draw(listener);
    stood_in.field = "wrong";
    press(listener, LABEL_BUTTON_FILTER);
    g_assert_cmpstr(stood_in.shown, ==, "\nThat is wrong.\nWhat went wrong\n");
    g_assert_null(stood_in.filter);
    g_assert_cmpuint(stood_in.read_again, ==, 0);
}

/* Of one that reads the packets again, Wireshark draws a window now and then, and it has half of them. */
static void
test_drawn_while_reading(listener_t *listener, const void *data _U_)
{
    open_window(listener);
    draw(listener);
    stood_in.reading = true;
    draw(listener);
    assert_says_reading();
    stood_in.drawn = 0;
    have_been_read(listener);
    g_assert_cmpuint(stood_in.drawn, ==, 1);
    g_assert_cmpuint(stood_in.read_again, ==, 0);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
}

/* Before it is drawn once more, what was known of the packets before stands in it. */
static void
test_pressed_while_reading(listener_t *listener, const void *data)
{
    open_window(listener);
    draw(listener);
    stood_in.reading = true;
    press(listener, GPOINTER_TO_UINT(data));
    assert_says_reading();
    assert_nothing_done();
    have_been_read(listener);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
}

static void
test_opened_while_reading(listener_t *listener, const void *data _U_)
{
    stood_in.reading = true;
    stood_in.pass = PASS_BROKEN;
    open_window(listener);
    draw(listener);
    assert_says_reading();
    have_been_read(listener);
    g_assert_cmpuint(stood_in.read_again, ==, 1);
    /* What comes of it, first thing. */
    assert_says_reading();
    stood_in.pass = PASS_WHOLE;
    draw(listener);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
}

/* Wireshark 4.0 begins anew with half of the packets when somebody else wants them to be read again meanwhile. */
static void
test_begun_anew_while_reading(listener_t *listener, const void *data)
{
    open_window(listener);
    draw(listener);
    stood_in.reading = true;
    draw(listener);
    stood_in.pass = PASS_BROKEN;
    /* Whether it is drawn before it looks whether they have been read, or after. */
    if (GPOINTER_TO_UINT(data)) {
        stood_in.reading = false;
        draw(listener);
        assert_says_reading();
    }
    have_been_read(listener);
    g_assert_cmpuint(stood_in.read_again, ==, 1);
    assert_says_reading();
    stood_in.pass = PASS_WHOLE;
    draw(listener);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
}

static void
assert_says_part(void)
{
    g_assert_nonnull(strstr(stood_in.shown, "Only a part of the capture was read."));
    g_assert_null(strstr(stood_in.shown, "What went wrong"));
}

/* Where that happens every time, it does not go on for ever. */
static void
test_begun_anew_again_and_again(listener_t *listener, const void *data _U_)
{
    stood_in.pass = PASS_BROKEN;
    open_window(listener);
    draw(listener);
    while (stood_in.read != NULL) {
        assert_says_reading();
        have_been_read(listener);
        draw(listener);
    }
    assert_says_part();
    g_assert_cmpuint(stood_in.read_again, ==, 2);
    /* Once more, from the beginning, after all of them were read. */
    stood_in.pass = PASS_WHOLE;
    draw(listener);
    stood_in.pass = PASS_BROKEN;
    draw(listener);
    have_been_read(listener);
    g_assert_cmpuint(stood_in.read_again, ==, 3);
}

/* What is captured comes between as packets are read again, which is tried once more when no more are. */
static void
test_broken_while_capturing(listener_t *listener, const void *data _U_)
{
    stood_in.capturing = true;
    stood_in.pass = PASS_BROKEN;
    open_window(listener);
    draw(listener);
    have_been_read(listener);
    g_assert_cmpuint(stood_in.read_again, ==, 1);
    draw(listener);
    for (unsigned i = 0; i < 10; i++) {
        assert_says_reading();
        have_been_read(listener);
    }
    g_assert_cmpuint(stood_in.read_again, ==, 1);
    stood_in.capturing = false;
    have_been_read(listener);
    g_assert_cmpuint(stood_in.read_again, ==, 2);
    stood_in.pass = PASS_WHOLE;
    draw(listener);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
}

/* Who stops it does not want it to begin again. */
static void
test_stopped(listener_t *listener, const void *data _U_)
{
    open_window(listener);
    draw(listener);
    stood_in.reading = true;
    draw(listener);
    stood_in.pass = PASS_STOPPED;
    have_been_read(listener);
    assert_says_part();
    g_assert_cmpuint(stood_in.read_again, ==, 0);
    g_assert_null(stood_in.read);
    g_assert_nonnull(printed_window_excuse(&listener->shown));
    press(listener, LABEL_BUTTON_FRAME);
    press(listener, LABEL_BUTTON_FRAMES);
    g_assert_cmpuint(stood_in.frame, ==, 0);
    g_assert_null(stood_in.applied);
    press(listener, LABEL_BUTTON_FILTER);
    g_assert_cmpuint(stood_in.read_again, ==, 1);
    stood_in.pass = PASS_WHOLE;
    draw(listener);
    g_assert_cmpstr(stood_in.shown, ==, "What went wrong\n");
    g_assert_null(printed_window_excuse(&listener->shown));
}

static void
test_closed(listener_t *listener, const void *data _U_)
{
    open_window(listener);
    stood_in.closed(&listener->shown);
    g_assert_null(listener->text);
}

static void
test_closed_while_reading(listener_t *listener, const void *data _U_)
{
    stood_in.reading = true;
    stood_in.pass = PASS_BROKEN;
    open_window(listener);
    draw(listener);
    stood_in.has_capture = false;
    stood_in.pass = PASS_WHOLE;
    have_been_read(listener);
    g_assert_cmpuint(stood_in.read_again, ==, 0);
    g_assert_null(strstr(stood_in.shown, "still being read"));
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *path;
        label_id_t  name;
    } pressed[] = {
        { "/printed-window/pressed-while-reading/next", LABEL_BUTTON_NEXT },
        { "/printed-window/pressed-while-reading/frame", LABEL_BUTTON_FRAME },
        { "/printed-window/pressed-while-reading/frames", LABEL_BUTTON_FRAMES },
        { "/printed-window/pressed-while-reading/filter", LABEL_BUTTON_FILTER },
        { "/printed-window/pressed-while-reading/copy", LABEL_BUTTON_COPY },
    };

    g_test_init(&argc, &argv, NULL);
#define ADD(path, data, function) g_test_add("/printed-window/" path, listener_t, data, set_up, function, tear_down)
    ADD("buttons", NULL, test_buttons);
    ADD("wrong-filter", NULL, test_wrong_filter);
    ADD("drawn-while-reading", NULL, test_drawn_while_reading);
    ADD("opened-while-reading", NULL, test_opened_while_reading);
    ADD("begun-anew-while-reading", GUINT_TO_POINTER(false), test_begun_anew_while_reading);
    ADD("begun-anew-while-reading-and-drawn", GUINT_TO_POINTER(true), test_begun_anew_while_reading);
    ADD("begun-anew-again-and-again", NULL, test_begun_anew_again_and_again);
    ADD("broken-while-capturing", NULL, test_broken_while_capturing);
    ADD("stopped", NULL, test_stopped);
    ADD("closed", NULL, test_closed);
    ADD("closed-while-reading", NULL, test_closed_while_reading);
#undef ADD
    for (unsigned i = 0; i < G_N_ELEMENTS(pressed); i++)
        g_test_add(pressed[i].path, listener_t, GUINT_TO_POINTER(pressed[i].name), set_up, test_pressed_while_reading,
                   tear_down);
    return g_test_run();
}
