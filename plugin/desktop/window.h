/* window.h
 * Windows with text and buttons in desktop Wireshark, and boxes with questions
 *
 * Wireshark offers them to scripts; a plugin in C may use them as well.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_WINDOW_H
#define SIPEXPLAIN_WINDOW_H

#include "compat.h"

/* So many columns are seen of a window that has just been opened. */
#define WINDOW_COLUMNS  74

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

/* Puts a text into the clipboard. */
void window_copy(const char *text);

/* Whether there is a capture with packets to look at. */
bool window_has_capture(void);

/* The name of its file, in the encoding of file names; NULL if there is none. It lives until another one is opened. */
const char *window_capture_file(void);

/* Has all packets read again, so that those who listen to a tap are told of them. */
void window_read_again(void);

#define WINDOW_MAX_FIELDS   2

/*
 * Asks for one text or two, whose names end with NULL. answered() is called
 * with as many texts, without blanks around them, unless the box is closed. The
 * values that are there at first may be NULL as a whole. number: for answered()
 */
void window_ask(const char *title, const char *const *names, const char *const *values,
                void (*answered)(unsigned number, const char *const *answers), unsigned number);

/* Adds an entry to the menu Telephony or Tools. */
void window_add_to_telephony(const char *name, void (*chosen)(void));
void window_add_to_tools(const char *name, void (*chosen)(void));

#endif /* SIPEXPLAIN_WINDOW_H */
