/* system_unix.c
 * What the command needs of the system, on all systems but Windows
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <glib.h>

#include "system.h"

char **
system_start(char **argv)
{
    setlocale(LC_CTYPE, "");
    setlocale(LC_MESSAGES, "");
    return g_strdupv(argv);
}

bool
system_find_terminal(unsigned *columns, bool *styled)
{
    const char    *kind = g_getenv("TERM");
    struct winsize size;

    if (!isatty(STDOUT_FILENO))
        return false;
    /* A serial line, or a terminal that a program made, may not know its size: then it is 0. */
    *columns = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    *styled = kind != NULL && *kind != '\0' && !g_str_equal(kind, "dumb");
    return true;
}

bool
system_write(FILE *stream, const char *text, size_t length)
{
    bool written = fwrite(text, 1, length, stream) == length;

    return fflush(stream) == 0 && written;
}
