/* system.h
 * What the command needs of the system, which Windows has other ways for
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SYSTEM_H
#define SIPEXPLAIN_SYSTEM_H

#include <stdbool.h>
#include <stdio.h>

/*
 * To be called first. Prepares for error messages of the system in the language
 * of the user; numbers are written the same in any. Returns the words of the
 * command line, ended by NULL, the name of the program first: in UTF-8 on
 * Windows, elsewhere as they were given. To be freed with g_strfreev().
 */
char **system_start(char **argv);

/*
 * Returns whether standard output is a terminal; then also sets how many columns
 * a line may have (0 where it does not know its width), and whether it
 * understands bold and colours.
 */
bool system_find_terminal(unsigned *columns, bool *styled);

/* Writes the UTF-8 text to a stream and flushes that. On error returns false and sets errno. */
bool system_write(FILE *stream, const char *text, size_t length);

#endif /* SIPEXPLAIN_SYSTEM_H */
