/* window.c
 * Windows with text and buttons in desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "desktop/window.h"

#include <cfile.h>
#include <epan/funnel.h>
#include <epan/plugin_if.h>

/* Nothing tells when packets have been read: so often it is looked after. */
#define LOOKED_AFTER_MS 250

struct window {
    funnel_text_window_t *shown;
    void                (*closed)(void *context);
    void                (*read)(void *context);
    guint                 waiting;      /* the source that calls it; 0 if there is none */
    void                 *context;
};

/* Wireshark frees it through its first member. */
typedef struct {
    funnel_bt_t button;
    void      (*pressed)(void *context);
    void       *context;
} button_t;

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

    if (window->waiting != 0)
        g_source_remove(window->waiting);
    window->closed(window->context);
    g_free(window);
}

window_t *
window_open(const char *title, void (*closed)(void *context), void *context)
{
    const funnel_ops_t *ops = operations();
    window_t           *window = g_new0(window_t, 1);

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
window_let_edit(window_t *window)
{
    operations()->set_editable(window->shown, true);
}

char *
window_text(const window_t *window)
{
    /* Of whom the text is, Wireshark does not say; it is short, and nothing is asked often. */
    return g_strdup(operations()->get_text(window->shown));
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

static void *
find_reading(capture_file *file, void *data)
{
    *(bool *)data = file != NULL && file->read_lock;
    return NULL;
}

bool
window_is_reading(void)
{
    bool reading = false;

    plugin_if_get_capture_file(find_reading, &reading);
    return reading;
}

bool
window_is_capturing(void)
{
    ws_info_t *info = NULL;

    plugin_if_get_ws_info(&info);
    return info != NULL && info->ws_info_supported && info->cf_state == FILE_READ_IN_PROGRESS && !window_is_reading();
}

static gboolean
look_after(void *data)
{
    window_t *window = (window_t *)data;

    if (window_is_reading())
        return G_SOURCE_CONTINUE;
    /* First, as somebody may close the window meanwhile. */
    window->waiting = 0;
    window->read(window->context);
    return G_SOURCE_REMOVE;
}

void
window_when_read(window_t *window, void (*read)(void *context))
{
    window->read = read;
    /* Wireshark serves GLib's sources on all systems. */
    if (window->waiting == 0)
        window->waiting = g_timeout_add(LOOKED_AFTER_MS, look_after, window);
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
window_go_to_frame(uint32_t frame)
{
    plugin_if_goto_frame(frame);
}

void
window_apply_filter(const char *filter)
{
    plugin_if_apply_filter(filter, true);
}

const char *
window_display_filter(void)
{
    const funnel_ops_t *ops = operations();
    const char         *filter = ops->get_filter(ops->ops_id);

    return filter != NULL && *filter != '\0' ? filter : NULL;
}

void
window_read_again(void)
{
    if (!window_is_reading())
        operations()->retap_packets(operations()->ops_id);
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

typedef struct {
    const char *asked;
    void      (*chosen)(const char *const *values);
} packet_entry_t;

static void
packet_entry_chosen(void *data, GPtrArray *fields)
{
    const packet_entry_t *entry = (const packet_entry_t *)data;
    GPtrArray            *values = g_ptr_array_new_with_free_func(g_free);

    for (unsigned i = 0; i < fields->len; i++) {
        field_info *field = (field_info *)g_ptr_array_index(fields, i);

        /* Whoever reads the packets again frees the fields. */
        if (strcmp(field->hfinfo->abbrev, entry->asked) == 0 && field->hfinfo->type == FT_STRING)
            g_ptr_array_add(values, g_strdup(ws_field_string(field)));
    }
    g_ptr_array_add(values, NULL);
    entry->chosen((const char *const *)values->pdata);
    g_ptr_array_free(values, TRUE);
}

void
window_add_to_packets(const char *name, const char *required, const char *asked,
                      void (*chosen)(const char *const *values))
{
    packet_entry_t *entry = g_new(packet_entry_t, 1);

    entry->asked = asked;
    entry->chosen = chosen;
    ws_register_packet_menu(name, required, packet_entry_chosen, entry);
}
