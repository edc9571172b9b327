/* window.h
 * Windows with text and buttons in desktop Wireshark
 *
 * Wireshark offers them to scripts; a plugin in C may use them as well. Boxes
 * with questions it offers too, but Wireshark 4.4 crashes with Qt 6.8 when some
 * of them have been closed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WINDOW_H
#define SIPEXPLAIN_WINDOW_H

#include "compat.h"

/* So many columns are seen of a window that has just been opened, beside its scroll bar. */
#define WINDOW_COLUMNS  71

typedef struct window window_t;

/* Whether the program has windows and can read the packets again, as desktop Wireshark does; what follows is for it alone. */
bool window_is_possible(void);

/*
 * Opens an empty window. When somebody closes it, closed() is called, and the
 * window must not be used any more. context: for closed() and for all buttons.
 */
window_t *window_open(const char *title, void (*closed)(void *context), void *context);

void window_add_button(window_t *window, const char *label, void (*pressed)(void *context));

/* Shows the text, which has to be UTF-8, with what stands before this byte in sight; 0 shows its beginning. */
void window_show(window_t *window, const char *text, size_t before);

/* Lets the user change the text. */
void window_let_edit(window_t *window);

/* The text as the user left it; the caller owns it. */
char *window_text(const window_t *window);

/* Puts a text into the clipboard. */
void window_copy(const char *text);

/* Selects the packet with this number. Not while packets are being read. */
void window_go_to_frame(uint32_t frame);

/* Shows those packets alone that pass the filter. Not while packets are being read. */
void window_apply_filter(const char *filter);

/* What stands in the field for display filters, used or not; NULL if it is empty. To be copied at once. */
const char *window_display_filter(void);

/* Whether there is a capture with packets to look at. */
bool window_has_capture(void);

/* The name of its file, in the encoding of file names; NULL if there is none. It lives until another one is opened. */
const char *window_capture_file(void);

/*
 * Whether the packets are being read while a button is pressed: half of the
 * file is known then, and it cannot be read again.
 */
bool window_is_reading(void);

/* Whether packets are being captured, so that there will be more of them. */
bool window_is_capturing(void);

/*
 * Calls read() with the window's context as soon as packets are not being read
 * any more, once, however often it is asked for; never while they are, nor when
 * the window was closed.
 */
void window_when_read(window_t *window, void (*read)(void *context));

/*
 * Has all packets read again, so that those who listen to a tap are told of
 * them. Not while they are being read, nor when a window is drawn: Wireshark may
 * make all listeners forget what they know before it notices. Then nothing
 * happens.
 */
void window_read_again(void);

/* Adds an entry to the menu Telephony or Tools. */
void window_add_to_telephony(const char *name, void (*chosen)(void));
void window_add_to_tools(const char *name, void (*chosen)(void));

/*
 * Adds an entry to the context menu of packets that have all of these fields,
 * separated by commas, where Wireshark has such entries. asked: a field whose
 * values, strings, are what chosen() is called with, and NULL behind the last.
 */
void window_add_to_packets(const char *name, const char *required, const char *asked,
                           void (*chosen)(const char *const *values));

#endif /* SIPEXPLAIN_WINDOW_H */
