/* frame_set.h
 * A set of numbers of frames
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPLAIN_FRAME_SET_H
#define SIPEXPLAIN_FRAME_SET_H

#include <glib.h>

#include <stdbool.h>
#include <stdint.h>

/* A bit for each frame up to the highest one: NULL for the set of all. */
typedef GByteArray frame_set_t;

/* An empty one; to be freed with frame_set_free(), which takes NULL too. */
frame_set_t *frame_set_new(void);
void frame_set_free(frame_set_t *set);

void frame_set_add(frame_set_t *set, uint32_t frame);
bool frame_set_has(const frame_set_t *set, uint32_t frame);

#endif /* SIPEXPLAIN_FRAME_SET_H */
