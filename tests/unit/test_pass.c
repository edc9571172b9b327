/* test_pass.c
 * Whether all packets were told of, by what a listener to all frames is told
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "compat.h"

#include <cfile.h>
#include <epan/plugin_if.h>
#include <epan/tap.h>

#include "desktop/pass.h"

#define NUM_FRAMES  5

/* What stands in for Wireshark. */
static struct {
    capture_file  file;
    frame_data    frames[NUM_FRAMES];
    void         *listener;
    tap_reset_cb  reset;
    tap_packet_cb packet;
    tap_finish_cb finish;
} stood_in;

GString *
register_tap_listener(const char *name, void *data, const char *filter, unsigned flags, tap_reset_cb reset,
                      tap_packet_cb packet, tap_draw_cb draw _U_, tap_finish_cb finish)
{
    g_assert_cmpstr(name, ==, "frame");
    g_assert_null(filter);
    /* Those that Wireshark takes for quoted in an error are frames like all others. */
    g_assert_cmpuint(flags, ==, TL_REQUIRES_ERROR_PACKETS);
    stood_in.listener = data;
    stood_in.reset = reset;
    stood_in.packet = packet;
    stood_in.finish = finish;
    return NULL;
}

void
remove_tap_listener(void *data)
{
    g_assert_true(data == stood_in.listener);
    stood_in.finish(data);
    stood_in.listener = NULL;
}

void *
plugin_if_get_capture_file(void *(*look)(capture_file *file, void *data), void *data)
{
    return look(&stood_in.file, data);
}

frame_data *
frame_data_sequence_find(frame_data_sequence *sequence, uint32_t number)
{
    g_assert_true(sequence == stood_in.file.provider.frames);
    g_assert_cmpuint(number, >=, 1);
    g_assert_cmpuint(number, <=, stood_in.file.count);
    return &stood_in.frames[number - 1];
}

static void
open_file(uint32_t count)
{
    stood_in.file.provider.frames = (frame_data_sequence *)stood_in.frames;
    stood_in.file.count = count;
}

/* Frames from one to another. */
static void
tell(uint32_t first, uint32_t last)
{
    for (uint32_t number = first; number <= last; number++) {
        /* That of a frame in it is another one. */
        packet_info pinfo = { .num = 7, .fd = &stood_in.frames[number - 1] };

        g_assert_cmpint(stood_in.packet(stood_in.listener, &pinfo, NULL, NULL, 0), ==, TAP_PACKET_DONT_REDRAW);
    }
}

static void
set_up(pass_t **pass, const void *data _U_)
{
    memset(&stood_in, 0, sizeof(stood_in));
    for (uint32_t i = 0; i < NUM_FRAMES; i++)
        stood_in.frames[i].num = i + 1;
    *pass = pass_listen();
    g_assert_nonnull(*pass);
}

static void
tear_down(pass_t **pass, const void *data _U_)
{
    pass_end(*pass);
    g_assert_null(stood_in.listener);
}

#define assert_state(state)     g_assert_cmpint(pass_state(*pass), ==, state)

static void
test_nothing_open(pass_t **pass, const void *data _U_)
{
    assert_state(PASS_WHOLE);
    open_file(0);
    assert_state(PASS_WHOLE);
    g_assert_cmpint(pass_state(NULL), ==, PASS_WHOLE);
    pass_end(NULL);
}

static void
test_whole(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES);
    tell(1, NUM_FRAMES);
    assert_state(PASS_WHOLE);
    stood_in.reset(stood_in.listener);
    assert_state(PASS_BROKEN);
    tell(1, NUM_FRAMES);
    assert_state(PASS_WHOLE);
}

/* While packets are captured, they become more. */
static void
test_growing(pass_t **pass, const void *data _U_)
{
    for (uint32_t number = 1; number <= NUM_FRAMES; number++) {
        open_file(number);
        tell(number, number);
        assert_state(PASS_WHOLE);
    }
}

static void
test_begun_late(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES);
    assert_state(PASS_BROKEN);
    tell(2, NUM_FRAMES);
    assert_state(PASS_BROKEN);
}

static void
test_begun_anew_on_the_way(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES);
    tell(1, 3);
    stood_in.reset(stood_in.listener);
    tell(4, NUM_FRAMES);
    assert_state(PASS_BROKEN);
}

static void
test_twice(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES);
    tell(1, 3);
    tell(NUM_FRAMES, NUM_FRAMES);
    tell(4, NUM_FRAMES);
    assert_state(PASS_BROKEN);
}

static void
test_frames_in_a_frame(pass_t **pass, const void *data _U_)
{
    open_file(2);
    for (unsigned i = 0; i < 3; i++)
        tell(1, 1);
    tell(2, 2);
    tell(2, 2);
    assert_state(PASS_WHOLE);
}

/* When somebody has stopped it, more are captured. */
static void
test_stopped_and_growing(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES - 1);
    tell(1, 2);
    open_file(NUM_FRAMES);
    tell(NUM_FRAMES, NUM_FRAMES);
    assert_state(PASS_BROKEN);
}

static void
test_stopped(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES);
    tell(1, NUM_FRAMES - 1);
    assert_state(PASS_STOPPED);
}

/* Nobody is told of frames that are ignored. */
static void
test_ignored(pass_t **pass, const void *data _U_)
{
    open_file(NUM_FRAMES);
    stood_in.frames[0].ignored = stood_in.frames[2].ignored = stood_in.frames[4].ignored = 1;
    tell(2, 2);
    assert_state(PASS_STOPPED);
    tell(4, 4);
    assert_state(PASS_WHOLE);
    stood_in.reset(stood_in.listener);
    tell(4, 4);
    assert_state(PASS_BROKEN);
    stood_in.reset(stood_in.listener);
    stood_in.frames[1].ignored = stood_in.frames[3].ignored = 1;
    assert_state(PASS_WHOLE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add("/pass/" path, pass_t *, NULL, set_up, function, tear_down)
    ADD("nothing-open", test_nothing_open);
    ADD("whole", test_whole);
    ADD("growing", test_growing);
    ADD("begun-late", test_begun_late);
    ADD("begun-anew-on-the-way", test_begun_anew_on_the_way);
    ADD("twice", test_twice);
    ADD("stopped", test_stopped);
    ADD("frames-in-a-frame", test_frames_in_a_frame);
    ADD("stopped-and-growing", test_stopped_and_growing);
    ADD("ignored", test_ignored);
#undef ADD
    return g_test_run();
}
