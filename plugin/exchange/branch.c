/* branch.c
 * The branch of a message, by which its transaction is known
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "exchange/branch.h"
#include "message/view.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static inline bool
is_stop(char byte)
{
    return byte == ';' || byte == ',' || (unsigned char)byte <= ' ';
}

/* How many bytes stand before the next semicolon, comma, blank or line end. */
static inline size_t
length_to_stop(const char *bytes, size_t length)
{
    size_t done = 0;

#ifdef __SSE2__
    const __m128i semicolon = _mm_set1_epi8(';'), comma = _mm_set1_epi8(','), blank = _mm_set1_epi8(' ');

    for (; length - done >= sizeof blank; done += sizeof blank) {
        __m128i  block = _mm_loadu_si128((const __m128i *)(const void *)(bytes + done));
        __m128i  blanks = _mm_cmpeq_epi8(_mm_min_epu8(block, blank), block);
        unsigned stops = (unsigned)_mm_movemask_epi8(_mm_or_si128(blanks, _mm_or_si128(_mm_cmpeq_epi8(block, semicolon),
                                                                                       _mm_cmpeq_epi8(block, comma))));

        if (stops != 0)
            return done + (unsigned)__builtin_ctz(stops);
    }
#endif
    while (done < length && !is_stop(bytes[done]))
        done++;
    return done;
}

/* Whether a line ends here, and no other one goes on with it. */
static bool
ends_line(sip_text_t text)
{
    return text.length >= 3 && text.bytes[0] == '\r' && text.bytes[1] == '\n' && text.bytes[2] != ' '
        && text.bytes[2] != '\t';
}

static inline void
skip(sip_text_t *text, size_t count)
{
    text->bytes += count;
    text->length -= count;
}

/*
 * Where the branch is in a header that begins as most do, with a Via whose first
 * value is in one line and written as everybody writes it; empty otherwise.
 */
static sip_text_t
plain_branch(sip_text_t rest)
{
    static const char begin[] = "Via: SIP/2.0/", transport[] = "UDP ", name[] = "branch=";
    const sip_text_t  none = { NULL, 0 };
    sip_text_t        branch;

    if (rest.length < strlen(begin) + strlen(transport) || memcmp(rest.bytes, begin, strlen(begin)) != 0)
        return none;
    skip(&rest, strlen(begin));
    if (memcmp(rest.bytes, transport, strlen(transport)) != 0 && memcmp(rest.bytes, "TCP ", strlen(transport)) != 0
        && memcmp(rest.bytes, "TLS ", strlen(transport)) != 0)
        return none;
    skip(&rest, strlen(transport));
    do {
        skip(&rest, length_to_stop(rest.bytes, rest.length));
        if (rest.length <= strlen(name) || rest.bytes[0] != ';')
            return none;
        skip(&rest, 1);
    } while (memcmp(rest.bytes, name, strlen(name)) != 0);
    skip(&rest, strlen(name));
    branch.bytes = rest.bytes;
    branch.length = length_to_stop(rest.bytes, rest.length);
    skip(&rest, branch.length);
    /* With blanks or another value behind it, it takes the longer way. */
    return (rest.length > 0 && rest.bytes[0] == ';') || ends_line(rest) ? branch : none;
}

/* This is done for most frames. */
uint64_t
branch_of(sip_text_t header)
{
    sip_text_t     branch = plain_branch(header);
    message_view_t view = { header, header };
    sip_text_t     via;

    if (branch.length > 0)
        return branch_hash(branch.bytes, branch.length);
    branch = view_branch(&view, 0);
    if (branch.length == 0) {
        via = view_value(&view, "Via", 'v');
        for (size_t i = 0; i < via.length; i++) {
            if (via.bytes[i] == ';' || via.bytes[i] == ',')
                via.length = i;
        }
        branch = via;
    }
    return branch.length > 0 ? branch_hash(branch.bytes, branch.length) : 0;
}
