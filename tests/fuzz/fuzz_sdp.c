/* fuzz_sdp.c
 * libFuzzer target: the body of a message, its parts, and SDP
 *
 * The input is a whole message, and what is found must lie within it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <stdlib.h>
#include <string.h>

#include "message/body.h"
#include "message/sdp.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
check(int good)
{
    if (!good)
        abort();
}

static void
check_within(sip_text_t part, sip_text_t whole)
{
    if (part.length > 0)
        check(part.bytes >= whole.bytes && part.bytes + part.length <= whole.bytes + whole.length);
}

static void
check_sdp(const sdp_t *sdp, sip_text_t whole)
{
    check(sdp->num_media <= SDP_MAX_MEDIA);
    check_within(sdp->bad_line, whole);
    for (unsigned i = 0; i < sdp->num_media; i++) {
        const sdp_media_t *media = &sdp->media[i];

        check(media->num_formats <= SDP_MAX_FORMATS);
        check_within(media->line, whole);
        check_within(media->medium, media->line);
        check_within(media->profile, media->line);
        check_within(media->traits.connection, whole);
        check_within(media->traits.setup, whole);
        sdp_is_plain(media);
        sdp_is_secure(media);
        /* A name may also be one of a table. */
        for (unsigned j = 0; j < media->num_formats; j++)
            check_within(media->formats[j].payload, media->line);
    }
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    /* A copy of just this size, so that the sanitizer sees every byte read beyond it. */
    char          *copy = malloc(size);
    sdp_t         *sdp = malloc(sizeof *sdp);
    sip_text_t     whole = { copy, size }, type, content;
    message_view_t view;
    body_parts_t   parts;
    size_t         seen = 0;

    if (size > 0)
        memcpy(copy, data, size);
    view = message_view(whole);
    parts = body_parts(&view);
    while (body_next_part(&parts, &type, &content)) {
        check_within(type, whole);
        check_within(content, whole);
        check_within(parts.rest, whole);
        check(seen++ <= size);
    }
    sdp_read(&view, sdp);
    check_sdp(sdp, whole);
    sdp_parse(whole, sdp);
    check_sdp(sdp, whole);
    free(sdp);
    free(copy);
    return 0;
}
