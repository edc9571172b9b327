/* test_sdp.c
 * What an SDP description offers or answers, line by line, and where it lies in a message
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <string.h>

#include <glib.h>

#include "message/body.h"
#include "message/sdp.h"

#define SESSION "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n"
#define ADDRESS "c=IN IP4 192.0.2.1\r\n"
#define TIMES   "t=0 0\r\n"
#define HEAD    SESSION ADDRESS TIMES

/* In a heap block of exactly its size, so that a sanitizer sees each byte read too many. */
typedef struct {
    char *bytes;
    sdp_t sdp;
} description_t;

static description_t *
parse_bytes(const char *bytes, size_t length)
{
    description_t *description = g_new(description_t, 1);
    sip_text_t     text;

    /* What a parser leaves alone shows. */
    memset(description, 0xa5, sizeof *description);
    description->bytes = (char *)g_memdup2(bytes, length);
    text.bytes = description->bytes;
    text.length = length;
    sdp_parse(text, &description->sdp);
    return description;
}

static description_t *
parse(const char *text)
{
    return parse_bytes(text, strlen(text));
}

static void
done(description_t *description)
{
    g_free(description->bytes);
    g_free(description);
}

static void
assert_text(sip_text_t text, const char *expected)
{
    g_assert_cmpmem(text.bytes, text.length, expected, strlen(expected));
}

static void
assert_bad(const char *text, const char *expected)
{
    description_t *description = parse(text);

    assert_text(description->sdp.bad_line, expected);
    done(description);
}

static void
test_media(void)
{
    description_t *description = parse(HEAD "m=audio 49170/2 RTP/AVP 0 8 18 96 97\r\na=rtpmap:96 opus/48000/2\r\n"
                                            "a=rtpmap:8 pcma/8000\r\nm=image 4000 udptl t38\r\n");
    sdp_t         *sdp = &description->sdp;
    sdp_media_t   *audio = &sdp->media[0], *image = &sdp->media[1];

    g_assert_cmpuint(sdp->num_media, ==, 2);
    assert_text(audio->line, "m=audio 49170/2 RTP/AVP 0 8 18 96 97");
    assert_text(audio->medium, "audio");
    assert_text(audio->profile, "RTP/AVP");
    g_assert_cmpuint(audio->port, ==, 49170);
    g_assert_cmpuint(audio->num_formats, ==, 5);
    assert_text(audio->formats[0].name, "PCMU");
    g_assert_cmpuint(audio->formats[0].rate, ==, 8000);
    assert_text(audio->formats[1].name, "pcma");
    assert_text(audio->formats[2].name, "G729");
    assert_text(audio->formats[3].name, "opus");
    assert_text(audio->formats[3].payload, "96");
    g_assert_cmpuint(audio->formats[3].rate, ==, 48000);
    /* A dynamic number has no meaning of its own. */
    g_assert_cmpuint(audio->formats[4].name.length, ==, 0);
    g_assert_cmpuint(audio->formats[4].rate, ==, 0);
    assert_text(image->formats[0].name, "t38");
    g_assert_true(sdp_is_plain(audio) && !sdp_is_secure(audio));
    g_assert_true(!sdp_is_plain(image) && !sdp_is_secure(image));
    g_assert_true(sdp->connected);
    g_assert_cmpint(sdp->missing, ==, '\0');
    g_assert_cmpuint(sdp->bad_line.length, ==, 0);
    done(description);
}

