/* html_tap.h
 * -z sipexplain,html: the report as a page, to attach to a ticket
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_HTML_TAP_H
#define SIPEXPLAIN_HTML_TAP_H

/* Registers -z sipexplain,html. */
void html_tap_register(void);

#endif /* SIPEXPLAIN_HTML_TAP_H */
