/* save.h
 * Saving the report in a file: completely or not at all, and never over another one
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_SAVE_H
#define SIPEXPLAIN_SAVE_H

/*
 * A name to begin with, in UTF-8: that of the capture with ".html" behind it, in
 * its folder; in the home folder where the capture has no file of its own.
 * capture: may be NULL, and is in the encoding of file names. The caller owns it.
 */
char *save_suggestion(const char *capture);

/*
 * Writes the text to the file of this name, which is in UTF-8; one that is not
 * absolute is taken from the folder of the suggestion. Returns what came of it,
 * for a person to read; the caller owns it.
 */
char *save_text(const char *name, const char *suggestion, const char *text);

#endif /* SIPEXPLAIN_SAVE_H */
