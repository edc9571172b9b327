# SPDX-License-Identifier: GPL-2.0-or-later
"""Offers that are refused: codecs, encryption, fax."""

from parties import Sipp
from scenario import Scenario
from scenarios.dialogs import ANSWERED, BEGIN

HEAD = """: v=0
: o=lab 1 1 IN IP4 [local_ip]
: s=-
: c=IN IP4 [local_ip]
: t=0 0
"""
OPUS = HEAD + """: m=audio 6000 RTP/AVP 96
: a=rtpmap:96 opus/48000/2
"""
SRTP = HEAD + """: m=audio 6000 RTP/SAVP 8 0
: a=rtpmap:8 PCMA/8000
: a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz
"""
FAX = HEAD + """: m=image 6002 udptl t38
: a=T38FaxVersion:0
: a=T38MaxBitRate:14400
"""
NO_MEDIA = ": v=0\n: o=lab 1 1 IN IP4 [local_ip]\n: s=-\n: c=IN IP4 [local_ip]\n: t=0 0\n"
NO_ADDRESS = ": v=0\n: o=lab 1 1 IN IP4 [local_ip]\n: s=-\n: t=0 0\n: m=audio 6000 RTP/AVP 8\n"


def refused(offer, code=488, answer=""):
    return [Sipp("CALLEE", f"< INVITE\n> {code}\n{answer}\n< ACK"),
        Sipp("CALLER", f"> INVITE\n{offer}< {code}\n> ACK", "CALLEE")]


SCENARIOS = [
    Scenario("no codec in common", refused(OPUS, answer='| Warning: 305 CALLEE "Incompatible media format"\n' +
                                            OPUS.replace("opus/48000/2", "PCMA/8000").replace("96", "8")),
             found="CALLEE>CALLER 488 INVITE: media-no-common-codec, media-offer",
             report="488 Not Acceptable Here to INVITE; media-no-common-codec, media-offer"),
    Scenario("SRTP refused", refused(SRTP),
             found="CALLEE>CALLER 488 INVITE: media-srtp-refused?, media-offer",
             report="488 Not Acceptable Here to INVITE; media-srtp-refused, media-offer"),
    Scenario("no media in the offer", refused(NO_MEDIA),
             found="CALLEE>CALLER 488 INVITE: media-sdp-malformed",
             report="488 Not Acceptable Here to INVITE; media-sdp-malformed"),
    Scenario("no address in the offer", refused(NO_ADDRESS, 400),
             found="CALLEE>CALLER 400 INVITE: media-sdp-malformed",
             report="400 Bad Request to INVITE; media-sdp-malformed"),
    Scenario("body of an unknown kind", [
        Sipp("CALLEE", "< INVITE\n> 415\n| Accept: application/sdp\n< ACK"),
        Sipp("CALLER", "> INVITE\n| Content-Type: text/html\n: <p>Hello</p>\n< 415\n> ACK", "CALLEE")],
             found="CALLEE>CALLER 415 INVITE: media-body-unsupported",
             report="415 Unsupported Media Type to INVITE; media-body-unsupported"),
    Scenario("fax refused, and G.711 goes on", [
        Sipp("CALLEE", ANSWERED + "< INVITE\n> 488\n< ACK\n< INVITE\n> 200 sdp\n< ACK\n< BYE\n> 200"),
        Sipp("CALLER", BEGIN + "> INVITE\n" + FAX + "< 488\n> ACK\n> INVITE\n< 200\n> ACK\n> BYE\n< 200", "CALLEE")],
             found="CALLEE>CALLER 488 INVITE: media-t38-refused, media-offer, media-fax-g711",
             report="488 Not Acceptable Here to INVITE within a call; media-t38-refused, media-offer, media-fax-g711"),
    Scenario("encryption demanded", [
        Sipp("CALLEE", '< INVITE\n> 488\n| Warning: 399 CALLEE "SRTP required"\n< ACK'),
        Sipp("CALLER", "> INVITE\n< 488\n> ACK", "CALLEE")],
             found="CALLEE>CALLER 488 INVITE: media-srtp-required, media-offer",
             report="488 Not Acceptable Here to INVITE; media-srtp-required, media-offer"),
    Scenario("answer of another shape than the offer", [
        Sipp("CALLEE", "< INVITE\n> 180\n> 200\n" + SRTP + "< ACK\n< BYE\n> 200"),
        Sipp("CALLER", "> INVITE\n< 180\n< 200\n> ACK\n> BYE\n| Reason: Q.850;cause=88;text=\"Incompatible destination\"\n< 200", "CALLEE")],
             found="""
                 CALLEE>CALLER 200 INVITE: media-answer-differs
                 CALLER>CALLEE BYE: media-answer-differs, bye-abnormal
             """,
             report="200 OK to INVITE; media-answer-differs"),
]
