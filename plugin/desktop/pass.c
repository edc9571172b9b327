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
    uint32_t first, last;   /* frames that it was told of; 0 if there are none yet */
    bool     disorder;      /* one was followed by itself, or by one before */
};

static void
pass_reset(void *tapdata)
{
    pass_t *pass = (pass_t *)tapdata;

    pass->first = pass->last = 0;
    pass->disorder = false;
}

static tap_packet_status
pass_packet(void *tapdata, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data _U_, tap_flags_t flags _U_)
{
    pass_t *pass = (pass_t *)tapdata;

    if (pass->first == 0)
        pass->first = pinfo->num;
    pass->disorder = pass->disorder || pinfo->num <= pass->last;
    pass->last = pinfo->num;
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

/* Whether each of the frames is ignored, of which nobody is told. */
static bool
are_ignored(const capture_file *file, uint32_t first, uint32_t last)
{
    for (uint32_t number = first; number <= last; number++) {
        const frame_data *frame = frame_data_sequence_find(file->provider.frames, number);

        if (frame == NULL || !frame->ignored)
            return false;
    }
    return true;
}

typedef struct {
    const pass_t *pass;
    pass_state_t  state;
} question_t;

static void *
find_state(capture_file *file, void *data)
{
    question_t   *question = (question_t *)data;
    const pass_t *pass = question->pass;

    if (file == NULL || file->provider.frames == NULL)
        return NULL;
    if (pass->disorder || !are_ignored(file, 1, pass->first != 0 ? pass->first - 1 : file->count))
        question->state = PASS_BEGUN_LATE;
    else if (!are_ignored(file, pass->last + 1, file->count))
        question->state = PASS_STOPPED;
    return NULL;
}

pass_state_t
pass_state(const pass_t *pass)
{
    question_t question = { pass, PASS_WHOLE };

    if (pass != NULL)
        plugin_if_get_capture_file(find_state, &question);
    return question.state;
}