/* The session speaks for all media, and a medium for itself. */
static void
test_traits(void)
{
    description_t *description = parse(HEAD "a=sendonly\r\na=fingerprint:sha-256 AA:BB\r\na=setup:actpass\r\n"
                                            "m=audio 4000 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP6 2001:db8::1\r\na=ice-ufrag:x\r\n"
                                            "a=inactive\r\na=setup:active\r\n"
                                            "m=video 4002 rtp/savp 31\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n");
    sdp_traits_t  *audio = &description->sdp.media[0].traits, *video = &description->sdp.media[1].traits;

    g_assert_true(sdp_is_secure(&description->sdp.media[0]) && sdp_is_secure(&description->sdp.media[1]));
    g_assert_true(audio->fingerprint && audio->ice && !audio->crypto);
    g_assert_cmpint(audio->direction, ==, SDP_INACTIVE);
    g_assert_cmpint(audio->family, ==, SDP_IPV6);
    assert_text(audio->connection, "IN IP6 2001:db8::1");
    assert_text(audio->setup, "active");
    g_assert_true(video->fingerprint && !video->ice && video->crypto);
    g_assert_cmpint(video->direction, ==, SDP_SENDONLY);
    g_assert_cmpint(video->family, ==, SDP_IPV4);
    assert_text(video->connection, "IN IP4 192.0.2.1");
    assert_text(video->setup, "actpass");
    g_assert_cmpuint(description->sdp.bad_line.length, ==, 0);
    done(description);
}

static void
test_missing_lines(void)
{
    description_t *description = parse(SESSION TIMES "m=audio 0 RTP/AVP 0\r\n");

    /* What is refused needs no address. */
    g_assert_true(description->sdp.connected);
    done(description);

    description = parse(SESSION TIMES "m=audio 4 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\nm=video 6 RTP/AVP 31\r\n");
    g_assert_false(description->sdp.connected);
    done(description);

    description = parse("v=0\r\ns=-\r\nt=0 0\r\n");
    g_assert_cmpint(description->sdp.missing, ==, 'o');
    g_assert_cmpuint(description->sdp.num_media, ==, 0);
    done(description);

    description = parse("");
    g_assert_cmpint(description->sdp.missing, ==, 'v');
    done(description);
}

static void
test_bad_lines(void)
{
    static const char *const bad[] = {
        "v=1", "v =0", "x=1", "M=audio 4 RTP/AVP 0", " m=audio 4 RTP/AVP 0", "nothing", "m=audio RTP/AVP 0",
        "m=audio 4 RTP/AVP",
        "m=audio 65536 RTP/AVP 0", "m=audio -1 RTP/AVP 0", "c=IN IP4 2001:db8::1", "c=IN IP6 192.0.2.1",
        "c=IN IP4 192.0.2.256",
        "c=IN IP4 192.0.2", "c=IN IP4", "c=192.0.2.1", "c=IN IP4 192.0.2.1 5", "o=- 1 1 IN IP4",
        "o=a b 1 1 IN IP4 192.0.2.1",
        "o=- x 1 IN IP4 192.0.2.1", "t=0", "t=now later", "a=", "a=rtpmap", "a=rtpmap:96", "a=rtpmap:96 opus",
        "a=crypto:1 AES_CM_128_HMAC_SHA1_80",
    };
    static const char *const good[] = {
        "c=IN IP4 example.com", "c=IN IP4 224.2.1.1/127/3", "c=IN IP6 FF15::101/3", "c=IN IP4 0.0.0.0", "c=ATM NSAP 47",
        "o=jdoe 18446744073709551616 2 IN IP6 ::1", "t=2873397496 2873404696", "s=", "s=a b", "b=AS:64", "i=x",
        "a=x", "a=rtpmap: 0 PCMU/8000",
        "y=0100000001", "f=v/2/4///a///", "m=audio 4/2 RTP/AVP 0",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "m=message 9 TCP/MSRP *", "t=0 0 ",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
        char *text = g_strconcat(HEAD, bad[i], "\r\n", NULL);

        assert_bad(text, bad[i]);
        g_free(text);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        char *text = g_strconcat(HEAD, good[i], "\r\n", NULL);

        assert_bad(text, "");
        g_free(text);
    }
    /* The first one is named. */
    assert_bad("v=0\r\nbad\r\nworse\r\n", "bad");
}

