/* printed_window.h
 * A window of desktop Wireshark with a printed text, whose parts its buttons are about
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_PRINTED_WINDOW_H
#define SIPEXPLAIN_PRINTED_WINDOW_H

#include "desktop/pass.h"
#include "desktop/window.h"
#include "report/printed.h"
#include "report/text.h"

/*
 * The beginning of whatever listens to the tap for the window: what the window
 * gives to its functions is a pointer to it, and that is the data of the
 * listener as well. All zero before it is opened.
 */
typedef struct {
    window_t  *window;
    printed_t  printed;
    unsigned   chosen;      /* of the parts, counted from 1; 0: none yet, so the buttons are about the first one */
    pass_t    *pass;        /* what the listener knows of the capture; not owned */
    unsigned   tries;       /* to have packets read again, since it knew all of them */
    void     (*draw)(void *context);
    void     (*closed)(void *context);
    bool       complains;   /* of a filter, before the text */
    char      *filter;      /* of the listener; NULL if there is none */
    void     (*filtered)(void *context, const char *filter);
} printed_window_t;

/*
 * Opens it without a text; filter may be NULL. When it is closed, closed() is
 * called, which ends the listener. draw: that of the listener
 */
void printed_window_open(printed_window_t *window, const char *title, const char *filter, void (*draw)(void *context),
                         void (*closed)(void *context));

/* When the listener has ended, and the window is closed or was never opened. */
void printed_window_clear(printed_window_t *window);

/*
 * Shows what was printed anew, which is taken over. Whoever reads keeps the place
 * where it is the same as before. While packets are being read, it shows that
 * they are, and has itself drawn when they have been. Where the listener knows a
 * part of them alone, it has them read again, or says so.
 */
void printed_window_show(printed_window_t *window, printed_t printed);

/* What the window says as long as the listener knows a part of the packets alone; NULL if it knows all of them. */
const char *printed_window_excuse(const printed_window_t *window);

/* What is printed where no capture is open. */
printed_t printed_window_no_capture(void);

/* Adds the buttons to go to the next part, whose label that is, to its frame, and to filter its frames. */
void printed_window_add_steps(const printed_window_t *window, label_id_t next);

/*
 * Adds the button that takes the filter that stands in Wireshark's field for
 * display filters. When the listener has it, filtered() is called with it, or
 * NULL, to forget what was collected; then the packets are read again.
 */
void printed_window_add_filter(printed_window_t *window, void (*filtered)(void *context, const char *filter));

/* Adds the button that copies the text. */
void printed_window_add_copy(const printed_window_t *window);

#endif /* SIPEXPLAIN_PRINTED_WINDOW_H */
