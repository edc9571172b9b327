# SPDX-License-Identifier: GPL-2.0-or-later
"""Gists, causes and remedies that are for some cases alone: by the request, its place in the call, and what came before."""

import flows
import pytest
from catalogue import record_of

RESPONSE = "bob > alice {code} c {cseq} {method}"
UP = "alice > bob INVITE c 1\nbob > alice 200 c 1 INVITE\nalice > bob ACK c 1 to=b"


def refused(code, method="INVITE", before="", tag="", cseq=2, between="", asked="", said=""):
    """asked: header fields of the request, after " | "; said: words and header fields of the response."""
    return "\n".join(filter(None, [before, f"alice > bob {method} c {cseq}{tag}{asked}", between,
                                   RESPONSE.format(code=code, cseq=cseq, method=method) + said]))


def cancelled(reason):
    return refused(487, between=f"bob > alice 180 c 2 INVITE\nalice > bob CANCEL c 2{reason}\nbob > alice 200 c 2 CANCEL")


LATER = "wait 9"    # at once, it would be a machine that says it

# Code, messages, which of the gists, and keys of what is and is not shown.
CASES = {
    "a call is declined": (603, refused(603, between=LATER), "Summary", "Cause", "Cause2"),
    "a change of a call is declined": (603, refused(603, before=UP, tag=" to=b"), "Summary5", "Cause4", "Cause"),
    "a transfer is declined": (603, refused(603, "REFER", UP, " to=b"), "Summary2", "Cause2", "Cause"),
    "a watcher is declined": (603, refused(603, "SUBSCRIBE"), "Summary3", "Cause3", "Cause"),
    "a text is declined": (603, refused(603, "MESSAGE"), "Summary4", "Cause3", "Cause2"),
    "a registration is declined": (603, refused(603, "REGISTER"), "Summary6", "Cause4", "Cause"),
    "a ping is declined": (603, refused(603, "OPTIONS"), "Summary6", "Cause4", "Cause"),
    "nothing rang": (480, refused(480, between=LATER), "Summary", "Cause", "Cause2"),
    "it rang": (480, refused(480, between="bob > alice 180 c 2 INVITE\n" + LATER), "Summary", "Cause2", "Cause"),
    "the caller hangs up": (487, cancelled(""), "Summary", "Cause", "Cause3"),
    "another device takes the call": (487, cancelled(" | Reason: SIP;cause=200"), "Summary", "Cause2", "Cause"),
    "the time of the INVITE is over": (487, refused(487, asked=" | Expires: 2", between="wait 2"), "Summary", "Cause3", "Cause4"),
    "the time of the INVITE is not over": (487, refused(487, asked=" | Expires: 60", between="wait 2"), "Summary", "Cause", "Cause3"),
    "a cause of the gateway": (480, refused(480, between=LATER, said=" | Reason: Q.850;cause=20"), "Summary", "Cause4", "Cause2"),
    "another cause of the gateway": (480, refused(480, between=LATER, said=" | Reason: Q.850;cause=18"), "Summary", "Cause", "Cause4"),
    "a reason that is no cause": (500, refused(500, said=" | Reason: SIP;cause=503"), "Summary", "Cause2", "Cause3"),
    "a body of another type": (504, refused(504, said=" | Content-Type: text/plain"), "Summary", "Cause", "Cause4"),
    "a request that came twice": (482, refused(482, said=" phrase=Merged_Request"), "Summary2", "Cause2", "Cause"),
    "a loop": (482, refused(482, said=" phrase=Loop_Detected"), "Summary", "Cause", "Summary2"),
    "a call is changed": (200, refused(200, before=UP, tag=" to=b"), "Summary", "Cause5", "Cause"),
    "a call is answered": (200, refused(200), "Summary", "Cause", "Cause5"),
    "a method that is old": (501, refused(501, "INFO", UP, " to=b"), "Summary", "Cause", "Cause2"),
    "a method that nobody knows": (501, refused(501, "invite"), "Summary", "Cause2", "Cause"),
    "a number in its order": (500, refused(500, "BYE", UP, " to=b"), "Summary", "Cause", "Cause4"),
    "a number whose order is not known": (500, refused(500, "BYE", tag=" to=b"), "Summary", "Cause4", "Cause5"),
    "a ping with hops left": (483, refused(483, "OPTIONS", asked=" | Max-Forwards: 70"), "Summary", "Cause4", "Cause3"),
    "a call with hops left": (483, refused(483, asked=" | Max-Forwards: 70"), "Summary", "Cause", "Cause2"),
    "a call with few hops": (483, refused(483, asked=" | Max-Forwards: 7"), "Summary", "Cause2", "Cause3"),
    "a ping to a neighbour": (483, refused(483, "OPTIONS", asked=" | Max-Forwards: 1"), "Summary", "Cause3", "Cause"),
    "a text that cannot be read": (415, refused(415, "MESSAGE", asked=" | Content-Type: application/x"), "Summary", "Cause3", "Cause4"),
    "a request for a busy phone": (486, refused(486, between=LATER), "Summary", "Cause", "Cause3"),
    "a change of a call is taken back": (487, refused(487, before=UP, tag=" to=b", between="alice > bob CANCEL c 2 to=b\n"
                                                      "bob > alice 200 c 2 CANCEL"), "Summary", "Cause5", "Cause"),
    "a change of a call is forbidden": (403, refused(403, before=UP, tag=" to=b"), "Summary", "Cause6", "Cause"),
    "a registration is forbidden": (403, refused(403, "REGISTER"), "Summary", "Cause5", "Cause"),
    "a request without hops": (483, refused(483), "Summary", "Cause5", "Cause2"),
    "a subscription is not acceptable": (488, refused(488, "SUBSCRIBE"), "Summary2", "Cause4", "Cause"),
    "another address with a scheme that is not known": (416, refused(416), "Summary", "Cause3", "Cause"),
    "no sips: address": (416, refused(416), "Summary", "Cause3", "Cause2"),
    "an extension that is offered": (421, refused(421, asked=" | k: timer, 100rel", said=" | Require: 100rel"), "Summary", "Cause2", "Cause"),
    "an extension that is required": (421, refused(421, asked=" | Require: 100rel", said=" | Require: 100rel"), "Summary", "Cause2", "Cause"),
    "an extension that is not named": (421, refused(421, asked=" | Supported: 100rel"), "Summary", "Cause", "Cause2"),
    "a caller with Privacy": (433, refused(433, between=LATER, asked=" | Privacy: id"), "Summary", "Cause", "Cause2"),
    "a caller who asks for no privacy": (433, refused(433, between=LATER, asked=" | Privacy: none"), "Summary", "Cause2", "Cause"),
    "a caller who shows who calls": (433, refused(433, between=LATER), "Summary", "Cause2", "Cause"),
    "a registration without channels": (503, refused(503, "REGISTER"), "Summary2", "Cause2", "Cause"),
}