static void
test_line_ends(void)
{
    static const char bytes[] = "v=0\ns=-\0\nm=audio 4 RTP/AVP 0\n\na=sendonly\rm=\n=\n";
    description_t    *description = parse("v=0\ro=- 1 1 IN IP4 192.0.2.1\rs=-\rt=0 0\rm=audio 4 RTP/AVP 0\r");

    g_assert_cmpuint(description->sdp.num_media, ==, 1);
    g_assert_cmpuint(description->sdp.media[0].num_formats, ==, 1);
    g_assert_cmpint(description->sdp.missing, ==, '\0');
    done(description);

    description = parse_bytes(bytes, sizeof bytes - 1);
    g_assert_cmpuint(description->sdp.num_media, ==, 2);
    g_assert_cmpint(description->sdp.media[0].traits.direction, ==, SDP_SENDONLY);
    assert_text(description->sdp.bad_line, "m=");
    /* A medium without a number for its port is not refused. */
    g_assert_cmpuint(description->sdp.media[1].port, !=, 0);
    done(description);
}

/* More media and formats than fit are known to be there, and what belongs to them is nobody else's. */
static void
test_limits(void)
{
    GString       *text = g_string_new(HEAD);
    description_t *description;

    for (unsigned i = 0; i < SDP_MAX_MEDIA + 1; i++) {
        g_string_append(text, "m=audio 4 RTP/AVP");
        for (unsigned j = 0; j < SDP_MAX_FORMATS + i; j++)
            g_string_append_printf(text, " %u", j);
        g_string_append(text, "\r\n");
    }
    g_string_append(text, "a=inactive\r\nc=IN IP6 ::1\r\na=rtpmap:0 x/1\r\n");
    description = parse(text->str);
    g_assert_true(description->sdp.more_media);
    g_assert_cmpuint(description->sdp.num_media, ==, SDP_MAX_MEDIA);
    for (unsigned i = 0; i < SDP_MAX_MEDIA; i++) {
        sdp_media_t *media = &description->sdp.media[i];

        g_assert_cmpuint(media->num_formats, ==, SDP_MAX_FORMATS);
        g_assert_true(media->more_formats == (i > 0));
        g_assert_cmpint(media->traits.direction, ==, SDP_SENDRECV);
        g_assert_cmpint(media->traits.family, ==, SDP_IPV4);
        assert_text(media->formats[0].name, "PCMU");
    }
    done(description);
    g_string_free(text, TRUE);
}

/* Where it lies in a message whose header and body are these; length: of Content-Length, -1 for none. */
static void
assert_found(const char *header, const char *body, int length, sdp_presence_t expected, const char *sdp)
{
    char           *number = length >= 0 ? g_strdup_printf("Content-Length: %d\r\n", length) : g_strdup("");
    char           *text = g_strconcat("INVITE sip:a@b SIP/2.0\r\n", header, number, "\r\n", body, NULL);
    sip_text_t      whole = { (char *)g_memdup2(text, strlen(text)), strlen(text) }, found;
    message_view_t  view = message_view(whole);

    g_assert_cmpint(sdp_find(&view, &found), ==, expected);
    assert_text(found, sdp);
    g_free((char *)whole.bytes);
    g_free(text);
    g_free(number);
}

#define TYPE    "Content-Type: application/sdp\r\n"
#define MIXED   "Content-Type: multipart/mixed; boundary="

