/* html_style.h
 * How the report looks as a page
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HTML_STYLE_H
#define SIPEXPLAIN_HTML_STYLE_H

/* CSS, without any character that would have to be escaped. */
extern const char html_style[];

#endif /* SIPEXPLAIN_HTML_STYLE_H */
