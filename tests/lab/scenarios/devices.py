# SPDX-License-Identifier: GPL-2.0-or-later
"""Baresip, linphone and sipsak, among themselves and against faults."""

from parties import Kamailio, Sipp, Sipsak
from phones import Baresip, Linphone
from scenario import Scenario
from scenarios.dialogs import BEGIN
from scenarios.healthy import CALL, TO_CALLEE
from scenarios.media import OPUS, SRTP
from scenarios.transfers import REFER, TAKE


def to_baresip(text, *others):
    return [*others, Baresip("CALLEE", "3001"), Sipp("CALLER", text, "CALLEE")]


def to_linphone(text):
    return [Linphone("CALLEE", "3001"), Sipp("CALLER", text, "CALLEE")]


SCENARIOS = [
    Scenario("baresip calls linphone", [
        Kamailio(route=TO_CALLEE), Linphone("CALLEE", "3001", says=(("PROXY>CALLEE ACK", "terminate"),)),
        Baresip("CALLER", "2001", 'regint=0;outbound="sip:PROXY"', command_line="/dial sip:3001@lab.example")],
        until=("PROXY>CALLEE 200 BYE",)),
    Scenario("call to baresip", to_baresip(BEGIN.replace("< 180", "< 180 ?") + "wait 300\n> BYE\n< 200")),
    Scenario("call to linphone", [Kamailio(route=TO_CALLEE), Linphone("CALLEE", "3001"),
        Sipp("CALLER", CALL.replace("< 180", "< 180 ?"))]),
    Scenario("baresip with a wrong password", [
        Kamailio(defines=("WITH_AUTH",)), Baresip("CALLER", "2001", 'auth_pass=wrong;regint=600;outbound="sip:PROXY"')],
        until=("PROXY>CALLER 401 REGISTER *6",),
             found="""
                 PROXY>CALLER 401 REGISTER: auth-refused
                 PROXY>CALLER 401 REGISTER: auth-refused, auth-storm
             """,
             report="401 Unauthorized to REGISTER; auth-refused"),
    Scenario("baresip registers", [
        Kamailio(defines=("WITH_AUTH",)),
        Baresip("CALLER", "2001", 'auth_pass=secret2001;regint=600;outbound="sip:PROXY"')],
        until=("PROXY>CALLER 200 REGISTER",)),
    Scenario("codec that baresip has not", to_baresip(f"> INVITE\n{OPUS}< 488\n> ACK"),
             found="CALLEE>CALLER 488 INVITE: media-offer",
             report="488 Not Acceptable Here to INVITE; media-offer"),
    Scenario("SRTP that baresip does not want", to_baresip(f"> INVITE\n{SRTP}< 488\n> ACK"),
             found="CALLEE>CALLER 488 INVITE: media-srtp-refused?, media-offer",
             report="488 Not Acceptable Here to INVITE; media-srtp-refused, media-offer"),
    Scenario("codec that linphone has not", to_linphone(f"> INVITE\n{OPUS.replace('opus/48000/2', 'nonsense/8000')}< 100 ?\n< 488\n> ACK"),
             found="CALLEE>CALLER 488 INVITE: media-offer",
             report="488 Not Acceptable Here to INVITE; media-offer"),
    Scenario("SRTP with linphone", to_linphone(f"> INVITE\n{SRTP}< 100 ?\n< 180 ?\n< 200\n> ACK\n> BYE\n< 200")),
    Scenario("extension that baresip has not", to_baresip("> INVITE\n| Require: foo\n< 420\n> ACK"),
             found="CALLEE>CALLER 420 INVITE: extension-unsupported",
             report="420 Bad Extension to INVITE; extension-unsupported"),
    Scenario("baresip restarted in the call", [
        Baresip("CALLEE", "3001"),
        Sipp("CALLER", BEGIN.replace("< 180", "< 180 ?") + "wait 2500\n> BYE\n< 481", "CALLEE"),
        Baresip("CALLEE", "3001", after="CALLER>CALLEE ACK", instead_of=0)],
             found="CALLEE>CALLER 481 BYE: dialog-lost?",
             report="481 Call/Transaction Does Not Exist to BYE; dialog-lost"),
    Scenario("baresip transfers to a busy phone", to_baresip(
        REFER.replace("< 180", "< 180 ?") + "< 202\n" + TAKE + TAKE + "> BYE\n< 200", Sipp("THIRD", "< INVITE\n> 486\n< ACK")),
             found="""
                 CALLEE>CALLER 202 REFER: transfer-failed
                 THIRD>CALLEE 486 INVITE: answered-by-machine?
                 CALLEE>CALLER NOTIFY: transfer-failed
             """,
             report="486 Busy Here to INVITE; answered-by-machine"),
    Scenario("sipsak pings the proxy", [
        Kamailio(route='send_reply("200", "Keepalive"); exit;'), Sipsak("CALLER", "-s sip:ping@PROXY -p PROXY")]),
    Scenario("sipsak asks for a user who is not there", [
        Kamailio(), Sipsak("CALLER", "-s sip:nobody@lab.example -p PROXY", status=1)],
             report="404 Not Found to OPTIONS"),
    Scenario("sipsak traces the way", [
        Kamailio(route=TO_CALLEE), Sipp("CALLEE", "< OPTIONS\n> 200"),
        Sipsak("CALLER", "-T -s sip:3001@lab.example -p PROXY")],
             found="PROXY>CALLER 483 OPTIONS: max-forwards-zero"),
]
