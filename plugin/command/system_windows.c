/* system_windows.c
 * What the command needs of the system, on Windows
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <errno.h>
#include <io.h>
#include <windows.h>

#include <glib.h>

#include "system.h"

/* Of older headers, and of Windows before 10, which does not know it. */
#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING  0x0004
#endif

/* What a console takes at a time, in units of UTF-16: old ones have a buffer of 64 KB for it. */
#define MAX_UNITS   8192

/* GLib finds the language by itself, and what the system says of errors is English in any locale. */
char **
system_start(char **argv)
{
    /* Those are in the code page of the system, which may lack some of their letters. */
    (void)argv;
    return g_win32_get_command_line();
}

/* The console that a stream writes to; NULL where that is a file or a pipe. */
static HANDLE
console_of(FILE *stream, DWORD *mode)
{
    HANDLE handle = (HANDLE)_get_osfhandle(_fileno(stream));

    return handle != INVALID_HANDLE_VALUE && GetConsoleMode(handle, mode) ? handle : NULL;
}

bool
system_find_terminal(unsigned *columns, bool *styled)
{
    const char                *kind = g_getenv("TERM");
    CONSOLE_SCREEN_BUFFER_INFO info;
    DWORD                      mode;
    HANDLE                     console = console_of(stdout, &mode);

    if (console == NULL)
        return false;
    /*
     * Those of the window, which the buffer behind it may be wider than; but not
     * the last one, behind which an old console begins another line by itself.
     */
    *columns = GetConsoleScreenBufferInfo(console, &info) && info.srWindow.Right > info.srWindow.Left
        ? (unsigned)(info.srWindow.Right - info.srWindow.Left) : 0;
    *styled = (kind == NULL || !g_str_equal(kind, "dumb"))
        && SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    /* It stays as it was but while we write, for whoever comes next. */
    SetConsoleMode(console, mode);
    return true;
}

/* As UTF-16, since a console takes bytes for letters of its own code page. */
static bool
write_to_console(HANDLE console, const char *text, size_t length)
{
    glong      units = 0;
    gunichar2 *wide = g_utf8_to_utf16(text, (glong)length, NULL, &units, NULL);
    bool       written = wide != NULL;

    for (glong done = 0; written && done < units; ) {
        DWORD count = 0;

        written = WriteConsoleW(console, wide + done, (DWORD)MIN(units - done, MAX_UNITS), &count, NULL) && count > 0;
        done += (glong)count;
    }
    g_free(wide);
    return written;
}

bool
system_write(FILE *stream, const char *text, size_t length)
{
    DWORD  mode;
    HANDLE console = console_of(stream, &mode);
    bool   written;

    if (console == NULL) {
        written = fwrite(text, 1, length, stream) == length;
        return fflush(stream) == 0 && written;
    }
    SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    written = write_to_console(console, text, length);
    SetConsoleMode(console, mode);
    if (!written)
        errno = EIO;
    return written;
}
