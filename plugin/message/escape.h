/* escape.h
 * Text from packets, made fit to be shown
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_ESCAPE_H
#define SIPEXPLAIN_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * How many bytes the escaped form of length bytes takes at the most, with the
 * final NUL.
 */
#define ESCAPE_MAX_BYTES(length)    (4 * (size_t)(length) + 1)

/*
 * Writes bytes from a packet as a NUL-terminated UTF-8 string of printable
 * characters. What is no valid UTF-8, control characters, line and paragraph
 * separators and format characters (which can turn the direction of the text
 * around or be invisible) appear as \xHH for each of their bytes; everything
 * else, a backslash included, stays as it is.
 *
 * out must have room for ESCAPE_MAX_BYTES(length). Returns the length of the
 * result in bytes, without the NUL.
 */
size_t escape_text(char *out, const unsigned char *bytes, size_t length);

/* Whether text stays as it is, as most does: it is ASCII, and has no control characters, which are also in a fold. */
bool escape_is_plain(const char *bytes, size_t length);

#endif /* SIPEXPLAIN_ESCAPE_H */
