/* call_window.c
 * The explanation of one call in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/call_window.h"
#include "report/explained_call.h"
#include "report/printed_window.h"

#include <epan/tap.h>

/* A frame can have messages of several calls; so many windows are opened at once. */
#define MAX_WINDOWS 4

typedef struct {
    printed_window_t  shown;
    explained_call_t *call;
} call_window_t;

static void
call_window_draw(void *tapdata)
{
    call_window_t *window = (call_window_t *)tapdata;

    printed_window_show(&window->shown, window_has_capture() ? explained_call_print(window->call)
                                                             : printed_window_no_capture());
}

static void
call_window_reset(void *tapdata)
{
    call_window_t *window = (call_window_t *)tapdata;

    explained_call_reset(window->call);
}

static tap_packet_status
call_window_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    explained_call_message(((call_window_t *)tapdata)->call, (const sipexplain_tap_info_t *)data);
    return TAP_PACKET_REDRAW;
}

static void
call_window_finish(void *tapdata)
{
    call_window_t *window = (call_window_t *)tapdata;

    printed_window_clear(&window->shown);
    explained_call_free(window->call);
    g_free(window);
}

static void
closed(void *context)
{
    /* This calls call_window_finish(). */
    remove_tap_listener(context);
}

static void
open_for(const char *call_id)
{
    call_window_t *window = g_new0(call_window_t, 1);
    GString       *error;
    char          *title;

    window->call = explained_call_new(call_id);
    error = register_tap_listener("sipexplain", window, NULL, TL_REQUIRES_NOTHING, call_window_reset, call_window_packet,
                                  call_window_draw, call_window_finish);
    /* Without a filter there is nothing to be wrong. */
    if (error != NULL) {
        g_string_free(error, TRUE);
        call_window_finish(window);
        return;
    }
    title = explained_call_title(window->call);
    printed_window_open(&window->shown, title, NULL, call_window_draw, closed);
    g_free(title);
    printed_window_add_steps(&window->shown, LABEL_BUTTON_NEXT_ENTRY);
    printed_window_add_copy(&window->shown);
    if (window_is_reading())
        call_window_draw(window);
}

static bool
is_among(const char *const *values, unsigned count, const char *value)
{
    for (unsigned i = 0; i < count; i++) {
        if (strcmp(values[i], value) == 0)
            return true;
    }
    return false;
}

static void
chosen_in_menu(const char *const *call_ids)
{
    unsigned opened = 0;

    for (unsigned i = 0; call_ids[i] != NULL && opened < MAX_WINDOWS; i++) {
        if (is_among(call_ids, i, call_ids[i]))
            continue;
        open_for(call_ids[i]);
        opened++;
    }
    if (opened > 0)
        window_read_again();
}

void
call_window_register(void)
{
    window_add_to_packets("SIP Explain Call", "sipexplain,sip.Call-ID", "sip.Call-ID", chosen_in_menu);
}