@pytest.mark.parametrize("args", [[], ["-2"]], ids=["one pass", "two passes"])
@pytest.mark.parametrize("case", CASES)
def test_what_is_said_fits_the_case(wireshark, case, args):
    code, messages, gist, there, absent = CASES[case]
    path = wireshark.write(flows.capture(messages), "fitting-" + case.replace(" ", "-"))
    *_, (gists, causes) = wireshark.fields(path, "sipexplain.summary", "sipexplain.cause",
                                        args=[*args, "-Y", f"sipexplain.code == {code}"])
    record = record_of(code)
    assert gists == [record[gist]]
    assert record[there] in causes and record[absent] not in causes


CHALLENGE = ' | WWW-Authenticate: Digest realm="example.com", nonce="n1", algorithm=MD5'
# Code, messages, keys of remedies that are shown, and of one that is not.
REMEDIES = {
    "a redirection to an address": (302, refused(302, said=" | Contact: <sip:carol@example.com>"), ["Remedy", "Remedy2", "Remedy3"],
                                    None),
    "a redirection to nowhere": (302, refused(302), ["Remedy3"], "Remedy"),
    "a watched state is over": (481, refused(481, "NOTIFY", tag=" to=b"), ["Remedy6"], "Remedy2"),
    "a ping is forbidden": (403, refused(403, "OPTIONS"), ["Remedy"], "Remedy5"),
    "a challenge that may be answered": (401, refused(401, said=CHALLENGE), ["Remedy", "Remedy3"], "Remedy2"),
    "a challenge that nobody answers": (401, refused(401, said=CHALLENGE) + "\nwait 40\nalice > bob OPTIONS d 1", [], "Remedy"),
}