static void
test_place(void)
{
    static const char parts[] = "before\r\n--b1\r\nContent-Type: application/isup\r\n\r\nv=\r\n"
                                "--b1\r\nContent-Disposition: session\r\ncontent-type: Application/SDP ;x=y\r\n\r\n"
                                "v=0\r\n--b1--\r\nafter";
    static const char early[] = "--b1\r\nContent-Disposition: early-session;handling=optional\r\n"
        "Content-Type: application/sdp\r\n\r\nv=0\r\n--b1\r\nContent-Type: application/sdp\r\n\r\nv=1\r\n--b1--\r\n";
    static const char others[] = "--b1\r\nContent-Type: text/plain\r\n\r\nx\r\n--b1--\r\n";

    assert_found(TYPE, "v=0\r\n", 5, SDP_THERE, "v=0\r\n");
    assert_found("c: Application/SDP;charset=x\r\n", "v=0\r\n", -1, SDP_THERE, "v=0\r\n");
    assert_found("", "v=0\r\n", 5, SDP_THERE, "v=0\r\n");
    assert_found("", "x=0\r\n", 5, SDP_NOT_THERE, "");
    assert_found(TYPE, "", 0, SDP_NOT_THERE, "");
    assert_found("Content-Type: text/plain\r\n", "x=0\r\n", 5, SDP_NOT_THERE, "");
    assert_found("Content-Type: text/plain\r\n", "v=0\r\n", 5, SDP_UNREADABLE, "");
    assert_found(MIXED "b1\r\n", parts, (int)strlen(parts), SDP_THERE, "v=0\r\n");
    assert_found(MIXED "\"b1\"\r\n", parts, (int)strlen(parts), SDP_THERE, "v=0\r\n");
    assert_found(MIXED "b1\r\n", early, (int)strlen(early), SDP_THERE, "v=1\r\n");
    assert_found(TYPE "Content-Disposition: early-session\r\n", "v=0\r\n", 5, SDP_UNREADABLE, "");
    assert_found(MIXED "b1\r\n", others, (int)strlen(others), SDP_NOT_THERE, "");
    /* Line ends behind it are none of the body. */
    assert_found(TYPE, "v=0\r\n\r\n\r\n", 5, SDP_THERE, "v=0\r\n");
}

/* Where it cannot be known, nothing is. */
static void
test_unreadable(void)
{
    static const char nested[] = "--b1\r\nContent-Type: multipart/alternative;boundary=c\r\n\r\n--c\r\n--b1--\r\n";
    static const char *const cut[] = {
        "INVITE sip:a@b SIP/2.0", "INVITE sip:a@b SIP/2.0\r\n", "INVITE sip:a@b SIP/2.0\r\nTo: x",
        "INVITE sip:a@b SIP/2.0\r\nTo: x\r\n",
        "INVITE sip:a@b SIP/2.0\r\n\r\n", "INVITE sip:a@b SIP/2.0\nTo: x\n\n", "INVITE sip:a@b SIP/2.0\rTo: x\r\r",
    };
    message_view_t    unknown = { { NULL, 0 }, { NULL, 0 } };
    sip_text_t        found;
    sdp_t            *sdp = g_new(sdp_t, 1);

    assert_found(TYPE, "v=0\r\n", 6, SDP_UNREADABLE, "");
    assert_found(TYPE, "v=0\r\no=", 5, SDP_UNREADABLE, "");
    assert_found(TYPE "Content-Encoding: gzip\r\n", "v=0\r\n", 5, SDP_UNREADABLE, "");
    assert_found("Content-Type: multipart/mixed\r\n", "--b1\r\n", 6, SDP_UNREADABLE, "");
    assert_found("Content-Type: application/pkcs7-mime\r\n", "xxxx", 4, SDP_UNREADABLE, "");
    assert_found(MIXED "b1\r\n", nested, (int)strlen(nested), SDP_UNREADABLE, "");
    g_assert_cmpint(sdp_find(&unknown, &found), ==, SDP_UNREADABLE);
    /* The capture ends within the header, or behind its last line. */
    for (unsigned i = 0; i < G_N_ELEMENTS(cut); i++) {
        sip_text_t     text = { (char *)g_memdup2(cut[i], strlen(cut[i])), strlen(cut[i]) };
        message_view_t view = message_view(text);

        g_assert_cmpint(sdp_find(&view, &found), ==, i < 4 ? SDP_UNREADABLE : SDP_NOT_THERE);
        g_free((char *)text.bytes);
    }
    g_assert_cmpint(sdp_read(&unknown, sdp), ==, SDP_UNREADABLE);
    g_assert_cmpuint(sdp->num_media, ==, 0);
    g_free(sdp);
}

int
main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sdp/media", test_media);
    g_test_add_func("/sdp/traits", test_traits);
    g_test_add_func("/sdp/missing-lines", test_missing_lines);
    g_test_add_func("/sdp/bad-lines", test_bad_lines);
    g_test_add_func("/sdp/line-ends", test_line_ends);
    g_test_add_func("/sdp/limits", test_limits);
    g_test_add_func("/sdp/place", test_place);
    g_test_add_func("/sdp/unreadable", test_unreadable);
    return g_test_run();
}
