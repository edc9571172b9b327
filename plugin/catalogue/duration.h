/* duration.h
 * Times for a person to read
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_DURATION_H
#define SIPEXPLAIN_DURATION_H

#include <stdint.h>

/* "90 s", "30 min", "1 h 30 min", with the units of the language; of those that are not zero. The caller owns it. */
char *duration_of_seconds(uint64_t seconds);

/*
 * The same for a time that was measured: "350 ms", "32.1 s", "3 min 5 s"; with the decimal mark of the language.
 * A time that runs backwards is none.
 */
char *duration_of_milliseconds(int64_t milliseconds);

#endif /* SIPEXPLAIN_DURATION_H */
