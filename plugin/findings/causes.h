/* causes.h
 * Kinds of causes of Q.850
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_CAUSES_H
#define SIPEXPLAIN_CAUSES_H

#include <stdbool.h>
#include <stdint.h>

/* Normal clearing, normal and interworking, unspecified: what gateways say where they know no better. */
static inline bool
cause_says_little(uint32_t cause)
{
    return cause == 16 || cause == 31 || cause == 127;
}

/* No channel, congestion, or no resource: there is no room for more. */
static inline bool
cause_is_lack_of_room(uint32_t cause)
{
    return cause == 34 || cause == 42 || cause == 47;
}

#endif /* SIPEXPLAIN_CAUSES_H */
