/* printed.c
 * A printed text, and the parts of it that a reader steps through
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report/printed.h"

static void
free_part(void *part)
{
    g_free(((printed_part_t *)part)->filter);
}

printed_t
printed_new(void)
{
    printed_t printed = { NULL, g_array_new(FALSE, FALSE, sizeof(printed_part_t)) };

    g_array_set_clear_func(printed.parts, free_part);
    return printed;
}

void
printed_free(printed_t *printed)
{
    g_free(printed->text);
    g_array_free(printed->parts, TRUE);
}

void
printed_add(printed_t *printed, size_t begin, size_t end, uint32_t frame, char *filter)
{
    printed_part_t part = { begin, end, frame, filter };

    g_array_append_val(printed->parts, part);
}
