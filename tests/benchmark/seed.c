/* seed.c
 * For the benchmark alone, preloaded: Wireshark takes the seed of its hash
 * tables from here, at random, which moves its instructions by a million from
 * run to run. A multiplier that spreads well, and always the same, gives always
 * the same figures.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdint.h>

uint32_t g_random_int(void);

uint32_t
g_random_int(void)
{
    return UINT32_C(0x9E3779B1);
}
