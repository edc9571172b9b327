/* frame_set.c
 * A set of numbers of frames
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include "report/frame_set.h"

frame_set_t *
frame_set_new(void)
{
    return g_byte_array_new();
}

void
frame_set_free(frame_set_t *set)
{
    if (set != NULL)
        g_byte_array_free(set, TRUE);
}

void
frame_set_add(frame_set_t *set, uint32_t frame)
{
    unsigned at = frame / 8, before;

    if (set == NULL)
        return;
    before = set->len;
    if (at >= before) {
        g_byte_array_set_size(set, at + 1);
        memset(set->data + before, 0, set->len - before);
    }
    set->data[at] |= (uint8_t)(1u << frame % 8);
}

bool
frame_set_has(const frame_set_t *set, uint32_t frame)
{
    if (set == NULL)
        return true;
    return frame / 8 < set->len && (set->data[frame / 8] >> frame % 8 & 1) != 0;
}
