/* call_window.h
 * The explanation of one call in a window of desktop Wireshark
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALL_WINDOW_H
#define SIPEXPLAIN_CALL_WINDOW_H

/* Adds it to the context menu of packets that are explained, where Wireshark has such entries. */
void call_window_register(void);

#endif /* SIPEXPLAIN_CALL_WINDOW_H */
