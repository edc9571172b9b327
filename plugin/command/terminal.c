/* terminal.c
 * What standard output can show
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <glib.h>

#include "system.h"
#include "terminal.h"

#define USUAL_COLUMNS   80

/* Below, no text can be read any more; beyond, it is not the width of anything. */
#define MIN_COLUMNS     20
#define MAX_COLUMNS     10000

static unsigned
columns_of_environment(void)
{
    const char *columns = g_getenv("COLUMNS");
    guint64     value;

    if (columns != NULL && g_ascii_string_to_unsigned(columns, 10, 1, MAX_COLUMNS, &value, NULL))
        return (unsigned)value;
    return USUAL_COLUMNS;
}

/* https://no-color.org: any value but none and the empty one. */
static bool
wants_no_style(void)
{
    const char *no_color = g_getenv("NO_COLOR");

    return no_color != NULL && *no_color != '\0';
}

terminal_t
terminal_of_output(void)
{
    terminal_t terminal = { 0, false };

    if (system_find_terminal(&terminal.columns, &terminal.styled) && wants_no_style())
        terminal.styled = false;
    if (terminal.columns == 0)
        terminal.columns = columns_of_environment();
    terminal.columns = MAX(terminal.columns, MIN_COLUMNS);
    return terminal;
}