@pytest.mark.parametrize("case", REMEDIES)
def test_what_is_to_be_done_fits_the_case(wireshark, case):
    code, messages, there, absent = REMEDIES[case]
    path = wireshark.write(flows.capture(messages), "fitting-" + case.replace(" ", "-"))
    (remedies,), = wireshark.fields(path, "sipexplain.remedy", args=["-2", "-Y", f"sipexplain.code == {code}"])
    record = record_of(code)
    assert [key for key in there if record[key] not in remedies] == []
    assert absent is None or record[absent] not in remedies


def warned(words):
    return f' | Warning: 399 b "{words}"'


def reasoned(words, cause="SIP;cause=503"):
    return f' | Reason: {cause};text="{words}"'


# What a server says beside its code: the code, and the words.
SAYS_MORE = {
    "a phrase": (503, " phrase=No_SIP_Entity_Link_is_up"),
    "a phrase about an account": (403, " phrase=Account_suspended"),
    "a phrase about who is called": (480, " phrase=Do_Not_Disturb"),
    "a phrase in another language": (480, " phrase=Teilnehmer_nicht_erreichbar"),
    "a Warning": (500, warned("Lua handler crashed")),
    "a Warning behind another one": (403, warned("Forbidden") + ", 399 b " + '"Zone 3 closed"'),
    "a Reason": (503, reasoned("Entity link down")),
    "a Reason of Q.850": (480, reasoned("Queue logic aborted", "Q.850;cause=31")),
}
SAYS_NO_MORE = {
    "the registered phrase": (503, " phrase=Service_Unavailable"),
    "the phrase in other letters": (486, " phrase=busy_HERE"),
    "the phrase in other words": (480, " phrase=Temporarily_not_available"),
    "another phrase for the same": (486, " phrase=User_busy"),
    "a policy of which nothing is said": (403, " phrase=Forbidden_by_policy"),
    "a dialog that is not there": (481, " phrase=Dialog_does_not_exist"),
    "a form of the word": (408, " phrase=Request_timed_out"),
    "a number": (500, " phrase=Error_500"),
    "no words": (503, " phrase="),
    "a Warning that repeats the phrase": (503, warned("service unavailable")),
    "a Reason that repeats the phrase": (503, reasoned("Service Unavailable")),
    "the name of a cause": (480, reasoned("Normal, unspecified", "Q.850;cause=31")),
    "the name of a cause as FreeSWITCH writes it": (480, reasoned("NORMAL_UNSPECIFIED", "Q.850;cause=31")),
}


@pytest.mark.parametrize("case", [*SAYS_MORE, *SAYS_NO_MORE])
def test_usual_causes_are_no_guess_beside_what_the_server_says(wireshark, case):
    code, said = {**SAYS_MORE, **SAYS_NO_MORE}[case]
    path = wireshark.write(flows.capture(refused(code, between=LATER, said=said)), "says-" + case.replace(" ", "-"))
    (causes, remedies), = wireshark.fields(path, "sipexplain.cause", "sipexplain.remedy",
                                           args=["-2", "-Y", f"sipexplain.code == {code}"])
    assert (bool(causes), bool(remedies)) == ((False, False) if case in SAYS_MORE else (True, True))


def test_what_the_server_says_stands_before_what_the_code_says(wireshark):
    path = wireshark.write(flows.capture(refused(503, between=LATER, said=" phrase=No_SIP_Entity_Link_is_up")), "says-first")
    details = wireshark.tshark("-V", "-Y", "sipexplain.code == 503", capture=path)
    assert 0 < details.index("Phrase in this message: No SIP Entity Link is up") < details.index("Description: ")
