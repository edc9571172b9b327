/* window.c
 * Windows with text and buttons in desktop Wireshark, and boxes with questions
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "desktop/window.h"

#include <epan/funnel.h>
#include <epan/plugin_if.h>

struct window {
    funnel_text_window_t *shown;
    void                (*closed)(void *context);
    void                 *context;
};

/* Wireshark frees it through its first member. */
typedef struct {
    funnel_bt_t button;
    void      (*pressed)(void *context);
    void       *context;
} button_t;

typedef struct {
    void   (*answered)(unsigned number, const char *const *answers);
    unsigned number;
} question_t;

static const funnel_ops_t *
operations(void)
{
    return funnel_get_funnel_ops();
}

bool
window_is_possible(void)
{
    const funnel_ops_t *ops = operations();

    /* tshark has windows that it prints when it ends, but reads no packets again. */
    return ops != NULL && ops->new_text_window != NULL && ops->retap_packets != NULL;
}

static void
window_closed(void *data)
{
    window_t *window = (window_t *)data;

    window->closed(window->context);
    g_free(window);
}

window_t *
window_open(const char *title, void (*closed)(void *context), void *context)
{
    const funnel_ops_t *ops = operations();
    window_t           *window = g_new(window_t, 1);

    window->shown = ops->new_text_window(ops->ops_id, title);
    window->closed = closed;
    window->context = context;
    ops->set_close_cb(window->shown, window_closed, window);
    return window;
}

static ws_button_result_t
button_pressed(funnel_text_window_t *shown _U_, void *data)
{
    const button_t *button = (const button_t *)data;

    button->pressed(button->context);
    return true;
}

void
window_add_button(window_t *window, const char *label, void (*pressed)(void *context))
{
    button_t *button = g_new0(button_t, 1);

    button->button.tw = window->shown;
    button->button.func = button_pressed;
    button->button.data = button;
    button->button.free_fcn = g_free;
    button->pressed = pressed;
    button->context = window->context;
    operations()->add_button(window->shown, &button->button, label);
}

void
window_show(window_t *window, const char *text, size_t before)
{
    const funnel_ops_t *ops = operations();
    char               *beginning = g_strndup(text, before);

    /* Not set_text(), which guesses whether it is given HTML: packets and users can write some. */
    ops->clear_text(window->shown);
    if (before > 0) {
        ops->append_text(window->shown, beginning);
        /* Before it adds something, the window moves to the end of what it has: that brings the place into sight. */
        ops->append_text(window->shown, "");
    }
    ops->append_text(window->shown, text + before);
    g_free(beginning);
}

void
window_copy(const char *text)
{
    GString *copy = g_string_new(text);

    operations()->copy_to_clipboard(copy);
    g_string_free(copy, TRUE);
}

bool
window_has_capture(void)
{
    ws_info_t *info = NULL;

    plugin_if_get_ws_info(&info);
    /* While a file is closed, it has a state for a while, and no packets any more. */
    return info != NULL && info->ws_info_supported && info->cf_state != FILE_CLOSED && info->cf_count > 0;
}

const char *
window_capture_file(void)
{
    ws_info_t *info = NULL;

    if (!window_has_capture())
        return NULL;
    plugin_if_get_ws_info(&info);
    return info->cf_filename;
}

void
window_read_again(void)
{
    operations()->retap_packets(operations()->ops_id);
}

/* The texts are the callee's to free. */
static void
question_answered(char **texts, void *data)
{
    const question_t *question = (const question_t *)data;

    for (unsigned i = 0; texts[i] != NULL; i++)
        g_strstrip(texts[i]);
    question->answered(question->number, (const char *const *)texts);
    g_strfreev(texts);
}

void
window_ask(const char *title, const char *const *names, const char *const *values,
           void (*answered)(unsigned number, const char *const *answers), unsigned number)
{
    static const char *const empty[WINDOW_MAX_FIELDS + 1] = { "", "" };
    const funnel_ops_t      *ops = operations();
    question_t              *question = g_new(question_t, 1);

    question->answered = answered;
    question->number = number;
    ops->new_dialog(ops->ops_id, title, (const char **)names, (const char **)(values != NULL ? values : empty),
                    question_answered, question, g_free);
}

/* The menu knows one pointer, and C allows no function to be kept in it. */
typedef struct {
    void (*chosen)(void);
} entry_t;

static void
entry_chosen(void *data)
{
    ((const entry_t *)data)->chosen();
}

static void
add_to_menu(const char *name, register_stat_group_t group, void (*chosen)(void))
{
    entry_t *entry = g_new(entry_t, 1);

    entry->chosen = chosen;
    funnel_register_menu(name, group, entry_chosen, entry, g_free, false);
}

void
window_add_to_telephony(const char *name, void (*chosen)(void))
{
    add_to_menu(name, WS_STAT_GROUP_TELEPHONY, chosen);
}

void
window_add_to_tools(const char *name, void (*chosen)(void))
{
    add_to_menu(name, REGISTER_TOOLS_GROUP_UNSORTED, chosen);
}
