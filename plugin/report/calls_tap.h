/* calls_tap.h
 * -z sipexplain,calls: one entry per call and registration, the worst first
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CALLS_TAP_H
#define SIPEXPLAIN_CALLS_TAP_H

/* Registers -z sipexplain,calls. */
void calls_tap_register(void);

#endif /* SIPEXPLAIN_CALLS_TAP_H */
