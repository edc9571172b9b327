/* pass.c
 * Whether listeners to taps were told of all packets since they began anew
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "desktop/pass.h"
#include "compat.h"

#include <cfile.h>
#include <epan/plugin_if.h>
#include <epan/tap.h>

struct pass {
    uint32_t last;      /* the frame that it was told of; 0 if there was none yet */
    bool     disorder;  /* between two of them some are missing, or one came twice */
};

static void
pass_reset(void *tapdata)
{
    pass_t *pass = (pass_t *)tapdata;

    pass->last = 0;
    pass->disorder = false;
}

typedef struct {
    uint32_t first, last;   /* frames; 0: of the capture */
    bool     are_ignored;   /* each of them, of which nobody is told; also where there are none */
} stretch_t;

static void *
look_at_stretch(capture_file *file, void *data)
{
    stretch_t *stretch = (stretch_t *)data;
    uint32_t   last;

    stretch->are_ignored = true;
    if (file == NULL || file->provider.frames == NULL)
        return NULL;
    last = stretch->last != 0 ? stretch->last : file->count;
    for (uint32_t number = stretch->first; stretch->are_ignored && number <= last; number++) {
        const frame_data *frame = frame_data_sequence_find(file->provider.frames, number);

        stretch->are_ignored = frame != NULL && frame->ignored;
    }
    return NULL;
}

static bool
are_ignored(uint32_t first, uint32_t last)
{
    stretch_t stretch = { first, last, true };

    plugin_if_get_capture_file(look_at_stretch, &stretch);
    return stretch.are_ignored;
}

static tap_packet_status
pass_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data _U_, tap_flags_t flags _U_)
{
    pass_t  *pass = (pass_t *)tapdata;
    uint32_t number = pinfo->fd->num;   /* not pinfo->num, which may be that of a frame in it, of a file that is shown as such */

    /* A frame with frames in it may be told of for each of them. */
    if (number < pass->last || (number > pass->last + 1 && !are_ignored(pass->last + 1, number - 1)))
        pass->disorder = true;
    pass->last = number;
    return TAP_PACKET_DONT_REDRAW;
}

static void
pass_finish(void *tapdata)
{
    g_free(tapdata);
}

pass_t *
pass_listen(void)
{
    pass_t  *pass = g_new0(pass_t, 1);
    GString *error;

    /* After a packet that is cut off within an ICMP error, Wireshark takes the frame for one. */
    error = register_tap_listener("frame", pass, NULL, TL_REQUIRES_ERROR_PACKETS, pass_reset, pass_packet, NULL, pass_finish);
    if (error == NULL)
        return pass;
    g_string_free(error, TRUE);
    pass_finish(pass);
    return NULL;
}

void
pass_end(pass_t *pass)
{
    /* This calls pass_finish(). */
    if (pass != NULL)
        remove_tap_listener(pass);
}

pass_state_t
pass_state(const pass_t *pass)
{
    if (pass == NULL)
        return PASS_WHOLE;
    if (pass->disorder)
        return PASS_BROKEN;
    if (are_ignored(pass->last + 1, 0))
        return PASS_WHOLE;
    return pass->last == 0 ? PASS_BROKEN : PASS_STOPPED;
}
