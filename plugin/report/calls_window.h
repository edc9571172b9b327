/* calls_window.h
 * The list of calls of the open capture in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALLS_WINDOW_H
#define SIPEXPLAIN_CALLS_WINDOW_H

#include <glib.h>

/*
 * Opens a window with the calls of the capture that is open, and then of whatever is opened next.
 * filter: of the frames that it is about; may be NULL. Returns NULL, or what is
 * wrong with the filter, which is the caller's to free.
 */
GString *calls_window_open(const char *filter);

/* Adds the window to the menus. */
void calls_window_register(void);

#endif /* SIPEXPLAIN_CALLS_WINDOW_H */
