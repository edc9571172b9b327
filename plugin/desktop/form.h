/* form.h
 * A window of desktop Wireshark with lines to write in, and what comes of them below
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FORM_H
#define SIPEXPLAIN_FORM_H

#define FORM_MAX_LINES  2

/*
 * Opens it. names: what stands before each line, and NULL behind the last one;
 * values: what stands in it at first. A button named like the window has
 * answer() called with what stands in the lines, without blanks around it, and
 * shows the text that it returns, which is freed. number: for answer()
 */
void form_open(const char *title, const char *const *names, const char *const *values,
               char *(*answer)(unsigned number, const char *const *values), unsigned number);

#endif /* SIPEXPLAIN_FORM_H */
